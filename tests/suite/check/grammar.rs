//! XML schemas on documents made here: what is right passes, each mistake has its code, its place and its remedy, and
//! hostile documents cost little.

use std::time::{Duration, Instant};

use ocr_facture::check::{Grammar, GrammarKind as Kind, RootKind, Severity, Status, Violation, grammar_for};
use ocr_facture_tests::fuzz::Random;

/// A CII invoice of the profile MINIMUM, which every profile above but EN 16931's own lines allows in part.
const CII: &str = include_str!("../../vectors/check/minimum.cii.xml");

/// A small UBL invoice.
const UBL: &str = include_str!("../../vectors/check/small.ubl.xml");

fn judge(grammar: &str, xml: &str) -> Vec<Violation> {
    let document = roxmltree::Document::parse(xml).expect("XML");
    Grammar::named(grammar).expect("a grammar").validate(document.root_element(), xml)
}

/// Kind and path of what breaks after a change that must take.
fn changed(grammar: &str, xml: &str, from: &str, to: &str) -> Vec<(Kind, String)> {
    assert!(xml.contains(from), "{from}");
    judge(grammar, &xml.replacen(from, to, 1)).into_iter().map(|v| (v.kind, v.xpath)).collect()
}

#[test]
fn documents_made_here_follow_their_schema() {
    for (grammar, xml) in [("facturx-minimum", CII), ("cii-d22b", CII), ("ubl-invoice", UBL)] {
        assert_eq!(judge(grammar, xml), [], "{grammar}");
    }
    let credit_note = UBL
        .replace("Invoice-2", "CreditNote-2")
        .replace("Invoice xmlns", "CreditNote xmlns")
        .replace("/Invoice>", "/CreditNote>")
        .replace("InvoiceTypeCode", "CreditNoteTypeCode")
        .replace("InvoiceLine", "CreditNoteLine")
        .replace("InvoicedQuantity", "CreditedQuantity");
    assert_eq!(judge("ubl-creditnote", &credit_note), []);
    assert_eq!(judge("ubl-invoice", &credit_note)[0].kind, Kind::Root);
}

#[test]
fn a_profile_allows_what_it_knows() {
    // MINIMUM has no place for a postcode, CII has; BASIC WL wants a delivery and a category that MINIMUM leaves out.
    let from = "<ram:CountryID>";
    let to = "<ram:PostcodeCode>75001</ram:PostcodeCode><ram:CountryID>";
    let path = "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction[1]/ram:ApplicableHeaderTradeAgreement[1]\
                /ram:SellerTradeParty[1]/ram:PostalTradeAddress[1]/ram:PostcodeCode[1]";
    assert_eq!(changed("facturx-minimum", CII, from, to), [(Kind::Unknown, path.to_owned())]);
    assert_eq!(changed("cii-d22b", CII, from, to), []);
    let found = judge("facturx-basicwl", CII);
    assert!(found.iter().any(|v| v.kind == Kind::Missing && v.expected == ["ram:ApplicableTradeTax"]), "{found:?}");
}

#[test]
fn each_mistake_is_named_for_what_it_is() {
    let kinds = |grammar, xml, from, to| -> Vec<Kind> {
        changed(grammar, xml, from, to).into_iter().map(|(kind, _)| kind).collect()
    };
    let cii = |from, to| kinds("facturx-minimum", CII, from, to);
    let ubl = |from, to| kinds("ubl-invoice", UBL, from, to);
    assert_eq!(cii("<ram:TypeCode>380</ram:TypeCode>", ""), [Kind::Missing]);
    assert_eq!(
        cii(
            "<ram:ID>F-1</ram:ID><ram:TypeCode>380</ram:TypeCode>",
            "<ram:TypeCode>380</ram:TypeCode><ram:ID>F-1</ram:ID>"
        ),
        [Kind::Order]
    );
    assert_eq!(cii("<ram:TypeCode>380", "<ram:TypeCode>381</ram:TypeCode><ram:TypeCode>380"), [Kind::Repeated]);
    assert_eq!(
        cii("<ram:TypeCode>380</ram:TypeCode>", "<rsm:TypeCode>380</rsm:TypeCode>"),
        [Kind::Namespace, Kind::Missing]
    );
    assert_eq!(cii(">120.00<", ">120,00 €<"), [Kind::Type]);
    assert_eq!(cii(" format=\"102\"", ""), [Kind::AttributeMissing]);
    assert_eq!(cii("<rsm:ExchangedDocument>", "<rsm:ExchangedDocument>brouillon"), [Kind::Text]);
    assert_eq!(ubl("<cbc:IssueDate>2026-11-22", "<cbc:IssueDate>2026-11-31"), [Kind::Type]);
    assert_eq!(ubl("<cbc:TaxAmount currencyID=\"EUR\"", "<cbc:TaxAmount"), [Kind::AttributeMissing]);
    assert_eq!(
        ubl("<cbc:TaxAmount currencyID=\"EUR\"", "<cbc:TaxAmount currencyID=\"EUR\" currency=\"EUR\""),
        [Kind::Attribute]
    );
    assert_eq!(ubl("<cbc:ID>F-1</cbc:ID>", "<cbc:ID><cbc:Note>F-1</cbc:Note></cbc:ID>"), [Kind::Child]);
}

