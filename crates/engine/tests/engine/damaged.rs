//! Kept replications whose bytes were changed: refused, or every measure can be read off them. Sums overflow with a panic
//! in this profile.

use std::fs;

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_engine::sim::{Setup, replicate};
use tierone_engine::study::{Record, record, summarise};
use tierone_plain::shipped::{folder, scenario};
use tierone_scenario::Scenario;

/// Two periods of a shipped scenario.
fn short(name: &str) -> Scenario {
    let text = fs::read_to_string(folder().join(name)).expect("a shipped scenario");
    let changed = text.replace("periods = 12", "periods = 2");
    assert_ne!(changed, text, "{name} is a year");
    scenario(&changed)
}

#[test]
fn a_record_with_changed_bytes_is_refused_or_can_be_summarised() {
    let mut refused = 0;
    let mut taken = 0;
    for name in ["first-steps.toml", "backlog-and-quality.toml"] {
        let office = short(name);
        let setup = Setup::new(&office).expect("an anchor that is met");
        let whole = record(&office, replicate(&setup, 1, 0));
        let bytes: Vec<u8> = postcard::to_extend(&whole, Vec::new()).expect("plain data");
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(5);
        for _ in 0..2_000 {
            let mut changed = bytes.clone();
            for _ in 0..=dice.random_range(0..3) {
                let at = dice.random_range(0..changed.len());
                // Numbers are written seven bits a byte, least first: this makes them larger and longer.
                changed[at] = dice.random();
            }
            let Ok((kept, [])) = postcard::take_from_bytes::<Record>(&changed) else {
                continue;
            };
            let like = kept.len() == whole.len();
            if like
                && kept
                    .iter()
                    .zip(&whole)
                    .all(|(one, other)| one.is_like(other))
            {
                summarise(&office, &[whole.clone(), kept], 0);
                taken += 1;
            } else {
                refused += 1;
            }
        }
    }
    assert!(
        refused > 100 && taken > 100,
        "{refused} refused, {taken} taken"
    );
}
