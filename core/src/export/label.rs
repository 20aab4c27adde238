//! What people call the fields: a name in French and English for every path of the model.

use std::borrow::Cow;

/// A language for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

/// Labels by path, `*` for an index. Order is that of the model.
const LABELS: &[(&str, &str, &str)] = &[
    ("number", "Numéro", "Number"),
    ("issue_date", "Date d'émission", "Issue date"),
    ("due_date", "Échéance", "Due date"),
    ("type_code", "Type de document", "Document type"),
    ("currency", "Devise", "Currency"),
    ("accounting_currency", "Devise de comptabilité", "Accounting currency"),
    ("tax_point_code", "Exigibilité de la TVA", "VAT tax point"),
    ("business_process", "Cadre de facturation", "Business process"),
    ("order_reference", "Bon de commande", "Purchase order"),
    ("contract_reference", "Contrat ou marché", "Contract"),
    ("buyer_reference", "Référence de l'acheteur", "Buyer reference"),
    ("preceding_invoices.*.number", "Facture d'origine", "Preceding invoice"),
    ("preceding_invoices.*.issue_date", "Date de la facture d'origine", "Preceding invoice date"),
    ("notes.*.subject_code", "Objet de la note", "Note subject"),
    ("notes.*.text", "Note", "Note"),
    ("delivery.date", "Livraison ou prestation", "Delivery date"),
    ("delivery.name", "Destinataire", "Delivered to"),
    ("delivery.period.start", "Début de période", "Period start"),
    ("delivery.period.end", "Fin de période", "Period end"),
    ("payment.means_code", "Moyen de paiement", "Payment means"),
    ("payment.iban", "IBAN", "IBAN"),
    ("payment.bic", "BIC", "BIC"),
    ("payment.reference", "Référence de paiement", "Payment reference"),
    ("payment.terms", "Conditions de paiement", "Payment terms"),
    ("payment.late_penalty", "Pénalités de retard", "Late payment penalty"),
    ("payment.recovery_fee", "Indemnité de recouvrement", "Recovery fee"),
    ("payment.discount_terms", "Escompte", "Early payment discount"),
    ("lines.*.id", "N°", "No."),
    ("lines.*.name", "Désignation", "Item"),
    ("lines.*.description", "Description", "Description"),
    ("lines.*.code", "Référence", "Item code"),
    ("lines.*.standard_code", "Code EAN", "EAN code"),
    ("lines.*.quantity", "Quantité", "Quantity"),
    ("lines.*.unit", "Unité", "Unit"),
    ("lines.*.price_quantity", "Quantité du prix", "Price quantity"),
    ("lines.*.gross_price", "Prix unitaire brut HT", "Gross unit price"),
    ("lines.*.discount_rate", "Remise (%)", "Discount (%)"),
    ("lines.*.net_price", "Prix unitaire HT", "Net unit price"),
    ("lines.*.net_amount", "Montant HT", "Net amount"),
    ("lines.*.order_reference", "Ligne de commande", "Order line"),
    ("lines.*.period.start", "Début de période", "Period start"),
    ("lines.*.period.end", "Fin de période", "Period end"),
    ("lines.*.allowances.*.amount", "Remise HT", "Allowance"),
    ("lines.*.allowances.*.base_amount", "Base de la remise", "Allowance base"),
    ("lines.*.allowances.*.rate", "Taux de remise (%)", "Allowance rate (%)"),
    ("lines.*.allowances.*.reason", "Motif de la remise", "Allowance reason"),
    ("lines.*.charges.*.amount", "Frais HT", "Charge"),
    ("lines.*.charges.*.base_amount", "Base des frais", "Charge base"),
    ("lines.*.charges.*.rate", "Taux des frais (%)", "Charge rate (%)"),
    ("lines.*.charges.*.reason", "Motif des frais", "Charge reason"),
    ("allowances.*.amount", "Remise HT", "Allowance"),
    ("allowances.*.base_amount", "Base de la remise", "Allowance base"),
    ("allowances.*.rate", "Taux de remise (%)", "Allowance rate (%)"),
    ("allowances.*.reason", "Motif de la remise", "Allowance reason"),
    ("charges.*.amount", "Frais HT", "Charge"),
    ("charges.*.base_amount", "Base des frais", "Charge base"),
    ("charges.*.rate", "Taux des frais (%)", "Charge rate (%)"),
    ("charges.*.reason", "Motif des frais", "Charge reason"),
    ("vat_breakdown.*.category", "Catégorie de TVA", "VAT category"),
    ("vat_breakdown.*.rate", "Taux de TVA (%)", "VAT rate (%)"),
    ("vat_breakdown.*.taxable_amount", "Base HT", "Taxable amount"),
    ("vat_breakdown.*.tax_amount", "Montant de TVA", "VAT amount"),
    ("vat_breakdown.*.exemption_reason", "Motif d'exonération", "Exemption reason"),
    ("vat_breakdown.*.exemption_code", "Code d'exonération", "Exemption code"),
    ("totals.lines", "Total des lignes HT", "Sum of lines"),
    ("totals.allowances", "Total des remises", "Allowances"),
    ("totals.charges", "Total des frais", "Charges"),
    ("totals.net", "Total HT", "Total without VAT"),
    ("totals.tax", "Total TVA", "Total VAT"),
    ("totals.accounting_tax", "Total TVA en devise de comptabilité", "Total VAT in accounting currency"),
    ("totals.gross", "Total TTC", "Total with VAT"),
    ("totals.paid", "Déjà payé", "Already paid"),
    ("totals.rounding", "Arrondi", "Rounding"),
    ("totals.due", "Net à payer", "Amount due"),
];

