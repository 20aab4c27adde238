use super::*;
use crate::image::options::Want;
use crate::image::sample::{lit, text, turned};
use crate::page::Rect;

fn ready(page: &Gray, options: &Preprocess) -> Prepared {
    prepare(page, 150.0, options, Taste::Tesseract)
}

fn done(prepared: &Prepared) -> Vec<Step> {
    prepared.steps.iter().map(|t| t.step).collect()
}

/// Text as large as a good scan shows it: nothing is to be done to it.
fn clean() -> Gray {
    scale::enlarged(&text(620, 877), 3.0)
}

/// A dot put on the upright page, where it went, and back.
fn dot_comes_back(page: &Gray, options: &Preprocess, quarters: u8) {
    let mut dotted = page.clone();
    let (x, y) = (page.width() / 3, page.height() - 60);
    for row in y - 6..y + 6 {
        dotted.row_mut(row)[x - 6..x + 6].fill(0);
    }
    let seen = ready(&dotted, options);
    let before = ready(page, options);
    assert_eq!(seen.rotation, u16::from(quarters) * 90, "{seen:?}");
    assert_eq!((seen.picture.width(), seen.picture.height()), (before.picture.width(), before.picture.height()));
    let (mut sum, mut count) = ((0.0, 0.0), 0.0);
    for row in 0..seen.picture.height() {
        for (column, (a, b)) in seen.picture.row(row).iter().zip(before.picture.row(row)).enumerate() {
            if a.abs_diff(*b) > 120 {
                sum = (sum.0 + column as f32 + 0.5, sum.1 + row as f32 + 0.5);
                count += 1.0;
            }
        }
    }
    let (u, v) = seen.back.point(sum.0 / count, sum.1 / count);
    let (width, height) = (page.width() as f32, page.height() as f32);
    let (x, y) = (x as f32, y as f32);
    let (x, y) = match quarters {
        1 => (height - y, x),
        2 => (width - x, height - y),
        3 => (y, width - x),
        _ => (x, y),
    };
    assert!((u - x).abs() < 1.5 && (v - y).abs() < 1.5, "{u} {v} for {x} {y}");
}

#[test]
fn a_clean_page_is_left_alone() {
    let page = clean();
    for reader in [Taste::Tesseract, Taste::Lstm, Taste::Paddle] {
        let same = prepare(&page, 300.0, &Preprocess::Auto, reader);
        assert!(same.steps.is_empty(), "{:?}", same.steps);
        assert_eq!(same.picture, page);
        assert_eq!((same.rotation, same.doubt, same.dpi, same.back), (0, None, 300.0, Back::SAME));
    }
}

#[test]
fn a_bad_scan_is_mended_as_its_reader_likes() {
    let bad = lit(&turned(&clean(), 3.2), 20.0, |x, y| 1.0 - 0.5 * (x + y) / 2.0);
    let mended = prepare(&bad, 300.0, &Preprocess::Auto, Taste::Tesseract);
    assert_eq!(done(&mended), [Step::Background, Step::Denoise, Step::Deskew]);
    assert!((mended.skew - 3.2).abs() < 0.05, "{}", mended.skew);
    let again = prepare(&mended.picture, 300.0, &Preprocess::Auto, Taste::Tesseract);
    assert!(again.skew.abs() < 0.05 && !done(&again).contains(&Step::Deskew), "{again:?}");
    let little = prepare(&bad, 300.0, &Preprocess::Auto, Taste::Paddle);
    assert_eq!(done(&little), [Step::Deskew]);
    let slight = prepare(&turned(&clean(), 0.6), 300.0, &Preprocess::Auto, Taste::Paddle);
    assert!(done(&slight).is_empty() && (slight.skew - 0.6).abs() < 0.05, "{slight:?}");
}

