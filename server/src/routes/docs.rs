//! `/docs`: the reference in a browser, served from this binary; `/openapi.json`; `/docs/errors`.

use std::io::Read;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use ocr_facture::{Error, ErrorKind};

use crate::context::Lang;
use crate::error::{Refused, status, title};
use crate::openapi;

/// Nothing from elsewhere, nothing inline but the styles that Swagger UI sets on its own elements.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

const PAGE: &str = r#"<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>ocr-facture</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
"#;

const START: &str = r##"SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", validatorUrl: null });
"##;

static OPENAPI: LazyLock<Bytes> = LazyLock::new(|| openapi::text().into());
static STYLE: LazyLock<Option<Bytes>> = LazyLock::new(|| unpacked("swagger-ui.css"));
static SCRIPT: LazyLock<Option<Bytes>> = LazyLock::new(|| unpacked("swagger-ui-bundle.js"));

/// `GET /openapi.json`.
pub(crate) async fn openapi() -> Response {
    file("application/json", OPENAPI.clone())
}

/// `GET /docs`.
pub(crate) async fn page() -> Response {
    file("text/html; charset=utf-8", Bytes::from_static(PAGE.as_bytes()))
}

/// `GET /docs/{file}`: what the page needs.
pub(crate) async fn asset(Path(name): Path<String>) -> std::result::Result<Response, Refused> {
    let script = "text/javascript; charset=utf-8";
    let found = match name.as_str() {
        "swagger-ui.css" => STYLE.clone().map(|style| ("text/css; charset=utf-8", style)),
        "swagger-ui-bundle.js" => SCRIPT.clone().map(|bundle| (script, bundle)),
        "start.js" => Some((script, Bytes::from_static(START.as_bytes()))),
        "errors" => Some(("text/html; charset=utf-8", errors().into())),
        _ => None,
    };
    let (kind, bytes) = found.ok_or_else(|| Error::new(ErrorKind::NotFound, "Cette page n'existe pas."))?;
    Ok(file(kind, bytes))
}

fn file(kind: &'static str, bytes: Bytes) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, bytes).into_response()
}

/// A file of Swagger UI, out of its archive.
fn unpacked(name: &str) -> Option<Bytes> {
    let archive = std::io::Cursor::new(utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED);
    let mut archive = zip::ZipArchive::new(archive).ok()?;
    let wanted = format!("/dist/{name}");
    let place =
        (0..archive.len()).find(|i| matches!(archive.name_for_index(*i), Some(Ok(path)) if path.ends_with(&wanted)))?;
    let mut bytes = Vec::new();
    archive.by_index(place).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes.into())
}

/// What each code means; the `type` of a problem leads here.
fn errors() -> String {
    let row = |kind: ErrorKind| {
        let (code, status) = (kind.code(), status(kind).as_u16());
        let (fr, en) = (title(kind, Lang::Fr), title(kind, Lang::En));
        format!("<tr id=\"{code}\"><td><code>{code}</code></td><td>{status}</td><td>{fr}</td><td>{en}</td></tr>\n")
    };
    let rows: String = openapi::CODES.iter().copied().map(row).collect();
    format!(
        "<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Erreurs d'ocr-facture</title></head>\n\
         <body><h1>Erreurs</h1><table>\n<tr><th>code</th><th>HTTP</th><th>fr</th><th>en</th></tr>\n{rows}</table></body></html>\n"
    )
}
