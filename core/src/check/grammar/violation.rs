//! One thing a document breaks of its schema, where it is, and what was expected.

/// What is broken. Its code is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The root is not the one of this schema.
    Root,
    /// An element that may not stand there at all.
    Unknown,
    /// The right name in another namespace.
    Namespace,
    /// An element that stands too late.
    Order,
    /// An element more often than it may stand, or two of which one may.
    Repeated,
    /// An element that must be there is not.
    Missing,
    /// Text where only elements may be.
    Text,
    /// Elements where only text may be.
    Child,
    /// Text that is not of its type: a number, a date, …
    Type,
    /// Text too long or too short.
    Length,
    /// Text that is none of the listed values.
    Enumeration,
    /// An attribute that may not stand there.
    Attribute,
    /// An attribute that must be there is not.
    AttributeMissing,
    /// `xsi:nil`, which no element of an invoice may have.
    Nil,
    /// `xsi:type` that names another type than the element has.
    XsiType,
    /// There is more; the document was read no further.
    More,
}

impl Kind {
    /// Every kind, in the order above.
    pub const ALL: [Self; 16] = [
        Self::Root,
        Self::Unknown,
        Self::Namespace,
        Self::Order,
        Self::Repeated,
        Self::Missing,
        Self::Text,
        Self::Child,
        Self::Type,
        Self::Length,
        Self::Enumeration,
        Self::Attribute,
        Self::AttributeMissing,
        Self::Nil,
        Self::XsiType,
        Self::More,
    ];

    /// Its code in findings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Root => "XSD-ROOT",
            Self::Unknown => "XSD-UNKNOWN",
            Self::Namespace => "XSD-NAMESPACE",
            Self::Order => "XSD-ORDER",
            Self::Repeated => "XSD-REPEATED",
            Self::Missing => "XSD-MISSING",
            Self::Text => "XSD-TEXT",
            Self::Child => "XSD-CHILD",
            Self::Type => "XSD-TYPE",
            Self::Length => "XSD-LENGTH",
            Self::Enumeration => "XSD-ENUM",
            Self::Attribute => "XSD-ATTRIBUTE",
            Self::AttributeMissing => "XSD-ATTRIBUTE-MISSING",
            Self::Nil => "XSD-NIL",
            Self::XsiType => "XSD-XSI-TYPE",
            Self::More => "XSD-MORE",
        }
    }
}

/// One thing a document breaks of its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What is broken.
    pub kind: Kind,
    /// The element it is about, from the root: `/rsm:CrossIndustryInvoice/rsm:ExchangedDocument[1]/ram:ID[1]`. For
    /// something missing, the element that lacks it. Prefixes are those people know the namespaces by.
    pub xpath: String,
    /// The line the element starts at, from 1.
    pub line: u32,
    /// Name of the element, with prefix.
    pub element: String,
    /// The attribute it is about.
    pub attribute: Option<String>,
    /// The text that does not fit, its first characters.
    pub value: Option<String>,
    /// What was expected: names of elements or attributes, the kind of text (`decimal`), the values.
    pub expected: Vec<String>,
}
