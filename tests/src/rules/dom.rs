//! An XML tree that can be changed, with the prefixes people write.

/// Prefix and namespace of the two vocabularies. The root of UBL stands without a prefix.
const SPACES: [(&str, &str); 7] = [
    ("rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    ("ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"),
    ("udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
    ("qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
    ("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
    ("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
    ("ext", "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"),
];

/// An element: name with its prefix, attributes, text before the first child, children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// With its prefix.
    pub name: String,
    /// Name and value.
    pub attributes: Vec<(String, String)>,
    /// Text; what stands between children is dropped when it is blank.
    pub text: String,
    /// Elements inside.
    pub children: Vec<Element>,
}

/// A whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The root element.
    pub root: Element,
}

impl Element {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.name.split_once(':').map_or(&self.name, |(_, local)| local)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn read(node: roxmltree::Node<'_, '_>) -> Self {
        let space = node.tag_name().namespace().unwrap_or_default();
        let prefix = SPACES.iter().find(|(_, uri)| *uri == space).map(|(prefix, _)| format!("{prefix}:"));
        let children: Vec<Self> = node.children().filter(roxmltree::Node::is_element).map(Self::read).collect();
        let text: String = node.children().filter(roxmltree::Node::is_text).filter_map(|t| t.text()).collect();
        let blank = text.trim().is_empty() && !children.is_empty();
        Self {
            name: prefix.unwrap_or_default() + node.tag_name().name(),
            attributes: node
                .attributes()
                .filter(|a| a.namespace().is_none())
                .map(|a| (a.name().to_owned(), a.value().to_owned()))
                .collect(),
            text: if blank { String::new() } else { text },
            children,
        }
    }

    fn print(&self, out: &mut String, declared: &str) {
        out.push('<');
        out.push_str(&self.name);
        out.push_str(declared);
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
        if self.text.is_empty() && self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        out.push_str(&escaped(&self.text));
        self.children.iter().for_each(|child| child.print(out, ""));
        out.push_str(&format!("</{}>", self.name));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// When it is not well-formed.
    pub fn read(xml: &str) -> Result<Self, String> {
        let document = roxmltree::Document::parse(xml).map_err(|e| e.to_string())?;
        Ok(Self { root: Element::read(document.root_element()) })
    }

    /// Whether it is in CII.
    pub fn is_cii(&self) -> bool {
        self.root.local() == "CrossIndustryInvoice"
    }

    /// The document as text.
    pub fn xml(&self) -> String {
        let wanted: &[&str] = if self.is_cii() { &["rsm", "ram", "udt", "qdt"] } else { &["cac", "cbc", "ext"] };
        let mut declared: String = SPACES
            .iter()
            .filter(|(prefix, _)| wanted.contains(prefix))
            .map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\""))
            .collect();
        if !self.is_cii() {
            let kind = self.root.local();
            declared.push_str(&format!(" xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:{kind}-2\""));
        }
        let mut out = String::new();
        self.root.print(&mut out, &declared);
        out
    }

    /// A fragment of elements without prefixes (but `qdt:`), as they stand in this document.
    ///
    /// # Errors
    /// When it is not well-formed.
    pub fn fragment(&self, text: &str) -> Result<Vec<Element>, String> {
        let wrapped = format!("<x xmlns:qdt=\"{}\" xmlns:ext=\"{}\">{text}</x>", SPACES[3].1, SPACES[6].1);
        let document = roxmltree::Document::parse(&wrapped).map_err(|e| format!("{text}: {e}"))?;
        let mut read = Element::read(document.root_element());
        read.children.iter_mut().for_each(|child| self.prefixed(child));
        Ok(read.children)
    }

    fn prefixed(&self, element: &mut Element) {
        element.children.iter_mut().for_each(|child| self.prefixed(child));
        if !element.name.contains(':') {
            let known = known_prefix(&self.root, &element.name);
            let prefix = known.unwrap_or_else(|| self.prefix_of(element)).to_owned();
            element.name = format!("{prefix}:{}", element.name);
        }
    }

    /// The prefix of an element that stands nowhere in the document.
    fn prefix_of(&self, element: &Element) -> &'static str {
        match (self.is_cii(), element.name.as_str()) {
            (true, "ExchangedDocumentContext" | "ExchangedDocument" | "SupplyChainTradeTransaction") => "rsm",
            (true, "DateTimeString" | "DateString" | "DateTime" | "Indicator" | "IndicatorString") => "udt",
            (true, _) => "ram",
            (false, name) if name.starts_with("UBLExtension") || name.starts_with("Extension") => "ext",
            (false, _) if element.children.is_empty() => "cbc",
            (false, _) => "cac",
        }
    }
}

/// The prefix an element of this name has where it stands already; texts of dates differ from place to place.
fn known_prefix<'e>(element: &'e Element, local: &str) -> Option<&'e str> {
    if local == "DateTimeString" {
        return Some("udt");
    }
    match element.name.split_once(':') {
        Some((prefix, name)) if name == local => Some(prefix),
        _ => element.children.iter().find_map(|child| known_prefix(child, local)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_was_read() {
        let xml = include_str!("../../vectors/check/minimum.cii.xml");
        let document = Document::read(xml).expect("well-formed");
        assert_eq!(Document::read(&document.xml()).expect("well-formed"), document);
        let fragment = document.fragment("<ID schemeID=\"a&quot;\">1 &lt; 2</ID><qdt:DateTimeString/>").expect("XML");
        assert_eq!((fragment[0].name.as_str(), fragment[1].name.as_str()), ("ram:ID", "qdt:DateTimeString"));
        assert_eq!((fragment[0].attribute("schemeID"), fragment[0].text.as_str()), (Some("a\""), "1 < 2"));
    }
}
