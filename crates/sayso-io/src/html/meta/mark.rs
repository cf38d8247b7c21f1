//! What an element is marked as: by microdata, `rel`, microformats, and the words that publishing systems put into classes.

use scraper::node::Element;

/// What an element is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `rel=author`, `itemprop=author`, a class of author or byline.
    Author,
    /// `itemprop=name` or `fn` within an author.
    Name,
    /// `itemprop=datePublished`, `pubdate`.
    Published,
    /// `itemprop=dateModified`, a class of updates.
    Modified,
    /// A `time` that does not say of what.
    Time,
    /// `itemprop=headline`, a class of headlines.
    Headline,
    /// `itemprop=publisher`.
    Publisher,
}

/// What an element is marked as, by microdata, `rel`, microformats, or the words that publishing systems put into classes.
pub(super) fn kind(element: &Element) -> Option<(Kind, bool)> {
    let prop = element.attr("itemprop").or_else(|| element.attr("property")).unwrap_or_default();
    let has = |attr: &str, word: &str| element.attr(attr).is_some_and(|value| value.split_ascii_whitespace().any(|each| each == word));
    if element.name() == "meta" {
        return None;
    }
    for prop in prop.split_ascii_whitespace() {
        let prop = prop.rsplit(':').next().unwrap_or(prop);
        match prop {
            "datePublished" | "issued" | "created" => return Some((Kind::Published, true)),
            "dateCreated" => return Some((Kind::Published, false)),
            "dateModified" | "modified" => return Some((Kind::Modified, true)),
            "author" | "creator" => return Some((Kind::Author, true)),
            "headline" => return Some((Kind::Headline, true)),
            "publisher" => return Some((Kind::Publisher, true)),
            _ => {}
        }
    }
    if has("rel", "author") {
        return Some((Kind::Author, true));
    }
    classed(element, prop)
}

fn classed(element: &Element, prop: &str) -> Option<(Kind, bool)> {
    let class = |word: &str| tokens(element).any(|token| words(token).any(|each| each.eq_ignore_ascii_case(word)));
    let exact = |word: &str| element.attr("class").is_some_and(|value| value.split_ascii_whitespace().any(|each| each == word));
    if element.name() == "time" || element.attr("datetime").is_some() || exact("published") || exact("dt-published") || exact("entry-date")
    {
        let published = element.attr("pubdate").is_some() || exact("published") || exact("dt-published") || exact("entry-date");
        let updated = class("updated") || class("modified");
        return Some(match (published, updated) {
            (true, _) => (Kind::Published, false),
            (_, true) => (Kind::Modified, false),
            _ => (Kind::Time, false),
        });
    }
    let odd = ["bio", "avatar", "image", "img", "photo", "social", "twitter", "comment", "box", "related", "description", "job", "title"];
    if (class("author") || class("authors") || class("byline") || class("bylines")) && !odd.iter().any(|word| class(word)) {
        return Some((Kind::Author, false));
    }
    if prop == "name" || exact("fn") {
        return Some((Kind::Name, false));
    }
    let headline = exact("entry-title") || exact("p-name") || exact("headline") || exact("post-title") || exact("article-title");
    headline.then_some((Kind::Headline, false))
}

/// `article__authorName` is article, author, name.
fn words(token: &str) -> impl Iterator<Item = &str> {
    token.split(['-', '_']).flat_map(humps)
}

fn humps(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let cut = rest[first.len_utf8()..].find(|c: char| c.is_ascii_uppercase()).map_or(rest.len(), |at| at + first.len_utf8());
        let (head, tail) = rest.split_at(cut);
        rest = tail;
        Some(head)
    })
    .take(12)
}

/// Whether the class or `id` says that what is within is not the report.
pub(super) fn others(element: &Element) -> bool {
    tokens(element).any(|token| ASIDES.contains(&token))
}

const ASIDES: [&str; 20] = [
    "comment",
    "comments",
    "comment-list",
    "commentlist",
    "comment-body",
    "comments-area",
    "comment-author",
    "disqus_thread",
    "sidebar",
    "widget-area",
    "related",
    "related-posts",
    "related-articles",
    "related-stories",
    "recommended",
    "recommendations",
    "breadcrumb",
    "breadcrumbs",
    "menu",
    "site-footer",
];

/// Whether the type of a thing is that of a report or of the page.
pub(super) fn report_type(element: &Element) -> bool {
    let kinds = element.attr("itemtype").unwrap_or_default().split_ascii_whitespace();
    let mut names = kinds.map(|kind| kind.rsplit(['/', '#']).next().unwrap_or(kind)).peekable();
    let ends = ["Article", "Posting", "Page", "Report", "Review", "CreativeWork", "Blog"];
    names.peek().is_none() || names.any(|name| ends.iter().any(|end| name.ends_with(end)))
}

/// Tokens of `class`, and the `id`.
fn tokens(element: &Element) -> impl Iterator<Item = &str> {
    let class = element.attr("class").unwrap_or_default();
    class.split_ascii_whitespace().take(30).chain(element.attr("id"))
}
