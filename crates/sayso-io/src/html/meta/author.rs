//! Who wrote a page: people, or the agency that signs.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use sayso::pack;

use super::ld::Linked;
use super::mark::Kind;
use super::seen::{Line, Mark, Seen};
use super::words::{WORDS, begins};
use super::{folded, outlet, plain, value};

/// Names that are kept.
const MOST: usize = 12;
/// Texts of one source that are read.
const MOST_TEXTS: usize = 40;
/// A longer name is none, in characters.
const LONGEST: usize = 50;
/// A longer line is no byline, in characters.
const LINE: usize = 120;
/// Lines beside the headline in which a byline stands.
const ABOVE: usize = 8;
const BELOW: usize = 20;

/// Cities and states: they stand behind a name, and are none.
static CITIES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let cities = pack::table("packs/world/city.tsv").into_iter().filter_map(|row| row.cell(0));
    cities
        .chain(
            pack::table("packs/world/state.tsv")
                .into_iter()
                .flat_map(|row| [row.cell(1), row.cell(4)])
                .flatten()
                .flat_map(|names| names.split('|')),
        )
        .collect()
});

/// Outlets and agencies by all their names, folded.
static AGENCIES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let rows = pack::table("packs/world/outlet.tsv");
    let names = rows.iter().flat_map(|row| row.cell(0).into_iter().chain(row.cell(2).into_iter().flat_map(|names| names.split('|'))));
    names.map(folded).collect()
});

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
    let (mut own, mut chosen) = (Vec::new(), Vec::new());
    for (sure, texts) in sources(seen, linked, headline, lang) {
        let names = distinct(texts.iter().take(MOST_TEXTS).flat_map(|text| names(text, lang)).collect());
        let (theirs, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| outlets.iter().any(|outlet| is_outlet(outlet, name)));
        // What only looks like a byline must name people as people are named.
        let people = others.iter().all(|name| personal(name));
        if chosen.is_empty() && (sure == Sure::Declared || people) || people && sure != Sure::Class && fuller(&others, &chosen) {
            chosen = others;
        }
        own = if own.is_empty() { theirs } else { own };
    }
    if chosen.is_empty() { own } else { chosen }
}

/// Whether a byline names all that were found and a few more: some systems declare the first of several authors only.
fn fuller(names: &[String], found: &[String]) -> bool {
    let has = |name: &String| names.iter().any(|other| folded(other) == folded(name));
    !found.is_empty() && (found.len() + 1..=5).contains(&names.len()) && found.iter().all(has)
}

/// How sure it is that a text names authors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sure {
    /// It is declared for machines.
    Declared,
    /// It looks like a byline.
    Line,
    /// Its element's class says so.
    Class,
}

/// The texts of each source that may name authors, surest first.
fn sources(seen: &Seen, linked: &Linked, headline: Option<usize>, lang: Option<&str>) -> Vec<(Sure, Vec<String>)> {
    let metas = METAS.iter().map(|name| {
        let found = seen.metas.iter().filter(|(key, _)| key == name).map(|(_, content)| content);
        // Library catalogues put the family name first.
        found
            .map(|content| if name.starts_with("dc") || name.starts_with("citation") { turned(content) } else { content.clone() })
            .collect()
    });
    let mut all = vec![linked.texts("author"), linked.texts("creator"), strict(seen, headline)];
    all.extend(metas);
    all.push(written(seen));
    let line = headline.and_then(|at| byline(seen, at, lang)).into_iter().collect();
    all.into_iter().map(|texts| (Sure::Declared, texts)).chain([(Sure::Line, line), (Sure::Class, loose(seen, headline))]).collect()
}

/// Elements that the standards mark as authors: those beside the headline, else all where they are few. Many are those of other reports.
fn strict(seen: &Seen, headline: Option<usize>) -> Vec<String> {
    let marks = || seen.marks.iter().filter(|mark| mark.kind == Kind::Author && mark.strict && !mark.aside);
    let beside = marks().filter(|mark| near(headline, mark.line)).flat_map(texts).collect::<Vec<_>>();
    if !beside.is_empty() {
        return beside;
    }
    let all = marks().flat_map(texts).collect::<Vec<_>>();
    let few = all.iter().map(|text| folded(text)).collect::<BTreeSet<_>>().len() <= 2;
    if few { all } else { Vec::new() }
}

/// Elements beside the headline whose class says so.
fn loose(seen: &Seen, headline: Option<usize>) -> Vec<String> {
    let marks = seen.marks.iter().filter(|mark| mark.kind == Kind::Author && !mark.strict && !mark.aside && near(headline, mark.line));
    marks.flat_map(texts).filter(|text| text.chars().count() <= LINE).collect()
}

fn texts(mark: &Mark) -> Vec<String> {
    if !mark.names.is_empty() {
        return mark.names.clone();
    }
    vec![mark.value.clone().unwrap_or_else(|| mark.text.clone())]
}

