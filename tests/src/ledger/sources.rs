//! Where the rulesets on XML come from, and how far they agree with the official engine: what no rule file says.

/// Where a ruleset comes from.
pub(super) struct Origin {
    /// Its name.
    pub name: &'static str,
    /// In French.
    pub fr: &'static str,
    /// In English.
    pub en: &'static str,
}

const fn origin(name: &'static str, fr: &'static str, en: &'static str) -> Origin {
    Origin { name, fr, en }
}

const CEN: (&str, &str) = (
    "CEN/TC 434, schematron d'EN 16931 : règles de gestion et de syntaxe.",
    "CEN/TC 434, the Schematron of EN 16931: business rules and rules of syntax.",
);
const FNFE: (&str, &str) =
    ("FNFE-MPE, profil EXTENDED-CTC-FR (XP Z12-012).", "FNFE-MPE, the profile EXTENDED-CTC-FR (XP Z12-012).");
const REFORM: (&str, &str) = (
    "XP Z12-012, règles BR-FR du flux 2, état d'octobre 2026.",
    "XP Z12-012, rules BR-FR of flow 2, as of October 2026.",
);
const OWN: (&str, &str) = (
    "Règles du projet, là où la loi va plus loin que les règles de la réforme.",
    "Rules of the project, where the law goes further than the rules of the reform.",
);
const PORTAL: (&str, &str) = (
    "DGFiP et AIFE, contrôles du flux 1 (annexe 7 des spécifications externes).",
    "DGFiP and AIFE, controls of flow 1 (annex 7 of the external specifications).",
);
const PORTAL_TARGET: (&str, &str) = (
    "DGFiP et AIFE, contrôles du flux 1 à la cible (1er septembre 2027).",
    "DGFiP and AIFE, controls of flow 1 as of 1 September 2027.",
);

/// Every ruleset.
pub(super) const ORIGINS: &[Origin] = &[
    origin("br-fr-cii", REFORM.0, REFORM.1),
    origin("br-fr-ubl", REFORM.0, REFORM.1),
    origin("en16931-cii", CEN.0, CEN.1),
    origin("en16931-ubl", CEN.0, CEN.1),
    origin("extended-ctc-fr-cii", FNFE.0, FNFE.1),
    origin("extended-ctc-fr-ubl", FNFE.0, FNFE.1),
    origin(
        "facturx-minimum",
        "FNFE-MPE et FeRD, Factur-X, profil MINIMUM.",
        "FNFE-MPE and FeRD, Factur-X, profile MINIMUM.",
    ),
    origin(
        "facturx-basicwl",
        "FNFE-MPE et FeRD, Factur-X, profil BASIC WL.",
        "FNFE-MPE and FeRD, Factur-X, profile BASIC WL.",
    ),
    origin("facturx-basic", "FNFE-MPE et FeRD, Factur-X, profil BASIC.", "FNFE-MPE and FeRD, Factur-X, profile BASIC."),
    origin(
        "facturx-en16931",
        "FNFE-MPE et FeRD, Factur-X, profil EN 16931.",
        "FNFE-MPE and FeRD, Factur-X, profile EN 16931.",
    ),
    origin(
        "facturx-extended",
        "FNFE-MPE et FeRD, Factur-X, profil EXTENDED.",
        "FNFE-MPE and FeRD, Factur-X, profile EXTENDED.",
    ),
    origin("fr-extra-cii", OWN.0, OWN.1),
    origin("fr-extra-ubl", OWN.0, OWN.1),
    origin("ppf-flux1-cii", PORTAL.0, PORTAL.1),
    origin("ppf-flux1-ubl", PORTAL.0, PORTAL.1),
    origin("ppf-flux1-target-cii", PORTAL_TARGET.0, PORTAL_TARGET.1),
    origin("ppf-flux1-target-ubl", PORTAL_TARGET.0, PORTAL_TARGET.1),
];

/// Ruleset, documents with the same verdict, documents with the same set of fatal rules.
pub(super) const AGREEMENT: &[(&str, &str, &str)] = &[
    ("br-fr-cii", "100 %", "100 %"),
    ("br-fr-ubl", "100 %", "100 %"),
    ("en16931-cii", "100 %", "100 %"),
    ("en16931-ubl", "100 %", "100 %"),
    ("extended-ctc-fr-cii", "100 %", "100 %"),
    ("extended-ctc-fr-ubl", "100 %", "100 %"),
    ("facturx-minimum", "100 %", "100 %"),
    ("facturx-basicwl", "100 %", "100 %"),
    ("facturx-basic", "100 %", "100 %"),
    ("facturx-en16931", "100 %", "100 %"),
    ("facturx-extended", "100 %", "100 %"),
    ("ppf-flux1-cii", "", "≥ 99,95 %"),
    ("ppf-flux1-target-cii", "", "≥ 99,95 %"),
    ("ppf-flux1-target-ubl", "", "≥ 99,95 %"),
    ("ppf-flux1-ubl", "", "≥ 99,95 %"),
];

/// How the agreement was measured.
pub(super) const ENGINE: &str = "\
## Accord avec le moteur officiel

Mesuré le 22 novembre 2026 avec SaxonC 13.1 et les schematrons officiels, sur les exemples et les mutants de \
`../shared/einvoice` : même verdict (valide ou non), et même ensemble exact de règles bloquantes. Les tests unitaires \
officiels d'EN 16931 : 606 sur 606. Les règles BR-FR et du flux 1 ont aussi été comparées sur 14 385 autres mutants, faits \
par le projet : au moins 99,95 % d'ensembles exacts. Les écarts restants viennent des nombres flottants du moteur officiel, \
au bord d'une tolérance : les nôtres sont décimaux. Là où le moteur officiel s'arrête sur une erreur, notre réponse est un \
constat de la règle qui ne peut pas être calculée. `tests/suite/check/agreement.rs` tient ces chiffres.

*Measured with SaxonC 13.1 and the official Schematron files: same verdict, and same exact set of fatal rules. What differs \
are binary floats of the official engine at the edge of a tolerance; where it crashes, we answer with a finding.*";

/// What is not run.
pub(super) const NOT_RUN: &str = "\
## Ce qui n'est pas exécuté, et pourquoi

- EN 16931 sur les profils MINIMUM, BASIC WL et EXTENDED de Factur-X : les deux premiers ont moins de données que la norme \
n'en demande, le troisième s'en écarte ; les règles du profil prennent la place. *EN 16931 on these profiles of Factur-X.*
- Factur-X, quand le profil annoncé (BT-24) est celui d'un autre réseau (XRechnung, Peppol, CTC-FR). *Factur-X, when the \
profile announced is of another network.*
- BR-FR et fr-extra, quand rien ne dit que le vendeur est français. *The French rules, when nothing says that the seller is \
French.*
- Le flux 1, sauf si on le demande par son nom : il juge l'extrait qu'une plateforme transmet, pas la facture. \
*Flow 1, unless asked for by name.*
- Les règles de Peppol et de XRechnung, et les messages de cycle de vie (CDAR) : hors du champ de la facture française. \
*Peppol, XRechnung, and lifecycle messages: out of scope.*
- ZUGFeRD 1.0 : plus aucune règle en vigueur. *ZUGFeRD 1.0 has no rules in force.*
";
