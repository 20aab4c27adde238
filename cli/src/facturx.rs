//! `ocr-facture facturx`: any invoice in, a Factur-X out.

use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ocr_facture::api::{PageOrigin, Warning};
use ocr_facture::check::{Severity, Status};
use ocr_facture::export::label::Lang;
use ocr_facture::facturx::Syntax;
use ocr_facture::{CheckOptions, Error, ErrorKind, Generated, OCRFactureAPI, Report, Result, Source};

use crate::facturx_args::{FacturxArgs, SyntaxArg};
use crate::inputs::Inputs;
use crate::invoice_json;
use crate::output::{Exit, NewFile};
use crate::say::{self, pick};

/// Fields of a note that are named.
const SHOWN: usize = 6;

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
    let kept = if args.output.as_os_str() == "-" {
        io::stdout().lock().write_all(&written.bytes)
    } else {
        NewFile::create(&args.output).and_then(|mut file| {
            file.write_all(&written.bytes)?;
            file.keep()
        })
    };
    if let Err(e) = kept {
        say::unwritten(&e, lang);
        return Exit::Unwritten;
    }
    if !args.quiet {
        written.tell(&args.output, lang);
    }
    Exit::AllRead
}

/// What goes into the file, and what to say of it.
struct Written {
    bytes: Vec<u8>,
    /// `Factur-X EN 16931`, `UBL`.
    format: String,
    page: Option<PageOrigin>,
    notes: Vec<Warning>,
}

impl Written {
    fn of(generated: Generated) -> Self {
        Self {
            format: format!("Factur-X {}", generated.profile.conformance_level()),
            page: Some(generated.page),
            notes: generated.changes.into_iter().chain(generated.warnings).collect(),
            bytes: generated.pdf,
        }
    }

    /// Where it is and what it is, what the sender should know, and whether the rules would refuse it.
    fn tell(&self, place: &Path, lang: Lang) {
        let page = match self.page {
            None => "",
            Some(PageOrigin::Drawn) => pick(lang, " · page dessinée", " · page drawn"),
            Some(PageOrigin::AsIs) => pick(lang, " · page gardée", " · page kept"),
            Some(PageOrigin::Mended) => pick(lang, " · page gardée, PDF/A réparé", " · page kept, PDF/A mended"),
            Some(PageOrigin::Image) => pick(lang, " · pages en image", " · pages as pictures"),
            Some(PageOrigin::Unclaimed) => pick(lang, " · page gardée, sans PDF/A", " · page kept, no PDF/A"),
        };
        let word = pick(lang, "écrit :", "written:");
        say::done(format_args!("{word} {} · {}{page}", place.display(), self.format));
        for note in &self.notes {
            let fields = listed(&note.fields, lang);
            say::note_in(lang, format_args!("{} [{}]{fields}", note.message, note.code));
        }
        let report = OCRFactureAPI::local().validate(&self.bytes, &CheckOptions::default());
        let refused = report.as_ref().map(refused).unwrap_or_default();
        if !refused.is_empty() {
            let told = pick(
                lang,
                "les règles refusent cette facture ; « ocr-facture validate » dit pourquoi :",
                "the rules refuse this invoice; \"ocr-facture validate\" tells why:",
            );
            say::note_in(lang, format_args!("{told} {}", refused.join(", ")));
        }
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
    let invoice = match invoice_json::read(&bytes)? {
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
        let format = match syntax {
            Syntax::Cii => format!("CII {}", args.profile.conformance_level()),
            Syntax::Ubl => "UBL 2.1".to_owned(),
        };
        return Ok(Written { bytes, format, page: None, notes: vec![] });
    }
    let pdf = args.pdf.as_deref().map(|path| read(path, limit)).transpose()?;
    api.generate_facturx(&invoice, pdf.as_deref(), &options).map(Written::of)
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    Source::File(path.to_owned()).read(limit).map(std::borrow::Cow::into_owned)
}

/// The rules whose failure makes the invoice invalid, once each.
fn refused(report: &Report) -> Vec<&str> {
    let fatal = report.findings.iter().filter(|f| f.status == Status::Failed && f.severity == Severity::Fatal);
    let mut rules: Vec<&str> = fatal.map(|f| f.rule.as_str()).collect();
    rules.dedup();
    rules
}

/// The first fields, and how many more there are.
fn listed(fields: &[String], lang: Lang) -> String {
    let shown = fields.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match fields.len() {
        0 => String::new(),
        n if n <= SHOWN => format!("\n  {shown}"),
        n => format!(
            "\n  {shown} {} {}",
            pick(lang, "et", "and"),
            format_args!("{}{}", n - SHOWN, pick(lang, " autres", " more"))
        ),
    }
}
