//! `GET /openapi.json`: what there is to ask, and what is answered, as OpenAPI 3.1. Made from the list of routes that are served, so that none is missing.

mod forms;

use std::sync::LazyLock;

use axum::http::HeaderValue;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::{Body, Call, Gives, ROUTES, Word};
use crate::cache::JSON;
use forms::FORMS;

/// The document, as it is sent.
static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| sayso_io::wire::line(&document()));

pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(JSON))], DOCUMENT.as_slice()).into_response()
}

fn document() -> Value {
    let paths = ROUTES.iter().map(|route| {
        let calls = route.calls.iter().map(|call| (call.method.to_owned(), operation(route.path, call)));
        (route.path.to_owned(), Value::Object(calls.collect()))
    });
    let forms = FORMS.iter().map(|(name, about, fields)| {
        let mut form = object(fields);
        form["description"] = json!(about);
        ((*name).to_owned(), form)
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "The desk of sayso",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Figures in reports, and on whose say-so they stand. Every GET but those of jobs and events bears an ETag and may ask for the past: `at` an entry, `as_of` a day. \
                Positions in texts are Unicode code points. What changes anything is taken from the desk's own pages or from no browser.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/api/v1" }],
        "security": [{}, { "token": [] }],
        "paths": paths.collect::<Map<_, _>>(),
        "components": {
            "schemas": forms.collect::<Map<_, _>>(),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "Needed where others on the network can reach the desk" } },
        },
    })
}

fn operation(path: &str, call: &Call) -> Value {
    let inside = path.split(['{', '}']).skip(1).step_by(2).map(|name| parameter(name, "text", "path", ""));
    let asked = call.asks.iter().copied().flatten().map(|Word(name, kind, about)| parameter(name, kind, "query", about));
    let status = call.status.to_string();
    let mut operation = json!({
        "operationId": format!("{}{}", call.method, path.replace(['/', '{', '}', '.'], "_")),
        "summary": call.about,
        "parameters": inside.chain(asked).collect::<Vec<_>>(),
        "responses": {
            status: answer(call.gives),
            "default": { "description": "A problem", "content": { "application/problem+json": { "schema": reference("Problem") } } },
        },
    });
    match call.body {
        Body::None => {}
        Body::Json(form) => operation["requestBody"] = json!({ "required": true, "content": { JSON: { "schema": reference(form) } } }),
        Body::Bytes => operation["requestBody"] = json!({ "required": true, "content": { "application/octet-stream": {} } }),
    }
    operation
}

fn parameter(name: &str, kind: &str, place: &str, about: &str) -> Value {
    let mut parameter = json!({ "name": name, "in": place, "required": place == "path", "schema": one(kind) });
    if !about.is_empty() {
        parameter["description"] = json!(about);
    }
    parameter
}

fn answer(gives: Gives) -> Value {
    let content = match gives {
        Gives::Json(kind) => json!({ JSON: { "schema": schema(kind) } }),
        Gives::Media(kinds) => Value::Object(kinds.iter().map(|kind| ((*kind).to_owned(), json!({}))).collect()),
    };
    json!({ "description": "As asked", "content": content })
}

fn reference(form: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{form}") })
}

/// An object with these fields and no others.
fn object(fields: &'static str) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (name, kind) in all(fields) {
        let bare = kind.trim_end_matches('~');
        if bare == kind {
            required.push(json!(name));
        }
        properties.insert(name.to_owned(), schema(bare));
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// Names and types of fields, those taken over from other forms in their place.
fn all(fields: &'static str) -> Vec<(&'static str, &'static str)> {
    let of = |word: &'static str| match word.strip_prefix('+') {
        Some(form) => FORMS.iter().find(|(name, ..)| *name == form).map(|(.., fields)| all(fields)).unwrap_or_default(),
        None => word.split_once(':').into_iter().collect(),
    };
    fields.split(' ').flat_map(of).collect()
}

/// A type as [`forms`] writes them; `[]` behind one is a part of a list.
fn schema(kind: &str) -> Value {
    if let Some(of) = kind.strip_suffix('?') {
        let of = schema(of);
        return match of["type"].as_str() {
            Some(plain) if of.get("enum").is_none() => json!({ "type": [plain, "null"] }),
            _ => json!({ "anyOf": [of, { "type": "null" }] }),
        };
    }
    if let Some(of) = kind.strip_suffix("{}") {
        return json!({ "type": "object", "additionalProperties": schema(of) });
    }
    if let Some(of) = kind.strip_suffix("[]") {
        let properties =
            json!({ "total": one("int"), "items": { "type": "array", "items": schema(of) }, "next": { "type": ["integer", "null"] } });
        return json!({ "type": "object", "properties": properties, "required": ["total", "items", "next"], "additionalProperties": false });
    }
    match kind.strip_suffix('*') {
        Some(of) => json!({ "type": "array", "items": schema(of) }),
        None => one(kind),
    }
}

fn one(kind: &str) -> Value {
    match kind {
        "text" => json!({ "type": "string" }),
        "int" => json!({ "type": "integer" }),
        "num" => json!({ "type": "number" }),
        "bool" => json!({ "type": "boolean" }),
        words if words.contains('|') => json!({ "type": "string", "enum": words.split('|').collect::<Vec<_>>() }),
        form => reference(form),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_form_that_is_named_is_there() {
        let written = document().to_string();
        let known = FORMS.iter().map(|(name, ..)| *name).collect::<BTreeSet<_>>();
        assert_eq!(known.len(), FORMS.len());
        let named = written.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect::<BTreeSet<_>>();
        assert_eq!(named, known.iter().copied().filter(|name| *name != "Ends").collect());
    }
}
