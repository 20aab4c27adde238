//! Countries (BT-40): ISO 3166-1 alpha-2, with their names as invoices print them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::{by_name, fold, known};

/// Every alpha-2 code, with `XK` for Kosovo, which banks use.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV \
     BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES \
     ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE \
     IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY \
     MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU \
     NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM \
     SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE \
     VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// A code with its alpha-3 code and its names in French, English, German, Spanish, Italian, Portuguese and Dutch,
/// folded, separated by `|`: the states of Europe, and those French companies trade with most.
const NAMES: [(&str, &str); 90] = [
    ("FR", "fra|france|frankreich|francia|franca|frankrijk|republique francaise"),
    ("DE", "deu|allemagne|germany|deutschland|alemania|germania|alemanha|duitsland"),
    ("BE", "bel|belgique|belgium|belgien|belgica|belgio|belgie"),
    ("LU", "lux|luxembourg|luxemburg|luxemburgo|lussemburgo"),
    ("CH", "che|suisse|switzerland|schweiz|suiza|svizzera|suica|zwitserland"),
    ("ES", "esp|espagne|spain|spanien|espana|spagna|espanha|spanje"),
    ("IT", "ita|italie|italy|italien|italia"),
    ("PT", "prt|portugal|portogallo"),
    (
        "NL",
        "nld|pays-bas|pays bas|netherlands|the netherlands|niederlande|paises bajos|paesi bassi|\
         paises baixos|nederland|hollande|holland|holanda|olanda",
    ),
    (
        "GB",
        "gbr|royaume-uni|royaume uni|united kingdom|uk|vereinigtes konigreich|reino unido|regno unito|\
         verenigd koninkrijk|grande-bretagne|grande bretagne|great britain|grossbritannien|gran bretana|\
         gran bretagna|gra-bretanha|groot-brittannie|angleterre|england|inglaterra|inghilterra|engeland|\
         ecosse|scotland|pays de galles|wales",
    ),
    ("IE", "irl|irlande|ireland|irland|irlanda|ierland"),
    ("AT", "aut|autriche|austria|osterreich|oostenrijk"),
    ("DK", "dnk|danemark|denmark|dinamarca|danimarca|denemarken|danmark"),
    ("SE", "swe|suede|sweden|schweden|suecia|svezia|zweden|sverige"),
    ("NO", "nor|norvege|norway|norwegen|noruega|norvegia|noorwegen|norge"),
    ("FI", "fin|finlande|finland|finnland|finlandia|suomi"),
    ("IS", "isl|islande|iceland|island|islandia|islanda|ijsland"),
    ("PL", "pol|pologne|poland|polen|polonia|polska"),
    (
        "CZ",
        "cze|tchequie|republique tcheque|czechia|czech republic|tschechien|tschechische republik|chequia|\
         republica checa|cechia|repubblica ceca|tsjechie|cesko",
    ),
    ("SK", "svk|slovaquie|slovakia|slowakei|eslovaquia|slovacchia|slowakije|slovensko"),
    ("HU", "hun|hongrie|hungary|ungarn|hungria|ungheria|hongarije|magyarorszag"),
    ("RO", "rou|roumanie|romania|rumanien|rumania|romenia|roemenie"),
    ("BG", "bgr|bulgarie|bulgaria|bulgarien|bulgarije"),
    ("GR", "grc|grece|greece|griechenland|grecia|griekenland|hellas"),
    ("HR", "hrv|croatie|croatia|kroatien|croacia|croazia|kroatie|hrvatska"),
    ("SI", "svn|slovenie|slovenia|slowenien|eslovenia|slovenija"),
    ("EE", "est|estonie|estonia|estland|eesti"),
    ("LV", "lva|lettonie|latvia|lettland|letonia|lettonia|letland|latvija"),
    ("LT", "ltu|lituanie|lithuania|litauen|lituania|litouwen|lietuva"),
    ("MT", "mlt|malte|malta"),
    ("CY", "cyp|chypre|cyprus|zypern|chipre|cipro"),
    ("MC", "mco|monaco|principaute de monaco"),
    ("AD", "and|andorre|andorra|principaute d'andorre"),
    ("LI", "lie|liechtenstein"),
    ("SM", "smr|saint-marin|san marino"),
    ("VA", "vat|vatican|vatikan|vaticano|vaticaanstad"),
    ("RS", "srb|serbie|serbia|serbien|servia|servie"),
    (
        "BA",
        "bih|bosnie-herzegovine|bosnia and herzegovina|bosnien und herzegowina|bosnia y herzegovina|\
         bosnia ed erzegovina|bosnie",
    ),
    ("ME", "mne|montenegro"),
    ("MK", "mkd|macedoine du nord|north macedonia|nordmazedonien|macedonia del norte|macedonia del nord"),
    ("AL", "alb|albanie|albania|albanien"),
    ("UA", "ukr|ukraine|ucrania|ucraina|oekraine"),
    ("MD", "mda|moldavie|moldova|moldau|moldavia"),
    ("BY", "blr|bielorussie|belarus|bielorrusia|bielorussia|wit-rusland"),
    ("RU", "rus|russie|russia|russland|rusia|rusland"),
    ("TR", "tur|turquie|turkey|turkiye|turkei|turquia|turchia|turkije"),
    (
        "US",
        "usa|etats-unis|etats unis|united states|united states of america|vereinigte staaten|estados unidos|\
         stati uniti|verenigde staten|etats-unis d'amerique",
    ),
    ("CA", "can|canada|kanada"),
    ("MX", "mex|mexique|mexico|mexiko|messico"),
    ("BR", "bra|bresil|brazil|brasilien|brasil|brasile|brazilie"),
    ("AR", "arg|argentine|argentina|argentinien|argentinie"),
    ("CL", "chl|chili|chile|cile"),
    ("MA", "mar|maroc|morocco|marokko|marruecos|marocco|marrocos"),
    ("DZ", "dza|algerie|algeria|algerien|argelia|algerije"),
    ("TN", "tun|tunisie|tunisia|tunesien|tunez|tunesie"),
    ("EG", "egy|egypte|egypt|agypten|egipto|egitto|egito"),
    ("SN", "sen|senegal"),
    ("CI", "civ|cote d'ivoire|ivory coast|elfenbeinkuste|costa de marfil|costa d'avorio|costa do marfim|ivoorkust"),
    ("CM", "cmr|cameroun|cameroon|kamerun|camerun|camaroes|kameroen"),
    ("MG", "mdg|madagascar|madagaskar"),
    ("MU", "mus|maurice|mauritius|ile maurice"),
    ("ZA", "zaf|afrique du sud|south africa|sudafrika|sudafrica|africa do sul|zuid-afrika"),
    ("CN", "chn|chine|china|cina|republique populaire de chine"),
    ("HK", "hkg|hong kong|hongkong"),
    ("JP", "jpn|japon|japan|giappone|japao"),
    ("KR", "kor|coree du sud|south korea|sudkorea|corea del sur|corea del sud|coreia do sul|zuid-korea"),
    ("TW", "twn|taiwan"),
    ("SG", "sgp|singapour|singapore|singapur|singapura"),
    ("IN", "ind|inde|india|indien"),
    ("VN", "vnm|vietnam|viet nam"),
    ("TH", "tha|thailande|thailand|tailandia|thailandia"),
    (
        "AE",
        "are|emirats arabes unis|united arab emirates|uae|vereinigte arabische emirate|\
         emiratos arabes unidos|emirati arabi uniti",
    ),
    ("IL", "isr|israel|israele"),
    ("SA", "sau|arabie saoudite|saudi arabia|saudi-arabien|arabia saudi|arabia saudita"),
    ("LB", "lbn|liban|lebanon|libanon|libano"),
    ("AU", "aus|australie|australia|australien"),
    ("NZ", "nzl|nouvelle-zelande|new zealand|neuseeland|nueva zelanda|nuova zelanda|nova zelandia|nieuw-zeeland"),
    ("GP", "glp|guadeloupe|guadalupe"),
    ("MQ", "mtq|martinique|martinica"),
    ("GF", "guf|guyane|guyane francaise|french guiana"),
    ("RE", "reu|la reunion|reunion|ile de la reunion"),
    ("YT", "myt|mayotte"),
    ("PM", "spm|saint-pierre-et-miquelon"),
    ("BL", "blm|saint-barthelemy"),
    ("MF", "maf|saint-martin"),
    ("NC", "ncl|nouvelle-caledonie|new caledonia"),
    ("PF", "pyf|polynesie francaise|french polynesia"),
    ("WF", "wlf|wallis-et-futuna"),
    ("JE", "jey|jersey"),
    ("GG", "ggy|guernesey|guernsey"),
];

static BY_NAME: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| by_name(&NAMES));

/// The alpha-2 code of a printed country: a name in seven languages, an alpha-3 code, or the code itself in capitals.
pub fn country_of(printed: &str) -> Option<&'static str> {
    let printed = printed.trim();
    BY_NAME.get(fold(printed).as_str()).copied().or_else(|| known(CODES, printed))
}

/// Whether the code stands in ISO 3166-1 alpha-2.
pub fn is_country(code: &str) -> bool {
    known(CODES, code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_folded_and_stands_for_one_country() {
        let mut seen = HashMap::new();
        for (code, names) in NAMES {
            assert!(is_country(code));
            for name in names.split('|') {
                assert_eq!(fold(name), name, "{code}: {name:?} is not folded");
                assert_eq!(seen.insert(name, code), None, "{name:?} stands twice, the second time under {code}");
            }
        }
    }
}
