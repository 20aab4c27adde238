//! Bytes to owned objects: those the catalog leads to, in the order they are met.

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict as RawDict, MaybeRef, Object, ObjectIdentifier};

use super::text;
use super::value::{Dict, File, Id, Info, Stream, Value};
use crate::document::{Interrupt, Limits, check, with_objects};
use crate::error::{Error, ErrorKind, Result};

/// Takes a PDF apart. What the catalog does not lead to is left behind; encryption with an empty password is undone.
///
/// # Errors
/// `encrypted`, `too_large`, `unreadable`, `timeout`, `cancelled`.
pub fn read(bytes: &[u8], limits: &Limits, interrupt: Interrupt<'_>) -> Result<File> {
    with_objects(bytes, limits, interrupt, |pdf| {
        let mut reader = Reader { limits, file: File::default(), known: HashMap::new(), queue: Vec::new() };
        let root = reader.id(pdf.xref().root_id());
        let mut done = 0;
        while let Some((raw, id)) = reader.queue.get(done).copied() {
            check(interrupt)?;
            if done >= limits.objects as usize {
                return Err(Error::new(ErrorKind::TooLarge, "Ce PDF compte trop d'objets.")
                    .with("limit", "objects")
                    .with("value", limits.objects));
            }
            done += 1;
            let value = match pdf.xref().get::<Object<'_>>(raw) {
                Some(object) => reader.value(&object, 0),
                None => Value::Null,
            };
            reader.file.set(id, value);
        }
        let mut file = reader.file;
        file.root = Some(root);
        file.info = info(pdf);
        if file.catalog().is_none() {
            return Err(Error::new(ErrorKind::Unreadable, "Ce PDF est trop abîmé pour être lu."));
        }
        Ok(file)
    })
    .map(|mut file| {
        file.encrypted = memchr::memmem::find(bytes, b"/Encrypt").is_some();
        file
    })
}

struct Reader<'a> {
    limits: &'a Limits,
    file: File,
    known: HashMap<ObjectIdentifier, Id>,
    queue: Vec<(ObjectIdentifier, Id)>,
}

impl Reader<'_> {
    /// Our number of an object of the file, which is to be read if it is new.
    fn id(&mut self, raw: ObjectIdentifier) -> Id {
        if let Some(id) = self.known.get(&raw) {
            return *id;
        }
        let id = self.file.reserve();
        self.known.insert(raw, id);
        self.queue.push((raw, id));
        id
    }

    fn value(&mut self, object: &Object<'_>, depth: u32) -> Value {
        if depth > self.limits.depth {
            return Value::Null;
        }
        match object {
            Object::Null(_) => Value::Null,
            Object::Boolean(b) => Value::Bool(*b),
            Object::Number(number) => {
                let (whole, real) = (number.as_i64(), number.as_f64());
                if whole as f64 == real && real.abs() < 1e15 { Value::Int(whole) } else { Value::Real(real) }
            }
            Object::String(text) => Value::Text(text.as_bytes().to_vec()),
            Object::Name(name) => Value::Name(name.as_ref().to_vec()),
            Object::Array(array) => self.list(array, depth),
            Object::Dict(dict) => Value::Dict(self.dict(dict, depth)),
            Object::Stream(stream) => {
                let mut dict = self.dict(stream.dict(), depth);
                dict.remove(b"Length".as_slice());
                Value::Stream(Stream { dict, data: stream.raw_data().into_owned() })
            }
        }
    }

    fn list(&mut self, array: &Array<'_>, depth: u32) -> Value {
        let items: Vec<_> = array.raw_iter().collect();
        Value::List(items.into_iter().map(|item| self.either(item, depth)).collect())
    }

    fn dict(&mut self, dict: &RawDict<'_>, depth: u32) -> Dict {
        let entries: Vec<_> = dict.entries().map(|(key, value)| (key.as_ref().to_vec(), value)).collect();
        let mut out = Dict::new();
        for (key, value) in entries {
            let value = self.either(value, depth);
            if value != Value::Null {
                out.insert(key, value);
            }
        }
        out
    }

    fn either(&mut self, value: MaybeRef<Object<'_>>, depth: u32) -> Value {
        match value {
            MaybeRef::Ref(raw) => {
                let raw = ObjectIdentifier::new(raw.obj_number, raw.gen_number);
                Value::Ref(self.id(raw))
            }
            MaybeRef::NotRef(object) => self.value(&object, depth + 1),
        }
    }
}

fn info(pdf: &Pdf) -> Info {
    let found = pdf.metadata();
    let read = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text::decode).filter(|t| !t.trim().is_empty());
    let created = found
        .creation_date
        .as_ref()
        .map(|d| format!("{:04}{:02}{:02}{:02}{:02}{:02}", d.year, d.month, d.day, d.hour, d.minute, d.second));
    Info {
        title: read(&found.title),
        author: read(&found.author),
        subject: read(&found.subject),
        keywords: read(&found.keywords),
        creator: read(&found.creator),
        producer: read(&found.producer),
        created,
        modified: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_is_read_and_written_back_alike() {
        let bytes = crate::pdf::sample::one_page("BT /F1 12 Tf (a) Tj ET");
        let limits = Limits::default();
        let first = read(&bytes, &limits, &|| None).unwrap();
        let written = crate::pdf::write(&first, b"seed");
        let again = read(&written, &limits, &|| None).unwrap();
        assert_eq!(first.catalog(), again.catalog());
        assert_eq!(first.objects().count(), again.objects().count());
        assert!(first.objects().zip(again.objects()).all(|(a, b)| a == b));
    }

    #[test]
    fn what_is_no_pdf_is_an_error() {
        let limits = Limits::default();
        assert_eq!(read(b"%PDF-1.7 nothing", &limits, &|| None).unwrap_err().kind(), ErrorKind::Unreadable);
    }
}
