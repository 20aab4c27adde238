//! Runs an example of `examples/rust` where it stands: `rust-examples NAME`. One program, so that it is linked once.

use std::process::ExitCode;

/// Each example as a module, with a way to its `main`.
macro_rules! examples {
    ($($name:ident)*) => {
        $(mod $name {
            include!(concat!("../../../examples/rust/", stringify!($name), ".rs"));

            pub(super) fn run() -> Outcome {
                main()
            }
        })*

        fn run(name: &str) -> Result<(), Box<dyn std::error::Error>> {
            match name {
                $(stringify!($name) => $name::run(),)*
                _ => Err(format!("no example {name}: {}", [$(stringify!($name)),*].join(", ")).into()),
            }
        }
    };
}

examples! { batch check convert export extract generate parse recipe_folder ubl validate }

fn main() -> ExitCode {
    match run(&std::env::args().nth(1).unwrap_or_default()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
