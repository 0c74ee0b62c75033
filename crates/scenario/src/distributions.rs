//! Reading distributions of amounts.

use super::codes;
use super::document::{Entry, Node, Place, Table, Value, what};
use super::keys_policy::{BY_MEAN, BY_MEDIAN, DISTRIBUTIONS};
use super::reader::{Reader, every, joined, listed};
use crate::key::{Bounds, Kind, Section};
use tierone_stats::distribution::Distribution;

/// A distribution's numbers by key.
struct Parameters(Vec<(&'static str, Vec<f64>)>);

impl Parameters {
    fn one(&self, key: &str) -> Option<f64> {
        self.many(key)?.first().copied()
    }

    fn many(&self, key: &str) -> Option<&[f64]> {
        let (_, values) = self.0.iter().find(|(name, _)| *name == key)?;
        Some(values)
    }
}

impl Reader {
    /// A distribution, possibly with its source.
    pub fn distribution(&mut self, node: &Node, path: &str) -> Option<Distribution> {
        self.sourced(node, path, Distribution::mean, &mut |reader, node| {
            reader.bare_distribution(node, path)
        })
    }

    fn bare_distribution(&mut self, node: &Node, path: &str) -> Option<Distribution> {
        let example = "write { distribution = \"log-normal\", mean = …, sd = … }, or \
                       { distribution = \"constant\", value = … }";
        let Value::Table(table) = &node.value else {
            self.wrong_kind(node, what(path), "a distribution", example.into());
            return None;
        };
        let Some(kind) = table.get("distribution") else {
            self.error(
                codes::MISSING_KEY,
                format!("{} does not say which distribution it is", what(path)),
                (&node.place, "`distribution` is missing here"),
                example,
            );
            return None;
        };
        let names: Vec<&str> = DISTRIBUTIONS.iter().map(|row| row.name).collect();
        let row = &DISTRIBUTIONS[self.choice(kind, &joined(path, "distribution"), &names)?];
        let form = row
            .forms
            .iter()
            .copied()
            .max_by_key(|form| form.keys.iter().filter(|key| table.has(key.name)).count())
            .filter(|form| form.keys.iter().any(|key| table.has(key.name)))
            .unwrap_or(row.forms[0]);
        let parameters = self.parameters(table, &node.place, form, path)?;
        let built = build(form, row.name, &parameters);
        let broken = |(key, problem, help): Broken| {
            let place = table.get(key).map_or(&node.place, |node| &node.place);
            let code = match key {
                "weights" => codes::LENGTH,
                _ => codes::OUT_OF_RANGE,
            };
            let message = format!("{}: {problem}", what(path));
            self.error(code, message, (place, problem), help);
        };
        built.map_err(broken).ok()
    }

    /// Every number of a form, or nothing if one is missing or wrong.
    fn parameters(
        &mut self,
        table: &Table,
        place: &Place,
        form: &'static Section,
        path: &str,
    ) -> Option<Parameters> {
        let mut sound = true;
        let mut meant = Vec::new();
        for Entry { key, key_place, .. } in &table.entries {
            if key != "distribution" && form.key(key).is_none() {
                let known: Vec<&str> = form.keys.iter().map(|key| key.name).collect();
                let section = format!("a {} distribution by {}", form.name, listed(&known));
                meant.extend(self.unknown_key(&section, key, key_place, known));
                sound = false;
            }
        }
        let mut parameters = Vec::new();
        for key in form.keys {
            let path = joined(path, key.name);
            let values = match (table.get(key.name), key.kind) {
                (None, _) if meant.contains(&key.name) => None,
                (None, _) if key.required => {
                    self.missing(form.name, key.name, place, key.meaning);
                    None
                }
                (None, _) => continue,
                (Some(node), Kind::Number(bounds)) => {
                    self.number(node, &path, "", bounds).map(|x| vec![x])
                }
                (Some(node), Kind::List(Kind::Number(bounds))) => {
                    self.numbers(node, &path, *bounds)
                }
                (Some(_), _) => unreachable!("distributions have numbers and lists of numbers"),
            };
            match values {
                Some(values) => parameters.push((key.name, values)),
                None => sound = false,
            }
        }
        sound.then_some(Parameters(parameters))
    }

    fn numbers(&mut self, node: &Node, path: &str, bounds: Bounds) -> Option<Vec<f64>> {
        let items = self.list(node, path, "1.0")?.iter();
        every(items.map(|item| self.number(item, path, "", bounds)))
    }
}

/// The key that is wrong, what is wrong with it, and the remedy.
type Broken = (&'static str, &'static str, &'static str);

fn build(form: &Section, kind: &str, parameters: &Parameters) -> Result<Distribution, Broken> {
    let one = |key| parameters.one(key).unwrap_or(f64::NAN);
    let distribution = if std::ptr::eq(form, &BY_MEAN) {
        Distribution::log_normal_by_mean(one("mean"), one("sd"))
    } else if std::ptr::eq(form, &BY_MEDIAN) {
        Distribution::LogNormal {
            mu: one("median").ln(),
            sigma: one("sigma"),
        }
    } else if kind == "gamma" {
        let (mean, sd) = (one("mean"), one("sd"));
        Distribution::Gamma {
            shape: (mean / sd).powi(2),
            scale: sd * sd / mean,
        }
    } else if kind == "constant" {
        Distribution::Constant(one("value"))
    } else if kind == "uniform" {
        let (low, high) = (one("low"), one("high"));
        if low >= high {
            let help = "make `high` larger than `low`, or use the distribution `constant`";
            return Err(("high", "the upper bound is not above the lower one", help));
        }
        Distribution::Uniform { low, high }
    } else {
        empirical(parameters)?
    };
    let parameters_are_usable = match &distribution {
        Distribution::LogNormal { mu, sigma } => mu.is_finite() && sigma.is_finite(),
        Distribution::Gamma { shape, scale } => {
            shape.is_finite() && scale.is_finite() && *shape > 0.0 && *scale > 0.0
        }
        _ => true,
    };
    if parameters_are_usable && distribution.mean().is_finite() {
        Ok(distribution)
    } else {
        let help = "give a standard deviation of the same order as the mean";
        Err(("sd", "mean and standard deviation are too far apart", help))
    }
}

fn empirical(parameters: &Parameters) -> Result<Distribution, Broken> {
    let values = parameters.many("values").unwrap_or(&[]);
    if values.is_empty() {
        let help = "give at least one value";
        return Err(("values", "the list has no values", help));
    }
    let weights = match parameters.many("weights") {
        None => vec![1.0; values.len()],
        Some(weights) => weights.to_vec(),
    };
    if weights.len() != values.len() {
        let help = "give one weight for each value, or leave `weights` out";
        return Err(("weights", "there are not as many weights as values", help));
    }
    if weights.iter().sum::<f64>() <= 0.0 {
        let help = "give at least one value some weight";
        return Err(("weights", "all weights are zero", help));
    }
    Ok(Distribution::empirical(
        values.iter().copied().zip(weights).collect(),
    ))
}
