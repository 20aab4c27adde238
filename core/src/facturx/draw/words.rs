//! The words around the values, in French and English.

use super::options::Language;
use crate::invoice::codes::{INVOICE_TYPES, PAYMENT_MEANS, VAT_CATEGORIES, label};

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// BCP 47.
    pub tag: &'static str,
    pub number: &'static str,
    pub seller: &'static str,
    pub buyer: &'static str,
    pub delivered_to: &'static str,
    pub issued: &'static str,
    pub credited: &'static str,
    pub due: &'static str,
    pub delivered: &'static str,
    pub performed: &'static str,
    pub period: &'static str,
    pub period_from: &'static str,
    pub period_to: &'static str,
    pub nature: &'static str,
    pub order: &'static str,
    pub contract: &'static str,
    pub buyer_reference: &'static str,
    pub original: &'static str,
    pub preceding: &'static str,
    pub dated: &'static str,
    pub siren: &'static str,
    pub siret: &'static str,
    pub vat_id: &'static str,
    pub phone: &'static str,
    pub capital: &'static str,
    pub line: &'static str,
    pub code: &'static str,
    pub item: &'static str,
    pub quantity: &'static str,
    pub unit: &'static str,
    pub price: &'static str,
    pub gross_price: &'static str,
    pub net_price: &'static str,
    pub discount: &'static str,
    pub vat: &'static str,
    pub amount: &'static str,
    pub order_line: &'static str,
    pub standard_code: &'static str,
    pub price_for: &'static str,
    pub carried: &'static str,
    pub brought: &'static str,
    pub adjustments: &'static str,
    pub allowance: &'static str,
    pub charge: &'static str,
    pub of_base: &'static str,
    pub lines_total: &'static str,
    pub allowances_total: &'static str,
    pub charges_total: &'static str,
    pub net: &'static str,
    pub tax: &'static str,
    pub tax_in: &'static str,
    pub gross: &'static str,
    pub paid: &'static str,
    pub rounding: &'static str,
    pub payable: &'static str,
    pub refundable: &'static str,
    pub vat_rate: &'static str,
    pub vat_base: &'static str,
    pub vat_amount: &'static str,
    pub payment: &'static str,
    pub means: &'static str,
    pub payee: &'static str,
    pub terms: &'static str,
    pub reference: &'static str,
    pub code_caption: &'static str,
    pub penalty: &'static str,
    pub recovery: &'static str,
    pub early: &'static str,
    pub group_member: &'static str,
    pub on_invoices: &'static str,
    pub representative: &'static str,
    pub page: &'static str,
    pub colon: &'static str,
    pub natures: [(&'static str, &'static str); 3],
}

/// French.
static FRENCH: Words = Words {
    tag: "fr",
    number: "N°",
    seller: "Émetteur",
    buyer: "Facturé à",
    delivered_to: "Livré à",
    issued: "Date de facture",
    credited: "Date de l’avoir",
    due: "Date d’échéance",
    delivered: "Date de livraison",
    performed: "Date de prestation",
    period: "Période",
    period_from: "du",
    period_to: "au",
    nature: "Nature de l’opération",
    order: "N° de commande",
    contract: "N° de contrat",
    buyer_reference: "Votre référence",
    original: "Facture d’origine",
    preceding: "Facture associée",
    dated: "du",
    siren: "SIREN",
    siret: "SIRET",
    vat_id: "N° TVA",
    phone: "Tél.",
    capital: "au capital de",
    line: "N°",
    code: "Réf.",
    item: "Désignation",
    quantity: "Qté",
    unit: "Unité",
    price: "P.U. HT",
    gross_price: "P.U. brut HT",
    net_price: "P.U. net HT",
    discount: "Remise",
    vat: "TVA",
    amount: "Montant HT",
    order_line: "Ligne de commande",
    standard_code: "GTIN",
    price_for: "Prix pour",
    carried: "À reporter",
    brought: "Report",
    adjustments: "Remises et frais",
    allowance: "Remise",
    charge: "Frais",
    of_base: "de",
    lines_total: "Total des lignes HT",
    allowances_total: "Total remises",
    charges_total: "Total des frais",
    net: "Total HT",
    tax: "Total TVA",
    tax_in: "TVA en",
    gross: "Total TTC",
    paid: "Déjà payé",
    rounding: "Arrondi",
    payable: "Net à payer",
    refundable: "Net à votre crédit",
    vat_rate: "Taux de TVA",
    vat_base: "Base HT",
    vat_amount: "Montant TVA",
    payment: "Règlement",
    means: "Mode de paiement",
    payee: "Bénéficiaire",
    terms: "Conditions de paiement",
    reference: "Référence à rappeler",
    code_caption: "Virement SEPA",
    penalty: "Pénalités de retard",
    recovery: "Indemnité forfaitaire pour frais de recouvrement",
    early: "Escompte",
    group_member: "Membre d’un assujetti unique",
    on_invoices: "Option pour le paiement de la taxe d’après les débits",
    representative: "Représentant fiscal",
    page: "Page",
    colon: "\u{a0}: ",
    natures: [
        ("B", "Livraison de biens"),
        ("S", "Prestation de services"),
        ("M", "Livraison de biens et prestation de services"),
    ],
};

