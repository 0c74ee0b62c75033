//! Every sampling method keeps its word: sizes, the chance of every decision, and frames with little in them.

use crate::offices;

use offices::{activity, base};
use tierone_sampling::world::{DecisionId, Population, SYSTEM, SeatId};
use tierone_sampling::{
    Asking, CaseworkerOrder, Draw, FrameView, History, Member, Select, Selecting, Strata, Stratify,
    SystematicByCaseworker, Taken, design,
};
use tierone_scenario::{
    Frame, Given, KeyKind, KeyValue, METHODS, MethodRow, Part, Sample, Scenario, method_named,
};
use tierone_stats::distribution::Distribution;
use tierone_stats::rng::{Address, Purpose, Stream};

/// Samples of a method: every word of its choices, optional keys given and not, as far as they fit.
fn samples(method: &MethodRow, scenario: &Scenario) -> Vec<Sample> {
    let mut samples: Vec<Vec<(&str, KeyValue)>> = vec![Vec::new()];
    for key in method.keys.keys {
        let values: Vec<KeyValue> = match key.kind {
            KeyKind::Count => vec![KeyValue::Count(if key.name == "checks" { 9 } else { 3 })],
            KeyKind::Share => vec![KeyValue::Share(0.5)],
            KeyKind::Number(low, high) => {
                vec![KeyValue::Number(low.powf(0.25) * high.powf(0.75))]
            }
            KeyKind::Choice(words) => (0..words.len()).map(KeyValue::Choice).collect(),
            KeyKind::Counts => vec![KeyValue::Counts(vec![("change".into(), 4)])],
            KeyKind::Bands => vec![KeyValue::Durations(vec![6.0])],
            // It draws from results, of which there are none here.
            KeyKind::Check => return Vec::new(),
        };
        let mut longer = Vec::new();
        for sample in &samples {
            longer.extend((!key.required).then(|| sample.clone()));
            for value in &values {
                let mut sample = sample.clone();
                sample.push((key.name, value.clone()));
                longer.push(sample);
            }
        }
        samples = longer;
    }
    let fits = |sample: &Sample| {
        let (activities, complexities) = (&scenario.activities, &scenario.complexities);
        (method.keys.misfit)(sample.given(), activities, complexities).is_none()
    };
    let samples = samples.into_iter().map(|given| Sample::new(method, given));
    samples.filter(fits).collect()
}

/// Ten seats in teams of three, of which some are filled, and two activities, one partly automated.
fn office(filled: &[u32], volumes: [u64; 2]) -> (Scenario, Population) {
    let mut scenario = base(1);
    scenario.workforce.seats = 10;
    scenario.workforce.team_size = 3;
    scenario.activities.push(activity("review", 1, 9, &[]));
    // Some of its values are the very ones of decisions that are tracked.
    scenario.activities[0].value = Some(Distribution::empirical(vec![
        (1.0, 1.0),
        (2.5, 2.0),
        (3.0, 1.0),
    ]));
    let part = |activity, manual, system| Part {
        activity,
        complexity: 0,
        manual,
        system,
    };
    let mut population = Population::default();
    population.filled = filled
        .iter()
        .map(|seat| SeatId::new(*seat as usize))
        .collect();
    population.tenure = (0..filled.len() as u32).map(|place| 3 * place).collect();
    let system = volumes[0] / 5;
    population.deal(2, &[part(0, volumes[0], system), part(1, volumes[1], 0)]);
    (scenario, population)
}

fn whole(scenario: &Scenario) -> Frame {
    Frame {
        activities: vec![true; scenario.activities.len()],
        complexities: vec![true; scenario.complexities.len()],
        automated: None,
        tenure: None,
    }
}

/// Every decision with its place.
fn decisions(population: &Population) -> Vec<(DecisionId, u32)> {
    let of_cell = |cell: u32| {
        (0..population.size(cell) as u32).map(move |serial| DecisionId { cell, serial })
    };
    let place = |id: DecisionId| match population.part_of(id.cell).1 {
        true => SYSTEM,
        false => population.place(id),
    };
    (0..population.cells() as u32)
        .flat_map(of_cell)
        .map(|id| (id, place(id)))
        .collect()
}

