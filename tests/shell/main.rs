//! What holds `tierone` to what it promises, from outside.

mod by_hand;
mod cells;
mod changes;
mod cli;
mod command;
mod disclosure;
mod drawing;
mod draws;
mod estimating;
mod example_quarter;
mod hostile_workbooks;
mod interrupt;
mod leaks;
mod lint_command;
mod lists_read;
mod odd_uses;
mod readme;
mod results_of_others;
mod reviews;
mod run_and_estimate;
mod signals_told;
mod structure;
mod suppressing;
mod two_steps;
mod workbooks;
