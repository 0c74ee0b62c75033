//! How forecasts of the past did, made again at every origin.

use std::collections::{BTreeMap, BTreeSet};

use super::named::{ForecastUnit, Named};
use super::rows::ScoreRow;
use crate::backtest::{Mark, Score, backtest_of};
use crate::methods::Method;
use crate::summary::{Gain, best, gain, means};
use crate::track::Track;
use tierone_stats::format::capital;

/// How forecasts did.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// By distance ahead and method, over all periods; then the best method's by period.
    pub scores: Vec<ScoreRow>,
    /// By distance ahead the method with the smallest score at it: what does best one period ahead may not do best three ahead.
    pub best: BTreeMap<usize, Method>,
    /// Gains over the last value, by method and distance ahead.
    pub gains: BTreeMap<(Method, usize), Gain>,
}

/// Marks every method at every origin from `from` periods on.
pub fn review(named: &Named, from: Option<usize>, aheads: &[usize]) -> Option<Review> {
    let horizon = aheads.iter().copied().max().unwrap_or(1);
    review_of(named, &Track::of(&named.series, horizon), from, aheads)
}

pub(super) fn review_of(
    named: &Named,
    track: &Track<'_>,
    from: Option<usize>,
    aheads: &[usize],
) -> Option<Review> {
    // Half of a short history, and six periods of a long one, before the first forecast that is marked.
    let usual = (named.series.periods / 2).clamp(track.first(), 6.max(track.first()));
    let marks = backtest_of(track, from.unwrap_or(usual), aheads);
    let period = |mark: &Mark| named.period(mark.origin + mark.ahead - 1);
    of_marks(&marks, named.unit, period)
}

pub(super) fn of_marks(
    marks: &[Mark],
    unit: ForecastUnit,
    period: impl Fn(&Mark) -> String,
) -> Option<Review> {
    let aheads: BTreeSet<usize> = marks.iter().map(|mark| mark.ahead).collect();
    let best = aheads
        .iter()
        .map(|ahead| Some((*ahead, best(marks, *ahead)?)))
        .collect::<Option<BTreeMap<usize, Method>>>()
        .filter(|best| !best.is_empty())?;
    let methods: Vec<Method> = Method::ALL
        .into_iter()
        .filter(|method| marks.iter().any(|mark| mark.method == *method))
        .collect();
    let mut scores = Vec::new();
    let mut gains = BTreeMap::new();
    for ahead in &aheads {
        for method in &methods {
            let own = marks
                .iter()
                .filter(|mark| mark.method == *method && mark.ahead == *ahead);
            let gain = (*method != Method::LastValue)
                .then(|| gain(marks, *method, Method::LastValue, Some(*ahead)))
                .flatten();
            gains.extend(gain.map(|gain| ((*method, *ahead), gain)));
            scores.extend(score_row(
                *method,
                *ahead,
                "",
                own.map(|mark| &mark.score),
                gain,
                unit,
            ));
        }
    }
    for (&ahead, &best) in &best {
        let mut by_period: BTreeMap<usize, (String, Vec<&Score>)> = BTreeMap::new();
        for mark in marks
            .iter()
            .filter(|mark| mark.method == best && mark.ahead == ahead)
        {
            let entry = by_period.entry(mark.origin);
            let entry = entry.or_insert_with(|| (period(mark), Vec::new()));
            entry.1.push(&mark.score);
        }
        for (period, of_period) in by_period.into_values() {
            scores.extend(score_row(best, ahead, &period, of_period, None, unit));
        }
    }
    Some(Review {
        scores,
        best,
        gains,
    })
}

fn score_row<'s>(
    method: Method,
    ahead: usize,
    period: &str,
    scores: impl IntoIterator<Item = &'s Score>,
    gain: Option<Gain>,
    unit: ForecastUnit,
) -> Option<ScoreRow> {
    let (means, whole) = (means(scores)?, unit.whole());
    let groups = gain.and_then(|gain| gain.over_groups);
    let periods = gain.and_then(|gain| gain.over_periods);
    let tenths: Vec<String> = means.tenths.iter().map(usize::to_string).collect();
    Some(ScoreRow {
        method: method.name().into(),
        ahead,
        period: period.into(),
        forecasts: means.n,
        unit: unit.of_difference().into(),
        mae: whole * means.error,
        crps: whole * means.crps,
        interval_score_80: whole * means.interval,
        within_50: means.held[0],
        within_80: means.held[1],
        within_95: means.held[2],
        pit: means.pit,
        pit_tenths: tenths.join("|"),
        gain: gain.map(|gain| gain.share),
        gain_low_groups: groups.map(|(low, _)| low),
        gain_high_groups: groups.map(|(_, high)| high),
        gain_low_periods: periods.map(|(low, _)| low),
        gain_high_periods: periods.map(|(_, high)| high),
    })
}

