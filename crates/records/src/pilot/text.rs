//! The report on a pilot for people: the answer, then small tables, then the rest.

use super::needed::POWER;
use super::rows::PilotReport;
use crate::report::{aligned, noted, words};
use tierone_stats::format::{percent, plain, wrapped};

/// A share with one decimal.
pub(super) fn share(share: f64) -> String {
    percent(share, 1)
}

/// A difference of shares in points, with its sign, and with a digit more where that would be lost.
pub fn points(difference: f64) -> String {
    let points = 100.0 * difference;
    match points.abs() {
        0.0 => "0.0".into(),
        size if size < 0.05 => format!("{points:+.2}"),
        _ => format!("{points:+.1}"),
    }
}

/// A range of differences in points, for a sentence that says their way: a sign beside that way would turn it round. Where the range holds
/// both ways, each end has the word for its own.
pub(super) fn range_in_words((low, high): (f64, f64), [less, more]: [&str; 2]) -> String {
    let size = |end: f64| points(end.abs()).trim_start_matches('+').to_owned();
    match (low < 0.0, high > 0.0) {
        (true, true) => format!("between {} {less} and {} {more}", size(low), size(high)),
        (true, false) => format!("{} to {}", size(high), size(low)),
        _ => format!("{} to {}", size(low), size(high)),
    }
}

/// The whole report as text, in lines of so many columns where they can be broken.
pub fn text(report: &PilotReport, columns: usize) -> String {
    let mut text = wrapped(&report.answer, columns, "");
    let interval = format!("{} % interval", 100.0 * report.confidence);
    let header = [
        "in points",
        "effect",
        &interval,
        "s.e.",
        "d.f.",
        "chance",
        "clusters",
        "method",
    ];
    let mut rows = vec![words(&header)];
    rows.extend(report.effects.iter().map(|effect| {
        let or_dash = |value: Option<String>| value.unwrap_or_else(|| "–".into());
        let limits = effect.low.zip(effect.high);
        vec![
            effect.comparison.into(),
            points(effect.value),
            or_dash(limits.map(|(low, high)| format!("{} to {}", points(low), points(high)))),
            or_dash(effect.se.map(|se| format!("{:.1}", 100.0 * se))),
            or_dash(effect.df.map(|df| format!("{df:.1}"))),
            or_dash(effect.p_value.map(|p| format!("{p:.3}"))),
            format!("{} + {}", effect.pilot_clusters, effect.other_clusters),
            effect.method.into(),
        ]
    }));
    text += "\n";
    text += &aligned(&rows);
    let mut rows = vec![words(&[
        "arm", "clusters", "cases", "in error", "share", "when",
    ])];
    rows.extend(report.arms.iter().map(|arm| {
        let pilot = if arm.pilot { " (pilot)" } else { "" };
        vec![
            format!("{}{pilot}", plain(&arm.arm)),
            arm.clusters.to_string(),
            arm.cases.to_string(),
            arm.wrong.to_string(),
            arm.share.map_or("–".into(), share),
            arm.when.into(),
        ]
    }));
    text += "\n";
    text += &aligned(&rows);
    text += &found(report, columns);
    text + &noted(&report.notes, columns)
}

/// What the pilot could find.
fn found(report: &PilotReport, columns: usize) -> String {
    let mut said = Vec::new();
    said.extend(report.smallest_effect.map(|effect| {
        format!(
            "The smallest effect that this pilot finds with a probability of {:.0} % is {:.1} points.",
            100.0 * POWER,
            100.0 * effect
        )
    }));
    if let (Some(asked), Some(power)) = (report.effect_asked, report.power) {
        said.push(format!(
            "It finds one of {:.1} points with a probability of {}.",
            100.0 * asked,
            share(power)
        ));
        said.push(match report.clusters_needed {
            Some(clusters) => format!(
                "For {:.0} % that takes {clusters} clusters in each arm, where they differ as these do.",
                100.0 * POWER
            ),
            None => "No number of clusters up to a million in each arm finds it.".into(),
        });
    }
    said.extend(report.intraclass_correlation.map(|alike| {
        format!("Cases of one cluster are alike with an intra-class correlation of {alike:.3}.")
    }));
    if said.is_empty() {
        return String::new();
    }
    format!("\n{}", wrapped(&said.join(" "), columns, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_says_its_way_once() {
        let ways = ["down", "up"];
        for (limits, said) in [
            ((-0.105, -0.013), "1.3 to 10.5"),
            ((0.013, 0.105), "1.3 to 10.5"),
            ((-0.112, 0.035), "between 11.2 down and 3.5 up"),
        ] {
            assert_eq!(range_in_words(limits, ways), said);
        }
    }
}
