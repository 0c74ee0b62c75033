//! Reading single values: numbers, shares, durations, names, dates, and values with a source.

use super::codes;
use super::document::{Node, Table, Value, quoted};
use super::keys::{Bounds, Kind};
use super::read::Assumption;
use super::reader::{Reader, View, joined, listed, nearest};
use crate::units::{DAYS_A_YEAR, Decimal, Probability};

/// A share, with its exact decimals where it has no more than ten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Share {
    pub value: f64,
    pub exact: Option<Decimal>,
}

impl Share {
    /// As a probability; bounds have been checked.
    pub fn probability(self) -> Probability {
        Probability::new(self.value).unwrap_or(Probability::ZERO)
    }
}

/// Keys of `{ value = …, source = … }`.
const GIVEN_KEYS: &[&str] = &["value", "source"];
/// Keys of `{ assumed = …, low = …, high = … }`.
const ASSUMED_KEYS: &[&str] = &["assumed", "low", "high", "source"];

/// Whether a table is a value with its source rather than a thing of its own.
pub(super) fn is_sourced(table: &Table) -> bool {
    (table.has("value") || table.has("assumed")) && !table.has("distribution")
}

impl Reader {
    /// Reads a value that may be wrapped with its source or range, and logs it.
    pub fn sourced<T>(
        &mut self,
        node: &Node,
        path: &str,
        size: fn(&T) -> f64,
        read: &mut dyn FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<T> {
        let table = match &node.value {
            Value::Table(table) if is_sourced(table) => table,
            _ => return read(self, node),
        };
        let assumed = table.entry("assumed");
        let given = table.entry("value");
        let known = if assumed.is_some() {
            ASSUMED_KEYS
        } else {
            GIVEN_KEYS
        };
        let form = if assumed.is_some() {
            "an assumption"
        } else {
            "a value with its source"
        };
        for entry in &table.entries {
            let rival = assumed.is_some() && entry.key == "value";
            if !rival && !known.contains(&entry.key.as_str()) {
                self.unknown_key(form, &entry.key, &entry.key_place, known.iter().copied());
            }
        }
        if let (Some(assumed), Some(given)) = (assumed, given) {
            self.errors_at(
                codes::CONTRADICTION,
                "a number is either given or assumed".into(),
                &[
                    (&given.key_place, "given here"),
                    (&assumed.key_place, "assumed here"),
                ],
                "keep `value` if the number has a source, or `assumed` if it is a guess".into(),
            );
            return None;
        }
        let inner = &assumed.or(given)?.node;
        let source = table.get("source").and_then(|node| match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => {
                self.wrong_kind(
                    node,
                    "`source`",
                    "text",
                    "write where the number comes from, in double quotes".into(),
                );
                None
            }
        });
        let value = read(self, inner);
        let mut bound = |key: &str| {
            let node = table.get(key)?;
            Some((node, read(self, node)?))
        };
        let (low, high) = (bound("low"), bound("high"));
        if let Some(value) = &value {
            let at = size(value);
            if let Some((node, low)) = &low
                && size(low) > at
            {
                self.outside(
                    inner,
                    node,
                    "below its own lowest value",
                    "the lowest value",
                );
            }
            if let Some((node, high)) = &high
                && size(high) < at
            {
                self.outside(
                    inner,
                    node,
                    "above its own highest value",
                    "the highest value",
                );
            }
            self.assumptions.push(Assumption {
                key: path.to_owned(),
                value: inner.shown(),
                source,
                low: low.map(|(node, _)| node.shown()),
                high: high.map(|(node, _)| node.shown()),
            });
        }
        value
    }

    fn outside(&mut self, value: &Node, bound: &Node, how: &str, label: &str) {
        self.errors_at(
            codes::ASSUMPTION,
            format!("the assumed {} is {how}, {}", value.shown(), bound.shown()),
            &[(&value.place, "assumed here"), (&bound.place, label)],
            "put the assumed value between `low` and `high`".into(),
        );
    }

    /// A number within bounds, possibly with its source.
    pub fn number(&mut self, node: &Node, path: &str, unit: &str, bounds: Bounds) -> Option<f64> {
        self.sourced(node, path, |x| *x, &mut |reader, node| {
            let what = what(path);
            let Some(x) = bare_number(node) else {
                let unit = if unit.is_empty() {
                    String::new()
                } else {
                    format!(" ({unit})")
                };
                let help = format!("write a number{unit} without quotes");
                reader.wrong_kind(node, &what, "a number", help);
                return None;
            };
            reader.within(node, &what, x, bounds, false).then_some(x)
        })
    }

