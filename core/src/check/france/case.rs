//! An invoice as the rules see it: where its parties stand, who buys, which regime of VAT it is under.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::amounts;
use super::options::{FranceOptions, Transaction};
use super::place::Place;
use super::words::{Words, words};
use crate::invoice::{AllowanceCharge, Invoice, Line, LineVat, Party, ident};

/// What all rules ask of an invoice, worked out once.
pub struct Case<'a> {
    /// The invoice.
    pub(super) invoice: &'a Invoice,
    /// What its paper does not show.
    pub(super) options: &'a FranceOptions,
    /// Date of issue, or today when it has none.
    pub(super) issued: Date,
    /// Where the seller stands.
    pub(super) seller: Place,
    /// Where the buyer stands.
    pub(super) buyer: Place,
    /// Who buys.
    pub(super) transaction: Transaction,
    /// Whether that was told or shown, and not only supposed.
    pub(super) sure: bool,
    /// Its texts.
    pub(super) words: Words,
}

/// Types that give money back (BT-3).
const CREDIT_NOTES: [&str; 6] = ["381", "261", "262", "396", "502", "503"];
/// Types that correct an earlier invoice (BT-3).
const CORRECTED: [&str; 4] = ["384", "471", "472", "473"];
/// Types the buyer issues for the seller (BT-3).
const SELF_BILLED: [&str; 7] = ["389", "501", "500", "471", "473", "261", "502"];
/// Invoices of a payment in advance (BT-3).
const DEPOSITS: [&str; 2] = ["386", "500"];

impl<'a> Case<'a> {
    pub(super) fn of(invoice: &'a Invoice, options: &'a FranceOptions) -> Self {
        let (transaction, sure) = match options.transaction {
            Some(told) => (told, true),
            None => deduced(invoice),
        };
        Self {
            invoice,
            options,
            issued: invoice.issue_date.unwrap_or(options.today),
            seller: Place::of(&invoice.seller),
            buyer: Place::of(&invoice.buyer),
            transaction,
            sure,
            words: Words::of(invoice, options.text.as_deref()),
        }
    }

    fn is_type(&self, types: &[&str]) -> bool {
        self.invoice.type_code.as_deref().is_some_and(|code| types.contains(&code))
    }

    /// A credit note.
    pub(super) fn is_credit_note(&self) -> bool {
        self.is_type(&CREDIT_NOTES)
    }

    /// A credit note or a corrected invoice.
    pub(super) fn is_corrective(&self) -> bool {
        self.is_credit_note() || self.is_type(&CORRECTED)
    }

    /// Typed as issued by the buyer.
    pub(super) fn is_self_billed(&self) -> bool {
        self.is_type(&SELF_BILLED)
    }

    /// An invoice of a payment in advance.
    pub(super) fn is_deposit(&self) -> bool {
        self.is_type(&DEPOSITS)
    }

    /// Nothing is left to pay, and something was paid.
    pub(super) fn is_paid(&self) -> bool {
        let totals = &self.invoice.totals;
        let paid = totals.paid.is_some_and(|paid| !paid.is_zero());
        let none_due = totals.due.is_some_and(|due| due.is_zero());
        let in_full = paid && totals.paid == totals.gross;
        let frame = self.invoice.business_process.as_deref().is_some_and(|frame| frame.trim().ends_with('2'));
        in_full || (none_due && (paid || frame))
    }

    /// Up to 150 € without VAT (CGI ann. II art. 242 nonies A, II).
    pub(super) fn is_small(&self) -> bool {
        let totals = &self.invoice.totals;
        let euros = self.invoice.currency.as_deref().is_none_or(|code| code == "EUR");
        euros && totals.net.or(totals.gross).is_some_and(|net| net.abs() <= Decimal::from(150))
    }

    /// May leave out the seller's VAT number and the reference of the exemption (CGI ann. II art. 242 nonies A, II).
    pub(super) fn is_simplified(&self) -> bool {
        self.is_small() || self.is_corrective()
    }

    /// VAT of the lines and of the breakdown, allowances and charges.
    fn vats(&self) -> impl Iterator<Item = (Option<&str>, Option<Decimal>)> {
        fn of(vat: &LineVat) -> (Option<&str>, Option<Decimal>) {
            (vat.category.as_deref(), vat.rate)
        }
        let rows = self.invoice.vat_breakdown.iter().map(|row| (row.category.as_deref(), row.rate));
        rows.chain(self.invoice.lines.iter().map(|line| of(&line.vat)))
    }

    /// Whether a line or a row of the breakdown is under the category.
    pub(super) fn has_category(&self, category: &str) -> bool {
        self.vats().any(|(found, _)| found == Some(category))
    }

