//! What a page says of itself.

use scraper::{Html, Selector};

use super::{Hint, Meta};

/// Reads title, address and language.
pub(super) fn read(html: &Html, hint: &Hint) -> Meta {
    Meta {
        title: property(html, "og:title"),
        outlet: property(html, "og:site_name"),
        url: hint.url.clone().or_else(|| property(html, "og:url")),
        ..Meta::default()
    }
}

/// The content of a `meta` element of that property.
fn property(html: &Html, name: &str) -> Option<String> {
    let selector = Selector::parse("meta[property]").ok()?;
    let found = html.select(&selector).find(|element| element.attr("property") == Some(name))?;
    found.attr("content").map(str::trim).filter(|content| !content.is_empty()).map(str::to_owned)
}
