//! One number of worlds for every policy that is shown: figures beside each other are of the same simulated years.

use std::collections::BTreeSet;

use super::candidate::{BLOCK, FIRST};
use super::ended::ended;
use super::fronts::{fronts, prices};
use super::made::Made;
use super::rows::Ended;
use super::unmet::in_the_way;

/// Worlds that are shown of a policy, at least, where that is not too much.
const SHOWN: usize = 400;

/// Worlds of all policies together that are never too much.
const AFFORDABLE: u64 = 20_000;

/// Policies as good as the choice that are shown, at most.
pub(super) const GOOD: usize = 100;

/// The policies as good as the choice, by all worlds that they have: the best first.
pub(crate) fn as_good(made: &Made) -> BTreeSet<usize> {
    let places = made.places();
    let good = places.filter(|place| ended(made, *place) == Ended::AsGood);
    let mut good: Vec<usize> = good.map(|place| made.candidate(place).number).collect();
    let objective = |number: &usize| made.worlds.objective(*number);
    good.sort_by(|a, b| objective(a).total_cmp(&objective(b)).then(a.cmp(b)));
    good.into_iter().take(GOOD).collect()
}

/// The policies to be shown beside those, by their numbers: the choice, today's, those on fronts, and those that an aim's price
/// or the aim in the way is read from. Every policy has to have as many worlds.
pub(crate) fn policies(made: &Made) -> BTreeSet<usize> {
    let mut shown = BTreeSet::from([made.choice.today, made.planned_number()]);
    shown.extend(fronts(made).iter().map(|row| row.policy));
    shown.extend(prices(made).iter().map(|row| row.policy));
    shown.extend(in_the_way(made).iter().map(|row| row.policy));
    shown
}

/// How many worlds are shown of each of so many policies: as many as the choice was made by, unless that takes longer than the
/// search did.
pub(crate) fn worlds(chosen_by: usize, spent: u64, policies: usize, most: usize) -> usize {
    let affordable = spent.max(AFFORDABLE) as usize / policies.max(1);
    chosen_by
        .max(SHOWN)
        .min(affordable)
        .max(FIRST * BLOCK)
        .min(most)
}
