//! Invoices of every kind France writes, as users hand them in: what follows from the rest is left out.

use ocr_facture::Invoice;
use serde_json::{Value, json};

/// Name and invoice of every scenario.
pub(super) fn all() -> Vec<(String, Invoice)> {
    let mut all: Vec<(&str, Value)> = vec![
        ("plain", json!({})),
        (
            "several_rates",
            json!({ "lines": [line("Ramette", "12", "4.35", "20"), line("Livre", "3", "18.90", "5.5"),
            line("Repas", "2", "14.50", "10"), line("Journal", "5", "2.30", "2.1")] }),
        ),
        (
            "corsica",
            json!({ "lines": [line("Vin", "6", "9.90", "10"), line("Fromage", "2", "21.35", "2.1"),
            line("Travaux", "1", "480", "10"), line("Spectacle", "2", "30", "0.9"), line("Gazole", "10", "1.312", "13")] }),
        ),
        (
            "overseas",
            json!({ "seller": { "address": { "post_code": "97400", "city": "Saint-Denis" } },
            "lines": [line("Climatiseur", "1", "899", "8.5"), line("Riz", "10", "1.85", "2.1")] }),
        ),
        (
            "guadeloupe_country_code",
            json!({ "seller": { "address": { "post_code": "97110", "country": "GP" } },
            "lines": [line("Rhum", "6", "14.50", "8.5")] }),
        ),
        (
            "price_discount",
            json!({ "lines": [discounted("Chaise", "4", "120.00", "5"),
            discounted("Table", "1", "499.99", "12.5")] }),
        ),
        (
            "line_discount",
            json!({ "lines": [merged(line("Peinture", "7", "33.33", "20"), json!({ "discount_rate": "10",
            "net_amount": "209.98" }))] }),
        ),
        (
            "line_allowances",
            json!({ "lines": [merged(line("Parquet", "25.5", "42.10", "10"), json!({ "unit": "m²",
            "allowances": [{ "amount": "50.00", "reason": "Lot défraîchi" }], "charges": [{ "base_amount": "1073.55",
            "rate": "3", "reason": "Découpe" }] }))] }),
        ),
        ("document_allowance", json!({ "allowances": [{ "amount": "10.00", "reason": "Remise de fidélité" }] })),
        (
            "document_allowance_by_rate",
            json!({ "allowances": [{ "base_amount": "190.00", "rate": "3",
            "reason": "Remise de fin d'année" }], "charges": [{ "amount": "15.90", "reason": "Port" }] }),
        ),
        (
            "allowances_of_several_rates",
            json!({ "lines": [line("Livre", "10", "20", "5.5"), line("Stylo", "10", "3", "20")],
            "allowances": [{ "amount": "20", "vat": { "rate": "5.5" } }, { "amount": "3", "vat": { "rate": "20" } }] }),
        ),
        ("allowance_total_only", json!({ "totals": { "allowances": "19.00" } })),
        (
            "franchise",
            json!({ "seller": { "vat_id": null }, "lines": [line("Cours de piano", "4", "35", "0")],
            "notes": [{ "text": "TVA non applicable, art. 293 B du CGI" }] }),
        ),
        (
            "franchise_by_code",
            json!({ "lines": [line("Cours de piano", "4", "35", "0")],
            "vat_breakdown": [{ "exemption_code": "VATEX-FR-FRANCHISE" }] }),
        ),
        (
            "exempt_training",
            json!({ "lines": [line("Formation", "2", "700", "0")], "vat_breakdown": [{ "category": "E",
            "rate": "0", "exemption_reason": "Exonération de TVA, article 261-4-4° a du CGI",
            "exemption_code": "VATEX-FR-CGI261-4" }] }),
        ),
        (
            "part_exempt",
            json!({ "lines": [line("Formation", "2", "700", "0"), line("Manuel", "2", "25", "5.5")],
            "vat_breakdown": [{ "rate": "0", "exemption_code": "VATEX-FR-CGI261-4" }] }),
        ),
        (
            "reverse_charge_building",
            json!({ "business_process": "S1", "lines": [line("Pose de cloisons", "38", "41.50", "0")],
            "notes": [{ "text": "Autoliquidation, article 283-2 nonies du CGI" }] }),
        ),
        (
            "intra_community_goods",
            json!({ "business_process": null, "buyer": italian(),
            "lines": [line("Moteur", "3", "1250", "0")], "vat_breakdown": [{ "category": "K" }] }),
        ),
        (
            "intra_community_delivered_elsewhere",
            json!({ "buyer": italian(), "lines": [line("Moteur", "3", "1250", "0")],
            "notes": [{ "text": "Exonération de TVA, article 262 ter I du CGI" }], "delivery": { "date": "2026-09-10",
            "name": "Deposito", "address": { "lines": ["Via Roma 3"], "post_code": "10121", "city": "Torino", "country": "IT" } } }),
        ),
        (
            "intra_community_services",
            json!({ "business_process": "S1", "buyer": italian(),
            "lines": [line("Conseil", "3", "900", "0")], "vat_breakdown": [{ "category": "AE" }] }),
        ),
        (
            "export",
            json!({ "buyer": american(), "lines": [line("Kit", "5", "310", "0")],
            "notes": [{ "text": "Exonération de TVA, article 262 I du CGI" }] }),
        ),
        (
            "outside_vat",
            json!({ "business_process": "S1", "buyer": american(), "lines": [line("Étude", "1", "4000", "0")],
            "vat_breakdown": [{ "exemption_code": "VATEX-EU-O",
            "exemption_reason": "TVA non applicable, article 259-1 du CGI" }] }),
        ),
        (
            "zero_rate",
            json!({ "lines": [merged(line("Échantillon", "1", "10", "0"), json!({ "vat": { "category": "Z" } }))] }),
        ),
        (
            "credit_note",
            json!({ "number": "AV-2026-007", "type_code": "381", "due_date": null,
            "preceding_invoices": [{ "number": "FA-2026-0007", "issue_date": "2026-08-02" }],
            "payment": { "terms": "À valoir sur votre prochaine facture" } }),
        ),
        (
            "credit_note_in_negative",
            json!({ "type_code": "381",
            "preceding_invoices": [{ "number": "FA-2026-0007", "issue_date": "2026-08-02" }],
            "lines": [merged(line("Porte", "-2", "95", "20"), json!({ "net_amount": "-190.00" }))],
            "vat_breakdown": [{ "rate": "20", "taxable_amount": "-190.00", "tax_amount": "-38.00" }],
            "totals": { "net": "-190.00", "tax": "-38.00", "gross": "-228.00" } }),
        ),
        (
            "credit_note_of_discount",
            json!({ "type_code": "262", "contract_reference": "CT-2026",
            "delivery": { "period": { "start": "2026-01-01", "end": "2026-08-31" } },
            "lines": [line("Remise de fin d'année", "1", "1500", "20")] }),
        ),
        (
            "self_billed_credit_note",
            json!({ "type_code": "261",
            "preceding_invoices": [{ "number": "FA-2026-0007", "issue_date": "2026-08-02" }] }),
        ),
        (
            "deposit",
            json!({ "number": "AC-2026-12", "type_code": "386", "lines": [line("Acompte de 30 %", "1", "3000", "20")] }),
        ),
        (
            "final_after_deposit",
            json!({ "business_process": "M4", "totals": { "paid": "100.00" },
            "preceding_invoices": [{ "number": "AC-2026-12", "issue_date": "2026-07-01" }] }),
        ),
        (
            "already_paid",
            json!({ "business_process": "B2", "totals": { "paid": "228.00" }, "due_date": "2026-09-14",
            "payment": { "means_code": "48", "iban": null, "bic": null } }),
        ),
        (
            "corrected",
            json!({ "number": "FA-2026-0043", "type_code": "384",
            "preceding_invoices": [{ "number": "FA-2026-0042", "issue_date": "2026-09-01" }] }),
        ),
        ("self_billed", json!({ "type_code": "389" })),
        (
            "factored",
            json!({ "type_code": "393", "payee": { "name": "Affacturage de France", "siret": "35600000000048" } }),
        ),
        (
            "tax_on_debits",
            json!({ "business_process": "S1", "tax_point_code": "3",
            "notes": [{ "text": "Option pour le paiement de la taxe d'après les débits" }] }),
        ),
        ("foreign_currency", json!({ "currency": "USD", "totals": { "accounting_tax": "34.86" } })),
        (
            "tax_representative",
            json!({ "business_process": "B1", "seller": { "name": "Zürcher AG", "siren": "443061841",
            "siret": null, "vat_id": "FR64443061841", "address": { "lines": ["Bahnhofstrasse 1"], "post_code": "8001",
            "city": "Zürich", "country": "CH" } }, "tax_representative": { "name": "Représentation Fiscale SAS",
            "vat_id": "FR64443061841", "address": { "post_code": "69002", "city": "Lyon", "country": "FR" } } }),
        ),
        (
            "foreign_seller",
            json!({ "business_process": null, "seller": { "name": "Müller GmbH", "siren": null, "siret": null,
            "vat_id": "DE129273398", "electronic_address": { "value": "rechnung@mueller.example" }, "legal_form": null,
            "share_capital": null, "rcs": null, "naf": null, "address": { "lines": ["Hauptstraße 5"], "post_code": "10115",
            "city": "Berlin", "country": "DE" } }, "lines": [line("Beratung", "8", "120", "19")] }),
        ),
        (
            "identifiers",
            json!({ "seller": { "identifiers": [{ "scheme": "0088", "value": "3012345678900" }] }, "buyer": { "identifiers": [{ "scheme": "0224", "value": "SERVICE-9" }] } }),
        ),
        (
            "identifiers_of_buyer",
            json!({ "buyer": { "siret": "44306184100047", "identifiers": [{ "scheme": "0224",
            "value": "SERVICE-9" }, { "scheme": "0088", "value": "3012345678900" }] } }),
        ),
        (
            "public_buyer",
            json!({ "buyer_reference": "SERVICE-FACT", "order_reference": "4500012345",
            "contract_reference": "2026-M-014", "buyer": { "name": "Commune de Trévoux" } }),
        ),
        (
            "subscription",
            json!({ "business_process": null, "delivery": { "period": { "start": "2026-09-01",
            "end": "2026-09-30" } }, "lines": [merged(line("Abonnement", "1", "49.90", "20"), json!({ "unit": "mois",
            "period": { "start": "2026-09-01", "end": "2026-09-30" } }))] }),
        ),
        (
            "delivered_elsewhere",
            json!({ "delivery": { "date": "2026-09-12", "name": "Chantier Bellecour",
            "address": { "lines": ["4 place Bellecour", "Bâtiment C", "Escalier 2", "Porte 14"], "post_code": "69002",
            "city": "Lyon" } } }),
        ),
        (
            "rebate_line",
            json!({ "lines": [line("Porte", "2", "95", "20"), line("Geste commercial", "1", "-20", "20")] }),
        ),
        (
            "returned_goods_line",
            json!({ "lines": [line("Porte", "2", "95", "20"), line("Reprise", "-1", "40", "20")] }),
        ),
        (
            "lump_sums",
            json!({ "lines": [{ "name": "Forfait pose", "net_amount": "450.00", "vat": { "rate": "10" } },
            { "name": "Déplacement", "net_amount": "35.00", "vat": { "rate": "10" } }] }),
        ),
        (
            "cents_of_a_cent",
            json!({ "lines": [line("Vis", "1250", "0.0473", "20"), line("Clou", "333", "0.003333", "20")] }),
        ),
        (
            "price_for_a_hundred",
            json!({ "lines": [merged(line("Agrafe", "2500", "3.90", "20"),
            json!({ "price_quantity": "100", "standard_code": "3017620422003" }))] }),
        ),
        ("rounded_due", json!({ "lines": [line("Repas", "3", "12.37", "10")], "totals": { "rounding": "-0.02" } })),
        (
            "special_characters",
            json!({ "seller": { "name": "Dupont & Fils <SARL> \"L'Été\"" },
            "lines": [line("Câble 3×1,5 mm² – 50 % « éco » 😀", "1", "10", "20")],
            "notes": [{ "text": "Ligne 1\nLigne 2 & fin ]]>" }] }),
        ),
        (
            "tax_line_by_line",
            json!({ "lines": [line("A", "1", "0.13", "20"), line("B", "1", "0.13", "20"),
            line("C", "1", "0.13", "20")], "vat_breakdown": [{ "rate": "20", "tax_amount": "0.09" }] }),
        ),
        ("nothing_to_pay", json!({ "lines": [line("Geste commercial", "1", "0", "20")] })),
        ("cash", json!({ "payment": { "means_code": "10", "iban": null, "bic": null } })),
        ("no_means_told", json!({ "payment": { "means_code": null, "iban": null, "bic": null, "reference": "FA42" } })),
        (
            "private_buyer",
            json!({ "buyer": { "name": "Mme Ana Ruiz", "siren": null, "siret": null, "vat_id": null,
            "trading_name": null, "electronic_address": { "scheme": "EM", "value": "ana@ruiz.example" } } }),
        ),
    ];
    let many: Vec<Value> = (0..400)
        .map(|i| {
            line(
                &format!("Article {i}"),
                "3",
                &format!("{}.{:02}", i % 90 + 1, i % 100),
                ["20", "10", "5.5", "2.1"][i % 4],
            )
        })
        .collect();
    all.push(("many_lines", json!({ "lines": many })));
    all.into_iter().map(|(name, patch)| (name.to_owned(), invoice(patch))).collect()
}

