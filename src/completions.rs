//! `tierone completions`: what a shell needs to complete commands and options.

use clap::Args;
use clap_complete::{Shell, generate};

use super::exit::Failure;
use super::terminal;

/// Print completions for a shell.
#[derive(Args)]
#[command(
    after_help = "Example:\n  tierone completions bash > ~/.local/share/bash-completion/completions/tierone"
)]
pub(super) struct Options {
    /// The shell.
    shell: Shell,
}

/// Prints the completions.
pub(super) fn run(options: &Options, mut command: clap::Command) -> Result<(), Failure> {
    let mut text = Vec::new();
    generate(options.shell, &mut command, "tierone", &mut text);
    terminal::answer(&String::from_utf8_lossy(&text))
}
