//! In which stratum of a check a decision lies.

use super::caseload::Caseload;
use super::drawn::Drawn;
use super::setup::CheckSetup;
use tierone_sampling::FrameView;
use tierone_scenario::CheckId;

/// The stratum of a tracked decision in a check's frame.
pub fn stratum(checks: &[Drawn], check: CheckId, caseload: &Caseload, index: usize) -> Option<u32> {
    let this = &checks[check];
    stratum_among(checks, this.setup, &this.view, caseload, index)
}

/// The same, where the checks that come before are enough to tell.
#[inline]
pub(crate) fn stratum_among(
    before: &[Drawn],
    setup: &CheckSetup,
    view: &FrameView,
    caseload: &Caseload,
    index: usize,
) -> Option<u32> {
    let tracked = &caseload.tracked[index];
    if let Some(first) = setup.rechecks {
        let drawn = tracked.drawn & (1 << first) != 0;
        return drawn.then(|| u32::from(before[first].has_failed(index)));
    }
    if tracked.drawn & setup.excluded != 0 {
        return None;
    }
    stratum_in_view(setup, view, caseload, index)
}

/// The same, excluded or not.
#[inline]
pub(crate) fn stratum_in_view(
    setup: &CheckSetup,
    view: &FrameView,
    caseload: &Caseload,
    index: usize,
) -> Option<u32> {
    let tracked = &caseload.tracked[index];
    let stratum = view.stratum(tracked.id, tracked.place)?;
    Some(match setup.by_value {
        Some(sorter) => caseload.urn.class(sorter, caseload.classes[index]),
        None => stratum,
    })
}

/// The stratum of a decision in the frame that an estimate of the check covers.
pub(crate) fn frame_stratum(
    checks: &[Drawn],
    check: CheckId,
    caseload: &Caseload,
    index: usize,
) -> Option<u32> {
    stratum(
        checks,
        checks[check].setup.rechecks.unwrap_or(check),
        caseload,
        index,
    )
}
