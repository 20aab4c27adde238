//! JSON: the public format of an extraction, as one object, an array, or one line a document.

use std::io::Write;

use serde::Serialize;

use super::{Document, Export, unwritten, write_all};
use crate::error::{Error, Result};

/// How documents stand in the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The extraction itself. For one document; one that failed writes nothing, and each further one starts a new line.
    Object,
    /// An array of `{"path", "result"}` or `{"path", "error"}`.
    #[default]
    Array,
    /// The same objects, one a line (NDJSON).
    Lines,
}

/// How to write JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonOptions {
    /// How documents stand in the output.
    pub layout: Layout,
    /// Indents by two spaces; never with [`Layout::Lines`].
    pub pretty: bool,
}

/// Writes documents as JSON.
pub struct Json<'w> {
    out: &'w mut (dyn Write + 'w),
    options: JsonOptions,
    written: usize,
}

/// Writes these documents.
///
/// # Errors
/// As [`Export::add`].
pub fn write(documents: &[Document<'_>], options: &JsonOptions, out: &mut dyn Write) -> Result<()> {
    write_all(&mut Json::new(options, out), documents)
}

impl<'w> Json<'w> {
    /// Writes to `out`; nothing is written yet.
    pub fn new(options: &JsonOptions, out: &'w mut (dyn Write + 'w)) -> Self {
        Self { out, options: *options, written: 0 }
    }

    fn put(&mut self, value: &impl Serialize) -> Result<()> {
        if self.options.pretty && self.options.layout != Layout::Lines {
            serde_json::to_writer_pretty(&mut self.out, value).map_err(unwritten)
        } else {
            serde_json::to_writer(&mut self.out, value).map_err(unwritten)
        }
    }

    fn raw(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(unwritten)
    }
}

impl Json<'_> {
    /// Adds what any verb answered about a document: an extraction, a report.
    ///
    /// # Errors
    /// As [`Export::add`].
    pub fn add_answer<T: Serialize>(&mut self, path: &str, outcome: std::result::Result<&T, &Error>) -> Result<()> {
        if self.options.layout == Layout::Array {
            self.raw(if self.written == 0 { "[\n" } else { ",\n" })?;
        }
        match (self.options.layout, outcome) {
            (Layout::Object, Ok(answer)) => self.put(answer)?,
            (Layout::Object, Err(_)) => return Ok(()),
            _ => self.put(&Row::of(path, outcome))?,
        }
        if self.options.layout != Layout::Array {
            self.raw("\n")?;
        }
        self.written += 1;
        Ok(())
    }
}

impl Export for Json<'_> {
    fn add(&mut self, document: &Document<'_>) -> Result<()> {
        self.add_answer(document.path, document.outcome)
    }

    fn finish(&mut self) -> Result<()> {
        if self.options.layout == Layout::Array {
            self.raw(if self.written == 0 { "[]\n" } else { "\n]\n" })?;
        }
        self.out.flush().map_err(unwritten)
    }
}

#[derive(Serialize)]
struct Row<'a, T> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Error>,
}

impl<'a, T> Row<'a, T> {
    fn of(path: &'a str, outcome: std::result::Result<&'a T, &'a Error>) -> Self {
        Self { path, result: outcome.ok(), error: outcome.err() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::api::Extraction;

    fn written(layout: Layout, pretty: bool) -> String {
        let (extraction, error) = (sample::extraction(), sample::error());
        let documents =
            [Document { path: "a.pdf", outcome: Ok(&extraction) }, Document { path: "b.pdf", outcome: Err(&error) }];
        let mut out = Vec::new();
        write(&documents, &JsonOptions { layout, pretty }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_array_tells_results_and_errors() {
        for pretty in [false, true] {
            let rows: serde_json::Value = serde_json::from_str(&written(Layout::Array, pretty)).unwrap();
            assert_eq!(rows[0]["result"]["invoice"]["totals"]["gross"], "228.00");
            assert_eq!(rows[0]["error"], serde_json::Value::Null);
            assert_eq!(rows[1]["error"]["code"], "encrypted");
            assert_eq!(rows[1]["error"]["context"]["page"], "1");
        }
    }

    #[test]
    fn lines_hold_one_document_each() {
        let text = written(Layout::Lines, true);
        let rows: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1]["path"], "b.pdf");
    }

    #[test]
    fn an_object_reads_back_as_the_extraction() {
        let back: Extraction = serde_json::from_str(&written(Layout::Object, false)).unwrap();
        assert_eq!(back, sample::extraction());
    }

    #[test]
    fn no_document_is_an_empty_array() {
        let mut out = Vec::new();
        write(&[], &JsonOptions::default(), &mut out).unwrap();
        assert_eq!(out, b"[]\n");
    }

    #[test]
    fn a_full_disk_is_told() {
        let error = sample::error();
        let documents = [Document { path: "b.pdf", outcome: Err(&error) }];
        let failed = write(&documents, &JsonOptions::default(), &mut sample::FullDisk).unwrap_err();
        assert_eq!(failed.code(), "internal");
    }
}
