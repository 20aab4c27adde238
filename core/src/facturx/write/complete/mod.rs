//! What follows from what an invoice says, and what the norm or the law fixes.

mod breakdown;
mod defaults;
mod lines;
mod mentions;
mod parties;
mod regime;
mod signs;
mod totals;

pub(super) use parties::is_french;

use super::super::Profile;
use super::numbers;
use super::reasons::Reasons;
use crate::invoice::Invoice;

/// The completed invoice; what is missing for it or contradicts itself is added to `reasons`.
pub(super) fn complete(invoice: &Invoice, profile: Profile, reasons: &mut Reasons) -> Invoice {
    if !numbers::check_sizes(invoice, reasons) {
        return invoice.clone();
    }
    let mut found = Reasons::default();
    let mut completed = derive(invoice, &mut found);
    // A profile without lines does not need what the lines lack when the totals stand by themselves.
    if profile < Profile::Basic && !found.is_empty() {
        let without = Invoice { lines: Vec::new(), ..invoice.clone() };
        let mut others = Reasons::default();
        let mut header = derive(&without, &mut others);
        if others.is_empty() {
            header.lines.clone_from(&invoice.lines);
            (completed, found) = (header, others);
        }
    }
    reasons.append(found);
    completed
}

fn derive(invoice: &Invoice, reasons: &mut Reasons) -> Invoice {
    let mut completed = invoice.clone();
    defaults::header(&mut completed);
    signs::turn(&mut completed);
    parties::complete(&mut completed);
    lines::complete(&mut completed, reasons);
    regime::complete(&mut completed, reasons);
    breakdown::complete(&mut completed, reasons);
    totals::complete(&mut completed, reasons);
    mentions::complete(&mut completed, reasons);
    defaults::delivery(&mut completed);
    defaults::payment(&mut completed);
    defaults::business_process(&mut completed);
    completed
}
