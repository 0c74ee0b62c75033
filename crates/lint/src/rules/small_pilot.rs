//! A pilot too small for its effect.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent, points};
use crate::rule::{Rule, Scan};
use tierone_analysis::pilot_facts;
use tierone_scenario::{Level, Pilot};
use tierone_stats::trial::{clusters_to_reject, least_p};

pub(super) const RULE: Rule = Rule {
    code: "P108",
    name: "small-pilot",
    level: Level::Warn,
    looks_for: "A pilot that would claim its own effect in fewer than half of all times that it is held, or could claim none.",
    matters: "A pilot that most likely finds nothing is taken for proof that the new thing does nothing. One of few teams that does \
              find something has found more than there is.",
    formula: "The noncentral t law with as many degrees of freedom as teams less two; the standard error from the share in error that \
              the check sees and its checks of a team before and after, from how teams differ (`team_spread`) where there is no time \
              before, and from how caseworkers differ and leave (`spread`, `attrition`). A permutation test rejects at 5% only if \
              two of all deals (one, for arms of unlike size) are at most 5%. In equal steps that every team takes the standard error is that of Hussey \
              and Hughes with an effect of each team; of other pilots in steps no closed form is known, and they are left out.",
    source: "Donner & Klar (2000), Design and Analysis of Cluster Randomization Trials, §5; Hussey & Hughes (2007), Contemporary \
             Clinical Trials 28, equation 8; Bell & McCaffrey (2002), Survey Methodology 28",
    remedy: "Let more teams take part, check more in them, or try what does more.",
    fires: r#"[[pilot]]
name = "a new guide"
check = "coaching checks"
teams = 1
from = 2025-10-01
gain = 0.15"#,
    quiet: &[
        ("[[pilot]]", "[workforce]\nteam_size = 1\n\n[[pilot]]"),
        ("teams = 1", "teams = 10"),
        (
            "gain = 0.15",
            r#"gain = { value = 3.0, source = "example" }"#,
        ),
    ],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let pilots = place.policy.pilots.iter();
    let mut judged = pilots.filter(|pilot| pilot.check == place.check_id && pilot.gain > 0.0);
    judged.find_map(|pilot| finding(context, place, pilot))
}

fn finding(context: &RuleContext<'_>, place: CheckPlace<'_>, pilot: &Pilot) -> Option<Finding> {
    let facts = pilot_facts(context.scenario, pilot, place.check, context.seen(place)?)?;
    let arms = match pilot.comparison {
        0 => format!("{} teams in {} steps", pilot.teams, pilot.starts.len()),
        others => format!("{} against {others} teams", pilot.teams),
    };
    let at = |text: &str| context.at_named("pilot", &pilot.name, &["teams"], text);
    let Some(power) = facts.power else {
        let message = format!(
            "`{}` compares {arms}: nobody can tell the pilot from what else is special to a single team, so it can claim nothing",
            pilot.name
        );
        let help = "let two teams at least have it, and two not";
        return Some(Finding::new(
            message,
            at("a single team decides an arm"),
            help,
        ));
    };
    let least = least_p(pilot.teams, pilot.comparison).filter(|p| *p > 0.05);
    let silent = least.zip(clusters_to_reject(0.05)).map(|(_, needed)| {
        format!(
            "; a permutation test can never reject with so few (it takes {needed} and {needed})"
        )
    });
    if power >= 0.5 {
        return None;
    }
    let smallest = facts
        .smallest
        .map(|smallest| format!("; with {} it would find {}", percent(0.8), points(smallest)));
    let message = format!(
        "`{}` ({arms}, some {} checks of each after the start) reports a fall of {} on average and claims it in {} of pilots{}{}",
        pilot.name,
        figures(facts.checks[1]),
        points(-facts.effect),
        percent(power),
        smallest.unwrap_or_default(),
        silent.unwrap_or_default(),
    );
    let help = match facts.teams_needed {
        None if !pilot.is_parallel() => {
            "let more teams take part, check more in each, or let steps be longer".into()
        }
        Some(teams) => format!(
            "to find it with a probability of 80% takes {teams} teams of each kind at so many checks"
        ),
        None => "no number of teams finds it: check more in each, or try what does more".into(),
    };
    Some(Finding::new(message, at("too few to find it"), help))
}