fn near(headline: Option<usize>, line: usize) -> bool {
    headline.is_some_and(|at| (at.saturating_sub(ABOVE)..at + BELOW).contains(&line))
}

/// "Lee, Ann" is Ann Lee; two agencies are two.
fn turned(text: &str) -> String {
    let two =
        text.split_once(", ").filter(|(family, given)| !given.contains(',') && !family.contains(' ') && !agency(family) && !agency(given));
    two.map_or_else(|| text.to_owned(), |(family, given)| format!("{given} {family}"))
}

/// `twitter:label1` is what `twitter:data1` is.
fn written(seen: &Seen) -> Vec<String> {
    let pair = |(label, data): (&str, &str)| value(seen, label).filter(|label| WORDS.is("written", label)).and_then(|_| value(seen, data));
    [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")].into_iter().find_map(pair).into_iter().collect()
}

/// The line beside the headline that begins as a byline does, or the line after one that is a byline's first words only.
fn byline(seen: &Seen, headline: usize, lang: Option<&str>) -> Option<String> {
    let fit = |line: &&Line| !line.aside && line.heading == 0 && line.text.chars().count() <= LINE;
    let at = |at: usize| seen.lines.get(at).filter(fit).map(|line| line.text.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let lines = (headline + 1..headline + BELOW).chain(headline.saturating_sub(ABOVE)..headline);
    for line in lines {
        let Some(rest) = at(line).and_then(|text| WORDS.after("by", text, lang)) else { continue };
        let named = if rest.is_empty() { at(line + 1) } else { Some(rest) };
        if let Some(named) = named.filter(|named| named.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())) {
            return Some(named.to_owned());
        }
    }
    None
}

/// The names of a byline: "By Ann Lee and Bo Roe in Kyiv | Example News". Behind a bar stands whom they write for.
fn names(text: &str, lang: Option<&str>) -> Vec<String> {
    let text = plain(text);
    let text = WORDS.after("by", &text, lang).unwrap_or(&text);
    text.split(" | ").flat_map(|part| part.split(" - ")).map(|part| listed(part, lang)).find(|names| !names.is_empty()).unwrap_or_default()
}

fn listed(text: &str, lang: Option<&str>) -> Vec<String> {
    let mut out = Vec::<String>::new();
    for piece in text.split([',', ';', '•', '·', '|', '/', '،', '–', '—', '(', ')', '…']) {
        // Behind a day or a clock time stands something else.
        if out.len() >= MOST || piece.chars().filter(|c| c.is_numeric()).count() > 1 {
            break;
        }
        for (at, piece) in joined(piece).into_iter().enumerate() {
            let Some(name) = name(piece, lang) else { continue };
            // "Ann Lee, Example, Kyiv": whom she works for and where she was.
            let lone = at == 0 && !name.contains(' ');
            let beside = out.first().is_some_and(|first| {
                let person = first.contains(' ') && !agency(first);
                person && (lone || at == 0 && agency(&name)) || CITIES.contains(name.as_str())
            });
            if !beside {
                out.push(name);
            }
        }
    }
    out
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
    let piece = named(placed(piece)).trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '"'));
    let piece = piece.trim_start_matches(|c: char| !c.is_alphabetic());
    let words = piece.split_whitespace().count();
    let fit = (1..=7).contains(&words) && (2..=LONGEST).contains(&piece.chars().count());
    let odd = piece.contains(['@', '<', '>', '{', '=', '_', ':', '?', '!', '#', '%']) || piece.contains("http") || piece.contains("www.");
    let staff = piece.split_whitespace().next_back().is_some_and(|word| words > 1 && WORDS.is("staff", word));
    let role = WORDS.has("role", piece) && !staff;
    let upper = piece.split_whitespace().any(|word| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()));
    (fit && !odd && !role && upper && !WORDS.is("nobody", piece)).then(|| piece.to_owned())
}

/// Up to the first word in small letters that no name has: "Minh Do on Monday".
fn named(piece: &str) -> &str {
    let mut kept = 0;
    for (at, word) in piece.split_inclusive(' ').enumerate() {
        let bare = word.trim();
        let small = bare.starts_with(char::is_lowercase) && !bare.contains(char::is_uppercase) && !bare.contains('.');
        if at > 0 && small && !WORDS.is("particle", bare) && !WORDS.is("staff", bare) {
            break;
        }
        kept += word.len();
    }
    piece[..kept].trim()
}

/// Two to five words, each as a name's: "Ann Lee", or a known agency.
fn personal(name: &str) -> bool {
    let words = name.split_whitespace().count();
    agency(name) || WORDS.has("staff", name) || (2..=5).contains(&words) || words == 1 && name.chars().all(char::is_uppercase)
}

