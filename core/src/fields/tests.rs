//! What the readers promise, one behaviour a test, on pages set word by word.

use super::{Reading, read};
use crate::fields::sheet::At::{Left, Right};
use crate::fields::sheet::Sheet;

fn reading(sheet: Sheet) -> Reading {
    read(&[sheet.page()], "fra")
}

fn show<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map_or("-".into(), |v| v.to_string())
}

/// `net | tax | gross | paid | due`.
fn totals(sheet: Sheet) -> String {
    let totals = reading(sheet).invoice.totals;
    [totals.net, totals.tax, totals.gross, totals.paid, totals.due].map(show).join(" | ")
}

fn parties(sheet: Sheet) -> [String; 2] {
    let invoice = reading(sheet).invoice;
    [show(invoice.seller.name), show(invoice.buyer.name)]
}

#[test]
fn a_page_that_says_nothing_gives_nothing() {
    let invoice = reading(Sheet::new().row(&[Left(40.0, "Bonjour et merci de votre visite")])).invoice;
    assert_eq!(invoice.number, None);
    assert_eq!(invoice.totals, Default::default());
    assert_eq!(invoice.payment, Default::default());
}

#[test]
fn other_numbers_keep_their_own() {
    let sheet = Sheet::new()
        .row(&[Left(40.0, "N° client : C0042")])
        .row(&[Left(40.0, "Facture n° FA-2026-0001 du 12/03/2026")])
        .row(&[Left(40.0, "Bon de commande n° BC778 du 01/03/2026")]);
    let invoice = reading(sheet).invoice;
    assert_eq!(show(invoice.number), "FA-2026-0001");
    assert_eq!(show(invoice.issue_date), "2026-03-12");
    assert_eq!(show(invoice.order_reference), "BC778");
}

#[test]
fn labels_over_values_pair_by_column() {
    let sheet = Sheet::new().line(&[Left(40.0, "Date"), Left(200.0, "Échéance"), Left(360.0, "Facture n°")]).line(&[
        Left(40.0, "12/03/2026"),
        Left(200.0, "11/04/2026"),
        Left(360.0, "2026-117"),
    ]);
    let invoice = reading(sheet).invoice;
    assert_eq!(show(invoice.issue_date), "2026-03-12");
    assert_eq!(show(invoice.due_date), "2026-04-11");
    assert_eq!(show(invoice.number), "2026-117");
}

#[test]
fn the_date_of_a_law_is_no_date_of_issue() {
    let sheet = Sheet::new()
        .row(&[Left(40.0, "Pénalités selon la loi n° 92-1442 du 31 décembre 1992 sur les délais de paiement")]);
    assert_eq!(reading(sheet).invoice.issue_date, None);
}

#[test]
fn totals_are_the_amounts_that_add_up() {
    let sheet = Sheet::new()
        .total("Total HT", "1 000,00")
        .total("TVA 20 %", "200,00")
        .total("Total TTC", "1 200,00")
        .total("Acompte versé", "300,00")
        .total("Net à payer", "900,00");
    assert_eq!(totals(sheet), "1000.00 | 200.00 | 1200.00 | 300.00 | 900.00");
}

#[test]
fn taxes_of_several_rates_make_the_tax() {
    let sheet = Sheet::new()
        .total("Total HT", "150,00")
        .total("TVA 20 % sur 100,00", "20,00")
        .total("TVA 10 % sur 50,00", "5,00")
        .total("Total TTC", "175,00");
    let reading = reading(sheet);
    assert_eq!(show(reading.invoice.totals.tax), "25.00");
    let rows: Vec<_> = reading.invoice.vat_breakdown.iter().map(|r| (show(r.rate), show(r.taxable_amount))).collect();
    assert_eq!(rows, [("20".into(), "100.00".into()), ("10".into(), "50.00".into())]);
}

#[test]
fn no_tax_where_the_law_says_so() {
    let sheet = Sheet::new().total("Total", "500,00").row(&[Left(40.0, "TVA non applicable, art. 293 B du CGI")]);
    let invoice = reading(sheet).invoice;
    assert_eq!(show(invoice.totals.net), "500.00");
    assert_eq!(show(invoice.totals.tax), "0.00");
    assert_eq!(show(invoice.vat_breakdown[0].exemption_code.clone()), "VATEX-FR-FRANCHISE");
}

