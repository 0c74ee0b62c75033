//! Each decision with one probability as it arrives, until the period's cap is full.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, always_fits};
use tierone_stats::special::beta_tails;

/// Draws as decisions arrive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CappedShare {
    /// Probability that a decision is drawn when it arrives, as long as the cap is not full.
    pub share: f64,
    /// Decisions drawn in a period at most.
    pub cap: u64,
}

impl CappedShare {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            share: given.number("share").unwrap_or(0.0),
            cap: given.count("cap").unwrap_or(0),
        }
    }

    /// Expected number drawn of so many decisions, which may be an expected number itself: of X ~ Bin(N, p) the mean of
    /// min(X, c).
    ///
    /// # Source
    /// k P(X = k) = N p P(Y = k − 1) with Y ~ Bin(N − 1, p), so that E min(X, c) = N p P(Y < c) + c P(X > c); both as
    /// incomplete beta functions, which N need not be whole for.
    /// # Examples
    /// ```
    /// let all_but_one = tierone_scenario::CappedShare { share: 0.5, cap: 1 };
    ///
    /// // None of two arrives at a quarter, and else one is drawn.
    /// assert!((all_but_one.expected(2.0) - 0.75).abs() < 1e-15);
    /// ```
    pub fn expected(&self, decisions: f64) -> f64 {
        let (p, cap) = (self.share, self.cap as f64);
        if self.cap == 0 {
            return 0.0;
        }
        if self.all_fit(decisions) {
            return decisions.min(cap) * p;
        }
        let others = decisions - cap;
        let before_full = beta_tails(cap, others, p).upper;
        let beyond = beta_tails(cap + 1.0, others, p).lower;
        (decisions * p * before_full + cap * beyond).min(cap)
    }

    /// With what chance the last one of so many decisions, as for [`expected`](Self::expected), still finds room under the
    /// cap: P(Y < c) with Y ~ Bin(N − 1, p).
    pub fn room_for_the_last(&self, decisions: f64) -> f64 {
        let cap = self.cap as f64;
        match self.cap {
            0 => 0.0,
            _ if self.all_fit(decisions) => 1.0,
            _ => beta_tails(cap, decisions - cap, self.share).upper,
        }
    }

    /// Whether no more decisions than the cap come in. An expected number may be off a whole one by a rounding, and beta
    /// functions know no such sliver of a decision.
    fn all_fit(&self, decisions: f64) -> bool {
        decisions <= self.cap as f64 * (1.0 + 1e-9)
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "capped-share",
    meaning: "Each decision with one probability as it arrives, until the period's cap is full.",
    keys: &[
        SampleKey::required("share", KeyKind::Share)
            .means("Probability that a decision is drawn when it arrives."),
        SampleKey::required("cap", KeyKind::Count).means("Decisions drawn in each period at most."),
    ],

    explanation: "Draws each decision with probability `share` when it arrives, as a workflow system \
                  does, and none any more once `cap` are drawn in the period. The number drawn is \
                  left to chance: a period with few decisions may leave the cap unfilled, and that \
                  is no shortfall. Simulated decisions arrive in an order that has nothing to do \
                  with their errors, so the sample is as good as a simple random one of its size and \
                  is estimated as such. A cap that is full early leaves the end of the period nearly \
                  unchecked: if that is when people hurry, keep the share low enough. On a list of \
                  real cases a case arrives on its closing date; cases of one day come in a fixed \
                  order, by SHA-256 of 0/arrival/NUMBER, whatever the seed. The k-th case is drawn \
                  with probability share × P(fewer than `cap` of the k − 1 before it are), which is \
                  written beside it and which `tierone estimate --sample` weights it by.",
    misfit: always_fits,
};

#[cfg(test)]
mod tests {
    use super::CappedShare;

    /// What is expected at a rounding above the cap is what is expected at the cap, to within that rounding.
    #[test]
    fn a_rounding_above_the_cap_changes_nothing() {
        for cap in [1, 2, 150, 200, 1_000, 1_000_000] {
            for share in [0.0, 0.05, 0.5, 1.0] {
                let keys = CappedShare { share, cap };
                let at = cap as f64;
                for times in [
                    1.0,
                    1.0 + f64::EPSILON,
                    1.0 + 1e-13,
                    1.0 + 1e-10,
                    1.0 + 1e-8,
                ] {
                    let expected = keys.expected(at * times);
                    assert!(
                        (expected - at * share).abs() <= 1e-7 * at,
                        "{keys:?} {times}: {expected}"
                    );
                    assert!(expected <= at && keys.room_for_the_last(at * times) <= 1.0);
                }
                let far = keys.expected(50.0 * at + 1.0);
                assert!(far <= at, "{keys:?}: {far} of a cap");
            }
        }
    }
}