/// One draw, in which the decisions of `frame` up to `n_members` are tracked beforehand and the
/// others afterwards. Gives strata, realised sizes, and for each how it was taken.
fn draw(
    sample: &Sample,
    (scenario, population): (&Scenario, &Population),
    frame: &[(DecisionId, u32)],
    n_members: usize,
    rng: &mut Stream,
) -> (Vec<Member>, Strata, Vec<u64>, Vec<Option<Taken>>) {
    let rates = vec![0.1; population.cells()];
    let design = design(&sample.method);
    let stratify = design.stratify();
    let (view, strata) = FrameView::new(scenario, population, &whole(scenario), &stratify, &rates);
    let known: Vec<Member> = frame
        .iter()
        .filter_map(|(id, place)| Some((*id, *place, view.stratum(*id, *place)?)))
        .enumerate()
        .map(|(index, (id, place, stratum))| Member {
            index: index as u32,
            id,
            place,
            stratum,
            risky: index % 3 == 0 && index < n_members,
        })
        .collect();
    let members = &known[..n_members.min(known.len())];
    // Of every third decision tracked nobody knows the value, as of right ones that another check has drawn.
    let values: Vec<f64> = (0..members.len())
        .map(|index| {
            if index % 3 == 2 {
                f64::NAN
            } else {
                f64::from((index * 7 % 5) as u32)
            }
        })
        .collect();
    // Nothing is remembered yet, as in the first period.
    let units = scenario.workforce.seats.max(scenario.activities.len());
    let history = design.history(units);
    let of_people = stratify == Stratify::Caseworker;
    let asking = Asking {
        strata: &strata,
        history: &history.unwrap_or(History::Nothing),
        seats: if of_people { &population.filled } else { &[] },
    };
    let ask = design.ask(&asking, rng);
    for (asked, size) in ask.sizes.iter().zip(&strata.sizes) {
        assert!(asked <= size, "{sample:?} asks {asked} of {size}");
    }
    assert!(ask.total() <= ask.quota, "{sample:?}: {ask:?}");
    let mut draw = match design.select() {
        Select::AtRandom | Select::InClusters => {
            let mut draw = Draw::of(&strata, &ask.sizes);
            for member in members {
                draw.offer(member.index, member.stratum as usize, rng);
            }
            draw
        }
        Select::By(way) => {
            let selecting = Selecting {
                strata: &strata,
                sizes: &ask.sizes,
                members,
                left_out: &[],
                population,
                view: &view,
                values: &values[..members.len()],
                activities: &scenario.activities,
            };
            way.take(&selecting, rng)
        }
    };
    assert_eq!(
        draw.anonymous() + draw.taken.len() as u64,
        ask.total(),
        "{sample:?} draws what it asks for"
    );
    let mut taken = vec![None; known.len()];
    for (index, how) in &draw.taken {
        taken[*index as usize] = Some(*how);
    }
    for right in &known[members.len()..] {
        let id = (right.id, right.place);
        taken[right.index as usize] = draw.ask_of(population, id, right.stratum as usize, rng);
    }
    assert_eq!(
        draw.anonymous(),
        0,
        "{sample:?}: all are tracked in the end"
    );
    let drawn = taken.iter().flatten().count() as u64;
    assert_eq!(drawn, ask.total(), "{sample:?}: each once");
    let designed = draw.designed.unwrap_or(ask.sizes);
    (known, strata, designed, taken)
}

#[test]
fn every_decision_is_drawn_as_often_as_its_weight_says() {
    let (scenario, population) = office(&[0, 1, 3, 4, 6, 8, 9], [23, 14]);
    let frame = decisions(&population);
    let rounds = 4_000;
    for method in METHODS {
        for sample in samples(method, &scenario) {
            let purpose = Purpose::check(method.keys.name);
            let known = design(&sample.method).known_inclusion();
            // Σ and Σ² of what each decision stands for when it is drawn, less what it should on
            // average: itself, or nothing where its stratum is not drawn from by design.
            let mut sums = vec![(0.0, 0.0); frame.len()];
            for round in 0..rounds {
                let mut rng = Address::opening(7, round).open(&purpose);
                let office = (&scenario, &population);
                let (members, strata, sizes, taken) = draw(&sample, office, &frame, 12, &mut rng);
                let some = |sizes: &[u64]| sizes.iter().filter(|size| **size > 0).count() as f64;
                let in_clusters = matches!(design(&sample.method).select(), Select::InClusters);
                let expansion = match in_clusters {
                    true => some(&strata.sizes) / some(&sizes),
                    false => 1.0,
                };
                for (member, taken) in members.iter().zip(taken) {
                    let stratum = member.stratum as usize;
                    let at_random = taken == Some(Taken::AtRandom);
                    assert!(known || !at_random, "{sample:?} knows no probability");
                    let weight = expansion * strata.sizes[stratum] as f64 / sizes[stratum] as f64;
                    let stands_for = if at_random { weight } else { 0.0 };
                    let should = in_clusters || sizes[stratum] > 0;
                    let beyond = stands_for - f64::from(should);
                    let (sum, squares) = &mut sums[member.index as usize];
                    *sum += beyond;
                    *squares += beyond * beyond;
                }
            }
            if !known {
                continue;
            }
            let n = f64::from(rounds);
            for (index, (sum, squares)) in sums.iter().enumerate() {
                let mean = sum / n;
                let error = ((squares / n - mean * mean) / n).sqrt();
                // 4 standard errors: α below 0.1 over more than a thousand decisions, at a fixed
                // seed. Weights are quotients, so their mean is exact to rounding only.
                assert!(
                    mean.abs() <= 4.0 * error + 1e-9,
                    "{sample:?}: decision {index} stands for {mean} too much, ± {error}"
                );
            }
        }
    }
}

