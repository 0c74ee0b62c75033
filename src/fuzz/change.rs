//! How bytes are changed, and what is put into them.

/// What is put into texts.
const STRANGE: &[&str] = &[
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\0",
    "=",
    "'",
    "''=",
    "-",
    "£",
    "£-",
    "(",
    ")",
    ".",
    "%",
    "1e999",
    "-1",
    "0",
    "1e-308",
    "1e308",
    "5e-324",
    "99999999999999999999",
    "4294967296",
    "18446744073709551615",
    "0.1.2026",
    "31/02/2026",
    "29 Feb 1900",
    "9999-12-31",
    "-9999-01-01",
    "2026-06-31",
    "00/00/0000",
    "Q5 2026",
    "2025/27",
    "Total",
    "number",
    "value",
    "outcome:",
    "not asked",
    "fail",
    "pass",
    "\u{feff}",
    "\u{202e}",
    "é",
    "\u{fffd}",
    "\u{1f600}",
    "İ",
    "ß",
    "\u{0301}",
    "n/a",
    "NaN",
    "inf",
    "-inf",
    "_x0041_",
    "_xD800_",
    "&",
    "<",
    ">",
    "&#x0;",
    "&#x110000;",
    "&amp;amp;",
    "<![CDATA[",
    "<!--",
    "<!DOCTYPE x [",
    "r=\"XFD1048576\"",
    "r=\"A0\"",
    "t=\"s\"",
    "t=\"d\"",
    "s=\"99999\"",
    "<v>4294967296</v>",
    "<v>-1</v>",
    "<v>1e300</v>",
    "</row>",
    "</c>",
    "<row r=\"1048576\">",
    "numFmtId=\"14\"",
    "number-rows-repeated=\"1048576\"",
    "number-columns-repeated=\"16384\"",
    "text:c=\"999999\"",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "\"\"\"",
    "'''",
    "[[policy]]",
    "{ assumed = 1 }",
    "\"100%\"",
    "\"0%\"",
    "\"1000 years\"",
    "extends = \"office.toml\"",
    "\\u0000",
    "1_000_000",
];

/// Numbers that bytes may stand for.
const ODD: &[u64] = &[
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fffe,
    0xffff_ffff,
    u64::MAX,
    1 << 63,
    0x7ff0_0000_0000_0000,
    0x7ff8_0000_0000_0000,
    0xfff0_0000_0000_0000,
];

/// A generator of its own.
pub(super) struct Dice(pub u64);

impl Dice {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        // Knuth's MMIX constants; the upper bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    /// Once in so many times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A few changes: a bit, a byte, a piece taken out, doubled or moved, something strange put in, the end cut off, a piece of
/// another file.
pub(super) fn text(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    for _ in 0..=dice.below(5) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(24)).min(bytes.len());
        match dice.below(10) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let times = if dice.once_in(12) {
                    400
                } else {
                    1 + dice.below(3)
                };
                bytes.splice(at..at, piece.repeat(times));
            }
            4 => {
                let piece: Vec<u8> = bytes.drain(at..end).collect();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            5 if dice.once_in(8) => bytes.truncate(at),
            6 => spliced(bytes, at, other, dice),
            7 => field(bytes, at, dice),
            _ => drop(bytes.splice(at..at, dice.of(STRANGE).bytes())),
        }
    }
}

/// A piece of another file put in.
fn spliced(bytes: &mut Vec<u8>, at: usize, other: &[u8], dice: &mut Dice) {
    let from = dice.below(other.len());
    let to = (from + dice.below(80)).min(other.len());
    bytes.splice(at..at, other[from..to].iter().copied());
}

/// Something strange in the place of what stands between two delimiters, tags or ends of lines.
fn field(bytes: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let is_end = |byte: &u8| b",;\t|\n<>\"= ".contains(byte);
    let start = bytes[..at]
        .iter()
        .rposition(is_end)
        .map_or(0, |place| place + 1);
    let end = bytes[at..]
        .iter()
        .position(is_end)
        .map_or(bytes.len(), |place| at + place);
    bytes.splice(start..end, dice.of(STRANGE).bytes());
}

/// A few changes of bytes that are no text: bits, bytes, odd numbers of one to eight bytes, pieces taken out or doubled.
pub(super) fn binary(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(16)).min(bytes.len());
        match dice.below(8) {
            _ if bytes.is_empty() => return,
            0 | 1 => bytes[at] ^= 1 << dice.below(8),
            2 => bytes[at] = dice.below(256) as u8,
            3 | 4 => {
                let width = *dice.of(&[1, 2, 4, 8]);
                let number = dice.of(ODD).to_le_bytes();
                for (byte, odd) in bytes[at..].iter_mut().zip(&number[..width]) {
                    *byte = *odd;
                }
            }
            5 => drop(bytes.drain(at..end)),
            6 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ if dice.once_in(8) => bytes.truncate(at),
            _ => {}
        }
    }
}
