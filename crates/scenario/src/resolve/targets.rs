//! The service levels of a policy.

use super::names::Names;
use super::sections::{entries, positive_duration};
use crate::codes;
use crate::durations::whole_periods;
use crate::keys_target::TARGET;
use crate::reader::Reader;
use crate::target::{Target, TargetMeasure};
use crate::view::View;
use tierone_stats::units::Probability;

/// The service levels of a policy whose checks have these names.
pub(super) fn read(
    reader: &mut Reader,
    policy: &View<'_>,
    names: &Names<'_>,
    checks: &[Option<&str>],
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
    checks: &[Option<&str>],
) -> Option<Target> {
    let name = view.name(reader, "name");
    let limit = view.probability(reader, "limit").map(Probability::get);
    let measure = match view.choice(reader, "measure")? {
        0 => TargetMeasure::FailShare,
        _ => TargetMeasure::Accuracy,
    };
    let rolling = match view.given("rolling") {
        Some(_) => whole_periods(positive_duration(reader, view, "rolling")?, names.period),
        None => 1,
    };
    if checks.is_empty() {
        reader.error(
            codes::CONTRADICTION,
            "the policy has a service level and no check whose results it could look at".into(),
            (&view.place, "of which results?"),
            "add a `[[policy.check]]`, or remove the service level".into(),
        );
        return None;
    }
    let check = match view.given("check") {
        None => 0,
        Some(node) => {
            let wanted = view.name(reader, "check")?;
            let Some(at) = checks.iter().position(|known| *known == Some(&wanted)) else {
                let known = checks.iter().flatten().copied();
                reader.unknown_name("check", &wanted, &node.place, known);
                return None;
            };
            at
        }
    };
    Some(Target {
        name: name?,
        check,
        measure,
        limit: limit?,
        rolling,
    })
}
