//! Takes decisions apart into looks at attributes: by whom the decision was made, when, and what was found.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::Found;
use tierone_scenario::Scenario;
use tierone_stats::units::PeriodLength;

/// One look at one attribute of one decision.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// The check, by its place among those found.
    pub check: usize,
    /// The decision, by its number.
    pub decision: usize,
    pub person: usize,
    pub activity: usize,
    pub attribute: usize,
    /// None where the file does not say.
    pub complexity: Option<usize>,
    pub period: i32,
    /// How much it counts; nothing where nobody knows the chance of its decision of being drawn.
    pub weight: f64,
    pub failed: bool,
    pub value: Option<f64>,
    pub amount: Option<f64>,
    /// Somebody had looked at it before: it says how good checkers are, and nothing of rates.
    pub again: bool,
    /// What a trusted look at the same said later, where it tells how well the check finds errors.
    pub truth: Option<bool>,
}

impl Look {
    /// Whether it is an error, as far as is known.
    pub(super) fn is_wrong(&self) -> bool {
        self.truth.unwrap_or(self.failed)
    }
}

/// All looks.
pub(super) struct Looks {
    pub looks: Vec<Look>,
    /// Names of caseworkers, with their teams.
    pub people: Vec<(String, String)>,
    pub decisions: u64,
    pub notes: Vec<String>,
}

