//! Currencies (BT-5): ISO 4217, with the signs and words printed for them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::{by_name, fold, known};

/// ISO 4217 codes of currencies in use or lately replaced, three letters each.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
     CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD \
     HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR \
     LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN \
     PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB \
     TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

/// A code with its signs and names, folded, separated by `|`.
const WORDS: [(&str, &str); 14] = [
    ("EUR", "€|euro|euros|eur|eur(o)|eur ttc|eur ht"),
    (
        "USD",
        "$|usd|us$|us dollar|us dollars|dollar us|dollars us|dollar|dollars|dollar americain|dollars americains|dolar|dolares",
    ),
    (
        "GBP",
        "£|gbp|livre sterling|livres sterling|pound sterling|pounds sterling|pound|pounds|pfund|libra esterlina|sterlina",
    ),
    ("CHF", "chf|fr suisse|franc suisse|francs suisses|swiss franc|swiss francs|schweizer franken|franken|sfr|fr.s"),
    ("JPY", "¥|yen|yens|jpy¥"),
    ("CAD", "c$|ca$|$ ca|$ can|dollar canadien|dollars canadiens|canadian dollar|canadian dollars"),
    ("AUD", "a$|au$|dollar australien|dollars australiens|australian dollar|australian dollars"),
    ("PLN", "zl|zloty|zlotys"),
    ("CZK", "kc|koruna|couronne tcheque|couronnes tcheques"),
    ("SEK", "couronne suedoise|couronnes suedoises|swedish krona"),
    ("DKK", "couronne danoise|couronnes danoises|danish krone"),
    ("XPF", "f cfp|fcfp|franc cfp|francs cfp|cfp|franc pacifique|francs pacifique"),
    ("XOF", "f cfa|fcfa|franc cfa|francs cfa|cfa"),
    ("MAD", "dirham|dirhams|dh|dhs"),
];

static BY_WORD: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| by_name(&WORDS));

/// The code of a printed currency: a sign, a name, or the code itself in capitals (`top` is a word, TOP the paʻanga).
///
/// A sign that several states share means the one French invoices mean by it: `$` is the dollar of the United States.
pub fn currency_of(printed: &str) -> Option<&'static str> {
    let printed = printed.trim();
    BY_WORD.get(fold(printed).as_str()).copied().or_else(|| known(CODES, printed))
}

/// Whether the code stands in ISO 4217.
pub fn is_currency(code: &str) -> bool {
    known(CODES, code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_folded_and_stands_for_one_currency() {
        let mut seen = HashMap::new();
        for (code, words) in WORDS {
            assert!(is_currency(code));
            for word in words.split('|') {
                assert_eq!(fold(word), word, "{code}: {word:?} is not folded");
                assert_eq!(seen.insert(word, code), None, "{word:?} stands twice, the second time under {code}");
            }
        }
    }
}
