//! Hashes of scenario files: what tells one scenario from another.

use sha2::{Digest, Sha256};

use tierone_scenario::diagnostic::SourceFile;

/// SHA-256 of a text, in hexadecimal.
pub fn text_hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()).into())
}

/// SHA-256 over the texts of all files a scenario is read from, in order; paths do not enter.
pub fn scenario_hash(sources: &[SourceFile]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for source in sources {
        hasher.update((source.text.len() as u64).to_le_bytes());
        hasher.update(source.text.as_bytes());
    }
    hasher.finalize().into()
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> SourceFile {
        SourceFile {
            path: path.into(),
            text: text.into(),
        }
    }

    #[test]
    fn a_hash_is_of_the_texts_and_their_order_and_not_of_paths() {
        let both = [source("a", "one"), source("b", "two")];
        let moved = [source("c", "one"), source("d", "two")];
        assert_eq!(scenario_hash(&both), scenario_hash(&moved));
        let shifted = [source("a", "onet"), source("b", "wo")];
        assert_ne!(scenario_hash(&both), scenario_hash(&shifted));
        // FIPS 180-2, appendix B.1.
        assert!(text_hash("abc").starts_with("ba7816bf8f01cfea"));
    }
}
