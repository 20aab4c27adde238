//! What a file carries and what it says of it: the facts a judge of hybrid invoices needs.

use std::collections::HashSet;

use super::md5::md5;
use super::metadata::{self, Property};
use super::text::decode;
use super::value::{Dict, File, Id, Value};
use super::{filters, names};

/// A file held in the PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Its name, without folders.
    pub name: String,
    /// Its name for older readers is there too.
    pub named_twice: bool,
    /// Listed in the tree of names of the catalog.
    pub in_names: bool,
    /// Listed among the associated files of the catalog.
    pub associated: bool,
    /// What it is to the document.
    pub relationship: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
    /// When it was last changed, as written.
    pub modified: Option<String>,
    /// Whether the size told is the real one; none when none is told.
    pub size_fits: Option<bool>,
    /// Whether the checksum told is the real one; none when none is told.
    pub checksum_fits: Option<bool>,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// The facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Container {
    /// The files held, those of the tree of names first.
    pub files: Vec<Carried>,
    /// Whether there are metadata that can be read.
    pub metadata: bool,
    /// What they say.
    pub properties: Vec<Property>,
    /// Namespaces the metadata describe for readers that do not know them.
    pub described: Vec<String>,
    /// Whether the file is encrypted.
    pub encrypted: bool,
}

impl Container {
    /// The value of a property.
    pub fn property(&self, namespace: &str, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|p| p.namespace == namespace && p.name == name);
        found.map(|p| p.value.as_str())
    }
}

/// Collects the facts.
pub fn container(file: &File) -> Container {
    let mut out = Container { encrypted: file.encrypted, ..Container::default() };
    let Some(catalog) = file.catalog() else { return out };
    let listed: Vec<Value> = names::embedded(file).into_iter().map(|(_, spec)| spec).collect();
    let associated = file.get(catalog, "AF").as_list().unwrap_or_default();
    let mut seen: HashSet<Option<Id>> = HashSet::new();
    for spec in listed.iter().chain(associated) {
        if spec.as_ref().is_some() && !seen.insert(spec.as_ref()) {
            continue;
        }
        let Some(dict) = file.resolve(spec).as_dict() else { continue };
        let mut carried = one(file, dict);
        carried.in_names = listed.contains(spec);
        carried.associated = associated.contains(spec);
        out.files.push(carried);
    }
    if let Some(Ok(packet)) = metadata::packet(file)
        && let Some(tree) = metadata::tree(&packet)
    {
        out.metadata = true;
        out.properties = metadata::properties(&tree);
        let schema = "http://www.aiim.org/pdfa/ns/schema#";
        let described = tree.descendants().filter(|n| n.has_tag_name((schema, "namespaceURI")));
        out.described = described.filter_map(|n| n.text()).map(|t| t.trim().to_owned()).collect();
    }
    out
}

fn one(file: &File, spec: &Dict) -> Carried {
    let text = |key: &str| file.get(spec, key).as_text().map(decode);
    let name = text("UF").or_else(|| text("F")).unwrap_or_default();
    let stream = file.dict(spec, "EF").map(|ef| match file.get(ef, "F") {
        Value::Null => file.get(ef, "UF"),
        other => other,
    });
    let stream = stream.and_then(Value::as_stream);
    let data = stream.and_then(|s| filters::unpacked(file, s)).unwrap_or_default();
    let parameters = stream.and_then(|s| file.dict(&s.dict, "Params"));
    let parameter = |key: &str| parameters.map(|p| file.get(p, key));
    Carried {
        name: name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned(),
        named_twice: text("UF").is_some() && text("F").is_some(),
        relationship: file.get(spec, "AFRelationship").as_name().map(|n| String::from_utf8_lossy(n).into_owned()),
        media_type: stream
            .and_then(|s| file.get(&s.dict, "Subtype").as_name())
            .map(|n| String::from_utf8_lossy(n).into_owned()),
        modified: parameter("ModDate").and_then(Value::as_text).map(decode),
        size_fits: parameter("Size").and_then(Value::int).map(|size| size == data.len() as i64),
        checksum_fits: parameter("CheckSum").and_then(Value::as_text).map(|sum| *sum == md5(&data)),
        data,
        ..Carried::default()
    }
}
