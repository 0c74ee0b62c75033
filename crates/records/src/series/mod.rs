//! Series: a published figure by period and group, as a list of rows.
//!
//! [`periods`] reads what periods are called, [`SERIES`] are the columns, [`SeriesReader`] makes a [`SeriesList`] of rows.

mod cells;
mod columns;
mod forecasts;
mod labels;
mod list;
pub mod periods;
mod reader;
mod unit;

pub use columns::{SERIES, lacks_checks};
pub use forecasts::{FORECASTS, number_in};
pub use list::{PublishedFigure, SeriesList, SeriesUnit};
pub use reader::SeriesReader;
