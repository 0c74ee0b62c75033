//! Caseworkers by how many decisions of each part they are dealt.

use super::kinds::Office;
use tierone_stats::special::binomial_mass;

/// Seats up to which every number of filled ones is gone through.
const FEW_SEATS: usize = 64;

/// Sums over decisions below this are zero but for rounding.
pub(super) const NEGLIGIBLE: f64 = 1e-12;

/// How a period's decisions are dealt to so many filled seats. Seats that are dealt the same are a group.
///
/// Everybody is dealt some decisions of a part, and the groups of one stretch around the circle one more.
/// So sums over all groups and parts take as many steps as there are groups and parts, not their product.
#[derive(Clone)]
pub(super) struct Deal {
    /// Probability of so many filled seats.
    pub chance: f64,
    /// How many seats each group has on average.
    pub seats: Vec<f64>,
    parts: Vec<Dealt>,
}

/// One part of a deal.
#[derive(Clone)]
struct Dealt {
    /// Decisions that everybody is dealt.
    each: f64,
    /// First group that is dealt one more, and the first after it that is not; around the circle where the
    /// first comes later.
    more: (usize, usize),
}

impl Deal {
    /// Makes the dealing as likely as that times what it is.
    pub(super) fn weigh(&mut self, weight: f64) {
        self.chance *= weight;
        self.seats.iter_mut().for_each(|seats| *seats *= weight);
    }

    /// Seats of this dealing.
    pub(super) fn people(&self) -> f64 {
        self.seats.iter().sum::<f64>() / self.chance
    }

    /// By place around the office, of what is known by group.
    pub(super) fn by_place<T: Clone>(&self, of: &[T]) -> Vec<T> {
        let each = self.seats.iter().zip(of);
        each.flat_map(|(seats, of)| vec![of.clone(); (seats / self.chance).round() as usize])
            .collect()
    }

    /// By group: the sum over one caseworker's decisions of a number by part.
    pub(super) fn held(&self, of: &[f64]) -> Vec<f64> {
        let mut steps = vec![0.0; self.seats.len() + 1];
        for (part, of) in self.parts.iter().zip(of) {
            let (from, to) = part.more;
            steps[0] += part.each * of;
            if from > to {
                steps[0] += of;
            }
            if from != to {
                steps[from] += of;
                steps[to] -= of;
            }
        }
        let mut sum = 0.0;
        let groups = steps[..self.seats.len()].iter();
        groups
            .map(|step| {
                sum += step;
                sum
            })
            .collect()
    }

    /// By group and part: decisions of one caseworker, thinned by part.
    pub(super) fn held_by_part(&self, of: &[f64]) -> Vec<Vec<f64>> {
        let one = |group: usize| {
            let parts = self.parts.iter().zip(of);
            let held = parts.map(|(part, of)| {
                let (from, to) = part.more;
                let more = match from <= to {
                    true => (from..to).contains(&group),
                    false => group >= from || group < to,
                };
                (part.each + f64::from(u8::from(more))) * of
            });
            held.collect()
        };
        (0..self.seats.len()).map(one).collect()
    }

    /// By part: the sum over the decisions of every group of a number by group.
    pub(super) fn dealt(&self, of: &[f64]) -> Vec<f64> {
        let mut before = vec![0.0];
        let mut all = 0.0;
        for of in of {
            all += of;
            before.push(all);
        }
        let sum = |part: &Dealt| {
            let (from, to) = part.more;
            let around = if from > to { all } else { 0.0 };
            part.each * all + around + before[to] - before[from]
        };
        self.parts.iter().map(sum).collect()
    }
}

/// Filled seats in the steady state: numbers with their probabilities, none left out.
///
/// Every seat is filled with probability `1/(1 + attrition·vacancy)`; where recruitment follows a plan, those are that it opens with. Of many seats two or three numbers do, with the mean
/// (and the variance) of all: what is asked of them hardly bends between.
pub(super) fn filled(office: &Office) -> Vec<(u64, f64)> {
    let workforce = &office.scenario.workforce;
    let empty = workforce.attrition.get() * workforce.vacancy as f64;
    let (seats, filled) = (workforce.seats, 1.0 / (1.0 + empty));
    if let Some(recruitment) = &workforce.recruitment {
        return vec![(recruitment.in_post as u64, 1.0)];
    }
    if seats == 0 || empty == 0.0 {
        return vec![(seats as u64, 1.0)];
    }
    if seats <= FEW_SEATS {
        let probability = |n: usize| binomial_mass(n as f64, seats as f64, filled, 1.0 - filled);
        return (0..=seats).map(|n| (n as u64, probability(n))).collect();
    }
    let mean = seats as f64 * filled;
    let numbers = three(mean, mean * (1.0 - filled), seats as f64);
    numbers.into_iter().map(|(n, p)| (n as u64, p)).collect()
}

