use super::charset::{Charset, Recoder};
use super::container::Container;
use super::dict::{Dict, Known};
use super::field::Field;
use super::network::Network;
use super::*;
use crate::page::Rect;

const CHARS: &[(&str, u32)] = &[("NULL", 0), ("l", 3), ("i", 3), ("(", 16), (")", 16), ("4", 8), (",", 16), ("2", 8)];

fn request(language: &str) -> Request<'_> {
    Request { language, dpi: 200.0, interrupt: &|| None }
}

/// Blank paper with bars: left edge, top, bottom; four pixels wide.
fn page(bars: &[(usize, usize, usize)]) -> Gray {
    let mut page = Gray::blank(600, 200);
    for (x, top, bottom) in bars {
        (*top..*bottom).for_each(|y| page.row_mut(y)[*x..x + 4].fill(0));
    }
    page
}

fn bars_engine() -> Lstm {
    Lstm::new([("bar".to_owned(), sample::bars())]).expect("a model")
}

#[test]
fn a_page_of_bars_is_read_by_a_model_of_bars() {
    // "lil", a wide blank, "ill".
    let (high, low, foot) = (60, 70, 80);
    let at = [(100, high), (110, low), (120, high), (150, low), (160, high), (170, high)];
    let page = page(&at.map(|(x, top)| (x, top, foot)));
    let words = bars_engine().read(&page, &request("bar")).expect("words");
    let texts: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
    assert_eq!(texts, ["lil", "ill"]);
    assert_eq!((words[0].rect.x0, words[0].rect.x1), (100.0, 124.0));
    assert_eq!((words[1].rect.x0, words[1].rect.x1), (150.0, 174.0));
    assert!(words[0].rect.y0 < 60.0 && words[0].rect.y1 > 80.0, "from ascent to descent: {:?}", words[0].rect);
    assert!((words[0].size - 28.0).abs() < 3.0, "{}", words[0].size);
    assert!(words.iter().all(|w| (0.0..=1.0).contains(&w.confidence)));
}

#[test]
fn a_language_without_a_model_and_a_caller_who_gives_up_are_errors() {
    let engine = bars_engine();
    let kind = |request: &Request<'_>| engine.read(&page(&[(10, 10, 30)]), request).expect_err("an error").kind();
    assert_eq!(kind(&request("fra")), ErrorKind::LanguageUnavailable);
    assert_eq!(kind(&request("bar+fra")), ErrorKind::LanguageUnavailable);
    assert_eq!(kind(&request("")), ErrorKind::LanguageUnavailable);
    let interrupt = || Some(ErrorKind::Timeout);
    assert_eq!(kind(&Request { interrupt: &interrupt, ..request("bar") }), ErrorKind::Timeout);
}

#[test]
fn damaged_models_are_refused_and_never_bring_anything_down() {
    let whole = sample::bars();
    assert!(Model::parse(&whole).is_ok());
    for length in 0..whole.len() {
        assert!(Model::parse(&whole[..length]).is_err(), "cut to {length}");
    }
    let network_starts = 4 + 24 * 8;
    for at in (0..32).chain(network_starts..whole.len()) {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            let Ok(model) = Model::parse(&bytes) else { continue };
            // What still parses still runs.
            let piece = Piece { x0: 0, y0: 0, x1: 20, y1: 10, inverted: false };
            let outputs = model.outputs(&page(&[(5, 2, 8)]), &[piece], &|| None).expect("outputs");
            model.letters(&mut model.beam(), &outputs[0]);
        }
    }
    let error = Lstm::new([("fra".to_owned(), b"PK\x03\x04 not a model".as_slice())]).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::LanguageUnavailable);
    assert!(error.to_string().contains("fra"), "{error}");
}

#[test]
fn floating_point_weights_are_rounded_to_the_bytes_of_a_fast_model() {
    let rows = |scale: f64| vec![vec![127.0 * scale, -63.4 * scale, 10.0 * scale]; 2];
    let network = |matrix: Vec<u8>| {
        let root = sample::series(&[sample::input(8), sample::sized("Maxpool", 1, 8), {
            let both = sample::dense("Tanh", 1, 2, sample::float_matrix(&[vec![0.5, 0.1], vec![-0.25, 0.2]]));
            sample::series(&[both, sample::dense("Softmax", 2, 2, matrix)])
        }]);
        Network::parse(&sample::network(root, 1)).expect("a network")
    };
    let bytes = sample::matrix(&vec![vec![127, -63, 10]; 2], 0.02 / 127.0 / 127.0 * 127.0);
    let (float, fast) = (network(sample::float_matrix(&rows(0.02))), network(bytes));
    let line = || {
        let mut line = Field::new([(5, 8)], 1);
        (0..40).for_each(|i| line.at_mut(i)[0] = (i as i8 - 20) * 5);
        line
    };
    let read = |n: &Network| n.read(line(), &|| None).expect("outputs")[0].probabilities.clone();
    let (float, fast) = (read(&float), read(&fast));
    assert!(float.iter().zip(&fast).all(|(a, b)| (a - b).abs() < 1e-5), "{float:?} {fast:?}");
}