/// English.
static ENGLISH: Words = Words {
    tag: "en",
    number: "No.",
    seller: "From",
    buyer: "Bill to",
    delivered_to: "Ship to",
    issued: "Invoice date",
    credited: "Credit note date",
    due: "Due date",
    delivered: "Delivery date",
    performed: "Service date",
    period: "Period",
    period_from: "from",
    period_to: "to",
    nature: "Nature of supply",
    order: "Purchase order no.",
    contract: "Contract no.",
    buyer_reference: "Your reference",
    original: "Original invoice",
    preceding: "Preceding invoice",
    dated: "of",
    siren: "SIREN",
    siret: "SIRET",
    vat_id: "VAT ID",
    phone: "Phone",
    capital: "with capital of",
    line: "No.",
    code: "Ref.",
    item: "Description",
    quantity: "Qty",
    unit: "Unit",
    price: "Unit price",
    gross_price: "List price",
    net_price: "Net price",
    discount: "Discount",
    vat: "VAT",
    amount: "Amount",
    order_line: "Order line",
    standard_code: "GTIN",
    price_for: "Price for",
    carried: "Carried forward",
    brought: "Brought forward",
    adjustments: "Discounts and charges",
    allowance: "Discount",
    charge: "Charge",
    of_base: "of",
    lines_total: "Subtotal",
    allowances_total: "Total discounts",
    charges_total: "Total charges",
    net: "Total excl. VAT",
    tax: "Total VAT",
    tax_in: "VAT in",
    gross: "Total incl. VAT",
    paid: "Already paid",
    rounding: "Rounding",
    payable: "Amount due",
    refundable: "Amount credited",
    vat_rate: "VAT rate",
    vat_base: "Taxable amount",
    vat_amount: "VAT amount",
    payment: "Payment",
    means: "Payment method",
    payee: "Payee",
    terms: "Payment terms",
    reference: "Payment reference",
    code_caption: "SEPA transfer",
    penalty: "Late payment penalties",
    recovery: "Fixed compensation for recovery costs",
    early: "Early payment discount",
    group_member: "Member of a VAT group (assujetti unique)",
    on_invoices: "VAT due on invoicing (option pour le paiement de la taxe d’après les débits)",
    representative: "Tax representative",
    page: "Page",
    colon: ": ",
    natures: [("B", "Supply of goods"), ("S", "Supply of services"), ("M", "Supply of goods and services")],
};

/// English titles of the types whose French ones stand in the code list.
const ENGLISH_TYPES: [(&str, &str); 16] = [
    ("261", "Self-billed credit note"),
    ("262", "Global credit note"),
    ("380", "Invoice"),
    ("381", "Credit note"),
    ("384", "Corrected invoice"),
    ("386", "Deposit invoice"),
    ("389", "Self-billed invoice"),
    ("393", "Factored invoice"),
    ("396", "Factored credit note"),
    ("471", "Self-billed corrected invoice"),
    ("472", "Factored corrected invoice"),
    ("473", "Self-billed factored corrected invoice"),
    ("500", "Self-billed deposit invoice"),
    ("501", "Self-billed factored invoice"),
    ("502", "Self-billed factored credit note"),
    ("503", "Credit note for a deposit invoice"),
];

