//! A cap that is full before the period ends.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, SamplingMethod};

pub(super) const RULE: Rule = Rule {
    code: "B110",
    name: "full-cap",
    level: Level::Warn,
    looks_for: "A `capped-share` check whose cap is full before the period ends, in more than a tenth of periods.",
    matters: "What arrives after that is never drawn. The figure is then one of the beginning of the month: where work \
              piles up, or other people work, at its end, nobody sees it. With a lower share the cap is missed instead.",
    formula: "Of N decisions that arrive one after the other, each drawn with share p until there are c: the last one is \
              drawn with p · P(Bin(N − 1, p) < c). Triggers below nine tenths of p.",
    source: "The binomial distribution; at a share of 3% and a cap of 200, nobody looks at the last of 10,000 decisions",
    remedy: "Take a share at which the cap is hardly ever full, or draw the number at once when the period has ended.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "capped-share", share = "15%", cap = 400 }"#,
    quiet: &[(r#"share = "15%""#, r#"share = "8%""#)],
    check: Scan::Checks(check),
};

/// What the cap leaves of a share, at least, for the last decision.
const LEFT: f64 = 0.9;

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let SamplingMethod::CappedShare(keys) = &place.check.sample.method else {
        return None;
    };
    let (share, cap) = (keys.share, keys.cap as f64);
    let decisions = context.seen(place)?.frame;
    // The quota is nothing, of which another lint tells.
    if share <= 0.0 || keys.cap == 0 {
        return None;
    }
    let left = keys.room_for_the_last(decisions);
    if left >= LEFT {
        return None;
    }
    let message = format!(
        "the {} of `{}` are full after some {} of {} decisions: the last one of a {} is drawn with a chance of {}, \
         the first with {}",
        figures(cap),
        place.check.name,
        figures((cap / share).min(decisions)),
        figures(decisions),
        context.scenario.horizon.period,
        percent(share * left),
        percent(share)
    );
    let help = "take a lower share, or draw the number at once when the period has ended";
    Some(
        Finding::new(
            message,
            context.at_check(place, &["sample", "cap"], "full too soon"),
            help,
        )
        .and(context.at_check(place, &["sample", "share"], "at this share")),
    )
}
