//! The readings of a list: to count it, to choose, and to write what was chosen.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use jiff::civil::Date;

use tierone_records::drawing::{Choosing, Chosen, DrawDesign, Drawn, Frame, Number, number};
use tierone_records::lists::columns::{listed, remedy};
use tierone_records::lists::criteria::Criterion;
use tierone_records::lists::formats::Format;
use tierone_records::lists::identifiers::{Alike, is_shortened};
use tierone_records::lists::needs::Need;
use tierone_records::lists::pseudonyms::Pseudonyms;
use tierone_records::lists::rows::RowError;
use tierone_records::lists::{
    CASES, CaseReader, ColumnRead, Columns, FileRead, LastIsSum, ListedCase, NoCases, Problem,
    Problems, Row,
};
use tierone_stats::format::plain;

use super::super::exit::Failure;
use super::super::lists::{Hash, List, hexadecimal};
use super::super::reading::{secret, span, survey, tell};
use super::super::terminal;
use super::{
    missing::{self, Blanks},
    options::Options,
    source::{self, Source},
};

/// A list with everything that says which of its rows count.
pub(super) struct Passes<'a> {
    list: &'a List,
    options: &'a Options,
    source: &'a Source,
    pub header: Vec<String>,
    pub columns: Columns,
    reader: CaseReader,
    /// The plan, by the names of strata in this list.
    pub plan: DrawDesign,
    /// What the columns were read as.
    read: Vec<ColumnRead>,
    conditions: Vec<Criterion>,
    /// Conditions on owners, where names are hidden: on their pseudonyms.
    of_owners: Vec<Criterion>,
    pub pseudonyms: Option<Pseudonyms>,
    closed: Option<RangeInclusive<Date>>,
    score: Option<usize>,
    scores: Format,
}

/// What the first reading counted.
pub(super) struct Counted {
    /// Rows under the header.
    pub rows: u64,
    /// Rows that were wrong and left out.
    pub bad: u64,
    /// Rows that met the conditions.
    pub met: u64,
    /// SHA-256 of the file.
    pub hash: String,
    /// What was read of the file.
    pub read: FileRead,
}

impl<'a> Passes<'a> {
    /// Finds columns and conditions in the list.
    pub fn over(list: &'a List, options: &'a Options, source: &'a Source) -> Result<Self, Failure> {
        let (rows, _) = list.rows()?;
        let header = rows.header().to_vec();
        let renamed = &options.reading.map;
        let columns = Columns::find(&header, CASES, renamed).map_err(|wrong| {
            Failure::input(format!("{}: {}", options.cases.display(), wrong.join("; "))).help(
                remedy(
                    &wrong,
                    "tell where a column stands with --map 'number=Ref no'",
                ),
            )
        })?;
        let mut needed = source.plan.columns();
        if options.closed.is_some() || options.open {
            needed.push("close date");
        }
        if source.frame.is_some() {
            needed.push("process");
        }
        if options.pseudonyms.is_some() {
            needed.push("case owner");
        }
        for name in needed {
            if columns.place(name).is_none() {
                return Err(Failure::input(format!(
                    "the draw needs a column for `{name}`, and the file's columns are {}",
                    listed(&header)
                ))
                .help(format!("tell where it stands with --map '{name}=…'")));
            }
        }
        let conditions = options.conditions.iter();
        let conditions = conditions
            .map(|text| Criterion::read(text, &header))
            .collect::<Result<Vec<_>, _>>()
            .map_err(Failure::input)?;
        let pseudonyms = options.pseudonyms.as_deref().map(secret).transpose()?;
        let people = pseudonyms.as_ref().zip(columns.place("case owner"));
        let (mut others, mut of_owners) = (Vec::new(), Vec::new());
        for condition in conditions {
            let hidden = people.map(|(hide, owner)| condition.of_people(owner, hide));
            match hidden.transpose().map_err(Failure::input)?.flatten() {
                Some(hidden) => of_owners.push(hidden),
                None => others.push(condition),
            }
        }
        let score = source::score(options, source, &header)?;
        let names = source.plan.names().and_then(|name| columns.place(name));
        let needs = others.iter().map(Criterion::need).chain(columns.needs());
        let needs = needs
            .chain(names.map(|place| (place, Need::Grouped)))
            .chain(score.map(|place| (place, Need::Numbers)));
        let surveyed = survey(list, &options.reading, &header, needs)?;
        let formats = &surveyed.formats;
        let conditions = others.into_iter();
        let conditions = conditions.map(|condition| condition.typed(&header, formats));
        Ok(Self {
            list,
            options,
            source,
            plan: source.plan.clone().with_names(formats.at(names)),
            reader: CaseReader::new(&columns, &header, formats),
            read: surveyed.columns(&header, &columns),
            conditions: conditions
                .collect::<Result<_, _>>()
                .map_err(Failure::input)?,
            scores: formats.at(score),
            columns,
            of_owners,
            pseudonyms,
            closed: options
                .closed
                .as_deref()
                .map(|text| span("--closed", text))
                .transpose()?,
            score,
            header,
        })
    }

