//! Prices of several aims under which each stratum has its best number of checks on its own: the dual of an allocation.

use crate::halving::halved;

/// A stratum, by what a check of it costs and what it does for each aim.
#[derive(Clone, Debug, PartialEq)]
pub struct AimedStratum {
    /// What a check costs; above 0.
    pub cost: f64,
    /// The fewest checks; 1 at least.
    pub least: u64,
    /// The most checks: the stratum's decisions, or a cap.
    pub most: u64,
    /// For each aim, N²S²: its variance is the sum of these over checks, less what finite strata take away.
    pub spread: Vec<f64>,
}

/// The cheapest allocation, not rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Continuous {
    /// Checks of each stratum.
    pub checks: Vec<f64>,
    /// What they cost.
    pub cost: f64,
    /// What one more of each limit would save: the price of the aim at the margin.
    pub prices: Vec<f64>,
    /// The most by which the conditions of an optimum are missed, relative to each aim and to the cost: limits exceeded, and
    /// prices of limits that are not reached. Each stratum is at its optimum for the prices exactly.
    pub kkt_residual: f64,
}

/// Why no allocation meets the aims: the aims in the way, each with the least that its sum can be.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfReach(pub Vec<(usize, f64)>);

/// The strata with spreads relative to the limits, so that each limit is 1.
pub(super) struct Dual<'a> {
    strata: &'a [AimedStratum],
    limits: &'a [f64],
    pub(super) spread: Vec<Vec<f64>>,
}

