//! Words of PDFs: how letters are joined, and what is left out.

use ocr_facture::document::{self, Document, Limits};
use ocr_facture::page::{Page, Word};
use ocr_facture_tests::pdf::{Pdf, line, one_page, one_page_with};

fn open(pdf: &Pdf) -> Document {
    document::open(&pdf.bytes(), None, &Limits::default(), &|| None).expect("a sound document")
}

fn first_page(pdf: &Pdf) -> Page {
    open(pdf).pages.remove(0)
}

fn page(content: &str) -> Page {
    first_page(&one_page(content))
}

fn texts(page: &Page) -> Vec<&str> {
    page.words.iter().map(|w| w.text.as_str()).collect()
}

fn word<'p>(page: &'p Page, text: &str) -> &'p Word {
    page.words.iter().find(|w| w.text == text).unwrap_or_else(|| panic!("no word {text} in {:?}", texts(page)))
}

/// A page whose only font is this, as `F9`.
fn with_font(content: &str, font: &str, more: &[&str]) -> Page {
    let mut pdf = one_page(content);
    pdf.set(5, font);
    for body in more {
        pdf.add(body);
    }
    first_page(&pdf)
}

#[test]
fn a_line_becomes_words_with_boxes() {
    let page = page(&line(72.0, 720.0, "Facture numero 42"));
    assert_eq!(texts(&page), ["Facture", "numero", "42"]);
    let first = word(&page, "Facture");
    assert_eq!(first.size, 12.0);
    assert!(!first.bold);
    assert_eq!(first.confidence, 1.0);
    // The baseline is 842 - 720 = 122 from the top; the box spans ascent and descent.
    assert!((first.rect.x0 - 72.0).abs() < 0.1, "{:?}", first.rect);
    assert!(first.rect.y0 > 110.0 && first.rect.y0 < 116.0, "{:?}", first.rect);
    assert!(first.rect.y1 > 123.0 && first.rect.y1 < 126.0, "{:?}", first.rect);
    // Widths of Helvetica: F 611, a 556, c 500, t 278, u 556, r 333, e 556.
    assert!((first.rect.width() - 12.0 * 3.39).abs() < 0.1, "{:?}", first.rect);
}

#[test]
fn bold_faces_are_bold() {
    let page = page("BT /F1 12 Tf 50 700 Td (maigre) Tj /F2 12 Tf 0 -20 Td (gras) Tj ET");
    assert!(!word(&page, "maigre").bold);
    assert!(word(&page, "gras").bold);
}

#[test]
fn words_end_at_gaps_without_spaces() {
    let page = page("BT /F1 10 Tf 50 700 Td [(Montant) -300 (HT) -2000 (100,00)] TJ ET");
    assert_eq!(texts(&page), ["Montant", "HT", "100,00"]);
}

#[test]
fn kerning_does_not_end_words() {
    let page = page("BT /F1 10 Tf 50 700 Td [(F) 40 (A) 90 (CT) -60 (URE)] TJ ET");
    assert_eq!(texts(&page), ["FACTURE"]);
}

#[test]
fn letters_drawn_one_by_one_are_joined() {
    // Widths of Courier are 600: letters at 10 points stand 6 apart.
    let letters: String =
        "TOTAL".chars().enumerate().map(|(i, c)| format!("BT /F3 10 Tf {} 700 Td ({c}) Tj ET ", 50 + 6 * i)).collect();
    assert_eq!(texts(&page(&letters)), ["TOTAL"]);
}

#[test]
fn letters_drawn_out_of_order_are_joined() {
    let order = [4, 0, 2, 1, 3];
    let letters: String =
        order.map(|i| format!("BT /F3 10 Tf {} 700 Td ({}) Tj ET ", 50 + 6 * i, &"TOTAL"[i..=i])).concat();
    assert_eq!(texts(&page(&letters)), ["TOTAL"]);
}

#[test]
fn spaced_out_titles_are_joined() {
    assert_eq!(texts(&page("BT /F1 14 Tf 5 Tc 50 700 Td (FACTURE) Tj ET")), ["FACTURE"]);
    assert_eq!(texts(&page("BT /F1 14 Tf 50 700 Td (F A C T U R E) Tj ET")), ["FACTURE"]);
    assert_eq!(texts(&page("BT /F1 14 Tf 4 Tc 50 700 Td (AVOIR DU MOIS) Tj ET")), ["AVOIR", "DU", "MOIS"]);
}

#[test]
fn columns_of_digits_are_not_joined() {
    let cells: String = (1..6).map(|i| format!("BT /F1 10 Tf {} 700 Td ({i}) Tj ET ", 50 + 14 * i)).collect();
    assert_eq!(texts(&page(&cells)), ["1", "2", "3", "4", "5"]);
}

