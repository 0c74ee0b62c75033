//! The manifest of an estimate: what was read, what was asked, and everything to repeat it.

use serde::Serialize;

use tierone_records::lists::FileRead;
use tierone_records::request::Request;

use super::page::EstimateMade;
use super::versions::TOOL_VERSION;

/// What was asked of an estimate.
#[derive(Clone, Debug, Serialize)]
pub struct EstimateAsked {
    /// What is asked of the cases.
    #[serde(flatten)]
    pub request: Request,
    /// The days between which cases were closed.
    #[serde(rename = "closed_between")]
    pub closed: Option<String>,
    /// The seed that the sample was drawn with, where its record is beside it. The estimate itself draws nothing.
    #[serde(skip)]
    pub seed_of_sample: Option<u64>,
}

/// `manifest.json` of an estimate.
#[derive(Serialize)]
struct EstimateManifest<'a> {
    tool: &'static str,
    tool_version: &'static str,
    title: &'a str,
    command: &'a str,
    inputs: Vec<Input<'a>>,
    design: &'a str,
    options: &'a EstimateAsked,
    seed_of_sample: Option<u64>,
    read: &'a [FileRead],
    charts: &'a [String],
}

/// One file that was read.
#[derive(Serialize)]
struct Input<'a> {
    path: &'a str,
    sha256: &'a str,
}

/// The manifest of an estimate, as its file holds it, with the names of the files of its charts.
pub fn estimate_manifest(made: &EstimateMade, asked: &EstimateAsked, charts: &[String]) -> String {
    let inputs = made.inputs.iter();
    let manifest = EstimateManifest {
        tool: "tierone",
        tool_version: TOOL_VERSION,
        title: made.title,
        command: made.command,
        inputs: inputs
            .map(|(path, sha256)| Input { path, sha256 })
            .collect(),
        design: &made.report.design,
        options: asked,
        seed_of_sample: asked.seed_of_sample,
        read: &made.report.read,
        charts,
    };
    let mut text = serde_json::to_string_pretty(&manifest).expect("a manifest is plain data");
    text.push('\n');
    text
}
