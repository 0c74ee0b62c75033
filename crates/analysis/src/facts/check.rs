//! What one check is expected to see in a period, and what its figures are quoted for.

use serde::Serialize;

use super::chances::Pair;
use super::change::{Change, Changes};
use super::checked::{Checked, Wanted};
use super::deals::mean_filled;
use super::design::Design;
use super::drawn::Drawn;
use super::estimate::{Estimated, Precision};
use super::kinds::{Office, order};
use super::left_out::LeftOut;
use super::mve;
use super::people::Quota;
use super::seen::Seen;
use super::staff_effect::StaffEffect;
use super::standing::{fails_left, stands};
use super::steady::{large_enough, steady, steady_eyes, steady_weights};
use super::unknown::{Fact, Unknown, printed, printed_if_any};
use tierone_sampling::{Select, Stratify, design};
use tierone_scenario::{Check, Interval, Order};

/// What is known of one check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckFacts {
    /// Its name.
    pub name: String,
    /// Decisions that it asks for in an average period, before hours are short; known also where what is seen is not:
    /// of rechecks, and of samples that follow what was found before.
    #[serde(serialize_with = "printed")]
    pub asked: Fact<f64>,
    /// What it sees in an average period.
    #[serde(serialize_with = "printed")]
    pub seen: Fact<Seen>,
    /// Chance that a decision of each kind is drawn, by place in the facts' kinds.
    #[serde(serialize_with = "printed")]
    pub inclusion: Fact<Vec<f64>>,
    /// What its figures report, and how far that is from the truth.
    #[serde(serialize_with = "printed")]
    pub quoted: Fact<Quoted>,
    /// How precise its figure of accuracy is, if it gives one.
    #[serde(serialize_with = "printed")]
    pub accuracy: Fact<Estimated>,
    /// How precise its monetary value of error is, if it gives one.
    #[serde(serialize_with = "printed")]
    pub mve: Fact<Estimated>,
    /// Which change of accuracy it can show, if it estimates accuracy.
    #[serde(serialize_with = "printed")]
    pub changes: Fact<Changes>,
    /// Coaching sessions that it sets off in an average period.
    #[serde(serialize_with = "printed")]
    pub coaching_sessions: Fact<f64>,
    /// What a year of it shows of one caseworker, if it draws from each.
    #[serde(serialize_with = "printed_if_any")]
    pub quota: Option<Fact<Quota>>,
}

/// What is known of a check's own figures.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    pub accuracy: Fact<Estimated>,
    pub mve: Fact<Estimated>,
    changes: Fact<Changes>,
}

impl Figures {
    /// The same with the precision that a small office's draws give.
    pub(super) fn drawn(self, check: &Check, drawn: Drawn) -> Self {
        let asked = |wanted: bool, drawn: Fact<Estimated>, known: Fact<Estimated>| match wanted {
            true => drawn,
            false => known,
        };
        Self {
            accuracy: asked(check.estimate.accuracy, drawn.accuracy, self.accuracy),
            mve: asked(check.estimate.mve, drawn.mve, self.mve),
            changes: self.changes,
        }
    }

