//! What PDF/A-3 forbids and can be mended without changing what is seen.
//!
//! Each module mends one family of clauses and tells a [`Log`] what it did.

mod actions;
mod annotations;
mod colours;
mod content;
mod files;
mod fonts;
mod forms;
mod images;
mod layers;
mod sheets;
mod states;
mod streams;

pub(crate) use annotations::field_type;

use std::collections::BTreeMap;

use super::value::{Dict, File, Value};

/// What was mended: stable code, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log(BTreeMap<&'static str, u32>);

impl Log {
    /// Notes that something was mended.
    pub fn note(&mut self, code: &'static str) {
        let times = self.0.entry(code).or_default();
        *times = times.saturating_add(1);
    }

    /// What was mended, in the order of the codes.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, u32)> + '_ {
        self.0.iter().map(|(code, times)| (*code, *times))
    }

    fn removed(&mut self, dict: &mut Dict, key: &str, code: &'static str) {
        if dict.remove(key.as_bytes()).is_some() {
            self.note(code);
        }
    }
}

/// Mends what can be. What is left is for the examiner to find.
pub fn mend(file: &mut File, log: &mut Log) {
    if std::mem::take(&mut file.encrypted) {
        log.note("encryption_removed");
    }
    sheets::mend(file, log);
    actions::mend(file, log);
    forms::mend(file, log);
    annotations::mend(file, log);
    layers::mend(file, log);
    streams::mend(file, log);
    images::mend(file, log);
    states::mend(file, log);
    files::mend(file, log);
    content::mend(file, log);
    fonts::mend(file, log);
    colours::mend(file, log);
}

/// Shows every dictionary of a value, itself included.
fn each_dict(value: &mut Value, show: &mut impl FnMut(&mut Dict)) {
    match value {
        Value::Dict(dict) => {
            show(dict);
            dict.values_mut().for_each(|inner| each_dict(inner, show));
        }
        Value::Stream(stream) => {
            show(&mut stream.dict);
            stream.dict.values_mut().for_each(|inner| each_dict(inner, show));
        }
        Value::List(items) => items.iter_mut().for_each(|inner| each_dict(inner, show)),
        _ => {}
    }
}

/// Shows every dictionary of the file, direct ones included.
fn each_dict_of(file: &mut File, mut show: impl FnMut(&mut Dict)) {
    for id in file.ids() {
        if let Some(value) = file.at_mut(id) {
            each_dict(value, &mut show);
        }
    }
}
