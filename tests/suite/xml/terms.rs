//! Every term of the model, in CII, UBL and ZUGFeRD 1, against one table of expectations.

use std::collections::BTreeSet;

use jiff::civil::date;
use ocr_facture::Invoice;
use ocr_facture::api::DocumentKind;
use ocr_facture::facturx;
use ocr_facture::invoice::leaves;

use super::{CII, UBL, assert_warnings, read, with};

fn expected() -> Invoice {
    serde_json::from_str(include_str!("../../vectors/xml/full/expected.json")).expect("expected invoice")
}

#[test]
fn every_term_is_read_alike_in_both_syntaxes() {
    for (xml, kind) in [(CII, DocumentKind::Cii), (UBL, DocumentKind::Ubl)] {
        let reading = read(xml);
        assert_eq!(reading.kind, kind);
        assert_eq!(facturx::sniff(xml.as_bytes()), Some(kind));
        assert_eq!(reading.profile.as_deref(), Some("urn:cen.eu:en16931:2017"));
        assert_eq!(leaves(&reading.invoice), leaves(&expected()));
        assert_eq!(reading.invoice, expected());
        assert_warnings(&reading, &[]);
    }
}

#[test]
fn the_expectations_hold_every_term_of_the_model() {
    let without_indexes =
        |path: &str| path.split('.').filter(|p| p.parse::<u32>().is_err()).collect::<Vec<_>>().join(".");
    let held: BTreeSet<String> = leaves(&expected()).iter().map(|leaf| without_indexes(&leaf.path)).collect();
    let mut absent = Vec::new();
    let value = serde_json::to_value(expected()).expect("JSON");
    let mut waiting = vec![(String::new(), &value)];
    while let Some((path, value)) = waiting.pop() {
        match value {
            serde_json::Value::Object(map) => {
                waiting.extend(map.iter().map(|(key, value)| (format!("{path}.{key}"), value)));
            }
            serde_json::Value::Array(items) => waiting.extend(items.iter().map(|item| (path.clone(), item))),
            _ if held.contains(path.trim_start_matches('.')) => {}
            _ => absent.push(path.trim_start_matches('.').to_owned()),
        }
    }
    absent.sort();
    absent.dedup();
    // Neither syntax has legal mentions or a tax office but those of the seller, VAT but that of the line for what is
    // taken off it, or more than a name and numbers for the parties beside seller and buyer; who has a SIREN has no
    // other registration.
    absent.retain(|path| !path.starts_with("payee.") && !path.starts_with("tax_representative."));
    let mentions = ["legal_form", "naf", "rcs", "registration", "share_capital", "tax_number"];
    let mentions = mentions.map(|mention| format!("buyer.{mention}"));
    let vat = ["allowances", "charges"].map(|list| ["category", "rate"].map(|leaf| format!("lines.{list}.vat.{leaf}")));
    let register = ["seller.registration".to_owned()];
    assert_eq!(absent, [mentions.as_slice(), vat.as_flattened(), &register].concat());
}

#[test]
fn zugferd_1_has_the_same_terms_under_its_old_names() {
    let old = [
        ("CrossIndustryInvoice", "CrossIndustryDocument"),
        ("rsm:ExchangedDocumentContext", "rsm:SpecifiedExchangedDocumentContext"),
        ("rsm:ExchangedDocument>", "rsm:HeaderExchangedDocument>"),
        ("rsm:SupplyChainTradeTransaction", "rsm:SpecifiedSupplyChainTradeTransaction"),
        ("ApplicableHeaderTrade", "ApplicableSupplyChainTrade"),
        ("SpecifiedLineTrade", "SpecifiedSupplyChainTrade"),
        ("RateApplicablePercent", "ApplicablePercent"),
        ("SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"),
        ("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"),
        ("IssuerAssignedID", "ID"),
        ("urn:cen.eu:en16931:2017", "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort"),
    ];
    let xml = old.iter().fold(CII.to_owned(), |xml, (new, old)| xml.replace(new, old));
    let reading = read(&xml);
    assert_eq!(reading.invoice, expected());
    assert_eq!(reading.profile.as_deref(), Some("urn:ferd:CrossIndustryDocument:invoice:1p0:comfort"));
    assert_warnings(&reading, &[]);
}

