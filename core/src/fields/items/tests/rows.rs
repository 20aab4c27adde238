//! What the cells of a row mean.

use super::*;
use crate::fields::items::Fit;

#[test]
fn quantity_price_and_amount_under_their_heads() {
    let items = Sheet::new()
        .head()
        .item("Chaise pliante", "12", "45,00", "540,00")
        .item("Table ronde", "2", "1 150,50", "2 301,00")
        .total("Total HT", "2 841,00")
        .items();
    assert_eq!(shown(&items), ["Chaise pliante | 12 | 45 | 540", "Table ronde | 2 | 1150.5 | 2301"]);
    assert!(items.lines.iter().all(|l| l.fit == Fit::Exact));
    let (page, region) = items.regions[0];
    assert_eq!(page, 0);
    assert!(region.y0 <= 100.0 && region.y1 < 160.0, "head to last row, without the totals: {region:?}");
}

#[test]
fn a_group_of_digits_or_two_columns() {
    // "2" "100,00" are a quantity and a price where two columns stand, one number in the column of amounts.
    let items = Sheet::new()
        .row(&[Left(40.0, "Désignation"), Right(438.0, "Qté"), Right(478.0, "Prix"), Right(550.0, "Montant")])
        .row(&[Left(40.0, "Lampe"), Right(438.0, "3"), Right(478.0, "100,00"), Right(550.0, "300,00")])
        .row(&[Left(40.0, "Bureau"), Right(438.0, "21"), Right(478.0, "100,00"), Right(550.0, "2 100,00")])
        .items();
    assert_eq!(shown(&items), ["Lampe | 3 | 100 | 300", "Bureau | 21 | 100 | 2100"]);
}

#[test]
fn units_stand_in_the_cell_of_the_quantity_or_in_their_own() {
    let unit = |quantity: &str| {
        let items = Sheet::new().head().item("Conseil", quantity, "100,00", "300,00").items();
        assert_eq!(items.lines[0].quantity.as_ref().map(|q| q.value), Some(decimal("3")), "{quantity}");
        items.lines[0].unit.as_ref().map(|u| u.value.clone())
    };
    assert_eq!(unit("3"), None);
    assert_eq!(unit("3,00 h"), Some("h".into()));
    assert_eq!(unit("3kg"), Some("kg".into()));
    assert_eq!(unit("x3"), None);
    let items = Sheet::new()
        .row(&[
            Left(40.0, "Libellé"),
            Right(300.0, "Quantité"),
            Left(320.0, "Unité"),
            Right(450.0, "PU HT"),
            Right(550.0, "Total HT"),
        ])
        .row(&[
            Left(40.0, "Pose"),
            Right(300.0, "3,5"),
            Left(320.0, "m²"),
            Right(450.0, "10,00"),
            Right(550.0, "35,00"),
        ])
        .items();
    assert_eq!(items.lines[0].unit.as_ref().map(|u| u.value.as_str()), Some("m²"));
}

#[test]
fn discounts_in_percent_or_money_leave_the_price_before_them() {
    let row = |off: &str| {
        let items = Sheet::new()
            .row(&[
                Left(40.0, "Article"),
                Right(250.0, "Qté"),
                Right(330.0, "P.U."),
                Right(420.0, "Remise"),
                Right(550.0, "Montant HT"),
            ])
            .row(&[
                Left(40.0, "Vase"),
                Right(250.0, "4"),
                Right(330.0, "50,00"),
                Right(420.0, off),
                Right(550.0, "180,00"),
            ])
            .items();
        items.lines[0].clone()
    };
    for (off, rate) in [("10 %", Some("10")), ("10", Some("10")), ("20,00", None), ("5,00", None)] {
        let line = row(off);
        assert_eq!(line.fit, Fit::Exact, "{off}");
        assert_eq!(line.gross_price.as_ref().map(|p| p.value), Some(decimal("50.00")), "{off}");
        assert_eq!(line.discount_rate.as_ref().map(|p| p.value), rate.map(decimal), "{off}");
    }
}

#[test]
fn rates_and_codes_of_vat() {
    let row = |cell: &str| {
        let items = Sheet::new()
            .row(&[
                Left(40.0, "Désignation"),
                Right(300.0, "Qté"),
                Right(380.0, "P.U."),
                Right(460.0, "TVA"),
                Right(550.0, "Total HT"),
            ])
            .row(&[
                Left(40.0, "Pain"),
                Right(300.0, "2"),
                Right(380.0, "1,10"),
                Right(460.0, cell),
                Right(550.0, "2,20"),
            ])
            .items();
        let line = &items.lines[0];
        (line.vat_rate.as_ref().map(|r| r.value.normalize()), line.vat_code.as_ref().map(|c| c.value.clone()))
    };
    assert_eq!(row("5,5 %"), (Some(decimal("5.5")), None));
    assert_eq!(row("20,00"), (Some(decimal("20")), None));
    assert_eq!(row("TVA 20%"), (Some(decimal("20")), None));
    assert_eq!(row("B"), (None, Some("B".into())));
    assert_eq!(row("2"), (None, Some("2".into())));
}

