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

    /// The point of it that is nearest to another.
    pub(super) fn nearest(self, to: (f64, f64)) -> (f64, f64) {
        (to.0.clamp(self.0, self.2), to.1.clamp(self.1, self.3))
    }

    fn contains(self, point: (f64, f64)) -> bool {
        self.nearest(point) == point
    }

    /// Whether a stretch runs through it.
    fn meets(self, (from, to): ((f64, f64), (f64, f64))) -> bool {
        let Self(left, top, right, bottom) = self;
        self.contains(from)
            || self.contains(to)
            || cross((from, to), ((left, top), (right, bottom)))
            || cross((from, to), ((left, bottom), (right, top)))
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

/// Where labels went, and how badly they fit.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// A place for each label.
    pub(super) places: Vec<Rect>,
    /// Whether a label covers something, or a line to one does.
    pub(super) crowded: bool,
    cost: f64,
}

/// A place for each label of a size beside its point, inside `bounds`, clear of the marks of the
/// points (`marks`, one each), of other labels and of the lines that lead to them; no further off
/// than `far`.
pub(super) fn beside(
    points: &[(f64, f64)],
    sizes: &[(f64, f64)],
    marks: &[Rect],
    bounds: Rect,
    far: f64,
) -> Placed {
    // Labels are placed one after the other, so the order matters: the best of a few is taken.
    let keys: [fn((f64, f64)) -> f64; 4] = [|p| p.1, |p| -p.1, |p| p.0, |p| -p.0];
    keys.into_iter()
        .map(|key| {
            let mut order: Vec<usize> = (0..points.len()).collect();
            order.sort_by(|a, b| key(points[*a]).total_cmp(&key(points[*b])));
            in_order(&order, points, sizes, marks, bounds, far)
        })
        .reduce(|best, next| if next.cost < best.cost { next } else { best })
        .expect("there is an order")
}

fn in_order(
    order: &[usize],
    points: &[(f64, f64)],
    sizes: &[(f64, f64)],
    marks: &[Rect],
    bounds: Rect,
    far: f64,
) -> Placed {
    let of_sizes = points.iter().zip(sizes);
    let mut placed = Placed {
        places: of_sizes
            .map(|(p, s)| at(*p, *s, (1.0, 0.0), NEAR))
            .collect(),
        crowded: false,
        cost: 0.0,
    };
    for (done, &label) in order.iter().enumerate() {
        let (point, size) = (points[label], sizes[label]);
        let earlier: Vec<(Rect, (f64, f64))> = order[..done]
            .iter()
            .map(|&other| (placed.places[other], points[other]))
            .collect();
        let clashes = |place: Rect| {
            let leader = (point, place.nearest(point));
            let mut clashes = 0.0;
            for (other, mark) in marks.iter().enumerate() {
                clashes += f64::from(mark.overlap(place) > 0.0);
                clashes += f64::from(other != label && !mark.contains(point) && mark.meets(leader));
            }
            for (other, from) in &earlier {
                let theirs = (*from, other.nearest(*from));
                clashes += 2.0 * f64::from(other.overlap(place) > 0.0);
                clashes += f64::from(other.meets(leader)) + f64::from(place.meets(theirs));
                clashes += f64::from(cross(leader, theirs));
            }
            clashes
        };
        let best = candidates(point, size, far)
            .filter(|(candidate, _)| bounds.holds(*candidate))
            .map(|(candidate, away)| (candidate, clashes(candidate), away))
            .reduce(|best, next| {
                if 1e3 * next.1 + next.2 < 1e3 * best.1 + best.2 {
                    next
                } else {
                    best
                }
            });
        match best {
            Some((place, clashes, away)) => {
                placed.places[label] = place;
                placed.crowded |= clashes > 0.0;
                placed.cost += 1e3 * clashes + away;
            }
            None => {
                placed.crowded = true;
                placed.cost += 1e6;
            }
        }
    }
    placed
}

/// Places one under the other at `left`, in the order of their points and as near to them as may be.
pub(super) fn in_column(
    points: &[(f64, f64)],
    sizes: &[(f64, f64)],
    heights: &[f64],
    left: f64,
    (top, bottom): (f64, f64),
) -> Vec<Rect> {
    let wanted: Vec<f64> = points.iter().map(|(_, y)| *y).collect();
    stack(&wanted, heights, top, bottom)
        .iter()
        .zip(sizes)
        .map(|(middle, (width, height))| {
            let half = height / 2.0;
            Rect(left, middle - half, left + width, middle + half)
        })
        .collect()
}

/// Whether two stretches cross.
fn cross(a: ((f64, f64), (f64, f64)), b: ((f64, f64), (f64, f64))) -> bool {
    let side = |(p, q): ((f64, f64), (f64, f64)), r: (f64, f64)| {
        (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)
    };
    side(a, b.0) * side(a, b.1) < 0.0 && side(b, a.0) * side(b, a.1) < 0.0
}

/// The gap between a point and a label beside it.
const NEAR: f64 = 12.0;

/// Places around a point with how far off they are, the best first: near before far, right before
/// left, level before slanted.
fn candidates(point: (f64, f64), size: (f64, f64), far: f64) -> impl Iterator<Item = (Rect, f64)> {
    const WAYS: [(f64, f64); 16] = [
        (1.0, 0.0),
        (1.0, -0.5),
        (1.0, 0.5),
        (1.0, -1.0),
        (1.0, 1.0),
        (-1.0, 0.0),
        (0.0, -1.0),
        (0.0, 1.0),
        (-1.0, -0.5),
        (-1.0, 0.5),
        (-1.0, -1.0),
        (-1.0, 1.0),
        (0.5, -1.0),
        (0.5, 1.0),
        (-0.5, -1.0),
        (-0.5, 1.0),
    ];
    const GAPS: [f64; 12] = [
        NEAR, 20.0, 30.0, 42.0, 56.0, 72.0, 90.0, 110.0, 135.0, 165.0, 200.0, 240.0,
    ];
    GAPS.into_iter()
        .filter(move |gap| *gap <= far)
        .flat_map(move |gap| {
            WAYS.into_iter()
                .map(move |way| (at(point, size, way, gap), gap))
        })
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
        let mark = Rect(392.0, 192.0, 408.0, 208.0);
        let placed = beside(
            &[(400.0, 200.0); 6],
            &[(220.0, 34.0); 6],
            &[mark; 6],
            bounds,
            240.0,
        );
        let places = placed.places;
        for (index, a) in places.iter().enumerate() {
            assert!(bounds.holds(*a));
            assert!(places[..index].iter().all(|b| a.overlap(*b) == 0.0));
        }
    }
}
