//! A figure by period and the forecasts that follow it: a published figure alone, or the mean of all groups.

use crate::canvas::{MARGIN, Page, Sign, WIDTH, tick_room};
use crate::drawing::{Drawing, Table};
use crate::fan::{Slots, band_key, band_signs, fan, found, found_sign};
use crate::picture::Anchor;
use crate::scale::{Limits, Scale};
use crate::words::{dash, grouped, short};
use tierone_forecast::methods::Method;
use tierone_forecast::report::{ForecastRow, Named, Outlook};
use tierone_outlook::FanRow;

/// Periods of the past that are drawn, at most.
const MOST: usize = 36;

/// Standard errors from a figure to the limit of its 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// A figure of the past: its value, and the interval of its sampling error where that is known.
struct Past {
    value: f64,
    interval: Option<(f64, f64)>,
}

impl Past {
    /// Lower limit, value and upper limit.
    fn heights(&self) -> [f64; 3] {
        let (low, high) = self.interval.unwrap_or((self.value, self.value));
        [low, self.value, high]
    }
}

/// The chart of a forecast; none where nothing is forecast with bands. `file` is what the figures are of.
pub fn series_ahead(named: &Named, outlook: &Outlook, file: &str) -> Option<Drawing> {
    let group = match &named.groups[..] {
        [only] => only.as_str(),
        _ => "",
    };
    let ahead = outlook.forecasts.iter();
    let ahead = ahead.filter(|row| row.method == Method::Model.name() && row.group == group);
    let ahead: Vec<&ForecastRow> = ahead.collect();
    let fans: Vec<FanRow> = ahead.iter().filter_map(|row| fan_row(row)).collect();
    let last = fans.last().filter(|_| fans.len() == ahead.len())?;
    let first = named.series.periods.saturating_sub(MOST);
    let past = (first..named.series.periods).map(|at| of(named, at));
    let past: Vec<Option<Past>> = past.collect();
    let of_all = match named.groups.len() {
        1 => String::new(),
        n => format!(" of {n} groups, in the mean,"),
    };
    let digits = last.decimals();
    let unit = named.unit.name;
    let title = format!(
        "The figure{of_all} for {}: {} to {} {unit} with a probability of 80 %",
        ahead.last().map_or("", |row| row.period.as_str()),
        grouped(last.p10, digits),
        grouped(last.p90, digits)
    );
    let known = past.iter().flatten().flat_map(Past::heights);
    let bands = fans.iter().flat_map(|row| [row.p2_5, row.p97_5]);
    let extent: Vec<f64> = known.chain(bands).collect();
    let limits = match (named.unit.is_share, extent.iter().any(|x| *x < 0.0)) {
        (true, _) => Limits::Percent,
        (false, true) => Limits::AroundZero,
        (false, false) => Limits::FromZero,
    };
    let scale = |pixels| Scale::fit(&extent, limits, pixels, 7);
    let subtitle = format!(
        "What was published, with 95 % intervals where its sampling error is known; then the median of what is ahead, and bands of 50, \
         80 and 95 %.{}",
        scale((0.0, 1.0)).warning()
    );
    let mut page = Page::open("series-ahead", &title, &subtitle);
    let signs = band_signs();
    let mut entries: Vec<(Sign, &str)> = vec![(&found_sign, "published")];
    entries.extend(band_key(&signs));
    page.key(&entries);
    page.names(&[(MARGIN, Anchor::Start, &format!("Figure ({unit})"))]);
    let top = page.y + 8.0;
    let bottom = top + 300.0;
    let scale = scale((bottom, top));
    let (left, right) = (MARGIN + tick_room(&scale) + 4.0, WIDTH - MARGIN);
    page.grid_up(&scale, left, right);
    let periods = first..named.series.periods + fans.len();
    let names: Vec<String> = periods.map(|at| short(&named.period(at), 24)).collect();
    page.names_across((left, right), bottom, &names);
    let slots = Slots {
        left,
        each: (right - left) / names.len() as f64,
        back: past.len(),
    };
    let picture = &mut page.picture;
    for (at, past) in past.iter().enumerate() {
        let Some(past) = past else { continue };
        let x = slots.x(1.0 + at as f64 - slots.back as f64);
        let [low, value, high] = past.heights().map(|height| scale.at(height));
        found(picture, (x, value), (low, high));
    }
    fan(picture, &slots, &scale, &fans.iter().collect::<Vec<_>>());
    page.y = bottom + 40.0;
    let alt = fans.iter().zip(&ahead).map(|(fan, row)| {
        let [median, low, high] = [fan.p50, fan.p10, fan.p90].map(|x| grouped(x, digits));
        format!(
            " For {}: median {median}, 80 % band {low} to {high}.",
            row.period
        )
    });
    let alt = format!("A fan chart.{}", alt.collect::<String>());
    let source =
        format!("Source: figures in {file}; bands as wide as past forecasts should have been.");
    Some(page.finish(&source, &alt, table(&names, &past, &fans, digits)))
}

