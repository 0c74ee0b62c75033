//! A scenario once more, with one assumption at an end of its range.

use super::Scenario;
use super::document::Node;
use super::keys::SCENARIO;
use super::reader::Reader;
use super::resolve;
use super::view::View;
use crate::diagnostic::Severity;
use crate::read::Reading;
use crate::sample::MethodKeys;

/// Where an assumption is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As it is assumed.
    Assumed,
    /// The lowest value thought possible.
    Low,
    /// The highest.
    High,
}

/// What a scenario was read with, beside what is written in it.
#[derive(Clone, Debug)]
pub(super) struct ReadWith {
    /// Attributes that are known.
    pub known: Vec<Node>,
    pub catalogue_file: usize,
    pub methods: Vec<MethodKeys>,
    pub measures: Vec<String>,
}

/// An assumption that is read at one end of its range.
#[derive(Clone, Debug)]
pub(super) struct WhatIf {
    key: String,
    end: End,
    /// The value there, as a number.
    pub size: Option<f64>,
}

impl WhatIf {
    /// The key to read instead of the assumed value, where this is the assumption.
    pub fn key_at(&self, path: &str) -> Option<&'static str> {
        match self.end {
            _ if !self.is_at(path) => None,
            End::Assumed => None,
            End::Low => Some("low"),
            End::High => Some("high"),
        }
    }

    pub fn is_at(&self, path: &str) -> bool {
        self.key == path
    }
}

impl Reading {
    /// The scenario with the assumption at `key` (as in [`super::Assumption::key`]) at an end of its range, and the value
    /// there as a number: a share, a duration in days. `None` where the scenario does not hold with it.
    pub fn with(&self, key: &str, end: End) -> Option<(Scenario, f64)> {
        let (table, start) = self.places.whole();
        let mut reader = Reader {
            what_if: Some(WhatIf {
                key: key.to_owned(),
                end,
                size: None,
            }),
            ..Reader::default()
        };
        let top = View::of_table(&mut reader, table, start.clone(), &SCENARIO, "");
        let ReadWith {
            known,
            catalogue_file,
            methods,
            measures,
        } = &self.read_with;
        let measures: Vec<&str> = measures.iter().map(String::as_str).collect();
        // Levels of lints are keys of the scenario too.
        resolve::lints::read(&mut reader, &top);
        let scenario = resolve::scenario(
            &mut reader,
            &top,
            &resolve::Surroundings {
                known,
                catalogue_file: *catalogue_file,
                methods,
                measures: &measures,
            },
        );
        let size = reader.what_if?.size?;
        let sound = |problem: &crate::diagnostic::Diagnostic| problem.severity < Severity::Error;
        reader
            .problems
            .iter()
            .all(sound)
            .then_some((scenario, size))
    }
}
