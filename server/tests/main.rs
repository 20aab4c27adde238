//! The server as its clients see it: started here with workers that are this very test binary.
#![cfg(unix)]

mod api;
mod callers;
mod docs;
mod house;
#[cfg(test)]
#[path = "../src/real_parts.rs"]
mod real_parts;
mod safety;
mod shared;
mod wire;

/// What tests start as another process; on its own it does nothing.
#[test]
fn process() {
    match std::env::var(house::ROLE).as_deref() {
        Ok("worker") => ocr_facture_server::work().expect("a worker that ends well"),
        Ok("server") => house::serve(),
        Ok("escape") => safety::escape(),
        _ => {}
    }
}
