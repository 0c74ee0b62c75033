//! Everything that has a name, read off the tables.

mod figures;
pub(super) mod keys;
mod topic;
mod way;
mod words;

use super::exit::Failure;
use keys::key_kind;
use tierone_chart::{CHARTS, checked};
use tierone_engine::measure::{Aggregate, MEASURES, Measure, Of};
use tierone_lint::RULES;
pub(super) use tierone_records::lists::columns::nearest;
use tierone_scenario::pathways::PATHWAYS;
use tierone_scenario::workflow::{State, Workflow};
use tierone_scenario::workflows::WORKFLOWS;
use tierone_scenario::{
    Check, FLAG_RULES, METHODS, MethodKeys, OF_EVERY_RULE, Scenario, catalogue, codes,
};
pub(super) use topic::{Topic, TopicKind};
pub(super) use way::{along, of_the_catalogue};

/// The entry of a scenario that is named, or the only one.
pub(super) fn one<'e, T>(
    what: &str,
    named: Option<&str>,
    entries: &'e [T],
    name: impl Fn(&T) -> &String,
) -> Result<&'e T, Failure> {
    let names = || entries.iter().map(&name).map(String::as_str);
    let listed = || names().collect::<Vec<_>>().join("`, `");
    match (named, entries) {
        (None, [only]) => Ok(only),
        (None, _) => Err(Failure::input(format!(
            "the scenario has more than one {what}: say which with --{what}"
        ))
        .help(format!("one of `{}`", listed()))),
        (Some(named), _) => {
            let found = entries.iter().find(|entry| name(entry) == named);
            found.ok_or_else(|| {
                let near = nearest(named, names());
                Failure::input(format!("there is no {what} `{named}`")).help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("one of `{}`", listed()),
                })
            })
        }
    }
}

/// The check of a policy that is named `policy/check`, with the policy's name.
pub(super) fn check<'s>(
    scenario: &'s Scenario,
    text: &str,
) -> Result<(&'s str, &'s Check), Failure> {
    let Some((policy, check)) = text.split_once('/') else {
        return Err(Failure::input(format!("the check is `{text}`"))
            .help("write the policy and the check, as in 'three tiers/tier two'"));
    };
    let policy = one("policy", Some(policy), &scenario.policies, |policy| {
        &policy.name
    })?;
    let check = one("check", Some(check), &policy.checks, |check| &check.name)?;
    Ok((&policy.name, check))
}

/// Whether somebody who writes this means a topic: its name, the last part of a key's name, a section as it stands in a file, what
/// a code stands for, or another name of a word.
pub(super) fn is_called(topic: &Topic, wanted: &str) -> bool {
    let last = topic.name.rsplit('.').next();
    let is_key = topic.kind == TopicKind::Keys;
    is_named(topic, wanted) || is_key && last.is_some_and(|last| last.eq_ignore_ascii_case(wanted))
}

/// The same of its whole name.
pub(super) fn is_named(topic: &Topic, wanted: &str) -> bool {
    let name = topic.name.as_str();
    match topic.kind {
        TopicKind::Keys => name.eq_ignore_ascii_case(wanted.trim_matches(['[', ']']).trim()),
        TopicKind::Words => name.eq_ignore_ascii_case(wanted) || words::also_called(name, wanted),
        // Messages and tables say `errors found` of `errors_found`.
        TopicKind::Measures | TopicKind::Charts | TopicKind::Methods => {
            let one_word = |text: &str| text.replace([' ', '-'], "_").to_lowercase();
            one_word(name) == one_word(wanted)
        }
        _ => name.eq_ignore_ascii_case(wanted) || topic.stands_for() == Some(wanted),
    }
}

/// Every name, table by table.
pub(super) fn topics() -> Vec<Topic> {
    let mut topics: Vec<Topic> = METHODS.iter().map(|row| method(row.keys)).collect();
    topics.extend(MEASURES.iter().map(measure));
    topics.extend(charts());
    topics.extend(attributes());
    topics.extend(outcomes());
    topics.extend(workflows());
    topics.extend(pathways());
    topics.extend(rules());
    topics.extend(lints());
    topics.extend(codes());
    topics.extend(figures::topics());
    topics.extend(words::topics());
    topics.extend(keys::topics());
    topics
}

