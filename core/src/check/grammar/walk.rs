//! A document held against a grammar, element by element, without recursion: a deep document costs no stack.

use roxmltree::Node;

use super::content::{Progress, Step};
use super::tables::{Content, Element, Particle, Tables, Type};
use super::value::{Base, Misfit, Simple, is_space};
use super::violation::Kind;

/// Namespace of `xsi:type` and its like.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Namespace of XML Schema itself, for `xsi:type="xs:date"`.
const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// As many violations are told.
pub(super) const MOST: usize = 200;

/// As many characters of a text are told.
const VALUE: usize = 80;

/// As many expected names are told.
const NAMES: usize = 12;

/// A violation before its place is worked out.
pub(super) struct Broken<'a> {
    pub kind: Kind,
    pub node: Node<'a, 'a>,
    pub attribute: Option<String>,
    pub value: Option<String>,
    pub expected: Vec<String>,
}

/// An element that is open.
struct Open<'t, 'a> {
    node: Node<'a, 'a>,
    next: Option<Node<'a, 'a>>,
    /// Its particles; none where anything may stand.
    particles: Option<&'t [Particle]>,
    progress: Progress,
    /// Whether text was found in it already.
    texted: bool,
}

/// What the document breaks, in its order; the last of more than [`MOST`] says so.
pub(super) fn walk<'a>(tables: &Tables, root: Node<'a, 'a>) -> Vec<Broken<'a>> {
    let mut walker = Walker { tables, namespaces: vec![], broken: vec![] };
    walker.document(root);
    if walker.broken.len() > MOST {
        walker.broken.truncate(MOST);
        walker.tell(Kind::More, root, None, None, vec![]);
    }
    walker.broken
}

struct Walker<'t, 'a> {
    tables: &'t Tables,
    /// Namespaces met, by their place in memory: comparing addresses once each is enough.
    namespaces: Vec<(*const str, Option<u8>)>,
    broken: Vec<Broken<'a>>,
}

impl<'t, 'a> Walker<'t, 'a> {
    fn document(&mut self, root: Node<'a, 'a>) {
        let tables = self.tables;
        let declared = tables.globals.get(&tables.root);
        let Some(element) = declared.filter(|element| self.name(root) == Some(element.name)) else {
            return self.tell(Kind::Root, root, None, None, vec![tables.said(tables.root)]);
        };
        let mut stack: Vec<Open<'t, 'a>> = self.open(*element, root).into_iter().collect();
        while let Some(top) = stack.last_mut() {
            if self.broken.len() > MOST {
                return;
            }
            let Some(child) = top.next else {
                if let Some(done) = stack.pop() {
                    self.close(done);
                }
                continue;
            };
            top.next = child.next_sibling();
            if child.is_element() {
                let inner = self.child(top, child);
                stack.extend(inner);
            } else if let (true, Some(particles), false) = (child.is_text(), top.particles, top.texted) {
                let text = child.text().unwrap_or_default();
                // Between elements blanks are layout; in what is empty they are text.
                if !text.chars().all(is_space) || (particles.is_empty() && !text.is_empty()) {
                    top.texted = true;
                    let node = top.node;
                    self.tell(Kind::Text, node, None, Some(clipped(text.trim())), vec![]);
                }
            }
        }
    }

    /// Finds the place of an element in the open one; what there is to read in it.
    fn child(&mut self, top: &mut Open<'t, 'a>, child: Node<'a, 'a>) -> Option<Open<'t, 'a>> {
        let tables = self.tables;
        let name = self.name(child);
        let Some(particles) = top.particles else { return self.anything(name, child) };
        // A wildcard lets in any namespace but that of the type it stands in, and never none.
        let home = top.node.tag_name().namespace();
        let foreign = child.tag_name().namespace().filter(|uri| !uri.is_empty()).is_some_and(|uri| Some(uri) != home);
        match top.progress.step(tables, particles, name, foreign) {
            Step::Fits(element) => self.open(element, child),
            Step::Wild => self.anything(name, child),
            Step::Repeated(element) => {
                let expected = self.names(top.progress.next(particles));
                self.tell(Kind::Repeated, child, None, None, expected);
                self.open(element, child)
            }
            Step::Late(element, place) => {
                let follows = self.names(particles.get(place).into_iter());
                self.tell(Kind::Order, child, None, None, follows);
                self.open(element, child)
            }
            Step::Unknown => {
                let local = child.tag_name().name();
                let options = particles.iter().flat_map(|particle| tables.options(particle));
                let namesake = options
                    .map(|o| o.name)
                    .find(|n| tables.names.get(usize::from(*n)).is_some_and(|(_, known)| *known == local));
                match namesake {
                    Some(namesake) => {
                        let expected = vec![tables.said(namesake)];
                        self.tell(Kind::Namespace, child, None, child.tag_name().namespace().map(clipped), expected);
                    }
                    None => {
                        let expected = self.names(top.progress.next(particles));
                        self.tell(Kind::Unknown, child, None, None, expected);
                    }
                }
                None
            }
        }
    }