#[test]
fn a_character_may_take_several_codes() {
    let charset = Charset::parse(&sample::charset(CHARS)).expect("characters");
    let recoder = Recoder::parse(&sample::recoder(&[&[0], &[1], &[1, 2], &[3, 4, 4]]), &charset).expect("codes");
    assert_eq!(recoder.longest(), 3);
    let (l, longer) = recoder.step(0, 1);
    assert_eq!(l, Some(1));
    assert_eq!(recoder.step(longer.expect("more"), 2).0, Some(2));
    let (none, longer) = recoder.step(0, 3);
    assert_eq!(none, None);
    let (none, longer) = recoder.step(longer.expect("more"), 4);
    assert_eq!((none, recoder.step(longer.expect("more"), 4).0), (None, Some(3)));
    assert_eq!(recoder.step(0, 999), (None, None));
}

/// What the lists say of a word, letter by letter, and whether it may end there.
fn known(dict: &Dict, charset: &Charset, word: &[u32]) -> (Known, bool) {
    let (mut places, mut next) = (Vec::new(), Vec::new());
    dict.start(&mut places);
    let mut result = (Known::No, false);
    for char in word {
        result = dict.step(&places, *char, charset, &mut next);
        std::mem::swap(&mut places, &mut next);
    }
    result
}

#[test]
fn words_may_be_wrapped_and_numbers_follow_patterns() {
    let charset = Charset::parse(&sample::charset(CHARS)).expect("characters");
    let lists = sample::container(&[
        // A bare word; a word in brackets. 0 stands for the word.
        (18, sample::dawg(8, &[&[0], &[3, 0, 4]])),
        (19, sample::dawg(8, &[&[1, 2], &[1, 2, 1]])),
        // Two figures, a comma, a figure. 0 stands for a figure.
        (20, sample::dawg(8, &[&[0, 0, 6, 0]])),
    ]);
    let container = Container::parse(&lists).expect("a container");
    let dict = Dict::parse(&container, &charset).expect("sound lists").expect("lists");
    let says = |word: &[u32]| known(&dict, &charset, word);
    assert_eq!(says(&[1]), (Known::Word, false));
    assert_eq!(says(&[1, 2]), (Known::Word, true));
    assert_eq!(says(&[1, 2, 1]), (Known::Word, true));
    assert_eq!(says(&[2]), (Known::No, false));
    assert_eq!(says(&[3]), (Known::Punctuation, false));
    assert_eq!(says(&[3, 1, 2]), (Known::Word, false), "the bracket is open");
    assert_eq!(says(&[3, 1, 2, 4]), (Known::Word, true));
    assert_eq!(says(&[1, 2, 4]).0, Known::No);
    assert_eq!(says(&[5, 7, 6, 5]), (Known::Number, true));
    assert_eq!(says(&[5, 7, 7]).0, Known::No);
}

/// Outputs of four codes (blank 3), a row a step.
fn decoded(model: &Model, steps: &[[f32; 4]]) -> String {
    let outputs = forward::Outputs { codes: 4, probabilities: steps.concat() };
    model.text(&model.letters(&mut model.beam(), &outputs))
}

#[test]
fn repeated_codes_are_one_letter_unless_a_blank_parts_them() {
    let model = Model::parse(&sample::bars()).expect("a model");
    let (l, i, none) = ([0.01, 0.9, 0.04, 0.05], [0.01, 0.04, 0.9, 0.05], [0.01, 0.02, 0.02, 0.95]);
    assert_eq!(decoded(&model, &[none, l, l, none, l, i, i]), "lli");
    assert_eq!(decoded(&model, &[none, none]), "");
    assert_eq!(decoded(&model, &[]), "");
    // Two weak steps of one letter outweigh a single step of another.
    let torn = [0.01, 0.45, 0.14, 0.4];
    assert_eq!(decoded(&model, &[none, torn, torn, none]), "l");
}

