//! The monetary value of error: gross, over, under and net, as a share of assessed value and in £ a year.

use super::asked::Asked;
use super::case::Case;
use super::design::{Kind, Sample};
use super::figure::Figure;
use super::figure_name::FigureName;
use super::share::{clusters, is_census, strata, stream, weights};
use super::spread::spread;
use tierone_stats::difference::mover;
use tierone_stats::monetary::{self, FoundError, Frame};
use tierone_stats::monetary_unit::{self, ValueSample};
use tierone_stats::special::student_t_quantile;
use tierone_stats::stratified::{Stratum, pool_equal_weights};
use tierone_stats::unequal::{self, Observation};
use tierone_stats::{Estimate, cluster};

/// One side of error.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub share: FigureName,
    pub amount: FigureName,
    pub of: fn(&Case) -> f64,
}

/// Gross, over and under, in this order.
pub(super) const SIDES: [Side; 3] = [
    Side {
        share: FigureName::MveGross,
        amount: FigureName::ErrorGross,
        of: |case| case.error,
    },
    Side {
        share: FigureName::MveOver,
        amount: FigureName::ErrorOver,
        of: |case| case.over,
    },
    Side {
        share: FigureName::MveUnder,
        amount: FigureName::ErrorUnder,
        of: |case| case.under,
    },
];

/// What one side comes to: a share of the value where that is known, and an amount.
struct Told {
    share: Figure,
    amount: Figure,
}

/// The figures of money of the frame, from members with a say: shares where every member has a value, then amounts.
pub(super) fn figures(sample: &Sample, members: &[usize], asked: &Asked) -> Vec<Figure> {
    let sides = if sample.sided { 3 } else { 1 };
    let told: Vec<Told> = SIDES[..sides]
        .iter()
        .map(|side| one_side(sample, members, *side, asked))
        .collect();
    let (mut shares, mut amounts): (Vec<Figure>, Vec<Figure>) = told
        .into_iter()
        .map(|told| (told.share, told.amount))
        .unzip();
    if sample.sided {
        let signed = |case: usize| sample.cases[case].over - sample.cases[case].under;
        let value = |case: usize| sample.cases[case].value.unwrap_or(0.0);
        let known = frame_value(sample, members, asked);
        let se = match known {
            Some(known) => spread(sample, members, signed, None).map(|linear| linear.se / known),
            None => spread(sample, members, signed, Some(&value)).map(|linear| linear.se),
        };
        let share = net(FigureName::MveNet, &shares, se);
        let se = spread(sample, members, signed, None).map(|linear| linear.se);
        let amount = net(FigureName::ErrorNet, &amounts, se);
        shares.push(share);
        amounts.push(amount);
    }
    if shares[0].value.is_none() {
        shares.clear();
    }
    shares.into_iter().chain(amounts).collect()
}

/// Gross, over, under → net, from the interval of each side. A posterior of both together would be wider: what was not
/// seen could be of either side in it.
pub(super) fn net(name: FigureName, sides: &[Figure], se: Option<f64>) -> Figure {
    let (over, under) = (&sides[1], &sides[2]);
    let both = over.estimate().zip(under.estimate());
    let estimate = both.map(|(over, under)| mover(over, under));
    let value = over
        .value
        .zip(under.value)
        .map(|(over, under)| over - under);
    Figure {
        name,
        value,
        interval: estimate.map(|estimate| (estimate.low, estimate.high)),
        method: estimate.map_or("", |estimate| estimate.method),
        se,
        found: sides[0].found,
        ..sides[0].clone()
    }
}

/// The known value of the frame, where members are the whole sample.
fn frame_value(sample: &Sample, members: &[usize], asked: &Asked) -> Option<f64> {
    let whole = members.len() as u64 == sample.checked.iter().sum::<u64>();
    let by_value = match sample.kind {
        Kind::ByValue { value, .. } => Some(value),
        _ => None,
    };
    let value = asked.total_value.or(by_value);
    value.filter(|value| whole && *value > 0.0)
}

/// The value that amounts are compared with: known, or estimated where every member has one.
pub(super) fn base(sample: &Sample, members: &[usize], asked: &Asked) -> Option<f64> {
    let weighted = |case: &usize| Some(sample.weight(*case)? * sample.cases[*case].value?);
    let estimated = || members.iter().map(weighted).sum::<Option<f64>>();
    let value = frame_value(sample, members, asked).or_else(estimated);
    value.filter(|value| *value > 0.0)
}

