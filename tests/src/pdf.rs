//! A tiny PDF writer that writes whatever it is told, right or wrong.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A PDF being written, object by object.
#[derive(Clone, Debug, Default)]
pub struct Pdf {
    objects: Vec<Vec<u8>>,
    trailer: Vec<u8>,
}

impl Pdf {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an object and gives its number.
    pub fn add(&mut self, body: impl AsRef<[u8]>) -> usize {
        self.objects.push(body.as_ref().to_vec());
        self.objects.len()
    }

    /// Adds a stream with these entries in its dictionary, its length added.
    pub fn stream(&mut self, entries: &str, data: impl AsRef<[u8]>) -> usize {
        let data = data.as_ref();
        let mut body = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.add(body)
    }

    /// Adds a stream packed with deflate.
    pub fn flate(&mut self, entries: &str, data: impl AsRef<[u8]>) -> usize {
        self.stream(&format!("{entries} /Filter /FlateDecode"), deflate(data.as_ref()))
    }

    /// Replaces an object.
    pub fn set(&mut self, number: usize, body: impl AsRef<[u8]>) {
        self.objects[number - 1] = body.as_ref().to_vec();
    }

    /// Adds entries to the trailer.
    pub fn trailer(&mut self, entries: &str) {
        self.trailer.extend_from_slice(entries.as_bytes());
        self.trailer.push(b' ');
    }

    /// The objects as the body of a file, for a writer that changes them.
    pub fn objects_mut(&mut self) -> &mut [Vec<u8>] {
        &mut self.objects
    }

    /// The file, with its table of cross-references; object 1 is the catalog.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut offsets = Vec::new();
        for (at, body) in self.objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1).as_bytes());
        for offset in offsets {
            out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
        }
        out.extend_from_slice(format!("trailer\n<< /Size {} /Root 1 0 R ", self.objects.len() + 1).as_bytes());
        out.extend_from_slice(&self.trailer);
        out.extend_from_slice(format!(">>\nstartxref\n{start}\n%%EOF\n").as_bytes());
        out
    }
}

/// Number of the first free object after [`one_page`].
pub const FIRST_FREE: usize = 8;

/// A document of one A4 page with this content. Fonts: `F1` Helvetica, `F2` Helvetica-Bold, `F3` Courier. `page` and
/// `resources` are more entries of the page and of its resources.
pub fn one_page_with(content: impl AsRef<[u8]>, page: &str, resources: &str) -> Pdf {
    let mut pdf = Pdf::new();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.add(format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> {resources} >> {page} >>"
    ));
    pdf.stream("", content);
    for name in ["Helvetica", "Helvetica-Bold", "Courier"] {
        pdf.add(format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"));
    }
    pdf
}

/// A document of one A4 page with this content.
pub fn one_page(content: impl AsRef<[u8]>) -> Pdf {
    one_page_with(content, "", "")
}

/// Content that writes a line at a place, 12 points high.
pub fn line(x: f32, y: f32, text: &str) -> String {
    format!("BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// The bytes packed with zlib.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).expect("a vector takes everything");
    encoder.finish().expect("a vector takes everything")
}

/// That many bytes of the same value, packed with zlib without ever being there.
pub fn deflated_repeat(byte: u8, count: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = vec![byte; 1 << 20];
    for _ in 0..count >> 20 {
        encoder.write_all(&block).expect("a vector takes everything");
    }
    encoder.write_all(&block[..count & ((1 << 20) - 1)]).expect("a vector takes everything");
    encoder.finish().expect("a vector takes everything")
}
