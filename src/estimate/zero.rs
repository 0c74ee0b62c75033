//! What is said where no error was found.

use tierone_records::assess::{
    Asked, Bound, Correction, Figure, FigureName, Kind, Money, Sample, Scope, Unit, most_in_error,
    most_wrong,
};
use tierone_stats::finite::{Sample as Simple, most_errors};
use tierone_stats::zero;

use super::amount::amount;
use tierone_stats::format::percent;

/// What no error found says of a group.
#[derive(Clone, Copy)]
pub(super) struct Nothing {
    /// Checked cases.
    n: u64,
    /// The share of decisions that are wrong at most; none where all were checked.
    pub wrong: Option<Bound>,
    /// The money in error at most; none where some was found, or nothing is known of it.
    pub money: Option<Money>,
    /// What share of errors checkers find at least, where it is told.
    pub found: Option<f64>,
}

impl Nothing {
    /// Of the decisions of `members`; none where an error was found, or nothing can be said.
    pub(super) fn of(
        sample: &Sample,
        members: &[usize],
        figures: &[Figure],
        correction: Option<Correction>,
        asked: &Asked,
    ) -> Option<Self> {
        let named = |name: FigureName| {
            let mut of_frame = figures.iter().filter(|f| f.scope == Scope::Frame);
            of_frame.find(|f| f.name == name)
        };
        let accuracy = named(FigureName::Accuracy).filter(|f| f.found == 0 && f.n > 0)?;
        let nothing = Self {
            n: accuracy.n,
            wrong: None,
            money: None,
            found: correction.map(Correction::least_found),
        };
        if accuracy.method == "census" {
            return Some(nothing);
        }
        let wrong = most_wrong(sample, members, accuracy)?;
        // An error that is tolerated is money all the same.
        let no_money = named(FigureName::ErrorGross).is_some_and(|gross| gross.found == 0);
        let money = no_money.then(|| most_in_error(sample, members, asked, wrong));
        Some(Self {
            wrong: Some(wrong),
            money: money.flatten(),
            ..nothing
        })
    }

    /// In the order in which it should be read.
    pub(super) fn told(&self, sample: &Sample, asked: &Asked) -> Vec<String> {
        let Some(wrong) = self.wrong else {
            // K errors are all missed with the probability (1 − found)^K.
            let missed = self.found.filter(|found| *found < 1.0);
            let missed = missed.map_or(String::new(), |found| {
                format!(
                    "; with checkers who may find only {} of errors, at most {:.0} may be wrong, with 95 % confidence, \
                     one-sided",
                    percent(found, 2),
                    (0.05f64.ln() / (-found).ln_1p()).min(self.n as f64).floor()
                )
            });
            let whole = if sample.is_census() {
                ""
            } else {
                " where they were drawn from"
            };
            return vec![format!(
                "0 errors in {} decisions, and there are no others{whole}{missed}",
                self.n
            )];
        };
        let mut said = vec![self.of_decisions(sample, wrong)];
        said.extend(self.money.map(|money| self.of_money(sample, asked, money)));
        said
    }
}

