//! How an invoice is drawn, and what is attached to it.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::canvas::Color;
use super::logo::Logo;
use crate::error::{Error, ErrorKind, Result};
use crate::facturx::Profile;
use crate::facturx::pdf::Relationship;

/// Language of the words around the values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Language {
    /// French.
    #[default]
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// How an invoice is drawn. The paper is A4.
#[derive(Clone, Debug)]
pub struct DrawOptions {
    /// Language of the page.
    pub language: Language,
    /// Seller's logo, see [`Logo::read`]. Made once, it serves any number of invoices.
    pub logo: Option<Logo>,
    /// Accent colour, sRGB; see [`accent`].
    pub accent: [u8; 3],
    /// Adds the QR code of the SEPA transfer (EPC069-12) when the invoice asks for one: euros, an IBAN, an amount due.
    pub payment_code: bool,
    /// When the file is said to be made, in UTC. The engine has the clock; the same date gives the same bytes.
    pub created: DateTime,
}

/// Navy, the accent unless told otherwise.
pub const ACCENT: [u8; 3] = [0x1b, 0x3a, 0x5c];

impl DrawOptions {
    /// French, navy, without logo, with the payment code, made at that time.
    pub fn new(created: DateTime) -> Self {
        Self { language: Language::French, logo: None, accent: ACCENT, payment_code: true, created }
    }

    /// The accent as a colour.
    pub(super) fn color(&self) -> Color {
        Color(self.accent)
    }
}

/// Reads an accent colour: `#1b3a5c`.
///
/// # Errors
/// `invalid_input` for anything else.
pub fn accent(text: &str) -> Result<[u8; 3]> {
    let wrong = || Error::new(ErrorKind::InvalidInput, "La couleur s'écrit #rrggbb, par exemple #1b3a5c.");
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
    let value = digits.and_then(|d| u32::from_str_radix(d, 16).ok()).ok_or_else(wrong)?;
    let [_, r, g, b] = value.to_be_bytes();
    Ok([r, g, b])
}

/// The XML invoice inside the PDF.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// Its bytes.
    pub xml: &'a [u8],
    /// Its name: `factur-x.xml`.
    pub file_name: &'a str,
    /// What people read of it.
    pub description: &'a str,
    /// Its profile.
    pub profile: Profile,
    /// What it is to the page.
    pub relationship: Relationship,
}

impl<'a> Attachment<'a> {
    /// A Factur-X invoice of that profile, under the name and in the relationship the standard gives it.
    pub fn facturx(xml: &'a [u8], profile: Profile) -> Self {
        let relationship = Relationship::of_level(profile.conformance_level());
        Self { xml, file_name: "factur-x.xml", description: "Factur-X", profile, relationship }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_or_refused() {
        assert_eq!(accent("#1B3a5c").ok(), Some(ACCENT));
        for bad in ["", "1b3a5c", "#1b3a5", "#1b3a5g", "#+1b3a5", "#éé", "navy"] {
            assert!(accent(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn levels_that_are_no_invoice_are_data() {
        assert_eq!(Attachment::facturx(b"", Profile::BasicWl).relationship, Relationship::Data);
        assert_eq!(Attachment::facturx(b"", Profile::En16931).relationship, Relationship::Alternative);
    }
}
