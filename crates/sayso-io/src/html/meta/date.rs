//! The days on which a page was published and last changed.
//!
//! A wrong day is worse than none. What is declared for machines goes first, then what stands beside the headline, then the address;
//! two that agree overrule one that they contradict.

use sayso::report::Date;

use super::beside;
use super::day::{self, Found, Order};
use super::ld::Linked;
use super::seen::Seen;
use super::words::WORDS;

/// Names of `meta` for the day of publication, surest first.
const PUBLISHED: [&str; 30] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "citation_online_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "mediator_published_time",
    "originalpublicationdate",
    "article_date_original",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "date_published",
    "publication_date",
    "publicationdate",
    "article.publish_date",
    "og:pubdate",
    "bt:pubdate",
    "published",
];

/// Names for a day that is the day of publication as a rule.
const CREATED: [&str; 8] =
    ["date", "og:published_time", "dcterms.created", "dc.date.created", "datecreated", "created", "article.created", "release_date"];

const MODIFIED: [&str; 14] = [
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "article.updated",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
    "updated_time",
    "mediator_modified_time",
    "modified",
];

/// What told of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    Linked,
    Meta,
    Marked,
    Labelled,
    Near,
    Address,
    Created,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// What told of it.
    pub(super) told: Told,
    /// What it told.
    pub(super) found: Found,
    /// The hour, where it is a moment of UTC and not of the outlet's own clock.
    pub(super) utc: Option<u8>,
}

/// Published and modified. `headline` is the line of the headline.
pub(super) fn read(
    seen: &Seen,
    linked: &Linked,
    headline: Option<usize>,
    url: Option<&str>,
    order: Option<Order>,
) -> (Option<Date>, Option<Date>) {
    let (mut published, mut modified) = (Vec::new(), Vec::new());
    let ld = |key: &str| linked.text(key).and_then(|text| hit(Told::Linked, &text));
    published.extend(ld("datePublished"));
    modified.extend(ld("dateModified"));
    published.extend(metas(seen, &PUBLISHED, Told::Meta));
    published.extend(settings(seen));
    modified.extend(metas(seen, &MODIFIED, Told::Meta));
    let shown = beside::read(seen, headline);
    published.extend(shown.published);
    modified.extend(shown.modified);
    published.extend(url.and_then(of_address).map(|date| Hit { told: Told::Address, found: sure(date), utc: None }));
    published.extend(["dateCreated", "uploadDate"].into_iter().filter_map(ld).map(|hit| Hit { told: Told::Created, ..hit }));
    published.extend(metas(seen, &CREATED, Told::Created));
    settle(&published, &modified, order)
}

pub(super) fn hit(told: Told, text: &str) -> Option<Hit> {
    let text = text.trim();
    let utc = text.contains('T') && text.ends_with('Z') || ["+00:00", "+0000", "GMT", "GMT+0000"].iter().any(|end| text.ends_with(end));
    let hour = text.find(':').and_then(|at| text.get(at.checked_sub(2)?..at)?.parse().ok());
    day::stamp(text).map(|found| Hit { told, found, utc: hour.filter(|_| utc) })
}

const fn sure(date: Date) -> Found {
    Found { date: Some(date), either: None, start: 0, end: 0 }
}

/// The first readable one of each name, in the order of the names.
fn metas(seen: &Seen, names: &[&str], told: Told) -> Vec<Hit> {
    let of = |name: &&str| seen.metas.iter().filter(|(key, _)| key == name).find_map(|(_, content)| hit(told, content));
    names.iter().filter_map(of).collect()
}

/// `parsely-page` and its kin hold JSON.
fn settings(seen: &Seen) -> Option<Hit> {
    let (_, content) = seen.metas.iter().find(|(key, _)| key == "parsely-page")?;
    let value = serde_json::from_str::<serde_json::Value>(content).ok()?;
    hit(Told::Meta, value.get("pub_date")?.as_str()?)
}

