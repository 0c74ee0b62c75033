//! What a checker's mistakes do to a figure of accuracy: the one account that lints and facts give of it.

use super::check::Quoted;

/// How often a check is wrong about the decisions that it checks; both by its accuracy attributes together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mistakes {
    /// Share of the inaccurate decisions of which it finds an error.
    pub found: f64,
    /// Share of the decisions in which it finds no error that it fails all the same.
    pub failed_wrongly: f64,
}

impl Quoted {
    /// How far the figure is from the accuracy of the decisions that were checked: by what is missed and what is failed wrongly.
    pub fn by_mistakes(&self) -> f64 {
        self.by_missing + self.by_false_fails
    }

    /// How often the check is wrong.
    pub fn mistakes(&self) -> Mistakes {
        let wrong = 1.0 - (self.passes - self.by_mistakes());
        let found = wrong - self.by_missing;
        Mistakes {
            found: found / wrong,
            failed_wrongly: -self.by_false_fails / (1.0 - found),
        }
    }
}

impl Mistakes {
    /// Accuracy of the decisions of which such a check reports this accuracy; none where it would report no such figure of any.
    ///
    /// # Source
    /// Rogan & Gladen (1978), Am. J. Epidemiol. 107, 71–76
    pub fn behind(&self, reported: f64) -> Option<f64> {
        let failed = 1.0 - reported;
        let wrong = (failed - self.failed_wrongly) / (self.found * (1.0 - self.failed_wrongly));
        (0.0..=1.0).contains(&wrong).then_some(1.0 - wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Unknown;

    /// Of 1,000 decisions 20 are wrong, of which 18 are found; of the 982 others so many are failed wrongly.
    fn quoted(falsely: f64) -> Quoted {
        Quoted {
            passes: 0.982 - falsely / 1000.0,
            bias: 0.0,
            by_targeting: 0.0,
            by_missing: 0.002,
            by_false_fails: -falsely / 1000.0,
            weighted: Err(Unknown::NO_DESIGN),
            weighted_bias: Err(Unknown::NO_DESIGN),
            weighted_frame_bias: Err(Unknown::NO_DESIGN),
        }
    }

    #[test]
    fn the_truth_behind_a_figure_is_off_by_what_its_mistakes_put_on_it() {
        for falsely in [0.0, 1.0, 2.0, 5.0, 40.0] {
            let quoted = quoted(falsely);
            let truth = quoted.mistakes().behind(quoted.passes).expect("a share");
            assert!((truth - 0.98).abs() < 1e-12, "{falsely}: {truth}");
            assert!((quoted.passes - truth - quoted.by_mistakes()).abs() < 1e-12);
        }
        // It fails more of what is right than failed in all.
        assert_eq!(quoted(40.0).mistakes().behind(0.97), None);
    }
}