/// Whether it is an outlet or agency that the packs know.
fn agency(name: &str) -> bool {
    AGENCIES.contains(folded(name).as_str())
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

/// Whether an outlet signs, or a desk of it: "CNN Business" of CNN.
fn is_outlet(outlet: &str, name: &str) -> bool {
    outlet::same(outlet, name) && name.split_whitespace().count() <= outlet.split_whitespace().count() + 1
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

#[cfg(test)]
mod tests {
    use super::super::of;

    fn check(head: &str, body: &str, expected: &[&str]) {
        let head = format!("<meta property='og:site_name' content='Example News'><title>Four die at the port</title>{head}");
        let meta = of(&format!("<html lang=en><head>{head}</head><body><h1>Four die at the port</h1>{body}</body></html>"), None);
        assert_eq!(meta.authors, expected, "{head} {body}");
    }

    fn named(name: &str, expected: &[&str]) {
        check(&format!("<meta name='author' content='{name}'>"), "", expected);
    }

    fn linked(author: &str) -> String {
        format!(r#"<script type="application/ld+json">{{"@type":"Article","headline":"Four die at the port","author":{author}}}</script>"#)
    }

    #[test]
    fn names_of_a_byline() {
        named("By Ann Lee and Bo Roe, Cy Doe in Kyiv", &["Ann Lee", "Bo Roe", "Cy Doe"]);
        named("Ann Lee, Example News", &["Ann Lee"]);
        named("Ann Lee, Political Editor", &["Ann Lee"]);
        named("By Ann Lee | Sample Media for Example.com", &["Ann Lee"]);
        named("Ann Lee, AFP, Kyiv", &["Ann Lee"]);
        named("Ann Lee, Sampleism", &["Ann Lee"]);
        named("Ann Lee and Reuters", &["Ann Lee", "Reuters"]);
        named("Sample Post Bureau", &["Sample Post Bureau"]);
        named("Reuters", &["Reuters"]);
        named("AFP staff", &["AFP staff"]);
        named("AFP, Reuters, Kyiv", &["AFP", "Reuters"]);
        named("Ursula van der Berg; Ann O’Neil", &["Ursula van der Berg", "Ann O’Neil"]);
        named("ANN LEE, Ann Lee", &["Ann Lee"]);
        named("Анна Ли и Богдан Ро", &["Анна Ли", "Богдан Ро"]);
        named("Ann Lee on Monday, May 17th, 2024 at 11:08 a.m. Print", &["Ann Lee"]);
    }

    #[test]
    fn no_authors() {
        for name in
            ["admin", "Editor", "https://www.example.org/ann", "@annlee", "ann@example.org", "Редакция", "Web Desk", "12345", "<b></b>"]
        {
            named(name, &[]);
        }
        named("Example News", &["Example News"]);
    }

    #[test]
    fn declared_authors() {
        check(&linked(r#"{"@type":"Person","name":"Ann Lee"}"#), "", &["Ann Lee"]);
        check(&linked(r#"["Ann Lee",{"name":["Bo Roe"]}]"#), "", &["Ann Lee", "Bo Roe"]);
        check(&linked(r#"{"name":"<a href='/x'>Ann&nbsp;Lee</a>"}"#), "", &["Ann Lee"]);
        check(&linked(r#"{"givenName":"Ann","familyName":"Lee"}"#), "", &["Ann Lee"]);
        check(&linked(r#"{"name":"Example News"}"#), "<p>By Bo Roe</p>", &["Bo Roe"]);
        check(&linked(r#""Ann Lee""#), "<p>By Ann Lee, Bo Roe and Cy Doe</p>", &["Ann Lee", "Bo Roe", "Cy Doe"]);
        check(&linked(r#""Ann Lee""#), "<p>By Bo Roe and Cy Doe</p>", &["Ann Lee"]);
        check(&linked(r#"{"name":"admin"}"#), "<a rel=author href='/bo'>Bo Roe</a>", &["Bo Roe"]);
        check("<meta name='DC.creator' content='Lee, Ann'>", "", &["Ann Lee"]);
        check("<meta name='twitter:label1' content='Verfasst von'><meta name='twitter:data1' content='Ann Lee'>", "", &["Ann Lee"]);
        check("", "<div itemprop=author itemscope><span itemprop=name>Ann Lee</span><p>Ann writes of ports.</p></div>", &["Ann Lee"]);
        check("", "<div itemprop=author itemscope><meta itemprop=name content='Ann Lee'></div>", &["Ann Lee"]);
    }

    #[test]
    fn bylines_beside_the_headline() {
        check("", "<p>By Ann Lee | Example News</p>", &["Ann Lee"]);
        check("", "<p>By</p><p>Ann Lee</p><p>Nine people said so.</p>", &["Ann Lee"]);
        check("", "<p>Автор: Анна Ли</p>", &["Анна Ли"]);
        check("", "<span class='c-byline__author-name'>Ann Lee</span>", &["Ann Lee"]);
        check("", "<p>By the time help came, four were dead.</p>", &[]);
        check("", "<p>By Friday</p>", &[]);
        check("", "<div class=comments><span class=author>Bo Roe</span></div>", &[]);
    }
}
