//! A small change to a document, in one line.
//!
//! `delete PATH`, `set PATH=value`, `insert PATH <fragment/>`, `duplicate PATH`, `rename PATH Name`. A path is
//! `/Root/Name[2]/Other`, or `//Name/Other` for the first element of the document that the rest leads on from; names
//! have no prefix; it may end with `/@attribute` (to set or delete). A value that begins or ends with a blank stands
//! between double quotes. Several changes are joined by ` ;; `.

use std::fmt;

use super::dom::{Document, Element};

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Takes an element or attribute away.
    Delete(String),
    /// Gives an element its text, or an attribute its value.
    Set(String, String),
    /// Puts elements behind those of their name, or last.
    Insert(String, String),
    /// Puts a copy behind an element.
    Duplicate(String),
    /// Calls an element otherwise.
    Rename(String, String),
}

impl Edit {
    /// Reads one change.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (verb, rest) = text.trim_start().split_once(' ').ok_or_else(|| format!("no change: {text}"))?;
        let both = |mark: char| {
            let (path, value) = rest.split_once(mark).ok_or_else(|| format!("`{mark}` expected: {text}"))?;
            Ok::<_, String>((path.to_owned(), value.to_owned()))
        };
        Ok(match verb {
            "delete" => Self::Delete(rest.trim().to_owned()),
            "duplicate" => Self::Duplicate(rest.trim().to_owned()),
            "set" => {
                let (path, value) = both('=')?;
                let quoted = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).map(str::to_owned);
                Self::Set(path, quoted.unwrap_or(value))
            }
            "insert" => both(' ').map(|(path, fragment)| Self::Insert(path, fragment))?,
            "rename" => both(' ').map(|(path, name)| Self::Rename(path, name))?,
            _ => return Err(format!("no such change: {verb}")),
        })
    }

    /// Reads changes joined by ` ;; `; none in an empty text.
    ///
    /// # Errors
    /// When one is none.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, String> {
        text.split(" ;; ").filter(|part| !part.trim().is_empty()).map(Self::parse).collect()
    }

    /// Changes a document.
    ///
    /// # Errors
    /// When the path leads nowhere, or the change changes nothing.
    pub fn apply(&self, document: &mut Document) -> Result<(), String> {
        match self {
            Self::Set(path, value) => set(document, path, value),
            Self::Delete(path) => match split_attribute(path) {
                (path, Some(name)) => {
                    let element = find(document, path)?;
                    let at = element.attributes.iter().position(|(n, _)| n == name);
                    let at = at.ok_or_else(|| format!("no attribute: {path}/@{name}"))?;
                    element.attributes.remove(at);
                    Ok(())
                }
                (path, None) => {
                    let (parent, at) = find_in_parent(document, path)?;
                    parent.children.remove(at);
                    Ok(())
                }
            },
            Self::Duplicate(path) => {
                let (parent, at) = find_in_parent(document, path)?;
                let copy = parent.children[at].clone();
                parent.children.insert(at + 1, copy);
                Ok(())
            }
            Self::Rename(path, name) => {
                let named = document.fragment(&format!("<{name}/>"))?;
                let element = find(document, path)?;
                element.name.clone_from(&named[0].name);
                Ok(())
            }
            Self::Insert(path, fragment) => {
                let elements = document.fragment(fragment)?;
                let parent = find(document, path)?;
                for element in elements {
                    let last = parent.children.iter().rposition(|child| child.name == element.name);
                    parent.children.insert(last.map_or(parent.children.len(), |at| at + 1), element);
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delete(path) => write!(f, "delete {path}"),
            Self::Duplicate(path) => write!(f, "duplicate {path}"),
            Self::Insert(path, fragment) => write!(f, "insert {path} {fragment}"),
            Self::Rename(path, name) => write!(f, "rename {path} {name}"),
            Self::Set(path, value) if value.trim() == value && !value.is_empty() => write!(f, "set {path}={value}"),
            Self::Set(path, value) => write!(f, "set {path}=\"{value}\""),
        }
    }
}

/// Gives an element its text, or an attribute its value.
fn set(document: &mut Document, path: &str, value: &str) -> Result<(), String> {
    let (place, attribute) = split_attribute(path);
    let element = find(document, place)?;
    let old = match attribute {
        None => &mut element.text,
        Some(name) => {
            let at = element.attributes.iter().position(|(known, _)| known == name);
            let Some((_, old)) = at.and_then(|at| element.attributes.get_mut(at)) else {
                element.attributes.push((name.to_owned(), value.to_owned()));
                return Ok(());
            };
            old
        }
    };
    if old == value {
        return Err(format!("already so: {path}"));
    }
    value.clone_into(old);
    Ok(())
}

/// A path and the attribute at its end.
fn split_attribute(path: &str) -> (&str, Option<&str>) {
    path.rsplit_once("/@").map_or((path, None), |(path, name)| (path, Some(name)))
}

/// Name and position, 1 for the first, of a step.
fn step(text: &str) -> (&str, usize) {
    let (name, position) = text.split_once('[').unwrap_or((text, "1]"));
    (name, position.trim_end_matches(']').parse().unwrap_or(1))
}

/// Where a step leads among the children.
fn child_at(element: &Element, text: &str) -> Option<usize> {
    let (name, position) = step(text);
    let mut same = element.children.iter().enumerate().filter(|(_, child)| child.local() == name);
    same.nth(position.checked_sub(1)?).map(|(at, _)| at)
}

/// Indexes of children from an element along the steps.
fn along(element: &Element, steps: &[&str]) -> Option<Vec<usize>> {
    let Some((first, rest)) = steps.split_first() else { return Some(Vec::new()) };
    let at = child_at(element, first)?;
    let mut path = vec![at];
    path.extend(along(&element.children[at], rest)?);
    Some(path)
}

/// Indexes along the steps from the first element, outermost first, that they lead on from.
fn anywhere(element: &Element, steps: &[&str]) -> Option<Vec<usize>> {
    along(element, steps).or_else(|| {
        element.children.iter().enumerate().find_map(|(at, child)| {
            let mut path = vec![at];
            path.extend(anywhere(child, steps)?);
            Some(path)
        })
    })
}

/// Indexes of children that lead to a path.
pub(super) fn resolve(document: &Document, path: &str) -> Option<Vec<usize>> {
    let split = |text: &'_ str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
    if let Some(rest) = path.strip_prefix("//") {
        let steps = split(rest);
        return anywhere(&document.root, &steps.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let steps = split(path.strip_prefix('/')?);
    let (root, rest) = steps.split_first()?;
    (root == document.root.local())
        .then(|| along(&document.root, &rest.iter().map(String::as_str).collect::<Vec<_>>()))?
}

fn at<'d>(document: &'d mut Document, indexes: &[usize]) -> &'d mut Element {
    indexes.iter().fold(&mut document.root, |element, at| &mut element.children[*at])
}

fn find<'d>(document: &'d mut Document, path: &str) -> Result<&'d mut Element, String> {
    let indexes = resolve(document, path).ok_or_else(|| format!("leads nowhere: {path}"))?;
    Ok(at(document, &indexes))
}

