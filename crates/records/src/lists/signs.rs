//! Which sign stands before the decimals of a column, as its numbers show it.

use super::numbers::{DecimalSign, divided, undivided};

/// What the numbers of a column say about their decimal sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignEvidence {
    /// Numbers that have a decimal point, or groups divided by commas more than once.
    pub point: u64,
    /// Numbers that have a decimal comma, or groups divided by points more than once.
    pub comma: u64,
    /// Numbers such as 1.200.
    pub unclear_point: u64,
    /// Numbers such as 1,200.
    pub unclear_comma: u64,
}

/// What is known of the decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignFound {
    /// No number needs it.
    NotNeeded,
    /// All that tell it agree, or nearly all.
    Known(DecimalSign),
    /// Some say one, some the other.
    Contradicted,
    /// All could be either: they have a point before three digits.
    UnclearPoint,
    /// All could be either: they have a comma before three digits.
    UnclearComma,
}

impl SignEvidence {
    /// Looks at a cell. Whether it is a number under any sign.
    pub fn add(&mut self, text: &str) -> bool {
        let Some(written) = undivided(text) else {
            return false;
        };
        let reads = |sign| divided(written, sign).is_some();
        match (reads(DecimalSign::Point), reads(DecimalSign::Comma)) {
            (false, false) => return false,
            (true, false) => self.point += u64::from(written.contains(['.', ','])),
            (false, true) => self.comma += u64::from(written.contains(['.', ','])),
            (true, true) => {
                self.unclear_point += u64::from(written.contains('.'));
                self.unclear_comma += u64::from(written.contains(','));
            }
        }
        true
    }

    /// What two columns say together, as far as they say it clearly.
    pub fn with(self, other: Self) -> Self {
        Self {
            point: self.point + other.point,
            comma: self.comma + other.comma,
            ..self
        }
    }

    /// What all of them say. One in twenty may say the other: those are mistakes.
    pub fn sign(self) -> SignFound {
        let Self { point, comma, .. } = self;
        if point > 0 || comma > 0 {
            return if comma <= point / 20 {
                SignFound::Known(DecimalSign::Point)
            } else if point <= comma / 20 {
                SignFound::Known(DecimalSign::Comma)
            } else {
                SignFound::Contradicted
            };
        }
        match (self.unclear_point > 0, self.unclear_comma > 0) {
            (false, false) => SignFound::NotNeeded,
            (true, false) => SignFound::UnclearPoint,
            (false, true) => SignFound::UnclearComma,
            (true, true) => SignFound::Contradicted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_says_which_sign_it_has() {
        use SignFound::{Contradicted, Known, NotNeeded, UnclearComma, UnclearPoint};
        let found = |cells: &[&str]| {
            let mut evidence = SignEvidence::default();
            for cell in cells {
                assert!(evidence.add(cell), "{cell}");
            }
            evidence.sign()
        };
        let (point, comma) = (Known(DecimalSign::Point), Known(DecimalSign::Comma));
        assert_eq!(found(&["900", "12"]), NotNeeded);
        assert_eq!(found(&["1.200", "900"]), UnclearPoint);
        assert_eq!(found(&["1,200"]), UnclearComma);
        assert_eq!(found(&["1.200", "0.5"]), point);
        assert_eq!(found(&["1.200", "1.200.000"]), comma);
        assert_eq!(found(&["1.200", "99,9"]), comma);
        assert_eq!(found(&["1,200", "1,200.50"]), point);
        assert_eq!(found(&["0,500"]), comma);
        assert_eq!(found(&["1.5", "2,5"]), Contradicted);
        assert_eq!(found(&["1.200", "1,200"]), Contradicted);
        assert_eq!(found(&[["1.5"; 30].as_slice(), &["2,5"]].concat()), point);
    }
}
