//! False fails: right attributes that a checker fails.

use rand::RngExt;
use rand_distr::{Distribution, Exp1};

use super::caseload::Caseload;
use super::checkers::{Dealt, moved};
use super::drawn::Drawn;
use tierone_scenario::Scenario;
use tierone_stats::rng::below;

/// False fails as Poisson events on the slots of a sample, at the rate of the strictest checker and of
/// the activity with the most attributes, and thinned by whose slot it is and by the attributes of the
/// decision in it. Slots without an event cost nothing.
pub struct FalseFails {
    /// Events a slot.
    rate: f64,
    /// Events an attribute: of an average checker, and of the strictest one.
    false_fail: f64,
    strictest: f64,
    /// Attributes that the check looks at, at most.
    most: u64,
    /// The slot in hand.
    pub slot: u64,
    /// Where the next event is: in slots from the first.
    pub at: f64,
}

impl FalseFails {
    /// The first event on the slots of a check's sample.
    pub fn new(check: &mut Drawn, people: &[f64]) -> Self {
        let setup = check.setup;
        let most = setup.looks_at.iter().copied().max().unwrap_or(0);
        let strictest = match people.iter().copied().reduce(f64::max) {
            None => setup.false_rate,
            Some(odds) => events(setup.check.checker.false_fail.get(), odds),
        };
        let rate = strictest * f64::from(most);
        let mut slots = Self {
            rate,
            false_fail: setup.check.checker.false_fail.get(),
            strictest,
            most: u64::from(most),
            slot: 0,
            at: f64::INFINITY,
        };
        if rate > 0.0 {
            slots.at = 0.0;
            slots.advance(check);
        }
        slots
    }

    /// Whether an event hits the slot in hand.
    pub fn hit(&self) -> bool {
        self.at < (self.slot + 1) as f64
    }

    /// Goes on to the next slot.
    pub fn next(&mut self) {
        self.slot += 1;
    }

    fn advance(&mut self, check: &mut Drawn) {
        let gap: f64 = Exp1.sample(&mut check.stream);
        self.at += gap / self.rate;
    }

    /// The right attributes that the events of this slot fail, in order.
    pub fn falsely(
        &mut self,
        check: &mut Drawn,
        caseload: &Caseload,
        dealt: Dealt,
        scenario: &Scenario,
        attributes: &mut Vec<u32>,
    ) {
        let looked_at = &check.setup.check.looks_at;
        let activity = &scenario.activities[caseload.activity(dealt.index)];
        let candidates: Vec<u32> = activity
            .errors
            .iter()
            .filter(|error| looked_at[error.attribute])
            .map(|error| error.attribute as u32)
            .collect();
        let wrong = caseload.errors_of(dealt.index);
        // Without people of their own minds every event is an average checker's.
        let kept = match dealt.odds {
            1.0 => 1.0,
            odds => events(self.false_fail, odds) / self.strictest,
        };
        while self.hit() {
            let pick = below(self.most, &mut check.stream) as usize;
            let stays = kept >= 1.0 || check.stream.random::<f64>() < kept;
            if stays
                && let Some(attribute) = candidates.get(pick)
                && !attributes.contains(attribute)
                && wrong.iter().all(|error| error.attribute != *attribute)
            {
                attributes.push(*attribute);
            }
            self.advance(check);
        }
        attributes.sort_unstable();
    }
}

/// Poisson rate of false fails of one attribute by a checker of these odds, `−ln(1 − p)`.
fn events(false_fail: f64, odds: f64) -> f64 {
    -(-moved(false_fail, odds)).ln_1p()
}
