//! What some French invoices carry besides: a slip to send back, a place to sign, insurance, general conditions.

use super::canvas::{Align, GREY, Shape};
use super::sheet::{Row, Sheet};

/// Draws some of them under the mentions.
pub fn draw(sheet: &mut Sheet) {
    if sheet.deal.trade.key == "building" && sheet.random.chance(30) {
        let policy = sheet.random.digits(8);
        let text = format!(
            "Assurance décennale : Mutuelle du Bâtiment, contrat n° {policy}, couverture géographique : France."
        );
        paragraph(sheet, &text);
    }
    if sheet.random.chance(6) {
        let text = "Membre d'une association agréée, le règlement des honoraires par chèque est accepté.";
        paragraph(sheet, text);
    }
    if sheet.random.chance(6) {
        signature(sheet);
    }
    if sheet.random.chance(7) {
        slip(sheet);
    }
}

fn paragraph(sheet: &mut Sheet, text: &str) {
    let rows = [Row::Gap(3.0), Row::Text(text.to_owned(), sheet.small())];
    let (x, y, width) = (sheet.x0(), sheet.y, sheet.x1() - sheet.x0());
    if y + sheet.measure(&rows, width) < sheet.bottom {
        sheet.y = sheet.block(&rows, x, y, width, Align::Left);
    }
}

/// « Fait à … le … », and a frame to sign in.
fn signature(sheet: &mut Sheet) {
    let ink = sheet.ink();
    if sheet.y + 70.0 > sheet.bottom {
        return;
    }
    let date = sheet.date(sheet.deal.date);
    let text = format!("Fait à {}, le {date}", sheet.deal.seller.city);
    let (x, y) = (sheet.at(0.6), sheet.y + 8.0);
    let width = sheet.x1() - x;
    let rows = [Row::Text(text, ink), Row::Text("Cachet et signature".into(), sheet.small())];
    sheet.block(&rows, x, y, width, Align::Left);
    sheet.canvas.shape(Shape::Frame([x - 6.0, y - 4.0, width + 6.0, 60.0], GREY, 0.6));
    sheet.y = y + 60.0;
}

/// The slip to send back with a cheque: number, customer and amount once more.
fn slip(sheet: &mut Sheet) {
    let ink = sheet.ink();
    if sheet.y + 90.0 > sheet.bottom {
        return;
    }
    let (x0, x1) = (sheet.x0(), sheet.x1());
    let y = sheet.y + 14.0;
    let dashes = ((x1 - x0) / ink.width("- ")) as usize;
    sheet.canvas.left(x0, y, "- ".repeat(dashes).trim_end(), ink);
    let head = *sheet.random.pick(&["TALON À JOINDRE À VOTRE RÈGLEMENT", "Coupon à retourner avec votre paiement"]);
    let amount = sheet.money(sheet.deal.left());
    let rows = [
        Row::Text(head.into(), ink.bold()),
        Row::Gap(3.0),
        Row::Text(format!("Référence à rappeler : {}", sheet.deal.number), ink),
        Row::Text(format!("Client : {}", sheet.deal.buyer.name), ink),
        Row::Text(format!("Montant : {amount}"), ink),
    ];
    sheet.y = sheet.block(&rows, x0, y + 8.0, x1 - x0, Align::Left);
}

const CONDITIONS: &[&str] = &[
    "Article 1 - Objet. Les présentes conditions générales, en vigueur depuis le 1er janvier 2018, régissent les relations entre le vendeur et ses clients.",
    "Article 2 - Prix. Les prix s'entendent hors taxes, au tarif en vigueur au jour de la commande. Toute commande inférieure à 150,00 € HT supporte 12,50 € de frais de dossier.",
    "Article 3 - Délais. Les délais de livraison ne sont donnés qu'à titre indicatif et courent à compter de la réception de l'acompte de 30 %.",
    "Article 4 - Paiement. Le défaut de paiement à l'échéance rend exigible l'intégralité des sommes dues. Indemnité forfaitaire pour frais de recouvrement : 40 €.",
    "Article 5 - Réserve de propriété. Le transfert de propriété est suspendu au paiement complet du prix, conformément à la loi n° 80-335 du 12 mai 1980.",
    "Article 6 - Garantie. Le matériel est garanti 24 mois à compter de la livraison, dans la limite de 10 000 € par sinistre.",
    "Article 7 - Données personnelles. Conformément au règlement (UE) 2016/679 du 27 avril 2016, le client dispose d'un droit d'accès et de rectification.",
    "Article 8 - Litiges. À défaut d'accord amiable, le tribunal de commerce du siège du vendeur est seul compétent.",
];

/// A last page of general conditions in two columns.
pub fn conditions(sheet: &mut Sheet) {
    super::page::turn(sheet);
    let (ink, width) = (sheet.ink(), (sheet.x1() - sheet.x0()) * 0.47);
    let title = [Row::Text("CONDITIONS GÉNÉRALES DE VENTE".into(), ink.bold()), Row::Gap(6.0)];
    let (x0, x1, y) = (sheet.x0(), sheet.x1(), sheet.y);
    let top = sheet.block(&title, x0, y, x1 - x0, Align::Center);
    let small = sheet.small();
    for (column, part) in CONDITIONS.chunks(4).enumerate() {
        let rows: Vec<Row> = part.iter().flat_map(|t| [Row::Text((*t).into(), small), Row::Gap(4.0)]).collect();
        let x = sheet.at(0.53 * column as f32);
        sheet.y = sheet.block(&rows, x, top, width, Align::Left).max(sheet.y);
    }
}
