//! Pilots: groups of decisions (teams, sites) under one policy or another, and what may be said of the difference.
//!
//! Decisions of one team are alike, so that a team is what was tried and not each of its decisions.
//!
//! | file | what it has |
//! | --- | --- |
//! | `least_squares` | differences, and differences in differences, with standard errors that know clusters (CR0 to CR2) |
//! | `symmetric` | roots of small symmetric matrices |
//! | `permutation` | the test that assumes nothing but that arms were dealt by chance |
//! | `comparison` | what a pilot says by all of these, in parallel |
//! | `stepped` | the same in steps |
//! | `intraclass` | how alike decisions of one cluster are, and what that costs |
//! | `power` | power, the smallest visible effect and the clusters needed |
//! | `stepped_wedge` | the same where clusters cross over one after the other |

mod comparison;
mod intraclass;
mod least_squares;
mod permutation;
mod power;
mod stepped;
mod stepped_wedge;
mod symmetric;

pub use comparison::{Cluster, Comparison, Counts, Tested, change, difference};
pub use intraclass::{Intraclass, design_effect, intraclass, naive_type_one_error};
pub use least_squares::{Fit, Sums, Variance};
pub use permutation::{
    Deals, Permutation, clusters_to_reject, least_p, permutation, permutation_of_pairs,
    permutation_within,
};
pub use power::{
    Arms, clusters_per_arm, clusters_to_find, power_normal, power_normal_both_tails, power_of_t,
    power_t, smallest_effect, smallest_effect_t,
};
pub use stepped::stepped;
pub use stepped_wedge::SteppedWedge;
