//! Invented companies, people and places.

use super::identifiers;
use super::random::Random;
use super::trades::Trade;
use super::words::Language;

/// A company or a person, with everything an invoice may print about it.
#[derive(Clone, Debug, Default)]
pub struct Company {
    /// Name as printed over the address.
    pub name: String,
    /// Other ways of writing the name that are as right.
    pub other_names: Vec<String>,
    /// Legal form, French companies only.
    pub form: String,
    /// Second name line, if any: a service or a person.
    pub attention: Option<String>,
    /// Street.
    pub street: String,
    /// Further address line.
    pub street2: Option<String>,
    /// Post code and city in one line.
    pub city_line: String,
    /// City.
    pub city: String,
    /// ISO 3166-1.
    pub country: String,
    /// Country name as printed on invoices that cross borders.
    pub country_name: String,
    /// SIREN, French only.
    pub siren: Option<String>,
    /// SIRET, French only.
    pub siret: Option<String>,
    /// VAT number.
    pub vat_id: Option<String>,
    /// Share capital, whole units.
    pub capital: i64,
    /// Activity code.
    pub naf: String,
    /// Telephone.
    pub phone: String,
    /// Fax.
    pub fax: String,
    /// E-mail.
    pub email: String,
    /// Web site.
    pub web: String,
    /// IBAN.
    pub iban: String,
    /// BIC.
    pub bic: String,
    /// Bank.
    pub bank: String,
    /// A private person.
    pub person: bool,
}

const FAMILIES: &[&str] = &[
    "Delcourt",
    "Marchenoir",
    "Rivoal",
    "Castellan",
    "Bourdier",
    "Lemarquis",
    "Fontanel",
    "Kerbrat",
    "Vasseur",
    "Armand",
    "Pelissard",
    "Chauvet",
    "Grosjean",
    "Tessier",
    "Mazurier",
    "Aubrac",
    "Lescure",
    "Montvert",
    "Roussin",
    "Duvallet",
    "Hamelin",
    "Quentin",
    "Sauvage",
    "Brémond",
    "Géraud",
    "Lafargue",
    "Noël",
    "Le Goff",
    "Da Silva",
    "N'Guessan",
    "Bellanger",
    "Charpentier",
    "Perrot-Lacaze",
    "Maréchal",
    "Ollivier",
    "Thévenin",
];
const PLACES: &[&str] = &[
    "Atlantis",
    "du Lac",
    "des Alpes",
    "Océane",
    "Horizon",
    "du Midi",
    "Nova",
    "de la Vallée",
    "Azur",
    "Bellevue",
    "des Tilleuls",
    "Arcadie",
    "Solaris",
    "Boréal",
    "du Moulin",
];
/// Women first, then men.
const FIRST: &[&str] = &[
    "Marie",
    "Camille",
    "Hélène",
    "Nadia",
    "Sophie",
    "Chloé",
    "Inès",
    "Agnès",
    "Jean",
    "Thomas",
    "Pierre",
    "Yanis",
    "François",
    "Luc",
    "Malik",
    "Benoît",
];
const STREETS: &[&str] = &[
    "rue de la République",
    "avenue Jean Jaurès",
    "boulevard Victor Hugo",
    "rue des Lilas",
    "place du Marché",
    "chemin des Vignes",
    "impasse du Four",
    "rue du Général Leclerc",
    "allée des Platanes",
    "quai de la Loire",
    "route de Paris",
    "rue Pasteur",
    "zone artisanale des Prés",
    "rue de l'Église",
    "cours Gambetta",
];
const CITIES: &[(&str, &str)] = &[
    ("69003", "Lyon"),
    ("75011", "Paris"),
    ("33000", "Bordeaux"),
    ("44000", "Nantes"),
    ("31000", "Toulouse"),
    ("59000", "Lille"),
    ("35000", "Rennes"),
    ("13008", "Marseille"),
    ("67000", "Strasbourg"),
    ("21000", "Dijon"),
    ("29200", "Brest"),
    ("38000", "Grenoble"),
    ("06300", "Nice"),
    ("64100", "Bayonne"),
    ("01000", "Bourg-en-Bresse"),
    ("42100", "Saint-Étienne"),
    ("72000", "Le Mans"),
    ("87000", "Limoges"),
    ("56100", "Lorient"),
    ("92130", "Issy-les-Moulineaux"),
    ("93100", "Montreuil"),
    ("80000", "Amiens"),
    ("30000", "Nîmes"),
    ("25000", "Besançon"),
];
const EXTRAS: &[&str] = &[
    "Bâtiment B",
    "BP 1042",
    "CS 40012",
    "ZI Nord",
    "3ème étage",
    "Appartement 12",
    "Résidence Les Cèdres",
    "Immeuble Le Vendôme",
];
const FORMS: &[&str] = &["SARL", "SAS", "EURL", "SA", "SASU", "SCOP", "SNC", "SCI"];
const BANKS: &[&str] =
    &["Crédit Régional", "Banque du Littoral", "Caisse Mutuelle", "Banque Cévenole", "Crédit des Alpes"];

