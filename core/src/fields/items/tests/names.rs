//! Which text belongs to which amount, and which of it names the item.

use super::*;

fn descriptions(items: &Items) -> Vec<Option<&str>> {
    items.lines.iter().map(|l| l.description.as_ref().map(|d| d.value.as_str())).collect()
}

#[test]
fn details_under_a_row_describe_it() {
    let items = Sheet::new()
        .head()
        .line(&[Left(40.0, "Imprimante laser"), Right(360.0, "1"), Right(450.0, "300,00"), Right(550.0, "300,00")])
        .row(&[Left(40.0, "N° de série : 12-345")])
        .item("Toner", "2", "60,00", "120,00")
        .total("Total HT", "420,00")
        .items();
    assert_eq!(shown(&items), ["Imprimante laser | 1 | 300 | 300", "Toner | 2 | 60 | 120"]);
    assert_eq!(descriptions(&items), [Some("N° de série : 12-345"), None]);
}

#[test]
fn a_name_wrapped_at_the_edge_of_its_column_is_one_name() {
    let items = Sheet::new()
        .head()
        .line(&[
            Left(40.0, "Fourniture et pose de carrelage en grès cérame grand format pour la"),
            Right(360.0, "1"),
            Right(450.0, "300,00"),
            Right(550.0, "300,00"),
        ])
        .row(&[Left(40.0, "salle de bains")])
        .item("Joints", "2", "60,00", "120,00")
        .items();
    let name = "Fourniture et pose de carrelage en grès cérame grand format pour la salle de bains";
    assert_eq!(shown(&items), [format!("{name} | 1 | 300 | 300"), "Joints | 2 | 60 | 120".into()]);
}

#[test]
fn amounts_may_stand_beside_the_last_row_of_a_name() {
    let items = Sheet::new()
        .head()
        .item("Joints", "2", "60,00", "120,00")
        .line(&[Left(40.0, "Fourniture et pose de carrelage en grès cérame grand format pour la")])
        .item("salle de bains", "1", "300,00", "300,00")
        .item("Seuil", "1", "10,00", "10,00")
        .items();
    let name = "Fourniture et pose de carrelage en grès cérame grand format pour la salle de bains";
    assert_eq!(shown(&items)[1], format!("{name} | 1 | 300 | 300"));
    assert_eq!(items.lines.len(), 3);
}

#[test]
fn amounts_may_stand_between_the_rows_of_a_name() {
    let row = |sheet: Sheet, upper: &str, lower: &str, amount: &str| {
        let sheet = sheet.line(&[Left(40.0, upper)]).skip(-6.0);
        sheet.line(&[Right(550.0, amount)]).skip(-6.0).row(&[Left(40.0, lower)]).rule()
    };
    let sheet = Sheet::new().row(&[Left(40.0, "Désignation"), Right(550.0, "Montant HT")]).rule();
    let sheet = row(sheet, "Nom de domaine", "Période de janvier à mars", "12,00");
    let sheet = row(sheet, "Hébergement", "Période de janvier à mars", "48,00");
    let items = sheet.items();
    assert_eq!(shown(&items), ["Nom de domaine | - | - | 12", "Hébergement | - | - | 48"]);
    assert_eq!(descriptions(&items), [Some("Période de janvier à mars"); 2]);
}

#[test]
fn headings_name_no_item() {
    let items = Sheet::new()
        .head()
        .row(&[Left(40.0, "Lot 1 Gros œuvre")])
        .item("Béton", "2", "60,00", "120,00")
        .total("Sous-total", "120,00")
        .row(&[Left(40.0, "Lot 2 Peinture")])
        .item("Sous-couche", "1", "10,00", "10,00")
        .total("Sous-total", "10,00")
        .total("Total HT", "130,00")
        .total("TVA 20 %", "26,00")
        .total("Total TTC", "156,00")
        .items();
    assert_eq!(shown(&items), ["Béton | 2 | 60 | 120", "Sous-couche | 1 | 10 | 10"]);
}

#[test]
fn a_code_goes_to_its_own_field() {
    let items = Sheet::new().head().item("[FOU-12] Fourchette", "2", "60,00", "120,00").items();
    assert_eq!(shown(&items), ["Fourchette | 2 | 60 | 120"]);
    assert_eq!(items.lines[0].code.as_ref().map(|c| c.value.as_str()), Some("FOU-12"));
    let items = Sheet::new()
        .row(&[
            Left(40.0, "Article"),
            Left(120.0, "Désignation"),
            Right(360.0, "Qté"),
            Right(450.0, "P.U. HT"),
            Right(550.0, "Montant"),
        ])
        .row(&[
            Left(40.0, "FOU12"),
            Left(120.0, "Fourchette"),
            Right(360.0, "2"),
            Right(450.0, "60,00"),
            Right(550.0, "120,00"),
        ])
        .items();
    assert_eq!(shown(&items), ["Fourchette | 2 | 60 | 120"]);
    assert_eq!(items.lines[0].code.as_ref().map(|c| c.value.as_str()), Some("FOU12"));
}

#[test]
fn a_product_with_a_description_beside_it_keeps_its_name() {
    let items = Sheet::new()
        .row(&[Left(40.0, "Produit"), Left(200.0, "Description"), Right(450.0, "Taxes"), Right(550.0, "Prix")])
        .row(&[
            Left(40.0, "exemple.fr"),
            Left(200.0, "Renouvellement 1 an"),
            Right(450.0, "20 %"),
            Right(550.0, "12,00 €"),
        ])
        .items();
    assert_eq!(shown(&items), ["exemple.fr | - | - | 12"]);
    assert_eq!(descriptions(&items), [Some("Renouvellement 1 an")]);
}

#[test]
fn name_and_description_in_one_cell_are_told_apart_where_the_head_says_so() {
    let head = |text: &str| {
        Sheet::new()
            .row(&[Left(40.0, text), Right(360.0, "Qté"), Right(450.0, "P.U. HT"), Right(550.0, "Total HT")])
            .item("Assistance - Niveau deux", "2", "60,00", "120,00")
            .items()
    };
    assert_eq!(shown(&head("Nom & Désignation")), ["Assistance | 2 | 60 | 120"]);
    assert_eq!(shown(&head("Désignation")), ["Assistance - Niveau deux | 2 | 60 | 120"]);
}

#[test]
fn a_share_of_the_row_above_is_not_counted_again() {
    let items = Sheet::new()
        .head()
        .line(&[Left(40.0, "Tablette"), Right(360.0, "1"), Right(450.0, "399,00"), Right(550.0, "399,00")])
        .row(&[Left(40.0, "Dont éco-participation"), Right(550.0, "0,50")])
        .total("Total HT", "399,00")
        .items();
    assert_eq!(shown(&items), ["Tablette | 1 | 399 | 399"]);
}

#[test]
fn a_name_broken_in_a_narrow_cell_ends_where_a_gap_begins() {
    let items = |gap: f32| {
        Sheet::new()
            .head()
            .line(&[Left(40.0, "Eau minérale"), Right(360.0, "20"), Right(450.0, "5,49"), Right(550.0, "109,80")])
            .line(&[Left(40.0, "12 x 1,0 l PET")])
            .skip(gap)
            .row(&[Left(40.0, "Prix brut 5,49")])
            .items()
    };
    assert_eq!(shown(&items(5.0)), ["Eau minérale 12 x 1,0 l PET | 20 | 5.49 | 109.8"]);
    assert_eq!(shown(&items(0.0)), ["Eau minérale | 20 | 5.49 | 109.8"]);
}
