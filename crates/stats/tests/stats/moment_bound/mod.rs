//! The interval of money whose errors keep their weights, to the truth of finite populations whose strata differ in value,
//! rate of sampling and law of the amounts.

mod designs;
mod draw;

use designs::{Design, designs};
use draw::{Population, Sample};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::Estimate;
use tierone_stats::moment_bound::{MonetarySample, Most, Side};
use tierone_stats::monetary::{self, FoundError, Frame};
use tierone_stats::monetary_unit::{self, ValueSample};
use tierone_stats::stratified::{Stratum, pool_equal_weights};

/// Populations of each design, and samples of each population.
const POPULATIONS: u64 = 3;

/// Samples of a population for which the interval that pools amounts is drawn beside the others.
const POOLED: u64 = 300;

/// What came of one interval over the samples of a population.
#[derive(Clone, Copy, Default)]
struct Held {
    samples: f64,
    held: f64,
    above: f64,
    moved: f64,
    width: f64,
    /// What was to be held, without its sign.
    truth: f64,
    /// Errors found, over the design effect of clusters.
    errors: f64,
}

impl Held {
    fn add(&mut self, estimate: Estimate, truth: f64, errors: f64) {
        let Estimate {
            value, low, high, ..
        } = estimate;
        self.samples += 1.0;
        self.errors += errors;
        self.held += f64::from(low <= truth && truth <= high);
        self.above += f64::from(truth > high);
        self.moved += f64::from(errors > 0.0 && low < high && (value == low || value == high));
        self.width += high - low;
        self.truth += truth.abs();
    }

    /// Shares of samples: held, above, moved.
    fn shares(&self) -> [f64; 3] {
        [self.held, self.above, self.moved].map(|count| count / self.samples)
    }
}

const SIDES: [(&str, Side); 4] = [
    ("gross", Side::Gross),
    ("over", Side::Over),
    ("under", Side::Under),
    ("net", Side::Net),
];

/// The four sides, and gross by the interval that pools the amounts.
fn study(design: &Design, population: u64, samples: u64) -> ([Held; 4], [Held; 2]) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7_000 + population);
    let of = Population::draw(design, &mut rng);
    let (over, under) = of.totals();
    let truths = [over + under, over, under, over - under];
    let pound = of.value_of_a_pound();
    let (mut sides, mut pooled) = ([Held::default(); 4], [Held::default(); 2]);
    for number in 0..samples {
        let sample = Sample::draw(design, &of, &mut rng);
        let whole = MonetarySample {
            found: &sample.found,
            checked: &sample.checked,
            most: Most::OfValue(1.0),
            effect: sample.effect,
            value: 1.0,
        };
        let mut gross = None;
        for (k, (_, side)) in SIDES.iter().enumerate() {
            let estimate = whole.estimate(*side, 0.95).expect("a sample");
            let found = sample.found.iter().filter(|error| match side {
                Side::Over => error.over > 0.0,
                Side::Under => error.under > 0.0,
                _ => true,
            });
            // Errors that come together tell no more than fewer that do not.
            let told = found.count() as f64 / sample.effect;
            sides[k].add(estimate, truths[k], told);
            gross = gross.or(Some(estimate));
        }
        if number < POOLED {
            let errors = sample.found.len() as f64;
            let old = pool(&sample, of.value(), pound, &mut rng);
            pooled[0].add(old, truths[0] / of.value(), errors);
            let gross = gross.expect("a side");
            let value = of.value();
            let share = Estimate {
                value: gross.value / value,
                low: gross.low / value,
                high: gross.high / value,
                ..gross
            };
            pooled[1].add(share, truths[0] / value, errors);
        }
    }
    (sides, pooled)
}

