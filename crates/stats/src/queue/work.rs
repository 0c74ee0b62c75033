//! Work that waits for the same people: kept in the order in which it came, cohort by cohort, and cleared period by period.
//!
//! What comes in during one period is a cohort, evenly mixed and spread evenly over the period: of *m* of one kind the *j*-th
//! comes at (*j* − ½)/*m* of it and is done once a share *j*/*m* of the time that the whole cohort takes has been spent.
//! What is cleared in a period is cleared in its middle. Costs follow cohorts, not pieces of work.

/// A kind of work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkKind {
    /// The time that one piece takes.
    pub time: f64,
    /// Classes are served in rising order, each in the order of arrival.
    pub class: u32,
}

/// What was cleared of one kind in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cleared {
    /// How many.
    pub number: u64,
    /// Periods from coming in to being cleared, all of them together.
    pub age: f64,
    /// How many were older than the age asked for.
    pub older: u64,
}

/// Work that waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkQueue {
    kinds: Vec<WorkKind>,
    /// By class, then by period of arrival.
    cohorts: Vec<Cohort>,
}

/// What came in during one period of the kinds of one class.
#[derive(Clone, Debug, PartialEq)]
struct Cohort {
    class: u32,
    arrived: i64,
    /// The time that all of it takes, and what has been spent on it.
    time: f64,
    spent: f64,
    /// By kind, how many came and how many are done.
    came: Vec<u64>,
    done: Vec<u64>,
}

impl WorkQueue {
    /// A queue in which nothing waits.
    pub fn new(kinds: Vec<WorkKind>) -> Self {
        Self {
            kinds,
            cohorts: Vec::new(),
        }
    }

    /// Adds what comes in during a period, by kind.
    pub fn add(&mut self, arrived: i64, numbers: &[u64]) {
        let mut classes: Vec<u32> = self.kinds.iter().map(|kind| kind.class).collect();
        classes.sort_unstable();
        classes.dedup();
        for class in classes {
            let came: Vec<u64> = self.of_class(class, numbers).collect();
            if came.iter().all(|number| *number == 0) {
                continue;
            }
            let cohort = Cohort {
                class,
                arrived,
                time: self.time(&came),
                spent: 0.0,
                done: vec![0; came.len()],
                came,
            };
            let place = (class, arrived);
            let at = self
                .cohorts
                .partition_point(|other| (other.class, other.arrived) <= place);
            self.cohorts.insert(at, cohort);
        }
    }

    /// Spends time on what waits, the first first; returns what is cleared by kind, and counts what is then older than `age`
    /// periods. A piece that is begun goes on in the next period.
    pub fn serve(&mut self, period: i64, time: f64, age: f64) -> Vec<Cleared> {
        let mut cleared = vec![Cleared::default(); self.kinds.len()];
        let mut left = time;
        for cohort in &mut self.cohorts {
            if left <= 0.0 {
                break;
            }
            let rest = cohort.time - cohort.spent;
            let all = left >= rest * (1.0 - 1e-12);
            cohort.spent += left.min(rest);
            left -= rest;
            let now = (period - cohort.arrived) as f64 + 0.5;
            for (kind, cleared) in cleared.iter_mut().enumerate() {
                let (came, before) = (cohort.came[kind], cohort.done[kind]);
                let done = match all {
                    true => came,
                    false => came_through(came, cohort.spent / cohort.time).max(before),
                };
                cohort.done[kind] = done;
                if done > before {
                    cleared.add((before, done), came as f64, now, age);
                }
            }
        }
        self.cohorts.retain(|cohort| cohort.done != cohort.came);
        cleared
    }

    /// How many wait, by kind.
    pub fn waiting(&self) -> Vec<u64> {
        let mut waiting = vec![0; self.kinds.len()];
        for cohort in &self.cohorts {
            for (waiting, (came, done)) in
                waiting.iter_mut().zip(cohort.came.iter().zip(&cohort.done))
            {
                *waiting += came - done;
            }
        }
        waiting
    }

    /// The time that what waits still takes.
    pub fn time_waiting(&self) -> f64 {
        let rest = |cohort: &Cohort| cohort.time - cohort.spent;
        self.cohorts.iter().map(rest).sum()
    }

    /// The most of each kind that a unit of time clears of a cohort of these numbers. What is cleared in any time is at most one
    /// more than that of the densest cohort.
    pub fn in_a_unit_of_time(&self, numbers: &[u64]) -> Vec<f64> {
        let kinds = self.kinds.iter().zip(numbers);
        kinds
            .map(|(kind, number)| {
                let came: Vec<u64> = self.of_class(kind.class, numbers).collect();
                match *number {
                    0 => 0.0,
                    number => number as f64 / self.time(&came),
                }
            })
            .collect()
    }

    fn of_class<'a>(&'a self, class: u32, numbers: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
        let kinds = self.kinds.iter().zip(numbers);
        kinds.map(move |(kind, number)| match kind.class == class {
            true => *number,
            false => 0,
        })
    }

    fn time(&self, numbers: &[u64]) -> f64 {
        let kinds = self.kinds.iter().zip(numbers);
        kinds.map(|(kind, number)| kind.time * *number as f64).sum()
    }
}