/// The day in an address: `/2024/05/17/`, `/2024/may/17/`, `/2024-05-17-title`, `/20240517/`; a month where it has no day.
pub(super) fn of_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts = path.split('/').skip(1).collect::<Vec<_>>();
    let year = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() == 4);
    let small = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    let month = |part: &str| small(part).or_else(|| WORDS.month(part));
    let whole = parts.windows(3).find_map(|three| Date::day(year(three[0])?, month(three[1])?, small(three[2])?));
    let inside = || parts.iter().find_map(|part| in_part(part));
    let monthly = || parts.windows(2).find_map(|two| year(two[0]).zip(month(two[1])).filter(|(_, month)| (1..=12).contains(month)));
    let found = whole.or_else(inside).or_else(|| monthly().map(|(year, month)| Date::month(year, month)));
    found.filter(day::plausible)
}

/// `2024-05-17-title`, `title-2024-05-17`, `20240517`, `title-20240517`
fn in_part(part: &str) -> Option<Date> {
    let pieces = part.split(['-', '_', '.']).collect::<Vec<_>>();
    let number = |piece: &str, len: usize| piece.parse::<i16>().ok().filter(|_| piece.len() == len);
    let spaced = pieces.windows(3).find_map(|three| {
        let small = |at: usize| i8::try_from(number(three[at], 2)?).ok();
        Date::day(number(three[0], 4)?, small(1)?, small(2)?)
    });
    let packed = || pieces.iter().filter(|piece| piece.len() == 8).find_map(|piece| day::compact(piece).filter(day::plausible));
    spaced.or_else(packed)
}

/// Chooses, and reads numbers in the order that fits the other days of the page.
fn settle(published: &[Hit], modified: &[Hit], order: Option<Order>) -> (Option<Date>, Option<Date>) {
    let known = published.iter().chain(modified).filter_map(|hit| hit.found.date).collect::<Vec<_>>();
    let read = |hit: &Hit| {
        hit.found.date.or_else(|| chosen(hit.found.either?, &known, order)).map(|date| Day { told: hit.told, date, utc: hit.utc })
    };
    let mut days = published.iter().filter_map(read).collect::<Vec<_>>();
    days.sort_by_key(|day| day.told);
    let first = days.iter().find(|day| day.date.day.is_some()).or(days.first()).copied();
    let published = first.map(|first| overruled(&days, first).or_else(|| local(&days, first)).unwrap_or(first.date));
    let changed = modified.iter().filter_map(read).map(|day| day.date).find(|date| published.is_none_or(|published| *date >= published));
    (published, changed)
}

/// A day that was read.
#[derive(Clone, Copy, Debug)]
struct Day {
    told: Told,
    date: Date,
    utc: Option<u8>,
}

/// The outlet's own day, where machines are told a moment of UTC that falls on its day before or after: it stands beside the headline
/// or in the address. In America it is still yesterday in the morning of UTC, in Asia already tomorrow in its evening.
fn local(days: &[Day], first: Day) -> Option<Date> {
    let hour = first.utc?;
    let day = |date: Date| date.first_day().filter(|_| date.day.is_some());
    let fits = |date: &Date| {
        let later = day(*date).zip(day(first.date)).map(|(own, utc)| (own - utc).get_days());
        later == Some(-1) && hour < 12 || later == Some(1) && hour >= 10
    };
    let own = days.iter().filter(|day| matches!(day.told, Told::Labelled | Told::Near | Told::Address) && day.utc.is_none());
    let mut own = own.map(|day| day.date).filter(|date| near(*date, first.date));
    own.next().filter(fits)
}

/// One of two readings: the one that another day of the page confirms, else the one of the page's country.
fn chosen((by_day, by_month): (Date, Date), known: &[Date], order: Option<Order>) -> Option<Date> {
    let confirmed = |date: Date| known.iter().any(|other| near(date, *other));
    match (confirmed(by_day), confirmed(by_month)) {
        (true, false) => Some(by_day),
        (false, true) => Some(by_month),
        _ => order.map(|order| if order == Order::DayFirst { by_day } else { by_month }),
    }
}

