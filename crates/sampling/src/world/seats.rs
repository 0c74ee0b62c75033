//! Seats: who sits in them, how skilled and how new they are, who leaves and when they are replaced.

use rand::{Rng, RngExt};
use rand_distr::{Binomial, Distribution, Exp1, StandardNormal};

use super::ids::SeatId;
use super::opening::{EXPERIENCED, OpeningSeat, Staff};
use tierone_scenario::Workforce;

/// After this many half-lives a starter's extra odds are below 1e-15 of their first value.
const HALF_LIVES_THAT_MATTER: f64 = 50.0;

/// Odds multipliers of the filled seats, laid end to end on a line.
#[derive(Clone, Debug, Default)]
pub struct Odds {
    /// By place.
    pub each: Vec<f64>,
    /// Where each place ends on the line.
    ends: Vec<f64>,
    /// The first place that reaches into each of many equal bins of the line.
    guide: Vec<u32>,
    bins_a_unit: f64,
}

impl Odds {
    /// So many that most bins lie within one place.
    const BINS_A_PLACE: usize = 4;

    /// The length of the line.
    pub fn total(&self) -> f64 {
        self.ends.last().copied().unwrap_or(0.0)
    }

    /// The place at a point of the line below [`Self::total`].
    #[inline]
    pub fn place(&self, at: f64) -> u32 {
        let mut place = self.guide[(at * self.bins_a_unit) as u32 as usize];
        // One step is common enough to be taken without a branch; more are rare.
        place += u32::from(self.ends[place as usize] <= at);
        while self.ends[place as usize] <= at {
            place += 1;
        }
        place
    }

    fn lay_out(&mut self) {
        self.ends.clear();
        self.ends.extend(self.each.iter().scan(0.0, |sum, odds| {
            *sum += odds;
            Some(*sum)
        }));
        let bins = self.each.len() * Self::BINS_A_PLACE;
        self.bins_a_unit = bins as f64 / self.total();
        self.guide.clear();
        for (place, end) in self.ends.iter().enumerate() {
            // A hair late, so that rounding never makes a bin start beyond its first point.
            let last = (end * self.bins_a_unit + 1e-6) as usize;
            self.guide.resize(last.min(bins) + 1, place as u32);
        }
        // The bin more is for a point that rounding lifts to the very end.
        let last_place = self.ends.len().max(1) as u32 - 1;
        self.guide.resize(bins + 1, last_place);
    }
}

/// The seats of one replication.
#[derive(Clone, Debug, Default)]
pub struct Seats {
    seats: Vec<Seat>,
    /// Team skill `a_g`, by team.
    teams: Vec<f64>,
    /// Odds multiplier of a starter by whole periods of tenure.
    starter: Vec<f64>,
    /// Whether nobody will ever come, go or age.
    settled: bool,
    /// Whether nobody has come, gone or aged since the seats were last listed.
    unchanged: bool,
}

#[derive(Clone, Copy, Debug)]
struct Seat {
    /// `exp(a_g + b_i)` of whoever sits there.
    skill: f64,
    /// Periods of tenure, or [`EXPERIENCED`].
    tenure: u32,
    /// Periods for which the seat stays empty, counting this one; 0 when filled.
    empty: u32,
}

impl Seats {
    /// Opens with these people.
    pub fn open(&mut self, workforce: &Workforce, staff: &Staff) {
        self.teams.clone_from(&staff.teams);
        if self.starter.is_empty() {
            self.starter = starter_odds(workforce);
        }
        self.unchanged = false;
        let attrition = workforce.attrition.get();
        let experienced = |seat: &OpeningSeat| matches!(seat, OpeningSeat::Filled { tenure, .. } if *tenure == EXPERIENCED);
        let planned = workforce.recruitment.is_some();
        self.settled = !planned && attrition == 0.0 && staff.seats.iter().all(experienced);
        self.seats.clear();
        self.seats
            .extend(staff.seats.iter().map(|seat| match *seat {
                OpeningSeat::Filled { skill, tenure } => Seat {
                    skill: skill.exp(),
                    tenure,
                    empty: 0,
                },
                OpeningSeat::Vacant { age } => Seat {
                    skill: 1.0,
                    tenure: 0,
                    // Where recruitment follows a plan, nobody knows for how long.
                    empty: if planned {
                        1
                    } else {
                        workforce.vacancy as u32 - age
                    },
                },
            }));
    }

