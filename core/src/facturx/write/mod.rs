//! The invoice model into XML: what is missing is derived (`complete`), what a profile needs is demanded (`demands`),
//! then one file a part of each syntax writes it, twin of the one in `read` that reads it.

mod cii;
mod cii_lines;
mod cii_parties;
mod cii_settlement;
mod complete;
mod demanded_codes;
mod demanded_vat;
mod demands;
mod lists;
mod numbers;
mod reasons;
mod ubl;
mod ubl_lines;
mod ubl_parties;
mod ubl_settlement;
mod values;
mod xml;

use reasons::Reasons;

use super::{Profile, Syntax};
use crate::error::Result;
use crate::invoice::Invoice;

/// The invoice with everything that follows from what it says: amounts of lines, VAT breakdown and totals where absent,
/// VAT categories, the notes that carry the mentions of French law, and what the norm or the law fixes (currency,
/// type, units, electronic address from the SIREN).
///
/// Nothing that is there is replaced; a given amount that is not what the others make is refused. Two things are turned
/// as the norm wants them: a credit note in negative amounts becomes positive, and a negative price becomes a negative
/// quantity. Completing twice changes nothing.
///
/// # Errors
/// `invalid_invoice` with every [reason](crate::error::Error::reasons) at once.
pub fn complete(invoice: &Invoice, profile: Profile) -> Result<Invoice> {
    let mut reasons = Reasons::default();
    let completed = complete::complete(invoice, profile, &mut reasons);
    reasons.into_result()?;
    Ok(completed)
}

/// The invoice as XML, [completed](complete()) first. UBL is written for the whole of EN 16931 only.
///
/// What the profile has no place for is left out: lines below BASIC, the discount rate of a price below EXTENDED, the
/// legal mentions of the buyer everywhere. So are VAT numbers on an invoice outside the scope of VAT (BR-O-02).
///
/// # Errors
/// `invalid_invoice` with every [reason](crate::error::Error::reasons) at once.
pub fn write_xml(invoice: &Invoice, syntax: Syntax, profile: Profile) -> Result<Vec<u8>> {
    write(invoice, syntax, profile).map(|(_, xml)| xml)
}

/// The completed invoice and its XML; see [`write_xml`].
///
/// # Errors
/// As [`write_xml`].
pub(crate) fn write(invoice: &Invoice, syntax: Syntax, profile: Profile) -> Result<(Invoice, Vec<u8>)> {
    let mut reasons = Reasons::default();
    let completed = complete::complete(invoice, profile, &mut reasons);
    demands::check(&completed, syntax, profile, &mut reasons);
    reasons.into_result()?;
    let xml = match syntax {
        Syntax::Cii => cii::write(&completed, profile),
        Syntax::Ubl => ubl::write(&completed),
    };
    Ok((completed, xml))
}
