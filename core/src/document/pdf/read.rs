//! One page of a PDF: what is drawn, put into words.

use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page, kurbo};

use super::collector::Collector;
use super::runs::Runs;
use super::words::Walls;
use super::{turn, widgets, words};
use crate::document::guard;
use crate::document::{Interrupt, Limits};
use crate::error::ErrorKind;
use crate::page::{Page, Rect, Source};

/// Bytes of content under which nothing in it can be too long.
const LONG_CONTENT: usize = 500_000;

/// Points across or down the largest page: a hundred metres, twenty times what PDF allows without a user unit.
const LARGEST_PAGE: f32 = 300_000.0;

/// A page, as far as it could be read.
pub(super) enum Read {
    /// All of it.
    Whole(Page, Effort),
    /// What came before a defect or a bound stopped the reading.
    Part(Page),
}

/// How much a page draws: operators and pieces of paths.
pub(super) type Effort = usize;

/// Reads a page. `pictures` bounds the pictures it draws, when they are to be decoded afterwards.
pub(super) fn page<'a>(
    number: u32,
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    interrupt: Interrupt<'_>,
    pictures: Option<&Limits>,
) -> Read {
    let mut runs = Runs::default();
    runs.look(page.page_stream().filter(|content| content.len() > LONG_CONTENT).unwrap_or_default());
    let (width, height) = page.render_dimensions();
    let sound = |length: f32| length > 0.0 && length <= LARGEST_PAGE;
    if !sound(width) || !sound(height) || runs.check().is_err() {
        guard::leave(ErrorKind::TooLarge);
    }
    let bounds = kurbo::Rect::new(0.0, 0.0, width.into(), height.into());
    let to_page = page.initial_transform(true).to_kurbo();
    let whole_page = Rect::new(0.0, 0.0, width, height);
    let mut collector = Collector::new(whole_page, interrupt);
    collector.pictures = pictures;
    let whole = guard::guard(|| {
        let mut context = Context::new(to_page, bounds, cache, page.xref(), settings.clone());
        interpret_page(page, &mut context, &mut collector);
    });

    let (effort, strokes) = (collector.effort(), collector.strokes());
    let Collector { mut chars, lines, image_area, .. } = collector;
    widgets::add(page, to_page, &whole_page, &mut chars);
    let (mut rules, mut frames) = lines.finish();
    let turn = turn::needed(&chars);
    let (width, height) = turn::apply(turn, (width, height), &mut chars, &mut rules, &mut frames);
    let words = words::words(chars, &Walls::new(&rules));
    let page = Page {
        number,
        width,
        height,
        source: if words.is_empty() { Source::None } else { Source::Text },
        rotation: turn,
        skew: 0.0,
        words,
        rules,
        frames,
        image_cover: (image_area / (width * height).max(1.0)).min(1.0),
        strokes,
    };
    if whole.is_ok() { Read::Whole(page, effort) } else { Read::Part(page) }
}
