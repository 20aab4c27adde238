//! The XMP packet: what a PDF/A-3 file tells of itself, and that it carries a Factur-X invoice.

use std::fmt::Write;

use jiff::civil::DateTime;

/// Namespace of the Factur-X properties; case and trailing `#` count.
pub const FACTURX_NAMESPACE: &str = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";

/// What the packet says. Title, authors, subject, tool, producer and dates must be those of the file's Info dictionary.
#[derive(Clone, Debug)]
pub struct Metadata<'a> {
    /// Title (dc:title).
    pub title: Option<&'a str>,
    /// Authors (dc:creator).
    pub author: Option<&'a str>,
    /// Subject (dc:description).
    pub subject: Option<&'a str>,
    /// Keywords (pdf:Keywords).
    pub keywords: Option<&'a str>,
    /// Program the document was made with (xmp:CreatorTool).
    pub creator: Option<&'a str>,
    /// Program that wrote the PDF (pdf:Producer).
    pub producer: Option<&'a str>,
    /// Language (dc:language), BCP 47.
    pub language: Option<&'a str>,
    /// When the document was made, in UTC (xmp:CreateDate).
    pub created: Option<DateTime>,
    /// When it was last changed, in UTC (xmp:ModifyDate, xmp:MetadataDate).
    pub modified: Option<DateTime>,
    /// The PDF/A it claims to be; nothing is claimed when absent.
    pub pdfa: Option<PdfA>,
    /// The invoice it carries.
    pub facturx: Option<FacturX<'a>>,
}

/// Part and conformance level of PDF/A (ISO 19005).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PdfA {
    /// 1 to 3.
    pub part: u8,
    /// `A`, `B` or `U`.
    pub conformance: char,
}

/// PDF/A-3b, which may carry any file.
pub const PDFA_3B: PdfA = PdfA { part: 3, conformance: 'B' };

/// The Factur-X properties.
#[derive(Clone, Copy, Debug)]
pub struct FacturX<'a> {
    /// Name of the attached file: `factur-x.xml`.
    pub file_name: &'a str,
    /// `MINIMUM`, `BASIC WL`, `BASIC`, `EN 16931` or `EXTENDED`.
    pub level: &'a str,
}

/// The whole packet, ready to be a metadata stream.
pub fn packet(metadata: &Metadata<'_>) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    out.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n");
    out.push_str("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    dublin_core(&mut out, metadata);
    described(&mut out, "xmp", "http://ns.adobe.com/xap/1.0/", |out| {
        simple(out, "xmp:CreatorTool", metadata.creator);
        simple(out, "xmp:CreateDate", metadata.created.map(date).as_deref());
        simple(out, "xmp:ModifyDate", metadata.modified.map(date).as_deref());
        simple(out, "xmp:MetadataDate", metadata.modified.map(date).as_deref());
    });
    described(&mut out, "pdf", "http://ns.adobe.com/pdf/1.3/", |out| {
        simple(out, "pdf:Producer", metadata.producer);
        simple(out, "pdf:Keywords", metadata.keywords);
    });
    if let Some(PdfA { part, conformance }) = metadata.pdfa {
        described(&mut out, "pdfaid", "http://www.aiim.org/pdfa/ns/id/", |out| {
            simple(out, "pdfaid:part", Some(&part.to_string()));
            simple(out, "pdfaid:conformance", Some(conformance.encode_utf8(&mut [0; 4])));
        });
    }
    if let Some(facturx) = metadata.facturx {
        described(&mut out, "fx", FACTURX_NAMESPACE, |out| {
            simple(out, "fx:DocumentType", Some("INVOICE"));
            simple(out, "fx:DocumentFileName", Some(facturx.file_name));
            simple(out, "fx:Version", Some("1.0"));
            simple(out, "fx:ConformanceLevel", Some(facturx.level));
        });
        extension(&mut out);
    }
    out.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    out
}

/// One description of one namespace; nothing when it would be empty.
fn described(out: &mut String, prefix: &str, namespace: &str, body: impl FnOnce(&mut String)) {
    let mut inner = String::new();
    body(&mut inner);
    if !inner.is_empty() {
        let _ = writeln!(out, "<rdf:Description rdf:about=\"\" xmlns:{prefix}=\"{namespace}\">");
        out.push_str(&inner);
        out.push_str("</rdf:Description>\n");
    }
}

fn simple(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = writeln!(out, "<{name}>{}</{name}>", escaped(value));
    }
}

