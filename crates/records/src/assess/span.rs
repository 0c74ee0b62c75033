//! What can be had from groups by adding and subtracting: sums of their rows of atoms.

/// A row by atom, in order, without zeros.
type Row = Vec<(usize, u64)>;

/// Rows are kept modulo this prime: what is a sum of rows is one there too.
const PRIME: u64 = 4_294_967_291;

/// Groups that are told of, and those that must not be had from them.
pub(super) struct Span<'a> {
    atoms: &'a [Vec<usize>],
    /// By atom, in how many groups it is.
    cover: Vec<usize>,
    /// Rows told of, each with the atom that none after it has.
    basis: Vec<(usize, Row)>,
    /// What the rows told of leave of each secret.
    secrets: Vec<Row>,
}

impl<'a> Span<'a> {
    /// Nothing told of yet, of groups by their atoms, with the places of those that are secret.
    pub(super) fn new(atoms: &'a [Vec<usize>], secrets: &[usize]) -> Self {
        let largest = atoms.iter().filter_map(|row| row.last()).max();
        let mut cover = vec![0; largest.map_or(0, |atom| atom + 1)];
        for atom in atoms.iter().flatten() {
            cover[*atom] += 1;
        }
        Self {
            atoms,
            cover,
            basis: Vec::new(),
            secrets: secrets.iter().map(|cell| ones(&atoms[*cell])).collect(),
        }
    }

    /// Takes a group in; `false`, and nothing changed, where a secret could be had with it.
    pub(super) fn take(&mut self, cell: usize) -> bool {
        let mut row = ones(&self.atoms[cell]);
        for (pivot, known) in &self.basis {
            row = without(row, known, *pivot);
        }
        let own = |atom: usize| self.atoms[cell].binary_search(&atom).is_ok();
        // Atoms of few groups, and its own ones, keep the rows short.
        let pivot = row
            .iter()
            .map(|(atom, _)| *atom)
            .min_by_key(|atom| (!own(*atom), self.cover[*atom]));
        let Some(pivot) = pivot else { return true };
        let times = inverse(at(&row, pivot));
        for (_, value) in &mut row {
            *value = *value * times % PRIME;
        }
        let mut touched = self.secrets.iter().filter(|secret| at(secret, pivot) > 0);
        if touched.any(|secret| without(secret.clone(), &row, pivot).is_empty()) {
            return false;
        }
        for secret in &mut self.secrets {
            *secret = without(std::mem::take(secret), &row, pivot);
        }
        self.basis.push((pivot, row));
        true
    }
}

/// Whether every atom of `part` is in `whole`; both are in order.
pub(super) fn is_part(part: &[usize], whole: &[usize]) -> bool {
    part.len() <= whole.len() && part.iter().all(|atom| whole.binary_search(atom).is_ok())
}

fn ones(atoms: &[usize]) -> Row {
    atoms.iter().map(|atom| (*atom, 1)).collect()
}

fn at(row: &Row, atom: usize) -> u64 {
    let place = row.binary_search_by_key(&atom, |(atom, _)| *atom);
    place.map_or(0, |place| row[place].1)
}

/// `row` less as much of `known`, which has 1 there, as takes the pivot away.
fn without(row: Row, known: &Row, pivot: usize) -> Row {
    let times = at(&row, pivot);
    if times == 0 {
        return row;
    }
    let mut left = Row::new();
    let (mut mine, mut theirs) = (row.iter().peekable(), known.iter().peekable());
    loop {
        let next = match (mine.peek(), theirs.peek()) {
            (None, None) => return left,
            (Some((one, _)), Some((other, _))) => *one.min(other),
            (Some((atom, _)), None) | (None, Some((atom, _))) => *atom,
        };
        let here = |(atom, _): &&(usize, u64)| *atom == next;
        let own = mine.next_if(here).map_or(0, |(_, value)| *value);
        let less = theirs.next_if(here).map_or(0, |(_, value)| *value);
        let value = (own + PRIME - times * less % PRIME) % PRIME;
        if value > 0 {
            left.push((next, value));
        }
    }
}

/// 1/value, by Fermat: value to the power of the prime less 2.
fn inverse(value: u64) -> u64 {
    let (mut result, mut power, mut exponent) = (1, value, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * power % PRIME;
        }
        power = power * power % PRIME;
        exponent >>= 1;
    }
    result
}