fn method(method: &MethodKeys) -> Topic {
    let mut more = vec![method.explanation.to_owned()];
    for key in method.keys {
        let need = if key.required { "required" } else { "optional" };
        let kind = key_kind(key.kind);
        more.push(format!("- {} ({kind}, {need}): {}", key.name, key.meaning));
    }
    Topic {
        kind: TopicKind::Methods,
        name: method.name.into(),
        aside: "sampling method".into(),
        meaning: method.meaning.into(),
        more,
    }
}

fn measure(measure: &Measure) -> Topic {
    let of: Vec<&str> = measure
        .of
        .iter()
        .map(|of| match of {
            Of::Policy => "policy",
            Of::Check => "check",
            Of::Grade => "grade of a check",
            Of::Kind => "kind of fail of a check",
            Of::Activity => "activity",
            Of::Attribute => "attribute",
            Of::Target => "target",
            Of::Pilot => "pilot",
            Of::Pathway => "pathway",
            Of::Stage => "stage of a pathway",
        })
        .collect();
    let periods = match measure.of {
        [Of::Pilot] => "",
        _ => " and for each period",
    };
    let over = match measure.aggregate {
        Aggregate::Mean => "the mean",
        Aggregate::Share => "the share of them",
        Aggregate::RootMean => "the root of the mean square",
        Aggregate::Waiting => "all that was waited for each that came",
    };
    Topic {
        kind: TopicKind::Measures,
        name: measure.name.into(),
        aside: format!("measure, {}", measure.unit.symbol()),
        meaning: measure.meaning.into(),
        more: vec![format!(
            "Reported by {}, for the horizon{periods}; over replications it is {over}.",
            of.join(", ")
        )],
    }
}

fn charts() -> impl Iterator<Item = Topic> {
    let topic = |name: &str, meaning: &str, drawn: &str| Topic {
        kind: TopicKind::Charts,
        name: name.into(),
        aside: "chart".into(),
        meaning: meaning.into(),
        more: vec![format!(
            "{drawn} draws it as charts/{name}.svg in the results folder, where there is something to show in it."
        )],
    };
    let of_a_study = CHARTS
        .iter()
        .map(move |chart| topic(chart.name, chart.meaning, "`tierone run`"));
    let of_checks = checked::CHARTS
        .iter()
        .map(move |chart| topic(chart.name, chart.meaning, "`tierone estimate` with `--out`"));
    of_a_study.chain(of_checks)
}

fn attributes() -> impl Iterator<Item = Topic> {
    catalogue::attributes().into_iter().map(|attribute| {
        let yes = |yes: bool| if yes { "yes" } else { "no" };
        Topic {
            kind: TopicKind::Attributes,
            name: attribute.name,
            aside: format!("attribute, \"{}\"", attribute.label),
            meaning: format!(
                "{} {}",
                attribute.explanation,
                match attribute.accuracy {
                    true => "Counts towards accuracy.",
                    false => "Does not count towards accuracy.",
                }
            ),
            more: vec![
                format!("- an error moves money: {}", yes(attribute.monetary)),
                format!("- coached together with: {}", attribute.coaching_group),
                format!("- a check records: {}", attribute.outcomes.join(", ")),
            ],
        }
    })
}

fn outcomes() -> impl Iterator<Item = Topic> {
    catalogue::outcomes().into_iter().map(|outcome| Topic {
        kind: TopicKind::Outcomes,
        name: outcome.name,
        aside: if outcome.fail {
            "outcome, a fail".into()
        } else {
            "outcome".into()
        },
        meaning: outcome.explanation,
        more: Vec::new(),
    })
}

fn pathways() -> impl Iterator<Item = Topic> {
    PATHWAYS.iter().map(|shipped| {
        let mut more = vec![format!(
            "`[[pathway]]` takes it as `definition = \"{}\"`; other keys of it and `[[pathway.stage]]` entries change it, stages by \
             name.",
            shipped.name
        )];
        let stages = shipped.stages().into_iter();
        more.extend(stages.map(|(name, owner, meaning)| format!("- {name} ({owner}): {meaning}")));
        Topic {
            kind: TopicKind::Workflows,
            name: shipped.name.into(),
            aside: "pathway".into(),
            meaning: shipped.meaning.into(),
            more,
        }
    })
}

