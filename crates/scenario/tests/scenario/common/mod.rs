//! What the tests of scenario reading share: a small table of methods and a way to read text.

use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{KeyKind, MethodKeys, Reading, SampleKey, read};

const CHECKS: SampleKey = key("checks", KeyKind::Count, true);

const fn key(name: &'static str, kind: KeyKind, required: bool) -> SampleKey {
    SampleKey {
        name,
        kind,
        required,
        meaning: "A key of the tests.",
    }
}

const fn method(method: &'static str, keys: &'static [SampleKey]) -> MethodKeys {
    MethodKeys {
        method,
        meaning: "A method of the tests.",
        keys,
        misfit: tierone_scenario::always_fits,
    }
}

/// Stand-ins for the sampling methods, which live on a higher rung.
pub const METHODS: &[MethodKeys] = &[
    method("census", &[]),
    method("simple-random", &[CHECKS]),
    method("per-caseworker", &[CHECKS]),
    method(
        "stratified",
        &[
            CHECKS,
            key(
                "by",
                KeyKind::Choice(&["activity", "area", "complexity", "team", "tenure"]),
                true,
            ),
            key(
                "allocation",
                KeyKind::Choice(&["proportional", "equal", "neyman", "given"]),
                false,
            ),
            key("given", KeyKind::Counts, false),
            key("tenure_bands", KeyKind::Bands, false),
        ],
    ),
    method(
        "risk-targeted",
        &[
            CHECKS,
            key("auc", KeyKind::Number(0.5, 0.9999), true),
            key("random_share", KeyKind::Share, false),
        ],
    ),
    method(
        "systematic",
        &[
            key(
                "order",
                KeyKind::Choice(&["closing-date", "caseworker", "value"]),
                true,
            ),
            key("checks", KeyKind::Count, false),
            key("every", KeyKind::Count, false),
        ],
    ),
    method(
        "cluster",
        &[
            key("clusters", KeyKind::Count, true),
            key("checks", KeyKind::Count, false),
        ],
    ),
    method(
        "judgement",
        &[CHECKS, key("odds_ratio", KeyKind::Number(1e-6, 1e6), true)],
    ),
    method(
        "recheck",
        &[
            key("of", KeyKind::Check, true),
            key("passes", KeyKind::Share, true),
            key("fails", KeyKind::Share, true),
        ],
    ),
];

/// Stand-ins for the measures.
pub const MEASURES: &[&str] = &["accuracy", "mve", "cost"];

/// The stand-ins, and every method of the table that has none.
fn methods() -> Vec<MethodKeys> {
    let table = tierone_sampling::method_keys();
    let known = |row: &MethodKeys| METHODS.iter().any(|method| method.method == row.method);
    let others = table.into_iter().filter(|row| !known(row));
    METHODS.iter().copied().chain(others).collect()
}

/// Reads `text`, with nothing to extend.
pub fn read_text(text: &str) -> Reading {
    read_files(text, &[])
}

/// Reads `text`, which may extend the given files.
pub fn read_files(text: &str, files: &[(&str, &str)]) -> Reading {
    let file = SourceFile {
        path: "test.toml".into(),
        text: text.into(),
    };
    let mut load = |_: &str, named: &str| {
        if named == "test.toml" {
            return Ok(SourceFile {
                path: named.into(),
                text: text.into(),
            });
        }
        files
            .iter()
            .find(|(path, _)| *path == named)
            .map(|(path, text)| SourceFile {
                path: (*path).into(),
                text: (*text).into(),
            })
            .ok_or_else(|| "there is no such file".to_owned())
    };
    read(file, &mut load, &methods(), MEASURES)
}
