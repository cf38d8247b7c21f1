//! Tests of the program: what it takes, prints and returns.

mod cases;
mod fetch;
mod judge;
mod out;
mod pages;
mod read;
mod series;
#[path = "../../../sayso-io/tests/it/server.rs"]
mod server;
