//! How often the intervals of a number hold what results came from, in many fits of offices of each kind.
//!
//! `TIERONE_FITS` says how many fits a kind of office gets, `TIERONE_FROM` which is the first, and `TIERONE_OFFICE` which kinds are
//! fitted: `400 60 0.03` is one, `400` all of that size.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

/// What happened to one number in all fits of a study.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    /// Fits whose interval holds the truth.
    pub held: u64,
    /// Fits whose interval lies above it.
    pub low_miss: u64,
    /// Fits that give an interval inside what the number can be.
    pub identified: u64,
    /// Fits whose estimate is on the edge of that.
    pub at_edge: u64,
}

/// Caseworkers, checks of each, and the rate of error.
#[derive(Clone, Copy)]
pub struct Size {
    pub people: usize,
    pub checks: u64,
    pub rate: f64,
}

/// A number that the environment asks for.
pub fn asked(key: &str) -> Option<u64> {
    std::env::var(key).ok()?.parse().ok()
}

/// What became of each number in fits of one kind of office, each of its own seed.
pub fn study<const N: usize>(
    size: Size,
    fits: std::ops::Range<u64>,
    fit: &(dyn Fn(Size, &mut Xoshiro256PlusPlus) -> [Tally; N] + Sync),
) -> [Tally; N] {
    let Size {
        people,
        checks,
        rate,
    } = size;
    let of_kind = 1_000_000 * (people as u64 + checks) + (rate * 1e4) as u64 * 1_000;
    let one = |number: u64| {
        fit(
            size,
            &mut Xoshiro256PlusPlus::seed_from_u64(number + of_kind),
        )
    };
    let fits: Vec<[Tally; N]> = fits.into_par_iter().map(one).collect();
    let mut sums = [Tally::default(); N];
    for fit in &fits {
        sums.iter_mut()
            .zip(fit)
            .for_each(|(sum, one)| sum.add(*one));
    }
    sums
}

/// Fits offices of all kinds that were asked for, prints what became of each number, and fails where an interval of 95 % does not hold
/// what it promises. `fits` are how many there are of each size if nothing else is asked for.
pub fn intervals_hold<const N: usize>(
    names: [&str; N],
    fits: [(usize, u64); 3],
    fit: &(dyn Fn(Size, &mut Xoshiro256PlusPlus) -> [Tally; N] + Sync),
) {
    println!(
        "caseworkers, checks each, rate: share of fits whose interval holds it (of these too high below), that identify it, on the edge"
    );
    let only = std::env::var("TIERONE_OFFICE").unwrap_or_default();
    let first = asked("TIERONE_FROM").unwrap_or(0);
    let (mut was_any, mut misses) = (false, Vec::new());
    for (people, fits) in fits {
        let n = asked("TIERONE_FITS").unwrap_or(fits);
        for (checks, rate) in [(24, 0.006), (24, 0.03), (60, 0.006), (60, 0.03)] {
            let kind = format!("{people} {checks} {rate}");
            if !only.is_empty() && !format!("{kind} ").starts_with(&format!("{only} ")) {
                continue;
            }
            was_any = true;
            let size = Size {
                people,
                checks,
                rate,
            };
            let tallies = study(size, first..first + n, fit);
            print!("{people:5} {checks:3} {rate:6.3}: ");
            for (name, tally) in names.iter().zip(&tallies) {
                if let Some(held) = tally.print(name, n) {
                    misses.push(format!("{kind} {name}: {held:.3}"));
                }
            }
            println!("{n} fits");
        }
    }
    assert!(was_any, "no office is a {only}");
    assert!(misses.is_empty(), "{misses:?}");
}

impl Tally {
    /// Adds another fit, or others.
    pub fn add(&mut self, other: Self) {
        self.held += other.held;
        self.low_miss += other.low_miss;
        self.identified += other.identified;
        self.at_edge += other.at_edge;
    }

    /// Prints what became of a number in so many fits; the share that held where that is not what 95 % intervals promise.
    fn print(&self, name: &str, n: u64) -> Option<f64> {
        let share = |count: u64| count as f64 / n as f64;
        let held = share(self.held);
        print!(
            "{name} {:.1}% ({:.1}%) {:.0}% {:.0}%; ",
            100.0 * held,
            100.0 * share(self.low_miss),
            100.0 * share(self.identified),
            100.0 * share(self.at_edge)
        );
        // Two and a half standard errors of the share itself.
        let slack = 2.5 * (0.05 * 0.95 / n as f64).sqrt();
        let too_wide = share(self.identified) >= 0.9 && held - slack > 0.97;
        (held + slack < 0.93 || too_wide).then_some(held)
    }
}
