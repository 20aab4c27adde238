//! An XML document as rules see it: an arena in document order, names interned, elements found by name.

use std::borrow::Cow;
use std::collections::HashMap;

use roxmltree::{Document, Node};

/// An element, text or attribute of a [`Tree`]; their order is document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NodeRef(u32);

const ATTRIBUTE: u32 = 1 << 31;

/// Interned name: what the tree and a ruleset both call an element or attribute.
pub(super) type Name = u16;

/// A name no element has.
pub(super) const NOWHERE: Name = u16::MAX;

const TEXT: Name = u16::MAX - 1;
const ROOT: Name = u16::MAX - 2;
const MOST_NAMES: usize = 60_000;

/// Which vocabulary a name is from, as far as rules tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// Written bare in rules: the aggregates, the unqualified types, and everything of UBL.
    Bare,
    /// The qualified types of CII, which repeat names of the unqualified ones.
    Qualified,
    /// `xsi` and `xml` attributes, and elements of no vocabulary of invoices.
    Foreign,
}

struct Entry<'d> {
    name: Name,
    parent: u32,
    /// The node after the last one inside.
    end: u32,
    text: &'d str,
    attributes: (u32, u32),
    prefix: &'static str,
    local: &'d str,
}

struct AttributeEntry<'d> {
    name: Name,
    owner: u32,
    value: &'d str,
    local: &'d str,
}

/// See the module.
pub(super) struct Tree<'d> {
    nodes: Vec<Entry<'d>>,
    attributes: Vec<AttributeEntry<'d>>,
    names: HashMap<(Class, &'d str), Name>,
    by_name: Vec<Vec<u32>>,
    attributes_by_name: Vec<Vec<u32>>,
}

/// The namespaces of invoices: prefix as people write it, and class.
fn vocabulary(namespace: &str) -> (&'static str, Class) {
    const CII: &str = "urn:un:unece:uncefact:data:standard:";
    const UBL: &str = "urn:oasis:names:specification:ubl:schema:xsd:";
    if let Some(rest) = namespace.strip_prefix(CII) {
        match rest {
            "CrossIndustryInvoice:100" => return ("rsm:", Class::Bare),
            "ReusableAggregateBusinessInformationEntity:100" => return ("ram:", Class::Bare),
            "UnqualifiedDataType:100" => return ("udt:", Class::Bare),
            "QualifiedDataType:100" => return ("qdt:", Class::Qualified),
            _ => {}
        }
    } else if let Some(rest) = namespace.strip_prefix(UBL) {
        match rest {
            "Invoice-2" => return ("ubl:", Class::Bare),
            "CreditNote-2" => return ("cn:", Class::Bare),
            "CommonAggregateComponents-2" => return ("cac:", Class::Bare),
            "CommonBasicComponents-2" => return ("cbc:", Class::Bare),
            "CommonExtensionComponents-2" => return ("ext:", Class::Bare),
            _ => {}
        }
    }
    ("", Class::Foreign)
}

impl<'d> Tree<'d> {
    /// Copies the tree of a document whose root element is `root`.
    pub(super) fn new<'i: 'd>(root: Node<'d, 'i>, document: &'d Document<'i>) -> Self {
        let mut tree = Self {
            nodes: vec![Entry { name: ROOT, parent: 0, end: 1, text: "", attributes: (0, 0), prefix: "", local: "" }],
            attributes: Vec::new(),
            names: HashMap::with_capacity(256),
            by_name: Vec::with_capacity(256),
            attributes_by_name: Vec::new(),
        };
        let mut open: Vec<(roxmltree::NodeId, u32)> = vec![(document.root().id(), 0)];
        for node in root.descendants() {
            let parent = node.parent().map_or(document.root().id(), |p| p.id());
            while open.len() > 1 && open.last().is_some_and(|(id, _)| *id != parent) {
                open.pop();
            }
            let parent = open.last().map_or(0, |(_, at)| *at);
            let at = tree.nodes.len() as u32;
            if node.is_element() {
                tree.add_element(node, at, parent);
                open.push((node.id(), at));
            } else if let (true, Some(text)) = (node.is_text(), node.text()) {
                let entry = Entry { name: TEXT, parent, end: at + 1, text, attributes: (0, 0), prefix: "", local: "" };
                tree.nodes.push(entry);
            }
        }
        for at in (1..tree.nodes.len()).rev() {
            let (end, parent) = (tree.nodes[at].end, tree.nodes[at].parent as usize);
            tree.nodes[parent].end = tree.nodes[parent].end.max(end);
        }
        tree
    }

