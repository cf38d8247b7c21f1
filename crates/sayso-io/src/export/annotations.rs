//! Claims as W3C Web Annotations (JSON-LD): one annotation a claim, on the numeral, with the claim as its body.

use std::io::{self, Write};

use sayso::ledger::Held;
use sayso::ledger::judge::Field;
use serde_json::{Map, Value, json};

use super::folder::Folder;
use super::rows::Source;

/// How much of the text stands on either side of a quote, in code points.
const AROUND: usize = 32;

/// The fields of a claim in its body, by their names on the wire; the chain of say-so comes beside them.
const FIELDS: [Field; 17] = [
    Field::Low,
    Field::High,
    Field::Quantifier,
    Field::Hedge,
    Field::Kind,
    Field::Unit,
    Field::Counted,
    Field::Measure,
    Field::Offence,
    Field::Side,
    Field::Place,
    Field::Period,
    Field::Stance,
    Field::RepeatOf,
    Field::PartOf,
    Field::Base,
    Field::Currency,
];

/// Writes one page of annotations. Gives how many.
pub(super) fn write(folder: &Folder, source: &Source<'_, '_>) -> io::Result<u64> {
    let mut out = folder.file("annotations.jsonld")?;
    let mut count = 0;
    let context = json!(["http://www.w3.org/ns/anno.jsonld", { "sayso": "urn:sayso:" }]);
    write!(out, "{{\"@context\": {context}, \"id\": \"urn:sayso:annotations\", \"type\": \"AnnotationPage\", \"items\": [")?;
    source.each_report(&mut |_, held| {
        let text = held.first().and_then(|claim| source.book.view.text(claim.report).ok()).unwrap_or_default();
        let points = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect::<Vec<_>>();
        for claim in &held {
            let comma = if count == 0 { "\n" } else { ",\n" };
            write!(out, "{comma}{}", annotation(source, &text, &points, claim))?;
            count += 1;
        }
        Ok(())
    })?;
    out.write_all(b"\n]}\n")?;
    out.finish()?;
    Ok(count)
}

fn annotation(source: &Source<'_, '_>, text: &str, points: &[usize], claim: &Held) -> Value {
    let filed = source.book.report(claim);
    let digest = filed.map(|filed| filed.digest.as_str()).unwrap_or_default();
    let place = filed.and_then(|filed| filed.url.clone()).unwrap_or_else(|| format!("urn:sayso:report:{digest}"));
    let slice = |from: usize, to: usize| {
        let byte = |point: usize| points.get(point).copied().unwrap_or(text.len());
        source.words(claim.report, text.get(byte(from)..byte(to)).unwrap_or_default())
    };
    // Whole words only: half a name would not be known as one.
    let whole = |from: usize, forward: bool| {
        let letter = |point: usize| points.get(point).and_then(|byte| text.get(*byte..)?.chars().next()).is_some_and(char::is_alphanumeric);
        let cut = |point: usize| point > 0 && letter(point - 1) && letter(point);
        let far = if forward { from.saturating_add(AROUND).min(points.len()) } else { from.saturating_sub(AROUND) };
        let mut between = if forward { (from..=far).rev().collect::<Vec<_>>() } else { (far..=from).collect() }.into_iter();
        between.find(|point| !cut(*point)).unwrap_or(from)
    };
    let mut annotation = json!({
        "id": format!("urn:sayso:claim:{digest}:{}", claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "target": {
            "source": place,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": slice(claim.start, claim.end),
                    "prefix": slice(whole(claim.start, false), claim.start),
                    "suffix": slice(claim.end, whole(claim.end, true)),
                },
                { "type": "TextPositionSelector", "start": claim.start, "end": claim.end },
            ],
        },
        "body": body(source, claim),
    });
    if let Some(accepted) = source.book.view.judgements().accepted(&claim.id) {
        annotation["sayso:acceptedBy"] = json!(accepted.by);
    }
    annotation
}

fn body(source: &Source<'_, '_>, claim: &Held) -> Value {
    let words = |words: String| Value::String(source.words(claim.report, &words));
    let mut body = Map::from_iter([
        ("type".to_owned(), json!("sayso:Claim")),
        ("purpose".to_owned(), json!("describing")),
        ("sayso:id".to_owned(), json!(claim.id)),
    ]);
    for field in FIELDS {
        if let Some(value) = field.of(claim) {
            body.insert(format!("sayso:{}", field.name()), words(value));
        }
    }
    let link = |link: &sayso::claim::Link| json!({ "sayso:name": source.name(claim, link), "sayso:role": link.role.name(), "sayso:named": link.named.name() });
    body.insert("sayso:say_so".to_owned(), json!({ "@list": claim.say_so.iter().map(link).collect::<Vec<_>>() }));
    if !claim.corrected.is_empty() {
        let kept = claim.corrected.iter().map(|kept| {
            let was = kept.was.clone().map(words);
            json!({ "sayso:field": kept.field, "sayso:was": was, "sayso:by": kept.by })
        });
        body.insert("sayso:corrected".to_owned(), kept.collect());
    }
    Value::Object(body)
}
