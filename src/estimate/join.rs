//! Puts together how cases were drawn and what was found in them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use tierone_records::assess::{Case, Tally};
use tierone_records::lists::columns::{nearest, same};
use tierone_records::lists::{Finding, Problem, Problems, Record, SheetReader};

use super::super::exit::Failure;
use super::super::reading::tell;
use super::files::{Checked, Has, Listed, Listing};
use super::options::{Options, Tolerance};

/// What passes and fails are counted by, and its value.
pub(super) type Counted = (&'static str, String);

/// What the files say.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// All cases that were drawn.
    pub cases: Vec<Case>,
    /// By column asked for and case what stands there.
    pub labels: BTreeMap<String, Vec<String>>,
    /// When each case was closed.
    pub closed: Vec<Option<Date>>,
    /// Whether each case meets the conditions.
    pub inside: Vec<bool>,
    /// Whether over and under are told apart.
    pub sided: bool,
    /// Passes and fails by what they are counted by, and its value.
    pub tallies: BTreeMap<Counted, Tally>,
    /// By outcome that was found, its row of `cases`.
    pub outcomes: Vec<usize>,
    /// The outcomes that each counts, by their place there.
    pub counted: BTreeMap<Counted, Vec<usize>>,
    /// By row the first one of the same case.
    pub same: Vec<usize>,
    rows: BTreeMap<String, usize>,
    /// What the reader has to know.
    pub notes: Vec<String>,
    /// Rows of one case are a cluster of it.
    pub repeated: bool,
    /// A column is there for amounts in error.
    pub amounts: bool,
    /// The file itself says how cases were drawn.
    pub weighted: bool,
}

/// Cases whose results stand on a sheet.
pub(super) fn by_sheet(
    options: &Options,
    results: &Path,
    drawn: Listing,
    mut sheet: BTreeMap<String, Checked>,
    reader: &SheetReader,
    columns: Vec<String>,
) -> Result<Gathered, Failure> {
    let counts = accuracy(options, reader)?;
    let mut gathered = Gathered {
        sided: true,
        amounts: reader.has("overstated") || reader.has("understated"),
        ..Gathered::default()
    };
    gathered.notes.extend(not_drawn(&drawn.listed));
    let mut strata = Places::default();
    let mut empty = 0u64;
    for listed in &drawn.listed {
        let checked = sheet.remove(&listed.record.number).unwrap_or_default();
        let mut case = drawn_case(options, &mut strata, &listed.record);
        let of_accuracy = || checked.findings.iter().filter(|f| counts[f.attribute]);
        let has_outcome = |finding: &Finding| finding.outcome.is_some();
        let outcome = |finding: &Finding| finding.outcome.map(|outcome| &reader.outcomes[outcome]);
        case.checked = !checked.bad
            && checked.findings.iter().any(has_outcome)
            && of_accuracy().all(has_outcome);
        let pence = |of: fn(&Finding) -> i64| {
            let amounts = checked
                .findings
                .iter()
                .map(|finding| i128::from(of(finding)));
            amounts.sum::<i128>() as f64 / 100.0
        };
        case.over = pence(|finding| finding.over);
        case.under = pence(|finding| finding.under);
        case.error = case.over + case.under;
        let mut fails = of_accuracy().filter(|f| outcome(f).is_some_and(|outcome| outcome.fail));
        let failed = fails.clone().next().is_some();
        let told = fails.all(|finding| finding.amounts);
        let applies =
            of_accuracy().any(|f| outcome(f).is_some_and(|outcome| outcome.name != "n/a"));
        case.wrong = applies.then(|| failed && !(told && tolerated(options, &case)));
        let inside = listed.inside;
        for finding in checked.findings.iter().filter(|_| inside) {
            let outcome = outcome(finding);
            empty += u64::from(outcome.is_none());
            let told = outcome.map(|outcome| (outcome.name.as_str(), outcome.fail));
            gathered.find(told);
            let attribute = &reader.attributes[finding.attribute].name;
            gathered.count("attribute", attribute, told);
            gathered.count("activity", &listed.record.process, told);
            if let Some(day) = listed.record.closed.or(finding.decided) {
                gathered.count(
                    "month",
                    &format!("{:04}-{:02}", day.year(), day.month()),
                    told,
                );
            }
            if let Some((name, true)) = told {
                gathered.count("fail", name, told);
            }
        }
        gathered.push(case, listed, &columns);
    }
    if !sheet.is_empty() && options.sample.is_some() {
        let mut problems = Problems::keeping(options.reading.problems);
        for (number, checked) in &sheet {
            problems.add(Problem::of_column(
                checked.row,
                "number",
                format!("`{number}` was not drawn"),
            ));
        }
        tell(&problems, results, &options.reading)?;
    }
    if empty > 0 {
        gathered.notes.push(format!(
            "{empty} outcomes are empty: they count as not yet checked, never as passes"
        ));
    }
    Ok(gathered)
}

