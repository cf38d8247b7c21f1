//! Below a row: the sentence with the figure marked, then each field with the rule and the row of the packs that it stands on.

use std::io::{self, Write};

use sayso::claim::{Claim, Reason};
use unicode_width::UnicodeWidthStr;

use super::{Look, cell, grid};
use crate::{clean, passage};

/// The widths of a field's name and of its value.
const NAME: usize = 12;
const VALUE: usize = 34;
const INDENT: &str = "      ";

/// Writes what a claim stands on.
pub(super) fn write(out: &mut dyn Write, text: &str, claim: &Claim, look: &Look) -> io::Result<()> {
    let sentence = passage::around(text, claim).marked("⟦", "⟧");
    for line in wrap(&clean::line(&sentence), look.width.saturating_sub(INDENT.len())) {
        writeln!(
            out,
            "{INDENT}{}",
            line.replace('⟦', if look.colour { "\u{1b}[1m⟦" } else { "⟦" }).replace('⟧', if look.colour { "⟧\u{1b}[0m" } else { "⟧" })
        )?;
    }
    let fields = fields(text, claim);
    for (name, value) in &fields {
        let reasons = claim.because.iter().filter(|why| why.field == *name).map(reason).collect::<Vec<_>>();
        if value.is_some() || !reasons.is_empty() {
            field(out, name, value.as_deref().unwrap_or("–"), &reasons, look)?;
        }
    }
    let others = claim.because.iter().filter(|_| claim.not.is_none()).filter(|why| fields.iter().all(|(name, _)| *name != why.field));
    others.into_iter().try_for_each(|why| field(out, why.field, "", &[reason(why)], look))?;
    writeln!(out)
}

fn field(out: &mut dyn Write, name: &str, value: &str, reasons: &[String], look: &Look) -> io::Result<()> {
    let value = grid::cut(&clean::line(value), VALUE);
    let space = " ".repeat(VALUE - value.width().min(VALUE));
    let head = format!("{INDENT}{name:NAME$}{value}{space}");
    let first = reasons.first().map(String::as_str).unwrap_or_default();
    writeln!(out, "{}", look.paint(super::DIM, format!("{head}  {first}").trim_end()))?;
    let under = " ".repeat(INDENT.len() + NAME + VALUE + 2);
    reasons.iter().skip(1).try_for_each(|reason| writeln!(out, "{}", look.paint(super::DIM, &format!("{under}{reason}"))))
}

fn reason(why: &Reason) -> String {
    why.row.map_or_else(|| why.rule.to_owned(), |row| format!("{} · {row}", why.rule))
}

/// Every field by its name on the wire, with its value in words where it has one.
fn fields(text: &str, claim: &Claim) -> Vec<(&'static str, Option<String>)> {
    let phrase = |phrase: &Option<sayso::claim::Phrase>| phrase.as_ref().map(|phrase| phrase.text.clone());
    let of = |byte: Option<usize>| {
        byte.map(|byte| {
            format!("the figure at {}", text.get(byte..).map(|rest| rest.chars().take(20).collect::<String>() + "…").unwrap_or_default())
        })
    };
    if let Some(not) = claim.not {
        return vec![("not", Some(not.name().to_owned())), ("value", Some(cell::value(text, claim)))];
    }
    vec![
        ("value", Some(cell::value(text, claim))),
        ("quantifier", Some(claim.quantifier.name().to_owned())),
        ("hedge", claim.hedge.clone().and_then(|span| text.get(span)).map(str::to_owned)),
        ("kind", Some(claim.kind.name().to_owned())),
        ("counted", phrase(&claim.counted)),
        ("unit", claim.unit.map(str::to_owned)),
        ("measure", Some(claim.measure.to_owned())),
        ("offence", claim.offence.map(str::to_owned)),
        ("side", claim.side.clone()),
        ("place", phrase(&claim.place)),
        ("period", claim.period.map(cell::period)),
        ("say_so", Some(cell::say_so(claim)).filter(|chain| !chain.is_empty())),
        ("origin", claim.origin().map(|link| link.name.clone())),
        ("stance", Some(claim.stance.name().to_owned())),
        ("repeat_of", of(claim.repeat_of)),
        ("part_of", of(claim.part_of)),
        ("base", of(claim.base)),
        ("zone", Some(claim.zone.name().to_owned())),
    ]
}

/// Lines of whole words, as long as fit.
fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let room = lines.last().is_some_and(|line| line.is_empty() || line.width() + 1 + word.width() <= width);
        if !room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            let space = if line.is_empty() { "" } else { " " };
            line.extend([space, &grid::cut(word, width)]);
        }
    }
    lines
}
