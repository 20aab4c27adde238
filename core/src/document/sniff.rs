//! What bytes are, by what they hold: a name or a media type can lie.

/// What a document turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Pdf,
    Png,
    Jpeg,
    Tiff,
    WebP,
    Xml,
    /// Something we do not read: what it looks like, in French.
    Other(&'static str),
}

/// Bytes before the header of a PDF in which junk is tolerated: a reply header, a mail header, a byte order mark.
const JUNK: usize = 1024;

/// Recognises the bytes.
pub(super) fn sniff(bytes: &[u8]) -> Kind {
    let head = &bytes[..bytes.len().min(4096)];
    match head {
        [] => return Kind::Other("un fichier vide"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => return Kind::Png,
        [0xff, 0xd8, 0xff, ..] => return Kind::Jpeg,
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => return Kind::Tiff,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => return Kind::WebP,
        _ => {}
    }
    if is_xml(head) {
        return if is_html(head) { Kind::Other("une page HTML") } else { Kind::Xml };
    }
    if memchr::memmem::find(&bytes[..bytes.len().min(JUNK + 5)], b"%PDF-").is_some() {
        return Kind::Pdf;
    }
    Kind::Other(other(head))
}

fn is_xml(head: &[u8]) -> bool {
    let text = match head {
        [0xef, 0xbb, 0xbf, rest @ ..] => rest,
        [0xff, 0xfe, rest @ ..] => return rest.starts_with(b"<\0"),
        [0xfe, 0xff, rest @ ..] => return rest.starts_with(b"\0<"),
        [b'<', 0, b'?' | b'!', 0, ..] | [0, b'<', 0, b'?' | b'!', ..] => return true,
        text => text,
    };
    matches!(text.trim_ascii_start(), [b'<', b'?' | b'!' | b'_' | b'A'..=b'Z' | b'a'..=b'z', ..])
}

fn is_html(head: &[u8]) -> bool {
    let lower = head.to_ascii_lowercase();
    let has = |needle: &[u8]| memchr::memmem::find(&lower, needle).is_some();
    has(b"<!doctype html") || has(b"<html")
}

fn other(head: &[u8]) -> &'static str {
    let has = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return match () {
            () if has(b"word/") => "un document Word ; enregistrez-le en PDF",
            () if has(b"xl/") => "un classeur Excel ; enregistrez-le en PDF",
            () if has(b"opendocument") => "un document OpenDocument ; enregistrez-le en PDF",
            () if has(b"[Content_Types].xml") => "un document Office ; enregistrez-le en PDF",
            () => "une archive ZIP ; envoyez les fichiers qu'elle contient",
        };
    }
    if head.get(4..8) == Some(b"ftyp") {
        return match head.get(8..12) {
            Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1") => "une photo HEIC ; convertissez-la en JPEG",
            Some(b"avif" | b"avis") => "une image AVIF ; convertissez-la en JPEG",
            _ => "une vidéo",
        };
    }
    let known: [(&[u8], &'static str); 14] = [
        (b"GIF8", "une image GIF ; convertissez-la en PNG"),
        (b"BM", "une image BMP ; convertissez-la en PNG"),
        (b"\xd0\xcf\x11\xe0", "un ancien document Office ou un message Outlook ; enregistrez-le en PDF"),
        (b"\x1f\x8b", "une archive gzip ; décompressez-la"),
        (b"BZh", "une archive bzip2 ; décompressez-la"),
        (b"\xfd7zXZ", "une archive xz ; décompressez-la"),
        (b"7z\xbc\xaf", "une archive 7z ; décompressez-la"),
        (b"Rar!", "une archive RAR ; décompressez-la"),
        (b"{\\rtf", "un document RTF ; enregistrez-le en PDF"),
        (b"%!PS", "un fichier PostScript ; convertissez-le en PDF"),
        (b"\x00\x00\x00\x0cjP", "une image JPEG 2000 ; convertissez-la en JPEG"),
        (b"\x97JB2", "une image JBIG2 ; convertissez-la en PNG"),
        (b"\x7fELF", "un programme"),
        (b"MZ", "un programme"),
    ];
    if let Some((_, what)) = known.iter().find(|(magic, _)| starts(magic) && (magic.len() > 2 || !is_text(head))) {
        return what;
    }
    let text = head.trim_ascii_start();
    if !is_text(head) {
        "un fichier binaire inconnu"
    } else if text.starts_with(b"{") || text.starts_with(b"[") {
        "du JSON"
    } else if [&b"Received:"[..], b"Return-Path:", b"MIME-Version:", b"Delivered-To:", b"From:"]
        .iter()
        .any(|h| text.starts_with(h))
    {
        "un courriel ; envoyez sa pièce jointe"
    } else if [&b"JVBERi0"[..], b"iVBORw0KGgo", b"/9j/", b"PD94bWw", b"data:"].iter().any(|h| text.starts_with(h)) {
        "du base64 ; utilisez la méthode qui lit le base64"
    } else {
        "du texte"
    }
}

fn is_text(head: &[u8]) -> bool {
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 14..=31 | 127)).count();
    odd * 50 <= head.len()
}
