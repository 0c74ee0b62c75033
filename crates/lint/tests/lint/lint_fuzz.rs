//! Whatever a file holds, judging it ends, and ends without a panic.

use crate::linting;

use linting::read_in;
use tierone_lint::print::{json_lines, sarif};
use tierone_lint::{Levels, OFFICE, RULES, run};
use tierone_plain::shipped;
use tierone_scenario::diagnostic::render;

/// A small generator of its own: what it draws is not of the world that is simulated.
struct Dice(u64);

impl Dice {
    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize {
        // Knuth's MMIX constants; the upper bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// Values that other values are replaced by: ends of ranges, nonsense, and other kinds.
const STRANGE: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "1e-300",
    "1e12",
    "nan",
    "inf",
    "\"0%\"",
    "\"100%\"",
    "\"99%\"",
    "\"0.0001%\"",
    "\"0 days\"",
    "\"1 day\"",
    "\"1000 years\"",
    "true",
    "false",
    "[]",
    "{}",
    "\"\"",
    "\"x\"",
    "1_000_000",
    "{ assumed = 1 }",
    "{ assumed = 0.5, low = 0, high = 1 }",
    "[\"income\"]",
    "2021-04-01",
];

/// One change: a value replaced, a line dropped or doubled, a number's digit, the end cut off.
fn mutated(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=dice.below(3) {
        if lines.is_empty() {
            break;
        }
        let at = dice.below(lines.len());
        match dice.below(6) {
            0 => {
                lines.remove(at);
            }
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let line = lines[at].clone();
                if let Some((key, _)) = line.split_once('=') {
                    lines[at] = format!("{key}= {}", STRANGE[dice.below(STRANGE.len())]);
                }
            }
            3 => {
                let digits: Vec<usize> = lines[at]
                    .char_indices()
                    .filter(|(_, c)| c.is_ascii_digit())
                    .map(|(i, _)| i)
                    .collect();
                if !digits.is_empty() {
                    let digit = digits[dice.below(digits.len())];
                    let new = dice.below(10).to_string();
                    lines[at].replace_range(digit..=digit, &new);
                }
            }
            4 => {
                let other = dice.below(lines.len());
                lines.swap(at, other);
            }
            _ => {
                let keep = dice.below(lines[at].chars().count() + 1);
                lines[at] = lines[at].chars().take(keep).collect();
                if dice.below(4) == 0 {
                    lines.truncate(at + 1);
                }
            }
        }
    }
    lines.join("\n")
}

/// Judges that many changed files, and prints what is found in every form.
fn judges(number: usize, seed: u64) {
    let root = shipped::folder();
    let mut texts: Vec<(std::path::PathBuf, String)> = vec![(root.clone(), OFFICE.into())];
    texts.extend(RULES.iter().map(|rule| {
        let text = format!("extends = \"office.toml\"\n\n{}\n", rule.fires);
        (root.clone(), text)
    }));
    for (path, text) in shipped::files() {
        texts.push((path.parent().expect("a folder").to_owned(), text));
    }
    let mut dice = Dice(seed);
    let mut judged = 0;
    for _ in 0..number {
        let (folder, text) = &texts[dice.below(texts.len())];
        let reading = read_in(folder, &mutated(text, &mut dice));
        let lints = run(&reading, &Levels::default());
        judged += usize::from(reading.scenario.is_some());
        let page = render::human(&lints, &reading.sources, false);
        assert!(!page.contains("NaN"), "{page}");
        json_lines(&lints, &reading.sources);
        sarif(&[(lints, reading.sources)]);
    }
    assert!(
        judged * 10 > number,
        "only {judged} of {number} could be read at all"
    );
}

#[test]
fn no_changed_file_makes_judging_panic() {
    judges(75, 7);
}

#[test]
#[ignore = "minutes"]
fn no_changed_file_of_ten_thousand_makes_judging_panic() {
    judges(10_000, 11);
}
