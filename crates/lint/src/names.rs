//! Names and codes of lints, and the nearest to a misspelt one.

/// The code and the name of a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LintName {
    /// Such as `S001`.
    pub(crate) code: &'static str,
    /// Such as `unknown-lint`.
    pub(crate) name: &'static str,
}

impl LintName {
    /// Whether somebody who writes this means the lint: its name, or its code in any case.
    pub(crate) fn is(&self, written: &str) -> bool {
        self.name == written || self.code.eq_ignore_ascii_case(written)
    }
}

/// The nearest name of a lint, or the nearest code.
pub(crate) fn nearest(lints: &[LintName], written: &str) -> Option<&'static str> {
    // Nobody misspells a name at such length, and distances cost their product.
    if written.len() > 80 {
        return None;
    }
    let wanted = written.to_lowercase().replace('_', "-");
    let known = lints.iter().flat_map(|lint| [lint.name, lint.code]);
    known
        .map(|right| {
            let distance = strsim::damerau_levenshtein(&wanted, &right.to_lowercase());
            (distance, right)
        })
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, right)| *distance <= 1 + right.len().min(written.len()) / 4)
        .map(|(_, right)| right)
}
