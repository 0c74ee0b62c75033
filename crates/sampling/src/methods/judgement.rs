//! The team leader's own pick, tilted to error.

use crate::design::{Ask, Asking, Design, Select, Selecting, Take};
use crate::draw::{Draw, Member, Taken};
use crate::noncentral::{Law, Noncentral};
use crate::strata::Stratify;
use tierone_scenario::Judgement;
use tierone_stats::rng::{Stream, below};

impl Design for Judgement {
    fn known_inclusion(&self) -> bool {
        false
    }

    fn stratify(&self) -> Stratify {
        Stratify::Caseworker
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        Ask::of_each(self.checks, asking.strata)
    }

    fn select(&self) -> Select<'_> {
        Select::By(self)
    }
}

impl Take for Judgement {
    fn take(&self, selecting: &Selecting, rng: &mut Stream) -> Draw {
        let Selecting {
            strata,
            sizes,
            members,
            ..
        } = *selecting;
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
                odds_ratio: self.odds_ratio,
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
}
