//! Violations as findings: what is wrong and what to do, in French and in English.

use super::violation::{Kind, Violation};
use super::{Grammar, walk};
use crate::check::{Finding, Message, Severity, Status};

/// A sentence in French, a slash, the sentence in English.
macro_rules! said {
    ($fr:literal / $en:literal) => {
        Said(format!($fr), format!($en))
    };
}

impl Violation {
    /// The violation as a finding of the ruleset `xsd`. Whatever breaks the schema is fatal.
    #[must_use]
    pub fn finding(&self, grammar: &Grammar) -> Finding {
        let (message, fix) = self.said(grammar.version());
        Finding {
            ruleset: "xsd".to_owned(),
            rule: self.kind.code().to_owned(),
            severity: Severity::Fatal,
            status: Status::Failed,
            message: message.into(),
            source: Some(grammar.version().to_owned()),
            terms: vec![],
            fields: vec![],
            xpath: Some(match &self.attribute {
                Some(attribute) => format!("{}/@{attribute}", self.xpath),
                None => self.xpath.clone(),
            }),
            page: None,
            rect: None,
            fix: Some(fix.into()),
        }
    }

    /// What is wrong, and what to do.
    fn said(&self, version: &str) -> (Said, Said) {
        let (element, line) = (&self.element, self.line);
        let attribute = self.attribute.as_deref().unwrap_or_default();
        let value = self.value.as_deref().unwrap_or_default();
        let parent = self.parent();
        let (list, first) = (self.expected.join(", "), self.expected.first().map_or("", String::as_str));
        let (who_fr, who_en) = match &self.attribute {
            Some(attribute) => {
                (format!("l'attribut {attribute} de {element}"), format!("attribute {attribute} of {element}"))
            }
            None => (element.clone(), element.clone()),
        };
        match self.kind {
            Kind::Root => (
                said!(
                    "Ligne {line} : la racine est {element}, et non {first}."
                        / "Line {line}: the root is {element}, not {first}."
                ),
                said!(
                    "Vérifiez que ce fichier est une facture CII ou UBL 2 et que l'espace de noms de sa racine est le bon."
                        / "Check that this file is a CII or UBL 2 invoice and that the namespace of its root is right."
                ),
            ),
            Kind::Unknown => (
                said!(
                    "Ligne {line} : {element} n'est pas admis à cet endroit de {parent} dans {version}."
                        / "Line {line}: {element} is not allowed at this place of {parent} in {version}."
                ),
                if list.is_empty() {
                    said!(
                        "Retirez {element} : plus rien n'est attendu ici."
                            / "Remove {element}: nothing more is expected here."
                    )
                } else {
                    said!(
                        "Retirez {element} ou remplacez-le par ce qui est attendu ici : {list}."
                            / "Remove {element} or replace it by what is expected here: {list}."
                    )
                },
            ),
            Kind::Namespace => (
                said!(
                    "Ligne {line} : {element} est dans un autre espace de noms que {first} (« {value} »)."
                        / "Line {line}: {element} is in another namespace than {first} (\"{value}\")."
                ),
                said!(
                    "Écrivez cet élément avec l'espace de noms de {first}."
                        / "Write this element in the namespace of {first}."
                ),
            ),
            Kind::Order => (
                said!(
                    "Ligne {line} : {element} vient trop tard dans {parent}, où l'ordre compte."
                        / "Line {line}: {element} comes too late in {parent}, where the order counts."
                ),
                said!("Placez {element} avant {list}." / "Move {element} before {list}."),
            ),
            Kind::Repeated => (
                said!(
                    "Ligne {line} : {element} figure trop souvent dans {parent}, ou avec un élément qui l'exclut."
                        / "Line {line}: {element} stands too often in {parent}, or beside an element that excludes it."
                ),
                said!(
                    "Gardez un seul {element}, ou répétez {parent} si le contenu est distinct."
                        / "Keep one {element}, or repeat {parent} if what it holds differs."
                ),
            ),
            Kind::Missing if self.expected.len() > 1 => (
                said!(
                    "Ligne {line} : il manque à {element} un élément parmi {list}."
                        / "Line {line}: {element} has none of {list}; one is needed."
                ),
                said!("Ajoutez l'un d'eux dans {element}." / "Add one of them to {element}."),
            ),
            Kind::Missing => (
                said!("Ligne {line} : {list} manque dans {element}." / "Line {line}: {list} is missing in {element}."),
                said!(
                    "Ajoutez {list} dans {element}, à sa place dans l'ordre du schéma."
                        / "Add {list} to {element}, at its place in the order of the schema."
                ),
            ),
            Kind::Text if value.is_empty() => (
                said!(
                    "Ligne {line} : {element} contient des blancs alors qu'il est vide dans {version}."
                        / "Line {line}: {element} holds blanks where it is empty in {version}."
                ),
                said!(
                    "Écrivez cet élément sans contenu : <{element}/>."
                        / "Write this element without content: <{element}/>."
                ),
            ),
            Kind::Text => (
                said!(
                    "Ligne {line} : {element} contient du texte (« {value} ») alors qu'il ne contient que des éléments."
                        / "Line {line}: {element} holds text (\"{value}\") where only elements may be."
                ),
                said!(
                    "Retirez ce texte ou placez-le dans l'élément qui lui revient."
                        / "Remove this text or put it into the element it belongs to."
                ),
            ),
            Kind::Child => (
                said!(
                    "Ligne {line} : {element} contient des éléments alors qu'il ne contient que du texte."
                        / "Line {line}: {element} holds elements where only text may be."
                ),
                said!("Gardez le texte seul." / "Keep the text alone."),
            ),
            Kind::Type if value.trim().is_empty() => {
                let (form_fr, form_en) = form(first);
                (
                    said!("Ligne {line} : {who_fr} est vide." / "Line {line}: {who_en} is empty."),
                    said!("Écrivez {form_fr}, ou retirez-le." / "Write {form_en}, or remove it."),
                )
            }
            Kind::Type => {
                let (form_fr, form_en) = form(first);
                (
                    said!(
                        "Ligne {line} : la valeur « {value} » de {who_fr} n'est pas {form_fr}."
                            / "Line {line}: the value \"{value}\" of {who_en} is not {form_en}."
                    ),
                    said!("Écrivez {form_fr}." / "Write {form_en}."),
                )
            }
            Kind::Length => {
                let most = self.expected.get(1).map_or("", String::as_str);
                (
                    said!(
                        "Ligne {line} : la valeur « {value} » de {who_fr} n'a pas la longueur voulue."
                            / "Line {line}: the value \"{value}\" of {who_en} has not the length wanted."
                    ),
                    said!("Écrivez de {first} à {most} caractères." / "Write {first} to {most} characters."),
                )
            }
            Kind::Enumeration => (
                said!(
                    "Ligne {line} : la valeur « {value} » de {who_fr} n'est pas admise."
                        / "Line {line}: the value \"{value}\" of {who_en} is not allowed."
                ),
                said!("Écrivez l'une de ces valeurs : {list}." / "Write one of these values: {list}."),
            ),
            Kind::Attribute => (
                said!(
                    "Ligne {line} : {element} n'a pas d'attribut {attribute} dans {version}."
                        / "Line {line}: {element} has no attribute {attribute} in {version}."
                ),
                if list.is_empty() {
                    said!("Retirez l'attribut {attribute}." / "Remove attribute {attribute}.")
                } else {
                    said!(
                        "Retirez l'attribut {attribute} ou remplacez-le par l'un de ceux-ci : {list}."
                            / "Remove attribute {attribute} or replace it by one of these: {list}."
                    )
                },
            ),
            Kind::AttributeMissing => (
                said!(
                    "Ligne {line} : l'attribut {attribute} manque à {element}."
                        / "Line {line}: {element} lacks attribute {attribute}."
                ),
                said!("Ajoutez l'attribut {attribute} à {element}." / "Add attribute {attribute} to {element}."),
            ),
            Kind::Nil => (
                said!(
                    "Ligne {line} : {element} porte xsi:nil, qu'aucun élément d'une facture n'admet."
                        / "Line {line}: {element} has xsi:nil, which no element of an invoice may have."
                ),
                said!(
                    "Retirez xsi:nil ; retirez l'élément s'il est vide."
                        / "Remove xsi:nil; remove the element if it is empty."
                ),
            ),
            Kind::XsiType => (
                said!(
                    "Ligne {line} : {element} n'est pas du type « {value} » que donne xsi:type."
                        / "Line {line}: {element} is not of the type \"{value}\" that xsi:type gives."
                ),
                said!("Retirez xsi:type." / "Remove xsi:type."),
            ),
            Kind::More => {
                let most = walk::MOST;
                (
                    said!(
                        "Le document a plus de {most} écarts au schéma ; la lecture s'est arrêtée là."
                            / "The document breaks the schema in more than {most} places; reading stopped there."
                    ),
                    said!("Corrigez les premiers, puis vérifiez à nouveau." / "Mend the first ones, then check again."),
                )
            }
        }
    }

