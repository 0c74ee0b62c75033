//! What `tierone backtest` can be told.

use std::path::PathBuf;

use clap::Args;

use super::super::figures::FigureOptions;
use super::super::files::RawCsv;
pub(super) use super::super::forecast::Format;

const EXAMPLES: &str = "\
Examples:
  tierone backtest scenarios/examples/series.csv
  tierone backtest accuracy.csv --from 6 --ahead 1,3 --out results/backtest
  tierone backtest --score results/outlook/forecast.csv accuracy-2027.csv
  tierone backtest --score own-forecast.csv accuracy-2027.csv

At each period from --from on, every method forecasts from what had been published by then, and is marked against what
came: mean absolute error; CRPS, which also marks how wide the bands are (the smaller the better, in units of the
figure); gain, the share of the last value's CRPS that a method saves, with 95 % intervals by a bootstrap over periods
and over groups; how often bands of 50, 80 and 95 % held what came.

A forecast of your own (CSV) needs the period, the figure (`figure`, `forecast`, `median`, `mean`) and one band: `low_80` and
`high_80` or `p10` and `p90`, of 50 % (`p25`, `p75`) or of 95 % (`p2.5`, `p97.5`); `group` and `method`, by any name, where
there are several. A band is marked as it stands; CRPS, and bands that are not there, take a normal distribution as wide as
that of 80 % (or of 95 %, or of 50 %).";

/// Mark forecasts of a figure: those of the past, made again, or one that was kept.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The figures, as `tierone forecast` takes them.
    #[arg(value_name = "SERIES", required_unless_present = "score")]
    pub series: Option<PathBuf>,

    /// Mark the forecast.csv that a forecast left, or one of your own, against the figures that came since.
    #[arg(long, num_args = 2, value_names = ["FORECAST", "ACTUAL"], conflicts_with_all = ["series", "from", "ahead"])]
    pub score: Vec<PathBuf>,

    /// Periods that are over before the first forecast [default: 6, or half of what there is].
    #[arg(long, value_name = "N")]
    pub from: Option<usize>,

    /// How many periods ahead, with commas.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1,3", value_parser = ahead)]
    pub ahead: Vec<usize>,

    /// How the answer is written to standard output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,

    /// Also write the marks as CSV into this folder, with a manifest.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Replace the folder if it is there; what tierone did not write, or somebody changed, is kept under another name.
    #[arg(long, requires = "out")]
    pub force: bool,

    #[command(flatten)]
    pub raw: RawCsv,

    #[command(flatten)]
    pub figures: FigureOptions,
}

fn ahead(text: &str) -> Result<usize, String> {
    let wrong = || "write whole numbers from 1 to 120, with commas".to_owned();
    let ahead: usize = text.trim().parse().map_err(|_| wrong())?;
    (1..=120)
        .contains(&ahead)
        .then_some(ahead)
        .ok_or_else(wrong)
}
