//! From real cases that were checked, and the way they were drawn, to figures of all decisions.
//!
//! [`DrawnSample::new`] recognises the design from sizes and chances; [`assess`] estimates accuracy and the monetary value of
//! error from any part of the sample. The estimators are those of [`tierone_stats`], which the simulator studies too.
//! Where nobody knows a case's chance of being drawn, it has no say about decisions that were not checked: what such
//! cases show is told of them alone, without an interval.
//!
//! | room | what it has |
//! | --- | --- |
//! | `case`, `asked` | a case that was drawn, and what is asked of a sample |
//! | `figure_name`, `figure` | what figures there are, and one with its interval |
//! | `figures` | all figures of some cases |
//! | `design` | the design of a sample, and what each case stands for |
//! | `cheap`, `cheap_check` | a cheap result of every case, how good it is, and money by its amounts |
//! | `reach` | how many cases of the frame its figures are of |
//! | `size_conflict` | sizes of strata that contradict chances |
//! | `one_check` | one check at a time of cases that were checked more than once |
//! | `steps` | samples drawn in steps, clusters first |
//! | `share` | accuracy |
//! | `side`, `money`, `money_sample` | the monetary value of error: gross, over, under, net |
//! | `checked` | what checked cases show of themselves alone |
//! | `nothing` | what it says that no error was found |
//! | `values` | what cases without a value are taken to be worth |
//! | `spread` | linearised standard errors |
//! | `change` | by how much one part of a sample is above another |
//! | `correction` | accuracy behind the fails of checkers who err |
//! | `target` | the probability that a target is met |
//! | `periods` | months, quarters, financial years, rolling twelve months |
//! | `signals` | periods and people that stand out |
//! | `tally` | passes and fails |
//! | `disclosure` | which groups are left out, so that small ones cannot be worked out |
//! | `span` | what adding and subtracting groups gives |

mod asked;
mod case;
mod change;
mod cheap;
mod cheap_check;
mod checked;
mod correction;
mod design;
mod disclosure;
mod figure;
mod figure_name;
mod figures;
mod money;
mod money_sample;
mod nothing;
mod one_check;
mod periods;
mod reach;
mod share;
mod side;
mod signals;
mod size_conflict;
mod span;
mod spread;
mod steps;
mod tally;
mod target;
mod values;

pub use asked::Asked;
pub use case::DrawnCase;
pub use change::changes;
pub use cheap::Cheap;
pub(crate) use cheap::{is_of_fails, parted};
pub use cheap_check::CheapQuality;
pub use correction::{Corrected, Correction, Rate};
pub use design::{DesignKind, DrawnSample};
pub use disclosure::{Cell, Verdict, suppress};
pub use figure::{Figure, Scope};
pub use figure_name::{FigureName, FigureUnit, Level};
pub use figures::assess;
pub(crate) use figures::of_frame;
pub use money_sample::{ValueFrom, value_of_money};
pub use nothing::{Bound, CONFIDENCE as ONE_SIDED, Money, most_in_error, most_wrong};
pub use periods::{PeriodLength, named};
pub use reach::Reach;
pub use signals::{EWMA_REACH, EWMA_RUN, Point, REACH, control_chart, funnel, funnel_limits};
pub use size_conflict::SizeConflict;
pub use steps::told_in_steps;
pub use tally::Tally;
pub use target::{Met, probability};
