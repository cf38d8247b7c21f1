//! Tests of the desk, asked over a socket as anybody may ask it.

mod add;
mod desk;
mod hostile;
mod openapi;
mod route;
mod search;
mod table;
mod upload;
