//! Who published a page.

use url::Url;

use super::ld::Linked;
use super::mark::Kind;
use super::seen::Seen;
use super::words::WORDS;
use super::{address, folded, plain, title, value};

/// Names that are looked at: each is compared with each.
const MOST: usize = 12;
/// A longer name is a slogan.
const LONGEST: usize = 70;

/// Reads it: of the names that the page gives, one that its address or another of them confirms, else the first, else the host.
pub(super) fn read(names: &[String], url: Option<&Url>) -> Option<String> {
    let host = url.and_then(Url::host_str);
    let confirmed = |at: usize| {
        let others = names.iter().enumerate().any(|(other, name)| other != at && same(name, &names[at]));
        usize::from(others) + 2 * usize::from(host.is_some_and(|host| of_host(&names[at], host)))
    };
    // The first of the surest.
    let best = (0..names.len()).rev().max_by_key(|at| confirmed(*at));
    let written = best.map(|at| written(&names[at], names));
    written.or_else(|| host.map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned()))
}

/// The same name as people write it, where another form of it is given: "Live Science" and not "livescience.com".
fn written(name: &str, names: &[String]) -> String {
    let rough = |name: &str| !name.chars().any(char::is_uppercase) && name.chars().any(char::is_lowercase) || name.contains('.');
    let whole = |other: &&String| !rough(other) && (key(name).starts_with(&key(other)) || key(other) == key(name));
    if rough(name) { names.iter().find(whole).cloned().unwrap_or_else(|| name.to_owned()) } else { name.to_owned() }
}

/// The names that the page gives, surest first.
pub(super) fn names(seen: &Seen, linked: &Linked, url: Option<&Url>) -> Vec<String> {
    let host = url.and_then(Url::host_str);
    let publishers = seen.marks.iter().filter(|mark| mark.kind == Kind::Publisher);
    let marked = publishers.filter_map(|mark| mark.names.first().cloned().or_else(|| mark.value.clone()));
    let metas =
        ["publisher", "dc.publisher", "dcterms.publisher", "article:publisher_name", "application-name", "apple-mobile-web-app-title"];
    let all = value(seen, "og:site_name").into_iter().chain(linked.site().map(str::to_owned)).chain(linked.text("publisher")).chain(marked);
    let all = all.chain(metas.iter().filter_map(|name| value(seen, name))).chain(title::tail(seen, host));
    all.filter_map(|name| fit(&name)).filter(|name| host.is_none_or(|host| !of_part(name, host))).take(MOST).collect()
}

/// A name as it is used: without a slogan, `www.`, or an address; none if it names no outlet.
fn fit(name: &str) -> Option<String> {
    let name = plain(name);
    if name.contains("://") {
        return None;
    }
    let head = name.split(" | ").next().unwrap_or_default().split([':', '»']).next().unwrap_or_default();
    let head =
        head.split(" - ").next().unwrap_or_default().trim().trim_start_matches('@').trim_start_matches("www.").trim_start_matches("WWW.");
    let good = (2..=LONGEST).contains(&head.len()) && !WORDS.is("nosite", head) && !head.contains(['/', '{', '%']);
    (good && head.chars().any(char::is_alphabetic)).then(|| head.to_owned())
}

/// Whether two names are of one outlet: "The Tribune" and "Tribune International", but not a sentence that names it.
pub(super) fn same(a: &str, b: &str) -> bool {
    let count = |name: &str| folded(name).split(' ').count();
    let [short, long] = if key(a).len() <= key(b).len() { [a, b] } else { [b, a] };
    let (inner, outer) = (key(short), key(long));
    let within = inner.chars().count() >= 2 && (outer.starts_with(&inner) || outer.ends_with(&inner)) && count(long) <= count(short) + 2;
    !inner.is_empty() && (inner == outer || within && (inner.chars().count() > 3 || whole(short, long)))
}

/// Whether a short name ("CNN", "AP") is a word of the longer one.
fn whole(short: &str, long: &str) -> bool {
    let short = folded(short);
    folded(long).split(' ').any(|word| word == short)
}

/// Whether the host is named as the outlet is: its letters, or its initials.
pub(super) fn of_host(name: &str, host: &str) -> bool {
    let label = address::site(host).split('.').next().unwrap_or_default().replace('-', "");
    let initials = folded(name).split(' ').filter_map(|word| word.chars().next()).collect::<String>();
    same(name, &label) || label.len() >= 2 && (initials == label || initials.strip_prefix('t') == Some(label.as_str()))
}

/// Whether a name is only that of a part of the site: "Hosted" of `hosted.example.org`.
fn of_part(name: &str, host: &str) -> bool {
    let part = host.strip_suffix(address::site(host)).unwrap_or_default();
    part.split('.').any(|label| !label.is_empty() && key(label) == key(name)) && WORDS.is("part", name)
}

/// Letters and digits, without the article.
fn key(name: &str) -> String {
    let name = folded(name);
    name.strip_prefix("the ").unwrap_or(&name).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::of;
    use super::*;

    fn check(head: &str, url: Option<&str>, expected: &str) {
        let meta = of(&format!("<html><head>{head}</head><body><h1>Four die at the port</h1></body></html>"), url);
        assert_eq!(meta.outlet.unwrap_or_default(), expected, "{head}");
    }

    #[test]
    fn names_of_outlets() {
        check("<meta property='og:site_name' content='The Example Times'>", None, "The Example Times");
        check("<meta property='og:site_name' content='Example | News | Sport'>", None, "Example");
        check("<meta property='og:site_name' content='@exampletimes'>", None, "exampletimes");
        check("<title>Four die at the port - Example Times</title>", Some("https://example.org/a"), "Example Times");
        check("<meta name='application-name' content='WordPress'>", Some("https://www.example.org/a"), "example.org");
        check("<meta property='og:site_name' content='Home'>", Some("https://news.example.co.uk/a"), "news.example.co.uk");
        check("<meta property='og:site_name' content='Hosted'>", Some("https://hosted.example.org/a"), "hosted.example.org");
        let publisher =
            r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"a","publisher":{"name":"Example Group"}}</script>"#;
        check(
            &format!("{publisher}<meta name='application-name' content='Example Times'>"),
            Some("https://www.exampletimes.com/a"),
            "Example Times",
        );
        check(publisher, None, "Example Group");
        check(
            "<meta property='og:site_name' content='https://www.example.org'><title>Port - The Example</title>",
            Some("https://www.example.org/a"),
            "The Example",
        );
        check("<meta property='og:site_name' content='exampletimes'><meta name=publisher content='Example TIMES'>", None, "Example TIMES");
        check("", None, "");
    }

    #[test]
    fn one_outlet_under_two_names() {
        assert!(same("The Example Tribune", "Example Tribune"));
        assert!(same("CNN", "CNN Business"));
        assert!(same("Tribune International", "tribune"));
        assert!(!same("Space", "Space rocket launch delayed"));
        assert!(!same("AP", "Apple News"));
        assert!(of_host("New York Post", "nypost.com") || !of_host("New York Post", "example.org"));
    }
}
