//! Countries and units as people read them: code, French name, English name, in the order of the codes.

use super::options::Language;

type Name = (&'static str, &'static str, &'static str);

/// The countries French companies trade with (BT-40); others are printed by their code.
const COUNTRIES: [Name; 83] = [
    ("AD", "Andorre", "Andorra"),
    ("AE", "Émirats arabes unis", "United Arab Emirates"),
    ("AR", "Argentine", "Argentina"),
    ("AT", "Autriche", "Austria"),
    ("AU", "Australie", "Australia"),
    ("BE", "Belgique", "Belgium"),
    ("BG", "Bulgarie", "Bulgaria"),
    ("BL", "Saint-Barthélemy", "Saint Barthélemy"),
    ("BR", "Brésil", "Brazil"),
    ("CA", "Canada", "Canada"),
    ("CH", "Suisse", "Switzerland"),
    ("CI", "Côte d’Ivoire", "Côte d’Ivoire"),
    ("CL", "Chili", "Chile"),
    ("CM", "Cameroun", "Cameroon"),
    ("CN", "Chine", "China"),
    ("CY", "Chypre", "Cyprus"),
    ("CZ", "Tchéquie", "Czechia"),
    ("DE", "Allemagne", "Germany"),
    ("DK", "Danemark", "Denmark"),
    ("DZ", "Algérie", "Algeria"),
    ("EE", "Estonie", "Estonia"),
    ("EG", "Égypte", "Egypt"),
    ("ES", "Espagne", "Spain"),
    ("FI", "Finlande", "Finland"),
    ("FR", "France", "France"),
    ("GB", "Royaume-Uni", "United Kingdom"),
    ("GF", "Guyane", "French Guiana"),
    ("GG", "Guernesey", "Guernsey"),
    ("GP", "Guadeloupe", "Guadeloupe"),
    ("GR", "Grèce", "Greece"),
    ("HK", "Hong Kong", "Hong Kong"),
    ("HR", "Croatie", "Croatia"),
    ("HU", "Hongrie", "Hungary"),
    ("IE", "Irlande", "Ireland"),
    ("IL", "Israël", "Israel"),
    ("IN", "Inde", "India"),
    ("IS", "Islande", "Iceland"),
    ("IT", "Italie", "Italy"),
    ("JE", "Jersey", "Jersey"),
    ("JP", "Japon", "Japan"),
    ("KR", "Corée du Sud", "South Korea"),
    ("LB", "Liban", "Lebanon"),
    ("LI", "Liechtenstein", "Liechtenstein"),
    ("LT", "Lituanie", "Lithuania"),
    ("LU", "Luxembourg", "Luxembourg"),
    ("LV", "Lettonie", "Latvia"),
    ("MA", "Maroc", "Morocco"),
    ("MC", "Monaco", "Monaco"),
    ("MF", "Saint-Martin", "Saint Martin"),
    ("MG", "Madagascar", "Madagascar"),
    ("MQ", "Martinique", "Martinique"),
    ("MT", "Malte", "Malta"),
    ("MU", "Maurice", "Mauritius"),
    ("MX", "Mexique", "Mexico"),
    ("NC", "Nouvelle-Calédonie", "New Caledonia"),
    ("NL", "Pays-Bas", "Netherlands"),
    ("NO", "Norvège", "Norway"),
    ("NZ", "Nouvelle-Zélande", "New Zealand"),
    ("PF", "Polynésie française", "French Polynesia"),
    ("PL", "Pologne", "Poland"),
    ("PM", "Saint-Pierre-et-Miquelon", "Saint Pierre and Miquelon"),
    ("PT", "Portugal", "Portugal"),
    ("RE", "La Réunion", "Réunion"),
    ("RO", "Roumanie", "Romania"),
    ("RS", "Serbie", "Serbia"),
    ("SA", "Arabie saoudite", "Saudi Arabia"),
    ("SE", "Suède", "Sweden"),
    ("SG", "Singapour", "Singapore"),
    ("SI", "Slovénie", "Slovenia"),
    ("SK", "Slovaquie", "Slovakia"),
    ("SM", "Saint-Marin", "San Marino"),
    ("SN", "Sénégal", "Senegal"),
    ("TH", "Thaïlande", "Thailand"),
    ("TN", "Tunisie", "Tunisia"),
    ("TR", "Turquie", "Türkiye"),
    ("TW", "Taïwan", "Taiwan"),
    ("UA", "Ukraine", "Ukraine"),
    ("US", "États-Unis", "United States"),
    ("VA", "Vatican", "Vatican City"),
    ("VN", "Viêt Nam", "Vietnam"),
    ("WF", "Wallis-et-Futuna", "Wallis and Futuna"),
    ("YT", "Mayotte", "Mayotte"),
    ("ZA", "Afrique du Sud", "South Africa"),
];

/// Units (BT-130) with a name short enough for a column; others are printed by their code.
const UNITS: [Name; 51] = [
    ("4L", "mégaoctet", "MB"),
    ("AD", "octet", "byte"),
    ("ANN", "an", "year"),
    ("C62", "unité", "unit"),
    ("CLT", "cl", "cl"),
    ("CMK", "cm²", "cm²"),
    ("CMT", "cm", "cm"),
    ("DAY", "jour", "day"),
    ("DLT", "dl", "dl"),
    ("DZN", "douzaine", "dozen"),
    ("E34", "Go", "GB"),
    ("EA", "unité", "each"),
    ("GRM", "g", "g"),
    ("H87", "pièce", "piece"),
    ("HLT", "hl", "hl"),
    ("HUR", "heure", "hour"),
    ("KGM", "kg", "kg"),
    ("KMH", "km/h", "km/h"),
    ("KMT", "km", "km"),
    ("KVA", "kVA", "kVA"),
    ("KWH", "kWh", "kWh"),
    ("KWT", "kW", "kW"),
    ("LM", "m lin.", "m"),
    ("LO", "lot", "lot"),
    ("LS", "forfait", "lump sum"),
    ("LTR", "litre", "litre"),
    ("MGM", "mg", "mg"),
    ("MIL", "millier", "thousand"),
    ("MIN", "minute", "minute"),
    ("MLT", "mL", "mL"),
    ("MMT", "mm", "mm"),
    ("MON", "mois", "month"),
    ("MTK", "m²", "m²"),
    ("MTQ", "m³", "m³"),
    ("MTR", "m", "m"),
    ("MWH", "MWh", "MWh"),
    ("P1", "%", "%"),
    ("PR", "paire", "pair"),
    ("QAN", "trimestre", "quarter"),
    ("SEC", "seconde", "second"),
    ("SET", "ensemble", "set"),
    ("TNE", "tonne", "tonne"),
    ("WEE", "semaine", "week"),
    ("WHR", "Wh", "Wh"),
    ("XBG", "sac", "bag"),
    ("XBO", "bouteille", "bottle"),
    ("XBX", "boîte", "box"),
    ("XCT", "carton", "carton"),
    ("XPK", "paquet", "pack"),
    ("XPX", "palette", "pallet"),
    ("XRO", "rouleau", "roll"),
];

fn find(list: &'static [Name], code: &str, language: Language) -> Option<&'static str> {
    let row = list.binary_search_by_key(&code, |(known, ..)| known).ok()?;
    let (_, french, english) = list.get(row)?;
    Some(if language == Language::French { french } else { english })
}

/// Name of a country.
pub fn country_name(code: &str, language: Language) -> Option<&'static str> {
    find(&COUNTRIES, code, language)
}

/// Name of a unit.
pub fn unit_name(code: &str, language: Language) -> Option<&'static str> {
    find(&UNITS, code, language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invoice::codes::{country_of, unit_code};

    #[test]
    fn what_is_printed_is_read_again_as_the_same_code() {
        for (code, french, english) in COUNTRIES {
            assert_eq!(country_of(french), Some(code), "{french}");
            assert_eq!(country_name(code, Language::English), Some(english));
        }
        // Words that stand for a commoner unit too.
        let shared = ["H87", "EA", "LM", "KMH"];
        for (code, french, _) in UNITS.into_iter().filter(|(code, ..)| !shared.contains(code)) {
            assert_eq!(unit_code(french), Some(code), "{french}");
        }
        assert_eq!(unit_name("HUR", Language::French), Some("heure"));
        assert_eq!(unit_name("ZZZ", Language::French), None);
    }
}
