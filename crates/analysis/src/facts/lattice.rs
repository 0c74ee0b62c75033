//! Points spread evenly over a cube: a quadrature for several laws at once, with nothing left to chance.

/// Points of Richtmyer's lattice: multiples of the roots of the primes, less their whole parts.
///
/// # Source
/// Niederreiter (1992), Random Number Generation and Quasi-Monte Carlo Methods, §5.1.
pub(super) struct Lattice {
    roots: Vec<f64>,
    next: usize,
    points: usize,
}

impl Lattice {
    pub(super) fn new(dimensions: usize, points: usize) -> Self {
        Self {
            roots: primes(dimensions)
                .iter()
                .map(|p| (*p as f64).sqrt())
                .collect(),
            next: 0,
            points,
        }
    }
}

impl Iterator for Lattice {
    type Item = Vec<f64>;

    fn next(&mut self) -> Option<Vec<f64>> {
        if self.next == self.points {
            return None;
        }
        self.next += 1;
        let n = self.next as f64;
        Some(
            self.roots
                .iter()
                .map(|root| (n * root + 0.5).fract())
                .collect(),
        )
    }
}

/// The first so many primes.
fn primes(count: usize) -> Vec<u64> {
    let mut primes: Vec<u64> = Vec::new();
    let mut candidate = 2;
    while primes.len() < count {
        let divides = |p: &&u64| *p * *p <= candidate;
        if primes
            .iter()
            .take_while(divides)
            .all(|p| !candidate.is_multiple_of(*p))
        {
            primes.push(candidate);
        }
        candidate += 1;
    }
    primes
}
