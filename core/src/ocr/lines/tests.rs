use super::*;

const DPI: f32 = 200.0;

fn fill(page: &mut Gray, (x0, y0, x1, y1): (usize, usize, usize, usize), level: u8) {
    (y0..y1).for_each(|y| page.row_mut(y)[x0..x1].fill(level));
}

/// Hollow letters from `x` on, on the baseline: `A` a capital of `size`, `a` a small letter, `p` one with a descender,
/// `.` a full stop, `-` a dash, `:` a colon, a blank. What they are drawn with has the given level.
fn write(page: &mut Gray, mut x: usize, base: usize, size: usize, text: &str, level: u8) -> usize {
    let small = size * 7 / 10;
    let pen = (size / 8).max(2);
    let hollow = |page: &mut Gray, x0: usize, y0: usize, y1: usize, width: usize| {
        fill(page, (x0, y0, x0 + pen, y1), level);
        fill(page, (x0 + width - pen, y0, x0 + width, y1), level);
        fill(page, (x0, y0, x0 + width, y0 + pen), level);
    };
    for c in text.chars() {
        match c {
            'A' => hollow(page, x, base - size, base, size * 6 / 10),
            'a' => hollow(page, x, base - small, base, size / 2),
            'p' => hollow(page, x, base - small, base + size * 3 / 10, size / 2),
            '.' => fill(page, (x, base - pen, x + pen, base), level),
            ':' => {
                fill(page, (x, base - pen, x + pen, base), level);
                fill(page, (x, base - small, x + pen, base - small + pen), level);
            }
            '-' => fill(page, (x, base - small / 2 - pen, x + size / 3, base - small / 2), level),
            _ => {}
        }
        x += match c {
            'A' => size * 3 / 4,
            '.' | ':' => size / 4,
            ' ' => size / 3,
            _ => size * 6 / 10,
        };
    }
    x
}

#[test]
fn a_line_is_one_with_its_dots_and_dashes() {
    let mut page = Gray::blank(800, 200);
    let end = write(&mut page, 100, 100, 20, "Aaap-aa. Aaa Apap.aa", 0);
    let lines = find(&page, DPI).lines;
    assert_eq!(lines.len(), 1, "{lines:?}");
    let line = &lines[0];
    assert_eq!(line.x0, 100);
    assert!(line.x1 + 8 > end, "{line:?}");
    assert!((line.baseline - 100.0).abs() < 1.0 && (line.capital - 20.0).abs() < 1.0, "{line:?}");
}

#[test]
fn columns_lines_and_sizes_stay_apart() {
    let mut page = Gray::blank(1000, 400);
    write(&mut page, 50, 60, 40, "Aaa Aap", 0);
    write(&mut page, 50, 110, 16, "Aaaa aapa", 0);
    write(&mut page, 50, 138, 16, "aaAaa aap", 0);
    write(&mut page, 600, 110, 16, "Aaaa AA", 0);
    let lines = find(&page, DPI).lines;
    let found: Vec<(usize, f32)> = lines.iter().map(|l| (l.x0, l.capital.round())).collect();
    assert_eq!(found, [(50, 40.0), (50, 16.0), (600, 16.0), (50, 16.0)], "{lines:?}");
    assert_eq!(lines[1].room, (0, 600));
}

#[test]
fn small_letters_alone_take_their_size_from_the_page() {
    let mut page = Gray::blank(900, 300);
    write(&mut page, 50, 60, 20, "Aaaa Aapaa", 0);
    write(&mut page, 50, 160, 20, "aaaaa", 0);
    write(&mut page, 500, 60, 20, "aa", 0);
    write(&mut page, 700, 60, 20, ":", 0);
    let lines = find(&page, DPI).lines;
    assert_eq!(lines.len(), 4, "{lines:?}");
    for line in &lines {
        assert!((line.capital - 20.0).abs() < 2.0, "{line:?}");
        assert!((line.baseline - 60.0).abs() < 2.0 || (line.baseline - 160.0).abs() < 2.0, "{line:?}");
    }
}

#[test]
fn rules_of_a_table_are_found_and_are_no_letters() {
    let mut page = Gray::blank(1000, 400);
    [100, 150, 200].into_iter().for_each(|y| fill(&mut page, (100, y, 900, y + 2), 0));
    [100, 400, 898].into_iter().for_each(|x| fill(&mut page, (x, 100, x + 2, 202), 0));
    for (x, y) in [(120, 135), (420, 135), (120, 185)] {
        write(&mut page, x, y, 20, "Aaaap", 0);
    }
    let rules = rules(&page, DPI);
    let level = rules.iter().filter(|r| r.width() > 790.0 && r.height() <= 3.0).count();
    let standing = rules.iter().filter(|r| r.height() > 95.0 && r.width() <= 3.0).count();
    assert_eq!((level, standing, rules.len()), (3, 3, 6), "{rules:?}");
    let found = find(&page, DPI);
    let places: Vec<usize> = found.lines.iter().map(|l| l.x0).collect();
    assert_eq!(places, [120, 420, 120]);
    assert_eq!(found.page.row(101)[500], 255, "the rule is taken off the page");
    assert!(super::rules(&Gray::blank(0, 0), DPI).is_empty());
}

#[test]
fn light_letters_on_a_dark_band_are_found() {
    let mut page = Gray::blank(1000, 200);
    fill(&mut page, (100, 50, 900, 100), 40);
    write(&mut page, 120, 85, 20, "Aaaa Aap", 250);
    write(&mut page, 120, 150, 20, "Aaaa", 0);
    let lines = find(&page, DPI).lines;
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].inverted && !lines[1].inverted);
    assert_eq!(lines[0].x0, 120);
    assert!((lines[0].baseline - 85.0).abs() < 1.5, "{lines:?}");
}

#[test]
fn underlined_letters_are_no_panel() {
    let mut page = Gray::blank(600, 200);
    let end = write(&mut page, 100, 100, 20, "AaaaAaaa", 0);
    fill(&mut page, (100, 101, end, 104), 0);
    let lines = find(&page, DPI).lines;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(!lines[0].inverted && (lines[0].capital - 20.0).abs() < 2.5, "{lines:?}");
}

#[test]
fn pages_of_dirt_and_pages_of_nothing_end_soon() {
    let mut state = 1u32;
    let mut noise = Gray::blank(600, 600);
    for level in noise.levels_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *level = (state >> 24) as u8;
    }
    find(&noise, DPI);
    let black = Gray::new(300, 300, vec![0; 90_000]);
    assert!(find(&black, DPI).lines.is_empty());
    for dpi in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        find(&noise, dpi);
    }
    for (width, height) in [(0, 0), (1, 1), (1, 500), (500, 1), (64, 65)] {
        assert!(find(&Gray::blank(width, height), DPI).lines.is_empty());
        find(&Gray::new(width, height, vec![0; width * height]), DPI);
    }
}
