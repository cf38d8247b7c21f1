//! Habits: what the pages of an outlet have in common beside their stories, learnt from the heap itself.
//!
//! A line that stands in several pages of one outlet is its furniture, with three exceptions. Newsrooms repeat paragraphs of background ("The war, which
//! began in 2022, has killed ..."): prose with a figure is learnt only where nearly every page ends with it, other prose needs more pages than a menu's line.
//! The same report under several names, or in several states, is one page. And the title of a page, or the paragraph below it, is never its furniture,
//! whatever menu of other pages it stands in.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::pack::{fold, rows};
use crate::report::{Learnt, Mark, Report, Zone, lines};

/// What was seen of each outlet.
#[derive(Clone, Debug)]
pub struct Habits {
    outlets: BTreeMap<String, Outlet>,
    /// Words that count: prose with one has a figure.
    numerals: FxHashSet<u64>,
}

#[derive(Clone, Debug, Default)]
struct Outlet {
    pages: u32,
    /// Titles, addresses or longest lines of the pages seen.
    known: FxHashSet<u64>,
    lines: FxHashMap<u64, Seen>,
}

/// Pages that a line stands in.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    pages: u32,
    /// Of them those that end with it, or nearly.
    foot: u32,
}

/// Pages of an outlet beyond which no more are counted: what it has in common shows in far fewer.
const ENOUGH: u32 = 200;
/// Lines of a page that are counted, from either end: furniture stands there.
const LINES: usize = 400;
/// Words of prose.
const PROSE: usize = 8;
/// Part of a page that is its foot: one line of so many.
const FOOT: usize = 5;

impl Default for Habits {
    fn default() -> Self {
        let rows = rows("en", "number");
        let counts = |row: &&crate::pack::Row| matches!(row.cell(1), Some("small" | "hundred" | "scale" | "dozen" | "plural"));
        Self { outlets: BTreeMap::new(), numerals: rows.iter().filter(counts).map(|row| fold(row.cells[0])).collect() }
    }
}

impl Habits {
    /// Counts the lines of one more page; false where nothing can be learnt from it, because it is known or has no outlet.
    pub fn take(&mut self, report: &Report) -> bool {
        let Some(key) = outlet(report) else { return false };
        let outlet = self.outlets.entry(key).or_default();
        let known = identity(report).into_iter().filter(|page| !outlet.known.insert(*page)).count();
        if known > 0 || outlet.pages >= ENOUGH {
            return false;
        }
        outlet.pages += 1;
        let lines = lines(&report.text).collect::<Vec<_>>();
        let ends = lines.len().saturating_sub(LINES);
        let mut counted = FxHashSet::default();
        for (at, (_, line)) in lines.iter().enumerate().filter(|(at, _)| *at < LINES || *at >= ends) {
            let Some(digest) = digest(line).filter(|digest| counted.insert(*digest)) else { continue };
            let seen = outlet.lines.entry(digest).or_default();
            seen.pages += 1;
            seen.foot += u32::from(at + 1 >= lines.len() - lines.len() / FOOT);
        }
        true
    }

    /// Marks the lines of a report that are furniture of its outlet.
    pub fn mark(&self, report: &mut Report) {
        let Some(outlet) = outlet(report).and_then(|key| self.outlets.get(&key)).filter(|outlet| outlet.pages >= 3) else { return };
        let title = report.title.as_deref().and_then(digest);
        let (mut found, mut below) = (Vec::new(), false);
        for (start, line) in lines(&report.text) {
            let Some(hash) = digest(line) else { continue };
            let own = Some(hash) == title || below && is_prose(line);
            below = Some(hash) == title || below && !is_prose(line);
            if let Some(seen) = outlet.lines.get(&hash).filter(|seen| !own && self.is_habit(line, **seen, outlet.pages)) {
                let learnt = Some(Learnt { reports: seen.pages, of: outlet.pages });
                found.push(Mark { span: start..start + line.len(), zone: Some(Zone::Boilerplate), learnt, ..Mark::default() });
            }
        }
        found.into_iter().for_each(|mark| report.add(mark));
    }

    /// Whether a line that so many pages have is furniture.
    fn is_habit(&self, line: &str, seen: Seen, pages: u32) -> bool {
        if self.counts(line) {
            return pages >= 6 && seen.foot * 10 >= pages * 8;
        }
        if is_prose(line) { seen.pages >= 5 && seen.pages * 2 >= pages } else { seen.pages >= 3 && seen.pages * 10 >= pages * 3 }
    }

