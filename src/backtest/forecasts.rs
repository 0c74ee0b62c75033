//! Reads a forecast that was kept: as `tierone forecast --out` leaves it, or anybody's own with a figure and a band.

use std::path::Path;

use csv::StringRecord;
use tierone_forecast::report::{ForecastRow, Named};
use tierone_forecast::scale::Scale;
use tierone_records::lists::Columns;
use tierone_records::lists::numbers::DecimalSign;
use tierone_records::lists::problems::quoted;
use tierone_records::series::{FORECASTS, number_in};
use tierone_stats::cells::as_meant;
use tierone_stats::special::normal_quantile;

use super::super::exit::Failure;

const HELP: &str = "a forecast needs a column for the period and one for the figure, and a band: low_80 and high_80, or p10 and p90 \
                    (or of 50 % or 95 %); group and method where there are several; `tierone explain columns` has all names";

/// How files of forecasts are read, and what they are to be marked in.
pub(super) struct Marking<'n> {
    /// The figures that came.
    pub named: &'n Named,
    /// What a figure of their file is divided by: shares are kept as numbers from 0 to 1.
    pub whole: f64,
    /// The sign before decimals.
    pub decimal: DecimalSign,
}

/// The rows of a forecast, in the unit of the figures that came.
pub(super) fn forecasts(path: &Path, marking: &Marking<'_>) -> Result<Vec<ForecastRow>, Failure> {
    let shown = path.display();
    let wrong = |why: String| Failure::input(format!("{shown} is no forecast: {why}")).help(HELP);
    let reader = csv::Reader::from_path(path);
    let mut reader = reader
        .map_err(|error| Failure::input(format!("cannot read {shown}: {error}")).help(HELP))?;
    let header = reader.headers().map_err(|error| wrong(error.to_string()))?;
    let header: Vec<String> = header
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').trim().to_owned())
        .collect();
    let columns = Columns::find(&header, FORECASTS, &[]).map_err(|why| wrong(why.join("; ")))?;
    let has = |name: &str| columns.place(name).is_some();
    let banded = BANDS.iter().any(|(_, low, high)| has(low) && has(high));
    let scaled = has("scale") && has("mean") && has("sd");
    if !banded && !scaled {
        return Err(wrong(format!(
            "there is no band; the file's columns are {}",
            header.join(", ")
        )));
    }
    let mut rows = Vec::new();
    let mut periods: Vec<String> = Vec::new();
    for (place, record) in reader.records().enumerate() {
        let record = record.map_err(|error| wrong(error.to_string()))?;
        let cells = Cells {
            file: path,
            header: &header,
            columns: &columns,
            record: &record,
            row: place + 2,
            decimal: marking.decimal,
        };
        rows.extend(cells.row(marking, &mut periods)?);
    }
    Ok(rows)
}

/// The bands that a file may have: what they hold, and the columns of their limits.
const BANDS: [(f64, &str, &str); 3] = [
    (0.8, "low 80", "high 80"),
    (0.95, "low 95", "high 95"),
    (0.5, "low 50", "high 50"),
];

/// The cells of a row.
struct Cells<'f> {
    file: &'f Path,
    header: &'f [String],
    columns: &'f Columns,
    record: &'f StringRecord,
    row: usize,
    decimal: DecimalSign,
}

impl Cells<'_> {
    fn text(&self, name: &str) -> &str {
        let place = self.columns.place(name);
        let cell = place.and_then(|place| self.record.get(place));
        as_meant(cell.unwrap_or_default().trim()).trim()
    }

    fn wrong(&self, name: &str, why: &str) -> Failure {
        let place = self.columns.place(name);
        let column = place.map_or(name, |place| self.header[place].as_str());
        Failure::input(format!(
            "{}, row {}, column `{column}`: {why}",
            self.file.display(),
            self.row
        ))
        .help(HELP)
    }

    fn number(&self, name: &str) -> Result<Option<f64>, Failure> {
        let text = self.text(name);
        number_in(text, self.decimal)
            .map_err(|why| self.wrong(name, &format!("{} {why}", quoted(text))))
    }

    /// The forecast of the row; nothing of an empty one.
    fn row(
        &self,
        marking: &Marking<'_>,
        periods: &mut Vec<String>,
    ) -> Result<Option<ForecastRow>, Failure> {
        let period = self.text("period").to_owned();
        let Some(figure) = self.number("figure")? else {
            return match period.is_empty() {
                true => Ok(None),
                false => Err(self.wrong("figure", "there is no figure")),
            };
        };
        if period.is_empty() {
            return Err(self.wrong("period", "there is no period"));
        }
        if !periods.contains(&period) {
            periods.push(period.clone());
        }
        let turn = periods.iter().position(|other| *other == period);
        let ahead = match self.number("ahead")? {
            None => turn.unwrap_or(0) + 1,
            Some(ahead) if ahead >= 1.0 => ahead as usize,
            Some(_) => return Err(self.wrong("ahead", "a forecast is of one period ahead or more")),
        };
        let unit = self.text("unit");
        // Figures of no unit are in that of the figures that came.
        let factor = match unit.is_empty() {
            true => marking.named.unit.whole() / marking.whole,
            false => 1.0,
        };
        let mut limits = [None; 6];
        for (place, (_, low, high)) in BANDS.iter().enumerate() {
            let both = (self.number(low)?, self.number(high)?);
            if let (Some(from), Some(to)) = both
                && from > to
            {
                return Err(self.wrong(low, "the band ends before it begins"));
            }
            limits[2 * place] = both.0.map(|low| low * factor);
            limits[2 * place + 1] = both.1.map(|high| high * factor);
        }
        let figure = figure * factor;
        let [low_80, high_80, low_95, high_95, low_50, high_50] = limits;
        let scale = self.text("scale").to_owned();
        let (scale, mean, sd, checks) = if scale.is_empty() {
            let share = |figure: f64| figure / marking.named.unit.whole();
            let widths = BANDS.iter().zip(limits.chunks(2));
            let mut sds = widths.filter_map(|((band, ..), limits)| {
                let width = share(limits[1]? - limits[0]?);
                Some(width / (2.0 * normal_quantile(0.5 + band / 2.0)))
            });
            (
                Scale::Identity.name().into(),
                Some(share(figure)),
                sds.next(),
                None,
            )
        } else {
            let law = (
                self.number("mean")?,
                self.number("sd")?,
                self.number("checks")?,
            );
            (scale, law.0, law.1, law.2)
        };
        let method = match self.text("method") {
            "" => "forecast",
            method => method,
        };
        Ok(Some(ForecastRow {
            method: method.into(),
            group: self.text("group").into(),
            period,
            ahead,
            last: None,
            figure,
            low_50,
            high_50,
            low_80,
            high_80,
            low_95,
            high_95,
            unit: match unit.is_empty() {
                true => marking.named.unit.name.into(),
                false => unit.into(),
            },
            scale,
            mean,
            sd,
            checks,
        }))
    }
}