    /// An element where any may stand: judged if the grammar knows it.
    fn anything(&mut self, name: Option<u16>, node: Node<'a, 'a>) -> Option<Open<'t, 'a>> {
        match name.and_then(|name| self.tables.globals.get(&name)) {
            Some(element) => self.open(*element, node),
            None => Some(Open {
                node,
                next: node.first_child(),
                particles: None,
                progress: Progress::default(),
                texted: false,
            }),
        }
    }

    /// Judges the attributes of an element and its text; its elements are still to be read.
    fn open(&mut self, element: Element, node: Node<'a, 'a>) -> Option<Open<'t, 'a>> {
        let tables = self.tables;
        let of = tables.types.get(usize::from(element.of))?;
        self.attributes(element, of, node);
        match &of.content {
            Content::Value(simple) => {
                self.text(simple, node);
                None
            }
            Content::Group(particles) => Some(Open {
                node,
                next: node.first_child(),
                particles: Some(tables.particles(particles)),
                progress: Progress::default(),
                texted: false,
            }),
        }
    }

    fn close(&mut self, done: Open<'t, 'a>) {
        let Some(particles) = done.particles else { return };
        for place in done.progress.missing(particles) {
            let expected = self.names(particles.get(place).into_iter());
            self.tell(Kind::Missing, done.node, None, None, expected);
        }
    }

    fn text(&mut self, simple: &Simple, node: Node<'a, 'a>) {
        if node.children().any(|child| child.is_element()) {
            return self.tell(Kind::Child, node, None, None, vec![word(simple.base).to_owned()]);
        }
        let mut texts = node.children().filter(Node::is_text).filter_map(|child| child.text());
        let first = texts.next().unwrap_or_default();
        match texts.next() {
            None => self.value(simple, first, node, None),
            // A remark parts the text in two; it is one all the same.
            Some(second) => {
                let whole = [first, second].into_iter().chain(texts).collect::<String>();
                self.value(simple, &whole, node, None);
            }
        }
    }

    fn value(&mut self, simple: &Simple, text: &str, node: Node<'a, 'a>, attribute: Option<&str>) {
        let Err(misfit) = simple.check(text) else { return };
        let (kind, expected) = match misfit {
            Misfit::Type => (Kind::Type, vec![word(simple.base).to_owned()]),
            Misfit::Length => {
                let (min, max) = simple.length.unwrap_or((0, usize::MAX));
                (Kind::Length, vec![min.to_string(), max.to_string()])
            }
            Misfit::Values => (Kind::Enumeration, simple.values.iter().take(NAMES).map(|v| (*v).to_owned()).collect()),
        };
        self.tell(kind, node, attribute.map(str::to_owned), Some(clipped(text)), expected);
    }