#[test]
fn a_ubl_credit_note_is_read_under_its_own_names() {
    let names = [
        ("<Invoice ", "<CreditNote "),
        ("</Invoice>", "</CreditNote>"),
        ("xsd:Invoice-2", "xsd:CreditNote-2"),
        ("InvoiceLine>", "CreditNoteLine>"),
        ("InvoicedQuantity", "CreditedQuantity"),
        ("InvoiceTypeCode>380", "CreditNoteTypeCode>381"),
        ("InvoiceTypeCode", "CreditNoteTypeCode"),
        ("  <cbc:DueDate>2026-10-14</cbc:DueDate>\n", ""),
        ("</cbc:PaymentMeansCode>", "</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-10-14</cbc:PaymentDueDate>"),
    ];
    let xml = names.iter().fold(UBL.to_owned(), |xml, (invoice, credit)| xml.replace(invoice, credit));
    let reading = read(&xml);
    assert_eq!(reading.invoice, Invoice { type_code: Some("381".into()), ..expected() });
    assert_warnings(&reading, &[]);
}

#[test]
fn an_invoice_in_an_envelope_is_found() {
    let body = UBL.split_once("?>").expect("a declaration").1;
    let xml = format!(
        "<StandardBusinessDocument xmlns='urn:x'><StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion>\
         </StandardBusinessDocumentHeader>{body}</StandardBusinessDocument>"
    );
    assert_eq!(facturx::sniff(xml.as_bytes()), Some(DocumentKind::Ubl));
    assert_eq!(read(&xml).invoice, expected());
}

#[test]
fn of_several_due_dates_the_first_is_due_and_the_others_are_told() {
    let term = |day: u32| {
        format!(
            "<ram:SpecifiedTradePaymentTerms><ram:Description>Acompte {day}</ram:Description><ram:DueDateDateTime>\
             <udt:DateTimeString format=\"102\">202611{day}</udt:DateTimeString></ram:DueDateDateTime>\
             </ram:SpecifiedTradePaymentTerms>"
        )
    };
    let end = "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>";
    let xml = with(CII, end, &format!("{}{}{end}", term(20), term(10)));
    let reading = read(&xml);
    assert_eq!(reading.invoice.due_date, Some(date(2026, 10, 14)));
    assert_eq!(reading.invoice.payment.terms.as_deref(), Some("30 jours net\nAcompte 20\nAcompte 10"));
    assert_warnings(&reading, &[("xml_unmapped", 2, "DueDateDateTime/DateTimeString")]);
    let reading = read(&with(&xml, ">20261014<", ">20261231<"));
    assert_eq!(reading.invoice.due_date, Some(date(2026, 11, 10)));
}

#[test]
fn values_of_two_payment_instructions_never_mix() {
    let card = "<cac:PaymentMeans><cbc:PaymentMeansCode>48</cbc:PaymentMeansCode><cbc:PaymentID>CB</cbc:PaymentID>\
                </cac:PaymentMeans>";
    let reading = read(&with(UBL, "<cac:PaymentMeans>", &format!("{card}<cac:PaymentMeans>")));
    assert_eq!(reading.invoice, expected());
    assert_warnings(
        &reading,
        &[("xml_unmapped", 1, "PaymentMeans/PaymentID"), ("xml_unmapped", 1, "PaymentMeans/PaymentMeansCode")],
    );
}

#[test]
fn a_total_in_another_currency_is_told_not_read() {
    let tax = "<ram:TaxTotalAmount currencyID=\"EUR\">36.00</ram:TaxTotalAmount>";
    let reading =
        read(&with(CII, tax, &format!("<ram:TaxTotalAmount currencyID=\"CHF\">34.00</ram:TaxTotalAmount>{tax}")));
    assert_eq!(reading.invoice, expected());
    assert_warnings(&reading, &[("xml_unmapped", 1, "SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount")]);
}

