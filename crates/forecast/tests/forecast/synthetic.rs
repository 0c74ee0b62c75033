//! Services made by the model itself, with the structure of published accuracy by state and year.

use rand::{Rng, RngExt};
use tierone_forecast::scale::Scale;
use tierone_forecast::series::{PublishedFigure, Series};
use tierone_stats::rng::{Address, Purpose, Stream};
use tierone_stats::special::normal_quantile;

/// How a service moves, on the log-odds of its share of errors.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    pub groups: usize,
    pub periods: usize,
    pub checks: u64,
    pub level: f64,
    pub shock: f64,
    pub deviation: f64,
    pub kept: f64,
    pub between: f64,
}

/// About that of net accuracy of disability decisions in 52 US states over 16 years.
pub const STATES: Service = Service {
    groups: 52,
    periods: 16,
    checks: 550,
    level: 3.7,
    shock: 0.12,
    deviation: 0.2,
    kept: 0.8,
    between: 0.15,
};

fn uniform(stream: &mut Stream) -> f64 {
    stream.random::<f64>().clamp(1e-12, 1.0 - 1e-12)
}

fn normal(stream: &mut Stream) -> f64 {
    normal_quantile(uniform(stream))
}

/// Accuracy by group and period: a sample of decisions each, published with its own standard error, as they do.
pub fn published(service: Service, seed: u64) -> Series {
    let mut stream = Address::opening(seed, 0).open(&Purpose::interval("a service"));
    let mut level = service.level;
    let levels: Vec<f64> = (0..service.periods)
        .map(|_| {
            level += service.shock * normal(&mut stream);
            level
        })
        .collect();
    let fresh = service.deviation * (1.0 - service.kept * service.kept).sqrt();
    let figures = (0..service.groups).map(|_| {
        let own = service.between * normal(&mut stream);
        let mut deviation = service.deviation * normal(&mut stream);
        let figures = levels.iter().map(|level| {
            deviation = service.kept * deviation + fresh * normal(&mut stream);
            let share = Scale::Logit.inverse(level + own + deviation);
            Some(figure(share, service.checks, &mut stream))
        });
        figures.collect()
    });
    Series::new(Scale::Logit, figures.collect())
}

fn figure(share: f64, checks: u64, stream: &mut Stream) -> PublishedFigure {
    let right = (0..checks).filter(|_| uniform(stream) < share).count() as f64;
    let value = right / checks as f64;
    PublishedFigure {
        value,
        error: Some((value * (1.0 - value) / checks as f64).sqrt()),
        checks: None,
    }
}

/// Any bits, for odd inputs.
pub fn bits(stream: &mut Stream) -> u64 {
    stream.next_u64()
}
