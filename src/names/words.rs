//! Words of statistics and of quality assurance that the output uses, each in plain English.

use super::topic::{Topic, TopicKind};
use tierone_engine::measure::DECIDED_AND_FLOWED;

/// One word: its name, other names, and what it means, with its formula where it has one.
struct Word(&'static str, &'static [&'static str], &'static str);

const WORDS: &[Word] = &[
    Word(
        "accuracy",
        &["assessment accuracy"],
        "The share of decisions without an error in an attribute that counts towards accuracy. Decisions that have no such attribute are left out.",
    ),
    Word(
        "audit",
        &["audits", "auditor"],
        "A check by somebody outside the service: one of tier 2 or 3, or of a provider's work by whoever pays for it. In a scenario it is a [[policy.check]] like any other.",
    ),
    Word(
        "as decided",
        &["as it flowed", "as it flows", "decided", "flowed"],
        DECIDED_AND_FLOWED,
    ),
    Word(
        "AUC",
        &["auc"],
        "How well a risk score tells wrong decisions from right ones: the chance that a wrong one, taken at random, has the higher score. 50 % is no better than a coin, 100 % is perfect.",
    ),
    Word(
        "baseline",
        &[],
        "The policy that the others are compared with: the first of the scenario, or the one that --baseline names.",
    ),
    Word(
        "better",
        &[
            "worse",
            "slightly better",
            "slightly worse",
            "is better than",
            "is worse than",
            "dearer",
            "cheaper",
        ],
        "One policy is better than another where its accuracy is higher or its monetary value of error lower on the same simulated decisions, by more than chance, and neither is worse. Where work waits, one that leaves more of it is no better than another: what it is better in and worse in is said of each. It is slightly so where fewer than 1 decision in 1,000 and less than 5 % of the money that is wrong hang on it. Dearer and cheaper are said of the cost, which decides nothing else.",
    ),
    Word(
        "bias",
        &[],
        "How far a figure is from the truth on average, over many samples. More checks do not make it smaller.",
    ),
    Word(
        "Bonferroni",
        &["false alarm of a family"],
        "A way to make many comparisons at once: with m of them, each is made at 1/m of the level, so that one false alarm among all has at most the level's chance.",
    ),
    Word(
        "censored",
        &["open case", "open cases"],
        "Of a case: nobody has seen its end yet. It takes longer than it was watched for, and counts so far; leaving it out would leave out the slow ones. The share in time that counts it so is Kaplan and Meier's estimate.",
    ),
    Word(
        "check",
        &["checks made", "checking"],
        "Somebody looks at a decision that was made, and records what is wrong with it. Of a policy a decision counts once, however many of its checks looked at it, and takes the time of each of them. In tables the number is checks, the time check_hours.",
    ),
    Word(
        "coaching time",
        &["coaching_hours", "hours_lost"],
        "A coaching session takes the time of whoever holds it, and of nobody else. That time is missing from the clearing of work, and part of hours_lost, where the session is held by somebody of a pool with `caseworkers = true`, as the time of checks and exercises is. The time of the caseworker who is coached is taken from nothing.",
    ),
    Word(
        "claim",
        &[
            "its own figure",
            "own figure",
            "own figures",
            "accuracy that its own figure claims",
            "claims",
        ],
        "What a policy's own check would report: accuracy, or the monetary value of error, worked out from what its checkers found. The truth is what the simulation knows of all decisions. In tables it is accuracy_estimate.",
    ),
    Word(
        "claim less truth",
        &["claims too much", "claims too little"],
        "How far the accuracy that a policy's own check reports is above the accuracy of all decisions, on average; below it with a minus sign. In tables it is accuracy_bias. Checkers who miss errors make it positive.",
    ),
    Word(
        "confidence interval",
        &["95 % interval", "interval"],
        "The range that a method gives from one sample. Of many samples, 95 in 100 of their ranges hold the truth.",
    ),
    Word(
        "coverage",
        &[],
        "How often an interval holds the truth, measured over many samples. A 95 % interval should cover some 95 % of the time.",
    ),
    Word(
        "CRPS",
        &["crps", "continuous ranked probability score"],
        "How far a forecast was off, its bands included: the area between its distribution and what came, in units of the figure. The smaller the better. It rewards a forecast that is near, and one that is as sure as it may be and no surer.",
    ),
    Word(
        "CUSUM",
        &["cusum"],
        "A running sum of what the results say for a raised rate of fails and against it. It never falls below zero, and it signals at a limit.",
    ),
    Word(
        "design effect",
        &["deff"],
        "How many times the variance of a sample is that of a simple random sample of the same size. The effective size is the size divided by it.",
    ),
    Word(
        "difference in differences",
        &[
            "difference-in-differences",
            "effect of a pilot",
            "pilot effect",
        ],
        "What a pilot did, of teams that are there before and after its start: how much more the share of fails changed in those of the pilot, mean of (after − before) of one arm less that of the other. With clusters the interval is cr2; by all deals of the clusters it is a permutation test, p the share of deals with a difference at least as large. In tables it is the comparison of `pilot.csv`.",
    ),
    Word(
        "eff. n",
        &["effective sample size", "effective size"],
        "How many decisions of a simple random sample would tell as much: n divided by the design effect. With unequal weights it is at most (Σ w)² / Σ w², after Kish.",
    ),
    Word(
        "EWMA",
        &["ewma", "moving average"],
        "An exponentially weighted moving average: w times the newest share and 1 − w times the average before. It shows small lasting changes sooner than single periods do.",
    ),
    Word(
        "false alarm",
        &[],
        "The figure misses its target while the truth meets it.",
    ),
    Word(
        "false comfort",
        &[],
        "The figure meets its target while the truth does not.",
    ),
    Word(
        "false fail",
        &[],
        "The chance that a checker fails an attribute that is right.",
    ),
    Word(
        "frame",
        &[],
        "The decisions that a check can draw from. What is not in the frame is never checked, and the check's figure says nothing of it.",
    ),
    Word(
        "funnel",
        &["funnel plot"],
        "Rates of people or groups against how many of their decisions were checked, with limits that are wide where few were. Whoever is outside the limits is hardly there by chance.",
    ),
    Word(
        "gross",
        &[],
        "Errors that are too high and errors that are too low, added up without their signs.",
    ),
    Word(
        "half width",
        &["half-width", "half width of its 95 % interval"],
        "Half of a 95 % interval: the figure is good to so much either way, by its own account. In tables it is accuracy_half_width or mve_half_width.",
    ),
    Word(
        "half-life",
        &["half life"],
        "The time in which half of something is gone: after t, a share of 0.5^(t / half-life) is left.",
    ),
    Word(
        "Kaplan-Meier",
        &["Kaplan and Meier", "Kaplan Meier", "survival curve"],
        "The share of cases that is open still after so many days, S = Π (1 − d/n) over the days on which d of n open cases ended: cases that nobody saw the end of count as far as they were watched. Its limits are those of the method km-log-log; where cases can end in more than one way, the share that ended in one of them is that of aalen-johansen.",
    ),
    Word(
        "length bias",
        &["length-biased", "days of open cases"],
        "Cases that are found open on one day are not like all cases: one that takes twice as long is found open twice as often. So open cases look slower than cases are, although nothing has slowed down.",
    ),
    Word(
        "log-odds",
        &["logit"],
        "The scale on which effects add up: ln(p / (1 − p)) of a probability p. Near small rates, +0.1 raises a rate by a tenth; 0 is 50 %, −5 is 0.67 %.",
    ),
    Word(
        "look",
        &["looks", "repeated looks", "interim look"],
        "Working out a figure before all its checks are done. Whoever looks several times and stops at the first good answer is misled more often than one interval says: plan the looks. With estimate --looks the interval of look j of K has confidence 2Φ(b) − 1, rounded up to 0.01 %, with b the limit of that look: for normal Z₁ … Z_K of mean 0 and variance 1, with correlation √(i/j) of looks i < j, the chance that look j is the first with |Z| beyond its limit is (1 − C)/K, C the confidence of all looks together. Of four looks at 95 % that gives 98.75 % at the first and 98.4 % at the second.",
    ),
    Word(
        "Monte Carlo standard error",
        &["mcse", "±", "standard error of the simulation"],
        "How far the mean of a simulation may be out because it was run so many times and not for ever: the standard deviation over replications, divided by the root of their number. Four times the replications halve it.",
    ),
    Word(
        "MVE",
        &["monetary value of error", "monetary value of error (MVE)"],
        "The money that is wrong, as a share of the money assessed: Σ |assessed − right| / Σ assessed, net within a decision.",
    ),
    Word(
        "net",
        &[],
        "Errors that are too high less errors that are too low.",
    ),
    Word(
        "note",
        &["notes", "warning", "warnings", "level of a lint"],
        "The mildest of three levels of what `tierone lint` says: a note is worth knowing, a warning is likely a mistake, an error stops a build. `[lints]` in a scenario, or --allow, --warn and --deny, change the level.",
    ),
    Word(
        "odds ratio",
        &[],
        "How many times the odds, p / (1 − p), are those of somebody else. Near small rates it is nearly how many times the rate.",
    ),
    Word("over", &["overstated"], "What was assessed too much."),
    Word(
        "p chart",
        &["control chart"],
        "Shares of fails by period, with limits that chance alone crosses seldom. The limits follow how many were checked.",
    ),
    Word(
        "pathway",
        &["pathways", "complaints pathway", "stage of a pathway"],
        "The stages that a complaint or a dispute passes, from the day on which it opens: who works on each, how long it takes, and within how many days it should end. A scenario has some with [[pathway]].",
    ),
    Word(
        "percentage point",
        &["pp", "points"],
        "The unit of a difference of two percentages: from 97.0 % to 97.5 % is 0.5 points.",
    ),
    Word(
        "posterior",
        &[],
        "What is known of a number after the data, as a distribution: what was known before times what the data say.",
    ),
    Word(
        "quota",
        &["quotas", "checks short of the quota"],
        "How many checks a policy asks for in a period: in all, or for each caseworker. Where hours run out, or there are too few decisions to draw from, fewer are made, and checks_short says how many.",
    ),
    Word(
        "recorded dates",
        &[
            "recorded date",
            "by recorded dates",
            "date of the record",
            "recording lag",
        ],
        "The days on which somebody recorded a thing in the system, which may be later than the days on which it happened. A clock that starts when a case is logged makes cases look quicker than they are.",
    ),
    Word(
        "red",
        &["green", "red and green", "misses a target"],
        "A target is red in a period in which the figure misses its limit, and green where it keeps it. Chance alone makes some periods red: `tierone lint` says how many.",
    ),
    Word(
        "full-time equivalent",
        &[
            "fte",
            "FTE",
            "part-time",
            "part time",
            "full-time",
            "headcount",
        ],
        "The time of one person who works all week. A scenario counts caseworkers as seats, each with the work of a full-time person: write 30 people who work half the week as 15. In tables it is full_time_equivalents.",
    ),
    Word(
        "replication",
        &[],
        "One play of the whole horizon with its own luck. Figures are means over replications.",
    ),
    Word(
        "sampling fraction",
        &[],
        "The share of a stratum, or of the frame, that is checked.",
    ),
    Word(
        "scale of a forecast",
        &["forecast scale"],
        "The scale on which a forecast is a normal distribution, by its mean and sd in forecast.csv: identity, log or logit (log-odds), shares being from 0 to 1. A limit is at x = mean + z·sd: x, e^x, or s = 1/(1 + e^−x). A share on n checks is taken with half an error and half a right decision more before its log-odds are, so that the figure is (s·(n + 1) − ½)/n, kept within 0 and 1; without checks it is s.",
    ),
    Word(
        "seed",
        &[],
        "The number that all random numbers follow from. The same seed gives the same result.",
    ),
    Word(
        "sensitivity",
        &[],
        "The chance that a checker finds an error that is there.",
    ),
    Word(
        "share in target",
        &["in target", "in time", "share in time"],
        "Of an estimate with --durations: the share of all cases that began a stage and end it within its target, cases that are open counted as far as they were watched. It is worked out as aalen-johansen, and so are its limits. In tables it is share, beside median, the first day by which half have ended, whose limits are the days on which those of the share cross a half.",
    ),
    Word(
        "spread",
        &[],
        "The standard deviation of skill between caseworkers, in log-odds of error. At 0.6, one in six errs at least 1.8 times as often as the middle one.",
    ),
    Word(
        "standard error",
        &["s.e."],
        "How far an estimate may be out because a sample was drawn and not everything: its standard deviation over all samples that could have been drawn.",
    ),
    Word(
        "stratum",
        &["strata", "stratified"],
        "A part of the frame, such as an activity, that is drawn from on its own. Each gets its own number of checks.",
    ),
    Word(
        "tier",
        &[
            "tier 1",
            "tier 2",
            "tier 3",
            "tier one",
            "tier two",
            "tier three",
            "tiers",
        ],
        "A level of checking: tier 1 is done by those who manage the work, tier 2 by a team apart from them, tier 3 by others outside. The number is a label, and the key `tier` of a check has it; it changes no figure.",
    ),
    Word(
        "time for checking",
        &["hours of checking", "check hours"],
        "The hours that checkers spend on the checks that are made; a decision that two checks look at takes the time of both. In tables it is check_hours.",
    ),
    Word("under", &["understated"], "What was assessed too little."),
    Word(
        "warm-up",
        &["warm_up"],
        "Periods that are simulated first and not reported, so that coaching and turnover have settled.",
    ),
    Word(
        "weight",
        &[],
        "How many decisions a checked one stands for: one divided by its chance of being drawn.",
    ),
];

/// A topic for each word.
pub(super) fn topics() -> Vec<Topic> {
    let topic = |Word(name, also, meaning): &Word| Topic {
        kind: TopicKind::Words,
        name: (*name).into(),
        aside: match also {
            [] => "word".into(),
            also => format!("word; also {}", also.join(", ")),
        },
        meaning: (*meaning).into(),
        more: Vec::new(),
    };
    WORDS.iter().map(topic).collect()
}

/// Whether a word of this name is also called so.
pub(super) fn also_called(name: &str, wanted: &str) -> bool {
    let word = WORDS.iter().find(|word| word.0 == name);
    word.is_some_and(|word| word.1.iter().any(|also| also.eq_ignore_ascii_case(wanted)))
}
