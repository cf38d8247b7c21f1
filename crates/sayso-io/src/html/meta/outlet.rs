//! Who published a page.

use url::Url;

use super::ld::Linked;
use super::seen::{Kind, Seen};
use super::words::WORDS;
use super::{address, folded, plain, value};

/// A longer name is a slogan.
const LONGEST: usize = 70;

/// Reads it: of the names that the page gives, one that its address or another of them confirms, else the first, else the host.
pub(super) fn read(seen: &Seen, linked: &Linked, url: Option<&Url>) -> Option<String> {
    let host = url.and_then(Url::host_str);
    let names = names(seen, linked);
    let confirmed = |at: usize| {
        let others = names.iter().enumerate().any(|(other, name)| other != at && same(name, &names[at]));
        usize::from(others) + 2 * usize::from(host.is_some_and(|host| of_host(&names[at], host)))
    };
    // The first of the surest.
    let best = (0..names.len()).rev().max_by_key(|at| confirmed(*at));
    best.map(|at| names[at].clone()).or_else(|| host.map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned()))
}

/// The names that the page gives, surest first.
pub(super) fn names(seen: &Seen, linked: &Linked) -> Vec<String> {
    let publishers = seen.marks.iter().filter(|mark| mark.kind == Kind::Publisher);
    let marked = publishers.filter_map(|mark| mark.names.first().cloned().or_else(|| mark.value.clone()));
    let metas =
        ["publisher", "dc.publisher", "dcterms.publisher", "article:publisher_name", "application-name", "apple-mobile-web-app-title"];
    let all = value(seen, "og:site_name").into_iter().chain(linked.text("publisher")).chain(linked.site().map(str::to_owned)).chain(marked);
    all.chain(metas.iter().filter_map(|name| value(seen, name))).filter_map(|name| fit(&name)).collect()
}

/// A name as it is used: without a slogan, `www.`, or an address; none if it names no outlet.
fn fit(name: &str) -> Option<String> {
    let name = plain(name);
    let head = name.split(" | ").next().unwrap_or_default().split([':', '»']).next().unwrap_or_default();
    let head = head.split(" - ").next().unwrap_or_default().trim().trim_start_matches("www.").trim_start_matches("WWW.");
    let good = (2..=LONGEST).contains(&head.len()) && !WORDS.is("nosite", head) && !head.contains(['/', '@', '{', '%']);
    (good && head.chars().any(char::is_alphabetic)).then(|| head.to_owned())
}

/// Whether two names are of one outlet: "The Tribune" and "tribune.example".
pub(super) fn same(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    !a.is_empty() && !b.is_empty() && (a == b || a.len() > 3 && b.contains(&a) || b.len() > 3 && a.contains(&b))
}

/// Whether the host is named as the outlet is: its letters, or its initials.
pub(super) fn of_host(name: &str, host: &str) -> bool {
    let label = address::site(host).split('.').next().unwrap_or_default().replace('-', "");
    let initials = folded(name).split(' ').filter_map(|word| word.chars().next()).collect::<String>();
    same(name, &label) || label.len() >= 2 && (initials == label || initials.strip_prefix('t') == Some(label.as_str()))
}

/// Letters and digits, without the article.
fn key(name: &str) -> String {
    let name = folded(name);
    name.strip_prefix("the ").unwrap_or(&name).chars().filter(|c| c.is_alphanumeric()).collect()
}
