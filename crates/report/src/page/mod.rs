//! The page of a results folder: one file that says everything without a network and without a script.
//!
//! | room | what it makes |
//! | --- | --- |
//! | `parts`, `table` | what a page is made of: sections, tables, charts, terms. Written as `page.json`, from which a page is made anew |
//! | `run`, `estimate`, `lint`, `plan` | the page of each command, one file a section |
//! | `ahead`, `series`, `sensitivity`, `sweep`, `fitted` | the pages of forecasts of a scenario and of a series, of a sensitivity, of a sweep, of a fit |
//! | `durations`, `pilot` | the pages of how long cases take, and of what a pilot shows in real checks |
//! | `page_text` | what these have in common |
//! | `findings` | what the static analysis found, for pages of runs and of lints |
//! | `html` | a page as HTML |
//!
//! To add a section: a file in the room of its command with a function that returns it, and its line in that room's `mod.rs`.

mod ahead;
mod durations;
mod estimate;
mod findings;
mod fitted;
mod html;
mod lint;
mod page_text;
mod parts;
mod pilot;
mod plan;
mod run;
mod sensitivity;
mod series;
mod sweep;
mod table;

pub use ahead::{AheadMade, ahead_page};
pub use durations::durations_page;
pub use estimate::{EstimateMade, estimate_page};
pub use fitted::{FitMade, fit_page};
pub use html::html;
pub use lint::lint_page;
pub use parts::{LintRow, Page};
pub use pilot::pilot_page;
pub use plan::{PlanMade, plan_page};
pub use run::{RunMade, run_page};
pub use sensitivity::{SensitivityMade, sensitivity_page};
pub use series::{SeriesMade, series_page};
pub use sweep::{SweepMade, sweep_page};

use crate::result_file::ResultFile;

/// The name of the page in a results folder.
pub const PAGE: &str = "report.html";

/// The name of what the page is made of.
pub const PAGE_DATA: &str = "page.json";

/// The page as the files of a results folder, with the SVG of its charts by name.
pub fn page_files(page: &Page, charts: &[(String, String)]) -> [ResultFile; 2] {
    [
        ResultFile {
            name: PAGE.into(),
            bytes: html(page, charts).into_bytes(),
        },
        ResultFile {
            name: PAGE_DATA.into(),
            bytes: page.to_json().into_bytes(),
        },
    ]
}
