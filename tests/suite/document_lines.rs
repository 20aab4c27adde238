//! Rules and frames of PDF pages.

use ocr_facture::document::{self, Limits};
use ocr_facture::page::{Page, Rect};
use ocr_facture_tests::pdf::{line, one_page, one_page_with};

fn page(content: &str) -> Page {
    let bytes = one_page(content).bytes();
    document::open(&bytes, None, &Limits::default(), &|| None).expect("a sound document").pages.remove(0)
}

fn near(a: &Rect, b: [f32; 4]) -> bool {
    [a.x0, a.y0, a.x1, a.y1].iter().zip(b).all(|(a, b)| (a - b).abs() < 1.1)
}

#[track_caller]
fn assert_only(found: &[Rect], expected: &[[f32; 4]]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for e in expected {
        assert!(found.iter().any(|f| near(f, *e)), "{e:?} is not in {found:?}");
    }
}

#[test]
fn strokes_and_thin_bars_are_rules() {
    let page = page("50 700 m 250 700 l S 50 600 200 1 re f 300 500 m 300 600 l S");
    assert_only(&page.rules, &[[50.0, 142.0, 250.0, 142.0], [50.0, 241.5, 250.0, 241.5], [300.0, 242.0, 300.0, 342.0]]);
    assert!(page.frames.is_empty(), "{:?}", page.frames);
}

#[test]
fn a_stroked_box_has_four_sides_and_is_a_frame() {
    let page = page("50 600 200 100 re S");
    assert_only(
        &page.rules,
        &[
            [50.0, 142.0, 250.0, 142.0],
            [50.0, 242.0, 250.0, 242.0],
            [50.0, 142.0, 50.0, 242.0],
            [250.0, 142.0, 250.0, 242.0],
        ],
    );
    assert_only(&page.frames, &[[50.0, 142.0, 250.0, 242.0]]);
}

#[test]
fn a_path_of_many_lines_is_not_their_bounding_box() {
    let page = page("50 700 m 250 700 l 50 680 m 250 680 l 50 660 m 250 660 l S");
    assert_eq!(page.rules.len(), 3, "{:?}", page.rules);
    assert!(page.frames.is_empty(), "{:?}", page.frames);
}

#[test]
fn dashes_dots_and_cell_borders_are_joined() {
    let dashes: String = (0..40).map(|i| format!("{} 700 m {} 700 l S ", 50 + 5 * i, 53 + 5 * i)).collect();
    assert_only(&page(&dashes).rules, &[[50.0, 142.0, 248.0, 142.0]]);
    assert_only(&page("[3 2] 0 d 50 700 m 250 700 l S").rules, &[[50.0, 142.0, 250.0, 142.0]]);
    let cells = "50 700 m 150 700 l S 150 700 m 250 700 l S 50 650 m 50 700 l S 50 600 m 50 650 l S";
    assert_only(&page(cells).rules, &[[50.0, 142.0, 250.0, 142.0], [50.0, 142.0, 50.0, 242.0]]);
}

#[test]
fn lines_over_separate_columns_stay_apart() {
    assert_eq!(page("50 700 m 140 700 l S 152 700 m 250 700 l S").rules.len(), 2);
}

#[test]
fn filled_areas_are_frames_each_for_itself() {
    let page = page("0.9 g 50 600 200 20 re 50 500 200 20 re f");
    assert_only(&page.frames, &[[50.0, 222.0, 250.0, 242.0], [50.0, 322.0, 250.0, 342.0]]);
}

#[test]
fn rounded_boxes_are_frames() {
    let rounded = "60 600 m 240 600 l 250 600 250 600 250 610 c 250 690 l 250 700 250 700 240 700 c 60 700 l \
                   50 700 50 700 50 690 c 50 610 l 50 600 50 600 60 600 c h ";
    assert_only(&page(&format!("{rounded} S")).frames, &[[50.0, 142.0, 250.0, 242.0]]);
    assert_only(&page(&format!("0.9 g {rounded} f")).frames, &[[50.0, 142.0, 250.0, 242.0]]);
}

#[test]
fn what_cannot_be_seen_is_left_out() {
    assert_only(&page("1 g 50 600 200 20 re f 1 G 50 500 m 250 500 l S").frames, &[]);
    assert_only(&page("1 G 50 500 m 250 500 l S").rules, &[]);
    // The page itself is no frame.
    assert_only(&page("0.95 g 0 0 595 842 re f").frames, &[]);
    // Clipped to half its length.
    assert_only(&page("0 0 150 842 re W n 50 700 m 250 700 l S").rules, &[[50.0, 142.0, 150.0, 142.0]]);
    // Off the page.
    assert_only(&page("700 700 m 900 700 l S").rules, &[]);
}

#[test]
fn slanted_and_short_lines_are_no_rules() {
    assert_only(&page("50 700 m 250 600 l S 50 500 m 54 500 l S").rules, &[]);
}

#[test]
fn pictures_cover_their_share_of_the_page() {
    let image = |w: f32, h: f32| {
        let content = format!("q {w} 0 0 {h} 0 0 cm /I Do Q {}", line(50.0, 700.0, "Texte"));
        let mut pdf = one_page_with(content, "", "/XObject << /I 8 0 R >>");
        pdf.stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            [128],
        );
        document::open(&pdf.bytes(), None, &Limits::default(), &|| None).expect("a sound document").pages.remove(0)
    };
    assert!((image(595.0, 421.0).image_cover - 0.5).abs() < 0.01);
    assert!((image(5950.0, 8420.0).image_cover - 1.0).abs() < 0.01);
    // A picture one point high is a line.
    assert_only(&image(300.0, 1.0).rules, &[[0.0, 841.5, 300.0, 841.5]]);
}

#[test]
fn a_million_lines_are_cut_short() {
    let page = page(&"1 1 m 99 1 l S 1 9 m 99 9 l S ".repeat(200_000));
    assert!(page.rules.len() <= 4, "{}", page.rules.len());
}
