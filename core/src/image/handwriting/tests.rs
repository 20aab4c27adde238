use super::*;
use crate::image::sample::{Draw, text};

/// A pen of two pixels along points given by `at` for 0 to 1.
fn drawn(page: &mut Gray, at: impl Fn(f32) -> (f32, f32)) {
    for i in 0..4000 {
        let (x, y) = at(i as f32 / 4000.0);
        for dy in 0..2 {
            let row = page.row_mut(y as usize + dy);
            row[x as usize..x as usize + 2].fill(30);
        }
    }
}

/// A signature: loops that grow smaller, and a stroke below.
fn signed(mut page: Gray, left: f32, top: f32) -> Gray {
    drawn(&mut page, |t| {
        let turn = t * 40.0;
        let size = 40.0 * (1.0 - 0.6 * t) * (0.7 + 0.3 * (turn * 0.31).sin());
        (left + 200.0 * t + size * turn.cos() * 0.6 + 40.0, top + 50.0 + size * turn.sin() + 6.0 * (9.0 * t).sin())
    });
    drawn(&mut page, |t| (left + 20.0 + 240.0 * t, top + 105.0 - 30.0 * t + 20.0 * (t * 3.0).sin()));
    page
}

/// The words of the sample text, found by its gaps.
fn words(page: &Gray) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut all = parts(page, 128);
    all.sort_by_key(|p| (p.y1 / 20, p.x0));
    for part in all {
        let rect = grown(&part, 1.0);
        match found.last_mut() {
            Some(last) if (last.rect.x1 - rect.x0).abs() < 5.0 && last.rect.y_overlap(&rect) > 2.0 => {
                last.rect = last.rect.union(&rect);
                last.text.push('n');
            }
            _ => found.push(Word { text: "nn".into(), rect, size: 10.0, bold: false, confidence: 0.95 }),
        }
    }
    found
}

#[test]
fn a_signature_is_found_and_print_is_not() {
    let mut page = text(700, 900);
    (300..600).for_each(|y| page.row_mut(y)[300..690].fill(255));
    let read = words(&page);
    assert!(handwriting(&page, 150.0, &read).is_empty(), "{:?}", handwriting(&page, 150.0, &read));
    // Not even when nothing was read.
    assert!(handwriting(&page, 150.0, &[]).is_empty(), "{:?}", handwriting(&page, 150.0, &[]));
    let page = signed(page, 350.0, 380.0);
    for read in [&read[..], &[]] {
        let found = handwriting(&page, 150.0, read);
        assert_eq!(found.len(), 1, "{found:?}");
        let around = Rect::new(340.0, 370.0, 640.0, 520.0);
        assert!(around.contains(found[0].x0, found[0].y0) && around.contains(found[0].x1, found[0].y1), "{found:?}");
        assert!(found[0].width() > 200.0, "{found:?}");
    }
}

#[test]
fn bars_frames_rings_and_blots_are_print() {
    let mut page = text(700, 900);
    (100..850).for_each(|y| page.row_mut(y)[300..690].fill(255));
    let read = words(&page);
    let mut draw = Draw(3);
    // A bar code.
    let mut x = 320;
    while x < 620 {
        let wide = 2 + draw.below(3);
        (150..210).for_each(|y| page.row_mut(y)[x..x + wide].fill(0));
        x += wide + 2 + draw.below(4);
    }
    // A frame with a rule across.
    for y in 260..360 {
        let full = !(262..=357).contains(&y) || (300..302).contains(&y);
        let row = page.row_mut(y);
        if full {
            row[320..660].fill(0)
        } else {
            row[320..322].fill(0)
        }
        row[658..660].fill(0);
    }
    // A stamp's ring, and a blot.
    drawn(&mut page, |t| {
        let (sin, cos) = (t * std::f32::consts::TAU).sin_cos();
        (480.0 + 70.0 * cos, 480.0 + 70.0 * sin)
    });
    (600..660).for_each(|y| page.row_mut(y)[400..520].fill(10));
    assert!(handwriting(&page, 150.0, &read).is_empty(), "{:?}", handwriting(&page, 150.0, &read));
}

#[test]
fn no_picture_has_no_writing() {
    for (w, h, level) in [(0, 0, 0), (1, 1, 0), (3000, 2, 0), (2, 3000, 255), (200, 200, 0), (200, 200, 255)] {
        assert!(handwriting(&Gray::new(w, h, vec![level; w * h]), 200.0, &[]).is_empty());
    }
    assert!(handwriting(&Gray::blank(50, 50), f32::NAN, &[]).is_empty());
}
