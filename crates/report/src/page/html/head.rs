//! The head of a page, its looks and its script.

use maud::{Markup, PreEscaped, html};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::words::plain_words;
use crate::page::parts::{Page, PageKind};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What a page is of, in words.
pub(super) fn what(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Run => "policies compared by simulation",
        PageKind::Estimate => "figures from real checks",
        PageKind::Durations => "how long cases take",
        PageKind::Pilot => "what a pilot shows",
        PageKind::Lint => "what was found without running anything",
        PageKind::Forecast => "what a scenario will give",
        PageKind::Series => "a published figure ahead",
        PageKind::Sensitivity => "what the answer hangs on",
        PageKind::Sweep => "figures over a grid",
        PageKind::Fit => "a scenario's numbers from check results",
        PageKind::Plan => "quotas chosen by simulation",
    }
}

/// Title, looks, and the rule that nothing is fetched and no other script is run.
pub(super) fn head(page: &Page) -> Markup {
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        base64(&Sha256::digest(SCRIPT))
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (plain_words(&page.title)) " – " (page.tool) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// What the script is told.
#[derive(Serialize)]
struct ScriptValues<'a> {
    policies: &'a [String],
}

/// The data for the script, and the script.
pub(super) fn scripts(page: &Page) -> Markup {
    let values = ScriptValues {
        policies: &page.policies,
    };
    let data = serde_json::to_string(&values).expect("names are plain data");
    html! {
        script type="application/json" id="told" { (PreEscaped(data.replace('<', "\\u003c"))) }
        script { (PreEscaped(SCRIPT)) }
    }
}

/// Bytes in base 64, as RFC 4648 has it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| {
            bits << 8 | u32::from(*three.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize] as char;
            text.push(if at <= three.len() { digit } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_standard_has_them() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
