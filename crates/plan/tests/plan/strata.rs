//! An office whose one check draws by stratum, with quotas on a grid that is too large to simulate all of it.

/// The widest that the half-width may be, in points.
pub const LIMIT: f64 = 6.0;

/// Decisions a month of each activity, and the share of them in error.
const STRATA: [(&str, f64, f64); 3] = [
    ("award", 600.0, 0.03),
    ("review", 300.0, 0.08),
    ("change", 100.0, 0.2),
];

/// An office whose one check draws so many of each activity.
fn text(given: [u64; 3]) -> String {
    let activity = |(name, volume, rate): &(&str, f64, f64)| {
        format!(
            "[[activity]]\nname = \"{name}\"\nvolume = {volume}\nerrors = {{ amount = {rate} }}\n\n"
        )
    };
    let activities: String = STRATA.iter().map(activity).collect();
    let [award, review, change] = given;
    format!(
        "title = \"Strata\"\n\n[horizon]\nstart = 2025-04-01\nperiod = \"month\"\nperiods = 3\n\n{activities}\
         [[attribute]]\nname = \"amount\"\naccuracy = true\n\n[workforce]\ncaseworkers = 10\nspread = 0\n\n\
         [[policy]]\nname = \"today\"\n\n[[policy.check]]\nname = \"measured\"\nchecker = {{ minutes = 60 }}\nestimate = [\"accuracy\"]\n\
         sample = {{ method = \"stratified\", by = \"activity\", allocation = \"given\", checks = {}, \
         given = {{ award = {award}, review = {review}, change = {change} }} }}\n",
        award + review + change
    )
}

/// Which numbers of checks, from so many of each activity on, are enough.
pub fn question(from: u64) -> String {
    let quotas = STRATA.map(|(name, ..)| format!("{name} = {{ from = {from}, to = 20 }}"));
    format!(
        "{}\n[plan]\naccuracy_half_width = \"{LIMIT}%\"\nindifference_zone = 1\n[[plan.vary]]\ncheck = \"measured\"\nby_stratum = {{ {} }}\n",
        text([20, 20, 20]),
        quotas.join(", ")
    )
}
