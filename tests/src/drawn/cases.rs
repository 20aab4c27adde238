//! The cases: what companies send, and what no company should.

use jiff::civil::date;
use ocr_facture::Invoice;
use ocr_facture::facturx::draw::{DrawOptions, Language, Logo};
use ocr_facture::invoice::{Address, Contact, ElectronicAddress, Period};

use super::build::{Builder, dec};

/// An invoice, and how it is drawn.
#[derive(Clone, Debug)]
pub struct Case {
    /// Name of its file.
    pub name: &'static str,
    /// What is drawn.
    pub invoice: Invoice,
    /// How.
    pub options: DrawOptions,
}

fn plain() -> DrawOptions {
    DrawOptions::new(date(2026, 9, 14).at(8, 30, 0, 0))
}

fn english() -> DrawOptions {
    DrawOptions { language: Language::English, ..plain() }
}

/// A mark of three bars on a transparent ground, as PNG.
fn logo(width: u32, height: u32) -> Logo {
    let mut picture = image::RgbaImage::new(width, height);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (bar, inside) = (5 * x / width, y * 5 / height + 1 >= 4 - (5 * x / width).min(4));
        let color =
            [[0xc2, 0x41, 0x0c], [0, 0, 0], [0xea, 0x80, 0x1c], [0, 0, 0], [0x1b, 0x3a, 0x5c]][bar.min(4) as usize];
        let shown = inside && bar % 2 == 0;
        pixel.0 = [color[0], color[1], color[2], if shown { 255 } else { 0 }];
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    Logo::read(bytes.get_ref()).expect("a logo")
}

fn joinery(count: usize) -> Builder {
    const WORK: [(&str, &str, &str, &str); 6] = [
        (
            "Fenêtre bois-aluminium 2 vantaux",
            "C62",
            "642.50",
            "Chêne, double vitrage 4/16/4, ouverture à la française.",
        ),
        ("Pose et calfeutrement", "HUR", "52", ""),
        ("Dépose des menuiseries existantes", "HUR", "48", "Évacuation en déchetterie comprise."),
        ("Parquet massif chêne 140 mm", "MTK", "89.9", ""),
        ("Plinthe assortie", "MTR", "12.35", ""),
        ("Déplacement", "LS", "75", ""),
    ];
    (0..count).fold(Builder::new(), |builder, i| {
        let (name, unit, price, more) = WORK[i % WORK.len()];
        let builder = builder.line(name, &format!("{}", 1 + i % 7), unit, price, "20");
        builder.with(|l| l.description = (!more.is_empty()).then(|| more.to_owned()))
    })
}

fn short() -> Builder {
    Builder::new().line("Conseil en organisation, mission de septembre", "12", "HUR", "85", "20")
}

