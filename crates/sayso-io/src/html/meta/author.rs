//! Who wrote a page: people, or the agency that signs.

use super::ld::Linked;
use super::seen::{Kind, Line, Seen};
use super::words::{WORDS, begins};
use super::{folded, outlet, plain, value};

/// Names that are kept.
const MOST: usize = 12;
/// A longer name is none, in characters.
const LONGEST: usize = 50;
/// Lines beside the headline in which a byline stands.
const ABOVE: usize = 8;
const BELOW: usize = 20;

const METAS: [&str; 17] = [
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "byl",
    "byline",
    "article.author",
    "cxenseparse:author",
    "mediator_author",
    "creator",
    "authors",
];

/// Reads them: the first source that names a person, else an agency or a desk, else the outlet where it signs itself.
pub(super) fn read(seen: &Seen, linked: &Linked, headline: Option<usize>, outlets: &[String], lang: Option<&str>) -> Vec<String> {
    let mut own = Vec::new();
    for found in sources(seen, linked, headline, lang) {
        let names = found.iter().flat_map(|text| names(text, lang)).collect::<Vec<_>>();
        let (theirs, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| outlets.iter().any(|outlet| same(outlet, name)));
        if !others.is_empty() {
            return distinct(others);
        }
        own = if own.is_empty() { theirs } else { own };
    }
    distinct(own)
}

/// The texts of each source that may name authors, surest first.
fn sources(seen: &Seen, linked: &Linked, headline: Option<usize>, lang: Option<&str>) -> Vec<Vec<String>> {
    let metas = METAS.iter().map(|name| seen.metas.iter().filter(|(key, _)| key == name).map(|(_, content)| content.clone()).collect());
    let near = |line: usize| headline.is_some_and(|at| (at.saturating_sub(ABOVE)..at + BELOW).contains(&line));
    let marked = |strict: bool| {
        let fit = seen
            .marks
            .iter()
            .filter(|mark| mark.kind == Kind::Author && mark.strict == strict && !mark.aside && (strict || near(mark.line)));
        fit.flat_map(
            |mark| if mark.names.is_empty() { vec![mark.value.clone().unwrap_or_else(|| mark.text.clone())] } else { mark.names.clone() },
        )
        .collect::<Vec<_>>()
    };
    let line = headline.and_then(|at| byline(seen, at, lang));
    let mut all = vec![linked.texts("author"), linked.texts("creator"), marked(true)];
    all.extend(metas);
    all.extend([written(seen), line.into_iter().collect(), marked(false)]);
    all
}

/// `twitter:label1` is what `twitter:data1` is.
fn written(seen: &Seen) -> Vec<String> {
    let pair = |(label, data): (&str, &str)| value(seen, label).filter(|label| WORDS.is("written", label)).and_then(|_| value(seen, data));
    [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")].into_iter().find_map(pair).into_iter().collect()
}

/// The line beside the headline that begins as a byline does, or the line after one that is a byline's first words only.
fn byline(seen: &Seen, headline: usize, lang: Option<&str>) -> Option<String> {
    let fit = |line: &&Line| !line.aside && line.heading == 0 && line.text.chars().count() <= 120;
    let at = |at: usize| seen.lines.get(at).filter(fit).map(|line| line.text.as_str());
    let lines = (headline + 1..headline + BELOW).chain(headline.saturating_sub(ABOVE)..headline);
    for line in lines {
        let Some(rest) = at(line).and_then(|text| WORDS.after("by", text, lang)) else { continue };
        let named = if rest.is_empty() { at(line + 1) } else { Some(rest) };
        if let Some(named) = named.filter(|named| named.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())) {
            return Some(named.to_owned());
        }
    }
    None
}

/// The names of a byline: "By Ann Lee and Bo Roe, Example News, in Kyiv".
pub(super) fn names(text: &str, lang: Option<&str>) -> Vec<String> {
    let text = plain(text);
    let text = WORDS.after("by", &text, lang).unwrap_or(&text);
    let pieces = text.split([',', ';', '|', '•', '·', '\n', '/', '،', '–', '—', '(', '…']).flat_map(joined);
    pieces.filter_map(|piece| name(piece, lang)).take(MOST).collect()
}

/// Cut at each "and".
fn joined(piece: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    for word in piece.split_inclusive(' ') {
        if WORDS.is("and", word) && at > 0 {
            out.push(&piece[from..at]);
            from = at + word.len();
        }
        at += word.len();
    }
    out.push(&piece[from..]);
    out
}

/// A name, without what stands around it; none if it is no name.
fn name(piece: &str, lang: Option<&str>) -> Option<String> {
    let piece = WORDS.after("by", piece, lang).unwrap_or(piece).trim();
    let piece = placed(piece).trim().trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '"' | '\'' | '’'));
    let piece = piece.trim_start_matches(|c: char| !c.is_alphabetic());
    let words = piece.split_whitespace().count();
    let fit = (1..=6).contains(&words) && (2..=LONGEST).contains(&piece.chars().count());
    let odd = piece.contains(['@', '<', '>', '{', '=', '_', ':', '?', '!', '#']) || piece.contains("http") || piece.contains("www.");
    let digits = piece.chars().filter(char::is_ascii_digit).count();
    let role = WORDS.has("role", piece) && !WORDS.has("staff", piece);
    let upper = piece.starts_with(|c: char| !c.is_lowercase())
        || words > 1 && piece.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
    (fit && !odd && digits == 0 && !role && upper && !WORDS.is("nobody", piece)).then(|| piece.to_owned())
}

/// Up to where somebody was: "Bo Roe in Kyiv".
fn placed(piece: &str) -> &str {
    let cut = piece.match_indices(' ').map(|(at, _)| at).find(|at| {
        let rest = &piece[at + 1..];
        let place = WORDS.kind("place").iter().find_map(|phrase| begins(rest, phrase.words));
        place.is_some_and(|end| rest[end..].trim_start().starts_with(char::is_uppercase))
    });
    cut.map_or(piece, |at| &piece[..at])
}

fn same(outlet: &str, name: &str) -> bool {
    outlet::same(outlet, name)
}

/// Each name once, in the case that is not all capitals.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut out = Vec::<String>::new();
    for name in names {
        match out.iter_mut().find(|other| folded(other) == folded(&name)) {
            Some(other) if !other.chars().any(char::is_lowercase) => *other = name,
            Some(_) => {}
            None => out.push(name),
        }
    }
    out.truncate(MOST);
    out
}