#[test]
fn small_letters_are_enlarged_and_large_pictures_reduced() {
    let small = ready(&text(620, 877), &Preprocess::Auto);
    assert_eq!(done(&small), [Step::Upscale]);
    assert_eq!((small.picture.width(), small.dpi), (1240, 300.0));
    let large = prepare(&scale::enlarged(&text(500, 700), 7.0), 600.0, &Preprocess::Auto, Taste::Tesseract);
    assert_eq!(done(&large), [Step::Downscale]);
    assert_eq!(large.picture.width(), 3500 / large.steps[0].value as usize);
}

#[test]
fn the_way_back_is_exact() {
    let options = Preprocess::Steps(Steps { upscale: Want::Much(0.5), ..Steps::default() });
    let page = turned(&text(700, 900), 2.0);
    for quarters in 0..4 {
        let lying = quarter_turns(&page, quarters);
        dot_comes_back(&lying, &options, (4 - quarters) % 4);
    }
}

#[test]
fn the_way_back_from_a_photo_is_exact() {
    let page = text(620, 877);
    let corners = [(90.0, 70.0), (700.0, 100.0), (730.0, 1000.0), (60.0, 950.0)];
    let back = Projection::of_square(corners).unwrap().inverse().unwrap();
    let seen = warp(&page, &back.then(&Projection::scaled(620.0, 877.0)), 800, 1060, 40);
    let flat = ready(&seen, &Preprocess::Auto);
    assert!(done(&flat).contains(&Step::Perspective), "{flat:?}");
    let (width, height) = (flat.picture.width() as f32, flat.picture.height() as f32);
    let ends = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)].map(|(x, y)| flat.back.point(x, y));
    for ((x, y), corner) in ends.iter().zip(corners) {
        let (dx, dy) = (f64::from(*x) - corner.0, f64::from(*y) - corner.1);
        assert!(dx.hypot(dy) < 8.0, "{ends:?}");
    }
    let middle = flat.back.rect(&Rect::new(width / 2.0, height / 2.0, width / 2.0 + 10.0, height / 2.0 + 10.0));
    assert!(middle.width() < 12.0 && middle.height() < 12.0, "{middle:?}");
}

#[test]
fn what_is_not_wanted_is_not_done() {
    let bad = lit(&turned(&quarter_turns(&text(620, 877), 1), 3.0), 20.0, |x, _| 1.0 - 0.5 * x);
    let same = ready(&bad, &Preprocess::None);
    assert_eq!((&same.picture, same.steps.len(), same.rotation), (&bad, 0, 0));
    let only = Steps { deskew: Want::Yes, ..Steps::NONE };
    assert!(!done(&ready(&bad, &Preprocess::Steps(only))).contains(&Step::Background));
    let black = Steps { binarize: Want::Yes, ..Steps::NONE };
    let black = ready(&bad, &Preprocess::Steps(black));
    assert_eq!(done(&black), [Step::Binarize]);
    assert!(black.picture.levels().iter().all(|v| *v == 0 || *v == 255));
}

#[test]
fn no_picture_is_too_odd() {
    let everything = Steps {
        orient: Want::Much(1.0),
        deskew: Want::Yes,
        perspective: Want::Much(1.0),
        background: Want::Yes,
        contrast: Want::Yes,
        denoise: Want::Yes,
        upscale: Want::Yes,
        binarize: Want::Yes,
        keep_color: None,
    };
    for (w, h) in [(0, 0), (1, 1), (7, 9), (8, 8), (3000, 9), (9, 3000), (200, 200), (0, 50)] {
        for level in [0, 128, 255] {
            let page = Gray::new(w, h, vec![level; w * h]);
            for options in [Preprocess::Auto, Preprocess::Steps(everything)] {
                for dpi in [0.0, 200.0, f32::NAN] {
                    let out = prepare(&page, dpi, &options, Taste::Tesseract);
                    assert!(out.rotation == 0 && out.picture.levels().len() <= w * h * 5, "{w} x {h}: {out:?}");
                }
            }
        }
    }
}
