//! What every test of the command needs: a place to work, documents, and the command itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};
use serde_json::{Value, json};

/// A directory of its own for one test.
pub(crate) fn workshop(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory
}

/// An invoice in one page of Helvetica.
pub(crate) fn invoice(number: &str) -> Vec<u8> {
    let rows = [
        (50, 780, "ATELIER DUPONT SARL"),
        (50, 765, "12 rue des Lilas"),
        (50, 750, "69003 LYON"),
        (50, 735, "SIRET : 732 829 320 00074"),
        (350, 780, "FACTURE"),
        (350, 765, &format!("Facture N\u{b0} : {number}")),
        (350, 750, "Date : 14/09/2026"),
        (50, 600, "Total HT"),
        (450, 600, "190,00"),
        (50, 585, "TVA 20 %"),
        (450, 585, "38,00"),
        (50, 570, "Total TTC"),
        (450, 570, "228,00"),
    ];
    let [catalog, tree, page, font, content] = [1, 2, 3, 4, 5].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([page]).count(1);
    let mut one = pdf.page(page);
    one.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(tree).contents(content);
    one.resources().fonts().pair(Name(b"F"), font);
    one.finish();
    pdf.type1_font(font).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
    let mut drawn = Content::new();
    for (x, y, text) in rows {
        let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
        drawn.begin_text().set_font(Name(b"F"), 10.0).next_line(x as f32, y as f32).show(Str(&bytes)).end_text();
    }
    pdf.stream(content, &drawn.finish());
    pdf.finish()
}

pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ocr-facture"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

pub(crate) fn run(arguments: &[&str], directory: &Path) -> Output {
    command().args(arguments).current_dir(directory).output().unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// An invoice that every rule accepts, as the JSON a program would write: nothing that can be worked out is in it.
pub(crate) fn sound() -> Value {
    json!({
        "number": "FA-2026-0042",
        "issue_date": "2026-11-02",
        "due_date": "2026-12-02",
        "business_process": "S1",
        "seller": {
            "name": "Atelier Dupont", "legal_form": "SARL", "share_capital": "10000",
            "siren": "732829320", "vat_id": "FR44732829320", "rcs": "RCS Lyon 732 829 320",
            "address": { "lines": ["12 rue des Lilas"], "post_code": "69003", "city": "Lyon", "country": "FR" }
        },
        "buyer": {
            "name": "Café du Port", "siren": "552713000",
            "address": { "lines": ["3 quai Nord"], "post_code": "13002", "city": "Marseille", "country": "FR" }
        },
        "delivery": { "date": "2026-10-30" },
        "lines": [{ "name": "Pose d'une porte", "quantity": "2", "net_price": "95.00", "vat": { "rate": "20" } }],
        "payment": {
            "iban": "FR7630006000011234567890189",
            "late_penalty": "Pénalités de retard : trois fois le taux d'intérêt légal",
            "recovery_fee": "40",
            "discount_terms": "Pas d'escompte pour paiement anticipé"
        }
    })
}

/// The same with one value changed, by its pointer; null takes it away.
pub(crate) fn with(pointer: &str, value: Value) -> Value {
    let mut invoice = sound();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    invoice.pointer_mut(parent).unwrap()[key] = value;
    invoice
}

/// A workshop with `bonne.json`, that every rule accepts, and `sans-cadre.json`, that the French rules refuse for want
/// of BT-23.
pub(crate) fn two(name: &str) -> PathBuf {
    let directory = workshop(name);
    write(&directory, "bonne.json", &sound());
    write(&directory, "sans-cadre.json", &with("/business_process", Value::Null));
    directory
}

pub(crate) fn write(directory: &Path, name: &str, value: &Value) {
    fs::write(directory.join(name), value.to_string()).unwrap();
}

/// Runs the command, which must go well, and hands its output back.
pub(crate) fn done(arguments: &[&str], directory: &Path) -> Output {
    let output = run(arguments, directory);
    assert_eq!(code(&output), 0, "{arguments:?}: {}{}", stdout(&output), stderr(&output));
    output
}

/// What it wrote on stdout, as JSON.
pub(crate) fn json_of(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}{}", stdout(output), stderr(output)))
}
