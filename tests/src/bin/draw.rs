//! Draws every case into a folder: `draw FOLDER [NAME]`. For eyes, and for `tests/judges/pdf.sh`.

use std::path::PathBuf;

use ocr_facture::facturx::draw::{Attachment, draw};
use ocr_facture_tests::drawn::cases;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder"));
    let wanted = arguments.next();
    std::fs::create_dir_all(&folder).expect("the folder");
    let xml = include_bytes!("../../vectors/xml/full/cii.xml");
    for case in cases().into_iter().filter(|c| wanted.as_deref().is_none_or(|w| w == c.name)) {
        let attachment = Attachment::facturx(xml, "EXTENDED");
        let drawn = draw(&case.invoice, Some(&attachment), &case.options).expect("a page");
        std::fs::write(folder.join(format!("{}.pdf", case.name)), &drawn.pdf).expect("the file");
        println!(
            "{:20} {:3} pages {:7} bytes {} warnings",
            case.name,
            drawn.pages,
            drawn.pdf.len(),
            drawn.warnings.len()
        );
    }
}
