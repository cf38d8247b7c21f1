//! Tests of the program: what it takes, prints and returns.

mod cases;
mod fetch;
mod judge;
mod out;
mod pages;
mod read;
mod series;
#[expect(dead_code, reason = "the tests of the formats use all of it")]
#[path = "../../../sayso-io/tests/it/server.rs"]
mod server;
mod watch;
