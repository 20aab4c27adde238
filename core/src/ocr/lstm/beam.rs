//! From probabilities to characters: the best way through all steps of a line. Ways inside the word lists and ways
//! outside them are kept apart, so that neither crowds the other out; outside, doubt weighs more.

use super::charset::{Charset, Recoder, SPACE};
use super::dict::{Dict, Known, Place};
use super::forward::Outputs;
use crate::ocr::simd::gates::ln;

/// Ways kept of each kind: for whole characters, after one code of a longer one, after more.
const WIDTHS: [usize; 3] = [5, 10, 16];
/// How much more doubt weighs outside the word lists.
const OUTSIDE: f32 = 2.25;
/// What every step costs.
const STEP: f32 = -0.085;
/// The certainty below which no word of the lists is believed.
const WORST_IN_LIST: f32 = -25.0 / 7.0;
/// The least certainty there is.
const LEAST: f32 = -20.0;

const NONE: u32 = u32::MAX;

/// What may follow a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Anything.
    Any,
    /// Only the same code again: its share of the blank has been counted.
    Same,
    /// Anything but the same code.
    Other,
}

const NEXTS: [Next; 3] = [Next::Any, Next::Same, Next::Other];

/// A step of a way through the line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub code: u16,
    /// The character complete with this code, or `NONE`.
    pub char: u32,
    known: Known,
    starts_list: bool,
    pub ends_word: bool,
    /// The same code as before, counted already.
    pub again: bool,
    /// How sure the network is of this step: the logarithm of a probability.
    pub certainty: f32,
    score: f32,
    prev: u32,
    /// The last node before this one that completed a character.
    last: u32,
    /// The run of codes begun.
    prefix: u32,
    /// Where the word stands in the lists: first place and count.
    places: Option<(u32, u32)>,
    hash: u64,
}

impl Node {
    /// Whether a blank that came from outside the lists opened a listed word: the doubt before it was counted apart.
    pub fn is_fresh_space(&self) -> bool {
        self.char == SPACE && self.known == Known::No
    }

    /// Whether it is part of a word or number of the lists.
    pub fn is_listed(&self) -> bool {
        matches!(self.known, Known::Word | Known::Number)
    }

    pub fn completes(&self) -> bool {
        self.char != NONE
    }

    fn is_new_char(&self) -> bool {
        self.char != NONE && !self.again
    }
}

/// The search and its memory, for one line after the other.
pub(crate) struct Beam<'a> {
    recoder: &'a Recoder,
    charset: &'a Charset,
    dict: Option<&'a Dict>,
    blank: usize,
    lengths: usize,
    nodes: Vec<Node>,
    places: Vec<Place>,
    /// Nodes of this step, by beam.
    step: Vec<Vec<Node>>,
    /// The best ways to start a listed word at this step, by what may follow.
    starts: [Option<Node>; 3],
    /// Codes by how likely they are at this step: the two best and the blank, a few more, the rest.
    ranks: [Vec<u16>; 3],
    rank_of: Vec<u8>,
    scratch: Vec<Place>,
}

/// What a way is continued with.
struct Continuation {
    code: u16,
    char: u32,
    certainty: f32,
    next: Next,
}

