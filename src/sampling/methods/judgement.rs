//! The team leader's own pick, tilted to error.

use super::super::noncentral::Noncentral;
use super::super::{Draw, Member, Method, Select, Selecting, Stratify, Taken};
use crate::rng::{Stream, below};
use crate::scenario::{KeyKind, MethodKeys, SampleKey, always_fits};

/// Draws by judgement.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "judgement",
        meaning: "The team leader's own pick of each caseworker's decisions, tilted to error.",
        keys: &[
            SampleKey {
                name: "checks",
                kind: KeyKind::Count,
                required: true,
                meaning: "Decisions picked from each caseworker in each period.",
            },
            SampleKey {
                name: "odds_ratio",
                kind: KeyKind::Number(1e-6, 1e6),
                required: true,
                meaning: "Odds that a decision with an error is picked, to those of one without: 1 \
                          is a random pick, less than 1 looks away.",
            },
        ],
        misfit: always_fits,
    },
    explanation: "Picks `checks` decisions a period of each caseworker. How many of them have an error \
                  in an accuracy or monetary attribute follows Fisher's non-central hypergeometric \
                  law with the stated odds ratio; which of those, and which of the others, is left \
                  to chance. The chance of a decision is not known to anybody, so the fail rate of \
                  what was picked is of checked decisions only, and no estimate of accuracy. System \
                  decisions are left out.",
    known_inclusion: |_| false,
    history: None,
    stratify: |_| Stratify::Caseworker,
    ask: |asking, _| asking.of_each(),
    select: Select::By(select),
};

fn select(selecting: &Selecting, rng: &mut Stream) -> Draw {
    let Selecting {
        strata,
        sizes,
        members,
        ..
    } = *selecting;
    let odds_ratio = selecting.sample.number("odds_ratio").unwrap_or(1.0);
    let nothing = vec![0; sizes.len()];
    let mut draw = Draw::of(strata, &nothing);
    draw.by_risk = sizes.to_vec();
    // Nothing is drawn with a known probability.
    draw.designed = Some(nothing);
    let risky = |member: &&Member| member.risky;
    // Decisions with an error by stratum, and how many of them are picked once that is drawn.
    let mut errors: Vec<u64> = vec![0; sizes.len()];
    for member in members.iter().filter(risky) {
        errors[member.stratum as usize] += 1;
    }
    let mut picked: Vec<Option<u64>> = vec![None; sizes.len()];
    for member in members.iter().filter(risky) {
        let stratum = member.stratum as usize;
        let left = &mut picked[stratum];
        let left = left.get_or_insert_with(|| {
            let picked = Noncentral {
                errors: errors[stratum],
                others: strata.sizes[stratum] - errors[stratum],
                picks: sizes[stratum],
                odds_ratio,
            }
            .draw(rng);
            draw.left[stratum] -= errors[stratum];
            draw.by_risk[stratum] -= picked;
            picked
        });
        if below(errors[stratum], rng) < *left {
            *left -= 1;
            draw.taken.push((member.index, Taken::ByRisk));
        }
        errors[stratum] -= 1;
    }
    for member in members.iter().filter(|member| !member.risky) {
        draw.offer(member.index, member.stratum as usize, rng);
    }
    draw.taken.sort_unstable_by_key(|(index, _)| *index);
    draw
}