/// The day on which two kinds of evidence agree against the first, which none confirms.
fn overruled(days: &[Day], first: Day) -> Option<Date> {
    let seen = |day: &Day| matches!(day.told, Told::Labelled | Told::Near | Told::Address);
    let others = days.iter().filter(|day| day.told != first.told && day.date.day.is_some()).collect::<Vec<_>>();
    if others.iter().any(|day| near(day.date, first.date)) {
        return None;
    }
    let agreed = |day: &&&Day| seen(day) && others.iter().any(|other| other.told != day.told && seen(other) && near(other.date, day.date));
    others.iter().find(agreed).map(|day| day.date)
}

/// Days that are one, but for the time zone.
fn near(a: Date, b: Date) -> bool {
    match (a.first_day(), b.first_day()) {
        (Some(a), Some(b)) => (a - b).get_days().abs() <= 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::of;
    use super::*;

    /// Published and modified of a page with this head and this body.
    fn check(head: &str, body: &str, expected: &str) {
        let meta = of(&format!("<html><head>{head}</head><body>{body}</body></html>"), None);
        let shown = [meta.published, meta.modified].map(|date| date.map_or_else(|| "-".to_owned(), |date| date.to_string()));
        assert_eq!(shown.join(" "), expected, "{head} {body}");
    }

    fn ld(pairs: &str) -> String {
        format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Four die at the port",{pairs}}}</script>"#)
    }

    const H1: &str = "<h1>Four die at the port</h1>";

    #[test]
    fn declared_days() {
        check(&ld(r#""datePublished":"2024-05-17T23:30:00-04:00","dateModified":"2024-05-18T08:00:00Z""#), H1, "2024-05-17 2024-05-18");
        check(r#"<meta property="article:published_time" content="2024-05-17T09:30:00+03:00">"#, H1, "2024-05-17 -");
        check(
            r#"<meta name="DC.date.issued" content="2024-05-17"><meta name="dcterms.modified" content="2024-05-19">"#,
            H1,
            "2024-05-17 2024-05-19",
        );
        check(r#"<meta name="parsely-page" content='{"title":"a","pub_date":"2024-05-17T09:30:00Z"}'>"#, H1, "2024-05-17 -");
        check(r#"<meta itemprop="datePublished" content="2024-05-17">"#, H1, "2024-05-17 -");
        check("", &format!(r#"{H1}<time itemprop="datePublished" datetime="2024-05-17T09:30">today</time>"#), "2024-05-17 -");
        let drupal =
            r#"<span property="dc:date dc:created" content="2024-05-17T09:30:00+03:00" datatype="xsd:dateTime">Fri, 17 May</span>"#;
        check("", &format!("{H1}{drupal}"), "2024-05-17 -");
        check("", &format!(r#"{H1}<relative-time datetime="2024-05-17T09:30:00+03:00">a year ago</relative-time>"#), "2024-05-17 -");
        check("", &format!(r#"{H1}<time class="entry-date published" datetime="2024-05-17T09:30">17 May</time>"#), "2024-05-17 -");
    }

    #[test]
    fn days_beside_the_headline() {
        check("", &format!("{H1}<p>By Ann Lee</p><p>Published: 17 May 2024 | Updated: 18 May 2024</p>"), "2024-05-17 2024-05-18");
        check("", &format!("{H1}<div>17 мая 2024, 09:30</div>"), "2024-05-17 -");
        check("", &format!("{H1}<div>Опубліковано</div><div>17 травня 2024</div>"), "2024-05-17 -");
        check("", &format!("{H1}<div>نشر في: ١٧ مايو ٢٠٢٤</div>"), "2024-05-17 -");
        check("", &format!("{H1}<div>Aktualisiert am 18. Mai 2024</div>"), "- 2024-05-18");
        check("", &format!("<p>Monday, 20 May 2024</p>{H1}<p>May 17, 2024 9:30 am</p>"), "2024-05-17 -");
        check("", &format!("{H1}<p>Ann Lee <time datetime='2024-05-17T09:30:00Z'>3 days ago</time></p>"), "2024-05-17 -");
    }

    #[test]
    fn no_day_of_publication() {
        check(
            "",
            &format!("{H1}<p>The war began on 24 February 2022 and nobody who lived in the town then expected it to last for so long.</p>"),
            "- -",
        );
        check("", &format!("{H1}<p>Photo: the port on 3 May 2024</p>"), "- -");
        check("", &format!("{H1}<p>1 May 2024 – 3 May 2024</p>"), "- -");
        let prose = "<p>Nine people who had seen it told the paper at length what they had been through that night, and what the town had done for them since.</p>";
        check("", &format!("{H1}{}<p>Another report</p><p>1 May 2024</p>", prose.repeat(4)), "- -");
        check("", &format!("<p>Monday, 20 May 2024</p><p>World</p><p>Ports</p>{H1}{prose}"), "- -");
        check("", &format!("{H1}<div class='related'><time datetime='2024-05-01'>1 May</time></div>"), "- -");
        check("", "<p>17 May 2024</p><p>No headline here.</p>", "- -");
        check(&ld(r#""datePublished":"9999-99-99","dateModified":"0001-01-01T00:00:00""#), H1, "- -");
        check("<meta name='date' content='1944-06-06'>", H1, "- -");
        let film = "<div itemscope itemtype='http://schema.org/VideoObject'><meta itemprop='datePublished' content='2020-01-02'></div>";
        check("", &format!("{H1}{film}"), "- -");
    }

    #[test]
    fn numbers_in_either_order() {
        check("", &format!("{H1}<p>03/04/2024</p>"), "- -");
        check("<meta property='og:locale' content='en_US'>", &format!("{H1}<p>03/04/2024</p>"), "2024-03-04 -");
        check("<meta property='og:locale' content='fr_FR'>", &format!("{H1}<p>03/04/2024</p>"), "2024-04-03 -");
        check(
            "<meta property='article:modified_time' content='2024-03-04T10:00:00Z'>",
            &format!("{H1}<p>03/04/2024</p>"),
            "2024-03-04 2024-03-04",
        );
        check("", &format!("{H1}<p>17/05/2024</p>"), "2024-05-17 -");
    }

    #[test]
    fn what_the_reader_sees_overrules_what_nothing_confirms() {
        let moved = ld(r#""datePublished":"2026-01-09T00:00:00Z""#);
        let canonical = r#"<link rel="canonical" href="https://example.org/2024/05/17/port">"#;
        check(&format!("{moved}{canonical}"), &format!("{H1}<p>Published 17 May 2024</p>"), "2024-05-17 -");
        check(&format!("{moved}{canonical}"), H1, "2026-01-09 -");
        let night = ld(r#""datePublished":"2024-05-18T02:10:00Z""#);
        check(&format!("{night}{canonical}"), H1, "2024-05-17 -");
        let own = ld(r#""datePublished":"2024-05-18T02:10:00+03:00""#);
        check(&format!("{own}{canonical}"), H1, "2024-05-18 -");
        check(&ld(r#""datePublished":"2024-05-17","dateModified":"2024-05-01""#), H1, "2024-05-17 -");
    }

    #[test]
    fn days_in_addresses() {
        let check = |url: &str, expected: &str| {
            assert_eq!(of_address(url).map(|date| date.to_string()).unwrap_or_default(), expected, "{url}");
        };
        check("https://example.org/2024/05/17/port", "2024-05-17");
        check("https://example.org/world/2024/may/17/port", "2024-05-17");
        check("https://example.org/news/2024-05-17-port", "2024-05-17");
        check("https://example.org/news/port-20240517/", "2024-05-17");
        check("https://example.org/2024/05/port", "2024-05");
        check("https://example.org/12345678/port-20249999", "");
        check("https://example.org/2024/99/99/1844/06/06", "");
        check("https://example.org/port?date=2024-05-17", "");
    }
}