#[test]
fn neighbouring_cells_are_not_joined() {
    // Two Courier words that touch, with the border of a cell between them, or not.
    let cells = "BT /F3 10 Tf 50 700 Td (12,00) Tj ET BT /F3 10 Tf 80.5 700 Td (EUR) Tj ET ";
    assert_eq!(texts(&page(cells)), ["12,00EUR"]);
    assert_eq!(texts(&page(&format!("{cells} 80.2 690 m 80.2 715 l S"))), ["12,00", "EUR"]);
}

#[test]
fn fake_bold_is_one_bold_word() {
    let twice = "BT /F1 12 Tf 50 700 Td (NET) Tj ET BT /F1 12 Tf 50.4 700 Td (NET) Tj ET";
    let page = page(twice);
    assert_eq!(texts(&page), ["NET"]);
    assert!(page.words[0].bold);
}

#[test]
fn stroked_and_filled_text_is_one_word() {
    assert_eq!(texts(&page("BT /F1 12 Tf 2 Tr 50 700 Td (NET) Tj ET")), ["NET"]);
}

#[test]
fn doubled_letters_stay_double() {
    assert_eq!(texts(&page(&line(50.0, 700.0, "Adresse illimitee 1100,00"))), ["Adresse", "illimitee", "1100,00"]);
}

#[test]
fn ligatures_hyphens_and_spaces_are_plain() {
    let names =
        "/Encoding << /Type /Encoding /Differences [65 /fi /fl /hyphen /softhyphen /space /uni202F /nbspace /Euro] >>";
    let font = format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica {names} >>");
    assert_eq!(texts(&with_font("BT /F1 12 Tf 50 700 Td (Ax) Tj ET", &font, &[])), ["fix"]);
    assert_eq!(texts(&with_font("BT /F1 12 Tf 50 700 Td (aDb) Tj ET", &font, &[])), ["a-b"]);
    for space in ["E", "F", "G"] {
        let text = format!("BT /F1 12 Tf 50 700 Td (3{space}038,14{space}H) Tj ET");
        assert_eq!(texts(&with_font(&text, &font, &[])), ["3", "038,14", "€"], "{space}");
    }
}

#[test]
fn the_map_to_unicode_is_believed() {
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange \
               2 beginbfchar <41> <00C9> <42> <00660066> endbfchar endcmap";
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 8 0 R >>";
    let stream = format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len());
    assert_eq!(texts(&with_font("BT /F1 12 Tf 50 700 Td (AB) Tj ET", font, &[&stream])), ["Éff"]);
}

#[test]
fn the_text_a_document_says_its_glyphs_stand_for_is_believed() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /g194] >> >>";
    let text = "BT /F1 12 Tf 50 700 Td /Span << /ActualText (\\() >> BDC (A) Tj EMC (EUR) Tj ET";
    assert_eq!(texts(&with_font(text, font, &[])), ["(EUR"]);
}

#[test]
fn accents_drawn_over_letters_are_put_together() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /acute /e] >> >>";
    // The accent is 333 wide, the letter 556: it stands over its middle.
    let text = "BT /F1 10 Tf 50 700 Td [(B) 444.5 (A)] TJ ET";
    assert_eq!(texts(&with_font(text, font, &[])), ["é"]);
}

#[test]
fn rotated_pages_are_read_upright() {
    let content = "0 1 -1 0 595 0 cm ".to_owned() + &line(100.0, 100.0, "Couche");
    let turned = first_page(&one_page_with(content, "/Rotate 90", ""));
    let upright = word(&turned, "Couche");
    assert_eq!((turned.width, turned.height, turned.rotation), (842.0, 595.0, 0));
    assert!(upright.rect.width() > upright.rect.height());
    assert!((upright.rect.x0 - 100.0).abs() < 1.0, "{:?}", upright.rect);
}

#[test]
fn pages_whose_text_runs_up_are_turned() {
    let content: String =
        (0..8).map(|i| format!("BT /F1 12 Tf 0 1 -1 0 {} 100 Tm (Ligne verticale {i}) Tj ET ", 100 + 20 * i)).collect();
    let page = page(&content);
    assert_eq!(page.rotation, 90);
    assert_eq!((page.width, page.height), (842.0, 595.0));
    let words: Vec<_> = page.words.iter().filter(|w| w.text == "Ligne").collect();
    assert!(words.iter().all(|w| w.rect.width() > w.rect.height()));
    assert!(words.windows(2).all(|w| w[0].rect.y1 <= w[1].rect.y0), "first line on top");
    assert!((words[0].rect.x0 - 100.0).abs() < 1.0, "{:?}", words[0].rect);
}

#[test]
fn text_in_the_margin_keeps_its_own_words() {
    let content = line(50.0, 700.0, "Facture de la societe avec du texte")
        + "BT /F1 8 Tf 0 1 -1 0 30 300 Tm (SAS au capital) Tj ET";
    let page = page(&content);
    assert_eq!(page.rotation, 0);
    let margin = word(&page, "capital");
    assert!(margin.rect.height() > margin.rect.width());
}

