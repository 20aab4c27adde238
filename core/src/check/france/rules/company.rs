//! What a company of France says of itself on its papers.

use jiff::civil::date;

use crate::check::Severity::Warning;
use crate::check::france::case::Case;
use crate::check::france::rule::Test::Partly;
use crate::check::france::rule::{Fault, Force, Law, Outcome, RULE, Rule, holds, idle, none_of};
use crate::check::france::words::words;
use crate::invoice::{Party, ident};

pub(super) const RULES: [Rule; 4] = [
    Rule {
        code: "FR-ID-03",
        mention: ("« RCS » et ville du greffe", "« RCS » and the town of the register"),
        source: "C. com. art. R123-237, 2° et 3°",
        law: Law::Trade,
        terms: &["BT-22", "BT-33"],
        fields: &["seller.rcs"],
        wrong: (
            "Le vendeur est une société et la facture ne porte pas « RCS » suivi de la ville du greffe.",
            "The seller is a company and the invoice does not bear « RCS » with the town of the register.",
        ),
        fix: ("Ajouter « RCS » et la ville d'immatriculation.", "Add « RCS » and the town of registration."),
        test: Partly(
            register,
            (
                "Jugé quand la forme de la société est connue ; l'exactitude du greffe ne se voit pas.",
                "Judged where the form of the company is known; whether the register is the right one cannot be seen.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-ID-04",
        mention: ("Forme juridique et capital social", "Legal form and share capital"),
        source: "C. com. art. R123-238",
        law: Law::Trade,
        terms: &["BT-33", "BT-22"],
        fields: &["seller.legal_form", "seller.share_capital"],
        wrong: (
            "Le vendeur est une société commerciale et sa forme ou le montant de son capital manque.",
            "The seller is a commercial company and its legal form or share capital is missing.",
        ),
        fix: (
            "Indiquer la forme (SARL, SAS…) et « au capital de … € ».",
            "State the legal form (SARL, SAS…) and « au capital de … € ».",
        ),
        test: Partly(
            form_and_capital,
            (
                "Jugé quand la forme ou le capital est connu : sans eux, rien ne montre une société commerciale.",
                "Judged where form or capital is known: without them nothing shows a commercial company.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-ID-05",
        mention: (
            "« Entrepreneur individuel » ou « EI » à côté du nom",
            "« Entrepreneur individuel » or « EI » beside the name",
        ),
        source: "C. com. art. R526-27 et R123-237, 8° (décret 2022-725)",
        force: Force::Since(date(2022, 5, 15)),
        law: Law::Trade,
        terms: &["BT-27"],
        fields: &["seller.name", "seller.legal_form"],
        wrong: (
            "Le vendeur est un entrepreneur individuel et ni « EI » ni « entrepreneur individuel » ne figure.",
            "The seller is a sole trader and neither « EI » nor « entrepreneur individuel » is stated.",
        ),
        fix: (
            "Faire précéder ou suivre le nom de « EI » ou « Entrepreneur individuel ».",
            "Put « EI » or « Entrepreneur individuel » before or after the name.",
        ),
        test: Partly(
            sole_trader,
            (
                "Un entrepreneur individuel ne se reconnaît que si la facture le dit (micro-entrepreneur, artisan…).",
                "A sole trader is known only where the invoice says so (micro-entrepreneur, artisan…).",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-ID-11",
        mention: ("Représentant fiscal : nom, adresse, numéro de TVA", "Tax representative: name, address, VAT number"),
        source: "CGI ann. II art. 242 nonies A, I, 5° ; CGI art. 289 A",
        severity: Warning,
        terms: &["BG-11", "BT-62", "BT-63"],
        fields: &["tax_representative"],
        wrong: (
            "Le nom, l'adresse ou le numéro de TVA français du représentant fiscal manque.",
            "The tax representative's name, address or French VAT number is missing.",
        ),
        fix: (
            "Indiquer le nom, l'adresse et le numéro de TVA du représentant fiscal.",
            "State the tax representative's name, address and VAT number.",
        ),
        test: Partly(
            tax_representative,
            (
                "Le devoir d'en désigner un n'est pas jugé. Cité dans les textes seuls, il l'est par son numéro de TVA.",
                "The duty to appoint one is not judged. Mentioned in texts alone, it is judged by its VAT number.",
            ),
        ),
        ..RULE
    },
];

/// Commercial companies, which have a share capital (C. com. art. L210-1); folded.
const COMMERCIAL: [&str; 16] = [
    "sarl", "sas", "sasu", "eurl", "sa", "snc", "sca", "scs", "se", "selarl", "selas", "selasu", "selurl", "scop",
    "scic", "semop",
];
/// Companies that are in the register and are not commercial, or need no capital; folded.
const REGISTERED: [&str; 6] = ["sci", "gie", "scp", "scm", "sccv", "scea"];
/// Forms in full, folded, which stand for a commercial company.
const COMMERCIAL_IN_FULL: [&str; 3] =
    ["societe a responsabilite limitee", "societe par actions simplifiee", "societe anonyme"];

/// Whether a folded text names a form right before « au capital », with dots or without: the foot of a page does, where
/// the reader may have found no form.
fn form_before_capital(text: &str) -> bool {
    text.match_indices(" au capital ").any(|(at, _)| {
        let before: Vec<&str> = text.get(..at).unwrap_or_default().rsplit(' ').take(4).collect();
        let spelled = |count: usize| -> String { before.iter().take(count).rev().copied().collect() };
        (1..=4).any(|count| {
            let form = spelled(count);
            form == "ei" || COMMERCIAL.contains(&form.as_str())
        })
    })
}

/// The form the seller states: in its field, or as a word of its name.
fn states_form(case: &Case<'_>, forms: &[&str]) -> bool {
    let seller = &case.invoice.seller;
    [&seller.legal_form, &seller.name].into_iter().flatten().any(|text| {
        let folded = words(&text.replace('.', ""));
        folded.split(' ').any(|word| forms.contains(&word))
            || (forms == COMMERCIAL && COMMERCIAL_IN_FULL.iter().any(|full| folded.contains(full)))
    })
}

fn register(case: &Case<'_>) -> Outcome {
    if !states_form(case, &COMMERCIAL) && !states_form(case, &REGISTERED) {
        return idle(
            "Rien ne montre que le vendeur est immatriculé au registre du commerce et des sociétés.",
            "Nothing shows that the seller is in the trade register.",
        );
    }
    let stated = case.invoice.seller.rcs.is_some()
        || case.words.say(&["rcs", "r c s", "registre du commerce", "registre du commerce et des societes"]);
    holds(stated, Fault::plain)
}

fn form_and_capital(case: &Case<'_>) -> Outcome {
    let seller = &case.invoice.seller;
    let form = states_form(case, &COMMERCIAL) || case.words.all().into_iter().any(form_before_capital);
    let capital =
        seller.share_capital.is_some() || case.words.say(&["capital de", "capital social", "capital variable"]);
    match (form, capital) {
        (true, true) => Outcome::Passed,
        (true, false) => Fault::at(["seller.share_capital"])
            .saying("Le montant du capital social du vendeur manque.", "The seller's share capital is missing.")
            .into(),
        (false, _) if seller.share_capital.is_some() && seller.legal_form.is_none() => Fault::at(["seller.legal_form"])
            .saying(
                "Le capital est indiqué sans la forme de la société.",
                "The capital is stated without the legal form.",
            )
            .warning()
            .into(),
        (false, _) => idle(
            "Rien ne montre que le vendeur est une société commerciale.",
            "Nothing shows that the seller is a commercial company.",
        ),
    }
}

fn sole_trader(case: &Case<'_>) -> Outcome {
    let seller = &case.invoice.seller;
    let mut own =
        [&seller.name, &seller.trading_name, &seller.legal_form].into_iter().flatten().map(|text| words(text));
    let stated = own
        .any(|text| text.contains(" ei ") || text.contains(" e i ") || text.contains(" entrepreneur individuel "))
        || case.words.say(&["entrepreneur individuel", "entrepreneure individuelle", "entreprise individuelle"]);
    if stated {
        return Outcome::Passed;
    }
    let trader =
        ["micro entrepreneur", "micro entreprise", "auto entrepreneur", "autoentrepreneur", "microentrepreneur"];
    if case.words.mention(&trader) {
        return Fault::plain().into();
    }
    idle(
        "Rien ne montre que le vendeur est un entrepreneur individuel.",
        "Nothing shows that the seller is a sole trader.",
    )
}

fn tax_representative(case: &Case<'_>) -> Outcome {
    // The representative of a VAT group stands in the same place (BG-11), and is judged with its mention.
    if case.options.vat_group || case.words.say(&["assujetti unique"]) {
        return idle("Le représentant est celui de l'assujetti unique.", "The representative is the VAT group's.");
    }
    if let Some(party) = &case.invoice.tax_representative {
        return none_of(representative_lacks(party));
    }
    let notes = case.invoice.notes.iter().map(|note| note.text.clone());
    let pages = case.options.text.as_deref().map(beside_representative);
    let mut cited = notes.chain(pages).filter(|text| words(text).contains(" representant fiscal ")).peekable();
    if cited.peek().is_none() {
        return idle("Aucun représentant fiscal n'est cité.", "No tax representative is mentioned.");
    }
    holds(cited.any(|text| bears_french_vat(&text)), || {
        Fault::at(["notes"]).saying(
            "Un représentant fiscal est cité sans son numéro de TVA français.",
            "A tax representative is mentioned without its French VAT number.",
        )
    })
}

/// The lines of the pages from the one that names a tax representative on, as far as an address and its number go.
fn beside_representative(pages: &str) -> String {
    let named = |line: &&str| words(line).contains(" representant fiscal ");
    let lines: Vec<&str> = pages.lines().skip_while(|line| !named(line)).take(7).collect();
    lines.join("\n")
}

fn representative_lacks(party: &Party) -> Vec<String> {
    let said = |text: &Option<String>| text.as_deref().is_some_and(|text| text.chars().any(char::is_alphanumeric));
    let address = &party.address;
    let placed = said(&address.city) || said(&address.post_code) || !address.lines.is_empty();
    let french = party.vat_id.as_deref().is_some_and(|vat| ident::is_french_vat(&ident::compact(vat)));
    let wanted = [("name", said(&party.name)), ("address", placed), ("vat_id", french)];
    wanted.into_iter().filter(|(_, there)| !there).map(|(leaf, _)| format!("tax_representative.{leaf}")).collect()
}

fn bears_french_vat(note: &str) -> bool {
    let compact = ident::compact(note);
    compact.match_indices("FR").any(|(at, _)| compact.get(at..at + 13).is_some_and(ident::is_french_vat))
}
