//! Scans and photos through the whole engine: pages drawn here, spoiled as devices spoil them, and read.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use ocr_facture::api::{DocumentKind, OcrEngine, OcrMode};
use ocr_facture::engine::PageEvent;
use ocr_facture::page::{Rect, Source as Words};
use ocr_facture::{BatchEvent, Engine, ExtractOptions, Extraction, OCRFactureAPI, Origin, Source};
use ocr_facture_tests::degrade::{Degraded, Set, degrade};
use ocr_facture_tests::generator::{Language, Sample, generate};

const SEED: u64 = 4_711;

fn sample(index: u64) -> Sample {
    generate(SEED, index, Some(Language::French))
}

fn spoiled(sample: &Sample, set: Set) -> Degraded {
    degrade(&sample.pdf, 1, set, SEED).expect("a picture")
}

/// Engines whose models are on this machine; `make models` brings them.
fn engines() -> Vec<OcrEngine> {
    let here = Engine::new().recognisers();
    let (here, missing): (Vec<_>, Vec<_>) = here.into_iter().partition(|r| r.available);
    missing.iter().for_each(|r| println!("skipped: {} is not installed", r.engine.name()));
    here.into_iter().map(|r| r.engine).collect()
}

fn with(engine: OcrEngine) -> ExtractOptions {
    ExtractOptions { engine, ..ExtractOptions::default() }
}

fn read(bytes: &[u8], options: &ExtractOptions) -> Extraction {
    Engine::new().extract_from_bytes(bytes, options).expect("an extraction")
}

fn gross(extraction: &Extraction) -> Option<String> {
    Some(extraction.invoice.totals.gross?.to_string())
}

#[test]
fn every_engine_reads_a_clean_scan_as_its_text_is() {
    let sample = sample(0);
    let picture = spoiled(&sample, Set::Clean);
    let text = read(&sample.pdf, &ExtractOptions::default());
    for engine in engines() {
        let scan = read(&picture.bytes, &with(engine));
        assert_eq!(scan.document.kind, DocumentKind::Image);
        let page = &scan.document.pages[0];
        assert_eq!((page.source, page.engine, page.rotation), (Words::Ocr, Some(engine), 0), "{engine:?}");
        assert_eq!(scan.invoice.number, text.invoice.number, "{engine:?}");
        assert_eq!(gross(&scan), gross(&text), "{engine:?}");
        let number = &scan.fields["number"];
        assert_eq!(number.origin, Origin::Ocr);
        assert!(near(&number.rect, &text.fields["number"].rect, 6.0), "{engine:?} {number:?}");
    }
}

/// Whether two places are the same but for that many points.
fn near(a: &Option<Rect>, b: &Option<Rect>, points: f32) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    (a.cx() - b.cx()).abs() <= points && (a.cy() - b.cy()).abs() <= points
}

#[test]
fn places_on_a_sloping_page_lie_on_the_page_as_it_is() {
    let Some(engine) = engines().first().copied() else { return };
    let sample = sample(1);
    let spoiled = spoiled(&sample, Set::Mild);
    let read = read(&spoiled.bytes, &with(engine));
    let page = &read.document.pages[0];
    let (width, height) = (spoiled.picture.width as f32 * 72.0 / 200.0, spoiled.picture.height as f32 * 72.0 / 200.0);
    assert!((page.width - width).abs() < 1.0 && (page.height - height).abs() < 1.0, "{page:?}");
    let text = self::read(&sample.pdf, &ExtractOptions::default());
    let (scan, drawn) = (&read.fields["number"].rect, &text.fields["number"].rect);
    // One degree over half a page is five points.
    assert!(near(scan, drawn, 16.0), "{scan:?} {drawn:?}");
}

#[test]
fn a_page_on_its_side_is_put_upright_and_told() {
    let Some(engine) = engines().first().copied() else { return };
    let sample = sample(2);
    let clean = spoiled(&sample, Set::Clean);
    let upright = image::load_from_memory(&clean.bytes).expect("a picture");
    for (turned, degrees) in [(upright.rotate270(), 90), (upright.rotate180(), 180), (upright.rotate90(), 270)] {
        let mut png = std::io::Cursor::new(Vec::new());
        turned.write_to(&mut png, image::ImageFormat::Png).expect("a picture");
        let read = read(png.get_ref(), &with(engine));
        let page = &read.document.pages[0];
        assert_eq!(page.rotation, degrees);
        assert!(page.height > page.width, "{page:?}");
        assert_eq!(gross(&read), gross(&self::read(&clean.bytes, &with(engine))));
    }
}

#[test]
fn text_is_kept_unless_all_pages_are_to_be_recognised() {
    let Some(engine) = engines().first().copied() else { return };
    let sample = sample(3);
    let page = |ocr| {
        let read = read(&sample.pdf, &ExtractOptions { ocr, ..with(engine) });
        (read.document.pages[0].source, gross(&read))
    };
    let (text, amount) = page(OcrMode::Auto);
    assert_eq!(text, Words::Text);
    assert_eq!(page(OcrMode::Never), (Words::Text, amount.clone()));
    assert_eq!(page(OcrMode::Always), (Words::Ocr, amount));
}

