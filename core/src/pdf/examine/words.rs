//! What each rule asks, in words. The rules are those of ISO 19005-3, numbered as veraPDF numbers its tests.

use std::fmt;

use super::Violation;

/// Rule (or the start of it), French, English: the longest start that fits is taken.
const WORDS: &[(&str, &str, &str)] = &[
    ("6.1.10", "filtre interdit dans une image en ligne", "filter not allowed in an inline image"),
    ("6.1.12", "permissions de signature interdites", "signature permissions not allowed"),
    ("6.1.13", "limite de taille ou d'imbrication dépassée", "a limit on size or nesting is passed"),
    ("6.1.13-11", "page trop petite ou trop grande", "page too small or too large"),
    ("6.1.13-8", "états graphiques imbriqués plus de 28 fois", "graphics states nested more than 28 times"),
    ("6.1.2", "en-tête du fichier non conforme", "file header not as required"),
    (
        "6.1.3",
        "fin de fichier non conforme : identifiant, chiffrement ou données en trop",
        "file trailer not as required: identifier, encryption or extra data",
    ),
    ("6.1.3-2", "fichier chiffré", "encrypted file"),
    ("6.1.4", "table des renvois mal formée", "malformed cross-reference table"),
    ("6.1.6", "chaîne hexadécimale mal formée", "malformed hexadecimal string"),
    ("6.1.7", "flux mal délimité ou tenu hors du fichier", "stream badly delimited or kept outside the file"),
    ("6.1.7.2", "compression interdite", "compression not allowed"),
    ("6.1.8", "nom qui n'est pas de l'UTF-8", "name that is not UTF-8"),
    ("6.1.9", "objet mal séparé du suivant", "object badly separated from the next"),
    ("6.10", "présentation alternative", "alternate presentation"),
    ("6.11", "exigence envers le lecteur", "requirement on the reader"),
    (
        "6.2.10",
        "transparence sans espace de couleur ou mode de fusion inconnu",
        "transparency without a colour space, or unknown blend mode",
    ),
    ("6.2.11", "police mal décrite", "font badly described"),
    ("6.2.11.3", "police composite mal décrite", "composite font badly described"),
    ("6.2.11.4.1-1", "police non incorporée", "font not embedded"),
    ("6.2.11.4.1-2", "caractère absent de la police incorporée", "character missing from the embedded font"),
    ("6.2.11.4.2", "liste incomplète des caractères d'une police", "incomplete list of the characters of a font"),
    ("6.2.11.5", "largeurs de la police en désaccord avec la page", "widths of the font differ from those of the page"),
    ("6.2.11.6", "codage d'une police TrueType ambigu", "ambiguous encoding of a TrueType font"),
    ("6.2.11.8", "caractère sans glyphe", "character without a glyph"),
    ("6.2.2", "opérateur inconnu ou ressource d'un autre contenu", "unknown operator or resource of another content"),
    ("6.2.3", "profil de sortie non conforme", "output intent not as required"),
    ("6.2.4", "couleur sans profil ou profil non conforme", "colour without a profile, or profile not as required"),
    ("6.2.5", "état graphique interdit : transfert ou trame", "graphics state not allowed: transfer or halftone"),
    ("6.2.6", "mode de rendu inconnu", "unknown rendering intent"),
    ("6.2.8", "image non conforme", "image not as required"),
    ("6.2.9", "contenu PostScript ou externe", "PostScript or outside content"),
    ("6.3", "annotation non conforme", "annotation not as required"),
    ("6.4", "formulaire actif", "active form"),
    ("6.5", "action interdite", "action not allowed"),
    ("6.6", "métadonnées non conformes", "metadata not as required"),
    ("6.6.4", "le fichier ne se déclare pas PDF/A-3", "the file does not say it is PDF/A-3"),
    ("6.8", "fichier joint mal décrit ou sans lien", "attached file badly described or not linked"),
    ("6.9", "calques mal décrits", "layers badly described"),
];

impl Violation {
    /// The clause of ISO 19005-3.
    pub fn clause(&self) -> &'static str {
        self.rule.rsplit_once('-').map_or(self.rule, |(clause, _)| clause)
    }

    /// What is wrong, in French and in English.
    pub fn words(&self) -> (&'static str, &'static str) {
        let fits = |start: &str| {
            let rest = self.rule.strip_prefix(start);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
        };
        let best = WORDS.iter().filter(|(start, ..)| fits(start)).max_by_key(|(start, ..)| start.len());
        best.map_or(("règle non respectée", "rule not respected"), |(_, fr, en)| (fr, en))
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rule)?;
        if let Some(page) = self.page {
            write!(f, " page={page}")?;
        }
        let (words, _) = self.words();
        write!(f, " {words}")?;
        match &self.what {
            Some(what) => write!(f, " : {what}"),
            None => Ok(()),
        }
    }
}
