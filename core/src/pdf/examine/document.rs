//! The file as a whole: what the catalog, the pages and their annotations may hold (6.1.12, 6.3 to 6.6, 6.8 to 6.11).

use std::collections::{BTreeSet, HashSet};

use super::colours::profile_of;
use super::survey::Survey;
use super::{Violation, annotations, fonts};
use crate::pdf::facts::is_media_type;
use crate::pdf::filters::filters;
use crate::pdf::pages::pages;
use crate::pdf::value::{Dict, File, Id, Value};

const FILTERS: [&[u8]; 8] = [
    b"ASCIIHexDecode",
    b"ASCII85Decode",
    b"FlateDecode",
    b"RunLengthDecode",
    b"CCITTFaxDecode",
    b"JBIG2Decode",
    b"DCTDecode",
    b"JPXDecode",
];

/// Everything but what the content of pages shows.
pub(super) fn examine(file: &File, survey: &Survey<'_>) -> Vec<Violation> {
    let mut out = Vec::new();
    if file.encrypted {
        out.push(Violation::of("6.1.3-2"));
    }
    objects(file, &mut out);
    if let Some(catalog) = file.catalog() {
        catalog_rules(file, catalog, &mut out);
        intents(file, catalog, survey, &mut out);
        layers(file, catalog, &mut out);
        files(file, catalog, &mut out);
    }
    page_rules(file, &mut out);
    annotations::examine(file, &mut out);
    for font in &survey.fonts {
        fonts::examine(file, font, &mut out);
    }
    out
}

/// Limits and filters of every object (6.1.7, 6.1.13).
fn objects(file: &File, out: &mut Vec<Violation>) {
    for (_, value) in file.objects() {
        if let Value::Stream(stream) = value {
            for name in filters(file, stream) {
                if !FILTERS.contains(&name) {
                    let what = String::from_utf8_lossy(name).into_owned();
                    out.push(Violation { rule: "6.1.7.2-1", page: None, what: Some(what) });
                }
            }
            if ["F", "FFilter", "FDecodeParms"].iter().any(|key| stream.dict.contains_key(key.as_bytes())) {
                out.push(Violation::of("6.1.7.1-3"));
            }
        }
        limits(value, out);
    }
    if file.ids().count() > 8_388_607 {
        out.push(Violation::of("6.1.13-7"));
    }
}

fn limits(value: &Value, out: &mut Vec<Violation>) {
    let mut broken = |rule| out.push(Violation::of(rule));
    match value {
        Value::Int(i) if i32::try_from(*i).is_err() => broken("6.1.13-1"),
        Value::Real(r) if r.abs() > 3.403e38 => broken("6.1.13-2"),
        Value::Real(r) if r.fract() == 0.0 && r.abs() > 2_147_483_648.0 => broken("6.1.13-1"),
        Value::Text(text) if text.len() > 32_767 => broken("6.1.13-3"),
        Value::Name(name) if name.len() > 127 => broken("6.1.13-4"),
        Value::List(items) => items.iter().for_each(|item| limits(item, out)),
        Value::Dict(dict) => entries(dict, out),
        Value::Stream(stream) => entries(&stream.dict, out),
        _ => {}
    }
}

fn entries(dict: &Dict, out: &mut Vec<Violation>) {
    for (key, value) in dict {
        if key.len() > 127 {
            out.push(Violation::of("6.1.13-4"));
        }
        limits(value, out);
    }
}

fn catalog_rules(file: &File, catalog: &Dict, out: &mut Vec<Violation>) {
    let mut broken = |rule| out.push(Violation::of(rule));
    if catalog.contains_key(b"AA".as_slice()) {
        broken("6.5.2-1");
    }
    if *file.get(catalog, "NeedsRendering") == Value::Bool(true) {
        broken("6.4.2-2");
    }
    if catalog.contains_key(b"Requirements".as_slice()) {
        broken("6.11-1");
    }
    if file.dict(catalog, "Names").is_some_and(|n| n.contains_key(b"AlternatePresentations".as_slice())) {
        broken("6.10-1");
    }
    if let Some(perms) = file.dict(catalog, "Perms")
        && perms.keys().any(|key| !matches!(&**key, b"UR3" | b"DocMDP"))
    {
        broken("6.1.12-1");
    }
    if let Some(form) = file.dict(catalog, "AcroForm") {
        if *file.get(form, "NeedAppearances") == Value::Bool(true) {
            broken("6.4.1-3");
        }
        if form.contains_key(b"XFA".as_slice()) {
            broken("6.4.2-1");
        }
    }
    if let Some(names) = file.dict(catalog, "Names")
        && names.contains_key(b"JavaScript".as_slice())
    {
        broken("6.5.1-1");
    }
}

