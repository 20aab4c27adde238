use super::{Grammar, Kind, RootKind, Violation, grammar_for, load};

/// A grammar of the tests, small enough to see whole.
const SMALL: &str = "version Small 1
root small a:Root
namespace a urn:a
namespace b urn:b
group a:RootType Id=a:IdType Note{0,2}=a:TextType (Day=xs:date|Moment=xs:dateTime)? Part+=a:PartType b:Global* b:Holder? Empty?=a:EmptyType
value a:IdType token[1,5] @scheme!=token @kind=token{X|Y}
value a:TextType string @lang=language @list=token
fixed a:TextType list one two
group a:PartType Amount=a:AmountType Name?=a:TextType
value a:AmountType decimal
group a:EmptyType
value b:NameType string
group b:HolderType <other>
element a:RootType a:Root
alias b:NameType b:Global
element b:HolderType b:Holder
";

fn small() -> &'static Grammar {
    Box::leak(Box::new(Grammar { name: "small", tables: load::load(SMALL, "small").expect("a grammar") }))
}

/// What a root of these contents breaks.
fn judge(inner: &str) -> Vec<Violation> {
    judge_text(&format!(
        "<Root xmlns='urn:a' xmlns:b='urn:b' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\n{inner}</Root>"
    ))
}

fn judge_text(text: &str) -> Vec<Violation> {
    let document = roxmltree::Document::parse(text).expect("XML");
    small().validate(document.root_element(), text)
}

fn codes(inner: &str) -> Vec<&'static str> {
    judge(inner).iter().map(|v| v.kind.code()).collect()
}

const ID: &str = "<Id scheme='s'>1</Id>";
const PART: &str = "<Part><Amount>1</Amount></Part>";

#[test]
fn what_is_right_breaks_nothing() {
    for inner in [
        format!("{ID}{PART}"),
        format!(" {ID}<!-- remark --><Note list=' one  two '>x<!-- y -->z</Note><Note lang='fr'/>{PART}{PART}"),
        format!("{ID}<Day>2026-11-22</Day>{PART}<b:Global/><b:Global>x</b:Global>"),
        format!(
            "{ID}<Moment xsi:type='xs:dateTime' xmlns:xs='http://www.w3.org/2001/XMLSchema'>2026-11-22T00:00:00</Moment>{PART}"
        ),
        format!("{ID}{PART}<b:Global xsi:type='b:GlobalType'/>"),
        format!("{ID}{PART}<b:Holder><x xmlns='urn:any' y='z'>text<y/></x></b:Holder>"),
        format!("{ID}{PART}<Empty><!-- nothing --></Empty>"),
        format!("{ID}<Part xsi:type='PartType'><Amount>1.</Amount></Part>"),
        format!("<Id scheme='s' kind=' X ' xsi:schemaLocation='urn:a nowhere.xsd'> abc </Id>{PART}"),
    ] {
        assert_eq!(codes(&inner), Vec::<&str>::new(), "{inner}");
    }
}

