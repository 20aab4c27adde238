//! What each system asks of a module Node loads.

fn main() {
    napi_build::setup();
}
