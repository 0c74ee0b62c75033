//! Normal, tightened, reduced and discontinued inspection, and what switches between them.
//!
//! # Source
//! ISO 2859-1:1999, clauses 9.2 to 9.4, which the Indian Standard IS 2500 (Part 1):2000 repeats word for word and is free to
//! read. Held against public accounts of it (sqconline.com/switching-rules-iso-2859-1, aqlrule.com/manual/switch.html):
//! tightened after two lots not accepted in five or fewer, back after five accepted in a row, reduced at a score of 30,
//! back at one lot not accepted, discontinued when lots not accepted on tightened inspection come to five. Tightened
//! inspection follows then: ANSI/ASQ Z1.4, 8.4. Not yet held against a text: how the score grows, and the acceptance numbers
//! below. Assumed: sampling is discontinued for one period, where the
//! standard waits for action; production is steady and everybody agrees to reduce.
//!
//! MIL-STD-105E and ANSI/ASQ Z1.4 ask for ten lots accepted, and a limit on their fails together, in place of a score; and
//! leave reduced inspection also where a lot lies between its acceptance and rejection numbers.

use super::results::Results;

/// How severely a unit is inspected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Severity {
    /// As everybody is at first.
    #[default]
    Normal,
    /// After two lots in five or fewer were not accepted.
    Tightened,
    /// After a long run of lots accepted.
    Reduced,
    /// Sampling is given up: five lots were not accepted on tightened inspection.
    Discontinued,
}

/// Where a unit stands. What is counted is counted since it came to its present severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    severity: Severity,
    /// A bit for each of the last five lots, set where it was not accepted.
    last: u8,
    /// The switching score.
    score: u32,
    /// Lots accepted in a row.
    accepted: u32,
    /// Lots not accepted.
    rejected: u32,
}

/// The switching score that leads to reduced inspection.
const ENOUGH: u32 = 30;

/// Acceptance numbers of the standard's plans: each is one step of quality tighter than the next.
const ACCEPTANCE_NUMBERS: &[u64] = &[0, 1, 2, 3, 5, 7, 10, 14, 21];

impl Inspection {
    /// How severely it is inspected.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Judges a lot, the unit's sample of a period, which is accepted with `accept` fails at most.
    /// Without a sample there is no lot; but a period in which sampling was discontinued is over, whatever was drawn in it.
    pub(super) fn note(&mut self, accept: u64, results: Results) {
        if self.severity == Severity::Discontinued {
            self.start(Severity::Tightened);
            return;
        }
        if results.checked == 0 {
            return;
        }
        let accepted = results.failed <= accept;
        self.accepted = if accepted { self.accepted + 1 } else { 0 };
        self.rejected += u32::from(!accepted);
        self.last = (self.last << 1 | u8::from(!accepted)) & 0b1_1111;
        self.score = match accept {
            0 | 1 if accepted => self.score + 2,
            2.. if results.failed <= one_step_tighter(accept) => self.score + 3,
            _ => 0,
        };
        let next = match self.severity {
            Severity::Normal if self.last.count_ones() >= 2 => Severity::Tightened,
            Severity::Normal if self.score >= ENOUGH => Severity::Reduced,
            Severity::Tightened if self.accepted >= 5 => Severity::Normal,
            Severity::Tightened if self.rejected >= 5 => Severity::Discontinued,
            Severity::Reduced if !accepted => Severity::Normal,
            unchanged => unchanged,
        };
        if next != self.severity {
            self.start(next);
        }
    }

    /// Counts anew at a severity.
    fn start(&mut self, severity: Severity) {
        *self = Self {
            severity,
            ..Self::default()
        };
    }
}

/// The acceptance number of a sample of the same size where one step more of quality is wanted.
fn one_step_tighter(accept: u64) -> u64 {
    let below = ACCEPTANCE_NUMBERS.iter().rev();
    below.copied().find(|number| *number < accept).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The severity after lots with so many fails each.
    fn after(accept: u64, fails: &[u64]) -> Severity {
        let mut inspection = Inspection::default();
        for &failed in fails {
            let checked = 50;
            inspection.note(accept, Results { checked, failed });
        }
        inspection.severity()
    }

    /// Lots one after another: `A` accepted, `R` not.
    fn run(lots: &str) -> Severity {
        let fails: Vec<u64> = lots.chars().map(|lot| u64::from(lot == 'R')).collect();
        after(0, &fails)
    }

    #[test]
    fn severities_switch_as_the_standard_says() {
        use Severity::{Discontinued, Normal, Reduced, Tightened};
        let fifteen = "A".repeat(15);
        for (lots, severity) in [
            ("", Normal),
            ("R", Normal),
            ("RR", Tightened),
            ("RAAAR", Tightened),
            ("RAAAAR", Normal),
            ("RRAAAA", Tightened),
            ("RRAAAAA", Normal),
            ("RRAAAAAR", Normal),
            ("RRAAAAARR", Tightened),
            ("RRRARARAR", Tightened),
            ("RRRARARARR", Discontinued),
            ("RRRRRRRA", Tightened),
            ("RRRRRRRR", Tightened),
            (&fifteen[1..], Normal),
            (&fifteen, Reduced),
            (&format!("R{}", &fifteen[1..]), Normal),
            (&format!("R{fifteen}"), Reduced),
            (&format!("{fifteen}R"), Normal),
            (&format!("{fifteen}RAAAR"), Normal),
            (&format!("{fifteen}RRR"), Tightened),
        ] {
            assert_eq!(run(lots), severity, "{lots}");
        }
    }

    #[test]
    fn with_two_or_more_fails_allowed_only_lots_one_step_better_score() {
        assert_eq!(after(1, &[1; 14]), Severity::Normal);
        assert_eq!(after(1, &[1; 15]), Severity::Reduced);
        assert_eq!(after(3, &[2; 9]), Severity::Normal);
        assert_eq!(after(3, &[2; 10]), Severity::Reduced);
        assert_eq!(after(3, &[3; 40]), Severity::Normal);
        let mut fails = [2; 19];
        fails[8] = 3;
        assert_eq!(after(3, &fails), Severity::Reduced, "ten since the reset");
        assert_eq!(after(3, &fails[..18]), Severity::Normal);
        assert_eq!(
            [2, 3, 5, 6, 21, 40].map(one_step_tighter),
            [1, 2, 3, 5, 14, 21]
        );
    }

    #[test]
    fn without_a_sample_nothing_changes() {
        let mut inspection = Inspection::default();
        inspection.note(0, Results::default());
        assert_eq!(inspection, Inspection::default());
    }

    #[test]
    fn sampling_is_discontinued_for_one_period_though_nothing_is_drawn_in_it() {
        let mut inspection = Inspection::default();
        let (checked, failed) = (10, 3);
        for _ in 0..7 {
            inspection.note(0, Results { checked, failed });
        }
        assert_eq!(inspection.severity(), Severity::Discontinued);
        inspection.note(0, Results::default());
        assert_eq!(inspection.severity(), Severity::Tightened);
    }
}
