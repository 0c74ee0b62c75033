//! Two checkers of the same decisions: how far they agree, and what both of them missed.

use crate::estimate::PointEstimate;

/// Decisions that were checked twice, by two checkers or at two times, by the results of both checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Failed both times.
    pub both: u64,
    /// Failed by the first check only.
    pub first: u64,
    /// Failed by the second check only.
    pub second: u64,
    /// Failed by neither.
    pub neither: u64,
}

impl Pairs {
    fn all(self) -> f64 {
        (self.both + self.first + self.second + self.neither) as f64
    }

    /// The share of decisions of which both said the same; NaN without decisions.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Pairs;
    ///
    /// let pairs = Pairs { both: 40, first: 5, second: 8, neither: 947 };
    /// assert_eq!(pairs.agreement(), 0.987);
    /// ```
    pub fn agreement(self) -> f64 {
        (self.both + self.neither) as f64 / self.all()
    }

    /// How often each fails, of all decisions.
    fn fails(self) -> (f64, f64) {
        let all = self.all();
        (
            (self.both + self.first) as f64 / all,
            (self.both + self.second) as f64 / all,
        )
    }

    /// Cohen's kappa, agreement beyond chance: (P − P_e)/(1 − P_e), with chance P_e from how often each fails.
    ///
    /// `None` where chance leaves no room.
    /// # Source
    /// Cohen (1960), Educational and Psychological Measurement 20, 37–46, doi:10.1177/001316446002000104.
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Pairs;
    ///
    /// let pairs = Pairs { both: 40, first: 5, second: 8, neither: 947 };
    /// assert!((pairs.kappa().unwrap() - 0.853_405_502_931_89).abs() < 1e-14);
    /// ```
    pub fn kappa(self) -> Option<f64> {
        let (first, second) = self.fails();
        beyond(
            self.agreement(),
            first * second + (1.0 - first) * (1.0 - second),
        )
    }

    /// Prevalence-adjusted, bias-adjusted kappa: 2 P − 1, as if fails and passes were as common and checkers alike.
    ///
    /// # Source
    /// Byrt, Bishop & Carlin (1993), Journal of Clinical Epidemiology 46, 423–429, doi:10.1016/0895-4356(93)90018-V.
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Pairs;
    ///
    /// let pairs = Pairs { both: 40, first: 5, second: 8, neither: 947 };
    /// assert!((pairs.pabak() - 0.974).abs() < 1e-15);
    /// ```
    pub fn pabak(self) -> f64 {
        2.0 * self.agreement() - 1.0
    }

    /// Gwet's AC1, agreement beyond chance that does not fall apart where fails are rare: chance is 2 π(1 − π), with π the mean
    /// share of fails.
    ///
    /// `None` where chance leaves no room.
    /// # Source
    /// Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29–48, doi:10.1348/000711006X126600.
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Pairs;
    ///
    /// let pairs = Pairs { both: 40, first: 5, second: 8, neither: 947 };
    /// assert!((pairs.ac1().unwrap() - 0.985_735_048_273_145).abs() < 1e-14);
    /// ```
    pub fn ac1(self) -> Option<f64> {
        let (first, second) = self.fails();
        let mean = 0.5 * (first + second);
        beyond(self.agreement(), 2.0 * mean * (1.0 - mean))
    }

    /// The chance that one failed what the other failed, 2a/(2a + b + c); `None` where neither failed anything.
    ///
    /// # Source
    /// Dice (1945), Ecology 26, 297–302.
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Pairs;
    ///
    /// let pairs = Pairs { both: 40, first: 5, second: 8, neither: 947 };
    /// assert!((pairs.positive_agreement().unwrap() - 80.0 / 93.0).abs() < 1e-15);
    /// ```
    pub fn positive_agreement(self) -> Option<f64> {
        let fails = 2 * self.both + self.first + self.second;
        (fails > 0).then(|| 2.0 * self.both as f64 / fails as f64)
    }
}

fn beyond(agreement: f64, chance: f64) -> Option<f64> {
    (chance < 1.0).then(|| (agreement - chance) / (1.0 - chance))
}

/// Errors that two checkers found independently of one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Captures {
    /// Found by the first.
    pub first: u64,
    /// Found by the second.
    pub second: u64,
    /// Found by both.
    pub both: u64,
}

impl Captures {
    /// The errors that there are, also those that nobody found, n₁ n₂/m; `None` where none was found by both.
    ///
    /// # Units
    /// Errors.
    /// # Source
    /// Petersen (1896) and Lincoln (1930).
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Captures;
    ///
    /// assert_eq!(Captures { first: 18, second: 22, both: 15 }.lincoln_petersen(), Some(26.4));
    /// ```
    pub fn lincoln_petersen(self) -> Option<f64> {
        (self.both > 0).then(|| self.first as f64 * self.second as f64 / self.both as f64)
    }

    /// Chapman's estimate of the errors that there are, less biased, and its standard error: (n₁ + 1)(n₂ + 1)/(m + 1) − 1.
    ///
    /// # Units
    /// Errors.
    /// # Source
    /// Chapman (1951), University of California Publications in Statistics 1, 131–160; Seber (1970), Biometrics 26, 13–22,
    /// for the variance.
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Captures;
    ///
    /// let errors = Captures { first: 18, second: 22, both: 15 }.chapman();
    /// assert_eq!(errors.value, 26.3125);
    /// assert!((errors.se - 1.452_131_420_280_1).abs() < 1e-12);
    /// ```
    pub fn chapman(self) -> PointEstimate {
        let [first, second, both] = [self.first, self.second, self.both].map(|count| count as f64);
        let value = (first + 1.0) * (second + 1.0) / (both + 1.0) - 1.0;
        let variance = (first + 1.0) * (second + 1.0) * (first - both) * (second - both)
            / ((both + 1.0).powi(2) * (both + 2.0));
        PointEstimate {
            value,
            se: variance.sqrt(),
        }
    }

    /// The share of all errors that the first finds, as seen in those of the second, m/n₂; `None` where the second found none.
    ///
    /// # Units
    /// A share of errors, 0 to 1.
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Captures;
    ///
    /// let captures = Captures { first: 18, second: 22, both: 15 };
    /// assert_eq!(captures.sensitivity_of_first(), Some(15.0 / 22.0));
    /// ```
    pub fn sensitivity_of_first(self) -> Option<f64> {
        (self.second > 0).then(|| self.both as f64 / self.second as f64)
    }

    /// Errors that neither found, (n₁ − m)(n₂ − m)/m; `None` where none was found by both.
    ///
    /// # Units
    /// Errors.
    /// # Source
    /// As for [`Captures::lincoln_petersen`].
    /// # Examples
    /// ```
    /// use tierone_stats::agreement::Captures;
    ///
    /// assert_eq!(Captures { first: 18, second: 22, both: 15 }.missed(), Some(1.4));
    /// ```
    pub fn missed(self) -> Option<f64> {
        let alone = (self.first - self.both) as f64 * (self.second - self.both) as f64;
        (self.both > 0).then(|| alone / self.both as f64)
    }
}
