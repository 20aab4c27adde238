//! The engine `lstm`: lines found by [`super::lines`], read by the networks of Tesseract's model files, which this
//! module runs itself.

mod beam;
mod bytes;
mod charset;
mod container;
mod dawg;
mod dict;
mod field;
mod forward;
mod input;
mod model;
mod network;
mod words;

use super::lines::{self, TextLine};
use super::{Ocr, Request};
use crate::cancel::check;
use crate::error::{Error, ErrorKind, Result};
use crate::page::{Gray, Word};
use input::Piece;
use model::Model;

/// Why the bytes of a model cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged(pub &'static str);

impl Damaged {
    /// The error a caller sees, for the model of this language.
    fn error(self, language: &str) -> Error {
        Error::new(
            ErrorKind::LanguageUnavailable,
            "Le modèle de cette langue est abîmé ou d'un autre format ; réinstallez-le.",
        )
        .with("language", language)
        .with("model", self.0)
    }
}

/// Reads pages with Tesseract's LSTM models, without Tesseract. Models are read once and shared; what a page needs
/// while it is read belongs to the call.
#[derive(Debug)]
pub struct Lstm {
    models: Vec<(String, Model)>,
}

/// Pixels across, scaled, that are read together: bounds memory, and still fills the processor.
const BATCH: usize = 12_000;

impl Lstm {
    /// An engine from models: the language (`fra`, `eng`…) and the bytes of its `.traineddata` file, fast or best.
    ///
    /// # Errors
    /// `language_unavailable` where the bytes are not a model with a line recogniser.
    pub fn new<B: AsRef<[u8]>>(models: impl IntoIterator<Item = (String, B)>) -> Result<Self> {
        let parse = |(language, bytes): (String, B)| match Model::parse(bytes.as_ref()) {
            Ok(model) => Ok((language, model)),
            Err(damaged) => Err(damaged.error(&language)),
        };
        Ok(Self { models: models.into_iter().map(parse).collect::<Result<_>>()? })
    }

    /// The languages it has models for.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.models.iter().map(|(language, _)| language.as_str())
    }

    fn model(&self, language: &str) -> Result<&Model> {
        self.models.iter().find(|(l, _)| l == language).map(|(_, model)| model).ok_or_else(|| {
            Error::new(
                ErrorKind::LanguageUnavailable,
                "Aucun modèle de reconnaissance n'est installé pour cette langue.",
            )
            .with("language", language)
        })
    }
}

impl Ocr for Lstm {
    fn read(&self, picture: &Gray, request: &Request<'_>) -> Result<Vec<Word>> {
        let models: Vec<&Model> =
            request.language.split('+').map(|language| self.model(language)).collect::<Result<_>>()?;
        let Some(model) = models.first() else { return self.model(request.language).map(|_| Vec::new()) };
        let found = lines::find(picture, request.dpi);
        check(request.interrupt)?;
        let height = model.height();
        let mut work: Vec<(&TextLine, Piece)> =
            found.lines.iter().filter_map(|line| Some((line, piece(&found.page, line)?))).collect();
        work.sort_by_key(|(line, _)| (line.baseline as usize, line.x0));
        let mut beam = model.beam();
        let mut out = Vec::new();
        let mut rest = work.as_slice();
        while !rest.is_empty() {
            check(request.interrupt)?;
            let mut width = 0;
            let count = rest.iter().take_while(|(_, piece)| {
                width += piece.scaled_width(height);
                width <= BATCH
            });
            let (batch, after) = rest.split_at(count.count().max(1));
            rest = after;
            let pieces: Vec<Piece> = batch.iter().map(|(_, piece)| *piece).collect();
            let outputs = model.outputs(&found.page, &pieces, request.interrupt)?;
            for ((line, piece), outputs) in batch.iter().zip(&outputs) {
                let letters = model.letters(&mut beam, outputs);
                let words = words::words(model, &found.page, line, piece, &letters);
                if !is_dirt(&words) {
                    out.extend(words);
                }
            }
        }
        Ok(out)
    }
}

/// Whether all there is on a line is a character or two that may be anything: specks, logos, text that stands upright.
fn is_dirt(words: &[Word]) -> bool {
    const DOUBTFUL: f32 = 0.35;
    words.iter().all(|w| w.confidence < DOUBTFUL && w.text.chars().count() <= 2)
}

/// What is read beyond the letters of a line, in heights of its capitals. Little beside them: more makes the networks
/// see letters in the blank.
const ABOVE: f32 = 0.4;
const BELOW: f32 = 0.5;
const BESIDE: f32 = 0.1;

/// What is read of a line: from above its capitals to below its descenders, with a margin.
fn piece(page: &Gray, line: &TextLine) -> Option<Piece> {
    let end = line.baseline + line.slope * (line.x1 - line.x0) as f32;
    let (high, low) = (line.baseline.min(end), line.baseline.max(end));
    let cut = |v: f32, most: usize| (v.max(0.0) as usize).min(most);
    let piece = Piece {
        x0: cut((line.x0 as f32 - line.capital * BESIDE).max(line.room.0 as f32), page.width()),
        y0: cut(high - line.capital * (1.0 + ABOVE), page.height()),
        x1: cut((line.x1 as f32 + line.capital * BESIDE).min(line.room.1 as f32), page.width()),
        y1: cut(low + line.capital * BELOW, page.height()),
        inverted: line.inverted,
    };
    (piece.x1 > piece.x0 + 2 && piece.y1 > piece.y0 + 4).then_some(piece)
}
