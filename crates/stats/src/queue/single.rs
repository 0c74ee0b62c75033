//! One server, arrivals at random, service of any length: first come first served, or by priority.

use crate::guard::{none_if, only_if};

/// One server who serves in the order of arrival (M/G/1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Single {
    /// Arrivals in a unit of time.
    pub arrivals: f64,
    /// The mean length of service.
    pub service: f64,
    /// Its squared coefficient of variation: 0 where all take equally long, 1 for exponential lengths.
    pub variation: f64,
}

impl Single {
    /// The share of time that the server is busy.
    pub fn utilisation(&self) -> f64 {
        self.arrivals * self.service
    }

    /// The mean wait before service. `None` where work piles up without end, or a number is below 0.
    /// # Source
    /// Pollaczek (1930), Mathematische Zeitschrift 32, 64–100; Khinchine (1932).
    /// # Examples
    /// ```
    /// use tierone_stats::queue::Single;
    ///
    /// // Equal lengths halve the wait of exponential ones.
    /// let queue = |variation| Single { arrivals: 0.8, service: 1.0, variation };
    /// assert!((queue(0.0).mean_wait().unwrap() - 2.0).abs() < 1e-12);
    /// assert!((queue(1.0).mean_wait().unwrap() - 4.0).abs() < 1e-12);
    /// ```
    pub fn mean_wait(&self) -> Option<f64> {
        let busy = self.utilisation();
        let usable = self.arrivals > 0.0 && self.service > 0.0 && self.variation >= 0.0;
        (usable && busy < 1.0 && self.variation.is_finite())
            .then(|| busy * self.service * (1.0 + self.variation) / (2.0 * (1.0 - busy)))
    }

    /// The mean number waiting.
    pub fn mean_waiting(&self) -> Option<f64> {
        Some(self.arrivals * self.mean_wait()?)
    }

    /// The mean number there, waiting or served.
    pub fn mean_in_system(&self) -> Option<f64> {
        Some(self.mean_waiting()? + self.utilisation())
    }

    /// The probabilities of 0, 1, … `most` arrivals during a service whose length has a gamma law, or is fixed.
    pub fn arrivals_during_service(&self, most: usize) -> Option<Vec<f64>> {
        self.mean_wait()?;
        none_if(most > 10_000)?;
        let mean = self.utilisation();
        // A negative binomial law, of which Poisson's is the limit.
        let (first, odds, shape) = if self.variation == 0.0 {
            ((-mean).exp(), 0.0, f64::INFINITY)
        } else {
            let shape = 1.0 / self.variation;
            let odds = mean / shape;
            ((-shape * odds.ln_1p()).exp(), odds, shape)
        };
        let next = |last: &f64, j: f64| {
            if shape.is_finite() {
                last * (shape + j - 1.0) / j * odds / (1.0 + odds)
            } else {
                last * mean / j
            }
        };
        let mut masses = vec![first];
        for j in 1..=most {
            masses.push(next(&masses[j - 1], j as f64));
        }
        Some(masses)
    }
}

/// The probability that `k` are there, waiting or served, in a settled queue with one server, of which `arrivals` are the
/// probabilities of 0, 1, … arrivals during a service.
///
/// `None` where more arrive than are served, or the probabilities end before `k`.
/// # Source
/// The chain embedded at departures: Kendall (1953), Annals of Mathematical Statistics 24, 338–354,
/// doi:10.1214/aoms/1177728975.
/// # Examples
/// ```
/// use tierone_stats::queue::{Single, number_in_system};
///
/// // With exponential service it is (1 − ρ) ρᵏ.
/// let queue = Single { arrivals: 0.8, service: 1.0, variation: 1.0 };
/// let during = queue.arrivals_during_service(3).unwrap();
/// assert!((number_in_system(0.8, &during, 3).unwrap() - 0.2 * 0.8f64.powi(3)).abs() < 1e-14);
/// ```
pub fn number_in_system(utilisation: f64, arrivals: &[f64], k: usize) -> Option<f64> {
    let first = *arrivals.first()?;
    only_if(utilisation < 1.0 && first > 0.0 && arrivals.len() > k && k <= 10_000)?;
    let mut states = vec![1.0 - utilisation];
    for j in 0..k {
        let from_others: f64 = (1..=j).map(|i| states[i] * arrivals[j + 1 - i]).sum();
        states.push((states[j] - states[0] * arrivals[j] - from_others) / first);
    }
    Some(states[k].max(0.0))
}

/// A class of work that is served before all later ones, though never in the middle of another's service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriorityClass {
    /// Arrivals in a unit of time.
    pub arrivals: f64,
    /// The mean length of service.
    pub service: f64,
    /// The mean of its square.
    pub service_squared: f64,
}

/// The mean wait of each class before service, of one server; the first class goes first.
///
/// `None` where work of all classes piles up without end, a number is below 0, or there is no class.
/// # Source
/// Cobham (1954), Operations Research 2, 70–76, doi:10.1287/opre.2.1.70.
/// # Examples
/// ```
/// use tierone_stats::queue::{PriorityClass, priority_waits};
///
/// let class = |arrivals| PriorityClass { arrivals, service: 1.0, service_squared: 2.0 };
/// let waits = priority_waits(&[class(0.3), class(0.5)]).unwrap();
/// assert!((waits[0] - 8.0 / 7.0).abs() < 1e-12 && (waits[1] - 40.0 / 7.0).abs() < 1e-12);
/// ```
pub fn priority_waits(classes: &[PriorityClass]) -> Option<Vec<f64>> {
    let usable = |class: &PriorityClass| {
        class.arrivals >= 0.0
            && class.service >= 0.0
            && class.service_squared >= class.service * class.service
            && class.service_squared.is_finite()
    };
    let busy: f64 = classes.iter().map(|c| c.arrivals * c.service).sum();
    none_if(classes.is_empty() || !classes.iter().all(usable) || busy.is_nan() || busy >= 1.0)?;
    let residual: f64 = classes
        .iter()
        .map(|class| 0.5 * class.arrivals * class.service_squared)
        .sum();
    let mut before = 0.0;
    let waits = classes.iter().map(|class| {
        let after = before + class.arrivals * class.service;
        let wait = residual / ((1.0 - before) * (1.0 - after));
        before = after;
        wait
    });
    Some(waits.collect())
}
