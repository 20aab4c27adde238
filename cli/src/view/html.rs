//! The page itself. Everything is in the markup, so that it reads and prints without its script; the script only links.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ocr_facture::api::{PageInfo, Warning};
use ocr_facture::export::label::{Lang, group, label, order};
use ocr_facture::invoice::{Leaf, leaves};
use ocr_facture::{Evidence, Extraction, Origin};
use sha2::{Digest, Sha256};

use crate::say::pick;
use crate::text::{clean, field, percent};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Fields every invoice has; said when they were not found.
const EXPECTED: &[&str] =
    &["number", "issue_date", "seller.name", "buyer.name", "totals.net", "totals.tax", "totals.gross"];

/// Warnings shown at once; the others are folded.
const SHOWN_WARNINGS: usize = 4;

/// Writes the page. `picture` gives the `data:` URI of a page, or nothing when it cannot be drawn.
pub(super) fn write(
    name: &str,
    extraction: &Extraction,
    lang: Lang,
    picture: &mut dyn FnMut(&PageInfo) -> Option<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut leaves = leaves(&extraction.invoice);
    leaves.sort_by_cached_key(|leaf| order(&leaf.path));
    let view = View { extraction, lang, leaves };
    let (has_pages, html_lang) = (!extraction.document.pages.is_empty(), pick(lang, "fr", "en"));
    let title = format!("{} · {}", extraction.invoice.number.as_deref().unwrap_or("—"), name);
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{html_lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src '{}'; \
         script-src '{}'; base-uri 'none'; form-action 'none'\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body class=\"{}\">",
        hash(STYLE),
        hash(SCRIPT),
        escape(&title),
        if has_pages { "paged" } else { "unpaged" },
    )?;
    out.write_all(view.head(name).as_bytes())?;
    out.write_all(b"<main>\n")?;
    if has_pages {
        writeln!(out, "<div class=\"pages\" role=\"group\" aria-label=\"{}\">", pick(lang, "Pages", "Pages"))?;
        for page in &extraction.document.pages {
            out.write_all(view.page(page.number, page.width, page.height, picture(page)).as_bytes())?;
        }
        out.write_all(b"</div>\n")?;
    }
    out.write_all(view.list().as_bytes())?;
    writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

/// A value, what stands behind it, and its number on this page.
type Row<'a> = (usize, &'a Leaf, &'a Evidence);

struct View<'a> {
    extraction: &'a Extraction,
    lang: Lang,
    leaves: Vec<Leaf>,
}