    fn attributes(&mut self, element: Element, of: &'t Type, node: Node<'a, 'a>) {
        for attribute in node.attributes() {
            if self.broken.len() > MOST {
                return;
            }
            let (name, value) = (attribute.name(), attribute.value());
            match attribute.namespace() {
                None => match of.attributes.iter().find(|known| known.name == name) {
                    Some(known) => {
                        self.value(&known.value, value, node, Some(name));
                        let normal = |text| known.value.base.normal(text).into_owned();
                        if let Some(fixed) = known.fixed.filter(|fixed| normal(fixed) != normal(value)) {
                            let expected = vec![fixed.to_owned()];
                            self.tell(Kind::Enumeration, node, Some(name.to_owned()), Some(clipped(value)), expected);
                        }
                    }
                    None => self.stray(of, node, name.to_owned()),
                },
                Some(XSI) => match name {
                    "schemaLocation" | "noNamespaceSchemaLocation" => {}
                    "nil" => self.tell(Kind::Nil, node, Some("xsi:nil".to_owned()), Some(clipped(value)), vec![]),
                    "type" if self.is_type(element, of, node, value) => {}
                    "type" => {
                        self.tell(Kind::XsiType, node, Some("xsi:type".to_owned()), Some(clipped(value)), vec![]);
                    }
                    _ => self.stray(of, node, format!("xsi:{name}")),
                },
                Some("http://www.w3.org/XML/1998/namespace") => self.stray(of, node, format!("xml:{name}")),
                Some(_) => self.stray(of, node, format!("*:{name}")),
            }
        }
        for known in of.attributes.iter().filter(|known| known.required) {
            if node.attribute(known.name).is_none() {
                let name = Some(known.name.to_owned());
                self.tell(Kind::AttributeMissing, node, name, None, vec![word(known.value.base).to_owned()]);
            }
        }
    }

    fn stray(&mut self, of: &Type, node: Node<'a, 'a>, name: String) {
        let expected = of.attributes.iter().take(NAMES).map(|known| known.name.to_owned()).collect();
        self.tell(Kind::Attribute, node, Some(name), None, expected);
    }

    /// Whether `xsi:type` names the type the element has: no type in use has another derived from it.
    fn is_type(&self, element: Element, of: &Type, node: Node, value: &str) -> bool {
        let (prefix, local) = value.split_once(':').map_or((None, value), |(prefix, local)| (Some(prefix), local));
        let uri = node.lookup_namespace_uri(prefix);
        let home = |namespace: u8| self.tables.namespaces.get(usize::from(namespace)).map(|(_, uri)| *uri);
        if element.alias {
            let Some((namespace, name)) = self.tables.names.get(usize::from(element.name)) else { return false };
            return uri == home(*namespace) && local.strip_suffix("Type") == Some(name);
        }
        let (namespace, name) = of.name;
        let expected = if namespace == u8::MAX { Some(XS) } else { home(namespace) };
        uri == expected && local == name
    }

    /// The number of an element's name.
    fn name(&mut self, node: Node<'a, 'a>) -> Option<u16> {
        let tables = self.tables;
        let uri = node.tag_name().namespace()?;
        let known = self.namespaces.iter().find(|(at, _)| std::ptr::eq(*at, uri));
        let namespace = match known {
            Some((_, namespace)) => *namespace,
            None => {
                let namespace = tables.namespace(uri);
                // Documents with thousands of namespaces are looked up each time.
                if self.namespaces.len() < 16 {
                    self.namespaces.push((std::ptr::from_ref(uri), namespace));
                }
                namespace
            }
        };
        tables.by_name.get(&(namespace?, node.tag_name().name())).copied()
    }

    fn names<'p>(&self, particles: impl Iterator<Item = &'p Particle>) -> Vec<String> {
        let options = particles.flat_map(|particle| self.tables.options(particle));
        options.take(NAMES).map(|option| self.tables.said(option.name)).collect()
    }

    fn tell(
        &mut self,
        kind: Kind,
        node: Node<'a, 'a>,
        attribute: Option<String>,
        value: Option<String>,
        expected: Vec<String>,
    ) {
        let attribute = attribute.as_deref().map(clipped);
        self.broken.push(Broken { kind, node, attribute, value, expected });
    }
}

/// The first characters of a text.
fn clipped(text: &str) -> String {
    text.char_indices().nth(VALUE).map_or_else(|| text.to_owned(), |(at, _)| format!("{}…", &text[..at]))
}

/// The name of a built-in type.
fn word(base: Base) -> &'static str {
    match base {
        Base::String => "string",
        Base::Normalized => "normalizedString",
        Base::Token => "token",
        Base::Decimal => "decimal",
        Base::Boolean => "boolean",
        Base::Date => "date",
        Base::DateTime => "dateTime",
        Base::Time => "time",
        Base::Base64 => "base64Binary",
        Base::Uri => "anyURI",
        Base::Language => "language",
    }
}
