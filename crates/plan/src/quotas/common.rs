//! One number of worlds for every policy that is shown: figures beside each other are of the same simulated years.

use std::collections::BTreeSet;

use super::ended::ended;
use super::fronts::{fronts, prices};
use super::made::Made;
use super::rows::Ended;
use super::unmet::in_the_way;

/// Worlds that are shown of a policy, at least.
const SHOWN: usize = 400;

/// The policies to be shown, by their numbers: the choice, today's, those as good, those on fronts, and those that an aim's price
/// or the aim in the way is read from.
pub(crate) fn policies(made: &Made) -> BTreeSet<usize> {
    let mut shown = BTreeSet::from([made.choice.today, made.planned_number()]);
    let good = made
        .places()
        .filter(|place| ended(made, *place) == Ended::AsGood);
    shown.extend(good.map(|place| made.candidate(place).number));
    shown.extend(fronts(made).iter().map(|row| row.policy));
    shown.extend(prices(made).iter().map(|row| row.policy));
    shown.extend(in_the_way(made).iter().map(|row| row.policy));
    shown
}

/// How many worlds are shown of each of so many policies: as many as the choice was made by, unless that took longer than the
/// search.
pub(crate) fn worlds(chosen_by: usize, spent: u64, policies: usize, most: usize) -> usize {
    let affordable = spent as usize / policies.max(1);
    chosen_by.min(affordable).max(SHOWN.min(most))
}
