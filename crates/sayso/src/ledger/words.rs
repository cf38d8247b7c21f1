//! The tables that comparing figures needs: what kind of quantity a measure is, which words count the same thing, which spellings name
//! one place, and when an event began.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::pack::{Row, folders, rows, table};
use crate::report::Date;

/// The words of the ledger for one language.
#[derive(Debug, Default)]
pub struct Words {
    measures: BTreeMap<&'static str, Measure>,
    counted: FxHashMap<String, &'static str>,
    dropped: FxHashSet<String>,
    regions: FxHashSet<String>,
    after: FxHashSet<String>,
    parts: FxHashSet<String>,
    rests: FxHashSet<String>,
    places: FxHashMap<String, String>,
    sides: FxHashMap<String, Vec<&'static str>>,
    events: Vec<Event>,
}

/// What kind of quantity a measure is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// A state at a time (prisoners held now), where a flow adds up over time (people killed).
    pub stock: bool,
    /// Whether a count without a stated time means all of them to date ("100,000 have deserted"), and not some event ("12 were killed").
    pub total: bool,
    /// Whether values of different days are points of one line (drones launched each night), where else each day has its own event.
    points: bool,
    points_for: Vec<&'static str>,
    /// What it takes beside the side to know the quantity again in another report.
    takes: Takes,
    enough_for: Vec<&'static str>,
    /// What it is counted in where the text does not say.
    pub unit: Option<&'static str>,
    /// Measures that add up to it.
    pub parts: Vec<&'static str>,
    /// Its family, for each offence and without one.
    kin: Vec<(&'static str, Vec<&'static str>)>,
}

/// What a measure takes to be one quantity for a side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Takes {
    /// A place: all that live, fled or were sent somewhere are too many different things.
    #[default]
    Place,
    /// A day or an event: all killed that day, all killed since the war began.
    Event,
    /// Nothing more.
    Nothing,
}

/// An event that figures are counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name in the packs.
    pub name: &'static str,
    /// When it began.
    pub began: Date,
    sides: Vec<&'static str>,
}

