//! Simple types: what text an element or attribute may hold, to the letter of XML Schema as libxml2 reads it.

mod base64;
mod date;
mod uri;

use std::borrow::Cow;

/// A built-in type with its facets.
#[derive(Debug, PartialEq)]
pub(super) struct Simple {
    /// The built-in type.
    pub base: Base,
    /// Least and most characters.
    pub length: Option<(usize, usize)>,
    /// The only values; empty for any.
    pub values: Vec<&'static str>,
}

/// The built-in types in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// Any text.
    String,
    /// Any text, without line ends.
    Normalized,
    /// Any text; white space counts as one blank between words.
    Token,
    /// A number with an optional point.
    Decimal,
    /// `true`, `false`, `1` or `0`.
    Boolean,
    /// `2026-11-22`.
    Date,
    /// `2026-11-22T10:00:00`.
    DateTime,
    /// `10:00:00`.
    Time,
    /// Bytes as letters.
    Base64,
    /// An address.
    Uri,
    /// `fr` or `fr-FR`.
    Language,
}

/// Why a text does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// Not of the built-in type.
    Type,
    /// Too short or too long.
    Length,
    /// None of the values.
    Values,
}

impl Simple {
    /// `decimal`, `token[1,3]`, `token{A|B}`.
    pub fn parse(word: &'static str) -> Option<Self> {
        let at = word.find(['[', '{']).unwrap_or(word.len());
        let (name, facet) = word.split_at(at);
        let base = match name {
            "string" => Base::String,
            "normalizedString" => Base::Normalized,
            "token" => Base::Token,
            "decimal" => Base::Decimal,
            "boolean" => Base::Boolean,
            "date" => Base::Date,
            "dateTime" => Base::DateTime,
            "time" => Base::Time,
            "base64Binary" => Base::Base64,
            "anyURI" => Base::Uri,
            "language" => Base::Language,
            _ => return None,
        };
        let (mut length, mut values) = (None, vec![]);
        if let Some(inner) = facet.strip_prefix('[') {
            let (min, max) = inner.strip_suffix(']')?.split_once(',')?;
            let bound = |s: &str, none| if s.is_empty() { Some(none) } else { s.parse().ok() };
            length = Some((bound(min, 0)?, bound(max, usize::MAX)?));
        } else if let Some(inner) = facet.strip_prefix('{') {
            values = inner.strip_suffix('}')?.split('|').collect();
        }
        Some(Self { base, length, values })
    }

    /// Whether a text fits.
    pub fn check(&self, text: &str) -> Result<(), Misfit> {
        if !self.base.holds(text) {
            return Err(Misfit::Type);
        }
        if let Some((min, max)) = self.length {
            let count = self.base.normal(text).chars().count();
            if count < min || count > max {
                return Err(Misfit::Length);
            }
        }
        if !self.values.is_empty() && !self.values.contains(&&*self.base.normal(text)) {
            return Err(Misfit::Values);
        }
        Ok(())
    }
}

impl Base {
    /// A text as the type sees its white space.
    pub fn normal(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::String => Cow::Borrowed(text),
            Self::Normalized if !text.contains(['\t', '\n', '\r']) => Cow::Borrowed(text),
            Self::Normalized => Cow::Owned(text.replace(['\t', '\n', '\r'], " ")),
            _ => collapsed(text),
        }
    }

    fn holds(self, text: &str) -> bool {
        match self {
            Self::String | Self::Normalized | Self::Token => true,
            Self::Decimal => is_decimal(trimmed(text)),
            Self::Boolean => matches!(trimmed(text), "true" | "false" | "1" | "0"),
            // libxml2 takes no white space around dates, which XML Schema would allow; before a time it does.
            Self::Date => date::is_date(text),
            Self::DateTime => date::is_date_time(text),
            Self::Time => date::is_time(text.trim_start_matches(is_space)),
            Self::Base64 => base64::is_base64(text),
            Self::Uri => uri::is_uri(&collapsed(text)),
            Self::Language => is_language(trimmed(text)),
        }
    }
}

/// White space of XML, no other.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// One blank between words, none around.
fn collapsed(text: &str) -> Cow<'_, str> {
    let plain = !text.contains(['\t', '\n', '\r']) && !text.contains("  ") && trimmed(text).len() == text.len();
    if plain {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split(is_space).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "))
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    whole.len() + part.len() > 0 && all_digits(whole) && all_digits(part)
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let fits = |part: &str, ok: fn(&u8) -> bool| (1..=8).contains(&part.len()) && part.as_bytes().iter().all(ok);
    parts.next().is_some_and(|first| fits(first, u8::is_ascii_alphabetic))
        && parts.all(|part| fits(part, u8::is_ascii_alphanumeric))
}

#[cfg(test)]
mod tests;
