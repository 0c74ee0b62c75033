//! The answer as a folder of files.

use serde_json::json;

use tierone_chart::Drawing;
use tierone_report::{
    MANIFEST, ResultFile, SensitivityMade, SourceEntry, TOOL_VERSION, sensitivity_page,
};
use tierone_scenario::Reading;
use tierone_sensitivity::Trial;

use super::super::destination::{Working, put};
use super::super::exit::Failure;
use super::super::files::{all_pictures, names, page_with};
use super::options::Options;

/// What was made.
pub(super) struct Made<'a> {
    pub options: &'a Options,
    pub reading: &'a Reading,
    pub trial: &'a Trial<'a>,
    pub replications: u32,
    pub answer: Vec<String>,
    pub how: String,
    pub notes: Vec<String>,
    /// Whether everything was tried.
    pub complete: bool,
}

impl Made<'_> {
    /// Writes manifest, table, answer, charts and page.
    pub fn write(
        self,
        working: &Working,
        drawings: &[Drawing],
        (table, rows): (&str, Vec<u8>),
        answer: &str,
    ) -> Result<(), Failure> {
        let options = self.options;
        let file = |name: &str, bytes: Vec<u8>| ResultFile {
            name: name.into(),
            bytes,
        };
        let charts = all_pictures(drawings, options.png);
        let mut files = vec![
            file(MANIFEST, self.manifest(&charts).into_bytes()),
            file(table, options.raw.cells().file(rows)),
            file("answer.json", answer.as_bytes().to_vec()),
        ];
        let scenario = self.reading.scenario.as_ref();
        let facts = [
            ("scenario", options.scenario.display().to_string()),
            ("seed", self.trial.seed.to_string()),
            ("replications", self.replications.to_string()),
        ];
        let page = sensitivity_page(SensitivityMade {
            title: scenario.map_or("", |scenario| &scenario.title),
            together: options.together,
            answer: self.answer,
            drawings,
            how: &self.how,
            notes: self.notes,
            facts: facts.map(|(head, text)| (head.to_owned(), text)).into(),
            sources: &self.reading.sources,
        });
        files.extend(page_with(&page, drawings));
        files.extend(charts);
        put(working, options.force, &files)
    }

    fn manifest(&self, charts: &[ResultFile]) -> String {
        let options = self.options;
        let measures = self.trial.measures.iter().map(|measure| measure.name);
        let design = options.together.then(
            || json!({ "paths": options.paths, "rows": options.rows, "numbers": options.numbers }),
        );
        let scenario = self.reading.scenario.as_ref();
        let name = |policy: &usize| scenario.map(|scenario| &scenario.policies[*policy].name);
        let policies: Vec<_> = self.trial.policies.iter().filter_map(name).collect();
        let manifest = json!({
            "tool": "tierone",
            "tool_version": TOOL_VERSION,
            "command": "sensitivity",
            "scenario": options.scenario.display().to_string(),
            "sources": self.reading.sources.iter().map(SourceEntry::of).collect::<Vec<_>>(),
            "measures": measures.collect::<Vec<_>>(),
            "baseline": policies.get(self.trial.baseline),
            "policies": policies,
            "seed": self.trial.seed,
            "replications": self.replications,
            "together": design,
            "complete": self.complete,
            "answer": self.answer,
            "charts": names(charts),
        });
        format!("{manifest:#}\n")
    }
}
