//! The targets of a policy.

use super::names::Names;
use super::sections::{entries, positive_duration};
use crate::document::Node;
use crate::durations::whole_periods;
use crate::ids::{CheckId, GradeId};
use crate::key::{BELOW_ONE, Bounds, NOT_NEGATIVE, POSITIVE_SHARE, SHARE};
use crate::keys_audit::CREDIT;
use crate::keys_target::TARGET;
use crate::policy::Check;
use crate::reader::Reader;
use crate::target::{Limit, OwnFigure, Target, TargetMeasure, TargetUnit};
use crate::view::View;

/// The targets of a policy that has these checks.
pub(super) fn read(
    reader: &mut Reader,
    policy: &View<'_>,
    names: &Names<'_>,
    checks: &[Check],
) -> Vec<Target> {
    let views = entries(reader, policy, "target", &TARGET);
    views
        .iter()
        .filter_map(|view| target(reader, view, names, checks))
        .collect()
}

fn target(
    reader: &mut Reader,
    view: &View<'_>,
    names: &Names<'_>,
    checks: &[Check],
) -> Option<Target> {
    let name = view.name(reader, "name");
    let measure = view.choice(reader, "measure");
    let measure = measure.map(|place| TargetMeasure::ALL[place]);
    let needs_grade = matches!(measure, Some(TargetMeasure::GradeShare(_)));
    let grade = grade(reader, view, names, needs_grade);
    let measure = match measure {
        Some(TargetMeasure::GradeShare(_)) => grade.map(TargetMeasure::GradeShare),
        other => other,
    };
    let limit = limit(reader, view, measure);
    let rolling = match view.given("rolling") {
        Some(_) => whole_periods(positive_duration(reader, view, "rolling")?, names.period),
        None => 1,
    };
    let looks = looks(reader, view, measure);
    let credits = credits(reader, view, measure.map(TargetMeasure::unit), limit);
    let measure = measure?;
    Some(Target {
        name: name?,
        measure,
        check: check(reader, view, measure, checks)?,
        limit: limit?,
        rolling,
        looks,
        credits,
    })
}

/// How many looks a year has, of a target on a check's own figure.
fn looks(reader: &mut Reader, view: &View<'_>, measure: Option<TargetMeasure>) -> Option<usize> {
    let node = view.given("looks")?;
    let looks = view.whole(reader, "looks")?;
    let measure = measure?;
    if measure.own_figure().is_none() {
        reader.contradiction(
            format!("no check has a figure of `{}` of its own", measure.word()),
            &[(&node.place, "of no use here")],
            "remove `looks`: only a figure of checked decisions misses a target by chance",
        );
        return None;
    }
    Some(looks as usize)
}

/// The steps of what is due, each further beyond the limit than the one before.
fn credits(
    reader: &mut Reader,
    view: &View<'_>,
    unit: Option<TargetUnit>,
    limit: Option<Limit>,
) -> Vec<(Limit, f64)> {
    let mut steps: Vec<(Limit, f64)> = Vec::new();
    let mut last = limit;
    for (at, step) in entries(reader, view, "credits", &CREDIT).iter().enumerate() {
        let amount = step.number(reader, "amount");
        let beyond = step.given("beyond").and_then(|node| {
            let value = value(reader, node, &step.path_of("beyond"), (unit, SHARE))?;
            Some((value, &node.place))
        });
        let (Some((beyond, place)), Some(before)) = (beyond, last) else {
            continue;
        };
        let is_further = match before {
            Limit::AtMost(before) => beyond > before,
            Limit::AtLeast(before) => beyond < before,
        };
        // The first step may begin at the limit itself.
        if !is_further && (at > 0 || beyond != before.value()) {
            let (of, side) = match (at, before) {
                (0, Limit::AtMost(_)) => ("the limit", "at the limit or above it"),
                (0, Limit::AtLeast(_)) => ("the limit", "at the limit or below it"),
                (_, Limit::AtMost(_)) => ("the step before", "above the step before"),
                (_, Limit::AtLeast(_)) => ("the step before", "below the step before"),
            };
            reader.contradiction(
                format!("this step of the credits is not beyond {of}"),
                &[(place, "out of order")],
                format!("let it be {side}: steps go further and further beyond the limit"),
            );
        }
        let own = match before {
            Limit::AtMost(_) => Limit::AtMost(beyond),
            Limit::AtLeast(_) => Limit::AtLeast(beyond),
        };
        last = Some(own);
        steps.extend(amount.map(|amount| (own, amount)));
    }
    steps
}

