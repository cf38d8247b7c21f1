//! What numbers take from one another: the event of a list, the thing counted, part and whole.

use super::bond::Bond;
use super::counted::Mention;
use super::frame::Frame;
use super::govern::{Stand, Tie, sense};
use super::offence;
use super::words::Role;
use crate::claim::Kind;
use crate::pack::fold;

/// "lost over 210 troops and two tanks", "killed 12 and wounded 30 others": the next item of a list takes the verb of the item before.
pub(super) fn list<'a>(frame: &Frame<'a>, mention: &Mention, before: &Mention, tie: &Tie<'a>) -> Option<Tie<'a>> {
    if !continues(frame, mention, before) {
        return None;
    }
    let hit = frame.hit_at(tie.at)?;
    let again = sense(frame, hit, tie.stand, mention)?;
    Some(Tie { sense: again, rule: "list", subject: None, ..tie.clone() })
}

/// Whether a number goes on the list that the number before it stands in: a comma or "and" right before it, no verb between.
fn continues(frame: &Frame<'_>, mention: &Mention, before: &Mention) -> bool {
    let gap = before.end.min(mention.first)..mention.first;
    let parted = gap.clone().rev().take(6).any(|at| frame.parts_items(at));
    let barred = |at: usize| {
        matches!(frame.role(at), Some(Role::Clause | Role::That | Role::Relative | Role::Be | Role::Have | Role::Modal))
            || frame.is_verb(at)
            || matches!(frame.scene.page.text(at), ";" | ".")
    };
    parted && gap.len() < 40 && !gap.clone().any(barred)
}

/// "including 42 officers", "of whom 12", "of these, 25,200", "among them 3 children": a part of the number before.
pub(super) fn is_part(frame: &Frame<'_>, mention: &Mention) -> bool {
    let before =
        (frame.tokens.start..mention.first).rev().take(6).take_while(|at| frame.number_at(*at).is_none_or(|number| number.not.is_some()));
    mention.partitive || before.into_iter().any(|at| frame.is(at, Role::Including))
}

/// "700 civilians, including 150 children were taken away": what is said of the part right before the verb is said of the whole.
pub(super) fn to_whole(frame: &Frame<'_>, mention: &Mention, tie: &Tie<'_>, number: usize, bonds: &mut [Bond]) {
    let Some(whole) = bonds[number].part_of.filter(|whole| bonds[*whole].event.is_none()) else { return };
    let bare = frame.word(mention.first.saturating_sub(1)) == fold("including");
    let here = frame.tokens.contains(&frame.scene.numbers[whole].tokens.start);
    if bare && here && tie.stand == Stand::Subject && frame.is_passive(tie.at) {
        bonds[whole] =
            Bond { measure: tie.sense.measure, event: Some(tie.at), because: bonds[number].because.clone(), ..bonds[whole].clone() };
    }
}

/// The number whose event a number takes that nothing governs, and by what rule.
pub(super) fn source(
    frame: &Frame<'_>,
    mention: &Mention,
    back: Option<usize>,
    part: bool,
    bonds: &[Bond],
) -> Option<(usize, &'static str)> {
    if mention.class == Some("case") {
        let bare = mention.phrase.len() < 2 && !frame.is(mention.end, Role::Prep);
        return offence::step(mention.number, bonds).or(back).filter(|_| bare).map(|from| (from, "cases of before"));
    }
    if is_victims(frame, mention) {
        return (0..mention.number).rev().find(|at| HARM.contains(&bonds[*at].measure)).map(|from| (from, "victims of before"));
    }
    if let Some(base) = from_to(frame, mention, bonds) {
        return Some((base, "from and to"));
    }
    let leaning = back.filter(|back| part || leans(frame, mention, *back, bonds)).map(|back| (back, "carried"));
    leaning.or_else(|| kin(mention, bonds).filter(|_| frame.goes_on()).map(|from| (from, "list goes on")))
}

/// "from 100 to 300 men": the number that a change starts from.
pub(super) fn from_to(frame: &Frame<'_>, mention: &Mention, bonds: &[Bond]) -> Option<usize> {
    let base = mention.number.checked_sub(1).filter(|base| *base < bonds.len())?;
    let tokens = &frame.scene.numbers[base].tokens;
    let word = |at: Option<usize>, text: &str| at.is_some_and(|at| frame.scene.page.text(at).eq_ignore_ascii_case(text));
    let near = mention.first.checked_sub(tokens.end).is_some_and(|gap| gap <= 5);
    let opens = (tokens.start.saturating_sub(3)..tokens.start).any(|at| word(Some(at), "from"));
    (near && opens && frame.tokens.contains(&tokens.start) && word(mention.first.checked_sub(1), "to")).then_some(base)
}

/// What "victims" are victims of.
const HARM: [&str; 7] = ["killed", "wounded", "killed_or_wounded", "missing", "infected", "captured", "affected"];

