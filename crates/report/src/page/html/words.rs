//! Sentences, in which names stand in backticks and addresses can be followed.

use maud::{Markup, html};
use tierone_stats::format::shown;

/// A sentence with its names marked.
pub(super) fn words(text: &str) -> Markup {
    let text = shown(text);
    let marked = text.matches('`').count().is_multiple_of(2);
    let pieces: Vec<&str> = match marked {
        true => text.split('`').collect(),
        false => vec![&text],
    };
    html! {
        @for (at, piece) in pieces.iter().enumerate() {
            @if at % 2 == 1 { b.name { (piece) } } @else { (linked(piece)) }
        }
    }
}

/// A sentence without marks.
pub(super) fn plain_words(text: &str) -> String {
    shown(text).replace('`', "")
}

/// Addresses of the web as links that a reader may follow; nothing is fetched of them.
fn linked(text: &str) -> Markup {
    let pieces: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    html! {
        @for piece in pieces {
            @let word = piece.trim_end();
            @let bare = word.trim_end_matches([',', '.', ';', ')']);
            @if bare.starts_with("https://") || bare.starts_with("http://") {
                a href=(bare) rel="noreferrer" { (bare) } (&piece[bare.len()..])
            } @else {
                (piece)
            }
        }
    }
}
