//! What is asked of an estimate, as it is written.

use super::*;

#[test]
fn a_target_is_of_accuracy_unless_it_names_a_figure() {
    let target = |text| TargetLevel::read(text).map(|target| (target.figure, target.level));
    assert_eq!(target("50%"), Ok((FigureName::Accuracy, 0.5)));
    assert_eq!(target("mve-gross=1%"), Ok((FigureName::MveGross, 0.01)));
    assert!(target("101%").is_err_and(|why| why.contains("no share of all")));
    assert!(target("mve-gros=1%").is_err_and(|why| why.contains("mve-gross")));
    let asked = |text: &str| TargetLevel::read(text).expect_err("a mistake");
    assert_eq!(asked("98"), "write 98%, with its percent sign");
    assert_eq!(
        asked("mve-gross = 1"),
        "write mve-gross = 1%, with its percent sign"
    );
    assert_eq!(asked("mve=1%"), "did you mean mve-gross?");
}

#[test]
fn a_cross_has_columns_and_at_most_one_period() {
    let read = Cross::read("team, month").expect("a cross");
    assert_eq!(
        (read.columns.len(), read.period),
        (1, Some(PeriodLength::Month))
    );
    assert_eq!(read.name(), "team,month");
    for wrong in ["team,", "team,month,year", "team,rolling", "team,Team"] {
        assert!(Cross::read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_comparison_has_two_groups() {
    let read = Comparison::read("team = north | south");
    assert!(read.is_ok_and(|read| read.column == "team" && read.groups == ["north", "south"]));
    for wrong in ["team", "team=north", "team=a|a", "team=a|b|c"] {
        assert!(Comparison::read(wrong).is_err(), "{wrong}");
    }
}
