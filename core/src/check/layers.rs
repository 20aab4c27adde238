//! The rulesets of an e-invoice, layer over layer: which of them judge this XML, and what each finds.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use roxmltree::{Document, Node};

use super::container;
use super::france::{self, FranceOptions};
use super::grammar::{Grammar, RootKind, grammar_for};
use super::messages::Words;
use super::report::{Finding, Message, Report, Ruleset, Severity, Status};
use super::rules::{Hit, Rules};
use super::rulesets;
use super::terms;
use super::tree::Tree;
use crate::cancel::{Interrupt, check};
use crate::document::{Limits, parse_xml, xml_text};
use crate::error::Result;
use crate::invoice::{Invoice, Party};
use crate::pdf;

/// Most places one rule is told of; a table of a thousand lines says the same thing a thousand times.
const MOST_PLACES: usize = 20;

const UBL: &str = "urn:oasis:names:specification:ubl:";

/// What is asked of the XML of an e-invoice.
pub struct Asked<'a> {
    /// The guideline it declares (BT-24).
    pub profile: Option<&'a str>,
    /// What it says: tells whether the seller is French.
    pub invoice: &'a Invoice,
    /// Only these rulesets; those that apply when absent.
    pub only: Option<&'a [String]>,
    /// Keeps the rules that passed too.
    pub all: bool,
    /// Limits on the XML.
    pub limits: &'a Limits,
    /// Asked between two rules whether to stop.
    pub interrupt: Interrupt<'a>,
}

/// What was found, layer by layer.
#[derive(Debug, Default)]
pub struct Layers {
    rulesets: Vec<Ruleset>,
    findings: Vec<Finding>,
    /// Weight of the rules looked at, and of those that passed.
    looked_at: u32,
    passed: u32,
}

/// What a rule weighs in the score.
fn weight(severity: Severity) -> u32 {
    match severity {
        Severity::Fatal => 5,
        Severity::Warning => 2,
        Severity::Info => 1,
    }
}

impl Layers {
    /// Puts another layer behind; `rules` are those looked at, once each. Findings that passed are kept when `all`.
    pub fn add<'c>(
        &mut self,
        ruleset: Ruleset,
        findings: Vec<Finding>,
        rules: impl IntoIterator<Item = (&'c str, Severity)>,
    ) {
        let failed: HashSet<&str> =
            findings.iter().filter(|f| f.status == Status::Failed).map(|f| f.rule.as_str()).collect();
        for (code, severity) in rules {
            self.looked_at += weight(severity);
            self.passed += if failed.contains(code) { 0 } else { weight(severity) };
        }
        self.rulesets.push(ruleset);
        self.findings.extend(findings);
    }

    /// Judges the XML of an e-invoice by every ruleset that applies to it, or by those asked for.
    ///
    /// # Errors
    /// `unreadable`, `too_large`, `invalid_input` when the XML cannot be parsed; `cancelled` or `timeout` when told to stop.
    pub fn judge_xml(&mut self, xml: &[u8], asked: &Asked<'_>) -> Result<()> {
        let Asked { profile, invoice, only, limits, interrupt, .. } = *asked;
        let (text, _) = xml_text(xml, limits)?;
        let document = parse_xml(&text, limits)?;
        let Some((root, syntax)) = invoice_in(&document) else {
            let fr = "Seules les factures CII D22B et UBL 2.1 ont des règles en vigueur ; ZUGFeRD 1.0 n'en a plus.";
            self.skip("xsd", "", fr, "Only CII D22B and UBL 2.1 have rules in force; ZUGFeRD 1.0 has none.");
            return Ok(());
        };
        if only.is_none_or(|only| only.iter().any(|name| name == "xsd")) {
            judge_grammar(grammar_for(syntax, profile), root, &text, self);
        }
        check(interrupt)?;
        let tree = Tree::new(root, &document);
        for layer in plan(syntax, profile, invoice, only) {
            match layer {
                Layer::Run(name) => match rulesets::named(name) {
                    Some(rules) => run(rules, &tree, asked, self)?,
                    None => self.skip(name, "", "Ce jeu de règles n'existe pas.", "There is no such ruleset."),
                },
                Layer::Skip(name, fr, en) => {
                    let (version, id) = version_and_id(name);
                    self.skip(id, version, fr, en);
                }
            }
        }
        Ok(())
    }