/// A complete French invoice between companies, changed by the patch.
pub(super) fn invoice(patch: Value) -> Invoice {
    let base = json!({
        "number": "FA-2026-0042", "issue_date": "2026-09-14", "due_date": "2026-10-14", "business_process": "M1",
        "seller": { "name": "Menuiserie Vasseur", "trading_name": "L'Établi", "siret": "73282932000074",
            "vat_id": "FR44732829320", "legal_form": "SARL", "share_capital": "10000", "rcs": "RCS Lyon 732 829 320",
            "naf": "43.32A", "address": { "lines": ["12 rue de la Gare"], "post_code": "69003", "city": "Lyon",
            "country": "FR" }, "contact": { "name": "Ana Vasseur", "phone": "+33 4 78 00 00 00",
            "email": "ana@vasseur.example" } },
        "buyer": { "name": "Hôtel du Parc", "siren": "443061841", "vat_id": "FR64443061841",
            "address": { "lines": ["1 place du Parc"], "post_code": "38000", "city": "Grenoble", "country": "FR" } },
        "payment": { "iban": "FR1420041010050500013M02606", "bic": "PSSTFRPPLYO", "terms": "30 jours net",
            "late_penalty": "Pénalités de retard : trois fois le taux d'intérêt légal.", "recovery_fee": "40",
            "discount_terms": "Pas d'escompte pour paiement anticipé." },
        "lines": [line("Porte en chêne", "2", "95.00", "20")],
    });
    serde_json::from_value(merged(base, patch)).expect("a scenario is an invoice")
}

