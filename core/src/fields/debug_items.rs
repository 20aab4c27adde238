//! debug
use super::items;
/// debug
pub fn debug_items(path: &str, pages: &[crate::page::Page]) -> String {
    let layouts: Vec<_> = pages.iter().map(crate::layout::PageLayout::new).collect();
    let mark = super::amount::decimal_mark(layouts.iter().flat_map(|l| l.words.iter()));
    let t = std::time::Instant::now();
    let it = items::read(&layouts, mark);
    let us = t.elapsed().as_micros();
    let d = |r: &Option<super::span::Read<rust_decimal::Decimal>>| r.as_ref().map(|r| r.value.to_string());
    let s = |r: &Option<super::span::Read<String>>| r.as_ref().map(|r| r.value.clone());
    let line = |l: &items::ItemLine| serde_json::json!({"id": s(&l.id), "name": s(&l.name), "description": s(&l.description), "code": s(&l.code), "quantity": d(&l.quantity), "unit": s(&l.unit), "gross_price": d(&l.gross_price), "discount_rate": d(&l.discount_rate), "net_price": d(&l.net_price), "net_amount": d(&l.net_amount), "gross_amount": d(&l.gross_amount), "vat_rate": d(&l.vat_rate), "vat_code": s(&l.vat_code), "ttc": l.tax_included_price, "fit": format!("{:?}", l.fit)});
    serde_json::json!({"path": path, "us": us as u64, "pages": pages.len(), "included": it.prices_include_tax, "lines": it.lines.iter().map(line).collect::<Vec<_>>(), "adjustments": it.adjustments.iter().map(line).collect::<Vec<_>>()}).to_string()
}
