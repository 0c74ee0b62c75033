//! What an answer is made of.

use serde::Serialize;
use tierone_stats::written::percent;

/// How the search ended for a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// It is the answer.
    Chosen,
    /// It is as good as the answer: within the indifference zone, or not beyond chance. Where not all aims are met, it also comes as
    /// near.
    AsGood,
    /// It may be as good: it is not among the hundred that were compared with the answer in the end.
    NotCompared,
    /// It meets the aims, as far as it was simulated, and another is better.
    Worse,
    /// It misses an aim.
    Misses,
    /// An aim or the objective has no figure under it.
    NoFigure,
    /// It lay on the way of a search of a large grid.
    OnTheWay,
    /// It is today's policy.
    Today,
}

/// A mean over worlds, with its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Its Monte Carlo standard error; none from a single world.
    pub mcse: Option<f64>,
}

/// A policy that was simulated. Hours, £ and finds are those of an average period; shares are in percent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PolicyRow {
    /// Its number.
    pub policy: usize,
    /// How the search ended for it.
    pub ended: Ended,
    /// The aims that it misses, with `; ` between them: first what it misses most, in tolerances; none where its means meet all.
    pub misses: Option<String>,
    /// What varies, in short.
    pub quotas: String,
    /// Worlds that its figures are over.
    pub worlds: usize,
    /// Hours of checking.
    pub hours: Option<f64>,
    /// Its error.
    pub hours_mcse: Option<f64>,
    /// £.
    pub cost: Option<f64>,
    /// Its error.
    pub cost_mcse: Option<f64>,
    /// True accuracy.
    pub accuracy: Option<f64>,
    /// Its error.
    pub accuracy_mcse: Option<f64>,
    /// True monetary value of error.
    pub mve: Option<f64>,
    /// Its error.
    pub mve_mcse: Option<f64>,
    /// Half-width of accuracy.
    pub accuracy_half_width: Option<f64>,
    /// Its error.
    pub accuracy_half_width_mcse: Option<f64>,
    /// Half-width of the monetary value of error.
    pub mve_half_width: Option<f64>,
    /// Its error.
    pub mve_half_width_mcse: Option<f64>,
    /// How often the check's figure shows what it should.
    pub show: Option<f64>,
    /// Its error.
    pub show_mcse: Option<f64>,
    /// The same of the monetary value of error.
    pub show_mve: Option<f64>,
    /// Its Monte Carlo standard error.
    pub show_mve_mcse: Option<f64>,
    /// Poor performers found.
    pub poor_performers_found: Option<f64>,
    /// Its error.
    pub poor_performers_found_mcse: Option<f64>,
    /// Decisions with an error found.
    pub errors_found: Option<f64>,
    /// Its error.
    pub errors_found_mcse: Option<f64>,
    /// Decisions that wait at the end of the horizon.
    pub head_of_work: Option<f64>,
    /// Its error.
    pub head_of_work_mcse: Option<f64>,
}

/// A value of something that varies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuotaRow {
    /// The number of the policy.
    pub policy: usize,
    /// The check.
    pub check: String,
    /// The key of its sample; `sample` for all of it.
    pub key: &'static str,
    /// Its value; of whole samples the place in their list, from 0 on.
    pub value: f64,
    /// The stratum whose number it is.
    pub stratum: Option<String>,
    /// The whole sample in words.
    pub sample: Option<String>,
}

/// What changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeRow {
    /// The check.
    pub check: String,
    /// The key of its sample.
    pub key: &'static str,
    /// Today's value; none where today has none.
    pub today: Option<f64>,
    /// The planned one; of whole samples the place in their list, from 0 on.
    pub planned: f64,
    /// The stratum whose number it is.
    pub stratum: Option<String>,
    /// Today's sample and the planned one in words, where the whole sample varies.
    pub samples: Option<[String; 2]>,
}

/// What a figure is under the planned and under today's policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureRow {
    /// The figure; an aim by its key.
    pub figure: String,
    /// Its unit.
    pub unit: &'static str,
    /// `objective`, `aim` or `beside`.
    pub role: &'static str,
    /// The limit of an aim.
    pub limit: Option<f64>,
    /// `at-most` or `at-least`.
    pub side: Option<&'static str>,
    /// How far from it still counts as met.
    pub tolerance: Option<f64>,
    /// Whether what is planned misses the aim; none of what is no aim.
    pub missed: Option<bool>,
    /// What is planned.
    pub planned: Option<Mean>,
    /// What today's policy gives.
    pub today: Option<Mean>,
    /// What is planned less today, world by world.
    pub change: Option<Mean>,
}