#[test]
fn negative_totals_make_a_credit_note_with_positive_amounts() {
    let sheet = Sheet::new().total("Total HT", "-100,00").total("TVA 20 %", "-20,00").total("Total TTC", "-120,00");
    let reading = reading(sheet);
    assert_eq!(show(reading.invoice.type_code), "381");
    assert_eq!(show(reading.invoice.totals.gross), "120.00");
    assert_eq!(reading.evidence["totals.gross"].raw.as_deref(), Some("-120,00"));
}

#[test]
fn totals_that_disagree_are_told() {
    let sheet = Sheet::new().total("Total HT", "100,00").total("Montant TVA", "20,00").total("Total TTC", "130,00");
    let codes: Vec<String> = reading(sheet).warnings.into_iter().map(|w| w.code).collect();
    assert!(codes.contains(&"totals_disagree".into()), "{codes:?}");
}

#[test]
fn a_heading_names_the_buyer() {
    let sheet = Sheet::new()
        .line(&[Left(40.0, "Menuiserie Caron SARL"), Left(350.0, "Facturé à :")])
        .line(&[Left(40.0, "4 rue des Tanneurs"), Left(350.0, "Mairie de Vertou")])
        .line(&[Left(40.0, "44000 Nantes"), Left(350.0, "2 place Saint-Martin")])
        .line(&[Left(40.0, "SIRET 732 829 320 00074"), Left(350.0, "44120 Vertou")]);
    assert_eq!(parties(sheet), ["Menuiserie Caron SARL", "Mairie de Vertou"]);
}

#[test]
fn without_headings_the_seller_is_who_prints_its_numbers() {
    let sheet = Sheet::new()
        .line(&[Left(40.0, "Menuiserie Caron")])
        .line(&[Left(40.0, "4 rue des Tanneurs")])
        .line(&[Left(40.0, "44000 Nantes")])
        .line(&[Left(40.0, "Tél : 02 40 11 22 33")])
        .skip(20.0)
        .line(&[Left(350.0, "Mairie de Vertou")])
        .line(&[Left(350.0, "2 place Saint-Martin")])
        .line(&[Left(350.0, "44120 Vertou")]);
    assert_eq!(parties(sheet), ["Menuiserie Caron", "Mairie de Vertou"]);
}

#[test]
fn identifiers_go_with_their_party_and_prove_each_other() {
    let sheet = Sheet::new()
        .line(&[Left(40.0, "Menuiserie Caron SARL"), Left(350.0, "Client :")])
        .line(&[Left(40.0, "4 rue des Tanneurs"), Left(350.0, "Vertou Habitat")])
        .line(&[Left(40.0, "44000 Nantes"), Left(350.0, "2 place Saint-Martin")])
        .line(&[Left(40.0, "SIRET : 732 829 320 00074"), Left(350.0, "44120 Vertou")])
        .line(&[Left(40.0, "TVA : FR44732829320"), Left(350.0, "TVA : FR83404833048")]);
    let reading = reading(sheet);
    assert_eq!(show(reading.invoice.seller.vat_id), "FR44732829320");
    assert_eq!(show(reading.invoice.seller.siren), "732829320");
    assert_eq!(show(reading.invoice.buyer.vat_id), "FR83404833048");
    assert_eq!(show(reading.invoice.buyer.siren), "404833048");
}

#[test]
fn the_foot_of_the_page_tells_of_the_seller() {
    let sheet = Sheet::new()
        .skip(640.0)
        .line(&[Left(40.0, "Menuiserie Caron SARL au capital de 10 000 € - RCS Nantes 732 829 320 - APE 4332A")]);
    let seller = reading(sheet).invoice.seller;
    assert_eq!(show(seller.share_capital), "10000");
    assert_eq!(show(seller.rcs), "RCS Nantes");
    assert_eq!(show(seller.naf), "43.32A");
    assert_eq!(show(seller.siren), "732829320");
}

#[test]
fn a_receipt_column_does_not_hide_the_right_edge() {
    let sheet = Sheet::new().row(&[Left(40.0, "TOTAL"), Right(180.0, "12,40 €")]);
    assert_eq!(show(reading(sheet).invoice.totals.gross), "12.40");
}