/// How many of `came` are done once this share of the time has been spent; a hair of rounding does not hold one back.
fn came_through(came: u64, share: f64) -> u64 {
    ((came as f64 * share * (1.0 + 1e-12)).floor() as u64).min(came)
}

impl Cleared {
    /// Adds the pieces after number `before` up to number `done`, of `came` that have come within one period, `now` periods
    /// after it began.
    fn add(&mut self, (before, done): (u64, u64), came: f64, now: f64, age: f64) {
        let (first, last) = (before as f64, done as f64);
        self.number += done - before;
        // The j-th is now − (j − ½)/came old.
        self.age += (last - first) * now - (last * last - first * first) / (2.0 * came);
        let older = (came * (now - age) + 0.5).ceil() - 1.0;
        self.older += older.clamp(first, last) as u64 - before;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(time: f64, class: u32) -> WorkKind {
        WorkKind { time, class }
    }

    #[test]
    fn the_first_to_come_is_cleared_first() {
        let mut queue = WorkQueue::new(vec![kind(0.1, 1)]);
        queue.add(-1, &[10]);
        queue.add(0, &[20]);
        // Time for fifteen: all ten of the cohort before, and a quarter of this one.
        let cleared = queue.serve(0, 1.5, 1.0);
        assert_eq!(cleared[0].number, 15);
        assert_eq!(queue.waiting(), [15]);
        // Ten that came on average in the middle of the period before, and five that came in the first quarter of this one.
        let expected = 10.0 * 1.0 + 5.0 * (0.5 - 0.125);
        assert!((cleared[0].age - expected).abs() < 1e-12);
        // Older than a period: those that came in the first half of the period before.
        assert_eq!(cleared[0].older, 5);
    }

    #[test]
    fn a_cohort_is_an_even_mix_of_its_kinds() {
        let mut queue = WorkQueue::new(vec![kind(1.0, 1), kind(3.0, 1)]);
        queue.add(0, &[6, 2]);
        let numbers = |cleared: Vec<Cleared>| [cleared[0].number, cleared[1].number];
        assert_eq!(numbers(queue.serve(0, 6.0, 9.0)), [3, 1]);
        // Half of what is left, and one of the long ones is begun.
        assert_eq!(numbers(queue.serve(1, 3.0, 9.0)), [1, 0]);
        assert_eq!(numbers(queue.serve(2, 3.0, 9.0)), [2, 1]);
        assert_eq!(queue.time_waiting(), 0.0);
    }

    #[test]
    fn a_class_waits_for_those_before_it() {
        let mut queue = WorkQueue::new(vec![kind(1.0, 2), kind(1.0, 1)]);
        queue.add(0, &[4, 4]);
        queue.add(1, &[4, 4]);
        let numbers = |cleared: Vec<Cleared>| [cleared[0].number, cleared[1].number];
        assert_eq!(numbers(queue.serve(1, 6.0, 9.0)), [0, 6]);
        assert_eq!(numbers(queue.serve(2, 6.0, 9.0)), [4, 2]);
        assert_eq!(queue.waiting(), [4, 0]);
    }

    #[test]
    fn ages_add_up_to_what_waited_from_period_to_period() {
        // Little's law for a queue that begins and ends empty: every piece is counted once at the end of each period in which
        // it waits, so the counts add up to the ages of all.
        let mut queue = WorkQueue::new(vec![kind(0.013, 1), kind(0.031, 1)]);
        let (mut waited, mut age, mut number) = (0, 0.0, 0);
        for period in 0..40 {
            if period < 30 {
                queue.add(
                    period,
                    &[(period as u64 * 37) % 90, (period as u64 * 53) % 31],
                );
            }
            for cleared in queue.serve(period, 1.0, 2.0) {
                age += cleared.age;
                number += cleared.number;
            }
            waited += queue.waiting().iter().sum::<u64>();
        }
        assert_eq!(queue.waiting(), [0, 0]);
        assert!(number > 1_000 && waited > number);
        assert!((age - waited as f64).abs() < 1e-9 * age, "{age} {waited}");
    }

    #[test]
    fn no_more_is_cleared_than_the_densest_cohort_allows() {
        let mut queue = WorkQueue::new(vec![kind(0.01, 1), kind(0.03, 1), kind(0.02, 2)]);
        let mut densest = [0.0f64; 3];
        for period in 0..200u64 {
            let numbers = [period * 31 % 23, period * 17 % 13, period * 7 % 11];
            for (most, density) in densest.iter_mut().zip(queue.in_a_unit_of_time(&numbers)) {
                *most = most.max(density);
            }
            queue.add(period as i64, &numbers);
            let time = 0.1 + (period % 7) as f64 * 0.11;
            for (cleared, most) in queue.serve(period as i64, time, 1.0).iter().zip(densest) {
                assert!(cleared.number as f64 <= time * most * (1.0 + 1e-9) + 1.0);
                assert!(cleared.age >= -1e-9 && cleared.older <= cleared.number);
            }
        }
    }
}
