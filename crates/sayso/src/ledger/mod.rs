//! The memory of reports: what is held, who can vouch, which claims are about the same quantity, and which reports repeat which.
//!
//! Everything here is a function of entries handed in: keeping them is the shells' work. "As of" a day is handing in the entries up to it.

pub mod held;
pub mod words;
pub mod source;
pub mod series;
pub mod echo;
pub mod origin;
pub mod judge;

pub use held::{Correction, Filed, Held};
pub use judge::{Judgement, Judgements};
pub use series::{Key, Window};
pub use words::Words;
