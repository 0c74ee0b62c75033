//! All of whoever has not passed often enough, the quota of the others; or inspection that switches
//! between normal, tightened, reduced and discontinued.

use crate::design::{Ask, Asking, Design};
use crate::history::{History, Inspection, Run, RunRule, Severity};
use crate::strata::Stratify;
use tierone_scenario::{Escalating, EscalatingRule, Over};
use tierone_stats::rng::Stream;

impl Design for Escalating {
    fn known_inclusion(&self) -> bool {
        least(self) > 0
    }

    fn stratify(&self) -> Stratify {
        match self.over {
            Over::Caseworkers => Stratify::Caseworker,
            Over::Activities => Stratify::Activity,
        }
    }

    fn history(&self, units: usize) -> Option<History> {
        Some(match self.rule {
            EscalatingRule::Lots { accept, .. } => {
                History::Inspections(accept, vec![Inspection::default(); units])
            }
            EscalatingRule::Passes {
                passes,
                fails,
                window,
            } => {
                let rule = RunRule {
                    passes,
                    fails,
                    window,
                };
                History::Runs(rule, vec![Run::default(); units])
            }
        })
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        // The same for all strata.
        let sizes = SEVERITIES.map(|severity| size(self, severity));
        let asked = |stratum: usize| {
            let unit = asking.unit(stratum);
            match asking.history {
                History::Runs(_, runs) if runs[unit].is_let_go() => {
                    sizes[Severity::Normal as usize]
                }
                History::Inspections(_, inspections) => {
                    sizes[inspections[unit].severity() as usize]
                }
                _ => None,
            }
        };
        let mut ask = Ask {
            quota: 0,
            sizes: Vec::with_capacity(asking.strata.sizes.len()),
        };
        for (stratum, held) in asking.strata.sizes.iter().enumerate() {
            let asked = asked(stratum).unwrap_or(*held);
            // Who has decided nothing is asked for nothing.
            ask.quota += if *held > 0 { asked } else { 0 };
            ask.sizes.push(asked.min(*held));
        }
        ask
    }
}

const SEVERITIES: [Severity; 4] = [
    Severity::Normal,
    Severity::Tightened,
    Severity::Reduced,
    Severity::Discontinued,
];

/// Decisions drawn by severity; none where all are. By single results there is but one.
fn size(keys: &Escalating, severity: Severity) -> Option<u64> {
    match (&keys.rule, severity) {
        (EscalatingRule::Lots { tightened, .. }, Severity::Tightened) => Some(*tightened),
        (EscalatingRule::Lots { reduced, .. }, Severity::Reduced) => Some(*reduced),
        (EscalatingRule::Lots { discontinued, .. }, Severity::Discontinued) => *discontinued,
        (EscalatingRule::Lots { .. }, Severity::Normal) | (EscalatingRule::Passes { .. }, _) => {
            Some(keys.checks)
        }
    }
}

/// The smallest number that is ever asked of a caseworker.
fn least(keys: &Escalating) -> u64 {
    let sizes = SEVERITIES.into_iter();
    let sizes = sizes.filter_map(|severity| size(keys, severity));
    sizes.min().unwrap_or(0)
}
