//! Colours (6.2.3, 6.2.4): every one has a meaning, by the output intent or by a default of the page.

use super::Log;
use crate::pdf::examine::{colours::profile_of, survey};
use crate::pdf::filters::packed;
use crate::pdf::pages::pages;
use crate::pdf::value::{Dict, File, Id, Value};

/// CGATS TR 001, for CMYK colours nobody gave a profile (CC0, see `core/assets/icc`).
const CMYK: &[u8] = include_bytes!("../../../assets/icc/cmyk.icc");

pub(super) fn mend(file: &mut File, log: &mut Log) {
    let kept = archival_intent(file);
    let space = match &kept {
        Some((_, space)) => *space,
        None => {
            log.note("output_intent_added");
            *b"RGB "
        }
    };
    let intent = match kept {
        Some((intent, _)) => intent,
        None => Value::Ref(output_intent(file)),
    };
    if let Some(catalog) = file.catalog_mut() {
        catalog.insert(b"OutputIntents".to_vec(), Value::List(vec![intent]));
    }
    for page in pages(file) {
        if let Some(dict) = file.at_mut(page.id).and_then(Value::as_dict_mut) {
            dict.remove(b"OutputIntents".as_slice());
        }
    }
    profiles(file, log);
    let used = survey(file).devices;
    if used.cmyk.is_some() && space != *b"CMYK" {
        let profile = profile(file, CMYK, 4);
        give_default(file, "DefaultCMYK", profile);
        log.note("colour_profile_added");
    }
    if used.rgb.is_some() && space != *b"RGB " {
        let profile = profile(file, &srgb(), 3);
        give_default(file, "DefaultRGB", profile);
        log.note("colour_profile_added");
    }
}

/// The output intent of PDF/A the file has, when its profile is one, and the colours it is for.
fn archival_intent(file: &File) -> Option<(Value, [u8; 4])> {
    let intents = file.get(file.catalog()?, "OutputIntents").as_list()?;
    intents.iter().find_map(|intent| {
        let dict = file.resolve(intent).as_dict()?;
        if !file.get(dict, "S").is_name("GTS_PDFA1") {
            return None;
        }
        let header = profile_of(file, file.get(dict, "DestOutputProfile"))?;
        (header.is_output() && header.version < 5).then(|| (intent.clone(), header.space))
    })
}

/// Profiles no reader knows become those of their number of colours.
fn profiles(file: &mut File, log: &mut Log) {
    let bad: Vec<(Id, i64)> = file
        .objects()
        .filter_map(|(_, value)| {
            let [kind, stream] = value.as_list()? else { return None };
            let id = kind.is_name("ICCBased").then(|| stream.as_ref())??;
            let components = file.get(file.at(id).as_dict()?, "N").int()?;
            let fits = profile_of(file, file.at(id)).is_some_and(|h| h.is_input() && h.version < 5);
            (!fits).then_some((id, components))
        })
        .collect();
    for (id, components) in bad {
        let data = match components {
            3 => srgb(),
            4 => CMYK.to_vec(),
            _ => continue,
        };
        file.set(id, packed(Dict::from([(b"N".to_vec(), Value::Int(components))]), &data));
        log.note("colour_profile_replaced");
    }
}

/// Adds an output intent for sRGB.
fn output_intent(file: &mut File) -> Id {
    let profile = packed(Dict::from([(b"N".to_vec(), Value::Int(3))]), &srgb());
    let profile = file.add(profile);
    file.add(Value::Dict(Dict::from([
        (b"Type".to_vec(), Value::name("OutputIntent")),
        (b"S".to_vec(), Value::name("GTS_PDFA1")),
        (b"OutputConditionIdentifier".to_vec(), Value::text("sRGB")),
        (b"Info".to_vec(), Value::text("sRGB IEC61966-2.1")),
        (b"DestOutputProfile".to_vec(), Value::Ref(profile)),
    ])))
}