impl Review {
    /// What it comes to for a method, so many periods ahead.
    pub fn sentence(&self, named: &Named, method: Method, ahead: usize) -> Option<String> {
        let row = self.scores.iter().find(|row| {
            row.method == method.name() && row.ahead == ahead && row.period.is_empty()
        })?;
        let far = named.ahead(ahead);
        let held = (row.within_80 * row.forecasts as f64).round();
        let few = if row.forecasts < FEW {
            ", too few to judge them by"
        } else {
            ""
        };
        let held = format!(
            "its bands of 80 % held {} ({held} of {}{few})",
            share(row.within_80),
            row.forecasts
        );
        let forecasts = match row.forecasts {
            1 => "1 forecast".to_owned(),
            many => format!("{many} forecasts"),
        };
        if method == Method::LastValue {
            return Some(format!(
                "Looking back at {forecasts} {far} ahead, none was better than the last value; {held}."
            ));
        }
        let gain = self.gains.get(&(method, ahead))?;
        let interval = |(low, high): (f64, f64), over: &str| {
            format!("{} to {} over {over}", share(low), share(high))
        };
        let of_periods = format!("{}s", named.word);
        let over_periods = gain
            .over_periods
            .map(|limits| interval(limits, &of_periods));
        let over_groups = gain.over_groups.map(|limits| interval(limits, "groups"));
        let intervals: Vec<String> = over_periods.into_iter().chain(over_groups).collect();
        let intervals = match &intervals[..] {
            [] => "too few to say how sure that is".into(),
            [one] => format!("95 % interval: {one}"),
            several => format!("95 % intervals: {}", several.join(", ")),
        };
        let how = match (share(gain.share.abs()).as_str(), gain.share >= 0.0) {
            ("0 %", _) => "no better or worse".to_owned(),
            (by, true) => format!("{by} better"),
            (by, false) => format!("{by} worse"),
        };
        let chance = match (Some(&method) == self.best.get(&ahead), gain.is_shown()) {
            (true, _) if gain.is_shown_of_best() => "",
            (true, true) => ", which could be chance in the best of several methods",
            (false, true) => "",
            (_, false) => ", which could be chance",
        };
        Some(format!(
            "Looking back at {forecasts} {far} ahead, {} was {how} than the last value{chance} ({intervals}); {held}.",
            method.words()
        ))
    }

    /// The name of the best method, by how many periods ahead.
    pub fn to_use(&self) -> BTreeMap<usize, &'static str> {
        let best = self.best.iter();
        best.map(|(ahead, best)| (*ahead, best.name())).collect()
    }

    /// The same of the best method at every distance that was looked at.
    pub fn of_best(&self, named: &Named) -> Vec<String> {
        let best = self.best.iter();
        best.filter_map(|(ahead, best)| self.sentence(named, *best, *ahead))
            .collect()
    }

    /// Which method to use at every distance that was looked at, and why: a sentence for all distances of one answer.
    pub fn verdict(&self, named: &Named) -> Vec<String> {
        let last = Method::LastValue.name();
        if !self.scores.iter().any(|row| row.method == last) {
            // Kept forecasts of others have nothing to be compared with.
            return Vec::new();
        }
        let mut said: Vec<(Method, bool, Vec<String>)> = Vec::new();
        for (ahead, best) in &self.best {
            let gain = self.gains.get(&(*best, *ahead));
            let shown = gain.is_some_and(Gain::is_shown_of_best);
            let far = named.ahead(*ahead);
            match said
                .iter_mut()
                .find(|(method, is_shown, _)| (*method, *is_shown) == (*best, shown))
            {
                Some((.., aheads)) => aheads.push(far),
                None => said.push((*best, shown, vec![far])),
            }
        }
        let sentences = said.into_iter();
        sentences
            .map(|(best, shown, aheads)| verdict(best, shown, &capital(&aheads.join(" and "))))
            .collect()
    }
}

fn verdict(best: Method, shown: bool, far: &str) -> String {
    match best {
        Method::LastValue => format!("{far} ahead, use the last value: nothing was better."),
        best if shown => format!(
            "{far} ahead, use {}: it was better than the last value by more than chance explains, even in the best of {} methods.",
            best.words(),
            Method::ALL.len()
        ),
        best => format!(
            "{far} ahead, {} did best, but it is not shown to be better than the last value.",
            best.words()
        ),
    }
}

/// Below so many forecasts the share that bands held is no more than a few cases: with 20, a band of 80 % holds 65 to 95 % in
/// nine of ten series.
const FEW: usize = 20;

/// A share for a sentence; what rounds to nothing has no sign.
fn share(value: f64) -> String {
    let percent = (100.0 * value).round();
    format!("{:.0} %", if percent == 0.0 { 0.0 } else { percent })
}
