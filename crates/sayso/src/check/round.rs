//! How precisely a number is given, and which other numbers its words let stand for the same one.

use rust_decimal::Decimal;

use super::say;
use crate::claim::Quantifier;
use crate::ledger::Held;

/// The place of the last digit that is no zero: 10,000 for 20,000; 1 for 20,538; 0.1 for 2.4.
pub fn grain(value: Decimal) -> Decimal {
    let value = value.normalize();
    if value.is_zero() {
        return Decimal::ONE;
    }
    let (mut digits, mut grain) = (value.mantissa().unsigned_abs(), 1i64);
    while value.scale() == 0 && digits.is_multiple_of(10) && grain < 1_000_000_000_000_000 {
        (digits, grain) = (digits / 10, grain * 10);
    }
    if value.scale() > 0 { Decimal::new(1, value.scale()) } else { Decimal::from(grain) }
}

/// How many digits say something: 1 for 20,000, 5 for 20,538.
pub fn digits(value: Decimal) -> u32 {
    let value = value.normalize();
    let mantissa = value.mantissa().unsigned_abs();
    let zeros = (1..28u32).take_while(|power| value.scale() == 0 && mantissa != 0 && mantissa.is_multiple_of(10u128.pow(*power))).count();
    mantissa.checked_ilog10().map_or(1, |log| log + 1) - u32::try_from(zeros).unwrap_or(0)
}

/// The numbers that the claim's words may stand for when somebody rounds: "about 20,000" for 19,957, "over 20,000" for 20,538.
pub fn room(claim: &Held) -> Option<(Decimal, Decimal)> {
    let (low, high) = (claim.low?, claim.high.or(claim.low)?);
    let tenth = |value: Decimal| value.checked_mul(Decimal::new(1, 1)).unwrap_or_default();
    let slack = |value: Decimal| (grain(value) / Decimal::TWO).min(tenth(value) / Decimal::TWO);
    if say::is_vague(claim) {
        return Some((low, high));
    }
    Some(match claim.quantifier {
        Quantifier::Exact | Quantifier::Range if digits(low) <= 2 && low >= Decimal::ONE_THOUSAND => (low - slack(low), high + slack(high)),
        Quantifier::Exact | Quantifier::Range => (low, high),
        Quantifier::About => (low - slack(low), high + slack(high)),
        Quantifier::Nearly | Quantifier::LessThan | Quantifier::AtMost => (low - tenth(low), high),
        Quantifier::MoreThan | Quantifier::AtLeast => (low, high + tenth(high)),
    })
}

/// Whether the two may be one number, each given by its own words.
pub fn same(one: &Held, other: &Held) -> bool {
    room(one).zip(room(other)).is_some_and(|(one, other)| one.0 <= other.1 && other.0 <= one.1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::claim;
    use super::*;

    #[test]
    fn grains_and_digits() {
        let check = |value: &str, expected: &str, count: u32| {
            let value = value.parse().expect("a decimal");
            assert_eq!((grain(value).to_string().as_str(), digits(value)), (expected, count), "{value}");
        };
        check("20000", "10000", 1);
        check("20538", "1", 5);
        check("2.4", "0.1", 2);
        check("0", "1", 1);
        check("100", "100", 1);
        check("1032", "1", 4);
    }

    #[test]
    fn words_leave_room() {
        let about = claim(20_000).limit(Quantifier::About).held;
        let over = claim(20_000).limit(Quantifier::MoreThan).held;
        assert!(same(&about, &claim(19_957).held) && !same(&about, &claim(24_000).held));
        assert!(!same(&over, &claim(19_000).held));
        assert!(same(&over, &claim(20_538).held) && !same(&over, &claim(10_025).held));
        assert!(!same(&claim(28).held, &claim(29).held));
    }
}