/// Cases with their results in one row each; those in a file of their own take the place of what `cases` says.
pub(super) fn by_case(
    options: &Options,
    cases: Listing,
    results: Option<(&Path, Listing)>,
    has: Has,
    columns: Vec<String>,
) -> Result<Gathered, Failure> {
    let mut gathered = Gathered {
        sided: has.sided,
        ..Gathered::default()
    };
    (gathered.repeated, gathered.amounts) = (has.repeated, has.amounts);
    let mut records = cases.listed.iter().map(|listed| &listed.record);
    gathered.weighted = records.any(|record| record.weight.is_some() || record.size.is_some());
    if has.repeated {
        gathered.notes.push(
            "some cases were checked more than once: figures are of one check at a time (which speaks for others only if \
             it was left to chance who had it), changes go by case, and counts are of checks"
                .into(),
        );
    }
    gathered.notes.extend(not_drawn(&cases.listed));
    let apart = results.is_some();
    let path = results.as_ref().map(|(path, _)| *path);
    let found = results.map(|(_, found)| found.listed).unwrap_or_default();
    let mut found: BTreeMap<String, Listed> = found
        .into_iter()
        .map(|listed| (listed.record.number.clone(), listed))
        .collect();
    let outcomes = tierone_scenario::catalogue::outcomes();
    let mut strata = Places::default();
    for listed in &cases.listed {
        let other = found.remove(&listed.record.number);
        let record = match (&other, apart) {
            (Some(other), _) => &other.record,
            (None, false) => &listed.record,
            (None, true) => &Record::default(),
        };
        let mut case = drawn_case(options, &mut strata, &listed.record);
        case.value = case.value.or(record.value);
        let amounts = [record.error, record.over, record.under];
        let amounts_told = amounts.iter().any(Option::is_some);
        let outcome = record.outcome.map(|outcome| &outcomes[outcome]);
        case.checked = outcome.is_some() || (!has.outcome && amounts_told);
        (case.over, case.under) = (record.over.unwrap_or(0.0), record.under.unwrap_or(0.0));
        case.error = record.error.unwrap_or(case.over + case.under);
        let failed = outcome.map_or(case.error > 0.0, |outcome| outcome.fail);
        let applies = outcome.is_none_or(|outcome| outcome.name != "n/a");
        case.wrong = applies.then(|| failed && !(amounts_told && tolerated(options, &case)));
        if listed.inside {
            let name = match (outcome, case.checked, failed) {
                (Some(outcome), ..) => Some((outcome.name.as_str(), outcome.fail)),
                (None, true, true) => Some(("fail", true)),
                (None, true, false) => Some(("pass", false)),
                (None, false, _) => None,
            };
            gathered.find(name);
            gathered.count("activity", &listed.record.process, name);
            if let Some(day) = listed.record.closed {
                gathered.count(
                    "month",
                    &format!("{:04}-{:02}", day.year(), day.month()),
                    name,
                );
            }
            if let Some((kind, true)) = name {
                gathered.count("fail", kind, name);
            }
        }
        gathered.push(case, listed, &columns);
    }
    if let Some(path) = path.filter(|_| !found.is_empty()) {
        let mut problems = Problems::keeping(options.reading.problems);
        for (number, listed) in &found {
            problems.add(Problem::of_column(
                listed.row,
                "number",
                format!("`{number}` was not drawn"),
            ));
        }
        tell(&problems, path, &options.reading)?;
    }
    Ok(gathered)
}

impl Gathered {
    /// Cases that were drawn: fewer than rows where some were checked more than once.
    pub(super) fn drawn(&self) -> u64 {
        let first = |(row, same): &(usize, &usize)| row == *same;
        self.same.iter().enumerate().filter(first).count() as u64
    }

    /// How many cases rows are of.
    pub(super) fn number_of_cases(&self, rows: &[usize]) -> usize {
        let cases: BTreeSet<usize> = rows.iter().map(|row| self.same[*row]).collect();
        cases.len()
    }