impl Words {
    /// Reads the tables. Rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut words = Self::default();
        for (name, rows) in folders("packs/measure/", "measure.tsv") {
            let measure = words.measures.entry(name).or_default();
            note(
                rows.iter().filter(|row| measure.add(row).is_none()),
                "`flow`, `open`, `dated`, `enough`, `unit`, `parts` or `kin`, and its value",
                problems,
            );
        }
        let same = rows(code, "same");
        note(
            same.iter().filter(|row| words.add_same(row).is_none()),
            "`counted`, `drop`, `part`, `rest`, `region` or `after`, a class, and forms",
            problems,
        );
        for path in ["packs/world/place.tsv", "packs/world/city.tsv"] {
            table(path).iter().for_each(|row| words.add_place(row));
        }
        for path in ["packs/world/state.tsv", "packs/world/group.tsv"] {
            table(path).iter().for_each(|row| words.add_side(row));
        }
        let events = table("packs/world/event.tsv");
        note(events.iter().filter(|row| words.add_event(row).is_none()), "an event, the day it began, its kind and sides", problems);
        words
    }

    /// What kind of quantity a measure is; none for a measure that the packs do not know.
    pub fn measure(&self, name: &str) -> Option<&Measure> {
        self.measures.get(name)
    }

    /// Every measure with its name.
    pub fn measures(&self) -> impl Iterator<Item = (&'static str, &Measure)> {
        self.measures.iter().map(|(name, measure)| (*name, measure))
    }

    /// One name for what is counted, whatever noun the text uses: "Ukrainian servicemen" on Ukraine's side are `military`. Words that limit
    /// what is counted stay: "armoured vehicles" are no `vehicles`. Nothing where only the side is named ("Ukrainians").
    pub fn counted(&self, phrase: &str, side: Option<&str>) -> Option<String> {
        let words = folded(phrase);
        let mut rest = &words[..];
        while let Some(shorter) = self.without_first(rest, side) {
            rest = shorter;
        }
        let plain = rest.join(" ");
        Some(self.counted.get(&plain).map_or(plain, |class| (*class).to_owned())).filter(|what| !what.is_empty())
    }

    /// Whether a part of others may be of this class and still be all there are of it: three children among twelve killed.
    pub fn stands_apart(&self, what: &str) -> bool {
        self.parts.contains(what)
    }

    /// Whether it is what is left beside others that were counted before ("three others").
    pub fn is_rest(&self, what: &str) -> bool {
        self.rests.contains(what)
    }

    /// One spelling for a place. A region and the city it is called after stay two: "Kursk Oblast" is `kursk region`, "Kursk" is `kursk`.
    pub fn place(&self, name: &str) -> String {
        let mut words = folded(name);
        if words.len() > 1 && words.first().is_some_and(|word| self.dropped.contains(word)) {
            words.remove(0);
        }
        if words.len() > 1 && words.last().is_some_and(|word| self.after.contains(word)) {
            words.pop();
        }
        let region = words.len() > 1 && words.last().is_some_and(|word| self.regions.contains(word));
        let name = words[..words.len() - usize::from(region)].join(" ");
        let known = self.places.get(&name).cloned().unwrap_or(name);
        if region { format!("{known} region") } else { known }
    }

    /// The event that began at that date, as far as the date is known, and that the side has a part in.
    pub fn event(&self, from: Date, side: Option<&str>) -> Option<&Event> {
        let takes_part = |event: &&Event| side.is_none_or(|side| event.sides.contains(&side));
        let mut found = self.events.iter().filter(|event| same_start(event.began, from)).filter(takes_part);
        found.next().filter(|_| found.next().is_none())
    }

    fn without_first<'a>(&self, words: &'a [String], side: Option<&str>) -> Option<&'a [String]> {
        let first = words.first()?;
        if self.dropped.contains(first) && words.len() > 1 {
            return Some(&words[1..]);
        }
        let side = side?;
        let named = |len: &usize| self.sides.get(&words[..*len].join(" ")).is_some_and(|sides| sides.contains(&side));
        (1..=words.len().min(4)).rev().find(named).map(|len| &words[len..])
    }

    fn add_same(&mut self, row: &Row) -> Option<()> {
        let forms = row.cells.get(2..).filter(|forms| !forms.is_empty())?.iter().map(|form| folded(form).join(" "));
        match (row.cell(0)?, row.cell(1)) {
            ("counted", Some(class)) => self.counted.extend(forms.map(|form| (form, class))),
            ("drop", None) => self.dropped.extend(forms),
            ("part", None) => self.parts.extend(forms),
            ("rest", None) => self.rests.extend(forms),
            ("after", None) => self.after.extend(forms),
            ("region", None) => self.regions.extend(forms),
            _ => return None,
        }
        Some(())
    }

    /// A name that two places share stays the first's, as in reading. "Northern Gaza" is a part of Gaza, so longer names are left alone.
    fn add_place(&mut self, row: &Row) {
        let Some(name) = row.cell(0) else { return };
        let known = folded(name).join(" ");
        for spelling in [name].into_iter().chain(row.cell(2).into_iter().flat_map(|names| names.split('|'))) {
            let spelling = folded(spelling).join(" ");
            if !spelling.split(' ').any(|word| word == known) {
                self.places.entry(spelling).or_insert_with(|| known.clone());
            }
        }
    }

    /// States with their names and peoples, and armed groups: the side is the code of a state and the second cell of a group.
    fn add_side(&mut self, row: &Row) {
        let group = row.id.file.ends_with("group.tsv");
        let Some(side) = row.cell(usize::from(group)) else { return };
        let names = if group { [0, 2].as_slice() } else { [1, 2, 3].as_slice() };
        for name in names.iter().filter_map(|at| row.cell(*at)).flat_map(|cell| cell.split('|')) {
            self.sides.entry(folded(name).join(" ")).or_default().push(side);
        }
    }

    fn add_event(&mut self, row: &Row) -> Option<()> {
        let sides = row.cell(3).map(|sides| sides.split(' ').collect()).unwrap_or_default();
        self.events.push(Event { name: row.cell(0)?, began: Date::parse(row.cell(1)?)?, sides });
        Some(())
    }
}

