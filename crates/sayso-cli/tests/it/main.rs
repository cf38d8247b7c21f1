//! Tests of the program: what it takes, prints and returns.

mod cases;
mod judge;
mod out;
mod pages;
mod read;
mod series;
