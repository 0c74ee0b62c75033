//! Lists of cases with amounts, what a cheap check says of them, and samples of gold checks.

use rand::seq::index::sample as draw;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, LogNormal};
use tierone_stats::Estimate;
use tierone_stats::moment_bound::{Checked, MonetarySample, Most, Side, WrongDecision};
use tierone_stats::prediction_powered::{self, CheckedAgain, FailedAmounts, ListedValues};

/// How values of cases vary.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// A lognormal law with this spread of the logarithm.
    LogNormal(f64),
    /// A Pareto law with this exponent.
    Pareto(f64),
    /// One case in twenty is worth ten of the others.
    Mixed,
}

/// Which part of its value an error is.
#[derive(Clone, Copy, Debug)]
pub enum Taints {
    /// Any part from 0.05 on, alike.
    Uniform,
    /// All of it.
    Whole,
    /// Around 0.06.
    Small,
    /// Below 0.05, but more than half in one error of seven.
    Heavy,
    /// All of it in three errors of ten, else below 0.1.
    AllOrLittle,
}

/// A list of cases, and gold checks of it.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    pub values: Values,
    pub taints: Taints,
    /// The share of cases in error, and by which power of its value that of a case grows.
    pub rate: f64,
    pub by_value: f64,
    /// The share of errors that the cheap check fails, and of right cases.
    pub sensitivity: f64,
    pub false_fail: f64,
    /// By what its amounts are multiplied, and the spread of the logarithm of what chance makes of that.
    pub bias: f64,
    pub noise: f64,
    pub cases: usize,
    pub gold: usize,
    /// The share of gold checks that are drawn of fails of the cheap one; 0 where all are drawn of all cases alike.
    pub of_fails: f64,
}

impl Design {
    /// Lognormal values, uniform taints, 20,000 cases.
    pub fn usual(
        sigma: f64,
        (rate, sensitivity, false_fail): (f64, f64, f64),
        noise: f64,
    ) -> Design {
        Design {
            values: Values::LogNormal(sigma),
            taints: Taints::Uniform,
            rate,
            by_value: 0.0,
            sensitivity,
            false_fail,
            bias: 1.0,
            noise,
            cases: 20_000,
            gold: 1_000,
            of_fails: 0.0,
        }
    }

    /// One of any kind.
    pub fn any(rng: &mut impl Rng) -> Design {
        let mut one = |of: &[f64]| of[rng.random_range(0..of.len())];
        let values = match one(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]) {
            0.0 => Values::LogNormal(0.5),
            1.0 => Values::LogNormal(1.0),
            2.0 => Values::LogNormal(1.2),
            3.0 => Values::Pareto(2.5),
            4.0 => Values::Pareto(3.5),
            _ => Values::Mixed,
        };
        let taints = match one(&[0.0, 1.0, 2.0, 3.0, 4.0]) {
            0.0 => Taints::Uniform,
            1.0 => Taints::Whole,
            2.0 => Taints::Small,
            3.0 => Taints::Heavy,
            _ => Taints::AllOrLittle,
        };
        Design {
            values,
            taints,
            by_value: one(&[0.0, 0.0, 0.0, 0.3]),
            bias: one(&[0.6, 0.8, 1.0, 1.3]),
            noise: one(&[0.0, 0.3, 0.6, 1.0]),
            cases: one(&[5_000.0, 20_000.0, 50_000.0]) as usize,
            gold: one(&[200.0, 300.0, 600.0, 1_000.0, 2_000.0]) as usize,
            of_fails: one(&[0.0, 0.33, 0.5]),
            rate: 0.005 * 10f64.powf(rng.random::<f64>()),
            sensitivity: rng.random_range(0.5..0.95),
            false_fail: rng.random_range(0.0..0.02),
        }
    }
}

/// What gold and cheap checks would find in each case of a list.
pub struct List {
    value: Vec<f64>,
    gold: Vec<f64>,
    cheap: Vec<f64>,
    failed: Vec<usize>,
    passed: Vec<usize>,
}

impl List {
    pub fn draw(design: &Design, rng: &mut impl Rng) -> List {
        let values = (0..design.cases).map(|_| value(design.values, rng));
        let value: Vec<f64> = values.collect();
        let size = |value: f64| value.powf(design.by_value);
        let mean = value.iter().map(|value| size(*value)).sum::<f64>() / value.len() as f64;
        let scatter = LogNormal::new(0.0, design.noise).expect("a law");
        let (mut gold, mut cheap) = (Vec::new(), Vec::new());
        for value in &value {
            let amount = taint(design.taints, rng) * value;
            let rate = (design.rate * size(*value) / mean).min(1.0);
            let (found, said) = match rng.random_bool(rate) {
                true if rng.random_bool(design.sensitivity) => (
                    amount,
                    (amount * design.bias * scatter.sample(rng)).min(*value),
                ),
                true => (amount, 0.0),
                false if rng.random_bool(design.false_fail) => (0.0, amount),
                false => (0.0, 0.0),
            };
            gold.push(found);
            cheap.push(said);
        }
        let (failed, passed) = (0..value.len()).partition(|case| cheap[*case] > 0.0);
        List {
            value,
            gold,
            cheap,
            failed,
            passed,
        }
    }

