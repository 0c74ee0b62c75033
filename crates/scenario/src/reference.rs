//! The tables of keys as a reader wants them: every section with where it stands, and what may stand at a key, in words.

use std::fmt::Write;

use tierone_stats::format::thousands;

use crate::key::{Bounds, HALF_WIDTH, Key, Kind, Section};
use crate::keys::SCENARIO;
use crate::keys_policy::DISTRIBUTIONS;

/// A section where it stands.
#[derive(Clone, Debug)]
pub struct SectionAt {
    /// Its keys.
    pub section: &'static Section,
    /// The keys that lead to it, with dots, such as `policy.check.frame`; empty for the scenario itself.
    pub path: String,
    /// What chooses it where several may stand there, such as `rule = "funnel"`; else empty.
    pub form: String,
}

/// Every section, in the order in which a file has them; then those of distributions.
pub fn sections() -> Vec<SectionAt> {
    let mut sections = Vec::new();
    collect(&SCENARIO, String::new(), &mut sections);
    for row in DISTRIBUTIONS {
        sections.extend(row.forms.iter().map(|form| SectionAt {
            section: form,
            path: "distribution".into(),
            form: format!("distribution = \"{}\"", row.name),
        }));
    }
    sections
}

fn collect(section: &'static Section, path: String, sections: &mut Vec<SectionAt>) {
    let form = match section.keys.first().map(|key| (key.name, key.kind)) {
        Some(("rule", Kind::Choice([rule]))) => format!("rule = \"{rule}\""),
        _ => String::new(),
    };
    sections.push(SectionAt {
        section,
        path: path.clone(),
        form,
    });
    for key in section.keys {
        let path = match path.as_str() {
            "" => key.name.to_owned(),
            path => format!("{path}.{}", key.name),
        };
        below(key.kind, path, sections);
    }
}

fn below(kind: Kind, path: String, sections: &mut Vec<SectionAt>) {
    match kind {
        Kind::Table(section) | Kind::Tables(section) => collect(section, path, sections),
        Kind::ByName(of) => below(*of, format!("{path}.NAME"), sections),
        Kind::List(of) => below(*of, path, sections),
        Kind::Any(kinds) => {
            for kind in kinds {
                below(*kind, path.clone(), sections);
            }
        }
        _ => {}
    }
}

impl Kind {
    /// What may stand there, in words.
    pub fn in_words(&self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Name => "a name".into(),
            Self::Flag => "true or false".into(),
            Self::Date => "a date without quotes".into(),
            Self::Whole(low, high) => {
                let [low, high] = [low, high].map(|bound| thousands(&bound.to_string()));
                format!("a whole number from {low} to {high}")
            }
            Self::Number(bounds) => format!("a number{}", within(*bounds, false)),
            Self::Share(bounds) => {
                let within = within(*bounds, true);
                format!("a percentage in quotes, or a number,{within}")
            }
            Self::HalfWidth => format!("a percentage in quotes,{}", within(HALF_WIDTH, true)),
            Self::Points => {
                "a percentage in quotes for a measure in per cent, a number for others".into()
            }
            Self::Duration => "a duration such as \"3 months\"".into(),
            Self::Choice(words) => format!("\"{}\"", words.join("\" or \"")),
            Self::Choices(words) => format!("a list of \"{}\"", words.join("\", \"")),
            Self::Names => "a name, or a list of names".into(),
            Self::Measure => "the name of a measure (`tierone list measures`)".into(),
            Self::Distribution => "a distribution of amounts".into(),
            Self::Sample => "a sampling method with its keys (`tierone list methods`)".into(),
            Self::Table(_) => "a table of keys".into(),
            Self::Tables(_) => "tables of keys".into(),
            Self::ByName(of) => format!("by name: {}", of.in_words()),
            Self::List(of) => format!("a list, each {}", of.in_words()),
            Self::Any(kinds) => {
                let mut forms: Vec<String> = kinds.iter().map(Self::in_words).collect();
                forms.dedup();
                forms.join("; or ")
            }
        }
    }

    /// A value that may stand there, as it is written; none for whole sections.
    pub fn example(&self) -> Option<String> {
        Some(match self {
            Self::Text => "\"text\"".into(),
            Self::Name => "\"name\"".into(),
            Self::Flag => "true".into(),
            Self::Date => "2026-04-01".into(),
            Self::Whole(low, high) => 10.clamp(*low, *high).to_string(),
            Self::Number(bounds) => {
                let usual = if bounds.high > 1e6 { 100.0 } else { 0.5 };
                example(*bounds, usual, 2.0).to_string()
            }
            Self::Share(bounds) => format!("\"{}%\"", 100.0 * example(*bounds, 0.05, 0.5)),
            Self::HalfWidth => "\"0.3%\"".into(),
            Self::Points => "\"0.1%\"".into(),
            Self::Duration => "\"3 months\"".into(),
            Self::Choice(words) => format!("\"{}\"", words.first()?),
            Self::Choices(words) => format!("[\"{}\"]", words.first()?),
            Self::Names => "[\"one\", \"other\"]".into(),
            Self::Measure => "\"accuracy\"".into(),
            Self::Distribution => "{ distribution = \"gamma\", mean = 20, sd = 10 }".into(),
            Self::Sample => "{ method = \"simple-random\", checks = 100 }".into(),
            Self::Table(_) | Self::Tables(_) => return None,
            Self::ByName(of) => format!("{{ name = {} }}", of.example()?),
            Self::List(of) => format!("[{}]", of.example()?),
            Self::Any(kinds) => kinds.iter().find_map(Self::example)?,
        })
    }
}