#[test]
fn a_finding_says_what_to_do() {
    let xml = CII.replace(">120.00<", ">120,00<");
    let found = judge("facturx-minimum", &xml);
    let finding = found[0].finding(Grammar::named("facturx-minimum").expect("a grammar"));
    assert_eq!((finding.ruleset.as_str(), finding.rule.as_str()), ("xsd", "XSD-TYPE"));
    assert_eq!((finding.severity, finding.status), (Severity::Fatal, Status::Failed));
    let line = xml.lines().position(|line| line.contains(">120,00<")).expect("the line") + 1;
    assert!(finding.message.fr.starts_with(&format!("Ligne {line} : ")), "{}", finding.message.fr);
    assert!(finding.fix.expect("what to do").fr.contains("1234.56"));
    assert_eq!(finding.source.as_deref(), Some("Factur-X 1.09.2 MINIMUM"));
}

#[test]
fn extensions_of_ubl_hold_anything_of_theirs() {
    let extended = |content: &str| {
        let extension = format!(
            "<ext:UBLExtensions xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\">\
             <ext:UBLExtension><ext:ExtensionContent>{content}</ext:ExtensionContent></ext:UBLExtension>\
             </ext:UBLExtensions><cbc:CustomizationID>"
        );
        judge("ubl-invoice", &UBL.replacen("<cbc:CustomizationID>", &extension, 1)).len()
    };
    assert_eq!(extended("<own xmlns=\"urn:own\" a=\"b\">text<more/></own>"), 0);
    assert_eq!(extended("<cbc:ID>1</cbc:ID>"), 0);
    assert_eq!(extended("<cbc:ID wrong=\"x\">1</cbc:ID>"), 1);
    assert_eq!(extended("<own xmlns=\"\"/>"), 2, "no namespace, hence nothing that may stand there");
    assert_eq!(extended("<own xmlns=\"urn:own\"/><own xmlns=\"urn:own\"/>"), 1);
}

#[test]
fn hostile_documents_cost_little() {
    let open = &CII[..CII.find("<rsm:ExchangedDocumentContext>").expect("the head")];
    let documents = [
        // Wide: as many strangers as there is room for, and a wide document that is right but for its end.
        format!("{open}{}</rsm:CrossIndustryInvoice>", "<rsm:x/>".repeat(200_000)),
        UBL.replacen(
            "<cbc:DocumentCurrencyCode>",
            &("<cbc:Note>n</cbc:Note>".repeat(200_000) + "<cbc:DocumentCurrencyCode>"),
            1,
        ),
        // The same mistake at the end of many: each has its position and its line.
        UBL.replacen(
            "<cbc:DocumentCurrencyCode>",
            &("<cbc:Note>\n</cbc:Note>".repeat(100_000)
                + &"<cbc:Note a='1'/>".repeat(1000)
                + "<cbc:DocumentCurrencyCode>"),
            1,
        ),
        // A long text, and a long value.
        CII.replacen("120.00", &"1".repeat(4_000_000), 1),
        CII.replacen("120.00", &"1 ".repeat(2_000_000), 1),
    ];
    let expected = [201, 0, 201, 0, 1];
    for (document, expected) in documents.iter().zip(expected) {
        let grammar = if document.contains("<cbc:ID>") { "ubl-invoice" } else { "cii-d22b" };
        let tree = roxmltree::Document::parse(document).expect("XML");
        let grammar = Grammar::named(grammar).expect("a grammar");
        let start = Instant::now();
        let found = grammar.validate(tree.root_element(), document);
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
        assert_eq!(found.len(), expected, "{:?}", found.first());
    }
    // Deep, where anything may stand and where nothing may.
    let deep = format!("{}{}", "<x xmlns=\"urn:own\">".repeat(800), "</x>".repeat(800));
    let extension = format!(
        "<ext:UBLExtensions xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\">\
         <ext:UBLExtension><ext:ExtensionContent>{deep}</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>\
         <cbc:CustomizationID>"
    );
    assert_eq!(judge("ubl-invoice", &UBL.replacen("<cbc:CustomizationID>", &extension, 1)), []);
    assert_eq!(
        judge("ubl-invoice", &UBL.replacen("<cbc:CustomizationID>", &format!("{deep}<cbc:CustomizationID>"), 1)).len(),
        1
    );
}

