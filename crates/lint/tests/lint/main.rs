//! What holds `tierone-lint` to what it promises, from outside.

mod beside_truth;
mod lint;
mod lint_fuzz;
mod lint_sarif;
mod lint_shipped;
mod linting;
mod remedies;
