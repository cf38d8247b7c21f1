//! The text of an article as the page's linked data gives it, where it does.

use scraper::{Html, Selector};
use serde_json::Value;

/// The longest `articleBody` of the page, without markup.
pub(super) fn article(html: &Html) -> Option<String> {
    let scripts = Selector::parse("script[type*='ld+json']").ok()?;
    let bodies = html.select(&scripts).flat_map(|script| {
        let text = script.text().collect::<String>();
        // Most pages' data has no text in it, and reading it takes time.
        if text.contains("articleBody") { bodies(serde_json::from_str(text.trim()).unwrap_or_default()) } else { Vec::new() }
    });
    bodies.max_by_key(String::len).filter(|body| !body.is_empty())
}

fn bodies(data: Value) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![data]);
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values),
            Value::Object(mut fields) => {
                if let Some(Value::String(body)) = fields.remove("articleBody") {
                    found.push(plain(&body));
                }
                open.extend(fields.into_iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    found
}

/// Some write the article's markup into it.
fn plain(body: &str) -> String {
    if !body.contains("</") && !body.contains("&") {
        return body.to_owned();
    }
    let lines = super::sheet::lines(&Html::parse_fragment(&super::guard::bounded(body).0), &[]);
    lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}
