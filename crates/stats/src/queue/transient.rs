//! One server with exponential service, from a given number, before it settles.

use crate::guard::none_if;

/// Events beyond which nothing is worked out.
const MOST_EVENTS: f64 = 20_000.0;

/// The probabilities that 0, 1, … are there after `time`, where `start` were there at first (M/M/1).
///
/// Arrivals may be more than can be served. `None` for rates or times that are not numbers from 0, more than 20 000 events
/// in the time, or a start above 100 000.
/// # Units
/// `arrivals` and `rate` are numbers in the unit of `time`.
/// # Source
/// Uniformisation: Grassmann (1977), Computers & Operations Research 4, 47–53, doi:10.1016/0305-0548(77)90007-7.
/// # Examples
/// ```
/// use tierone_stats::queue::single_from;
///
/// let after = single_from(0.8, 1.0, 0, 10.0).unwrap();
/// let mean: f64 = after.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
/// assert!((mean - 2.030_281_563_579).abs() < 1e-9);
/// ```
pub fn single_from(arrivals: f64, rate: f64, start: usize, time: f64) -> Option<Vec<f64>> {
    let all = arrivals + rate;
    let events = all * time;
    let usable = arrivals >= 0.0 && rate >= 0.0 && all > 0.0 && start <= 100_000;
    none_if(!usable || !(0.0..=MOST_EVENTS).contains(&events))?;
    let up = arrivals / all;
    let most = (events + 12.0 * events.sqrt() + 60.0) as usize;
    let mut now = vec![0.0; start + most + 2];
    now[start] = 1.0;
    let mut answer = vec![0.0; now.len()];
    let mut log_mass = -events;
    for event in 0..=most {
        let mass = log_mass.exp();
        let (low, high) = (start.saturating_sub(event), start + event);
        for (sum, p) in answer[low..=high].iter_mut().zip(&now[low..=high]) {
            *sum += mass * p;
        }
        // One event more: up by an arrival, else down, or where it is if nobody is there.
        let stays = (1.0 - up) * now[0];
        let mut below = 0.0;
        for place in low.saturating_sub(1)..=high + 1 {
            let here = now[place];
            let above = now.get(place + 1).copied().unwrap_or(0.0);
            now[place] = up * below + (1.0 - up) * above;
            below = here;
        }
        now[0] += stays;
        log_mass += (events / (event + 1) as f64).ln();
    }
    Some(answer)
}