impl<'a> Beam<'a> {
    pub fn new(recoder: &'a Recoder, charset: &'a Charset, dict: Option<&'a Dict>, blank: usize) -> Self {
        let lengths = recoder.longest();
        Self {
            recoder,
            charset,
            dict,
            blank,
            lengths,
            nodes: Vec::new(),
            places: Vec::new(),
            step: vec![Vec::new(); 2 * NEXTS.len() * lengths],
            starts: [None; 3],
            ranks: Default::default(),
            rank_of: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// The best way through the line, a node a step.
    pub fn decode(&mut self, outputs: &Outputs) -> Vec<Node> {
        self.nodes.clear();
        self.places.clear();
        let mut beams = vec![(0u32, 0u32); self.step.len()];
        for (t, probabilities) in outputs.steps().enumerate() {
            self.rank(probabilities);
            self.step.iter_mut().for_each(Vec::clear);
            self.starts = [None; 3];
            if t == 0 {
                self.continue_way(None, 0, probabilities, 0);
                if self.dict.is_some() {
                    self.continue_way(None, self.beam(true, Next::Any, 0), probabilities, 0);
                }
            } else {
                for rank in 0..self.ranks.len() {
                    for (beam, (from, count)) in beams.iter().enumerate() {
                        for node in *from..from + count {
                            self.continue_way(Some(node), beam, probabilities, rank);
                        }
                    }
                    let alive =
                        |beam: usize| NEXTS[beam / self.lengths % 3] == Next::Any && !self.step[beam].is_empty();
                    if (0..self.step.len()).any(alive) {
                        break;
                    }
                }
                for (next, start) in NEXTS.iter().zip(self.starts) {
                    if let Some(node) = start {
                        let beam = self.beam(true, *next, 0);
                        push(&mut self.step[beam], WIDTHS[0], node);
                    }
                }
            }
            for (nodes, range) in self.step.iter_mut().zip(&mut beams) {
                nodes.sort_by(|a, b| b.score.total_cmp(&a.score));
                *range = (self.nodes.len() as u32, nodes.len() as u32);
                self.nodes.append(nodes);
            }
        }
        self.best(&beams)
    }

    fn beam(&self, listed: bool, next: Next, length: usize) -> usize {
        (usize::from(listed) * NEXTS.len() + next as usize) * self.lengths + length
    }

    /// Sorts the codes of a step by rank.
    fn rank(&mut self, probabilities: &[f32]) {
        let mut best: Vec<(f32, u16)> = Vec::with_capacity(WIDTHS[0] + 1);
        for (code, p) in probabilities.iter().enumerate() {
            if best.len() < WIDTHS[0] || best.last().is_some_and(|worst| *p > worst.0) {
                let at = best.partition_point(|b| b.0 >= *p);
                best.insert(at, (*p, code as u16));
                best.truncate(WIDTHS[0]);
            }
        }
        self.rank_of.clear();
        self.rank_of.resize(probabilities.len(), 2);
        for (i, (_, code)) in best.iter().enumerate() {
            self.rank_of[usize::from(*code)] = u8::from(i >= 2);
        }
        self.rank_of[self.blank] = 0;
        self.ranks.iter_mut().for_each(Vec::clear);
        for (code, rank) in self.rank_of.iter().enumerate() {
            self.ranks[usize::from(*rank)].push(code as u16);
        }
        // The best first, so that the two best are known by place.
        let blank = self.blank as u16;
        self.ranks[0].sort_by_key(|code| (best.iter().position(|b| b.1 == *code).unwrap_or(WIDTHS[0]), *code == blank));
    }

    /// Whether these are the two likeliest codes of the step.
    fn are_best_two(&self, a: u16, b: u16) -> bool {
        matches!(self.ranks[0][..], [first, second, ..] if (a, b) == (first, second) || (a, b) == (second, first))
    }

    /// Every way on from `node` with codes of this rank.
    fn continue_way(&mut self, node: Option<u32>, beam: usize, probabilities: &[f32], rank: usize) {
        let length = beam % self.lengths;
        let may = NEXTS[beam / self.lengths % 3];
        let listed = beam / self.lengths >= NEXTS.len();
        let prev = node.map(|n| self.nodes[n as usize]);
        let at = |code: u16| probabilities[usize::from(code)];
        let none = at(self.blank as u16);
        let blank = self.blank as u16;
        if let Some(prev) = prev {
            if usize::from(self.rank_of[usize::from(prev.code)]) == rank {
                if may != Next::Other {
                    let certainty = certainty(at(prev.code));
                    self.repeat(node, &prev, length, certainty, listed, Next::Any);
                }
                if may == Next::Any && rank == 0 && prev.code != blank {
                    let certainty = certainty(at(prev.code) + none);
                    self.repeat(node, &prev, length, certainty, listed, Next::Other);
                }
            }
            if may == Next::Same {
                return;
            }
            if prev.code != blank && length > 0 && rank == 0 {
                let gap = Continuation { code: blank, char: NONE, certainty: certainty(none), next: Next::Any };
                self.partial(node, gap, length, prev.prefix, listed);
            }
        }
        let prefix = if length == 0 { 0 } else { prev.map_or(0, |p| p.prefix) };
        for i in 0..self.ranks[rank].len() {
            let code = self.ranks[rank][i];
            if prev.is_some_and(|p| p.code == code) {
                continue;
            }
            let (char, longer) = self.recoder.step(prefix, usize::from(code));
            let alone = certainty(at(code));
            // With its share of the blank: the code and then the same again, or nothing, at this step.
            let shared = (rank == 0 && code != blank).then(|| {
                let both = prev.filter(|p| may == Next::Any && p.code != blank && self.are_best_two(p.code, code));
                certainty(at(code) + none + both.map_or(0.0, |p| at(p.code)))
            });
            let ways = [Some((alone, Next::Any)), shared.map(|c| (c, Next::Same))];
            for (certainty, next) in ways.into_iter().flatten() {
                if let Some(char) = char
                    && (alone >= LEAST || code == blank)
                {
                    let char = if length == 0 && code == blank { NONE } else { char };
                    self.complete(node, Continuation { code, char, certainty, next }, listed);
                }
                if let Some(longer) = longer {
                    self.partial(node, Continuation { code, char: NONE, certainty, next }, length + 1, longer, listed);
                }
            }
        }
    }

    /// The code of the step before, once more.
    fn repeat(&mut self, node: Option<u32>, prev: &Node, length: usize, certainty: f32, listed: bool, next: Next) {
        let way = Continuation { code: prev.code, char: prev.char, certainty, next };
        self.inside(node, way, length, prev.prefix, listed, true);
    }

    /// A code that completes nothing yet.
    fn partial(&mut self, node: Option<u32>, way: Continuation, length: usize, prefix: u32, listed: bool) {
        self.inside(node, way, length, prefix, listed, false);
    }

    fn inside(&mut self, node: Option<u32>, way: Continuation, length: usize, prefix: u32, listed: bool, again: bool) {
        let certainty = if listed { way.certainty } else { way.certainty * OUTSIDE };
        if listed && certainty <= WORST_IN_LIST || !listed && certainty < LEAST && usize::from(way.code) != self.blank {
            return;
        }
        let known = node.map_or(if listed { Known::No } else { Known::Outside }, |n| self.nodes[n as usize].known);
        let beam = self.beam(listed, way.next, length);
        let new = Node { again, known, prefix, ..self.node(node, &way, certainty, again) };
        push(&mut self.step[beam], WIDTHS[length.min(2)], new);
    }

    /// A code that completes a character, or stands for nothing.
    fn complete(&mut self, node: Option<u32>, way: Continuation, listed: bool) {
        if listed {
            if way.certainty > WORST_IN_LIST {
                self.complete_listed(node, way);
            }
            return;
        }
        let beam = self.beam(false, way.next, 0);
        let new = Node { known: Known::Outside, ..self.node(node, &way, way.certainty * OUTSIDE, false) };
        push(&mut self.step[beam], WIDTHS[0], new);
        let space = way.char == SPACE;
        if self.dict.is_some() && (space && way.certainty > WORST_IN_LIST || !self.charset.is_spaced(way.char)) {
            // A listed word may start after this. A blank is not weighed as one outside: it belongs to both words.
            let (known, certainty) =
                if space { (Known::No, way.certainty) } else { (Known::Outside, way.certainty * OUTSIDE) };
            let start = Node { known, ..self.node(node, &way, certainty, false) };
            self.start_list(start, way.next);
        }
    }

    /// Remembers the best way to start a listed word after `node`.
    fn start_list(&mut self, node: Node, next: Next) {
        let Some(dict) = self.dict else { return };
        let best = &mut self.starts[next as usize];
        if best.is_none_or(|b| node.score > b.score) {
            dict.start(&mut self.scratch);
            let places = Some((self.places.len() as u32, self.scratch.len() as u32));
            self.places.extend_from_slice(&self.scratch);
            *best = Some(Node { starts_list: true, places, ..node });
        }
    }

    fn complete_listed(&mut self, node: Option<u32>, way: Continuation) {
        let Some(dict) = self.dict else { return };
        let new = self.node(node, &way, way.certainty, false);
        let beam = self.beam(true, way.next, 0);
        if way.char == NONE {
            return push(&mut self.step[beam], WIDTHS[0], Node { known: Known::No, ..new });
        }
        let outside = self.beam(false, way.next, 0);
        let full = |nodes: &[Node]| nodes.len() >= WIDTHS[0] && nodes.iter().all(|n| n.score >= new.score);
        if full(&self.step[beam]) && full(&self.step[outside]) {
            return;
        }
        let last = (new.last != NONE).then(|| self.nodes[new.last as usize]);
        if way.char == SPACE {
            if let Some(last) = last.filter(|l| l.ends_word) {
                let space = Node { known: last.known, ..new };
                self.start_list(space, way.next);
                push(&mut self.step[outside], WIDTHS[0], space);
            }
            return;
        }
        let spaced = |char| self.charset.is_spaced(char);
        if last.is_some_and(|l| l.starts_list && l.char != SPACE && spaced(l.char) && spaced(way.char)) {
            return;
        }
        let mut reached = std::mem::take(&mut self.scratch);
        let (known, ends_word) = match last {
            None => {
                let mut start = Vec::new();
                dict.start(&mut start);
                dict.step(&start, way.char, self.charset, &mut reached)
            }
            Some(Node { places: Some((from, count)), .. }) => {
                let places = &self.places[from as usize..(from + count) as usize];
                dict.step(places, way.char, self.charset, &mut reached)
            }
            Some(_) => (Known::No, false),
        };
        if known != Known::No {
            let places = Some((self.places.len() as u32, reached.len() as u32));
            self.places.extend_from_slice(&reached);
            let word = Node { known, ends_word, ..new };
            push(&mut self.step[beam], WIDTHS[0], Node { places, ..word });
            if ends_word && !dict.is_spaced() {
                self.scratch = reached;
                self.start_list(word, way.next);
                return push(&mut self.step[outside], WIDTHS[0], word);
            }
        }
        self.scratch = reached;
    }

    /// A node after `prev`, with nothing said yet of the lists.
    fn node(&self, prev: Option<u32>, way: &Continuation, certainty: f32, again: bool) -> Node {
        let before = prev.map(|p| &self.nodes[p as usize]);
        let last = before.map_or(NONE, |b| if b.is_new_char() { prev.unwrap_or(NONE) } else { b.last });
        let hash = before.map_or(0, |b| b.hash);
        let counted = !again && usize::from(way.code) != self.blank;
        Node {
            code: way.code,
            char: way.char,
            known: Known::No,
            starts_list: false,
            ends_word: false,
            again,
            certainty: (way.certainty - STEP).min(0.0),
            score: certainty + before.map_or(0.0, |b| b.score),
            prev: prev.unwrap_or(NONE),
            last,
            prefix: 0,
            places: None,
            // Ways of the same codes meet.
            hash: if counted {
                hash.wrapping_mul(0x0000_0100_0000_01b3).wrapping_add(u64::from(way.code) + 1)
            } else {
                hash
            },
        }
    }

    /// The best way that is whole: its last word is in a list, or it is outside all lists.
    fn best(&self, beams: &[(u32, u32)]) -> Vec<Node> {
        let mut best: Option<&Node> = None;
        for (listed, next) in [Next::Any, Next::Other].into_iter().flat_map(|n| [(false, n), (true, n)]) {
            let (from, count) = beams[self.beam(listed, next, 0)];
            for node in &self.nodes[from as usize..(from + count) as usize] {
                let last = if node.is_new_char() { Some(node) } else { self.nodes.get(node.last as usize) };
                let whole = !listed || last.is_some_and(|l| l.ends_word || l.char == SPACE);
                if whole && best.is_none_or(|b| node.score > b.score) {
                    best = Some(node);
                }
            }
        }
        let mut way = Vec::new();
        let mut at = best;
        while let Some(node) = at {
            way.push(*node);
            at = self.nodes.get(node.prev as usize);
        }
        way.reverse();
        way
    }
}

/// The certainty of a probability.
fn certainty(probability: f32) -> f32 {
    const RAREST: f32 = 2.061_153_6e-9;
    if probability > RAREST { ln(probability) + STEP } else { LEAST + STEP }
}

/// Adds a node if it is among the best `most`. Of ways that read the same only the better stays.
fn push(nodes: &mut Vec<Node>, most: usize, new: Node) {
    let worst = nodes.iter().map(|n| n.score).fold(f32::INFINITY, f32::min);
    if nodes.len() >= most && new.score <= worst {
        return;
    }
    let same = |n: &Node| (n.code, n.hash, n.known, n.starts_list) == (new.code, new.hash, new.known, new.starts_list);
    if let Some(old) = nodes.iter_mut().find(|n| same(n)) {
        if new.score > old.score {
            *old = new;
        }
        return;
    }
    nodes.push(new);
    if nodes.len() > most
        && let Some(at) = (0..nodes.len()).min_by(|a, b| nodes[*a].score.total_cmp(&nodes[*b].score))
    {
        nodes.swap_remove(at);
    }
}
