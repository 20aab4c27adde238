//! A sequence being read: which place of it the next element takes.
//!
//! Schemas are deterministic: the name of an element tells its place, so that one look ahead is enough.

use super::tables::{Element, NameId, Particle, Tables};

/// How far a sequence is read.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The place read last.
    at: usize,
    /// Elements at that place.
    count: u32,
    /// Places passed over that must not be empty.
    owed: Vec<usize>,
}

/// What an element is to a sequence.
#[derive(Debug)]
pub(super) enum Step {
    /// The next one.
    Fits(Element),
    /// One more of what is full; or the other option of a choice.
    Repeated(Element),
    /// It should have come before: the place that must follow it.
    Late(Element, usize),
    /// Any element of another namespace is welcome here.
    Wild,
    /// None of this sequence.
    Unknown,
}

impl Progress {
    /// Takes an element of a name; of none where no grammar knows it. `foreign` tells that a wildcard lets it in.
    pub fn step(&mut self, tables: &Tables, particles: &[Particle], name: Option<NameId>, foreign: bool) -> Step {
        let find = |particle: &Particle| {
            let options = tables.options(particle);
            options.iter().find(|option| Some(option.name) == name).map(|option| Some(*option)).or_else(|| {
                // A wildcard has no options.
                (options.is_empty() && foreign).then_some(None)
            })
        };
        let mut full = None;
        for (place, particle) in particles.iter().enumerate().skip(self.at) {
            let Some(found) = find(particle) else { continue };
            if place > self.at || self.count < particle.max {
                self.reach(particles, place);
                return found.map_or(Step::Wild, Step::Fits);
            }
            full = found;
        }
        if let Some(element) = full {
            return Step::Repeated(element);
        }
        let passed = particles.iter().enumerate().take(self.at);
        let Some((place, element)) = passed.filter_map(|(place, p)| Some((place, find(p)??))).next_back() else {
            return Step::Unknown;
        };
        let owed = self.owed.iter().position(|owed| *owed == place).map(|at| self.owed.swap_remove(at)).is_some();
        let once = particles.get(place).is_some_and(|particle| particle.min == 1 && particle.max == 1);
        // What must be there once and is not owed was there already.
        if once && !owed { Step::Repeated(element) } else { Step::Late(element, self.at) }
    }

    fn reach(&mut self, particles: &[Particle], place: usize) {
        if place == self.at {
            self.count += 1;
            return;
        }
        self.owe(particles, place);
        self.at = place;
        self.count = 1;
    }

    /// Notes what lacks between here and a place.
    fn owe(&mut self, particles: &[Particle], place: usize) {
        for (passed, particle) in particles.iter().enumerate().take(place).skip(self.at) {
            let count = if passed == self.at { self.count } else { 0 };
            if count < particle.min {
                self.owed.push(passed);
            }
        }
    }

    /// What may come next, in order, up to the first that must.
    pub fn next<'p>(&self, particles: &'p [Particle]) -> impl Iterator<Item = &'p Particle> {
        let mut open = true;
        let (at, count) = (self.at, self.count);
        particles.iter().enumerate().skip(at).filter(move |(place, p)| *place > at || count < p.max).filter_map(
            move |(place, particle)| {
                let stood = if place == at { count } else { 0 };
                let welcome = open.then_some(particle);
                open &= stood >= particle.min;
                welcome
            },
        )
    }

    /// The places that must not be empty and are, when no element follows.
    pub fn missing(mut self, particles: &[Particle]) -> Vec<usize> {
        self.owe(particles, particles.len());
        self.owed.sort_unstable();
        self.owed
    }
}