/// The grade whose share is looked at.
fn grade(
    reader: &mut Reader,
    view: &View<'_>,
    names: &Names<'_>,
    is_needed: bool,
) -> Option<GradeId> {
    let Some(node) = view.given("grade") else {
        if is_needed {
            let meaning = "the grade whose share of checked decisions is looked at";
            reader.missing("a target of `grade-share`", "grade", &view.place, meaning);
        }
        return None;
    };
    let name = view.name(reader, "grade")?;
    if !is_needed {
        reader.contradiction(
            "only a target of `grade-share` has a grade",
            &[(&node.place, "of no use here")],
            "write `measure = \"grade-share\"`, or remove `grade`",
        );
        return None;
    }
    let known = names.grades.iter().map(String::as_str);
    reader.find("grade", &name, &node.place, known)
}

/// One limit: a share, or £ or hours.
fn limit(reader: &mut Reader, view: &View<'_>, measure: Option<TargetMeasure>) -> Option<Limit> {
    let (low, high) = (view.given("at_least"), view.given("at_most"));
    let (key, node, of): (_, &Node, fn(f64) -> Limit) = match (low, high) {
        (Some(node), None) => ("at_least", node, Limit::AtLeast),
        (None, Some(node)) => ("at_most", node, Limit::AtMost),
        (None, None) => {
            let meaning = "the last value that meets the target, or `at_most`";
            reader.missing("a target", "at_least", &view.place, meaning);
            return None;
        }
        (Some(_), Some(node)) => {
            reader.contradiction(
                "the target has both `at_least` and `at_most`",
                &[(&node.place, "a second limit")],
                "keep one of them, or make two targets",
            );
            return None;
        }
    };
    let best = measure.and_then(TargetMeasure::best);
    if let Some(best) = best.filter(|best| *best != key) {
        let word = measure.map_or("", TargetMeasure::word);
        reader.contradiction(
            format!("a target of `{word}` has `{best}`"),
            &[(&node.place, "the better, the further beyond this")],
            format!("write `{best}` in place of `{key}`"),
        );
        return None;
    }
    // What nothing can miss is no limit; and of money, half of it is a percent sign that was left out.
    let bounds = match (key, measure) {
        (_, Some(TargetMeasure::Mve | TargetMeasure::MveDecided)) => Bounds::inclusive(0.0, 0.5),
        ("at_least", _) => POSITIVE_SHARE,
        _ => BELOW_ONE,
    };
    let unit = measure.map(TargetMeasure::unit);
    value(reader, node, &view.path_of(key), (unit, bounds)).map(of)
}

/// A value of what a target looks at.
fn value(
    reader: &mut Reader,
    node: &Node,
    path: &str,
    (unit, bounds): (Option<TargetUnit>, Bounds),
) -> Option<f64> {
    match unit {
        Some(TargetUnit::Pounds | TargetUnit::Hours) => reader.number(node, path, "", NOT_NEGATIVE),
        // A measure that is wrong is told already.
        Some(TargetUnit::Share) | None => {
            Some(reader.share(node, path, bounds)?.probability().get())
        }
    }
}

/// The check whose own figure is held to the target: the one named, or the first that has such a figure.
fn check(
    reader: &mut Reader,
    view: &View<'_>,
    measure: TargetMeasure,
    checks: &[Check],
) -> Option<Option<CheckId>> {
    let Some(node) = view.given("check") else {
        let mut figures = checks
            .iter()
            .map(|check| measure.is_figure_of(check.estimate));
        let first = figures.position(|is_figure| is_figure);
        let word = measure.word();
        if first.is_none() && measure.own_figure() == Some(OwnFigure::Results) {
            reader.contradiction(
                format!("the policy has a target of `{word}` and no check whose results it could look at"),
                &[(&view.place, "of which results?")],
                "add a `[[policy.check]]`, or remove the target",
            );
            return None;
        }
        return Some(first);
    };
    let wanted = view.name(reader, "check")?;
    let known = checks.iter().map(|check| check.name.as_str());
    let at = reader.find("check", &wanted, &node.place, known)?;
    if measure.own_figure().is_none() {
        reader.contradiction(
            format!("no check has a figure of `{}` of its own", measure.word()),
            &[(&node.place, "of no use here")],
            "remove `check`: this target is one of the policy as a whole",
        );
        return None;
    }
    Some(Some(at))
}
