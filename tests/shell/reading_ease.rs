//! Holds the pages that newcomers read to plain English: Flesch's reading ease of their prose, and the README's length.

use std::fs;
use std::path::Path;

/// The lowest ease of a page that a newcomer reads: plain English begins here (Flesch, How to write plain English, 1979).
const PLAIN: f64 = 60.0;

/// The most words of the README, its blocks included.
const MOST_WORDS: usize = 1_200;

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).expect("it is there")
}

/// Sentences of a page, without blocks, tables, headings, code and the targets of links.
fn sentences(page: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside && !line.starts_with(['#', '|']) && !line.starts_with("    ") {
            // A line that is empty ends a paragraph, and a list's entry begins one.
            let entry = line.trim_start().strip_prefix("* ");
            if line.is_empty() || entry.is_some() {
                prose += ". ";
            }
            prose += entry.unwrap_or(line);
            prose.push(' ');
        }
    }
    let prose = prose.split('`').step_by(2).collect::<Vec<_>>().join("it");
    let prose = without_targets(&prose);
    let ends = |c: char| matches!(c, '.' | '?' | '!');
    let mut sentences = vec![String::new()];
    let letters: Vec<char> = prose.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let sentence = sentences.last_mut().expect("one is open");
        sentence.push(*letter);
        if ends(*letter) && letters.get(at + 1).is_none_or(|next| next.is_whitespace()) {
            sentences.push(String::new());
        }
    }
    sentences.retain(|sentence| words(sentence).len() > 1);
    sentences
}

fn without_targets(prose: &str) -> String {
    let mut kept = String::new();
    for (at, piece) in prose.split("](").enumerate() {
        let rest = match at {
            0 => piece,
            _ => piece.split_once(')').map_or("", |(_, rest)| rest),
        };
        kept += rest;
    }
    kept
}

fn words(sentence: &str) -> Vec<&str> {
    let pieces = sentence.split(|c: char| !c.is_alphabetic() && c != '\'');
    pieces.filter(|word| !word.is_empty()).collect()
}

/// Syllables of an English word: groups of vowels, without a silent e.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut before = false;
    for letter in word.chars() {
        let now = is_vowel(letter);
        groups += usize::from(now && !before);
        before = now;
    }
    let silent = (word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee"))
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"))
        || (word.ends_with("es") && !word.ends_with("ses") && !word.ends_with("ches"));
    (groups - usize::from(silent && groups > 1)).max(1)
}

/// 206.835 − 1.015·words/sentences − 84.6·syllables/words (Flesch, Journal of Applied Psychology 32, 1948,
/// doi:10.1037/h0057532).
fn ease(page: &str) -> f64 {
    let sentences = sentences(page);
    let words: Vec<&str> = sentences
        .iter()
        .flat_map(|sentence| words(sentence))
        .collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (s, w) = (sentences.len() as f64, words.len() as f64);
    206.835 - 1.015 * w / s - 84.6 * syllables as f64 / w
}

#[test]
fn what_newcomers_read_is_plain_english() {
    for name in ["README.md", "docs/tutorial.md"] {
        let ease = ease(&page(name));
        println!("{name}: {ease:.1}");
        assert!(ease >= PLAIN, "{name}: {ease:.1}");
    }
}

#[test]
fn the_readme_is_short() {
    let words = page("README.md").split_whitespace().count();
    assert!(words <= MOST_WORDS, "{words} words");
}

#[test]
fn ease_falls_with_long_words_and_long_sentences() {
    let plain = ease("The cat sat on the mat. It was a fat cat.");
    let heavy = ease(
        "Organisational accountability necessitates comprehensive documentation of operational irregularities.",
    );
    assert!(plain > 100.0 && heavy < 0.0, "{plain} and {heavy}");
    assert_eq!(
        ["make", "table", "checked", "counted", "see"].map(syllables),
        [1, 2, 1, 2, 1]
    );
    assert_eq!(
        sentences("# A\n\n* One thing.\n* [Two](x.md) things\n\n```\ncode here\n```\n").len(),
        2
    );
}
