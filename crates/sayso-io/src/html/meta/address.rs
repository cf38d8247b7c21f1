//! The address that a page gives as its own.

use url::Url;

use super::seen::{Seen, short};

/// A longer address is none.
const LONGEST: usize = 2000;

/// Parameters that only count readers.
const TRACKING: [&str; 16] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid", "smid",
    "_ga", "ref_src",
];

/// The other ends of the name of one archive of the web.
const ARCHIVES: [&str; 7] = ["ph", "is", "today", "li", "md", "fo", "vn"];

/// What is known of a page's address.
#[derive(Debug, Default)]
pub(super) struct Address {
    /// Its own address.
    pub(super) own: Option<Url>,
    /// The address on another site that it names as the proper one.
    pub(super) other: Option<Url>,
}

/// Reads it: the canonical address where that is of the same site, else `og:url`, else where the page was found.
pub(super) fn read(seen: &Seen, hint: Option<&str>) -> Address {
    let found = hint.map(str::to_owned).or_else(|| saved(seen.saved.as_deref()?)).and_then(|found| resolve(&found, None));
    let base = found.clone().or_else(|| seen.base.as_deref().and_then(|base| Url::parse(base).ok()).filter(web));
    let link = |rel: &str| {
        seen.links.iter().find(|(name, _)| name.split_ascii_whitespace().any(|each| each == rel)).map(|(_, href)| href.as_str())
    };
    let canonical = link("canonical").and_then(|href| resolve(href, base.as_ref()));
    let graph = seen.metas.iter().find(|(name, _)| name == "og:url").and_then(|(_, content)| resolve(content, base.as_ref()));
    let site = found.clone().or_else(|| graph.clone());
    let same = |url: &Url| site.as_ref().is_none_or(|site| same_site(url, site));
    let other = canonical.clone().filter(|url| !same(url));
    let own = [canonical, graph, found.clone()].into_iter().flatten().find(|url| same(url) && !home(url));
    Address { own: own.or(found).map(clean), other: other.filter(|url| !home(url)).map(clean) }
}

/// The address in the comment that a browser leaves in a page that it saves.
fn saved(comment: &str) -> Option<String> {
    let after = comment.split_once("saved from url=").map(|(_, rest)| rest.split_once(')').map_or(rest, |(_, url)| url));
    let named = || comment.lines().find_map(|line| line.trim().strip_prefix("url:"));
    after.or_else(named)?.split_whitespace().next().map(str::to_owned)
}

/// The page that an archive of the web holds a copy of: `web.archive.org/web/20240517/https://example.org/a`.
fn unwrapped(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let archive = host == "web.archive.org" || host.strip_prefix("archive.").is_some_and(|end| ARCHIVES.contains(&end));
    let whole = url.as_str();
    let at = ["/http://", "/https://", "/http:/", "/https:/"].into_iter().find_map(|start| whole.find(start)).filter(|_| archive)?;
    Url::parse(&whole[at + 1..]).ok()
}

/// An address of the web, absolute.
pub(super) fn resolve(href: &str, base: Option<&Url>) -> Option<Url> {
    let href = short(href.trim(), LONGEST);
    let url = base.map_or_else(|| Url::parse(&href), |base| base.join(&href));
    let url = url.ok().filter(web)?;
    Some(unwrapped(&url).filter(web).unwrap_or(url))
}

fn web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| host.contains('.')) && url.as_str().len() <= LONGEST
}

fn home(url: &Url) -> bool {
    url.path().trim_matches('/').is_empty() && url.query().is_none()
}

/// Without fragment and tracking.
pub(super) fn clean(mut url: Url) -> Url {
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    if let Some(query) = url.query() {
        let kept = query.split('&').filter(|part| !tracks(part.split('=').next().unwrap_or_default())).collect::<Vec<_>>().join("&");
        url.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    }
    url
}

fn tracks(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

/// Whether two addresses are of one site: `edition.example.org` and `www.example.org` are.
pub(super) fn same_site(a: &Url, b: &Url) -> bool {
    a.host_str().zip(b.host_str()).is_some_and(|(a, b)| site(a) == site(b))
}

/// The name that somebody registered: the last two labels, or three where the last two are `co.uk` or `com.ua`.
pub(super) fn site(host: &str) -> &str {
    let labels = host.split('.').collect::<Vec<_>>();
    let short = labels.len() >= 3 && labels[labels.len() - 1].len() == 2 && labels[labels.len() - 2].len() <= 3;
    let kept = if short { 3 } else { 2 };
    let cut = labels.len().saturating_sub(kept);
    let skipped = labels[..cut].iter().map(|label| label.len() + 1).sum();
    host.get(skipped..).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::super::of;
    use super::*;

    fn check(head: &str, hint: Option<&str>, expected: &str) {
        let meta = of(&format!("<html><head>{head}</head><body></body></html>"), hint);
        assert_eq!(meta.url.unwrap_or_default(), expected, "{head}");
    }

    #[test]
    fn own_addresses() {
        let canonical = |href: &str| format!("<link rel=canonical href='{href}'>");
        check(&canonical("https://example.org/a?utm_source=x&id=7&fbclid=y#top"), None, "https://example.org/a?id=7");
        check(&canonical("/a"), Some("https://www.example.org/amp/a"), "https://www.example.org/a");
        check(&canonical("https://example.org/a"), Some("https://m.example.org/a"), "https://example.org/a");
        check(&canonical("https://example.org/"), Some("https://example.org/a"), "https://example.org/a");
        check(&canonical("https://other.example/a"), Some("https://example.org/b"), "https://example.org/b");
        check("<meta property='og:url' content='https://example.org/a'>", None, "https://example.org/a");
        for odd in ["javascript:alert(1)", "file:///etc/passwd", "a", "http://", "http://localhost/a", "https://user:pw@"] {
            check(&canonical(odd), None, "");
        }
        check(&canonical("https://user:pw@example.org/a"), None, "https://example.org/a");
        check(&canonical("https://web.archive.org/web/20240517093000/https://example.org/a"), None, "https://example.org/a");
        check("", Some("http://archive.ph/2024.05.17-093000/https://example.org/a"), "https://example.org/a");
        check("<!-- saved from url=(0025)https://example.org/a -->", None, "https://example.org/a");
        check(
            "<!--\n Page saved with SingleFile \n url: https://example.org/a?utm_id=1 \n saved date: Fri May 17 2024\n-->",
            None,
            "https://example.org/a",
        );
        check("<!-- saved from url=(0011)about:blank -->", None, "");
    }

    #[test]
    fn registered_names() {
        assert_eq!(site("www.example.org"), "example.org");
        assert_eq!(site("news.example.co.uk"), "example.co.uk");
        assert_eq!(site("a.example.com.ua"), "example.com.ua");
        assert_eq!(site("example.de"), "example.de");
    }
}
