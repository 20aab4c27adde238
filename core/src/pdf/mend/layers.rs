//! Optional content (6.9), alternate presentations (6.10): every configuration has a name and lists every layer.

use std::collections::BTreeSet;

use super::{Log, each_dict_of};
use crate::pdf::value::{Dict, File, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    each_dict_of(file, |dict| {
        log.removed(dict, "PresSteps", "presentation_removed");
        log.removed(dict, "AlternatePresentations", "presentation_removed");
    });
    let Some(mut properties) = file.catalog().and_then(|c| file.dict(c, "OCProperties")).cloned() else { return };
    let mut names = BTreeSet::new();
    let default = file.get(&properties, "D").as_dict().cloned().unwrap_or_default();
    properties.insert(b"D".to_vec(), Value::Dict(configuration(file, default, &mut names, log)));
    if let Value::List(others) = file.get(&properties, "Configs").clone() {
        let configurations: Vec<Dict> = others.iter().filter_map(|c| file.resolve(c).as_dict().cloned()).collect();
        let mended = configurations.into_iter().map(|c| Value::Dict(configuration(file, c, &mut names, log))).collect();
        properties.insert(b"Configs".to_vec(), Value::List(mended));
    }
    if let Some(catalog) = file.catalog_mut() {
        catalog.insert(b"OCProperties".to_vec(), Value::Dict(properties));
    }
}

fn configuration(file: &File, mut configuration: Dict, names: &mut BTreeSet<Vec<u8>>, log: &mut Log) -> Dict {
    let name = file.get(&configuration, "Name").as_text().unwrap_or_default().to_vec();
    if name.is_empty() || names.contains(&name) {
        let fresh = (1..).map(|n: u32| format!("Configuration {n}").into_bytes()).find(|n| !names.contains(n));
        configuration.insert(b"Name".to_vec(), Value::Text(fresh.clone().unwrap_or_default()));
        names.extend(fresh);
        log.note("layers_mended");
    } else {
        names.insert(name);
    }
    log.removed(&mut configuration, "AS", "layers_mended");
    // Without an order, every layer is listed.
    configuration.remove(b"Order".as_slice());
    configuration
}
