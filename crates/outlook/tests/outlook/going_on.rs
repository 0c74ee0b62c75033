//! A forecast that goes on from draws that are done.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use crate::office::{OFFICE, reading};
use tierone_outlook::{Asked, Finished, Joint, Watch, ahead, outlook};

/// Remembers what was simulated.
#[derive(Default)]
struct Notes(Mutex<Vec<Finished>>);

impl Watch for Notes {
    fn anchored(&self, _: usize, _: usize) {}
    fn drawn(&self) {}
    fn kept(&self, finished: &Finished) {
        self.0.lock().expect("no panic").push(finished.clone());
    }
}

#[test]
fn draws_that_are_done_are_not_simulated_again_and_change_nothing() {
    let reading = reading(OFFICE);
    let made = |replications: u32, done: Vec<Finished>| {
        let asked = Asked {
            draws: 9,
            replications,
            seed: 4,
            policies: &[0],
            joint: &Joint::default(),
            present: None,
        };
        let notes = Notes::default();
        let made = ahead(&reading, &asked, (&notes, done), &AtomicBool::new(false));
        let made = made.expect("it can be forecast");
        (outlook(&made), notes.0.into_inner().expect("no panic"))
    };
    let (rows, all) = made(3, Vec::new());
    assert_eq!(all.len(), 9);
    let some: Vec<Finished> = all.iter().skip(2).step_by(2).cloned().collect();
    let so_many = some.len();
    let (again, rest) = made(3, some.clone());
    assert_eq!(rest.len(), 9 - so_many);
    assert_eq!(format!("{rows:?}"), format!("{again:?}"));
    // Draws of another shape are none.
    let (_, rest) = made(2, some);
    assert_eq!(rest.len(), 9);
}
