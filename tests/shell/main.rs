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
mod folders;
mod hostile;
mod interrupt;
mod killed;
mod leaks;
mod lint_command;
mod odd_uses;
mod readme;
mod results_of_others;
mod reviews;
mod run_and_estimate;
mod signals_told;
mod structure;
mod supply;
mod suppressing;
mod two_steps;
