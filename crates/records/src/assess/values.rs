//! What cases without an assessed value are taken to be worth, where few lack one.

use std::collections::BTreeMap;

use super::design::DrawnSample;

/// The largest share of the checked cases that may lack a value: of more nobody should take the others for their like.
const MOST_WITHOUT: f64 = 0.05;

impl DrawnSample {
    /// Takes checked cases without a value to be worth the mean of their stratum, or of all where nobody has one there.
    ///
    /// Otherwise one empty cell takes the shares of value away, and its error is judged by the largest that was found: the
    /// less is known, the lower the limit.
    pub(super) fn assume_values(&mut self) {
        let checked: Vec<usize> = (0..self.cases.len())
            .filter(|case| self.weight(*case).is_some())
            .collect();
        let lacks = |case: &&usize| self.cases[**case].value.is_none();
        let without: Vec<usize> = checked.iter().filter(lacks).copied().collect();
        let too_many = without.len() as f64 > MOST_WITHOUT * checked.len() as f64;
        if too_many || without.iter().any(|case| self.cases[*case].negative) {
            return;
        }
        let mut all = (0.0, 0.0);
        let mut strata: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for case in &checked {
            if let (Some(weight), Some(value)) = (self.weight(*case), self.cases[*case].value) {
                let stratum = strata.entry(self.cases[*case].stratum).or_default();
                for sum in [&mut all, stratum] {
                    sum.0 += weight;
                    sum.1 += weight * value;
                }
            }
        }
        for case in without {
            let case = &mut self.cases[case];
            let (weight, sum) = strata.get(&case.stratum).unwrap_or(&all);
            case.value = Some(sum / weight);
            case.assumed = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::assess::{FigureName, of_frame};
    use crate::report::build;
    use crate::request::Request;
    use crate::testing::{joined, request};

    /// The figures of money of 40 cases of 400, of which so many have no value; each is worth £1,000, and four are wrong.
    fn figures(without: usize) -> [Option<(f64, f64)>; 2] {
        let rows: String = (0..40)
            .map(|n| {
                let value = if n >= 40 - without { "" } else { "1000" };
                let found = if n < 4 { "fail,50" } else { "pass," };
                format!("{n},{found},{value}\n")
            })
            .collect();
        let request = Request {
            population: Some(400),
            ..request()
        };
        let text = format!("number,outcome,error,value\n{rows}");
        let report = build(&request, joined(&request, &text)).expect("a report");
        let figures = &report.groups[0].figures;
        [FigureName::MveGross, FigureName::ErrorGross]
            .map(|name| of_frame(figures, name).and_then(|figure| figure.interval))
    }

    #[test]
    fn one_empty_value_takes_no_figure_away_and_lowers_no_limit() {
        // All are worth the same, so that one worth their mean changes nothing.
        assert_eq!(figures(1), figures(0));
        assert!(figures(0)[0].is_some());
        // Half of them say too little of the others.
        assert_eq!(figures(20)[0], None);
    }
}
