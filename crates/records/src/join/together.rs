//! Several draws as one sample: each keeps strata and a frame of its own, so that its figures add up with those of the others.

use std::collections::BTreeMap;

use super::joined::{Joined, Outside};
use crate::input_error::InputError;
use crate::lists::formats::words;
use crate::request::Request;
use tierone_stats::format::plain;

/// Joins draws, in their order.
///
/// # Errors
/// A case was drawn in two of them, or they do not say alike how cases were drawn.
pub fn together(request: &Request, draws: Vec<Joined>) -> Result<Joined, InputError> {
    let mut draws = draws.into_iter();
    let Some(mut all) = draws.next() else {
        return Ok(Joined::with_labels(&request.columns()));
    };
    let several = draws.len() > 0;
    if several {
        all.notes = of_file(&all);
    }
    for draw in draws {
        all.add(draw)?;
    }
    if several {
        all.spell_alike();
    }
    Ok(all)
}

/// The notes of a draw with the file that they are of.
fn of_file(draw: &Joined) -> Vec<String> {
    let file = draw.read.first().map_or("", |read| read.file.as_str());
    let of = |note: &String| format!("{}: {note}", plain(file));
    draw.notes.iter().map(of).collect()
}

impl Joined {
    fn add(&mut self, draw: Joined) -> Result<(), InputError> {
        if let Some(number) = draw
            .rows
            .keys()
            .find(|number| self.rows.contains_key(*number))
        {
            return Err(InputError::new(format!(
                "case `{}` is in more than one of the samples, and their figures would count it more than once",
                plain(number)
            ))
            .help("samples are estimated together where each is of cases of its own, such as those closed in one month"));
        }
        if (draw.chances, draw.repeated) != (self.chances, self.repeated) {
            return Err(InputError::new(
                "the samples do not say in the same way how their cases were drawn",
            )
            .help("name the drawn.csv that `tierone sample` wrote for each"));
        }
        self.notes.extend(of_file(&draw));
        let rows = self.cases.len();
        let found = self.outcomes.len();
        let strata = self.strata.len();
        let clusters = self.cases.iter().filter_map(|case| case.cluster).max();
        let clusters = clusters.map_or(0, |last| last + 1);
        self.strata.extend(draw.strata);
        self.cases.extend(draw.cases.into_iter().map(|mut case| {
            case.stratum += strata;
            case.cluster = case.cluster.map(|cluster| cluster + clusters);
            case
        }));
        self.closed.extend(draw.closed);
        self.inside.extend(draw.inside);
        self.same
            .extend(draw.same.into_iter().map(|row| row + rows));
        self.outcomes
            .extend(draw.outcomes.into_iter().map(|row| row + rows));
        for (key, counted) in draw.counts {
            let own = self.counts.entry(key).or_default();
            own.tally.merge(counted.tally);
            own.outcomes
                .extend(counted.outcomes.into_iter().map(|at| at + found));
        }
        for (number, row) in draw.rows {
            self.rows.insert(number, row + rows);
        }
        for ((_, own), (_, labels)) in self.labels.iter_mut().zip(draw.labels) {
            own.extend(labels);
        }
        for attribute in draw.attributes {
            if !self.attributes.contains(&attribute) {
                self.attributes.push(attribute);
            }
        }
        self.sided &= draw.sided;
        self.amounts &= draw.amounts;
        self.weighted |= draw.weighted;
        self.unfinished += draw.unfinished;
        self.not_drawn += draw.not_drawn;
        self.other_checks += draw.other_checks;
        for condition in draw.of_checks {
            if !self.of_checks.contains(&condition) {
                self.of_checks.push(condition);
            }
        }
        self.outside = match (self.outside, draw.outside) {
            (Some(own), Some(other)) => Some(Outside {
                cases: own.cases + other.cases,
                ..own
            }),
            (own, other) => own.or(other),
        };
        self.cautions.extend(draw.cautions);
        self.fails_left_out += draw.fails_left_out;
        self.without_chance.extend(draw.without_chance);
        self.without_stratum.extend(draw.without_stratum);
        self.read.extend(draw.read);
        Ok(())
    }

    /// Equal words of several files in one spelling.
    fn spell_alike(&mut self) {
        for (_, labels) in &mut self.labels {
            let mut spellings: BTreeMap<String, String> = BTreeMap::new();
            for label in labels {
                let key = words(label).into_owned();
                let first = spellings.entry(key).or_insert_with(|| label.clone());
                label.clone_from(first);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::build;
    use crate::testing::{joined, request};

    const HEAD: &str = "number,outcome,team,stratum,stratum size,inclusion probability\n";

    /// So many of a stratum of 10 were drawn, and the first of them failed.
    fn draw(first: u32, drawn: u32, size: u32, team: &str) -> Joined {
        let rows: String = (0..drawn)
            .map(|n| {
                let outcome = if n == 0 { "fail" } else { "pass" };
                let chance = f64::from(drawn) / f64::from(size);
                format!("{},{outcome},{team},all,{size},{chance}\n", first + n)
            })
            .collect();
        joined(&by_team(), &format!("{HEAD}{rows}"))
    }

    fn by_team() -> Request {
        Request {
            by: vec!["team".into()],
            ..request()
        }
    }

    #[test]
    fn figures_of_several_draws_add_up() {
        // 1 of 4 of 20 cases, and 1 of 10 of 100: 15 of 120 are wrong, whatever their strata are called.
        let draws = vec![draw(0, 4, 20, "North"), draw(100, 10, 100, "north")];
        let all = together(&by_team(), draws).expect("draws of their own");
        let report = build(&by_team(), all).expect("a report");
        let accuracy = &report.groups[0].figures[0];
        let value = accuracy.value.expect("accuracy");
        assert!((value - 105.0 / 120.0).abs() < 1e-12, "{value}");
        assert!(
            report.answer[0].starts_with("Of 120 decisions"),
            "{}",
            report.answer[0]
        );
        // One team, however the files write it.
        assert_eq!(report.groups.len(), 2);
    }

    #[test]
    fn a_case_that_was_drawn_twice_is_refused() {
        let draws = vec![draw(0, 4, 20, "a"), draw(3, 4, 20, "a")];
        let why = together(&by_team(), draws).expect_err("case 3 is in both");
        assert!(why.message.starts_with("case `3` is in more than one"));
    }
}
