//! Gross, over, under and net: their figures, and what they add up of a case.

use super::case::DrawnCase;
use super::design::DrawnSample;
use super::figure_name::FigureName;
use tierone_stats::moment_bound::Side as Law;

/// One side of error.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub share: FigureName,
    pub amount: FigureName,
    pub of: fn(&DrawnCase) -> f64,
    pub law: Law,
}

/// Gross, over, under and net, in this order.
const SIDES: [Side; 4] = [
    Side {
        share: FigureName::MveGross,
        amount: FigureName::ErrorGross,
        of: |case| case.error,
        law: Law::Gross,
    },
    Side {
        share: FigureName::MveOver,
        amount: FigureName::ErrorOver,
        of: |case| case.over,
        law: Law::Over,
    },
    Side {
        share: FigureName::MveUnder,
        amount: FigureName::ErrorUnder,
        of: |case| case.under,
        law: Law::Under,
    },
    Side {
        share: FigureName::MveNet,
        amount: FigureName::ErrorNet,
        of: |case| case.over - case.under,
        law: Law::Net,
    },
];

impl Side {
    /// Those of a sample: gross alone where over and under are not told apart.
    pub(crate) fn of_sample(sample: &DrawnSample) -> &'static [Side] {
        &SIDES[..if sample.sided { 4 } else { 1 }]
    }

    /// Whether an error says something of it.
    pub(crate) fn is_found(self, case: &DrawnCase) -> bool {
        match self.law {
            Law::Net => case.error > 0.0,
            _ => (self.of)(case) > 0.0,
        }
    }

    /// The side that a figure of money is of.
    pub(crate) fn of_figure(name: FigureName) -> Option<Side> {
        let is_mine = |side: &Side| side.share == name || side.amount == name;
        SIDES.into_iter().find(is_mine)
    }
}
