//! Units of measure (BT-130): UN/ECE Recommendation 20, and 21 for packages, with their printed words.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;

/// A code and the words printed for it in French, English, German, Spanish, Italian, Portuguese and Dutch, folded.
type Unit = (&'static str, &'static str);

/// Words are separated by `|`; the first is the French name.
const UNITS: [Unit; 47] = [
    (
        "C62",
        "unite|u|un|unit|unites|units|unid|unidad|unidades|unita|unidade|eenheid|eenheden|einheit|einheiten|\
         piece|pieces|pc|pce|pces|pcs|p|pi|stuck|stk|st|stck|pieza|piezas|pz|pza|pezzo|pezzi|peca|pecas|stuks|stuk|\
         ea|each|ud|uds|uni|nr|article|articles|art|exemplaire|exemplaires|ex",
    ),
    ("HUR", "heure|h|hr|hrs|heures|hour|hours|stunde|stunden|std|hora|horas|ora|ore|uur|uren|uu"),
    (
        "DAY",
        "jour|j|jr|jrs|jours|jour(s)|j/h|jh|jour-homme|jours-hommes|jour homme|journee|journees|day|days|tag|tage|\
         dia|dias|giorno|giorni|gg|dag|dagen|homme-jour|hommes-jours|man-day|man-days|personentag|personentage|pt",
    ),
    ("WEE", "semaine|sem|semaines|week|weeks|wk|woche|wochen|semana|semanas|settimana|settimane|weken"),
    ("MON", "mois|month|months|mth|mo|monat|monate|mes|meses|mese|mesi|maand|maanden"),
    ("QAN", "trimestre|trimestres|trim|quarter|quarters|quartal|quartale|trimestri|kwartaal|kwartalen"),
    ("ANN", "an|annee|ans|annees|year|years|yr|yrs|jahr|jahre|ano|anos|anno|anni|jaar|jaren"),
    ("MIN", "minute|min|mn|minutes|mins|minuten|minuto|minutos|minuti|minuut"),
    ("SEC", "seconde|s|sec|secondes|second|seconds|sekunde|sekunden|segundo|segundos|secondo|secondi"),
    (
        "KGM",
        "kilogramme|kg|kgs|kilo|kilos|kilogrammes|kilogram|kilograms|kilogramm|kilogramo|kilogramos|chilogrammo|\
         chilogrammi|chilo|quilo|quilograma|quilogramas",
    ),
    ("GRM", "gramme|g|gr|grs|grammes|gram|grams|gramm|gramo|gramos|grammo|grammi|grama|gramas"),
    ("MGM", "milligramme|mg|milligrammes|milligram|milligramm|miligramo|milligrammo|miligrama"),
    ("TNE", "tonne|t|to|tn|tonnes|ton|tons|tonnen|tonelada|toneladas|tonnellata|tonnellate"),
    ("LTR", "litre|l|lt|ltr|litres|liter|liters|litro|litros|litri"),
    ("HLT", "hectolitre|hl|hectolitres|hectoliter|hektoliter|hectolitro|hectolitros|ettolitro"),
    ("DLT", "decilitre|dl|decilitres|deciliter|deziliter|decilitro"),
    ("CLT", "centilitre|cl|centilitres|centiliter|zentiliter|centilitro|centilitros"),
    ("MLT", "millilitre|millilitres|milliliter|millilitro|mililitro|mililitros"),
    (
        "MTR",
        "metre|m|mt|mtr|metres|meter|meters|metro|metros|metri|ml|metre lineaire|metres lineaires|m lin|m lineaire|\
         laufmeter|lfm|lfdm|metro lineal|metro lineare|strekkende meter",
    ),
    ("KMT", "kilometre|km|kms|kilometres|kilometer|kilometers|kilometro|kilometros|chilometro|chilometri|quilometro"),
    ("CMT", "centimetre|cm|centimetres|centimeter|zentimeter|centimetro|centimetros|centimetri"),
    ("MMT", "millimetre|mm|millimetres|millimeter|milimetro|milimetros|millimetro|millimetri"),
    (
        "MTK",
        "metre carre|m2|metres carres|mq|qm|sqm|square metre|square meter|square metres|quadratmeter|metro cuadrado|\
         metros cuadrados|metro quadrato|metri quadrati|metro quadrado|metros quadrados|vierkante meter",
    ),
    (
        "MTQ",
        "metre cube|m3|metres cubes|mc|cbm|cubic metre|cubic meter|cubic metres|kubikmeter|metro cubico|metros cubicos|\
         metri cubi|metro cubo|kubieke meter",
    ),
    ("CMK", "centimetre carre|cm2|square centimetre|quadratzentimeter|centimetro cuadrado|centimetro quadrato"),
    ("KWH", "kilowattheure|kwh|kilowatt-heure|kilowattheures|kilowatt hour|kilowattstunde|kilowattstunden"),
    ("MWH", "megawattheure|mwh|megawatt-heure|megawattheures|megawatt hour|megawattstunde|megawattstunden"),
    ("WHR", "wattheure|wh|watt-heure|watt hour|wattstunde"),
    ("KWT", "kilowatt|kw|kilowatts"),
    ("KVA", "kilovoltampere|kva"),
    ("AD", "octet|o|octets|byte|bytes"),
    ("4L", "megaoctet|megaoctets|megabyte|megabytes|mb"),
    ("E34", "gigaoctet|go|gigaoctets|gigabyte|gigabytes|gb"),
    (
        "LS",
        "forfait|fft|ft|ff|forf|fo|forfaits|forfaitaire|lump sum|pauschal|pauschale|psch|pau|forfettario|\
         forfait(s)|tanto alzado|a corpo|vaste prijs|fixed price|flat rate|global",
    ),
    ("SET", "ensemble|ens|ensembles|jeu|jeux|set|sets|kit|kits|satz|juego|juegos|conjunto|conjuntos"),
    ("LO", "lot|lots|lote|lotes|lotto|lotti"),
    ("PR", "paire|paires|pair|pairs|paar|paare|par|pares|paio|paia|paren"),
    ("DZN", "douzaine|dz|douzaines|dozen|dozens|dutzend|docena|docenas|dozzina|duzia|dozijn"),
    ("P1", "pourcent|%|pour cent|percent|prozent|por ciento|percento|per cento|procent"),
    ("MIL", "millier|mille|milliers|thousand|tausend|millar|migliaio|milhar|duizend"),
    ("XBX", "boite|bte|boites|bt|box|boxes|schachtel|caja|cajas|scatola|scatole|caixa|caixas|doos|dozen(en)"),
    ("XCT", "carton|ctn|cartons|crt|karton|kartons|cartone|cartoni|cartao"),
    ("XPX", "palette|pal|palettes|pallet|pallets|paletten|pale|palet|palets|bancale|bancali|palete"),
    ("XBG", "sac|sacs|sachet|sachets|bag|bags|sack|beutel|bolsa|bolsas|sacco|sacchi|saco|sacos|zak|zakken"),
    ("XBO", "bouteille|btl|bouteilles|bottle|bottles|flasche|flaschen|botella|botellas|bottiglia|garrafa|fles|flessen"),
    ("XRO", "rouleau|rlx|rouleaux|rol|roll|rolls|rolle|rollen|rollo|rollos|rotolo|rotoli|rolo|rolos"),
    (
        "XPK",
        "paquet|pqt|paq|paquets|pack|packs|pk|packung|packungen|colis|package|packages|paquete|paquetes|pacco|pacchi|\
         confezione|pacote|pacotes|pak|pakket|pakken",
    ),
];

