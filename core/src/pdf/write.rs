//! Owned objects to bytes: one cross-reference table, one trailer, every stream with its true length.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::value::{Dict, File, Id, Info, Value};

/// Written after the header: PDF/A asks for four bytes above 127.
const BINARY: &[u8] = b"%\xe2\xe3\xcf\xd3\n";

/// Writes the file. `seed` makes the first half of its identifier: the same for every version of a document.
///
/// Objects the catalog does not lead to are not written.
pub fn write(file: &File, seed: &[u8]) -> Vec<u8> {
    let (order, numbers) = order(file);
    let mut out = b"%PDF-1.7\n".to_vec();
    out.extend_from_slice(BINARY);
    let mut offsets = Vec::with_capacity(order.len() + 1);
    for (number, id) in (1_u32..).zip(&order) {
        offsets.push(out.len());
        object(&mut out, number, file.at(*id), &numbers);
    }
    let info = information(&file.info);
    let info_number = order.len() as u32 + 1;
    offsets.push(out.len());
    object(&mut out, info_number, &info, &numbers);

    let start = out.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1);
    for offset in &offsets {
        let _ = writeln!(table, "{offset:010} 00000 n ");
    }
    let root = file.root.and_then(|root| numbers.get(root.0 as usize)).copied().unwrap_or(0);
    let (first, second) = (identifier(seed), identifier(&out));
    let _ = write!(
        table,
        "trailer\n<</Size {}/Root {root} 0 R/Info {info_number} 0 R/ID[<{first}><{second}>]>>\nstartxref\n{start}\n%%EOF\n",
        offsets.len() + 1
    );
    out.extend_from_slice(table.as_bytes());
    out
}

/// Sixteen bytes in hexadecimal, from what they identify.
fn identifier(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02X}");
        out
    })
}

/// Objects in the order they are written, and the number each is written under, by its own.
fn order(file: &File) -> (Vec<Id>, Vec<u32>) {
    let mut numbers = vec![0_u32; file.ids().count() + 1];
    let mut order: Vec<Id> = Vec::new();
    let mut meet = |id: Id, order: &mut Vec<Id>| {
        if let Some(slot @ 0) = numbers.get_mut(id.0 as usize)
            && id.0 > 0
        {
            order.push(id);
            *slot = order.len() as u32;
        }
    };
    if let Some(root) = file.root {
        meet(root, &mut order);
    }
    let mut at = 0;
    while let Some(id) = order.get(at).copied() {
        at += 1;
        references(file.at(id), &mut |id| meet(id, &mut order));
    }
    (order, numbers)
}

/// The file without what its catalog does not lead to; numbers stay.
pub fn reachable(file: &File) -> File {
    let (_, numbers) = order(file);
    let mut out = file.clone();
    for id in file.ids() {
        if numbers.get(id.0 as usize) == Some(&0) {
            out.set(id, Value::Null);
        }
    }
    out
}

/// Tells every reference in a value.
pub(crate) fn references(value: &Value, tell: &mut impl FnMut(Id)) {
    match value {
        Value::Ref(id) => tell(*id),
        Value::List(items) => items.iter().for_each(|item| references(item, tell)),
        Value::Dict(dict) => dict.values().for_each(|item| references(item, tell)),
        Value::Stream(stream) => stream.dict.values().for_each(|item| references(item, tell)),
        _ => {}
    }
}

fn information(info: &Info) -> Value {
    let mut dict = Dict::new();
    let texts = [
        ("Title", &info.title),
        ("Author", &info.author),
        ("Subject", &info.subject),
        ("Keywords", &info.keywords),
        ("Creator", &info.creator),
        ("Producer", &info.producer),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            dict.insert(key.into(), Value::text(text));
        }
    }
    for (key, date) in [("CreationDate", &info.created), ("ModDate", &info.modified)] {
        if let Some(date) = date {
            dict.insert(key.into(), Value::Text(format!("D:{date}Z").into_bytes()));
        }
    }
    Value::Dict(dict)
}