    fn push(&mut self, case: Case, listed: &Listed, columns: &[String]) {
        let row = self.cases.len();
        let number = &listed.record.number;
        self.same.push(if number.is_empty() {
            row
        } else {
            *self.rows.entry(number.clone()).or_insert(row)
        });
        self.cases.push(case);
        self.closed.push(listed.record.closed);
        self.inside.push(listed.inside);
        for (column, label) in columns.iter().zip(&listed.labels) {
            self.labels
                .entry(column.clone())
                .or_default()
                .push(label.clone());
        }
    }

    /// Takes the outcome in that is counted next, of the case that comes next.
    fn find(&mut self, outcome: Option<(&str, bool)>) {
        self.outcomes.extend(outcome.map(|_| self.cases.len()));
    }

    /// Counts it.
    fn count(&mut self, by: &'static str, value: &str, outcome: Option<(&str, bool)>) {
        if value.is_empty() {
            return;
        }
        let key = (by, value.to_owned());
        self.tallies.entry(key.clone()).or_default().add(outcome);
        if outcome.is_some() {
            let counted = self.counted.entry(key).or_default();
            counted.push(self.outcomes.len() - 1);
        }
    }
}

/// Numbers names in the order in which they come.
#[derive(Default)]
struct Places {
    strata: BTreeMap<String, usize>,
    clusters: BTreeMap<(usize, String), usize>,
}

fn drawn_case(options: &Options, places: &mut Places, record: &Record) -> Case {
    let next = places.strata.len();
    let stratum = *places.strata.entry(record.stratum.clone()).or_insert(next);
    let next = places.clusters.len();
    let cluster = (!record.cluster.is_empty()).then(|| {
        *places
            .clusters
            .entry((stratum, record.cluster.clone()))
            .or_insert(next)
    });
    Case {
        stratum,
        size: record.size.or(options.population),
        drawn: record.drawn,
        // As many as are drawn decide what each stands for, whatever stands here.
        weight: record.weight.or(options.population.map(|_| 1.0)),
        cluster,
        clusters: record.clusters,
        cluster_size: record.cluster_size,
        value: record.value,
        ..Case::default()
    }
}

/// What has to be known of strata that nothing was drawn of, where the sample says how large the frame was.
fn not_drawn(cases: &[Listed]) -> Option<String> {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    let frame = cases.first()?.record.frame?;
    for Listed { record, .. } in cases {
        sizes.insert(&record.stratum, record.size?);
        // Clusters that were not drawn had their chance: those drawn stand for them.
        let share = record.drawn? as f64 / record.size? as f64;
        let stands_for_more = record.weight.is_some_and(|w| w * share > 1.0 + 1e-6);
        if record.frame != Some(frame) || stands_for_more {
            return None;
        }
    }
    let rest = frame.saturating_sub(sizes.values().sum());
    (rest > 0).then(|| {
        format!("nothing was drawn of strata with {rest} of {frame} cases: figures do not speak for them")
    })
}

/// By attribute of the catalogue whether a fail makes a decision inaccurate.
fn accuracy(options: &Options, reader: &SheetReader) -> Result<Vec<bool>, Failure> {
    let attributes = &reader.attributes;
    if options.attributes.is_empty() {
        return Ok(attributes
            .iter()
            .map(|attribute| attribute.accuracy)
            .collect());
    }
    if options.attributes.iter().any(|name| name == "all") {
        return Ok(vec![true; attributes.len()]);
    }
    let mut counts = vec![false; attributes.len()];
    for name in &options.attributes {
        let found = attributes
            .iter()
            .position(|known| same(&known.name, name) || same(&known.label, name));
        let Some(found) = found else {
            let near = nearest(name, attributes.iter().map(|known| known.name.as_str()));
            return Err(
                Failure::input(format!("there is no attribute `{name}`")).help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`tierone list attributes` shows them".into(),
                }),
            );
        };
        counts[found] = true;
    }
    Ok(counts)
}

/// Whether an error is so small that the decision counts as accurate.
fn tolerated(options: &Options, case: &Case) -> bool {
    match options.tolerance {
        Tolerance::None => false,
        Tolerance::Amount(most) => case.error <= most,
        Tolerance::Share(most) => case.value.is_some_and(|value| case.error <= most * value),
    }
}
