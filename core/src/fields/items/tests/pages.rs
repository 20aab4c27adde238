//! Which tables hold items, where they end, and how they go on over pages.

use super::*;

#[test]
fn heads_may_be_wrapped_over_two_lines() {
    let items = Sheet::new()
        .line(&[
            Left(40.0, "Désignation"),
            Right(360.0, "Quantité"),
            Right(450.0, "Prix unitaire"),
            Right(550.0, "Montant"),
        ])
        .row(&[Right(450.0, "HT"), Right(550.0, "net HT")])
        .item("Chaise", "12", "45,00", "540,00")
        .items();
    assert_eq!(shown(&items), ["Chaise | 12 | 45 | 540"]);
}

#[test]
fn heads_in_other_languages_and_in_two_at_once() {
    let heads = [
        ["Description", "Quantity", "Unit price", "Amount"],
        ["Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis"],
        ["Descripción", "Cantidad", "Precio unitario", "Importe"],
        ["Descrizione", "Quantità", "Prezzo unitario", "Importo"],
        ["Designação", "Quantidade", "Preço unitário", "Valor"],
        ["Omschrijving", "Aantal", "Prijs per stuk", "Bedrag"],
        ["Désignation/Description", "Qté/Qty", "Prix/Price", "Montant/Amount"],
    ];
    for [name, quantity, price, amount] in heads {
        let items = Sheet::new()
            .row(&[Left(40.0, name), Right(340.0, quantity), Right(450.0, price), Right(550.0, amount)])
            .row(&[Left(40.0, "Stoel"), Right(340.0, "12"), Right(450.0, "45,00"), Right(550.0, "540,00")])
            .items();
        assert_eq!(shown(&items), ["Stoel | 12 | 45 | 540"], "{name}");
    }
}

#[test]
fn tables_of_vat_and_instalments_hold_no_items() {
    let items = Sheet::new()
        .row(&[Left(40.0, "Libellé TVA"), Right(300.0, "Base HT"), Right(400.0, "Taux"), Right(550.0, "Montant TVA")])
        .row(&[Left(40.0, "Taux normal"), Right(300.0, "100,00"), Right(400.0, "20,00"), Right(550.0, "20,00")])
        .row(&[Left(40.0, "Échéance"), Left(200.0, "Mode de règlement"), Right(550.0, "Montant")])
        .row(&[Left(40.0, "12/03/2026"), Left(200.0, "Virement"), Right(550.0, "60,00")])
        .items();
    assert!(items.lines.is_empty(), "{:?}", shown(&items));
}

#[test]
fn a_table_goes_on_under_a_repeated_head_without_its_carried_totals() {
    let first = Sheet::new().head().item("Chaise", "2", "45,00", "90,00").total("À reporter", "90,00").layout();
    let second = Sheet::new()
        .head()
        .total("Report", "90,00")
        .item("Table", "1", "10,00", "10,00")
        .total("Total HT", "100,00")
        .layout();
    let items = read(&[first, second], DecimalMark::Comma);
    assert_eq!(shown(&items), ["Chaise | 2 | 45 | 90", "Table | 1 | 10 | 10"]);
    assert_eq!(items.regions.iter().map(|r| r.0).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_table_goes_on_without_a_head_until_its_total() {
    let first = || Sheet::new().head().item("Chaise", "2", "45,00", "90,00");
    let second =
        || Sheet::new().row(&[Left(40.0, "Facture 12"), Right(550.0, "2/2")]).item("Table", "1", "10,00", "10,00");
    let items = read(&[first().layout(), second().total("Total HT", "100,00").layout()], DecimalMark::Comma);
    assert_eq!(shown(&items), ["Chaise | 2 | 45 | 90", "Table | 1 | 10 | 10"]);
    let ended = first().total("Total HT", "90,00").total("Total TTC", "108,00").layout();
    assert_eq!(read(&[ended, second().layout()], DecimalMark::Comma).lines.len(), 1);
}

#[test]
fn nothing_below_the_totals_is_an_item() {
    let items = Sheet::new()
        .row(&[Left(40.0, "Désignation"), Right(550.0, "Montant HT")])
        .row(&[Left(40.0, "Abonnement"), Right(550.0, "90,00")])
        .total("Total HT", "90,00")
        .total("TVA 20 %", "18,00")
        .total("Net à payer", "108,00")
        .row(&[Left(40.0, "Virement reçu le 12/03"), Right(550.0, "50,00")])
        .items();
    assert_eq!(shown(&items), ["Abonnement | - | - | 90"]);
}

#[test]
fn numbers_in_the_sentences_of_a_footer_are_no_amounts() {
    let items = Sheet::new()
        .row(&[Left(40.0, "Désignation"), Right(550.0, "Montant HT")])
        .row(&[Left(40.0, "Abonnement"), Right(550.0, "90,00")])
        .skip(30.0)
        .line(&[Left(
            40.0,
            "SARL au capital de 10 000 euros immatriculée au registre du commerce de Lyon sous le numéro 359 058 641",
        )])
        .line(&[Right(550.0, "1")])
        .items();
    assert_eq!(shown(&items), ["Abonnement | - | - | 90"]);
}

#[test]
fn a_deposit_is_sold_before_it_is_deducted() {
    let items = Sheet::new()
        .row(&[Left(40.0, "Désignation"), Right(550.0, "Montant HT")])
        .row(&[Left(40.0, "Acompte de 30 % à la commande"), Right(550.0, "300,00")])
        .total("Total HT", "300,00")
        .items();
    assert_eq!(shown(&items), ["Acompte de 30 % à la commande | - | - | 300"]);
}

#[test]
fn a_total_with_an_unknown_label_ends_a_section() {
    let items = Sheet::new()
        .head()
        .item("Chaise", "2", "45,00", "90,00")
        .total("Wxyz fghj", "90,00")
        .total("Autre chose", "18,00")
        .items();
    assert_eq!(shown(&items), ["Chaise | 2 | 45 | 90"]);
}

#[test]
fn two_tables_are_both_read() {
    let items = Sheet::new()
        .head()
        .item("Chaise", "2", "45,00", "90,00")
        .skip(40.0)
        .row(&[
            Left(40.0, "Prestation"),
            Right(360.0, "Heures"),
            Right(450.0, "Taux horaire"),
            Right(550.0, "Total HT"),
        ])
        .item("Montage", "3", "40,00", "120,00")
        .total("Total général HT", "210,00")
        .items();
    assert_eq!(shown(&items), ["Chaise | 2 | 45 | 90", "Montage | 3 | 40 | 120"]);
    assert_eq!(items.regions.len(), 2);
}
