//! What an expression may name: elements, functions, lists, definitions, variables.

use std::collections::HashMap;

use super::ast::Function;
use super::parser::cast_type;
use crate::check::tree::Class;

/// Names known while a rule file is parsed.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub elements: Vec<(Class, &'static str)>,
    element_ids: HashMap<(Class, &'static str), usize>,
    /// Lists by name, in the order of the file.
    pub lists: Vec<&'static str>,
    /// Definitions by name and number of arguments.
    pub definitions: Vec<(&'static str, usize)>,
    /// Values computed once a document.
    pub globals: Vec<&'static str>,
}

impl Names {
    /// The id of an element or attribute; a prefix is only told apart where names repeat.
    pub(super) fn id(&mut self, name: &'static str) -> usize {
        let key = match name.split_once(':') {
            Some(("qdt", local)) => (Class::Qualified, local),
            Some(("xsi" | "xml", local)) => (Class::Foreign, local),
            Some((_, local)) => (Class::Bare, local),
            None => (Class::Bare, name),
        };
        *self.element_ids.entry(key).or_insert_with(|| {
            self.elements.push(key);
            self.elements.len() - 1
        })
    }

    pub(super) fn list(&self, name: &str) -> Option<usize> {
        self.lists.iter().rposition(|known| *known == name)
    }

    pub(super) fn definition(&self, name: &str) -> Option<(usize, usize)> {
        let at = self.definitions.iter().rposition(|(known, _)| *known == name)?;
        Some((at, self.definitions[at].1))
    }

    pub(super) fn global(&self, name: &str) -> Option<usize> {
        self.globals.iter().rposition(|known| *known == name)
    }
}

/// A function by its name.
pub(super) fn function(name: &str) -> Option<Function> {
    if let Some(to) = cast_type(name) {
        return Some(Function::Cast(to));
    }
    Some(match name {
        "not" => Function::Not,
        "true" => Function::True,
        "false" => Function::False,
        "boolean" => Function::Boolean,
        "count" => Function::Count,
        "sum" => Function::Sum,
        "round" => Function::Round,
        "abs" => Function::Abs,
        "floor" => Function::Floor,
        "ceiling" => Function::Ceiling,
        "min" => Function::Min,
        "max" => Function::Max,
        "number" => Function::Number,
        "exists" => Function::Exists,
        "empty" => Function::Empty,
        "normalize-space" => Function::NormalizeSpace,
        "upper-case" => Function::UpperCase,
        "lower-case" => Function::LowerCase,
        "contains" => Function::Contains,
        "starts-with" => Function::StartsWith,
        "ends-with" => Function::EndsWith,
        "substring" => Function::Substring,
        "substring-before" => Function::SubstringBefore,
        "substring-after" => Function::SubstringAfter,
        "string-length" => Function::StringLength,
        "concat" => Function::Concat,
        "string-join" => Function::StringJoin,
        "translate" => Function::Translate,
        "tokenize" => Function::Tokenize,
        "distinct-values" => Function::DistinctValues,
        "index-of" => Function::IndexOf,
        "local-name" => Function::LocalName,
        "name" => Function::Name,
        "position" => Function::Position,
        "last" => Function::Last,
        "reverse" => Function::Reverse,
        "subsequence" => Function::Subsequence,
        "filled" => Function::Filled,
        "decimals" => Function::Decimals,
        "round2" => Function::Round2,
        "exactly" => Function::Exactly,
        "at_most" => Function::AtMost,
        "at_least" => Function::AtLeast,
        "luhn" => Function::Luhn,
        "vat_key" => Function::VatKey,
        "iban" => Function::Iban,
        _ => return None,
    })
}
