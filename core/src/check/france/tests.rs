//! Dates of effect, sellers, buyers and weights; what each rule says is held by the vectors of `tests/vectors/compliance`.

use jiff::civil::{Date, date};

use super::*;
use crate::invoice::{Address, Note, Party};

fn of(invoice: &Invoice, options: &FranceOptions, code: &str) -> Finding {
    let (_, findings) = check(invoice, options);
    findings.into_iter().find(|finding| finding.rule == code).expect("a finding for every rule")
}

fn french(siren: Option<&str>) -> Party {
    let address = Address { country: Some("FR".to_owned()), ..Address::default() };
    Party { siren: siren.map(str::to_owned), address, ..Party::default() }
}

/// A business of France sells to another, whose SIREN is not there.
fn without_buyer_siren(issued: Date) -> Invoice {
    let buyer = Party { name: Some("Hôtel SAS".to_owned()), ..french(None) };
    Invoice { issue_date: Some(issued), seller: french(Some("812407005")), buyer, ..Invoice::default() }
}

fn sized(size: Option<IssuerSize>, vat_group: bool) -> FranceOptions {
    FranceOptions { issuer_size: size, vat_group, ..FranceOptions::at(date(2028, 1, 1)) }
}

#[test]
fn the_reform_starts_by_the_size_of_the_issuer() {
    use IssuerSize::{Intermediate, Large, Micro, Small};
    let (first, second) = (date(2026, 9, 1), date(2027, 9, 1));
    let cases = [
        (Some(Large), false, first),
        (Some(Intermediate), false, first),
        (Some(Small), false, second),
        (Some(Micro), false, second),
        (None, false, second),
        (Some(Micro), true, first),
    ];
    for (size, group, from) in cases {
        let on = |day| of(&without_buyer_siren(day), &sized(size, group), "FR-ID-08").status;
        assert_eq!(on(from), Status::Failed, "{size:?} {group}");
        let eve = from.yesterday().expect("a day before");
        assert_eq!(on(eve), Status::NotRun, "{size:?} {group}");
    }
}

#[test]
fn a_rule_not_yet_in_force_says_from_when() {
    let told = of(&without_buyer_siren(date(2026, 11, 22)), &sized(None, false), "FR-ID-08").message;
    assert!(told.fr.contains("01/09/2027") && told.en.contains("2027-09-01"), "{told:?}");
}

#[test]
fn an_invoice_without_date_is_judged_as_of_today() {
    let mut invoice = without_buyer_siren(date(2000, 1, 1));
    invoice.issue_date = None;
    assert_eq!(of(&invoice, &sized(None, false), "FR-ID-08").status, Status::Failed);
    assert_eq!(of(&invoice, &FranceOptions::at(date(2026, 1, 1)), "FR-ID-08").status, Status::NotRun);
}

#[test]
fn the_buyer_tells_who_buys() {
    let options = FranceOptions::at(date(2026, 11, 22));
    let penalties = |buyer: Party, notes: Vec<Note>| {
        let invoice = Invoice { seller: french(Some("812407005")), buyer, notes, ..Invoice::default() };
        let finding = of(&invoice, &options, "FR-PAY-02");
        (finding.status, finding.severity)
    };
    let named = |name: &str| Party { name: Some(name.to_owned()), ..french(None) };
    let bar = |route: &str| vec![Note { subject_code: Some("BAR".to_owned()), text: route.to_owned() }];
    let owed = (Status::Failed, Severity::Fatal);
    let (supposed, free) = ((Status::Failed, Severity::Warning), (Status::NotRun, Severity::Fatal));
    assert_eq!(penalties(french(Some("552713000")), vec![]), owed);
    assert_eq!(penalties(named("Hôtel des Cimes S.A.R.L"), bar("B2B")), owed);
    assert_eq!(penalties(named("Hôtel des Cimes SARL"), vec![]), owed);
    assert_eq!(penalties(named("Hôtel des Cimes"), vec![]), supposed);
    assert_eq!(penalties(named("Mme Anne Roy"), vec![]), free);
    assert_eq!(penalties(named("Anne Roy"), bar("B2C")), free);
    // A local authority: penalties come from the Code de la commande publique.
    assert_eq!(penalties(french(Some("217500107")), vec![]), free);
    assert_eq!(penalties(named("Mairie de Talloires"), vec![]), free);
    let german = Address { country: Some("DE".to_owned()), ..Address::default() };
    let abroad = Party { vat_id: Some("DE123456789".to_owned()), address: german, ..Party::default() };
    assert_eq!(penalties(abroad, vec![]), supposed);
}

