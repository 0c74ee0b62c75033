//! The names of groups in the columns asked for, without the names of people where they are to be hidden.

use jiff::civil::Date;

use super::header::{Header, OWNER};
use crate::assess::{PeriodLength, named};
use crate::input_error::InputError;
use crate::lists::columns::{exactly, listed, same};
use crate::lists::formats::{Formats, Spellings};
use crate::lists::pseudonyms::Pseudonyms;
use crate::lists::{CASES, Row};
use crate::request::Request;

/// Where labels stand in a file, and names of people.
pub(super) struct Labels {
    places: Vec<Option<usize>>,
    /// By column asked for the period of the close date that it is, where no column has its name.
    periods: Vec<Option<PeriodLength>>,
    people: Vec<usize>,
    formats: Formats,
}

/// Where a column that is asked for stands: under that name, or as the column that is known by it.
pub(super) fn place(request: &Request, header: &[String], name: &str) -> Option<usize> {
    let exact = exactly(header, name).first().copied();
    exact.or_else(|| known_place(request, header, name))
}

/// Where the known column of this name stands: where a map tells, or under one of its names.
pub fn known_place(request: &Request, header: &[String], name: &str) -> Option<usize> {
    let known = CASES.iter().find(|column| column.is_meant(name, CASES))?;
    let maps = request.maps.iter();
    let mapped = maps
        .filter(|(map, _)| known.is_meant(map, CASES))
        .map(|(_, theirs)| theirs.as_str());
    let mut names = mapped.chain([known.name]).chain(known.also.iter().copied());
    names.find_map(|name| exactly(header, name).first().copied())
}

impl Labels {
    /// Of the columns that are asked for.
    ///
    /// # Errors
    /// Names are to be hidden, and no column is known to hold any.
    pub(super) fn new(
        request: &Request,
        header: &Header,
        formats: &Formats,
    ) -> Result<Self, InputError> {
        let columns = request.columns();
        let places = |name: &str| exactly(&header.columns, name);
        let asked = |name: &&str| place(request, &header.columns, name);
        let owner = CASES.iter().find(|column| column.name == OWNER);
        let names = owner.map(|owner| [&[owner.name], owner.also].concat());
        let maps = request
            .maps
            .iter()
            .filter(|(name, _)| owner.is_some_and(|owner| owner.is_meant(name, CASES)));
        let mut people: Vec<usize> = maps.flat_map(|(_, theirs)| places(theirs)).collect();
        people.extend(names.into_iter().flatten().flat_map(places));
        let mut unknown = columns.iter().filter(|name| !same(name, "checker"));
        if request.pseudonyms
            && header.is_of_sample(request)
            && people.is_empty()
            && unknown.next().is_some()
        {
            return Err(InputError::new(format!(
                "no column is known to hold names that --pseudonyms could hide; the columns of {} are {}",
                header.file,
                listed(&header.columns)
            ))
            .help("tell where they stand with --map 'case owner=…', or leave --pseudonyms out if there are none"));
        }
        people.extend(places("checker"));
        let places: Vec<Option<usize>> = columns.iter().map(asked).collect();
        let period = |(name, place): (&&str, &Option<usize>)| {
            let period = PeriodLength::named(&name.to_lowercase())?;
            (place.is_none() && period != PeriodLength::Rolling).then_some(period)
        };
        Ok(Self {
            periods: columns.iter().zip(&places).map(period).collect(),
            places,
            people,
            formats: formats.clone(),
        })
    }

    /// The label in each column asked for, equal ones in one spelling; empty where the file does not have it.
    pub(super) fn of(
        &self,
        (row, closed): (Row<'_>, Option<Date>),
        pseudonyms: Option<&Pseudonyms>,
        spellings: &mut Spellings,
    ) -> Vec<String> {
        let mut label = |place: &Option<usize>| {
            let text = row.at(*place);
            let first = place.map_or(String::new(), |place| {
                spellings.first(place, self.formats.of(place), text)
            });
            match pseudonyms {
                // A stratum may be called by its caseworker.
                Some(pseudonyms) if self.people.iter().any(|person| row.get(*person) == text) => {
                    pseudonyms.of(&first)
                }
                _ => first,
            }
        };
        let labels = self.places.iter().zip(&self.periods);
        let labels = labels.map(|(place, period)| match period {
            Some(period) => named(*period, &[closed])
                .pop()
                .map_or(String::new(), |(name, _)| name),
            None => label(place),
        });
        labels.collect()
    }

    /// By column asked for, whether the file has it.
    pub(super) fn there(&self) -> Vec<bool> {
        let places = self.places.iter().zip(&self.periods);
        places
            .map(|(place, period)| place.is_some() || period.is_some())
            .collect()
    }

    /// The columns asked for that the file does not have, by their places.
    pub(super) fn missing(&self, request: &Request) -> Vec<(usize, String)> {
        let columns = request.columns();
        let there = self.there().into_iter().enumerate();
        there
            .filter(|(_, is_there)| !is_there)
            .map(|(place, _)| (place, columns[place].to_owned()))
            .collect()
    }
}
