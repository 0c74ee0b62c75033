//! A fixed total, part of which moves to activities whose control chart has signalled.

use crate::allocate::proportional;
use crate::design::{Ask, Asking, Design};
use crate::history::{Chart, ChartKind, ChartRule, History};
use crate::strata::Stratify;
use tierone_scenario::{Charted, TrendTargeted};
use tierone_stats::rng::Stream;

impl Design for TrendTargeted {
    fn stratify(&self) -> Stratify {
        Stratify::Activity
    }

    fn history(&self, units: usize) -> Option<History> {
        let rule = ChartRule {
            kind: match self.chart {
                Charted::Share => ChartKind::P,
                Charted::Average(weight) => ChartKind::Ewma(weight),
            },
            limit: self.limit,
            base: self.base,
        };
        Some(History::Charts(rule, vec![Chart::default(); units]))
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        let sizes = &asking.strata.sizes;
        let moves = self.share;
        let signalled = |unit: usize| match asking.history {
            History::Charts(_, charts) => charts[unit].has_signalled(),
            _ => false,
        };
        let held = |units: &mut dyn Iterator<Item = usize>| -> f64 {
            units.map(|unit| sizes[unit] as f64).sum()
        };
        let all = held(&mut (0..sizes.len()));
        let worse = held(&mut (0..sizes.len()).filter(|unit| signalled(*unit)));
        // Checks of a decision, in units of the overall fraction, without a signal and with one.
        let (alike, more) = if worse > 0.0 {
            (1.0 - moves, 1.0 - moves + moves * all / worse)
        } else {
            (1.0, 1.0)
        };
        // In whole parts of 2⁻⁴⁰ of the larger: finer than any allocation can show.
        let scaled = |fraction: f64| (fraction / more * 2f64.powi(40)).round() as i128;
        let fraction = |unit: usize| if signalled(unit) { more } else { alike };
        let weight = |(unit, size): (usize, &u64)| i128::from(*size) * scaled(fraction(unit));
        let weights: Vec<i128> = sizes.iter().enumerate().map(weight).collect();
        Ask {
            quota: self.checks,
            sizes: proportional(self.checks, sizes, &weights),
        }
    }
}
