//! The ledgers of the rules on XML: a page a ruleset, and the index of all.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use ocr_facture::check::rules::Rules;
use ocr_facture::check::rulesets;

use super::sources::{AGREEMENT, ENGINE, NOT_RUN, ORIGINS, Origin};
use crate::rules::{Ask, Item, Source, VOID, folder, read};

/// A ruleset and its vectors.
struct Page {
    name: &'static str,
    source: Source,
    rules: &'static Rules,
    /// For each rule the line of its first vector, and why it never fails if it does not.
    lines: BTreeMap<String, (usize, Option<String>)>,
}

fn load(name: &'static str) -> Page {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/check/rulesets");
    let text = std::fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap_or_default();
    let mut lines = BTreeMap::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let mut cells = line.splitn(3, " | ");
        let key = cells.next().unwrap_or_default().to_owned();
        let never = (cells.next() == Some("never")).then(|| cells.next().unwrap_or_default().to_owned());
        lines.entry(key).or_insert((at + 1, never));
    }
    Page {
        name,
        source: read(&files, name),
        rules: rulesets::named(name).unwrap_or_else(|| panic!("{name} does not parse")),
        lines,
    }
}

/// File name and text of every page, the index last.
pub(super) fn pages() -> Vec<(String, String)> {
    let all: Vec<Page> = rulesets::names().map(load).collect();
    let mut out: Vec<(String, String)> = all.iter().map(|page| (format!("{}.md", page.name), page.text())).collect();
    out.push(("README.md".to_owned(), index(&all)));
    out
}

fn origin(name: &str) -> &'static Origin {
    ORIGINS.iter().find(|origin| origin.name == name).unwrap_or_else(|| panic!("{name} has no source in the ledger"))
}

impl Page {
    fn void(&self) -> usize {
        self.lines.values().filter(|(_, never)| never.is_some()).count()
    }

    fn text(&self) -> String {
        let Self { name, source, .. } = self;
        let (rules, void) = (source.keys(), self.void());
        let mut out = format!(
            "# `{name}`\n\n{} Version {}, {}. {} règles, posées en {} endroits : {} appliquées, {void} sans effet. Chaque règle \
             appliquée a un vecteur qui la fait échouer et un qui la passe, à la ligne indiquée de \
             [{name}.txt](../../tests/vectors/rules/{name}.txt) ; la suite les rejoue tous. Une règle posée en plusieurs \
             endroits y est prouvée en l'un d'eux ; celles que l'officiel laisse sans code le sont partout.\n\n",
            origin(name).fr,
            source.version,
            if source.is_cii { "CII" } else { "UBL" },
            rules.len(),
            source.items.len(),
            rules.len() - void,
        );
        let _ = write!(
            out,
            "*{} Written by `cargo run -p ocr-facture-tests --bin ledger` from \
             [{name}.rules](../../core/src/check/rulesets/{name}.rules) and the files it uses: do not edit. A rule without \
             effect is one whose official condition is always true, or whose official context is hidden by another.*\n\n\
             | Règle | Poids | Termes | Ce qu'elle signale | Statut | Vecteur |\n|---|---|---|---|---|---|\n",
            origin(name).en
        );
        let told = self.told();
        for item in rules {
            let status = match self.lines.get(&item.key).and_then(|(_, never)| never.as_deref()) {
                None => "appliquée",
                Some(VOID) => "sans effet : condition toujours vraie",
                Some(_) => "sans effet : contexte masqué par un autre",
            };
            let line = self.lines.get(&item.key).map_or(String::new(), |(line, _)| format!("l. {line}"));
            let terms = if item.terms == "-" { "" } else { &item.terms };
            let cells = [&format!("`{}`", item.code), weight(item.mark), terms, &self.asks(item, &told), status, &line]
                .map(|cell: &str| cell.replace('|', "\\|"));
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        out
    }

    /// Sentences made from rules, by code and terms.
    fn told(&self) -> BTreeMap<(&'static str, &'static str), String> {
        let told = self.rules.asked().filter_map(|rule| Some(((rule.code, rule.terms), rule.told?.fr)));
        told.fold(BTreeMap::new(), |mut all, (key, fr)| {
            all.entry(key).or_insert(fr);
            all
        })
    }

    fn asks(&self, item: &Item, told: &BTreeMap<(&'static str, &'static str), String>) -> String {
        if item.is_nameless {
            let name = item.patterns.first().and_then(|p| p.steps.last()).map_or("", |step| step.name.as_str());
            return match &item.ask {
                Ask::UnusedAttribute(attribute) => format!("L'attribut @{attribute} n'est pas admis à cet endroit."),
                _ => format!("L'élément {name} n'est pas admis à cet endroit."),
            };
        }
        let written = rulesets::message(&item.code).map(|message| message.fr);
        let made = || told.iter().find(|((code, terms), _)| *code == item.code && *terms == item.terms);
        written.or_else(|| made().map(|(_, fr)| fr.clone())).unwrap_or_else(|| match &item.ask {
            Ask::Holds(expr) => format!("`{}`", expr.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => String::new(),
        })
    }
}

fn weight(mark: char) -> &'static str {
    match mark {
        '!' => "bloquante",
        '?' => "alerte",
        _ => "information",
    }
}

fn index(all: &[Page]) -> String {
    let mut out = String::from(
        "# Registres de conformité\n\nChaque jeu de règles a une page : ce que demande chaque règle, sa source, si elle est \
         appliquée, et le vecteur qui le prouve. Les règles des factures XML sont des données écrites dans une \
         [notation](notation.md) ; celles du droit français se lisent dans [fr-mentions](fr-mentions.md), celles du PDF autour du XML dans [container](container.md).\n\n*One page a \
         ruleset: what each rule asks, where it comes from, whether it is enforced, and the vector that proves it. Written by \
         `cargo run -p ocr-facture-tests --bin ledger`: do not edit.*\n\n\
         | Jeu | Version | Source | Règles | Endroits | Sans effet | Verdict égal | Ensemble exact |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for page in all {
        let (verdict, exact) = AGREEMENT
            .iter()
            .find(|(name, ..)| *name == page.name)
            .map_or(("", ""), |(_, verdict, exact)| (*verdict, *exact));
        let _ = writeln!(
            out,
            "| [{0}]({0}.md) | {1} | {2} | {3} | {4} | {5} | {verdict} | {exact} |",
            page.name,
            page.source.version,
            origin(page.name).fr,
            page.source.keys().len(),
            page.source.items.len(),
            page.void()
        );
    }
    let rules: usize = all.iter().map(|page| page.source.keys().len()).sum();
    let void: usize = all.iter().map(Page::void).sum();
    let _ = write!(
        out,
        "\n{rules} règles en tout, dont {void} sans effet ; chacune des autres échoue sur un vecteur et passe sur un autre.\n\n{ENGINE}\n\n{NOT_RUN}",
    );
    out
}