fn dublin_core(out: &mut String, metadata: &Metadata<'_>) {
    described(out, "dc", "http://purl.org/dc/elements/1.1/", |out| {
        out.push_str("<dc:format>application/pdf</dc:format>\n");
        let mut listed = |name: &str, list: &str, item: &str, value: Option<&str>| {
            if let Some(value) = value {
                let value = escaped(value);
                let _ = writeln!(out, "<{name}><rdf:{list}><rdf:li{item}>{value}</rdf:li></rdf:{list}></{name}>");
            }
        };
        listed("dc:title", "Alt", " xml:lang=\"x-default\"", metadata.title);
        listed("dc:creator", "Seq", "", metadata.author);
        listed("dc:description", "Alt", " xml:lang=\"x-default\"", metadata.subject);
        listed("dc:language", "Bag", "", metadata.language);
    });
}

/// What the Factur-X properties are, for a reader that knows PDF/A only (ISO 19005-3, 6.6.2.3).
fn extension(out: &mut String) {
    const PROPERTIES: [(&str, &str); 4] = [
        ("DocumentFileName", "The name of the embedded XML document"),
        ("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
        ("Version", "The actual version of the standard applying to the embedded XML document"),
        ("ConformanceLevel", "The conformance level of the embedded XML document"),
    ];
    out.push_str(
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
         <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n\
         <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\n",
    );
    let _ = writeln!(out, "<pdfaSchema:namespaceURI>{FACTURX_NAMESPACE}</pdfaSchema:namespaceURI>");
    out.push_str("<pdfaSchema:prefix>fx</pdfaSchema:prefix>\n<pdfaSchema:property><rdf:Seq>\n");
    for (name, description) in PROPERTIES {
        let _ = writeln!(
            out,
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
             <pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        );
    }
    out.push_str("</rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

/// A date of XMP, to the second, in UTC.
pub fn date(at: DateTime) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// The text without what XML 1.0 has no way to write.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> Metadata<'static> {
        Metadata {
            title: Some("Facture <1> & \u{1}suite"),
            author: Some("Atelier"),
            subject: None,
            keywords: None,
            creator: Some("a"),
            producer: Some("b"),
            language: Some("fr"),
            created: Some(jiff::civil::date(2026, 9, 14).at(8, 5, 0, 0)),
            modified: None,
            pdfa: Some(PDFA_3B),
            facturx: Some(FacturX { file_name: "factur-x.xml", level: "EN 16931" }),
        }
    }

    #[test]
    fn the_packet_is_xml_and_says_what_it_was_told() {
        let packet = packet(&metadata());
        let xml = roxmltree::Document::parse(&packet).expect("well-formed");
        let text = |ns: &str, name: &str| {
            let node = xml.descendants().find(|n| n.has_tag_name((ns, name)))?;
            Some(
                node.descendants()
                    .filter(|n| n.is_text())
                    .filter_map(|n| n.text())
                    .collect::<String>()
                    .trim()
                    .to_owned(),
            )
        };
        assert_eq!(text("http://purl.org/dc/elements/1.1/", "title").as_deref(), Some("Facture <1> & suite"));
        assert_eq!(text("http://ns.adobe.com/xap/1.0/", "CreateDate").as_deref(), Some("2026-09-14T08:05:00Z"));
        assert_eq!(text("http://ns.adobe.com/xap/1.0/", "ModifyDate"), None);
        assert_eq!(text("http://www.aiim.org/pdfa/ns/id/", "part").as_deref(), Some("3"));
        assert_eq!(text(FACTURX_NAMESPACE, "ConformanceLevel").as_deref(), Some("EN 16931"));
        let described = xml.descendants().filter(|n| n.has_tag_name(("http://www.aiim.org/pdfa/ns/property#", "name")));
        for property in described {
            let name = property.text().expect("a name");
            assert!(text(FACTURX_NAMESPACE, name).is_some(), "{name} is declared and used");
        }
    }

    #[test]
    fn without_an_invoice_nothing_is_said_of_one() {
        let plain = packet(&Metadata { facturx: None, pdfa: None, ..metadata() });
        assert!(!plain.contains("fx:") && !plain.contains("pdfaid") && !plain.contains("pdfaExtension"));
    }
}
