//! How audits fared: fails overturned and mitigated, two audits of the same decisions, and what true errors would be graded.

use tierone_engine::sim::PeriodLedger;
use tierone_scenario::{Check, Policy, Scenario, TargetMeasure};

use super::decision::Decision;
use super::stage::{Finding, Stage};

/// The grade that failing in an attribute comes to in a simulated period.
pub(crate) fn grade(scenario: &Scenario, check: &Check, period: usize, attribute: usize) -> usize {
    match &check.changed {
        Some(new) if period >= new.from => new.grades[attribute],
        _ => scenario.attributes[attribute].grade,
    }
}

/// Writes it down, check by check.
pub(crate) fn write(
    scenario: &Scenario,
    policy: &Policy,
    period: usize,
    ledger: &mut PeriodLedger,
    (decisions, stages): (&[Decision], &[Stage]),
) {
    let grades = scenario.grades.len();
    for (number, (check, stage)) in policy.checks.iter().zip(stages).enumerate() {
        let worst = |attributes: &[usize]| {
            let graded = attributes
                .iter()
                .map(|one| grade(scenario, check, period, *one));
            graded.max().unwrap_or(0)
        };
        let counts = &mut ledger.checks[number];
        let concluded = &mut ledger.concluded[number];
        let to_come = check
            .changed
            .as_ref()
            .filter(|new| new.declared && period < new.from);
        if to_come.is_some() {
            concluded.again = vec![0; grades];
        }
        for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
            counts.overturned += u32::from(finding.overturned);
            if finding.mitigated {
                counts.mitigated += 1;
                concluded.mitigated.resize(grades, 0);
                let errors = &decisions[drawn.decision].errors;
                let found = finding.found.iter().map(|&place| errors[place].attribute);
                let failed: Vec<usize> = found.chain(finding.false_fails.iter().copied()).collect();
                if grades > 0 {
                    concluded.mitigated[worst(&failed)] += 1;
                }
            }
            if let Some(new) = to_come {
                counts.fails_again += u32::from(!finding.again.is_empty());
                let graded = finding.again.iter().map(|&one| new.grades[one]).max();
                if grades > 0 {
                    concluded.again[graded.unwrap_or(0)] += 1;
                }
            }
            if let Some(first) = check.sample.method.rechecks()
                && before(&stages[first], drawn.decision).failed()
            {
                counts.first_fails += 1;
                counts.both_fail += u32::from(finding.failed());
            }
        }
        let asks = policy.targets.iter().any(|target| {
            target.check == Some(number) && matches!(target.measure, TargetMeasure::GradeShare(_))
        });
        if asks {
            concluded.truly = vec![0; grades];
            for decision in decisions {
                let errors = decision.errors.iter().map(|error| error.attribute);
                let seen: Vec<usize> = errors.filter(|one| check.looks_at[*one]).collect();
                concluded.truly[worst(&seen)] += 1;
            }
        }
    }
}

/// What a first check found in a decision.
fn before(first: &Stage, decision: usize) -> &Finding {
    let mut results = first.drawn.iter().zip(&first.findings);
    let (_, finding) = results
        .find(|(drawn, _)| drawn.decision == decision)
        .expect("only what was checked is checked again");
    finding
}