fn foreign(random: &mut Random, country: &str) -> (String, String, String, String) {
    let n = random.between(1, 180);
    let (street, city_line, city, name) = match country {
        "DE" => (
            format!("{} {n}", random.pick(&["Hauptstraße", "Bahnhofstraße", "Lindenweg", "Goethestraße"])),
            "80331 München",
            "München",
            "Deutschland",
        ),
        "ES" => {
            (format!("Calle {}, {n}", random.pick(&["Mayor", "de Alcalá", "Real"])), "28013 Madrid", "Madrid", "España")
        }
        "IT" => {
            (format!("Via {}, {n}", random.pick(&["Roma", "Garibaldi", "Dante"])), "20121 Milano", "Milano", "Italia")
        }
        "NL" => (
            format!("{} {n}", random.pick(&["Keizersgracht", "Dorpsstraat", "Stationsweg"])),
            "1015 CJ Amsterdam",
            "Amsterdam",
            "Nederland",
        ),
        "BE" => (
            format!("Rue {} {n}", random.pick(&["Neuve", "de la Loi", "du Midi"])),
            "1000 Bruxelles",
            "Bruxelles",
            "Belgique",
        ),
        "PT" => (
            format!("Rua {}, {n}", random.pick(&["Augusta", "do Ouro", "da Prata"])),
            "1100-048 Lisboa",
            "Lisboa",
            "Portugal",
        ),
        "US" => (
            format!("{n} {}", random.pick(&["Main Street", "Oak Avenue", "Market Street"])),
            "Springfield, IL 62701",
            "Springfield",
            "United States",
        ),
        "CH" => (format!("Rue du Rhône {n}"), "1204 Genève", "Genève", "Suisse"),
        _ => (
            format!("{n} {}", random.pick(&["High Street", "Station Road", "Church Lane"])),
            "London SW1A 2AA",
            "London",
            "United Kingdom",
        ),
    };
    (street, city_line.to_owned(), city.to_owned(), name.to_owned())
}

fn phone(random: &mut Random, country: &str) -> String {
    let tail: Vec<String> = (0..4).map(|_| format!("{:02}", random.below(100))).collect();
    match (country, random.below(5)) {
        ("FR", 0) => format!("0{}.{}", random.between(1, 9), tail.join(".")),
        ("FR", 1) => format!("+33 {} {}", random.between(1, 9), tail.join(" ")),
        ("FR", 2) => format!("0{}{}", random.between(1, 9), tail.concat()),
        ("FR", _) => format!("0{} {}", random.between(1, 9), tail.join(" ")),
        _ => format!("+{} {} {}", random.between(31, 49), random.digits(2), tail.join(" ")),
    }
}

fn slug(name: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' | 'É' => 'e',
        'ô' => 'o',
        'ç' => 'c',
        'ü' => 'u',
        'ö' => 'o',
        c => c.to_ascii_lowercase(),
    };
    name.chars().map(plain).filter(char::is_ascii_alphanumeric).collect()
}

/// A company of the trade.
pub fn seller(random: &mut Random, trade: &Trade, country: &str) -> Company {
    let pattern = *random.pick(trade.companies);
    let person = trade.key == "freelance" && random.chance(60);
    let root = if person {
        format!("{} {}", random.pick(FIRST), random.pick(FAMILIES))
    } else if pattern.contains("de {}") || random.chance(65) {
        (*random.pick(FAMILIES)).to_owned()
    } else {
        (*random.pick(PLACES)).to_owned()
    };
    let name = pattern.replace("{}", &root);
    let name = name.replace("de A", "d'A").replace("de O", "d'O").replace("de H", "d'H");
    let mut company = place(random, name, country);
    if country == "FR" {
        let form = match trade.key {
            "association" => "Association loi 1901",
            _ if person => *random.pick(&["EI", "Entreprise individuelle", "Micro-entreprise"]),
            _ => *random.pick(&FORMS[..7]),
        };
        company.form = form.to_owned();
        name_with_form(random, &mut company, !person && trade.key != "association");
    }
    company
}