/// Two or three whole numbers up to `most` with probabilities that have this mean, and where they can this variance.
fn three(mean: f64, variance: f64, most: f64) -> Vec<(f64, f64)> {
    let spread = (3.0 * variance).sqrt();
    let n = [
        (mean - spread).floor().max(1.0),
        mean.round(),
        (mean + spread).ceil().min(most),
    ];
    let weight = |k: usize| {
        let (one, other) = (n[(k + 1) % 3], n[(k + 2) % 3]);
        ((mean - one) * (mean - other) + variance) / ((n[k] - one) * (n[k] - other))
    };
    let weights = [weight(0), weight(1), weight(2)];
    if weights.iter().all(|weight| (0.0..=1.0).contains(weight)) {
        return n.into_iter().zip(weights).collect();
    }
    let up = mean.fract();
    vec![(mean.floor(), 1.0 - up), (mean.ceil(), up)]
}

/// Expected number of filled seats.
pub(super) fn mean_filled(office: &Office) -> f64 {
    office.scenario.workforce.filled()
}

/// How the manual parts of a reported period are dealt over so many filled seats, round and round: each
/// part starts where the one before stopped, the first at the period's number.
fn deal(office: &Office, period: usize, filled: u64) -> Deal {
    let parts = &office.parts[period];
    let mut start = (office.scenario.horizon.warm_up + period) as u64 % filled;
    let mut spans = Vec::new();
    let mut bounds = vec![0, filled];
    for part in parts {
        let end = (start + part.manual) % filled;
        spans.push((part.manual / filled, start, end));
        bounds.extend([start, end]);
        start = end;
    }
    bounds.sort_unstable();
    bounds.dedup();
    let group = |seat: u64| bounds.partition_point(|bound| *bound < seat);
    let dealt = |(each, start, end): &(u64, u64, u64)| Dealt {
        each: *each as f64,
        more: match (*start, *end) {
            // Up to the last seat.
            (start @ 1.., 0) => (group(start), group(filled)),
            (start, end) => (group(start), group(end)),
        },
    };
    Deal {
        chance: 1.0,
        seats: bounds.windows(2).map(|b| (b[1] - b[0]) as f64).collect(),
        parts: spans.iter().map(dealt).collect(),
    }
}

/// All dealings of a reported period over the numbers of filled seats there may be; the numbers of seats
/// add up to what is expected.
pub(super) fn deals(office: &Office, period: usize) -> Vec<Deal> {
    let some = filled(office).into_iter().filter(|(number, _)| *number > 0);
    some.map(|(number, weight)| {
        let mut deal = deal(office, period, number);
        deal.weigh(weight);
        deal
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_numbers_of_seats_have_the_mean_of_all_and_the_variance_where_that_can_be() {
        for (seats, empty) in [(60.0, 0.01), (41.0, 0.06), (200.0, 0.2), (2_000.0, 0.03)] {
            let filled = 1.0 / (1.0 + empty);
            let (mean, variance) = (seats * filled, seats * filled * (1.0 - filled));
            let numbers = three(mean, variance, seats);
            let moment = |k: i32| -> f64 {
                let terms = numbers.iter().map(|(n, p)| (n - mean).powi(k) * p);
                terms.sum()
            };
            assert!((moment(0) - 1.0).abs() < 1e-9, "{numbers:?}");
            assert!(moment(1).abs() < 1e-9, "{numbers:?}");
            assert!(
                (moment(2) - variance).abs() < 1e-6 * variance,
                "{numbers:?}"
            );
        }
        // Hardly ever a seat empty: one below all of them, hardly ever.
        let numbers = three(59.999_94, 6e-5, 60.0);
        let mean: f64 = numbers.iter().map(|(n, p)| n * p).sum();
        assert!(
            (mean - 59.999_94).abs() < 1e-9 && numbers[0].0 == 59.0,
            "{numbers:?}"
        );
        assert!(numbers.iter().all(|(_, p)| (0.0..=1.0).contains(p)));
    }
}