    /// Whether a line has a figure, in digits or in words.
    fn counts(&self, line: &str) -> bool {
        line.contains(|c: char| c.is_ascii_digit())
            || is_prose(line) && line.split(|c: char| !c.is_alphabetic()).any(|word| self.numerals.contains(&fold(word)))
    }
}

/// Whose page it is: the host of its address, else the outlet that it names.
fn outlet(report: &Report) -> Option<String> {
    let host = report.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
    let host = host.and_then(|rest| rest.split(['/', '?', '#', ':']).next()).map(|host| host.strip_prefix("www.").unwrap_or(host));
    host.or(report.outlet.as_deref()).map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty())
}

/// What makes two reports one page: the same title, the same address, or where it has no title the same longest line.
fn identity(report: &Report) -> Vec<u64> {
    let longest = || lines(&report.text).map(|(_, line)| line).max_by_key(|line| line.len()).and_then(digest);
    let title = report.title.as_deref().and_then(digest).or_else(longest);
    title.into_iter().chain(report.url.as_deref().map(fold)).collect()
}

/// A line's words as one number; none where it has none.
fn digest(line: &str) -> Option<u64> {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold);
    words.fold(None, |hash, word| Some((hash.unwrap_or(0u64).rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)))
}

fn is_prose(line: &str) -> bool {
    line.split_whitespace().nth(PROSE - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MENU: &str = "Support our newsroom";
    const LEGAL: &str = "Material of this agency may be quoted by anybody who names the agency and links to it.";
    const BACKGROUND: &str = "The siege, which began in 2022, has killed 340 people of the town and driven out most others.";

    /// Pages of one outlet, each with a story of its own between what is given.
    fn pages(count: usize, head: &str, middle: &str, foot: &str) -> Vec<Report> {
        let page = |at: usize| Report {
            url: Some(format!("https://www.example.org/story-{at}")),
            title: Some(format!("What happened in street {at}")),
            text: format!(
                "{head}\nWhat happened in street {at}\nIn street {at} a wall fell on a car and nobody was hurt.\n{middle}\nThe mayor of ward {at} thanked all.\n{foot}"
            ),
            ..Report::default()
        };
        (0..count).map(page).collect()
    }

    /// What is learnt of the last page.
    fn check(pages: &[Report], expected: &[(&str, u32)]) {
        let mut habits = Habits::default();
        pages.iter().for_each(|page| {
            habits.take(page);
        });
        let mut report = pages.last().cloned().unwrap_or_default();
        habits.mark(&mut report);
        let learnt = report.marks.iter().map(|mark| (&report.text[mark.span.clone()], mark.learnt.map_or(0, |learnt| learnt.reports)));
        assert_eq!(learnt.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_recurs_is_furniture() {
        check(&pages(3, MENU, "", ""), &[(MENU, 3)]);
        check(&pages(2, MENU, "", ""), &[]);
        check(&pages(6, MENU, "", LEGAL), &[(MENU, 6), (LEGAL, 6)]);
        check(&pages(4, "", LEGAL, ""), &[]);
    }

    #[test]
    fn background_with_figures_is_story() {
        check(&pages(9, "", BACKGROUND, ""), &[]);
        check(&pages(9, "", &BACKGROUND.replace("2022", "spring").replace("340", "forty"), ""), &[]);
        check(&pages(9, "", "", "Printed in 2 towns"), &[("Printed in 2 towns", 9)]);
    }

    #[test]
    fn copies_and_later_states_are_one_page() {
        let one = pages(1, MENU, BACKGROUND, LEGAL);
        check(&one.iter().cycle().take(9).cloned().collect::<Vec<_>>(), &[]);
        let states = (0..9).map(|at| Report {
            text: format!("{}\nUpdate {at}", one[0].text),
            url: None,
            outlet: Some("Example".to_owned()),
            ..one[0].clone()
        });
        check(&states.collect::<Vec<_>>(), &[]);
    }

    #[test]
    fn a_title_is_no_furniture_of_its_own_page() {
        let mut all = pages(5, "What happened in street 4", "", "");
        all.iter_mut().for_each(|page| page.text.push_str("\nIn the street a wall fell on a car and nobody was hurt."));
        check(&all, &[("In the street a wall fell on a car and nobody was hurt.", 5)]);
    }
}
