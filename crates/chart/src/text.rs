//! How wide text is, and where it breaks into lines: no label is cut, whatever font a reader has.

/// Advance widths of the printable ASCII characters in thousandths of the font size.
///
/// # Source
/// DejaVu Sans 2.37, the widest of the sans-serif fonts that browsers fall back on; Arial and
/// Helvetica are narrower, so a label that fits by this table fits in them.
const WIDTHS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// Bold letters are wider by about this much (DejaVu Sans Bold: 12 % on running text, 16 % on digits and
/// narrow letters).
const BOLD: f64 = 1.16;

/// Renderers that round advances to whole pixels run a little wider.
const HINTING: f64 = 1.02;

/// Width of `text` at a font size, in the unit of the size.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: f64 = text
        .chars()
        .map(|c| match c {
            ' '..='~' => f64::from(WIDTHS[c as usize - 32]),
            '£' | '’' => 636.0,
            '–' | '“' | '”' => 520.0,
            '−' | '±' | '×' => 838.0,
            c if c.is_ascii_control() => 0.0,
            c if (c as u32) < 0x2000 => 750.0,
            _ => 1000.0,
        })
        .sum();
    thousandths / 1000.0 * size * HINTING * if bold { BOLD } else { 1.0 }
}

/// `text` in lines no wider than `room`: broken between words, and within a word only where it is
/// wider than a line by itself.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for (index, piece) in pieces(word, size, bold, room).into_iter().enumerate() {
            let gap = if line.is_empty() { "" } else { " " };
            if index == 0 && width(&format!("{line}{gap}{piece}"), size, bold) <= room {
                line = format!("{line}{gap}{piece}");
            } else {
                if !line.is_empty() {
                    lines.push(line);
                }
                line = piece;
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The widest line's width.
pub(super) fn widest(lines: &[String], size: f64, bold: bool) -> f64 {
    let widths = lines.iter().map(|line| width(line, size, bold));
    widths.fold(0.0, f64::max)
}

/// A word cut into pieces that each fit a line, after a mark where there is one: keys such as `coaching.half_life` are words.
fn pieces(word: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let last = pieces.last_mut().expect("there is always a piece");
        let longer = format!("{last}{c}");
        if last.is_empty() || width(&longer, size, bold) <= room {
            *last = longer;
        } else {
            let mark = last.rfind(['.', '-', '_', '/']).map(|at| at + 1);
            let fits = |cut: &usize| width(&format!("{}{c}", &last[*cut..]), size, bold) <= room;
            let rest = last.split_off(mark.filter(fits).unwrap_or(last.len()));
            pieces.push(format!("{rest}{c}"));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_room_and_no_letter_is_lost() {
        let text = "two a month and anextraordinarilylongwordthatnolinecouldeverhold, or so";
        for room in [40.0, 90.0, 200.0, 1000.0] {
            let lines = wrap(text, 14.0, false, room);
            assert!(widest(&lines, 14.0, false) <= room, "{room}: {lines:?}");
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
        assert_eq!(wrap("", 14.0, false, 100.0), [""]);
    }

    #[test]
    fn keys_are_cut_between_their_words() {
        let key = "activity.change-of-income.automated";
        let room = width("activity.change-of-income.auto", 14.0, false);
        let lines = wrap(key, 14.0, false, room);
        assert_eq!(lines, ["activity.change-of-income.", "automated"]);
    }
}
