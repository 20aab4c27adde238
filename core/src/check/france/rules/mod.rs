//! The table of rules, a family a file.

mod company;
mod documents;
mod due;
mod kinds;
mod liable;
mod lines;
mod parties;
mod payment;
mod regimes;
mod standing;
mod totals;
mod vat;

use super::rule::Rule;

/// The families, in the order rules are told in.
static FAMILIES: [&[Rule]; 12] = [
    &parties::RULES,
    &company::RULES,
    &documents::RULES,
    &lines::RULES,
    &vat::RULES,
    &regimes::RULES,
    &liable::RULES,
    &totals::RULES,
    &payment::RULES,
    &due::RULES,
    &kinds::RULES,
    &standing::RULES,
];

/// Every rule, family by family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter())
}
