//! Every rule, one file each, and their table.

mod abandoned_correction;
mod activity_without_accuracy;
mod alarms_by_luck;
mod anchor_as_reported;
mod backlog_by_checks;
mod blind_sample;
mod blind_to_change;
mod borrowed_hours;
mod boundless_guess;
mod checked_twice;
mod constant_product;
mod costly_exercises;
mod duplicate_checks;
mod duplicate_policies;
mod emptied_frame;
mod empty_quota;
mod empty_seats;
mod extreme_spread;
mod false_fails;
mod few_replications;
mod fleeting_coaching;
mod free_correction;
mod full_cap;
mod gainless_coaching;
mod growing_backlog;
mod hopeless_target;
mod hours_short;
mod hurried_decisions;
mod idle_check;
mod idle_hours;
mod imperfect_checker;
mod imperfect_recheck;
mod interval_beside_truth;
mod late_coaching;
mod late_correction;
mod late_product;
mod lenient_target;
mod loop_between_states;
mod misleading_passes;
mod missed_due_date;
mod no_random_core;
mod nobody_to_coach;
mod noise_crosses;
mod overfull_stage;
mod overshooting_gain;
mod oversized_team;
mod ownerless_state;
mod percent_meant;
mod quota_above_work;
mod rangeless_guess;
mod rare_coaching;
mod reasonless_allow;
mod recorded_dates;
mod repeated_looks;
mod rounded_duration;
mod self_checked_figure;
mod sensitive_assumption;
mod short_warm_up;
mod silent_periods;
mod silent_product;
mod small_pilot;
mod small_quota;
mod sourceless_guess;
mod starved_check;
mod targeted_figure;
mod toothless_flag;
mod unbounded_loop;
mod unchecked_activity;
mod unchecked_attribute;
mod unchecked_complexity;
mod unchecked_system;
mod unchecked_tenure;
mod uncorrected_figure;
mod uncorrected_finds;
mod undeclared_break;
mod unestimated_activity;
mod unestimated_attribute;
mod unestimated_target;
mod unestimated_value;
mod unknown_chances;
mod unknown_lint;
mod unpriced_errors;
mod unreachable_anchor;
mod unreachable_state;
mod unread_product;
mod unseen_past;
mod unsourced_rates;
mod unstaffed_coaching;
mod unused_attribute;
mod unused_coaching_group;
mod unused_complexity;
mod unused_pool;
mod wide_interval;

use super::rule::Rule;

/// Every rule, by family.
pub const RULES: &[Rule] = &[
    unknown_lint::RULE,
    reasonless_allow::RULE,
    unused_pool::RULE,
    unused_complexity::RULE,
    unused_attribute::RULE,
    unused_coaching_group::RULE,
    extreme_spread::RULE,
    short_warm_up::RULE,
    rounded_duration::RULE,
    empty_seats::RULE,
    unseen_past::RULE,
    few_replications::RULE,
    unreachable_anchor::RULE,
    oversized_team::RULE,
    hurried_decisions::RULE,
    unchecked_activity::RULE,
    unchecked_complexity::RULE,
    unchecked_system::RULE,
    unchecked_tenure::RULE,
    unchecked_attribute::RULE,
    unestimated_activity::RULE,
    unestimated_attribute::RULE,
    unestimated_value::RULE,
    activity_without_accuracy::RULE,
    unpriced_errors::RULE,
    targeted_figure::RULE,
    unknown_chances::RULE,
    imperfect_checker::RULE,
    false_fails::RULE,
    imperfect_recheck::RULE,
    self_checked_figure::RULE,
    interval_beside_truth::RULE,
    misleading_passes::RULE,
    anchor_as_reported::RULE,
    full_cap::RULE,
    no_random_core::RULE,
    undeclared_break::RULE,
    uncorrected_figure::RULE,
    wide_interval::RULE,
    blind_sample::RULE,
    small_quota::RULE,
    blind_to_change::RULE,
    alarms_by_luck::RULE,
    toothless_flag::RULE,
    silent_periods::RULE,
    small_pilot::RULE,
    hours_short::RULE,
    quota_above_work::RULE,
    idle_hours::RULE,
    unstaffed_coaching::RULE,
    costly_exercises::RULE,
    starved_check::RULE,
    empty_quota::RULE,
    growing_backlog::RULE,
    backlog_by_checks::RULE,
    borrowed_hours::RULE,
    overfull_stage::RULE,
    unbounded_loop::RULE,
    unreachable_state::RULE,
    ownerless_state::RULE,
    late_correction::RULE,
    missed_due_date::RULE,
    abandoned_correction::RULE,
    loop_between_states::RULE,
    free_correction::RULE,
    late_coaching::RULE,
    rare_coaching::RULE,
    silent_product::RULE,
    constant_product::RULE,
    late_product::RULE,
    gainless_coaching::RULE,
    nobody_to_coach::RULE,
    uncorrected_finds::RULE,
    fleeting_coaching::RULE,
    overshooting_gain::RULE,
    duplicate_policies::RULE,
    duplicate_checks::RULE,
    emptied_frame::RULE,
    unread_product::RULE,
    idle_check::RULE,
    checked_twice::RULE,
    noise_crosses::RULE,
    lenient_target::RULE,
    hopeless_target::RULE,
    unestimated_target::RULE,
    repeated_looks::RULE,
    recorded_dates::RULE,
    sensitive_assumption::RULE,
    rangeless_guess::RULE,
    sourceless_guess::RULE,
    boundless_guess::RULE,
    unsourced_rates::RULE,
    percent_meant::RULE,
];

/// The rule of a name or code.
pub fn rule(named: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.lint().is(named))
}
