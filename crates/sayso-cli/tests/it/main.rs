//! Tests of the program: what it takes, prints and returns.

mod judge;
mod read;
mod series;
