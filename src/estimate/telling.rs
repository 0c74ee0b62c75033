//! Which groups a report tells of, so that those with too few checked cases cannot be worked out from it.

use std::collections::{BTreeMap, BTreeSet};

use tierone_records::assess::{Cell, Period, Sample, Verdict, left_out};
use tierone_records::report::LeftOut;

use super::compared::Compared;
use super::join::{Counted, Gathered};
use super::options::Options;
use super::parts::{Part, groups};

/// What may be told.
#[derive(Debug, Default)]
pub(super) struct Telling {
    /// By part, whether it is told of, and figures of checked cases alone.
    parts: Vec<(bool, bool)>,
    /// By change.
    pub changes: Vec<bool>,
    people: BTreeSet<String>,
    tallies: BTreeSet<Counted>,
    pub left_out: Vec<LeftOut>,
}

impl Telling {
    /// Decides on the parts, the changes with their two groups, the funnel and the counts together.
    pub(super) fn new(
        options: &Options,
        gathered: &Gathered,
        sample: &Sample,
        parts: &[Part],
        changes: &[Compared],
    ) -> Self {
        let mut cells = Cells::new(sample, gathered);
        let places: Vec<[Places; 2]> = parts
            .iter()
            .enumerate()
            .map(|(place, part)| {
                // Periods that roll have cases in common.
                let own = match part.period {
                    None => 0,
                    Some(Period::Rolling) => place,
                    Some(_) => 1,
                };
                let by = format!("{own} {}", part.by);
                cells.secrets(&part.members, options.suppress_below);
                [Layer::Frame, Layer::Checked].map(|layer| cells.add(&by, layer, &part.members))
            })
            .collect();
        let sides: Vec<[Places; 2]> = changes
            .iter()
            .enumerate()
            .map(|(place, compared)| {
                let by = format!("change {place}");
                compared
                    .sides
                    .each_ref()
                    .map(|members| cells.add(&by, Layer::Frame, members))
            })
            .collect();
        let all: &[usize] = parts.first().map_or(&[], |all| &all.members);
        let people: Vec<(&str, Places)> = options
            .funnel
            .iter()
            .flat_map(|column| groups(gathered, column, all))
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, members)| (name, cells.add("funnel", Layer::Checked, &members)))
            .collect();
        let whole = cells.all_counts();
        let counted: Vec<(&Counted, Places)> = gathered
            .tallies
            .keys()
            .map(|key| (key, cells.counts(key, &whole)))
            .collect();

        let verdicts = cells.verdicts(options.suppress_below);
        let of = |places: &Places| verdicts.of(places);
        let mut telling = Self::default();
        for (part, [frame, checked]) in parts.iter().zip(places) {
            let whole = of(if frame.is_empty() { &checked } else { &frame });
            let told = whole == Verdict::Told;
            let checked = of(&checked);
            telling.parts.push((told, told && checked == Verdict::Told));
            let by = match part.by.as_str() {
                "" => "all",
                by => by,
            };
            telling.note(by, whole);
            if told {
                telling.note(&format!("{by}, of checked cases only"), checked);
            }
        }
        for (change, sides) in options.change.iter().zip(sides) {
            let worst = of(&sides.concat());
            telling.changes.push(worst == Verdict::Told);
            telling.note(&format!("change of {}", change.column), worst);
        }
        for (name, cell) in people {
            telling.note("funnel", of(&cell));
            if of(&cell) == Verdict::Told {
                telling.people.insert(name.to_owned());
            }
        }
        for (key, cell) in counted {
            telling.count(key, of(&cell));
        }
        telling
    }

    /// Whether a part is told of, and figures of its checked cases alone.
    pub(super) fn part(&self, place: usize) -> (bool, bool) {
        self.parts[place]
    }

    pub(super) fn person(&self, name: &str) -> bool {
        self.people.contains(name)
    }

    pub(super) fn tally(&self, key: &Counted) -> bool {
        self.tallies.contains(key)
    }

    fn count(&mut self, key: &Counted, verdict: Verdict) {
        self.note(&format!("counts by {}", key.0), verdict);
        if verdict == Verdict::Told {
            self.tallies.insert(key.clone());
        }
    }

    fn note(&mut self, by: &str, verdict: Verdict) {
        if verdict == Verdict::Told {
            return;
        }
        let known = self.left_out.iter().position(|left| left.by == by);
        let place = known.unwrap_or_else(|| {
            self.left_out.push(LeftOut {
                by: by.to_owned(),
                few: 0,
                covering: 0,
            });
            self.left_out.len() - 1
        });
        match verdict {
            Verdict::Few => self.left_out[place].few += 1,
            _ => self.left_out[place].covering += 1,
        }
    }
}

/// Which cases of a group a figure is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    /// Those checked with a say about the frame.
    Frame,
    /// All checked.
    Checked,
    /// Those checked with no say.
    Unknown,
    /// All of which something was found, though the check may not be done.
    Begun,
    /// Those of which the check is not done.
    Partial,
}

/// What is told of groups is sums of these. Adding and subtracting sums of one gives others of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sum {
    /// Inaccurate cases, of those that accuracy applies to. Fails that are counted may be the same.
    Wrong,
    /// Amounts in error.
    Money,
    /// Outcomes that were found.
    Outcomes,
    /// Fails.
    Fails,
}

/// Where a group stands in each of its sums; nowhere if it holds no case, and then nothing is told of any.
type Places = Vec<(Sum, usize)>;

