//! The list of cases, and the errors in them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::super::destination::{Destination, Staging};
use super::super::exit::Failure;
use super::super::terminal;
use super::options::Options;
use tierone_engine::study::anchor;
use tierone_sampling::world::{Backlog, Listed, Period, SharedWorld, World};
use tierone_scenario::{Horizon, Scenario};
use tierone_stats::cells::Cells;
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::units::{Pence, PeriodLength};

/// Decisions of a period that are in memory at one time, about.
const MOST_HELD: u64 = 2_000_000;

/// The file of the errors.
const TRUTH: &str = "truth.csv";

/// Columns of the list, as `tierone sample` knows them.
const CASES: [&str; 9] = [
    "number",
    "process",
    "area",
    "case owner",
    "team",
    "close date",
    "value",
    "complexity",
    "resolution code",
];

/// Columns of the errors.
const ERRORS: [&str; 5] = [
    "number",
    "attribute",
    "overstated",
    "understated",
    "inaccurate",
];

/// Writes both files, and says what the truth is.
pub(super) fn write(options: &Options, scenario: &Scenario) -> Result<(), Failure> {
    let path = options.out.clone().unwrap_or_else(|| {
        let name = options.scenario.file_stem().and_then(|name| name.to_str());
        PathBuf::from("records").join(name.unwrap_or("scenario"))
    });
    let place = Destination::at(&path, "records")?;
    place.may_be_taken(options.force)?;
    let stop = AtomicBool::new(false);
    let anchored = anchor(scenario, options.seed, &|| {}, &stop)
        .map_err(|error| Failure::input(format!("{}: {error}", options.scenario.display())))?;
    let plan = SharedWorld::new(scenario, anchored.shift).keeping_values(true);
    let mut world = World::new(&plan);
    let address = Address::opening(options.seed, options.replication);
    world.open(address);
    let working = place.work()?;
    place.may_be_taken(options.force)?;
    let staging = working.stage()?;
    let mut files = Files::begin(&staging, scenario, options.raw.cells())?;
    let mut people = vec![0u32; scenario.workforce.seats];
    // Where work comes in, its cases are those that are cleared while nothing takes time from that.
    let mut backlog = scenario.demand.as_ref().map(Backlog::open);
    let mut cleared = Period::default();
    while let Some(period) = world.step() {
        let period = match &mut backlog {
            Some(backlog) => {
                backlog.clear(&plan, period, 0.0, &mut cleared);
                &cleared
            }
            None => period,
        };
        if period.index >= scenario.horizon.warm_up {
            files.add(&plan, period, address, &people)?;
        }
        for seat in &period.leavers {
            people[seat.index()] += 1;
        }
    }
    let truth = files.end(place.path())?;
    place.may_be_taken(options.force)?;
    working.put(&staging)?;
    terminal::answer(&truth.report())?;
    terminal::talk(&format!("written to {}", place.path().display()));
    Ok(())
}

/// The files as they are written.
struct Files {
    cases: csv::Writer<BufWriter<File>>,
    errors: csv::Writer<BufWriter<File>>,
    first: Date,
    cells: Cells,
    truth: Truth,
}

/// What is true of all that was written.
#[derive(Default)]
struct Truth {
    decisions: u64,
    /// Those that have an accuracy attribute.
    with_accuracy: u64,
    inaccurate: u64,
    /// Pence a year; no list is so long that a sum of pence does not fit.
    value: i128,
    over: i128,
    under: i128,
}

impl Files {
    fn begin(staging: &Staging, scenario: &Scenario, cells: Cells) -> Result<Self, Failure> {
        let open = |name: &str, header: &[&str]| -> Result<_, Failure> {
            let mut writer = csv::Writer::from_writer(BufWriter::new(staging.create(name)?));
            written(writer.write_record(header))?;
            Ok(writer)
        };
        Ok(Self {
            cases: open("cases.csv", &CASES)?,
            errors: open(TRUTH, &ERRORS)?,
            first: scenario.horizon.start,
            cells,
            truth: Truth::default(),
        })
    }

    /// The decisions of a period by the day on which they close; `people` says how many held each seat before.
    ///
    /// They are dealt again for every few days, so that only those are in memory.
    fn add(
        &mut self,
        plan: &SharedWorld,
        period: &Period,
        address: Address,
        people: &[u32],
    ) -> Result<(), Failure> {
        let scenario = plan.scenario();
        let horizon = &scenario.horizon;
        let reported = period.index - horizon.warm_up;
        let from = self.day(horizon, reported)?;
        let days = (self.day(horizon, reported + 1)? - from).get_days();
        let population = &period.population;
        let decisions: u64 = (0..population.cells() as u32)
            .map(|cell| population.size(cell))
            .sum();
        let times = decisions.div_ceil(MOST_HELD).clamp(1, days as u64) as i32;
        for time in 0..times {
            let (first, end) = (days * time / times, days * (time + 1) / times);
            let mut by_day: BTreeMap<i32, Vec<Listed>> = BTreeMap::new();
            let mut stream = address.at(period.index).open(&Purpose::list());
            period.list(plan, &mut stream, |decision| {
                // Evenly over the period, in the order in which they are dealt.
                let of_all = population.size(decision.id.cell) as f64;
                let share = (f64::from(decision.id.serial) + 0.5) / of_all;
                let day = ((share * f64::from(days)) as i32).min(days - 1);
                if (first..end).contains(&day) {
                    by_day.entry(day).or_default().push(decision);
                }
            });
            for (day, decisions) in by_day {
                let closed = self.moved(from, day.days())?;
                for decision in decisions {
                    self.decision(scenario, period, &decision, closed, people)?;
                }
            }
        }
        Ok(())
    }

