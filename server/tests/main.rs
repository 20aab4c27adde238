//! The server as its clients see it: started here with workers that are this very test binary.
#![cfg(unix)]

mod api;
mod docs;
mod house;
mod safety;
mod wire;

/// What tests start as another process; on its own it does nothing.
#[test]
fn process() {
    match std::env::var(house::ROLE).as_deref() {
        Ok("worker") => ocr_facture_server::work().expect("a worker that ends well"),
        Ok("escape") => safety::escape(),
        _ => {}
    }
}
