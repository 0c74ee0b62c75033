//! How many checks: what is asked before any are made, and the answer as typed rows, sentences and tables.
//!
//! | file | what it has |
//! | --- | --- |
//! | `question` | what is asked, and what is thought of the work |
//! | `measure`, `show`, `tell_apart` | the rows of each aim |
//! | `rows` | what an answer is made of |
//! | `sentences` | what the rows say |
//! | `output` | text, JSON and CSV of the same rows |
//! | `quotas/` | what `[plan]` of a scenario asks: which quotas are enough, by simulation |

mod measure;
mod output;
mod question;
mod quotas;
mod rows;
mod sentences;
mod show;
mod tell_apart;

pub use output::{csv, json, text};
pub use question::{People, Question};
pub use quotas::*;
pub use rows::{Aim, Answer, Assumed, Row};

/// Answers a question.
pub fn answer(question: &Question) -> Answer {
    let mut rows = measure::rows(question);
    rows.extend(show::rows(question));
    rows.extend(tell_apart::rows(question));
    let sentences = sentences::sentences(question, &rows);
    Answer { sentences, rows }
}
