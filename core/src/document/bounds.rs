//! What parsing an XML would cost, from one pass over its characters, before anything is parsed.
//!
//! The parser compares the attributes of an element with one another and copies namespaces down the tree, so a small
//! document can cost it minutes.

/// Comparisons a document may cause: an ordinary invoice causes some thousands.
const MOST_COMPARISONS: u64 = 10_000_000;

/// Which bound a document passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// Elements are nested too deeply.
    Depth,
    /// Attributes and namespaces cost too much to compare.
    Attributes,
}

/// The first bound that a document passes. Text that is not well formed is the parser's to refuse.
pub(super) fn excess(text: &str, deepest: u32) -> Option<Excess> {
    // Namespace declarations of each open element.
    let mut open: Vec<u64> = Vec::new();
    let mut in_scope = 0;
    let mut comparisons: u64 = 0;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"), ("</", ">")];
        if let Some((start, end)) = skipped.into_iter().find(|(start, _)| rest.starts_with(start)) {
            if start == "</" {
                in_scope -= open.pop().unwrap_or_default();
            }
            let length = rest[start.len()..].find(end)?;
            rest = &rest[start.len() + length + end.len()..];
            continue;
        }
        let tag = tag(rest)?;
        in_scope += tag.namespaces;
        comparisons += tag.attributes * tag.attributes;
        if tag.namespaces > 0 {
            comparisons += in_scope * in_scope;
        }
        if comparisons > MOST_COMPARISONS {
            return Some(Excess::Attributes);
        }
        if tag.is_closed {
            in_scope -= tag.namespaces;
        } else {
            open.push(tag.namespaces);
        }
        if open.len() > deepest as usize {
            return Some(Excess::Depth);
        }
        rest = &rest[tag.length..];
    }
    None
}

struct Tag {
    length: usize,
    attributes: u64,
    namespaces: u64,
    is_closed: bool,
}

/// The start tag at the beginning of the text; none when it has no end.
fn tag(text: &str) -> Option<Tag> {
    let bytes = text.as_bytes();
    let (mut at, mut attributes, mut namespaces) = (1, 0, 0);
    let mut name_from = 0;
    loop {
        at += bytes[at..].iter().position(|b| matches!(b, b'"' | b'\'' | b'>'))?;
        if bytes[at] == b'>' {
            return Some(Tag { length: at + 1, attributes, namespaces, is_closed: bytes[at - 1] == b'/' });
        }
        attributes += 1;
        let name = text[name_from..at].trim_end_matches(['=', ' ', '\t', '\r', '\n']);
        let name = &name[name.rfind([' ', '\t', '\r', '\n']).unwrap_or_default()..];
        namespaces += u64::from(name.trim_start().starts_with("xmlns"));
        at += 1 + bytes[at + 1..].iter().position(|b| *b == bytes[at])? + 1;
        name_from = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_documents_are_within_bounds() {
        let xml = "<?xml version='1.0'?><!-- <a> --><a xmlns='x' b='>'><![CDATA[<<<]]><b c = \"d\"/><e></e></a>";
        assert_eq!(excess(xml, 2), None);
        assert_eq!(excess(xml, 1), Some(Excess::Depth));
        for broken in ["", "<", "<a", "<a b='", "</a>", "<!--", "<a b='c' >text", "é<é é='é'/>"] {
            assert_eq!(excess(broken, 5), None, "{broken}");
        }
    }

    #[test]
    fn many_attributes_and_inherited_namespaces_are_too_much() {
        let many: String = (0..10_000).map(|i| format!(" a{i}=''")).collect();
        assert_eq!(excess(&format!("<a{many}/>"), 5), Some(Excess::Attributes));
        let deep: String = (0..2000).map(|i| format!("<a xmlns:n{i}='x'>")).collect();
        assert_eq!(excess(&deep, 5000), Some(Excess::Attributes));
        let flat: String = (0..50_000).map(|i| format!("<a xmlns:n{i}='x'/>")).collect();
        assert_eq!(excess(&flat, 5), None, "siblings inherit nothing from one another");
    }
}
