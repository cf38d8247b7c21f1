//! Tests of the program: what it takes, prints and returns.

mod cases;
mod judge;
mod out;
mod read;
mod series;
