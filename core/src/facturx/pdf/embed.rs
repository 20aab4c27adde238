//! The attached invoice among the objects of a PDF: in the tree of names and among the associated files.

use super::options::AttachOptions;
use crate::pdf::{self, Dict, File, Id, Value, decode_text, packed};

/// Names the standards give or gave the invoice, in lower case.
const INVOICES: [&str; 3] = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"];

/// Attaches the invoice in place of any other; other files stay. Tells how many invoices were replaced.
pub(super) fn embed(file: &mut File, xml: &[u8], options: &AttachOptions) -> usize {
    let (kept, replaced) = split(file, pdf::embedded(file), &options.file_name);
    let spec = specification(file, xml, options);
    let mut names = kept;
    names.push((options.file_name.clone().into_bytes(), Value::Ref(spec)));
    names.sort_by(|a, b| a.0.cmp(&b.0));
    let leaf = names.into_iter().flat_map(|(name, value)| [Value::Text(name), value]).collect();
    let tree = file.add(Value::Dict(Dict::from([(b"Names".to_vec(), Value::List(leaf))])));

    let mut associated: Vec<Value> = match file.catalog().map(|catalog| file.get(catalog, "AF")) {
        Some(Value::List(items)) => items.clone(),
        Some(other) if other.as_dict().is_some() => vec![other.clone()],
        _ => Vec::new(),
    };
    associated.retain(|item| !is_invoice(file, item, &options.file_name));
    associated.insert(0, Value::Ref(spec));
    let mut all_names = file.catalog().and_then(|c| file.dict(c, "Names")).cloned().unwrap_or_default();
    all_names.insert(b"EmbeddedFiles".to_vec(), Value::Ref(tree));
    if let Some(catalog) = file.catalog_mut() {
        catalog.insert(b"AF".to_vec(), Value::List(associated));
        catalog.insert(b"Names".to_vec(), Value::Dict(all_names));
    }
    replaced
}

type Named = Vec<(Vec<u8>, Value)>;

/// The files that are no invoice, and how many are.
fn split(file: &File, files: Named, name: &str) -> (Named, usize) {
    let before = files.len();
    let kept: Named = files.into_iter().filter(|(_, spec)| !is_invoice(file, spec, name)).collect();
    let replaced = before - kept.len();
    (kept, replaced)
}

fn is_invoice(file: &File, spec: &Value, name: &str) -> bool {
    let Some(dict) = file.resolve(spec).as_dict() else { return false };
    let text = |key| file.get(dict, key).as_text().map(decode_text);
    let Some(found) = text("UF").or_else(|| text("F")) else { return false };
    let found = found.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_lowercase();
    found == name.to_lowercase() || INVOICES.contains(&&*found)
}

fn specification(file: &mut File, xml: &[u8], options: &AttachOptions) -> Id {
    let at = options.now;
    let date = format!(
        "D:{:04}{:02}{:02}{:02}{:02}{:02}Z",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    );
    let parameters = Dict::from([
        (b"ModDate".to_vec(), Value::Text(date.into_bytes())),
        (b"Size".to_vec(), Value::Int(xml.len() as i64)),
        (b"CheckSum".to_vec(), Value::Text(pdf::md5(xml).to_vec())),
    ]);
    let stream = Dict::from([
        (b"Type".to_vec(), Value::name("EmbeddedFile")),
        (b"Subtype".to_vec(), Value::name("text/xml")),
        (b"Params".to_vec(), Value::Dict(parameters)),
    ]);
    let stream = file.add(packed(stream, xml));
    let name = Value::text(&options.file_name);
    let both = Dict::from([(b"F".to_vec(), Value::Ref(stream)), (b"UF".to_vec(), Value::Ref(stream))]);
    file.add(Value::Dict(Dict::from([
        (b"Type".to_vec(), Value::name("Filespec")),
        (b"F".to_vec(), name.clone()),
        (b"UF".to_vec(), name),
        (b"Desc".to_vec(), Value::text("Factur-X")),
        (b"AFRelationship".to_vec(), Value::name(options.relationship.name())),
        (b"EF".to_vec(), Value::Dict(both)),
    ])))
}