impl Looks {
    pub(super) fn of(scenario: &Scenario, found: &[Found]) -> Result<Self, String> {
        let mut all = Self {
            looks: Vec::new(),
            people: Vec::new(),
            decisions: 0,
            notes: Vec::new(),
        };
        let mut people: BTreeMap<&str, usize> = BTreeMap::new();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut seen: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let (mut by_system, mut unknown_kind, mut unknown_attribute) = (0u64, 0u64, 0u64);
        for (check, own) in found.iter().enumerate() {
            let label = |place: usize, decision: &'_ tierone_records::join::Decision| {
                own.labels[place].map(|at| decision.labels[at].clone())
            };
            for decision in &own.decisions {
                let activity = scenario
                    .activities
                    .iter()
                    .position(|known| known.name == decision.process);
                let Some(activity) = activity else {
                    unknown_kind += 1;
                    continue;
                };
                let owner = match own.labels[0] {
                    Some(at) => decision.labels[at].as_str(),
                    None => return Err("no column says who decided".into()),
                };
                if owner.is_empty() {
                    by_system += 1;
                    continue;
                }
                let next = people.len();
                let person = *people.entry(owner).or_insert(next);
                let team = label(1, decision).unwrap_or_default();
                if person == all.people.len() {
                    all.people.push((owner.to_owned(), team));
                }
                let next = numbers.len();
                let number = *numbers.entry(decision.number.as_str()).or_insert(next);
                let complexity = label(2, decision).and_then(|name| {
                    let mut known = scenario.complexities.iter();
                    known.position(|known| known.name == name)
                });
                all.decisions = numbers.len() as u64;
                for finding in &decision.findings {
                    let mut known = scenario.attributes.iter();
                    let Some(attribute) = known.position(|known| known.name == finding.attribute)
                    else {
                        unknown_attribute += u64::from(finding.failed);
                        continue;
                    };
                    let errors = &scenario.activities[activity].errors;
                    // What an activity does not have cannot be wrong in it, whatever a checker said.
                    if !errors.iter().any(|error| error.attribute == attribute) {
                        unknown_attribute += u64::from(finding.failed);
                        continue;
                    }
                    let next = all.looks.len();
                    let first = *seen.entry((number, attribute)).or_insert(next);
                    let again = first != next;
                    if again && own.trusted && !found[all.looks[first].check].trusted {
                        all.looks[first].truth = Some(finding.failed);
                    }
                    all.looks.push(Look {
                        check,
                        decision: number,
                        person,
                        activity,
                        attribute,
                        complexity,
                        period: period(scenario, decision),
                        weight: decision.weight.unwrap_or(0.0),
                        failed: finding.failed,
                        value: decision.value,
                        amount: finding.amount,
                        again,
                        truth: None,
                    });
                }
            }
        }
        all.note(
            by_system,
            "decisions have no case owner: rates of the system are left as the base has them",
        );
        all.note(
            unknown_kind,
            "decisions are of no activity of the scenario, and are left out",
        );
        all.note(
            unknown_attribute,
            "fails are of attributes that their activity does not have in the scenario, and are left out",
        );
        let unweighted = all.looks.iter().filter(|look| look.weight == 0.0).count() as u64;
        if all.looks.is_empty() {
            let few = |names: BTreeSet<&str>| {
                let named = names.iter().take(6).map(|name| format!("`{name}`"));
                let named: Vec<String> = named.collect();
                let more = if names.len() > named.len() {
                    " and others"
                } else {
                    ""
                };
                format!("{}{more}", named.join(", "))
            };
            let decisions = found.iter().flat_map(|found| &found.decisions);
            let theirs = decisions.clone().map(|decision| decision.process.as_str());
            let findings = decisions.flat_map(|decision| &decision.findings);
            return Err(format!(
                "nothing that was checked is of an activity and an attribute of the scenario: the results have the activities {} \
                 and the attributes {}; the scenario has the activities {} and the attributes {}",
                few(theirs.collect()),
                few(findings.map(|finding| finding.attribute.as_str()).collect()),
                few(scenario
                    .activities
                    .iter()
                    .map(|one| one.name.as_str())
                    .collect()),
                few(scenario
                    .attributes
                    .iter()
                    .map(|one| one.name.as_str())
                    .collect()),
            ));
        }
        if unweighted == all.looks.len() as u64 {
            return Err("no decision says how likely it was to be drawn".into());
        }
        all.note(
            unweighted,
            "outcomes are of decisions whose chance of being drawn is unknown: they count as coaching given, and not in rates",
        );
        all.scale_weights();
        Ok(all)
    }

    fn note(&mut self, so_many: u64, what: &str) {
        if so_many > 0 {
            self.notes.push(format!("{so_many} {what}"));
        }
    }

    /// Weights act among decisions that the model takes for alike: those of one caseworker, activity and complexity. There
    /// they add up to the effective number of decisions, so that equal weights are one each.
    fn scale_weights(&mut self) {
        let key = |look: &Look| {
            (
                look.check,
                look.person,
                look.activity,
                look.complexity,
                look.attribute,
            )
        };
        let mut sums: BTreeMap<_, (f64, f64)> = BTreeMap::new();
        for look in &self.looks {
            let (sum, squares) = sums.entry(key(look)).or_default();
            *sum += look.weight;
            *squares += look.weight * look.weight;
        }
        for look in self.looks.iter_mut().filter(|look| look.weight > 0.0) {
            let (sum, squares) = sums[&key(look)];
            look.weight *= sum / squares;
        }
    }
}

fn period(scenario: &Scenario, decision: &tierone_records::join::Decision) -> i32 {
    decision
        .closed
        .map_or(0, |closed| period_number(scenario, closed))
}

/// The number of the period that a day is in: months since the year 0, or weeks since a Monday long ago.
pub fn period_number(scenario: &Scenario, day: jiff::civil::Date) -> i32 {
    match scenario.horizon.period {
        PeriodLength::Month => i32::from(day.year()) * 12 + i32::from(day.month()),
        PeriodLength::Week => {
            let days = day - jiff::civil::date(2000, 1, 3);
            days.get_days().div_euclid(7)
        }
    }
}

/// The first day of a period of that number.
pub fn first_day(scenario: &Scenario, period: i32) -> String {
    match scenario.horizon.period {
        PeriodLength::Month => {
            let (year, month) = ((period - 1).div_euclid(12), (period - 1).rem_euclid(12) + 1);
            format!("{year:04}-{month:02}-01")
        }
        PeriodLength::Week => {
            let monday = jiff::civil::date(2000, 1, 3);
            let days = jiff::Span::new().try_days(7 * i64::from(period));
            let day = days.and_then(|days| monday.checked_add(days));
            day.map_or_else(|_| String::new(), |day| day.to_string())
        }
    }
}