const ENGLISH_CATEGORIES: [(&str, &str); 9] = [
    ("AE", "Reverse charge"),
    ("E", "Exempt"),
    ("G", "Export outside the EU"),
    ("K", "Intra-community supply"),
    ("L", "IGIC (Canary Islands)"),
    ("M", "IPSI (Ceuta and Melilla)"),
    ("O", "Outside the scope of VAT"),
    ("S", "Standard or reduced rate"),
    ("Z", "Zero rate"),
];

const ENGLISH_MEANS: [(&str, &str); 13] = [
    ("10", "Cash"),
    ("20", "Cheque"),
    ("30", "Bank transfer"),
    ("31", "Debit transfer"),
    ("42", "Bank transfer"),
    ("48", "Bank card"),
    ("49", "Direct debit"),
    ("54", "Credit card"),
    ("55", "Debit card"),
    ("57", "Standing agreement"),
    ("58", "SEPA transfer"),
    ("59", "SEPA direct debit"),
    ("97", "Clearing between partners"),
];

/// The mention the law asks for on an invoice the customer makes (CGI ann. II 242 nonies A, 14°).
const SELF_BILLED: [&str; 7] = ["261", "389", "471", "473", "500", "501", "502"];

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    fn pick(
        &self,
        french: &'static [(&str, &'static str)],
        english: &'static [(&str, &'static str)],
        code: &str,
    ) -> Option<&'static str> {
        label(if self.tag == "fr" { french } else { english }, code)
    }

    /// Title of a document of that type; an invoice when nothing is known.
    pub fn title(&self, type_code: Option<&str>) -> &'static str {
        let known = type_code.and_then(|code| self.pick(&INVOICE_TYPES, &ENGLISH_TYPES, code));
        known.unwrap_or(if self.tag == "fr" { "Facture" } else { "Invoice" })
    }

    /// What must stand under the title of an invoice the customer makes.
    pub fn self_billed(&self, type_code: Option<&str>) -> Option<&'static str> {
        let made_by_customer = type_code.is_some_and(|code| SELF_BILLED.contains(&code));
        made_by_customer.then_some(if self.tag == "fr" { "Autofacturation" } else { "Self-billing" })
    }

    /// Name of a VAT category.
    pub fn category(&self, code: &str) -> Option<&'static str> {
        self.pick(&VAT_CATEGORIES, &ENGLISH_CATEGORIES, code)
    }

    /// Name of a means of payment.
    pub fn means_of(&self, code: &str) -> Option<&'static str> {
        self.pick(&PAYMENT_MEANS, &ENGLISH_MEANS, code)
    }

    /// What is sold, from the first letter of the business process (BT-23).
    pub fn nature_of(&self, process: &str) -> Option<&'static str> {
        let first = process.get(..1).filter(|_| process.len() == 2)?;
        self.natures.iter().find(|(letter, _)| *letter == first).map(|(_, name)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_know_the_same_codes() {
        let codes = |list: &[(&'static str, &str)]| list.iter().map(|(code, _)| *code).collect::<Vec<_>>();
        assert_eq!(codes(&INVOICE_TYPES), codes(&ENGLISH_TYPES));
        assert_eq!(codes(&VAT_CATEGORIES), codes(&ENGLISH_CATEGORIES));
        assert_eq!(codes(&PAYMENT_MEANS), codes(&ENGLISH_MEANS));
    }

    #[test]
    fn titles_and_natures() {
        let french = Words::of(Language::French);
        assert_eq!(french.title(Some("381")), "Avoir");
        assert_eq!(french.title(Some("326")), "Facture");
        assert_eq!(french.self_billed(Some("389")), Some("Autofacturation"));
        assert_eq!(french.self_billed(Some("380")), None);
        assert_eq!(french.nature_of("S1"), Some("Prestation de services"));
        assert_eq!(french.nature_of("urn:x"), None);
        assert_eq!(Words::of(Language::English).category("AE"), Some("Reverse charge"));
    }
}