#[test]
fn parties_within_parties_are_judged_to_the_bottom() {
    // UBL lets a party hold an agent, which is a party.
    let open = "<cac:AgentParty>".repeat(300);
    let close = "</cac:AgentParty>".repeat(300);
    let nested = |inner: &str| UBL.replacen("</cac:Party>", &format!("{open}{inner}{close}</cac:Party>"), 1);
    assert_eq!(judge("ubl-invoice", &nested("<cbc:WebsiteURI>u</cbc:WebsiteURI>")), []);
    let found = judge("ubl-invoice", &nested("<cbc:Website>u</cbc:Website>"));
    assert_eq!((found.len(), found[0].kind), (1, Kind::Unknown));
    assert!(found[0].xpath.ends_with("/…"), "{}", found[0].xpath);
}

#[test]
fn every_grammar_has_documents_it_is_chosen_for() {
    let profiles = [
        "urn:factur-x.eu:1p0:minimum",
        "urn:factur-x.eu:1p0:basicwl",
        "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
        "urn:cen.eu:en16931:2017",
        "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
        "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    ];
    let cii = profiles.map(|profile| grammar_for(RootKind::Cii, Some(profile)));
    let ubl = [RootKind::UblInvoice, RootKind::UblCreditNote].map(|kind| grammar_for(kind, None));
    let chosen: std::collections::BTreeSet<&str> = cii.into_iter().chain(ubl).collect();
    assert_eq!(chosen, Grammar::names().collect());
}

/// A document of words of both syntaxes in any order, well formed and nothing else.
fn jumble(random: &mut Random, words: &[&str]) -> String {
    const TEXTS: [&str; 10] = ["", " ", "x", "1.", "é\n", "2026-11-22", "&#160;", "<![CDATA[<]]>", "<!-- x -->", "%zz"];
    let mut xml = String::new();
    let mut open: Vec<&str> = vec![];
    for _ in 0..1 + random.below(60) {
        let word = words[random.below(words.len())];
        let name = word.split([' ', '/']).next().unwrap_or_default();
        if random.below(3) == 0 && open.len() > 1 {
            xml += &format!("</{}>", open.pop().unwrap_or_default());
        } else {
            xml += &format!("<{}>", word.trim_end_matches('/'));
            open.push(name);
        }
        xml += TEXTS[random.below(TEXTS.len())];
    }
    open.iter().rev().for_each(|name| xml += &format!("</{name}>"));
    let at = xml.find([' ', '>']).unwrap_or_default();
    xml.insert_str(
        at,
        " xmlns:rsm='urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100' \
         xmlns:ram='urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100' \
         xmlns:udt='urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100' \
         xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2' \
         xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'",
    );
    xml
}

#[test]
fn any_document_has_an_answer() {
    let tags = |xml: &'static str| xml.split('<').filter(|tag| tag.starts_with(|c: char| c.is_alphabetic()));
    let strip =
        |tag: &'static str| tag.split(" xmlns").next().and_then(|tag| tag.split('>').next()).unwrap_or_default();
    let mut words: Vec<&str> = tags(CII).chain(tags(UBL)).map(strip).collect();
    words.extend(["cbc:ID xsi:type='cbc:IDType'", "ram:ID xsi:nil='1'", "cbc:Note xsi:type=':'", "x a='b'"]);
    let roots = ["rsm:CrossIndustryInvoice", "Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'"];
    let mut found = 0;
    for seed in 0..3000 {
        let mut random = Random::new(seed);
        let inner = jumble(&mut random, &words);
        let root = roots[random.below(roots.len())];
        let name = root.split(' ').next().unwrap_or_default();
        let namespace = "xmlns:rsm='urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'";
        let xml = format!("<{root} {namespace}>{inner}</{name}>");
        let document = roxmltree::Document::parse(&xml).unwrap_or_else(|e| panic!("seed {seed}: {e}: {xml}"));
        for grammar in Grammar::names().filter_map(Grammar::named) {
            let violations = grammar.validate(document.root_element(), &xml);
            let lines = u32::try_from(xml.lines().count()).expect("few lines");
            assert!(!violations.is_empty() && violations.len() <= 201, "seed {seed}");
            assert!(
                violations.iter().all(|v| v.xpath.starts_with('/') && (1..=lines).contains(&v.line)),
                "seed {seed}"
            );
            assert_eq!(violations, grammar.validate(document.root_element(), &xml), "seed {seed}");
            found += violations.iter().map(|v| v.finding(grammar).message.fr.len()).filter(|len| *len > 0).count();
        }
    }
    assert!(found > 20_000, "{found}");
}
