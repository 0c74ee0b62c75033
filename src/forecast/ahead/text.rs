//! The forecast of a scenario as people read it: the answer, then bands over all periods and what makes them wide.

use tierone_outlook::{Ahead, FanRow, Outlook, WidthRow};
use tierone_stats::format::{self, shown, wrapped};

/// The whole text.
pub(super) fn text((made, replications): (&Ahead, u32), rows: &Outlook, columns: usize) -> String {
    let width = columns.min(100);
    let mut text = format!("{}\n\n", shown(&made.scenario.title));
    for paragraph in rows.answer.split("\n\n") {
        text += &wrapped(paragraph, width, "");
        text.push('\n');
    }
    for policy in &made.scenario.policies {
        if made.scenario.policies.len() > 1 {
            text += &format!("{}\n", shown(&policy.name));
        }
        text += &table(rows, &policy.name);
        text.push('\n');
    }
    text += &wrapped(&base(made, replications), width, "");
    text
}

/// A line a figure over all periods.
fn table(rows: &Outlook, policy: &str) -> String {
    let mut table: Vec<[String; 7]> = vec![
        [
            "figure, %",
            "10 %",
            "median",
            "90 %",
            "numbers",
            "chance",
            "sampling",
        ]
        .map(str::to_owned),
    ];
    for fan in rows
        .fans
        .iter()
        .filter(|row| row.policy == policy && row.period.is_none())
    {
        let width = rows.widths.iter().find(|width| is_of(width, fan));
        let share = |share: Option<f64>| {
            share.map_or("–".to_owned(), |share| format!("{:.0} %", 100.0 * share))
        };
        let digits = fan.decimals();
        let number = |x: f64| format!("{x:.digits$}");
        let name = match &fan.check {
            None => fan.measure.to_owned(),
            Some(check) => format!("{} of {}", fan.measure, shown(check)),
        };
        table.push([
            name,
            number(fan.p10),
            number(fan.p50),
            number(fan.p90),
            share(width.map(|width| width.numbers)),
            share(width.map(|width| width.chance)),
            share(width.and_then(|width| width.sampling)),
        ]);
    }
    format::table(&table)
}

fn is_of(width: &WidthRow, fan: &FanRow) -> bool {
    (&width.policy, &width.check, width.measure, width.period)
        == (&fan.policy, &fan.check, fan.measure, fan.period)
}

/// What it rests on.
pub(super) fn base(made: &Ahead, replications: u32) -> String {
    let mut text = format!(
        "{} draws of {} numbers{}, {replications} replications of each. The last three columns share out the variance: what numbers \
         that are not known make, what would differ if they were known, and what checking a sample adds.",
        made.draws(),
        made.ranges.len(),
        match made.together {
            0 => ", each alone".to_owned(),
            n => format!(", {n} of them as they were fitted together"),
        },
    );
    if let Some(people) = made.present {
        let work = match made.scenario.demand {
            Some(_) => "; the work in hand is what the scenario begins with",
            None => "",
        };
        text += &format!(
            " It begins with the {people} caseworkers of the fit, as their results leave them{work}."
        );
    }
    if let Some(error) = made.shifted.error {
        text += &format!(
            " Rates are moved to the anchor: by simulation in {} draws, in the others by a closed form that is out by {error:.3} \
             log-odds (standard error).",
            made.shifted.simulated
        );
    }
    if made.left_out > 0 {
        text += &format!(
            " {} draws with which the scenario does not hold, or cannot report its anchor, were left out, and others taken.",
            made.left_out
        );
    }
    if !made.broken.is_empty() {
        text += &format!(
            " Not drawn, since the scenario does not hold at an end of their range: {}.",
            made.broken.join(", ")
        );
    }
    text
}
