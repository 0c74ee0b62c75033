//! One choice in each of several places, so that the whole is cheapest and keeps its limits: exact, with a bound that proves it.
//!
//! Each place has a list of choices with a cost and with what they use of each limit. Prices on the limits give a bound on the
//! cost, and a choice may only be dearer at those prices than the best of its place by what lies between the bound and the best
//! whole found so far. What is left is listed.

use crate::halving::halved;

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it costs; may be negative, for a value.
    pub cost: f64,
    /// What it uses of each limit.
    pub uses: Vec<f64>,
}

/// The cheapest whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Cheapest {
    /// The choice of each place, by its number.
    pub chosen: Vec<usize>,
    /// What they cost together.
    pub cost: f64,
    /// No whole that keeps the limits costs less.
    pub bound: f64,
    /// Whether that is proven of `cost` itself.
    pub is_optimal: bool,
    /// Wholes at that cost, where it is proven.
    pub optima: Option<u64>,
}

/// Why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Blocked {
    /// These limits cannot be kept even alone, with the least that could be used of each.
    Limits(Vec<(usize, f64)>),
    /// Each can be kept alone, and no whole was found that keeps all.
    Together,
    /// A place has no choice.
    NoChoice(usize),
}

/// Two sums that differ by less, relative to the larger, are the same.
const SAME: f64 = 1e-11;

/// So many wholes, or parts of them, take about a second.
const MOST_NODES: u64 = 3_000_000;

/// The cheapest choices, one a place, whose uses add up to no more than the limits.
///
/// # Errors
/// [`Blocked`] where there is none.
/// # Source
/// Everett (1963), Operations Research 11, 399–417 (the bound by prices); the search is plain branch and bound.
/// # Examples
/// ```
/// use tierone_stats::planning::{Choice, cheapest};
///
/// // Whole checks of two streams: value 3 and 4 a check, costs 2 and 3 hours, seven hours in all.
/// let stream = |value: f64, hours: f64| -> Vec<Choice> {
///     (0..=3).map(|n| Choice { cost: -value * f64::from(n), uses: vec![hours * f64::from(n)] }).collect()
/// };
/// let best = cheapest(&[stream(3.0, 2.0), stream(4.0, 3.0)], &[7.0]).unwrap();
/// assert_eq!((best.chosen, best.cost, best.is_optimal), (vec![2, 1], -10.0, true));
/// ```
pub fn cheapest(places: &[Vec<Choice>], limits: &[f64]) -> Result<Cheapest, Blocked> {
    if let Some(empty) = places.iter().position(Vec::is_empty) {
        return Err(Blocked::NoChoice(empty));
    }
    let least: Vec<f64> = (0..limits.len())
        .map(|limit| least_use(places, limit))
        .collect();
    let blocked: Vec<(usize, f64)> = (0..limits.len())
        .filter(|limit| !keeps(least[*limit], limits[*limit]))
        .map(|limit| (limit, least[limit]))
        .collect();
    if !blocked.is_empty() {
        return Err(Blocked::Limits(blocked));
    }
    let prices = prices(places, limits);
    let aim = Aim {
        grain: 0.0,
        counts: true,
        most: MOST_NODES,
    };
    search(places, limits, &prices, None, aim)
}

/// What a search is for.
#[derive(Clone, Copy)]
pub(super) struct Aim {
    /// Costs are whole multiples of this; 0 where that is not known.
    pub grain: f64,
    /// Whether all wholes at the least cost are counted.
    pub counts: bool,
    /// Wholes, or parts of them, that are looked at before the search ends without proof.
    pub most: u64,
}

impl Aim {
    /// The least that a whole can cost which is known to cost `bound` at least.
    pub fn lifted(self, bound: f64) -> f64 {
        if self.grain > 0.0 {
            (bound / self.grain - 1e-7).ceil() * self.grain
        } else {
            bound
        }
    }
}