    /// Judges the PDF around the XML: what it says it carries, and what of PDF/A-3b was found broken.
    ///
    /// `guideline` is what the XML declares (BT-24).
    pub fn judge_pdf(
        &mut self,
        carried: &pdf::Container,
        violations: &[pdf::Violation],
        guideline: Option<&str>,
        only: Option<&[String]>,
        all: bool,
    ) {
        let wanted = |id: &str| only.is_none_or(|only| only.iter().any(|name| name == id));
        if wanted(container::ID) {
            let (ruleset, findings) = container::container(carried, guideline, true);
            self.add_told(ruleset, findings, all);
        }
        if wanted("pdfa3") {
            let (ruleset, findings) = container::archive(violations);
            let failed = findings.first().map_or("PDFA", |f| f.rule.as_str()).to_owned();
            self.add(ruleset, findings, [(failed.as_str(), Severity::Fatal)]);
        }
    }

    /// Says that what looks at the PDF was not run, and why.
    pub fn no_pdf(&mut self, why: &Message) {
        for (id, version) in [(container::ID, container::VERSION), ("pdfa3", "")] {
            self.skip(id, version, &why.fr, &why.en);
        }
    }

    /// Puts a layer behind whose findings tell every rule, whatever became of it.
    fn add_told(&mut self, ruleset: Ruleset, findings: Vec<Finding>, all: bool) {
        let ran = |f: &&Finding| f.status != Status::NotRun;
        let codes: Vec<_> = findings.iter().filter(ran).map(|f| (f.rule.clone(), f.severity)).collect();
        let kept = findings.into_iter().filter(|f| all || f.status == Status::Failed).collect();
        self.add(ruleset, kept, codes.iter().map(|(code, severity)| (code.as_str(), *severity)));
    }

    /// Says that what looks at XML was not run.
    pub fn no_xml(&mut self) {
        for id in ["xsd", "en16931", "br-fr"] {
            self.skip(
                id,
                "",
                "Cette facture n'est pas en XML : générez une Factur-X pour la faire juger par ces règles.",
                "This invoice is not in XML: generate a Factur-X to have it judged by these rules.",
            );
        }
    }

    /// Judges the invoice itself by French law; rules that passed or were not run are kept when `all`.
    pub fn judge_mentions(&mut self, invoice: &Invoice, options: &FranceOptions, all: bool) {
        let (ruleset, findings) = france::check(invoice, options);
        self.add_told(ruleset, findings, all);
    }

    /// The whole answer.
    pub fn report(self, as_of: Date) -> Report {
        let any = |status| self.rulesets.iter().any(|r| r.status == status);
        let verdict = match () {
            () if any(Status::Failed) => Status::Failed,
            () if any(Status::Passed) => Status::Passed,
            () => Status::NotRun,
        };
        // Rounded down: a hundred means that every rule passed.
        let score = (100 * self.passed).checked_div(self.looked_at).and_then(|share| u8::try_from(share).ok());
        Report { verdict, as_of, rulesets: self.rulesets, findings: self.findings, score }
    }

    fn skip(&mut self, id: &str, version: &str, fr: &str, en: &str) {
        let why = Some(Message { fr: fr.into(), en: en.into() });
        self.rulesets.push(Ruleset { id: id.into(), version: version.into(), status: Status::NotRun, why });
    }
}

/// Version and id of a rule file.
fn version_and_id(name: &str) -> (&'static str, &'static str) {
    rulesets::named(name).map_or(("", ""), |rules| (rules.version(), rules.id()))
}

/// Whether a rule file is about this syntax.
fn speaks(syntax: RootKind, name: &str) -> bool {
    let ubl = name.ends_with("-ubl");
    if syntax == RootKind::Cii { !ubl } else { ubl }
}

/// The element the invoice starts at, alone or in the envelope of Peppol.
fn invoice_in<'a, 'i>(document: &'a Document<'i>) -> Option<(Node<'a, 'i>, RootKind)> {
    let root = document.root_element();
    let mut candidates = std::iter::once(root).chain(root.children());
    candidates.find_map(|node| {
        let namespace = node.tag_name().namespace().unwrap_or_default();
        let syntax = match node.tag_name().name() {
            "CrossIndustryInvoice" if namespace.ends_with("CrossIndustryInvoice:100") => RootKind::Cii,
            "Invoice" if namespace.starts_with(UBL) => RootKind::UblInvoice,
            "CreditNote" if namespace.starts_with(UBL) => RootKind::UblCreditNote,
            _ => return None,
        };
        Some((node, syntax))
    })
}

