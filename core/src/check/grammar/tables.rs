//! A grammar in memory: types, the particles of groups, names by number.

use std::collections::HashMap;
use std::ops::Range;

use super::value::Simple;

/// Number of a name (namespace and local name).
pub(super) type NameId = u16;

/// Number of a type.
pub(super) type TypeId = u16;

/// What one `.grammar` file tells.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// The version of the schema, as people say it.
    pub version: &'static str,
    /// Prefix people know it by, and address, of each namespace.
    pub namespaces: Vec<(&'static str, &'static str)>,
    /// Namespace and local name of each name.
    pub names: Vec<(u8, &'static str)>,
    /// Numbers of names.
    pub by_name: HashMap<(u8, &'static str), NameId>,
    /// Types by number.
    pub types: Vec<Type>,
    /// Particles of all groups.
    pub particles: Vec<Particle>,
    /// Elements of all particles.
    pub elements: Vec<Element>,
    /// Elements that may stand anywhere a wildcard does; the root is one.
    pub globals: HashMap<NameId, Element>,
    /// The root.
    pub root: NameId,
}

/// What an element holds.
#[derive(Debug)]
pub(super) struct Type {
    /// Namespace and local name; one with a slash was never named.
    pub name: (u8, &'static str),
    /// Text or elements.
    pub content: Content,
    /// Attributes it may or must have.
    pub attributes: Vec<Attribute>,
}

/// Text or elements.
#[derive(Debug)]
pub(super) enum Content {
    /// Text of a simple type.
    Value(Simple),
    /// Elements, by their particles.
    Group(Range<u32>),
}

/// One place of a sequence.
#[derive(Debug)]
pub(super) struct Particle {
    /// The elements of which one may stand here; empty for any element of another namespace.
    pub options: Range<u32>,
    /// How often at least.
    pub min: u32,
    /// How often at most; `u32::MAX` for any number.
    pub max: u32,
}

/// An element with its type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    /// Its name.
    pub name: NameId,
    /// What it holds.
    pub of: TypeId,
    /// Whether its type has a name of its own, `{element}Type`, though it adds nothing to `of`.
    pub alias: bool,
}

/// An attribute.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Its name, in no namespace.
    pub name: &'static str,
    /// What it may hold.
    pub value: Simple,
    /// Whether it must be there.
    pub required: bool,
    /// The only value it may have.
    pub fixed: Option<&'static str>,
}

impl Tables {
    /// The number of a namespace.
    pub fn namespace(&self, uri: &str) -> Option<u8> {
        self.namespaces.iter().position(|(_, known)| *known == uri).and_then(|at| u8::try_from(at).ok())
    }

    /// A name as people write it: `ram:ID`.
    pub fn said(&self, name: NameId) -> String {
        self.names.get(usize::from(name)).map_or_else(String::new, |(namespace, local)| {
            let prefix = self.namespaces.get(usize::from(*namespace)).map_or("*", |(prefix, _)| prefix);
            format!("{prefix}:{local}")
        })
    }

    /// Particles of a group.
    pub fn particles(&self, of: &Range<u32>) -> &[Particle] {
        self.particles.get(of.start as usize..of.end as usize).unwrap_or_default()
    }

    /// Elements of a particle.
    pub fn options(&self, particle: &Particle) -> &[Element] {
        self.elements.get(particle.options.start as usize..particle.options.end as usize).unwrap_or_default()
    }
}
