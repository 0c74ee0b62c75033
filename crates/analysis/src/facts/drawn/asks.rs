//! What the checks of a policy ask for in one period, of those who are there, and what hours leave of it.

use rand::Rng;
use rand_distr::{Binomial, Distribution as _};

use super::super::kinds::{Office, checks_of_anybody};
use tierone_sampling::world::{Period, Population, SYSTEM, SeatId};
use tierone_sampling::{
    Asking, ByValue, Design, FrameView, History, Sorted, Strata, Stratify, cut_evenly, design,
    probability,
};
use tierone_scenario::{Check, Policy};
use tierone_stats::rng::Stream;

/// Decisions of one cell, made by one caseworker or by the system.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub cell: u32,
    pub place: u32,
    pub number: f64,
}

/// Decisions of which each is drawn as likely as the others.
#[derive(Clone, Debug)]
pub(super) struct Stratum {
    pub size: u64,
    /// How many are asked for, and how many hours leave.
    pub asked: u64,
    pub sampled: u64,
    pub members: Vec<Member>,
}

/// What one check asks for in one period.
#[derive(Clone, Debug)]
pub(super) struct Asks {
    pub strata: Vec<Stratum>,
    /// Of a draw by value: the sampling interval, £ a year.
    pub by_value: Option<ByValue>,
}

impl Asks {
    pub(super) fn asked(&self) -> u64 {
        self.strata.iter().map(|stratum| stratum.asked).sum()
    }

    pub(super) fn sampled(&self) -> u64 {
        self.strata.iter().map(|stratum| stratum.sampled).sum()
    }
}

/// A check, ready to be asked.
pub(super) struct Planned<'a> {
    pub check: &'a Check,
    pub design: &'a dyn Design,
    pub stratify: Stratify,
}

impl<'a> Planned<'a> {
    pub(super) fn new(check: &'a Check) -> Self {
        let design = design(&check.sample.method);
        Self {
            check,
            design,
            stratify: design.stratify(),
        }
    }

    /// Whether what it asks for hangs on nothing but who is there: neither on what it or another check has found.
    pub(super) fn is_open(&self) -> bool {
        self.check.sample.method.rechecks().is_none() && self.design.history(1).is_none()
    }

    /// How many it asks for in a period where only of whom hangs on what it has found; its frame may hold fewer. None of a check whose
    /// asks are drawn.
    fn asks_of_anybody(&self, office: &Office, period: &Period, expected: &[f64]) -> Option<u64> {
        let checks = checks_of_anybody(self.check)?;
        let (population, frame) = (&period.population, &self.check.frame);
        let whole = &Stratify::Whole;
        let (_, strata) = FrameView::new(office.scenario, population, frame, whole, expected);
        Some(checks.min(strata.sizes.iter().sum()))
    }

    /// What it asks for; its cells' expected rates of error are those of `expected`.
    fn ask(&self, office: &Office, period: &Period, expected: &[f64], rng: &mut Stream) -> Asks {
        let population = &period.population;
        let divide = |stratify: &Stratify| {
            let frame = &self.check.frame;
            FrameView::new(office.scenario, population, frame, stratify, expected)
        };
        let (mut strata, members, by_value);
        match &self.stratify {
            Stratify::ValueBands(_) | Stratify::ValueWeighted(_) => {
                let (view, whole) = divide(&Stratify::Whole);
                let all = members_of(&view, population, 0);
                let by = sorter(office, &self.stratify, population, &all);
                let sorted = sort(office, population, &by, &all, rng);
                strata = Strata {
                    sizes: sorted.iter().map(|(size, _)| *size).collect(),
                    in_frame: sorted.len() as u64,
                    ..whole
                };
                members = sorted.into_iter().map(|(_, members)| members).collect();
                by_value = matches!(self.stratify, Stratify::ValueWeighted(_)).then_some(by);
            }
            stratify => {
                let view;
                (view, strata) = divide(stratify);
                let each = 0..strata.sizes.len() as u32;
                members = each
                    .map(|stratum| members_of(&view, population, stratum))
                    .collect::<Vec<_>>();
                by_value = None;
            }
        }
        if matches!(self.stratify, Stratify::ValueBands(_)) {
            let bands = 1..=strata.sizes.len();
            strata.names = bands.map(|band| band.to_string()).collect();
        }
        let seats: &[SeatId] = match self.stratify {
            Stratify::Caseworker => &population.filled,
            _ => &[],
        };
        let asking = Asking {
            strata: &strata,
            history: &History::Nothing,
            seats,
        };
        let asked = self.design.ask(&asking, rng).sizes;
        let strata = strata.sizes.into_iter().zip(asked).zip(members);
        Asks {
            strata: strata
                .map(|((size, asked), members)| Stratum {
                    size,
                    asked,
                    sampled: asked,
                    members,
                })
                .collect(),
            by_value,
        }
    }
}