#[test]
fn a_rate_of_zero_stands_under_the_other_rates() {
    let row = |rate, base, tax, gross| [Right(60.0, rate), Right(140.0, base), Right(220.0, tax), Right(300.0, gross)];
    let item = |name, amount| [Left(40.0, name), Right(300.0, "1"), Right(400.0, amount), Right(540.0, amount)];
    let sheet = Sheet::new()
        .row(&[Left(40.0, "Désignation"), Right(300.0, "Qté"), Right(400.0, "PU HT"), Right(540.0, "Montant HT")])
        .row(&item("Location de la salle", "2 030,75"))
        .row(&item("Chambre double", "397,17"))
        .row(&item("Taxe de séjour", "8,57"))
        .skip(40.0)
        .row(&row("20", "2 030,75", "406,15", "2 436,90"))
        .row(&row("10", "397,17", "39,72", "436,89"))
        .row(&row("0", "8,57", "0,00", "8,57"))
        .row(&[Left(340.0, "Total HT"), Right(540.0, "2 436,49")])
        .row(&[Left(340.0, "Total TVA"), Right(540.0, "445,87")])
        .row(&[Left(340.0, "Total TTC"), Right(540.0, "2 882,36")]);
    let rows = reading(sheet).invoice.vat_breakdown;
    let rates: Vec<String> =
        rows.iter().map(|row| format!("{}: {}", show(row.rate), show(row.taxable_amount))).collect();
    assert_eq!(rates, ["20: 2030.75", "10: 397.17", "0: 8.57"]);
}

#[test]
fn a_mention_ends_where_its_sentence_does() {
    let penalty = |sheet: Sheet| show(reading(sheet).invoice.payment.late_penalty);
    let whole = "Tout retard entraîne une pénalité calculée sur la base de trois fois le taux d'intérêt légal.";
    let under = Sheet::new()
        .line(&[Left(40.0, "Tout retard entraîne une pénalité calculée sur la")])
        .line(&[Left(40.0, "base de trois fois le taux d'intérêt légal. Merci")])
        .line(&[Left(40.0, "de votre confiance.")]);
    assert_eq!(penalty(under), whole);
    let between = Sheet::new()
        .line(&[Left(40.0, "Tout retard entraîne une")])
        .line(&[Left(40.0, "pénalité calculée sur la base de trois fois le taux d'intérêt légal.")]);
    assert_eq!(penalty(between), whole);
    let alone = Sheet::new()
        .line(&[Left(40.0, "Pénalités de retard : trois fois le taux légal")])
        .line(&[Left(40.0, "Escompte pour paiement anticipé : néant")]);
    assert_eq!(penalty(alone), "Pénalités de retard : trois fois le taux légal");
}

#[test]
fn the_form_before_the_capital_is_the_sellers() {
    let form = |foot: &str| show(reading(Sheet::new().skip(640.0).line(&[Left(40.0, foot)])).invoice.seller.legal_form);
    assert_eq!(form("Menuiserie Caron - SASU au capital de 10 000 € - RCS Nantes 732 829 320"), "SASU");
    assert_eq!(form("Menuiserie Caron, S.A.R.L. au capital de 8 000 € - RCS Nantes 732 829 320"), "S.A.R.L.");
    assert_eq!(
        form("Menuiserie Caron, Société à responsabilité limitée au capital de 8 000 €"),
        "Société à responsabilité limitée"
    );
    assert_eq!(form("Menuiserie Caron au capital de 8 000 €"), "-");
}

#[test]
fn a_printed_code_says_why_no_vat_is_charged() {
    let sheet = Sheet::new()
        .row(&[
            Left(40.0, "VATEX-EU-IC"),
            Left(200.0, "K"),
            Right(300.0, "0,00%"),
            Right(400.0, "-100,00"),
            Right(500.0, "0,00"),
        ])
        .row(&[Left(340.0, "Total HT"), Right(540.0, "-100,00")])
        .row(&[Left(340.0, "Total TVA"), Right(540.0, "0,00")])
        .row(&[Left(340.0, "Total TTC"), Right(540.0, "-100,00")]);
    let invoice = reading(sheet).invoice;
    let row = &invoice.vat_breakdown[0];
    assert_eq!((show(row.category.as_ref()), show(row.exemption_code.as_ref())), ("K".into(), "VATEX-EU-IC".into()));
    assert_eq!((show(row.tax_amount), show(invoice.totals.tax)), ("0.00".into(), "0.00".into()));
}