#[test]
fn frames_with_little_in_them_are_drawn_from_all_the_same() {
    for (filled, volumes) in [
        (&[][..], [0, 0]),
        (&[][..], [10, 0]),
        (&[0, 5][..], [0, 0]),
        (&[4][..], [23, 14]),
        (&[0, 1, 3, 4, 6, 8, 9][..], [2, 1]),
    ] {
        let (scenario, population) = office(filled, volumes);
        let frame = decisions(&population);
        for method in METHODS {
            for sample in samples(method, &scenario) {
                for round in 0..20 {
                    let purpose = Purpose::check(method.keys.name);
                    let mut rng = Address::opening(8, round).open(&purpose);
                    let office = (&scenario, &population);
                    let (members, _, sizes, _) = draw(&sample, office, &frame, 5, &mut rng);
                    let drawn: u64 = sizes.iter().sum();
                    assert!(drawn <= members.len() as u64, "{sample:?}");
                }
            }
        }
    }
}

#[test]
fn along_caseworkers_each_gives_their_share_within_one() {
    let (scenario, population) = office(&[0, 1, 3, 4, 6, 8, 9], [43, 14]);
    let all = decisions(&population);
    let stratify = tierone_sampling::Stratify::Whole;
    let rates = vec![0.1; population.cells()];
    let (view, _) = FrameView::new(&scenario, &population, &whole(&scenario), &stratify, &rates);
    let mut rng = Address::opening(9, 0).open(&Purpose::check("comb"));
    for (n_out, n_sampled) in [(0, 1), (0, 9), (0, 64), (5, 7), (5, 13), (11, 40)] {
        let out: Vec<(DecisionId, u32)> = all.iter().step_by(5).take(n_out).copied().collect();
        let frame: Vec<(DecisionId, u32)> = all
            .iter()
            .filter(|decision| !out.contains(decision))
            .copied()
            .collect();
        for _ in 0..200 {
            let order = CaseworkerOrder::new(&population, &view, out.iter().copied());
            assert_eq!(order.decisions(), frame.len() as u64);
            let n_sampled = n_sampled.min(order.decisions());
            let systematic = SystematicByCaseworker::draw(order, n_sampled, &mut rng);
            let takes =
                |(id, place): &&(DecisionId, u32)| systematic.takes(&population, *id, *place);
            let taken: Vec<(DecisionId, u32)> = frame.iter().filter(takes).copied().collect();
            assert_eq!(taken.len() as u64, n_sampled);
            for place in (0..population.filled.len() as u32).chain([SYSTEM]) {
                let of = |decisions: &[(DecisionId, u32)]| {
                    decisions.iter().filter(|(_, own)| *own == place).count() as f64
                };
                let share = of(&frame) * n_sampled as f64 / frame.len() as f64;
                assert!((of(&taken) - share).abs() < 1.0, "{place}: {share}");
            }
            for _ in 0..10 {
                assert!(taken.contains(&systematic.any(&population, &mut rng)));
            }
        }
    }
}

#[test]
fn a_systematic_sample_has_one_size_that_makes_sense() {
    let systematic = method_named("systematic").expect("it is in the table");
    let misfit = |values: &[(&'static str, u64)]| {
        let counts = values.iter().map(|(key, n)| (*key, KeyValue::Count(*n)));
        let given = Given::from(counts.collect::<Vec<_>>());
        (systematic.keys.misfit)(&given, &[], &[]).map(|misfit| misfit.key)
    };
    assert_eq!(misfit(&[("checks", 9)]), None);
    assert_eq!(misfit(&[("every", 9)]), None);
    assert_eq!(misfit(&[]), Some("method"));
    assert_eq!(misfit(&[("checks", 9), ("every", 9)]), Some("every"));
    assert_eq!(misfit(&[("every", 0)]), Some("every"));
}
