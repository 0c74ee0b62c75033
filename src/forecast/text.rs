//! A forecast for people: the answer, then a table.

use tierone_forecast::methods::Method;
use tierone_forecast::report::{ForecastRow, Named, Outlook, table};
use tierone_stats::format::{plain, wrapped};

/// The most rows that are shown; a file has all.
const MOST: usize = 60;

/// The answer and the model's forecasts.
pub(super) fn text(named: &Named, outlook: &Outlook, columns: usize) -> String {
    let mut text = String::new();
    for sentence in &outlook.answer {
        text += &wrapped(sentence, columns, "");
    }
    let model = |row: &&ForecastRow| row.method == Method::Model.name();
    let mut rows: Vec<&ForecastRow> = outlook.forecasts.iter().filter(model).collect();
    if rows.is_empty() {
        rows = outlook.forecasts.iter().collect();
    }
    if rows.is_empty() {
        return text;
    }
    let left_out = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    rows.extend(outlook.years.iter().take(MOST));
    let has_groups = named.groups.len() > 1 || named.groups.iter().any(|name| !name.is_empty());
    let mut limits: Vec<f64> = Vec::new();
    for row in &outlook.limits {
        if !limits.contains(&row.limit) {
            limits.push(row.limit);
        }
    }
    let mut head: Vec<String> = Vec::new();
    head.extend(has_groups.then(|| "group".into()));
    let left = head.len() + 1;
    head.extend(
        [
            named.word,
            "last",
            "forecast",
            "80 % from",
            "to",
            "95 % from",
            "to",
        ]
        .map(String::from),
    );
    let whole = named.unit.whole();
    let above = |limit: &f64| format!("above {}", named.unit.written(limit / whole, 1));
    head.extend(limits.iter().map(above));
    let cells = rows.iter().map(|row| {
        let width = row
            .high_80
            .zip(row.low_80)
            .map(|(high, low)| (high - low) / whole);
        let decimals = named.unit.decimals(width.unwrap_or(0.0));
        let shown = |figure: Option<f64>| {
            figure.map_or("-".into(), |figure| {
                named.unit.written(figure / whole, decimals)
            })
        };
        let mut cells = Vec::new();
        if has_groups {
            cells.push(match row.group.as_str() {
                "" => "mean of all".into(),
                group => plain(group),
            });
        }
        cells.push(row.period.clone());
        cells.push(shown(row.last));
        cells.push(shown(Some(row.figure)));
        let limits_of = [row.low_80, row.high_80, row.low_95, row.high_95];
        cells.extend(limits_of.map(shown));
        cells.extend(limits.iter().map(|limit| {
            let mut of_row = outlook.limits.iter();
            let found = of_row.find(|other| {
                let is_it = (&other.group, &other.period) == (&row.group, &row.period);
                is_it && other.limit == *limit
            });
            found.map_or("-".into(), |found| format!("{:.0} %", 100.0 * found.above))
        }));
        cells
    });
    let cells: Vec<Vec<String>> = cells.collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    text += "\n";
    text += &table(&head, left, &cells);
    if left_out > 0 {
        text += &format!("and {left_out} more rows: --format csv, or --out, has all\n");
    }
    text
}
