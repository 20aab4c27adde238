//! Models small enough to be written here, byte by byte: what tests read instead of files.

/// A number of bytes with its length before.
fn text(out: &mut Vec<u8>, text: &str) {
    int(out, text.len() as i32);
    out.extend_from_slice(text.as_bytes());
}

fn int(out: &mut Vec<u8>, value: i32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// What every layer starts with.
pub(super) fn layer(kind: &str, inputs: usize, outputs: usize) -> Vec<u8> {
    let mut out = vec![0];
    text(&mut out, kind);
    out.extend([0, 0]);
    int(&mut out, 0);
    [inputs, outputs, 0].into_iter().for_each(|n| int(&mut out, n as i32));
    text(&mut out, "name");
    out
}

/// An input layer for lines of this height.
pub(super) fn input(height: usize) -> Vec<u8> {
    let mut out = layer("Input", height, 1);
    [1, height as i32, 0, 1, 0].into_iter().for_each(|n| int(&mut out, n));
    out
}

/// A layer with two numbers of its own.
pub(super) fn sized(kind: &str, x: i32, y: i32) -> Vec<u8> {
    let mut out = layer(kind, 1, 1);
    int(&mut out, x);
    int(&mut out, y);
    out
}

/// Layers one after the other.
pub(super) fn series(layers: &[Vec<u8>]) -> Vec<u8> {
    nested("Series", layers)
}

/// Layers in a layer.
pub(super) fn nested(kind: &str, layers: &[Vec<u8>]) -> Vec<u8> {
    let mut out = layer(kind, 1, 1);
    int(&mut out, layers.len() as i32);
    layers.iter().for_each(|l| out.extend_from_slice(l));
    out
}

/// Rows of byte weights, the constant last.
pub(super) fn matrix(rows: &[Vec<i8>], scale: f64) -> Vec<u8> {
    let mut out = vec![1 | 128];
    int(&mut out, rows.len() as i32);
    int(&mut out, rows[0].len() as i32);
    out.push(0);
    rows.iter().for_each(|row| out.extend(row.iter().map(|w| *w as u8)));
    int(&mut out, rows.len() as i32);
    rows.iter().for_each(|_| out.extend_from_slice(&(scale * 127.0).to_le_bytes()));
    out
}

/// The same in floating point.
pub(super) fn float_matrix(rows: &[Vec<f64>]) -> Vec<u8> {
    let mut out = vec![128];
    int(&mut out, rows.len() as i32);
    int(&mut out, rows[0].len() as i32);
    out.extend_from_slice(&0f64.to_le_bytes());
    rows.iter().flatten().for_each(|w| out.extend_from_slice(&w.to_le_bytes()));
    out
}

/// A fully connected layer.
pub(super) fn dense(kind: &str, inputs: usize, outputs: usize, matrix: Vec<u8>) -> Vec<u8> {
    [layer(kind, inputs, outputs), matrix].concat()
}

/// The component that holds a network: its root, then what is said of its training.
pub(super) fn network(root: Vec<u8>, blank: i32) -> Vec<u8> {
    let mut out = root;
    text(&mut out, "[spec]");
    [64, 0, 0, blank].into_iter().for_each(|n| int(&mut out, n));
    out.extend([0; 12]);
    out
}

/// Characters, a line each.
pub(super) fn charset(chars: &[(&str, u32)]) -> Vec<u8> {
    let lines =
        chars.iter().map(|(c, properties)| format!("{c} {properties:x} 0,255,0,255,0,0,0,0,0,0 Latin 1 0 1 {c}\n"));
    format!("{}\n{}", chars.len(), lines.collect::<String>()).into_bytes()
}

/// The codes of each character.
pub(super) fn recoder(codes: &[&[i32]]) -> Vec<u8> {
    let mut out = Vec::new();
    int(&mut out, codes.len() as i32);
    for codes in codes {
        out.push(1);
        int(&mut out, codes.len() as i32);
        codes.iter().for_each(|c| int(&mut out, *c));
    }
    out
}

/// A word list of `letters` letters.
pub(super) fn dawg(letters: u32, words: &[&[u32]]) -> Vec<u8> {
    // A tree: for each place its letters, whether a word ends there, and the place that follows.
    let mut places: Vec<Vec<(u32, bool, usize)>> = vec![Vec::new()];
    for word in words {
        let mut at = 0;
        for (i, letter) in word.iter().enumerate() {
            let last = i + 1 == word.len();
            let found = places[at].iter().position(|l| l.0 == *letter).unwrap_or_else(|| {
                places[at].push((*letter, false, 0));
                places[at].len() - 1
            });
            places[at][found].1 |= last;
            if !last {
                if places[at][found].2 == 0 {
                    places[at][found].2 = places.len();
                    places.push(Vec::new());
                }
                at = places[at][found].2;
            }
        }
    }
    places.iter_mut().for_each(|p| p.sort_unstable());
    let mut starts = vec![0];
    places.iter().for_each(|p| starts.push(starts[starts.len() - 1] + p.len()));
    let bits = u32::BITS - letters.leading_zeros();
    let mut out = 42i16.to_le_bytes().to_vec();
    out.extend_from_slice(&letters.to_le_bytes());
    int(&mut out, starts[places.len()] as i32);
    for place in &places {
        for (i, (letter, ends, next)) in place.iter().enumerate() {
            let last = u64::from(i + 1 == place.len());
            let target = if *next == 0 { 0 } else { starts[*next] as u64 };
            let record = u64::from(*letter) | last << bits | u64::from(*ends) << (bits + 2) | target << (bits + 3);
            out.extend_from_slice(&record.to_le_bytes());
        }
    }
    out
}

/// A `.traineddata` file of components by their place.
pub(super) fn container(components: &[(usize, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    int(&mut out, 24);
    let mut offset = 4 + 24 * 8;
    for place in 0..24 {
        match components.iter().find(|c| c.0 == place) {
            Some((_, bytes)) => {
                out.extend_from_slice(&(offset as i64).to_le_bytes());
                offset += bytes.len();
            }
            None => out.extend_from_slice(&(-1i64).to_le_bytes()),
        }
    }
    components.iter().for_each(|(_, bytes)| out.extend_from_slice(bytes));
    out
}

/// The characters of bars; the last is never printed and stands for "nothing new".
pub(super) const BARS: &[(&str, u32)] = &[("NULL", 0), ("l", 3), ("i", 3), ("|Broken|0|1", 15)];

/// A model that reads bars: high ones as `l`, half as high ones as `i`. Its network adds up the ink of each column.
pub(super) fn bars() -> Vec<u8> {
    const HEIGHT: usize = 8;
    // How much each output gains with a row of ink, and what it has without. The blank stays at nothing.
    let row = |gain: i8, start: i8| [vec![-4 * gain; HEIGHT], vec![8 * (4 * gain + start)]].concat();
    let rows = [row(0, -10), row(6, -13), row(3, -4), row(0, 0)];
    let softmax = dense("Softmax", HEIGHT, 4, matrix(&rows, 1.0 / (254.0 * 4.0)));
    let root = series(&[input(HEIGHT), sized("Reconfig", 1, HEIGHT as i32), softmax]);
    container(&[(17, network(root, 3)), (21, charset(BARS)), (22, recoder(&[&[0], &[1], &[2], &[3]]))])
}
