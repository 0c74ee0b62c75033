//! What holds `tierone-scenario` to what it promises, from outside.

mod broken_scenarios;
mod common;
mod odd_files;
mod pathways;
mod plans;
mod read_procedures;
mod read_scenarios;
