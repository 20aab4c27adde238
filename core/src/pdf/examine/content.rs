//! The operators of page content, as owned values.

use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict as RawDict, MaybeRef, Object};

use crate::pdf::value::{Dict, Stream, Value};

/// Nesting of operands looked into.
const DEPTH: u32 = 32;

/// Tells every operator with its operands. Stops when `tell` says false.
pub(crate) fn operators(data: &[u8], mut tell: impl FnMut(&[u8], &[Value]) -> bool) {
    let mut reader = UntypedIter::new(data);
    let mut operands = Vec::new();
    while let Some(instruction) = reader.next() {
        operands.clear();
        operands.extend(instruction.operands().map(|operand| value(operand, 0)));
        if !tell(instruction.operator, &operands) {
            return;
        }
    }
}

fn value(object: &Object<'_>, depth: u32) -> Value {
    match object {
        _ if depth > DEPTH => Value::Null,
        Object::Null(_) => Value::Null,
        Object::Boolean(b) => Value::Bool(*b),
        Object::Number(number) => {
            let (whole, real) = (number.as_i64(), number.as_f64());
            if whole as f64 == real { Value::Int(whole) } else { Value::Real(real) }
        }
        Object::String(text) => Value::Text(text.as_bytes().to_vec()),
        Object::Name(name) => Value::Name(name.as_ref().to_vec()),
        Object::Array(array) => list(array, depth),
        Object::Dict(dict) => Value::Dict(entries(dict, depth)),
        Object::Stream(stream) => Value::Stream(Stream { dict: entries(stream.dict(), depth), data: Vec::new() }),
    }
}

fn list(array: &Array<'_>, depth: u32) -> Value {
    let items = array.raw_iter().map(|item| match item {
        MaybeRef::NotRef(object) => value(&object, depth + 1),
        MaybeRef::Ref(_) => Value::Null,
    });
    Value::List(items.collect())
}

fn entries(dict: &RawDict<'_>, depth: u32) -> Dict {
    let each = dict.entries().map(|(key, item)| {
        let item = match item {
            MaybeRef::NotRef(object) => value(&object, depth + 1),
            MaybeRef::Ref(_) => Value::Null,
        };
        (key.as_ref().to_vec(), item)
    });
    each.collect()
}

/// The operators ISO 32000-1 knows.
pub(crate) const KNOWN: [&[u8]; 73] = [
    b"b", b"B", b"b*", b"B*", b"BDC", b"BI", b"BMC", b"BT", b"BX", b"c", b"cm", b"CS", b"cs", b"d", b"d0", b"d1",
    b"Do", b"DP", b"EI", b"EMC", b"ET", b"EX", b"f", b"F", b"f*", b"G", b"g", b"gs", b"h", b"i", b"ID", b"j", b"J",
    b"K", b"k", b"l", b"M", b"m", b"MP", b"n", b"q", b"Q", b"re", b"RG", b"rg", b"ri", b"s", b"S", b"SC", b"sc",
    b"SCN", b"scn", b"sh", b"T*", b"Tc", b"Td", b"TD", b"Tf", b"Tj", b"TJ", b"TL", b"Tm", b"Tr", b"Ts", b"Tw", b"Tz",
    b"v", b"w", b"W", b"W*", b"y", b"'", b"\"",
];