/// Whether a number takes its event from the number before it: "others", numbers without a noun of the same kind, "a tenfold increase".
fn leans(frame: &Frame<'_>, mention: &Mention, back: usize, bonds: &[Bond]) -> bool {
    let kind = |number: usize| &frame.scene.numbers[number].kind;
    let alike = kind(back).name() == kind(mention.number).name() || matches!(kind(mention.number), Kind::Change) && mention.class.is_none();
    let others = mention.others && (mention.head.is_none() || bonds[back].class == mention.class);
    let verb = frame.skip(mention.end, &[Role::Be, Role::Have, Role::Modal, Role::Skip]);
    let acts = frame.is_verb(verb) || verb > mention.end && frame.is(verb, Role::Seem);
    let own = acts && if mention.others { mention.head.is_some() } else { mention.head.is_none() };
    if own {
        return false;
    }
    others
        || is_rise(frame, mention)
        || rises(frame, mention)
        || mention.head.is_none() && alike && frame.tokens.contains(&frame.scene.numbers[back].tokens.start)
}

fn is_victims(frame: &Frame<'_>, mention: &Mention) -> bool {
    mention.head.is_some_and(|head| ["victims", "victim"].iter().any(|noun| frame.scene.page.text(head).eq_ignore_ascii_case(noun)))
}

/// "a tenfold increase", "a rise of 20 percent": how much more of what was counted before.
pub(super) fn is_rise(frame: &Frame<'_>, mention: &Mention) -> bool {
    let rise = ["increase", "rise", "jump", "growth", "surge", "drop", "fall", "decline", "decrease", "reduction"];
    let change = matches!(frame.scene.numbers[mention.number].kind, Kind::Change | Kind::Share);
    change
        && mention.phrase.len() == 1
        && mention.head.is_some_and(|head| rise.iter().any(|noun| frame.scene.page.text(head).eq_ignore_ascii_case(noun)))
}

/// "That likely rose to over 110 million people": the level of what the sentence before counted.
fn rises(frame: &Frame<'_>, mention: &Mention) -> bool {
    let level = (frame.tokens.start..mention.first).rev().take(4).find(|at| frame.is(*at, Role::Level));
    let pronoun = ["that", "it", "this", "figure", "number", "total", "tally", "count"];
    level.is_some_and(|level| {
        level - frame.tokens.start <= 5
            && (frame.tokens.start..level).any(|at| pronoun.iter().any(|word| frame.scene.page.text(at).eq_ignore_ascii_case(word)))
    })
}

/// "$3.7 trillion, or 17% of output", "135,000 acres (55,000 hectares)": the same once more in other terms.
pub(super) fn is_restated(frame: &Frame<'_>, mention: &Mention, before: &Mention) -> bool {
    let Some(last) = mention.first.checked_sub(1).filter(|last| *last >= before.end) else { return false };
    let text = |at: usize| frame.scene.page.text(at);
    let or = text(last).eq_ignore_ascii_case("or") && last > before.end && text(last - 1) == ",";
    or && last - before.end < 14 || text(last) == "(" && last - before.end < 3
}

/// What a part takes from the numbers before it: of "343 killed and 300 wounded, including 42 officers" either.
pub(super) fn both(from: usize, bonds: &[Bond]) -> &'static str {
    let whole = &bonds[from];
    let first = from.checked_sub(1).and_then(|first| bonds.get(first));
    let pair = first.is_some_and(|first| first.measure == "killed" && first.class == whole.class) && whole.measure == "wounded";
    if pair { "killed_or_wounded" } else { whole.measure }
}

/// The last figure before this one that counts the same sort of thing.
fn kin(mention: &Mention, bonds: &[Bond]) -> Option<usize> {
    let from = mention.number.saturating_sub(6);
    (from..mention.number)
        .rev()
        .find(|at| bonds[*at].class == mention.class && mention.class != Some("unknown") && bonds[*at].event.is_some())
}

/// The number that a number is measured against: "from 100 to 300", "300, compared with 100", "300, up from 100".
pub(super) fn base(frame: &Frame<'_>, mention: &Mention, back: Option<usize>, bonds: &[Bond]) -> Option<usize> {
    let against = ["compared with", "compared to", "up from", "down from", "as against", "against", "versus", "as opposed to"];
    let before = frame.scene.page.text(mention.first.wrapping_sub(1));
    let two = mention
        .first
        .checked_sub(2)
        .filter(|from| *from >= frame.tokens.start)
        .map_or("", |from| frame.scene.page.slice(from..mention.first));
    let named = against.iter().any(|words| words.eq_ignore_ascii_case(two) || words.eq_ignore_ascii_case(before));
    from_to(frame, mention, bonds).or_else(|| back.filter(|_| named))
}