static BY_WORD: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| UNITS.iter().flat_map(|(code, words)| words.split('|').map(move |word| (word, *code))).collect());

/// Codes that are read when printed as such, beyond those with words above.
const OTHER_CODES: [&str; 8] = ["E48", "EA", "H87", "IE", "KMH", "LM", "NPT", "ZZ"];

/// The code of a printed unit: a word, an abbreviation, or the code itself.
///
/// `mL` is a millilitre and `ml` the running metre of French quotes; other words carry no case.
pub fn unit_code(printed: &str) -> Option<&'static str> {
    let printed = printed.trim();
    if printed == "mL" {
        return Some("MLT");
    }
    BY_WORD.get(fold(printed).as_str()).copied().or_else(|| known(printed))
}

/// Whether the code is one that [`unit_code`] may return.
pub fn is_unit(code: &str) -> bool {
    known(code).is_some()
}

fn known(code: &str) -> Option<&'static str> {
    UNITS.iter().map(|(known, _)| *known).chain(OTHER_CODES).find(|known| *known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_folded_and_stands_for_one_unit() {
        let mut seen = HashMap::new();
        for (code, words) in UNITS {
            for word in words.split('|') {
                assert_eq!(fold(word), word, "{code}: {word:?} is not folded");
                assert_eq!(seen.insert(word, code), None, "{word:?} stands twice, the second time under {code}");
            }
        }
    }
}
