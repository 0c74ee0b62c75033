//! Where labels go, so that none covers another.

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect(
    pub(super) f64,
    pub(super) f64,
    pub(super) f64,
    pub(super) f64,
);

impl Rect {
    fn overlap(self, other: Self) -> f64 {
        let across = self.2.min(other.2) - self.0.max(other.0);
        let down = self.3.min(other.3) - self.1.max(other.1);
        if across > 0.0 && down > 0.0 {
            across * down
        } else {
            0.0
        }
    }

    fn holds(self, other: Self) -> bool {
        self.0 <= other.0 && self.1 <= other.1 && self.2 >= other.2 && self.3 >= other.3
    }
}

/// Middles of labels of the given heights, as near as may be to the wanted ones, in their order, one
/// above the other between `top` and as far down as they need.
pub(super) fn stack(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut middles = wanted.to_vec();
    let mut edge = top;
    for &label in &order {
        middles[label] = middles[label].max(edge + heights[label] / 2.0);
        edge = middles[label] + heights[label] / 2.0;
    }
    // Back up from the bottom; what does not fit at all runs on below it.
    let total: f64 = heights.iter().sum();
    let mut edge = bottom.max(top + total);
    for &label in order.iter().rev() {
        middles[label] = middles[label].min(edge - heights[label] / 2.0);
        edge = middles[label] - heights[label] / 2.0;
    }
    middles
}

/// A place for each label of a size beside its point, inside `bounds`, clear of `taken` and of one
/// another; where nowhere is clear, where the least is covered.
pub(super) fn beside(
    points: &[(f64, f64)],
    sizes: &[(f64, f64)],
    bounds: Rect,
    taken: &[Rect],
) -> Vec<Rect> {
    let mut taken = taken.to_vec();
    let mut places = Vec::new();
    for (&point, &size) in points.iter().zip(sizes) {
        let place = candidates(point, size)
            .filter(|candidate| bounds.holds(*candidate))
            .map(|candidate| {
                let covered: f64 = taken.iter().map(|other| other.overlap(candidate)).sum();
                (candidate, covered)
            })
            .reduce(|best, next| if next.1 < best.1 { next } else { best })
            .map_or_else(|| at(point, size, (1.0, 0.0), 10.0), |(place, _)| place);
        taken.push(place);
        places.push(place);
    }
    places
}

/// Places around a point, the best first: near before far, right before left, level before slanted.
fn candidates(point: (f64, f64), size: (f64, f64)) -> impl Iterator<Item = Rect> {
    const WAYS: [(f64, f64); 12] = [
        (1.0, 0.0),
        (1.0, -1.0),
        (1.0, 1.0),
        (0.0, -1.0),
        (0.0, 1.0),
        (-1.0, 0.0),
        (-1.0, -1.0),
        (-1.0, 1.0),
        (0.5, -1.0),
        (0.5, 1.0),
        (-0.5, -1.0),
        (-0.5, 1.0),
    ];
    const FAR: [f64; 9] = [12.0, 20.0, 32.0, 48.0, 68.0, 92.0, 120.0, 160.0, 220.0];
    FAR.into_iter()
        .flat_map(move |far| WAYS.into_iter().map(move |way| at(point, size, way, far)))
}

fn at(point: (f64, f64), size: (f64, f64), way: (f64, f64), far: f64) -> Rect {
    let (half_width, half_height) = (size.0 / 2.0, size.1 / 2.0);
    let x = point.0 + way.0 * (half_width + far);
    let y = point.1 + way.1 * (half_height + far);
    Rect(
        x - half_width,
        y - half_height,
        x + half_width,
        y + half_height,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacked_labels_do_not_overlap_and_stay_within() {
        let middles = stack(&[10.0, 12.0, 11.0, 95.0], &[20.0; 4], 0.0, 100.0);
        assert_eq!(middles, [10.0, 50.0, 30.0, 90.0]);
    }

    #[test]
    fn labels_of_points_in_one_place_stay_apart() {
        let bounds = Rect(0.0, 0.0, 800.0, 400.0);
        let places = beside(&[(400.0, 200.0); 6], &[(220.0, 34.0); 6], bounds, &[]);
        for (index, a) in places.iter().enumerate() {
            assert!(bounds.holds(*a));
            assert!(places[..index].iter().all(|b| a.overlap(*b) == 0.0));
        }
    }
}