/// Output intents, and the device colours that need one (6.2.3, 6.2.4.3, 6.2.10).
fn intents(file: &File, catalog: &Dict, survey: &Survey<'_>, out: &mut Vec<Violation>) {
    let intents = file.get(catalog, "OutputIntents").as_list().unwrap_or_default();
    let dicts: Vec<&Dict> = intents.iter().filter_map(|i| file.resolve(i).as_dict()).collect();
    let profiles: BTreeSet<Option<Id>> =
        dicts.iter().filter_map(|d| d.get(b"DestOutputProfile".as_slice())).map(Value::as_ref).collect();
    if profiles.len() > 1 {
        out.push(Violation::of("6.2.3-2"));
    }
    let mut space = None;
    for dict in dicts {
        let archival = file.get(dict, "S").is_name("GTS_PDFA1");
        if file.get(dict, "S").is_name("GTS_PDFX") && dict.contains_key(b"DestOutputProfileRef".as_slice()) {
            out.push(Violation::of("6.2.3-3"));
        }
        let profile = file.get(dict, "DestOutputProfile");
        if *profile == Value::Null {
            continue;
        }
        match profile_of(file, profile) {
            Some(header) if header.is_output() && header.version < 5 => {
                if archival {
                    space = space.or(Some(header.space));
                }
            }
            _ => out.push(Violation::of("6.2.3-1")),
        }
    }
    let mut device = |rule, page: Option<u32>, fits: bool| {
        if page.is_some() && !fits {
            out.push(Violation { rule, page, what: None });
        }
    };
    device("6.2.4.3-2", survey.devices.rgb, space == Some(*b"RGB "));
    device("6.2.4.3-3", survey.devices.cmyk, space == Some(*b"CMYK"));
    device("6.2.4.3-4", survey.devices.gray, space.is_some());
    if space.is_none() {
        out.extend(survey.transparent.iter().map(|page| Violation { rule: "6.2.10-2", page: Some(*page), what: None }));
    }
}

fn layers(file: &File, catalog: &Dict, out: &mut Vec<Violation>) {
    let Some(properties) = file.dict(catalog, "OCProperties") else { return };
    let mut all = Vec::from_iter(file.dict(properties, "D"));
    let others = file.get(properties, "Configs").as_list().unwrap_or_default();
    all.extend(others.iter().filter_map(|c| file.resolve(c).as_dict()));
    let groups: HashSet<Id> =
        file.get(properties, "OCGs").as_list().unwrap_or_default().iter().filter_map(Value::as_ref).collect();
    let mut names = HashSet::new();
    for configuration in all {
        let mut broken = |rule| out.push(Violation::of(rule));
        match file.get(configuration, "Name").as_text() {
            None | Some([]) => broken("6.9-1"),
            Some(name) if !names.insert(name.to_vec()) => broken("6.9-2"),
            _ => {}
        }
        if configuration.contains_key(b"AS".as_slice()) {
            broken("6.9-4");
        }
        if configuration.contains_key(b"Order".as_slice()) {
            let mut listed = HashSet::new();
            ordered(file, file.get(configuration, "Order"), &mut listed, 0);
            if !groups.is_subset(&listed) {
                broken("6.9-3");
            }
        }
    }
}

fn ordered(file: &File, value: &Value, listed: &mut HashSet<Id>, depth: u32) {
    for item in value.as_list().unwrap_or_default() {
        listed.extend(item.as_ref());
        if depth < 32 && file.resolve(item).as_list().is_some() {
            ordered(file, file.resolve(item), listed, depth + 1);
        }
    }
}

/// Embedded files, and the objects they are tied to (6.8).
fn files(file: &File, catalog: &Dict, out: &mut Vec<Violation>) {
    let mut associated: HashSet<Id> = HashSet::new();
    let mut listed = |dict: &Dict| match dict.get(b"AF".as_slice()) {
        Some(Value::Ref(id)) => match file.at(*id) {
            Value::List(items) => associated.extend(items.iter().filter_map(Value::as_ref)),
            _ => drop(associated.insert(*id)),
        },
        Some(Value::List(items)) => associated.extend(items.iter().filter_map(Value::as_ref)),
        _ => {}
    };
    listed(catalog);
    for (_, value) in file.objects() {
        if let Some(dict) = value.as_dict() {
            listed(dict);
        }
    }
    for (id, value) in file.objects() {
        let Some(dict) = value.as_dict() else { continue };
        if file.get(dict, "Type").is_name("EmbeddedFile") {
            let typed = file.get(dict, "Subtype").as_name().is_some_and(is_media_type);
            if !typed {
                out.push(Violation::of("6.8-1"));
            }
        }
        let Some(held) = file.dict(dict, "EF") else { continue };
        let mut broken = |rule| out.push(Violation::of(rule));
        if !(dict.contains_key(b"F".as_slice()) && dict.contains_key(b"UF".as_slice())) {
            broken("6.8-2");
        }
        if !dict.contains_key(b"AFRelationship".as_slice()) {
            broken("6.8-3");
        }
        if !associated.contains(&id) {
            broken("6.8-4");
        }
        let untyped = |v: &Value| {
            let stream = file.resolve(v).as_dict();
            stream.is_some_and(|s| !file.get(s, "Subtype").as_name().is_some_and(is_media_type))
        };
        if held.values().any(untyped) {
            broken("6.8-1");
        }
    }
}

fn page_rules(file: &File, out: &mut Vec<Violation>) {
    for (number, page) in (1..).zip(pages(file)) {
        let Some(dict) = file.at(page.id).as_dict() else { continue };
        let mut broken = |rule| out.push(Violation { rule, page: Some(number), what: None });
        if dict.contains_key(b"AA".as_slice()) {
            broken("6.5.2-2");
        }
        if dict.contains_key(b"PresSteps".as_slice()) {
            broken("6.10-2");
        }
        let boxes = ["CropBox", "BleedBox", "TrimBox", "ArtBox"].map(|key| file.get(dict, key));
        for one in std::iter::once(file.resolve(&page.media_box)).chain(boxes) {
            let Some([left, bottom, right, top]) = one.as_list() else { continue };
            let side = |a: &Value, b: &Value| {
                let number = |v: &Value| file.resolve(v).number().unwrap_or(0.0);
                (number(a) - number(b)).abs()
            };
            let fits = |length: f64| (3.0..=14_400.0).contains(&length);
            if !fits(side(right, left)) || !fits(side(top, bottom)) {
                broken("6.1.13-11");
            }
        }
    }
}