/// Labels of what several groups have: parties, addresses, VAT.
const SHARED: &[(&str, &str, &str)] = &[
    ("name", "Nom", "Name"),
    ("trading_name", "Nom commercial", "Trading name"),
    ("siren", "SIREN", "SIREN"),
    ("siret", "SIRET", "SIRET"),
    ("identifiers.*.scheme", "Type d'identifiant", "Identifier scheme"),
    ("identifiers.*.value", "Identifiant", "Identifier"),
    ("registration.scheme", "Registre", "Register"),
    ("registration.value", "Immatriculation", "Registration"),
    ("vat_id", "N° de TVA", "VAT number"),
    ("tax_number", "N° fiscal", "Tax number"),
    ("legal_form", "Forme juridique", "Legal form"),
    ("share_capital", "Capital social", "Share capital"),
    ("rcs", "RCS", "Trade register"),
    ("naf", "Code NAF", "Activity code"),
    ("address.lines.*", "Adresse", "Address"),
    ("address.post_code", "Code postal", "Post code"),
    ("address.city", "Ville", "City"),
    ("address.country", "Pays", "Country"),
    ("contact.name", "Contact", "Contact"),
    ("contact.phone", "Téléphone", "Phone"),
    ("contact.email", "E-mail", "E-mail"),
    ("electronic_address.scheme", "Type d'adresse électronique", "Electronic address scheme"),
    ("electronic_address.value", "Adresse électronique", "Electronic address"),
    ("vat.category", "Catégorie de TVA", "VAT category"),
    ("vat.rate", "TVA (%)", "VAT (%)"),
];

/// Labels of the groups, in the order of the model.
const GROUPS: &[(&str, &str, &str)] = &[
    ("", "Facture", "Invoice"),
    ("preceding_invoices", "Factures liées", "Related invoices"),
    ("notes", "Notes", "Notes"),
    ("seller", "Vendeur", "Seller"),
    ("buyer", "Acheteur", "Buyer"),
    ("payee", "Bénéficiaire", "Payee"),
    ("tax_representative", "Représentant fiscal", "Tax representative"),
    ("delivery", "Livraison", "Delivery"),
    ("payment", "Paiement", "Payment"),
    ("lines", "Lignes", "Lines"),
    ("allowances", "Remises", "Allowances"),
    ("charges", "Frais", "Charges"),
    ("vat_breakdown", "TVA", "VAT"),
    ("totals", "Totaux", "Totals"),
];

