//! What a draw does not have: strata that give nothing, and cases of an earlier draw.

use tierone_records::drawing::{Chosen, Doubtful, DrawDesign, Frame, WithoutValue};
use tierone_records::lists::columns::{listed, nearest};
use tierone_records::lists::far_days::FarDays;
use tierone_records::lists::namesakes::Namesakes;
use tierone_records::lists::pseudonyms::Pseudonyms;
use tierone_records::lists::{Columns, ListedCase};
use tierone_scenario::SamplingMethod;
use tierone_stats::format::{plain, whole_pounds};

use super::super::exit::Failure;
use super::super::terminal;
use super::options::{Form, Options};
use super::source::Source;

/// How many rows there are to fill in of each case, where nobody chose what is looked at.
pub(super) fn rows_of_all(options: &Options, source: &Source) -> Option<String> {
    let chosen = !options.attributes.is_empty() || options.scenario.is_some();
    (!chosen && options.outcomes == Form::Csv).then(|| {
        format!(
            "note: outcomes.csv has {} rows a case, one for each attribute that `tierone list attributes` shows; choose with \
             --attributes, such as --attributes decision where a case is right or wrong as a whole",
            source.catalogue.len()
        )
    })
}

/// Warnings, where of so many cases of an earlier draw so many are drawn `again`.
pub(super) fn warnings(
    options: &Options,
    source: &Source,
    chosen: &Chosen,
    already: usize,
    again: u64,
) -> Vec<String> {
    let lost = already as u64 - again;
    let path = options.already.as_deref().filter(|_| lost > 0);
    let of_lost = path.map(|path| {
        let why = if source.plan.keeps_earlier() {
            "only more checks of the same list and conditions under the same seed keep them"
        } else {
            "`systematic` draws others with every number of checks; `simple-random` and `stratified` keep them"
        };
        format!(
            "warning: {lost} of the {already} cases of {} are not in this draw, and its figures do not count them: {why}",
            path.display()
        )
    });
    of_empty(source, chosen)
        .into_iter()
        .chain(of_one(source, chosen))
        .chain(of_lost)
        .collect()
}

/// What is said of a draw by value: each case is drawn by itself, and `variance` is that of how many are.
pub(super) fn by_chance(
    source: &Source,
    chosen: &Chosen,
    (drawn, variance): (u64, f64),
) -> Option<String> {
    source.plan.draws_each_by_itself().then(|| {
        format!(
            "note: each case is drawn by itself, the likelier the more it is worth, so chance decides how many are: {drawn} here, about {} \
             on average, in 95 of 100 draws within {:.0} of it",
            chosen.cases(),
            1.96 * variance.sqrt()
        )
    })
}

/// What is said where the column that is to divide the cases divides nothing, or not all of them.
fn of_one(source: &Source, chosen: &Chosen) -> Option<String> {
    let column = source.plan.names()?;
    if !matches!(source.plan.sample.method, SamplingMethod::Stratified(_)) {
        return None;
    }
    let blank = chosen.strata.iter().find(|stratum| stratum.name.is_empty());
    match (&chosen.strata[..], blank) {
        ([only], _) => {
            let which = match only.name.as_str() {
                "" => format!("`{column}` is empty in every case"),
                name => format!("`{column}` is `{}` in every case", plain(name)),
            };
            Some(format!(
                "warning: {which}, so there is one stratum, and the draw is a simple random one. If another column has the parts, \
                 name it: --map '{column}=NAME'"
            ))
        }
        (_, Some(blank)) => Some(format!(
            "warning: {} cases have no {column}, and are a stratum together: see whether they belong to others",
            blank.size
        )),
        _ => None,
    }
}

/// The names of the columns of a list, where the known ones stand, and what hides names of people.
type Listed<'l> = (&'l [String], &'l Columns, Option<&'l Pseudonyms>);

/// Cases that can be drawn, and lack what an estimate of them needs.
#[derive(Default)]
pub(super) struct Blanks {
    no_value: u64,
    below_zero: u64,
    not_closed: u64,
    far_days: FarDays,
    namesakes: Namesakes,
}

impl Blanks {
    /// Counts the case of a row.
    pub fn add(&mut self, row: u64, case: &ListedCase) {
        self.far_days.add(row, case.closed);
        self.namesakes.add(case.owner, case.team);
        self.no_value += u64::from(case.value.is_none());
        self.below_zero += u64::from(case.value.is_some_and(|value| value.0 < 0));
        self.not_closed += u64::from(case.closed.is_none());
    }

