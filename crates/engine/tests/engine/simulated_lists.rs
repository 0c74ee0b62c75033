//! Lists of every decision of a period: all that were made, each by one person, with the errors of the world.

use tierone_plain::shipped;

use std::collections::BTreeSet;

use tierone_analysis::anchor_shift;
use tierone_sampling::world::{SeatId, SharedWorld, World};
use tierone_scenario::Scenario;
use tierone_stats::rng::{Address, Purpose};

fn listed_as_the_world_has_it(scenario: &Scenario) {
    let shift = anchor_shift(scenario).expect("a closed form");
    let plan = SharedWorld::new(scenario, shift).keeping_values(true);
    let mut world = World::new(&plan);
    let address = Address::opening(3, 0);
    world.open(address);
    let (mut errors, mut signed) = (0, BTreeSet::new());
    while let Some(period) = world.step() {
        let mut stream = address.at(period.index).open(&Purpose::list());
        let mut inaccurate = vec![0; scenario.activities.len()];
        let mut ids = BTreeSet::new();
        let seats: BTreeSet<SeatId> = period.population.filled.iter().copied().collect();
        period.list(&plan, &mut stream, |decision| {
            let activity = period.population.parts[decision.part].activity;
            inaccurate[activity] += u32::from(decision.errors.iter().any(|e| e.inaccurate));
            assert!(ids.insert(decision.id), "twice");
            let valued = scenario.activities[activity].value.is_some();
            assert_eq!(decision.value.is_some(), valued);
            assert!(decision.seat.is_none_or(|seat| seats.contains(&seat)));
            for error in &decision.errors {
                errors += 1;
                signed.insert(error.yearly.total_cmp(&0.0));
            }
        });
        assert_eq!(inaccurate, period.inaccurate);
        let cells = 0..period.population.cells() as u32;
        let decisions: u64 = cells.map(|cell| period.population.size(cell)).sum();
        assert_eq!(ids.len() as u64, decisions);
    }
    assert!(errors > 100, "{errors} errors show nothing");
    assert!(signed.len() >= 2, "money goes one way only");
}

#[test]
fn every_decision_is_listed_once_with_the_errors_of_the_world() {
    listed_as_the_world_has_it(&shipped::scenario("extends = \"first-steps.toml\"\n"));
    listed_as_the_world_has_it(&shipped::scenario("extends = \"examples/quarter.toml\"\n"));
}
