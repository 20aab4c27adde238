//! Pages as pixels, and pictures as pages.

use ocr_facture::ErrorKind;
use ocr_facture::document::{self, Limits, Picture};
use ocr_facture_tests::pdf::{one_page, one_page_with};

const ORANGE: [u8; 3] = [255, 128, 0];

fn render(bytes: &[u8], page: u32, dpi: f32) -> Result<Picture, ErrorKind> {
    document::render(bytes, page, dpi, &Limits::default(), &|| None).map_err(|e| e.kind())
}

fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let at = 3 * (y * picture.width + x) as usize;
    [picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]]
}

fn encoded(image: &image::RgbImage, format: image::ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image.write_to(&mut out, format).expect("an encoder");
    out.into_inner()
}

/// A picture whose top left corner is orange on white.
fn marked(width: u32, height: u32) -> image::RgbImage {
    image::RgbImage::from_fn(width, height, |x, y| image::Rgb(if x < 10 && y < 10 { ORANGE } else { [255; 3] }))
}

#[test]
fn a_page_is_drawn_where_its_words_are() {
    let pdf = one_page("1 0.5 0 rg 100 642 100 100 re f").bytes();
    let picture = render(&pdf, 1, 144.0).expect("a page");
    assert_eq!((picture.width, picture.height), (1190, 1684));
    assert_eq!(picture.rgb.len(), 3 * 1190 * 1684);
    // The square spans 100 to 200 points from the left and from the top: 200 to 400 pixels.
    assert_eq!(pixel(&picture, 300, 300), ORANGE);
    assert_eq!(pixel(&picture, 190, 300), [255; 3]);
    assert_eq!(pixel(&picture, 300, 410), [255; 3]);
}

#[test]
fn pages_and_resolutions_that_cannot_be_are_refused() {
    let pdf = one_page("").bytes();
    assert_eq!(render(&pdf, 0, 72.0), Err(ErrorKind::NotFound));
    assert_eq!(render(&pdf, 2, 72.0), Err(ErrorKind::NotFound));
    assert_eq!(render(&pdf, 1, 2400.0), Err(ErrorKind::TooLarge));
    assert!(render(&pdf, 1, f32::NAN).is_ok());
    assert_eq!(render(b"<a/>", 1, 72.0), Err(ErrorKind::InvalidInput));
    assert_eq!(render(b"texte", 1, 72.0), Err(ErrorKind::InvalidInput));
}

#[test]
fn turned_pages_are_drawn_turned() {
    let rotated = one_page_with("1 0.5 0 rg 0 742 100 100 re f", "/Rotate 90", "").bytes();
    let picture = render(&rotated, 1, 72.0).expect("a page");
    assert_eq!((picture.width, picture.height), (842, 595));
    assert_eq!(pixel(&picture, 800, 50), ORANGE, "the top left corner is on the right");

    let lines: String =
        (0..8).map(|i| format!("BT /F1 12 Tf 0 1 -1 0 {} 100 Tm (Ligne verticale {i}) Tj ET ", 100 + 20 * i)).collect();
    let upright = one_page(format!("1 0.5 0 rg 0 0 50 50 re f 0 g {lines}")).bytes();
    let picture = render(&upright, 1, 72.0).expect("a page");
    assert_eq!((picture.width, picture.height), (842, 595));
    assert_eq!(pixel(&picture, 20, 20), ORANGE, "the bottom left corner is now on top");
}

#[test]
fn pictures_keep_their_pixels() {
    for format in [image::ImageFormat::Png, image::ImageFormat::Tiff, image::ImageFormat::WebP] {
        let picture = render(&encoded(&marked(40, 20), format), 1, 300.0).expect("a picture");
        assert_eq!((picture.width, picture.height), (40, 20), "{format:?}");
        assert_eq!(pixel(&picture, 5, 5), ORANGE, "{format:?}");
        assert_eq!(pixel(&picture, 35, 15), [255; 3], "{format:?}");
    }
}

#[test]
fn transparency_is_paper() {
    let clear = image::RgbaImage::from_pixel(4, 4, image::Rgba([0, 0, 0, 0]));
    let mut out = std::io::Cursor::new(Vec::new());
    clear.write_to(&mut out, image::ImageFormat::Png).expect("an encoder");
    assert_eq!(pixel(&render(&out.into_inner(), 1, 72.0).expect("a picture"), 1, 1), [255; 3]);
}

