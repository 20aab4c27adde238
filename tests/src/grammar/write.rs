//! Schemas to the lines of a `.grammar` file. What the format has no word for stops the writing.
//!
//! The format is told in `core/src/check/grammar/load.rs`.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::fmt::Write as _;

use roxmltree::{Document, Node};

use super::schema::{Name, Schemas, XS, part, parts, resolve, target};

/// Prefixes people know these namespaces by.
const PREFIXES: &[(&str, &str)] = &[
    ("rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    ("ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"),
    ("qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
    ("udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
    ("ubl", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"),
    ("cn", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"),
    ("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
    ("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
    ("ext", "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"),
    ("udt", "urn:oasis:names:specification:ubl:schema:xsd:UnqualifiedDataTypes-2"),
];

type Outcome<T> = Result<T, String>;

/// One file: its version, its grammars by name with the element each starts at, and the schemas.
///
/// # Errors
/// A construct the format has no word for.
pub fn write(version: &str, roots: &[(&str, Name)], documents: &[Document]) -> Outcome<String> {
    let schemas = Schemas::new(documents);
    let mut writer =
        Writer { schemas: &schemas, queue: VecDeque::new(), seen: HashSet::new(), globals: BTreeMap::new() };
    let mut head =
        String::from("# Facts of an official schema in our own words. Written by tests/src/bin/grammar.rs.\n");
    _ = writeln!(head, "version {version}");
    for (grammar, root) in roots {
        _ = writeln!(head, "root {grammar} {}", writer.global(root)?);
    }
    let mut body = String::new();
    while let Some((name, node)) = writer.queue.pop_front() {
        body.push_str(&writer.complex(&name, node)?);
    }
    for ((keyword, of), names) in &writer.globals {
        _ = writeln!(body, "{keyword} {of} {}", names.join(" "));
    }
    let declared: HashSet<_> = documents.iter().map(|d| target(d.root_element())).collect();
    let used = |prefix: &str| body.contains(&format!("{prefix}:"));
    for (prefix, uri) in PREFIXES.iter().filter(|(prefix, uri)| declared.contains(*uri) && used(prefix)) {
        _ = writeln!(head, "namespace {prefix} {uri}");
    }
    Ok(head + &body)
}

struct Writer<'a> {
    schemas: &'a Schemas<'a>,
    /// Complex types still to be told.
    queue: VecDeque<(String, Node<'a, 'a>)>,
    seen: HashSet<String>,
    /// Global elements by keyword and type.
    globals: BTreeMap<(&'static str, String), Vec<String>>,
}

impl<'a> Writer<'a> {
    /// A global element that is used somewhere; its type is told too.
    fn global(&mut self, name: &Name) -> Outcome<String> {
        let short = short(name)?;
        if !self.seen.insert(format!("element {short}")) {
            return Ok(short);
        }
        let node = *self.schemas.elements.get(name).ok_or(format!("no element {short}"))?;
        let of = resolve(node, node.attribute("type").ok_or(format!("{short} has no type"))?);
        self.last(&of)?;
        let plain = self.plain_base(&of);
        let (keyword, kept) = if plain == of { ("element", of) } else { ("alias", plain) };
        // What an alias says: the type has no other use than to carry the element's name.
        if keyword == "alias"
            && resolve(node, node.attribute("type").unwrap_or_default()) != (name.0.clone(), format!("{}Type", name.1))
        {
            return Err(format!("{short} is an alias with a name of its own"));
        }
        let kept = self.type_name(&kept)?;
        self.globals.entry((keyword, kept)).or_default().push(short.clone());
        Ok(short)
    }

    /// Refuses a type that others are derived from: `xsi:type` could then name another than the declared one.
    fn last(&self, name: &Name) -> Outcome<()> {
        if self.schemas.bases.contains(name) {
            return Err(format!("{name:?} is the type of an element, and others are derived from it"));
        }
        Ok(())
    }

    /// A type that adds nothing to another stands for that other.
    fn plain_base(&self, name: &Name) -> Name {
        let base = || {
            let extension = part(part(*self.schemas.types.get(name)?, "simpleContent")?, "extension")?;
            let base = resolve(extension, extension.attribute("base")?);
            let complex = self.schemas.types.get(&base)?.has_tag_name((XS, "complexType"));
            (complex && parts(extension).next().is_none() && short(name).ok()?.starts_with(['c', 'e'])).then_some(base)
        };
        base().map_or_else(|| name.clone(), |base| self.plain_base(&base))
    }

    /// The name of a type, to be told if it is complex.
    fn type_name(&mut self, name: &Name) -> Outcome<String> {
        if name.0 == XS {
            return Ok(format!("xs:{}", name.1));
        }
        let short = short(name)?;
        let node = *self.schemas.types.get(name).ok_or(format!("no type {short}"))?;
        if self.seen.insert(format!("type {short}")) {
            self.queue.push_back((short.clone(), node));
        }
        Ok(short)
    }

    /// The lines of one type.
    fn complex(&mut self, name: &str, node: Node<'a, 'a>) -> Outcome<String> {
        if node.has_tag_name((XS, "simpleType")) {
            return Ok(format!("value {name} {}\n", self.simple(node)?));
        }
        if node.attributes().any(|a| a.name() != "name") {
            return Err(format!("{name} has attributes of its own"));
        }
        let (mut line, mut attributes, mut fixed) = (String::new(), vec![], vec![]);
        let own;
        if part(node, "simpleContent").is_some() {
            let value = self.value(node, &mut attributes)?;
            line = format!("value {name} {value}");
            own = attributes;
        } else {
            line.push_str("group ");
            line.push_str(name);
            for item in parts(node) {
                match item.tag_name().name() {
                    "sequence" if item.attributes().len() == 0 => {
                        for particle in parts(item) {
                            line.push(' ');
                            line.push_str(&self.particle(name, particle)?);
                        }
                    }
                    "choice" => {
                        line.push(' ');
                        line.push_str(&self.particle(name, item)?);
                    }
                    "attribute" => set(&mut attributes, item),
                    other => return Err(format!("{name}: {other}")),
                }
            }
            own = attributes;
        }
        for attribute in own {
            let of =
                resolve(attribute, attribute.attribute("type").ok_or(format!("{name}: an attribute without type"))?);
            let local = attribute.attribute("name").ok_or(format!("{name}: an attribute by reference"))?;
            let mark = match attribute.attribute("use") {
                Some("required") => "!",
                None | Some("optional") => "",
                Some(other) => return Err(format!("{name}: use {other}")),
            };
            _ = write!(line, " @{local}{mark}={}", self.simple_of(&of)?);
            if let Some(value) = attribute.attribute("fixed") {
                fixed.push(format!("fixed {name} {local} {value}\n"));
            }
        }
        Ok(line + "\n" + &fixed.concat())
    }

    /// The simple type of what a complex type holds; its attributes, those of its base first.
    fn value(&self, node: Node<'a, 'a>, attributes: &mut Vec<Node<'a, 'a>>) -> Outcome<String> {
        let content = part(node, "simpleContent").ok_or("no simple content")?;
        let derived = parts(content).next().ok_or("an empty simple content")?;
        let base = resolve(derived, derived.attribute("base").ok_or("no base")?);
        let value = match self.schemas.types.get(&base) {
            Some(base) if base.has_tag_name((XS, "complexType")) => self.value(*base, attributes)?,
            _ => self.simple_of(&base)?,
        };
        for item in parts(derived) {
            match item.tag_name().name() {
                "attribute" => set(attributes, item),
                other => return Err(format!("simple content with {other}")),
            }
        }
        Ok(value)
    }

    /// A built-in type with its facets: `token[1,3]`.
    fn simple_of(&self, name: &Name) -> Outcome<String> {
        if name.0 == XS {
            return Ok(name.1.clone());
        }
        let node = self.schemas.types.get(name).ok_or(format!("no type {}", name.1))?;
        self.simple(*node)
    }

    fn simple(&self, node: Node<'a, 'a>) -> Outcome<String> {
        let restriction = part(node, "restriction").ok_or("a simple type that is no restriction")?;
        let base = self.simple_of(&resolve(restriction, restriction.attribute("base").ok_or("no base")?))?;
        let facets: Vec<_> = parts(restriction).collect();
        if facets.is_empty() {
            return Ok(base);
        }
        let facet = |name: &str| part(restriction, name).and_then(|n| n.attribute("value")).unwrap_or_default();
        if base.contains(['[', '{']) {
            return Err(format!("facets upon facets: {base}"));
        }
        if facets.iter().all(|f| f.tag_name().name() == "enumeration") {
            let values: Vec<_> = facets.iter().filter_map(|f| f.attribute("value")).collect();
            if values.iter().any(|v| v.contains([' ', '|', '{', '}'])) {
                return Err(format!("values that do not fit the format: {values:?}"));
            }
            return Ok(format!("{base}{{{}}}", values.join("|")));
        }
        if facets.iter().all(|f| matches!(f.tag_name().name(), "minLength" | "maxLength")) {
            return Ok(format!("{base}[{},{}]", facet("minLength"), facet("maxLength")));
        }
        Err(format!("facets of {base}: {facets:?}"))
    }

    /// An element, a choice of elements or a wildcard, with how often it may stand.
    fn particle(&mut self, within: &str, node: Node<'a, 'a>) -> Outcome<String> {
        let often = match (node.attribute("minOccurs").unwrap_or("1"), node.attribute("maxOccurs").unwrap_or("1")) {
            ("1", "1") => String::new(),
            ("0", "1") => "?".to_owned(),
            ("0", "unbounded") => "*".to_owned(),
            ("1", "unbounded") => "+".to_owned(),
            (min, max) => format!("{{{min},{max}}}"),
        };
        match node.tag_name().name() {
            "element" => self.element(within, node, &often),
            "choice" => {
                let options: Outcome<Vec<_>> = parts(node)
                    .map(|option| match option.tag_name().name() {
                        "element"
                            if option.attribute("minOccurs").is_none() && option.attribute("maxOccurs").is_none() =>
                        {
                            self.element(within, option, "")
                        }
                        other => Err(format!("{within}: a choice with {other}")),
                    })
                    .collect();
                Ok(format!("({}){often}", options?.join("|")))
            }
            "any"
                if node.attribute("namespace") == Some("##other")
                    && node.attribute("processContents") == Some("lax") =>
            {
                Ok(format!("<other>{often}"))
            }
            other => Err(format!("{within}: {other}")),
        }
    }

    fn element(&mut self, within: &str, node: Node<'a, 'a>, often: &str) -> Outcome<String> {
        const KNOWN: [&str; 5] = ["name", "type", "ref", "minOccurs", "maxOccurs"];
        if let Some(odd) = node.attributes().find(|a| !KNOWN.contains(&a.name())) {
            return Err(format!("{within}: an element with {}", odd.name()));
        }
        if let Some(reference) = node.attribute("ref") {
            return Ok(self.global(&resolve(node, reference))? + often);
        }
        let name = node.attribute("name").ok_or("an element without name")?;
        let short = short(&(target(node), name.to_owned()))?;
        let own = within.split_once(':').map(|(prefix, _)| prefix) == short.split_once(':').map(|(prefix, _)| prefix);
        let local = if own { name } else { &short };
        let of = match node.attribute("type") {
            Some(of) => {
                let of = resolve(node, of);
                self.last(&of)?;
                self.type_name(&of)?
            }
            None => {
                let of = format!("{within}/{name}");
                self.queue.push_back((of.clone(), parts(node).next().ok_or(format!("{of} has no type"))?));
                of
            }
        };
        Ok(format!("{local}{often}={of}"))
    }
}

/// Puts an attribute in its place: one of the base is replaced.
fn set<'a>(attributes: &mut Vec<Node<'a, 'a>>, attribute: Node<'a, 'a>) {
    match attributes.iter_mut().find(|a| a.attribute("name") == attribute.attribute("name")) {
        Some(place) => *place = attribute,
        None => attributes.push(attribute),
    }
}

fn short(name: &Name) -> Outcome<String> {
    let prefixes: HashMap<_, _> = PREFIXES.iter().map(|(prefix, uri)| (*uri, *prefix)).collect();
    let prefix = prefixes.get(name.0.as_str()).ok_or(format!("an unknown namespace: {name:?}"))?;
    Ok(format!("{prefix}:{}", name.1))
}