    /// What is said of what they lack, and of what they have: days far from all others, and names that may be of several people where the draw goes by
    /// name.
    pub fn notes(
        &self,
        source: &Source,
        (header, columns, pseudonyms): Listed,
        of: u64,
    ) -> Vec<String> {
        let name = |column: &str| {
            let place = columns.place(column);
            place.map_or("", |place| header[place].as_str())
        };
        let shown = |text: &str| match pseudonyms {
            Some(pseudonyms) => pseudonyms.of(text),
            None => text.to_owned(),
        };
        let by_name = source.plan.names() == Some("case owner");
        let namesakes = || self.namesakes.note(name("case owner"), Some(&shown));
        let notes = [
            self.far_days.note(name("close date")),
            by_name.then(namesakes).flatten(),
        ];
        let notes = notes.into_iter().flatten();
        let doubts = notes.map(|note| format!("warning: {note}"));
        self.note(columns, of).into_iter().chain(doubts).collect()
    }

    /// What is said of them, where the columns are there.
    fn note(&self, columns: &Columns, of: u64) -> Option<String> {
        let counted = [
            ("value", self.no_value, "no value"),
            ("value", self.below_zero, "a value below zero"),
            ("close date", self.not_closed, "no close date"),
        ];
        // A column that nobody filled in is as good as none.
        let said: Vec<String> = counted
            .into_iter()
            .filter(|(column, cases, _)| (1..of).contains(cases) && columns.place(column).is_some())
            .map(|(_, cases, what)| format!("{cases} with {what}"))
            .collect();
        (!said.is_empty()).then(|| {
            format!(
                "note: of {of} cases that can be drawn there are {}: see whether they belong in the list",
                said.join(", ")
            )
        })
    }
}

/// How many cases the draw cannot reach, for the answer.
pub(super) fn outside(frame: &Frame, plan: &DrawDesign) -> String {
    match (frame.outside, plan.names()) {
        (0, _) => String::new(),
        (all, Some(column)) => {
            format!("; {all} more have no {column} and are in no {}", part(plan))
        }
        (all, None) => format!("; {all} more have no value above 0 and are not in the frame"),
    }
}

/// What a plan divides the list into.
fn part(plan: &DrawDesign) -> &'static str {
    if plan.is_of_clusters() {
        "cluster"
    } else {
        "stratum"
    }
}

/// What has to be known of a frame: cases that the draw cannot reach, and strata written in more than one way.
pub(super) fn of_frame(frame: &Frame, plan: &DrawDesign) -> Vec<String> {
    let WithoutValue {
        blank,
        zero,
        negative,
    } = frame.without_value;
    let all = frame.without_value.all();
    let mut warnings = Vec::new();
    if all > 0 {
        let kinds = [
            (blank, "no value"),
            (zero, "a value of 0"),
            (negative, "a value below 0"),
        ];
        let kinds = kinds.iter().filter(|(cases, _)| *cases > 0);
        let kinds: Vec<String> = kinds
            .map(|(cases, kind)| format!("{cases} with {kind}"))
            .collect();
        warnings.push(format!(
            "warning: {all} of {} cases are not in the frame, since a draw by value reaches only values above 0: {}. No figure \
             of this sample speaks for them: check them apart, or draw by another method",
            all + frame.cases(),
            kinds.join(", ")
        ));
    }
    if let (Some(column), 1..) = (plan.names(), frame.outside) {
        warnings.push(format!(
            "warning: {} of {} cases have no {column}, so they are in no {} and cannot be drawn. No figure of this sample speaks \
             for them: fill in their {column} (`no {column}` makes a {} of them) and draw again, or check them apart",
            frame.outside,
            frame.outside + frame.cases(),
            part(plan),
            part(plan)
        ));
    }
    if let Some(asked) = frame.too_many_checks() {
        warnings.push(format!(
            "note: {asked} checks are asked of {} cases: all of them are drawn",
            frame.cases()
        ));
    }
    if let (0, Some(value)) = (all, frame.value()) {
        let pounds = value.pounds();
        let cases = match frame.outside {
            0 => "the cases".to_owned(),
            _ => format!("the {} cases that can be drawn", frame.cases()),
        };
        warnings.push(format!(
            "note: {cases} are worth {} in all: stated with --total-value {pounds}, an estimate judges the money in error against \
             that, and not against an estimate of it",
            whole_pounds(pounds)
        ));
    }
    let twice = frame.written_twice();
    if let Some([one, other]) = twice.first() {
        warnings.push(match twice.len() {
            1 => format!("note: `{one}` and `{other}` are one stratum, written in more than one way"),
            strata => format!(
                "note: {strata} strata are written in more than one way, and each is one stratum, such as `{one}` and `{other}`"
            ),
        });
    }
    warnings
}

