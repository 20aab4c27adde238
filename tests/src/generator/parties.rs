//! The blocks of seller, buyer and delivery, and the identifiers around them.

use super::canvas::{Align, Ink};
use super::format::spaced;
use super::people::Company;
use super::sheet::{Row, Sheet};

/// Which side a company stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Seller.
    Seller,
    /// Buyer.
    Buyer,
}

impl Side {
    fn vat_field(self) -> &'static str {
        if self == Self::Seller { "seller_vat_id" } else { "buyer_vat_id" }
    }

    fn siren_field(self) -> &'static str {
        if self == Self::Seller { "seller_siren" } else { "buyer_siren" }
    }
}

/// Name and address.
pub fn address(sheet: &mut Sheet, company: &Company, side: Option<Side>, name: Ink) -> Vec<Row> {
    let ink = sheet.ink();
    match side {
        Some(Side::Seller) => {
            sheet.truth.text("seller_name", &company.name, &company.name);
            sheet.truth.alternates.insert("seller_name", company.other_names.clone());
        }
        Some(Side::Buyer) => {
            sheet.truth.text("buyer_name", &company.name, &company.name);
            sheet.truth.alternates.insert("buyer_name", company.other_names.clone());
        }
        None => {}
    }
    let mut rows = vec![Row::Text(company.name.clone(), name)];
    let line = |text: &str| Row::Text(text.to_owned(), ink);
    if side != Some(Side::Seller) {
        rows.extend(company.attention.as_deref().map(line));
    }
    rows.push(line(&company.street));
    rows.extend(company.street2.as_deref().map(line));
    rows.push(line(&company.city_line));
    let abroad = sheet.deal.seller.country != sheet.deal.buyer.country;
    if abroad || sheet.random.chance(20) {
        rows.push(line(&company.country_name));
    }
    rows
}

/// Telephone, fax, mail, site: some of them.
pub fn contacts(sheet: &mut Sheet, company: &Company) -> Vec<Row> {
    let ink = sheet.ink();
    let w = sheet.words;
    let mut rows = vec![];
    if sheet.random.chance(75) {
        let label = sheet.say(w.phone);
        rows.push(Row::Pair(label.into(), company.phone.clone(), ink));
    }
    if sheet.random.chance(30) {
        let label = sheet.say(w.fax);
        rows.push(Row::Pair(label.into(), company.fax.clone(), ink));
    }
    if sheet.random.chance(60) {
        let label = sheet.say(w.email);
        rows.push(Row::Pair(label.into(), company.email.clone(), ink));
    }
    if sheet.random.chance(30) {
        rows.push(Row::Text(company.web.clone(), ink));
    }
    rows
}

/// A VAT number the way it is printed.
fn vat_text(sheet: &mut Sheet, id: &str) -> String {
    if !id.starts_with("FR") {
        return if sheet.random.chance(25) { spaced(id, &[2, 3]) } else { id.to_owned() };
    }
    match sheet.random.below(4) {
        0 => spaced(id, &[2, 2, 3]),
        1 => spaced(id, &[4, 3]),
        2 => format!("{} {}", &id[..4], &id[4..]),
        _ => id.to_owned(),
    }
}

/// Notes the SIREN that a printed identifier shows.
fn note_siren(sheet: &mut Sheet, company: &Company, side: Side) {
    if let Some(siren) = &company.siren {
        sheet.truth.fields.insert(side.siren_field(), siren.clone());
    }
}

/// The VAT number with its label, if the company has one.
pub fn vat_line(sheet: &mut Sheet, company: &Company, side: Side) -> Option<(String, String)> {
    let id = company.vat_id.clone()?;
    let label = sheet.say(sheet.words.vat_id);
    let text = vat_text(sheet, &id);
    sheet.truth.text(side.vat_field(), &id, &text);
    if id.starts_with("FR") {
        note_siren(sheet, company, side);
    }
    Some((label.to_owned(), text))
}