impl Dual<'_> {
    pub(super) fn new<'a>(strata: &'a [AimedStratum], limits: &'a [f64]) -> Dual<'a> {
        let relative = |stratum: &AimedStratum| {
            stratum
                .spread
                .iter()
                .zip(limits)
                .map(|(spread, limit)| spread / limit)
                .collect()
        };
        Dual {
            strata,
            limits,
            spread: strata.iter().map(relative).collect(),
        }
    }

    pub(super) fn reachable(&self) -> Result<(), OutOfReach> {
        let least = |aim: usize| -> f64 {
            self.strata
                .iter()
                .map(|stratum| stratum.spread[aim] / stratum.most as f64)
                .sum()
        };
        let beyond: Vec<(usize, f64)> = (0..self.limits.len())
            .map(|aim| (aim, least(aim)))
            .filter(|(aim, least)| *least > self.limits[*aim] * (1.0 + 1e-12) || least.is_nan())
            .collect();
        if beyond.is_empty() {
            Ok(())
        } else {
            Err(OutOfReach(beyond))
        }
    }

    fn weight(&self, h: usize, prices: &[f64]) -> f64 {
        self.spread[h]
            .iter()
            .zip(prices)
            .map(|(spread, price)| spread * price)
            .sum()
    }

    fn at(&self, h: usize, prices: &[f64]) -> f64 {
        let stratum = &self.strata[h];
        let best = (self.weight(h, prices) / stratum.cost).sqrt();
        best.clamp(stratum.least as f64, stratum.most as f64)
    }

    pub(super) fn whole_at(&self, h: usize, prices: &[f64]) -> u64 {
        let below = (self.at(h, prices).floor() as u64).max(1);
        let above = (below + 1).min(self.strata[h].most);
        if self.priced(h, above, prices) < self.priced(h, below, prices) {
            above
        } else {
            below
        }
    }

    pub(super) fn priced(&self, h: usize, checks: u64, prices: &[f64]) -> f64 {
        self.strata[h].cost * checks as f64 + self.weight(h, prices) / checks as f64
    }

    fn used(&self, checks: &[f64]) -> Vec<f64> {
        let of = |aim: usize| {
            self.spread
                .iter()
                .zip(checks)
                .map(|(spread, n)| spread[aim] / n)
                .sum()
        };
        (0..self.limits.len()).map(of).collect()
    }

    fn value(&self, prices: &[f64]) -> f64 {
        let stratum = |h: usize| {
            let n = self.at(h, prices);
            self.strata[h].cost * n + self.weight(h, prices) / n
        };
        (0..self.strata.len()).map(stratum).sum::<f64>() - prices.iter().sum::<f64>()
    }

    fn slopes(&self, prices: &[f64]) -> Vec<f64> {
        let checks: Vec<f64> = (0..self.strata.len()).map(|h| self.at(h, prices)).collect();
        self.used(&checks).iter().map(|used| used - 1.0).collect()
    }

    pub(super) fn solve(&self) -> Continuous {
        let aims = self.limits.len();
        let alone = |aim: usize| -> f64 {
            let root = |h: usize| (self.spread[h][aim] * self.strata[h].cost).sqrt();
            (0..self.strata.len()).map(root).sum::<f64>().powi(2) / aims as f64
        };
        let mut prices: Vec<f64> = (0..aims).map(alone).collect();
        let mut best = (self.residual(&prices), prices.clone());
        for _ in 0..200 {
            if best.0 < 1e-14 {
                break;
            }
            prices = self
                .newton(&prices)
                .unwrap_or_else(|| self.one_by_one(&prices));
            let residual = self.residual(&prices);
            if residual < best.0 {
                best = (residual, prices.clone());
            }
        }
        let (kkt_residual, prices) = best;
        let checks: Vec<f64> = (0..self.strata.len())
            .map(|h| self.at(h, &prices))
            .collect();
        let cost = checks
            .iter()
            .zip(self.strata)
            .map(|(n, stratum)| n * stratum.cost)
            .sum();
        Continuous {
            checks,
            cost,
            prices: prices
                .iter()
                .zip(self.limits)
                .map(|(price, limit)| price / limit)
                .collect(),
            kkt_residual,
        }
    }

    fn residual(&self, prices: &[f64]) -> f64 {
        let scale: f64 = self.value(prices).abs().max(1e-300);
        let miss = |(slope, price): (&f64, &f64)| slope.max(0.0).max(slope.abs() * price / scale);
        let slopes = self.slopes(prices);
        slopes.iter().zip(prices).map(miss).fold(0.0, f64::max)
    }

    /// A step of Newton's method on the prices that are not held at 0; `None` where none raises the dual.
    fn newton(&self, prices: &[f64]) -> Option<Vec<f64>> {
        let slopes = self.slopes(prices);
        let scale = prices.iter().sum::<f64>().max(1e-300);
        let free: Vec<usize> = (0..prices.len())
            .filter(|aim| prices[*aim] > 1e-12 * scale || slopes[*aim] > 0.0)
            .collect();
        let mut rows = vec![vec![0.0; free.len() + 1]; free.len()];
        for (h, stratum) in self.strata.iter().enumerate() {
            let n = self.at(h, prices);
            if n <= stratum.least as f64 || n >= stratum.most as f64 {
                continue;
            }
            let bend = 1.0 / (2.0 * stratum.cost * n * n * n);
            for (row, one) in free.iter().enumerate() {
                for (column, other) in free.iter().enumerate() {
                    rows[row][column] += self.spread[h][*one] * self.spread[h][*other] * bend;
                }
            }
        }
        for (row, aim) in free.iter().enumerate() {
            rows[row][row] *= 1.0 + 1e-13;
            rows[row][free.len()] = slopes[*aim];
        }
        let step = crate::linear_equations::solve(rows)?;
        let before = self.value(prices);
        let mut length = 1.0;
        for _ in 0..30 {
            let mut next = prices.to_vec();
            for (aim, change) in free.iter().zip(&step) {
                next[*aim] = (prices[*aim] + length * change).max(0.0);
            }
            let value = self.value(&next);
            if value.is_finite() && (value > before || self.residual(&next) < self.residual(prices))
            {
                return Some(next);
            }
            length *= 0.5;
        }
        None
    }

    /// Each price in turn where its limit is just kept, or 0.
    fn one_by_one(&self, prices: &[f64]) -> Vec<f64> {
        let mut prices = prices.to_vec();
        for aim in 0..prices.len() {
            let mut slope = |price: f64| {
                prices[aim] = price;
                self.slopes(&prices)[aim]
            };
            if slope(0.0) <= 0.0 {
                prices[aim] = 0.0;
                continue;
            }
            let (mut low, mut high) = (0.0, 1.0);
            while slope(high) > 0.0 && high < 1e100 {
                (low, high) = (high, 16.0 * high);
            }
            (_, prices[aim]) = halved(100, (low, high), |price| slope(price) > 0.0);
        }
        prices
    }

    /// Adds checks where they do most for the cost until all limits are kept.
    pub(super) fn complete(&self, checks: &mut [u64], prices: &[f64]) {
        let mut used = self.used(&as_real(checks));
        // What one more check takes away of each aim, by what it costs.
        let less = |h: usize, n: u64| 1.0 / (n as f64 * (n as f64 + 1.0) * self.strata[h].cost);
        let mut gains: Vec<f64> = (0..checks.len()).map(|h| less(h, checks[h])).collect();
        while used.iter().any(|used| *used > 1.0) {
            let open: Vec<(usize, f64, f64)> = used
                .iter()
                .enumerate()
                .filter(|(_, used)| **used > 1.0)
                .map(|(aim, used)| (aim, used - 1.0, 1.0 + prices[aim]))
                .collect();
            let mut best = (None, 0.0);
            for (h, spread) in self.spread.iter().enumerate() {
                if checks[h] >= self.strata[h].most {
                    continue;
                }
                let cost = self.strata[h].cost;
                let of = |(aim, over, price): &(usize, f64, f64)| {
                    (spread[*aim] * gains[h]).min(over / cost) * price
                };
                let gain: f64 = open.iter().map(of).sum();
                if gain > best.1 {
                    best = (Some(h), gain);
                }
            }
            let (Some(h), _) = best else {
                return;
            };
            for (used, spread) in used.iter_mut().zip(&self.spread[h]) {
                *used -= spread * gains[h] * self.strata[h].cost;
            }
            checks[h] += 1;
            gains[h] = less(h, checks[h]);
        }
    }

    /// Takes checks away, the dearest first, where all limits stay kept.
    pub(super) fn trim(&self, checks: &mut [u64]) {
        let mut order: Vec<usize> = (0..checks.len()).collect();
        order.sort_by(|a, b| {
            self.strata[*b]
                .cost
                .total_cmp(&self.strata[*a].cost)
                .then(a.cmp(b))
        });
        let mut used = self.used(&as_real(checks));
        for h in order {
            while checks[h] > self.strata[h].least {
                let n = checks[h] as f64;
                let more = 1.0 / (n * (n - 1.0));
                if (0..used.len()).any(|aim| used[aim] + self.spread[h][aim] * more > 1.0) {
                    break;
                }
                checks[h] -= 1;
                for (aim, used) in used.iter_mut().enumerate() {
                    *used += self.spread[h][aim] * more;
                }
            }
        }
    }
}

fn as_real(checks: &[u64]) -> Vec<f64> {
    checks.iter().map(|n| *n as f64).collect()
}
