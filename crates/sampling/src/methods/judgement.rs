//! The team leader's own pick, tilted to error.

use super::super::Method;
use super::super::Select;
use super::super::Selecting;
use super::super::noncentral::{Law, Noncentral};
use crate::draw::Draw;
use crate::draw::Member;
use crate::draw::Taken;
use crate::strata::Stratify;
use tierone_scenario::{KeyKind, MethodKeys, SampleKey, always_fits};
use tierone_stats::rng::{Stream, below};

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
    // The latest law for each number of errors: caseworkers with as many decisions share it.
    let mut laws: Vec<Option<Law>> = Vec::new();
    // Decisions with an error come caseworker by caseworker.
    for of_one in members.chunk_by(|a, b| a.stratum == b.stratum) {
        let mut errors = of_one.iter().filter(risky).count() as u64;
        if errors == 0 {
            continue;
        }
        let stratum = of_one[0].stratum as usize;
        let of = Noncentral {
            errors,
            others: strata.sizes[stratum] - errors,
            picks: sizes[stratum],
            odds_ratio,
        };
        if laws.len() <= errors as usize {
            laws.resize(errors as usize + 1, None);
        }
        let law = &mut laws[errors as usize];
        let law = match law {
            Some(known) if known.of == of => known,
            _ => law.insert(Law::new(of)),
        };
        let mut picked = law.draw(rng);
        draw.left[stratum] -= errors;
        draw.by_risk[stratum] -= picked;
        for member in of_one.iter().filter(risky) {
            if below(errors, rng) < picked {
                picked -= 1;
                draw.taken.push((member.index, Taken::ByRisk));
            }
            errors -= 1;
        }
    }
    for member in members.iter().filter(|member| !member.risky) {
        draw.offer(member.index, member.stratum as usize, rng);
    }
    draw.taken.sort_unstable_by_key(|(index, _)| *index);
    draw
}