/// A policy on a front: none that was simulated is better on both counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FrontRow {
    /// What is bought.
    pub figure: String,
    /// Its unit.
    pub unit: &'static str,
    /// What it is paid in: `hours` or `cost`.
    pub paid_in: String,
    /// The number of the policy.
    pub policy: usize,
    /// What varies, in short.
    pub quotas: String,
    /// What is paid.
    pub paid: f64,
    /// The figure.
    pub value: f64,
    /// Its Monte Carlo standard error.
    pub mcse: Option<f64>,
    /// Whether the means of the policy meet every aim.
    pub meets_aims: bool,
}

/// What an aim costs at the margin: the next policy that would be chosen if the aim were set elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriceRow {
    /// The aim.
    pub aim: String,
    /// Its unit.
    pub unit: &'static str,
    /// `tighter` or `looser`.
    pub direction: &'static str,
    /// What the aim would be.
    pub value: f64,
    /// What the objective would change by.
    pub objective_change: f64,
    /// The same for each unit of the aim.
    pub per_unit: f64,
    /// The number of that policy.
    pub policy: usize,
    /// What varies of it, in short.
    pub quotas: String,
    /// The Monte Carlo standard error of its value.
    pub mcse: Option<f64>,
}

/// The random core of a targeted check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoreRow {
    /// The check.
    pub check: String,
    /// Its quota in a period.
    pub checks: f64,
    /// The share of it that is drawn at random.
    #[serde(serialize_with = "percent")]
    pub random_share: f64,
    /// The share that it was compared with.
    #[serde(serialize_with = "percent")]
    pub compared_with: f64,
    /// Errors that it finds more a period with the share that was compared, over all checks of the policy.
    pub finds: Option<Mean>,
}

/// An aim that is in the way of the others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WayRow {
    /// The aim.
    pub aim: String,
    /// Its unit.
    pub unit: &'static str,
    /// Its limit.
    pub limit: f64,
    /// The nearest value to it of a policy that meets all other aims.
    pub nearest: f64,
    /// The number of that policy.
    pub policy: usize,
    /// What varies of it, in short.
    pub quotas: String,
    /// The Monte Carlo standard error of its value.
    pub mcse: Option<f64>,
}

/// How all policies were ruled out that would take fewer hours than the choice, on a grid that is too large to simulate all of it. Those
/// that are in none of the numbers make no more checks of any kind than one that is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Certificate {
    /// Policies that would take fewer hours, by more than half of the indifference zone.
    pub cheaper: u64,
    /// Those that were ruled out by what their quotas say alone: too few checks of each caseworker, or none of a stratum.
    pub by_quotas: u64,
    /// By closed forms.
    pub by_formula: u64,
    /// By simulation.
    pub by_simulation: u64,
    /// By how much closed forms were off where both are known, in points: the root mean square, of each aim that is a width. They rule
    /// out what misses by five times that.
    pub formula_off: Vec<f64>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuotaAnswer {
    /// What a manager should know, in sentences.
    pub answer: Vec<String>,
    /// What the planned policy is called.
    pub name: String,
    /// Whether all aims can be met together.
    pub met: bool,
    /// Whether the promise of the choice holds.
    pub decided: bool,
    /// Whether it was not cut off.
    pub complete: bool,
    /// Policies of the grid; none where they are too many to count.
    pub grid: Option<u64>,
    /// Whether all of them were selected from.
    pub listed: bool,
    /// How all others were ruled out that take fewer hours; none where they were not, or all were selected from.
    pub certificate: Option<Certificate>,
    /// Policies that were selected from.
    pub selected_from: usize,
    /// Policies that were left out without simulation, and why.
    pub left_out: Vec<(String, u64)>,
    /// The objective.
    pub objective: String,
    /// Its unit.
    pub unit: &'static str,
    /// The smallest difference of it that matters.
    pub indifference_zone: f64,
    /// The probability with which the choice is right.
    #[serde(serialize_with = "percent")]
    pub confidence: f64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// A period in words: hours, £ and finds are those of one.
    pub period: &'static str,
    /// Periods of the horizon, over which `tierone run` adds them up.
    pub periods: usize,
    /// Worlds that the figures of every policy that is shown are over.
    pub shown_worlds: usize,
    /// Worlds that the search simulated, of all policies together.
    pub search_worlds: u64,
    /// Worlds simulated in all: those of the search, and what made the policies that are shown equal in number.
    pub worlds: u64,
    /// What changes, check by check.
    pub changes: Vec<ChangeRow>,
    /// Figures of the planned policy and of today's.
    pub figures: Vec<FigureRow>,
    /// What each aim costs at the margin.
    pub prices: Vec<PriceRow>,
    /// Fronts.
    pub fronts: Vec<FrontRow>,
    /// Random cores of targeted checks.
    pub random_cores: Vec<CoreRow>,
    /// Aims that are in the way, where they cannot be met together.
    pub in_the_way: Vec<WayRow>,
    /// Every policy that was simulated.
    pub policies: Vec<PolicyRow>,
    /// What each of them has of what varies.
    pub quotas: Vec<QuotaRow>,
}