#[test]
fn invisible_text_over_a_scan_is_read() {
    assert_eq!(texts(&page("BT /F1 12 Tf 3 Tr 50 700 Td (Reconnu) Tj ET")), ["Reconnu"]);
}

#[test]
fn white_text_is_read_only_where_it_shows() {
    let dark = "0 0 0.4 rg 40 690 200 30 re f 1 g ".to_owned() + &line(50.0, 700.0, "Designation");
    assert_eq!(texts(&page(&dark)), ["Designation"]);
    assert!(texts(&page(&("1 g ".to_owned() + &line(50.0, 700.0, "Cache")))).is_empty());
    let banner = "0 0 0.4 rg 40 690 m 240 690 l 40 760 l f 1 g ".to_owned() + &line(50.0, 700.0, "Banniere");
    assert_eq!(texts(&page(&banner)), ["Banniere"]);
    let covered = "0 g 40 690 200 30 re f 1 g 40 690 200 30 re f ".to_owned() + &line(50.0, 700.0, "Cache");
    assert!(texts(&page(&covered)).is_empty());
}

#[test]
fn text_off_the_page_or_clipped_away_is_not_read() {
    assert!(texts(&page(&line(50.0, 900.0, "Dehors"))).is_empty());
    let clipped =
        "q 300 300 100 100 re W n ".to_owned() + &line(50.0, 700.0, "Coupe") + "Q " + &line(50.0, 600.0, "Reste");
    assert_eq!(texts(&page(&clipped)), ["Reste"]);
}

#[test]
fn fields_are_read_with_and_without_appearance() {
    let field =
        |entries: &str| format!("<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [100 500 300 520] {entries} >>");
    let with = |entries: &str| {
        let mut pdf = one_page_with(line(50.0, 700.0, "Nom"), "/Annots [8 0 R]", "");
        pdf.add(field(entries));
        pdf.stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>",
            "BT /F1 12 Tf 2 5 Td (Dessinee) Tj ET",
        );
        first_page(&pdf)
    };
    let drawn = with("/V (Valeur) /AP << /N 9 0 R >>");
    assert_eq!(texts(&drawn), ["Nom", "Dessinee"]);
    let bare = with("/V (Valeur saisie)");
    assert_eq!(texts(&bare), ["Nom", "Valeur", "saisie"]);
    let rect = word(&bare, "Valeur").rect;
    assert!(rect.x0 >= 100.0 && rect.x1 <= 300.0 && rect.y0 >= 320.0 && rect.y1 <= 344.0, "{rect:?}");
    assert_eq!(texts(&with("/V (Cachee) /F 2")), ["Nom"]);
    assert_eq!(texts(&with("/V <FEFF00C900740065>")), ["Nom", "Éte"]);
}

#[test]
fn glyphs_drawn_by_the_document_are_read_by_their_names() {
    let font = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 \
                /LastChar 66 /Widths [600 600] /Encoding << /Differences [65 /O /K] >> /CharProcs << /O 8 0 R /K 8 0 R >> >>";
    let page = with_font(
        "BT /F1 12 Tf 50 700 Td (AB) Tj ET",
        font,
        &["<< /Length 30 >>\nstream\n600 0 0 0 600 700 d1 0 0 9 9 re f\nendstream"],
    );
    assert_eq!(texts(&page), ["OK"]);
}

#[test]
fn codes_without_names_are_read_only_when_they_read_as_text() {
    // A composite font without any map: its codes are all there is.
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [8 0 R] >>";
    let descendant = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
                      /Supplement 0 >> /DW 500 >>";
    let codes = |text: &str| text.bytes().map(|b| format!("{b:04x}")).collect::<String>();
    let content = |hex: &str| format!("BT /F1 12 Tf 50 700 Td <{hex}> Tj ET");
    assert_eq!(texts(&with_font(&content(&codes("Facture 42")), font, &[descendant])), ["Facture", "42"]);
    assert!(texts(&with_font(&content(&codes("!#$%&*+#$!")), font, &[descendant])).is_empty());
}

#[test]
fn pages_can_be_chosen() {
    let mut pdf = Pdf::new();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>");
    for number in 1..3 {
        pdf.add(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {number}00 842] >>"));
    }
    let numbers = |pages: Option<&[u32]>| {
        let document = document::open(&pdf.bytes(), pages, &Limits::default(), &|| None)?;
        Ok::<_, ocr_facture::Error>(document.pages.iter().map(|p| p.number).collect::<Vec<_>>())
    };
    assert_eq!(numbers(None).expect("both"), [1, 2]);
    assert_eq!(numbers(Some(&[2])).expect("the second"), [2]);
    assert_eq!(numbers(Some(&[7])).expect_err("none").code(), "not_found");
}
