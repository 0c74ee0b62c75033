//! What the rows say, in sentences for a manager.

use crate::question::{People, Question};
use crate::rows::{Aim, Assumed, Row};
use crate::show::{good_rate, likely_plan};
use crate::tell_apart::flagged;
use crate::words::{all_of, at_most, chance, errors_of, number, of_cases, points, share};
use crate::{hours, money, two_kinds};
use tierone_stats::units::Decimal;

/// One sentence, or a few, for each aim; the answer first.
pub(crate) fn sentences(question: &Question, rows: &[Row]) -> Vec<String> {
    let of = |aim: Aim| -> Vec<&Row> { rows.iter().filter(|row| row.aim == aim).collect() };
    let mut sentences = Vec::new();
    if let Some(half_width) = question.half_width {
        sentences.push(measured(question, half_width, &of(Aim::Measure)));
    }
    if let Some(limit) = question.limit {
        sentences.push(shown(question, limit, &of(Aim::Show)));
    }
    if let Some(people) = question.people {
        sentences.push(told_apart(question, people, &of(Aim::TellApart)));
    }
    if let Some(in_error) = question.money {
        sentences.extend(money::sentences(question, in_error, rows));
    }
    if let Some(kinds) = question.kinds {
        sentences.push(two_kinds::sentence(question, kinds, &of(Aim::CheapAndGold)));
    }
    if let Some(hours) = question.hours {
        sentences.push(hours::sentence(question, hours, rows));
    }
    if question.sensitivity < 1.0 {
        sentences.push(format!(
            "All of this allows for checks that find only {} of errors; it takes none to be failed wrongly.",
            share(question.sensitivity)
        ));
    }
    sentences
}

fn measured(question: &Question, half_width: f64, rows: &[&Row]) -> String {
    let right = share(1.0 - question.rate.to_f64());
    let what = format!(
        "To measure an accuracy of about {right} to within {} percentage points ({} confidence)",
        points(half_width),
        share(question.confidence)
    );
    let Some(checks) = rows.iter().find_map(|row| row.checks) else {
        return format!("{what} no sample is planned.");
    };
    let much = match question.cases {
        Some(cases) if checks >= cases => format!(
            "check {}: no smaller sample is sure to be as precise",
            all_of(cases)
        ),
        _ if checks == 1 => "any sample will do: a single check is as precise".into(),
        _ => format!("check {}, drawn at random", of_cases(question, checks)),
    };
    let otherwise = match (if_rate(rows, Assumed::Half), if_rate(rows, Assumed::Double)) {
        (Some(half), Some(double)) if half.checks_if != double.checks_if => format!(
            " If only {} are wrong, {} would do; if {} are, it takes {}.",
            share(half.error_rate),
            number(half.checks_if),
            share(double.error_rate),
            number(double.checks_if)
        ),
        _ => String::new(),
    };
    format!("{what}, {much}.{otherwise}")
}

fn shown(question: &Question, asked: Decimal, rows: &[&Row]) -> String {
    let (rate, limit) = (question.rate.to_f64(), asked.to_f64());
    if limit == 0.0 {
        return "That no case at all is wrong is shown only by checking every case.".into();
    }
    if limit >= 1.0 {
        return "An accuracy of 0 % needs no showing: every sample has at least that.".into();
    }
    let what = format!(
        "To show that fewer than {} of cases are wrong ({} confidence)",
        share(limit),
        share(question.confidence)
    );
    let Some((fewest, checks)) = rows
        .first()
        .and_then(|row| Some((row.errors?, row.checks?)))
    else {
        return format!("{what} no sample is enough.");
    };
    let mut text = format!(
        "{what}, check {} and find {}",
        of_cases(question, checks),
        at_most(fewest)
    );
    let one = rows.iter().find(|row| row.errors == Some(1));
    if let Some(one) = one.filter(|_| fewest == 0) {
        text += &format!(", or {} and find one at most", number(one.checks));
    }
    let good = good_rate(question, asked);
    let passes = question.chance_of_at_most(fewest, checks, good);
    text += ".";
    if rate >= limit {
        text += &format!(
            " If {} are wrong, as you think, the limit is not kept, and no sample should show it.",
            share(rate)
        );
    }
    if passes >= question.chance {
        return text;
    }
    text += &format!(
        " If {} are really wrong, only {} of such samples find {}",
        share(good),
        chance(passes),
        at_most(fewest)
    );
    text += &match likely_plan(question, asked, good) {
        Some((errors, checks)) => format!(
            ": to succeed in {} of samples, check {} and find {}.",
            share(question.chance),
            number(Some(checks)),
            at_most(errors)
        ),
        None => format!(", and no sample succeeds in {}.", share(question.chance)),
    };
    text
}

fn told_apart(question: &Question, people: People, rows: &[&Row]) -> String {
    let Some(row) = if_rate(rows, Assumed::AsThought) else {
        return String::new();
    };
    let (Some(checks), Some(errors)) = (row.checks, row.errors) else {
        return "Twice the odds of no error, or of nothing but errors, is the same: no caseworker can be told \
                apart by them."
            .into();
    };
    let mut text = format!(
        "To find a caseworker of twice the odds of error in {} of years takes {} checks of theirs in a year, with a \
         flag from {} on",
        share(people.found),
        number(Some(checks)),
        errors_of(errors)
    );
    let wrongly = |others: u64| {
        format!(
            "would also flag {} of those who are like the others, about {:.1} of {}",
            share(people.false_flag),
            people.false_flag * others as f64,
            number(Some(others))
        )
    };
    let Some(number_of) = people.number.filter(|number| *number > 0) else {
        return format!(
            "{text}; that would also flag {} of those who are like the others.",
            share(people.false_flag)
        );
    };
    text += &format!(
        ", {} for all {}",
        number(Some(checks * number_of)),
        number(Some(number_of))
    );
    match question.cases.map(|cases| cases / number_of) {
        Some(each) if each < checks => {
            let most = flagged(question, people, row.error_rate, each);
            text += &format!(
                ": more than the {} cases that each has. Checking every case would find {} of them, and {}.",
                number(Some(each)),
                chance(most),
                wrongly(number_of)
            );
        }
        _ => text += &format!("; it {}.", wrongly(number_of)),
    }
    text
}

fn if_rate<'a>(rows: &[&'a Row], assumed: Assumed) -> Option<&'a Row> {
    rows.iter().copied().find(|row| row.assumed == assumed)
}