impl Key {
    /// What its default is, in words; empty where it must be given.
    pub fn default_in_words(&self) -> &'static str {
        match (self.required, self.default) {
            (true, _) => "",
            (false, "") => "none",
            (false, default) => default,
        }
    }
}

/// A number that such a key allows: one of two if it can be.
fn example(bounds: Bounds, usual: f64, other: f64) -> f64 {
    let tried = [usual, other, bounds.high, bounds.low];
    let allowed = tried.into_iter().find(|x| bounds.hold(*x));
    allowed.unwrap_or(bounds.low)
}

/// Bounds that say more than that a number is no slip of the keyboard.
fn within(bounds: Bounds, percent: bool) -> String {
    let bound = |x: f64| match percent {
        true => format!("{}%", 100.0 * x),
        false => format!("{x}"),
    };
    let mut text = String::new();
    if bounds.low > -1e6 {
        let word = if bounds.low_in { "at least" } else { "above" };
        let _ = write!(text, " {word} {}", bound(bounds.low));
    }
    if bounds.high < 1e6 {
        let and = if text.is_empty() { "" } else { " and" };
        let word = if bounds.high_in { "at most" } else { "below" };
        let _ = write!(text, "{and} {word} {}", bound(bounds.high));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "schemas")]
    use crate::schema::schema;
    #[cfg(feature = "schemas")]
    use serde_json::{Value, json};

    /// The part of the schema that a key of a path has.
    #[cfg(feature = "schemas")]
    fn part<'s>(schema: &'s Value, path: &str) -> Option<&'s Value> {
        let names = path.split('.').filter(|name| !name.is_empty());
        names.into_iter().try_fold(schema, |part, name| {
            let forms = part["anyOf"].as_array();
            let forms = forms.into_iter().flatten().chain([part, &part["items"]]);
            let within = |form: &'s Value| match name {
                "NAME" => form
                    .get("additionalProperties")
                    .filter(|any| any.is_object()),
                name => form["properties"].get(name),
            };
            forms.into_iter().find_map(within)
        })
    }

    #[cfg(feature = "schemas")]
    #[test]
    fn an_example_is_what_the_schema_allows() {
        let schema = schema(&["accuracy"]);
        let mut tried = 0;
        for at in sections().iter().filter(|at| at.form.is_empty()) {
            for key in at.section.keys {
                let Some(example) = key.kind.example() else {
                    continue;
                };
                let path = format!("{}.{}", at.path, key.name);
                let part =
                    part(&schema, &path).unwrap_or_else(|| panic!("{path} is in the schema"));
                let mut alone = json!({ "$defs": schema["$defs"] });
                alone["allOf"] = json!([part]);
                let validator = jsonschema::validator_for(&alone).expect("a usable schema");
                // A date has no quotes in the file and has some in the schema.
                let quoted = match key.kind {
                    Kind::Date => format!("\"{example}\""),
                    Kind::List(Kind::Date) => example.replace('[', "[\"").replace(']', "\"]"),
                    _ => example.clone(),
                };
                let table: toml::Table = format!("it = {quoted}").parse().expect("TOML");
                let value = serde_json::to_value(&table["it"]).expect("JSON");
                assert!(validator.is_valid(&value), "{path} = {example}");
                tried += 1;
            }
        }
        assert!(tried > 100, "{tried} keys have examples");
    }

    #[test]
    fn every_section_has_a_place_of_its_own() {
        let sections = sections();
        let mut places: Vec<String> = sections
            .iter()
            .map(|at| format!("{} {} {}", at.path, at.form, at.section.meaning))
            .collect();
        let all = places.len();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), all);
        assert!(sections.iter().any(|at| at.path == "policy.check.frame"));
        assert!(sections.iter().any(|at| at.form == "rule = \"funnel\""));
    }
}