    /// Whether a row of the breakdown has one of the exemption codes.
    pub(super) fn has_code(&self, codes: &[&str]) -> bool {
        let mut found = self.invoice.vat_breakdown.iter().filter_map(|row| row.exemption_code.as_deref());
        found.any(|code| codes.contains(&code))
    }

    /// Whether VAT is charged on it.
    pub(super) fn charges_vat(&self) -> bool {
        let rows = &self.invoice.vat_breakdown;
        let amount = |amount: Option<Decimal>| amount.is_some_and(|amount| !amount.is_zero());
        amount(self.invoice.totals.tax)
            || rows.iter().any(|row| amount(row.tax_amount))
            || self.vats().any(|(_, rate)| rate.is_some_and(|rate| !rate.is_zero()))
    }

    /// Whether it is plain that no VAT is charged on it; false also when nothing tells.
    pub(super) fn charges_no_vat(&self) -> bool {
        let totals = &self.invoice.totals;
        let said = totals.tax.is_some_and(|tax| tax.is_zero())
            || (totals.tax.is_none() && totals.net.is_some() && totals.net == totals.gross)
            || self.vats().any(|(category, _)| category.is_some_and(|category| category != "S"));
        said && !self.charges_vat()
    }

    /// Seller in the franchise en base: by code, by reference, or by « TVA non applicable » when no other regime says it.
    pub(super) fn is_franchise(&self) -> bool {
        let named = ["293 b", "franchise en base", "franchise de tva"];
        let bare = ["tva non applicable", "t v a non applicable"];
        let elsewhere = ["259", "262", "283", "294", "295", "article 44", "art 44", "article 196", "art 196"];
        self.has_code(&["VATEX-FR-FRANCHISE"])
            || self.words.mention(&named)
            || self.cites_cibs_franchise()
            || (self.words.mention(&bare)
                && !self.words.mention(&elsewhere)
                && !["AE", "K", "G", "O"].iter().any(|category| self.has_category(category)))
    }

    /// Whether the franchise is cited in the Code des impositions sur les biens et services (art. L. 223-3).
    pub(super) fn cites_cibs_franchise(&self) -> bool {
        self.words.say(&["l 223 3"])
    }

    /// Whether the buyer owes the VAT.
    pub(super) fn is_reverse_charge(&self) -> bool {
        let said = ["autoliquidation", "auto liquidation", "reverse charge", "283 2", "283 1", "2 nonies"];
        self.has_category("AE") || self.has_code(&["VATEX-EU-AE", "VATEX-FR-AE"]) || self.words.mention(&said)
    }

    /// An exempt supply of goods to a business of another member state.
    pub(super) fn is_intra_union_supply(&self) -> bool {
        self.has_category("K") || self.has_code(&["VATEX-EU-IC"]) || self.words.mention(&["262 ter"])
    }

    /// An exempt export out of the Union.
    pub(super) fn is_export(&self) -> bool {
        self.has_category("G") || self.has_code(&["VATEX-EU-G"])
    }

    /// VAT on the margin: travel agencies, second-hand goods, works of art, collectors' items.
    pub(super) fn is_margin(&self) -> bool {
        let said = ["regime particulier", "regime de la marge", "tva sur la marge", "297 a", "regime de marge"];
        self.has_code(&["VATEX-EU-D", "VATEX-EU-F", "VATEX-EU-I", "VATEX-EU-J"]) || self.words.mention(&said)
    }

    /// Total of the lines: stated, or worked out from the total without VAT, the allowances and the charges.
    pub(super) fn lines_total(&self) -> Option<Decimal> {
        let invoice = self.invoice;
        let listed = |rows: &[AllowanceCharge]| amounts::sum(rows.iter().map(|row| row.amount));
        invoice.totals.lines.or_else(|| {
            let allowances = invoice.totals.allowances.or_else(|| listed(&invoice.allowances))?;
            let charges = invoice.totals.charges.or_else(|| listed(&invoice.charges))?;
            amounts::minus(amounts::plus(invoice.totals.net?, allowances)?, charges)
        })
    }

    /// The lines with their index, without subtotals: where the lines that have a rate make the total alone, the others
    /// sum them up.
    pub(super) fn priced_lines(&self) -> Vec<(usize, &'a Line)> {
        let all: Vec<(usize, &Line)> = self.invoice.lines.iter().enumerate().collect();
        let rated: Vec<(usize, &Line)> = all.iter().filter(|(_, line)| line.vat.rate.is_some()).copied().collect();
        if rated.is_empty() || rated.len() == all.len() {
            return all;
        }
        let sum = amounts::sum(rated.iter().map(|(_, line)| line.net_amount));
        let whole = self
            .lines_total()
            .zip(sum)
            .is_some_and(|(total, sum)| amounts::near(total.abs(), sum.abs(), amounts::rounding(rated.len())));
        if whole { rated } else { all }
    }

