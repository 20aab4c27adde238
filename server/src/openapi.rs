//! The OpenAPI 3.1 description, from the table of routes and the schemas of the verbs: it says what the code does.

use std::collections::BTreeSet;

use ocr_facture::ErrorKind;
use serde_json::{Map, Value, json};

use crate::config::Feature;
use crate::error::status;
use crate::parts::{Need, Reads};
use crate::router::{Asked, Route, table};

/// Schemas of what the verbs are asked with, and of what they answer.
const REQUESTS: &str = include_str!("../../docs/schema/requests.json");
const ANSWERS: &str = include_str!("../../docs/schema/answers.json");
/// Schemas of what is the server's own.
const OWN: &str = include_str!("../openapi.schemas.json");

/// Errors an address that does work may answer with.
pub(crate) const CODES: &[ErrorKind] = &[
    ErrorKind::InvalidInput,
    ErrorKind::Unauthorized,
    ErrorKind::Forbidden,
    ErrorKind::NotFound,
    ErrorKind::MethodNotAllowed,
    ErrorKind::Conflict,
    ErrorKind::Gone,
    ErrorKind::TooLarge,
    ErrorKind::UnsupportedMediaType,
    ErrorKind::Encrypted,
    ErrorKind::Unreadable,
    ErrorKind::InvalidInvoice,
    ErrorKind::LanguageUnavailable,
    ErrorKind::OcrUnavailable,
    ErrorKind::Timeout,
    ErrorKind::IdempotencyKeyReused,
    ErrorKind::RateLimited,
    ErrorKind::QuotaExceeded,
    ErrorKind::Internal,
    ErrorKind::Unavailable,
];

/// Under what the reference tells its addresses, in this order.
const TAGS: [&str; 6] = ["Lecture", "Factur-X", "Conformité", "Export", "Compte", "Serveur"];

fn tag(feature: Option<Feature>) -> &'static str {
    let [read, facturx, compliance, export, account, server] = TAGS;
    match feature {
        Some(Feature::Extract | Feature::Batch) => read,
        Some(Feature::Facturx) => facturx,
        Some(Feature::Compliance) => compliance,
        Some(Feature::Export) => export,
        Some(Feature::Account) => account,
        None => server,
    }
}

/// The document, as it is served and committed in `docs/openapi.json`.
pub fn text() -> String {
    let document = document();
    // A value of maps and texts always goes to JSON.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn document() -> Value {
    let schemas = schemas();
    let mut paths: Map<String, Value> = Map::new();
    for route in table() {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method] = operation(&route, &schemas);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "ocr-facture",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Toute facture française en entrée, des données vérifiées en sortie. Une réponse 200 porte le JSON du verbe, le même qu'en mode local.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": TAGS.map(|name| json!({ "name": name })),
        "security": [{ "bearer": [] }, { "key": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer" },
                "key": { "type": "apiKey", "in": "header", "name": "X-API-Key" },
            },
        },
    })
}

fn operation(route: &Route, schemas: &Map<String, Value>) -> Value {
    let mut operation = json!({
        "operationId": route.id,
        "summary": route.about,
        "tags": [tag(route.feature)],
        "parameters": parameters(route),
        "responses": responses(route),
    });
    if route.feature.is_none() {
        operation["security"] = json!([]);
    }
    let (reads, form) = match route.asked {
        Asked::Nothing => return operation,
        Asked::Verb(verb) => (verb.reads, verb_schema(schemas, verb.name)),
        Asked::Schema(name, reads) => (reads, schemas.get(name).cloned().unwrap_or_default()),
    };
    let mut content = Map::new();
    let by_hand = match route.asked {
        Asked::Verb(verb) => verb.by_hand.map(|name| verb_schema(schemas, name)),
        _ => None,
    };
    for (kind, is_form) in [("application/json", false), ("multipart/form-data", true)] {
        if !(if is_form { reads.form } else { reads.json }) {
            continue;
        }
        let mut schema = with_document(form.clone(), reads, is_form);
        if let Some(fields) = by_hand.as_ref().and_then(|other| other["properties"].as_object()) {
            // With a document, or with the invoice in its place.
            fields.iter().for_each(|(name, field)| schema["properties"][name] = field.clone());
        }
        let mut media = json!({ "schema": schema });
        if is_form {
            media["encoding"] = encoding(&form, by_hand.as_ref());
        }
        content.insert(kind.into(), media);
    }
    operation["requestBody"] = json!({ "required": true, "content": content });
    operation
}

/// The fields of a verb: its request without `verb`, which the address says.
fn verb_schema(schemas: &Map<String, Value>, name: &str) -> Value {
    let variants = schemas.get("Request").and_then(|r| r["oneOf"].as_array()).cloned().unwrap_or_default();
    let mut schema = variants.into_iter().find(|v| v["properties"]["verb"]["const"] == name).unwrap_or_default();
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.remove("verb");
    }
    if let Some(required) = schema["required"].as_array_mut() {
        required.retain(|field| field != "verb");
    }
    schema
}

