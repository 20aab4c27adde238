//! The lines of a `.grammar` file into tables. Words are parted by one space:
//!
//! - `version TEXT`, `root GRAMMAR ELEMENT`, `namespace PREFIX ADDRESS`, `#` for remarks;
//! - `group TYPE PARTICLE… @ATTRIBUTE…`: elements in this order. A particle is an element (`Name` of the type's own
//!   namespace, or `cbc:Name`), a choice of elements `(A=…|B=…)`, or `<other>` for any element of another namespace; then
//!   how often, nothing for once, `?`, `*`, `+` or `{0,2}`; then `=TYPE`, which global elements have elsewhere;
//! - `value TYPE SIMPLE @ATTRIBUTE…`: text of a built-in type, with the facets `[1,3]` (length) or `{A|B}` (values).
//!   `@name=SIMPLE` is an attribute, `@name!=SIMPLE` one that must be there;
//! - `fixed TYPE ATTRIBUTE VALUE`: the only value an attribute may have;
//! - `element TYPE NAME…`: global elements of a type; `alias TYPE NAME…` where the type is named after the element.

use std::collections::HashMap;
use std::ops::Range;

use super::tables::{Attribute, Content, Element, NameId, Particle, Tables, Type, TypeId};
use super::value::Simple;

/// Why a file is no grammar. Told to no one but our own tests: the files are ours.
type Outcome<T> = Result<T, String>;

/// The tables of a grammar.
pub(super) fn load(text: &'static str, grammar: &str) -> Outcome<Tables> {
    let mut loader =
        Loader { tables: Tables::default(), types: HashMap::new(), told: vec![], open: vec![], root: None };
    for line in text.lines() {
        loader.line(line, grammar).map_err(|why| format!("{why}: {line}"))?;
    }
    loader.finish()
}

struct Loader {
    tables: Tables,
    /// Numbers of types.
    types: HashMap<&'static str, TypeId>,
    /// Types as far as they are told.
    told: Vec<Option<Type>>,
    /// Elements of particles that have their type elsewhere.
    open: Vec<usize>,
    root: Option<&'static str>,
}

impl Loader {
    fn line(&mut self, line: &'static str, grammar: &str) -> Outcome<()> {
        let (keyword, rest) = line.split_once(' ').unwrap_or((line, ""));
        match keyword {
            "#" => {}
            "version" => self.tables.version = rest,
            "root" => {
                let (name, element) = rest.split_once(' ').ok_or("no element")?;
                if name == grammar {
                    self.root = Some(element);
                }
            }
            "namespace" => self.tables.namespaces.push(rest.split_once(' ').ok_or("no address")?),
            "group" => self.group(rest)?,
            "value" => {
                let mut words = rest.split(' ');
                let (name, value) = (words.next().ok_or("no name")?, words.next().ok_or("no type")?);
                let content = Content::Value(Simple::parse(value).ok_or("an unknown simple type")?);
                let attributes: Outcome<Vec<_>> = words.map(attribute).collect();
                self.tell(name, content, attributes?)?;
            }
            "fixed" => {
                let mut words = rest.splitn(3, ' ');
                let (Some(name), Some(attribute), Some(value)) = (words.next(), words.next(), words.next()) else {
                    return Err("three words are needed".to_owned());
                };
                let of = self.type_id(name)?;
                let told = self.told.get_mut(usize::from(of)).and_then(Option::as_mut).ok_or("not told before")?;
                let place = told.attributes.iter_mut().find(|a| a.name == attribute).ok_or("no such attribute")?;
                place.fixed = Some(value);
            }
            "element" | "alias" => {
                let (of, names) = rest.split_once(' ').ok_or("no element")?;
                let of = self.type_id(of)?;
                for name in names.split(' ') {
                    let name = self.name(name, 0)?;
                    self.tables.globals.insert(name, Element { name, of, alias: keyword == "alias" });
                }
            }
            _ => return Err("an unknown word".to_owned()),
        }
        Ok(())
    }

    fn group(&mut self, rest: &'static str) -> Outcome<()> {
        let mut words = rest.split(' ');
        let name = words.next().ok_or("no name")?;
        let namespace = self.qualified(name, 0)?.0;
        let start = index(self.tables.particles.len())?;
        let mut attributes = vec![];
        for word in words {
            if word.starts_with('@') {
                attributes.push(attribute(word)?);
            } else {
                let particle = self.particle(word, namespace)?;
                self.tables.particles.push(particle);
            }
        }
        let end = index(self.tables.particles.len())?;
        self.tell(name, Content::Group(start..end), attributes)
    }

