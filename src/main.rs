//! The command line: arguments, files, terminal, clock and exit codes. The only room that touches
//! the world.
//!
//! One file a command; `files`, `terminal`, `clock` and `exit` are what they share. To add a command:
//! its file, its row in [`Command`], and its line in [`main`].

#![allow(
    rustdoc::invalid_html_tags,
    reason = "what is written on options is help for a terminal"
)]

mod backtest;
mod clock;
mod completions;
mod counter;
mod destination;
mod estimate;
mod exit;
mod explain;
mod figures;
mod files;
mod fit;
mod forecast;
#[cfg(test)]
mod fuzz;
mod kept;
mod kinds;
mod lint;
mod list;
mod lists;
mod names;
mod new;
mod plan;
mod policies;
mod problems;
mod reading;
mod reference;
mod report;
mod run;
mod sample;
mod schema;
mod sensitivity;
mod signals;
mod simulate;
mod terminal;
mod threads;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return of_usage(&error),
    };
    match perform(arguments.command) {
        Ok(()) => ExitCode::from(exit::DONE),
        Err(failure) => terminal::failed(&failure),
    }
}

/// Does what a command says.
fn perform(command: Command) -> Result<(), exit::Failure> {
    match command {
        Command::Run(options) => run::run(&options),
        Command::Lint(options) => lint::run(&options),
        Command::Sensitivity(options) => sensitivity::run(&options),
        Command::New(options) => new::run(&options),
        Command::Sample(options) => sample::run(&options),
        Command::Fit(options) => fit::run(&options),
        Command::SimulateRecords(options) => simulate::run(&options),
        Command::Estimate(options) => estimate::run(&options),
        Command::Forecast(options) => forecast::run(&options),
        Command::Backtest(options) => backtest::run(&options),
        Command::Plan(options) => plan::run(&options),
        Command::Report(options) => report::run(&options),
        Command::List(options) => list::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Completions(options) => completions::run(&options, self::command()),
    }
}

const EXAMPLES: &str = "\
Examples:
  tierone new office.toml                 a commented scenario to start from
  tierone lint office.toml                judge it without running it
  tierone run office.toml                 simulate every policy and compare them
  tierone run office.toml --until 'accuracy=0.002%'
                                          run until the accuracy is as precise as that
  tierone sensitivity office.toml         which assumption the answer hangs on
  tierone sample cases.csv --method simple-random --checks 400
                                          draw a real sample from a list of cases
  tierone estimate results.csv --sample drawn.csv
                                          accuracy and money from what its checks found
  tierone fit results.csv --sample drawn.csv --scenario office.toml --out fitted.toml
                                          a scenario whose numbers come from those results
  tierone estimate cases.csv --durations received,closed --within closed=15
                                          how long cases take, those still open among them
  tierone estimate results.csv --pilot arm --cluster team
                                          what a pilot in teams shows
  tierone forecast accuracy.csv --limit 97%
                                          a published figure ahead, with bands
  tierone forecast office.toml            what a scenario will give, and be said to give
  tierone backtest accuracy.csv           how good such forecasts would have been
  tierone plan --accuracy 99% --half-width 0.3% --cases 48_000
                                          how many checks it takes, for what
  tierone plan office.toml                which quotas meet the aims of its [plan]
  tierone report results/office           make the page of a results folder again
  tierone explain mve                     what a measure means
  tierone list methods                    how a check can choose decisions

Data goes to standard output, talk to standard error.
Exit codes:
  0    done
  1    lints at or above --fail-on
  2    the input or the usage is wrong
  3    the machine failed: disk, permissions
  130  interrupted by Ctrl-C, with what was finished kept; 143 and 129 by SIGTERM and SIGHUP";

/// A lab in which a quality assurance policy is tried before it is tried on people.
///
/// A scenario file describes an operation (its decisions, its caseworkers, how often and how
/// expensively they err) and the policies under trial (who is checked, how many, by whom, and what
/// happens when a check fails). tierone says what accuracy and what monetary value of error each
/// policy gives, what the policy's own figures would claim, how far apart the two are, and what it
/// all costs.
#[derive(Parser)]
#[command(name = "tierone", version, after_help = EXAMPLES, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(Box<run::Options>),
    Lint(lint::Options),
    Sensitivity(sensitivity::Options),
    New(new::Options),
    Sample(Box<sample::Options>),
    Estimate(Box<estimate::Options>),
    Fit(fit::Options),
    Forecast(forecast::Options),
    Backtest(backtest::Options),
    Plan(Box<plan::Options>),
    SimulateRecords(simulate::Options),
    Report(report::Options),
    List(list::Options),
    Explain(explain::Options),
    Schema(schema::Options),
    Completions(completions::Options),
}

/// The arguments as clap sees them, for completions.
fn command() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

/// Shows what is wrong with the arguments, or the help or version that was asked for.
fn of_usage(error: &clap::Error) -> ExitCode {
    let text = error.render();
    if error.use_stderr() {
        let coloured = terminal::colour();
        let text = if coloured {
            text.ansi().to_string()
        } else {
            text.to_string()
        };
        terminal::talk(text.trim_end());
        return ExitCode::from(exit::INPUT);
    }
    let coloured = terminal::answers_in_colour();
    let text = if coloured {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    match terminal::answer(&text) {
        Ok(()) => ExitCode::from(exit::DONE),
        Err(failure) => terminal::failed(&failure),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn arguments_hold_together() {
        super::command().debug_assert();
    }
}