fn one_side(sample: &Sample, members: &[usize], side: Side, asked: &Asked) -> Told {
    let amount = |case: usize| (side.of)(&sample.cases[case]);
    let value_of = |case: usize| sample.cases[case].value.unwrap_or(0.0);
    let weight = |case: usize| sample.weight(case).unwrap_or(0.0);
    let found: Vec<FoundError> = members
        .iter()
        .filter(|case| amount(**case) > 0.0)
        .map(|case| FoundError {
            amount: amount(*case),
            weight: weight(*case),
        })
        .collect();
    let blank = |name| Figure::blank(name, members.len(), found.len() as u64);
    let mut told = Told {
        share: blank(side.share),
        amount: blank(side.amount),
    };
    let known = frame_value(sample, members, asked);
    let value = base(sample, members, asked);

    let total = spread(sample, members, amount, None);
    told.amount.se = total.map(|linear| linear.se);
    told.share.se = match known {
        Some(known) => total.map(|linear| linear.se / known),
        None => spread(sample, members, amount, Some(&value_of)).map(|linear| linear.se),
    };
    if matches!(sample.kind, Kind::ByValue { .. }) {
        let drawn: Vec<Observation> = members
            .iter()
            .map(|case| Observation {
                weight: weight(*case),
                y: amount(*case),
            })
            .collect();
        let se = unequal::total(&drawn).se;
        told.amount.se = Some(se);
        told.share.se = value.map(|value| se / value);
    }
    // Without values the amounts are compared with £1.
    let base = value.unwrap_or(1.0);
    let of_frame = Of {
        sample,
        members,
        found: &found,
        value: base,
        valued: value.is_some(),
        se: if value.is_some() {
            told.share.se
        } else {
            told.amount.se
        },
    };
    let Some(estimate) = of_frame.estimate(side, asked) else {
        let total = found
            .iter()
            .map(|error| error.weight * error.amount)
            .sum::<f64>()
            + 0.0;
        told.amount.value = Some(total);
        told.share.value = value.map(|value| total / value);
        return told;
    };
    // A share is no larger than that of every decision, where the most of one is declared.
    let declared = value.is_some() && asked.max_taint != 1.0;
    let most = asked.max_taint.max(estimate.value);
    let high = estimate
        .high
        .min(if declared { most } else { f64::INFINITY });
    let put = |figure: &mut Figure, times: f64| {
        // A sum of nothing is −0.
        figure.value = Some(estimate.value * times + 0.0);
        figure.interval = Some((estimate.low * times + 0.0, high * times + 0.0));
        figure.method = estimate.method;
    };
    if value.is_some() {
        put(&mut told.share, 1.0);
    }
    put(&mut told.amount, base);
    told
}

/// What an estimate of one side is made of.
struct Of<'a> {
    sample: &'a Sample,
    members: &'a [usize],
    found: &'a [FoundError],
    value: f64,
    valued: bool,
    se: Option<f64>,
}