    fn particle(&mut self, word: &'static str, namespace: u8) -> Outcome<Particle> {
        let first = index(self.tables.elements.len())?;
        let often;
        if let Some(rest) = word.strip_prefix("<other>") {
            often = rest;
        } else if let Some(rest) = word.strip_prefix('(') {
            let (options, after) = rest.split_once(')').ok_or("an open choice")?;
            for option in options.split('|') {
                let (name, of) = option.split_once('=').map_or((option, None), |(name, of)| (name, Some(of)));
                self.option(name, of, namespace)?;
            }
            often = after;
        } else {
            let (head, of) = word.split_once('=').map_or((word, None), |(head, of)| (head, Some(of)));
            let at = head.find(['?', '*', '+', '{']).unwrap_or(head.len());
            let (name, after) = head.split_at(at);
            self.option(name, of, namespace)?;
            often = after;
        }
        let (min, max) = bounds(often)?;
        Ok(Particle { options: Range { start: first, end: index(self.tables.elements.len())? }, min, max })
    }

    fn option(&mut self, name: &'static str, of: Option<&'static str>, namespace: u8) -> Outcome<()> {
        let name = self.name(name, namespace)?;
        let of = match of {
            Some(of) => self.type_id(of)?,
            None => {
                self.open.push(self.tables.elements.len());
                0
            }
        };
        self.tables.elements.push(Element { name, of, alias: false });
        Ok(())
    }

    /// Namespace and local name.
    fn qualified(&self, name: &'static str, namespace: u8) -> Outcome<(u8, &'static str)> {
        let Some((prefix, local)) = name.split_once(':') else { return Ok((namespace, name)) };
        if prefix == "xs" {
            return Ok((u8::MAX, local));
        }
        let at = self.tables.namespaces.iter().position(|(known, _)| *known == prefix);
        Ok((at.and_then(|at| u8::try_from(at).ok()).ok_or("an unknown prefix")?, local))
    }

    fn name(&mut self, name: &'static str, namespace: u8) -> Outcome<NameId> {
        let name = self.qualified(name, namespace)?;
        if let Some(known) = self.tables.by_name.get(&name) {
            return Ok(*known);
        }
        let id = NameId::try_from(self.tables.names.len()).map_err(|_| "too many names")?;
        self.tables.names.push(name);
        self.tables.by_name.insert(name, id);
        Ok(id)
    }

    fn type_id(&mut self, name: &'static str) -> Outcome<TypeId> {
        if let Some(known) = self.types.get(name) {
            return Ok(*known);
        }
        let id = TypeId::try_from(self.told.len()).map_err(|_| "too many types")?;
        self.types.insert(name, id);
        self.told.push(None);
        if let Some(built_in) = name.strip_prefix("xs:") {
            let value = Simple::parse(built_in).ok_or("an unknown built-in type")?;
            self.tell(name, Content::Value(value), vec![])?;
        }
        Ok(id)
    }

    fn tell(&mut self, name: &'static str, content: Content, attributes: Vec<Attribute>) -> Outcome<()> {
        let id = self.type_id(name)?;
        let told = Type { name: self.qualified(name, 0)?, content, attributes };
        match self.told.get_mut(usize::from(id)) {
            Some(place @ None) => *place = Some(told),
            _ => return Err("told twice".to_owned()),
        }
        Ok(())
    }

    fn finish(mut self) -> Outcome<Tables> {
        for at in self.open {
            let place = self.tables.elements.get_mut(at).ok_or("no such element")?;
            *place = *self.tables.globals.get(&place.name).ok_or("a global element without type")?;
        }
        let root = self.root.ok_or("no root")?;
        let (prefix, local) = root.split_once(':').ok_or("a root without prefix")?;
        let at = self.tables.namespaces.iter().position(|(known, _)| *known == prefix).ok_or("an unknown prefix")?;
        let name = (u8::try_from(at).map_err(|_| "too many namespaces")?, local);
        self.tables.root = *self.tables.by_name.get(&name).ok_or("the root is not told")?;
        self.tables.globals.get(&self.tables.root).ok_or("the root has no type")?;
        self.tables.types = self.told.into_iter().collect::<Option<_>>().ok_or("a type is not told")?;
        Ok(self.tables)
    }
}

fn index(len: usize) -> Outcome<u32> {
    u32::try_from(len).map_err(|_| "too long".to_owned())
}

/// `?` and its like, as least and most.
fn bounds(often: &str) -> Outcome<(u32, u32)> {
    Ok(match often {
        "" => (1, 1),
        "?" => (0, 1),
        "*" => (0, u32::MAX),
        "+" => (1, u32::MAX),
        _ => {
            let inner = often.strip_prefix('{').and_then(|o| o.strip_suffix('}')).ok_or("how often?")?;
            let (min, max) = inner.split_once(',').ok_or("how often?")?;
            (min.parse().map_err(|_| "how often?")?, max.parse().map_err(|_| "how often?")?)
        }
    })
}

/// `@name=SIMPLE` or `@name!=SIMPLE`.
fn attribute(word: &'static str) -> Outcome<Attribute> {
    let (name, value) = word.strip_prefix('@').and_then(|w| w.split_once('=')).ok_or("no attribute")?;
    let (name, required) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
    Ok(Attribute { name, value: Simple::parse(value).ok_or("an unknown simple type")?, required, fixed: None })
}