    /// The conditions as they may be shown.
    pub fn conditions(&self) -> Vec<String> {
        if self.of_owners.is_empty() {
            return self.options.conditions.clone();
        }
        let all = self.conditions.iter().chain(&self.of_owners);
        all.map(|condition| condition.written(&self.header))
            .collect()
    }

    /// Counts the list.
    ///
    /// # Errors
    /// Wrong rows, unless they are to be left out.
    pub fn first(&self, frame: &mut Frame) -> Result<Counted, Failure> {
        let mut problems = Problems::keeping(self.options.reading.problems);
        let (mut rows, mut met) = (0, 0);
        let mut blanks = Blanks::default();
        let (mut last, mut alike) = (LastIsSum::default(), Alike::default());
        let named = self.of_owners.iter().flat_map(Criterion::values);
        let mut unseen: BTreeSet<&String> = named.filter(|name| !name.is_empty()).collect();
        let (hash, no_cases) = self.each(
            |problem| problems.add(problem),
            |row, case, counts| {
                rows += 1;
                last.add(row.number, case.value);
                if !unseen.is_empty() {
                    unseen.remove(&self.owner(case));
                }
                if counts {
                    met += 1;
                    blanks.add(row.number, case);
                    alike.add(case.number);
                    frame.add(case);
                }
                Ok(())
            },
        )?;
        let read = FileRead {
            no_cases,
            columns: self.read.clone(),
            ..self.list.read.clone()
        };
        read.lines().iter().for_each(|line| terminal::talk(line));
        let named = |note: String| format!("note: {note}");
        let notes = [
            last.note().map(named),
            alike.note().map(named),
            self.no_value().map(|note| plain(&note)),
        ];
        let listed = (&self.header[..], &self.columns, self.pseudonyms.as_ref());
        let more = blanks.notes(self.source, listed, met);
        (notes.into_iter().flatten().chain(more)).for_each(|note| terminal::talk(&note));
        if !problems.is_empty() {
            tell(&problems, &self.options.cases, &self.options.reading)?;
        }
        // A name in other letters has another pseudonym.
        if !unseen.is_empty() {
            return Err(Failure::input(format!(
                "no case has {} of the owners that --where names",
                unseen.len()
            ))
            .help("with --pseudonyms write a name letter by letter as the list does, or write its pseudonym"));
        }
        missing::given(frame, self.source)?;
        self.doubtful(frame)?;
        Ok(Counted {
            rows: rows + problems.rows,
            bad: problems.rows,
            met,
            hash: hexadecimal(&hash),
            read,
        })
    }

    /// Names the strata that may be mistyped or left empty, with their first rows.
    fn doubtful(&self, frame: &Frame) -> Result<(), Failure> {
        let doubtful = frame.doubtful();
        if doubtful.is_empty() {
            return Ok(());
        }
        let mut rows = vec![Vec::new(); doubtful.len()];
        self.each_right(|row, case, counts| {
            let mut of = doubtful.iter().zip(&mut rows);
            let of = of.find(|(stratum, _)| counts && frame.is_of(case, stratum.name));
            if let Some((_, rows)) = of.filter(|(_, rows)| rows.len() < missing::ROWS) {
                rows.push(row.number);
            }
            Ok(())
        })?;
        for (stratum, rows) in doubtful.iter().zip(&rows) {
            terminal::talk(&missing::of_doubtful(stratum, rows));
        }
        Ok(())
    }

    /// What is said where no column is known as the value, and others are there that could be it.
    fn no_value(&self) -> Option<String> {
        const NAMED: usize = 8;
        let known: BTreeSet<usize> = self.columns.found().map(|(_, place)| place).collect();
        let named = self.header.iter().enumerate();
        let others = named.filter(|(place, name)| !known.contains(place) && !name.is_empty());
        let others: Vec<String> = others.map(|(_, name)| name.clone()).take(NAMED).collect();
        if self.columns.place("value").is_some() {
            return None;
        }
        (!others.is_empty()).then(|| {
            format!(
                "note: no column is known as the value of a case, by which amounts in error are judged; if it is one of {}, tell \
                 which with --map 'value=…'",
                listed(&others)
            )
        })
    }