impl Of<'_> {
    fn estimate(&self, side: Side, asked: &Asked) -> Option<Estimate> {
        let confidence = asked.confidence;
        match self.sample.kind {
            Kind::Unknown => None,
            Kind::Strata => {
                let strata = strata(self.sample, self.members, |case| {
                    (side.of)(&self.sample.cases[case]) > 0.0
                });
                if is_census(&strata) {
                    let value = monetary::ratio(self.found, self.value)?;
                    return Some(Estimate {
                        value,
                        low: value,
                        high: value,
                        method: "census",
                    });
                }
                if !self.valued {
                    return self.fay_feuer(1.0, asked);
                }
                let frame = Frame {
                    max_amount: asked.max_error.unwrap_or(f64::INFINITY),
                    ..self.frame(asked)
                };
                let pooled = pool_equal_weights(&strata);
                let mut stream = stream(asked, side.share);
                monetary::posterior(
                    &pooled,
                    self.found,
                    frame,
                    confidence,
                    asked.draws,
                    &mut stream,
                )
            }
            Kind::ByValue { interval, .. } => {
                let units = ValueSample {
                    value: self.value,
                    interval,
                    max_taint: asked.max_taint,
                };
                let mut stream = stream(asked, side.share);
                monetary_unit::posterior(self.found, units, confidence, asked.draws, &mut stream)
            }
            Kind::Unequal => self.unequal(side, 1.0, asked),
            Kind::Steps | Kind::Clusters => {
                let wide = self.unequal(side, self.effect(side, confidence)?, asked)?;
                let (low, high) = self.t(wide.value, confidence);
                Some(Estimate {
                    low: wide.low.min(low.max(0.0)),
                    high: wide.high.max(high),
                    method: "wider-of-t-and-posterior",
                    ..wide
                })
            }
        }
    }

    /// How many errors from clusters say as much as one: by what is told of the clusters, or by how few they are.
    fn effect(&self, side: Side, confidence: f64) -> Option<f64> {
        if self.sample.kind == Kind::Steps {
            let amount = |case: usize| (side.of)(&self.sample.cases[case]);
            let drawn = clusters(self.sample, self.members, amount);
            return cluster::design_effect(&drawn, confidence);
        }
        let df = spread(self.sample, self.members, |_| 0.0, None)?.df;
        let quantile = |df: f64| student_t_quantile(df, 0.5 + 0.5 * confidence);
        Some((quantile(df.max(1) as f64) / quantile(1e9)).powi(2))
    }

    /// The posterior of one stratum in which an error's amount is what it stands for: errors that count for much are
    /// rare or common like any others. Errors from clusters say as much as `effect` times fewer.
    fn unequal(&self, side: Side, effect: f64, asked: &Asked) -> Option<Estimate> {
        if !self.valued {
            return self.fay_feuer(effect, asked);
        }
        let weights = weights(self.sample, self.members);
        let mean = weights.sum / weights.count;
        let evened = self.found.iter().map(|error| FoundError {
            amount: error.amount * error.weight / mean,
            weight: mean,
        });
        let whole = Stratum {
            population: weights.sum,
            sampled: self.members.len() as u64,
            found: self.found.len() as u64,
        };
        let frame = Frame {
            max_amount: asked.max_error.unwrap_or(f64::INFINITY),
            ..self.frame(asked)
        };
        let evened: Vec<FoundError> = evened.collect();
        let mut stream = stream(asked, side.share);
        monetary::posterior_with_design_effect(
            &[whole],
            &evened,
            frame,
            effect,
            asked.confidence,
            asked.draws,
            &mut stream,
        )
    }

    /// Where no case has a value that an amount could be compared with. None found leave nothing to go by, unless the
    /// most that an error can be is declared.
    fn fay_feuer(&self, effect: f64, asked: &Asked) -> Option<Estimate> {
        let frame = self.frame(asked);
        let bounded = frame.max_amount > 0.0;
        bounded.then(|| {
            monetary::fay_feuer_with_design_effect(self.found, frame, effect, asked.confidence)
        })?
    }

    /// t by clusters, from the standard error: too narrow for few errors, which the other interval is for.
    fn t(&self, value: f64, confidence: f64) -> (f64, f64) {
        let df = spread(self.sample, self.members, |_| 0.0, Some(&|_| 1.0)).map_or(0, |l| l.df);
        let linear = tierone_stats::linear::Linear {
            value,
            se: self.se.unwrap_or(0.0),
            df,
        };
        linear.t(confidence).unwrap_or((value, value))
    }

    /// The most that an error can be is declared, or else the largest value or error among the cases checked; what a
    /// pound's case is worth is what they say of all.
    fn frame(&self, asked: &Asked) -> Frame {
        let cases = self.members.iter().map(|case| &self.sample.cases[*case]);
        let largest = |case: &Case| case.error.max(asked.max_taint * case.value.unwrap_or(0.0));
        let seen = cases.map(largest).fold(0.0, f64::max);
        let weights = self
            .members
            .iter()
            .filter_map(|case| self.sample.weight(*case));
        let (mut squares, mut values) = (0.0, 0.0);
        for case in self.members {
            let weight = self.sample.weight(*case).unwrap_or(0.0);
            let value = self.sample.cases[*case].value.unwrap_or(0.0);
            squares += weight * value * value;
            values += weight * value;
        }
        Frame {
            value: self.value,
            max_weight: weights.fold(1.0, f64::max),
            max_amount: asked.max_error.unwrap_or(seen),
            value_of_a_pound: if values > 0.0 {
                // The most that an error can be of it.
                asked.max_taint.min(1.0) * squares / values
            } else {
                seen
            },
        }
    }
}
