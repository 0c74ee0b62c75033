//! Finished replications, or other finished parts of long work, as bytes, so that what was cut off can go on.
//!
//! A chunk is a magic word, a header that says whose replications these are, the records, and a
//! checksum over all of it.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::versions::TOOL_VERSION;
use tierone_engine::study::{Kept, Record};

const MAGIC: &[u8; 8] = b"TIERONE\n";

/// Counts up when the bytes of a record change their meaning and the version of the program does not; another version's
/// records are refused as they are.
const FORMAT: u32 = 1;

const CHECKSUM: usize = 32;

/// Whose replications they are, and the shape of their records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Hash of the scenario's files.
    pub scenario: [u8; 32],
    /// The seed.
    pub seed: u64,
}

/// Why a chunk cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChunkError {
    /// Cut short, or its bytes have changed.
    Damaged,
    /// Written by another version of this program.
    Version(String),
    /// Of another scenario, or of the same one before it was changed.
    Scenario,
    /// Drawn from another seed.
    Seed(u64),
}

impl fmt::Display for ChunkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged => f.write_str("the file is damaged or cut short"),
            Self::Version(version) => write!(
                f,
                "it was written by tierone {version}, and this is tierone {TOOL_VERSION}"
            ),
            Self::Scenario => f.write_str("the scenario has changed since it was written"),
            Self::Seed(seed) => write!(f, "it was drawn from seed {seed}"),
        }
    }
}

impl std::error::Error for ChunkError {}

#[derive(Serialize, Deserialize)]
struct Header {
    format: u32,
    tool: String,
    scenario: [u8; 32],
    seed: u64,
    first: u32,
    count: u32,
}

/// Records as the body of a chunk; bodies of consecutive records can be joined.
pub fn encode(records: &[Record]) -> Vec<u8> {
    let mut body = Vec::new();
    for record in records {
        body = postcard::to_extend(record, body).expect("a ledger is plain data");
    }
    body
}

/// One finished part as the body of a chunk, after those before it.
pub fn encode_part<T: Serialize>(part: &T, body: Vec<u8>) -> Vec<u8> {
    postcard::to_extend(part, body).expect("a part is plain data")
}

/// The parts of a chunk whose body was made by [`encode_part`]. Whoever takes them sees to their shape.
///
/// # Errors
/// See [`checked_chunk`].
pub fn parts<T: DeserializeOwned>(identity: &Identity, bytes: &[u8]) -> Result<Vec<T>, ChunkError> {
    Ok(numbered(identity, bytes)?.1)
}

/// The same with the number of the first.
fn numbered<T: DeserializeOwned>(
    identity: &Identity,
    bytes: &[u8],
) -> Result<(u32, Vec<T>), ChunkError> {
    let (header, mut body) = checked(identity, bytes)?;
    let mut parts = Vec::new();
    for _ in 0..header.count {
        let (part, rest) = postcard::take_from_bytes(body).map_err(|_| ChunkError::Damaged)?;
        parts.push(part);
        body = rest;
    }
    match body {
        [] => Ok((header.first, parts)),
        _ => Err(ChunkError::Damaged),
    }
}

/// A chunk of `count` records from replication `first`, whose body was made by [`encode`].
pub fn chunk(identity: &Identity, first: u32, count: u32, body: &[u8]) -> Vec<u8> {
    let header = Header {
        format: FORMAT,
        tool: TOOL_VERSION.into(),
        scenario: identity.scenario,
        seed: identity.seed,
        first,
        count,
    };
    let bytes = postcard::to_extend(&header, MAGIC.to_vec());
    let mut bytes = bytes.expect("a header is plain data");
    bytes.extend_from_slice(body);
    let checksum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&checksum);
    bytes
}

/// The records of a chunk, with the replication of the first. All of them have the shape of `like`, any replication of
/// the scenario.
///
/// # Errors
/// It is damaged, or it is not of this scenario, seed and version.
pub fn checked_chunk(
    identity: &Identity,
    like: &Record,
    bytes: &[u8],
) -> Result<(u32, Vec<Record>), ChunkError> {
    let (first, records): (u32, Vec<Record>) = numbered(identity, bytes)?;
    let same = |(kept, like): (&Kept, &Kept)| kept.is_like(like);
    let is_alike =
        |record: &Record| record.len() == like.len() && record.iter().zip(like).all(same);
    match records.iter().all(is_alike) {
        true => Ok((first, records)),
        false => Err(ChunkError::Damaged),
    }
}

