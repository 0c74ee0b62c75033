//! What `tierone plan` can be told.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};

use tierone_plan::{Hours, MoneyInError, People, Question, TwoKinds};
use tierone_records::request::confidence;
use tierone_stats::units::Decimal;

use super::super::exit::Failure;
use super::super::files::{Confine, RawCsv};
use super::values::{
    above_zero, cost, half_width, hours, inside, minutes, number, percent, share, spread, wrong,
};

const EXAMPLES: &str = "\
Examples:
  tierone plan office.toml
  tierone plan office.toml --out results/quotas --replications 2000
  tierone plan --accuracy 99% --half-width 0.3% --cases 48_000
  tierone plan --accuracy 99% --show 98% --chance 90%
  tierone plan --accuracy 99% --cases 48_000 --caseworkers 40 --twice-as-bad 90%
  tierone plan --accuracy 97% --half-width 1% --sensitivity 80% --format csv
  tierone plan --accuracy 98% --mve 0.5% --mve-show 1% --cases 48_000
  tierone plan --hours 300 --minutes 30 --caseworkers 40 --accuracy 99% --show 98% --mve 0.5% --mve-show 1%
  tierone plan --accuracy 98% --cases 48_000 --cheap-sensitivity 80% --cheap-false-fail 1% --cheap-cost 2 --gold-cost 40 --budget 8000

With a SCENARIO, its [plan] says what the quotas should come to, what may vary and what should be small; the answer is the \
best policy among those that meet every aim, found by simulation: what it gives, what it costs, what today's policy gives, and \
how sure the choice is. With --out also a page, report.html, and the policy as a scenario that runs. `tierone new office.toml` \
writes a scenario with a [plan] to start from; `tierone explain plan` has all aims. For 300 hours of checking a month, and as \
little wrong money as they can buy:

  [plan]
  hours = 300
  accuracy_half_width = \"0.5%\"
  objective = \"mve\"          # or \"hours\", the fewest that meet the aims; or \"cost\"
  [[plan.vary]]
  check = \"independent assurance\"
  checks = { from = 50, to = 600, step = 50 }

Without one, the width is that of the interval which `tierone estimate` prints for a simple random sample, on average. What is \
shown is shown by the exact one-sided bound.";

/// Say which quotas a scenario needs for its aims; or, without a scenario, how many checks it takes to measure, to show that a
/// limit is kept, and to tell caseworkers apart.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES, group = ArgGroup::new("people").args(["caseworkers", "twice_as_bad"]).multiple(true))]
pub(crate) struct Options {
    /// A scenario (.toml) with a section `plan`.
    #[arg(value_name = "SCENARIO")]
    pub scenario: Option<PathBuf>,

    /// The accuracy that you think there is, such as 99%.
    #[arg(long, value_name = "SHARE", required_unless_present = "scenario", conflicts_with = "scenario", allow_negative_numbers = true, value_parser = share)]
    pub accuracy: Option<Decimal>,

    /// Measure it to within this, on either side, such as 0.3%.
    #[arg(long, conflicts_with = "scenario", value_name = "SHARE", allow_negative_numbers = true, value_parser = half_width)]
    pub half_width: Option<Decimal>,

    /// Cases that the figure will be quoted for, such as the 48_000 of a year: the checks are then those of the year
    /// [default: very many].
    #[arg(long, conflicts_with = "scenario", value_name = "CASES", allow_negative_numbers = true, value_parser = number)]
    pub cases: Option<u64>,

    /// The accuracy that is to be shown to be exceeded [default: the one you think there is, with --chance or where nothing else is
    /// asked].
    #[arg(long, conflicts_with = "scenario", value_name = "SHARE", allow_negative_numbers = true, value_parser = share)]
    pub show: Option<Decimal>,

    /// How often a sample should show it, if accuracy is as you think; or, where that is not better than what is to be shown,
    /// if half as many cases are wrong [default: 80%].
    #[arg(long, conflicts_with = "scenario", value_name = "SHARE", allow_negative_numbers = true, value_parser = inside)]
    pub chance: Option<Decimal>,

    /// Caseworkers who share the cases evenly.
    #[arg(long, conflicts_with = "scenario", value_name = "PEOPLE", allow_negative_numbers = true, value_parser = number)]
    pub caseworkers: Option<u64>,

    /// Find a caseworker of twice the odds of error with this probability [default: 80% with --caseworkers].
    #[arg(long, conflicts_with = "scenario", value_name = "SHARE", allow_negative_numbers = true, value_parser = inside)]
    pub twice_as_bad: Option<Decimal>,

    /// The probability that a caseworker like the others is flagged.
    #[arg(long, conflicts_with = "scenario", requires = "people", value_name = "SHARE", default_value = "5%", allow_negative_numbers = true, value_parser = inside)]
    pub false_flag: Decimal,

    /// The share of errors that a check finds.
    #[arg(long, conflicts_with = "scenario", value_name = "SHARE", default_value = "100%", allow_negative_numbers = true, value_parser = above_zero)]
    pub sensitivity: Decimal,

