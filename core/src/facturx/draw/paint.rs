//! The canvas as PDF/A-3b, with its metadata and the XML invoice it carries.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use jiff::civil::DateTime;
use pdf_writer::types::{AssociationKind, OutputIntentSubtype};
use pdf_writer::{Content, Date, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use sha2::{Digest, Sha256};

use super::canvas::{Area, Color, HEIGHT, Leaf, Mark, Style, WIDTH};
use super::font;
use super::glyphs::Glyphs;
use super::logo::Logo;
use super::options::Attachment;
use crate::error::Result;
use crate::facturx::pdf::{Relationship, xmp};

/// The colours of the page are those of this profile.
const SRGB: &[u8] = include_bytes!("../../../assets/icc/srgb-v4.icc");

/// Hands out numbers of objects.
#[derive(Debug, Default)]
pub struct Numbers(i32);

impl Numbers {
    /// The next free one.
    pub fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// What the file tells of itself.
#[derive(Clone, Debug)]
pub struct Info<'a> {
    /// Title of the document.
    pub title: &'a str,
    /// Who issues it.
    pub author: Option<&'a str>,
    /// What it is.
    pub subject: &'a str,
    /// Language of the page, BCP 47.
    pub language: &'a str,
    /// When it is made, in UTC.
    pub created: DateTime,
}

const PRODUCER: &str = concat!("ocr-facture ", env!("CARGO_PKG_VERSION"));

/// The file.
pub fn pdf(
    leaves: &[Leaf],
    logo: Option<&Logo>,
    info: &Info<'_>,
    attachment: Option<&Attachment<'_>>,
) -> Result<Vec<u8>> {
    let mut pdf = Pdf::with_capacity(64 * 1024);
    let mut numbers = Numbers::default();
    let mut digest = Sha256::new();
    let [catalog, tree, about, metadata, profile, resources] = std::array::from_fn(|_| numbers.next());
    let pages: Vec<(Ref, Ref)> = leaves.iter().map(|_| (numbers.next(), numbers.next())).collect();
    let picture = logo.map(|logo| logo.write(&mut pdf, &mut numbers));

    let mut glyphs = Glyphs::default();
    for (leaf, (_, content)) in leaves.iter().zip(&pages) {
        let ink = ink(leaf, &mut glyphs);
        digest.update(&ink);
        let packed = deflate(&ink);
        pdf.stream(*content, &packed).filter(Filter::FlateDecode);
    }
    let fonts = glyphs.write(&mut pdf, &mut numbers)?;
    let mut shared = pdf.indirect(resources).start::<pdf_writer::writers::Resources<'_>>();
    let mut table = shared.fonts();
    table.pairs(fonts);
    table.finish();
    if let Some(picture) = picture {
        shared.x_objects().pair(Name(b"L"), picture);
    }
    shared.finish();
    for (page, content) in &pages {
        let mut dict = pdf.page(*page);
        dict.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(*content);
        dict.pair(Name(b"Resources"), resources);
    }
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(pages.iter().map(|(page, _)| *page)).count(count);
    let profile_data = deflate(SRGB);
    pdf.icc_profile(profile, &profile_data).n(3).filter(Filter::FlateDecode);

    let file = attachment.map(|a| attach(&mut pdf, &mut numbers, a, info.created));
    let packet = packet(info, attachment);
    digest.update(&packet);
    attachment.iter().for_each(|a| digest.update(a.xml));
    pdf.metadata(metadata, packet.as_bytes());
    let mut dict = pdf.document_info(about);
    let date = pdf_date(info.created);
    dict.title(TextStr(info.title)).subject(TextStr(info.subject)).producer(TextStr(PRODUCER));
    dict.creator(TextStr(PRODUCER)).creation_date(date).modified_date(date);
    if let Some(author) = info.author {
        dict.author(TextStr(author));
    }
    dict.finish();

    let mut root = pdf.catalog(catalog);
    root.pages(tree).metadata(metadata).lang(TextStr(info.language));
    root.viewer_preferences().display_doc_title(true);
    let mut intents = root.output_intents();
    let mut intent = intents.push();
    intent.subtype(OutputIntentSubtype::PDFA).output_condition_identifier(TextStr("sRGB"));
    intent.info(TextStr("sRGB IEC61966-2.1")).dest_output_profile(profile);
    intent.finish();
    intents.finish();
    if let (Some(file), Some(attachment)) = (file, attachment) {
        root.names().embedded_files().names().insert(Str(attachment.file_name.as_bytes()), file);
        root.insert(Name(b"AF")).array().item(file);
        root.page_mode(pdf_writer::types::PageMode::UseNone);
    }
    root.finish();
    let id = digest.finalize();
    let id = id.get(..16).unwrap_or_default().to_vec();
    pdf.set_file_id((id.clone(), id));
    Ok(pdf.finish())
}

/// Writes the XML and says what it is to the document; gives its file specification.
fn attach(pdf: &mut Pdf, numbers: &mut Numbers, attachment: &Attachment<'_>, at: DateTime) -> Ref {
    let (stream, file) = (numbers.next(), numbers.next());
    let packed = deflate(attachment.xml);
    let mut embedded = pdf.embedded_file(stream, &packed);
    embedded.filter(Filter::FlateDecode);
    embedded.subtype(Name(b"text/xml"));
    let size = i32::try_from(attachment.xml.len()).unwrap_or(i32::MAX);
    embedded.params().size(size).creation_date(pdf_date(at)).modification_date(pdf_date(at));
    embedded.finish();
    let mut spec = pdf.file_spec(file);
    spec.path(Str(attachment.file_name.as_bytes())).unic_file(TextStr(attachment.file_name));
    spec.description(TextStr(attachment.description)).embedded_file_with_unicode(stream);
    spec.association_kind(association(attachment.relationship));
    spec.finish();
    file
}

fn packet(info: &Info<'_>, attachment: Option<&Attachment<'_>>) -> String {
    xmp::packet(&xmp::Metadata {
        title: Some(info.title),
        author: info.author,
        subject: Some(info.subject),
        keywords: None,
        creator: Some(PRODUCER),
        producer: Some(PRODUCER),
        language: Some(info.language),
        created: Some(info.created),
        modified: Some(info.created),
        pdfa: Some(xmp::PDFA_3B),
        facturx: attachment.map(|a| xmp::FacturX { file_name: a.file_name, level: a.profile.conformance_level() }),
    })
}

fn pdf_date(at: DateTime) -> Date {
    let part = |v: i8| u8::try_from(v).unwrap_or(0);
    Date::new(u16::try_from(at.year()).unwrap_or(0))
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// The bytes packed with zlib.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2), Compression::default());
    // A vector takes everything.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

/// The page's content stream.
fn ink(leaf: &Leaf, glyphs: &mut Glyphs) -> Vec<u8> {
    let mut content = Content::with_capacity(8 * 1024);
    let mut color = None;
    for mark in leaf {
        match mark {
            Mark::Text { x, y, style, text } => {
                paint(&mut content, &mut color, style.color);
                show(&mut content, glyphs, (*x, *y), *style, text);
            }
            Mark::Fill { areas, color: with } => {
                paint(&mut content, &mut color, *with);
                for [x, y, w, h] in areas {
                    content.rect(round(*x), round(HEIGHT - y - h), round(*w), round(*h));
                }
                content.fill_nonzero();
            }
            Mark::Logo([x, y, w, h]) => place(&mut content, [*x, *y, *w, *h]),
        }
    }
    content.finish().to_vec()
}

fn place(content: &mut Content, [x, y, w, h]: Area) {
    content.save_state();
    content.transform([round(w), 0.0, 0.0, round(h), round(x), round(HEIGHT - y - h)]);
    content.x_object(Name(b"L")).restore_state();
}

/// Sets the colour unless it is set.
fn paint(content: &mut Content, now: &mut Option<Color>, color: Color) {
    if *now != Some(color) {
        let [r, g, b] = color.0.map(|v| (f32::from(v) / 255.0 * 1000.0).round() / 1000.0);
        content.set_fill_rgb(r, g, b);
        *now = Some(color);
    }
}

fn show(content: &mut Content, glyphs: &mut Glyphs, (x, y): (f32, f32), style: Style, text: &str) {
    // What the font cannot draw is still there to be copied and read aloud.
    let replaced = !text.chars().all(font::has);
    if replaced {
        let mut span = content.begin_marked_content_with_properties(Name(b"Span"));
        span.properties().actual_text(TextStr(text));
    }
    let mut codes = Vec::with_capacity(text.len() * 2);
    glyphs.of(style.face).encode(style.face.font(), text, &mut codes);
    content.begin_text().set_font(Glyphs::resource(style.face), style.size);
    if style.tracking != 0.0 {
        content.set_char_spacing(style.tracking);
    }
    content.set_text_matrix([1.0, 0.0, 0.0, 1.0, round(x), round(HEIGHT - y)]);
    content.show(Str(&codes));
    if style.tracking != 0.0 {
        content.set_char_spacing(0.0);
    }
    content.end_text();
    if replaced {
        content.end_marked_content();
    }
}

/// Hundredths of a point are finer than any printer.
fn round(v: f32) -> f32 {
    (v * 100.0).round() / 100.0
}

/// The relationship as the writer names it.
fn association(relationship: Relationship) -> AssociationKind {
    match relationship {
        Relationship::Data => AssociationKind::Data,
        Relationship::Source => AssociationKind::Source,
        Relationship::Alternative => AssociationKind::Alternative,
    }
}
