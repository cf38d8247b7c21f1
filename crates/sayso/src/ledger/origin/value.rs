//! How surprising it is that two counts hit on the same number.

use rust_decimal::Decimal;

use crate::claim::{Kind, Quantifier};
use crate::ledger::held::Held;
use crate::report::Date;

/// Significant digits from which a number is odd: two counts of their own do not hit on 20,538.
pub const ODD: usize = 4;

/// What is claimed, as far as two claims can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// Lower end.
    pub low: Option<Decimal>,
    /// Upper end.
    pub high: Option<Decimal>,
}

impl Value {
    pub fn of(claim: &Held) -> Self {
        Self { low: claim.low, high: claim.high }
    }
}

/// The day that a claim speaks of or counts up to, where it tells the day or month. A beginning alone ("since 2023") tells none.
pub fn day(claim: &Held) -> Option<Date> {
    claim.period.and_then(|period| period.to).filter(|day| day.month.is_some())
}

/// Significant digits of what a claim states: 5 of 20,538, 1 of 100,000, 6 of 462,000 to 728,000. Words ("dozens", "a third", "hundreds") are never odd.
pub fn digits(claim: &Held) -> usize {
    if !claim.text.contains(|c: char| c.is_ascii_digit()) || matches!(claim.kind, Kind::Change) {
        return 1;
    }
    let all = match (claim.low, claim.high) {
        (Some(low), Some(high)) if low != high => significant(low) + significant(high),
        (low, high) => low.or(high).map_or(0, significant),
    };
    // "Nearly 54,000" says that it is rounded.
    if matches!(claim.quantifier, Quantifier::About | Quantifier::Nearly) { all.min(ODD - 1) } else { all }
}

fn significant(value: Decimal) -> usize {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::digits;
    use crate::claim::Quantifier;
    use crate::ledger::origin::tests::held;

    #[track_caller]
    fn check(text: &str, low: i64, high: i64, expected: usize) {
        let mut claim = held("x", low);
        claim.text = text.to_owned();
        claim.high = Some(high.into());
        assert_eq!(digits(&claim), expected, "{text}");
    }

    #[test]
    fn digits_that_mean_something_count() {
        check("20,538", 20_538, 20_538, 5);
        check("100,000", 100_000, 100_000, 1);
        check("1.15 million", 1_150_000, 1_150_000, 3);
        check("462,000-728,000", 462_000, 728_000, 6);
        check("0", 0, 0, 0);
    }

    #[test]
    fn words_and_rounded_numbers_are_never_odd() {
        check("hundreds", 100, 999, 1);
        let mut claim = held("x", 53_939);
        claim.quantifier = Quantifier::Nearly;
        assert_eq!(digits(&claim), 3);
    }
}
