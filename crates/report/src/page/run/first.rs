//! The first screen of a run: question, answer, targets, and the one chart that shows it.

use tierone_engine::measure::{Scope, Window};
use tierone_stats::format::plain;

use super::cells::of_measures;
use super::made::RunMade;
use super::targets::{SHARES, SHARES_IN_WORDS};
use crate::answer::{self, of_checked_only};
use crate::page::parts::{Cell, Column, Part, Row, Table};
use crate::targets::in_words;
use crate::targets_said::CHANCES;

pub(super) fn question(made: &RunMade) -> String {
    match made.policies().len() {
        1 => format!(
            "What accuracy does `{}` give, what does it cost, and what would its own figure claim?",
            plain(made.name(0))
        ),
        n => {
            let waiting = match made.scenario.demand {
                Some(_) => " and for the work that it leaves waiting",
                None => "",
            };
            format!(
                "Which of {n} checking policies gives the best accuracy for its cost{waiting}, and what would each policy's own \
                 figure claim?"
            )
        }
    }
}

pub(super) fn answer(made: &RunMade) -> Vec<String> {
    let said = answer::answer(made.scenario, made.summary, made.baseline);
    // Targets, and what happens to complaints, have tables of their own.
    [said.pilots, said.policies, said.best].concat()
}

pub(super) fn parts(made: &RunMade) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(targets) = targets(made) {
        parts.extend([Part::Table(targets), Part::Text(CHANCES.into())]);
    }
    let checked_only = of_checked_only(made.scenario);
    if !checked_only.is_empty() {
        parts.push(Part::List(checked_only));
    }
    parts.extend(made.lead().map(Part::chart));
    parts.push(Part::Text(format!(
        "{}. A difference is called one where it is more than three of its standard errors, and more of them where several policies \
         or checks are compared or replications are few. The simulated truth is known; \
         whether the scenario is right is not: see its assumptions.",
        answer::how(made.manifest)
    )));
    parts
}

/// Every target over the horizon.
fn targets(made: &RunMade) -> Option<Table> {
    let mut rows = Vec::new();
    for policy in made.policies() {
        for (place, target) in made.scenario.policies[policy].targets.iter().enumerate() {
            let scope = Scope::Target(place, Window::Alone);
            let mut cells = vec![made.named(policy), Cell::words(in_words(target))];
            cells.extend(of_measures(made, policy, scope, SHARES));
            rows.push(Row::of_policy(policy, &target.name, cells));
        }
    }
    Table::of(
        "targets-met",
        "Targets over the whole horizon: in how many of 100 simulated years",
        Column::all(&["target", "policy", "what it asks"], SHARES_IN_WORDS),
        rows,
    )
}