    /// Whether a number lies within bounds; if not, the error is noted.
    fn within(&mut self, node: &Node, what: &str, x: f64, bounds: Bounds, percent: bool) -> bool {
        if bounds.hold(x) {
            return true;
        }
        let show = |bound: f64| {
            if percent {
                format!("{}%", bound * 100.0)
            } else {
                format!("{bound}")
            }
        };
        let rule = if x.is_nan() {
            "a number, not NaN".to_owned()
        } else if x < bounds.low || (x == bounds.low && !bounds.low_in) {
            format!(
                "{} {}",
                if bounds.low_in {
                    "at least"
                } else {
                    "more than"
                },
                show(bounds.low)
            )
        } else {
            format!(
                "{} {}",
                if bounds.high_in {
                    "at most"
                } else {
                    "less than"
                },
                show(bounds.high)
            )
        };
        let help = if percent && (1.0..=100.0).contains(&x) && !matches!(node.value, Value::Text(_))
        {
            format!("if a percentage is meant, write \"{x}%\" in quotes")
        } else {
            let low = if bounds.low_in { "" } else { " (excluded)" };
            let high = if bounds.high_in { "" } else { " (excluded)" };
            format!(
                "give a value from {}{low} to {}{high}",
                show(bounds.low),
                show(bounds.high)
            )
        };
        self.error(
            codes::OUT_OF_RANGE,
            format!("{what} is {}, and must be {rule}", shown_number(node)),
            (&node.place, &format!("must be {rule}")),
            help,
        );
        false
    }

    /// A whole number within bounds, possibly with its source.
    pub fn whole(&mut self, node: &Node, path: &str, low: u64, high: u64) -> Option<u64> {
        self.sourced(node, path, |n| *n as f64, &mut |reader, node| {
            let what = what(path);
            let Value::Integer(_, number) = &node.value else {
                let help = format!("write a whole number from {low} to {high}, without quotes");
                reader.wrong_kind(node, &what, "a whole number", help);
                return None;
            };
            let number = number.and_then(|n| u64::try_from(n).ok());
            let held = number.filter(|n| (low..=high).contains(n));
            if held.is_none() {
                reader.error(
                    codes::OUT_OF_RANGE,
                    format!(
                        "{what} is {}, and must be from {low} to {high}",
                        shown_number(node)
                    ),
                    (&node.place, &format!("must be from {low} to {high}")),
                    format!("give a whole number from {low} to {high}"),
                );
            }
            held
        })
    }

    /// A share within bounds, possibly with its source.
    pub fn share(&mut self, node: &Node, path: &str, bounds: Bounds) -> Option<Share> {
        self.sourced(
            node,
            path,
            |share: &Share| share.value,
            &mut |reader, node| {
                let what = what(path);
                let share = match &node.value {
                    Value::Text(text) => percentage(text),
                    _ => bare_number(node).map(|value| Share {
                        value,
                        exact: decimal(value),
                    }),
                };
                let Some(share) = share else {
                    reader.wrong_kind(
                        node,
                        &what,
                        "a share",
                        "write a number from 0 to 1, or a percentage in quotes such as \"0.4%\""
                            .into(),
                    );
                    return None;
                };
                reader
                    .within(node, &what, share.value, bounds, true)
                    .then_some(share)
            },
        )
    }

    /// A share whose exact decimals are needed to count with.
    pub fn exact_share(&mut self, node: &Node, path: &str, bounds: Bounds) -> Option<Decimal> {
        let share = self.share(node, path, bounds)?;
        if share.exact.is_none() {
            self.error(
                codes::OUT_OF_RANGE,
                format!("{} has more than ten decimals", what(path)),
                (&node.place, "too many decimals"),
                "round it: decisions are counted exactly by this share".into(),
            );
        }
        share.exact
    }

    /// A number, or a percentage that stands for its points.
    pub fn points(&mut self, node: &Node, path: &str) -> Option<f64> {
        self.sourced(node, path, |x| *x, &mut |reader, node| {
            let what = what(path);
            let points = match &node.value {
                Value::Text(text) => percentage(text).map(|share| match share.exact {
                    Some(exact) => exact.to_f64() * 100.0,
                    None => share.value * 100.0,
                }),
                _ => bare_number(node),
            };
            let Some(points) = points else {
                reader.wrong_kind(
                    node,
                    &what,
                    "a standard error",
                    "write a number, or percentage points in quotes such as \"0.002%\"".into(),
                );
                return None;
            };
            reader
                .within(node, &what, points, super::keys::POSITIVE, false)
                .then_some(points)
        })
    }