impl View<'_> {
    fn t<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        pick(self.lang, fr, en)
    }

    /// Who bills whom, what for, and what to be careful about.
    fn head(&self, name: &str) -> String {
        let Extraction { invoice, warnings, .. } = self.extraction;
        let currency = invoice.currency.as_deref();
        let text = |value: Option<&str>| value.map_or_else(|| "—".to_owned(), escape);
        let kind = if invoice.is_credit_note() { self.t("Avoir", "Credit note") } else { self.t("Facture", "Invoice") };
        let total = invoice.totals.gross.map(|v| field("totals.gross", &v.to_string(), currency, self.lang));
        let parties = match (invoice.seller.name.as_deref(), invoice.buyer.name.as_deref()) {
            (None, None) => String::new(),
            (seller, buyer) => format!("<p>{} → {}</p>", text(seller), text(buyer)),
        };
        let mut html = format!(
            "<header>\n<div class=\"what\"><h1>{kind} {}</h1>{parties}</div>\n\
             <p class=\"total\"><span>{}</span><strong>{}</strong></p>\n<p class=\"file\">{}</p>\n",
            text(invoice.number.as_deref()),
            self.t("Total TTC", "Total with VAT"),
            text(total.as_deref()),
            escape(name),
        );
        html.push_str("</header>\n");
        let absent = |path: &&&str| !self.leaves.iter().any(|l| l.path == **path);
        let missing: Vec<_> = EXPECTED.iter().filter(absent).map(|p| self.full_label(p)).collect();
        if !warnings.is_empty() || !missing.is_empty() {
            let _ = writeln!(
                html,
                "<section class=\"warnings\" aria-label=\"{}\"><ul>",
                self.t("Avertissements", "Warnings")
            );
            for warning in warnings.iter().take(SHOWN_WARNINGS) {
                html.push_str(&self.warning(warning));
            }
            if !missing.is_empty() {
                let said = self.t("Non trouvé", "Not found");
                let _ = writeln!(html, "<li><span class=\"code\">{said}</span> {}</li>", escape(&missing.join(", ")));
            }
            html.push_str("</ul>\n");
            let folded = &warnings[warnings.len().min(SHOWN_WARNINGS)..];
            if !folded.is_empty() {
                let more = self.t("autres avertissements", "more warnings");
                let rows: String = folded.iter().map(|w| self.warning(w)).collect();
                let _ = writeln!(html, "<details><summary>{} {more}</summary><ul>{rows}</ul></details>", folded.len());
            }
            html.push_str("</section>\n");
        }
        html
    }

    fn warning(&self, warning: &Warning) -> String {
        let fields: String = warning.fields.iter().map(|p| self.link(p)).collect();
        let (code, message) = (escape(&warning.code), escape(&warning.message));
        format!("<li><span class=\"code\">{code}</span> {message} {fields}</li>\n")
    }

    /// A field named in a warning, as a way to it.
    fn link(&self, path: &str) -> String {
        match self.leaves.iter().position(|l| l.path == path) {
            Some(i) => format!("<a href=\"#f{i}\" data-field=\"{i}\">{}</a> ", escape(&self.full_label(path))),
            None => format!("<span>{}</span> ", escape(&self.full_label(path))),
        }
    }

    fn page(&self, number: u32, width: f32, height: f32, picture: Option<String>) -> String {
        let caption = format!("{} {number}", self.t("Page", "Page"));
        let mut html = format!(
            "<figure class=\"page\" id=\"p{number}\"><figcaption>{caption}</figcaption>\n\
             <svg viewBox=\"0 0 {width:.1} {height:.1}\" role=\"img\" aria-label=\"{caption}\">\n"
        );
        match picture {
            Some(uri) => {
                let _ = writeln!(html, "<image href=\"{uri}\" width=\"{width:.1}\" height=\"{height:.1}\"/>");
            }
            None => html.push_str("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"),
        }
        for (i, leaf, evidence) in self.rows() {
            let (Some(on), Some(rect)) = (evidence.page, evidence.rect) else { continue };
            if on != number || !(rect.width() > 0.0 && rect.height() > 0.0) {
                continue;
            }
            let said = format!("{} : {} ({})", self.full_label(&leaf.path), self.value(leaf), self.sure(evidence));
            let _ = writeln!(
                html,
                "<rect class=\"box {}\" data-field=\"{i}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" \
                 rx=\"2\"><title>{}</title></rect>",
                level(evidence).0,
                rect.x0 - 1.5,
                rect.y0 - 1.0,
                rect.width() + 3.0,
                rect.height() + 2.0,
                escape(&said),
            );
        }
        html.push_str("</svg></figure>\n");
        html
    }

    /// The fields by group, each with what stands behind it.
    fn list(&self) -> String {
        let mut groups: Vec<(&str, &str, Vec<Row<'_>>)> = Vec::new();
        for row in self.rows() {
            let (key, name) = group(&row.1.path, self.lang);
            match groups.iter_mut().find(|(k, ..)| *k == key) {
                Some((.., rows)) => rows.push(row),
                None => groups.push((key, name, vec![row])),
            }
        }
        let doubtful = self.rows().filter(|(.., e)| e.confidence < 0.9).count();
        let mut html = format!(
            "<nav class=\"fields\" aria-label=\"{}\">\n<div class=\"tools\"><label><input type=\"checkbox\" id=\"only\"> {} \
             <span class=\"count\">{doubtful}</span></label><span class=\"keys\"><kbd>↑</kbd> <kbd>↓</kbd> {}</span></div>\n",
            self.t("Champs", "Fields"),
            self.t("À vérifier seulement", "To check only"),
            self.t("champ suivant", "next field"),
        );
        if groups.is_empty() {
            let _ = writeln!(
                html,
                "<p class=\"empty\">{}</p>",
                self.t("Aucune valeur n'a été trouvée.", "No value was found.")
            );
        }
        for (key, name, rows) in groups {
            let _ =
                writeln!(html, "<details open><summary>{name} <span class=\"count\">{}</span></summary>", rows.len());
            let mut subs: BTreeMap<usize, Vec<_>> = BTreeMap::new();
            for row in rows {
                let second = row.1.path.split('.').nth(1).and_then(|p| p.parse().ok());
                subs.entry(second.unwrap_or(0)).or_default().push(row);
            }
            let numbered = ["lines", "vat_breakdown", "allowances", "charges"].contains(&key);
            for (i, rows) in subs {
                if numbered {
                    let _ = writeln!(html, "<h3>{}</h3>", escape(&self.subtitle(key, i)));
                }
                html.push_str("<ul>\n");
                rows.into_iter().for_each(|(i, leaf, evidence)| self.row(i, leaf, evidence, &mut html));
                html.push_str("</ul>\n");
            }
            html.push_str("</details>\n");
        }
        html.push_str("</nav>\n");
        html
    }

    fn row(&self, i: usize, leaf: &Leaf, evidence: &Evidence, html: &mut String) {
        let value = self.value(leaf);
        let (class, _) = level(evidence);
        let mut about = vec![
            match evidence.origin {
                Origin::Text => self.t("texte", "text"),
                Origin::Ocr => "OCR",
                Origin::Xml => "XML",
                Origin::Derived => self.t("calculé", "derived"),
            }
            .to_owned(),
        ];
        about.extend(evidence.page.map(|p| format!("p. {p}")));
        let raw = evidence.raw.as_deref().map(clean).filter(|raw| *raw != value && evidence.origin != Origin::Xml);
        let raw = raw.map(|r| format!("<span class=\"raw\">{} « {} »</span>", self.t("lu", "read"), escape(&r)));
        let agrees: Vec<_> = evidence.agrees_with.iter().map(|p| self.full_label(p)).collect();
        let agrees = (!agrees.is_empty()).then(|| {
            let said = if evidence.origin == Origin::Derived {
                self.t("d'après", "from")
            } else {
                self.t("concorde avec", "agrees with")
            };
            format!("<span class=\"agrees\">{said} {}</span>", escape(&agrees.join(", ")))
        });
        let _ = writeln!(
            html,
            "<li class=\"{class}\"><button type=\"button\" id=\"f{i}\" data-field=\"{i}\" title=\"{}\">\
             <span class=\"label\">{}</span><span class=\"value\">{}</span><span class=\"sure\">{}</span>\
             <span class=\"about\">{}{}{}</span></button></li>",
            escape(&leaf.path),
            escape(&label(&leaf.path, self.lang)),
            escape(&value),
            self.sure(evidence),
            about.join(" · "),
            raw.unwrap_or_default(),
            agrees.unwrap_or_default(),
        );
    }

    fn subtitle(&self, key: &str, i: usize) -> String {
        let (_, name) = group(&format!("{key}.0"), self.lang);
        let singular = if key == "lines" { self.t("Ligne", "Line") } else { name };
        format!("{singular} {}", i + 1)
    }

    /// A field's name out of its group: « Vendeur : Nom ».
    fn full_label(&self, path: &str) -> String {
        let ((key, name), own) = (group(path, self.lang), label(path, self.lang));
        let index = path.split('.').nth(1).and_then(|p| p.parse::<usize>().ok());
        match (key, index) {
            ("" | "totals" | "payment" | "delivery" | "notes" | "preceding_invoices", _) => own.into_owned(),
            (key, Some(i)) => format!("{} : {own}", self.subtitle(key, i)),
            _ => format!("{name} : {own}"),
        }
    }

    fn value(&self, leaf: &Leaf) -> String {
        field(&leaf.path, &leaf.value, self.extraction.invoice.currency.as_deref(), self.lang)
    }

    fn sure(&self, evidence: &Evidence) -> String {
        let (_, [fr, en]) = level(evidence);
        format!("{} {}", self.t(fr, en), percent(evidence.confidence))
    }

    /// Leaves in reading order, with their evidence and number on this page.
    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let fields = &self.extraction.fields;
        self.leaves.iter().enumerate().filter_map(|(i, leaf)| Some((i, leaf, fields.get(&leaf.path)?)))
    }
}

