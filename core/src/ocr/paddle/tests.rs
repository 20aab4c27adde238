//! The whole engine on drawn pages, where its models are on this machine.

use std::path::PathBuf;

use super::*;
use crate::error::ErrorKind;

/// Where the models may be: a folder of the user's choice, or what the package `rapidocr` installs.
fn engine() -> Option<Paddle> {
    let folders = [std::env::var_os("OCR_FACTURE_MODELS").map(PathBuf::from)];
    let installed = PathBuf::from("/opt/rapid/lib/python3.11/site-packages/rapidocr/models");
    for folder in folders.into_iter().flatten().chain([installed]) {
        let read = |name: &str| std::fs::read(folder.join(name)).ok();
        if let (Some(finding), Some(reading)) = (read("PP-OCRv6_det_small.onnx"), read("PP-OCRv6_rec_small.onnx")) {
            return Some(Paddle::new(&finding, &reading).expect("models that are whole"));
        }
    }
    println!("skipped: the models of PP-OCR are not on this machine");
    None
}

/// Digits of seven rows of five points.
const DIGITS: [[u8; 7]; 10] = [
    [0x0e, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0e],
    [0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e],
    [0x0e, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1f],
    [0x1f, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0e],
    [0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02],
    [0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e],
    [0x06, 0x08, 0x10, 0x1e, 0x11, 0x11, 0x0e],
    [0x1f, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
    [0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e],
    [0x0e, 0x11, 0x11, 0x0f, 0x01, 0x02, 0x0c],
];

/// Draws digits, each point of them `size` points of the picture; blanks are as wide as a digit.
fn draw(picture: &mut Gray, x: usize, y: usize, size: usize, ink: u8, text: &str) {
    for (i, c) in text.chars().enumerate() {
        let Some(rows) = c.to_digit(10).map(|d| DIGITS[d as usize]) else { continue };
        for (row, bits) in rows.into_iter().enumerate() {
            for column in (0..5).filter(|column| bits & (0x10 >> column) != 0) {
                for dy in 0..size {
                    let from = x + (i * 6 + column) * size;
                    picture.row_mut(y + row * size + dy)[from..from + size].fill(ink);
                }
            }
        }
    }
}

fn request() -> Request<'static> {
    Request { language: "fra", dpi: 200.0, interrupt: &|| None }
}

#[test]
fn digits_of_a_page_are_read_where_they_stand() {
    let Some(engine) = engine() else { return };
    let mut page = Gray::blank(1200, 500);
    draw(&mut page, 100, 80, 4, 0, "4827");
    // Far apart on one line: two cells.
    draw(&mut page, 100, 200, 4, 0, "3964");
    draw(&mut page, 700, 200, 4, 0, "7258");
    // Light on dark.
    (320..420).for_each(|y| page.row_mut(y)[60..600].fill(30));
    draw(&mut page, 100, 356, 4, 255, "5863");
    let words = engine.read(&page, &request()).expect("a page");
    let texts: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
    assert_eq!(texts, ["4827", "3964", "7258", "5863"]);
    for (word, (x, y)) in words.iter().zip([(100.0, 80.0), (100.0, 200.0), (700.0, 200.0), (100.0, 356.0)]) {
        let near = |a: f32, b: f32, by: f32| (a - b).abs() < by;
        assert!(near(word.rect.x0, x, 6.0) && near(word.rect.x1, x + 92.0, 6.0), "{word:?}");
        assert!(near(word.rect.y0, y, 8.0) && near(word.rect.y1, y + 28.0 + 8.0, 8.0), "{word:?}");
        assert!(word.confidence > 0.5 && word.confidence <= 1.0, "{word:?}");
    }
    // The same again, in memory that was used before, and on two threads at once.
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert_eq!(engine.read(&page, &request()).expect("a page"), words));
        }
    });
}

#[test]
fn odd_pictures_give_nothing_and_interrupts_are_heard() {
    let Some(engine) = engine() else { return };
    for (width, height) in [(0, 0), (1, 1), (1, 5000), (5000, 2), (33, 47)] {
        assert_eq!(engine.read(&Gray::blank(width, height), &request()).expect("a picture"), [], "{width} x {height}");
    }
    let stop = Request { interrupt: &|| Some(ErrorKind::Timeout), ..request() };
    assert_eq!(engine.read(&Gray::blank(200, 200), &stop).expect_err("stopped").kind(), ErrorKind::Timeout);
}

#[test]
fn bytes_that_are_no_models_are_refused() {
    for bytes in [&b""[..], b"%PDF-1.7", &[0xff; 100], &[0x3a, 0x00]] {
        assert_eq!(Paddle::new(bytes, bytes).expect_err("no model").kind(), ErrorKind::OcrUnavailable);
    }
}
