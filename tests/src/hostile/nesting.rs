//! Things inside themselves.

use super::Expect::{Error, Pages, PagesOr, Word};
use super::{Case, case};
use crate::pdf::{FIRST_FREE, Pdf, line, one_page, one_page_with};

const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]";

pub(super) const CASES: &[Case] = &[
    case(
        "arrays-100000-deep",
        || object(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        Error(&["too_large"]),
    ),
    case("arrays-never-closed", || object(&"[".repeat(100_000)), Error(&["too_large"])),
    case(
        "dictionaries-100000-deep",
        || object(&format!("{}{}", "<</a".repeat(100_000), ">>".repeat(100_000))),
        Error(&["too_large"]),
    ),
    case(
        "arrays-deep-in-content",
        || one_page(format!("{}{} TJ", "[".repeat(200_000), "]".repeat(200_000)) + &text()).bytes(),
        PagesOr(&["too_large"]),
    ),
    case(
        "dictionaries-deep-in-content",
        || one_page(format!("/P {}{} BDC", "<</a".repeat(100_000), ">>".repeat(100_000))).bytes(),
        PagesOr(&["too_large"]),
    ),
    case("arrays-deep-in-object-stream", deep_object_stream, PagesOr(&["too_large", "unreadable"])),
    case("strings-100000-deep", || object(&format!("{}{}", "(".repeat(100_000), ")".repeat(100_000))), Word("Facture")),
    case("states-saved-a-million-times", || one_page("q ".repeat(1_000_000) + &text()).bytes(), Pages),
    case("states-restored-a-million-times", || one_page("Q ".repeat(1_000_000) + &text()).bytes(), Word("Facture")),
    case(
        "clips-100000-deep",
        || one_page("q 0 0 500 800 re W n 1 0 0 1 0.001 0 cm ".repeat(100_000) + &text()).bytes(),
        Pages,
    ),
    case("marked-content-a-million-deep", || one_page("/P BMC ".repeat(1_000_000) + &text()).bytes(), Pages),
    case("text-objects-in-text-objects", || one_page("BT ".repeat(100_000) + &text()).bytes(), Word("Facture")),
    case("form-draws-itself", || forms(&["/X0 Do"]), Word("Facture")),
    case("forms-draw-each-other", || forms(&["/X1 Do", "/X0 Do"]), Word("Facture")),
    case(
        "forms-fan-out",
        || {
            forms(&[
                "/X1 Do ".repeat(50).as_str(),
                &"/X2 Do ".repeat(50),
                &"/X3 Do ".repeat(50),
                &"/X4 Do ".repeat(50),
                &"/X5 Do ".repeat(50),
                &"/X6 Do ".repeat(50),
                "0 0 m 9 9 l S",
            ])
        },
        PagesOr(&["timeout"]),
    ),
    case("form-draws-itself-twice", || forms(&["/X0 Do /X0 Do"]), PagesOr(&["timeout"])),
    case("type-3-glyph-draws-itself", || type3("BT /F9 10 Tf (a) Tj ET"), Pages),
    case("type-3-glyph-many-times", || type3(&"BT /F9 10 Tf (aaaaaaaaaa) Tj ET ".repeat(20)), PagesOr(&["timeout"])),
    case("pattern-paints-itself", pattern, Pages),
    case("soft-mask-masks-itself", soft_mask, Pages),
    case("colour-space-on-itself", || colour("[/Indexed 8 0 R 1 <000000ffffff>]"), Pages),
    case(
        "colour-spaces-100-deep",
        || colour(&format!("{}/DeviceRGB{}", "[/Indexed ".repeat(50), " 1 <000000ffffff>]".repeat(50))),
        Pages,
    ),
    case(
        "function-stitched-of-itself",
        || {
            colour(
                "[/Separation /X /DeviceRGB << /FunctionType 3 /Domain [0 1] /Functions [9 0 R] /Bounds [] /Encode [0 1] >>]",
            )
        },
        Pages,
    ),
    case("page-tree-holds-itself", || kids("[2 0 R 3 0 R]"), Word("Facture")),
    case("page-tree-many-times-the-same", || kids(&format!("[{}]", "3 0 R ".repeat(100_000))), PagesOr(&["too_large"])),
    case("page-tree-deep", deep_tree, PagesOr(&["too_large", "unreadable", "not_found"])),
    case("page-is-its-own-kid", || replaced_page("/Type /Pages /Kids [3 0 R]"), PagesOr(&["unreadable"])),
    case(
        "page-inherits-from-itself",
        || replaced_page("/Type /Page /Parent 3 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"),
        Word("Facture"),
    ),
    case(
        "name-tree-holds-itself",
        || catalog("/Names << /EmbeddedFiles 8 0 R >>", "<< /Kids [8 0 R 8 0 R] >>"),
        Word("Facture"),
    ),
    case(
        "name-tree-of-itself-in-place",
        || {
            catalog(
                "/Names << /EmbeddedFiles << /Kids [8 0 R] >> >>",
                "<< /Kids [<< /Kids [8 0 R] >> << /Kids [8 0 R] >>] >>",
            )
        },
        Word("Facture"),
    ),
    case("associated-file-is-the-catalog", || catalog("/AF [1 0 R 1 0 R]", "null"), Word("Facture")),
    case("field-is-its-own-parent", || annotation("/Subtype /Widget /FT /Tx /Parent 8 0 R"), Word("Facture")),
    case(
        "field-of-a-megabyte",
        || annotation(&format!("/Subtype /Widget /FT /Tx /V ({})", "valeur ".repeat(150_000))),
        Word("Facture"),
    ),
    case("annotation-draws-itself", || annotation("/Subtype /Stamp /AP << /N 9 0 R >>"), Word("Facture")),
    case("reference-to-itself", || object("8 0 R"), Word("Facture")),
    case("length-in-a-ring", || catalog("", "9 0 R"), Word("Facture")),
];

fn text() -> String {
    line(50.0, 700.0, "Facture")
}

fn object(body: &str) -> Vec<u8> {
    let mut pdf = one_page_with(text(), "/Extra 8 0 R", "");
    pdf.add(body);
    pdf.bytes()
}

fn deep_object_stream() -> Vec<u8> {
    let mut pdf = one_page(text());
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    pdf.flate("/Type /ObjStm /N 1 /First 5", format!("3 0  {deep}"));
    // The page itself is said to be in there: the file has no other table.
    pdf.set(3, "null");
    let bytes = pdf.bytes();
    let at = bytes.windows(5).rposition(|w| w == b"xref\n").unwrap_or(0);
    bytes[..at].to_vec()
}

/// A page that draws a line of text and the first of these forms, each of which knows them all.
fn forms(contents: &[&str]) -> Vec<u8> {
    let names: Vec<String> = (0..contents.len()).map(|i| format!("/X{i} {} 0 R", FIRST_FREE + i)).collect();
    let resources = format!("/XObject << {} >>", names.join(" "));
    let mut pdf = one_page_with(text() + "/X0 Do", "", &resources);
    for content in contents {
        pdf.stream(&format!("{FORM} /Resources << {resources} >>"), content);
    }
    pdf.bytes()
}

fn type3(glyph: &str) -> Vec<u8> {
    let content = "BT /F9 10 Tf 50 700 Td (aaa) Tj ET";
    let mut pdf = one_page(content);
    let font = FIRST_FREE;
    let resources = format!("<< /Font << /F9 {font} 0 R >> >>");
    pdf.set(
        3,
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {resources} >>"),
    );
    pdf.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 \
         /LastChar 97 /Widths [500] /Encoding << /Differences [97 /a] >> /CharProcs << /a {} 0 R >> /Resources {resources} >>",
        font + 1
    ));
    pdf.stream("", format!("500 0 d0 {glyph}"));
    pdf.bytes()
}