fn object(out: &mut Vec<u8>, number: u32, value: &Value, numbers: &[u32]) {
    out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    match value {
        Value::Stream(stream) => {
            out.extend_from_slice(b"<<");
            entries(out, &stream.dict, numbers);
            out.extend_from_slice(format!("/Length {}>>\nstream\n", stream.data.len()).as_bytes());
            out.extend_from_slice(&stream.data);
            out.extend_from_slice(b"\nendstream");
        }
        other => put(out, other, numbers),
    }
    out.extend_from_slice(b"\nendobj\n");
}

fn entries(out: &mut Vec<u8>, dict: &Dict, numbers: &[u32]) {
    for (key, value) in dict {
        name(out, key);
        if !matches!(value, Value::Name(_) | Value::Text(_) | Value::List(_) | Value::Dict(_)) {
            out.push(b' ');
        }
        put(out, value, numbers);
    }
}

fn put(out: &mut Vec<u8>, value: &Value, numbers: &[u32]) {
    match value {
        // A stream is only ever an object of its own.
        Value::Null | Value::Stream(_) => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Int(i) => out.extend_from_slice(i.to_string().as_bytes()),
        Value::Real(r) => out.extend_from_slice(real(*r).as_bytes()),
        Value::Name(n) => name(out, n),
        Value::Text(t) => text(out, t),
        Value::Ref(id) => match numbers.get(id.0 as usize) {
            Some(number @ 1..) => out.extend_from_slice(format!("{number} 0 R").as_bytes()),
            _ => out.extend_from_slice(b"null"),
        },
        Value::List(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                put(out, item, numbers);
            }
            out.push(b']');
        }
        Value::Dict(dict) => {
            out.extend_from_slice(b"<<");
            entries(out, dict, numbers);
            out.extend_from_slice(b">>");
        }
    }
}

/// A number without exponent, within what PDF/A lets a number be.
fn real(number: f64) -> String {
    let number = if number.is_finite() { number.clamp(-3.4e38, 3.4e38) } else { 0.0 };
    if number.abs() < 1.2e-38 { "0".to_owned() } else { number.to_string() }
}

fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"#/%()<>[]{}".contains(byte) {
            out.push(*byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn text(out: &mut Vec<u8>, text: &[u8]) {
    if text.iter().all(|b| matches!(b, b' '..=b'~')) {
        out.push(b'(');
        for byte in text {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(*byte);
        }
        out.push(b')');
        return;
    }
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'<');
    for byte in text {
        out.extend([byte >> 4, byte & 15].iter().filter_map(|digit| DIGITS.get(usize::from(*digit))));
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_pdf_reads_them() {
        let mut out = Vec::new();
        let dict = Dict::from([
            (b"A#b c".to_vec(), Value::Real(0.5)),
            (b"T".to_vec(), Value::Text(b"a(b".to_vec())),
            (b"U".to_vec(), Value::text("é")),
            (b"L".to_vec(), Value::List(vec![Value::Int(-1), Value::Bool(true), Value::Ref(Id(1))])),
        ]);
        put(&mut out, &Value::Dict(dict), &[0, 7]);
        assert_eq!(String::from_utf8_lossy(&out), "<</A#23b#20c 0.5/L[-1 true 7 0 R]/T(a\\(b)/U<FEFF00E9>>>");
        assert_eq!([real(-0.0), real(1e-9), real(12.5), real(f64::NAN)], ["0", "0.000000001", "12.5", "0"]);
    }

    #[test]
    fn what_nothing_leads_to_is_not_written() {
        let mut file = File::default();
        let lost = file.add(Value::Int(123_456));
        let root = file.add(Value::Dict(Dict::new()));
        file.root = Some(root);
        let text = String::from_utf8_lossy(&write(&file, b"")).into_owned();
        assert!(!text.contains("123456") && text.contains("/Root 1 0 R"), "{lost:?} {text}");
    }
}