/// The header and the body of a chunk.
fn checked<'b>(identity: &Identity, bytes: &'b [u8]) -> Result<(Header, &'b [u8]), ChunkError> {
    let end = bytes
        .len()
        .checked_sub(CHECKSUM)
        .ok_or(ChunkError::Damaged)?;
    let (content, checksum) = bytes.split_at(end);
    let rest = content
        .strip_prefix(MAGIC.as_slice())
        .ok_or(ChunkError::Damaged)?;
    if Sha256::digest(content).as_slice() != checksum {
        return Err(ChunkError::Damaged);
    }
    let (header, body): (Header, &[u8]) =
        postcard::take_from_bytes(rest).map_err(|_| ChunkError::Damaged)?;
    if header.tool != TOOL_VERSION || header.format != FORMAT {
        return Err(ChunkError::Version(header.tool));
    }
    if header.scenario != identity.scenario {
        return Err(ChunkError::Scenario);
    }
    if header.seed != identity.seed {
        return Err(ChunkError::Seed(header.seed));
    }
    Ok((header, body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_engine::sim::{Ledger, PeriodLedger, Truth};
    use tierone_engine::study::Kept;

    const IDENTITY: Identity = Identity {
        scenario: [7; 32],
        seed: 3,
    };

    fn record(decisions: u64) -> Record {
        let truth = Truth {
            decisions,
            value_decided: 0.1 + 0.2,
            over: -1,
            ..Truth::default()
        };
        let ledger = Ledger {
            periods: vec![PeriodLedger {
                activities: vec![truth],
                ..PeriodLedger::default()
            }],
            ..Ledger::default()
        };
        vec![Kept::new(&ledger)]
    }

    #[test]
    fn records_come_back_as_they_were() {
        let records = vec![record(1), record(2), record(3)];
        let mut body = encode(&records[..1]);
        body.extend(encode(&records[1..]));
        let bytes = chunk(&IDENTITY, 64, 3, &body);
        assert_eq!(
            checked_chunk(&IDENTITY, &record(0), &bytes),
            Ok((64, records))
        );
    }

    #[test]
    fn parts_of_any_kind_come_back_as_they_were_and_damage_is_noticed() {
        let parts_of = [(3_u32, vec![Some(0.1 + 0.2), None]), (9, vec![])];
        let body = parts_of
            .iter()
            .fold(Vec::new(), |body, part| encode_part(part, body));
        let bytes = chunk(&IDENTITY, 0, 2, &body);
        assert_eq!(parts(&IDENTITY, &bytes), Ok(parts_of.to_vec()));
        let other = Identity {
            seed: 4,
            ..IDENTITY
        };
        type Part = (u32, Vec<Option<f64>>);
        assert_eq!(parts::<Part>(&other, &bytes), Err(ChunkError::Seed(3)));
        for count in [1, 3] {
            let bytes = chunk(&IDENTITY, 0, count, &body);
            assert_eq!(parts::<Part>(&IDENTITY, &bytes), Err(ChunkError::Damaged));
        }
    }

    #[test]
    fn strangers_are_refused_with_the_reason() {
        let bytes = chunk(&IDENTITY, 0, 1, &encode(&[record(1)]));
        let other = |change: fn(&mut Identity)| {
            let mut identity = IDENTITY;
            change(&mut identity);
            checked_chunk(&identity, &record(0), &bytes).unwrap_err()
        };
        assert_eq!(other(|i| i.scenario[0] = 0), ChunkError::Scenario);
        assert_eq!(other(|i| i.seed = 4), ChunkError::Seed(3));
    }

    #[test]
    fn records_of_another_shape_are_damaged_whatever_their_checksum() {
        let damaged = |records: &[Record], like: &Record| {
            let bytes = chunk(&IDENTITY, 0, records.len() as u32, &encode(records));
            checked_chunk(&IDENTITY, like, &bytes) == Err(ChunkError::Damaged)
        };
        let one = record(1);
        let two = vec![one[0].clone(), one[0].clone()];
        assert!(!damaged(std::slice::from_ref(&one), &one));
        assert!(damaged(std::slice::from_ref(&two), &one));
        let mut ledger = Ledger {
            periods: vec![PeriodLedger::default(); 2],
            ..Ledger::default()
        };
        let periods = vec![Kept::new(&ledger)];
        assert!(damaged(&[one.clone(), periods], &one));
        ledger.periods.truncate(1);
        let empty = vec![Kept::new(&ledger)];
        assert!(damaged(&[empty], &one));
        // Any byte of a record changed, and the checksum made anew: damaged, or a record of the same shape.
        let body = encode(std::slice::from_ref(&one));
        for at in 0..body.len() {
            for bit in 0..8 {
                let mut changed = body.clone();
                changed[at] ^= 1 << bit;
                let bytes = chunk(&IDENTITY, 0, 1, &changed);
                if let Ok((_, records)) = checked_chunk(&IDENTITY, &one, &bytes) {
                    records[0][0].entry(Some(0));
                }
            }
        }
    }

    #[test]
    fn any_cut_and_any_changed_byte_is_noticed() {
        let bytes = chunk(&IDENTITY, 0, 1, &encode(&[record(1)]));
        for at in 0..bytes.len() {
            assert_eq!(
                checked_chunk(&IDENTITY, &record(0), &bytes[..at]),
                Err(ChunkError::Damaged)
            );
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(
                checked_chunk(&IDENTITY, &record(0), &changed),
                Err(ChunkError::Damaged)
            );
        }
    }
}