/// Rows of such a stratum that are named.
pub(super) const ROWS: usize = 4;

/// What is said of a stratum whose name may be wrong, and where it stands.
pub(super) fn of_doubtful(stratum: &Doubtful, rows: &[u64]) -> String {
    let named: Vec<String> = rows.iter().map(u64::to_string).collect();
    let more = match stratum.size.saturating_sub(rows.len() as u64) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (cases, row) = match stratum.size {
        1 => ("1 case".to_owned(), "row"),
        size => (format!("{size} cases"), "rows"),
    };
    let what = match stratum.name {
        "" => format!(
            "{cases} without a name of a stratum {} a stratum apart",
            if stratum.size == 1 { "is" } else { "are" }
        ),
        name => format!("stratum `{}` has {cases}", plain(name)),
    };
    let remedy = match stratum.meant {
        Some(meant) => format!("did you mean `{}`?", plain(meant)),
        None => "put it right in the list if it is none, and draw again".to_owned(),
    };
    format!(
        "warning: {what} ({row} {}{more}): {remedy}",
        named.join(", ")
    )
}

/// Whether the numbers that are given by the names of strata fit a frame. More than a stratum has is told.
///
/// # Errors
/// A name that no case has, unless a scenario names it: there may be none of that kind now.
pub(super) fn given(frame: &Frame, source: &Source) -> Result<(), Failure> {
    const NAMED: usize = 8;
    if let Some((name, known)) = frame.unknown_given() {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the names as the list has them, such as given=applications:20,appeals:5"
                .to_owned(),
        };
        let many = known.len().saturating_sub(NAMED);
        let more = if many > 0 {
            format!(" and {many} more")
        } else {
            String::new()
        };
        let known: Vec<String> = known
            .iter()
            .take(NAMED)
            .map(|&name| name.to_owned())
            .collect();
        let why = format!(
            "no case is of the stratum `{}` that `given` names; the strata of the list are {}{more}",
            plain(name),
            listed(&known)
        );
        // A scenario may name kinds of decisions of which there is none now.
        if source.frame.is_none() {
            return Err(Failure::input(why).help(help));
        }
        terminal::talk(&format!("warning: {}", plain(&why)));
    }
    if let Some((name, number, size)) = frame.too_many_given() {
        terminal::talk(&format!(
            "warning: {number} cases are asked of stratum `{}`, which has {size}: all of them are drawn",
            plain(name)
        ));
    }
    Ok(())
}

/// Strata that give cases, or clusters, of how many.
pub(super) fn parts(source: &Source, chosen: &Chosen) -> String {
    let all = chosen.strata.len();
    let drawn = chosen.strata.iter().filter(|stratum| stratum.drawn > 0);
    let drawn = drawn.count();
    let one = part(&source.plan);
    let many = match one {
        "stratum" => "strata",
        _ => "clusters",
    };
    match (drawn == all, all) {
        (_, 1) => format!("1 {one}"),
        (true, _) => format!("{all} {many}"),
        (false, _) => format!("{drawn} of {all} {many}"),
    }
}

/// What is said where strata give nothing: clusters that are not drawn had their chance.
fn of_empty(source: &Source, chosen: &Chosen) -> Option<String> {
    let empty = chosen.strata.iter().filter(|stratum| stratum.drawn == 0);
    let empty: Vec<_> = empty.collect();
    let sizes: Vec<u64> = empty.iter().map(|stratum| stratum.size).collect();
    if sizes.is_empty() || source.plan.is_of_clusters() {
        return None;
    }
    Some(format!(
        "warning: nothing is drawn of {} of {} strata ({}), which hold {} cases: no figure of this sample speaks for them. \
         Ask for one check of each stratum at least, better two",
        sizes.len(),
        chosen.strata.len(),
        match &empty[..] {
            [one, two, three, _, ..] => format!(
                "`{}`, `{}`, `{}` and others",
                one.name, two.name, three.name
            ),
            few => {
                let names = few.iter().map(|stratum| format!("`{}`", stratum.name));
                names.collect::<Vec<_>>().join(", ")
            }
        },
        sizes.iter().sum::<u64>()
    ))
}
