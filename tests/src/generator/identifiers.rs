//! Identifiers that pass their checks and belong to nobody we know of.

use ocr_facture::invoice::ident;

use super::random::Random;

/// A SIREN under Luhn.
pub fn siren(random: &mut Random) -> String {
    let head = format!("{}{}", random.pick(&["3", "4", "5", "7", "8", "9"]), random.digits(8));
    complete(&head[..8], ident::is_siren)
}

/// A SIRET of the SIREN.
pub fn siret(random: &mut Random, siren: &str) -> String {
    let head = format!("{siren}000{}", random.between(1, 9));
    complete(&head, ident::is_siret)
}

/// The French VAT number of the SIREN.
pub fn french_vat(siren: &str) -> String {
    format!("FR{:02}{siren}", ident::french_vat_key(siren).unwrap_or_default())
}

/// A VAT number in the form of its country. Checksums hold for the countries the engine can check.
pub fn foreign_vat(random: &mut Random, country: &str) -> String {
    match country {
        "DE" => format!("DE{}", random.digits(9)),
        "ES" => format!("ESB{}", random.digits(8)),
        "IT" => italian_vat(random),
        "NL" => format!("NL{}B{:02}", random.digits(9), random.between(1, 9)),
        "BE" => belgian_vat(random),
        "PT" => format!("PT5{}", random.digits(8)),
        "GB" => format!("GB{}", random.digits(9)),
        "LU" => format!("LU{}", random.digits(8)),
        _ => format!("{country}{}", random.digits(9)),
    }
}

fn italian_vat(random: &mut Random) -> String {
    let head = random.digits(10);
    let sum: u32 = head
        .bytes()
        .enumerate()
        .map(|(i, b)| {
            let digit = u32::from(b - b'0');
            if i % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    format!("IT{head}{}", (10 - sum % 10) % 10)
}

fn belgian_vat(random: &mut Random) -> String {
    let head = random.between(4_000_000, 7_999_999);
    format!("BE0{head}{:02}", 97 - head % 97)
}

/// An IBAN and its BIC.
pub fn iban(random: &mut Random, country: &str) -> (String, String) {
    let body = match country {
        "DE" => random.digits(18),
        "ES" => random.digits(20),
        "IT" => format!("{}{}", random.letters(1), random.digits(22)),
        "NL" => format!("{}0{}", random.letters(4), random.digits(9)),
        "BE" => random.digits(12),
        "PT" => format!("0{}", random.digits(20)),
        "GB" => format!("{}{}", random.letters(4), random.digits(14)),
        _ => french_account(random),
    };
    let country = if ["DE", "ES", "IT", "NL", "BE", "PT", "GB"].contains(&country) { country } else { "FR" };
    let iban =
        (2..=98).map(|key| format!("{country}{key:02}{body}")).find(|iban| ident::is_iban(iban)).unwrap_or_default();
    let place = *random.pick(&["PP", "2L", "3A", "22", "XX", "P1"]);
    let branch = if random.chance(50) { format!("X{}", random.letters(2)) } else { String::new() };
    let bic = format!("{}{country}{place}{branch}", random.letters(4));
    (iban, bic)
}

/// Bank, branch, account and RIB key (arrêté on the « relevé d'identité bancaire »).
fn french_account(random: &mut Random) -> String {
    let (bank, branch, account) = (random.digits(5), random.digits(5), format!("0{}", random.digits(10)));
    let parts = [&bank, &branch, &account].map(|p| p.parse::<i64>().unwrap_or_default() % 97);
    let key = 97 - (89 * parts[0] + 15 * parts[1] + 3 * parts[2]) % 97;
    format!("{bank}{branch}{account}{key:02}")
}

/// The head with the last digit that passes the check.
fn complete(head: &str, check: impl Fn(&str) -> bool) -> String {
    let digits = match head.len() {
        8 => 1,
        n => 14 - n,
    };
    (0..10u32.pow(digits as u32)).map(|tail| format!("{head}{tail:0digits$}")).find(|id| check(id)).unwrap_or_default()
}
