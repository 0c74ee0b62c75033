//! Which groups a report tells of, so that those with too few checked cases cannot be worked out from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::{Cell, Period, Sample, Tally, Verdict, left_out};

use super::Part;
use super::join::{Counted, Gathered};
use super::options::Options;
use super::signals::groups;

/// Groups of one breakdown that are left out.
#[derive(Clone, Debug)]
pub(super) struct LeftOut {
    pub by: String,
    /// How many have too few checked cases.
    pub few: u64,
    /// How many are left out so that others cannot be worked out.
    pub covering: u64,
}

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
        changes: &[[Vec<usize>; 2]],
    ) -> Self {
        let mut cells = Cells {
            sample,
            cells: Vec::new(),
            breakdowns: BTreeMap::new(),
        };
        let places: Vec<[Option<usize>; 2]> = parts
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
                cells.unknown(&part.members, options.suppress_below);
                [Layer::Frame, Layer::Checked].map(|layer| cells.add(&by, layer, &part.members))
            })
            .collect();
        let sides: Vec<[Option<usize>; 2]> = changes
            .iter()
            .enumerate()
            .map(|(place, sides)| {
                let by = format!("change {place}");
                sides
                    .each_ref()
                    .map(|members| cells.add(&by, Layer::Frame, members))
            })
            .collect();
        let all: &[usize] = parts.first().map_or(&[], |all| &all.members);
        let people: Vec<(&str, Option<usize>)> = options
            .funnel
            .iter()
            .flat_map(|column| groups(gathered, column, all))
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, members)| (name, cells.add("funnel", Layer::Checked, &members)))
            .collect();
        let of_cases = |(by, _): &&Counted| *by == "activity" || *by == "month";
        let counted: Vec<(&Counted, Option<usize>)> = gathered
            .tallies
            .keys()
            .filter(of_cases)
            .map(|key| {
                let cases = gathered.counted.get(key).map_or(&[][..], Vec::as_slice);
                (key, cells.add(key.0, Layer::Checked, cases))
            })
            .collect();

        let verdicts = left_out(&cells.cells, options.suppress_below);
        // What holds no case tells nothing of any.
        let of = |cell: Option<usize>| cell.map_or(Verdict::Told, |cell| verdicts[cell]);
        let mut telling = Self::default();
        for (part, [frame, checked]) in parts.iter().zip(places) {
            let whole = of(frame.or(checked));
            let told = whole == Verdict::Told;
            telling
                .parts
                .push((told, told && of(checked) == Verdict::Told));
            let by = match part.by.as_str() {
                "" => "all",
                by => by,
            };
            telling.note(by, whole);
            if told {
                telling.note(&format!("{by}, of checked cases only"), of(checked));
            }
        }
        for (change, sides) in options.change.iter().zip(sides) {
            let verdicts = sides.map(of);
            let worst = verdicts.iter().find(|v| **v == Verdict::Few);
            let worst = worst.or(verdicts.iter().find(|v| **v != Verdict::Told));
            telling.changes.push(worst.is_none());
            let by = format!("change of {}", change.column);
            telling.note(&by, worst.copied().unwrap_or(Verdict::Told));
        }
        for (name, cell) in people {
            telling.note("funnel", of(cell));
            if of(cell) == Verdict::Told {
                telling.people.insert(name.to_owned());
            }
        }
        for (key, cell) in counted {
            telling.count(key, of(cell));
        }
        telling.count_findings(gathered, options.suppress_below);
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

    /// Decides on counts of attributes and of kinds of fail, each table by its own sum: they are no cases.
    fn count_findings(&mut self, gathered: &Gathered, least: u64) {
        for by in ["attribute", "fail"] {
            let of_kind = gathered.tallies.iter().filter(|((kind, _), _)| *kind == by);
            let number = |tally: &Tally| match by {
                "fail" => tally.failed,
                _ => tally.passed + tally.failed + tally.not_applicable,
            };
            let (keys, counts): (Vec<&Counted>, Vec<u64>) =
                of_kind.map(|(key, tally)| (key, number(tally))).unzip();
            let verdicts = of_counts(&counts, least);
            for (key, verdict) in keys.into_iter().zip(verdicts) {
                self.count(key, verdict);
            }
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

/// Whether the numbers of one table may be told, of which everybody can have the sum.
fn of_counts(counts: &[u64], least: u64) -> Vec<Verdict> {
    let total: u64 = counts.iter().sum();
    let mut cells = vec![Cell {
        breakdown: 0,
        rank: 0,
        cases: (0..total as usize).collect(),
    }];
    let mut from = 0;
    for count in counts {
        let to = from + *count as usize;
        cells.push(Cell {
            breakdown: 1,
            rank: 1,
            cases: (from..to).collect(),
        });
        from = to;
    }
    left_out(&cells, least).split_off(1)
}

/// What a group's figures are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    /// Cases with a say about the frame.
    Frame,
    /// All cases checked.
    Checked,
    /// Those with no say.
    Unknown,
}

struct Cells<'a> {
    sample: &'a Sample,
    cells: Vec<Cell>,
    breakdowns: BTreeMap<(String, Layer), usize>,
}

impl Cells<'_> {
    /// Adds a group, and says where it stands; none where it holds no such case. Only cases that accuracy applies to
    /// count, if there are any.
    fn add(&mut self, by: &str, layer: Layer, members: &[usize]) -> Option<usize> {
        let checked: Vec<usize> = members
            .iter()
            .copied()
            .filter(|case| {
                let known = self.sample.weight(*case).is_some();
                self.sample.cases[*case].checked
                    && match layer {
                        Layer::Frame => known,
                        Layer::Checked => true,
                        Layer::Unknown => !known,
                    }
            })
            .collect();
        let applies = |case: &usize| self.sample.cases[*case].wrong.is_some();
        let applicable: Vec<usize> = checked.iter().copied().filter(applies).collect();
        let cases = if applicable.is_empty() {
            checked
        } else {
            applicable
        };
        if cases.is_empty() {
            return None;
        }
        let next = self.breakdowns.len();
        let key = (by.to_owned(), layer);
        let breakdown = *self.breakdowns.entry(key).or_insert(next);
        self.cells.push(Cell {
            breakdown,
            rank: u8::from(layer == Layer::Checked),
            cases,
        });
        Some(self.cells.len() - 1)
    }

    /// Adds the cases with no say where they are few: what all cases show less what those with a say show is theirs.
    fn unknown(&mut self, members: &[usize], least: u64) {
        let by = format!("unknown {}", self.cells.len());
        if let Some(cell) = self.add(&by, Layer::Unknown, members)
            && self.cells[cell].cases.len() as u64 >= least
        {
            self.cells.pop();
        }
    }
}
