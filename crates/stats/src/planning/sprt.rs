//! Wald's sequential test of a share in error: checks go on until the errors are clearly few or clearly many.

use crate::guard::only_if;

/// The test of a share of `good` against one of `bad`.
///
/// After n checks with d errors it accepts `good` where d ≤ s n − h₁, and `bad` where d ≥ s n + h₂.
/// # Source
/// Wald (1947), Sequential Analysis, ch. 5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SequentialTest {
    good: f64,
    bad: f64,
    alpha: f64,
    beta: f64,
    /// h₁, by which errors must be fewer than s n to accept `good`.
    pub accept: f64,
    /// h₂, by which errors must be more than s n to accept `bad`.
    pub reject: f64,
    /// s, the share in error between the two.
    pub slope: f64,
}

/// What the test does at a share in error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    /// The probability that it accepts `good`.
    pub accepts: f64,
    /// The probability that it accepts `bad`.
    pub rejects: f64,
    /// Checks on average.
    pub checks: f64,
}

impl SequentialTest {
    /// The test that errs with probability `alpha` at `good` and `beta` at `bad`, by Wald's approximation.
    ///
    /// `None` unless 0 < good < bad < 1 and 0 < α, β with α + β < 1.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::SequentialTest;
    ///
    /// let test = SequentialTest::new(0.01, 0.06, 0.05, 0.10).unwrap();
    /// assert!((test.accept - 1.221_149_208_680_6).abs() < 1e-12);
    /// assert_eq!(test.fewest_to_accept(), 44);
    /// ```
    pub fn new(good: f64, bad: f64, alpha: f64, beta: f64) -> Option<SequentialTest> {
        let shares = 0.0 < good && good < bad && bad < 1.0;
        only_if(shares && alpha > 0.0 && beta > 0.0 && alpha + beta < 1.0)?;
        let scale = (bad * (1.0 - good) / (good * (1.0 - bad))).ln();
        Some(SequentialTest {
            good,
            bad,
            alpha,
            beta,
            accept: ((1.0 - alpha) / beta).ln() / scale,
            reject: ((1.0 - beta) / alpha).ln() / scale,
            slope: ((1.0 - good) / (1.0 - bad)).ln() / scale,
        })
    }

    /// The fewest checks that accept `good`, all of them right.
    pub fn fewest_to_accept(&self) -> u64 {
        (self.accept / self.slope).ceil() as u64
    }

    /// Wald's approximate checks on average where the share is `good`.
    pub fn checks_at_good(&self) -> f64 {
        self.wald(self.good, 1.0 - self.alpha)
    }

    /// Wald's approximate checks on average where the share is `bad`.
    pub fn checks_at_bad(&self) -> f64 {
        self.wald(self.bad, self.beta)
    }

    /// Wald's approximate checks on average where the share is the slope, near which they are most.
    pub fn checks_at_slope(&self) -> f64 {
        self.accept * self.reject / (self.slope * (1.0 - self.slope))
    }

    /// Wald's approximate probability of accepting `good` where the share is the slope.
    pub fn accepts_at_slope(&self) -> f64 {
        self.reject / (self.accept + self.reject)
    }

    /// The mean end of the log-likelihood ratio over its mean step, both in units of the scale.
    fn wald(&self, share: f64, accepts: f64) -> f64 {
        ((1.0 - accepts) * self.reject - accepts * self.accept) / (share - self.slope)
    }

    /// What the test does where the share is `share`, exactly, with `most` checks at most; what is open then is neither
    /// accepted nor rejected.
    ///
    /// # Source
    /// The recursion over the number of errors, check by check; limits belong to the decisions.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::SequentialTest;
    ///
    /// let test = SequentialTest::new(0.01, 0.06, 0.05, 0.10).unwrap();
    /// let course = test.course(0.01, 3_000);
    /// assert!((course.accepts - 0.971_418_400_551_553).abs() < 1e-11);
    /// assert!((course.checks - 63.583_490_983_382).abs() < 1e-9);
    /// ```
    pub fn course(&self, share: f64, most: u64) -> Course {
        let mut course = Course {
            accepts: 0.0,
            rejects: 0.0,
            checks: 0.0,
        };
        // Probabilities of the numbers of errors with which the test is open, from `fewest` on.
        let (mut fewest, mut open) = (0u64, vec![1.0]);
        for checks in 1..=most {
            let left: f64 = open.iter().sum();
            if left < 1e-18 {
                break;
            }
            course.checks += left;
            open.push(0.0);
            for at in (0..open.len()).rev() {
                let below = if at == 0 { 0.0 } else { open[at - 1] };
                open[at] = open[at] * (1.0 - share) + below * share;
            }
            let middle = self.slope * checks as f64;
            while let Some(last) = open.last()
                && (fewest + open.len() as u64 - 1) as f64 >= middle + self.reject
            {
                course.rejects += last;
                open.pop();
            }
            let accepted = open
                .iter()
                .enumerate()
                .take_while(|(at, _)| (fewest + *at as u64) as f64 <= middle - self.accept)
                .count();
            course.accepts += open.drain(..accepted).sum::<f64>();
            fewest += accepted as u64;
        }
        course
    }
}
