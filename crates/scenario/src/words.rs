//! Reading words: text, names, flags, dates, choices and lists.

use jiff::civil::Date;

use super::codes;
use super::document::{Node, Value, quoted, what};
use super::key::Bounds;
use super::reader::{Reader, listed, meant};
use super::written_elsewhere;
use tierone_stats::units::Decimal;

impl Reader {
    /// Text.
    pub fn text(&mut self, node: &Node, path: &str) -> Option<String> {
        let Value::Text(text) = &node.value else {
            let help = "put the text in double quotes".into();
            self.wrong_kind(node, what(path), "text", help);
            return None;
        };
        Some(text.clone())
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
            "give a short name in one line, such as \"change-of-income\"",
        );
        None
    }

    /// True or false.
    pub fn flag(&mut self, node: &Node, path: &str) -> Option<bool> {
        let Value::Flag(flag) = node.value else {
            let help = "write true or false, without quotes".into();
            self.wrong_kind(node, what(path), "true or false", help);
            return None;
        };
        Some(flag)
    }

    /// A day of the calendar, without a time.
    pub fn date(&mut self, node: &Node, path: &str) -> Option<Date> {
        let date = match &node.value {
            Value::Date(text, true) => text.parse().ok(),
            _ => None,
        };
        if date.is_none() {
            let named = match &node.value {
                Value::Text(text) => text
                    .parse::<Date>()
                    .ok()
                    .or_else(|| written_elsewhere::day(text)),
                _ => None,
            };
            let named = named.map_or("such as 2021-04-01".into(), |day| day.to_string());
            let help = format!("write the day as year-month-day, without quotes: {named}");
            self.wrong_kind(node, what(path), "a date", help);
        }
        date
    }

    /// The place of a word in a list of choices.
    pub fn choice(&mut self, node: &Node, path: &str, choices: &[&str]) -> Option<usize> {
        let help = format!("use one of: {}", listed(choices));
        let Value::Text(word) = &node.value else {
            self.wrong_kind(node, what(path), "a word", help);
            return None;
        };
        let at = choices.iter().position(|choice| choice == word);
        if at.is_none() {
            self.error(
                codes::UNKNOWN_NAME,
                format!("{} cannot be {}", what(path), quoted(word)),
                (&node.place, "not one of the choices"),
                meant(word, choices),
            );
        }
        at
    }

    /// The items of a list.
    pub fn list<'n>(&mut self, node: &'n Node, path: &str, of: &str) -> Option<&'n [Node]> {
        let Value::List(items) = &node.value else {
            let help = format!("write a list in square brackets: [{of}, …]");
            self.wrong_kind(node, what(path), "a list", help);
            return None;
        };
        Some(items)
    }

    /// A name, or a list of names, each with its place.
    pub fn names<'n>(&mut self, node: &'n Node, path: &str) -> Option<Vec<(String, &'n Node)>> {
        match &node.value {
            Value::Text(name) => Some(vec![(name.clone(), node)]),
            Value::List(items) => {
                let named = |item: &'n Node| Some((self.text(item, path)?, item));
                Some(items.iter().filter_map(named).collect())
            }
            _ => {
                let help = "write a name in quotes, or a list of names in square brackets".into();
                self.wrong_kind(node, what(path), "a name or a list of names", help);
                None
            }
        }
    }
}

/// What to write where a whole number is expected and something else stands.
pub(super) fn whole_number(value: &Value, low: u64, high: u64) -> String {
    let bounds = low as f64..=high as f64;
    match value {
        // Posts that are not full are the usual reason: people are counted, not hours.
        Value::Float(_, number) if bounds.contains(&number.round()) => {
            let nearest = number.round();
            format!("only whole numbers can stand here: write {nearest}")
        }
        Value::Text(text) => {
            let number = |plain: &String| plain.replace('_', "").parse::<f64>();
            let is_held = |plain: &String| number(plain).is_ok_and(|n| bounds.contains(&n));
            let plain = match text.parse::<u64>() {
                Ok(_) => Some(text.clone()),
                Err(_) => written_elsewhere::amount(text),
            };
            let plain = plain.filter(is_held);
            let plain = plain.map_or_else(String::new, |plain| format!(": {plain}"));
            format!("write a whole number from {low} to {high}, without quotes{plain}")
        }
        Value::List(_) => {
            format!("write one whole number from {low} to {high}: it is the same in every period")
        }
        _ => format!("write a whole number from {low} to {high}, without quotes"),
    }
}