#[test]
fn a_picture_nobody_may_read_is_an_error_that_says_so() {
    let picture = spoiled(&sample(4), Set::Clean);
    let options = ExtractOptions { ocr: OcrMode::Never, ..ExtractOptions::default() };
    let error = Engine::new().extract_from_bytes(&picture.bytes, &options).expect_err("no text");
    assert_eq!(error.code(), "ocr_unavailable");
    assert!(error.message().contains("`ocr`"), "{error}");
    let unknown = ExtractOptions { language: "zzz".into(), engine: OcrEngine::Lstm, ..ExtractOptions::default() };
    let error = Engine::new().extract_from_bytes(&picture.bytes, &unknown).expect_err("no such model");
    assert_eq!(error.code(), "language_unavailable");
    assert!(error.message().contains("models add zzz.traineddata"), "{error}");
}

#[test]
fn time_that_is_over_stops_the_work() {
    for engine in engines() {
        let picture = spoiled(&sample(5), Set::Hard);
        let api = Engine::new();
        // Models are loaded before the clock matters.
        api.extract_from_bytes(&picture.bytes, &with(engine)).expect("an extraction");
        let started = Instant::now();
        let whole =
            { api.extract_from_bytes(&picture.bytes, &with(engine)).map(|_| started.elapsed()) }.expect("again");
        let options = ExtractOptions { timeout: Some(1), ..with(engine) };
        let started = Instant::now();
        let error = api.extract_from_bytes(&picture.bytes, &options).expect_err("no time");
        assert_eq!(error.code(), "timeout", "{engine:?}");
        // No figure: that the work was not done to its end, on any machine.
        assert!(started.elapsed() < whole.max(Duration::from_millis(50)), "{engine:?}");
    }
}

#[test]
fn a_batch_of_scans_tells_its_pages_and_loses_only_the_broken_one() {
    let Some(engine) = engines().first().copied() else { return };
    let pictures: Vec<_> = (6..10).map(|index| spoiled(&sample(index), Set::Clean).bytes).collect();
    let named = |(at, bytes): (usize, &Vec<u8>)| Source::Bytes { name: format!("{at}"), bytes: bytes.clone() };
    let mut sources: Vec<_> = pictures.iter().enumerate().map(named).collect();
    let half = pictures[1].len() / 2;
    sources[1] = Source::Bytes { name: "broken".into(), bytes: pictures[1][..half].to_vec() };
    let pages: &'static Mutex<Vec<PageEvent>> = Box::leak(Box::default());
    let api = OCRFactureAPI::local().telling(|event| pages.lock().expect("no panic").push(event));
    let mut told = Vec::new();
    api.batch_extract(sources, &with(engine), None, |event| {
        if let BatchEvent::Result { source, result } = event {
            told.push((source.name(), result.map_err(|e| e.code())));
        }
        std::ops::ControlFlow::Continue(())
    })
    .expect("a batch");
    let names: Vec<_> = told.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["0", "broken", "2", "3"]);
    for (name, result) in &told {
        assert_eq!(result.is_err(), name == "broken", "{name}");
    }
    assert_eq!(told[1].1.as_ref().err(), Some(&"unreadable"));
    let pages = pages.lock().expect("no panic");
    assert_eq!((pages.len(), pages.iter().filter(|p| p.ok).count()), (4, 3), "{pages:?}");
}

#[test]
fn a_jpeg_cut_short_is_told() {
    let Some(engine) = engines().first().copied() else { return };
    let bytes = spoiled(&sample(12), Set::Mild).bytes;
    let codes = |bytes: &[u8]| -> Vec<String> {
        read(bytes, &with(engine)).warnings.into_iter().map(|w| w.code).filter(|c| c == "page_partial").collect()
    };
    assert!(codes(&bytes).is_empty());
    assert_eq!(codes(&bytes[..bytes.len() / 2]), ["page_partial"]);
    let start = Engine::new().extract_from_bytes(&bytes[..300], &with(engine)).expect_err("no pixels");
    assert_eq!(start.code(), "unreadable");
}

/// A folder that goes away with the test.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}

#[test]
fn what_was_read_once_is_kept_and_a_spoiled_copy_is_read_again() {
    let scratch = Scratch(std::env::temp_dir().join(format!("ocr-facture-cache-{}", std::process::id())));
    let api = OCRFactureAPI::local().cached_in(&scratch.0);
    let (pdf, options) = (sample(11).pdf, ExtractOptions::default());
    let first = api.extract_from_bytes(&pdf, &options).expect("an extraction");
    let kept = files_under(&scratch.0);
    assert_eq!(kept.len(), 1);
    assert_eq!(api.extract_from_bytes(&pdf, &options).expect("the same"), first);
    // It really comes from there.
    let changed = std::fs::read_to_string(&kept[0]).expect("JSON").replace("\"text\":null", "\"text\":\"kept\"");
    std::fs::write(&kept[0], changed).expect("written");
    assert_eq!(api.extract_from_bytes(&pdf, &options).expect("kept").text.as_deref(), Some("kept"));
    std::fs::write(&kept[0], "{").expect("written");
    assert_eq!(api.extract_from_bytes(&pdf, &options).expect("read again"), first);
    // Another option, another answer; a time limit changes nothing.
    let patient = ExtractOptions { timeout: Some(60_000), ..options.clone() };
    api.extract_from_bytes(&pdf, &patient).expect("an extraction");
    assert_eq!(files_under(&scratch.0).len(), 1);
    api.extract_from_bytes(&pdf, &ExtractOptions { text: true, ..options }).expect("an extraction");
    assert_eq!(files_under(&scratch.0).len(), 2);
}
