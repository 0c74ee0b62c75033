//! `[lints]`: how serious lints are in this scenario.

use crate::document::Value;
use crate::keys_lints::LEVEL;
use crate::lint_levels::{LEVELS, Level, LintSetting};
use crate::reader::Reader;
use crate::view::View;

/// Every entry, in file order.
pub(crate) fn read(reader: &mut Reader, top: &View<'_>) -> Vec<LintSetting> {
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
