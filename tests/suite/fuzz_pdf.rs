//! A bounded fuzzing of the PDF path: small documents changed in a thousand ways from fixed seeds. Nothing is expected
//! of the answers but that there is one.

use ocr_facture::document::{self, Limits};
use ocr_facture_tests::fuzz::{Random, mutate, seeds};

/// Documents read.
const ROUNDS: usize = 12_000;
/// One in so many pages read is drawn as well, which takes longer.
const DRAWN: usize = 16;

#[test]
fn changed_documents_are_read_or_refused() {
    let seeds = seeds();
    let limits = Limits { decompressed_bytes: 16 << 20, pixels: 1_000_000, pages: 20, ..Limits::default() };
    // A count of questions, not a clock: the same run stops at the same place on every machine.
    let patience = 2_000;
    let (mut read, mut refused) = (0, 0);
    // A panic becomes an answer, so that a defect of a library costs one page; one of ours must not hide there.
    let ours = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let (before, found) = (std::panic::take_hook(), std::sync::Arc::clone(&ours));
    std::panic::set_hook(Box::new(move |info| match info.location() {
        Some(place) if place.file().contains("core/src/document") => {
            found.lock().expect("no panic while locked").push(format!("{place}"));
        }
        // hayro 0.9 adds without looking in a few places: known, kept to a page by the guard.
        Some(place) if place.file().contains("hayro") => {}
        _ => before(info),
    }));
    for round in 0..ROUNDS {
        let mut random = Random::new(round as u64);
        let bytes = mutate(&seeds[round % seeds.len()], &mut random);
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let interrupt = || {
            let asked = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            (asked > patience).then_some(ocr_facture::ErrorKind::Timeout)
        };
        match document::open(&bytes, None, &limits, &interrupt) {
            Ok(document) => {
                read += 1;
                for page in &document.pages {
                    let finite = |v: f32| v.is_finite();
                    let boxes = page.words.iter().map(|w| &w.rect).chain(&page.rules).chain(&page.frames);
                    let sound = boxes
                        .into_iter()
                        .all(|r| [r.x0, r.y0, r.x1, r.y1].into_iter().all(finite) && r.x0 <= r.x1 && r.y0 <= r.y1);
                    assert!(sound && page.width > 0.0 && page.height > 0.0, "round {round}: a box is no box");
                    assert!(
                        page.words.iter().all(|w| !w.text.is_empty() && !w.text.contains(char::is_whitespace)),
                        "round {round}: a word is no word"
                    );
                }
                if round % DRAWN == 0
                    && let Ok(picture) = document::render(&bytes, 1, 20.0, &limits, &interrupt)
                {
                    assert_eq!(picture.rgb.len(), 3 * (picture.width * picture.height) as usize, "round {round}");
                }
            }
            Err(e) => {
                refused += 1;
                assert_ne!(e.kind(), ocr_facture::ErrorKind::Internal, "round {round}: {e}");
            }
        }
    }
    let ours = ours.lock().expect("no panic while locked");
    assert!(ours.is_empty(), "panics of ours: {ours:?}");
    assert!(read > ROUNDS / 4, "only {read} of {ROUNDS} were still documents: the changes are too wild to reach far");
    assert!(refused > ROUNDS / 50, "only {refused} of {ROUNDS} were refused: the changes are too tame");
}
