//! Several servers alike, one queue, arrivals at random: Erlang's formulas.

use crate::guard::none_if;

/// Servers beyond which nothing is worked out.
const MOST_SERVERS: u64 = 10_000_000;

/// Arrivals at random, service times exponential, first come first served (M/M/c).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Servers {
    /// Arrivals in a unit of time.
    pub arrivals: f64,
    /// What one server does in it.
    pub rate: f64,
    /// How many servers.
    pub servers: u64,
    blocking: f64,
}

/// The probability that an arrival finds all servers busy where nobody waits: Erlang's B of an offered load.
///
/// `None` for a load below 0 or not finite, or more than ten million servers.
/// # Units
/// `load` is arrivals times mean service: the servers that would be busy if there were enough.
/// # Source
/// Erlang (1917); the recursion of Jagerman (1974), Bell System Technical Journal 53, 525–551.
/// # Examples
/// ```
/// use tierone_stats::queue::erlang_b;
///
/// assert!((erlang_b(8.0, 10).unwrap() - 0.121_661_064_253).abs() < 1e-10);
/// ```
pub fn erlang_b(load: f64, servers: u64) -> Option<f64> {
    none_if(!(load >= 0.0 && load.is_finite()) || servers > MOST_SERVERS)?;
    let next = |blocking: f64, k: u64| load * blocking / (k as f64 + load * blocking);
    Some((1..=servers).fold(1.0, next))
}

impl Servers {
    /// `None` where work piles up without end (arrivals are no fewer than what all servers do), for rates that are not above
    /// 0, or more than ten million servers.
    /// # Source
    /// Erlang (1917); Gross, Shortle, Thompson & Harris (2008), Fundamentals of Queueing Theory, §2.3.
    /// # Examples
    /// ```
    /// use tierone_stats::queue::Servers;
    ///
    /// // Eight cases an hour, ten caseworkers who each do one an hour.
    /// let office = Servers::new(8.0, 1.0, 10).unwrap();
    /// assert!((office.p_wait() - 0.409_180_150_796).abs() < 1e-10);
    /// assert!((office.mean_wait() - 0.204_590_075_398).abs() < 1e-10);
    /// assert!(Servers::new(10.0, 1.0, 10).is_none());
    /// ```
    pub fn new(arrivals: f64, rate: f64, servers: u64) -> Option<Self> {
        let usable = arrivals > 0.0 && rate > 0.0 && rate.is_finite() && servers > 0;
        let blocking = erlang_b(arrivals / rate, servers).filter(|_| usable)?;
        let queue = Self {
            arrivals,
            rate,
            servers,
            blocking,
        };
        (queue.utilisation() < 1.0).then_some(queue)
    }

    /// The share of their time that servers are busy.
    pub fn utilisation(&self) -> f64 {
        self.arrivals / (self.servers as f64 * self.rate)
    }

    /// The probability that an arrival has to wait: Erlang's C.
    pub fn p_wait(&self) -> f64 {
        self.blocking / (1.0 - self.utilisation() * (1.0 - self.blocking))
    }

    /// The probability that nobody is there.
    pub fn p_empty(&self) -> f64 {
        let load = self.arrivals / self.rate;
        // C = aᶜ/c! p₀/(1 − ρ), in logarithms.
        let log_terms: f64 = (1..=self.servers).map(|k| (k as f64 / load).ln()).sum();
        ((self.p_wait() * (1.0 - self.utilisation())).ln() + log_terms).exp()
    }

    /// The mean number waiting.
    pub fn mean_waiting(&self) -> f64 {
        self.p_wait() * self.utilisation() / (1.0 - self.utilisation())
    }

    /// The mean number there, waiting or served.
    pub fn mean_in_system(&self) -> f64 {
        self.mean_waiting() + self.arrivals / self.rate
    }

    /// The mean wait before service.
    pub fn mean_wait(&self) -> f64 {
        self.mean_waiting() / self.arrivals
    }

    /// The mean time from arrival to the end of service.
    pub fn mean_time(&self) -> f64 {
        self.mean_wait() + 1.0 / self.rate
    }

    /// What is left of all servers' rate.
    fn spare(&self) -> f64 {
        self.servers as f64 * self.rate - self.arrivals
    }

    /// The probability of a wait longer than `time`.
    pub fn p_wait_longer(&self, time: f64) -> f64 {
        if time < 0.0 {
            return 1.0;
        }
        self.p_wait() * (-self.spare() * time).exp()
    }

    /// The wait that a share does not exceed: 0 where at least that share does not wait. `None` for a share outside 0 to 1.
    pub fn wait_quantile(&self, share: f64) -> Option<f64> {
        let inside = (0.0..1.0).contains(&share);
        inside.then(|| ((self.p_wait() / (1.0 - share)).ln() / self.spare()).max(0.0))
    }
}