/// The interval of before: posterior rate × Bayesian bootstrap of the pooled amounts.
fn pool(sample: &Sample, value: f64, pound: f64, rng: &mut impl Rng) -> Estimate {
    const DRAWS: usize = 500;
    let found = sample.found.iter().map(|error| FoundError {
        amount: error.over + error.under,
        weight: error.weight,
    });
    if sample.interval > 0.0 {
        let found: Vec<FoundError> = found.collect();
        let units = ValueSample {
            value,
            interval: sample.interval,
            max_taint: 1.0,
        };
        return monetary_unit::posterior(&found, units, 0.95, DRAWS, rng).expect("a sample");
    }
    let frame = Frame {
        value,
        max_weight: 1.0,
        max_amount: pound,
        value_of_a_pound: pound,
    };
    let singly = sample.counts.iter().all(|stratum| stratum.sampled == 1);
    let (found, strata): (Vec<FoundError>, Vec<Stratum>) = if singly {
        let population: f64 = sample.counts.iter().map(|stratum| stratum.population).sum();
        let mean = population / sample.counts.len() as f64;
        let evened = found.map(|error| FoundError {
            amount: error.amount * error.weight / mean,
            weight: mean,
        });
        let whole = Stratum {
            population,
            sampled: sample.counts.len() as u64,
            found: sample.found.len() as u64,
        };
        (evened.collect(), vec![whole])
    } else {
        (found.collect(), pool_equal_weights(&sample.counts))
    };
    let effect = sample.effect;
    monetary::posterior_with_design_effect(&strata, &found, frame, effect, 0.95, DRAWS, rng)
        .expect("a sample")
}

/// Promised of gross, over and under: 91.5 to 98.5 % where 5 or more errors, over the design effect of clusters, are expected (89 where the laws of the amounts
/// differ; of a side of heavy amounts by value up to 99, where 99.1 was measured with 7 errors of which one is large), up to
/// 99.7 below; the truth above the upper limit in 7 % at most. Of net: 92 to 99 % where 5 or more errors are expected; no upper
/// bound below, where what is not seen may be of either side. A bound is broken beyond three Monte Carlo standard errors.
fn hold(samples: u64) -> String {
    let (mut means, mut ratios, mut broken) = (Vec::new(), Vec::new(), Vec::new());
    let mut table = String::from("family,interval,cell,replications,held,above,half_width\n");
    let designs = designs();
    let of_design = |design| (0..POPULATIONS).map(move |population| (design, population));
    let cells: Vec<(&Design, u64)> = designs.iter().flat_map(of_design).collect();
    // One thread a population: each opens a stream of its own, so the figures are the same on any number of cores.
    let studied: Vec<_> = std::thread::scope(|scope| {
        let run = |&(design, population)| scope.spawn(move || study(design, population, samples));
        let running: Vec<_> = cells.iter().map(run).collect();
        let done = running.into_iter();
        done.map(|study| study.join().expect("a study that ends"))
            .collect()
    });
    for ((design, population), (sides, pooled)) in cells.into_iter().zip(studied) {
        let mut line = format!("{:28}", design.name);
        for ((name, side), of) in SIDES.iter().zip(&sides) {
            let [held, above, moved] = of.shares();
            // Relative to the amount in error: a net one may be none.
            let against = if *side == Side::Net {
                sides[0].truth
            } else {
                of.truth
            };
            table += &format!(
                "money: {},{name},\"{} {population}\",{samples},{:.2},{:.2},{:.3}\n",
                design.family(),
                design.name,
                100.0 * held,
                100.0 * above,
                0.5 * of.width / against
            );
            let errors = of.errors / of.samples;
            let (low, high) = match (side, design.name) {
                (Side::Net, _) => (0.92, 0.99),
                (_, "taint laws differ") => (0.89, 0.985),
                // A few errors of which one in seven is large, and mostly not found.
                (Side::Over | Side::Under, "by value, heavy") => (0.915, 0.99),
                _ => (0.915, 0.985),
            };
            let high = match side {
                Side::Net if errors < 5.0 => 1.0,
                Side::Net => high,
                _ if errors < 5.0 => 0.997,
                _ => high,
            };
            let slack = |bound: f64| 3.0 * (bound * (1.0 - bound) / of.samples).sqrt();
            let is_kept = held >= low - slack(low)
                && held <= high + slack(high)
                && above <= 0.07 + slack(0.07)
                && moved <= 0.01 + slack(0.01);
            line += &format!(
                " | {name} {errors:.1} {:.1} ^{:.1} {:.1}{}",
                100.0 * held,
                100.0 * above,
                100.0 * moved,
                if is_kept { "" } else { "*" }
            );
            if *side != Side::Net {
                means.push(held);
            }
            if !is_kept {
                broken.push(format!("{} {population} {name}", design.name));
            }
        }
        let [old, new] = pooled;
        let ratio = new.width / old.width;
        line += &format!(" | pooled {:.1} x{ratio:.2}", 100.0 * old.shares()[0]);
        // Where that one held: within four standard errors of what it promised.
        if old.shares()[0] >= 0.915 - 4.0 * (0.915 * 0.085 / old.samples).sqrt() {
            let errors = old.errors / old.samples;
            let most = if errors >= 5.0 { 1.7 } else { 2.2 };
            if ratio > most {
                broken.push(format!("{} {population} width", design.name));
            }
            if errors >= 5.0 {
                ratios.push(ratio);
            }
        }
        println!("{line}");
    }
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let (held, ratio) = (mean(&means), mean(&ratios));
    println!("mean {:.1} %, width x{ratio:.2}", 100.0 * held);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!((0.94..=0.975).contains(&held), "mean {held}");
    assert!(ratio <= 1.4, "width {ratio}");
    table
}

