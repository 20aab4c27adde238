//! The word lists of a model, walked letter by letter: a word may be wrapped in the punctuation the model allows, and
//! numbers follow patterns in which one mark stands for any digit.

use super::Damaged;
use super::charset::{Char, Charset, SPACE};
use super::container::{Component, Container};
use super::dawg::{Dawg, Edge};

/// The mark for "a word" in the punctuation list and for "a digit" in the number list: the number of the blank, which
/// no word holds.
const ANY: Char = SPACE;

/// The lists of a model.
#[derive(Debug)]
pub(super) struct Dict {
    punctuation: Option<Dawg>,
    /// Words, then numbers.
    cores: [Option<Dawg>; 2],
    /// The punctuation list has the bare word: words are only reached through it.
    wrapped: bool,
    spaced: bool,
}

/// Where in the lists a word stands after its last letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The list of the core of the word, and its last letter there.
    core: Option<(u8, Option<Edge>)>,
    /// The last letter in the punctuation list.
    punctuation: Option<Edge>,
    /// Whether the punctuation list is followed at all.
    in_punctuation: bool,
    /// The core is over; only closing punctuation may follow.
    closing: bool,
}

/// What a letter made of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    /// In no list.
    #[default]
    No,
    /// Only punctuation so far.
    Punctuation,
    /// Plain text, outside every list.
    Outside,
    /// A number.
    Number,
    /// A word.
    Word,
}

impl Dict {
    /// The lists of a model; `None` where it has none.
    pub fn parse(container: &Container<'_>, charset: &Charset) -> Result<Option<Self>, Damaged> {
        let list = |component| container.get(component).map(Dawg::parse).transpose();
        let punctuation = list(Component::Punctuation)?;
        let cores = [list(Component::Words)?, list(Component::Numbers)?];
        let wrapped = punctuation.as_ref().is_some_and(|p| p.follow(None, ANY).is_some_and(|edge| p.ends_word(edge)));
        let any = punctuation.is_some() || cores.iter().any(Option::is_some);
        Ok(any.then_some(Self { punctuation, cores, wrapped, spaced: charset.all_spaced() }))
    }

    /// Whether words of the model are set apart by blanks.
    pub fn is_spaced(&self) -> bool {
        self.spaced
    }

    /// Where every word starts.
    pub fn start(&self, out: &mut Vec<Place>) {
        out.clear();
        let place = Place { core: None, punctuation: None, in_punctuation: true, closing: false };
        if self.punctuation.is_some() {
            out.push(place);
        }
        if !self.wrapped {
            let cores = (0..self.cores.len()).filter(|i| self.cores[*i].is_some());
            out.extend(cores.map(|i| Place { core: Some((i as u8, None)), in_punctuation: false, ..place }));
        }
    }

    /// Where a word may stand after `char`, whether it may end there, and what it is by then.
    pub fn step(&self, places: &[Place], char: Char, charset: &Charset, out: &mut Vec<Place>) -> (Known, bool) {
        out.clear();
        let (mut known, mut ends) = (Known::No, false);
        if char == ANY {
            return (known, ends);
        }
        let mut add = |place: Place, what: Known, end: bool| {
            if !out.contains(&place) {
                out.push(place);
            }
            known = known.max(what);
            ends |= end;
        };
        for place in places {
            match place.core {
                None => self.before_core(place, char, charset, &mut add),
                Some((index, edge)) => self.in_core(place, (index, edge), char, charset, &mut add),
            }
        }
        (known, ends)
    }

    fn core(&self, index: u8, char: Char, charset: &Charset) -> (Option<&Dawg>, Char, Known) {
        let number = index == 1;
        let char = if number && charset.is_digit(char) { ANY } else { char };
        (self.cores[usize::from(index)].as_ref(), char, if number { Known::Number } else { Known::Word })
    }

    /// Opening punctuation, or the first letter of the core.
    fn before_core(&self, place: &Place, char: Char, charset: &Charset, add: &mut impl FnMut(Place, Known, bool)) {
        let Some(list) = &self.punctuation else { return };
        if let Some(any) = list.follow(place.punctuation, ANY) {
            for index in 0..self.cores.len() as u8 {
                let (Some(core), char, what) = self.core(index, char, charset) else { continue };
                if let Some(edge) = core.follow(None, char) {
                    let next = Place { core: Some((index, Some(edge))), punctuation: Some(any), ..*place };
                    add(next, what, core.ends_word(edge) && list.ends_word(any));
                }
            }
        }
        if let Some(edge) = list.follow(place.punctuation, char) {
            add(Place { punctuation: Some(edge), ..*place }, Known::Punctuation, list.ends_word(edge));
        }
    }

    /// The next letter of the core, or closing punctuation.
    fn in_core(
        &self,
        place: &Place,
        (index, edge): (u8, Option<Edge>),
        char: Char,
        charset: &Charset,
        add: &mut impl FnMut(Place, Known, bool),
    ) {
        let (Some(core), letter, what) = self.core(index, char, charset) else { return };
        let list = self.punctuation.as_ref().filter(|_| place.in_punctuation);
        if let (Some(list), Some(last), Some(at)) = (list, edge, place.punctuation)
            && core.ends_word(last)
            && let Some(next) = list.follow(Some(at), char)
        {
            add(Place { punctuation: Some(next), closing: true, ..*place }, what, list.ends_word(next));
        }
        if place.closing {
            return;
        }
        if let Some(next) = core.follow(edge, letter) {
            let closed = list.is_none_or(|list| place.punctuation.is_none_or(|at| list.ends_word(at)));
            add(Place { core: Some((index, Some(next))), ..*place }, what, core.ends_word(next) && closed);
        }
    }
}
