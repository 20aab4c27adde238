//! The user's own PDF becomes a hybrid invoice.

use super::convert::convert;
use super::embed::embed;
use super::options::{AttachOptions, Attached};
use super::{words, xmp};
use crate::document::Interrupt;
use crate::error::{Error, ErrorKind, Result};
use crate::pdf::{self, Dict, File, Stream, Value};

/// Who made the file.
const PRODUCER: &str = concat!("ocr-facture ", env!("CARGO_PKG_VERSION"));

/// Puts an invoice in XML into a PDF, in place of any invoice it carries; its other attachments stay.
///
/// # Errors
/// `encrypted`, `too_large`, `unreadable`, `timeout`, `cancelled` for the PDF; `invalid_input` when it cannot become
/// PDF/A-3b, with one `obstacle` for each thing in the way, and for options that cannot be written.
pub fn attach(bytes: &[u8], xml: &[u8], options: &AttachOptions, interrupt: Interrupt<'_>) -> Result<Attached> {
    check_options(options)?;
    let mut file = pdf::read(bytes, &options.limits, interrupt)?;
    let replaced = embed(&mut file, xml, options);
    // The invoices taken out are still among the objects.
    let file = pdf::reachable(&file);
    let mut attached = convert(file, bytes, options, interrupt)?;
    if replaced > 0 {
        attached.changes.insert(0, words::change("invoice_replaced", replaced as u32));
    }
    Ok(attached)
}

/// Options that can be written: a level and a name, without what would break a file.
fn check_options(options: &AttachOptions) -> Result<()> {
    let name = &options.file_name;
    let bad = |c: char| c.is_control() || matches!(c, '/' | '\\');
    if options.level.is_empty() || name.is_empty() || name.chars().any(bad) || name.len() > 255 {
        return Err(Error::new(
            ErrorKind::InvalidInput,
            "Le niveau et le nom du fichier joint sont obligatoires ; le nom ne contient ni `/` ni `\\`.",
        ));
    }
    Ok(())
}

/// Writes what the document says of itself: the same in the information dictionary and in the metadata.
pub(super) fn describe(file: &mut File, options: &AttachOptions, archival: bool) {
    let now = options.now;
    let info = &mut file.info;
    for (slot, asked) in
        [(&mut info.title, &options.title), (&mut info.author, &options.author), (&mut info.subject, &options.subject)]
    {
        if asked.is_some() {
            slot.clone_from(asked);
        }
    }
    for text in [&mut info.title, &mut info.author, &mut info.subject, &mut info.keywords, &mut info.creator] {
        *text = text.as_deref().map(plain).filter(|text| !text.is_empty());
    }
    info.producer = Some(PRODUCER.to_owned());
    let created = info.created.as_deref().and_then(moment).unwrap_or(now);
    info.created = Some(created.strftime("%Y%m%d%H%M%S").to_string());
    info.modified = Some(now.strftime("%Y%m%d%H%M%S").to_string());

    let info = file.info.clone();
    let language = options.language.clone().or_else(|| {
        let told = file.catalog().and_then(|c| file.get(c, "Lang").as_text().map(pdf::decode_text));
        told.filter(|tag| !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    });
    let packet = xmp::packet(&xmp::Metadata {
        title: info.title.as_deref(),
        author: info.author.as_deref(),
        subject: info.subject.as_deref(),
        keywords: info.keywords.as_deref(),
        creator: info.creator.as_deref(),
        producer: info.producer.as_deref(),
        language: language.as_deref(),
        created: Some(created),
        modified: Some(now),
        pdfa: archival.then_some(xmp::PDFA_3B),
        facturx: Some(xmp::FacturX { file_name: &options.file_name, level: &options.level }),
    });
    let kind = Dict::from([(b"Type".to_vec(), Value::name("Metadata")), (b"Subtype".to_vec(), Value::name("XML"))]);
    let metadata = file.add(Value::Stream(Stream { dict: kind, data: packet.into_bytes() }));
    if let Some(catalog) = file.catalog_mut() {
        catalog.insert(b"Metadata".to_vec(), Value::Ref(metadata));
        match language {
            Some(language) => drop(catalog.insert(b"Lang".to_vec(), Value::text(&language))),
            None => drop(catalog.remove(b"Lang".as_slice())),
        }
    }
}

/// The text as both places can hold it: no control characters, no space around.
fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    spaced.filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect::<String>().trim().to_owned()
}

/// `YYYYMMDDHHMMSS`, when it is a moment.
fn moment(digits: &str) -> Option<jiff::civil::DateTime> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i8>().ok();
    let year = digits.get(..4)?.parse::<i16>().ok()?;
    let second = part(12, 14)?.min(59);
    jiff::civil::DateTime::new(year, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Limits;
    use crate::pdf::sample;

    fn options() -> AttachOptions {
        AttachOptions::new("EN 16931", jiff::civil::date(2026, 9, 14).at(8, 5, 0, 0))
    }

    const XML: &[u8] =
        b"<rsm:CrossIndustryInvoice xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\"/>";

    #[test]
    fn what_is_attached_is_read_back() {
        let first = attach(&sample::one_page(""), XML, &options(), &|| None).unwrap();
        let read = crate::document::open(&first.pdf, None, &Limits::default(), &|| None).unwrap();
        assert_eq!(read.xml.as_deref(), Some(XML));
        assert_eq!(read.pages.len(), 1);
    }

    #[test]
    fn a_second_invoice_replaces_the_first() {
        let first = attach(&sample::one_page(""), b"<old/>", &options(), &|| None).unwrap();
        let mut other = options();
        other.file_name = "ZUGFeRD-invoice.xml".to_owned();
        let second = attach(&first.pdf, b"<newer/>", &other, &|| None).unwrap();
        let third = attach(&second.pdf, XML, &options(), &|| None).unwrap();
        let file = pdf::read(&third.pdf, &Limits::default(), &|| None).unwrap();
        let specs = file.objects().filter(|(_, v)| v.as_dict().is_some_and(|d| d.contains_key(b"EF".as_slice())));
        assert_eq!(specs.count(), 1);
        let read = crate::document::open(&third.pdf, None, &Limits::default(), &|| None).unwrap();
        assert_eq!(read.xml.as_deref(), Some(XML));
    }
}
