//! Planning: how many checks, where, and when to look, before any are made.
//!
//! | file | what it has |
//! | --- | --- |
//! | `measuring` | checks for an interval of a stated width |
//! | `showing` | checks that show that a limit is kept |
//! | `comparing` | checks that tell one rate from another, and the power to do so |
//! | `two_phases` | cheap checks and gold ones, of double sampling |
//! | `money` | checks for the monetary value of error |
//! | `acceptance`, `dodge_romig` | plans that pass or fail a body of work |
//! | `sprt` | checks one by one, until it is clear |
//! | `group_sequential`, `count_bounds` | bounds for figures, and for counts, that are looked at several times |
//! | `neyman`, `several_aims`, `dual` | checks of each stratum, for one aim and for several |
//! | `choices` | one choice in each place, the whole cheapest, with proof |
//! | `selection` | how many replications tell the best of several policies |
//! | `search` | the first number that is enough |

mod acceptance;
mod choices;
mod comparing;
mod count_bounds;
mod dodge_romig;
mod dual;
mod group_sequential;
mod measuring;
mod money;
mod neyman;
mod search;
mod selection;
mod several_aims;
mod showing;
mod sprt;
mod two_phases;

pub use acceptance::{DoublePlan, Errors, SinglePlan, two_point_plan};
pub use choices::{Blocked, Cheapest, Choice, cheapest};
pub use comparing::{
    PowerSize, chance_of_at_least, checks_for_power, checks_of_each_group, detectable,
    fisher_exact, power,
};
pub use count_bounds::CountBounds;
pub use dodge_romig::{dodge_romig_factors, dodge_romig_plan};
pub use dual::{AimedStratum, Continuous, OutOfReach};
pub use group_sequential::{Crossing, Shape, Spending, crossing, shape_bounds, spending_bounds};
pub use measuring::{
    checks_for_half_width, checks_to_find_one, expected_half_width, normal_size, wilson_size,
};
pub use money::Money;
pub use neyman::{Spread, neyman, variance_of_mean, whole_neyman};
pub use selection::{
    Constrained, Indifference, Limit, Selection, Standing, bechhofer_h, budget_fractions,
    chance_of_correct_selection, common_variance, constrained_selection, dudewicz_dalal_h,
    fully_sequential, kim_nelson_eta, nelson_matejcik_g, paired_interval, rinott_h,
    subset_screen_t, variance_reduction,
};
pub use several_aims::{Whole, several_aims, whole_several_aims};
pub use showing::{chance_of_at_most, checks_to_show, checks_to_show_at, shows};
pub use sprt::{Course, SequentialTest};
pub use two_phases::{Phases, TwoPhases};