    pub(super) fn of(
        office: &Office,
        check: &Check,
        all: &Checked,
        staff: &StaffEffect,
        (wanted, left_out): (Wanted, LeftOut),
    ) -> Self {
        let first = &all.first();
        let design_of = |checked: &Checked| -> Fact<Design> {
            let design = design(&check.sample.method);
            let stratify = design.stratify();
            Unknown::NO_DESIGN.when(!design.known_inclusion())?;
            Unknown::POSTERIOR.when(check.interval == Interval::Posterior)?;
            Unknown::CLUSTERS.when(matches!(design.select(), Select::InClusters))?;
            Unknown::OWN_WEIGHTS.when(matches!(stratify, Stratify::ValueWeighted(_)))?;
            Unknown::WHOLE_TEAMS.when(left_out.whole_teams)?;
            Unknown::FEW_PEOPLE.when(staff.variance() > FEW_PEOPLE)?;
            steady(office, check, checked)?;
            let of_each = (stratify == Stratify::Caseworker).then(|| mean_filled(office));
            let design = large_enough(check, Design::of(checked, of_each)?)?;
            steady_eyes(office, check, &design)?;
            Ok(design)
        };
        let estimates = check.estimate.accuracy || check.estimate.mve;
        let designs = match estimates {
            true => design_of(first).and_then(|one| Ok((one, design_of(all)?))),
            false => Err(Unknown::NOT_ESTIMATED),
        };
        let designs = designs.as_ref().map_err(|unknown| *unknown);
        let first_period = |of: &dyn Fn() -> Fact<Precision>| match wanted.first_period {
            true => of(),
            false => Err(Unknown::NOT_ASKED),
        };
        let accuracy = || {
            let (one, year) = designs?;
            Unknown::IN_PART.when(office.scenario.is_in_part(check, &check.frame))?;
            Ok(Estimated {
                horizon: year.precision(staff)?,
                first_period: first_period(&|| one.precision(staff)),
            })
        };
        let mve = || {
            let (one, year) = designs?;
            Unknown::BY_BAND.when(matches!(
                design(&check.sample.method).stratify(),
                Stratify::ValueBands(_)
            ))?;
            Unknown::LARGE_GONE.when(left_out.by_value)?;
            steady_weights(office, check)?;
            Unknown::ORDER.when(order(&check.sample) == Some(Order::Value))?;
            Ok(Estimated {
                horizon: mve::precision(office, check, all, year, staff)?,
                first_period: first_period(&|| mve::precision(office, check, first, one, staff)),
            })
        };
        let changes = || {
            Unknown::NOT_ASKED.when(!wanted.changes)?;
            let (one, year) = designs?;
            Ok(Changes {
                periods: Change::of(one)?,
                horizons: Change::of(year)?,
            })
        };
        let asked = |wanted: bool| Unknown::NOT_ESTIMATED.when(!wanted);
        let of_accuracy = asked(check.estimate.accuracy);
        Self {
            accuracy: of_accuracy.and_then(|()| accuracy()),
            mve: asked(check.estimate.mve).and_then(|()| mve()),
            changes: of_accuracy.and_then(|()| changes()),
        }
    }
}

/// Variance of an office's rate of error, as the square of a share of it, from which on the shape of its distribution matters.
const FEW_PEOPLE: f64 = 0.08;

/// What a check's figures report as accuracy, over the reported periods. Differences are shares too: the figure
/// less the truth, so that a positive one flatters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quoted {
    /// Share that pass every accuracy attribute of the checked decisions that have one, quoted as accuracy.
    pub passes: f64,
    /// How far that is from the accuracy of all decisions: the sum of the next three.
    pub bias: f64,
    /// Of that, because checked decisions are not like the others.
    pub by_targeting: f64,
    /// Because errors are missed, and attributes that the check does not look at are not seen.
    pub by_missing: f64,
    /// Because what is right is failed.
    pub by_false_fails: f64,
    /// The expected weighted estimate.
    #[serde(serialize_with = "printed")]
    pub weighted: Fact<f64>,
    /// How far that is from the accuracy of all decisions.
    #[serde(serialize_with = "printed")]
    pub weighted_bias: Fact<f64>,
    /// How far it is from the accuracy of the check's own frame.
    #[serde(serialize_with = "printed")]
    pub weighted_frame_bias: Fact<f64>,
}

/// Sums over periods, of which shares are made.
#[derive(Default)]
struct Sums {
    seen: Seen,
    /// Decisions checked that have an accuracy attribute which is looked at, as the others say nothing of accuracy; and those
    /// that are inaccurate.
    judged: f64,
    wrong: f64,
    /// Decisions that fail an accuracy attribute falsely and hold no found error in one.
    falsely: f64,
    weighed: Option<Weighed>,
    drawn: Vec<f64>,
    numbers: Vec<f64>,
}

/// What a weighted estimate is made of.
#[derive(Clone, Copy, Debug, Default)]
struct Weighed {
    covered: f64,
    fails: f64,
    frame: f64,
    wrong: f64,
}

/// One check over all reported periods.
pub(super) fn facts(
    check: &Check,
    checked: &Checked,
    accuracy: Fact<f64>,
    figures: Figures,
) -> CheckFacts {
    let design = design(&check.sample.method);
    let known = design.known_inclusion();
    let by_value = matches!(design.stratify(), Stratify::ValueWeighted(_));
    let sums = sums(check, checked);
    let seen = sums.as_ref().map_err(|unknown| *unknown).map(|sums| {
        let mut seen = Seen::default();
        seen.add(&sums.seen, 1.0 / checked.periods.len() as f64);
        seen
    });
    let inclusion = sums.as_ref().map_err(|unknown| *unknown).map(|sums| {
        let each = sums.drawn.iter().zip(&sums.numbers);
        each.map(|(drawn, all)| if *all > 0.0 { drawn / all } else { 0.0 })
            .collect()
    });
    let stands = stands(check);
    CheckFacts {
        name: check.name.clone(),
        asked: seen.map(|seen| seen.asked),
        seen: seen.and_then(|seen| Ok(seen.standing(fails_left(check)?))),
        inclusion,
        quoted: stands.and(sums.and_then(|sums| quoted(&sums, accuracy, (known, by_value)))),
        accuracy: stands.and(figures.accuracy),
        mve: stands.and(figures.mve),
        changes: stands.and(figures.changes),
        coaching_sessions: Ok(0.0),
        quota: None,
    }
}

