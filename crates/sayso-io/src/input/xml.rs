//! XML walked through once, as far as it goes. Entities that a document declares itself are never expanded.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion, escape};

use super::decode;

/// What one comes across.
pub(super) enum Node<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Text(&'a str),
    Close(&'a str),
}

/// Walks through a document; names come without their prefixes. An error says where it breaks off; what came before was given.
pub(super) fn walk(xml: &str, each: &mut dyn FnMut(Node<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        let broken = |at: u64| format!("XML that breaks off at byte {at}");
        match reader.read_event() {
            Ok(Event::Start(element)) => each(Node::Open(element.local_name().as_ref(), &element)),
            Ok(Event::End(element)) => each(Node::Close(element.local_name().as_ref())),
            Ok(Event::Text(text)) => each(Node::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => each(Node::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(entity)) => each(Node::Text(&resolved(&entity))),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(broken(reader.error_position())),
        }
    }
}

/// The character that is meant by a reference, or the reference as it stands.
fn resolved(entity: &quick_xml::events::BytesRef<'_>) -> String {
    let known = escape::resolve_predefined_entity(entity);
    entity
        .resolve_char_ref()
        .ok()
        .flatten()
        .map(String::from)
        .or_else(|| known.map(str::to_owned))
        .unwrap_or_else(|| format!("&{};", &**entity))
}

/// An attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).filter_map(Result::ok).find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| found.value.to_string(), |value| value.into_owned()))
}

/// The text of an XML document in the encoding that it declares.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, String> {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let declared = head.split("encoding=").nth(1).and_then(|rest| rest.get(1..)?.split(['"', '\'']).next());
    decode::decode(bytes.to_vec(), declared).map(|decoded| decoded.text)
}

/// The name of the root element, without prefix; none where there is none in sight.
pub(super) fn root(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let inner = rest.strip_prefix('<')?;
        let end = match inner {
            _ if inner.starts_with('?') => "?>",
            _ if inner.starts_with("!--") => "-->",
            // A document type may declare entities in brackets.
            _ if inner.starts_with('!') && inner.split('>').next()?.contains('[') => "]>",
            _ if inner.starts_with('!') => ">",
            _ => {
                let name = inner.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
                return name.rsplit(':').next().filter(|name| !name.is_empty()).map(str::to_owned);
            }
        };
        rest = inner.split_once(end)?.1.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> String {
        let mut out = String::new();
        let walked = walk(xml, &mut |node| match node {
            Node::Open(name, element) => out += &format!("<{name} {}>", attribute(element, "a").unwrap_or_default()),
            Node::Text(text) => out += text,
            Node::Close(_) => out += "|",
        });
        out + &walked.err().unwrap_or_default()
    }

    #[test]
    fn entities_of_its_own_are_not_expanded() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"12\"><!ENTITY b \"&a;&a;&a;&a;\">]><x a=\"&b;\">&b; &amp; &#x41;&nbsp;</x>";
        assert_eq!(text(bomb), "<x &b;>&b; & A&nbsp;|");
    }

    #[test]
    fn what_breaks_off_is_given_as_far_as_it_goes() {
        assert_eq!(text("<x><n:y a='1'>12</n:y><z"), "<x ><y 1>12|XML that breaks off at byte 22");
        assert_eq!(text("<x>a & b</y></x>"), "<x >a & b||");
    }

    #[test]
    fn roots() {
        let check = |head: &str, name: Option<&str>| assert_eq!(root(head.as_bytes()).as_deref(), name);
        check("\u{feff}<?xml version='1.0'?>\n<!-- <a> -->\n<!DOCTYPE b [<!ENTITY c \"d\">]>\n<rdf:RDF xmlns=''>", Some("RDF"));
        check("<!DOCTYPE html><html>", Some("html"));
        check("<br/>", Some("br"));
        check("12 dead <b>", None);
        check("<!-- no end", None);
    }
}