    pub fn truth(&self) -> f64 {
        self.gold.iter().sum()
    }

    /// The amount in error by cheap and gold checks, and by the moment bound of gold checks alone.
    pub fn estimates(&self, design: &Design, rng: &mut impl Rng) -> [Estimate; 2] {
        let mut pick = |of: &[usize], number: usize| -> Vec<usize> {
            let drawn = draw(rng, of.len(), number);
            drawn.iter().map(|k| of[k]).collect()
        };
        let simple = design.of_fails == 0.0;
        let (fails, passes): (Vec<usize>, Vec<usize>) = if simple {
            let all: Vec<usize> = (0..self.value.len()).collect();
            let drawn = pick(&all, design.gold);
            drawn.into_iter().partition(|case| self.cheap[*case] > 0.0)
        } else {
            let fails = (design.gold as f64 * design.of_fails) as usize;
            let fails = fails.min(self.failed.len());
            (
                pick(&self.failed, fails),
                pick(&self.passed, design.gold - fails),
            )
        };
        let weight = |all: &[usize], drawn: &[usize]| all.len() as f64 / drawn.len().max(1) as f64;
        let of_all = self.value.len() as f64 / design.gold as f64;
        let own = [weight(&self.failed, &fails), weight(&self.passed, &passes)];
        let alone = if simple { [of_all; 2] } else { own };
        let found = [self.found(&fails, alone[0]), self.found(&passes, alone[1])].concat();
        let parts = [
            self.checked(&fails, alone[0]),
            self.checked(&passes, alone[1]),
        ];
        let plain = sample(&found, &parts).estimate(Side::Gross, 0.95);
        let plain = plain.expect("an estimate");
        // Then no cheap result tells cases apart.
        if fails.is_empty() {
            return [plain; 2];
        }
        let again = fails.iter().map(|case| CheckedAgain {
            cheap: self.cheap[*case],
            gold: self.gold[*case],
            value: self.value[*case],
        });
        let sum = |of: &[usize], power: i32| {
            of.iter()
                .map(|case| self.value[*case].powi(power))
                .sum::<f64>()
        };
        let of = FailedAmounts {
            decisions: self.failed.len() as u64,
            cheap_total: self.cheap.iter().sum(),
            cheap_squares: self.cheap.iter().map(|cheap| cheap.powi(2)).sum(),
            most: sum(&self.failed, 1),
            again: &again.collect::<Vec<_>>(),
        };
        let listed = [ListedValues {
            weight: own[1],
            number: self.passed.len() as f64,
            values: sum(&self.passed, 1),
            squares: sum(&self.passed, 2),
            cubes: sum(&self.passed, 3),
        }];
        let (found, parts) = (self.found(&passes, own[1]), [self.checked(&passes, own[1])]);
        let both = prediction_powered::money(&of, &sample(&found, &parts), &listed, 0.95);
        [both.expect("an estimate"), plain]
    }

    fn found(&self, cases: &[usize], weight: f64) -> Vec<WrongDecision> {
        let wrong = cases.iter().filter(|case| self.gold[**case] > 0.0);
        let of = |case: &usize| WrongDecision {
            over: self.gold[*case],
            under: 0.0,
            value: self.value[*case],
            weight,
        };
        wrong.map(of).collect()
    }

    fn checked(&self, cases: &[usize], weight: f64) -> Checked {
        let values: f64 = cases.iter().map(|case| self.value[*case]).sum();
        Checked {
            number: cases.len() as f64,
            weight,
            mean_value: values / cases.len().max(1) as f64,
        }
    }
}

fn sample<'a>(found: &'a [WrongDecision], checked: &'a [Checked]) -> MonetarySample<'a> {
    MonetarySample {
        found,
        checked,
        most: Most::OfValue(1.0),
        effect: 1.0,
        value: 1.0,
    }
}

fn value(of: Values, rng: &mut impl Rng) -> f64 {
    match of {
        Values::LogNormal(sigma) => {
            let law = LogNormal::new(-0.5 * sigma * sigma, sigma).expect("a law");
            law.sample(rng)
        }
        Values::Pareto(exponent) => {
            (1.0 - rng.random::<f64>()).powf(-1.0 / exponent) * (exponent - 1.0) / exponent
        }
        Values::Mixed => [1.0, 10.0][usize::from(rng.random_bool(0.05))],
    }
}

fn taint(of: Taints, rng: &mut impl Rng) -> f64 {
    match of {
        Taints::Uniform => rng.random_range(0.05..1.0),
        Taints::Whole => 1.0,
        Taints::Small => {
            let law = LogNormal::new(0.06f64.ln(), 1.1).expect("a law");
            let taint: f64 = law.sample(rng);
            taint.min(1.0)
        }
        Taints::Heavy if rng.random_bool(1.0 / 7.0) => rng.random_range(0.5..1.0),
        Taints::Heavy => rng.random_range(0.005..0.05),
        Taints::AllOrLittle if rng.random_bool(0.3) => 1.0,
        Taints::AllOrLittle => rng.random_range(0.01..0.1),
    }
}
