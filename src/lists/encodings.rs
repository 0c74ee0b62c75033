//! Which encoding a text is in, by how it begins.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of a text by its first bytes, and what has to be said of it.
pub(super) fn guess(start: &[u8]) -> (&'static Encoding, Option<&'static str>) {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return (encoding, None);
    }
    if let Some(encoding) = utf_16(start) {
        let note =
            "the file has no mark of its encoding and is read as UTF-16; --encoding states another";
        return (encoding, Some(note));
    }
    let (right, wrong) = sequences(start);
    if wrong <= right {
        // Where most of it is UTF-8, the rest is damaged, and its rows are refused.
        return (UTF_8, None);
    }
    let note = "the file is not UTF-8 and is read as windows-1252; --encoding states another";
    (WINDOWS_1252, Some(note))
}

/// UTF-16 without a mark: of delimiters, digits and line ends one byte of two is 0, always the same one.
fn utf_16(start: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| {
        start
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let (most, least, encoding) = if even > odd {
        (even, odd, UTF_16BE)
    } else {
        (odd, even, UTF_16LE)
    };
    let (text, wrong) = encoding.decode_without_bom_handling(start);
    // The start may end within a character.
    let wrong = wrong && start.len() < 64 * 1024;
    let is_text = !wrong && text.contains(['\n', '\r']) && !text.contains('\0');
    (most * 20 >= start.len() && least * 50 <= most && most > 0 && is_text).then_some(encoding)
}

/// Characters of more than one byte that are UTF-8, and bytes that are not.
fn sequences(start: &[u8]) -> (usize, usize) {
    let (mut right, mut wrong) = (0, 0);
    let mut chunks = start.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let is_cut = chunks.peek().is_none()
            && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        wrong += usize::from(!chunk.invalid().is_empty() && !is_cut);
    }
    (right, wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, big: bool) -> Vec<u8> {
        let bytes = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings_are_known_by_how_a_text_begins() {
        let latin = WINDOWS_1252.encode("Zoë,Noël\n").0.into_owned();
        let damaged = ["Zoë,é\nà".as_bytes(), b"\xff\n"].concat();
        let long = "Größe;é\n".repeat(9);
        for (start, expected) in [
            (b"a,b\n1,2\n".to_vec(), UTF_8),
            (long.as_bytes()[..long.len() - 3].to_vec(), UTF_8),
            ("Zoë,é".as_bytes()[..7].to_vec(), UTF_8),
            (damaged, UTF_8),
            (latin, WINDOWS_1252),
            (wide("number,team\nA1,north\n", false), UTF_16LE),
            (wide("number,team\nA1,north\n", true), UTF_16BE),
            (wide("номер;группа\n1;север\n", false), UTF_16LE),
            (wide("番号,担当\n1,東京\n2,大阪\n", true), UTF_16BE),
            ([&b"\xff\xfe"[..], &wide("a,b\n", false)].concat(), UTF_16LE),
            (
                b"a,b\n1,\0\n2,long enough a text not to be wide\n".to_vec(),
                UTF_8,
            ),
        ] {
            assert_eq!(guess(&start).0, expected, "{start:?}");
        }
    }
}