fn pattern() -> Vec<u8> {
    let resources = "/Pattern << /P 8 0 R >>";
    let mut pdf = one_page_with("/Pattern cs /P scn 0 0 595 842 re f", "", resources);
    pdf.stream(
        &format!(
            "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << {resources} >>"
        ),
        "/Pattern cs /P scn 0 0 9 9 re f",
    );
    pdf.bytes()
}

fn soft_mask() -> Vec<u8> {
    let resources = "/ExtGState << /G << /SMask << /S /Luminosity /G 8 0 R >> >> >>";
    let mut pdf = one_page_with(format!("/G gs {}", text()), "", resources);
    pdf.stream(
        &format!("{FORM} /Group << /S /Transparency /CS /DeviceGray >> /Resources << {resources} >>"),
        "/G gs 1 g 0 0 595 842 re f",
    );
    pdf.bytes()
}

fn colour(space: &str) -> Vec<u8> {
    let mut pdf = one_page_with(format!("/C cs 1 scn {}", text()), "", "/ColorSpace << /C 8 0 R >>");
    pdf.add(space);
    pdf.add("<< /FunctionType 3 /Domain [0 1] /Functions [9 0 R 9 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>");
    pdf.bytes()
}

fn kids(kids: &str) -> Vec<u8> {
    let mut pdf = one_page(text());
    pdf.set(2, format!("<< /Type /Pages /Kids {kids} /Count 1 >>"));
    pdf.bytes()
}

fn deep_tree() -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    for at in 2..100_000 {
        pdf.add(format!("<< /Type /Pages /Kids [{} 0 R] /Count 1 >>", at + 1));
    }
    pdf.add("<< /Type /Page >>");
    pdf.bytes()
}

fn replaced_page(entries: &str) -> Vec<u8> {
    let mut pdf = one_page(text());
    pdf.set(3, format!("<< {entries} >>"));
    pdf.bytes()
}

fn catalog(entries: &str, eighth: &str) -> Vec<u8> {
    let mut pdf = one_page(text());
    pdf.set(1, format!("<< /Type /Catalog /Pages 2 0 R {entries} >>"));
    pdf.add(eighth);
    pdf.add("8 0 R");
    pdf.bytes()
}

fn annotation(entries: &str) -> Vec<u8> {
    let mut pdf = one_page_with(text(), "/Annots [8 0 R]", "");
    pdf.add(format!("<< /Type /Annot /Rect [100 100 300 120] {entries} >>"));
    pdf.stream(&format!("{FORM} /Resources << /XObject << /X 9 0 R >> >>"), "/X Do");
    pdf.bytes()
}
