use super::*;

/// A field of bytes.
fn bytes(number: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![number << 3 | 2, value.len() as u8];
    out.extend(value);
    out
}

/// A field of a whole number below 128.
fn whole(number: u8, value: u8) -> Vec<u8> {
    vec![number << 3, value]
}

/// A model of one node `Relu` from `x` to `y`, with a constant, a setting of each kind and a note.
fn model() -> Vec<u8> {
    let float = [bytes(1, b"alpha"), vec![2 << 3 | 5], 0.5_f32.to_le_bytes().to_vec()].concat();
    let ints = [bytes(1, b"pads"), whole(8, 1), whole(8, 2)].concat();
    let text = [bytes(1, b"mode"), bytes(4, b"nearest")].concat();
    let int = [bytes(1, b"group"), whole(3, 7)].concat();
    let settings = [bytes(5, &float), bytes(5, &ints), bytes(5, &text), bytes(5, &int)].concat();
    let node = [bytes(1, b"x"), bytes(1, b"w"), bytes(2, b"y"), bytes(4, b"Relu"), settings].concat();
    let raw: Vec<u8> = [1.0_f32, -2.0].iter().flat_map(|v| v.to_le_bytes()).collect();
    let weights = [whole(1, 2), whole(1, 1), whole(2, 1), bytes(8, b"w"), bytes(9, &raw)].concat();
    let axes = [whole(1, 2), whole(2, 7), bytes(7, &[3, 4]), bytes(8, b"axes")].concat();
    let ends = [bytes(11, &bytes(1, b"w")), bytes(11, &bytes(1, b"x")), bytes(12, &bytes(1, b"y"))].concat();
    let graph = [bytes(1, &node), bytes(5, &weights), bytes(5, &axes), ends].concat();
    let note = [bytes(1, b"character"), bytes(2, "a\né".as_bytes())].concat();
    // The graph is longer than a byte can say.
    let length = [(graph.len() & 0x7f) as u8 | 0x80, (graph.len() >> 7) as u8];
    [vec![7 << 3 | 2], length.to_vec(), graph, bytes(14, &note)].concat()
}

#[test]
fn a_small_model_is_read() {
    let bytes = model();
    let network = Network::read(&bytes).expect("a model");
    assert_eq!((network.input, network.output), ("x", "y"));
    assert_eq!(network.notes["character"], "a\né");
    assert_eq!(network.constants["w"], Constant::Floats(vec![2, 1], vec![1.0, -2.0]));
    assert_eq!(network.constants["axes"], Constant::Ints(vec![2], vec![3, 4]));
    let node = &network.nodes[0];
    assert_eq!((node.kind, &node.inputs[..], &node.outputs[..]), ("Relu", &["x", "w"][..], &["y"][..]));
    assert_eq!((node.float("alpha", 0.0), node.int("group", 1), node.int("axis", 3)), (0.5, 7, 3));
    assert_eq!((node.ints("pads"), node.text("mode")), (Some(&[1, 2][..]), Some("nearest")));
}

#[test]
fn a_model_cut_anywhere_is_an_error_or_a_smaller_model() {
    let whole = model();
    for end in 0..whole.len() {
        if let Ok(network) = Network::read(&whole[..end]) {
            assert!(network.notes.is_empty(), "only the note may be missing at {end}");
        }
    }
}

#[test]
fn a_model_with_a_byte_changed_is_read_or_refused() {
    let whole = model();
    for at in 0..whole.len() {
        for change in [1, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[at] ^= change;
            if let Err(error) = Network::read(&changed) {
                assert_eq!(error.kind(), ErrorKind::OcrUnavailable);
            }
        }
    }
}