fn sums(check: &Check, checked: &Checked) -> Fact<Sums> {
    let mut sums = Sums::default();
    for (period, sample, found) in checked.each() {
        let sample = sample.as_ref().map_err(|unknown| *unknown)?;
        let judged = |kind: usize| {
            period
                .office
                .scenario
                .judges(check, period.office.kinds[kind].activity)
        };
        sums.drawn.resize(period.numbers.len(), 0.0);
        sums.numbers.resize(period.numbers.len(), 0.0);
        let mut seen = Seen {
            frame: sample.frame,
            asked: sample.asked,
            checks: sample.checks,
            ..Seen::default()
        };
        for (kind, found) in found.iter().enumerate() {
            let drawn: Pair =
                [0, 1].map(|risky| sample.eligible[kind][risky] * sample.drawn[kind][risky]);
            let n = period.numbers[kind];
            let sum = |pair: Pair| n * (drawn[0] * pair[0] + drawn[1] * pair[1]);
            let truth = &period.truths[kind];
            seen.fails += sum(found.fails);
            seen.false_fails += sum(found.falsely);
            seen.accuracy_fails += sum(found.accuracy);
            seen.errors_found += n * drawn[1] * found.true_accuracy;
            seen.errors_checked += n * drawn[1] * truth.inaccurate;
            sums.drawn[kind] += sum(truth.risky);
            sums.numbers[kind] += n;
            if judged(kind) {
                sums.judged += sum(truth.risky);
                sums.wrong += n * drawn[1] * truth.inaccurate;
            }
            let [fails, fails_risky] = found.accuracy;
            sums.falsely += n * (drawn[0] * fails + drawn[1] * (fails_risky - found.true_accuracy));
        }
        sums.seen.add(&seen, 1.0);
        let weighed = sums.weighed.get_or_insert_default();
        for stratum in sample.strata.iter().filter(|stratum| stratum.sampled > 0.0) {
            let share = stratum.mean(period, |kind| match judged(kind) {
                true => period.truths[kind].risky,
                false => [0.0; 2],
            });
            weighed.covered += stratum.population * share;
            weighed.fails += stratum.population * stratum.fails(period, found);
        }
        for (kind, truth) in period.truths.iter().enumerate() {
            let [clean, risky] = sample.eligible[kind];
            if judged(kind) {
                weighed.wrong += period.numbers[kind] * risky * truth.inaccurate;
                let inside = clean * truth.risky[0] + risky * truth.risky[1];
                weighed.frame += period.numbers[kind] * inside;
            }
        }
    }
    Ok(sums)
}

fn quoted(sums: &Sums, accuracy: Fact<f64>, (known, by_value): (bool, bool)) -> Fact<Quoted> {
    let accuracy = accuracy?;
    let seen = &sums.seen;
    Unknown::NO_CHECKS.when(seen.checks <= 0.0)?;
    Unknown::NO_ACCURACY.when(sums.judged <= 0.0)?;
    let passes = 1.0 - seen.accuracy_fails / sums.judged;
    let checked = 1.0 - sums.wrong / sums.judged;
    let weighed = sums
        .weighed
        .filter(|weighed| known && weighed.covered > 0.0);
    let weighed = weighed.ok_or(Unknown::NO_DESIGN);
    let weighted = weighed.map(|weighed| 1.0 - weighed.fails / weighed.covered);
    // Weights of their own may add up to more than there is; then the estimate is cut off.
    if let (Ok(weighted), true) = (weighted, by_value) {
        let wrong = 1.0 - weighted;
        Unknown::FEW.when(wrong + 6.0 * (wrong / sums.judged).sqrt() > 1.0)?;
    }
    Ok(Quoted {
        passes,
        bias: passes - accuracy,
        by_targeting: checked - accuracy,
        by_missing: (sums.wrong - seen.errors_found) / sums.judged,
        by_false_fails: -sums.falsely / sums.judged,
        weighted,
        weighted_bias: weighted.map(|weighted| weighted - accuracy),
        weighted_frame_bias: weighed
            .map(|weighed| weighed.wrong / weighed.frame - weighed.fails / weighed.covered),
    })
}