#[test]
fn sellers_are_bound_by_the_law_of_their_place() {
    let options = FranceOptions::at(date(2026, 11, 22));
    let status = |country: &str, vat: &str, code: &str| {
        let address = Address { country: Some(country.to_owned()), ..Address::default() };
        let vat_id = Some(vat.to_owned()).filter(|vat| !vat.is_empty());
        let invoice = Invoice { seller: Party { address, vat_id, ..Party::default() }, ..Invoice::default() };
        of(&invoice, &options, code).status
    };
    // The date is owed under tax law, the SIREN under commercial law.
    for (country, vat, dated, siren) in [
        ("FR", "", true, true),
        ("RE", "", true, true),
        ("MC", "FR90000012345", true, false),
        ("NC", "", false, false),
        ("DE", "DE123456789", false, false),
        ("DE", "FR60552713000", true, false),
        ("US", "", false, false),
    ] {
        let run = |code| status(country, vat, code) != Status::NotRun;
        assert_eq!((run("FR-DOC-01"), run("FR-ID-02")), (dated, siren), "{country} {vat}");
    }
}

#[test]
fn options_are_read_strictly_and_only_the_day_is_needed() {
    let read = |text: &str| serde_json::from_str::<FranceOptions>(text);
    assert_eq!(read(r#"{"today":"2026-11-22"}"#).expect("options"), FranceOptions::at(date(2026, 11, 22)));
    let told = read(r#"{"today":"2026-11-22","issuer_size":"intermediate","transaction":"b2g"}"#).expect("options");
    assert_eq!((told.issuer_size, told.transaction), (Some(IssuerSize::Intermediate), Some(Transaction::B2g)));
    assert!(read(r#"{"today":"2026-11-22","issuer":"large"}"#).is_err());
    assert!(read("{}").is_err());
}

#[test]
fn an_empty_invoice_and_extreme_amounts_are_no_panic() {
    let options = FranceOptions::at(date(2026, 11, 22));
    let (ruleset, _) = check(&Invoice::default(), &options);
    assert_eq!(ruleset.status, Status::Failed);
    let most = rust_decimal::Decimal::MAX;
    let mut invoice = Invoice { issue_date: Some(Date::MAX), due_date: Some(Date::MIN), ..Invoice::default() };
    invoice.lines = vec![
        crate::invoice::Line {
            quantity: Some(most),
            net_price: Some(most),
            net_amount: Some(most),
            ..Default::default()
        };
        3
    ];
    invoice.vat_breakdown = vec![
        crate::invoice::VatBreakdown {
            rate: Some(most),
            taxable_amount: Some(most),
            tax_amount: Some(-most),
            ..Default::default()
        };
        3
    ];
    invoice.totals.net = Some(most);
    invoice.totals.tax = Some(most);
    invoice.totals.gross = Some(-most);
    invoice.totals.paid = Some(-most);
    invoice.totals.due = Some(most);
    invoice.delivery.period.end = Some(Date::MAX);
    let (ruleset, findings) = check(&invoice, &FranceOptions::at(Date::MAX));
    assert_eq!((ruleset.status, findings.len()), (Status::Failed, rules().count()));
}