impl Measure {
    /// The family it is compared in; with an offence, that of the offence where it has one.
    pub fn kin(&self, offence: Option<&str>) -> &'static str {
        let of = |offence: &str| self.kin.iter().find(|(_, offences)| offences.contains(&offence));
        let plain = || self.kin.iter().find(|(_, offences)| offences.is_empty());
        offence.and_then(of).or_else(plain).map_or("other", |(family, _)| family)
    }

    /// Whether values of different days are points of one line, for what is counted.
    pub fn points(&self, what: Option<&str>) -> bool {
        self.points || what.is_some_and(|what| self.points_for.contains(&what))
    }

    /// Whether the offence says which of the law's many cases are meant.
    pub fn says_which(&self, offence: Option<&str>) -> bool {
        offence.is_some_and(|offence| self.kin.iter().any(|(_, offences)| offences.contains(&offence)))
    }

    /// What it takes beside the side to say which of these are meant: nothing for "Ukrainian soldiers", a place for "people who live there".
    pub fn takes(&self, what: Option<&str>) -> Takes {
        if what.is_some_and(|what| self.enough_for.contains(&what)) { Takes::Nothing } else { self.takes }
    }

    fn add(&mut self, row: &Row) -> Option<()> {
        match (row.cell(0)?, row.cell(1)?) {
            ("flow", kind @ ("stock" | "flow")) => self.stock = kind == "stock",
            ("open", means @ ("total" | "event")) => self.total = means == "total",
            ("dated", how @ ("points" | "event")) => {
                self.points = how == "points";
                self.points_for = row.cell(2).map(list).unwrap_or_default();
            }
            ("enough", what) => {
                self.takes = [("side", Takes::Nothing), ("event", Takes::Event), ("place", Takes::Place)]
                    .into_iter()
                    .find(|(name, _)| *name == what)?
                    .1;
                self.enough_for = row.cell(2).map(list).unwrap_or_default();
            }
            ("unit", unit) => self.unit = Some(unit),
            ("parts", parts) => self.parts = list(parts),
            ("kin", family) => self.kin.push((family, row.cell(2).map(list).unwrap_or_default())),
            _ => return None,
        }
        Some(())
    }
}

/// "February 2022" and "24 February 2022" are one start; "2022" alone is not.
fn same_start(began: Date, from: Date) -> bool {
    let month = (began.year, began.month) == (from.year, from.month) && from.month.is_some();
    month && (began.day.is_none() || from.day.is_none() || began.day == from.day)
}

/// The words of a phrase, case and typographic variants evened out.
fn folded(phrase: &str) -> Vec<String> {
    let lower = phrase.to_lowercase().replace(['’', 'ʼ', '‘'], "'").replace(['–', '‑', '‐'], "-");
    lower
        .split_whitespace()
        .map(|word| word.trim_matches(['"', '“', '”', ',', '.', ';', ':', '(', ')']).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split('|').collect()
}

fn note<'a>(rows: impl Iterator<Item = &'a Row>, wanted: &str, problems: &mut Vec<String>) {
    problems.extend(rows.map(|row| row.problem(&format!("expected {wanted}"))));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::new("en", &mut Vec::new())
    }

    #[test]
    fn one_name_for_what_is_counted() {
        let words = words();
        let check = |phrase, side, what: Option<&str>| assert_eq!(words.counted(phrase, side).as_deref(), what, "{phrase}");
        check("Ukrainian soldiers", Some("UKR"), Some("military"));
        check("servicemen", Some("UKR"), Some("military"));
        check("Russian troops", Some("RUS"), Some("military"));
        check("Russian troops", Some("UKR"), Some("russian troops"));
        check("North Korean soldiers", Some("PRK"), Some("military"));
        check("Ukrainians", Some("UKR"), None);
        check("persons", None, Some("people"));
        check("armoured vehicles", None, Some("armoured vehicles"));
        check("mobilised soldiers", None, Some("mobilised soldiers"));
        check("children", None, Some("children"));
        check("", None, None);
    }

    #[test]
    fn one_spelling_for_a_place() {
        let words = words();
        let check = |name, place| assert_eq!(words.place(name), place, "{name}");
        check("Kursk Oblast", "kursk region");
        check("Kursk region", "kursk region");
        check("the Kursk Region", "kursk region");
        check("Kursk", "kursk");
        check("the Gaza Strip", "gaza");
        check("northern Gaza", "northern gaza");
        check("Kharkov", "kharkiv");
        check("", "");
    }

    #[test]
    fn starts_of_one_event() {
        let words = words();
        let check = |from, side, name: Option<&str>| {
            let event = words.event(Date::parse(from).expect("a date"), side);
            assert_eq!(event.map(|event| event.name), name, "{from} {side:?}");
        };
        check("2022-02-24", Some("UKR"), Some("ukraine"));
        check("2022-02", Some("RUS"), Some("ukraine"));
        check("2022-02", Some("FRA"), None);
        check("2022", Some("UKR"), None);
        check("2022-09", Some("UKR"), None);
        check("2023-10", Some("ISR"), None);
        check("2023-10-07", Some("ISR"), Some("gaza"));
    }

    #[test]
    fn measures_have_their_kin() {
        let words = words();
        let kin = |name, offence| words.measure(name).map(|measure: &Measure| measure.kin(offence));
        assert_eq!(kin("awol", None), Some("desertion"));
        assert_eq!(kin("convicted", Some("awol")), Some("desertion"));
        assert_eq!(kin("convicted", Some("treason")), Some("law"));
        assert_eq!(words.measure("killed_or_wounded").map(|measure| measure.parts.clone()), Some(vec!["killed", "wounded"]));
    }
}