fn workflows() -> impl Iterator<Item = Topic> {
    WORKFLOWS.iter().map(|shipped| {
        let mut more = vec![format!(
            "`[correction]` takes it as `workflow = \"{}\"`; `[[correction.state]]` entries change its \
             states by name, or add some.",
            shipped.name
        )];
        if let Some((workflow, meanings)) = shipped.states() {
            let states = workflow.states.iter().zip(meanings);
            more.extend(states.map(|(state, meaning)| {
                format!("- {}: {meaning}{}", state.name, ways(&workflow, state))
            }));
            more.extend(course(&workflow));
        }
        Topic {
            kind: TopicKind::Workflows,
            name: shipped.name.into(),
            aside: "correction workflow".into(),
            meaning: shipped.meaning.into(),
            more,
        }
    })
}

/// Whose a state is, how long it lasts and where it leads.
fn ways(workflow: &Workflow, state: &State) -> String {
    let name = |to: usize| workflow.states[to].name.as_str();
    let mut text = String::new();
    if let Some(owner) = &state.owner {
        text += &format!(" Owner: {owner}.");
    }
    if state.completes {
        text += " Completes the correction.";
    }
    if state.ends() {
        return text + " An end.";
    }
    text += &match state.duration.mean() {
        0.0 => " Takes no time".into(),
        mean => format!(" Lasts {} on average", days(mean)),
    };
    if let Some(due) = state.due {
        text += &format!(", due after {}", days(due.days));
        if let Some(overdue) = due.overdue {
            text += &format!(", else to {}", name(overdue));
        }
    }
    let next = state.next.iter().map(|(to, share)| match share.get() {
        1.0 => name(*to).to_owned(),
        share => format!("{} ({:.0}%)", name(*to), 100.0 * share),
    });
    text + &format!("; then {}.", next.collect::<Vec<_>>().join(" or "))
}

fn days(number: f64) -> String {
    let unit = if number == 1.0 { "day" } else { "days" };
    format!("{number:.0} {unit}")
}

/// The closed form of one correction as it is shipped.
fn course(workflow: &Workflow) -> Option<String> {
    let expected = workflow.expected()?;
    Some(format!(
        "As it is shipped, a correction is completed after {:.1} days on average (standard deviation \
         {:.1}), a due date passes before that in {:.1}% of corrections, and one takes {:.0} minutes of work.",
        expected.days,
        expected.days_variance.sqrt(),
        100.0 * expected.overdue,
        expected.minutes
    ))
}

fn rules() -> impl Iterator<Item = Topic> {
    FLAG_RULES.iter().map(|rule| {
        let keys = rule.section.keys.iter().filter(|key| key.name != "rule");
        let mut more = vec![format!(
            "A policy takes it as `flag = {{ rule = \"{}\", … }}`, with the keys:",
            rule.name
        )];
        more.extend(keys.map(|key| {
            let need = if key.required { "required" } else { "optional" };
            format!("- {} ({need}): {}", key.name, key.meaning)
        }));
        more.push(OF_EVERY_RULE.into());
        Topic {
            kind: TopicKind::Rules,
            name: rule.name.into(),
            aside: "rule that flags caseworkers".into(),
            meaning: rule.section.meaning.into(),
            more,
        }
    })
}

fn lints() -> impl Iterator<Item = Topic> {
    RULES.iter().map(|rule| {
        let example = |text: &str| {
            let lines = text.lines().map(|line| format!("    {line}\n"));
            format!(
                "    extends = \"office.toml\"\n\n{}",
                lines.collect::<String>()
            )
        };
        Topic {
            kind: TopicKind::Lints,
            name: rule.code.into(),
            aside: rule.name.into(),
            meaning: rule.looks_for.into(),
            more: vec![
                rule.matters.into(),
                format!("How the number is worked out: {}", rule.formula),
                format!("Source: {}.", rule.source),
                format!("What to do: {}", rule.remedy),
                format!("Default level: {}.", rule.level.word()),
                "Triggers on:".into(),
                example(rule.fires),
                "Does not trigger on:".into(),
                example(&rule.quiet()),
            ],
        }
    })
}

fn codes() -> impl Iterator<Item = Topic> {
    codes::CODES.iter().map(|code| Topic {
        kind: TopicKind::Codes,
        name: code.code.into(),
        aside: code.name.into(),
        meaning: code.explanation.into(),
        more: Vec::new(),
    })
}
