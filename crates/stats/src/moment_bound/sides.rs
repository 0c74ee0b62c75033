//! The laws of gross, over, under and net, and how they bound one another.

use super::checks::{Checked, Most, Side, WrongDecision};
use super::law::Law;
use super::pseudo::{Of, fear};

/// The laws that limit one side.
pub(super) struct Laws {
    /// Its own, for the lower limit and for the upper one.
    own: [Law; 2],
    within: Within,
    /// What all of the decisions come to if each is in error as far as it can be.
    most: f64,
}

/// What a side lies within.
enum Within {
    /// Nothing else: it is the whole.
    Whole,
    /// The whole, of which it is a part.
    Gross([Law; 2]),
    /// Over, and under with a minus, with their laws for an upper limit, and those of gross.
    Parts([Law; 3]),
}

impl Laws {
    pub fn of(
        side: Side,
        found: &[WrongDecision],
        checked: &[Checked],
        most: Most,
        effect: f64,
    ) -> Laws {
        let laws = |side| both(side, found, checked, most, effect);
        let within = match side {
            Side::Gross => Within::Whole,
            Side::Over | Side::Under => Within::Gross(laws(Side::Gross)),
            Side::Net => {
                let of = [Side::Over, Side::Under, Side::Gross];
                Within::Parts(of.map(|side| laws(side)[1]))
            }
        };
        Laws {
            own: laws(side),
            within,
            most: most.of_all(found, checked),
        }
    }

    /// The lower limit with probability `p` below it.
    pub fn low(&self, p: f64) -> f64 {
        let own = self.own[0].quantile(p);
        match &self.within {
            Within::Whole => own,
            Within::Gross([gross, _]) => own.min(gross.quantile(p)),
            Within::Parts([_, under, gross]) => {
                let most = under.quantile(1.0 - p).min(gross.quantile(1.0 - p));
                own.max(-most.min(self.most))
            }
        }
    }

    /// The upper limit with probability `p` below it.
    pub fn high(&self, p: f64) -> f64 {
        let own = self.own[1].quantile(p).min(self.most);
        match &self.within {
            Within::Whole => own,
            Within::Gross([_, gross]) => own.min(gross.quantile(p)),
            Within::Parts([over, _, gross]) => own.min(over.quantile(p)).min(gross.quantile(p)),
        }
    }

    /// The probability of at most `total`, as the lower limits and as the upper ones have it.
    pub fn at_most(&self, total: f64) -> [f64; 2] {
        if total >= self.most {
            return [1.0; 2];
        }
        let own = [0, 1].map(|limit| self.own[limit].at_most(total));
        match &self.within {
            Within::Whole => own,
            Within::Gross(gross) => [0, 1].map(|limit| own[limit].max(gross[limit].at_most(total))),
            Within::Parts([over, under, gross]) => {
                let least = under.at_most(-total).max(gross.at_most(-total));
                [
                    own[0].min(1.0 - least),
                    own[1].max(over.at_most(total)).max(gross.at_most(total)),
                ]
            }
        }
    }
}

/// The laws of one side for its lower limit and for its upper one.
fn both(
    side: Side,
    found: &[WrongDecision],
    checked: &[Checked],
    most: Most,
    effect: f64,
) -> [Law; 2] {
    let mut law = Law::default();
    for error in found {
        let amount = side.of(error);
        law.known += amount;
        law.add(amount, error.weight, 1.0, effect);
    }
    let (mut lower, mut upper) = (law, law);
    let sample = (found, checked);
    let half = |side| 0.5 * effect * mean_unseen(side, found);
    lower.down = match side {
        Side::Net => half(Side::Over) + half(Side::Under),
        _ => half(side),
    };
    upper.down = -lower.down;
    if side == Side::Net {
        (lower.floor, upper.floor) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        fear(&mut lower, Of::NetLow, Side::Under, sample, most, effect);
        fear(&mut upper, Of::NetHigh, Side::Over, sample, most, effect);
    } else {
        fear(&mut upper, Of::Itself, side, sample, most, effect);
    }
    [lower, upper]
}

/// The mean amount of an unseen error, by how many each found one leaves unseen; 0 where nothing is unseen.
pub(crate) fn mean_unseen(side: Side, found: &[WrongDecision]) -> f64 {
    let (mut all, mut squares) = (0.0, 0.0);
    for error in found {
        let unseen = (error.weight - 1.0) * side.of(error);
        all += unseen;
        squares += unseen * side.of(error);
    }
    if all > 0.0 { squares / all } else { 0.0 }
}
