//! Claims as people read them: plain data, no markup.

pub mod notation;
