//! Where the story stands among what else is on the page, by the density of its prose.

use std::ops::Range;

use super::line::Line;
use crate::report::Zone;

/// Lines of a menu or a list of headlines in a row that make one.
const MENU: usize = 5;
/// What a heading of other things weighs against the words of paragraphs.
const SECTION: i64 = -30;
/// Paragraphs right below such a heading that are its teasers or somebody's portrait, and how long they are at most.
const TEASERS: usize = 3;
const TEASER: usize = 45;
/// What a line of a menu weighs.
const STUB: i64 = -6;
/// Words of one paragraph that count: a page is told by many paragraphs.
const PARAGRAPH: i64 = 80;

/// The lines that the story stands in. Empty where there is none.
pub(super) fn find(lines: &[Line]) -> Range<usize> {
    let (best, most) = densest(lines, 0..lines.len());
    // Among many headlines a teaser or two is no story.
    if most < LEAST && lines.len() > PAGE {
        return 0..0;
    }
    // Teasers have their headlines between them; a story's paragraphs follow one another.
    let follow = |found: &Range<usize>| lines[found.clone()].split(|line| !line.is_prose()).any(|run| run.len() >= FOLLOWING);
    let also = |area: Range<usize>| {
        let (found, sum) = densest(lines, area);
        (sum >= PART && sum * 3 >= most && follow(&found)).then_some(found)
    };
    let start = also(0..best.start).map_or(best.start, |before| before.start);
    let end = also(best.end..lines.len()).map_or(best.end, |after| after.end);
    // A short sentence above or below the paragraphs belongs to them.
    let said = |at: &usize| {
        let line = &lines[*at];
        line.stops && line.words >= 4 && line.lower * 3 >= line.words && weight(line) == 0
    };
    let start = start - (0..start).rev().take_while(said).count();
    let end = end + (end..lines.len()).take_while(said).count();
    beyond(lines, start..end)
}

/// A paragraph that was cut at its links goes on over the edge of the story, and so does a list that its last sentence introduces.
fn beyond(lines: &[Line], story: Range<usize>) -> Range<usize> {
    if story.is_empty() {
        return story;
    }
    let plain = |at: usize| lines.get(at).is_some_and(|line| !line.is_furniture() && !line.section && !line.bare);
    let goes_on = |at: usize| lines[at].open && plain(at) && plain(at + 1);
    let start = story.start - (0..story.start).rev().take_while(|at| goes_on(*at)).count();
    let mut end = story.end + (story.end - 1..lines.len()).take_while(|at| goes_on(*at)).count();
    let item = |at: usize| plain(at) && lines[at].item;
    if lines[end - 1].colon && lines[end - 1].words >= INTRODUCTION {
        end += (end..lines.len()).take_while(|at| item(*at) || lines[*at].colon && item(at + 1)).count();
    }
    start..end
}

/// Words of a sentence that introduces a list below the story; what ends with a colon and is shorter heads a menu.
const INTRODUCTION: usize = 5;

/// What a story weighs on a page of many lines.
const LEAST: i64 = 45;
/// What a part of it weighs that a long list or table parts from the rest.
const PART: i64 = 150;
/// Paragraphs in a row that make one of its parts.
const FOLLOWING: usize = 4;

/// The stretch where most words are in paragraphs and fewest lines are not, and how much it weighs.
fn densest(lines: &[Line], area: Range<usize>) -> (Range<usize>, i64) {
    let (mut best, mut most) = (area.start..area.start, 0);
    let (mut start, mut sum) = (area.start, 0);
    let (mut teasers, mut listed) = (0, false);
    for at in area {
        let line = &lines[at];
        teasers = match (line.section, line.is_prose()) {
            (true, _) => TEASERS,
            (false, true) => teasers.saturating_sub(1),
            (false, false) => 0,
        };
        listed = line.colon || listed && !line.is_prose() && !line.section;
        sum += match weight(line) {
            won if won > 0 && teasers > 0 && line.words <= TEASER => STUB,
            // A list that a sentence introduces is part of the story, and so is a box of figures.
            STUB if !line.is_furniture() && (listed || is_boxed(lines, at)) => 0,
            plain => plain,
        };
        if sum <= 0 {
            (start, sum) = (at + 1, 0);
        } else if sum > most {
            (best, most) = (start..at + 1, sum);
        }
    }
    (best, most)
}

/// What a line says for the story or against it.
fn weight(line: &Line) -> i64 {
    let words = i64::try_from(line.words).unwrap_or(PARAGRAPH).min(PARAGRAPH);
    match line.zone {
        _ if line.section => SECTION,
        Zone::Boilerplate => STUB,
        Zone::Caption => 0,
        Zone::Headline if line.told => words,
        _ if line.again && line.words > 4 => STUB / 2,
        _ if line.is_prose() || line.told || line.is_cut() && line.words >= 10 => words,
        _ if line.is_cut() || line.words == 0 || line.stops => 0,
        _ => STUB,
    }
}

/// Teasers by their form: a headline, a paragraph, "Read more", and another such; none where there is only one, for some pages unfold their story so.
pub(super) fn teasers(lines: &mut [Line]) {
    let stands =
        |at: &usize| *at > 1 && lines[*at].more && lines[at - 1].is_prose() && !lines[at - 2].is_prose() && !lines[at - 2].is_cut();
    let all = (0..lines.len()).filter(stands).collect::<Vec<_>>();
    if all.len() < 2 {
        return;
    }
    for near in all.into_iter().flat_map(|at| [at - 1, at - 2]).filter(|near| !lines[*near].told).collect::<Vec<_>>() {
        lines[near].zone = Zone::Boilerplate;
    }
}

