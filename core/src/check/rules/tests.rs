//! The notation: each function and operator, on a small document.

use super::{Outcome, Rules};

const XML: &str = r#"<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
 <rsm:ExchangedDocument><ram:ID> F-1 </ram:ID><ram:TypeCode listID="x">380</ram:TypeCode></rsm:ExchangedDocument>
 <ram:Line><ram:Amount>10.50</ram:Amount></ram:Line><ram:Line><ram:Amount>-2.125</ram:Amount></ram:Line>
 <ram:Empty/></rsm:CrossIndustryInvoice>"#;

fn outcome(rules: &'static str) -> Outcome {
    let rules = Rules::parse("test", &|_| Some(rules)).unwrap_or_else(|bad| panic!("{bad}"));
    let document = roxmltree::Document::parse(XML).expect("well formed");
    rules.run(&document, document.root_element())
}

/// Whether an expression holds at the root; a fault is told apart.
fn holds(expression: &str) -> Result<bool, ()> {
    let text = format!("ruleset t 1 cii\nlist KINDS 380 381\nat /CrossIndustryInvoice\n  T! -: {expression}\n");
    let hits = outcome(Box::leak(text.into_boxed_str())).hits;
    match hits.first() {
        None => Ok(true),
        Some(hit) if hit.is_fault => Err(()),
        Some(_) => Ok(false),
    }
}

#[test]
fn expressions_mean_what_xpath_says() {
    for (expression, expected) in [
        ("ExchangedDocument", Ok(true)),
        ("Nothing", Ok(false)),
        ("normalize-space(ExchangedDocument/ID) = 'F-1'", Ok(true)),
        ("ExchangedDocument/ID = 'F-1'", Ok(false)),
        ("filled(ExchangedDocument/ID)", Ok(true)),
        ("filled(Empty)", Ok(false)),
        ("filled(Line)", Err(())),
        ("code(ExchangedDocument/TypeCode, KINDS)", Ok(true)),
        ("ExchangedDocument/TypeCode = 380", Ok(true)),
        ("ExchangedDocument/ID = 380", Err(())),
        ("ExchangedDocument/TypeCode/@listID = 'x'", Ok(true)),
        ("count(Line) = 2 and count(//Amount) = 2 and //Line[2]/Amount < 0", Ok(true)),
        ("sum(Line/Amount) = 8.375 and round2(sum(Line/Amount)) = 8.38", Ok(true)),
        ("round(-2.5) = -2 and round(2.5) = 3", Ok(true)),
        ("decimals(Line[2]/Amount) = 3", Ok(true)),
        ("every $a in Line/decimal(Amount) satisfies $a > -3", Ok(true)),
        ("some $a in Line, $b in Line satisfies $a/Amount * -1 > $b/Amount", Ok(true)),
        ("(for $l in Line return $l/Amount)[1] = 10.5", Ok(true)),
        ("if (Line) then Empty else Nothing", Ok(true)),
        ("Line[1]/following-sibling::Line/Amount = -2.125", Ok(true)),
        ("Line[last()]/preceding-sibling::*[1]/self::Line", Ok(true)),
        ("Nothing = 1 or true()", Ok(true)),
        ("ExchangedDocument/ID = 380 or true()", Ok(true)),
        ("ExchangedDocument/ID = 380 and false()", Ok(false)),
        ("matches(normalize-space(ExchangedDocument/ID), '^[A-Z]-\\d$')", Ok(true)),
        ("'12' castable as decimal and not('x' castable as date)", Ok(true)),
        ("date('2026-02-30')", Err(())),
        ("string-join(Line/string(Amount), ';') = '10.50;-2.125'", Ok(true)),
        ("at_most(1, Line)", Ok(false)),
        ("distinct-values((1, 1, 2))[2] = 2 and (1 to 3)[3] = 3", Ok(true)),
        ("substring('12345', 2, 3) = '234' and substring-after('a.b', '.') = 'b'", Ok(true)),
        ("luhn('732829320') and not(luhn('732829321'))", Ok(true)),
    ] {
        assert_eq!(holds(expression), expected, "{expression}");
    }
}

#[test]
fn the_first_context_of_a_group_has_the_node() {
    let hits =
        outcome("ruleset t 1 cii\nat //Line[Amount < 0]\n  A! -: false()\nelse at //Line\n  B? BT-1: false()\n").hits;
    let told: Vec<_> = hits.iter().map(|h| (h.code.as_str(), h.xpath.as_str())).collect();
    assert_eq!(told, [("A", "/rsm:CrossIndustryInvoice/ram:Line[2]"), ("B", "/rsm:CrossIndustryInvoice/ram:Line[1]")]);
}

#[test]
fn a_context_may_be_an_attribute_or_unused() {
    let hits = outcome("ruleset t 1 cii\nat //TypeCode/@listID\n  A! -: . = 'y'\nat //Empty\n  unused!\nat //TypeCode\n  unused! @listID\n  unused! X @schemeID\n").hits;
    let told: Vec<_> = hits.iter().map(|h| h.code.as_str()).collect();
    assert_eq!(told, ["A", "Element 'ram:Empty' is marked as not use", "Attribute @listID' marked as not used in"]);
}

#[test]
fn definitions_and_values_are_computed_where_they_stand() {
    let rules = "ruleset t 1 cii\ndef less($n): Amount < $n\nlet $all: count(//Line)\nat //Line\n  let $a: Amount\n  A! -: less(5) or $a > $all\n  B! -: less(5)\n      and $all = 2\n";
    let hits = outcome(rules).hits;
    assert_eq!(hits.iter().map(|h| h.code.as_str()).collect::<Vec<_>>(), ["B"]);
}

#[test]
fn bad_rules_are_told_with_their_line() {
    for (rules, line) in [
        ("ruleset t 1 cii\nat //A\n  X! -: unknown(1)\n", 3),
        ("nonsense\n", 1),
        ("ruleset t 1 cii\nat //A\n  X -: true()\n", 3),
        ("ruleset t 1 cii\nat //A[\n", 2),
        ("at //A\n  X! -: $free\n", 2),
    ] {
        let bad = Rules::parse("test", &|_| Some(rules)).expect_err(rules);
        assert_eq!(bad.line, line, "{bad}");
    }
}
