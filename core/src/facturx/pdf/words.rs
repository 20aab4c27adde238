//! What was changed and what stands in the way, in words.

use super::options::Change;
use crate::pdf::Violation;

/// Stable code, French, English. `{n}` is how often.
const CHANGES: &[(&str, &str, &str)] = &[
    ("actions_removed", "Actions ou scripts retirés ({n}).", "Actions or scripts removed ({n})."),
    (
        "annotation_appearance",
        "Annotations sans apparence : une apparence vide leur est donnée ({n}).",
        "Annotations without an appearance were given an empty one ({n}).",
    ),
    ("annotation_flags", "Annotations rendues imprimables ({n}).", "Annotations made printable ({n})."),
    (
        "annotation_removed",
        "Annotations interdites en PDF/A retirées ({n}).",
        "Annotations PDF/A forbids removed ({n}).",
    ),
    (
        "attachment_mended",
        "Fichiers joints complétés : nom, type, lien ({n}).",
        "Attached files completed: name, type, link ({n}).",
    ),
    ("blend_mode_replaced", "Modes de fusion inconnus remplacés ({n}).", "Unknown blend modes replaced ({n})."),
    (
        "colour_profile_added",
        "Profil ajouté pour les couleurs sans profil.",
        "A profile was added for colours without one.",
    ),
    (
        "colour_profile_replaced",
        "Profils de couleur illisibles remplacés ({n}).",
        "Unreadable colour profiles replaced ({n}).",
    ),
    ("encryption_removed", "Chiffrement sans mot de passe retiré.", "Encryption without a password removed."),
    (
        "external_stream_removed",
        "Renvois à des données hors du fichier retirés ({n}).",
        "References to data outside the file removed ({n}).",
    ),
    ("font_described", "Polices incorporées décrites ({n}).", "Embedded fonts described ({n})."),
    (
        "font_embedded",
        "Polices non incorporées remplacées par une police incorporée de même chasse ({n}).",
        "Fonts that were not embedded replaced by embedded ones of the same widths ({n}).",
    ),
    (
        "font_list_removed",
        "Listes facultatives de caractères des polices retirées ({n}).",
        "Optional character lists of fonts removed ({n}).",
    ),
    (
        "font_widths",
        "Largeurs des glyphes mises en accord avec la page ({n}).",
        "Glyph widths brought in line with the page ({n}).",
    ),
    (
        "form_alternatives_removed",
        "Contenus de remplacement de formulaires retirés ({n}).",
        "Alternative contents of forms removed ({n}).",
    ),
    ("form_appearances_kept", "Champs de formulaire montrés tels qu'ils sont.", "Form fields are shown as they are."),
    (
        "form_resources_given",
        "Ressources rattachées aux contenus qui les emploient ({n}).",
        "Resources tied to the contents that use them ({n}).",
    ),
    ("halftone_removed", "Trames d'impression retirées ({n}).", "Halftones removed ({n})."),
    ("hidden_annotation_removed", "Annotations cachées retirées ({n}).", "Hidden annotations removed ({n})."),
    ("image_alternatives_removed", "Images de remplacement retirées ({n}).", "Alternate images removed ({n})."),
    ("image_interpolation_removed", "Lissage d'images retiré ({n}).", "Image interpolation removed ({n})."),
    (
        "invoice_replaced",
        "Facture XML déjà jointe remplacée ({n}).",
        "The XML invoice already attached was replaced ({n}).",
    ),
    ("layers_mended", "Calques complétés ({n}).", "Layers completed ({n})."),
    ("lzw_repacked", "Données LZW recompressées ({n}).", "LZW data packed again ({n})."),
    ("output_intent_added", "Profil de sortie sRGB ajouté.", "An sRGB output intent was added."),
    ("overprint_mode", "Mode de surimpression neutralisé ({n}).", "Overprint mode neutralised ({n})."),
    (
        "pages_as_pictures",
        "Les pages sont devenues des images ; leur texte reste cherchable.",
        "The pages became pictures; their text can still be searched.",
    ),
    ("pages_repaired", "Arbre des pages réparé ({n}).", "Page tree repaired ({n})."),
    ("presentation_removed", "Présentations retirées ({n}).", "Presentations removed ({n})."),
    ("rendering_intent_removed", "Modes de rendu inconnus retirés ({n}).", "Unknown rendering intents removed ({n})."),
    ("requirements_removed", "Exigences envers le lecteur retirées.", "Requirements on the reader removed."),
    (
        "signature_removed",
        "Signature retirée : elle ne vaut que pour les octets d'origine ({n}).",
        "Signature removed: it holds for the original bytes only ({n}).",
    ),
    ("transfer_function_removed", "Fonctions de transfert retirées ({n}).", "Transfer functions removed ({n})."),
    ("xfa_removed", "Formulaire XFA retiré.", "XFA form removed."),
];

/// The words of a change.
pub(super) fn change(code: &'static str, times: u32) -> Change {
    let found = CHANGES.iter().find(|(known, ..)| *known == code);
    let (fr, en) = found.map_or((code, code), |(_, fr, en)| (fr, en));
    let fill = |text: &str| text.replace("{n}", &times.to_string());
    Change { code, fr: fill(fr), en: fill(en) }
}

/// The words of an obstacle, with its clause as code.
pub(super) fn obstacle(violation: &Violation) -> Change {
    let (fr, en) = violation.words();
    let place = violation.page.map(|page| (format!(" (page {page})"), format!(" (page {page})"))).unwrap_or_default();
    let what = violation.what.as_ref().map(|what| format!(" : {what}")).unwrap_or_default();
    Change {
        code: violation.rule,
        fr: format!("ISO 19005-3, {} : {fr}{what}{}", violation.clause(), place.0),
        en: format!("ISO 19005-3, {}: {en}{what}{}", violation.clause(), place.1),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_in_order_and_once() {
        assert!(super::CHANGES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
