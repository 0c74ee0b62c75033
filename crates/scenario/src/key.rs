//! What a row of the tables of keys says: a key, what may stand there, its unit, default and meaning.

/// One key of a section.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// The unit of a bare number, or empty.
    pub unit: &'static str,
    /// The default as TOML text, or empty where leaving the key out means "none".
    pub default: &'static str,
    /// Whether it must be given.
    pub required: bool,
    /// One sentence.
    pub meaning: &'static str,
}

impl Key {
    /// A key that may be left out.
    pub(super) const fn optional(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            unit: "",
            default: "",
            required: false,
            meaning: "",
        }
    }

    /// A key that must be given.
    pub(super) const fn required(name: &'static str, kind: Kind) -> Self {
        Self {
            required: true,
            ..Self::optional(name, kind)
        }
    }

    pub(super) const fn means(mut self, meaning: &'static str) -> Self {
        self.meaning = meaning;
        self
    }

    /// The key as a reader of the file would look for it: `[horizon]` for a section.
    pub fn written(&self) -> &'static str {
        match self.kind {
            Kind::Table(section) | Kind::Tables(section) if section.name.starts_with('[') => {
                section.name
            }
            _ => self.name,
        }
    }

    pub(super) const fn or(mut self, default: &'static str) -> Self {
        self.default = default;
        self
    }

    pub(super) const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }
}

/// A table of keys.
#[derive(Debug)]
pub struct Section {
    /// As it is written in a file, e.g. `[horizon]` or `[[activity]]`.
    pub name: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

impl Section {
    /// The row of a key.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// A name: text of one line.
    Name,
    /// True or false.
    Flag,
    /// A date without quotes.
    Date,
    /// A whole number within bounds (inclusive).
    Whole(u64, u64),
    /// A number within bounds.
    Number(Bounds),
    /// A share: a number or a percentage in quotes, within bounds.
    Share(Bounds),
    /// Half the width of an interval: a percentage in quotes, at most [`WIDEST`].
    HalfWidth,
    /// A standard error: of a measure in per cent a percentage in quotes, which stands for its points; of others a number.
    Points,
    /// A duration in words.
    Duration,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of these words.
    Choices(&'static [&'static str]),
    /// A name or a list of names.
    Names,
    /// The name of a measure.
    Measure,
    /// A distribution of amounts.
    Distribution,
    /// A sampling method with its keys.
    Sample,
    /// A table.
    Table(&'static Section),
    /// A list of tables, `[[…]]`.
    Tables(&'static Section),
    /// A table of such values by name.
    ByName(&'static Kind),
    /// A list of such values.
    List(&'static Kind),
    /// Any of these.
    Any(&'static [Kind]),
}

/// Bounds of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Lowest value.
    pub low: f64,
    /// Whether the lowest value itself is allowed.
    pub low_in: bool,
    /// Highest value.
    pub high: f64,
    /// Whether the highest value itself is allowed.
    pub high_in: bool,
}

impl Bounds {
    const fn new(low: f64, low_in: bool, high: f64, high_in: bool) -> Self {
        Self {
            low,
            low_in,
            high,
            high_in,
        }
    }

    /// Inclusive bounds.
    pub(super) const fn inclusive(low: f64, high: f64) -> Self {
        Self::new(low, true, high, true)
    }

    /// Whether `x` lies within; false for NaN.
    pub fn hold(&self, x: f64) -> bool {
        (x > self.low || self.low_in && x == self.low)
            && (x < self.high || self.high_in && x == self.high)
    }
}

/// No number of a scenario is larger: amounts beyond it are slips of the keyboard.
const LARGEST: f64 = 1e12;
/// Zero or more.
pub(super) const NOT_NEGATIVE: Bounds = Bounds::new(0.0, true, LARGEST, true);
/// More than zero.
pub(super) const POSITIVE: Bounds = Bounds::new(0.0, false, LARGEST, true);
/// A share.
pub(super) const SHARE: Bounds = Bounds::new(0.0, true, 1.0, true);
/// A share above zero.
pub(super) const POSITIVE_SHARE: Bounds = Bounds::new(0.0, false, 1.0, true);
/// A growth or fall from one period to the next.
pub(super) const GROWTH: Bounds = Bounds::inclusive(-0.5, 0.5);
/// A share below one.
pub(super) const BELOW_ONE: Bounds = Bounds::new(0.0, true, 1.0, false);
/// A rate of error: the engine's work grows with the odds, which have no end towards certainty.
pub(super) const ERROR_RATE: Bounds = Bounds::new(0.0, true, 0.99, true);
/// An accuracy that rates are moved to, which is not reached by rates above those.
pub(super) const ANCHORED: Bounds = Bounds::new(0.01, true, 1.0, false);
/// A share above zero and below one.
pub(super) const INSIDE: Bounds = Bounds::new(0.0, false, 1.0, false);
/// The largest half of an interval's width that is asked for, a share.
pub const WIDEST: f64 = 0.25;
/// Half the width of an interval that says something.
pub(super) const HALF_WIDTH: Bounds = Bounds::new(0.0, false, WIDEST, true);
/// Log-odds that a computer can tell apart from certainty.
pub(super) const LOG_ODDS: Bounds = Bounds::new(0.0, true, 30.0, true);
/// A ceiling of log-odds.
pub(super) const LOG_ODDS_ABOVE_0: Bounds = Bounds::new(0.0, false, 30.0, true);
/// The most that pressure adds to log-odds: the engine's work grows with the odds.
pub(super) const PRESSED: Bounds = Bounds::inclusive(0.0, 3.0);
/// Odds ratios.
pub(super) const ODDS_RATIO: Bounds = Bounds::new(0.0, false, 1e6, true);
