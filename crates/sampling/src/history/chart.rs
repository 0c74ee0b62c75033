//! A control chart of a unit's fail share: when it rises beyond what chance explains.

use super::results::Results;

/// Which statistic is charted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChartKind {
    /// The fail share of the period alone.
    P,
    /// An exponentially weighted moving average, in which the newest share has this weight.
    Ewma(f64),
}

/// How charts are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartRule {
    /// The statistic.
    pub kind: ChartKind,
    /// Standard deviations from the centre line to the upper limit.
    pub limit: f64,
    /// Periods with results whose pooled fail share is the centre line; at least one.
    pub base: u64,
}

/// What the latest period added to a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Point {
    /// Nothing: no decision was checked.
    #[default]
    None,
    /// A share that went into the centre line.
    Base,
    /// A point at or below the upper limit.
    Within,
    /// A point above it: a signal.
    Above,
}

/// One chart.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chart {
    base: Results,
    base_periods: u64,
    /// The statistic less the centre line, and its variance in units of p̄(1 − p̄).
    distance: f64,
    variance: f64,
    latest: Point,
    signalled: bool,
}

impl Chart {
    /// Whether the latest point is a signal. A period without results leaves it as it was.
    pub(crate) fn has_signalled(&self) -> bool {
        self.signalled
    }

    /// What the latest period added.
    pub fn latest(&self) -> Point {
        self.latest
    }

    /// Adds a period. Limits follow the number checked: the variance of a fail share of *n* is
    /// p̄(1 − p̄)/n, and an average λ·new + (1 − λ)·old has λ² of one and (1 − λ)² of the other.
    ///
    /// # Source
    /// Montgomery (2013), Introduction to Statistical Quality Control, 7th ed., 7.2 (p chart of
    /// variable sample size) and 9.2 (EWMA); Roberts (1959), Technometrics 1(3), 239–250.
    pub(super) fn note(&mut self, rule: &ChartRule, results: Results) {
        self.latest = Point::None;
        if results.checked == 0 {
            return;
        }
        if self.base_periods < rule.base {
            self.base_periods += 1;
            self.base.checked += results.checked;
            self.base.failed += results.failed;
            self.latest = Point::Base;
            return;
        }
        let centre = self.base.failed as f64 / self.base.checked as f64;
        let weight = match rule.kind {
            ChartKind::P => 1.0,
            ChartKind::Ewma(weight) => weight,
        };
        let n = results.checked as f64;
        let kept = 1.0 - weight;
        self.distance = kept * self.distance + weight * (results.failed as f64 / n - centre);
        self.variance = kept * kept * self.variance + weight * weight / n;
        let sigma = (centre * (1.0 - centre) * self.variance).sqrt();
        self.signalled = self.distance > rule.limit * sigma + ROUNDING;
        self.latest = match self.signalled {
            true => Point::Above,
            false => Point::Within,
        };
    }
}

/// A point this near to its limit lies on it: shares of small whole numbers meet limits exactly, and
/// rounding must not tell them apart.
const ROUNDING: f64 = 1e-12;

#[cfg(test)]
mod tests {
    use super::*;

    fn results(checked: u64, failed: u64) -> Results {
        Results { checked, failed }
    }

    fn points(rule: ChartRule, periods: &[(u64, u64)]) -> Vec<Point> {
        let mut chart = Chart::default();
        let note = |&(checked, failed): &(u64, u64)| {
            chart.note(&rule, results(checked, failed));
            chart.latest()
        };
        periods.iter().map(note).collect()
    }

    #[test]
    fn a_p_chart_signals_beyond_its_limit_for_the_number_checked() {
        use Point::{Above, Base, None, Within};
        let rule = ChartRule {
            kind: ChartKind::P,
            limit: 3.0,
            base: 2,
        };
        // Centre 0.1; three sigma above it are 0.19 of 100, 0.28 of 25 and 1 of 1.
        let periods = [
            (0, 0),
            (40, 6),
            (60, 4),
            (100, 19),
            (100, 20),
            (25, 7),
            (25, 8),
            (1, 1),
            (0, 0),
        ];
        let wanted = [None, Base, Base, Within, Above, Within, Above, Within, None];
        assert_eq!(points(rule, &periods), wanted);
    }

    #[test]
    fn a_chart_without_results_keeps_its_signal() {
        let rule = ChartRule {
            kind: ChartKind::P,
            limit: 2.0,
            base: 1,
        };
        let mut chart = Chart::default();
        for (n, failed, signalled) in [(50, 5, false), (50, 20, true), (0, 0, true), (50, 5, false)]
        {
            chart.note(&rule, results(n, failed));
            assert_eq!(chart.has_signalled(), signalled);
        }
    }

    #[test]
    fn the_limit_of_an_ewma_of_equal_samples_is_the_textbooks() {
        // L·σ·√(λ/(2 − λ)·(1 − (1 − λ)^2t)), which a constant distance d·(1 − (1 − λ)^t) crosses.
        let (lambda, limit, n, centre, share) = (0.2, 2.7, 400u64, 0.1, 0.125);
        let rule = ChartRule {
            kind: ChartKind::Ewma(lambda),
            limit,
            base: 1,
        };
        let mut chart = Chart::default();
        chart.note(&rule, results(1_000, 100));
        let mut crossed = false;
        for t in 1..=12 {
            chart.note(&rule, results(n, (share * n as f64) as u64));
            let rest = (1.0f64 - lambda).powi(t);
            let sigma = (centre * (1.0f64 - centre) / n as f64).sqrt();
            let upper = limit * sigma * (lambda / (2.0 - lambda) * (1.0 - rest * rest)).sqrt();
            let distance = (share - centre) * (1.0 - rest);
            assert_eq!(chart.has_signalled(), distance > upper, "after {t}");
            crossed |= chart.has_signalled();
            assert!(t > 1 || !crossed, "no signal at once");
        }
        assert!(crossed, "a signal in the end");
    }
}
