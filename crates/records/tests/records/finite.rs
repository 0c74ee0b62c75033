//! Figures of odd samples: whatever cases, weights and values come together, every number is one, and a figure lies within
//! its interval and its range.

use rand::{Rng, RngExt};
use tierone_records::assess::{
    Asked, DesignKind, DrawnCase, DrawnSample, FigureName, assess, most_in_error, most_wrong,
};
use tierone_stats::rng::{Address, Purpose};

/// A sample of one to a dozen cases of any design, many of them without an error, a value or a check.
fn odd<R: Rng>(stream: &mut R) -> DrawnSample {
    let design = stream.random_range(0..7);
    let strata = stream.random_range(1..4);
    let one_of = |stream: &mut R, values: &[f64]| values[stream.random_range(0..values.len())];
    let whole = one_of(stream, &[1.0, 1.5, 40.0, 1e12]);
    let (sided, worthless) = (stream.random(), stream.random_range(0..9) == 0);
    let cases = (0..stream.random_range(1..13)).map(|index| {
        let value = match design {
            // A sample by value has few cases of none.
            3 if worthless => 0.0,
            3 => one_of(stream, &[0.01, 400.0, 1_000.0, 9e16]),
            _ => one_of(stream, &[0.0, 0.01, 1_000.0, 1_000.0, 9e16]),
        };
        let wrong = stream.random_range(0..4) == 0;
        let error = if wrong {
            one_of(stream, &[0.0, 0.01, 50.0, value, 9e16])
        } else {
            0.0
        };
        let over = if stream.random() { error } else { 0.5 * error };
        let weight = match design {
            0 => None,
            1 => Some(whole),
            2 => Some(one_of(stream, &[1.0, 2.0, 40.0, 1e12])),
            3 if value > 0.0 => Some((5_000.0 / value).max(1.0)),
            3 => Some(one_of(stream, &[5.0, 7.0])),
            _ => Some(one_of(stream, &[whole, whole, 3.0])),
        };
        DrawnCase {
            stratum: if design == 3 { 0 } else { index % strata },
            size: (design == 1).then_some(one_of(stream, &[0.0, 3.0, 12.0, 1e15]) as u64),
            drawn: (design == 3).then_some(5),
            weight,
            cluster: (design >= 5).then_some(index % 4 * strata + index % strata),
            clusters: (design == 6).then_some(9),
            cluster_size: (design == 6).then_some(20),
            checked: stream.random_range(0..8) > 0,
            wrong: (stream.random_range(0..6) > 0).then_some(wrong),
            value: (design == 3 || stream.random_range(0..6) > 0).then_some(value),
            priced: true,
            error,
            over,
            under: error - over,
            ..DrawnCase::default()
        }
    });
    DrawnSample::new(cases.collect(), sided)
}

#[test]
fn every_number_of_an_odd_sample_is_finite_and_in_its_interval() {
    let mut stream = Address::opening(1, 0).open(&Purpose::check("odd"));
    let mut kinds = [0u32; 5];
    for trial in 0..6_000 {
        let sample = odd(&mut stream);
        let asked = Asked {
            max_error: (stream.random_range(0..4) == 0).then_some(100.0),
            max_taint: if stream.random() { 1.0 } else { 0.5 },
            total_value: (stream.random_range(0..4) == 0).then_some(1e6),
            ..Asked::default()
        };
        kinds[match sample.kind {
            DesignKind::Unknown => 0,
            DesignKind::Strata => 1,
            DesignKind::Unequal => 2,
            DesignKind::Steps | DesignKind::Clusters => 3,
            DesignKind::ByValue { .. } => 4,
        }] += 1;
        let all: Vec<usize> = (0..sample.cases.len()).collect();
        for members in [&all[..], &all[..1], &all[all.len() / 2..]] {
            let figures = assess(&sample, members, &asked);
            for figure in &figures {
                let place = || format!("trial {trial}, {:?}: {figure:?}", sample.kind);
                let numbers = [figure.value, figure.se, figure.effective];
                assert!(
                    numbers.iter().flatten().all(|number| number.is_finite()),
                    "{}",
                    place()
                );
                if let (Some(value), Some((low, high))) = (figure.value, figure.interval) {
                    assert!(low.is_finite() && high.is_finite(), "{}", place());
                    assert!(low <= value && value <= high, "{}", place());
                }
                if let (FigureName::Accuracy, Some(value)) = (figure.name, figure.value) {
                    assert!((0.0..=1.0).contains(&value), "{}", place());
                }
            }
            let accuracy = figures
                .iter()
                .find(|figure| figure.name == FigureName::Accuracy);
            let bound = accuracy.filter(|figure| figure.found == 0 && figure.n > 0);
            if let Some(wrong) = bound.and_then(|accuracy| most_wrong(&sample, members, accuracy)) {
                let money = most_in_error(&sample, members, &asked, wrong);
                let bounds = [
                    Some(wrong),
                    money.map(|m| m.amount),
                    money.and_then(|m| m.share),
                ];
                for bound in bounds.into_iter().flatten() {
                    let numbers = [Some(bound.worst), bound.alike];
                    assert!(
                        numbers.iter().flatten().all(|number| number.is_finite()),
                        "trial {trial}, {:?}: {bound:?}",
                        sample.kind
                    );
                }
            }
        }
    }
    assert!(kinds.iter().all(|count| *count > 100), "{kinds:?}");
}
