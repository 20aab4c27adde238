//! Lines of CII (BG-25).

use super::super::Profile;
use super::cii::date;
use super::values::{amount, filled, price, quantity};
use super::xml::Xml;
use crate::invoice::{AllowanceCharge, Line, LineVat};

/// Writes a line.
pub(super) fn line(xml: &mut Xml, line: &Line, profile: Profile) {
    let whole = profile >= Profile::En16931;
    xml.element("ram:IncludedSupplyChainTradeLineItem", &[], |xml| {
        xml.group("ram:AssociatedDocumentLineDocument", |xml| xml.maybe("ram:LineID", line.id.as_ref()));
        xml.group("ram:SpecifiedTradeProduct", |xml| {
            if let Some(code) = filled(&line.standard_code) {
                xml.text_with("ram:GlobalID", &[("schemeID", "0160")], code);
            }
            if whole {
                xml.maybe("ram:SellerAssignedID", line.code.as_ref());
            }
            xml.maybe("ram:Name", line.name.as_ref());
            if whole {
                xml.maybe("ram:Description", line.description.as_ref());
            }
        });
        xml.group("ram:SpecifiedLineTradeAgreement", |xml| {
            if whole {
                xml.group("ram:BuyerOrderReferencedDocument", |xml| {
                    xml.maybe("ram:LineID", line.order_reference.as_ref());
                });
            }
            gross_price(xml, line, profile);
            xml.group("ram:NetPriceProductTradePrice", |xml| {
                xml.maybe("ram:ChargeAmount", line.net_price.map(price));
                basis(xml, line);
            });
        });
        xml.group("ram:SpecifiedLineTradeDelivery", |xml| {
            if let Some(billed) = line.quantity {
                let unit = line.unit.as_deref().unwrap_or_default();
                xml.text_with("ram:BilledQuantity", &[("unitCode", unit)], quantity(billed));
            }
        });
        xml.group("ram:SpecifiedLineTradeSettlement", |xml| {
            tax(xml, "ram:ApplicableTradeTax", &line.vat);
            xml.group("ram:BillingSpecifiedPeriod", |xml| {
                date(xml, "ram:StartDateTime", line.period.start);
                date(xml, "ram:EndDateTime", line.period.end);
            });
            line.allowances.iter().for_each(|row| allowance_or_charge(xml, row, "false", whole));
            line.charges.iter().for_each(|row| allowance_or_charge(xml, row, "true", whole));
            xml.group("ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| {
                xml.maybe("ram:LineTotalAmount", line.net_amount.map(amount));
            });
        });
    });
}

/// The price before discount (BT-148) and the discount (BT-147), whose rate only EXTENDED has a place for.
fn gross_price(xml: &mut Xml, line: &Line, profile: Profile) {
    let Some(gross) = line.gross_price else { return };
    let discount = line.net_price.and_then(|net| gross.checked_sub(net)).filter(|discount| !discount.is_zero());
    xml.group("ram:GrossPriceProductTradePrice", |xml| {
        xml.text("ram:ChargeAmount", price(gross));
        basis(xml, line);
        if let Some(discount) = discount {
            xml.group("ram:AppliedTradeAllowanceCharge", |xml| {
                xml.group("ram:ChargeIndicator", |xml| xml.text("udt:Indicator", "false"));
                if profile >= Profile::Extended {
                    xml.maybe("ram:CalculationPercent", line.discount_rate.map(quantity));
                }
                xml.text("ram:ActualAmount", price(discount));
            });
        }
    });
}

/// How many units a price is for (BT-149, BT-150).
fn basis(xml: &mut Xml, line: &Line) {
    if let Some(many) = line.price_quantity {
        let unit = line.unit.as_deref().unwrap_or_default();
        xml.text_with("ram:BasisQuantity", &[("unitCode", unit)], quantity(many));
    }
}

/// An allowance or charge, up to its reason; the document's have their VAT behind.
pub(super) fn reduction(xml: &mut Xml, row: &AllowanceCharge, is_charge: &str, whole: bool) {
    xml.group("ram:ChargeIndicator", |xml| xml.text("udt:Indicator", is_charge));
    if whole {
        xml.maybe("ram:CalculationPercent", row.rate.map(quantity));
        xml.maybe("ram:BasisAmount", row.base_amount.map(amount));
    }
    xml.maybe("ram:ActualAmount", row.amount.map(amount));
    xml.maybe("ram:Reason", row.reason.as_ref());
}

/// On a line, rate and base have no place below EN 16931.
fn allowance_or_charge(xml: &mut Xml, row: &AllowanceCharge, is_charge: &str, whole: bool) {
    xml.group("ram:SpecifiedTradeAllowanceCharge", |xml| reduction(xml, row, is_charge, whole));
}

/// A VAT category with its rate, which category O has none of.
pub(super) fn tax(xml: &mut Xml, name: &str, vat: &LineVat) {
    xml.group(name, |xml| {
        xml.text("ram:TypeCode", "VAT");
        xml.maybe("ram:CategoryCode", vat.category.as_ref());
        xml.maybe("ram:RateApplicablePercent", vat.rate.map(quantity));
    });
}