/// The same, with the document beside them.
fn with_document(mut schema: Value, reads: Reads, form: bool) -> Value {
    let (name, document) = match (reads.document, form) {
        (Need::None, _) => return schema,
        (Need::Several, _) => return schema,
        (_, true) => ("file", json!({ "type": "string", "format": "binary", "description": "Le document." })),
        (_, false) => (
            "document",
            json!({
                "type": "string",
                "contentEncoding": "base64",
                "description": "Le document en base64, avec ou sans `data:` devant.",
            }),
        ),
    };
    schema["properties"][name] = document;
    if reads.document == Need::Required {
        match schema["required"].as_array_mut() {
            Some(required) => required.push(name.into()),
            None => schema["required"] = json!([name]),
        }
    }
    schema
}

/// Fields that are no word travel as JSON in a form.
fn encoding(schema: &Value, other: Option<&Value>) -> Value {
    let fields = [Some(schema), other].into_iter().flatten().filter_map(|s| s["properties"].as_object());
    let json = fields.flatten().filter(|(name, _)| matches!(name.as_str(), "options" | "invoice" | "documents"));
    json.map(|(name, _)| (name.clone(), json!({ "contentType": "application/json" }))).collect::<Map<_, _>>().into()
}

fn parameters(route: &Route) -> Value {
    let mut parameters: Vec<Value> = vec![];
    let path = route.path.split('{').nth(1).and_then(|rest| rest.split('}').next());
    if let Some(name) = path {
        parameters.push(json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    }
    if route.method == "post" {
        parameters.push(json!({
            "name": "Idempotency-Key",
            "in": "header",
            "required": false,
            "description": "La même demande, envoyée deux fois sous la même clé, n'est faite qu'une fois.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
        }));
    }
    parameters.into()
}

fn responses(route: &Route) -> Value {
    let mut responses = Map::new();
    let content = match route.answer {
        Some(name) => json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } }),
        None => json!({ route.kind: { "schema": { "type": "string" } } }),
    };
    let id = json!({ "X-Request-ID": { "required": true, "schema": { "type": "string" } } });
    responses.insert("200".into(), json!({ "description": "OK", "headers": id, "content": content }));
    let codes: BTreeSet<u16> = match (route.feature, &route.asked) {
        (None, _) => [400, 404, 500, 503].into(),
        (Some(_), Asked::Nothing) => [400, 401, 403, 429, 500, 503].into(),
        _ => CODES.iter().map(|kind| status(*kind).as_u16()).filter(|s| ![405, 410].contains(s)).collect(),
    };
    for code in codes {
        let named: Vec<&str> = CODES.iter().filter(|k| status(**k).as_u16() == code).map(|k| k.code()).collect();
        let mut headers = id.clone();
        if [409, 429, 503].contains(&code) {
            headers["Retry-After"] = json!({ "required": true, "schema": { "type": "string", "pattern": "^[0-9]+$" } });
        }
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        responses.insert(
            code.to_string(),
            json!({
                "description": named.join(", "),
                "headers": headers,
                "content": { "application/problem+json": { "schema": schema } },
            }),
        );
    }
    responses.into()
}

/// Every schema under one name; what is asked with differs from what is answered where the same type has two.
fn schemas() -> Map<String, Value> {
    let defs = |text: &str| -> Map<String, Value> {
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        document["$defs"].as_object().cloned().unwrap_or_default()
    };
    let (requests, answers) = (defs(REQUESTS), defs(ANSWERS));
    let differs = |name: &str| answers.get(name).is_some_and(|answer| Some(answer) != requests.get(name));
    let mut all = Map::new();
    for (name, schema) in &answers {
        all.insert(name.clone(), moved(schema, &|name| name.to_owned()));
    }
    let given = |name: &str| if differs(name) { format!("{name}Input") } else { name.to_owned() };
    for (name, schema) in &requests {
        all.insert(given(name), moved(schema, &given));
    }
    all.extend(defs(OWN));
    all
}

/// The schema with its references where OpenAPI keeps them.
fn moved(schema: &Value, renamed: &dyn Fn(&str) -> String) -> Value {
    match schema {
        Value::Object(map) => {
            let step = |(key, value): (&String, &Value)| {
                let value = match value.as_str().and_then(|text| text.strip_prefix("#/$defs/")) {
                    Some(name) if key == "$ref" => json!(format!("#/components/schemas/{}", renamed(name))),
                    _ => moved(value, renamed),
                };
                (key.clone(), value)
            };
            let mut moved: Map<String, Value> = map.iter().map(step).collect();
            bounded(&mut moved);
            Value::Object(moved)
        }
        Value::Array(items) => items.iter().map(|item| moved(item, renamed)).collect(),
        other => other.clone(),
    }
}

/// Says the width of an integer by its bound: readers of the description know no format of that name, and guess.
fn bounded(schema: &mut Map<String, Value>) {
    let most = match schema.get("format").and_then(Value::as_str) {
        Some("uint8") => Some(u64::from(u8::MAX)),
        Some("uint16") => Some(u64::from(u16::MAX)),
        Some("uint32") => Some(u64::from(u32::MAX)),
        // Past what most readers hold in a number.
        Some("uint64" | "uint") => None,
        _ => return,
    };
    schema.remove("format");
    if let Some(most) = most {
        schema.insert("maximum".into(), most.into());
    }
}
