//! Credit notes, deposits, foreign currencies, consumers.

use rust_decimal::Decimal;

use crate::check::Severity::Warning;
use crate::check::france::case::Case;
use crate::check::france::rule::Test::{Full, Partly};
use crate::check::france::rule::{Fault, Outcome, RULE, Rule, Scope, holds, idle};
use crate::check::france::words::{followed_by, has_digit};

pub(super) const RULES: [Rule; 4] = [
    Rule {
        code: "FR-AV-01",
        mention: ("Référence de la facture corrigée", "Reference of the invoice corrected"),
        source: "CGI art. 289, I, 5 et 272, 1 ; BOI-TVA-DECLA-30-20-20-20",
        terms: &["BT-25", "BT-26", "BG-3"],
        fields: &["preceding_invoices"],
        wrong: (
            "L'avoir ou la facture rectificative ne cite pas la facture d'origine.",
            "The credit note or correction does not cite the original invoice.",
        ),
        fix: ("Citer le numéro et la date de la facture d'origine.", "Cite number and date of the original invoice."),
        test: Full(correction),
        ..RULE
    },
    Rule {
        code: "FR-AC-01",
        mention: (
            "Facture finale : références et montant des acomptes",
            "Final invoice: references and amount of the deposits",
        ),
        source: "CGI art. 289, I, 1, c ; BOI-TVA-DECLA-30-20-20-10",
        terms: &["BT-25", "BT-113"],
        fields: &["preceding_invoices", "totals.paid"],
        wrong: (
            "La facture finale ne cite pas les factures d'acompte, ou ne déduit pas ce qui a été versé.",
            "The final invoice does not cite the deposit invoices, or does not deduct what was paid.",
        ),
        fix: (
            "Citer chaque facture d'acompte (numéro et date) et déduire son montant.",
            "Cite each deposit invoice (number and date) and deduct its amount.",
        ),
        test: Partly(
            final_invoice,
            (
                "Un acompte que la facture ne dit pas ne se voit pas.",
                "A deposit the invoice does not mention cannot be seen.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-LG-01",
        mention: ("TVA en euros d'une facture en devise", "VAT in euros on an invoice in another currency"),
        source: "CGI art. 289, IV ; directive 2006/112/CE art. 230",
        severity: Warning,
        terms: &["BT-5", "BT-6", "BT-111"],
        fields: &["accounting_currency", "totals.accounting_tax"],
        wrong: (
            "La facture est en devise et le montant de la TVA en euros ne figure pas.",
            "The invoice is in another currency and the amount of VAT in euros is not stated.",
        ),
        fix: ("Indiquer le montant de la TVA en euros.", "State the amount of VAT in euros."),
        test: Partly(
            tax_in_euros,
            (
                "Où BT-6 et BT-111 manquent, le montant en euros est cherché dans les textes. La langue n'est pas jugée.",
                "Where BT-6 and BT-111 are absent, the amount in euros is looked for in the texts. The language is not judged.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-B2C-01",
        mention: ("Note remise au consommateur dès 25 € TTC", "Note to a consumer from 25 € with VAT"),
        source: "Arrêté 83-50/A du 3 octobre 1983, art. 1 à 3",
        severity: Warning,
        scope: Scope::Consumer,
        terms: &["BT-2", "BT-27", "BG-5", "BG-25", "BT-109", "BT-112"],
        fields: &["issue_date", "seller", "lines", "totals"],
        wrong: (
            "La note ne porte pas la date, le nom et l'adresse du prestataire, le décompte détaillé, ou les totaux HT et TTC.",
            "The note lacks the date, the supplier's name and address, the detailed account, or the totals without and with VAT.",
        ),
        fix: (
            "Compléter la note : date, nom et adresse, quantité et prix de chaque prestation, totaux HT et TTC.",
            "Complete the note: date, name and address, quantity and price of each service, totals without and with VAT.",
        ),
        test: Partly(
            consumer_note,
            (
                "Le lieu d'exécution et l'opposition du client à voir son nom ne se voient pas.",
                "The place of execution and a client's refusal to be named cannot be seen.",
            ),
        ),
        ..RULE
    },
];

fn correction(case: &Case<'_>) -> Outcome {
    if !case.is_corrective() {
        return idle("Ni avoir ni facture rectificative.", "Neither credit note nor correction.");
    }
    let invoice = case.invoice;
    let numbered = |text: &Option<String>| text.as_deref().is_some_and(|text| text.chars().any(char::is_alphanumeric));
    let cited: Vec<_> = invoice.preceding_invoices.iter().filter(|one| numbered(&one.number)).collect();
    if cited.iter().any(|one| one.issue_date.is_some()) {
        return Outcome::Passed;
    }
    if !cited.is_empty() {
        return Fault::plain()
            .saying("La facture d'origine est citée sans sa date.", "The original invoice is cited without its date.")
            .warning()
            .into();
    }
    // A rebate over a period names the period (BT-3 262).
    let period = &invoice.delivery.period;
    if invoice.type_code.as_deref() == Some("262") && period.start.is_some() && period.end.is_some() {
        return Outcome::Passed;
    }
    let in_words = ["annule et remplace", "sur facture", "facture n", "facture d origine", "facture initiale"];
    let cited_in_words =
        case.words.all().into_iter().any(|text| followed_by(text, &in_words, 8, has_digit) == Some(true));
    holds(cited_in_words, Fault::plain)
}

fn final_invoice(case: &Case<'_>) -> Outcome {
    let invoice = case.invoice;
    let frame = invoice.business_process.as_deref().map(str::trim).unwrap_or_default();
    let is_final = matches!(frame, "B4" | "S4" | "M4");
    let paid = invoice.totals.paid.is_some_and(|paid| !paid.is_zero());
    if is_final && case.is_deposit() {
        return Fault::at(["type_code", "business_process"])
            .saying(
                "Une facture ne peut être à la fois d'acompte et définitive après acompte.",
                "An invoice cannot be both of a deposit and final after a deposit.",
            )
            .into();
    }
    let told = paid && case.words.say(&["acompte", "acomptes"]);
    if !is_final && !told || case.is_deposit() || case.is_corrective() {
        return idle("Rien ne dit qu'un acompte a été facturé.", "Nothing says that a deposit was invoiced.");
    }
    let mut missing = Vec::new();
    if invoice.preceding_invoices.is_empty() {
        missing.push("preceding_invoices");
    }
    if !paid {
        missing.push("totals.paid");
    }
    // Said in words only, the deposit may have been invoiced under a number that stands elsewhere.
    holds(missing.is_empty(), || Fault::at(missing).warning_if(!is_final))
}

fn tax_in_euros(case: &Case<'_>) -> Outcome {
    if case.invoice.currency.as_deref().is_none_or(|code| code == "EUR") {
        return idle(
            "La facture est en euros, ou sa devise n'est pas connue.",
            "The invoice is in euros, or its currency is not known.",
        );
    }
    if !case.charges_vat() {
        return idle("Aucune TVA n'est facturée.", "No VAT is charged.");
    }
    let accounting = case.invoice.accounting_currency.as_deref().map(str::trim).filter(|code| !code.is_empty());
    if let (Some("EUR") | None, Some(tax)) = (accounting, case.invoice.totals.accounting_tax) {
        return holds(!tax.is_zero(), || {
            Fault::at(["totals.accounting_tax"]).saying(
                "De la TVA est facturée et son montant en euros est nul.",
                "VAT is charged and its amount in euros is zero.",
            )
        });
    }
    let tax = ["tva", "t v a", "vat", "taxe"];
    let euros = ["eur", "euro", "euros"];
    let stated = case.words.all().into_iter().flat_map(|text| text.split('|')).any(|text| {
        let says = |phrases: &[&str]| text.split(' ').any(|word| phrases.contains(&word));
        says(&tax) && says(&euros) && text.bytes().any(|byte| byte.is_ascii_digit())
    });
    holds(stated, || match accounting {
        Some(other) if other != "EUR" => Fault::at(["accounting_currency"]).saying(
            format!("La TVA est tenue en {other} : son montant en euros manque."),
            format!("The VAT is accounted for in {other}: its amount in euros is missing."),
        ),
        _ => Fault::plain(),
    })
}

fn consumer_note(case: &Case<'_>) -> Outcome {
    let invoice = case.invoice;
    if invoice.totals.gross.or(invoice.totals.due).is_none_or(|gross| gross.abs() < Decimal::from(25)) {
        return idle("Moins de 25 € TTC, ou total inconnu.", "Less than 25 € with VAT, or total not known.");
    }
    let mut missing = Vec::new();
    if invoice.issue_date.is_none() {
        missing.push("issue_date");
    }
    if invoice.seller.name.is_none() {
        missing.push("seller.name");
    }
    if invoice.seller.address.city.is_none() && invoice.seller.address.lines.is_empty() {
        missing.push("seller.address");
    }
    if invoice.lines.is_empty() {
        missing.push("lines");
    }
    if case.net().is_none() {
        missing.push("totals.net");
    }
    if invoice.totals.gross.is_none() {
        missing.push("totals.gross");
    }
    holds(missing.is_empty(), || Fault::at(missing))
}
