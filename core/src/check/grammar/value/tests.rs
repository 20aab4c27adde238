use super::{Misfit, Simple};

/// Texts that fit and texts that do not, as libxml2 2.14 judges them.
const TEXTS: &[(&str, &[&str], &[&str])] = &[
    (
        "decimal",
        &["1", "1.", ".5", "+1", "-.5", " 1 ", "\t1\n", "-0", "00001", "123456789012345678901234567890.5"],
        &["", ".", "+", "-", "1e5", "1 2", "1,5", "--1", "1.1.1", "INF", "NaN", "1\u{a0}", "\u{661}"],
    ),
    ("boolean", &["true", "false", "1", "0", " true "], &["", "True", "2", "01", "true false"]),
    (
        "date",
        &[
            "2024-01-31",
            "2024-02-29",
            "2024-01-01Z",
            "2024-01-01-14:00",
            "-0001-01-01",
            "12024-01-01",
            "9223372036854775807-01-01",
        ],
        &[
            "",
            " 2024-01-31",
            "2024-01-31\n",
            "2023-02-29",
            "1900-02-29",
            "20240131",
            "2024-1-1",
            "0000-01-01",
            "012024-01-01",
            "2024-13-01",
            "2024-01-00",
            "2024-01-01+14:01",
            "2024-01-01+0200",
            "2024-01-01T00:00:00",
            "9223372036854775808-01-01",
            "2024-01-é1",
        ],
    ),
    (
        "dateTime",
        &["2024-01-31T00:00:00", "2024-01-31T24:00:00.0", "2024-01-31T23:59:59.999Z"],
        &["2024-01-31", "2024-01-31T24:00:00.1", "2024-01-31T23:59:60", "2024-01-31T10:00:00.", "2024-01-31t00:00:00"],
    ),
    (
        "time",
        &["00:00:00", " 10:00:00", "24:00:00Z", "12:00:00+01:00"],
        &["", "12:00", "24:00:01", "12:00:00 ", "T12:00:00"],
    ),
    (
        "base64Binary",
        &["", "AAAA", "AA==", "AQ==", "AAE=", "AA A A", "AA= =", "é", "AAAA\nAAAA"],
        &["AAA", "AB==", "AAF=", "A===", "AA=A", "AA==AAAA", "AAAA=", "====", "AA-_"],
    ),
    (
        "anyURI",
        &[
            "",
            "http://a.b",
            "a b",
            "%41",
            "http://[::1]/",
            "a#b",
            "http://a:80",
            "{x}",
            "c:\\x",
            "///",
            "#[x]",
            "../:x",
            "@",
            " a ",
            "http://é.fr",
            "http:",
        ],
        &[
            "%",
            "%zz",
            "http://[",
            "#a#b",
            "::",
            "1:a",
            "http://a:b/",
            "[x]",
            "http://a:99999999999",
            "http://a:",
            "http://a@b@c",
            "a b:c",
            "?[x]",
            "a@b:c",
        ],
    ),
    ("language", &["fr", "fr-FR", " fr ", "i-klingon", "en-1", "abcdefgh"], &["", "abcdefghi", "fr-", "fr_FR", "1fr"]),
    ("token[1,3]", &["a", " abc ", "ééé"], &["", "abcd", "  "]),
    ("token{A|B}", &["A", " B "], &["", "C", "A B"]),
    ("normalizedString", &["", "a\nb"], &[]),
];

#[test]
fn texts_fit_as_libxml2_says() {
    for (word, good, bad) in TEXTS {
        let simple = Simple::parse(word).expect("a simple type");
        for text in *good {
            assert_eq!(simple.check(text), Ok(()), "{word} {text:?}");
        }
        for text in *bad {
            assert!(simple.check(text).is_err(), "{word} {text:?}");
        }
    }
}

#[test]
fn a_misfit_says_which_facet() {
    let check = |word, text| Simple::parse(word).expect("a simple type").check(text);
    assert_eq!(check("decimal", "x"), Err(Misfit::Type));
    assert_eq!(check("token[1,3]", "abcd"), Err(Misfit::Length));
    assert_eq!(check("token{A|B}", "C"), Err(Misfit::Values));
    assert_eq!(Simple::parse("float"), None);
    assert_eq!(Simple::parse("token[1"), None);
}