/// A forecast as a row of a fan; none without bands.
fn fan_row(row: &ForecastRow) -> Option<FanRow> {
    Some(FanRow {
        policy: String::new(),
        check: None,
        measure: "",
        side: "reported",
        period: Some(row.ahead),
        unit: "",
        mean: row.figure,
        p2_5: row.low_95?,
        p10: row.low_80?,
        p25: row.low_50?,
        p50: row.figure,
        p75: row.high_50?,
        p90: row.high_80?,
        p97_5: row.high_95?,
        replications: 0,
    })
}

/// The figure of a period: of the one group, or the mean of those that have one.
fn of(named: &Named, period: usize) -> Option<Past> {
    let whole = named.unit.whole();
    let groups = named.series.figures.iter();
    let there = groups.filter_map(|group| group.get(period).copied().flatten());
    let there: Vec<_> = there.collect();
    if there.is_empty() {
        return None;
    }
    let mean = there.iter().map(|figure| figure.value).sum::<f64>() / there.len() as f64;
    let error = match there[..] {
        [only] => only.error,
        _ => None,
    };
    let within = |x: f64| match named.unit.is_share {
        true => (whole * x).clamp(0.0, 100.0),
        false => whole * x,
    };
    Some(Past {
        value: whole * mean,
        interval: error.map(|error| (within(mean - Z * error), within(mean + Z * error))),
    })
}

fn table(names: &[String], past: &[Option<Past>], fans: &[FanRow], digits: usize) -> Table {
    let mut rows = Vec::new();
    let number = |x: f64| grouped(x, digits);
    for (name, past) in names.iter().zip(past) {
        let limits = past.as_ref().and_then(|past| past.interval);
        rows.push(vec![
            name.clone(),
            past.as_ref().map_or(dash(), |past| number(past.value)),
            limits.map_or(dash(), |(low, _)| number(low)),
            dash(),
            dash(),
            limits.map_or(dash(), |(_, high)| number(high)),
        ]);
    }
    for (name, fan) in names[past.len()..].iter().zip(fans) {
        let cells = [fan.p50, fan.p2_5, fan.p10, fan.p90, fan.p97_5].map(number);
        rows.push(std::iter::once(name.clone()).chain(cells).collect());
    }
    let figures = "figure, or median";
    let columns = ["period", figures, "2.5 %", "10 %", "90 %", "97.5 %"];
    Table::new(columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::check_drawing;
    use tierone_forecast::report::{Asked, ForecastUnit, outlook};
    use tierone_forecast::scale::Scale as On;
    use tierone_forecast::series::{PublishedFigure, Series};

    /// Groups whose figures go up and down, with a sampling error where that is known.
    fn drawn(groups: usize, periods: usize, scale: On, error: Option<f64>) -> Option<Drawing> {
        let figure = |group: usize, period: usize| {
            let wave = (1.7 * period as f64 + group as f64).sin();
            let value = match scale {
                On::Logit => 0.97 + 0.01 * wave,
                On::Log => 1_000.0 * (0.2 * wave).exp(),
                On::Identity => 3.0 * wave,
            };
            // One is missing.
            let figure = PublishedFigure {
                error,
                ..PublishedFigure::alone(value)
            };
            ((group, period) != (0, 2)).then_some(figure)
        };
        let figures =
            (0..groups).map(|group| (0..periods).map(|period| figure(group, period)).collect());
        let named = Named {
            series: Series::new(scale, figures.collect()),
            groups: match groups {
                1 => vec![String::new()],
                n => (0..n)
                    .map(|group| format!("office {group} & <co>"))
                    .collect(),
            },
            periods: (0..periods + 3)
                .map(|period| format!("{}/{}", 1980 + period, 81 + period))
                .collect(),
            word: "year",
            unit: ForecastUnit {
                name: if scale == On::Logit { "%" } else { "cases" },
                is_share: scale == On::Logit,
            },
        };
        let asked = Asked {
            periods: 3,
            limits: Vec::new(),
            changes: Vec::new(),
        };
        series_ahead(&named, &outlook(&named, &asked), "figures <of> offices.csv")
    }

    #[test]
    fn a_series_and_what_is_ahead_of_it_are_one_chart() {
        for (groups, periods, scale, error) in [
            (1, 12, On::Logit, Some(0.004)),
            (5, 12, On::Logit, None),
            (1, 50, On::Log, Some(30.0)),
            (4, 9, On::Identity, None),
        ] {
            let drawing = drawn(groups, periods, scale, error).expect("there are bands");
            check_drawing(&drawing);
            assert_eq!(drawing.table.rows.len(), periods.min(MOST) + 3);
            let expected = if groups == 1 {
                "The figure for"
            } else {
                "groups, in the mean, for"
            };
            assert!(drawing.title.contains(expected), "{}", drawing.title);
        }
        // One point has no bands.
        assert!(drawn(1, 1, On::Logit, None).is_none());
    }
}
