//! `ocr-facture facturx`: any invoice in, a Factur-X out.

use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ocr_facture::export::label::Lang;
use ocr_facture::facturx::Syntax;
use ocr_facture::{Error, ErrorKind, Extraction, Generated, Invoice, OCRFactureAPI, Result, Source};

use crate::facturx_args::{FacturxArgs, SyntaxArg};
use crate::inputs::Inputs;
use crate::output::{Exit, NewFile};
use crate::say;

/// Runs the command.
pub(crate) fn run(args: &FacturxArgs) -> Exit {
    let lang: Lang = args.lang.into();
    let written = match write(args) {
        Ok(written) => written,
        Err(e) => {
            say::failed(&args.path.display().to_string(), &e, lang);
            return Exit::NoneRead;
        }
    };
    if !args.quiet {
        written.tell();
    }
    let mut file = match NewFile::create(&args.output) {
        Ok(file) => file,
        Err(e) => return unwritten(&e),
    };
    match file.write_all(&written.bytes).and_then(|()| file.keep()) {
        Ok(()) => Exit::AllRead,
        Err(e) => unwritten(&e),
    }
}

/// What goes into the file, and what to say of it.
struct Written {
    bytes: Vec<u8>,
    notes: Vec<String>,
}

impl Written {
    fn of(generated: Generated) -> Self {
        let told = generated.changes.iter().chain(&generated.warnings);
        let notes = told.map(|w| {
            let fields = if w.fields.is_empty() { String::new() } else { format!(" ({})", w.fields.join(", ")) };
            format!("[{}] {}{fields}", w.code, w.message)
        });
        Self { notes: notes.collect(), bytes: generated.pdf }
    }

    fn tell(&self) {
        self.notes.iter().for_each(say::note);
    }
}

fn write(args: &FacturxArgs) -> Result<Written> {
    let api = OCRFactureAPI::local();
    let mut options = args.options();
    let limit = options.limits.bytes;
    let bytes = Inputs::new(std::slice::from_ref(&args.path), limit)
        .next()
        .ok_or_else(|| Error::new(ErrorKind::NotFound, "Ce fichier ne peut pas être ouvert."))?;
    let bytes = bytes.read(limit)?;
    if let Some(logo) = &args.logo {
        options.logo = Some(BASE64_STANDARD.encode(read(logo, limit)?));
    }
    let invoice = match invoice_in_json(&bytes)? {
        Some(invoice) => invoice,
        None if args.xml.is_none() && args.pdf.is_none() => {
            return api.convert_to_facturx(&bytes, &options).map(Written::of);
        }
        None => {
            let reading = ocr_facture::ExtractOptions { limits: options.limits.clone(), ..Default::default() };
            api.extract_from_bytes(&bytes, &reading)?.invoice
        }
    };
    if let Some(syntax) = args.xml {
        let syntax = match syntax {
            SyntaxArg::Cii => Syntax::Cii,
            SyntaxArg::Ubl => Syntax::Ubl,
        };
        let bytes = api.generate_xml(&invoice, syntax, args.profile)?;
        return Ok(Written { bytes, notes: vec![] });
    }
    let pdf = args.pdf.as_deref().map(|path| read(path, limit)).transpose()?;
    api.generate_facturx(&invoice, pdf.as_deref(), &options).map(Written::of)
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    Source::File(path.to_owned()).read(limit).map(std::borrow::Cow::into_owned)
}

/// The invoice of a JSON document: an invoice, or an extraction that holds one. None when it is no JSON object.
fn invoice_in_json(bytes: &[u8]) -> Result<Option<Invoice>> {
    if bytes.iter().find(|b| !b.is_ascii_whitespace()) != Some(&b'{') {
        return Ok(None);
    }
    let wrong = |e: serde_json::Error| {
        Error::new(ErrorKind::InvalidInput, "Ce JSON n'est ni une facture ni le résultat de « extract --json ».")
            .with("line", e.line())
            .with("column", e.column())
    };
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(wrong)?;
    if value.get("schema").is_some() {
        return serde_json::from_value::<Extraction>(value).map(|e| Some(e.invoice)).map_err(wrong);
    }
    serde_json::from_value(value).map(Some).map_err(wrong)
}

fn unwritten(e: &std::io::Error) -> Exit {
    say::error(format_args!("la sortie ne peut pas être écrite : {e}"));
    Exit::Unwritten
}