#[test]
fn truths_are_held_where_strata_differ_in_value_rate_and_amounts() {
    hold(200);
}

#[test]
#[ignore = "5,000 samples of each population: writes a table of docs/coverage"]
fn truths_are_held_in_many_samples() {
    let table = hold(5_000);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/coverage/money.csv");
    std::fs::write(path, table).expect("a file of this package");
}

#[test]
fn parts_lie_within_the_whole_and_probabilities_agree_with_limits() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    for design in designs() {
        let population = Population::draw(&design, &mut rng);
        for _ in 0..20 {
            let sample = Sample::draw(&design, &population, &mut rng);
            let whole = MonetarySample {
                found: &sample.found,
                checked: &sample.checked,
                most: Most::OfValue(1.0),
                effect: sample.effect,
                value: population.value(),
            };
            let of = |side| whole.estimate(side, 0.95).expect("a sample");
            let [gross, over, under, net] = SIDES.map(|(_, side)| of(side));
            for part in [over, under] {
                assert!(
                    part.low <= gross.low && part.high <= gross.high,
                    "{}",
                    design.name
                );
            }
            assert!(
                -under.high <= net.low && net.high <= over.high,
                "{}",
                design.name
            );
            for (name, side) in SIDES {
                let limits = of(side);
                let at_most = |target| {
                    whole
                        .probability_at_most(side, target, 0.95)
                        .expect("a sample")
                };
                let is_known = at_most(limits.low * (1.0 - 1e-9)) == 0.0;
                let (low, high) = (at_most(limits.low), at_most(limits.high));
                let what = format!("{} {name} {low} {high} {limits:?}", design.name);
                assert!((high - 0.975).abs() < 1e-6, "{what}");
                // What was found may be all there is.
                assert!(
                    (low - 0.025).abs() < 1e-6 || is_known || limits.low == 0.0,
                    "{what}"
                );
                let mut last = 0.0;
                for step in 0..50 {
                    let along = f64::from(step) / 40.0;
                    let met = at_most(limits.low + along * (limits.high - limits.low));
                    assert!(met >= last - 1e-12, "{what}: {last} then {met}");
                    last = met;
                }
            }
        }
    }
}
