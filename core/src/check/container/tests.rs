//! Each rule is broken once, and passes on a container that is in order.

use super::*;
use crate::pdf::{Carried, Property};

const GUIDELINE: &str = "urn:cen.eu:en16931:2017";

fn invoice() -> Carried {
    Carried {
        name: "factur-x.xml".to_owned(),
        named_twice: true,
        in_names: true,
        associated: true,
        relationship: Some("Alternative".to_owned()),
        media_type: Some("text/xml".to_owned()),
        modified: Some("D:20260914".to_owned()),
        size_fits: Some(true),
        checksum_fits: Some(true),
        data: b"<rsm:CrossIndustryInvoice/>".to_vec(),
    }
}

fn sound() -> Container {
    let fx = super::facts::NAMESPACE;
    let id = "http://www.aiim.org/pdfa/ns/id/";
    let of = |namespace: &str, name: &str, value: &str| Property {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        prefix: String::new(),
        value: value.to_owned(),
    };
    Container {
        files: vec![invoice()],
        metadata: true,
        properties: vec![
            of(fx, "DocumentType", "INVOICE"),
            of(fx, "DocumentFileName", "factur-x.xml"),
            of(fx, "Version", "1.0"),
            of(fx, "ConformanceLevel", "EN 16931"),
            of(id, "part", "3"),
            of(id, "conformance", "B"),
        ],
        described: vec![fx.to_owned()],
        encrypted: false,
    }
}

fn codes(facts: &Container, guideline: &str) -> Vec<String> {
    container(facts, Some(guideline), false).1.into_iter().map(|f| f.rule).collect()
}

fn set(facts: &mut Container, name: &str, value: &str) {
    facts.properties.iter_mut().filter(|p| p.name == name).for_each(|p| p.value = value.to_owned());
}

#[test]
fn a_container_in_order_passes_and_every_rule_can_fail() {
    assert_eq!(codes(&sound(), GUIDELINE), [""; 0]);
    type Break = fn(&mut Container);
    let breaks: [(&str, Break); 21] = [
        ("FX-PDF-01", |c| c.files.clear()),
        ("FX-PDF-02", |c| c.files.push(invoice())),
        ("FX-PDF-03", |c| c.files[0].name = "facture.xml".to_owned()),
        ("FX-PDF-04", |c| c.files[0].name = "ZUGFeRD-invoice.xml".to_owned()),
        ("FX-PDF-05", |c| c.files[0].in_names = false),
        ("FX-PDF-06", |c| c.files[0].associated = false),
        ("FX-PDF-07", |c| c.files[0].relationship = Some("Supplement".to_owned())),
        ("FX-PDF-09", |c| c.files[0].media_type = None),
        ("FX-PDF-10", |c| c.files[0].modified = None),
        ("FX-PDF-11", |c| c.files[0].checksum_fits = Some(false)),
        ("FX-PDF-12", |c| c.metadata = false),
        ("FX-PDF-13", |c| set(c, "DocumentType", "ORDER")),
        ("FX-PDF-14", |c| set(c, "DocumentFileName", "other.xml")),
        ("FX-PDF-15", |c| set(c, "ConformanceLevel", "BASIC")),
        ("FX-PDF-16", |c| set(c, "ConformanceLevel", "GOLD")),
        ("FX-PDF-17", |c| set(c, "Version", "9")),
        ("FX-PDF-18", |c| {
            c.properties.iter_mut().for_each(|p| {
                p.namespace = p.namespace.replace("urn:factur-x:", "urn:ferd:");
            })
        }),
        ("FX-PDF-19", |c| c.described.clear()),
        ("FX-PDF-20", |c| set(c, "part", "1")),
        ("FX-PDF-21", |c| c.encrypted = true),
        ("FX-PDF-22", |c| c.files[0].named_twice = false),
    ];
    for (code, change) in breaks {
        let mut facts = sound();
        change(&mut facts);
        let found = codes(&facts, GUIDELINE);
        assert!(found.iter().any(|c| c == code), "{code}: {found:?}");
    }
    assert!(codes(&sound(), "urn:factur-x.eu:1p0:minimum").contains(&"FX-PDF-08".to_owned()));
}

#[test]
fn all_rules_are_told_when_asked_for() {
    let (ruleset, findings) = container(&sound(), Some(GUIDELINE), true);
    assert_eq!((ruleset.status, findings.len()), (Status::Passed, RULES.len()));
    assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
}

#[test]
fn without_a_violation_the_archive_layer_says_what_it_did_not_look_at() {
    let (ruleset, findings) = archive(&[]);
    assert_eq!((ruleset.status, findings.len()), (Status::Passed, 0));
    assert!(ruleset.why.is_some());
}
