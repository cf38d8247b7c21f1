//! Dates as tables write them: `2025-06-25`, `25/06/2025`, `06/25/2025`. Which of the last two it is, the whole column must tell.

use std::collections::BTreeMap;

use sayso::report::Date;

use super::cells::Row;
use super::map::{Columns, Field};

/// How dates with slashes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 25/06/2025
    DayMonth,
    /// 06/25/2025
    MonthDay,
}

/// The order in each column of dates.
#[derive(Debug)]
pub struct Days(BTreeMap<Field, Option<Order>>);

/// The fields that hold dates.
pub const FIELDS: [Field; 3] = [Field::Date, Field::Day, Field::Since];

impl Days {
    /// Looks at every date of the table.
    pub fn new(columns: &Columns, rows: &[Row<'_>], asked: Option<Order>) -> Result<Self, String> {
        let of = |field: Field| {
            let told = rows.iter().filter_map(|row| columns.word(field, row)).filter_map(|told| slashed(&told)).collect::<Vec<_>>();
            let (first, second) = (told.iter().any(|(first, ..)| *first > 12), told.iter().any(|(_, second, _)| *second > 12));
            let order = match (asked, first, second) {
                _ if told.is_empty() => None,
                (Some(order), ..) => Some(order),
                (None, true, false) => Some(Order::DayMonth),
                (None, false, true) => Some(Order::MonthDay),
                (None, true, true) => {
                    return Err("dates with slashes in both orders, day first and month first; write them as 2025-06-25".to_owned());
                }
                (None, false, false) => {
                    return Err("dates as 05/06/2025 may be the 5th of June or the 6th of May; say --dates dmy or --dates mdy".to_owned());
                }
            };
            Ok((field, order))
        };
        FIELDS.into_iter().map(of).collect::<Result<_, _>>().map(Self)
    }

    /// A date of a column, as ISO.
    pub fn read(&self, field: Field, told: &str) -> Result<String, String> {
        let order = self.0.get(&field).copied().flatten();
        let parsed = match (slashed(told), order) {
            (Some((first, second, year)), Some(Order::DayMonth)) => Date::day(year, second, first),
            (Some((first, second, year)), Some(Order::MonthDay)) => Date::day(year, first, second),
            _ => Date::parse(told.trim()),
        };
        parsed.map(|date| date.to_string()).ok_or_else(|| format!("`{}` is no date (2025-06-25 is)", crate::clean::line(told)))
    }
}

/// The three numbers of `25/06/2025` or `25.06.2025`.
fn slashed(told: &str) -> Option<(i8, i8, i16)> {
    let mut parts = told.trim().split(['/', '.']);
    let (first, second, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    (parts.next().is_none() && year.len() == 4).then(|| year.parse().ok()).flatten().map(|year| (first, second, year))
}