fn least_use(places: &[Vec<Choice>], limit: usize) -> f64 {
    let least = |place: &Vec<Choice>| {
        place
            .iter()
            .map(|c| c.uses[limit])
            .fold(f64::INFINITY, f64::min)
    };
    places.iter().map(least).sum()
}

fn keeps(used: f64, limit: f64) -> bool {
    used <= limit + SAME * limit.abs().max(used.abs()).max(1e-300)
}

fn priced(choice: &Choice, prices: &[f64]) -> f64 {
    choice.cost
        + choice
            .uses
            .iter()
            .zip(prices)
            .map(|(u, p)| u * p)
            .sum::<f64>()
}

fn best_of(place: &[Choice], prices: &[f64]) -> usize {
    let mut best = (0, f64::INFINITY);
    for (number, choice) in place.iter().enumerate() {
        let price = priced(choice, prices);
        if price < best.1 {
            best = (number, price);
        }
    }
    best.0
}

/// Prices under which the bound is high: one after another where its limit is just kept. Any prices give a true bound.
fn prices(places: &[Vec<Choice>], limits: &[f64]) -> Vec<f64> {
    let mut prices = vec![0.0; limits.len()];
    let rounds = if limits.len() == 1 { 1 } else { 12 };
    for _ in 0..rounds {
        for limit in 0..limits.len() {
            let mut keeps_at = |price: f64| {
                prices[limit] = price;
                let used = places
                    .iter()
                    .map(|place| place[best_of(place, &prices)].uses[limit]);
                keeps(used.sum(), limits[limit])
            };
            if keeps_at(0.0) {
                continue;
            }
            let (mut low, mut high) = (0.0, 1e-9);
            while !keeps_at(high) && high < 1e30 {
                (low, high) = (high, 8.0 * high);
            }
            (_, prices[limit]) = halved(60, (low, high), |price| !keeps_at(price));
        }
    }
    prices
}

/// Looks through what is left at these prices; `known` is a whole that keeps the limits, where there is one already.
pub(super) fn search(
    places: &[Vec<Choice>],
    limits: &[f64],
    prices: &[f64],
    known: Option<Vec<usize>>,
    aim: Aim,
) -> Result<Cheapest, Blocked> {
    let best: Vec<f64> = places
        .iter()
        .map(|place| priced(&place[best_of(place, prices)], prices))
        .collect();
    // A limit without a price may be without end.
    let priced_limits = limits.iter().zip(prices).filter(|(_, price)| **price > 0.0);
    let charged: f64 = priced_limits.map(|(limit, price)| limit * price).sum();
    let plain = best.iter().sum::<f64>() - charged;
    let bound = aim.lifted(plain);
    let cost_of = |chosen: &[usize]| -> f64 {
        chosen
            .iter()
            .zip(places)
            .map(|(number, place)| place[*number].cost)
            .sum()
    };
    let at_prices: Vec<usize> = places.iter().map(|place| best_of(place, prices)).collect();
    let frugal = |limit: usize| -> Vec<usize> {
        let least = |place: &Vec<Choice>| {
            let uses = |n: &usize| place[*n].uses[limit];
            (0..place.len())
                .min_by(|a, b| uses(a).total_cmp(&uses(b)))
                .unwrap_or(0)
        };
        places.iter().map(least).collect()
    };
    let keeps_all = |chosen: &[usize]| {
        (0..limits.len()).all(|limit| {
            let used = chosen
                .iter()
                .zip(places)
                .map(|(number, place)| place[*number].uses[limit]);
            keeps(used.sum(), limits[limit])
        })
    };
    let mut starts: Vec<Vec<usize>> = known.into_iter().collect();
    starts.push(at_prices);
    starts.extend((0..limits.len()).map(frugal));
    let start = starts
        .into_iter()
        .filter(|chosen| keeps_all(chosen))
        .min_by(|a, b| cost_of(a).total_cmp(&cost_of(b)));
    let mut tree = Tree {
        limits,
        // Cheapest at the prices first, so that the rest of a list can be left as soon as one is too dear.
        sorted: places
            .iter()
            .zip(&best)
            .map(|(place, best)| {
                let mut list: Vec<(f64, usize)> = place
                    .iter()
                    .enumerate()
                    .map(|(number, choice)| (priced(choice, prices) - best, number))
                    .collect();
                list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                list
            })
            .collect(),
        least_after: least_after(places, limits.len()),
        places,
        aim,
        bound: plain,
        cost: start.as_deref().map_or(f64::INFINITY, cost_of),
        chosen: start,
        optima: 0,
        nodes: 0,
        path: Vec::new(),
    };
    let used = vec![0.0; limits.len()];
    tree.descend(0.0, 0.0, &used);
    let is_optimal = tree.nodes < aim.most;
    let Some(chosen) = tree.chosen else {
        return Err(Blocked::Together);
    };
    Ok(Cheapest {
        chosen,
        cost: tree.cost,
        bound: if is_optimal { tree.cost } else { bound },
        is_optimal,
        optima: (is_optimal && aim.counts).then_some(tree.optima),
    })
}