    /// Chooses.
    pub fn second(&self, choosing: &mut Choosing) -> Result<(), Failure> {
        self.each_right(|row, case, counts| {
            if counts {
                choosing.add(case, self.score(row)?);
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Writes what is chosen, each with the source of its columns.
    pub fn third(
        &self,
        chosen: &Chosen,
        mut write: impl FnMut(&Source, Row<'_>, &ListedCase<'_>, &Drawn) -> Result<(), Failure>,
    ) -> Result<Hash, Failure> {
        self.each_right(
            |row, case, counts| match chosen.of(case).filter(|_| counts) {
                Some(drawn) => write(self.source, row, case, &drawn),
                None => Ok(()),
            },
        )
    }

    /// A failure that names the cases of which there are two.
    pub fn twice(&self, twice: &[Number]) -> Result<Failure, Failure> {
        let mut seen: Vec<(u64, String)> = Vec::new();
        self.each_right(|row, case, counts| {
            let known = twice.binary_search(&number(self.options.seed, case.number));
            if counts && known.is_ok() && seen.len() < 10 {
                seen.push((row.number, case.number.to_owned()));
            }
            Ok(())
        })?;
        let listed: Vec<String> = seen
            .iter()
            .map(|(row, number)| format!("`{number}` in row {row}"))
            .collect();
        let spoilt = seen.iter().any(|(_, number)| is_shortened(number));
        Ok(Failure::input(format!(
            "{} in more than one row: {}",
            match twice.len() {
                1 => "a number stands".to_owned(),
                numbers => format!("{numbers} of the numbers stand"),
            },
            listed.join(", ")
        ))
        .help(if spoilt {
            "a spreadsheet has shortened long numbers, and their last digits are lost: format the column as text and export \
             the list again"
        } else {
            "each case may be there once; take the repeated rows out"
        }))
    }

    /// Every right row once more, and whether it meets the conditions. Returns the hash of the file.
    fn each_right(
        &self,
        act: impl FnMut(Row<'_>, &ListedCase<'_>, bool) -> Result<(), Failure>,
    ) -> Result<Hash, Failure> {
        Ok(self.each(|_| {}, act)?.0)
    }

    /// Every right row, and whether it meets the conditions; wrong rows go to `wrong`. Returns the hash of the file, and
    /// which of its rows are no cases.
    fn each(
        &self,
        mut wrong: impl FnMut(Problem),
        mut act: impl FnMut(Row<'_>, &ListedCase<'_>, bool) -> Result<(), Failure>,
    ) -> Result<(Hash, NoCases), Failure> {
        let (mut rows, hash) = self.list.rows()?;
        while let Some(row) = rows.next_row() {
            let row = match row {
                Ok(row) => row,
                Err(RowError::Row(problem)) => {
                    wrong(problem);
                    continue;
                }
                Err(RowError::End(why)) => {
                    return Err(Failure::input(format!(
                        "cannot read {}: {why}",
                        self.options.cases.display()
                    )));
                }
            };
            match self.reader.read(row) {
                Ok(case) => match self.counts(row, &case) {
                    Ok(counts) => act(row, &case, counts)?,
                    Err(reason) => wrong(Problem::of_row(row.number, reason)),
                },
                Err(problems) => problems.into_iter().for_each(&mut wrong),
            }
        }
        Ok((hash, rows.no_cases().clone()))
    }

    fn counts(&self, row: Row<'_>, case: &ListedCase) -> Result<bool, String> {
        let in_time = match &self.closed {
            Some(span) => case.closed.is_some_and(|day| span.contains(&day)),
            None => !self.options.open || case.closed.is_none(),
        };
        let met = |condition: &Criterion| condition.meets(row);
        let conditions = self.conditions.iter().all(met) && {
            let mut of_owners = self.of_owners.iter();
            of_owners.all(|condition| condition.is_met_by(&self.owner(case)))
        };
        Ok(in_time && conditions && self.source.covers(case)?)
    }

    /// An owner's pseudonym, where names are hidden.
    fn owner(&self, case: &ListedCase) -> String {
        let pseudonyms = self.pseudonyms.as_ref();
        pseudonyms.map_or(String::new(), |pseudonyms| pseudonyms.of(case.owner))
    }

    fn score(&self, row: Row<'_>) -> Result<Option<f64>, Failure> {
        let Some(place) = self.score else {
            return Ok(None);
        };
        let text = row.get(place);
        let score = text.parse().ok().or_else(|| self.scores.number(text));
        match score {
            Some(score) if f64::is_finite(score) => Ok(Some(score)),
            _ => Err(Failure::input(format!(
                "row {}, column `{}`: `{}` is no score",
                row.number,
                self.header[place],
                plain(text)
            ))
            .help("every case that can be drawn needs a number to be ranked by")),
        }
    }
}
