//! Writing XML: elements that close themselves, escaped text, groups that leave no trace when they hold nothing.

/// XML while it is written, from the declaration to the root's end.
pub(super) struct Xml {
    out: String,
}

impl Xml {
    /// An XML with its declaration.
    pub(super) fn new() -> Self {
        Self { out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }
    }

    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// An element with what `inside` writes, even if that is nothing.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        inside(self);
        self.close(name);
    }

    /// An element with what `inside` writes; no element when that is nothing.
    pub(super) fn group(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        self.open(name, &[]);
        let empty = self.out.len();
        inside(self);
        if self.out.len() == empty {
            self.out.truncate(start);
        } else {
            self.close(name);
        }
    }

    /// An element with text; no element when the text is blank.
    pub(super) fn text(&mut self, name: &str, text: impl AsRef<str>) {
        self.text_with(name, &[], text);
    }

    /// An element with text, when there is one.
    pub(super) fn maybe(&mut self, name: &str, text: Option<impl AsRef<str>>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// An element with attributes and text; no element when the text is blank.
    pub(super) fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: impl AsRef<str>) {
        let text = text.as_ref().trim();
        if !text.is_empty() {
            self.open(name, attributes);
            escape(text, &mut self.out);
            self.close(name);
        }
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }
}

/// Whether XML 1.0 can hold every character: control characters have no place in it, escaped or not.
pub(super) fn is_writable(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..))
}

/// Characters that mean something to XML, escaped; a carriage return, which parsers would change, goes.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml::new();
        write(&mut xml);
        let text = String::from_utf8(xml.into_bytes()).unwrap();
        text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap().to_owned()
    }

    #[test]
    fn groups_without_content_leave_no_trace() {
        let xml = written(|xml| {
            xml.element("a", &[("x", "1 & \"2\"")], |xml| {
                xml.group("b", |xml| xml.group("c", |xml| xml.text("d", " \n ")));
                xml.group("e", |xml| xml.maybe("f", Some("g")));
                xml.maybe("h", None::<&str>);
            });
        });
        assert_eq!(xml, "<a x=\"1 &amp; &quot;2&quot;\"><e><f>g</f></e></a>");
    }

    #[test]
    fn text_comes_back_as_it_was() {
        for text in ["a & b < c > d \"e\" 'f' ]]> &amp;", "<!-- é € 漢 😀 -->", "a\nb\tc"] {
            assert!(is_writable(text));
            let xml = written(|xml| xml.text_with("a", &[("k", text)], text));
            let document = roxmltree::Document::parse(&xml).unwrap();
            assert_eq!(document.root_element().text(), Some(text));
        }
        assert_eq!(written(|xml| xml.text("a", "b\r\nc")), "<a>b\nc</a>");
        for bad in ["\0", "a\u{b}", "\u{1b}[0m", "\u{fffe}", "\u{ffff}"] {
            assert!(!is_writable(bad), "{bad:?}");
        }
    }
}