/// A JPEG with a density and, in an Exif segment, an orientation.
fn jpeg(image: &image::RgbImage, dpi: u16, orientation: u8) -> Vec<u8> {
    let plain = encoded(image, image::ImageFormat::Jpeg);
    let [high, low] = dpi.to_be_bytes();
    let jfif = [&[0xff, 0xe0, 0, 16][..], b"JFIF\0\x01\x02\x01", &[high, low, high, low, 0, 0]].concat();
    let tiff =
        [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation], b"\0\0\0\0\0\0"].concat();
    let length = (2 + 6 + tiff.len() as u16).to_be_bytes();
    let exif = [&[0xff, 0xe1][..], &length, b"Exif\0\0", &tiff].concat();
    // The encoder's own JFIF segment is 18 bytes long.
    let rest = if plain[3] == 0xe0 { &plain[20..] } else { &plain[2..] };
    [&plain[..2], &jfif, &exif, rest].concat()
}

#[test]
fn photos_stand_upright_and_have_their_size() {
    let wide = marked(400, 200);
    let turns = [(1, 0, (144.0, 72.0)), (3, 180, (144.0, 72.0)), (6, 90, (72.0, 144.0)), (8, 270, (72.0, 144.0))];
    for (orientation, turned, size) in turns {
        let bytes = jpeg(&wide, 200, orientation);
        let page = document::open(&bytes, None, &Limits::default(), &|| None).expect("a photo").pages.remove(0);
        assert_eq!((page.rotation, (page.width, page.height)), (turned, size), "orientation {orientation}");
        let picture = render(&bytes, 1, 72.0).expect("a photo");
        let corner = match orientation {
            1 => (3, 3),
            3 => (396, 196),
            6 => (196, 3),
            _ => (3, 396),
        };
        let [red, green, blue] = pixel(&picture, corner.0, corner.1);
        assert!(red > 200 && green < 180 && blue < 80, "orientation {orientation}: {red} {green} {blue}");
    }
    let dense = document::open(&jpeg(&wide, 400, 1), None, &Limits::default(), &|| None).expect("a photo");
    assert_eq!((dense.pages[0].width, dense.pages[0].height), (72.0, 36.0));
    let absurd = document::open(&jpeg(&wide, 1, 1), None, &Limits::default(), &|| None).expect("a photo");
    assert_eq!((absurd.pages[0].width, absurd.pages[0].height), (144.0, 72.0));
}

/// A TIFF of gray frames of these sizes and shades, 300 dots per inch.
fn tiff(frames: &[(u32, u32, u8)]) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    for (at, (width, height, shade)) in frames.iter().enumerate() {
        let data_at = out.len() as u32 + 2 + 11 * 12 + 4 + 8;
        let last = at + 1 == frames.len();
        let entries: [(u16, u16, u32); 11] = [
            (256, 4, *width),
            (257, 4, *height),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, data_at),
            (278, 4, *height),
            (279, 4, width * height),
            (282, 5, data_at - 8),
            (283, 5, data_at - 8),
            (296, 3, 2),
        ];
        out.extend(11_u16.to_le_bytes());
        for (tag, kind, value) in entries {
            out.extend(tag.to_le_bytes());
            out.extend(kind.to_le_bytes());
            out.extend(1_u32.to_le_bytes());
            out.extend(value.to_le_bytes());
        }
        let next = if last { 0 } else { data_at + width * height };
        out.extend(next.to_le_bytes());
        out.extend(300_u32.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend(vec![*shade; (width * height) as usize]);
    }
    out
}

#[test]
fn every_frame_of_a_tiff_is_a_page() {
    let bytes = tiff(&[(300, 600, 10), (30, 20, 200), (75, 75, 90)]);
    let document = document::open(&bytes, None, &Limits::default(), &|| None).expect("a TIFF");
    let sizes: Vec<_> = document.pages.iter().map(|p| (p.number, p.width, p.height)).collect();
    assert_eq!(sizes, [(1, 72.0, 144.0), (2, 7.2, 4.8), (3, 18.0, 18.0)]);
    for (page, size, shade) in [(1, (300, 600), 10), (2, (30, 20), 200), (3, (75, 75), 90)] {
        let picture = render(&bytes, page, 72.0).expect("a frame");
        assert_eq!((picture.width, picture.height), size);
        assert_eq!(pixel(&picture, 1, 1), [shade; 3]);
    }
    assert_eq!(render(&bytes, 4, 72.0), Err(ErrorKind::NotFound));
    let chosen = document::open(&bytes, Some(&[3]), &Limits::default(), &|| None).expect("a TIFF");
    assert_eq!(chosen.pages.iter().map(|p| p.number).collect::<Vec<_>>(), [3]);
}
