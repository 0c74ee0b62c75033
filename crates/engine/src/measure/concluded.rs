//! What checks concluded: grades.

use super::definition::{Measure, ReadOf};
use super::scope::{Of, Scope};
use super::unit::percent;
use super::view::View;

const GRADE: ReadOf = ReadOf(&[Of::Grade]);

/// See its meaning.
pub(super) const GRADED: Measure = GRADE.count(
    "graded",
    "Checked decisions that were given the grade: the worst of the attributes that failed, \
     rightly or not, or the best where none did.",
    |view| Some(graded(view)?.0),
);

/// See its meaning.
pub const GRADED_SHARE: Measure = GRADE.percent(
    "graded_share",
    "Share of the decisions that the check looked at that were given the grade.",
    |view| {
        let (graded, all) = graded(view)?;
        percent(graded, all)
    },
);

/// Decisions of the grade in view, and of all grades.
fn graded(view: &View) -> Option<(f64, f64)> {
    let Scope::Grade(_, grade) = view.scope else {
        return None;
    };
    let grades = &view.concluded()?.grades;
    let all: u64 = grades.iter().sum();
    Some((*grades.get(grade)? as f64, all as f64))
}