/// What people call the field at this path, within its group; the path itself when the model has no such field.
pub fn label(path: &str, lang: Lang) -> Cow<'_, str> {
    let key = pattern(path);
    let inner = key.split_once('.').map_or("", |(_, rest)| rest);
    let inner = inner.strip_prefix("*.").unwrap_or(inner);
    find(LABELS, &key, lang).or_else(|| find(SHARED, inner, lang)).map_or(Cow::Borrowed(path), Cow::Borrowed)
}

/// The group of a path, as the key and label of its head: `("seller", "Vendeur")`.
pub fn group(path: &str, lang: Lang) -> (&'static str, &'static str) {
    let head = path.split_once('.').map_or("", |(head, _)| head);
    let known = |(key, ..): &&(&str, &str, &str)| *key == head;
    let (key, fr, en) = GROUPS.iter().find(known).unwrap_or(&GROUPS[0]);
    (key, if lang == Lang::Fr { fr } else { en })
}

/// Sorts paths as people read an invoice: by group, then row by row, then field by field.
pub fn order(path: &str) -> (usize, Vec<usize>, usize) {
    let (head, _) = group(path, Lang::Fr);
    let rank = |table: &[(&str, &str, &str)], key: &str| table.iter().position(|(k, ..)| *k == key);
    let key = pattern(path);
    let inner = key.split_once('.').map_or("", |(_, rest)| rest);
    let inner = inner.strip_prefix("*.").unwrap_or(inner);
    // The VAT of a line comes last in it; fields of a party and of an address stand in the shared table.
    let field = rank(LABELS, &key).or_else(|| Some(LABELS.len() + rank(SHARED, inner)?)).unwrap_or(usize::MAX);
    let mut rows: Vec<usize> = path.split('.').filter_map(|part| part.parse().ok()).collect();
    let within = if path.contains(".address.lines.") { rows.pop().unwrap_or(0) } else { 0 };
    (rank(GROUPS, head).unwrap_or(usize::MAX), rows, field.saturating_mul(100).saturating_add(within))
}

/// The path with `*` for each index.
fn pattern(path: &str) -> String {
    let index = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    path.split('.').map(|part| if index(part) { "*" } else { part }).collect::<Vec<_>>().join(".")
}

fn find(table: &[(&str, &'static str, &'static str)], key: &str, lang: Lang) -> Option<&'static str> {
    table.iter().find(|(k, ..)| *k == key).map(|(_, fr, en)| if lang == Lang::Fr { *fr } else { *en })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_leaf_of_the_model_has_a_name_in_both_languages() {
        for leaf in crate::invoice::leaves(&sample::full().invoice) {
            for lang in [Lang::Fr, Lang::En] {
                assert_ne!(label(&leaf.path, lang), leaf.path, "{lang:?}");
            }
            assert!(leaf.path.starts_with(group(&leaf.path, Lang::Fr).0), "{}", leaf.path);
        }
        assert_eq!(label("no.such.field", Lang::Fr), "no.such.field");
    }

    #[test]
    fn labels_depend_on_the_group() {
        assert_eq!(label("totals.lines", Lang::Fr), "Total des lignes HT");
        assert_eq!(label("lines.12.vat.rate", Lang::Fr), "TVA (%)");
        assert_eq!(label("seller.address.lines.1", Lang::Fr), "Adresse");
        assert_eq!(group("lines.12.vat.rate", Lang::Fr), ("lines", "Lignes"));
        assert_eq!(group("number", Lang::En), ("", "Invoice"));
    }

    #[test]
    fn paths_sort_as_people_read() {
        let sorted = [
            "number",
            "issue_date",
            "seller.name",
            "seller.address.lines.0",
            "seller.address.lines.1",
            "seller.address.city",
            "buyer.name",
            "lines.0.name",
            "lines.0.net_amount",
            "lines.0.vat.rate",
            "lines.10.name",
            "totals.net",
            "totals.gross",
        ];
        assert!(sorted.is_sorted_by_key(|path| order(path)));
    }
}