fn line(name: &str, quantity: &str, price: &str, rate: &str) -> Value {
    json!({ "name": name, "quantity": quantity, "net_price": price, "vat": { "rate": rate } })
}

fn discounted(name: &str, quantity: &str, gross: &str, discount: &str) -> Value {
    json!({ "name": name, "quantity": quantity, "gross_price": gross, "discount_rate": discount, "vat": { "rate": "20" } })
}

fn italian() -> Value {
    json!({ "name": "Officine Rossi SpA", "siren": null, "vat_id": "IT00743110157",
        "address": { "lines": ["Via Manzoni 12"], "post_code": "20121", "city": "Milano", "country": "IT" },
        "electronic_address": { "scheme": "0211", "value": "IT00743110157" } })
}

fn american() -> Value {
    json!({ "name": "Pacific Tools Inc.", "siren": null, "vat_id": null,
        "address": { "lines": ["200 Pine Street"], "post_code": "94104", "city": "San Francisco", "country": "US" },
        "electronic_address": { "value": "ap@pacifictools.example" } })
}

/// The value with what the patch sets; lists are replaced as a whole.
fn merged(mut value: Value, patch: Value) -> Value {
    match (&mut value, patch) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, change) in from {
                let old = into.remove(&key).unwrap_or(Value::Null);
                into.insert(key, merged(old, change));
            }
            value
        }
        (_, patch) => patch,
    }
}