    /// The VAT number the invoice is issued under: the seller's, or that of who represents a seller from abroad (BT-63).
    pub(super) fn vat_number(&self) -> Option<&'a str> {
        let number = |party: &'a Party| party.vat_id.as_deref().filter(|vat| !vat.trim().is_empty());
        let abroad = matches!(self.seller, Place::Union | Place::Abroad | Place::Unknown);
        let represented = || self.invoice.tax_representative.as_ref().filter(|_| abroad).and_then(number);
        // A seller from abroad may state its own country's number beside its representative's.
        represented().or_else(|| number(&self.invoice.seller))
    }

    /// Total without VAT, worked out from the rest when absent.
    pub(super) fn net(&self) -> Option<Decimal> {
        let totals = &self.invoice.totals;
        totals.net.or_else(|| amounts::minus(totals.gross?, totals.tax?))
    }
}

/// Letters French companies write after their name, folded.
const FORMS: [&str; 17] = [
    "sarl", "sas", "sasu", "eurl", "sa", "snc", "sci", "selarl", "selas", "scop", "scic", "gie", "earl", "gaec", "scp",
    "gmbh", "ltd",
];

/// Words a consumer's name starts with, folded.
const TITLES: [&str; 8] = ["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "m et mme"];

/// Words the name of a public body starts with, folded.
const AUTHORITIES: [&str; 14] = [
    "mairie",
    "commune de",
    "ville de",
    "communaute de communes",
    "communaute d agglomeration",
    "communaute urbaine",
    "ministere",
    "prefecture",
    "sous prefecture",
    "conseil departemental",
    "conseil regional",
    "centre hospitalier",
    "centre communal d action sociale",
    "departement de",
];

/// Who buys, as far as the invoice shows it, and whether it is sure.
fn deduced(invoice: &Invoice) -> (Transaction, bool) {
    let buyer = &invoice.buyer;
    // The route a French platform takes, which the issuer states (BT-21 BAR).
    let bar = invoice.notes.iter().find(|note| note.subject_code.as_deref() == Some("BAR"));
    match bar.map(|note| note.text.trim()) {
        Some("B2B" | "B2BINT") => return (Transaction::B2b, true),
        Some("B2C" | "B2CINT") => return (Transaction::B2c, true),
        _ => {}
    }
    let siren = siren_of(buyer);
    // INSEE gives SIREN numbers that start with 1 and 2 to the State and to local authorities alone.
    if siren.as_deref().is_some_and(|siren| siren.starts_with(['1', '2'])) {
        return (Transaction::B2g, true);
    }
    let name = words(buyer.name.as_deref().unwrap_or_default());
    let starts_with = |openings: &[&str]| openings.iter().any(|opening| starts_with_words(&name, opening));
    if starts_with(&AUTHORITIES) {
        return (Transaction::B2g, true);
    }
    let company = buyer.legal_form.is_some() || name.split(' ').any(|word| FORMS.contains(&word));
    if siren.is_some() || buyer.vat_id.is_some() || company || invoice.business_process.is_some() {
        return (Transaction::B2b, true);
    }
    if starts_with(&TITLES) { (Transaction::B2c, true) } else { (Transaction::B2b, false) }
}

fn starts_with_words(folded: &str, opening: &str) -> bool {
    folded.strip_prefix(' ').and_then(|name| name.strip_prefix(opening)).is_some_and(|rest| rest.starts_with(' '))
}

/// The SIREN a party shows: alone, in its SIRET, or in its French VAT number.
pub(super) fn siren_of(party: &Party) -> Option<String> {
    let own = party.siren.as_deref().map(ident::compact);
    let within = || party.siret.as_deref().map(ident::compact).and_then(|siret| siret.get(..9).map(str::to_owned));
    let in_vat = || {
        let vat = party.vat_id.as_deref().map(ident::compact)?;
        ident::siren_of_vat(&vat).map(str::to_owned)
    };
    own.or_else(within).or_else(in_vat).or_else(|| listed_siren(party))
}

/// The SIREN within an identifier of the French register (ISO 6523 0002, 0009), or of no scheme, beside its own fields.
pub(super) fn listed_siren(party: &Party) -> Option<String> {
    party.identifiers.iter().filter(|id| matches!(id.scheme.as_deref(), None | Some("0002" | "0009"))).find_map(|id| {
        let value = ident::compact(&id.value);
        let whole = ident::is_siren(&value) || ident::is_siret(&value);
        value.get(..9).filter(|_| whole).map(str::to_owned)
    })
}