/// The text that stands in quotes where something else is wanted.
pub(super) fn bare_text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text.trim()),
        _ => None,
    }
}

/// `: 2_130`, where a text in quotes is a number after all, within bounds; a percentage is one where a number has no unit.
pub(super) fn as_number(node: &Node, bounds: Bounds, has_unit: bool) -> String {
    let plain = bare_text(node).and_then(|text| {
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        match number {
            Some(_) => Some(text.to_owned()),
            None => written_elsewhere::amount(text),
        }
    });
    let bare = bare_text(node).filter(|_| !has_unit);
    let percent = bare.and_then(|text| text.strip_suffix('%'));
    let percent = percent.and_then(|text| Decimal::from_f64(text.trim().parse().ok()?));
    let plain = plain.or(percent.map(|number| number.percent().to_f64().to_string()));
    let plain = plain.filter(|plain| plain.replace('_', "").parse().is_ok_and(|x| bounds.hold(x)));
    plain.map_or_else(String::new, |plain| format!(": {plain}"))
}

/// What to write where a share within bounds is expected and something else stands.
pub(super) fn as_share(node: &Node, bounds: Bounds) -> String {
    let number = bare_text(node).and_then(|text| text.parse::<f64>().ok());
    let number = number.filter(|number| number.is_finite());
    let fits = number.map(|number| (bounds.hold(number / 100.0), bounds.hold(number)));
    match number.zip(fits) {
        Some((number, (true, true))) => format!(
            "write \"{number}%\" if a percentage is meant, or {number} without quotes if a share is"
        ),
        Some((number, (true, false))) => format!("write \"{number}%\""),
        Some((number, (false, true))) => format!("write {number} without quotes"),
        _ => {
            let (low, high) = (bounds.low, bounds.high.min(1.0));
            let example = match bounds.hold(0.004) {
                true => 0.4,
                false => 100.0 * high,
            };
            format!(
                "write a number from {low} to {high}, or a percentage in quotes such as \"{example}%\""
            )
        }
    }
}

/// What a number outside of bounds must be, and what to write instead.
pub(super) fn out_of_range(node: &Node, x: f64, bounds: Bounds, percent: bool) -> (String, String) {
    let show = |bound: f64| match percent {
        true => format!("{}%", bound * 100.0),
        false => format!("{bound}"),
    };
    let is_low = x < bounds.low || (x == bounds.low && !bounds.low_in);
    let rule = match (is_low, bounds.low_in, bounds.high_in) {
        _ if x.is_nan() => "a number, not NaN".to_owned(),
        (true, true, _) => format!("at least {}", show(bounds.low)),
        (true, false, _) => format!("more than {}", show(bounds.low)),
        (false, _, true) => format!("at most {}", show(bounds.high)),
        (false, _, false) => format!("less than {}", show(bounds.high)),
    };
    let is_percentage = percent && x >= 1.0 && bounds.hold(x / 100.0);
    let help = if is_percentage && !matches!(node.value, Value::Text(_)) {
        format!("if a percentage is meant, write \"{x}%\" in quotes")
    } else {
        let shown = |bound: f64, is_in: bool| show(bound) + if is_in { "" } else { " (excluded)" };
        let low = shown(bounds.low, bounds.low_in);
        let high = shown(bounds.high, bounds.high_in);
        format!("give a value from {low} to {high}")
    };
    (rule, help)
}
