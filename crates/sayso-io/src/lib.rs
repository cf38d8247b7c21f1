//! Bytes in, tables out.

pub mod wire;
