//! Who is in each class of a frame.

/// The places of each class, one class after another: a list of its own for each would be thousands a period.
#[derive(Clone, Debug)]
pub struct ByClass {
    /// Where each class begins, and the end of the last.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl ByClass {
    /// Every place is a class of its own.
    pub fn each(count: u32) -> Self {
        Self {
            starts: (0..=count).collect(),
            places: (0..count).collect(),
        }
    }

    /// Of places with these classes.
    pub fn of(classes: &[Option<u32>], count: u32) -> Self {
        let mut starts = vec![0; count as usize + 1];
        for class in classes.iter().flatten() {
            starts[*class as usize + 1] += 1;
        }
        for class in 0..count as usize {
            starts[class + 1] += starts[class];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts[count as usize] as usize];
        for (place, class) in (0..).zip(classes) {
            if let Some(class) = class {
                let at = &mut next[*class as usize];
                places[*at as usize] = place;
                *at += 1;
            }
        }
        Self { starts, places }
    }

    /// Those of a class.
    pub fn places(&self, class: usize) -> &[u32] {
        &self.places[self.starts[class] as usize..self.starts[class + 1] as usize]
    }
}