    /// Lists the filled seats, their tenures and their odds multipliers, in seat order.
    pub fn present(&self, filled: &mut Vec<SeatId>, tenure: &mut Vec<u32>, odds: &mut Odds) {
        if self.unchanged {
            return;
        }
        filled.clear();
        tenure.clear();
        odds.each.clear();
        for (index, seat) in self.seats.iter().enumerate() {
            if seat.empty == 0 {
                filled.push(SeatId::new(index));
                tenure.push(seat.tenure);
                let starter = self.starter.get(seat.tenure as usize).copied();
                odds.each.push(seat.skill * starter.unwrap_or(1.0));
            }
        }
        odds.lay_out();
    }

    /// Ends a period: people leave, vacancies age, tenures grow. Returns the seats that were left.
    ///
    /// A seat left at the end of *t* is empty in *t+1 … t+V* and filled in *t+V+1*.
    pub fn end_period<R: Rng>(
        &mut self,
        workforce: &Workforce,
        rng: &mut R,
        leavers: &mut Vec<SeatId>,
    ) {
        leavers.clear();
        self.unchanged = self.settled;
        if self.settled {
            return;
        }
        let attrition = workforce.attrition.get();
        // Exponential gaps at hazard −ln(1 − attrition): one draw a leaver, not one a seat.
        let hazard = -(-attrition).ln_1p();
        let mut gap: f64 = Exp1.sample(rng);
        for index in 0..self.seats.len() {
            let seat = self.seats[index];
            if seat.empty == 0 {
                gap -= hazard;
            }
            let leaves = gap < 0.0;
            let mut now_empty = seat.empty.saturating_sub(1);
            if leaves {
                gap = Exp1.sample(rng);
                leavers.push(SeatId::new(index));
                now_empty = workforce.vacancy as u32;
            }
            let replaced = (leaves || seat.empty > 0) && now_empty == 0;
            self.seats[index] = if replaced {
                self.starter(workforce, index, rng)
            } else {
                Seat {
                    tenure: seat.tenure.saturating_add(1),
                    empty: now_empty,
                    ..seat
                }
            };
        }
    }

    /// The same where recruitment follows a plan: people leave, and those who come of so many offers sit in empty seats; with no
    /// number of offers each leaver is replaced at once.
    pub fn end_planned_period<R: Rng>(
        &mut self,
        workforce: &Workforce,
        (offers, show_rate): (Option<u64>, f64),
        rng: &mut R,
        leavers: &mut Vec<SeatId>,
    ) {
        leavers.clear();
        let attrition = workforce.attrition.get();
        let mut empty = Vec::new();
        for index in 0..self.seats.len() {
            let seat = &mut self.seats[index];
            if seat.empty > 0 {
                empty.push(index);
            } else if rng.random::<f64>() < attrition {
                leavers.push(SeatId::new(index));
                seat.empty = 1;
                match offers {
                    Some(_) => empty.push(index),
                    None => self.seats[index] = self.starter(workforce, index, rng),
                }
            } else {
                seat.tenure = seat.tenure.saturating_add(1);
            }
        }
        let come = Binomial::new(offers.unwrap_or(0), show_rate).map_or(0, |law| law.sample(rng));
        for taken_on in 0..empty.len().min(come as usize) {
            let seat = rng.random_range(taken_on..empty.len());
            empty.swap(taken_on, seat);
            let index = empty[taken_on];
            self.seats[index] = self.starter(workforce, index, rng);
        }
    }

    fn starter<R: Rng>(&self, workforce: &Workforce, seat: usize, rng: &mut R) -> Seat {
        Seat {
            skill: self.skill(workforce, seat, rng),
            tenure: 0,
            empty: 0,
        }
    }

    fn skill<R: Rng>(&self, workforce: &Workforce, seat: usize, rng: &mut R) -> f64 {
        (self.teams[seat / workforce.team_size] + workforce.spread * normal(rng)).exp()
    }
}

/// `odds_ratio^(2^(−τ/half_life))` for every tenure at which it is not yet one.
fn starter_odds(workforce: &Workforce) -> Vec<f64> {
    let Some(new) = workforce.new_starters else {
        return Vec::new();
    };
    let periods = (new.half_life * HALF_LIVES_THAT_MATTER).ceil() as u32;
    (0..=periods)
        .map(|tenure| (new.odds_ratio.ln() * (-f64::from(tenure) / new.half_life).exp2()).exp())
        .collect()
}

