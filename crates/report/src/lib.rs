//! What a results folder holds, as bytes: the manifest, tidy tables, and finished replications.
//!
//! | room | what it makes |
//! | --- | --- |
//! | `manifest` | `manifest.json`: everything to repeat a run and to judge it |
//! | `estimated` | the same of an estimate |
//! | `tables` | `summary.csv`, `periods.csv`, `contrasts.csv`: one row a figure |
//! | `targets_said` | what a run says of targets |
//! | `targets` | `targets.csv`: one row a target, window and period |
//! | `pathways` | `pathways.csv`: one row a pathway, stage, period and figure |
//! | `pilots` | `pilots.csv`: one row a pilot and figure |
//! | `answer` | what a run says first, in sentences |
//! | `deciding` | the few figures by which a policy is chosen |
//! | `figure_text` | a figure with no more digits than its error supports |
//! | `command_line` | words as a shell takes them |
//! | `chunk` | finished replications, or other parts, of work that was cut off |
//! | `page` | `report.html`: everything on one page, and what it is made of |
//! | `result_file` | one file of a results folder |
//! | `hash` | what tells one scenario from another |
//! | `workbook` | workbooks that people read or fill in |
//! | `versions` | the versions that a number depends on |
//!
//! To add a file: a function that makes its bytes, and its row in [`result_files`].

mod answer;
mod chunk;
mod claimed;
mod command_line;
mod compared;
mod deciding;
mod estimated;
pub mod figure_text;
mod hash;
mod manifest;
mod page;
mod pathways;
mod pilots;
mod result_file;
mod tables;
mod targets;
mod targets_said;
mod versions;
pub mod workbook;

pub use answer::{Answer, answer, how, of_checked_only};
pub use chunk::{ChunkError, Identity, checked_chunk, chunk, encode, encode_part, parts};
pub use command_line::quoted;
pub use deciding::{DecidingRow, checked_twice, deciding, differences, not_judged};
pub use estimated::{EstimateAsked, estimate_manifest};
pub use hash::{hex, scenario_hash, text_hash};
pub use manifest::{
    AnchorEntry, AssumptionEntry, CheckEntry, Ending, Manifest, MeasureEntry, PolicyEntry, Ran,
    SourceEntry, UnderEntry, manifest,
};
pub use page::{
    AheadMade, EstimateMade, FitMade, LintRow, PAGE, PAGE_DATA, Page, PlanMade, RunMade,
    SensitivityMade, SeriesMade, SweepMade, ahead_page, durations_page, estimate_page, fit_page,
    html, lint_page, page_files, pilot_page, plan_page, run_page, sensitivity_page, series_page,
    sweep_page,
};
use pathways::pathways_csv;
pub use pathways::{PathwayFigure, pathway_figures};
use pilots::pilots_csv;
pub use pilots::{PilotFigure, pilot_figures};
pub use result_file::ResultFile;
pub use tables::{TableFigure, figures};
use tables::{contrasts_csv, periods_csv, summary_csv};
use targets::targets_csv;
pub use targets::{TargetFigures, target_figures};
pub use targets_said::{CHANCES, targets_at_length};
pub use versions::TOOL_VERSION;

use tierone_engine::study::Summary;
use tierone_scenario::Scenario;
use tierone_stats::cells::Cells;

/// The name of the manifest in a results folder.
pub const MANIFEST: &str = "manifest.json";

/// The files of a results folder, the manifest first; tables have such cells.
pub fn result_files(
    scenario: &Scenario,
    summary: &Summary,
    manifest: &Manifest,
    cells: Cells,
) -> Vec<ResultFile> {
    let file = |name: &str, bytes: Vec<u8>| ResultFile {
        name: name.into(),
        bytes,
    };
    let table = |name: &str, text: String| file(name, cells.file(text.into_bytes()));
    let mut files = vec![
        file(MANIFEST, manifest.to_json().into_bytes()),
        table("summary.csv", summary_csv(scenario, summary, cells)),
        table("periods.csv", periods_csv(scenario, summary, cells)),
        table("contrasts.csv", contrasts_csv(scenario, summary, cells)),
    ];
    let targets = targets_csv(scenario, summary, cells);
    files.extend(targets.map(|text| table("targets.csv", text)));
    let pilots = pilots_csv(scenario, summary, cells);
    files.extend(pilots.map(|text| table("pilots.csv", text)));
    let pathways = pathways_csv(scenario, summary, cells);
    files.extend(pathways.map(|text| table("pathways.csv", text)));
    files
}