    fn add_element(&mut self, node: Node<'d, '_>, at: u32, parent: u32) {
        let (prefix, mut class) = vocabulary(node.tag_name().namespace().unwrap_or_default());
        // The namespaces of UBL documents have one element each.
        if parent != 0 && matches!(prefix, "ubl:" | "cn:") {
            class = Class::Foreign;
        }
        let local = document_str(node);
        let name = self.intern(class, local);
        let first = self.attributes.len() as u32;
        for attribute in node.attributes() {
            let class = if attribute.namespace().is_some() { Class::Foreign } else { Class::Bare };
            let name = self.intern(class, attribute.name());
            if let Some(list) = self.attributes_by_name.get_mut(usize::from(name)) {
                list.push(self.attributes.len() as u32);
            }
            let entry = AttributeEntry { name, owner: at, value: attribute.value(), local: attribute.name() };
            self.attributes.push(entry);
        }
        if let Some(list) = self.by_name.get_mut(usize::from(name)) {
            list.push(at);
        }
        let attributes = (first, self.attributes.len() as u32);
        self.nodes.push(Entry { name, parent, end: at + 1, text: "", attributes, prefix, local });
    }

    fn intern(&mut self, class: Class, local: &'d str) -> Name {
        let next = self.names.len();
        if next >= MOST_NAMES {
            return NOWHERE;
        }
        let name = *self.names.entry((class, local)).or_insert(next as Name);
        if usize::from(name) == next {
            self.by_name.push(Vec::new());
            self.attributes_by_name.push(Vec::new());
        }
        name
    }

    /// The name, or [`NOWHERE`] when no element or attribute has it.
    pub(super) fn name(&self, class: Class, local: &str) -> Name {
        self.names.get(&(class, local)).copied().unwrap_or(NOWHERE)
    }

    /// The document, above the root element.
    pub(super) const DOCUMENT: NodeRef = NodeRef(0);

