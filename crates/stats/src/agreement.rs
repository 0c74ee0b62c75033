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

    /// Agreement beyond chance; `None` where chance leaves no room.
    ///
    /// # Source
    /// Cohen (1960), Educational and Psychological Measurement 20, 37–46.
    pub fn kappa(self) -> Option<f64> {
        let (first, second) = self.fails();
        beyond(
            self.agreement(),
            first * second + (1.0 - first) * (1.0 - second),
        )
    }

    /// Kappa as if fails and passes were as common and checkers alike: 2 P − 1.
    ///
    /// # Source
    /// Byrt, Bishop & Carlin (1993), Journal of Clinical Epidemiology 46, 423–429.
    pub fn pabak(self) -> f64 {
        2.0 * self.agreement() - 1.0
    }

    /// Agreement beyond chance that does not fall apart where fails are rare.
    ///
    /// # Source
    /// Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29–48.
    pub fn ac1(self) -> Option<f64> {
        let (first, second) = self.fails();
        let mean = 0.5 * (first + second);
        beyond(self.agreement(), 2.0 * mean * (1.0 - mean))
    }

    /// The chance that one failed what the other failed; `None` where neither failed anything.
    pub fn positive_agreement(self) -> Option<f64> {
        let fails = 2 * self.both + self.first + self.second;
        (fails > 0).then(|| 2.0 * self.both as f64 / fails as f64)
    }
}

fn beyond(agreement: f64, chance: f64) -> Option<f64> {
    (chance < 1.0).then(|| (agreement - chance) / (1.0 - chance))
}

/// Errors that two checkers found on their own, without telling one another.
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
    /// The errors that there are, also those that nobody found; `None` where none was found by both.
    ///
    /// # Source
    /// Lincoln (1930); Petersen (1896): n₁ n₂/m.
    pub fn lincoln_petersen(self) -> Option<f64> {
        (self.both > 0).then(|| self.first as f64 * self.second as f64 / self.both as f64)
    }

    /// The same, less biased, and its standard error.
    ///
    /// # Source
    /// Chapman (1951), University of California Publications in Statistics 1, 131–160; Seber (1970), Biometrics 26, 13–22,
    /// for the variance.
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

    /// The share of all errors that the first finds, as seen in those of the second.
    pub fn sensitivity_of_first(self) -> Option<f64> {
        (self.second > 0).then(|| self.both as f64 / self.second as f64)
    }

    /// Errors that neither found; `None` where none was found by both.
    pub fn missed(self) -> Option<f64> {
        let alone = (self.first - self.both) as f64 * (self.second - self.both) as f64;
        (self.both > 0).then(|| alone / self.both as f64)
    }
}
