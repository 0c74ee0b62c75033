//! What several observers' labels say of items, and of the observers, where the truth is one of several classes.
//!
//! # Source
//! Dawid & Skene (1979), Applied Statistics 28, 20–28.

/// One label that an observer gave an item. All are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The item.
    pub item: usize,
    /// Who gave it. They may give an item more than one.
    pub observer: usize,
    /// What they said.
    pub label: usize,
}

/// The maximum of the likelihood that the steps lead to from the items' own shares of labels.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelFit {
    /// By class its share.
    pub shares: Vec<f64>,
    /// By observer, true class and label, how often they give it.
    pub confusion: Vec<Vec<Vec<f64>>>,
    /// By item and class the probability that it is that.
    pub posterior: Vec<Vec<f64>>,
    /// The log-likelihood.
    pub value: f64,
}

/// Fits classes to labels; none where there are no labels, or a label is of no class.
pub fn fit_labels(labels: &[Label], classes: usize) -> Option<LabelFit> {
    let count = |of: fn(&Label) -> usize| labels.iter().map(of).max().map(|most| most + 1);
    let items = count(|label| label.item)?;
    let observers = count(|label| label.observer)?;
    if labels.iter().any(|label| label.label >= classes) {
        return None;
    }
    let mut posterior = vec![vec![0.0; classes]; items];
    for label in labels {
        posterior[label.item][label.label] += 1.0;
    }
    posterior.retain(|item| item.iter().any(|count| *count > 0.0));
    if posterior.len() != items {
        return None;
    }
    posterior.iter_mut().for_each(|item| {
        scale(item);
    });
    let mut value = f64::NEG_INFINITY;
    loop {
        let mut shares = vec![0.0; classes];
        for item in &posterior {
            shares.iter_mut().zip(item).for_each(|(sum, p)| *sum += p);
        }
        scale(&mut shares);
        let mut confusion = vec![vec![vec![0.0; classes]; classes]; observers];
        for label in labels {
            for (of_class, p) in confusion[label.observer]
                .iter_mut()
                .zip(&posterior[label.item])
            {
                of_class[label.label] += p;
            }
        }
        for of_class in confusion.iter_mut().flatten() {
            scale(of_class);
        }
        let mut joint = vec![shares.clone(); items];
        for label in labels {
            for (p, of_class) in joint[label.item].iter_mut().zip(&confusion[label.observer]) {
                *p *= of_class[label.label];
            }
        }
        let next: f64 = joint.iter_mut().map(|item| scale(item).ln()).sum();
        let moved = joint.iter().flatten().zip(posterior.iter().flatten());
        let moved = moved.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()));
        posterior = joint;
        // The likelihood rises with each step, so it ends.
        if moved < 1e-12 || (next - value).abs() < 1e-15 * value.abs() {
            return Some(LabelFit {
                shares,
                confusion,
                posterior,
                value: next,
            });
        }
        value = next;
    }
}

/// Makes shares of counts, and gives their sum; all zero stay so.
fn scale(counts: &mut [f64]) -> f64 {
    let sum: f64 = counts.iter().sum();
    if sum > 0.0 {
        counts.iter_mut().for_each(|count| *count /= sum);
    }
    sum
}
