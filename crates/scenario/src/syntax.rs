//! What is wrong with a file that is not TOML: the words of the parser, or plainer ones where it is known what was meant.

use crate::codes;
use crate::diagnostic::{Diagnostic, Label, SourceFile};
use crate::unquoted::unquoted;

/// A file whose syntax is complained about, error by error in the order of the file.
pub(super) struct Syntax<'a> {
    source: &'a SourceFile,
    file: usize,
    /// Where a section ends whose header stands twice: its keys are no second mistake.
    doubled_until: usize,
    /// Where the line starts that was complained about last: what else is wrong with it follows from that.
    last_line: Option<usize>,
    told: usize,
    /// Lines beyond those.
    untold: usize,
}

/// What is wrong with text or a percentage that stands as a number would.
const UNQUOTED: &str = "text stands here without quotes";

/// Complaints about syntax that are told; a file with more of them is no scenario, or they follow from one another.
const MOST: usize = 5;

impl<'a> Syntax<'a> {
    /// Nothing is wrong yet.
    pub fn of(source: &'a SourceFile, file: usize) -> Self {
        Self {
            source,
            file,
            doubled_until: 0,
            last_line: None,
            told: 0,
            untold: 0,
        }
    }

    /// How many more places are no TOML than were told.
    pub fn more(&self, last: Option<&Label>) -> Option<Diagnostic> {
        let last = last.filter(|_| self.untold > 0)?;
        let lines = match self.untold {
            1 => "1 more line is".to_owned(),
            several => format!("{several} more lines are"),
        };
        Some(Diagnostic::error(
            codes::SYNTAX,
            format!("{lines} not TOML"),
            Label::new(last.file, last.span.clone(), "the last one that is told"),
            "put the first line right and read the file again: the others may follow from it",
        ))
    }

    /// What is wrong and what to do; none where it follows from what was said before.
    pub fn problem(&mut self, error: &toml::de::Error) -> Option<Diagnostic> {
        let text = &self.source.text;
        let mut span = error.span().unwrap_or(text.len()..text.len());
        let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let end = text[span.start..].find('\n');
        let end = end.map_or(text.len(), |end| span.start + end);
        let line = text[start..end].trim();
        let said = error.message();
        let echoes = said.contains("duplicate key") && span.start < self.doubled_until;
        if self.last_line == Some(start) || echoes {
            return None;
        }
        self.last_line = Some(start);
        self.told += 1;
        if self.told > MOST {
            self.untold += 1;
            return None;
        }
        let (message, help) = if said.contains("duplicate key") {
            if line.starts_with('[') {
                let next = text[end..].find("\n[").map(|next| end + next);
                self.doubled_until = next.unwrap_or(text.len());
            }
            doubled(line)
        } else if let Some(quote) = line.chars().find(|c| "“”„‟‘’‚‛«»".contains(*c))
        {
            let written = straightened(line);
            (
                format!("`{quote}` is a curly quote, as word processors write it"),
                format!("use straight quotes: {written}"),
            )
        } else if let Some(plainer) = day(line).or_else(|| amount(line)) {
            plainer
        } else if let Some((at, written)) = unquoted(&text[start..end])
            .filter(|(at, _)| start + at.start <= span.start && !said.contains("recurs"))
        {
            span = start + at.start..start + at.end;
            (
                UNQUOTED.to_owned(),
                format!("put it in double quotes: {written}"),
            )
        } else if said.contains("literal string")
            || said.contains("expected `nan`")
            || said.contains("expected `inf`")
        {
            let value = text[span.start..end].split('#').next();
            let value = value.unwrap_or_default().trim().trim_end_matches(',');
            let before = text[start..span.start].trim_start();
            (
                UNQUOTED.to_owned(),
                format!("put it in double quotes: {before}\"{value}\""),
            )
        } else {
            let help = match said.contains("recurs") {
                true => "a scenario needs no more than nine levels: unfold the value",
                false => {
                    "put this line into the form `key = value`, with text in double quotes and brackets in pairs"
                }
            };
            (format!("this is not TOML: {said}"), help.to_owned())
        };
        let label = Label::new(self.file, span, "here");
        Some(Diagnostic::error(codes::SYNTAX, message, label, help))
    }
}

/// Of a key or a section that stands twice.
fn doubled(line: &str) -> (String, String) {
    let header = line.split('#').next().unwrap_or_default().trim();
    let name = header
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match name {
        Some(name) if !name.starts_with('[') => (
            format!("the section `[{name}]` stands here a second time"),
            format!(
                "write `[[{name}]]` before each where there may be several, else keep one of the two"
            ),
        ),
        _ => (
            "this key stands here a second time".into(),
            "keep one of the two, and remove the other".into(),
        ),
    }
}

/// Of a day that stands in another form than year-month-day.
fn day(line: &str) -> Option<(String, String)> {
    let (key, rest) = line.split_once('=')?;
    let written = rest.split('#').next()?.trim();
    let day = crate::written_elsewhere::day(written)?;
    Some((
        format!("`{written}` is no day as it is written here: year-month-day"),
        format!("write {} = {day}", key.trim()),
    ))
}

/// Of an amount with a currency sign, or with commas between thousands.
fn amount(line: &str) -> Option<(String, String)> {
    let mut from = 0;
    while let Some(equals) = line[from..].find('=') {
        let after = from + equals + 1;
        let value = line[after..].trim_start();
        let length = value
            .find(|c: char| !(c.is_ascii_digit() || ",._£$€".contains(c)))
            .unwrap_or(value.len());
        let written = value[..length].trim_end_matches([',', '.']);
        if let Some(plain) = crate::written_elsewhere::amount(written) {
            let what = match written.chars().find(|c| "£$€".contains(*c)) {
                Some(sign) => format!("`{sign}` stands before a number"),
                None => "a comma stands within a number".into(),
            };
            let key = line[..after - 1].trim_end();
            let start = key.rfind([' ', '{', ',', '\t']).map_or(0, |at| at + 1);
            return Some((what, format!("write {} = {plain}", &key[start..])));
        }
        from = after;
    }
    None
}

fn straightened(line: &str) -> String {
    let straight = |c: char| match c {
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‛' => '\'',
        other => other,
    };
    line.chars().map(straight).collect()
}
