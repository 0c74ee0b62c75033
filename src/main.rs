//! The door: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    tierone::cli::main()
}