fn find_in_parent<'d>(document: &'d mut Document, path: &str) -> Result<(&'d mut Element, usize), String> {
    let indexes = resolve(document, path).ok_or_else(|| format!("leads nowhere: {path}"))?;
    let (last, above) = indexes.split_last().ok_or("the root stays")?;
    Ok((at(document, above), *last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_read_as_they_are_written_and_change_what_they_name() {
        let xml = "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'><a><b k='1'>x</b><b>y</b></a></Invoice>";
        let document = Document::read(xml).expect("XML");
        let root = document.xml();
        let head = &root[..root.find('>').expect("a root") + 1];
        let tail = "</Invoice>";
        for (text, expected) in [
            ("delete //b[2]", "<a><b k=\"1\">x</b></a>"),
            ("delete /Invoice/a/b/@k", "<a><b>x</b><b>y</b></a>"),
            ("set //a/b/@k=2", "<a><b k=\"2\">x</b><b>y</b></a>"),
            ("set //b[2]=\" z\"", "<a><b k=\"1\">x</b><b> z</b></a>"),
            ("duplicate //b[2]", "<a><b k=\"1\">x</b><b>y</b><b>y</b></a>"),
            ("rename //b c", "<a><cbc:c k=\"1\">x</cbc:c><b>y</b></a>"),
            ("insert //a <c><d>1</d></c>", "<a><b k=\"1\">x</b><b>y</b><cac:c><cbc:d>1</cbc:d></cac:c></a>"),
        ] {
            let edit = Edit::parse(text).expect(text);
            assert_eq!(edit.to_string(), text);
            let mut changed = document.clone();
            edit.apply(&mut changed).expect(text);
            assert_eq!(changed.xml(), format!("{head}{expected}{tail}"), "{text}");
        }
        for nowhere in ["delete //c", "set //b/@k=1", "delete //b[3]", "delete /Invoice"] {
            assert!(Edit::parse(nowhere).expect(nowhere).apply(&mut document.clone()).is_err(), "{nowhere}");
        }
    }
}
