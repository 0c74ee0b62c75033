//! From the rows of files to cases: results joined with the sample that they are of.
//!
//! Results are a list of cases, a row a case, or a sheet, a row an attribute. The caller opens the files and shows what is
//! wrong with their rows.
//!
//! | file | what it has |
//! | --- | --- |
//! | `header` | the columns of a file, and what results they tell of |
//! | `labels` | the names of groups, without those of people |
//! | `case_list` | the cases of a list |
//! | `cases` | reads a list of cases |
//! | `sheet` | reads a sheet |
//! | `decisions` | decisions with what was found in each attribute |
//! | `drawn` | what is known of how cases were drawn |
//! | `edited` | rows that were changed after the draw |
//! | `stacked` | a row for each check of a case that was drawn |
//! | `spoilt` | what a spreadsheet does to numbers of cases |
//! | `joined` | the cases of a sample with what was found in them |
//! | `sample` | their sample, by its design |
//! | `together` | several draws as one sample |
//! | `cheap` | a cheap result of every case |
//! | `by_case`, `by_sheet` | joins the rows of a list, or of a sheet, with the cases that were drawn |

mod by_case;
mod by_sheet;
mod case_list;
mod cases;
mod cheap;
mod decisions;
mod drawn;
mod edited;
mod header;
mod joined;
mod labels;
mod sample;
mod sheet;
mod spoilt;
mod stacked;
mod together;

pub use by_case::by_case;
pub use by_sheet::by_sheet;
pub use case_list::CaseList;
pub use cases::CaseListReader;
pub use decisions::{AttributeFinding, Decision, decisions};
pub use header::{Header, Layout, check_number, find};
pub(crate) use joined::CountKey;
pub(crate) use joined::WithoutChance;
pub use joined::{Joined, Outside};
pub use labels::known_place;
pub(crate) use sample::sample;
pub use sheet::Sheet;
pub use together::together;
