//! How many checks: what is asked before any are made, and the answer as typed rows, sentences and tables.
//!
//! | file | what it has |
//! | --- | --- |
//! | `question` | what is asked, and what is thought of the work |
//! | `measure`, `show`, `tell_apart` | the rows of each aim |
//! | `money` | rows and sentences of the monetary value of error |
//! | `two_kinds` | cheap checks and gold ones, of double sampling |
//! | `hours` | what the hours that there are can do |
//! | `rows` | what an answer is made of |
//! | `sentences` | what the rows say |
//! | `words` | numbers in words |
//! | `output` | text, JSON and CSV of the same rows |
//! | `quotas/` | what `[plan]` of a scenario asks: which quotas are enough, by simulation |

mod hours;
mod measure;
mod money;
mod output;
mod question;
mod quotas;
mod rows;
mod sentences;
mod show;
mod tell_apart;
mod two_kinds;
mod words;

pub use output::{csv, json, text};
pub use question::{Hours, MoneyInError, People, Question, TwoKinds};
pub use quotas::*;
pub use rows::{Aim, Answer, Assumed, Row};

/// Answers a question.
pub fn answer(question: &Question) -> Answer {
    let mut rows = measure::rows(question);
    rows.extend(show::rows(question));
    rows.extend(tell_apart::rows(question));
    rows.extend(money::rows(question));
    rows.extend(two_kinds::rows(question));
    rows.extend(hours::rows(question));
    let sentences = sentences::sentences(question, &rows);
    Answer { sentences, rows }
}