/// Holds the document against its schema.
fn judge_grammar(name: &'static str, root: Node<'_, '_>, text: &str, layers: &mut Layers) {
    let Some(grammar) = Grammar::named(name) else {
        return layers.skip("xsd", "", "Ce schéma n'existe pas.", "There is no such schema.");
    };
    let findings: Vec<Finding> = grammar.validate(root, text).iter().map(|v| v.finding(grammar)).collect();
    let status = if findings.is_empty() { Status::Passed } else { Status::Failed };
    let version = grammar.version().to_owned();
    // A schema is one rule: a document has its shape or not.
    let failed = findings.first().map_or("XSD", |f| f.rule.as_str()).to_owned();
    let ruleset = Ruleset { id: "xsd".into(), version, status, why: None };
    layers.add(ruleset, findings, [(failed.as_str(), Severity::Fatal)]);
}

enum Layer {
    Run(&'static str),
    Skip(&'static str, &'static str, &'static str),
}

/// Which rulesets judge this invoice, in the order of the layers.
fn plan(syntax: RootKind, profile: Option<&str>, invoice: &Invoice, only: Option<&[String]>) -> Vec<Layer> {
    if let Some(only) = only {
        let fits = |name: &&str| only.iter().any(|o| rulesets::goes_by(name, o));
        return rulesets::names().filter(|name| speaks(syntax, name)).filter(fits).map(Layer::Run).collect();
    }
    let mut layers = Vec::new();
    let french = is_french(invoice);
    let (en, extended, br_fr, extra, flux1) = match syntax {
        RootKind::Cii => ("en16931-cii", "extended-ctc-fr-cii", "br-fr-cii", "fr-extra-cii", "ppf-flux1-cii"),
        _ => ("en16931-ubl", "extended-ctc-fr-ubl", "br-fr-ubl", "fr-extra-ubl", "ppf-flux1-ubl"),
    };
    let known = Some(grammar_for(syntax, profile)).filter(|name| name.starts_with("facturx-"));
    layers.push(match known {
        Some("facturx-minimum" | "facturx-basicwl") => Layer::Skip(
            en,
            "Ce profil a moins de données qu'EN 16931 n'en demande : il n'est jugé que par ses propres règles.",
            "This profile holds less than EN 16931 asks for: its own rules judge it.",
        ),
        Some("facturx-extended") => Layer::Skip(
            en,
            "EXTENDED s'écarte d'EN 16931 (sous-lignes, arrondis) : les règles du profil remplacent celles d'EN 16931.",
            "EXTENDED departs from EN 16931 (sub-lines, rounding): the rules of the profile take its place.",
        ),
        _ if profile.is_some_and(|p| p.contains("extended-ctc-fr")) => Layer::Run(extended),
        _ => Layer::Run(en),
    });
    if syntax == RootKind::Cii {
        let foreign = profile.is_some_and(|p| ["xrechnung", "peppol", "ctc-fr"].iter().any(|word| p.contains(word)));
        layers.push(match known {
            Some(name) => Layer::Run(name),
            None if foreign => Layer::Skip(
                "facturx-en16931",
                "Le profil annoncé (BT-24) n'est pas un profil Factur-X.",
                "The profile announced (BT-24) is not one of Factur-X.",
            ),
            // Not a profile at all: the nearest one says so.
            None => Layer::Run("facturx-en16931"),
        });
    }
    layers.extend([br_fr, extra].map(|name| match french {
        true => Layer::Run(name),
        false => Layer::Skip(
            name,
            "Le vendeur n'est pas français : les règles de la réforme ne s'appliquent pas.",
            "The seller is not French: the rules of the French reform do not apply.",
        ),
    }));
    layers.push(Layer::Skip(
        flux1,
        "Le flux 1 est ce que la plateforme transmet au portail public : demandez ce jeu de règles pour l'y préparer.",
        "Flow 1 is what a platform sends to the public portal: ask for this ruleset to prepare for it.",
    ));
    layers
}

/// Whether anything says that the seller is established in France or one of its overseas departments. A seller who says
/// nothing of the kind is taken for French when the buyer is.
fn is_french(invoice: &Invoice) -> bool {
    const FRANCE: [&str; 7] = ["FR", "GP", "MQ", "GF", "RE", "YT", "MC"];
    let in_france = |party: &Party| party.address.country.as_deref().is_some_and(|code| FRANCE.contains(&code));
    let seller = &invoice.seller;
    let scheme = seller.electronic_address.as_ref().and_then(|address| address.scheme.as_deref());
    in_france(seller)
        || seller.siren.is_some()
        || seller.siret.is_some()
        || seller.vat_id.as_deref().is_some_and(|vat| vat.starts_with("FR"))
        || matches!(scheme, Some("0225" | "0009" | "0002"))
        || (seller.address.country.is_none() && seller.vat_id.is_none() && in_france(&invoice.buyer))
}

/// Runs one ruleset and tells what it found.
fn run(rules: &'static Rules, tree: &Tree<'_>, asked: &Asked<'_>, layers: &mut Layers) -> Result<()> {
    let outcome = rules.run_on(tree, false, &|| (asked.interrupt)().is_some());
    check(asked.interrupt)?;
    let mut findings: Vec<Finding> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for hit in outcome.hits {
        let told = places.entry(hit.code.clone()).or_default();
        *told += 1;
        if *told <= MOST_PLACES {
            findings.push(finding(rules.id(), hit));
        }
    }
    let codes: HashMap<&str, Severity> = rules.codes().map(|(code, severity, _)| (code, severity)).collect();
    if asked.all {
        let passed = rules.codes().filter(|(code, ..)| !code.is_empty() && !places.contains_key(*code));
        let mut told = HashSet::new();
        findings.extend(passed.filter(|(code, ..)| told.insert(*code)).map(|rule| passing(rules.id(), rule)));
    }
    let is_fatal = |f: &Finding| f.status == Status::Failed && f.severity == Severity::Fatal;
    let status = match () {
        () if findings.iter().any(is_fatal) => Status::Failed,
        () if outcome.is_cut => Status::NotRun,
        () => Status::Passed,
    };
    let why = outcome.is_cut.then(|| Message {
        fr: "Ce document demande trop de calculs : des règles n'ont pas été exécutées.".into(),
        en: "This document asks for too much work: rules were left out.".into(),
    });
    let ruleset = Ruleset { id: rules.id().into(), version: rules.version().into(), status, why };
    layers.add(ruleset, findings, codes);
    Ok(())
}

/// A rule that passed, for those who want to see all.
fn passing(ruleset: &str, (code, severity, terms): (&str, Severity, &str)) -> Finding {
    let terms = split(terms);
    Finding {
        ruleset: ruleset.into(),
        rule: code.into(),
        severity,
        status: Status::Passed,
        message: Message { fr: "Règle respectée.".into(), en: "The rule is followed.".into() },
        source: None,
        fields: terms::fields(&terms),
        terms,
        xpath: None,
        page: None,
        rect: None,
        fix: None,
    }
}

fn split(terms: &str) -> Vec<String> {
    terms.split(',').map(str::trim).filter(|t| !t.is_empty() && *t != "-").map(str::to_owned).collect()
}

fn finding(ruleset: &str, hit: Hit) -> Finding {
    let terms = split(hit.terms);
    let Words { message, fix } = words(&hit);
    let (message, source) = sourced(message);
    Finding {
        ruleset: ruleset.into(),
        rule: hit.code,
        severity: hit.severity,
        status: Status::Failed,
        message,
        source,
        fields: terms::fields(&terms),
        terms,
        xpath: Some(hit.xpath),
        page: None,
        rect: None,
        fix,
    }
}

/// A message and the source it ends with in brackets.
fn sourced(message: Message) -> (Message, Option<String>) {
    let cut = |text: &str| {
        let (said, source) = text.strip_suffix(']')?.rsplit_once(" [")?;
        Some((said.to_owned(), source.to_owned()))
    };
    match (cut(&message.fr), cut(&message.en)) {
        (Some((fr, source)), Some((en, _))) => (Message { fr, en }, Some(source)),
        _ => (message, None),
    }
}

/// What a failed rule says.
fn words(hit: &Hit) -> Words {
    let known = rulesets::messages().of(&hit.code);
    if hit.is_fault {
        let about = known.map(|w| w.message).unwrap_or_default();
        return Words {
            message: Message {
                fr: format!("La règle {} ne peut pas être calculée sur {} : une valeur n'a pas la forme attendue, ou est répétée. {}", hit.code, hit.name, about.fr).trim_end().to_owned(),
                en: format!("Rule {} cannot be computed on {}: a value is not of the form expected, or repeated. {}", hit.code, hit.name, about.en).trim_end().to_owned(),
            },
            fix: None,
        };
    }
    known.unwrap_or_else(|| Words {
        message: hit.told.clone().unwrap_or_else(|| Message {
            fr: format!("{} ne respecte pas la règle {}.", hit.name, hit.code),
            en: format!("{} does not follow rule {}.", hit.name, hit.code),
        }),
        fix: None,
    })
}
