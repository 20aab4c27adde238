//! Lines of UBL (BG-25).

use super::ubl::Names;
use super::values::{amount, filled, price, quantity};
use super::xml::Xml;
use crate::invoice::{AllowanceCharge, Line, LineVat};

/// Writes a line.
pub(super) fn line(xml: &mut Xml, line: &Line, names: &Names, currency: &str) {
    let money = [("currencyID", currency)];
    xml.group(names.line, |xml| {
        xml.maybe("cbc:ID", line.id.as_ref());
        if let Some(billed) = line.quantity {
            let unit = line.unit.as_deref().unwrap_or_default();
            xml.text_with(names.quantity, &[("unitCode", unit)], quantity(billed));
        }
        if let Some(net) = line.net_amount {
            xml.text_with("cbc:LineExtensionAmount", &money, amount(net));
        }
        xml.group("cac:InvoicePeriod", |xml| {
            xml.maybe("cbc:StartDate", line.period.start.map(|date| date.to_string()));
            xml.maybe("cbc:EndDate", line.period.end.map(|date| date.to_string()));
        });
        xml.group("cac:OrderLineReference", |xml| xml.maybe("cbc:LineID", line.order_reference.as_ref()));
        line.allowances.iter().for_each(|row| allowance_or_charge(xml, row, "false", &money));
        line.charges.iter().for_each(|row| allowance_or_charge(xml, row, "true", &money));
        xml.group("cac:Item", |xml| {
            xml.maybe("cbc:Description", line.description.as_ref());
            xml.maybe("cbc:Name", line.name.as_ref());
            xml.group("cac:SellersItemIdentification", |xml| xml.maybe("cbc:ID", line.code.as_ref()));
            if let Some(code) = filled(&line.standard_code) {
                xml.group("cac:StandardItemIdentification", |xml| {
                    xml.text_with("cbc:ID", &[("schemeID", "0160")], code);
                });
            }
            tax(xml, "cac:ClassifiedTaxCategory", &line.vat);
        });
        xml.group("cac:Price", |xml| {
            if let Some(net) = line.net_price {
                xml.text_with("cbc:PriceAmount", &money, price(net));
            }
            if let Some(many) = line.price_quantity {
                let unit = line.unit.as_deref().unwrap_or_default();
                xml.text_with("cbc:BaseQuantity", &[("unitCode", unit)], quantity(many));
            }
            discount(xml, line, &money);
        });
    });
}

/// The discount on the price (BT-147), whose base is the price before it (BT-148).
fn discount(xml: &mut Xml, line: &Line, money: &[(&str, &str)]) {
    let (Some(gross), Some(net)) = (line.gross_price, line.net_price) else { return };
    let Some(discount) = gross.checked_sub(net) else { return };
    xml.group("cac:AllowanceCharge", |xml| {
        xml.text("cbc:ChargeIndicator", "false");
        xml.text_with("cbc:Amount", money, price(discount));
        xml.text_with("cbc:BaseAmount", money, price(gross));
    });
}

/// An allowance or charge, up to its base; the document's have their VAT behind.
pub(super) fn reduction(xml: &mut Xml, row: &AllowanceCharge, is_charge: &str, money: &[(&str, &str)]) {
    xml.text("cbc:ChargeIndicator", is_charge);
    xml.maybe("cbc:AllowanceChargeReason", row.reason.as_ref());
    xml.maybe("cbc:MultiplierFactorNumeric", row.rate.map(quantity));
    if let Some(value) = row.amount {
        xml.text_with("cbc:Amount", money, amount(value));
    }
    if let Some(base) = row.base_amount {
        xml.text_with("cbc:BaseAmount", money, amount(base));
    }
}

fn allowance_or_charge(xml: &mut Xml, row: &AllowanceCharge, is_charge: &str, money: &[(&str, &str)]) {
    xml.group("cac:AllowanceCharge", |xml| reduction(xml, row, is_charge, money));
}

/// A VAT category with its rate, which category O has none of.
pub(super) fn tax(xml: &mut Xml, name: &str, vat: &LineVat) {
    xml.group(name, |xml| {
        xml.maybe("cbc:ID", vat.category.as_ref());
        xml.maybe("cbc:Percent", vat.rate.map(quantity));
        tax_scheme(xml);
    });
}

/// `TaxScheme`: VAT is the only one of EN 16931.
pub(super) fn tax_scheme(xml: &mut Xml) {
    xml.group("cac:TaxScheme", |xml| xml.text("cbc:ID", "VAT"));
}