/// A French company or another one, to be billed.
pub fn buyer(random: &mut Random, country: &str) -> Company {
    let root = if random.chance(60) { *random.pick(FAMILIES) } else { *random.pick(PLACES) };
    let patterns: &[&str] = match country {
        "DE" => &["{} GmbH", "{} Maschinenbau GmbH", "{} AG"],
        "ES" => &["{} S.L.", "Grupo {} S.A."],
        "IT" => &["{} S.r.l.", "Officine {} S.p.A."],
        "NL" => &["{} B.V.", "{} Handel B.V."],
        "PT" => &["{} Lda", "{} S.A."],
        "GB" | "US" => &["{} Ltd", "{} Holdings Ltd", "{} Inc."],
        _ => &[
            "{} Industries",
            "Établissements {}",
            "Société {}",
            "{} Services",
            "{} Immobilier",
            "Clinique {}",
            "Syndic {}",
            "Mairie de {}",
            "Lycée {}",
            "{} Frères",
            "Holding {}",
            "Ateliers {}",
        ],
    };
    let name =
        random.pick(patterns).replace("{}", root).replace("de A", "d'A").replace("de O", "d'O").replace("de H", "d'H");
    let mut company = place(random, name, country);
    if country == "FR" {
        company.form = random.pick(FORMS).to_string();
        let bare = ["Mairie", "Lycée"].iter().any(|p| company.name.starts_with(p));
        name_with_form(random, &mut company, !bare);
    }
    if random.chance(25) {
        company.attention = Some(
            random
                .pick(&[
                    "Service comptabilité",
                    "À l'attention de Mme Lebreton",
                    "Service achats",
                    "M. le Directeur",
                    "Comptabilité fournisseurs",
                ])
                .to_string(),
        );
    }
    company
}

/// A private person.
pub fn person(random: &mut Random, language: Language) -> Company {
    let first = random.below(FIRST.len());
    let plain = format!("{} {}", FIRST[first], random.pick(FAMILIES));
    let titles: &[&str] = match (language, first < FIRST.len() / 2) {
        (Language::French, true) => &["", "Mme ", "Madame "],
        (Language::French, false) => &["", "M. ", "Monsieur ", "M. et Mme "],
        _ => &[""],
    };
    let title = *random.pick(titles);
    let country = language.country();
    let mut company = place(random, format!("{title}{plain}"), country);
    company.other_names = vec![plain];
    company.person = true;
    (company.siren, company.siret, company.vat_id) = (None, None, None);
    company
}

fn name_with_form(random: &mut Random, company: &mut Company, may_show: bool) {
    let (bare, form) = (company.name.clone(), company.form.clone());
    if !may_show {
        return;
    }
    let forms = [format!("{form} {bare}"), format!("{bare} {form}")];
    company.name = match random.below(6) {
        0 => forms[0].clone(),
        1 | 2 => forms[1].clone(),
        3 => bare.to_uppercase(),
        _ => bare.clone(),
    };
    company.other_names = vec![bare, forms[0].clone(), forms[1].clone()];
}

fn place(random: &mut Random, name: String, country: &str) -> Company {
    let (street, city_line, city, country_name) = if country == "FR" {
        let (code, city) = *random.pick(CITIES);
        let number = random.between(1, 240);
        let street = random.pick(STREETS);
        let separator = if random.chance(20) { ", " } else { " " };
        let line = match random.below(6) {
            0 => format!("{code} {}", city.to_uppercase()),
            1 => format!("{code}  {city}").replace("  ", " "),
            2 => format!("F-{code} {city}"),
            _ => format!("{code} {city}"),
        };
        let cedex = if random.chance(6) { format!("{line} CEDEX") } else { line };
        (format!("{number}{separator}{street}"), cedex, city.to_owned(), "France".to_owned())
    } else {
        foreign(random, country)
    };
    let siren = (country == "FR").then(|| identifiers::siren(random));
    let siret = siren.as_ref().map(|s| identifiers::siret(random, s));
    let vat_id = match &siren {
        Some(s) => Some(identifiers::french_vat(s)),
        None if country == "US" => None,
        None if country == "CH" => None,
        None => Some(identifiers::foreign_vat(random, country)),
    };
    let (iban, bic) = identifiers::iban(random, country);
    let host = slug(&name);
    let end = if country == "FR" { "fr" } else { "com" };
    Company {
        street,
        street2: random.chance(20).then(|| random.pick(EXTRAS).to_string()),
        city_line,
        city,
        country: country.to_owned(),
        country_name,
        siren,
        siret,
        vat_id,
        capital: *random.pick(&[1_000, 5_000, 7_622, 8_000, 10_000, 15_245, 37_500, 40_000, 150_000, 1_250_000]),
        naf: format!(
            "{}{}",
            random.pick(&["6201", "4332", "4520", "5510", "5610", "4711", "7022", "4941", "4778", "8559"]),
            random.pick(&["A", "B", "Z"])
        ),
        phone: phone(random, country),
        fax: phone(random, country),
        email: format!("{}@{host}.{end}", random.pick(&["contact", "compta", "info", "facturation"])),
        web: format!("www.{host}.{end}"),
        iban,
        bic,
        bank: random.pick(BANKS).to_string(),
        name,
        ..Company::default()
    }
}
