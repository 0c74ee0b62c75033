//! The command that goes on with an interrupted run.

use tierone_report::quoted;

use super::columns::Column;
use super::options::{DEFAULT_SEED, Format, Options, ProgressKind, Until};
use super::plan::RunPlan;

/// The command that runs what is left of `plans`.
pub(super) fn command(options: &Options, left: &[RunPlan]) -> String {
    let mut words: Vec<String> = vec!["tierone".into(), "run".into()];
    words.extend(left.iter().map(|plan| plan.path.display().to_string()));
    words.push("--resume".into());
    let mut option = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            words.push(format!("--{name}"));
            words.push(value);
        }
    };
    let out = match (left, &options.out) {
        (_, None) => None,
        ([only], Some(_)) => Some(only.out.display().to_string()),
        (_, Some(out)) => Some(out.display().to_string()),
    };
    option("out", out);
    option("replications", options.replications.map(|n| n.to_string()));
    option("until", options.until.as_ref().map(Until::to_string));
    let seed = (options.seed != DEFAULT_SEED).then(|| options.seed.to_string());
    option("seed", seed);
    option("threads", options.threads.map(|n| n.to_string()));
    option("baseline", options.baseline.clone());
    let format = match options.format {
        Format::Text => None,
        Format::Json => Some("json"),
        Format::Markdown => Some("markdown"),
    };
    option("format", format.map(str::to_owned));
    let measures: Vec<String> = options.measures.iter().map(Column::to_string).collect();
    let measures = (!measures.is_empty()).then(|| measures.join(","));
    option("measures", measures);
    let progress = match options.progress {
        ProgressKind::Auto => None,
        ProgressKind::Bar => Some("bar"),
        ProgressKind::Counter => Some("counter"),
        ProgressKind::None => Some("none"),
    };
    option("progress", progress.map(str::to_owned));
    let flags = [
        (options.force, "--force"),
        (options.keep_partial, "--keep-partial"),
        (options.quiet, "--quiet"),
        (options.raw.raw_csv, "--raw-csv"),
        (options.confine.confine, "--confine"),
        (options.workbooks.xlsx, "--xlsx"),
        (options.workbooks.ods, "--ods"),
        (options.png, "--png"),
    ];
    let flags = flags.into_iter().filter(|(on, _)| *on);
    words.extend(flags.map(|(_, flag)| flag.to_owned()));
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    words.join(" ")
}
