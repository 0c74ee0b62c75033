//! What is asked of the results of a pilot.

use jiff::civil::Date;

use tierone_stats::written::points;

use crate::lists::columns::pair;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Pilot {
    /// The column that says which arm a case is of.
    pub column: String,
    /// What stands there in the pilot; without it, a usual word such as yes or pilot.
    pub treated: Option<String>,
    /// The column of what was dealt to the arms: teams, sites.
    pub cluster: String,
    /// When the pilot started, where there are results from before.
    pub start: Option<Start>,
    /// An effect that it should show, as a difference of shares.
    pub effect: Option<f64>,
}

/// What tells before from after.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// Cases closed on this day or later are after the start.
    Day(Date),
    /// Cases with this value in this column are before it.
    Before(String, String),
}

impl Pilot {
    /// Reads `arm`, or `arm=new process`: the column, and what stands there in the pilot.
    ///
    /// # Errors
    /// What to write.
    pub fn read(text: &str) -> Result<(String, Option<String>), String> {
        if !text.contains('=') {
            let column = text.trim();
            return match column {
                "" => {
                    Err("write the column that says who had the pilot, like arm or arm=new".into())
                }
                column => Ok((column.to_owned(), None)),
            };
        }
        let (column, treated) = pair(text)?;
        Ok((column, Some(treated)))
    }

    /// Reads an effect: `2%` for two points.
    ///
    /// # Errors
    /// What to write.
    pub fn read_effect(text: &str) -> Result<f64, String> {
        let effect = points(text).map(|points| points.abs() / 100.0);
        effect
            .filter(|effect| *effect > 0.0 && *effect <= 1.0)
            .ok_or_else(|| "write a difference of shares above 0, like 2%".into())
    }

    /// The columns that say what a case is of.
    pub fn columns(&self) -> Vec<String> {
        let mut columns = vec![self.column.clone(), self.cluster.clone()];
        if let Some(Start::Before(column, _)) = &self.start {
            columns.push(column.clone());
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pilot_is_a_column_and_what_stands_in_it() {
        assert_eq!(Pilot::read("arm"), Ok(("arm".into(), None)));
        assert_eq!(
            Pilot::read("arm = new"),
            Ok(("arm".into(), Some("new".into())))
        );
        assert!(Pilot::read("").is_err() && Pilot::read("arm=").is_err());
        assert_eq!(Pilot::read_effect("-2 %"), Ok(0.02));
        for wrong in ["2", "0%", "101%", "much%", ""] {
            assert!(Pilot::read_effect(wrong).is_err(), "{wrong}");
        }
    }
}
