//! Builds the report of a pilot.

use super::analysis::{AFTER, BEFORE, CHANGE, Compared, change, correlation, difference};
use super::needed::{POWER, to_find};
use super::notes;
use super::request::Pilot;
use super::rows::{Arm, PilotReport};
use super::text::{range_in_words, share};
use super::trial::{Cluster, Count, Trial, trial};
use crate::input_error::InputError;
use crate::join::Joined;
use tierone_stats::format::confidence;
use tierone_stats::trial::{power_of_t, smallest_effect_t};

/// Works out what a pilot shows, at a confidence.
///
/// # Errors
/// The cases are of no pilot that can be estimated: see `trial`.
pub fn build(pilot: &Pilot, joined: &Joined, confidence: f64) -> Result<PilotReport, InputError> {
    let trial = trial(pilot, joined)?;
    let alpha = 1.0 - confidence;
    let after = difference(&trial, AFTER, |cluster| cluster.after, confidence);
    let after = after.ok_or_else(|| {
        InputError::new("there are too few checked cases after the start to compare the arms")
            .help("a pilot needs two clusters and three checked cases at least")
    })?;
    let before = difference(&trial, BEFORE, |cluster| cluster.before, confidence);
    let changed = change(&trial, confidence);
    let main = changed.as_ref().unwrap_or(&after);
    let effect = &main.effects[0];
    let at = main.precision;
    let smallest = at.and_then(|(se, df)| smallest_effect_t(se, df, alpha, POWER));
    let asked = pilot.effect;
    let answer = answer(&trial, main, alpha);
    let notes = notes::of(pilot, &trial, main, before.as_ref(), alpha);
    let power = at
        .zip(asked)
        .and_then(|((se, df), asked)| power_of_t(asked, se, df, alpha));
    let needed = asked.and_then(|asked| to_find(asked, effect, alpha));
    let others = [
        changed.as_ref().map(|_| after.effects.clone()),
        before.map(|b| b.effects),
    ];
    Ok(PilotReport {
        answer,
        confidence,
        arms: arms(&trial),
        intraclass_correlation: correlation(&trial),
        smallest_effect: smallest,
        effect_asked: asked,
        power,
        clusters_needed: needed,
        effects: main
            .effects
            .iter()
            .cloned()
            .chain(others.into_iter().flatten().flatten())
            .collect(),
        notes,
        read: joined.read.clone(),
    })
}

fn arms(trial: &Trial) -> Vec<Arm> {
    let mut arms = Vec::new();
    for pilot in [true, false] {
        let mut add = |when, count: &dyn Fn(&Cluster) -> Count| {
            let clusters = trial.of(pilot, |cluster| count(cluster).cases > 0);
            let all = trial.of(pilot, |_| true);
            let sum = |of: &dyn Fn(Count) -> u64| all.iter().map(|c| of(count(c))).sum::<u64>();
            let (cases, wrong) = (sum(&|c| c.cases), sum(&|c| c.wrong));
            arms.push(Arm {
                arm: trial.arms[usize::from(pilot)].clone(),
                pilot,
                when,
                clusters: clusters.len() as u64,
                cases,
                wrong,
                share: (cases > 0).then(|| wrong as f64 / cases as f64),
                not_checked: sum(&|c| c.not_checked),
            });
        };
        if trial.split {
            add("before", &|cluster| cluster.before);
        }
        add("after", &|cluster| cluster.after);
    }
    arms
}