/// SIRET or SIREN with its label, for French companies.
pub fn register_line(sheet: &mut Sheet, company: &Company, side: Side) -> Option<(String, String)> {
    let (siren, siret) = (company.siren.clone()?, company.siret.clone()?);
    let text = match sheet.random.below(8) {
        0 if company.form.len() < 6 => {
            let letter = *sheet.random.pick(&["", "B "]);
            let digits = if sheet.random.chance(70) { spaced(&siren, &[3]) } else { siren };
            (format!("RCS {}", company.city), format!("{letter}{digits}"))
        }
        0 | 1 => {
            let label = *sheet.random.pick(&["SIREN :", "SIREN", "N° SIREN :", "Siren :"]);
            let digits = if sheet.random.chance(60) { spaced(&siren, &[3]) } else { siren };
            (label.to_owned(), digits)
        }
        n => {
            let label =
                *sheet.random.pick(&["SIRET :", "SIRET", "Siret :", "N° SIRET :", "N° Siret", "SIRET N°", "Siret"]);
            let digits = match n {
                2..=4 => spaced(&siret, &[3, 3, 3, 5]),
                5 => format!("{} {}", &siret[..9], &siret[9..]),
                _ => siret.clone(),
            };
            if side == Side::Seller {
                sheet.truth.text("seller_siret", &siret, &digits);
            }
            (label.to_owned(), digits)
        }
    };
    note_siren(sheet, company, side);
    Some(text)
}

/// The seller's identifiers as rows under its address.
pub fn seller_identity(sheet: &mut Sheet) -> Vec<Row> {
    let company = sheet.deal.seller.clone();
    let ink = sheet.ink();
    let register = register_line(sheet, &company, Side::Seller);
    let vat = vat_line(sheet, &company, Side::Seller);
    let mut rows: Vec<Row> = register.into_iter().chain(vat).map(|(l, t)| Row::Pair(l, t, ink)).collect();
    if sheet.random.chance(20) {
        let label = *sheet.random.pick(&["Code APE :", "NAF", "APE"]);
        rows.push(Row::Pair(label.into(), company.naf.clone(), ink));
    }
    if company.form.len() < 6 && company.country == "FR" && sheet.random.chance(20) {
        let capital = sheet.style.number.plain(company.capital.into(), 0);
        rows.push(Row::Text(format!("{} au capital de {capital} €", company.form), ink));
    }
    rows
}

/// The buyer: label, address, VAT number where the law wants it.
pub fn buyer_block(sheet: &mut Sheet) -> Vec<Row> {
    let company = sheet.deal.buyer.clone();
    let mut rows = vec![];
    if sheet.style.labelled_parties {
        let label = sheet.say(sheet.words.bill_to);
        let ink = sheet.ink().bold().colored(sheet.accent());
        rows.push(Row::Text(label.into(), ink));
    }
    let name = if sheet.random.chance(70) { sheet.ink().bold() } else { sheet.ink() };
    let mut place = address(sheet, &company, Some(Side::Buyer), name);
    if !sheet.style.labelled_parties && sheet.random.chance(18) {
        let label = sheet.label(sheet.words.bill_to[1]);
        place[0] = Row::Pair(label, company.name.clone(), name);
    }
    rows.extend(place);
    if company.person {
        if sheet.random.chance(15) {
            let label = sheet.say(sheet.words.phone);
            rows.push(Row::Pair(label.into(), company.phone.clone(), sheet.ink()));
        }
        return rows;
    }
    let cross_border = sheet.deal.regime.is_exempt();
    let ink = sheet.ink();
    if sheet.random.chance(if cross_border { 90 } else { 45 }) {
        rows.extend(vat_line(sheet, &company, Side::Buyer).map(|(l, t)| Row::Pair(l, t, ink)));
    }
    if sheet.random.chance(20) {
        rows.extend(register_line(sheet, &company, Side::Buyer).map(|(l, t)| Row::Pair(l, t, ink)));
    }
    rows
}

/// The delivery address, where it is elsewhere.
pub fn delivery_block(sheet: &mut Sheet) -> Option<Vec<Row>> {
    let company = sheet.deal.ship_to.clone()?;
    let label = sheet.say(sheet.words.ship_to);
    let ink = sheet.ink().bold().colored(sheet.accent());
    let mut rows = vec![Row::Text(label.into(), ink)];
    let plain = sheet.ink();
    rows.extend(address(sheet, &company, None, plain));
    Some(rows)
}

/// A frame, a shade or nothing around a party.
pub fn place_party(sheet: &mut Sheet, rows: &[Row], x: f32, y: f32, width: f32) -> f32 {
    if rows.is_empty() {
        return y;
    }
    if sheet.style.framed_parties {
        let fill = if sheet.style.labelled_parties { Some([0.93, 0.94, 0.96]) } else { None };
        return sheet.boxed(rows, x, y, width, fill);
    }
    sheet.block(rows, x, y, width, Align::Left)
}
