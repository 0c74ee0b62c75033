//! The scale on which a figure moves: shares on the logit, amounts on the logarithm, others as they are.

/// How a figure is turned into a number that may take any value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A share, 0 to 1: its log-odds.
    Logit,
    /// A positive amount: its logarithm.
    Log,
    /// Any number: itself.
    Identity,
}

/// As close to its ends as a share is taken: what is closer has no log-odds that means anything.
const EDGE: f64 = 1e-9;

/// No logarithm of an amount is taken to be farther out than this.
const FAR: f64 = 400.0;

impl Scale {
    const ALL: [Scale; 3] = [Scale::Logit, Scale::Log, Scale::Identity];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Scale::Logit => "logit",
            Scale::Log => "log",
            Scale::Identity => "identity",
        }
    }

    /// The scale of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| scale.name() == name)
    }

    /// The figure on this scale. Shares at or beyond their ends are taken just inside, amounts of zero or less as the smallest.
    pub fn link(self, figure: f64) -> f64 {
        match self {
            Scale::Logit => {
                let share = figure.clamp(EDGE, 1.0 - EDGE);
                share.ln() - (-share).ln_1p()
            }
            Scale::Log => figure.max(f64::MIN_POSITIVE).ln(),
            Scale::Identity => figure,
        }
    }

    /// The figure at a value on this scale.
    pub fn inverse(self, value: f64) -> f64 {
        match self {
            Scale::Logit => 1.0 / (1.0 + (-value).exp()),
            Scale::Log => value.clamp(-FAR, FAR).exp(),
            Scale::Identity => value,
        }
    }

    /// By how much the value on this scale grows with the figure, at a figure.
    pub fn slope(self, figure: f64) -> f64 {
        match self {
            Scale::Logit => {
                let share = figure.clamp(EDGE, 1.0 - EDGE);
                1.0 / (share * (1.0 - share))
            }
            Scale::Log => 1.0 / figure.max(f64::MIN_POSITIVE),
            Scale::Identity => 1.0,
        }
    }
}

/// The share with half an error and half a right decision added, which has log-odds without bias; Haldane (1956).
pub fn drawn_in(share: f64, checks: f64) -> f64 {
    (share * checks + 0.5) / (checks + 1.0)
}

/// The share that [`drawn_in`] took for this one, within 0 and 1.
pub fn drawn_out(share: f64, checks: f64) -> f64 {
    ((share * (checks + 1.0) - 0.5) / checks).clamp(0.0, 1.0)
}