    /// Every element of a name, in document order.
    pub(super) fn elements(&self, name: Name) -> impl Iterator<Item = NodeRef> + '_ {
        self.by_name.get(usize::from(name)).into_iter().flatten().map(|at| NodeRef(*at))
    }

    /// Every element, in document order.
    pub(super) fn all_elements(&self) -> impl Iterator<Item = NodeRef> + '_ {
        (1..self.nodes.len() as u32).map(NodeRef).filter(|n| self.is_element(*n))
    }

    /// Every element whose local name ends so, in no order.
    pub(super) fn elements_ending(&self, end: &str) -> impl Iterator<Item = NodeRef> + '_ {
        let names: Vec<Name> =
            self.names.iter().filter(|((_, local), _)| local.ends_with(end)).map(|(_, name)| *name).collect();
        names.into_iter().flat_map(|name| self.elements(name))
    }

    /// Every attribute of a name, in document order.
    pub(super) fn attributes(&self, name: Name) -> impl Iterator<Item = NodeRef> + '_ {
        self.attributes_by_name.get(usize::from(name)).into_iter().flatten().map(|at| NodeRef(*at | ATTRIBUTE))
    }

    /// Every attribute, in document order.
    pub(super) fn all_attributes(&self) -> impl Iterator<Item = NodeRef> + '_ {
        (0..self.attributes.len() as u32).map(|at| NodeRef(at | ATTRIBUTE))
    }

    /// The attributes of an element.
    pub(super) fn attributes_of(&self, node: NodeRef) -> impl Iterator<Item = NodeRef> + use<> {
        let (from, to) = if node.is_attribute() { (0, 0) } else { self.node(node).attributes };
        (from..to).map(|at| NodeRef(at | ATTRIBUTE))
    }

    /// Nodes right inside.
    pub(super) fn children(&self, node: NodeRef) -> impl Iterator<Item = NodeRef> + '_ {
        let (mut at, end) = if node.is_attribute() { (0, 0) } else { (node.0 + 1, self.node(node).end) };
        std::iter::from_fn(move || {
            let this = (at < end).then_some(NodeRef(at))?;
            at = self.node(this).end;
            Some(this)
        })
    }

    /// Nodes inside at any depth, in document order.
    pub(super) fn descendants(&self, node: NodeRef) -> impl Iterator<Item = NodeRef> + use<> {
        let (from, to) = if node.is_attribute() { (0, 0) } else { (node.0 + 1, self.node(node).end) };
        (from..to).map(NodeRef)
    }

    /// Whether `inner` lies in `outer`, at any depth.
    pub(super) fn contains(&self, outer: NodeRef, inner: NodeRef) -> bool {
        let at = if inner.is_attribute() { self.attribute(inner).owner } else { inner.0 };
        !outer.is_attribute() && at > outer.0 && at < self.node(outer).end
    }

    /// The node around; none around the document.
    pub(super) fn parent(&self, node: NodeRef) -> Option<NodeRef> {
        if node.is_attribute() {
            return Some(NodeRef(self.attribute(node).owner));
        }
        (node != Self::DOCUMENT).then(|| NodeRef(self.node(node).parent))
    }

    /// The name; [`NOWHERE`]-like constants for texts and the document.
    pub(super) fn name_of(&self, node: NodeRef) -> Name {
        if node.is_attribute() { self.attribute(node).name } else { self.node(node).name }
    }

    /// Whether the node is an element.
    pub(super) fn is_element(&self, node: NodeRef) -> bool {
        !node.is_attribute() && !matches!(self.node(node).name, TEXT | ROOT)
    }

    /// Whether the node is text.
    pub(super) fn is_text(&self, node: NodeRef) -> bool {
        !node.is_attribute() && self.node(node).name == TEXT
    }

    /// Local name, empty for texts.
    pub(super) fn local_name(&self, node: NodeRef) -> &'d str {
        if node.is_attribute() { self.attribute(node).local } else { self.node(node).local }
    }

    /// Name with the prefix people write: `ram:ID`, `@schemeID`.
    pub(super) fn shown_name(&self, node: NodeRef) -> String {
        if node.is_attribute() {
            return format!("@{}", self.attribute(node).local);
        }
        format!("{}{}", self.node(node).prefix, self.node(node).local)
    }

    /// The text of a node: all texts inside, joined.
    pub(super) fn string(&self, node: NodeRef) -> Cow<'d, str> {
        if node.is_attribute() {
            return Cow::Borrowed(self.attribute(node).value);
        }
        if self.node(node).name == TEXT {
            return Cow::Borrowed(self.node(node).text);
        }
        let mut texts = self.descendants(node).filter(|n| self.is_text(*n)).map(|n| self.node(n).text);
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        let mut joined = Cow::Borrowed(first);
        for text in texts {
            joined.to_mut().push_str(text);
        }
        joined
    }

    /// Path from the root, with positions among elements of the same name.
    pub(super) fn xpath(&self, node: NodeRef) -> String {
        let mut steps = Vec::new();
        let mut at = node;
        while let Some(parent) = self.parent(at) {
            let name = self.shown_name(at);
            steps.push(if at.is_attribute() || parent == Self::DOCUMENT {
                name
            } else {
                let same = |n: &NodeRef| self.name_of(*n) == self.name_of(at) && n.0 <= at.0;
                format!("{name}[{}]", self.children(parent).filter(same).count())
            });
            at = parent;
        }
        steps.iter().rev().fold(String::new(), |path, step| path + "/" + step)
    }

    fn node(&self, node: NodeRef) -> &Entry<'d> {
        &self.nodes[node.0 as usize]
    }

    fn attribute(&self, node: NodeRef) -> &AttributeEntry<'d> {
        &self.attributes[(node.0 & !ATTRIBUTE) as usize]
    }
}

/// The local name with the life of the document.
fn document_str<'d>(node: Node<'d, '_>) -> &'d str {
    node.tag_name().name()
}

impl NodeRef {
    /// Whether it is an attribute.
    pub(super) fn is_attribute(self) -> bool {
        self.0 & ATTRIBUTE != 0
    }
}

impl Tree<'_> {
    /// Where the node stands in document order; attributes stand after their element.
    pub(super) fn order(&self, node: NodeRef) -> (u32, u32) {
        if node.is_attribute() { (self.attribute(node).owner, node.0) } else { (node.0, 0) }
    }
}
