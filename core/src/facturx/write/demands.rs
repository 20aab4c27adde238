//! What a profile or a syntax needs, and values that neither can hold.

use super::super::{Profile, Syntax};
use super::complete::is_french;
use super::reasons::Reasons;
use super::values::filled;
use super::xml::is_writable;
use super::{demanded_codes, demanded_vat, numbers};
use crate::invoice::{Invoice, Line, Party, leaves};

/// A field that a profile and those above it need: path, names, whether it is absent.
struct Demand<T: 'static> {
    from: Profile,
    path: &'static str,
    fr: &'static str,
    en: &'static str,
    absent: fn(&T) -> bool,
}

macro_rules! demands {
    ($($from:ident, $path:literal, $fr:literal, $en:literal, $absent:expr;)*) => {
        &[$(Demand { from: Profile::$from, path: $path, fr: $fr, en: $en, absent: $absent }),*]
    };
}

const DOCUMENT: &[Demand<Invoice>] = demands! {
    Minimum, "number", "le numéro de la facture (BT-1)", "the invoice number (BT-1)", |i| filled(&i.number).is_none();
    Minimum, "issue_date", "la date de la facture (BT-2)", "the issue date (BT-2)", |i| i.issue_date.is_none();
    Minimum, "seller.name", "le nom du vendeur (BT-27)", "the seller's name (BT-27)", |i| filled(&i.seller.name).is_none();
    Minimum, "seller.address.country", "le pays du vendeur (BT-40)", "the seller's country (BT-40)",
        |i| filled(&i.seller.address.country).is_none();
    Minimum, "buyer.name", "le nom de l'acheteur (BT-44)", "the buyer's name (BT-44)", |i| filled(&i.buyer.name).is_none();
    Minimum, "totals.net", "le total HT (BT-109)", "the total without VAT (BT-109)", |i| i.totals.net.is_none();
    Minimum, "totals.gross", "le total TTC (BT-112)", "the total with VAT (BT-112)", |i| i.totals.gross.is_none();
    Minimum, "totals.due", "le montant à payer (BT-115)", "the amount due (BT-115)", |i| i.totals.due.is_none();
    Minimum, "seller.siren", "le SIREN du vendeur (BT-30) ou son numéro de TVA (BT-31)",
        "the seller's SIREN (BT-30) or VAT number (BT-31)", |i| is_unknown(&i.seller);
    BasicWl, "buyer.address.country", "le pays de l'acheteur (BT-55)", "the buyer's country (BT-55)",
        |i| filled(&i.buyer.address.country).is_none();
    BasicWl, "vat_breakdown", "la ventilation de la TVA (BG-23)", "the VAT breakdown (BG-23)",
        |i| i.vat_breakdown.is_empty();
    Extended, "due_date", "la date d'échéance (BT-9) ou les conditions de paiement (BT-20)",
        "the due date (BT-9) or the payment terms (BT-20)", is_due_unknown;
    BasicWl, "payment.iban", "le compte à créditer (BT-84), que le virement demande",
        "the account to credit (BT-84), which a transfer needs", is_account_unknown;
    BasicWl, "delivery.address.country", "le pays de livraison (BT-80)", "the country of delivery (BT-80)",
        |i| i.delivery.address.as_ref().is_some_and(|address| filled(&address.country).is_none());
    BasicWl, "seller.electronic_address.scheme", "le type de l'adresse électronique du vendeur (BT-34)",
        "the scheme of the seller's electronic address (BT-34)", |i| is_schemeless(&i.seller);
    BasicWl, "buyer.electronic_address.scheme", "le type de l'adresse électronique de l'acheteur (BT-49)",
        "the scheme of the buyer's electronic address (BT-49)", |i| is_schemeless(&i.buyer);
    BasicWl, "totals.accounting_tax", "le total de TVA en euros (BT-111), que la devise demande",
        "the total VAT in euros (BT-111), which the currency needs", is_accounting_unknown;
    BasicWl, "payee.name", "le nom du bénéficiaire (BT-59)", "the payee's name (BT-59)",
        |i| i.payee.as_ref().is_some_and(|party| filled(&party.name).is_none());
    BasicWl, "tax_representative.name", "le nom du représentant fiscal (BT-62)", "the tax representative's name (BT-62)",
        |i| i.tax_representative.as_ref().is_some_and(|party| filled(&party.name).is_none());
    BasicWl, "tax_representative.vat_id", "le numéro de TVA du représentant fiscal (BT-63)",
        "the tax representative's VAT number (BT-63)",
        |i| i.tax_representative.as_ref().is_some_and(|party| filled(&party.vat_id).is_none());
    BasicWl, "tax_representative.address.country", "le pays du représentant fiscal (BT-69)",
        "the tax representative's country (BT-69)",
        |i| i.tax_representative.as_ref().is_some_and(|party| filled(&party.address.country).is_none());
    Basic, "lines", "les lignes de la facture (BG-25)", "the invoice lines (BG-25)", |i| i.lines.is_empty();
};

