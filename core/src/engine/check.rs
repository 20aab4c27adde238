//! `validate`: an e-invoice before every ruleset that applies to it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Engine;
use crate::api::CheckOptions;
use crate::check::{self, Report};
use crate::document;
use crate::error::{Error, ErrorKind, Result};
use crate::facturx;

impl Engine {
    /// Judges an e-invoice, XML or PDF with XML inside, by every ruleset that applies to it, and says which were not run.
    ///
    /// A bad invoice is no error: its report says what is wrong and what to do.
    ///
    /// # Errors
    /// `invalid_input` when there is no invoice in XML, `encrypted`, `too_large`, `unreadable`, `timeout`, `cancelled`.
    pub fn validate(&self, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
        let interrupt = self.interrupt(options.timeout);
        // The XML alone is judged: no page is read.
        let document = document::open(bytes, Some(&[]), &options.limits, &interrupt)?;
        let Some(xml) = &document.xml else {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                "Ce document ne contient pas de facture en XML : il n'y a rien à valider. « check » juge ses mentions.",
            ));
        };
        let reading = facturx::read(xml, &options.limits)?;
        let only = options.rulesets.as_deref();
        let layers =
            check::judge_xml(xml, reading.profile.as_deref(), &reading.invoice, only, options.all, &options.limits)?;
        document::check(&interrupt)?;
        Ok(layers.report(options.today.unwrap_or_else(today)))
    }
}

/// Today, in UTC.
pub(super) fn today() -> jiff::civil::Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
