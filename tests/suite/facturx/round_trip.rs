//! What we write we read back as the same invoice.

use ocr_facture::Invoice;
use ocr_facture::document::Limits;
use ocr_facture::facturx::{self, Profile, Syntax, complete, write_xml};
use ocr_facture::invoice::leaves;

fn full() -> Invoice {
    serde_json::from_str(include_str!("../../vectors/xml/full/expected.json")).expect("expected invoice")
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
        let mut expected = complete(&full(), profile).unwrap_or_else(|error| panic!("{error}"));
        if profile != Profile::Extended {
            // The rate of a discount on the price has a place in EXTENDED only.
            expected.lines[0].discount_rate = None;
        }
        let read = back(&full(), syntax, profile);
        assert_eq!(leaves(&read), leaves(&expected), "{syntax} {profile}");
        assert_eq!(read, expected, "{syntax} {profile}");
    }
}