#[test]
fn identifiers_are_told_apart_by_scheme_and_shape() {
    let legal = "<ram:ID schemeID=\"0002\">732829320</ram:ID>";
    let siret = "<ram:GlobalID schemeID=\"0009\">73282932000074</ram:GlobalID>";

    // A SIRET under the scheme of the SIREN is still a SIRET.
    let reading = read(&with(&with(CII, siret, ""), legal, "<ram:ID schemeID=\"0002\">73282932000074</ram:ID>"));
    assert_eq!((reading.invoice.seller.siren, reading.invoice.seller.siret), (None, Some("73282932000074".into())));

    // Without a scheme, a number that proves itself is the SIREN in France, and one of another register elsewhere.
    let bare = with(CII, legal, "<ram:ID>732829320</ram:ID>");
    assert_eq!(read(&bare).invoice.seller.siren.as_deref(), Some("732829320"));
    let abroad = read(&with(&bare, "<ram:CountryID>FR", "<ram:CountryID>PT"));
    assert_eq!(abroad.invoice.seller.siren, None);
    assert_eq!(abroad.invoice.seller.registration.map(|id| id.value), Some("732829320".into()));
    assert_eq!(abroad.warnings, []);

    // Other schemes are kept as they are; letters in a SIREN make it none.
    let other = read(&with(CII, siret, "<ram:GlobalID schemeID=\"0224\">SERVICE-9</ram:GlobalID>"));
    let found = &other.invoice.seller.identifiers[1];
    assert_eq!((found.scheme.as_deref(), found.value.as_str()), (Some("0224"), "SERVICE-9"));
    assert_eq!(other.invoice.seller.siret, None);
    let broken = read(&with(CII, legal, "<ram:ID schemeID=\"0002\">73282932O</ram:ID>"));
    assert_warnings(&broken, &[("xml_bad_value", 1, "SpecifiedLegalOrganization/ID")]);

    // A tax number that is not the VAT number, and one too many.
    let local = read(&with(CII, "<ram:ID schemeID=\"VA\">FR 44", "<ram:ID schemeID=\"FC\">FR 44"));
    assert_eq!(local.invoice.seller.vat_id, None);
    assert_eq!(local.invoice.seller.tax_number.as_deref(), Some("FR 44 732 829 320"));
    assert_warnings(&local, &[("xml_unmapped", 1, "SpecifiedTaxRegistration/ID")]);
}

#[test]
fn a_bad_value_is_told_by_its_path_alone() {
    let bad = [
        (">20260914<", ">20260231<", "IssueDateTime/DateTimeString"),
        (
            ">190.00</ram:LineTotal",
            ">12,5 abc</ram:LineTotal",
            "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
        ),
        (">276.00<", ">1,234<", "SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount"),
    ];
    for (old, new, path) in bad {
        let reading = read(&with(CII, old, new));
        assert_warnings(&reading, &[("xml_bad_value", 1, path)]);
        assert!(!reading.warnings[0].message.contains(new.trim_matches(['<', '>'])));
    }
}

#[test]
fn what_has_no_place_is_counted_and_sorted() {
    let extra = "<ram:ProcuringProject><ram:ID>P1</ram:ID></ram:ProcuringProject>";
    let property = "<ram:Characteristic><ram:Value>bleu</ram:Value></ram:Characteristic>";
    let xml = CII.replace("</ram:SpecifiedTradeProduct>", &format!("{property}</ram:SpecifiedTradeProduct>"));
    let reading = read(&with(&xml, "<ram:BuyerReference>", &format!("{extra}<ram:BuyerReference>")));
    assert_eq!(reading.invoice, expected());
    assert_warnings(
        &reading,
        &[("xml_unmapped", 1, "ProcuringProject/ID"), ("xml_unmapped", 3, "Characteristic/Value")],
    );
    assert_eq!(
        reading.warnings[0].message,
        "Élément du XML sans place dans le modèle (1 fois) : CrossIndustryInvoice/SupplyChainTradeTransaction/\
         ApplicableHeaderTradeAgreement/ProcuringProject/ID"
    );
}

/// Every text of the documents, changed one by one: the change shows in the invoice or in the warnings.
#[test]
fn no_text_is_dropped_in_silence() {
    for xml in [CII, UBL] {
        let document = roxmltree::Document::parse(xml).expect("well formed");
        let before = read(xml);
        let texts = document.descendants().filter(|n| n.is_text() && !n.text().unwrap_or_default().trim().is_empty());
        let mut changed = 0;
        for text in texts {
            let path = text.parent_element().expect("an element").tag_name().name();
            let range = text.range();
            let after = read(&format!("{}Zyx9{}", &xml[..range.start], &xml[range.end..]));
            let told = after.warnings != before.warnings;
            assert!(
                told || leaves(&after.invoice) != leaves(&before.invoice) || after.profile != before.profile,
                "{path}"
            );
            changed += 1;
        }
        assert!(changed > 100, "{changed} texts");
    }
}