#[test]
fn a_listed_word_wins_against_a_likelier_one_that_is_none() {
    let charset = sample::charset(sample::BARS);
    let words = sample::dawg(3, &[&[1, 2]]);
    let bars = sample::bars();
    let container = Container::parse(&bars).expect("a container");
    let network = container.need(container::Component::Network).expect("a network").to_vec();
    let parts = |words: Vec<(usize, Vec<u8>)>| {
        let common = [(17, network.clone()), (21, charset.clone()), (22, sample::recoder(&[&[0], &[1], &[2], &[3]]))];
        let mut all: Vec<_> = common.into_iter().chain(words).collect();
        all.sort_by_key(|c| c.0);
        Model::parse(&sample::container(&all)).expect("a model")
    };
    let with_list = parts(vec![(18, sample::dawg(3, &[&[0]])), (19, words)]);
    let without = parts(Vec::new());
    let (l, torn, none) = ([0.0, 0.98, 0.01, 0.01], [0.0, 0.5, 0.45, 0.05], [0.0, 0.01, 0.01, 0.98]);
    let steps = [none, l, none, torn, none];
    assert_eq!(decoded(&without, &steps), "ll");
    assert_eq!(decoded(&with_list, &steps), "li");
}

#[test]
fn lines_read_together_are_read_as_if_alone() {
    // A network with every kind of layer the models have, and weights that look random.
    let mut state = 7u32;
    let mut rows = |count: usize, columns: usize| -> Vec<Vec<i8>> {
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 24) as i32 - 128).clamp(-127, 127) as i8
        };
        (0..count).map(|_| (0..columns).map(|_| next()).collect()).collect()
    };
    let mut lstm = |kind: &str, inputs: usize, states: usize| {
        let mut out = sample::layer(kind, inputs, states);
        out.extend_from_slice(&((inputs + states) as i32).to_le_bytes());
        (0..4).for_each(|_| out.extend(sample::matrix(&rows(states, inputs + states + 1), 0.0001)));
        out
    };
    let summary = sample::nested("XYTranspose", &[lstm("SummLSTM", 5, 6)]);
    let (forth, back) = (lstm("LSTM", 6, 7), sample::nested("RTLReversed", &[lstm("LSTM", 7, 5)]));
    let convolution = sample::series(&[
        sample::sized("Convolve", 1, 1),
        sample::dense("Tanh", 9, 5, sample::matrix(&rows(5, 10), 0.0001)),
    ]);
    let softmax = sample::dense("Softmax", 5, 4, sample::matrix(&rows(4, 6), 0.0005));
    let layers = [sample::input(9), convolution, sample::sized("Maxpool", 3, 3), summary, forth, back, softmax];
    let network = Network::parse(&sample::network(sample::series(&layers), 3)).expect("a network");
    assert_eq!((network.height, network.step, network.outputs), (9, 3, 4));

    let line = |width: usize| (0..width * 9).map(move |i| ((i * 37 + width * 11) % 255) as i32 - 127);
    let field = |widths: &[usize]| {
        let mut field = Field::new(widths.iter().map(|w| (*w, 9)), 1);
        let all = widths.iter().flat_map(|w| line(*w));
        all.enumerate().for_each(|(place, v)| field.at_mut(place)[0] = v as i8);
        field
    };
    let widths = [31, 2, 90, 31, 7];
    let together = network.read(field(&widths), &|| None).expect("outputs");
    for (width, outputs) in widths.iter().zip(&together) {
        let alone = network.read(field(&[*width]), &|| None).expect("outputs");
        assert_eq!(alone[0].probabilities, outputs.probabilities, "a line of {width}");
        assert_eq!(outputs.steps().len(), width / 3);
        assert!(outputs.steps().all(|s| (s.iter().sum::<f32>() - 1.0).abs() < 1e-4));
    }
}

#[test]
fn a_line_is_scaled_and_its_contrast_stretched() {
    let mut page = Gray::blank(40, 20);
    page.levels_mut().fill(200);
    (0..20).for_each(|y| (8..12).for_each(|x| page.row_mut(y)[x] = 100));
    (0..20).for_each(|y| (20..24).for_each(|x| page.row_mut(y)[x] = 100));
    (0..20).for_each(|y| page.row_mut(y)[16] = 210);
    let piece = |inverted| Piece { x0: 0, y0: 0, x1: 40, y1: 20, inverted };
    let out = input::prepare(&page, &piece(false), 10);
    assert_eq!(out.len(), 20 * 10);
    let middle = &out[5 * 20..6 * 20];
    assert!(middle[4] < -100 && middle[10] < -100 && middle[1] > 60, "{middle:?}");
    let turned = input::prepare(&page, &piece(true), 10);
    assert!(turned[5 * 20 + 4] > 100, "white on dark is turned");
    let larger = input::prepare(&page, &piece(false), 30);
    assert_eq!(larger.len(), 60 * 30);
    let rect = Rect::new(0.0, 0.0, 1.0, 1.0);
    assert!(is_dirt(&[Word { text: "|".into(), rect, size: 1.0, bold: false, confidence: 0.2 }]));
}
