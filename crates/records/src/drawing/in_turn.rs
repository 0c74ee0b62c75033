//! Cases in the order of their closing dates, each with one probability until so many are drawn.

use super::number::{self, Number, fraction};
use crate::lists::ListedCase;
use tierone_stats::special::binomial_tails;

/// When a case arrives: its closing date, and its place among those of the same day.
type Arrival = (i64, Number);

/// What is gathered of a list.
#[derive(Debug, Default)]
pub(super) struct InTurn {
    arrivals: Vec<Arrival>,
    /// Cases whose random number lets them in, unless the cap is full.
    candidates: Vec<(Arrival, Number)>,
}

impl InTurn {
    /// One more case, drawn at this probability.
    pub fn add(&mut self, case: &ListedCase, number: Number, share: f64) {
        // Of a day the order must not depend on what draws, or a case's place would tell of its chance.
        let within_day = number::number(0, &format!("arrival/{}", case.number));
        let arrival = (day(case), within_day);
        self.arrivals.push(arrival);
        if fraction(number) < share {
            self.candidates.push((arrival, number));
        }
    }

    /// What is drawn, at most `cap`: rising numbers, each with the chance that its place has.
    pub fn done(mut self, share: f64, cap: u64) -> Vec<(Number, f64)> {
        self.arrivals.sort_unstable();
        self.candidates.sort_unstable();
        let place = |arrival| self.arrivals.partition_point(|before| before < arrival) as u64;
        let first = self.candidates.iter().take(cap as usize);
        let mut drawn: Vec<(Number, f64)> = first
            .map(|(arrival, number)| (*number, chance(place(arrival), share, cap)))
            .collect();
        drawn.sort_unstable_by_key(|(number, _)| *number);
        drawn
    }
}

/// The chance of a case after so many others: that fewer than `cap` of them are let in, and that it is.
fn chance(before: u64, share: f64, cap: u64) -> f64 {
    match cap.checked_sub(1) {
        Some(most) => share * binomial_tails(most, before, share).lower,
        None => 0.0,
    }
}

/// A closing date as a whole number in the order of days; cases without one come first.
pub(super) fn day(case: &ListedCase) -> i64 {
    case.closed.map_or(i64::MIN, |day| {
        i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_of_a_place_is_that_of_all_ways_to_fill_the_cap() {
        for (share, cap) in [(0.3, 1), (0.3, 4), (0.5, 2), (1.0, 3), (0.0, 2), (0.2, 0)] {
            // By number drawn so far, the chance that it is that many.
            let mut drawn = vec![0.0; cap + 1];
            drawn[0] = 1.0;
            for before in 0..20 {
                let open: f64 = drawn[..cap].iter().sum();
                let stated = chance(before, share, cap as u64);
                assert!((stated - share * open).abs() < 1e-14, "{before}: {stated}");
                for many in (0..cap).rev() {
                    let more = share * drawn[many];
                    drawn[many] -= more;
                    drawn[many + 1] += more;
                }
            }
        }
    }
}
