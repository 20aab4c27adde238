//! One page of a PDF: what is drawn, put into words.

use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page, kurbo};

use super::collector::Collector;
use super::{turn, widgets, words};
use crate::document::Interrupt;
use crate::document::guard::guard;
use crate::page::{Page, Rect, Source};

/// A page, as far as it could be read.
pub(super) enum Read {
    /// All of it.
    Whole(Page),
    /// What came before a defect or a bound stopped the reading.
    Part(Page),
}

/// Reads a page.
pub(super) fn page<'a>(
    number: u32,
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    interrupt: Interrupt<'_>,
) -> Read {
    let (width, height) = page.render_dimensions();
    let bounds = kurbo::Rect::new(0.0, 0.0, width.into(), height.into());
    let to_page = page.initial_transform(true).to_kurbo();
    let mut collector = Collector::new(Rect::new(0.0, 0.0, width, height), interrupt);
    let whole = guard(|| {
        let mut context = Context::new(to_page, bounds, cache, page.xref(), settings.clone());
        interpret_page(page, &mut context, &mut collector);
    });

    let Collector { mut chars, lines, image_area, .. } = collector;
    widgets::add(page, to_page, &mut chars);
    let (mut rules, mut frames) = lines.finish();
    let turn = turn::needed(&chars);
    let (width, height) = turn::apply(turn, (width, height), &mut chars, &mut rules, &mut frames);
    let walls: Vec<Rect> = rules.iter().filter(|r| r.height() > r.width()).copied().collect();
    let words = words::words(chars, &walls);
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
    };
    if whole.is_ok() { Read::Whole(page) } else { Read::Part(page) }
}