impl Nothing {
    fn of_decisions(&self, sample: &Sample, wrong: Bound) -> String {
        let simple = sample
            .cases
            .iter()
            .find_map(|case| case.size)
            .filter(|_| sample.is_simple());
        let whole = simple.filter(|_| self.n == sample.cases.len() as u64);
        let most = whole.and_then(|population| {
            let simple = Simple {
                population,
                sampled: self.n,
                found: 0,
            };
            Some((most_errors(simple, 0.05)?, population))
        });
        let told = |bound: Bound| {
            let than = match sample.is_simple() {
                // Of a finite number the bound is one that it can be.
                true => "at most",
                false => "fewer than",
            };
            let worst = format!("{than} {} of decisions are wrong", percent(bound.worst, 2));
            match (most, bound.alike) {
                (Some((most, population)), _) if bound == wrong => {
                    format!("{worst}, {most} of {population}")
                }
                (_, None) => worst,
                // Where a bound says nothing, the other one is all that is left.
                (_, Some(alike)) if bound.worst >= 1.0 => format!(
                    "fewer than {} of decisions are wrong if {}",
                    percent(alike, 2),
                    alike_of(sample)
                ),
                (_, Some(alike)) => format!(
                    "{worst} wherever the errors are{}, or {} if {}",
                    given(sample, "is larger", "stands for more"),
                    percent(alike, 2),
                    alike_of(sample)
                ),
            }
        };
        let [none, one] =
            [0, 1].map(|errors| zero::checks_to_show(0.01, errors, 0.95).unwrap_or(0));
        format!(
            "0 errors in {}: not evidence of zero. With 95 % confidence, one-sided, {}{}. To show that fewer \
         than 1 % are wrong takes {none} checks without an error, or {one} with one",
            self.n,
            told(wrong),
            self.by_checkers(wrong, |bound| told(bound.within(1.0)))
        )
    }

    fn of_money(&self, sample: &Sample, asked: &Asked, money: Money) -> String {
        let times = money
            .share
            .map_or(0.0, |share| share.worst / money.amount.worst);
        let pounds = |bound: f64| {
            let pounds = amount(bound.ceil(), Unit::Pounds, 0.0);
            match money.share {
                Some(_) => format!("{pounds} ({} of assessed value)", percent(bound * times, 2)),
                None => pounds,
            }
        };
        let told = |bound: Bound| {
            let of = match asked.max_error {
                Some(_) => alike_of(sample),
                None => "decisions of every kind and value err alike",
            };
            let alike = bound
                .alike
                .map(|alike| format!(", or {} if {of}", pounds(alike)));
            format!(
                "less than {} wherever the errors are{}",
                pounds(bound.worst),
                alike.unwrap_or_default()
            )
        };
        let taking = match asked.max_error {
            Some(most) => format!(
                "at {} at most an error{}",
                amount(most, Unit::Pounds, 0.0),
                given(sample, "is larger", "stands for more")
            ),
            None => format!(
                "with errors up to {} of a decision{}",
                if asked.max_taint == 1.0 {
                    "the value".to_owned()
                } else {
                    format!("{} of the value", percent(asked.max_taint, 2))
                },
                match sample.kind {
                    Kind::ByValue { .. } => String::new(),
                    Kind::Strata if sample.is_simple() =>
                        ", if none is worth more than the dearest one drawn".to_owned(),
                    Kind::Strata =>
                        ", if none is worth more than the dearest one drawn of its stratum"
                            .to_owned(),
                    _ => given(sample, "is worth more", "stands for more money"),
                }
            ),
        };
        format!(
            "No amount in error: with 95 % confidence, one-sided, {}{}; {taking}",
            told(money.amount),
            self.by_checkers(money.amount, told)
        )
    }

    /// The same with checkers who may miss errors.
    fn by_checkers(&self, bound: Bound, told: impl Fn(Bound) -> String) -> String {
        self.found.map_or(String::new(), |found| {
            format!(
                "; with checkers who may find only {} of errors, {}",
                percent(found, 2),
                told(bound.with_checkers(found))
            )
        })
    }
}

/// What has to be so of what was not drawn.
fn given(sample: &Sample, cluster: &str, decision: &str) -> String {
    match sample.kind {
        Kind::Unknown | Kind::Strata => String::new(),
        Kind::Steps | Kind::Clusters => {
            format!(", if no cluster {cluster} than all of those drawn")
        }
        Kind::ByValue { .. } | Kind::Unequal => {
            format!(", if no decision {decision} than all of those drawn")
        }
    }
}

fn alike_of(sample: &Sample) -> &'static str {
    match sample.kind {
        Kind::Unknown | Kind::Strata => "all strata err alike",
        Kind::Steps | Kind::Clusters => "all clusters err alike",
        Kind::ByValue { .. } => "decisions of every value err alike",
        Kind::Unequal => "decisions of every chance err alike",
    }
}
