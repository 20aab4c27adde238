//! Code lists as data.

/// ISO 4217 code of a currency as printed: `€`, `EUR`, `Euros`, `$`.
pub fn currency_of(printed: &str) -> Option<&'static str> {
    Some(match printed.trim_matches(['.', ':', '(', ')']) {
        "€" | "EUR" | "Eur" | "eur" | "euro" | "euros" | "Euro" | "Euros" | "EURO" | "EUROS" => "EUR",
        "$" | "USD" | "US$" => "USD",
        "£" | "GBP" => "GBP",
        "CHF" | "Fr." | "SFr" => "CHF",
        _ => return None,
    })
}
