//! The forecast of a scenario as a folder of files.

use serde_json::json;

use tierone_chart::{Drawing, fans};
use tierone_fit::office::HistoryRow;
use tierone_outlook::{Ahead, Outlook};
use tierone_report::{AheadMade, MANIFEST, ResultFile, SourceEntry, TOOL_VERSION, ahead_page};
use tierone_scenario::Reading;

use super::super::super::destination::{Working, put};
use super::super::super::exit::Failure;
use super::super::super::figures::csv_rows;
use super::super::super::files::{all_pictures, names, page_with, shown};
use super::super::options::Options;
use super::text::base;

/// What is written.
pub(super) struct Shown<'a> {
    pub reading: &'a Reading,
    pub made: &'a Ahead,
    pub rows: &'a Outlook,
    pub history: &'a [HistoryRow],
}

impl Shown<'_> {
    /// Writes the manifest, the rows, the answer as JSON, charts and the page.
    pub(super) fn write(
        &self,
        working: &Working,
        options: &Options,
        answer: &str,
    ) -> Result<(), Failure> {
        let Self { made, rows, .. } = self;
        let own = &options.scenario;
        let policies = 0..made.scenario.policies.len();
        let drawings: Vec<Drawing> = policies
            .flat_map(|place| fans(&made.scenario, place, rows, self.history))
            .collect();
        let charts = all_pictures(&drawings, own.png);
        let cells = options.raw.cells();
        let file = |name: &str, bytes: Vec<u8>| ResultFile {
            name: name.into(),
            bytes,
        };
        let table = |name: &str, bytes: Vec<u8>| file(name, cells.file(bytes));
        let mut files = vec![
            file(MANIFEST, self.manifest(options, &charts).into_bytes()),
            file("answer.json", answer.as_bytes().to_vec()),
            table("fans.csv", csv_rows(&rows.fans, cells)?),
            table("widths.csv", csv_rows(&rows.widths, cells)?),
        ];
        if !rows.targets.is_empty() {
            files.push(table("targets.csv", csv_rows(&rows.targets, cells)?));
        }
        if !rows.numbers.is_empty() {
            files.push(table("numbers.csv", csv_rows(&rows.numbers, cells)?));
        }
        if !self.history.is_empty() {
            files.push(table("history.csv", csv_rows(self.history, cells)?));
        }
        let facts = [
            ("scenario", options.series.display().to_string()),
            ("seed", own.seed.to_string()),
            ("draws", made.draws().to_string()),
            ("replications of each", own.replications.to_string()),
        ];
        let page = ahead_page(AheadMade {
            scenario: &made.scenario,
            outlook: rows,
            drawings: &drawings,
            how: &base(made, own.replications),
            facts: facts.map(|(head, text)| (head.to_owned(), text)).into(),
            sources: &self.reading.sources,
        });
        files.extend(page_with(&page, &drawings));
        files.extend(charts);
        put(working, options.force, &files)
    }

    fn manifest(&self, options: &Options, charts: &[ResultFile]) -> String {
        let own = &options.scenario;
        let Self {
            reading,
            made,
            rows,
            ..
        } = self;
        let manifest = json!({
            "tool": "tierone",
            "tool_version": TOOL_VERSION,
            "command": "forecast",
            "scenario": options.series.display().to_string(),
            "sources": reading.sources.iter().map(SourceEntry::of).collect::<Vec<_>>(),
            "policies": made.scenario.policies.iter().map(|policy| &policy.name).collect::<Vec<_>>(),
            "seed": own.seed,
            "draws": made.draws(),
            "complete": made.complete,
            "replications": own.replications,
            "ranges": made.ranges.iter().map(|range| json!({
                "key": range.key, "value": range.values[0], "low": range.values[1], "high": range.values[2],
            })).collect::<Vec<_>>(),
            "drawn_together": made.together,
            "present": made.present.is_some(),
            "history": shown(&own.history),
            "not_drawn": made.broken,
            "left_out": made.left_out,
            "fitted_shift_log_odds": made.shifted.to_fit,
            "anchored_by_simulation": made.shifted.simulated,
            "anchor_error_log_odds": made.shifted.error,
            "answer": rows.answer,
            "charts": names(charts),
        });
        format!("{manifest:#}\n")
    }
}
