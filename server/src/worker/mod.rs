//! Documents are opened by processes of their own: each is locked in before it sees a byte, and replaced when it dies.

mod child;
mod pool;
mod process;
mod protocol;
#[cfg(target_os = "linux")]
mod sandbox;

pub use child::{lock_in, run};
pub(crate) use pool::Pool;
pub use process::Program;
