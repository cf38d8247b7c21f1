//! What a page says of itself: title, authors, days, outlet, address, language, and where it was taken from.
//!
//! From JSON-LD, OpenGraph, Dublin Core, the `meta` names of publishing systems, microdata, microformats, what stands beside the
//! headline, and the address. No outlet's own markup is known here.

mod address;
mod author;
mod beside;
mod cite;
mod date;
mod day;
mod ld;
mod mark;
mod outlet;
mod seen;
#[cfg(test)]
mod systems;
mod title;
mod words;

use scraper::Html;
use scraper::Node;

use day::Order;
use seen::Seen;

use super::{Hint, Meta};

/// Reads all of it.
pub(super) fn read(html: &Html, hint: &Hint) -> Meta {
    let mut seen = seen::look(html);
    let address = address::read(&seen, hint.url.as_deref());
    let titles = title::declared(&seen).iter().map(|title| folded(title)).collect::<Vec<_>>();
    let linked = ld::read(&seen, &titles);
    let names = outlet::names(&seen, &linked, address.own.as_ref());
    let outlet = outlet::read(&names, address.own.as_ref());
    let outlets = names.into_iter().chain(outlet.clone()).collect::<Vec<_>>();
    let title = title::read(&seen, &linked, &outlets);
    // Where the headline itself stands in what looks like an aside, nothing is one.
    if title.line.and_then(|line| seen.lines.get(line)).is_some_and(|line| line.aside) {
        seen.lines.iter_mut().for_each(|line| line.aside = false);
        seen.marks.iter_mut().for_each(|mark| mark.aside = false);
    }
    let (lang, order) = language(&seen, &linked);
    let (published, modified) = date::read(&seen, &linked, title.line, address.own.as_ref().map(url::Url::as_str), order);
    Meta {
        authors: author::read(&seen, &linked, title.line, &outlets, lang.as_deref()),
        title: title.text,
        published,
        modified,
        citations: cite::read(&seen, &linked, title.line, &address, &outlets),
        outlet,
        url: address.own.map(String::from),
        lang,
    }
}

/// The language that the page gives where it does not contradict itself, and the order of numbers in the days of its country.
fn language(seen: &Seen, linked: &ld::Linked) -> (Option<String>, Option<Order>) {
    let metas = ["og:locale", "content-language", "language", "dc.language", "inlanguage"];
    let tags = seen.lang.clone().into_iter().chain(linked.text("inLanguage")).chain(metas.iter().filter_map(|name| value(seen, name)));
    let tags = tags.map(|tag| tag.trim().to_ascii_lowercase().replace('_', "-")).collect::<Vec<_>>();
    let primary = |tag: &String| tag.split([',', ';', '-']).next().filter(|code| (2..=3).contains(&code.len())).map(str::to_owned);
    let codes = tags.iter().filter_map(primary).collect::<Vec<_>>();
    let order = match codes.first().map(String::as_str) {
        _ if tags.iter().any(|tag| tag.starts_with("en-us")) => Some(Order::MonthFirst),
        Some("en") if tags.iter().all(|tag| !tag.contains('-')) => None,
        Some(_) => Some(Order::DayFirst),
        None => None,
    };
    let agree = codes.windows(2).all(|two| two[0] == two[1]);
    (codes.into_iter().next().filter(|_| agree), order)
}

/// The content of the `meta` of that name.
fn value(seen: &Seen, name: &str) -> Option<String> {
    seen.metas.iter().find(|(key, _)| key == name).map(|(_, content)| plain(content)).filter(|content| !content.is_empty())
}

/// Text without the markup and the entities that some systems leave in it, on one line.
fn plain(text: &str) -> String {
    let text = seen::short(text, 2000);
    let whole = if text.contains(['<', '&']) { markup(&text) } else { text };
    let shown = whole.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{ad}' | '\u{feff}'));
    let shown = shown.map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn markup(text: &str) -> String {
    let html = Html::parse_fragment(text);
    html.tree.nodes().filter_map(|node| if let Node::Text(text) = node.value() { Some(&**text) } else { None }).collect::<String>()
}

/// Words in lower case with one space between them, as far as they are letters and digits.
fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '&' | '\'' | '’')).filter(|word| !word.is_empty());
    words.map(|word| word.replace('’', "'").to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// What a page says, for the tests of each part.
#[cfg(test)]
fn of(html: &str, url: Option<&str>) -> Meta {
    read(&Html::parse_document(html), &Hint { url: url.map(str::to_owned), charset: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        let check = |html: &str, expected: Option<&str>| assert_eq!(of(html, None).lang.as_deref(), expected, "{html}");
        check("<html lang='uk-UA'><body></body></html>", Some("uk"));
        check("<html lang='ru'><head><meta property='og:locale' content='ru_RU'></head></html>", Some("ru"));
        check("<html lang='en'><head><meta property='og:locale' content='de_DE'></head></html>", None);
        check("<html><head><meta http-equiv='content-language' content='ar'></head></html>", Some("ar"));
        check("<html lang='{{lang}}'></html>", None);
    }

    #[test]
    fn hostile_pages_are_bounded() {
        let many = format!("<h1>Four die at the port</h1>{}", "<span class=author rel=author itemprop=author>Ann".repeat(20_000));
        assert!(of(&many, None).authors.len() <= 12);
        let long = format!("<title>{}</title><meta name=author content='{}'>", "a ".repeat(1 << 20), "Ann Lee, ".repeat(1 << 16));
        let meta = of(&long, None);
        assert!(meta.title.is_none_or(|title| title.len() <= 400) && meta.authors == ["Ann Lee"]);
        let classes = format!("<p class='{}'>x</p>", "author-".repeat(1 << 18));
        assert_eq!(of(&classes, None), Meta::default());
        let controls = "<title>Four\u{1b}[31m die\u{202e} at the port</title>";
        assert_eq!(of(controls, None).title.as_deref(), Some("Four [31m die at the port"));
    }
}
