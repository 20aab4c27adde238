//! An invoice somebody wrote as JSON, or the extraction that holds one.

use ocr_facture::{Error, ErrorKind, Extraction, Invoice, Result};

/// The invoice of a JSON document: an invoice, or the answer of `extract --json`. None when it is no JSON object.
pub(crate) fn read(bytes: &[u8]) -> Result<Option<Invoice>> {
    if bytes.iter().find(|b| !b.is_ascii_whitespace()) != Some(&b'{') {
        return Ok(None);
    }
    let wrong = |e: serde_json::Error| {
        Error::new(ErrorKind::InvalidInput, "Ce JSON n'est ni une facture ni le résultat de « extract --json ».")
            .with("line", e.line())
            .with("column", e.column())
            .caused_by(e)
    };
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(wrong)?;
    if value.get("schema").is_some() {
        return serde_json::from_value::<Extraction>(value).map(|e| Some(e.invoice)).map_err(wrong);
    }
    // Read again from the text: only so is the line of a wrong value known.
    serde_json::from_slice(bytes).map(Some).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_is_read_and_what_is_no_json_is_left_to_the_engine() {
        let invoice = read(br#" {"number": "FA-1"}"#).unwrap().unwrap();
        assert_eq!(invoice.number.as_deref(), Some("FA-1"));
        assert_eq!(read(b"%PDF-1.7").unwrap(), None);
        assert_eq!(read(b"").unwrap(), None);
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        for wrong in ["{\n\"number\": ,}", "{\n\"number\": 12}"] {
            let error = read(wrong.as_bytes()).unwrap_err();
            assert_eq!(error.code(), "invalid_input");
            assert_eq!(error.context()[0], ("line".into(), "2".to_owned()), "{wrong}");
        }
    }
}