    fn decision(
        &mut self,
        scenario: &Scenario,
        period: &Period,
        decision: &Listed,
        closed: Date,
        people: &[u32],
    ) -> Result<(), Failure> {
        let part = &period.population.parts[decision.part];
        let activity = &scenario.activities[part.activity];
        self.truth.decisions += 1;
        let number = format!("SR{:08}", self.truth.decisions);
        let (owner, team, how) = match decision.seat.map(|seat| seat.index()) {
            Some(seat) => (
                format!("caseworker {}.{}", seat + 1, people[seat] + 1),
                format!("team {}", seat / scenario.workforce.team_size.max(1) + 1),
                "decided",
            ),
            None => (String::new(), String::new(), "calculated"),
        };
        let exact = |pounds: f64| pence(pounds, &activity.name);
        let value = decision.value.map(exact).transpose()?;
        let complexity = &scenario.complexities[part.complexity].name;
        let fields = [
            number.as_str(),
            &self.cells.text(&activity.name),
            &self.cells.text(activity.area.as_deref().unwrap_or("")),
            &owner,
            &team,
            &closed.to_string(),
            &value.map_or_else(String::new, |value| pounds(value.into())),
            &self.cells.text(complexity),
            how,
        ];
        written(self.cases.write_record(fields))?;
        self.truth.with_accuracy += u64::from(scenario.has_accuracy(part.activity));
        self.truth.value += i128::from(value.unwrap_or(0));
        self.truth.inaccurate += u64::from(decision.errors.iter().any(|error| error.inaccurate));
        let mut net = 0i128;
        for error in &decision.errors {
            let yearly = i128::from(exact(error.yearly)?);
            net += yearly;
            let over = pounds(yearly.max(0));
            let under = pounds((-yearly).max(0));
            let fields = [
                number.as_str(),
                &self.cells.text(&scenario.attributes[error.attribute].name),
                &over,
                &under,
                if error.inaccurate { "yes" } else { "no" },
            ];
            written(self.errors.write_record(fields))?;
        }
        self.truth.over += net.max(0);
        self.truth.under += (-net).max(0);
        Ok(())
    }

    /// The first day of a reported period.
    fn day(&self, horizon: &Horizon, reported: usize) -> Result<Date, Failure> {
        let so_many = reported as i64;
        self.moved(
            self.first,
            match horizon.period {
                PeriodLength::Week => so_many.weeks(),
                PeriodLength::Month => so_many.months(),
            },
        )
    }

    fn moved(&self, from: Date, by: Span) -> Result<Date, Failure> {
        from.checked_add(by)
            .map_err(|error| Failure::input(format!("the horizon leaves the calendar: {error}")))
    }

    fn end(mut self, path: &std::path::Path) -> Result<Truth, Failure> {
        for file in [&mut self.cases, &mut self.errors] {
            file.flush()
                .map_err(|error| Failure::machine("write", path, error))?;
        }
        Ok(self.truth)
    }
}

impl Truth {
    /// As a table; accuracy by decisions, money by all that was assessed.
    fn report(&self) -> String {
        let share = |part: f64, of: f64| match of > 0.0 {
            true => tierone_stats::format::percent(part / of, 4),
            false => "none".into(),
        };
        let (over, under, value) = (self.over as f64, self.under as f64, self.value as f64);
        let right = (self.with_accuracy - self.inaccurate) as f64;
        let without = self.decisions - self.with_accuracy;
        // Shown where there are any.
        let without = (without > 0).then(|| ("no accuracy attribute", without.to_string()));
        let decisions = ("decisions", self.decisions.to_string());
        [decisions]
            .into_iter()
            .chain(without)
            .chain([
                ("inaccurate", self.inaccurate.to_string()),
                ("accuracy", share(right, self.with_accuracy as f64)),
                ("assessed, £ a year", pounds(self.value)),
                ("MVE gross", share(over + under, value)),
                ("MVE over", share(over, value)),
                ("MVE under", share(under, value)),
                ("MVE net", share(over - under, value)),
            ])
            .map(|(name, figure)| format!("{name:20}{figure:>20}\n"))
            .collect()
    }
}

fn pounds(pence: i128) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let pence = pence.unsigned_abs();
    format!("{sign}{}.{:02}", pence / 100, pence % 100)
}

/// Whole pence, as far as an amount can be told to the penny.
fn pence(pounds: f64, activity: &str) -> Result<i64, Failure> {
    /// Above 2⁵³ pence a floating-point number leaves pennies out.
    const MOST: f64 = 9_007_199_254_740_992.0;
    if (100.0 * pounds).abs() < MOST {
        return Ok(Pence::from_pounds(pounds).0);
    }
    Err(Failure::input(format!(
        "a decision of `{activity}` comes to £{pounds:.3e} a year, which a list cannot hold to the penny"
    ))
    .help("make its `value` smaller, or less spread"))
}

fn written(done: csv::Result<()>) -> Result<(), Failure> {
    done.map_err(|error| Failure::machine("write", "the lists".as_ref(), error))
}
