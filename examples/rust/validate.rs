// Dit si une plateforme acceptera une facture électronique. Tells whether a platform will take an e-invoice.

use ocr_facture::check::Severity;
use ocr_facture::{CheckOptions, OCRFactureAPI};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let report = OCRFactureAPI::local().validate(&std::fs::read("facturx.pdf")?, &CheckOptions::default())?;

    for ruleset in &report.rulesets {
        let why = ruleset.why.as_ref().map(|why| format!(" ({})", why.fr)).unwrap_or_default();
        println!("{} {} : {:?}{why}", ruleset.id, ruleset.version, ruleset.status);
    }
    for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Fatal) {
        println!("{} {:?} : {}", finding.rule, finding.xpath, finding.message.fr);
    }
    Ok(())
}