/// Every case.
pub fn cases() -> Vec<Case> {
    let case = |name, builder: Builder, options| Case { name, invoice: builder.0, options };
    let long = "Société coopérative d'intérêt collectif des Menuisiers, Charpentiers et Ébénistes Réunis de la Vallée de la Haute-Saône et du Jura Méridional";
    let mut all = vec![
        case("one-line", short().total(None, None), plain()),
        case(
            "logo",
            joinery(5).total(None, None),
            DrawOptions { logo: Some(logo(640, 220)), accent: [0xc2, 0x41, 0x0c], ..plain() },
        ),
        case(
            "logo-tall",
            joinery(3).total(None, None),
            DrawOptions { logo: Some(logo(200, 500)), accent: [0x0f, 0x76, 0x6e], ..plain() },
        ),
        case("lines-20", joinery(20).total(None, None), plain()),
        case("lines-60", joinery(60).total(None, None), plain()),
        case("lines-400", joinery(400).total(None, None), plain()),
        case(
            "credit-note",
            short()
                .after("FA-2026-0031", date(2026, 8, 3))
                .set(|i| {
                    i.type_code = Some("381".into());
                    i.number = Some("AV-2026-0007".into());
                    i.due_date = None;
                })
                .total(None, None),
            plain(),
        ),
        case(
            "corrected",
            short().after("FA-2026-0031", date(2026, 8, 3)).set(|i| i.type_code = Some("384".into())).total(None, None),
            plain(),
        ),
        case(
            "deposit",
            Builder::new()
                .line("Acompte de 30 % sur devis D-2026-77", "1", "C62", "1500", "20")
                .set(|i| i.type_code = Some("386".into()))
                .total(None, None),
            plain(),
        ),
        case(
            "final-after-deposit",
            joinery(4)
                .after("FA-2026-0011", date(2026, 6, 2))
                .set(|i| {
                    i.business_process = Some("B4".into());
                    i.totals.paid = Some(dec("500"));
                })
                .total(None, None),
            plain(),
        ),
        case("self-billed", short().set(|i| i.type_code = Some("389".into())).total(None, None), plain()),
        case(
            "franchise",
            Builder::new()
                .line_in("E", "Reportage photographique", "1", "DAY", "650", "0")
                .line_in("E", "Retouche de 40 images", "40", "C62", "6.5", "0")
                .set(|i| {
                    i.seller.name = Some("Camille Roux EI".into());
                    i.seller.vat_id = None;
                    i.seller.legal_form = Some("EI".into());
                    i.seller.share_capital = None;
                    i.seller.rcs = None;
                })
                .total(Some("TVA non applicable, article 293 B du CGI"), Some("VATEX-FR-FRANCHISE")),
            plain(),
        ),
        case(
            "reverse-charge",
            Builder::new()
                .line_in("AE", "Sous-traitance : pose de cloisons", "64", "MTK", "31.2", "0")
                .total(Some("Autoliquidation"), Some("VATEX-EU-AE")),
            plain(),
        ),
        case(
            "several-rates",
            Builder::new()
                .line("Menu du jour", "24", "C62", "18.5", "10")
                .line("Vins au verre", "30", "C62", "5.2", "20")
                .line("Livre de cuisine", "3", "C62", "29", "5.5")
                .line("Revue", "4", "C62", "6.9", "2.1")
                .set(|i| i.business_process = Some("M1".into()))
                .total(None, None),
            plain(),
        ),
        case(
            "discounts",
            joinery(2)
                .discounted("5")
                .line("Quincaillerie", "14", "C62", "7.95", "20")
                .discounted("12.5")
                .line("Colle", "3", "KGM", "9.8", "20")
                .total(None, None),
            plain(),
        ),
        case("two-prices", joinery(2).with(|l| l.gross_price = Some(dec("60"))).total(None, None), plain()),
    ];
    all.extend([
        case("codes", joinery(6).set(|i| {
            for (n, line) in i.lines.iter_mut().enumerate() {
                line.code = Some(format!("REF-{:04}", 37 * n + 11));
                line.id = Some(format!("{}", 10 * (n + 1)));
                line.order_reference = Some(format!("{}", n + 1)).filter(|_| n % 2 == 0);
            }
        }).total(None, None), plain()),
        case("adjustments", joinery(4).adjusted(true, "50", "Remise de fidélité", "20").adjusted(false, "38.5", "Frais de port", "20").total(None, None), plain()),
        case("delivery", joinery(3).set(|i| {
            i.business_process = Some("B1".into());
            i.delivery.date = Some(date(2026, 9, 10));
            i.delivery.name = Some("Chantier Les Cordeliers".into());
            i.delivery.address = Some(Address { lines: vec!["Quai Saint-Vincent".into()], post_code: Some("69001".into()), city: Some("Lyon".into()), country: Some("FR".into()) });
        }).total(None, None), plain()),
        case("references", short().set(|i| {
            i.contract_reference = Some("MARCHÉ-2025-33".into());
            i.buyer_reference = Some("SERVICE-COMPTA-04".into());
            i.delivery.period = Period { start: Some(date(2026, 9, 1)), end: Some(date(2026, 9, 30)) };
            i.payment.reference = Some("FA-2026-0042/BC-118".into());
            i.buyer.contact = Contact { name: Some("Mme Inès Garnier".into()), phone: Some("01 44 00 00 00".into()), email: Some("compta@brasserie-oeuvre.example".into()) };
            i.buyer.electronic_address = Some(ElectronicAddress { scheme: Some("0225".into()), value: "552100554".into() });
        }).total(None, None), plain()),
        case("long-names", joinery(2).line("Fourniture, transport, montage et réglage d'un escalier hélicoïdal en frêne massif avec garde-corps en acier thermolaqué, limon central débillardé, y compris étude d'exécution et plans de fabrication", "1", "SET", "12480", "20").with(|l| {
            l.description = Some("Relevé sur place, note de calcul, plans soumis à l'approbation du maître d'œuvre.\nDélai de fabrication : huit semaines à compter de la validation des plans.".into());
        }).set(|i| {
            i.seller.name = Some(long.into());
            i.buyer.name = Some(format!("{long} — Direction des achats"));
            i.buyer.contact.email = Some("comptabilite.fournisseurs.service-central@etablissements-menuisiers-reunis-de-haute-saone.example".into());
            i.number = Some("FACTURE-ELECTRONIQUE/2026/09/000042-REV-A".into());
        }).total(None, None), plain()),
        case("long-notes", short().note(None, &"Le présent document reprend l'ensemble des prestations réalisées au titre du contrat cadre, telles que décrites dans les comptes rendus hebdomadaires remis au client et validés par lui. ".repeat(40)).note(Some("REG"), "Option pour le paiement de la taxe d'après les débits").note(Some("TXD"), "MEMBRE_ASSUJETTI_UNIQUE").note(Some("BAR"), "B2B").note(Some("PMD"), "Tout retard de paiement entraîne de plein droit l'application de pénalités au taux de 12 %.").set(|i| i.payment.late_penalty = None).total(None, None), plain()),
        case("huge-line", joinery(2).line("Étude", "1", "C62", "100", "20").with(|l| l.description = Some("Analyse détaillée du besoin, poste par poste, avec les hypothèses retenues. ".repeat(150))).line("Suite", "2", "C62", "10", "20").total(None, None), plain()),
        case("dollars", joinery(3).set(|i| {
            i.currency = Some("USD".into());
                    i.accounting_currency = Some("EUR".into());
                    i.totals.accounting_tax = Some(dec("161.92"));
            i.buyer.address.country = Some("US".into());
            i.buyer.siren = None;
            i.buyer.vat_id = None;
            i.buyer.name = Some("Golden Gate Brewing Co.".into());
        }).total(None, None), english()),
        case("intra-community", Builder::new().line_in("K", "Machine à café professionnelle", "2", "C62", "2350", "0").set(|i| {
            i.business_process = Some("B1".into());
            i.buyer.name = Some("Kaffeehaus Grünwald GmbH".into());
            i.buyer.siren = None;
            i.buyer.vat_id = Some("DE129273398".into());
            i.buyer.address = Address { lines: vec!["Königsstraße 5".into()], post_code: Some("70173".into()), city: Some("Stuttgart".into()), country: Some("DE".into()) };
        }).total(Some("Exonération de TVA, article 262 ter I du CGI"), Some("VATEX-EU-IC")), plain()),
        case("english", joinery(4).discounted("10").total(None, None), english()),
        case("greek-cyrillic", short().set(|i| {
            i.buyer.name = Some("Ελληνική Ζυθοποιία Α.Ε.".into());
            i.buyer.address.lines = vec!["ул. Ленина, 5".into()];
            i.buyer.address.country = Some("GR".into());
        }).total(None, None), plain()),
        case("missing-glyphs", short().set(|i| i.buyer.name = Some("株式会社 東京ビール (Tōkyō)".into())).note(None, "مرحبا 🍺 ok").total(None, None), plain()),
        case("pale-accent", joinery(4).total(None, None), DrawOptions { accent: [0xff, 0xd5, 0x4a], payment_code: false, ..plain() }),
        case("no-lines", Builder::new().set(|i| { i.totals.net = Some(dec("100")); i.totals.tax = Some(dec("20")); i.totals.gross = Some(dec("120")); i.totals.due = Some(dec("120")); }), plain()),
        case("empty", Builder(Invoice::default()), plain()),
    ]);
    all
}
