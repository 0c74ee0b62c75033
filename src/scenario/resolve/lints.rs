//! `[lints]`: how serious lints are in this scenario.

use crate::scenario::document::Value;
use crate::scenario::keys_lints::LEVEL;
use crate::scenario::lint_levels::LEVELS;
use crate::scenario::reader::Reader;
use crate::scenario::view::View;
use crate::scenario::{Level, LintSetting};

/// Every entry, in file order.
pub(in crate::scenario) fn read(reader: &mut Reader, top: &View<'_>) -> Vec<LintSetting> {
    let mut settings = Vec::new();
    for (entry, path) in top.by_name(reader, "lints") {
        let (level, reason) = match &entry.node.value {
            Value::Table(_) => {
                let Some(view) = View::open(reader, &entry.node, &LEVEL, &path) else {
                    continue;
                };
                let reason = view.text(reader, "reason");
                (view.choice(reader, "level"), reason)
            }
            _ => (reader.choice(&entry.node, &path, LEVELS), None),
        };
        settings.extend(level.map(|level| LintSetting {
            lint: entry.key.clone(),
            level: Level::ALL[level],
            reason,
            file: entry.key_place.file,
            named_at: entry.key_place.span.clone(),
        }));
    }
    settings
}
