//! The reported periods of one check, with its expected samples and what it makes of decisions; and what of its figures is asked for.

use std::sync::Arc;

use super::chances::Found;
use super::period::ReportedPeriod;
use super::sample::ExpectedSample;
use super::unknown::Fact;

/// One check over some reported periods; the three go together.
#[derive(Clone, Copy)]
pub(super) struct Checked<'a, 'o> {
    pub periods: &'a [ReportedPeriod<'o>],
    pub samples: &'a [&'a Fact<ExpectedSample>],
    /// What the check makes of a decision of each kind.
    pub found: &'a [Arc<[Found]>],
}

impl<'a, 'o> Checked<'a, 'o> {
    /// The first period alone.
    pub(super) fn first(&self) -> Self {
        Self {
            periods: &self.periods[..1],
            samples: &self.samples[..1],
            found: &self.found[..1],
        }
    }

    /// Period by period.
    pub(super) fn each(
        &self,
    ) -> impl Iterator<
        Item = (
            &'a ReportedPeriod<'o>,
            &'a Fact<ExpectedSample>,
            &'a [Found],
        ),
    > {
        let samples = self.samples.iter();
        let both = self.periods.iter().zip(samples).zip(self.found);
        both.map(|((period, sample), found)| (period, *sample, &found[..]))
    }
}

/// What is worked out where somebody asks for it.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    /// Which changes checks can show.
    pub changes: bool,
    /// How precise the figures of the first reported period alone are.
    pub first_period: bool,
}
