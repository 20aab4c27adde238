//! Small code lists of the semantic model, with their French names.

/// A code and its French name.
pub type TypeCode = (&'static str, &'static str);

/// Invoice types France admits (BT-3, UNTDID 1001, rule BR-FR-04).
pub const INVOICE_TYPES: [TypeCode; 16] = [
    ("261", "Avoir autofacturé"),
    ("262", "Avoir remise globale"),
    ("380", "Facture"),
    ("381", "Avoir"),
    ("384", "Facture rectificative"),
    ("386", "Facture d'acompte"),
    ("389", "Autofacture"),
    ("393", "Facture affacturée"),
    ("396", "Avoir affacturé"),
    ("471", "Facture rectificative autofacturée"),
    ("472", "Facture rectificative affacturée"),
    ("473", "Facture rectificative autofacturée et affacturée"),
    ("500", "Facture d'acompte autofacturée"),
    ("501", "Autofacture affacturée"),
    ("502", "Avoir autofacturé et affacturé"),
    ("503", "Avoir de facture d'acompte"),
];

/// VAT categories (BT-118, BT-151, UNCL 5305) of EN 16931.
pub const VAT_CATEGORIES: [TypeCode; 9] = [
    ("AE", "Autoliquidation"),
    ("E", "Exonération"),
    ("G", "Exportation hors Union européenne"),
    ("K", "Livraison intracommunautaire"),
    ("L", "IGIC des Canaries"),
    ("M", "IPSI de Ceuta et Melilla"),
    ("O", "Hors du champ de la TVA"),
    ("S", "Taux normal, intermédiaire ou réduit"),
    ("Z", "Taux zéro"),
];

/// Exemption codes (BT-121) used in France, with the category they go with (BT-118).
pub const EXEMPTIONS: [(&str, &str, &str); 42] = [
    ("VATEX-EU-132", "E", "Activités d'intérêt général, directive 2006/112/CE art. 132"),
    ("VATEX-EU-143", "E", "Importations, directive 2006/112/CE art. 143"),
    ("VATEX-EU-148", "E", "Navires et avions, directive 2006/112/CE art. 148"),
    ("VATEX-EU-151", "E", "Relations diplomatiques, directive 2006/112/CE art. 151"),
    ("VATEX-EU-153", "E", "Intermédiaires, directive 2006/112/CE art. 153"),
    ("VATEX-EU-159", "E", "Entrepôts, directive 2006/112/CE art. 159"),
    ("VATEX-EU-309", "E", "Agences de voyages hors Union, directive 2006/112/CE art. 309"),
    ("VATEX-EU-79-C", "E", "Débours, directive 2006/112/CE art. 79 c"),
    ("VATEX-EU-AE", "AE", "Autoliquidation"),
    ("VATEX-EU-D", "E", "Agences de voyages, régime de la marge"),
    ("VATEX-EU-F", "E", "Biens d'occasion, régime de la marge"),
    ("VATEX-EU-G", "G", "Exportation, CGI art. 262 I"),
    ("VATEX-EU-I", "E", "Objets d'art, régime de la marge"),
    ("VATEX-EU-IC", "K", "Livraison intracommunautaire, CGI art. 262 ter I"),
    ("VATEX-EU-J", "E", "Objets de collection et d'antiquité, régime de la marge"),
    ("VATEX-EU-O", "O", "Hors du champ de la TVA"),
    ("VATEX-FR-298SEXDECIESA", "E", "Or d'investissement, CGI art. 298 sexdecies A"),
    ("VATEX-FR-AE", "AE", "Autoliquidation, régime français"),
    ("VATEX-FR-CGI261-1", "E", "CGI art. 261, 1"),
    ("VATEX-FR-CGI261-2", "E", "CGI art. 261, 2"),
    ("VATEX-FR-CGI261-3", "E", "CGI art. 261, 3"),
    ("VATEX-FR-CGI261-4", "E", "CGI art. 261, 4"),
    ("VATEX-FR-CGI261-5", "E", "CGI art. 261, 5"),
    ("VATEX-FR-CGI261-7", "E", "CGI art. 261, 7"),
    ("VATEX-FR-CGI261-8", "E", "CGI art. 261, 8"),
    ("VATEX-FR-CGI261A", "E", "CGI art. 261 A"),
    ("VATEX-FR-CGI261B", "E", "CGI art. 261 B"),
    ("VATEX-FR-CGI261C-1", "E", "CGI art. 261 C, 1"),
    ("VATEX-FR-CGI261C-2", "E", "CGI art. 261 C, 2"),
    ("VATEX-FR-CGI261C-3", "E", "CGI art. 261 C, 3"),
    ("VATEX-FR-CGI261D-1", "E", "CGI art. 261 D, 1°"),
    ("VATEX-FR-CGI261D-1BIS", "E", "CGI art. 261 D, 1° bis"),
    ("VATEX-FR-CGI261D-2", "E", "CGI art. 261 D, 2°"),
    ("VATEX-FR-CGI261D-3", "E", "CGI art. 261 D, 3°"),
    ("VATEX-FR-CGI261D-4", "E", "CGI art. 261 D, 4°"),
    ("VATEX-FR-CGI261E-1", "E", "CGI art. 261 E, 1°"),
    ("VATEX-FR-CGI261E-2", "E", "CGI art. 261 E, 2°"),
    ("VATEX-FR-CGI275", "E", "Achats en franchise, CGI art. 275"),
    ("VATEX-FR-CGI277A", "E", "Régimes suspensifs, CGI art. 277 A"),
    ("VATEX-FR-CGI295", "E", "Départements d'outre-mer, CGI art. 295"),
    ("VATEX-FR-CNWVAT", "E", "Avoir net de taxe, CGI art. 272"),
    ("VATEX-FR-FRANCHISE", "E", "Franchise en base, CGI art. 293 B"),
];

/// Means of payment (BT-81, UNTDID 4461) in use in France.
pub const PAYMENT_MEANS: [TypeCode; 13] = [
    ("10", "Espèces"),
    ("20", "Chèque"),
    ("30", "Virement"),
    ("31", "Virement débit"),
    ("42", "Virement sur compte bancaire"),
    ("48", "Carte bancaire"),
    ("49", "Prélèvement"),
    ("54", "Carte de crédit"),
    ("55", "Carte de débit"),
    ("57", "Accord permanent"),
    ("58", "Virement SEPA"),
    ("59", "Prélèvement SEPA"),
    ("97", "Compensation entre partenaires"),
];

/// Whether France admits the invoice type (BR-FR-04).
pub fn is_invoice_type(code: &str) -> bool {
    label(&INVOICE_TYPES, code).is_some()
}

/// Whether the code is a VAT category of EN 16931.
pub fn is_vat_category(code: &str) -> bool {
    label(&VAT_CATEGORIES, code).is_some()
}

/// The VAT category an exemption code goes with.
pub fn exemption_category(code: &str) -> Option<&'static str> {
    let row = EXEMPTIONS.binary_search_by_key(&code, |&(known, ..)| known).ok()?;
    Some(EXEMPTIONS[row].1)
}

/// The French name of a code in one of the lists above.
pub fn label(list: &'static [TypeCode], code: &str) -> Option<&'static str> {
    let row = list.binary_search_by_key(&code, |&(known, _)| known).ok()?;
    Some(list[row].1)
}
