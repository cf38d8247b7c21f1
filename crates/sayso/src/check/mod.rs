//! Checks: arithmetic and editorial tests over claims. One file each, and the list [`CHECKS`].
//!
//! A check finds nothing unless the claims belong together by their own fields; it fails a report only on what the report's words say.

mod alike;
pub(crate) mod round;
mod say;
mod parts_make_total;
mod ratio_holds;
mod never_falls;
mod rate_times_time;
mod hedge_lost;
mod bound_lost;
mod precision_invented;
mod headline_vs_body;
mod unit_drift;
mod category_merged;
mod one_origin_two_values;
mod one_figure_two_origins;

use rust_decimal::Decimal;

use crate::ledger::series;
use crate::ledger::words::Words;
use crate::ledger::{Filed, Held};

/// Every check, in the order in which they are listed to people; one that looks at two scopes stands here twice under its name.
pub static CHECKS: &[Check] = &[
    parts_make_total::CHECK,
    ratio_holds::CHECK,
    never_falls::CHECK,
    rate_times_time::CHECK,
    hedge_lost::CHECK,
    bound_lost::CHECK,
    precision_invented::CHECK,
    headline_vs_body::CHECK,
    unit_drift::CHECK,
    unit_drift::RETOLD,
    category_merged::CHECK,
    one_origin_two_values::CHECK,
    one_figure_two_origins::CHECK,
];

/// One test over claims.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its name on the wire.
    pub name: &'static str,
    /// What it finds, in one line.
    pub about: &'static str,
    /// Which claims it wants to see together.
    pub scope: Scope,
    /// Runs it over the claims of one scope.
    run: fn(&Case<'_>) -> Vec<Finding>,
}

impl Check {
    /// Runs it over the claims of one scope. Values that no count in the world reaches are misprints, and would overflow the arithmetic: they are left aside.
    pub fn find(&self, case: &Case<'_>) -> Vec<Finding> {
        let most = Decimal::from(10u64.pow(13));
        let tame = |value: Decimal| value.is_zero() || value.abs() < most && value.abs() * most > Decimal::ONE;
        let claims = case.claims.iter().copied().filter(|claim| claim.low.into_iter().chain(claim.high).all(tame)).collect::<Vec<_>>();
        (self.run)(&Case { claims: &claims, ..*case })
    }
}

/// Which claims a check wants to see together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// All claims of one report.
    Report,
    /// All claims of one series, over all reports.
    Series,
    /// All claims of one side and one family of measures, over all reports.
    Kin,
}

/// The claims of one scope, and what is known of their reports and sources.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Current claims, in order of report and start.
    pub claims: &'a [&'a Held],
    /// What kinds of quantity there are.
    pub words: &'a Words,
    /// What the ledger knows beside them.
    pub known: &'a dyn Known,
}

/// What a ledger can tell a check beside the claims themselves.
pub trait Known {
    /// The report that a claim stands in.
    fn filed(&self, report: u64) -> Option<&Filed>;
    /// The claims read from the title of a report, where its record keeps one beside the text.
    fn title(&self, report: u64) -> Vec<Held>;
    /// The source that vouches for a claim, by its id after aliasing; none where the report itself does or where nobody can be told.
    fn origin(&self, claim: &Held) -> Option<String>;
    /// Whether two sources, by their ids, are parts of one another or of one body.
    fn related(&self, one: &str, other: &str) -> bool;
}

/// What a test came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// What is stated adds up.
    Holds,
    /// It does not.
    Fails,
    /// Something needed for the test is not stated.
    CannotTell,
}

impl Verdict {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::CannotTell => "cannot_tell",
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The check's name.
    pub check: &'static str,
    /// What it came to.
    pub verdict: Verdict,
    /// The arithmetic in one sentence, for a reader.
    pub sentence: String,
    /// The claims it stands on, by id.
    pub inputs: Vec<String>,
    /// The series of those claims, where they are of one.
    pub series: Option<String>,
}

impl Case<'_> {
    /// A finding on these claims; it has a series where all of them are in one.
    fn finding(&self, check: &'static str, verdict: Verdict, sentence: String, inputs: &[&Held]) -> Finding {
        let mut keys = inputs.iter().map(|claim| series::key(self.words, claim));
        let series = keys.next().flatten().filter(|first| keys.all(|key| key.as_ref() == Some(first))).map(|key| key.id());
        Finding { check, verdict, sentence, inputs: inputs.iter().map(|claim| claim.id.clone()).collect(), series }
    }
}

#[cfg(test)]
mod tests;