const LINE: &[Demand<Line>] = demands! {
    Basic, "name", "la désignation (BT-153)", "the item name (BT-153)", |l| filled(&l.name).is_none();
    Basic, "quantity", "la quantité (BT-129)", "the quantity (BT-129)", |l| l.quantity.is_none();
    Basic, "net_price", "le prix unitaire (BT-146)", "the unit price (BT-146)", |l| l.net_price.is_none();
    Basic, "net_amount", "le montant de la ligne (BT-131)", "the line amount (BT-131)", |l| l.net_amount.is_none();
};

/// Adds everything that keeps the completed invoice from being written.
pub(super) fn check(invoice: &Invoice, syntax: Syntax, profile: Profile, reasons: &mut Reasons) {
    if syntax == Syntax::Ubl && profile != Profile::En16931 {
        let fr = format!("UBL ne s'écrit qu'au profil en16931, pas {profile}.");
        reasons.not_writable("profile", fr, format!("UBL is written in the profile en16931 only, not {profile}."));
    }
    for demand in DOCUMENT.iter().filter(|demand| profile >= demand.from && (demand.absent)(invoice)) {
        reasons.required(demand.path, demand.fr, demand.en);
    }
    for (i, line) in invoice.lines.iter().enumerate() {
        for demand in LINE.iter().filter(|demand| profile >= demand.from && (demand.absent)(line)) {
            reasons.required(format!("lines.{i}.{}", demand.path), demand.fr, demand.en);
        }
    }
    if profile >= Profile::BasicWl {
        demanded_vat::check(invoice, profile, reasons);
        rounding(invoice, profile, reasons);
        dates(invoice, reasons);
    }
    demanded_codes::check(invoice, syntax, profile, reasons);
    numbers::check_decimals(invoice, is_french(&invoice.seller), reasons);
    for leaf in leaves(invoice).iter().filter(|leaf| !is_writable(&leaf.value)) {
        let fr = "Ce texte contient un caractère de contrôle, que XML interdit.";
        reasons.bad(leaf.path.as_str(), fr, "This text has a control character, which XML forbids.");
    }
}

/// Rounding has no place below EN 16931, and the amount due follows from it.
fn rounding(invoice: &Invoice, profile: Profile, reasons: &mut Reasons) {
    let rounded = invoice.totals.rounding.is_some_and(|rounding| !rounding.is_zero());
    if rounded && profile < Profile::En16931 {
        let fr = format!("Le profil {profile} n'a pas de place pour l'arrondi (BT-114) ; en16931 en a une.");
        let en = format!("The profile {profile} has no place for rounding (BT-114); en16931 has one.");
        reasons.not_writable("totals.rounding", fr, en);
    }
}

fn dates(invoice: &Invoice, reasons: &mut Reasons) {
    let lines = invoice.lines.iter().enumerate().map(|(i, line)| (format!("lines.{i}.period"), &line.period));
    for (path, period) in std::iter::once(("delivery.period".to_owned(), &invoice.delivery.period)).chain(lines) {
        if let (Some(start), Some(end)) = (period.start, period.end)
            && end < start
        {
            let fr = "La période se termine avant de commencer.";
            reasons.inconsistent(format!("{path}.end"), fr, "The period ends before it starts.");
        }
    }
}

fn is_unknown(party: &Party) -> bool {
    let french = [&party.siren, &party.siret, &party.vat_id].into_iter().any(|id| filled(id).is_some());
    !french && party.registration.is_none() && party.identifiers.is_empty()
}

fn is_due_unknown(invoice: &Invoice) -> bool {
    let due = invoice.totals.due.is_some_and(|due| due > rust_decimal::Decimal::ZERO);
    due && invoice.due_date.is_none() && filled(&invoice.payment.terms).is_none()
}

fn is_account_unknown(invoice: &Invoice) -> bool {
    let transfer = matches!(filled(&invoice.payment.means_code), Some("30" | "58"));
    transfer && filled(&invoice.payment.iban).is_none()
}

/// A French seller accounts in euros, whatever the invoice is in (BR-FR-CO-12); who names a currency tells the tax in it.
fn is_accounting_unknown(invoice: &Invoice) -> bool {
    let abroad = filled(&invoice.currency).is_some_and(|code| code != "EUR");
    let wanted = filled(&invoice.accounting_currency).is_some() || (abroad && is_french(&invoice.seller));
    wanted && invoice.totals.accounting_tax.is_none()
}

fn is_schemeless(party: &Party) -> bool {
    party.electronic_address.as_ref().is_some_and(|address| filled(&address.scheme).is_none())
}