    /// Confidence: of the interval on both sides, of what is shown on one.
    #[arg(long, conflicts_with = "scenario", value_name = "SHARE", default_value = "95%", allow_negative_numbers = true, value_parser = confidence)]
    pub confidence: f64,

    /// The share of all money that you think is wrong, over and under together, such as 0.5%: how many checks measure it or show that
    /// it is below a limit. A wrong case is then wrong by this over the share of cases that are wrong, of its own value.
    #[arg(long, conflicts_with = "scenario", value_name = "SHARE", allow_negative_numbers = true, value_parser = above_zero)]
    pub mve: Option<Decimal>,

    /// Measure the share of money that is wrong to within this, on either side [default: a third of --mve].
    #[arg(long, requires = "mve", conflicts_with = "scenario", value_name = "SHARE", allow_negative_numbers = true, value_parser = half_width)]
    pub mve_half_width: Option<Decimal>,

    /// Show that the share of money that is wrong is below this, such as 1%.
    #[arg(long, requires = "mve", conflicts_with = "scenario", value_name = "SHARE", allow_negative_numbers = true, value_parser = inside)]
    pub mve_show: Option<Decimal>,

    /// How the values of cases vary: their standard deviation over their mean.
    #[arg(long, requires = "mve", conflicts_with = "scenario", value_name = "SHARE", default_value = "100%", allow_negative_numbers = true, value_parser = spread)]
    pub value_spread: Decimal,

    /// There is a cheap check too, automatic or by the first line, that finds this share of errors: how many cases should have
    /// it, and how many of them a gold check, which is taken to be right.
    #[arg(long, requires = "gold_cost", conflicts_with_all = ["scenario", "sensitivity"], value_name = "SHARE", allow_negative_numbers = true, value_parser = share)]
    pub cheap_sensitivity: Option<Decimal>,

    /// The share of right cases that the cheap check fails.
    #[arg(long, requires = "cheap_sensitivity", conflicts_with_all = ["scenario", "sensitivity"], value_name = "SHARE", default_value = "0%", allow_negative_numbers = true, value_parser = share)]
    pub cheap_false_fail: Decimal,

    /// What a cheap check costs, £ [default: nothing, it is there for every case].
    #[arg(long, requires = "cheap_sensitivity", conflicts_with_all = ["scenario", "sensitivity"], value_name = "POUNDS", default_value = "0", allow_negative_numbers = true, value_parser = cost)]
    pub cheap_cost: u64,

    /// What a gold check costs, £.
    #[arg(long, requires = "cheap_sensitivity", conflicts_with_all = ["scenario", "sensitivity"], value_name = "POUNDS", allow_negative_numbers = true, value_parser = cost)]
    pub gold_cost: Option<u64>,

    /// What may be spent on checks, £: the narrowest interval for it is planned [default: the least cost of --half-width].
    #[arg(long, requires = "cheap_sensitivity", conflicts_with_all = ["scenario", "sensitivity"], value_name = "POUNDS", allow_negative_numbers = true, value_parser = cost)]
    pub budget: Option<u64>,

    /// Hours of checking that there are a month: how many checks that is, what they measure, and how long each plan takes.
    #[arg(long, conflicts_with = "scenario", value_name = "HOURS", allow_negative_numbers = true, value_parser = hours)]
    pub hours: Option<f64>,

    /// Minutes that a check takes.
    #[arg(long, requires = "hours", conflicts_with = "scenario", value_name = "MINUTES", default_value = "30", allow_negative_numbers = true, value_parser = minutes)]
    pub minutes: f64,

    /// How the answer is written to standard output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,

    #[command(flatten)]
    pub simulated: OfScenario,
}

/// What only a scenario can be told.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Of a scenario")]
pub(crate) struct OfScenario {
    /// Also write a page to send on, the policy as a scenario that runs, everything that was simulated as CSV, and the answer as
    /// JSON into this folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Replace the folder if it is there; what tierone did not write, or somebody changed, is kept under another name.
    #[arg(long, requires = "out")]
    pub force: bool,

    /// Write each chart as PNG too.
    #[arg(long, requires = "out")]
    pub png: bool,

    /// Replications of a policy at most; each is tried in 80 at least [default: 4000].
    #[arg(long, alias = "reps", value_name = "N", value_parser = clap::value_parser!(u32).range(80..=1_000_000))]
    replications: Option<u32>,

    /// Seed of all random numbers [default: 1].
    #[arg(long, value_name = "N", env = SEED)]
    seed: Option<u64>,

    /// Threads [default: one for each core]; has no influence on any figure.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// Say nothing on standard error but errors.
    #[arg(long, short)]
    pub quiet: bool,

    #[command(flatten)]
    pub raw: RawCsv,

    #[command(flatten)]
    pub confine: Confine,
}

/// The variable that a seed may be in, of this command as of others.
const SEED: &str = "TIERONE_SEED";

impl OfScenario {
    pub(super) fn replications(&self) -> u32 {
        self.replications.unwrap_or(4_000)
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed.unwrap_or(crate::run::DEFAULT_SEED)
    }

