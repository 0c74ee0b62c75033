//! Rows in groups under the bold name of what they share, such as their policy.

use super::canvas::{INK, Label, MARGIN, Page, WIDTH};

/// Middles of rows of such heights, from `top` down.
pub(super) fn middles(heights: &[f64], top: f64) -> Vec<f64> {
    let place = |y: &mut f64, height: &f64| {
        let middle = *y + height / 2.0;
        *y += height;
        Some(middle)
    };
    heights.iter().scan(top, place).collect()
}

/// Where rows and the names over them go.
#[derive(Debug)]
pub(super) struct Layout {
    /// The middle of each row.
    pub(super) middles: Vec<f64>,
    /// Under the last row.
    pub(super) bottom: f64,
    headers: Vec<(Label, f64)>,
}

impl Layout {
    /// Rows of a group and a height, from `top` down; rows of one group follow one another.
    pub(super) fn new<N: AsRef<str>>(names: &[N], rows: &[(usize, f64)], top: f64) -> Self {
        let mut layout = Self {
            middles: Vec::new(),
            bottom: top + 6.0,
            headers: Vec::new(),
        };
        for (index, (group, height)) in rows.iter().enumerate() {
            if index == 0 || rows[index - 1].0 != *group {
                let name = names[*group].as_ref();
                let header = Label::new(name, "", true, WIDTH - 2.0 * MARGIN);
                let middle = layout.bottom + 8.0 + header.height() / 2.0;
                layout.bottom += 12.0 + header.height();
                layout.headers.push((header, middle));
            }
            layout.middles.push(layout.bottom + height / 2.0);
            layout.bottom += height;
        }
        layout.bottom += 6.0;
        layout
    }

    /// Writes the names; gridlines give way to them.
    pub(super) fn write_headers(&self, page: &mut Page) {
        for (header, middle) in &self.headers {
            let half = header.height() / 2.0;
            let right = MARGIN + header.width() + 6.0;
            page.picture
                .blank((MARGIN, middle - half), (right, middle + half));
            header.write(&mut page.picture, (MARGIN, *middle), INK);
        }
    }
}
