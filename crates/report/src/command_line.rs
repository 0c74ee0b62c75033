//! Words of a command line.

/// A word as a shell takes it: in quotes where the shell would split or read it.
pub fn quoted(word: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./=%+,:@".contains(c);
    if !word.is_empty() && word.chars().all(safe) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_split_or_read_them() {
        assert_eq!(quoted("results/spring"), "results/spring");
        assert_eq!(quoted("two each"), "'two each'");
        assert_eq!(quoted("o'clock; rm"), r"'o'\''clock; rm'");
        assert_eq!(quoted(""), "''");
    }
}
