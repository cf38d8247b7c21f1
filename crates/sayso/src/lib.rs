//! sayso reads reports: every figure in them, on whose say-so it stands, and what it counts.
//!
//! The module list is the flow, and a module uses only those above it. The library is pure: no disk, no clock,
//! no network, no printing. The same report and the same packs give the same claims.

pub mod report;
pub mod claim;
pub mod pack;
pub mod read;
pub mod ledger;
pub mod check;
pub mod view;
