//! Every decision of the frame.

use super::method_keys::{MethodKeys, always_fits};

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "census",
    meaning: "Every decision of the frame is checked.",
    keys: &[],

    explanation: "Every decision of the frame is checked, as far as checkers' hours go. There is no \
                  sampling error; what the checkers miss is still missed.",
    misfit: always_fits,
};