fn normal<R: Rng>(rng: &mut R) -> f64 {
    StandardNormal.sample(rng)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_scenario::NewStarters;
    use tierone_stats::rng::{Address, Purpose};
    use tierone_stats::units::Probability;

    fn workforce(attrition: f64, vacancy: usize) -> Workforce {
        Workforce {
            poor: None,
            seats: 4_000,
            team_size: 10,
            spread: 0.0,
            team_spread: 0.0,
            new_starters: Some(NewStarters {
                odds_ratio: 2.0,
                half_life: 4.0,
            }),
            attrition: Probability::new(attrition).expect("a share"),
            vacancy,
            recruitment: None,
        }
    }

    fn opened(workforce: &Workforce, rng: &mut tierone_stats::rng::Stream) -> Seats {
        let mut seats = Seats::default();
        seats.open(workforce, &Staff::steady(workforce, rng));
        seats
    }

    /// Seats that are filled and the mean tenure of their holders.
    fn present(seats: &Seats) -> (Vec<SeatId>, Vec<u32>, Vec<f64>) {
        let (mut filled, mut tenure, mut odds) = (Vec::new(), Vec::new(), Odds::default());
        seats.present(&mut filled, &mut tenure, &mut odds);
        (filled, tenure, odds.each)
    }

    #[test]
    fn the_steady_state_is_steady() {
        let workforce = workforce(0.1, 3);
        let mut rng = Address::opening(7, 0).open(&Purpose::world());
        let mut seats = opened(&workforce, &mut rng);
        let mut leavers = Vec::new();
        for _ in 0..30 {
            let (filled, tenure, _) = present(&seats);
            // Filled 1/(1 + 0.3), tenure mean (1 − a)/a = 9 with standard deviation √(1 − a)/a;
            // 4.5 standard errors: thirty looks at α = 1e-5 each.
            let share = filled.len() as f64 / 4_000.0;
            let expected: f64 = 1.0 / 1.3;
            assert!(
                (share - expected).abs() < 4.5 * (expected * (1.0 - expected) / 4_000.0).sqrt()
            );
            let mean = tenure.iter().map(|t| f64::from(*t)).sum::<f64>() / tenure.len() as f64;
            assert!(
                (mean - 9.0).abs() < 4.5 * (0.9f64.sqrt() / 0.1) / (filled.len() as f64).sqrt()
            );
            seats.end_period(&workforce, &mut rng, &mut leavers);
        }
    }

    #[test]
    fn a_seat_left_at_the_end_of_t_is_empty_for_v_periods_and_then_has_a_starter() {
        let workforce = workforce(0.05, 2);
        let mut rng = Address::opening(8, 0).open(&Purpose::world());
        let mut seats = opened(&workforce, &mut rng);
        let mut leavers = Vec::new();
        seats.end_period(&workforce, &mut rng, &mut leavers);
        let seat = leavers[0];
        let mut later = Vec::new();
        for _ in 1..=2 {
            assert!(!present(&seats).0.contains(&seat), "empty in t+1 and t+2");
            seats.end_period(&workforce, &mut rng, &mut later);
        }
        let (filled, tenure, odds) = present(&seats);
        let place = filled
            .iter()
            .position(|s| *s == seat)
            .expect("filled in t+3");
        assert_eq!((tenure[place], odds[place]), (0, 2.0));
    }

    #[test]
    fn with_no_attrition_everyone_is_experienced() {
        let mut rng = Address::opening(9, 0).open(&Purpose::world());
        let (filled, tenure, odds) = present(&opened(&workforce(0.0, 3), &mut rng));
        assert_eq!(filled.len(), 4_000);
        assert!(tenure.iter().all(|t| *t == EXPERIENCED));
        assert!(odds.iter().all(|o| *o == 1.0));
    }

    #[test]
    fn every_point_of_the_line_has_the_place_that_it_lies_in() {
        let mut rng = Address::opening(10, 0).open(&Purpose::world());
        let mut odds = Odds::default();
        for places in [1, 2, 7, 900] {
            // From places that fill a thousand bins to places that lie in a thousandth of one.
            odds.each = (0..places)
                .map(|_| (3.0 * normal(&mut rng)).exp())
                .collect();
            odds.lay_out();
            let mut start = 0.0;
            for (place, end) in odds.ends.clone().into_iter().enumerate() {
                for at in [start, (start + end) / 2.0, f64::next_down(end)] {
                    assert_eq!(odds.place(at), place as u32);
                }
                start = end;
            }
        }
    }

    #[test]
    fn a_starter_halves_the_log_of_their_odds_every_half_life() {
        let odds = starter_odds(&workforce(0.1, 0));
        assert_eq!(odds[0], 2.0);
        assert!((odds[4].ln() - 2f64.ln() / 2.0).abs() < 1e-15);
        assert!((odds[8].ln() - 2f64.ln() / 4.0).abs() < 1e-15);
    }
}