/// Sets the zones of what is no story, and leaves the rest as words and shape have it.
pub(super) fn settle(lines: &mut [Line], story: &Range<usize>, headline: Option<usize>) {
    let head = 0..story.start;
    let foot = story.end..lines.len();
    for area in [head, foot] {
        outside(lines, area, headline);
    }
    inside(lines, story.clone(), headline);
}

/// What stands before or after the story: all of it is furniture where it is a menu, a list of headlines or a form.
fn outside(lines: &mut [Line], area: Range<usize>, headline: Option<usize>) {
    let here = || lines[area.clone()].iter();
    let stubs = here().filter(|line| line.is_stub() || line.is_furniture() || line.again).count();
    let whole = stubs >= MENU && !is_table(&lines[area.clone()]);
    let cue = if whole { Some(0) } else { here().position(|line| line.section) };
    let from = cue.map_or(area.end, |at| area.start + at);
    let (short, foot) = (lines.len() < PAGE, area.start > 0);
    let mut told = false;
    for at in area.clone() {
        let trails = foot && lines[at].is_stub() && lines[at].words <= 6 && !lines[at].counts && !lines[at].item && !told;
        told |= lines[at].colon;
        let summary = headline.is_some_and(|title| is_summary(lines, title, at));
        // A page of a few lines may have no paragraph at all.
        let said = short && area.len() == lines.len() && lines[at].stops && lines[at].words >= 4 && !lines[at].bare;
        let bare = lines[at].bare;
        let line = &mut lines[at];
        if (at >= from || trails || bare) && !line.told && line.zone != Zone::Caption && Some(at) != headline && !summary && !said {
            line.zone = Zone::Boilerplate;
        }
    }
}

/// Lines of a page that is short enough to be a report of a few sentences.
const PAGE: usize = 30;

/// A subtitle, or a summary in a line or two, stands right below the headline.
fn is_summary(lines: &[Line], title: usize, at: usize) -> bool {
    let line = &lines[at];
    let plain = line.words >= 7 && line.lower * 3 >= line.words && !line.bare && !line.again && !line.titled;
    (title + 1..=title + 3).contains(&at) && plain && !line.is_furniture()
}

/// A list in which most lines have numbers is a table of figures.
fn is_table(lines: &[Line]) -> bool {
    let said = || lines.iter().filter(|line| line.words > 0 && !line.bare);
    said().count() > 2 && said().filter(|line| line.counts).count() * 5 >= said().count() * 3
}

/// What stands between the paragraphs of the story: menus, lists of headlines, and what stands below the heading of such a list.
fn inside(lines: &mut [Line], story: Range<usize>, headline: Option<usize>) {
    let menus = story.clone().filter(|at| in_menu(lines, *at)).collect::<Vec<_>>();
    let (mut listed, mut introduced) = (false, false);
    let mut at = story.start;
    while at < story.end {
        let goes_on = !lines[at].is_prose() && !lines[at].is_cut();
        listed = lines[at].section || listed && goes_on;
        introduced = lines[at].colon || introduced && goes_on && !lines[at].section;
        // A date between paragraphs heads what was on that day.
        if lines[at].day
            && at > 0
            && lines[at - 1].is_prose()
            && lines.get(at + 1).is_some_and(|next| !next.is_furniture())
            && !lines[at].told
        {
            lines[at].zone = Zone::Body;
        }
        let heads = (at..story.end).take_while(|at| lines[*at].is_head() && lines[*at].zone == Zone::Body && !lines[*at].titled).count();
        let run = at..at + heads.max(1);
        for near in run.clone() {
            let line = &mut lines[near];
            if line.told || Some(near) == headline || line.zone != Zone::Body || introduced || line.day {
                continue;
            }
            if listed || menus.binary_search(&near).is_ok() || heads > 1 && line.words < CAPTION {
                line.zone = Zone::Boilerplate;
            } else if heads > 1 {
                line.zone = Zone::Caption;
            }
        }
        at = run.end;
    }
}

/// Words from which on a line that is no sentence is a caption rather than the headline of another story.
const CAPTION: usize = 15;

/// A line of a menu: short, without a full stop, among others of its kind.
pub(super) fn in_menu(lines: &[Line], at: usize) -> bool {
    if !lines[at].is_stub() {
        return false;
    }
    // A line with prose right below it is that prose's title.
    if !lines[at].bare && lines.get(at + 1).is_some_and(Line::is_prose) {
        return false;
    }
    let run =
        |step: &mut dyn Iterator<Item = usize>| step.take(MENU).take_while(|near| lines.get(*near).is_some_and(Line::is_stub)).count();
    let near = run(&mut (at + 1..)) + run(&mut (0..at).rev());
    lines[at].bare || near >= MENU && !is_boxed(lines, at)
}

/// A number with its label is a box of figures, not a menu.
fn is_boxed(lines: &[Line], at: usize) -> bool {
    let counts = |line: &Line| line.counts && !line.bare && line.zone == Zone::Body && line.words < 7;
    [at.wrapping_sub(1), at, at + 1].iter().any(|near| lines.get(*near).is_some_and(counts))
}
