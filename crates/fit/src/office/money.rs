//! What errors are worth: the family of the amounts found by attribute, and how often they are too much.

use super::looks::Looks;
use super::rows::{AmountRow, EstimateRow, NotIdentified, OfficeFit};
use crate::amounts::{Family, fewest_amounts, fit_amounts};
use crate::interval::Interval;
use tierone_scenario::Scenario;
use tierone_stats::proportion::jeffreys;

/// Fits the amounts found of every attribute: as shares of a decision's value where the base has them so, and else as pounds.
pub(super) fn amounts(scenario: &Scenario, looks: &Looks, fit: &mut OfficeFit) {
    for (place, attribute) in scenario.attributes.iter().enumerate() {
        let money = attribute.money.as_ref();
        let fails = looks.looks.iter().filter(|look| {
            look.attribute == place
                && look.failed
                && !look.again
                && look.amount.is_some_and(|amount| amount != 0.0)
        });
        let relative = money.is_some_and(|money| money.amount.relative);
        let mut over = 0;
        let mut found = Vec::new();
        for look in fails {
            let amount = look.amount.unwrap_or(0.0);
            let size = match (relative, look.value) {
                (true, Some(value)) if value > 0.0 => amount.abs() / value,
                (true, _) => continue,
                (false, _) => amount.abs(),
            };
            over += u64::from(amount > 0.0);
            found.push(size);
        }
        if found.is_empty() {
            continue;
        }
        let all = found.len() as u64;
        let kept = match money {
            Some(_) => "the base's is kept",
            None => "the base has none, so these errors are worth £0",
        };
        let Some(fitted) = fit_amounts(&found) else {
            fit.untold.push(NotIdentified {
                name: format!("what errors in {} are worth", attribute.name),
                why: format!(
                    "{all} amounts were found, and a law takes {}: {kept}",
                    fewest_amounts()
                ),
                remedy: match money {
                    Some(_) => "more checks of decisions that have it, or a longer time".into(),
                    None => "a law of your own, `money` of the attribute in the base".into(),
                },
            });
            continue;
        };
        if money.is_none() {
            fit.notes.push(format!(
                "The base does not say what errors in {} are worth: amounts are fitted as pounds. For shares of a decision's value, \
                 give the attribute `money = {{ relative = … }}` in the base.",
                attribute.name
            ));
        }
        let (distribution, names) = match fitted.family {
            Family::LogNormal => ("log-normal", ["median", "sigma"]),
            Family::Gamma => ("gamma", ["mean", "sd"]),
        };
        let of = if relative { "relative" } else { "absolute" };
        let source = format!("fitted: {all} amounts");
        let rows = names
            .iter()
            .zip(&fitted.parameters)
            .map(|(name, interval)| {
                let is_number = relative || *name == "sigma";
                let unit = if is_number { "number" } else { "pounds" };
                let key = ["attribute", &attribute.name, "money", of, name];
                let name = format!("{}: {name} of amounts", attribute.name);
                EstimateRow::of(&key, name, unit, None, *interval, source.clone())
            });
        fit.amounts.push(AmountRow {
            attribute: attribute.name.clone(),
            of,
            distribution,
            parameters: rows.collect(),
            distance: fitted.distance,
        });
        if let Some(share) = jeffreys(over, all, 0.95) {
            let key = ["attribute", &attribute.name, "money", "overstated"];
            let name = format!("{}: errors that are too much", attribute.name);
            let base = money.map(|money| money.overstated.get());
            let share = Interval::closed(share.value, share.low, share.high);
            let row = EstimateRow::of(&key, name, "share", base, share, source);
            fit.estimates.push(row);
        }
    }
}