fn profile(file: &mut File, data: &[u8], components: i64) -> Id {
    let stream = packed(Dict::from([(b"N".to_vec(), Value::Int(components))]), data);
    let stream = file.add(stream);
    file.add(Value::List(vec![Value::name("ICCBased"), Value::Ref(stream)]))
}

/// Gives every dictionary of resources what device colours stand for.
fn give_default(file: &mut File, key: &str, space: Id) {
    let give = |resources: &mut Dict, file: &File| {
        let mut spaces = match resources.get(b"ColorSpace".as_slice()) {
            Some(spaces) => file.resolve(spaces).as_dict().cloned().unwrap_or_default(),
            None => Dict::new(),
        };
        spaces.entry(key.as_bytes().to_vec()).or_insert(Value::Ref(space));
        resources.insert(b"ColorSpace".to_vec(), Value::Dict(spaces));
    };
    let listed = pages(file);
    for page in &listed {
        let mut resources = file.resolve(&page.resources).as_dict().cloned().unwrap_or_default();
        give(&mut resources, file);
        if let Some(dict) = file.at_mut(page.id).and_then(Value::as_dict_mut) {
            dict.insert(b"Resources".to_vec(), Value::Dict(resources));
        }
    }
    for id in file.ids() {
        let Some(dict) = file.at(id).as_dict() else { continue };
        let draws = ["Form", "Type3"].iter().any(|kind| file.get(dict, "Subtype").is_name(kind))
            || file.get(dict, "PatternType").int() == Some(1);
        let Some(mut resources) = file.get(dict, "Resources").as_dict().cloned().filter(|_| draws) else { continue };
        give(&mut resources, file);
        if let Some(dict) = file.at_mut(id).and_then(Value::as_dict_mut) {
            dict.insert(b"Resources".to_vec(), Value::Dict(resources));
        }
    }
}

/// The sRGB colour space (IEC 61966-2-1) as an ICC profile of version 4, written here: matrix of the primaries adapted
/// to D50, and the curve of the standard in its parametric form.
fn srgb() -> Vec<u8> {
    let fixed = |value: f64| ((value * 65536.0).round() as i32).to_be_bytes();
    let xyz = |values: [f64; 3]| {
        let mut tag = b"XYZ \0\0\0\0".to_vec();
        values.iter().for_each(|v| tag.extend(fixed(*v)));
        tag
    };
    let text = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut tag = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
        tag.extend((units.len() as u32).to_be_bytes());
        tag.extend(28_u32.to_be_bytes());
        tag.extend(units);
        tag
    };
    let mut curve = b"para\0\0\0\0\0\x03\0\0".to_vec();
    for value in [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045] {
        curve.extend(fixed(value));
    }
    let mut adaptation = b"sf32\0\0\0\0".to_vec();
    for value in [1.047_89, 0.022_88, -0.050_22, 0.029_59, 0.990_48, -0.017_06, -0.009_25, 0.015_08, 0.751_79] {
        adaptation.extend(fixed(value));
    }
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("CC0")),
        (b"wtpt", xyz([0.964_20, 1.0, 0.824_91])),
        (b"chad", adaptation),
        (b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_10])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (name, tag) in &tags {
        table.extend_from_slice(*name);
        table.extend(((start + data.len()) as u32).to_be_bytes());
        table.extend((tag.len() as u32).to_be_bytes());
        data.extend_from_slice(tag);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut out = ((start + data.len()) as u32).to_be_bytes().to_vec();
    out.extend_from_slice(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ ");
    out.extend_from_slice(&[0x07, 0xea, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    out.extend_from_slice(b"acsp");
    out.extend([0; 28]);
    [0.964_20, 1.0, 0.824_91].iter().for_each(|v| out.extend(fixed(*v)));
    out.resize(128, 0);
    out.extend(table);
    out.extend(data);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_a_profile() {
        let profile = srgb();
        assert_eq!(profile.len() as u32, u32::from_be_bytes(profile[..4].try_into().unwrap()));
        assert_eq!(&profile[36..40], b"acsp");
        assert!(profile.len() < 700, "{}", profile.len());
    }
}
