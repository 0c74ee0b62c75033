//! Tables of measures as rows and policies as columns, in blocks that fit.

use tierone_engine::measure::{MEASURES, Measure, Of, Scope, Unit};
use tierone_engine::study::Spread;
use tierone_report::figure_text::figure;
use tierone_scenario::Scenario;
use tierone_stats::format::plain;

/// Where the groups of the table of measures start.
const GROUPS: &[(&str, &str)] = &[
    ("decisions", "truth"),
    ("assessed_value", "money"),
    ("checks", "checks"),
    ("accuracy_estimate", "estimates"),
    ("coaching_sessions", "work and cost"),
];

/// The narrowest column that a policy's name is broken for.
const NARROWEST: usize = 16;

/// A row, or a heading where it has no cells.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) cells: Vec<String>,
}

/// The rows of a table, group by group; rows without a figure are left out.
pub(super) fn lines(
    scenario: &Scenario,
    policies: &[usize],
    baseline: usize,
    cell: impl Fn(usize, Scope, &Measure) -> Option<(Unit, Spread)>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for (heading, measures) in groups() {
        if heading != "estimates" {
            let rows = measures
                .iter()
                .filter(|measure| measure.of.contains(&Of::Policy))
                .filter_map(|measure| {
                    line(measure, policies, |policy| {
                        cell(policy, Scope::Policy, measure)
                    })
                });
            section(&mut lines, heading.into(), rows.collect());
            continue;
        }
        for check in check_names(scenario, policies, baseline) {
            let rows = measures.iter().filter_map(|measure| {
                line(measure, policies, |policy| {
                    let checks = &scenario.policies[policy].checks;
                    let place = checks.iter().position(|c| c.name == check)?;
                    cell(policy, Scope::Check(place), measure)
                })
            });
            section(
                &mut lines,
                format!("estimates of `{}`", plain(check)),
                rows.collect(),
            );
        }
    }
    lines
}

fn section(lines: &mut Vec<Line>, heading: String, rows: Vec<Line>) {
    if !rows.is_empty() {
        lines.push(Line {
            label: heading,
            cells: Vec::new(),
        });
        lines.extend(rows);
    }
}

fn line(
    measure: &Measure,
    policies: &[usize],
    cell: impl Fn(usize) -> Option<(Unit, Spread)>,
) -> Option<Line> {
    let cells: Vec<_> = policies.iter().map(|policy| cell(*policy)).collect();
    let (unit, _) = cells.iter().flatten().next()?;
    let shown = |cell: &Option<(Unit, Spread)>| match cell {
        Some((unit, spread)) => figure(*unit, spread),
        None => "–".into(),
    };
    Some(Line {
        label: format!("  {}, {}", measure.name, unit.symbol()),
        cells: cells.iter().map(shown).collect(),
    })
}

/// The table of measures, cut where its groups start.
fn groups() -> Vec<(&'static str, &'static [Measure])> {
    let start = |name: &str| MEASURES.iter().position(|measure| measure.name == name);
    let starts: Vec<(usize, &str)> = GROUPS
        .iter()
        .filter_map(|(first, heading)| Some((start(first)?, *heading)))
        .collect();
    starts
        .iter()
        .enumerate()
        .map(|(index, (from, heading))| {
            let to = starts.get(index + 1).map_or(MEASURES.len(), |next| next.0);
            (*heading, &MEASURES[*from..to])
        })
        .collect()
}

/// Names of the estimating checks of these policies, each once.
fn check_names<'a>(scenario: &'a Scenario, policies: &[usize], baseline: usize) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for policy in policies.iter().copied().chain([baseline]) {
        for check in &scenario.policies[policy].checks {
            let estimates = check.estimate.accuracy || check.estimate.mve;
            if estimates && !names.contains(&check.name.as_str()) {
                names.push(&check.name);
            }
        }
    }
    names
}

/// As many policies side by side as fit, block under block.
pub(super) fn blocks(
    scenario: &Scenario,
    policies: &[usize],
    lines: &[Line],
    columns: usize,
) -> String {
    let rows = lines.iter().filter(|line| !line.cells.is_empty());
    let label_width = widest(rows.map(|line| &line.label));
    let width = |column| widest(lines.iter().filter_map(|line| line.cells.get(column)));
    let widths = (0..policies.len()).map(|column| width(column).max(NARROWEST));
    let widths: Vec<usize> = widths.collect();
    let mut text = String::new();
    let mut from = 0;
    while from < policies.len() {
        let mut to = from + 1;
        let mut width = label_width + 2 + widths[from];
        while to < policies.len() && width + 2 + widths[to] <= columns {
            width += 2 + widths[to];
            to += 1;
        }
        text.push('\n');
        let names: Vec<&str> = policies[from..to]
            .iter()
            .map(|policy| scenario.policies[*policy].name.as_str())
            .collect();
        text.push_str(&heads(&names, &widths[from..to], label_width));
        for line in lines {
            text.push_str(&format!("{:label_width$}", line.label));
            for (cell, width) in line.cells.iter().zip(&widths).take(to).skip(from) {
                text.push_str(&format!("  {cell:>width$}"));
            }
            while text.ends_with(' ') {
                text.pop();
            }
            text.push('\n');
        }
        from = to;
    }
    text
}

fn widest<'t>(texts: impl Iterator<Item = &'t String>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}

/// Policies' names above their columns, broken into lines.
fn heads(names: &[&str], widths: &[usize], label_width: usize) -> String {
    let broken: Vec<Vec<String>> = names
        .iter()
        .zip(widths)
        .map(|(name, width)| broken(&plain(name), *width))
        .collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for row in 0..height {
        let mut line = " ".repeat(label_width);
        for (lines, width) in broken.iter().zip(widths) {
            // Names stand on the table, so the first line of a short one is empty.
            let part = (row + lines.len()).checked_sub(height);
            let part = part.and_then(|part| lines.get(part));
            line.push_str(&format!("  {:>width$}", part.map_or("", String::as_str)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A name in lines of at most `width`; longer words are cut.
fn broken(name: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in name.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for part in letters.chunks(width) {
            let part: String = part.iter().collect();
            let last = lines.len() - 1;
            let line = &mut lines[last];
            if line.is_empty() {
                *line = part;
            } else if line.chars().count() + 1 + part.chars().count() <= width {
                line.push(' ');
                line.push_str(&part);
            } else {
                lines.push(part);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_in_a_group() {
        let groups = groups();
        assert_eq!(groups.len(), GROUPS.len());
        let grouped: usize = groups.iter().map(|(_, measures)| measures.len()).sum();
        assert_eq!(grouped, MEASURES.len());
    }

    #[test]
    fn names_are_broken_between_words_where_they_can_be() {
        assert_eq!(
            broken("hard cases and new starters", 16),
            ["hard cases and", "new starters"]
        );
        assert_eq!(broken("abcdefgh", 5), ["abcde", "fgh"]);
        assert_eq!(broken("", 5), [""]);
    }
}