    /// A duration in days, possibly with its source.
    pub fn duration(&mut self, node: &Node, path: &str) -> Option<f64> {
        self.sourced(node, path, |days| *days, &mut |reader, node| {
            let what = what(path);
            let text = match &node.value {
                Value::Text(text) => text,
                Value::Integer(number, _) | Value::Float(number, _) => {
                    reader.error(
                        codes::UNIT,
                        format!("{what} is {number} without a unit"),
                        (&node.place, "days, weeks, months or years?"),
                        format!("add the unit, in quotes: \"{number} days\", \"{number} weeks\", \"{number} months\" or \"{number} years\""),
                    );
                    return None;
                }
                _ => {
                    let help = "write a number and a unit in quotes, such as \"26 weeks\"".into();
                    reader.wrong_kind(node, &what, "a duration", help);
                    return None;
                }
            };
            match days(text) {
                Ok(days) => Some(days),
                Err((code, problem, help)) => {
                    reader.error(
                        code,
                        format!("{what} is {}, and {problem}", quoted(text)),
                        (&node.place, "not a duration"),
                        help,
                    );
                    None
                }
            }
        })
    }

    /// Text.
    pub fn text(&mut self, node: &Node, path: &str) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => {
                let help = "put the text in double quotes".into();
                self.wrong_kind(node, &what(path), "text", help);
                None
            }
        }
    }

    /// A name: one line of text that is not blank.
    pub fn name(&mut self, node: &Node, path: &str) -> Option<String> {
        let name = self.text(node, path)?;
        let broken = if name.trim().is_empty() {
            "is blank"
        } else if name.chars().any(char::is_control) {
            "holds a line break or another control character"
        } else if name.chars().count() > 200 {
            "has more than 200 characters"
        } else if name.trim() != name {
            "begins or ends with a space"
        } else {
            return Some(name);
        };
        self.error(
            codes::OUT_OF_RANGE,
            format!("{} {broken}", what(path)),
            (&node.place, "not a usable name"),
            "give a short name in one line, such as \"change-of-income\"".into(),
        );
        None
    }

    /// True or false.
    pub fn flag(&mut self, node: &Node, path: &str) -> Option<bool> {
        match node.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                let help = "write true or false, without quotes".into();
                self.wrong_kind(node, &what(path), "true or false", help);
                None
            }
        }
    }

    /// A date without a time, as `YYYY-MM-DD`.
    pub fn date(&mut self, node: &Node, path: &str) -> Option<String> {
        match &node.value {
            Value::Date(text, true) => Some(text.clone()),
            _ => {
                let help = "write the day without quotes, such as 2021-04-01".into();
                self.wrong_kind(node, &what(path), "a date", help);
                None
            }
        }
    }

    /// The place of a word in a list of choices.
    pub fn choice(&mut self, node: &Node, path: &str, choices: &[&str]) -> Option<usize> {
        let help = format!("use one of: {}", listed(choices));
        let Value::Text(word) = &node.value else {
            self.wrong_kind(node, &what(path), "a word", help);
            return None;
        };
        let at = choices.iter().position(|choice| choice == word);
        if at.is_none() {
            let near = nearest(word, choices.iter().copied());
            let help = near.map_or(help, |near| format!("did you mean {}?", quoted(near)));
            self.error(
                codes::UNKNOWN_NAME,
                format!("{} cannot be {}", what(path), quoted(word)),
                (&node.place, "not one of the choices"),
                help,
            );
        }
        at
    }

    /// The items of a list.
    pub fn list<'n>(&mut self, node: &'n Node, path: &str, of: &str) -> Option<&'n [Node]> {
        match &node.value {
            Value::List(items) => Some(items),
            _ => {
                let help = format!("write a list in square brackets: [{of}, …]");
                self.wrong_kind(node, &what(path), "a list", help);
                None
            }
        }
    }

    /// A name, or a list of names, each with its place.
    pub fn names<'n>(&mut self, node: &'n Node, path: &str) -> Option<Vec<(String, &'n Node)>> {
        match &node.value {
            Value::Text(name) => Some(vec![(name.clone(), node)]),
            Value::List(items) => Some(
                items
                    .iter()
                    .filter_map(|item| Some((self.text(item, path)?, item)))
                    .collect(),
            ),
            _ => {
                let help = "write a name in quotes, or a list of names in square brackets".into();
                self.wrong_kind(node, &what(path), "a name or a list of names", help);
                None
            }
        }
    }
}

