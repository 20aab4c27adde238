//! The engine `lstm`: lines found by [`super::lines`], read by the networks of Tesseract's model files, which this
//! module runs itself.

mod beam;
mod bytes;
mod charset;
mod container;
mod dawg;
mod dict;
#[cfg(test)]
mod drawn;
mod field;
mod forward;
mod input;
mod letters;
mod model;
mod network;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
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
        let Some((model, others)) = models.split_first() else {
            return self.model(request.language).map(|_| Vec::new());
        };
        let found = lines::find(picture, request.dpi);
        check(request.interrupt)?;
        let (lines, page) = (found.lines, &found.page);
        let mut read = read_lines(model, page, &lines, &Margin::USUAL, request)?;
        // What is doubtful is looked at again, a little closer and from a little farther, and by the other models.
        let again = Margin::AGAIN.iter().map(|margin| (*model, margin));
        for (model, margin) in others.iter().map(|model| (*model, &Margin::USUAL)).chain(again) {
            let doubtful: Vec<usize> = (0..lines.len()).filter(|i| least(&read[*i]) < DOUBTFUL).collect();
            let chosen: Vec<TextLine> = doubtful.iter().map(|i| lines[*i].clone()).collect();
            for (i, words) in doubtful.into_iter().zip(read_lines(model, page, &chosen, margin, request)?) {
                if mean(&words) > mean(&read[i]) {
                    read[i] = words;
                }
            }
        }
        read.retain(|words| !is_dirt(words));
        Ok(read.into_iter().flatten().collect())
    }
}

/// Below this a word is read again.
const DOUBTFUL: f32 = 0.8;

/// The least sure of these words; nothing is not sure at all.
fn least(words: &[Word]) -> f32 {
    words.iter().map(|w| w.confidence).reduce(f32::min).unwrap_or(0.0)
}

/// How sure the words of a line are, each counted by its length.
fn mean(words: &[Word]) -> f32 {
    let length = |w: &Word| w.text.chars().count() as f32;
    words.iter().map(|w| w.confidence * length(w)).sum::<f32>() / words.iter().map(length).sum::<f32>().max(1.0)
}

/// The words of each line.
fn read_lines(
    model: &Model,
    page: &Gray,
    lines: &[TextLine],
    margin: &Margin,
    request: &Request<'_>,
) -> Result<Vec<Vec<Word>>> {
    let pieces: Vec<Option<Piece>> = lines.iter().map(|line| piece(page, line, margin)).collect();
    let work: Vec<(usize, Piece)> = pieces.iter().enumerate().filter_map(|(i, p)| Some((i, (*p)?))).collect();
    let mut beam = model.beam();
    let mut out = vec![Vec::new(); lines.len()];
    let mut rest = work.as_slice();
    while !rest.is_empty() {
        check(request.interrupt)?;
        let mut width = 0;
        let fitting = rest.iter().take_while(|(_, piece)| {
            width += piece.scaled_width(model.height());
            width <= BATCH
        });
        let (batch, after) = rest.split_at(fitting.count().max(1));
        rest = after;
        let pieces: Vec<Piece> = batch.iter().map(|(_, piece)| *piece).collect();
        let outputs = model.outputs(page, &pieces, request.interrupt)?;
        for ((i, piece), outputs) in batch.iter().zip(&outputs) {
            let letters = model.letters(&mut beam, outputs);
            out[*i] = words::words(model, page, &lines[*i], piece, &letters);
        }
    }
    Ok(out)
}

/// Whether all there is on a line is a character or two that may be anything: specks, logos, text that stands upright.
fn is_dirt(words: &[Word]) -> bool {
    const ANYTHING: f32 = 0.6;
    words.iter().all(|w| w.confidence < ANYTHING && w.text.chars().count() <= 2)
}

/// What is read beyond the letters of a line, in heights of its capitals.
struct Margin {
    above: f32,
    below: f32,
    beside: f32,
}

impl Margin {
    /// Little beside the line: more makes the networks see letters in the blank.
    const USUAL: Self = Self { above: 0.4, below: 0.5, beside: 0.1 };
    const AGAIN: [Self; 2] =
        [Self { above: 0.55, below: 0.6, beside: 0.2 }, Self { above: 0.25, below: 0.4, beside: 0.05 }];
}

/// What is read of a line: from above its capitals to below its descenders, with a margin.
fn piece(page: &Gray, line: &TextLine, margin: &Margin) -> Option<Piece> {
    let end = line.base_at(line.x1);
    let (high, low) = (line.baseline.min(end), line.baseline.max(end));
    let cut = |v: f32, most: usize| (v.max(0.0) as usize).min(most);
    let beside = line.capital * margin.beside;
    let piece = Piece {
        x0: cut((line.x0 as f32 - beside).max(line.room.0 as f32), page.width()),
        y0: cut(high - line.capital * (1.0 + margin.above), page.height()),
        x1: cut((line.x1 as f32 + beside).min(line.room.1 as f32), page.width()),
        y1: cut(low + line.capital * margin.below, page.height()),
        inverted: line.inverted,
    };
    (piece.x1 > piece.x0 + 2 && piece.y1 > piece.y0 + 4).then_some(piece)
}
