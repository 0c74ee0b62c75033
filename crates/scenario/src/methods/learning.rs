//! A fixed total that follows draws from what is known of each caseworker's or activity's fail rate.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, Misfit};
use super::over::{OVER, Over};
use crate::operation::{Activity, Complexity};

/// Draws where errors are thought to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    /// Decisions drawn in each period from all together.
    pub checks: u64,
    /// Whose fail rates are learnt.
    pub over: Over,
    /// Decisions drawn from each first.
    pub floor: u64,
    /// Into how many equal parts the rest is divided, one at least.
    pub rounds: u64,
    /// Share of the caseworkers or activities that a part goes to.
    pub top: f64,
    /// Fails that each is credited with at first.
    pub prior_fails: f64,
    /// Passes that each is credited with at first.
    pub prior_passes: f64,
    /// Share of the weight of earlier results that is lost each period.
    pub forget: f64,
}

impl Learning {
    pub(super) fn read(given: &Given) -> Self {
        let over = Over::read(given);
        let rounds = given.count("rounds").unwrap_or(match over {
            Over::Caseworkers => 1,
            Over::Activities => 20,
        });
        Self {
            checks: given.count("checks").unwrap_or(0),
            over,
            floor: given.count("floor").unwrap_or(1),
            rounds: rounds.max(1),
            top: given.number("top").unwrap_or(0.1),
            prior_fails: given.number("prior_fails").unwrap_or(1.0),
            prior_passes: given.number("prior_passes").unwrap_or(1.0),
            forget: given.number("forget").unwrap_or(0.0),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "learning",
    meaning: "A fixed number of decisions a period that goes where earlier results point, by \
                  Thompson sampling.",
    keys: &[
        SampleKey::required("checks", KeyKind::Count)
            .means("Decisions drawn in each period from all together."),
        SampleKey::required("over", KeyKind::Choice(OVER))
            .means("Whose fail rates are learnt."),
        SampleKey::optional("floor", KeyKind::Count)
            .means("Decisions drawn from each first, whatever is known; 1 unless said. Without them figures speak of checked decisions only."),
        SampleKey::optional("rounds", KeyKind::Count)
            .means("Into how many equal parts the rest is divided, each with draws of its own; 1 over caseworkers and 20 over activities unless said."),
        SampleKey::optional("top", KeyKind::Share)
            .means("Share of the caseworkers or activities, the highest draws, that a part goes to, one at least; 10% unless said."),
        SampleKey::optional("prior_fails", KeyKind::Number(0.001, 1e6))
            .means("Fails that each is credited with before anything is known; 1 unless said."),
        SampleKey::optional("prior_passes", KeyKind::Number(0.001, 1e6))
            .means("Passes that each is credited with before anything is known; 1 unless said."),
        SampleKey::optional("forget", KeyKind::Share)
            .means("Share of the weight of earlier results that is lost each period; none unless said."),
    ],

    explanation: "Each caseworker's or activity's fails and passes in this check, with the credit \
                  that all are given at first, make a beta distribution of its fail rate. A period \
                  begins with a floor of checks of each. The rest is divided into rounds: in a \
                  round everybody's rate is drawn afresh from what is known, and the highest draws \
                  have the checks in equal parts, as far as they hold so many. Who is little known \
                  draws high now and then, and so is looked at too; one winner a round is Thompson \
                  (1933), Biometrika 25, 285–294, several are Komiyama, Honda and Nakagawa (2015), \
                  ICML 37, 1152–1161. The winners are `top` times those who have decisions in the frame, \
                  rounded half up, one at least. What a winner does not hold goes to the next \
                  highest draws of the round, and what is left then to the next round. Floors that \
                  come to more than `checks` are cut at random, all in proportion. At the end of a \
                  period earlier fails and passes are multiplied by 1 − `forget`; the credit that \
                  all are given at first stays. Numbers are settled before a decision is drawn, so estimates \
                  are weighted by known chances; the plain fail share leans towards those who fail. \
                  Over caseworkers system decisions are left out, and every further round costs \
                  time.",
    misfit,
};

/// Something must be shared out in rounds.
fn misfit(given: &Given, _: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    (given.count("rounds") == Some(0)).then(|| {
        Misfit::new(
            "rounds",
            "in no rounds nothing is shared out",
            "give one round at least, or leave rounds out",
        )
    })
}
