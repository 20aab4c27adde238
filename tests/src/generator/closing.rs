//! What follows the totals: exemption, amount in words, payment, small print.

use super::canvas::{Align, GREY, Shape};
use super::deal::Kind;
use super::format::spaced;
use super::sheet::{Row, Sheet};
use super::words::Language;
use super::{extras, page, spell, totals};

/// What follows the totals: exemption, payment, mentions.
pub fn draw(sheet: &mut Sheet) {
    let w = sheet.words;
    let ink = sheet.ink();
    let width = sheet.x1() - sheet.x0();
    let mut rows: Vec<Row> = vec![];
    rows.extend(totals::exemption(sheet).map(|t| Row::Text(t.into(), ink)));
    if sheet.deal.language == Language::French && sheet.sign == "€" && sheet.random.chance(9) {
        rows.push(Row::Text(in_words(sheet), ink));
    }
    if sheet.random.chance(15) && sheet.deal.language == Language::French {
        let text = *sheet.random.pick(&["Montants exprimés en euros", "Tous les montants sont en EUR", "Devise : EUR"]);
        sheet.truth.text("currency", "EUR", "");
        rows.push(Row::Text(text.into(), ink));
    }
    if !sheet.truth.fields.contains_key("due_date") && sheet.deal.kind != Kind::CreditNote && sheet.random.chance(40) {
        let (label, date) = (sheet.say(w.due), sheet.date(sheet.deal.due));
        sheet.truth.date("due_date", sheet.deal.due, &date);
        let sentence = sheet.deal.language == Language::French && sheet.random.chance(40);
        let text = if sentence {
            let ways = [
                "Facture payable au plus tard le {}.",
                "Paiement à effectuer avant le {} par virement.",
                "Merci de régler cette facture avant le {}.",
                "Règlement par prélèvement le {}.",
                "Échéance : {} - passé ce délai, des pénalités seront appliquées.",
            ];
            sheet.random.pick(&ways).replacen("{}", &date, 1)
        } else {
            format!("{} {date}", sheet.label(label))
        };
        rows.push(Row::Text(text, ink));
    }
    if sheet.random.chance(30) {
        let (label, text) = (sheet.say(w.terms), sheet.say(w.terms_text));
        rows.push(Row::Text(format!("{} {text}", sheet.label(label)), ink));
    }
    if sheet.random.chance(62) {
        rows.push(Row::Gap(4.0));
        rows.extend(bank(sheet));
    }
    let mut paragraphs: Vec<&str> = vec![];
    for _ in 0..sheet.random.below(3) {
        let text = sheet.say(w.mentions);
        if !paragraphs.contains(&text) {
            paragraphs.push(text);
        }
    }
    let small = sheet.small();
    rows.push(Row::Gap(5.0));
    rows.extend(paragraphs.iter().map(|t| Row::Text((*t).into(), small)));
    if sheet.random.chance(35) {
        let text = sheet.say(w.greeting);
        rows.push(Row::Gap(5.0));
        rows.push(Row::Text(text.into(), ink));
    }
    if sheet.y + sheet.measure(&rows, width) > sheet.bottom {
        page::turn(sheet);
    }
    let (x, y) = (sheet.x0(), sheet.y);
    sheet.y = sheet.block(&rows, x, y, width, Align::Left);
    if sheet.deal.language == Language::French {
        extras::draw(sheet);
    }
    if sheet.truth.fields.contains_key("iban") && sheet.deal.seller.country == "FR" && sheet.random.chance(14) {
        rib(sheet);
    }
}

/// The amount in words.
fn in_words(sheet: &mut Sheet) -> String {
    let what = match sheet.deal.kind {
        Kind::CreditNote => "le présent avoir",
        _ => "la présente facture",
    };
    let words = spell::euros(sheet.deal.gross);
    let end = *sheet.random.pick(&["", " TTC", " toutes taxes comprises"]);
    let end = if sheet.deal.regime.is_exempt() { "" } else { end };
    let verb = if what.starts_with("la") { "Arrêtée" } else { "Arrêté" };
    format!("{verb} {what} à la somme de {words}{end}.")
}

/// Bank, branch, account and key of the IBAN in a table, as a « relevé d'identité bancaire » has them.
fn rib(sheet: &mut Sheet) {
    let iban = sheet.deal.seller.iban.clone();
    let ink = sheet.small();
    let step = sheet.leading(ink) + 3.0;
    if sheet.y + 2.0 * step + 8.0 > sheet.bottom {
        return;
    }
    let heads = ["Code banque", "Code guichet", "N° de compte", "Clé RIB"];
    let values = [&iban[4..9], &iban[9..14], &iban[14..25], &iban[25..27]];
    let (mut x, y) = (sheet.x0(), sheet.y + 6.0);
    for (head, value) in heads.iter().zip(values) {
        let w = ink.bold().width(head).max(ink.width(value)) + 16.0;
        sheet.canvas.shape(Shape::Frame([x, y, w, step], GREY, 0.5));
        sheet.canvas.shape(Shape::Frame([x, y + step, w, step], GREY, 0.5));
        sheet.canvas.put(x + w / 2.0, y + ink.size + 1.5, Align::Center, head, ink.bold());
        sheet.canvas.put(x + w / 2.0, y + step + ink.size + 1.5, Align::Center, value, ink);
        x += w;
    }
    sheet.y = y + 2.0 * step + 6.0;
}

/// Bank, IBAN and BIC.
fn bank(sheet: &mut Sheet) -> Vec<Row> {
    let (w, ink) = (sheet.words, sheet.ink());
    let seller = sheet.deal.seller.clone();
    let mut rows = vec![];
    if sheet.random.chance(50) {
        let label = sheet.say(w.bank);
        rows.push(Row::Pair(label.into(), seller.bank.clone(), ink));
    }
    let text = if sheet.random.chance(80) { spaced(&seller.iban, &[4]) } else { seller.iban.clone() };
    sheet.truth.text("iban", &seller.iban, &text);
    let label = sheet.say(w.iban);
    let one_line = sheet.random.chance(30);
    let iban = format!("{label} {text}");
    let with_bic = sheet.random.chance(80);
    let bic_label = sheet.say(w.bic);
    if with_bic {
        sheet.truth.text("bic", &seller.bic, &seller.bic);
    }
    match (with_bic, one_line) {
        (true, true) => rows.push(Row::Text(format!("{iban} - {bic_label} {}", seller.bic), ink)),
        (true, false) => {
            rows.push(Row::Text(iban, ink));
            rows.push(Row::Text(format!("{bic_label} {}", seller.bic), ink));
        }
        _ => rows.push(Row::Text(iban, ink)),
    }
    rows
}