#[test]
fn what_is_wrong_has_its_code() {
    for (inner, expected) in [
        (String::new(), &["XSD-MISSING", "XSD-MISSING"][..]),
        (format!("{PART}{ID}"), &["XSD-ORDER"]),
        (format!("{ID}{ID}{PART}"), &["XSD-REPEATED"]),
        (format!("{ID}<Note/><Note/><Note/>{PART}"), &["XSD-REPEATED"]),
        (format!("{ID}<Day>2026-11-22</Day><Moment>2026-11-22T00:00:00</Moment>{PART}"), &["XSD-REPEATED"]),
        (format!("{ID}{PART}<Note/>"), &["XSD-ORDER"]),
        (format!("{ID}<Other><deep/></Other>{PART}"), &["XSD-UNKNOWN"]),
        (format!("{ID}<b:Note/>{PART}"), &["XSD-NAMESPACE"]),
        (format!("{ID}<Note xmlns=''/>{PART}"), &["XSD-NAMESPACE"]),
        (format!("{ID}stray{PART}"), &["XSD-TEXT"]),
        (format!("{ID}{PART}<Empty> </Empty>"), &["XSD-TEXT"]),
        (format!("{ID}{PART}<Empty><Id/></Empty>"), &["XSD-UNKNOWN"]),
        (format!("{ID}<Part><Amount><b/></Amount></Part>"), &["XSD-CHILD"]),
        (format!("{ID}<Part><Amount>1,5</Amount></Part>"), &["XSD-TYPE"]),
        (format!("{ID}<Part><Name/></Part>"), &["XSD-MISSING"]),
        (format!("<Id scheme='s'>123456</Id>{PART}"), &["XSD-LENGTH"]),
        (format!("<Id scheme='s' kind='Z'>1</Id>{PART}"), &["XSD-ENUM"]),
        (format!("<Id>1</Id>{PART}"), &["XSD-ATTRIBUTE-MISSING"]),
        (format!("<Id scheme='s' other='x'>1</Id>{PART}"), &["XSD-ATTRIBUTE"]),
        (format!("<Id scheme='s' xml:lang='fr'>1</Id>{PART}"), &["XSD-ATTRIBUTE"]),
        (format!("<Id scheme='s' b:scheme='fr'>1</Id>{PART}"), &["XSD-ATTRIBUTE"]),
        (format!("{ID}<Note list='one'/>{PART}"), &["XSD-ENUM"]),
        (format!("{ID}<Note lang='français'/>{PART}"), &["XSD-TYPE"]),
        (format!("{ID}<Note xsi:nil='false'/>{PART}"), &["XSD-NIL"]),
        (format!("{ID}<Note xsi:type='PartType'/>{PART}"), &["XSD-XSI-TYPE"]),
        (format!("{ID}{PART}<b:Global xsi:type='b:NameType'/>"), &["XSD-XSI-TYPE"]),
        (format!("{ID}{PART}<b:Holder/>"), &["XSD-MISSING"]),
        (format!("{ID}{PART}<b:Holder><b:Global/></b:Holder>"), &["XSD-UNKNOWN", "XSD-MISSING"]),
        (format!("{ID}{PART}<b:Holder><x xmlns='urn:any'><b:Global wrong='x'/></x></b:Holder>"), &["XSD-ATTRIBUTE"]),
    ] {
        assert_eq!(codes(&inner), expected, "{inner}");
    }
    assert_eq!(judge_text("<Root xmlns='urn:b'/>")[0].kind, Kind::Root);
    assert_eq!(judge_text("<Root/>")[0].kind, Kind::Root);
}

#[test]
fn a_violation_says_where_and_what() {
    let found = judge(&format!("{ID}\n{PART}\n<Part><Amount>1,5</Amount></Part>"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].xpath, "/a:Root/a:Part[2]/a:Amount[1]");
    assert_eq!((found[0].line, found[0].value.as_deref()), (4, Some("1,5")));
    assert_eq!((found[0].element.as_str(), found[0].expected.as_slice()), ("a:Amount", &["decimal".to_owned()][..]));
    let late = judge(&format!("{PART}\n{ID}"));
    assert_eq!((late[0].line, late[0].expected.join(" ")), (3, "a:Part".to_owned()));
    let missing = judge(ID);
    assert_eq!((missing[0].xpath.as_str(), missing[0].expected.join(" ")), ("/a:Root", "a:Part".to_owned()));
    let unknown = judge(&format!("{ID}<Other/>{PART}"));
    assert_eq!(unknown[0].expected.join(" "), "a:Note a:Day a:Moment a:Part");
}

