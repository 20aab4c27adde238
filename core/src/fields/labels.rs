//! What a label announces, and the lexicon that tells.

use std::sync::LazyLock;

use crate::fields::lexicon::Lexicon;

/// What the value beside a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    InvoiceNumber,
    /// A number sign that opens a segment, without a word for what it numbers.
    NumberSign,
    InvoiceTitle,
    DepositTitle,
    CreditTitle,
    CorrectedTitle,
    SelfBilledTitle,
    IssueDate,
    DueDate,
    DeliveryDate,
    OtherDate,
    DatePrefix,
    Period,
    OrderNumber,
    Contract,
    BuyerReference,
    OtherNumber,
    PrecedingInvoice,
    TotalNet,
    LinesTotal,
    Allowance,
    Charge,
    TotalTax,
    TotalGross,
    AmountDue,
    Paid,
    Rounding,
    OtherAmount,
    VatId,
    BuyerVatId,
    Siren,
    Siret,
    Naf,
    Rcs,
    Capital,
    Iban,
    Bic,
    Phone,
    Fax,
    Email,
    SellerHeading,
    BuyerHeading,
    DeliveryHeading,
    SellerName,
    BuyerName,
    AccountHolder,
    Name,
    PaymentTerms,
    PaymentMeans,
    PaymentReference,
    ContactName,
}

impl Label {
    fn section(name: &str) -> Option<Self> {
        Some(match name {
            "invoice_number" => Self::InvoiceNumber,
            "invoice_title" => Self::InvoiceTitle,
            "deposit_title" => Self::DepositTitle,
            "credit_title" => Self::CreditTitle,
            "corrected_title" => Self::CorrectedTitle,
            "selfbilled_title" => Self::SelfBilledTitle,
            "issue_date" => Self::IssueDate,
            "due_date" => Self::DueDate,
            "delivery_date" => Self::DeliveryDate,
            "other_date" => Self::OtherDate,
            "date_prefix" => Self::DatePrefix,
            "period" => Self::Period,
            "order_number" => Self::OrderNumber,
            "contract" => Self::Contract,
            "buyer_reference" => Self::BuyerReference,
            "other_number" => Self::OtherNumber,
            "preceding_invoice" => Self::PrecedingInvoice,
            "total_net" => Self::TotalNet,
            "lines_total" => Self::LinesTotal,
            "allowance" => Self::Allowance,
            "charge" => Self::Charge,
            "total_tax" => Self::TotalTax,
            "total_gross" => Self::TotalGross,
            "amount_due" => Self::AmountDue,
            "paid" => Self::Paid,
            "rounding" => Self::Rounding,
            "other_amount" => Self::OtherAmount,
            "vat_id" => Self::VatId,
            "buyer_vat_id" => Self::BuyerVatId,
            "siren" => Self::Siren,
            "siret" => Self::Siret,
            "naf" => Self::Naf,
            "rcs" => Self::Rcs,
            "capital" => Self::Capital,
            "iban" => Self::Iban,
            "bic" => Self::Bic,
            "phone" => Self::Phone,
            "fax" => Self::Fax,
            "email" => Self::Email,
            "seller_heading" => Self::SellerHeading,
            "buyer_heading" => Self::BuyerHeading,
            "delivery_heading" => Self::DeliveryHeading,
            "seller_name" => Self::SellerName,
            "buyer_name" => Self::BuyerName,
            "account_holder" => Self::AccountHolder,
            "name" => Self::Name,
            "payment_terms" => Self::PaymentTerms,
            "payment_means" => Self::PaymentMeans,
            "payment_reference" => Self::PaymentReference,
            "contact_name" => Self::ContactName,
            _ => return None,
        })
    }

    /// A heading of a party: what stands under or beside it is a name and an address.
    pub fn is_party(self) -> bool {
        matches!(self, Self::SellerHeading | Self::BuyerHeading | Self::DeliveryHeading)
    }

    /// A title of the document.
    pub fn is_title(self) -> bool {
        matches!(
            self,
            Self::InvoiceTitle | Self::DepositTitle | Self::CreditTitle | Self::CorrectedTitle | Self::SelfBilledTitle
        )
    }
}

/// The labels of all languages.
pub static LABELS: LazyLock<Lexicon<Label>> = LazyLock::new(|| {
    let files = [
        include_str!("lexicon/labels/fra.txt"),
        include_str!("lexicon/labels/eng.txt"),
        include_str!("lexicon/labels/deu.txt"),
        include_str!("lexicon/labels/spa.txt"),
        include_str!("lexicon/labels/ita.txt"),
        include_str!("lexicon/labels/por.txt"),
        include_str!("lexicon/labels/nld.txt"),
    ];
    Lexicon::new(files, Label::section)
});