/// A confidence in words, and the class that draws it.
fn level(evidence: &Evidence) -> (&'static str, [&'static str; 2]) {
    match evidence.confidence {
        c if c >= 0.9 => ("high", ["sûr", "sure"]),
        c if c >= 0.7 => ("mid", ["à vérifier", "check"]),
        _ => ("low", ["douteux", "doubtful"]),
    }
}

/// Text for markup and attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The hash by which the page's policy knows its own style and script, and no other.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lang: Lang) -> String {
        let extraction: Extraction = serde_json::from_value(serde_json::json!({
            "schema": "ocr-facture/1",
            "document": { "kind": "pdf_text", "sha256": "", "language": "fr", "pages": [
                { "number": 1, "width": 595.0, "height": 842.0, "source": "text", "rotation": 0, "skew": 0.0 }] },
            "invoice": { "currency": "EUR", "number": "</title><script>alert(1)</script>", "totals": { "gross": "1228.00" } },
            "fields": {
                "number": { "confidence": 0.95, "page": 1, "box": [10.0, 10.0, 90.0, 20.0], "raw": "\"onload=\"x", "origin": "text" },
                "totals.gross": { "confidence": 0.5, "page": 1, "box": [10.0, 30.0, 90.0, 40.0], "raw": "1 228,00", "origin": "text" },
            },
            "warnings": [{ "code": "c", "message": "<b>", "fields": ["totals.gross", "totals.net"] }],
            "text": null,
        }))
        .unwrap();
        let mut out = Vec::new();
        write("a&b.pdf", &extraction, lang, &mut |_| Some("data:image/png;base64,AA".into()), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_of_the_document_stays_text() {
        let html = page(Lang::Fr);
        assert_eq!(html.matches("<script>").count(), 1, "ours alone");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("&lt;b&gt;"));
        assert!(html.contains("&quot;onload=&quot;x") && html.contains("a&amp;b.pdf"));
    }

    #[test]
    fn the_policy_knows_the_style_and_script_of_the_page() {
        let html = page(Lang::Fr);
        for (tag, policy) in [("style", "style-src"), ("script", "script-src")] {
            let body = html.split(&format!("<{tag}>")).nth(1).unwrap().split(&format!("</{tag}>")).next().unwrap();
            assert!(html.contains(&format!("{policy} '{}'", hash(body))), "{tag}");
        }
    }

    #[test]
    fn values_are_boxed_linked_and_told_in_words() {
        let html = page(Lang::Fr);
        assert!(
            html.contains(
                "<rect class=\"box high\" data-field=\"0\" x=\"8.5\" y=\"9.0\" width=\"83.0\" height=\"12.0\""
            )
        );
        assert!(html.contains("id=\"f2\" data-field=\"2\""));
        assert!(html.contains("douteux 50 %") && html.contains("1\u{202f}228,00 €"));
        assert!(html.contains("Non trouvé") && html.contains("Date d&#39;émission"));
        assert!(
            html.contains("<a href=\"#f2\" data-field=\"2\">Total TTC</a>") && html.contains("<span>Total HT</span>")
        );
        assert!(page(Lang::En).contains("doubtful 50 %"));
    }
}
