//! How sure the choice is, in sentences.

use super::made::Made;
use super::rows::{Certificate, QuotaAnswer};
use super::words::{difference, number};
use tierone_stats::format::{confidence, thousands};

pub(super) fn how_sure(made: &Made, answer: &QuotaAnswer) -> String {
    let zone = difference(made.choice.zone, made.objective().unit());
    let sure = confidence(made.choice.confidence);
    let count = |number: u64| thousands(&number.to_string());
    let worlds = count(answer.worlds);
    let (among, others) = match (&answer.certificate, answer.listed, answer.grid) {
        (_, true, _) => ("among them".into(), String::new()),
        (Some(certificate), false, Some(grid)) => {
            let among = format!("of all {}", count(grid));
            (among, format!(" {}", ruled_out(certificate)))
        }
        (_, false, Some(grid)) => (
            "among them".into(),
            format!(
                " Of {} policies that may be chosen these are those around the place where a search from today's \
                 policy ended: of the others nothing is promised.",
                count(grid)
            ),
        ),
        (_, false, None) => (
            "among them".to_owned(),
            " There are too many policies to count: of those further from the place where a search from today's \
             policy ended nothing is promised."
                .into(),
        ),
    };
    if !answer.complete {
        return format!(
            "It was cut off after {worlds} simulated years: this is the best so far, and nothing is promised.{others}"
        );
    }
    if !answer.decided {
        return format!(
            "After {worlds} simulated years it is still open whether that is the best: give more with --replications, or widen \
             `indifference_zone` or `tolerance`.{others}"
        );
    }
    match made.choice.met {
        true => format!(
            "With a probability of at least {sure} % no policy {among} that meets every aim by more than its tolerance is better \
             by {zone} or more; one that meets or misses an aim by less may have been taken or left out. It took {worlds} simulated \
             years.{others}"
        ),
        false => format!(
            "With a probability of at least {sure} % no policy {among} meets every aim by more than its tolerance. It took \
             {worlds} simulated years.{others}"
        ),
    }
}

/// What became of the policies that would take fewer hours.
fn ruled_out(certificate: &Certificate) -> String {
    let count = |number: u64| thousands(&number.to_string());
    let Certificate {
        cheaper,
        by_quotas,
        by_formula,
        by_simulation,
        ref formula_off,
    } = *certificate;
    if cheaper == 0 {
        return "No policy would take fewer hours.".into();
    }
    let mut ways = vec![format!("{} by simulation", count(by_simulation))];
    if by_formula > 0 {
        let off = formula_off.iter().filter(|off| off.is_finite());
        let off = off.map(|off| number(*off, "pp"));
        ways.push(format!(
            "{} by formula, which puts them beyond a limit by at least five times what it was off by ({}) where both are known",
            count(by_formula),
            off.collect::<Vec<_>>().join(" and ")
        ));
    }
    if by_quotas > 0 {
        ways.push(format!(
            "{} by their quotas alone, too few of each caseworker or none of a stratum",
            count(by_quotas)
        ));
    }
    let others = match cheaper.saturating_sub(by_simulation + by_formula + by_quotas) {
        0 => String::new(),
        _ => " The others make no more checks of any kind than one of those, and are taken to give no more.".into(),
    };
    format!(
        "Of the {} policies that would take fewer hours none is left: ruled out were {}.{others}",
        count(cheaper),
        ways.join("; ")
    )
}
