//! The deals the generator draws, as invoices.

use ocr_facture::Invoice;
use ocr_facture::invoice::{
    Address, AllowanceCharge, Contact, ElectronicAddress, Line, LineVat, Note, Party, PrecedingInvoice,
};
use ocr_facture_tests::generator::Language;
use ocr_facture_tests::generator::deal::{Deal, Item, Kind, Regime};
use ocr_facture_tests::generator::people::Company;
use ocr_facture_tests::generator::random::Random;

/// French deals without prices that include VAT, drawn from a fixed seed.
pub(super) fn all(count: usize) -> Vec<(String, Invoice)> {
    let draw = |index| Deal::draw(&mut Random::new(77, index), Some(Language::French));
    // Nothing on the page says why a single line of a taxed deal bears no VAT.
    let explained = |deal: &Deal| deal.regime.is_exempt() || deal.items.iter().all(|item| !item.rate.is_zero());
    let usable = |deal: &Deal| {
        !deal.gross_priced && deal.kind != Kind::Receipt && deal.seller.siren.is_some() && explained(deal)
    };
    let deals = (0..).map(|index| (index, draw(index))).filter(|(_, deal)| usable(deal)).take(count);
    deals.map(|(index, deal)| (format!("deal_{index:03}"), invoice(&deal))).collect()
}

fn invoice(deal: &Deal) -> Invoice {
    let credit_note = deal.kind == Kind::CreditNote;
    let type_code = match deal.kind {
        Kind::CreditNote => "381",
        Kind::Deposit => "386",
        _ => "380",
    };
    let corrected = matches!(deal.kind, Kind::CreditNote | Kind::Balance);
    let mut invoice = Invoice {
        number: Some(deal.number.replace(' ', "-")),
        issue_date: Some(deal.date),
        due_date: Some(deal.due),
        type_code: Some(type_code.into()),
        business_process: Some(if deal.kind == Kind::Balance { "M4" } else { "M1" }.into()),
        order_reference: Some(deal.order.clone()),
        preceding_invoices: corrected
            .then(|| PrecedingInvoice { number: Some(deal.original.replace(' ', "-")), issue_date: Some(deal.date) })
            .into_iter()
            .collect(),
        seller: party(&deal.seller),
        buyer: party(&deal.buyer),
        lines: deal.items.iter().map(line).collect(),
        ..Invoice::default()
    };
    invoice.delivery.date = (!credit_note).then_some(deal.delivered);
    invoice.notes.extend(mention(deal.regime).map(|text| Note { subject_code: None, text: text.into() }));
    invoice.payment.iban = Some(deal.seller.iban.clone());
    invoice.payment.late_penalty = Some("Taux de la BCE majoré de 10 points.".into());
    invoice.payment.recovery_fee = Some(40.into());
    invoice.payment.discount_terms = Some("Escompte pour paiement anticipé : néant.".into());
    let apart = |amount, reason: &str| AllowanceCharge {
        amount: Some(amount),
        reason: Some(reason.into()),
        ..AllowanceCharge::default()
    };
    invoice.allowances.extend(deal.allowance.map(|(_, amount)| apart(amount, "Remise")));
    invoice.charges.extend(deal.charge.map(|amount| apart(amount, "Frais de port")));
    // The generator told these; the writer must come to the same.
    invoice.totals.net = Some(deal.net);
    invoice.totals.gross = (!deal.tax_by_line).then_some(deal.gross);
    invoice.totals.paid = deal.paid;
    invoice
}

fn mention(regime: Regime) -> Option<&'static str> {
    match regime {
        Regime::Normal | Regime::Overseas => None,
        Regime::Franchise => Some("TVA non applicable, art. 293 B du CGI"),
        Regime::ReverseCharge => Some("Autoliquidation"),
        Regime::IntraCommunity => Some("Exonération de TVA, art. 262 ter I du CGI"),
        Regime::Export => Some("Exonération de TVA, art. 262 I du CGI"),
    }
}

fn line(item: &Item) -> Line {
    Line {
        name: Some(item.name.clone()),
        description: (!item.details.is_empty()).then(|| item.details.join("\n")),
        code: Some(item.code.clone()),
        quantity: Some(item.quantity),
        gross_price: item.discount.map(|_| item.price),
        discount_rate: item.discount,
        net_price: item.discount.is_none().then_some(item.price),
        vat: LineVat { category: None, rate: Some(item.rate) },
        ..Line::default()
    }
}

fn party(company: &Company) -> Party {
    let scheme = |scheme: &str, value: &str| ElectronicAddress { scheme: Some(scheme.into()), value: value.into() };
    Party {
        name: Some(company.name.clone()),
        siren: company.siren.clone(),
        siret: company.siret.clone(),
        vat_id: company.vat_id.clone(),
        address: Address {
            lines: std::iter::once(&company.street).chain(&company.street2).cloned().collect(),
            post_code: company.city_line.split(' ').next().map(str::to_owned),
            city: Some(company.city.clone()),
            country: Some(company.country.clone()),
        },
        contact: Contact { name: None, phone: Some(company.phone.clone()), email: Some(company.email.clone()) },
        electronic_address: company.siren.is_none().then(|| scheme("EM", &company.email)),
        ..Party::default()
    }
}
