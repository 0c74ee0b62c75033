//! The Bernoulli CUSUM: log-likelihood ratios of the results, added up until they reach a limit.

use tierone_sampling::world::SeatId;

/// Everybody's sum.
///
/// # Source
/// Steiner, Cook, Farewell & Treasure (2000), Biostatistics 1, 441–452: with an expected fail rate p and
/// an odds ratio R to be detected, a fail adds ln(R/(1 − p + Rp)) and a pass −ln(1 − p + Rp); a sum below
/// zero starts again from zero.
#[derive(Clone, Debug)]
pub(super) struct Cusum {
    fail: f64,
    /// What a pass takes off.
    pass: f64,
    limit: f64,
    sums: Vec<f64>,
}

impl Cusum {
    /// Nobody has a result yet.
    pub fn new(seats: usize, expected: f64, odds_ratio: f64, limit: f64) -> Self {
        let pass = (expected * (odds_ratio - 1.0)).ln_1p();
        Self {
            fail: odds_ratio.ln() - pass,
            pass,
            limit,
            sums: vec![0.0; seats],
        }
    }

    /// Whether results flag: `gaps` are the passes before each fail, and those after the last.
    pub fn look(&mut self, seat: SeatId, gaps: &[u32]) -> bool {
        let sum = &mut self.sums[seat.index()];
        let mut flags = false;
        for (number, gap) in gaps.iter().enumerate() {
            *sum = (*sum - f64::from(*gap) * self.pass).max(0.0);
            if number + 1 < gaps.len() {
                *sum += self.fail;
                flags |= *sum >= self.limit;
            }
        }
        flags
    }

    pub fn forget(&mut self, seat: SeatId) {
        self.sums[seat.index()] = 0.0;
    }
}