#[test]
fn amounts_with_vat_are_not_taken_for_amounts_without() {
    let items = Sheet::new()
        .row(&[Left(40.0, "Article"), Right(360.0, "Qté"), Right(450.0, "Prix TTC"), Right(550.0, "Montant TTC")])
        .item("Livre", "2", "10,00", "20,00")
        .total("Total TTC", "20,00")
        .items();
    assert_eq!(items.prices_include_tax, Some(true));
    let line = &items.lines[0];
    assert!(line.net_amount.is_none() && line.tax_included_price);
    assert_eq!(line.gross_amount.as_ref().map(|a| a.value), Some(decimal("20.00")));
    assert_eq!(line.derived_net(decimal("5.5")), Some(decimal("18.96")));
    let both = Sheet::new()
        .row(&[
            Left(40.0, "Article"),
            Right(300.0, "Qté"),
            Right(380.0, "PU HT"),
            Right(460.0, "Total HT"),
            Right(550.0, "Total TTC"),
        ])
        .row(&[
            Left(40.0, "Livre"),
            Right(300.0, "2"),
            Right(380.0, "10,00"),
            Right(460.0, "20,00"),
            Right(550.0, "21,10"),
        ])
        .items();
    assert_eq!(both.lines[0].net_amount.as_ref().map(|a| a.value), Some(decimal("20.00")));
    assert_eq!(both.lines[0].gross_amount.as_ref().map(|a| a.value), Some(decimal("21.10")));
    assert_eq!(both.lines[0].derived_net(decimal("5.5")), None);
}

#[test]
fn negative_zero_and_free_rows() {
    let items = Sheet::new()
        .head()
        .item("Retour chaise", "-1", "45,00", "-45,00")
        .item("Reprise emballage", "2", "5,00", "- 10,00")
        .item("Notice", "1", "0,00", "0,00")
        .item("Livraison", "1", "15,00", "Offert")
        .total("Total HT", "-55,00")
        .items();
    assert_eq!(
        shown(&items),
        [
            "Retour chaise | -1 | 45 | -45",
            "Reprise emballage | 2 | 5 | -10",
            "Notice | 1 | 0 | 0",
            "Livraison | 1 | 15 | -"
        ]
    );
}

#[test]
fn columns_without_a_known_head_get_their_meaning_from_the_numbers() {
    let items = Sheet::new()
        .row(&[Left(40.0, "Désignation"), Right(360.0, "Xyz"), Right(450.0, "Abc"), Right(550.0, "Montant HT")])
        .item("Chaise", "12", "45,00", "540,00")
        .item("Table", "2", "150,50", "301,00")
        .items();
    assert_eq!(shown(&items), ["Chaise | 12 | 45 | 540", "Table | 2 | 150.5 | 301"]);
}

#[test]
fn a_discount_without_a_price_is_an_adjustment() {
    let items = Sheet::new()
        .head()
        .item("Chaise", "2", "45,00", "90,00")
        .row(&[Left(40.0, "Remise commerciale"), Right(550.0, "-9,00")])
        .row(&[Left(40.0, "Frais de port"), Right(550.0, "12,00")])
        .total("Total HT", "93,00")
        .items();
    assert_eq!(shown(&items), ["Chaise | 2 | 45 | 90", "Frais de port | - | - | 12"]);
    assert_eq!(items.adjustments.iter().map(show).collect::<Vec<_>>(), ["Remise commerciale | - | - | -9"]);
}

#[test]
fn lists_without_a_head_must_add_up() {
    let receipt = |total: &str| {
        Sheet::new()
            .line(&[Left(40.0, "12/03/2026"), Right(200.0, "14:32")])
            .line(&[Left(40.0, "Baguette"), Right(200.0, "1,20")])
            .line(&[Left(40.0, "2 x Croissant"), Right(200.0, "2,40")])
            .line(&[Left(40.0, "Total"), Right(200.0, total)])
            .items()
    };
    let items = receipt("3,60");
    assert_eq!(shown(&items), ["Baguette | - | - | 1.2", "Croissant | 2 | - | 2.4"]);
    assert_eq!(items.prices_include_tax, Some(true));
    assert!(receipt("9,99").lines.is_empty());
}

#[test]
fn labels_and_values_list_an_item_whose_numbers_hold() {
    let list = |amount: &str| {
        let pair = |sheet: Sheet, label: &str, value: &str| sheet.row(&[Left(40.0, label), Right(300.0, value)]);
        let sheet = pair(Sheet::new(), "Montant total HT", "90,00");
        let sheet = pair(sheet, "Quantité", "2");
        let sheet = pair(sheet, "Prix net", "45,00");
        let sheet = pair(sheet, "Montant net", amount);
        pair(sheet, "Nom de l'article :", "Chaise").items()
    };
    assert_eq!(shown(&list("90,00")), ["Chaise | 2 | 45 | 90"]);
    assert!(list("91,00").lines.is_empty());
}

#[test]
fn hours_and_minutes_count_in_hours() {
    let items = Sheet::new()
        .row(&[
            Left(40.0, "Prestation"),
            Right(360.0, "Temps passé"),
            Right(450.0, "Taux horaire"),
            Right(550.0, "Montant HT"),
        ])
        .item("Rédaction", "3h30", "200,00", "700,00")
        .items();
    assert_eq!(shown(&items), ["Rédaction | 3.5 | 200 | 700"]);
    assert_eq!(items.lines[0].unit.as_ref().map(|u| u.value.as_str()), Some("h"));
}

#[test]
fn an_amount_of_vat_tells_the_net_from_the_gross() {
    let items = Sheet::new()
        .row(&[
            Left(40.0, "Course"),
            Right(300.0, "Montant net"),
            Right(420.0, "Montant TVA"),
            Right(550.0, "Montant brut"),
        ])
        .row(&[Left(40.0, "Paris Orly"), Right(300.0, "31,82"), Right(420.0, "3,18"), Right(550.0, "35,00")])
        .row(&[Left(40.0, "Attente sur place"), Right(300.0, "0,91"), Right(420.0, "0,09"), Right(550.0, "1,00")])
        .items();
    let line = &items.lines[0];
    assert_eq!(line.net_amount.as_ref().map(|a| a.value), Some(decimal("31.82")));
    assert_eq!(line.gross_amount.as_ref().map(|a| a.value), Some(decimal("35.00")));
}
