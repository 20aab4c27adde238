//! The facts of a container as the rules ask for them.

use crate::pdf::{Carried, Container};

/// Namespaces of the properties of hybrid invoices: Factur-X and ZUGFeRD 2.1 on, then older ones.
pub(super) const NAMESPACE: &str = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
const OLDER: [&str; 3] = [
    "urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#",
    "urn:ferd:pdfa:CrossIndustryDocument:invoice:1p0#",
    "urn:ferd:pdfa:invoice:rc#",
];
/// Namespace of the identification of PDF/A.
const PDFA: &str = "http://www.aiim.org/pdfa/ns/id/";
/// Name of the invoice today, then the older ones and that of XRechnung, all in lower case.
const NAMES: [&str; 3] = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"];

/// A container and what its XML says it is.
pub(super) struct Facts<'a> {
    pub(super) container: &'a Container,
    /// The attached invoices: by name, or else the only XML that is one.
    pub(super) invoices: Vec<&'a Carried>,
    /// The level the XML declares, as the metadata would say it.
    pub(super) declared: Option<&'static str>,
    /// The namespace the properties stand in.
    pub(super) namespace: Option<&'a str>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(container: &'a Container, guideline: Option<&str>) -> Self {
        let lower = |file: &Carried| file.name.to_lowercase();
        let mut invoices: Vec<&Carried> = container.files.iter().filter(|f| NAMES.contains(&&*lower(f))).collect();
        if invoices.is_empty() {
            let holds = |file: &&Carried| {
                let head = String::from_utf8_lossy(file.data.get(..2000).unwrap_or(&file.data)).into_owned();
                head.contains("CrossIndustryInvoice")
                    || head.contains("CrossIndustryDocument")
                    || head.contains("Invoice-2")
            };
            invoices = container.files.iter().filter(|f| lower(f).ends_with(".xml")).filter(holds).collect();
        }
        let namespace = container.properties.iter().map(|p| p.namespace.as_str());
        let namespace = namespace.into_iter().find(|ns| *ns == NAMESPACE || OLDER.contains(ns));
        Self { container, invoices, declared: guideline.and_then(level), namespace }
    }

    /// The invoice, when there is exactly one.
    pub(super) fn invoice(&self) -> Option<&'a Carried> {
        if let [one] = *self.invoices { Some(one) } else { None }
    }

    /// A property of the hybrid invoice, whatever the age of its namespace.
    pub(super) fn property(&self, name: &str) -> Option<&'a str> {
        self.container.property(self.namespace?, name)
    }

    /// A property of the identification of PDF/A.
    pub(super) fn archival(&self, name: &str) -> Option<&'a str> {
        self.container.property(PDFA, name)
    }
}

/// Whether the name is one in use for an invoice; the first of them is that of Factur-X.
pub(super) fn is_known(name: &str) -> bool {
    NAMES.contains(&&*name.to_lowercase())
}

/// The level a specification identifier (BT-24) stands for.
fn level(guideline: &str) -> Option<&'static str> {
    let text = guideline.trim().to_lowercase();
    let last = text.rsplit([':', '#']).next().unwrap_or_default().to_owned();
    Some(match &*last {
        "minimum" => "MINIMUM",
        "basicwl" => "BASIC WL",
        "basic" => "BASIC",
        "extended" => "EXTENDED",
        "comfort" => "EN 16931",
        _ if text.contains("xrechnung") => "XRECHNUNG",
        _ if text == "urn:cen.eu:en16931:2017" || last.starts_with("en16931") => "EN 16931",
        _ => return None,
    })
}

/// The level of the metadata in one spelling.
pub(super) fn plain_level(level: &str) -> String {
    let level: String = level.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    if level == "COMFORT" { "EN16931".to_owned() } else { level }
}
