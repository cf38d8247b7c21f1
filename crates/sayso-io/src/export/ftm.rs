//! Reports and sources as entities of FollowTheMoney, one JSON object a line: what investigators' tools take in.
//!
//! Private people, the described ("Western officials") and the anonymous are no entities. Countries are left out: that model wants codes of two letters.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use sayso::claim::Role;
use sayso::ledger::Filed;
use sayso::ledger::source::{self, Sort};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::folder::Folder;
use super::rows::Source;

/// Writes the entities, each once. Gives how many.
pub(super) fn write(folder: &Folder, source: &Source<'_, '_>) -> io::Result<u64> {
    let mut out = folder.file("entities.ftm.json")?;
    let mut entities = BTreeMap::<String, Value>::new();
    let mut add = |entity: Value| drop(entities.insert(entity["id"].as_str().unwrap_or_default().to_owned(), entity));
    let mut linked = BTreeSet::new();
    source.each_report(&mut |_, held| {
        for claim in &held {
            for link in &claim.say_so {
                let Some(who) = source.book.resolve(claim, link).map(|resolved| resolved.source) else { continue };
                if schema(who.sort).is_some() && !source.names.withholds(claim.report, &link.name) {
                    linked.insert((claim.report, who.id.clone(), link.role));
                    add_source(source, &who, &mut add);
                }
            }
        }
        Ok(())
    })?;
    for filed in source.book.reports().values() {
        add(article(source, filed));
    }
    for (report, who, role) in &linked {
        if let Some(filed) = source.book.reports().get(report) {
            add(documentation(&article_id(filed), &source_id(who), *role));
        }
    }
    for entity in entities.values() {
        crate::wire::write(&mut out, entity)?;
    }
    out.finish()?;
    Ok(entities.len() as u64)
}

/// What a source is there; none for those that are no entity.
const fn schema(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::State => Some("PublicBody"),
        Sort::Body | Sort::Outlet | Sort::Group => Some("Organization"),
        Sort::Person => Some("Person"),
        Sort::Private | Sort::Described | Sort::Anonymous => None,
    }
}

/// A source and those above it.
fn add_source(source: &Source<'_, '_>, who: &source::Source, add: &mut impl FnMut(Value)) {
    let sources = source.book.sources();
    for one in [who].into_iter().chain(sources.parents(who)) {
        let Some(schema) = schema(one.sort) else { continue };
        let mut properties = json!({ "name": [one.name] });
        if let Some(parent) =
            one.parent.as_deref().filter(|parent| sources.get(parent).is_some_and(|parent| self::schema(parent.sort).is_some()))
        {
            match one.sort {
                Sort::Person => add(membership(&source_id(&one.id), &source_id(parent))),
                _ => properties["parent"] = json!([source_id(parent)]),
            }
        }
        add(json!({ "id": source_id(&one.id), "schema": schema, "properties": properties }));
    }
}

fn article(source: &Source<'_, '_>, filed: &Filed) -> Value {
    let one = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
    let title = filed.title.as_deref().map(|title| source.words(filed.seq, title));
    let address = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
    json!({
        "id": article_id(filed),
        "schema": "Article",
        "properties": {
            "title": one(title),
            "fileName": [filed.id],
            "sourceUrl": one(filed.url.as_deref().filter(address).map(str::to_owned)),
            "publisher": one(filed.outlet.clone()),
            "publishedAt": one(filed.published.map(|date| date.to_string())),
            "retrievedAt": [filed.at],
        },
    })
}

/// A report tells of a source.
fn documentation(document: &str, entity: &str, role: Role) -> Value {
    let id = hash(&format!("documentation {document} {entity} {}", role.name()));
    json!({ "id": id, "schema": "Documentation", "properties": { "document": [document], "entity": [entity], "role": [role.name()] } })
}

/// A person speaks for a body.
fn membership(member: &str, organization: &str) -> Value {
    let id = hash(&format!("membership {member} {organization}"));
    json!({ "id": id, "schema": "Membership", "properties": { "member": [member], "organization": [organization], "role": ["speaks for"] } })
}

fn article_id(filed: &Filed) -> String {
    format!("sayso-report-{}", filed.digest)
}

fn source_id(id: &str) -> String {
    format!("sayso-source-{id}")
}

/// The same in every export.
fn hash(words: &str) -> String {
    let digest = crate::wire::hex(&Sha256::digest(words)[..10]);
    format!("sayso-{digest}")
}