#[test]
fn every_kind_is_said_in_both_languages() {
    for kind in Kind::ALL {
        let violation = Violation {
            kind,
            xpath: "/a:Root/a:Part[1]".to_owned(),
            line: 3,
            element: "a:Part".to_owned(),
            attribute: matches!(kind, Kind::Attribute | Kind::AttributeMissing).then(|| "lang".to_owned()),
            value: Some("x".to_owned()),
            expected: vec!["decimal".to_owned(), "5".to_owned()],
        };
        let finding = violation.finding(small());
        assert_eq!((finding.rule.as_str(), finding.ruleset.as_str()), (kind.code(), "xsd"));
        let fix = finding.fix.expect("what to do");
        for text in [&finding.message.fr, &finding.message.en, &fix.fr, &fix.en] {
            assert!(text.ends_with('.') && !text.contains("  ") && text.len() > 15, "{text}");
        }
        assert_ne!(finding.message.fr, finding.message.en);
    }
}

#[test]
fn a_finding_tells_one_of_several_and_what_is_empty() {
    let said = |inner: &str| judge(inner)[0].finding(small()).message.en;
    let choice = SMALL.replace("(Day=xs:date|Moment=xs:dateTime)?", "(Day=xs:date|Moment=xs:dateTime)");
    let tables = load::load(Box::leak(choice.into_boxed_str()), "small").expect("a grammar");
    let strict = Grammar { name: "small", tables };
    let text = format!("<Root xmlns='urn:a'>{ID}{PART}</Root>");
    let document = roxmltree::Document::parse(&text).expect("XML");
    let found = strict.validate(document.root_element(), &text);
    assert_eq!(found[0].finding(&strict).message.en, "Line 1: a:Root has none of a:Day, a:Moment; one is needed.");
    assert_eq!(said(&format!("{ID}<Part><Amount/></Part>")), "Line 2: a:Amount is empty.");
    assert_eq!(said(ID), "Line 1: a:Part is missing in a:Root.");
    let comma = said(&format!("{ID}<Part><Amount>1,5</Amount></Part>"));
    assert!(comma.starts_with("Line 2: the value \"1,5\" of a:Amount is not a number"), "{comma}");
}

#[test]
fn every_grammar_is_read() {
    for name in Grammar::names() {
        let grammar = Grammar::named(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(grammar.name(), name);
        assert!(grammar.tables.types.len() > 15 && !grammar.version().is_empty(), "{name}");
    }
    assert!(Grammar::named("cii").is_none());
}

#[test]
fn a_broken_file_is_no_grammar() {
    for (good, bad) in [
        ("value a:AmountType decimal\n", ""),
        ("decimal", "float"),
        ("root small", "root other"),
        ("Note{0,2}", "Note{0;2}"),
        ("element b:HolderType b:Holder", "element b:HolderType c:Holder"),
        ("fixed a:TextType list", "fixed a:TextType lost"),
        ("<other>", "Other"),
    ] {
        assert!(SMALL.contains(good), "{good}");
        assert!(load::load(Box::leak(SMALL.replace(good, bad).into_boxed_str()), "small").is_err(), "{good}");
    }
}

#[test]
fn the_profile_chooses_the_grammar() {
    let cii = |profile| grammar_for(RootKind::Cii, profile);
    assert_eq!(cii(Some("urn:factur-x.eu:1p0:minimum")), "facturx-minimum");
    assert_eq!(cii(Some(" urn:cen.eu:en16931:2017 ")), "facturx-en16931");
    assert_eq!(cii(Some("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended")), "facturx-extended");
    assert_eq!(cii(Some("urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr")), "cii-d22b");
    assert_eq!(cii(None), "cii-d22b");
    assert_eq!(grammar_for(RootKind::UblCreditNote, Some("urn:cen.eu:en16931:2017")), "ubl-creditnote");
    assert_eq!(grammar_for(RootKind::UblInvoice, None), "ubl-invoice");
}

#[test]
fn many_violations_are_cut_and_said_to_be() {
    let found = judge(&format!("{ID}{}{PART}", "<Other/>".repeat(5000)));
    assert_eq!(found.len(), 201);
    assert_eq!(found[200].kind, Kind::More);
    assert_eq!(found[199].xpath, "/a:Root/a:Other[200]");
    let attributes: String = (0..1000).map(|i| format!(" x{i}='1'")).collect();
    assert_eq!(judge(&format!("<Id scheme='s'{attributes}>1</Id>{PART}")).len(), 201);
}