/// Readers that take bounds and defaults from the table of keys.
impl View<'_> {
    pub fn number(&self, reader: &mut Reader, name: &str) -> Option<f64> {
        let Kind::Number(bounds) = self.key(name).kind else {
            unreachable!("`{name}` is a number in the table of keys")
        };
        reader.number(
            &*self.node(name)?,
            &self.path_of(name),
            self.key(name).unit,
            bounds,
        )
    }

    pub fn whole(&self, reader: &mut Reader, name: &str) -> Option<u64> {
        let Kind::Whole(low, high) = self.key(name).kind else {
            unreachable!("`{name}` is a whole number in the table of keys")
        };
        reader.whole(&*self.node(name)?, &self.path_of(name), low, high)
    }

    pub fn share(&self, reader: &mut Reader, name: &str) -> Option<Share> {
        let Kind::Share(bounds) = self.key(name).kind else {
            unreachable!("`{name}` is a share in the table of keys")
        };
        reader.share(&*self.node(name)?, &self.path_of(name), bounds)
    }

    pub fn probability(&self, reader: &mut Reader, name: &str) -> Option<Probability> {
        self.share(reader, name).map(Share::probability)
    }

    pub fn duration(&self, reader: &mut Reader, name: &str) -> Option<f64> {
        reader.duration(&*self.node(name)?, &self.path_of(name))
    }

    pub fn text(&self, reader: &mut Reader, name: &str) -> Option<String> {
        reader.text(&*self.node(name)?, &self.path_of(name))
    }

    pub fn name(&self, reader: &mut Reader, name: &str) -> Option<String> {
        reader.name(&*self.node(name)?, &self.path_of(name))
    }

    pub fn flag(&self, reader: &mut Reader, name: &str) -> Option<bool> {
        reader.flag(&*self.node(name)?, &self.path_of(name))
    }

    pub fn choice(&self, reader: &mut Reader, name: &str) -> Option<usize> {
        let Kind::Choice(choices) = self.key(name).kind else {
            unreachable!("`{name}` is a choice in the table of keys")
        };
        reader.choice(&*self.node(name)?, &self.path_of(name), choices)
    }

    /// Which of the words of a list of choices are named.
    pub fn choices(&self, reader: &mut Reader, name: &str) -> Vec<bool> {
        let Kind::Choices(choices) = self.key(name).kind else {
            unreachable!("`{name}` is a list of choices in the table of keys")
        };
        let mut chosen = vec![false; choices.len()];
        if let Some(node) = self.node(name) {
            let path = self.path_of(name);
            for item in reader
                .list(&node, &path, &format!("\"{}\"", choices[0]))
                .unwrap_or(&[])
            {
                if let Some(i) = reader.choice(item, &path, choices) {
                    chosen[i] = true;
                }
            }
        }
        chosen
    }

    /// The entries of a table by name: name, place of the name, value, path.
    pub fn by_name(
        &self,
        reader: &mut Reader,
        name: &str,
    ) -> Vec<(&super::document::Entry, String)> {
        let Some(node) = self.given(name) else {
            return Vec::new();
        };
        let path = self.path_of(name);
        match &node.value {
            Value::Table(table) => table
                .entries
                .iter()
                .map(|entry| (entry, joined(&path, &entry.key)))
                .collect(),
            _ => {
                let help = "write a table in curly brackets: { name = …, other = … }".into();
                reader.wrong_kind(node, &what(&path), "a table", help);
                Vec::new()
            }
        }
    }
}

/// The last step of a path, quoted.
pub(super) fn what(path: &str) -> String {
    quoted(path.rsplit('.').next().unwrap_or(path))
}

fn shown_number(node: &Node) -> String {
    node.shown().chars().take(60).collect()
}

fn bare_number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Integer(_, number) => Some(number.map_or(f64::INFINITY, |n| n as f64)),
        Value::Float(_, number) => Some(*number),
        _ => None,
    }
}

/// A number's exact decimals, where they are few enough to count with.
fn decimal(value: f64) -> Option<Decimal> {
    // Ten decimals keep every product of two shares, a volume and a horizon within 128 bits.
    Decimal::from_f64(value).filter(|exact| exact.fraction().1 <= 10_i128.pow(10))
}