/// The answer in a few sentences.
fn answer(trial: &Trial, main: &Compared, alpha: f64) -> String {
    let effect = &main.effects[0];
    let of = |pilot: bool| {
        let clusters = trial.of(pilot, |_| true);
        let sum = |of: &dyn Fn(&Cluster) -> u64| clusters.iter().map(|c| of(c)).sum::<u64>();
        sum(&|c| c.after.wrong) as f64 / sum(&|c| c.after.cases).max(1) as f64
    };
    let size = format!("{:.1} points", 100.0 * effect.value.abs());
    let way = |more, fewer| if effect.value > 0.0 { more } else { fewer };
    let range = effect.low.zip(effect.high);
    let words = match effect.comparison == CHANGE {
        true => ["down", "up"],
        false => ["fewer", "more"],
    };
    let range = range.map_or(String::new(), |limits| {
        format!(
            " ({} % interval {})",
            confidence(1.0 - alpha),
            range_in_words(limits, words)
        )
    });
    let mut text = if effect.comparison == CHANGE {
        format!(
            "Set against the others, the share of cases in error went {} by {size} in the pilot{range}.",
            way("up", "down")
        )
    } else {
        format!(
            "In the pilot {} of cases were in error and elsewhere {}: {size} {}{range}.",
            share(of(true)),
            share(of(false)),
            way("more", "fewer")
        )
    };
    let by_chance = main
        .permutation
        .filter(|test| test.least_p <= alpha)
        .map(|test| test.p_two_sided);
    text += match (effect.p_value, by_chance) {
        (Some(p), Some(dealt)) if p <= alpha && dealt <= alpha => {
            " That is more than chance explains."
        }
        (Some(p), None) if p <= alpha => {
            " By its interval that is more than chance explains; there are too few clusters for the permutation test to say so."
        }
        (Some(p), Some(_)) if p <= alpha => {
            " By its interval that is more than chance explains, and by the permutation test it is not: take it as open."
        }
        (Some(_), _) => " That is no more than chance explains.",
        (None, _) => " Whether chance explains it, nobody can say from these clusters.",
    };
    let naive = main.effects.last().and_then(|naive| naive.p_value);
    if naive.is_some_and(|p| p <= alpha) && effect.p_value.is_none_or(|p| p > alpha) {
        text += " A comparison that forgets clusters would have called it an effect.";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pilot::{Start, csv, text};
    use crate::request::Request;
    use crate::testing::{joined, request};

    fn pilot() -> Pilot {
        Pilot {
            column: "arm".into(),
            treated: None,
            cluster: "team".into(),
            start: None,
            effect: None,
        }
    }

    /// Teams with their arm, and by period cases and errors.
    /// A team, its arm, and checks with fails before and after.
    type Team<'t> = (&'t str, &'t str, [(u32, u32); 2]);

    fn list(teams: &[Team<'_>]) -> String {
        let mut text = String::from("number,team,arm,when,outcome\n");
        let mut number = 0;
        for (team, arm, periods) in teams {
            for (when, (cases, wrong)) in ["before", "after"].iter().zip(periods) {
                for case in 0..*cases {
                    number += 1;
                    let outcome = if case < *wrong { "fail" } else { "pass" };
                    text += &format!("{number},{team},{arm},{when},{outcome}\n");
                }
            }
        }
        text
    }

    fn report(pilot: &Pilot, text: &str) -> Result<PilotReport, InputError> {
        let request = Request {
            by: pilot.columns(),
            ..request()
        };
        build(pilot, &joined(&request, text), 0.95)
    }

    fn split() -> Pilot {
        Pilot {
            start: Some(Start::Before("when".into(), "before".into())),
            ..pilot()
        }
    }

    #[test]
    fn three_and_three_teams_can_never_be_significant_and_that_is_said() {
        let teams = [
            ("a", "yes"),
            ("b", "yes"),
            ("c", "yes"),
            ("d", "no"),
            ("e", "no"),
            ("f", "no"),
        ];
        let teams: Vec<_> = teams
            .iter()
            .enumerate()
            .map(|(k, (team, arm))| {
                (
                    *team,
                    *arm,
                    [
                        (0, 0),
                        (
                            50,
                            if *arm == "yes" {
                                k as u32
                            } else {
                                10 + k as u32
                            },
                        ),
                    ],
                )
            })
            .collect();
        let report = report(&pilot(), &list(&teams)).expect("a report");
        let note = report
            .notes
            .iter()
            .find(|note| note.contains("never reject"))
            .expect("a note");
        assert!(
            note.contains("3 and 3 clusters") && note.contains("4 and 4 clusters"),
            "{note}"
        );
        let effect = &report.effects[0];
        assert!((effect.value - (3.0 - 42.0) / 150.0).abs() < 1e-12);
        assert!(effect.high.expect("a limit") < 0.0);
        assert!(
            report.answer.contains("too few clusters"),
            "{}",
            report.answer
        );
        assert!(text(&report, 100).contains("naive, without clusters"));
        assert_eq!(
            csv(&report, tierone_stats::cells::Cells::Raw)
                .lines()
                .count(),
            4
        );
    }

    #[test]
    fn what_arms_differed_by_before_is_taken_out() {
        let teams = [
            ("a", "yes", [(40, 8), (40, 8)]),
            ("b", "yes", [(40, 10), (40, 9)]),
            ("c", "yes", [(40, 9), (40, 10)]),
            ("d", "no", [(40, 2), (40, 2)]),
            ("e", "no", [(40, 1), (40, 2)]),
            ("f", "no", [(40, 3), (40, 2)]),
        ];
        let report = report(&split(), &list(&teams)).expect("a report");
        assert_eq!(report.effects[0].comparison, CHANGE);
        assert!(report.effects[0].value.abs() < 1e-12);
        assert!(
            report.answer.contains("no more than chance explains"),
            "{}",
            report.answer
        );
        let note = report
            .notes
            .iter()
            .find(|note| note.contains("of the pilot's arm was"))
            .expect("a note");
        assert!(
            note.contains("more than chance explains, so that the plain difference misleads"),
            "{note}"
        );
        let plain = report
            .effects
            .iter()
            .find(|effect| effect.comparison == AFTER)
            .expect("a row");
        assert!(
            plain.low.expect("a limit") > 0.0,
            "the plain difference misleads"
        );
    }

    #[test]
    fn a_single_treated_site_has_no_interval_and_dropouts_are_named() {
        let teams = [
            ("Leeds", "yes", [(30, 5), (30, 1)]),
            ("d", "no", [(30, 5), (30, 4)]),
            ("e", "no", [(30, 4), (30, 5)]),
            ("gone", "no", [(30, 4), (0, 0)]),
        ];
        let report = report(&split(), &list(&teams)).expect("a report");
        let effect = &report.effects[0];
        assert_eq!(
            (effect.low, effect.p_value, effect.other_clusters),
            (None, None, 2)
        );
        assert!(
            report
                .notes
                .iter()
                .any(|note| note.contains("only `Leeds` had the pilot"))
        );
        assert!(
            report
                .notes
                .iter()
                .any(|note| note.contains("dropped out after the start: gone (0 of the pilot"))
        );
        assert!(
            report.answer.contains("nobody can say"),
            "{}",
            report.answer
        );
    }

    #[test]
    fn what_is_no_pilot_is_refused_by_name() {
        let why = |pilot: &Pilot, text: &str| report(pilot, text).expect_err("no pilot").message;
        let one = |arm: &'static str, team: &'static str| (team, arm, [(0, 0), (10, 2)]);
        let both = list(&[one("yes", "north"), one("no", "north"), one("no", "south")]);
        assert!(why(&pilot(), &both).contains("`north` of `team` has cases of both arms"));
        let three = list(&[one("yes", "a"), one("no", "b"), one("maybe", "c")]);
        assert!(why(&pilot(), &three).contains("3 different things stand in `arm`"));
        let same = list(&[one("yes", "a"), one("yes", "b")]);
        assert!(why(&pilot(), &same).contains("only `yes` stands in `arm`"));
        let unclear = list(&[one("red", "a"), one("blue", "b")]);
        assert!(
            why(&pilot(), &unclear).contains("which of `blue` and `red` in `arm` is the pilot")
        );
        let told = Pilot {
            treated: Some("Red".into()),
            ..pilot()
        };
        let teams = [
            one("red", "a"),
            one("blue", "b"),
            one("red", "c"),
            one("blue", "d"),
        ];
        assert_eq!(
            report(&told, &list(&teams)).expect("a report").arms[0].arm,
            "red"
        );
        let only_before = list(&[
            ("a", "yes", [(10, 1), (0, 0)]),
            ("b", "no", [(10, 1), (10, 1)]),
        ]);
        assert!(
            why(&split(), &only_before).contains("no case of `yes` is checked after the start")
        );
    }

    #[test]
    fn an_effect_asked_after_has_its_power_and_the_clusters_it_needs() {
        let teams: Vec<String> = (0..12).map(|k| format!("t{k}")).collect();
        let teams: Vec<_> = teams
            .iter()
            .enumerate()
            .map(|(k, team)| {
                (
                    team.as_str(),
                    if k % 2 == 0 { "pilot" } else { "control" },
                    [(0, 0), (40, 2 + (k as u32 * 5) % 4)],
                )
            })
            .collect();
        let asked = Pilot {
            effect: Some(0.02),
            ..pilot()
        };
        let report = report(&asked, &list(&teams)).expect("a report");
        let (power, smallest) = (
            report.power.expect("power"),
            report.smallest_effect.expect("an effect"),
        );
        assert!(power < 0.8 && smallest > 0.02, "{power} {smallest}");
        assert!(report.clusters_needed.expect("clusters") > 6);
    }
}