#[test]
fn mentions_are_read_only_where_one_note_speaks_clearly() {
    let pmt = "#PMT#Indemnité forfaitaire pour frais de recouvrement : 40 €.";
    let fee = |text: &str| read(&with(UBL, pmt, text)).invoice.payment.recovery_fee;
    assert_eq!(fee("#PMT#Indemnité (art. L441-10 et D441-5) de 40,00 euros"), "40.00".parse().ok());
    assert_eq!(fee("#PMT#40 EUR, soit 40 €"), "40".parse().ok());
    assert_eq!(fee("#PMT#40 € par facture, 80 € au plus"), None);
    assert_eq!(fee("#PMT#Selon la loi"), None);
    assert_eq!(fee("#AAI#40 €"), None);

    let pmd = "#PMD#Pénalités de retard : trois fois le taux d'intérêt légal.";
    let penalty = |text: &str| read(&with(UBL, pmd, text)).invoice.payment.late_penalty;
    assert_eq!(penalty("#PMD#n/a"), None);
    assert_eq!(penalty("#PMD#10 %/an"), Some("10 %/an".into()));
    assert_eq!(penalty("#PMD#12 % l'an</cbc:Note><cbc:Note>#PMD#Taux BCE + 10 points"), None, "two notes");
}

#[test]
fn legal_information_is_read_where_it_is_clear() {
    let seller = |text: &str| {
        let reading = read(
            &with(CII, ">APE 4332A<", &format!(">{text}<"))
                .replace("SARL au capital de 10 000 €", "Note")
                .replace("RCS Lyon 732 829 320", "Note"),
        );
        let (p, told) = (reading.invoice.seller, reading.warnings.len());
        ([p.legal_form, p.share_capital, p.rcs, p.naf].map(Option::unwrap_or_default), told)
    };
    let expect = |form: &str, capital: &str, rcs: &str, naf: &str| [form, capital, rcs, naf].map(str::to_owned);
    let rows = [
        (
            "SAS au capital de 10.000 €, RCS Aix-en-Provence B 732829320",
            expect("SAS", "10000", "RCS Aix-en-Provence B 732829320", ""),
            0,
        ),
        ("S.A.R.L. - Capital social : 1 500,50 EUR - APE : 62.01Z", expect("SARL", "1500.5", "", "62.01Z"), 0),
        ("SASU au capital variable de 1€", expect("SASU", "1", "", ""), 0),
        ("732 829 320 RCS La Rochelle", expect("", "", "RCS La Rochelle", ""), 1),
        ("Notre capital est la confiance", expect("", "", "", ""), 1),
        ("Entrepreneur depuis 1990, au capital humain de 40 personnes", expect("", "", "", ""), 1),
    ];
    for (text, expected, told) in rows {
        assert_eq!(seller(text), (expected, told), "{text}");
    }
}

#[test]
fn every_value_says_that_it_comes_from_the_xml() {
    use ocr_facture::{Engine, ExtractOptions, Origin};
    for (xml, kind) in [(CII, DocumentKind::Cii), (UBL, DocumentKind::Ubl)] {
        let extraction = Engine::new().extract_from_bytes(xml.as_bytes(), &ExtractOptions::default()).expect("reads");
        assert_eq!(extraction.document.kind, kind);
        assert_eq!(extraction.invoice, expected());
        assert!(extraction.document.pages.is_empty());
        let paths: Vec<&String> = extraction.fields.keys().collect();
        let mut expected: Vec<String> = leaves(&expected()).into_iter().map(|leaf| leaf.path).collect();
        expected.sort();
        assert_eq!(paths, expected.iter().collect::<Vec<_>>());
        assert!(extraction.fields.values().all(|e| e.origin == Origin::Xml && e.page.is_none() && e.rect.is_none()));
    }
}
