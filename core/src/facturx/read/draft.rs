//! What is filled while a document is read.

use roxmltree::NodeId;

use crate::invoice::Invoice;

/// A document while it is read.
#[derive(Default)]
pub(super) struct Draft {
    /// The invoice.
    pub invoice: Invoice,
    /// Specification identifier (BT-24).
    pub profile: Option<String>,
    /// The one payment instruction that is read.
    pub payment_means: Option<NodeId>,
}
