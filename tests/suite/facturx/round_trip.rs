//! What we write we read back as the same invoice.

use ocr_facture::Invoice;
use ocr_facture::document::Limits;
use ocr_facture::facturx::{self, Profile, Syntax, complete, write_xml};
use ocr_facture::invoice::leaves;

fn full() -> Invoice {
    serde_json::from_str(include_str!("../../vectors/xml/full/expected.json")).expect("expected invoice")
}

/// What of a completed invoice the XML has a place for, from EN 16931 on.
pub(super) fn carried(completed: &Invoice, syntax: Syntax, profile: Profile) -> Invoice {
    let mut invoice = completed.clone();
    if syntax == Syntax::Cii {
        // The schema has those without a scheme first.
        let parties = [&mut invoice.seller, &mut invoice.buyer].into_iter().chain(&mut invoice.payee);
        parties.for_each(|party| party.identifiers.sort_by_key(|id| id.scheme.is_some()));
    }
    if profile != Profile::Extended {
        // EN 16931 has one identifier of the buyer and of the payee.
        for party in [Some(&mut invoice.buyer), invoice.payee.as_mut()].into_iter().flatten() {
            party.identifiers.truncate(usize::from(party.siret.is_none()));
        }
    }
    if let Some(payee) = invoice.payee.as_mut().filter(|_| profile != Profile::Extended) {
        payee.address = Default::default();
    }
    // UBL wants a means of payment around a reference or the due date of a credit note: « not defined ».
    let credit_note_due = invoice.due_date.is_some() && invoice.is_credit_note();
    let payment = &mut invoice.payment;
    if syntax == Syntax::Ubl && (payment.reference.is_some() || credit_note_due) {
        payment.means_code.get_or_insert_with(|| "1".into());
    }
    for line in &mut invoice.lines {
        // The rate of a discount on the price has a place in EXTENDED only; that of the one on the line is the line's.
        let of_price = line.discount_rate.filter(|_| profile == Profile::Extended && line.gross_price.is_some());
        let of_line = if let [only] = line.allowances.as_slice() { only.rate } else { None };
        line.discount_rate = of_price.or(of_line);
    }
    invoice
}

#[track_caller]
fn back(invoice: &Invoice, syntax: Syntax, profile: Profile) -> Invoice {
    let xml = write_xml(invoice, syntax, profile).unwrap_or_else(|error| panic!("{error}"));
    let reading = facturx::read(&xml, &Limits::default()).expect("what we write reads");
    assert_eq!(reading.warnings, [], "nothing we write is unknown to us");
    assert_eq!(reading.profile.as_deref(), Some(profile.urn()));
    reading.invoice
}

#[test]
fn every_term_comes_back_in_both_syntaxes() {
    for (syntax, profile) in
        [(Syntax::Cii, Profile::Extended), (Syntax::Cii, Profile::En16931), (Syntax::Ubl, Profile::En16931)]
    {
        let mut full = full();
        if syntax == Syntax::Ubl {
            // In UBL France wants a scheme on each.
            full.seller.identifiers.retain(|id| id.scheme.is_some());
        }
        let completed = complete(&full, profile).unwrap_or_else(|error| panic!("{error}"));
        let expected = carried(&completed, syntax, profile);
        let read = back(&full, syntax, profile);
        assert_eq!(leaves(&read), leaves(&expected), "{syntax} {profile}");
        assert_eq!(read, expected, "{syntax} {profile}");
    }
}