    /// An option that was given, and would do nothing without a scenario.
    fn given(&self) -> Option<&'static str> {
        // What is said for all commands is not said of this one.
        let of_all = std::env::var_os(SEED).is_some();
        let given = [
            ("--out", self.out.is_some()),
            ("--replications", self.replications.is_some()),
            ("--seed", self.seed.is_some() && !of_all),
            ("--threads", self.threads.is_some()),
            ("--raw-csv", self.raw.raw_csv),
            ("--confine", self.confine.confine),
        ];
        let mut given = given.into_iter().filter(|(_, given)| *given);
        given.next().map(|(name, _)| name)
    }
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// For programs: sentences and rows.
    Json,
    /// For spreadsheets: the rows.
    Csv,
}

impl Options {
    /// What is asked.
    pub(super) fn question(&self) -> Result<Question, Failure> {
        if self.cases == Some(0) {
            return Err(Failure::input("there are no cases to check")
                .help("give --cases as 1 or more, or leave it out"));
        }
        if self.caseworkers == Some(0) {
            return Err(Failure::input("there are no caseworkers to tell apart")
                .help("give --caseworkers as 1 or more, or leave it out"));
        }
        if let Some(option) = self.simulated.given() {
            return Err(Failure::input(format!("{option} is of a scenario, and there is none"))
                .help("name a scenario with a [plan]; to keep this answer, add `--format json > answer.json`"));
        }
        let asked = self.caseworkers.is_some() || self.twice_as_bad.is_some();
        let Some(accuracy) = self.accuracy else {
            return Err(Failure::input("no accuracy is given")
                .help("give --accuracy, such as 99%, or a scenario with a [plan]"));
        };
        Ok(Question {
            rate: wrong(accuracy),
            limit: self.limit(accuracy),
            half_width: self.half_width.map(Decimal::to_f64),
            cases: self.cases,
            confidence: self.confidence,
            chance: self.chance.map_or(0.8, Decimal::to_f64),
            sensitivity: self.sensitivity.to_f64(),
            people: asked.then(|| People {
                number: self.caseworkers,
                found: self.twice_as_bad.map_or(0.8, Decimal::to_f64),
                false_flag: self.false_flag.to_f64(),
            }),
            money: self.money(accuracy)?,
            kinds: self.kinds()?,
            hours: self.hours.map(|a_month| Hours {
                a_month,
                minutes: self.minutes,
            }),
        })
    }

    /// The share in error that is to be shown not to be reached, if that is asked: where nothing is, it is.
    fn limit(&self, accuracy: Decimal) -> Option<Decimal> {
        let asked = self.half_width.is_some()
            || self.mve.is_some()
            || self.caseworkers.is_some()
            || self.twice_as_bad.is_some()
            || self.cheap_sensitivity.is_some()
            || self.hours.is_some();
        let is_shown = self.show.is_some() || self.chance.is_some() && self.mve_show.is_none();
        (is_shown || !asked).then(|| wrong(self.show.unwrap_or(accuracy)))
    }

    /// What is asked of money.
    fn money(&self, accuracy: Decimal) -> Result<Option<MoneyInError>, Failure> {
        let Some(mve) = self.mve.map(Decimal::to_f64) else {
            return Ok(None);
        };
        let rate = wrong(accuracy).to_f64();
        // What was typed has few digits.
        if mve > rate * (1.0 + 1e-9) {
            return Err(Failure::input(format!(
                "{} of the money cannot be wrong where only {} of cases are: each would be wrong by more than its value",
                percent(mve),
                percent(rate)
            ))
            .help("give --mve below the share of cases that are wrong, or a lower --accuracy"));
        }
        let half_width = match (self.mve_half_width, self.mve_show) {
            (Some(half_width), _) => Some(half_width.to_f64()),
            (None, Some(_)) => None,
            (None, None) => Some(mve / 3.0),
        };
        Ok(Some(MoneyInError {
            mve,
            spread: self.value_spread.to_f64(),
            half_width,
            limit: self.mve_show.map(Decimal::to_f64),
        }))
    }

    /// What is asked of cheap checks beside gold ones.
    fn kinds(&self) -> Result<Option<TwoKinds>, Failure> {
        let (Some(sensitivity), Some(gold_cost)) = (self.cheap_sensitivity, self.gold_cost) else {
            return Ok(None);
        };
        if gold_cost == 0 {
            return Err(
                Failure::input("a gold check that costs nothing needs no cheap one")
                    .help("give --gold-cost above £0"),
            );
        }
        if self.budget.is_none() && self.half_width.is_none() {
            return Err(Failure::input("nothing says how many checks are wanted")
                .help("give --budget 5000 for the narrowest interval, or --half-width 0.3% for the least cost"));
        }
        if self.cheap_cost == 0 && self.cases.is_none() {
            return Err(
                Failure::input("cheap checks that cost nothing would be made without end")
                    .help("give --cases, how many there are, or --cheap-cost"),
            );
        }
        Ok(Some(TwoKinds {
            sensitivity: sensitivity.to_f64(),
            false_fail: self.cheap_false_fail.to_f64(),
            cheap_cost: self.cheap_cost,
            gold_cost,
            budget: self.budget,
        }))
    }
}