    /// Name of the element around, from the path.
    fn parent(&self) -> &str {
        let step = self.xpath.rsplit('/').nth(1).unwrap_or_default();
        step.split('[').next().unwrap_or(step)
    }
}

/// A sentence in French and in English.
struct Said(String, String);

impl From<Said> for Message {
    fn from(Said(fr, en): Said) -> Self {
        Self { fr, en }
    }
}

/// What a text of a type looks like.
fn form(word: &str) -> (&str, &str) {
    match word {
        "decimal" => (
            "un nombre à point décimal, sans espace ni symbole, comme 1234.56",
            "a number with a decimal point, no blank and no symbol, such as 1234.56",
        ),
        "boolean" => ("true ou false", "true or false"),
        "date" => (
            "une date qui existe, comme 2026-11-22, sans espace",
            "a date that exists, such as 2026-11-22, without blanks",
        ),
        "dateTime" => (
            "une date avec l'heure, comme 2026-11-22T10:00:00, sans espace",
            "a date with a time, such as 2026-11-22T10:00:00, without blanks",
        ),
        "time" => ("une heure, comme 10:00:00, sans espace", "a time, such as 10:00:00, without blanks"),
        "base64Binary" => ("un contenu en base64", "base64"),
        "anyURI" => ("une adresse (URI)", "an address (URI)"),
        "language" => ("un code de langue, comme fr ou fr-FR", "a language code, such as fr or fr-FR"),
        other => (other, other),
    }
}