/// The least that places from each on use of each limit.
fn least_after(places: &[Vec<Choice>], limits: usize) -> Vec<Vec<f64>> {
    let mut after = vec![vec![0.0; limits]];
    for place in places.iter().rev() {
        let least = |limit: usize| {
            place
                .iter()
                .map(|c| c.uses[limit])
                .fold(f64::INFINITY, f64::min)
        };
        let last = &after[after.len() - 1];
        after.push(
            (0..limits)
                .map(|limit| last[limit] + least(limit))
                .collect(),
        );
    }
    after.reverse();
    after
}

struct Tree<'a> {
    places: &'a [Vec<Choice>],
    limits: &'a [f64],
    aim: Aim,
    sorted: Vec<Vec<(f64, usize)>>,
    least_after: Vec<Vec<f64>>,
    bound: f64,
    cost: f64,
    chosen: Option<Vec<usize>>,
    optima: u64,
    nodes: u64,
    path: Vec<usize>,
}

impl Tree<'_> {
    fn same(&self, cost: f64) -> bool {
        (cost - self.cost).abs() <= SAME * self.scale()
    }

    fn scale(&self) -> f64 {
        self.cost.abs().max(self.bound.abs()).max(1e-300)
    }

    fn is_too_dear(&self, bound: f64) -> bool {
        if self.cost == f64::INFINITY {
            return false;
        }
        let slack = SAME * self.scale();
        let least = self.aim.lifted(bound);
        if self.aim.counts {
            least > self.cost + slack
        } else {
            least >= self.cost - slack
        }
    }

    fn descend(&mut self, excess: f64, cost: f64, used: &[f64]) {
        self.nodes += 1;
        let place = self.path.len();
        if place == self.places.len() {
            if self.same(cost) {
                self.optima += 1;
                self.chosen.get_or_insert_with(|| self.path.clone());
            } else if cost < self.cost {
                (self.cost, self.optima) = (cost, 1);
                self.chosen = Some(self.path.clone());
            }
            return;
        }
        for at in 0..self.sorted[place].len() {
            let (more, number) = self.sorted[place][at];
            if self.is_too_dear(self.bound + excess + more) || self.nodes >= self.aim.most {
                return;
            }
            let choice = &self.places[place][number];
            let now: Vec<f64> = used.iter().zip(&choice.uses).map(|(u, c)| u + c).collect();
            let least = &self.least_after[place + 1];
            let fits =
                (0..now.len()).all(|limit| keeps(now[limit] + least[limit], self.limits[limit]));
            if fits {
                let cost = cost + choice.cost;
                self.path.push(number);
                self.descend(excess + more, cost, &now);
                self.path.pop();
            }
        }
    }
}
