//! Arithmetic that never overflows, and how far two amounts may lie apart.

use rust_decimal::Decimal;

/// One cent.
pub(super) const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
/// Half a cent: what rounding one amount may add or take.
const HALF_CENT: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// `a + b`.
pub(super) fn plus(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_add(b)
}

/// `a - b`.
pub(super) fn minus(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_sub(b)
}

/// `rate` percent of `base`.
pub(super) fn percent(base: Decimal, rate: Decimal) -> Option<Decimal> {
    base.checked_mul(rate)?.checked_div(Decimal::ONE_HUNDRED)
}

/// The sum of all; none when one is absent.
pub(super) fn sum(all: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    all.into_iter().try_fold(Decimal::ZERO, |total, one| plus(total, one?))
}

/// Whether two amounts lie at most `tolerance` apart.
pub(super) fn near(a: Decimal, b: Decimal, tolerance: Decimal) -> bool {
    minus(a, b).is_some_and(|gap| gap.abs() <= tolerance)
}

/// What a sum of `count` amounts, each rounded to the cent, may lie off: a cent, or half a cent an amount.
///
/// VAT may be rounded on each line or once a rate (directive 2006/112/CE sets no method; BOI-TVA-DECLA-30-20-20-10
/// admits both), so both are in order.
pub(super) fn rounding(count: usize) -> Decimal {
    let count = Decimal::from(u64::try_from(count).unwrap_or(u64::MAX));
    HALF_CENT.checked_mul(count).map_or(CENT, |half| half.max(CENT))
}

/// An amount as people read it: two decimals at least, no zeros behind them.
pub(super) fn shown(amount: Decimal) -> String {
    let amount = amount.normalize();
    if amount.scale() < 2 { format!("{amount:.2}") } else { amount.to_string() }
}
