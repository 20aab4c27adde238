//! The rules on the container, as data.

use super::facts::{NAMESPACE, is_known, plain_level};
use super::{Rule, Severity};

const FACTURX: &str = "Factur-X 1.09, 6 (PDF/A-3)";
const PDFA: &str = "ISO 19005-3, 6.8";
const LEVELS: [&str; 6] = ["MINIMUM", "BASICWL", "BASIC", "EN16931", "EXTENDED", "XRECHNUNG"];
const VERSIONS: [&str; 11] = ["1.0", "1p0", "2p0", "3p0", "1.2", "2.0", "2.1", "2.2", "2.3", "3.0", "RC"];

/// Passed, or what it was judged on.
fn when(passed: bool, what: impl Into<String>) -> Option<Result<(), String>> {
    Some(if passed { Ok(()) } else { Err(what.into()) })
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "FX-PDF-01",
        severity: Severity::Fatal,
        fr: "Aucune facture XML n'est jointe à ce PDF",
        en: "No XML invoice is attached to this PDF",
        source: FACTURX,
        fix_fr: "Joignez la facture sous le nom factur-x.xml.",
        fix_en: "Attach the invoice under the name factur-x.xml.",
        judge: |f| when(!f.invoices.is_empty(), ""),
    },
    Rule {
        code: "FX-PDF-02",
        severity: Severity::Fatal,
        fr: "Plusieurs factures XML sont jointes",
        en: "Several XML invoices are attached",
        source: FACTURX,
        fix_fr: "Ne gardez qu'une facture XML.",
        fix_en: "Keep one XML invoice.",
        judge: |f| {
            let names: Vec<&str> = f.invoices.iter().map(|i| i.name.as_str()).collect();
            (!names.is_empty()).then_some(())?;
            when(names.len() == 1, names.join(", "))
        },
    },
    Rule {
        code: "FX-PDF-03",
        severity: Severity::Fatal,
        fr: "Le nom de la facture jointe n'est pas un nom admis",
        en: "The name of the attached invoice is not an accepted one",
        source: FACTURX,
        fix_fr: "Nommez le fichier factur-x.xml.",
        fix_en: "Name the file factur-x.xml.",
        judge: |f| when(is_known(&f.invoice()?.name), f.invoice()?.name.clone()),
    },
    Rule {
        code: "FX-PDF-04",
        severity: Severity::Warning,
        fr: "Le nom de la facture jointe est d'une ancienne version",
        en: "The name of the attached invoice is that of an older version",
        source: FACTURX,
        fix_fr: "Nommez le fichier factur-x.xml.",
        fix_en: "Name the file factur-x.xml.",
        judge: |f| {
            let name = &f.invoice()?.name;
            let german = f.declared == Some("XRECHNUNG") && name == "xrechnung.xml";
            is_known(name).then(|| when(name == "factur-x.xml" || german, name.clone()))?
        },
    },
    Rule {
        code: "FX-PDF-05",
        severity: Severity::Fatal,
        fr: "La facture jointe manque dans l'arbre des noms du PDF (EmbeddedFiles)",
        en: "The attached invoice is missing from the name tree of the PDF (EmbeddedFiles)",
        source: FACTURX,
        fix_fr: "Inscrivez-la dans /Names /EmbeddedFiles.",
        fix_en: "List it in /Names /EmbeddedFiles.",
        judge: |f| when(f.invoice()?.in_names, ""),
    },
    Rule {
        code: "FX-PDF-06",
        severity: Severity::Fatal,
        fr: "La facture jointe n'est pas associée au document (/AF du catalogue)",
        en: "The attached invoice is not associated with the document (/AF of the catalog)",
        source: PDFA,
        fix_fr: "Inscrivez-la dans le tableau /AF du catalogue.",
        fix_en: "List it in the /AF array of the catalog.",
        judge: |f| when(f.invoice()?.associated, ""),
    },
    Rule {
        code: "FX-PDF-07",
        severity: Severity::Fatal,
        fr: "La relation de la facture au document (AFRelationship) n'est ni Data, ni Source, ni Alternative",
        en: "The relationship of the invoice (AFRelationship) is not Data, Source or Alternative",
        source: FACTURX,
        fix_fr: "Écrivez Data pour MINIMUM et BASIC WL, Alternative pour les autres profils.",
        fix_en: "Write Data for MINIMUM and BASIC WL, Alternative for the other profiles.",
        judge: |f| {
            let found = f.invoice()?.relationship.clone().unwrap_or_default();
            when(matches!(&*found, "Data" | "Source" | "Alternative"), found)
        },
    },
    Rule {
        code: "FX-PDF-08",
        severity: Severity::Warning,
        fr: "MINIMUM et BASIC WL ne sont pas la facture entière : leur relation au document est Data",
        en: "MINIMUM and BASIC WL are not the whole invoice: their relationship is Data",
        source: FACTURX,
        fix_fr: "Écrivez /AFRelationship /Data.",
        fix_en: "Write /AFRelationship /Data.",
        judge: |f| {
            let partial = matches!(f.declared?, "MINIMUM" | "BASIC WL");
            let found = f.invoice()?.relationship.clone()?;
            partial.then(|| when(found == "Data", found))?
        },
    },
    Rule {
        code: "FX-PDF-09",
        severity: Severity::Warning,
        fr: "Le type de la facture jointe n'est pas text/xml",
        en: "The type of the attached invoice is not text/xml",
        source: PDFA,
        fix_fr: "Écrivez /Subtype /text#2Fxml.",
        fix_en: "Write /Subtype /text#2Fxml.",
        judge: |f| {
            let found = f.invoice()?.media_type.clone().unwrap_or_default();
            when(matches!(&*found, "text/xml" | "application/xml"), found)
        },
    },
    Rule {
        code: "FX-PDF-10",
        severity: Severity::Warning,
        fr: "La date de la facture jointe (ModDate) manque",
        en: "The date of the attached invoice (ModDate) is missing",
        source: PDFA,
        fix_fr: "Écrivez /Params /ModDate.",
        fix_en: "Write /Params /ModDate.",
        judge: |f| when(f.invoice()?.modified.is_some(), ""),
    },
    Rule {
        code: "FX-PDF-11",
        severity: Severity::Warning,
        fr: "La taille ou la somme de contrôle dite n'est pas celle de la facture jointe",
        en: "The size or the checksum told is not that of the attached invoice",
        source: "ISO 32000-1, 7.11.4",
        fix_fr: "Recalculez /Params /Size et /CheckSum.",
        fix_en: "Compute /Params /Size and /CheckSum again.",
        judge: |f| {
            let file = f.invoice()?;
            when(file.size_fits != Some(false) && file.checksum_fits != Some(false), "")
        },
    },
    Rule {
        code: "FX-PDF-12",
        severity: Severity::Fatal,
        fr: "Les métadonnées XMP manquent ou sont illisibles",
        en: "The XMP metadata are missing or cannot be read",
        source: FACTURX,
        fix_fr: "Écrivez un paquet XMP en UTF-8.",
        fix_en: "Write an XMP packet in UTF-8.",
        judge: |f| when(f.container.metadata, ""),
    },
    Rule {
        code: "FX-PDF-13",
        severity: Severity::Fatal,
        fr: "Les métadonnées ne disent pas que le document est une facture (fx:DocumentType)",
        en: "The metadata do not say that the document is an invoice (fx:DocumentType)",
        source: FACTURX,
        fix_fr: "Écrivez fx:DocumentType = INVOICE.",
        fix_en: "Write fx:DocumentType = INVOICE.",
        judge: |f| {
            let found = f.container.metadata.then(|| f.property("DocumentType"))?.unwrap_or_default();
            when(found == "INVOICE", found)
        },
    },
    Rule {
        code: "FX-PDF-14",
        severity: Severity::Fatal,
        fr: "Le nom de fichier des métadonnées (fx:DocumentFileName) n'est pas celui de la facture jointe",
        en: "The file name in the metadata (fx:DocumentFileName) is not that of the attached invoice",
        source: FACTURX,
        fix_fr: "Écrivez le nom de la facture jointe.",
        fix_en: "Write the name of the attached invoice.",
        judge: |f| {
            let found = f.container.metadata.then(|| f.property("DocumentFileName"))?.unwrap_or_default();
            when(found == f.invoice()?.name, found)
        },
    },
    Rule {
        code: "FX-PDF-15",
        severity: Severity::Fatal,
        fr: "Le profil des métadonnées (fx:ConformanceLevel) n'est pas celui de la facture",
        en: "The profile in the metadata (fx:ConformanceLevel) is not that of the invoice",
        source: FACTURX,
        fix_fr: "Écrivez le profil de la facture : MINIMUM, BASIC WL, BASIC, EN 16931 ou EXTENDED.",
        fix_en: "Write the profile of the invoice: MINIMUM, BASIC WL, BASIC, EN 16931 or EXTENDED.",
        judge: |f| {
            let found = f.container.metadata.then(|| f.property("ConformanceLevel"))?.unwrap_or_default();
            let (told, declared) = (plain_level(found), plain_level(f.declared?));
            when(told == declared, format!("{found} ≠ {}", f.declared?))
        },
    },
    Rule {
        code: "FX-PDF-16",
        severity: Severity::Fatal,
        fr: "Le profil des métadonnées (fx:ConformanceLevel) manque ou n'est pas un profil",
        en: "The profile in the metadata (fx:ConformanceLevel) is missing or is not a profile",
        source: FACTURX,
        fix_fr: "Écrivez MINIMUM, BASIC WL, BASIC, EN 16931 ou EXTENDED.",
        fix_en: "Write MINIMUM, BASIC WL, BASIC, EN 16931 or EXTENDED.",
        judge: |f| {
            let found = f.container.metadata.then(|| f.property("ConformanceLevel"))?.unwrap_or_default();
            when(LEVELS.contains(&&*plain_level(found)), found)
        },
    },
    Rule {
        code: "FX-PDF-17",
        severity: Severity::Warning,
        fr: "La version des métadonnées (fx:Version) manque ou n'est pas connue",
        en: "The version in the metadata (fx:Version) is missing or not known",
        source: FACTURX,
        fix_fr: "Écrivez fx:Version = 1.0.",
        fix_en: "Write fx:Version = 1.0.",
        judge: |f| {
            let found = f.container.metadata.then(|| f.property("Version"))?.unwrap_or_default();
            when(VERSIONS.contains(&found), found)
        },
    },
    Rule {
        code: "FX-PDF-18",
        severity: Severity::Warning,
        fr: "Les métadonnées sont celles d'une ancienne version",
        en: "The metadata are those of an older version",
        source: FACTURX,
        fix_fr: "Employez l'espace de noms urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#.",
        fix_en: "Use the namespace urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#.",
        judge: |f| when(f.namespace? == NAMESPACE, f.namespace?),
    },
    Rule {
        code: "FX-PDF-19",
        severity: Severity::Fatal,
        fr: "Les propriétés de Factur-X ne sont pas décrites par un schéma d'extension",
        en: "The properties of Factur-X are not described by an extension schema",
        source: "ISO 19005-3, 6.6.2.3",
        fix_fr: "Ajoutez le schéma d'extension PDF/A de Factur-X aux métadonnées.",
        fix_en: "Add the PDF/A extension schema of Factur-X to the metadata.",
        judge: |f| when(f.container.described.iter().any(|ns| Some(ns.as_str()) == f.namespace), f.namespace?),
    },
    Rule {
        code: "FX-PDF-20",
        severity: Severity::Fatal,
        fr: "Le fichier ne se déclare pas PDF/A-3",
        en: "The file does not say it is PDF/A-3",
        source: "ISO 19005-3, 6.6.4",
        fix_fr: "Écrivez pdfaid:part = 3 et pdfaid:conformance = B, U ou A, une fois le fichier conforme.",
        fix_en: "Write pdfaid:part = 3 and pdfaid:conformance = B, U or A, once the file conforms.",
        judge: |f| {
            f.container.metadata.then_some(())?;
            let (part, level) = (f.archival("part").unwrap_or_default(), f.archival("conformance").unwrap_or_default());
            when(part == "3" && matches!(level, "A" | "B" | "U"), format!("{part}{level}"))
        },
    },
    Rule {
        code: "FX-PDF-21",
        severity: Severity::Fatal,
        fr: "Le fichier est chiffré",
        en: "The file is encrypted",
        source: "ISO 19005-3, 6.1.3",
        fix_fr: "Enlevez la protection du fichier.",
        fix_en: "Remove the protection of the file.",
        judge: |f| when(!f.container.encrypted, ""),
    },
    Rule {
        code: "FX-PDF-22",
        severity: Severity::Warning,
        fr: "La facture jointe n'a pas ses deux noms (F et UF)",
        en: "The attached invoice does not have both its names (F and UF)",
        source: PDFA,
        fix_fr: "Écrivez /F et /UF.",
        fix_en: "Write /F and /UF.",
        judge: |f| when(f.invoice()?.named_twice, ""),
    },
];
