//! Axes: where a value lies, and which values are written beside it. Floats are good enough to draw with, and used nowhere else.

use jiff::civil;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sayso::report::Date;

/// A direction of a chart.
#[derive(Clone, Debug)]
pub struct Axis {
    low: f64,
    high: f64,
    log: bool,
    /// What is written along it.
    pub ticks: Vec<(f64, String)>,
}

/// From which ratio of largest to smallest on values are drawn by their orders.
const ORDERS: f64 = 100.0;

impl Axis {
    /// The axis of these values, with at most so many numbers on it.
    pub fn values(values: impl Iterator<Item = Decimal>, most: usize) -> Self {
        let values = values.filter_map(|value| value.to_f64()).collect::<Vec<_>>();
        let (low, high) = ends(&values).unwrap_or((0.0, 1.0));
        if low > 0.0 && high / low > ORDERS {
            return Self::orders(low, high, most);
        }
        let from = if low > 0.0 && low < high / 2.0 { 0.0 } else { low };
        let step = step((high - from).max(high.abs() * 0.02).max(f64::MIN_POSITIVE) * 1.1, most);
        let (low, high) = ((from / step).floor() * step, (high / step * 1.02).ceil().max((from / step).floor() + 1.0) * step);
        let ticks = (0..=most * 2).map(|nth| low + step * nth as f64).take_while(|value| *value <= high + step / 2.0);
        Self { low, high, log: false, ticks: ticks.map(|value| (value, number(value))).collect() }
    }

    fn orders(low: f64, high: f64, most: usize) -> Self {
        let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
        let every = usize::try_from(last - first).unwrap_or(1).div_ceil(most.max(1)).max(1);
        let powers = (first..=last).step_by(every).map(|power| 10f64.powi(power));
        Self {
            low: 10f64.powi(first),
            high: 10f64.powi(last).max(high * 1.2),
            log: true,
            ticks: powers.map(|value| (value, number(value))).collect(),
        }
    }

    /// The axis of these days, with at most so many dates on it.
    pub fn days(days: impl Iterator<Item = Date>, most: usize) -> Self {
        let days = days.filter_map(day).collect::<Vec<_>>();
        let (low, high) = ends(&days).unwrap_or((0.0, 1.0));
        let pad = ((high - low) * 0.03).max(1.0);
        let (low, high) = (low - pad, high + pad);
        Self { low, high, log: false, ticks: dates(low, high, most) }
    }

    /// Where a value lies on that many pixels.
    pub fn at(&self, value: f64, pixels: i32) -> i32 {
        let scale = |value: f64| if self.log { value.max(self.low).ln() } else { value };
        let (low, high) = (scale(self.low), scale(self.high));
        ((scale(value) - low) / (high - low) * f64::from(pixels)).round() as i32
    }
}

/// The day as a number of days.
pub fn day(date: Date) -> Option<f64> {
    let epoch = civil::date(1970, 1, 1);
    date.first_day().and_then(|day| day.since(epoch).ok()).map(|since| f64::from(since.get_days()))
}

fn ends(values: &[f64]) -> Option<(f64, f64)> {
    let low = values.iter().copied().reduce(f64::min)?;
    Some((low, values.iter().copied().reduce(f64::max)?))
}

/// 1, 2 or 5 times a power of ten.
fn step(span: f64, most: usize) -> f64 {
    let least = span / most.max(1) as f64;
    let power = 10f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| *step >= least).unwrap_or(power * 10.0)
}

/// First days of years, months or days, as many as fit.
fn dates(low: f64, high: f64, most: usize) -> Vec<(f64, String)> {
    let span = high - low;
    let fits = |days: f64| span / days <= most.max(1) as f64;
    let months = [1, 2, 3, 6, 12, 24, 60, 120, 240].into_iter().find(|months| fits(f64::from(*months) * 30.4)).unwrap_or(600);
    let days = [1usize, 2, 7, 14].into_iter().find(|days| fits(*days as f64));
    let date = |days: f64| civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days.clamp(-700_000.0, 700_000.0).ceil() as i64));
    if let Some(days) = days {
        return (0..=most)
            .map(|nth| low.ceil() + (days * nth) as f64)
            .take_while(|at| *at <= high)
            .map(|at| (at, date(at).to_string()))
            .collect();
    }
    let first = date(low);
    let count = i32::from(first.year()) * 12 + i32::from(first.month()) - 1;
    let start = (count + months - 1).div_euclid(months) * months;
    let month = |nth: usize| start + months * i32::try_from(nth).unwrap_or(i32::MAX / months);
    let named = (0..=most * 2).filter_map(|nth| {
        let (year, month) = (month(nth).div_euclid(12), month(nth).rem_euclid(12) + 1);
        let date = Date { year: i16::try_from(year).ok()?, month: i8::try_from(month).ok(), day: None };
        let name = if months % 12 == 0 { Date::year(date.year).to_string() } else { date.to_string() };
        day(date).map(|at| (at, name))
    });
    named.filter(|(at, _)| (low..=high).contains(at)).collect()
}

/// A number as it is written beside an axis.
fn number(value: f64) -> String {
    if value.abs() < 10.0 && value.fract().abs() > 1e-9 {
        return format!("{:.2}", value).trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let digits = format!("{:.0}", value.abs());
    let mut out = if value < 0.0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn values_by_steps_or_by_orders() {
        let check = |values: &[i64], expected: &[&str]| {
            let axis = Axis::values(values.iter().map(|value| Decimal::from(*value)), 5);
            assert_eq!(ticks(&axis), expected, "{values:?}");
            for value in values {
                assert!((0..=100).contains(&axis.at(*value as f64, 100)), "{value}");
            }
        };
        check(&[30_000, 53_000], &["30,000", "40,000", "50,000", "60,000"]);
        check(&[12, 12_000], &["10", "100", "1,000", "10,000", "100,000"]);
        check(&[5, 5], &["5", "5.05", "5.1"]);
        check(&[0, 0], &["0", "0"]);
        check(&[], &["0", "0.5", "1", "1.5"]);
    }

    #[test]
    fn days_by_what_fits() {
        let check = |days: &[&str], expected: &[&str]| {
            let axis = Axis::days(days.iter().filter_map(|day| Date::parse(day)), 5);
            assert_eq!(ticks(&axis), expected, "{days:?}");
        };
        check(&["2024-06-01", "2024-06-02"], &["2024-05-31", "2024-06-01", "2024-06-02", "2024-06-03"]);
        check(&["2024-06-01", "2024-09-20"], &["2024-06", "2024-07", "2024-08", "2024-09"]);
        check(&["2022-02-24", "2025-12-01"], &["2023", "2024", "2025", "2026"]);
        check(&[], &["1969-12-31", "1970-01-01", "1970-01-02", "1970-01-03"]);
    }
}
