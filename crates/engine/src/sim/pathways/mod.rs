//! Pathways under a policy in one replication: which decisions open cases, and when each case passes its stages.
//!
//! A case has a random stream of its own, of the decision that opened it: it takes as long under every policy that leaves the
//! error, whatever other cases there are. Work costs by cases, never by decisions.
//!
//! `passing` lets cases pass their stages and queue, `timeliness` makes figures of them.

mod passing;
mod timeliness;

use rand::{Rng, RngExt};
use rand_distr::{Binomial, Distribution as _};

use super::caseload::Caseload;
use super::correcting::Corrected;
use super::flows::decisions;
use super::ledger::Ledger;
use passing::{PathwayCase, pass};
use tierone_sampling::world::Period;
use tierone_scenario::{Follows, Pathway, Scenario};
use tierone_stats::rng::{Address, Purpose, of_entity};
use timeliness::figures;

/// What opens a case.
#[derive(Clone, Copy, Debug)]
struct Opener<'a> {
    pathway: &'a Pathway,
    /// The first moment of the period, in days from the first reported one, and how long it is.
    from: f64,
    days: f64,
}

/// One pathway in one replication.
#[derive(Clone, Debug)]
pub struct Opened {
    purpose: Purpose,
    cases: Vec<PathwayCase>,
}

/// The pathways of a scenario, no case open yet.
pub fn pathways(scenario: &Scenario) -> Vec<Opened> {
    let pathways = scenario.pathways.iter();
    let new = |pathway: &Pathway| Opened {
        purpose: Purpose::pathway(&pathway.name),
        cases: Vec::new(),
    };
    pathways.map(new).collect()
}

/// Opens the cases of the decisions of one simulated period.
pub fn open(
    opened: &mut [Opened],
    scenario: &Scenario,
    period: &Period,
    (caseload, corrected): (&Caseload, &[Corrected]),
    address: Address,
) {
    let days = scenario.horizon.period.days();
    let from = days * (period.index as f64 - scenario.horizon.warm_up as f64);
    for (opened, pathway) in opened.iter_mut().zip(&scenario.pathways) {
        let mut stream = address.open(&opened.purpose);
        let opener = Opener {
            pathway,
            from,
            days,
        };
        let (of_errors, of_others) = (stream.next_u64(), stream.next_u64());
        if pathway.per_error.get() > 0.0 {
            let by_errors = by_errors(&opener, (caseload, corrected), of_errors);
            opened.cases.extend(by_errors);
        }
        if pathway.per_decision.get() > 0.0 {
            let all = decisions(scenario, period);
            let opening = all.iter().zip(&pathway.activities);
            let number = opening.filter(|(_, opens)| **opens).map(|(n, _)| *n).sum();
            let law = Binomial::new(number, pathway.per_decision.get());
            let cases = law.expect("a probability").sample(&mut stream);
            let case = |number| opener.case(of_entity(of_others, number)).1;
            opened.cases.extend((0..cases).map(case));
        }
    }
}

/// Writes what became of the cases, over the reported periods and by period. Ready for another replication after.
pub fn close(opened: &mut [Opened], scenario: &Scenario, address: Address, ledger: &mut Ledger) {
    let mut all: Vec<Vec<PathwayCase>> = Vec::new();
    for (opened, pathway) in opened.iter_mut().zip(&scenario.pathways) {
        let days = scenario.horizon.period.days();
        let ends = (0..=scenario.horizon.periods).map(|n| days * n as f64);
        let ends: Vec<i64> = ends.map(|moment| pathway.days.whole_days(moment)).collect();
        let mut cases = std::mem::take(&mut opened.cases);
        if let Some(follows) = pathway.follows {
            let base = address.open(&opened.purpose).next_u64();
            let before = (
                &scenario.pathways[follows.pathway],
                &all[follows.pathway][..],
            );
            cases.extend(following(pathway, follows, before, base));
        }
        let cases = pass(pathway, cases, &ends);
        let figures = figures(pathway, &cases, &ends);
        ledger.pathways.push(figures.all);
        for (entry, figures) in ledger.periods.iter_mut().zip(figures.periods) {
            entry.pathways.push(figures);
        }
        all.push(cases);
    }
}

/// The cases that others open when they end.
fn following(
    pathway: &Pathway,
    follows: Follows,
    (first, cases): (&Pathway, &[PathwayCase]),
    base: u64,
) -> impl Iterator<Item = PathwayCase> {
    cases.iter().filter_map(move |case| {
        let (end, mut after) = case.ended(first.stages.len())?;
        let mut stream = of_entity(base, after.next_u64());
        if stream.random::<f64>() >= follows.share.get() {
            return None;
        }
        let moment = first.days.moment(end) + pathway.after.draw(&mut stream);
        let mut opened = PathwayCase::new(pathway.days.at(moment), stream);
        opened.follows = true;
        Some(opened)
    })
}

/// The cases that wrong decisions open before they are put right.
fn by_errors(
    opener: &Opener<'_>,
    (caseload, corrected): (&Caseload, &[Corrected]),
    base: u64,
) -> Vec<PathwayCase> {
    let mut cases = Vec::new();
    for index in 0..caseload.wrong {
        let tracked = &caseload.tracked[index];
        if !tracked.inaccurate || !opener.pathway.activities[caseload.activity(index)] {
            continue;
        }
        let id = u64::from(tracked.id.serial) << 32 | u64::from(tracked.id.cell);
        let mut stream = of_entity(base, id);
        if stream.random::<f64>() >= opener.pathway.per_error.get() {
            continue;
        }
        let (moment, case) = opener.case(stream);
        let right = right_at(caseload, corrected, index).map(|periods| periods * opener.days);
        if right.is_none_or(|right| right > moment) {
            cases.push(case);
        }
    }
    cases
}

/// When a decision has been put right, in periods from the start of the horizon; none where it is not.
fn right_at(caseload: &Caseload, corrected: &[Corrected], index: usize) -> Option<f64> {
    let found = corrected.binary_search_by_key(&index, |corrected| corrected.index);
    let corrected = &corrected[found.ok()?];
    let mut errors = caseload.errors_of(index).iter();
    errors
        .all(|error| !error.inaccurate || error.to_correct)
        .then_some(corrected.at)
}

impl Opener<'_> {
    /// A case of a decision of the period, and the moment at which it opens.
    fn case(&self, mut stream: tierone_stats::rng::Stream) -> (f64, PathwayCase) {
        let decided = self.from + self.days * stream.random::<f64>();
        let moment = decided + self.pathway.after.draw(&mut stream);
        (
            moment,
            PathwayCase::new(self.pathway.days.at(moment), stream),
        )
    }
}
