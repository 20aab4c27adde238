//! Every URL, once: what it is for, what it reads and answers, who may call it, its handler.

use axum::Router;
use axum::extract::Request;
use axum::routing::{MethodRouter, get, post};

use crate::context::{Exchange, Feature};
use crate::middleware::{around, protected};
use crate::parts::Reads;
use crate::routes::verb::{self, Verb};
use crate::routes::{batch, docs, health, languages, metrics, quota};
use crate::state::AppState;

/// One address.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) id: &'static str,
    /// One sentence, for people.
    pub(crate) about: &'static str,
    /// What a caller's plan must include; none where nobody need be known.
    pub(crate) feature: Option<Feature>,
    pub(crate) asked: Asked,
    /// Schema of the answer; none where it is no JSON of ours.
    pub(crate) answer: Option<&'static str>,
    /// Content type of such an answer.
    pub(crate) kind: &'static str,
    handler: MethodRouter<AppState>,
}

/// What an address reads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked {
    Nothing,
    Verb(Verb),
    /// A schema of the server's own.
    Schema(&'static str, Reads),
}

/// An address for anyone.
fn open(path: &'static str, id: &'static str, about: &'static str, handler: MethodRouter<AppState>) -> Route {
    let (method, kind) = ("get", "application/json");
    Route { method, path, id, about, feature: None, asked: Asked::Nothing, answer: None, kind, handler }
}

/// An address for callers.
fn known(
    path: &'static str,
    id: &'static str,
    about: &'static str,
    feature: Feature,
    handler: MethodRouter<AppState>,
) -> Route {
    Route { feature: Some(feature), ..open(path, id, about, handler) }
}

/// The address of a verb.
fn does(path: &'static str, id: &'static str, about: &'static str, feature: Feature, verb: Verb) -> Route {
    let handler = post(move |exchange: Exchange, request: Request| verb::handle(exchange, verb, request));
    Route { method: "post", asked: Asked::Verb(verb), ..known(path, id, about, feature, handler) }
}

impl Route {
    fn answers(self, schema: &'static str) -> Self {
        Self { answer: Some(schema), ..self }
    }

    fn writes(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    fn reads(self, schema: &'static str, reads: Reads) -> Self {
        Self { method: "post", asked: Asked::Schema(schema, reads), ..self }
    }
}

/// All of them.
pub(crate) fn table() -> Vec<Route> {
    use Feature::{Account, Batch, Compliance, Export, Extract, Facturx};
    vec![
        does("/v1/ocr/upload", "upload", "Lit un document.", Extract, verb::UPLOAD).answers("Extraction"),
        does("/v1/ocr/base64", "base64", "Lit un document en base64.", Extract, verb::BASE64).answers("Extraction"),
        known("/v1/ocr/batch", "batch", "Lit jusqu'à dix documents.", Batch, post(batch::handle))
            .reads("BatchParts", batch::READS)
            .answers("BatchAnswer"),
        does("/v1/facturx/parse", "parse", "Lit le XML d'une facture électronique.", Facturx, verb::PARSE)
            .answers("Extraction"),
        does("/v1/facturx/validate", "validate", "Juge une facture électronique.", Facturx, verb::VALIDATE)
            .answers("Report"),
        does("/v1/facturx/generate", "generate", "Écrit une Factur-X.", Facturx, verb::GENERATE).answers("Generated"),
        does("/v1/facturx/xml", "xml", "Écrit le XML d'une facture.", Facturx, verb::XML).answers("Xml"),
        does("/v1/facturx/convert", "convert", "Lit un document et l'écrit en Factur-X.", Facturx, verb::CONVERT)
            .answers("Generated"),
        does("/v1/compliance/check", "check", "Juge un document, ou `invoice`, par la loi.", Compliance, verb::CHECK)
            .answers("Report"),
        does(
            "/v1/compliance/validate-vat",
            "validate_vat",
            "Juge un numéro de TVA par ce qu'il dit.",
            Compliance,
            verb::VAT,
        )
        .answers("VatReport"),
        does("/v1/export", "export", "Écrit des lectures dans un autre format.", Export, verb::EXPORT)
            .answers("Exported"),
        known("/v1/languages", "languages", "Langues et moteurs d'ici.", Account, get(languages::languages))
            .answers("Languages"),
        known("/v1/quota", "quota", "Ce qui reste de la formule.", Account, get(quota::quota)).answers("Quota"),
        open("/health", "health", "L'état du serveur.", get(health::health)).answers("Health"),
        open("/health/live", "live", "Le serveur répond.", get(health::live)).answers("Alive"),
        open("/health/ready", "ready", "Le serveur peut travailler.", get(health::ready)).answers("Alive"),
        open("/metrics", "metrics", "Ce que le serveur mesure.", get(metrics::guarded)).writes("text/plain"),
        open("/openapi.json", "openapi", "Cette description.", get(docs::openapi)),
        open("/docs", "docs", "La référence, dans un navigateur.", get(docs::page)).writes("text/html"),
        open("/docs/{file}", "docs_file", "Ce qu'il faut à cette page.", get(docs::asset)).writes("text/*"),
    ]
}

/// The whole server as a service.
pub(crate) fn router(state: AppState) -> Router {
    let mut routes = Router::new();
    for route in table() {
        let alone = Router::new().route(route.path, route.handler);
        routes = routes.merge(match route.feature {
            Some(feature) => protected(alone, feature, &state),
            None => alone,
        });
    }
    around(routes).with_state(state)
}
