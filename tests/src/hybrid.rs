//! A hybrid invoice: one page of text and an XML attached, as Factur-X does it.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// A PDF that shows the lines, one under the other, and carries the XML as `factur-x.xml`.
pub fn pdf(lines: &[&str], xml: &[u8]) -> Vec<u8> {
    let [catalog, pages, page, font, content, spec, file] = [1, 2, 3, 4, 5, 6, 7].map(Ref::new);
    let name = b"factur-x.xml";
    let mut pdf = Pdf::new();
    let mut root = pdf.catalog(catalog);
    root.pages(pages);
    root.names().embedded_files().names().insert(Str(name), spec);
    root.finish();
    pdf.pages(pages).kids([page]).count(1);
    let mut sheet = pdf.page(page);
    sheet.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(pages).contents(content);
    sheet.resources().fonts().pair(Name(b"F1"), font);
    sheet.finish();
    pdf.type1_font(font).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
    let mut drawn = Content::new();
    for (line, y) in lines.iter().zip((0..).map(|i| 780.0 - 30.0 * i as f32)) {
        drawn.begin_text().set_font(Name(b"F1"), 12.0).next_line(60.0, y).show(Str(&win_ansi(line))).end_text();
    }
    pdf.stream(content, &drawn.finish());
    pdf.embedded_file(file, xml).subtype(Name(b"text/xml"));
    let mut attached = pdf.file_spec(spec);
    attached.path(Str(name)).unic_file(TextStr("factur-x.xml")).embedded_file(file);
    attached.finish();
    pdf.finish()
}

/// Latin characters and the euro sign in the encoding of the font.
fn win_ansi(text: &str) -> Vec<u8> {
    text.chars().map(|c| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).unwrap_or(b'?') }).collect()
}