struct Cells<'a> {
    sample: &'a Sample,
    gathered: &'a Gathered,
    /// The cases of which something was found.
    begun: BTreeSet<usize>,
    cells: BTreeMap<Sum, Vec<Cell>>,
    breakdowns: BTreeMap<(String, Layer), usize>,
}

impl<'a> Cells<'a> {
    fn new(sample: &'a Sample, gathered: &'a Gathered) -> Self {
        Self {
            sample,
            gathered,
            begun: gathered.outcomes.iter().copied().collect(),
            cells: BTreeMap::new(),
            breakdowns: BTreeMap::new(),
        }
    }

    /// Adds a group to the sums that its figures are of, and says where it stands.
    fn add(&mut self, by: &str, layer: Layer, members: &[usize]) -> Places {
        let cases: Vec<usize> = members
            .iter()
            .copied()
            .filter(|case| self.is_of(layer, *case))
            .collect();
        let applies = |case: &usize| self.sample.cases[*case].wrong.is_some();
        let applicable = cases.iter().copied().filter(applies).collect();
        let wrong = self.put(Sum::Wrong, by, layer, applicable);
        let money = self.put(Sum::Money, by, layer, cases);
        wrong.into_iter().chain(money).collect()
    }

    fn is_of(&self, layer: Layer, case: usize) -> bool {
        let checked = self.sample.cases[case].checked;
        let known = self.sample.weight(case).is_some();
        match layer {
            Layer::Frame => checked && known,
            Layer::Checked => checked,
            Layer::Unknown => checked && !known,
            Layer::Begun => self.begun.contains(&case),
            Layer::Partial => !checked && self.begun.contains(&case),
        }
    }

    fn put(
        &mut self,
        sum: Sum,
        by: &str,
        layer: Layer,
        checks: Vec<usize>,
    ) -> Option<(Sum, usize)> {
        if checks.is_empty() {
            return None;
        }
        let next = self.breakdowns.len();
        let key = (by.to_owned(), layer);
        let breakdown = *self.breakdowns.entry(key).or_insert(next);
        let cells = self.cells.entry(sum).or_default();
        cells.push(Cell {
            breakdown,
            rank: u8::from(layer != Layer::Frame),
            checks,
        });
        Some((sum, cells.len() - 1))
    }

    /// Adds what nothing is told of, where it is few: cases with no say, and those that are checked in part. What all show
    /// less what the others show is theirs.
    fn secrets(&mut self, members: &[usize], least: u64) {
        for layer in [Layer::Unknown, Layer::Partial] {
            let by = format!("secret {}", self.breakdowns.len());
            for (sum, place) in self.add(&by, layer, members) {
                let cells = self.cells.entry(sum).or_default();
                if self.gathered.number_of_cases(&cells[place].checks) as u64 >= least {
                    cells.pop();
                }
            }
        }
    }

    /// What tables of attributes and of kinds of fail add up to.
    fn all_counts(&mut self) -> Places {
        let outcomes = (0..self.gathered.outcomes.len()).collect();
        self.put(Sum::Outcomes, "", Layer::Frame, outcomes);
        let fails = self.gathered.counted.iter();
        let fails = fails.filter(|((by, _), _)| *by == "fail");
        let fails = fails.flat_map(|(_, fails)| fails).copied().collect();
        self.put(Sum::Fails, "", Layer::Frame, fails);
        let begun: Vec<usize> = self.begun.iter().copied().collect();
        self.add("counts", Layer::Begun, &begun)
    }

    /// Adds a row of a table of counts.
    fn counts(&mut self, key: &Counted, all: &Places) -> Places {
        let outcomes = self.gathered.counted.get(key).cloned().unwrap_or_default();
        let cases = outcomes.iter().map(|place| self.gathered.outcomes[*place]);
        let cases: BTreeSet<usize> = cases.collect();
        let cases: Vec<usize> = cases.into_iter().collect();
        let (by, name) = key;
        let (sum, mut places) = match *by {
            // Kinds of fail say together how many cases failed of all.
            "fail" => (Sum::Fails, all.clone()),
            // A case has an outcome of each attribute.
            "attribute" => {
                let own = format!("{by} {name}");
                (Sum::Outcomes, self.add(&own, Layer::Begun, &cases))
            }
            _ => (Sum::Outcomes, self.add(by, Layer::Begun, &cases)),
        };
        places.extend(self.put(sum, by, Layer::Checked, outcomes));
        places
    }

    fn verdicts(&self, least: u64) -> Verdicts {
        let of = |(sum, cells): (&Sum, &Vec<Cell>)| {
            let gathered = self.gathered;
            let verdicts = match sum {
                Sum::Wrong | Sum::Money => left_out(cells, least, |case| gathered.same[case]),
                Sum::Outcomes | Sum::Fails => left_out(cells, least, |outcome| {
                    gathered.same[gathered.outcomes[outcome]]
                }),
            };
            (*sum, verdicts)
        };
        Verdicts(self.cells.iter().map(of).collect())
    }
}

/// By sum and place.
struct Verdicts(BTreeMap<Sum, Vec<Verdict>>);

impl Verdicts {
    /// A group is told of if all of its sums may be.
    fn of(&self, places: &Places) -> Verdict {
        let of: Vec<Verdict> = places
            .iter()
            .map(|(sum, place)| self.0[sum][*place])
            .collect();
        let worst = [Verdict::Few, Verdict::Covering];
        let worst = worst.into_iter().find(|verdict| of.contains(verdict));
        worst.unwrap_or(Verdict::Told)
    }
}