/// What every check of a policy asks for that is open, and what its pool's hours leave of it.
pub(super) fn ask_all(
    office: &Office,
    (policy, planned): (&Policy, &[Planned]),
    period: &Period,
    expected: &[f64],
    streams: &mut [Stream],
) -> Vec<Option<Asks>> {
    let each = planned.iter().zip(streams.iter_mut());
    let mut asks: Vec<Option<Asks>> = each
        .map(|(planned, rng)| {
            let open = planned.is_open();
            open.then(|| planned.ask(office, period, expected, rng))
        })
        .collect();
    let of_anybody: Vec<Option<u64>> = planned
        .iter()
        .map(|planned| planned.asks_of_anybody(office, period, expected))
        .collect();
    for (pool, staffed) in office.scenario.pools.iter().enumerate() {
        let of_pool = |id: &usize| {
            let checker = &policy.checks[*id].checker;
            let asks = asks[*id].is_some() || of_anybody[*id].is_some();
            checker.pool == Some(pool) && checker.minutes > 0.0 && asks
        };
        let mut rest: Vec<usize> = (0..asks.len()).filter(of_pool).collect();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for name in &staffed.precedence {
            if let Some(at) = rest.iter().position(|id| policy.checks[*id].name == *name) {
                groups.push(vec![rest.remove(at)]);
            }
        }
        groups.push(rest);
        let mut minutes = staffed.hours_for_checks(period.index) * 60.0;
        for group in groups {
            let of = |id: usize, number: u64| number as f64 * policy.checks[id].checker.minutes;
            let each = group.iter();
            let needed: f64 = each
                .map(|id| {
                    let asked = asks[*id].as_ref().map(Asks::asked).or(of_anybody[*id]);
                    of(*id, asked.unwrap_or(0))
                })
                .sum();
            let mut used = needed;
            if needed > minutes {
                used = 0.0;
                let left =
                    |asked: u64| (asked as f64 * minutes / needed * (1.0 + 1e-12)).floor() as u64;
                for id in group {
                    let Some(asks) = &mut asks[id] else {
                        used += of(id, left(of_anybody[id].unwrap_or(0)));
                        continue;
                    };
                    let sizes: Vec<u64> = asks.strata.iter().map(|s| s.asked).collect();
                    let total = left(asks.asked());
                    let each = cut_evenly(&sizes, total, &mut streams[id]);
                    asks.strata
                        .iter_mut()
                        .zip(each)
                        .for_each(|(stratum, left)| stratum.sampled = left);
                    used += of(id, total);
                }
            }
            minutes = (minutes - used).max(0.0);
        }
    }
    asks
}

/// The decisions of a stratum, by cell and by whoever made them.
fn members_of(view: &FrameView, population: &Population, stratum: u32) -> Vec<Member> {
    let places = view.places_of(stratum);
    let mut members = Vec::new();
    for cell in view.cells_of(stratum) {
        let mut add = |place: u32, number: u64| {
            if number > 0 {
                members.push(Member {
                    cell,
                    place,
                    number: number as f64,
                });
            }
        };
        match (population.part_of(cell), places) {
            ((_, true), None) => add(SYSTEM, population.size(cell)),
            ((_, true), Some(_)) => {}
            (_, Some(places)) => places
                .iter()
                .for_each(|place| add(*place, population.at_place(cell, *place))),
            _ => (0..population.filled.len() as u32)
                .for_each(|place| add(place, population.at_place(cell, place))),
        }
    }
    members
}

/// How a check sorts these decisions by value.
fn sorter(
    office: &Office,
    stratify: &Stratify,
    population: &Population,
    members: &[Member],
) -> ByValue {
    let value =
        |member: &Member| member.number * office.worths[population.activity(member.cell)].value;
    let all = members.iter().map(value).sum();
    // There is a sorter of whatever is by value.
    ByValue::of(stratify, all).unwrap_or(ByValue::Bands(Vec::new()))
}

/// Decisions by class of value, as many as chance has it.
fn sort(
    office: &Office,
    population: &Population,
    by: &ByValue,
    members: &[Member],
    rng: &mut Stream,
) -> Vec<(u64, Vec<Member>)> {
    let classes = by.classes();
    let mut sorted = vec![(0, Vec::new()); classes];
    let last = classes as u32 - 1;
    let chance =
        |activity: usize, class: u32| match (&office.scenario.activities[activity].value, by) {
            (Some(law), _) => probability(law, &[Sorted { by, class }]),
            (None, ByValue::Bands(_)) => f64::from(class == 0),
            (None, ByValue::Entry { .. }) => f64::from(class == 1),
        };
    let activities = 0..office.scenario.activities.len();
    let chances: Vec<Vec<f64>> = activities
        .map(|activity| (0..=last).map(|class| chance(activity, class)).collect())
        .collect();
    for member in members {
        let chances = &chances[population.activity(member.cell)];
        let (mut left, mut passed) = (member.number as u64, 0.0);
        for (class, chance) in (0..=last).zip(chances) {
            let here = match class == last {
                true => left,
                false => binomial(left, chance / (1.0 - passed), rng),
            };
            left -= here;
            passed += chance;
            let of: &mut (u64, Vec<Member>) = &mut sorted[class as usize];
            if here > 0 {
                of.0 += here;
                of.1.push(Member {
                    number: here as f64,
                    ..*member
                });
            }
        }
    }
    sorted
}

/// The number of successes in so many trials.
pub(super) fn binomial<R: Rng>(n: u64, p: f64, rng: &mut R) -> u64 {
    if n == 0 || p.is_nan() || p <= 0.0 {
        return 0;
    }
    Binomial::new(n, p.min(1.0)).map_or(0, |law| law.sample(rng))
}
