//! Claims as people read them: plain data, no markup.

pub mod notation;
pub mod told;
pub mod range;
pub mod timeline;
pub mod changed;
pub mod notice;