/// Reads `99.4 %`: the share, exactly from the decimals as written.
fn percentage(text: &str) -> Option<Share> {
    let number = text.trim().strip_suffix('%')?.trim();
    let value: f64 = number.parse().ok()?;
    // Only digits and a point can be exact; anything else is kept for its range to be judged.
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let exact = Decimal::from_f64(value)
        .filter(|_| digits <= 15)
        .map(Decimal::percent)
        .filter(|exact| exact.fraction().1 <= 10_i128.pow(12));
    let value = exact.map_or(value / 100.0, Decimal::to_f64);
    Some(Share {
        value,
        exact: exact.filter(|exact| exact.fraction().1 <= 10_i128.pow(10)),
    })
}

/// Units of durations, in days.
const UNITS: &[(&str, &str, f64)] = &[
    ("day", "days", 1.0),
    ("week", "weeks", 7.0),
    ("month", "months", DAYS_A_YEAR / 12.0),
    ("year", "years", DAYS_A_YEAR),
];

/// No duration of a scenario is longer, in days: a thousand years.
const LONGEST: f64 = 365_250.0;

/// Reads `26 weeks` as days.
fn days(text: &str) -> Result<f64, (&'static str, &'static str, String)> {
    const EXAMPLE: &str = "write a number and a unit, such as \"26 weeks\" or \"3 months\"";
    let text = text.trim();
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = (text[..split].trim(), text[split..].trim());
    let Ok(number) = number.parse::<f64>() else {
        return Err((
            codes::UNIT,
            "that is not a number and a unit",
            EXAMPLE.into(),
        ));
    };
    if unit.is_empty() {
        let help = format!(
            "add the unit: \"{number} days\", \"{number} weeks\", \"{number} months\" or \"{number} years\""
        );
        return Err((codes::UNIT, "has no unit", help));
    }
    let wanted = unit.to_lowercase();
    let Some((_, _, each)) = UNITS
        .iter()
        .find(|(one, many, _)| wanted == *one || wanted == *many)
    else {
        let near = nearest(unit, UNITS.iter().map(|(_, many, _)| *many));
        let help = near.map_or(EXAMPLE.into(), |near| {
            format!("did you mean \"{number} {near}\"?")
        });
        return Err((codes::UNIT, "has no known unit", help));
    };
    let days = number * each;
    if (0.0..=LONGEST).contains(&days) {
        Ok(days)
    } else {
        let help = "give a duration from 0 days to 1000 years".into();
        Err((codes::OUT_OF_RANGE, "that is not possible", help))
    }
}

/// Whole periods that hold a duration: rounded up.
pub(super) fn whole_periods(days: f64, period: crate::units::PeriodLength) -> usize {
    let periods = days / period.days();
    // Binary arithmetic may leave a whole number of periods a hair too long.
    let nearest = periods.round();
    if (periods - nearest).abs() < 1e-9 {
        nearest as usize
    } else {
        periods.ceil() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::PeriodLength::{Month, Week};

    #[test]
    fn durations_round_up_to_whole_periods_and_whole_ones_stay() {
        let periods = |text, period| whole_periods(days(text).expect("a duration"), period);
        assert_eq!(periods("2 months", Month), 2);
        assert_eq!(periods("1 year", Month), 12);
        assert_eq!(periods("0.1 years", Month), 2);
        assert_eq!(periods("31 days", Month), 2);
        assert_eq!(periods("26 weeks", Week), 26);
        assert_eq!(periods("1 month", Week), 5);
        assert_eq!(periods("8 days", Week), 2);
        assert_eq!(periods("0 days", Week), 0);
    }

    #[test]
    fn shares_keep_the_decimals_they_were_written_with() {
        let exact = |text| {
            percentage(text)
                .and_then(|s| s.exact)
                .expect("exact")
                .fraction()
        };
        assert_eq!(exact("14.5%"), (145, 1_000));
        assert_eq!(exact(" 99.4 % "), (994, 1_000));
        assert_eq!(percentage("0.1%").map(|s| s.value), Some(0.001));
        assert_eq!(decimal(0.145).map(Decimal::fraction), Some((145, 1_000)));
        let third = |text| percentage(text).and_then(|s| s.exact);
        let sum = third("33.3%").and_then(|a| Some(a.plus(third("33.3%")?).plus(third("33.4%")?)));
        assert!(sum.is_some_and(|sum| sum.equals(Decimal::ONE)));
        assert_eq!(
            third("33.333333333333333%"),
            None,
            "too many decimals to count with"
        );
    }
}
