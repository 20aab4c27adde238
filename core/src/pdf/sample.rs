//! Small files for tests.

use super::write;
use crate::pdf::{Dict, File, Stream, Value};

/// A dictionary of these entries.
pub(crate) fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    entries.into_iter().map(|(key, value)| (key.as_bytes().to_vec(), value)).collect()
}

/// A page with this content and Helvetica as `F1`, not embedded.
pub(crate) fn page(content: &str) -> File {
    let mut file = File::default();
    let content = file.add(Value::Stream(Stream { dict: Dict::new(), data: content.as_bytes().to_vec() }));
    let font = file.add(Value::Dict(dict([
        ("Type", Value::name("Font")),
        ("Subtype", Value::name("Type1")),
        ("BaseFont", Value::name("Helvetica")),
        ("Encoding", Value::name("WinAnsiEncoding")),
    ])));
    let fonts = Value::Dict(dict([("F1", Value::Ref(font))]));
    let pages = file.reserve();
    let page = file.add(Value::Dict(dict([
        ("Type", Value::name("Page")),
        ("Parent", Value::Ref(pages)),
        ("MediaBox", Value::List([0, 0, 595, 842].map(Value::Int).to_vec())),
        ("Contents", Value::Ref(content)),
        ("Resources", Value::Dict(dict([("Font", fonts)]))),
    ])));
    let kids = Value::List(vec![Value::Ref(page)]);
    file.set(pages, Value::Dict(dict([("Type", Value::name("Pages")), ("Kids", kids), ("Count", Value::Int(1))])));
    let root = file.add(Value::Dict(dict([("Type", Value::name("Catalog")), ("Pages", Value::Ref(pages))])));
    file.root = Some(root);
    file
}

/// The same as bytes.
pub(crate) fn one_page(content: &str) -> Vec<u8> {
    write(&page(content), b"sample")
}
