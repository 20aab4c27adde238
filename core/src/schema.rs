//! The public format as JSON Schema, from the types themselves: what the bindings' types are drawn from.

use std::collections::BTreeMap;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, json_schema};
use serde_json::{Value, json};

use crate::api::{Extraction, Generated, Languages, Quota};
use crate::check::{Report, VatReport};
use crate::error::{Error, ErrorKind, Reason};
use crate::image::{Preprocess, Steps, Want};
use crate::verbs::Request;

/// Schema of every answer: `extract`, `check` and `validate`, `generate_facturx`, the small verbs, and errors, by their names in `$defs`.
pub fn answers() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.subschema_for::<Extraction>();
    generator.subschema_for::<Report>();
    generator.subschema_for::<Generated>();
    generator.subschema_for::<VatReport>();
    generator.subschema_for::<Languages>();
    generator.subschema_for::<Quota>();
    generator.subschema_for::<Error>();
    document(generator, "What the verbs of ocr-facture answer.")
}

/// Schema of every request: the verbs of [`crate::verbs`], with their options and the invoice handed in.
pub fn requests() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    generator.subschema_for::<Request>();
    document(generator, "What the verbs of ocr-facture are asked with.")
}

fn document(mut generator: SchemaGenerator, description: &str) -> Value {
    let definitions: BTreeMap<String, Value> = generator.take_definitions(true).into_iter().collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": crate::api::SCHEMA,
        "description": description,
        "$defs": definitions,
    })
}

/// As it is written: `{"code", "message", "context", "reasons"}`.
impl JsonSchema for Error {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Error".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({
            "description": "Why a verb has no answer.",
            "type": "object",
            "properties": {
                "code": generator.subschema_for::<ErrorKind>(),
                "message": { "type": "string", "description": "What to do, for people; French." },
                "context": {
                    "type": "object",
                    "description": "What it was about: a limit's name, a page number, a path.",
                    "additionalProperties": { "type": "string" },
                },
                "reasons": {
                    "type": "array",
                    "description": "All that is missing or wrong in the invoice handed in; left out where there is nothing.",
                    "items": generator.subschema_for::<Reason>(),
                },
            },
            "required": ["code", "message", "context"],
        })
    }
}

/// As it is read: a word, or the steps.
impl JsonSchema for Preprocess {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Preprocess".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({
            "description": "What is done to pictures before they are read: `auto`, `none`, or steps. Steps that are not \
                named are decided from the picture.",
            "anyOf": [{ "enum": ["auto", "none"] }, generator.subschema_for::<Steps>()],
        })
    }
}

/// As it is read: yes, no, how much, or as the picture asks.
impl JsonSchema for Want {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Want".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({
            "description": "Whether to do a step, and how much: 0 is not at all; null leaves it to the picture.",
            "type": ["boolean", "number", "null"],
            "minimum": 0,
            "maximum": 1,
        })
    }
}
