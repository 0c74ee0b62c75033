//! A folder to work in, the files that are changed, and commands in this process.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use tempfile::TempDir;

use super::super::exit::Failure;
use super::super::{Arguments, Command, perform};
use super::books::Book;
use super::change::{self, Dice};

/// What a kind of file is tried with.
pub(super) struct Bench {
    folder: TempDir,
    pub dice: Dice,
    /// The files of a folder of the corpus.
    texts: BTreeMap<String, Vec<Vec<u8>>>,
    /// Workbooks by their path in the corpus.
    books: BTreeMap<String, Book>,
    /// Bytes that are made once, by name.
    pub made: BTreeMap<&'static str, Vec<u8>>,
    said: Vec<String>,
}

impl Bench {
    pub fn new(name: &str) -> Self {
        let prefix = format!("tierone-{name}-");
        let folder = tempfile::Builder::new().prefix(&prefix).tempdir();
        Self {
            folder: folder.expect("a folder"),
            dice: Dice(0),
            texts: BTreeMap::new(),
            books: BTreeMap::new(),
            made: BTreeMap::new(),
            said: Vec::new(),
        }
    }

    /// Begins with another seed.
    pub fn begin(&mut self, seed: u64) {
        self.dice = Dice(seed);
        // Seeds that follow each other begin alike.
        self.dice.below(2);
        self.said.clear();
    }

    /// The path of a file here.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).expect("a file is written");
    }

    /// A file of a folder of the corpus, as it is.
    pub fn whole(&mut self, folder: &str) -> Vec<u8> {
        let files = self
            .texts
            .entry(folder.to_owned())
            .or_insert_with(|| files(folder));
        self.dice.of(files).clone()
    }

    /// The same with a few changes.
    pub fn text(&mut self, folder: &str) -> Vec<u8> {
        let (mut bytes, other) = (self.whole(folder), self.whole(folder));
        change::text(&mut bytes, &other, &mut self.dice);
        bytes
    }

    /// A file of the corpus with a few changes.
    pub fn changed(&mut self, file: &str) -> Vec<u8> {
        let mut bytes = self.as_it_is(file);
        let other = bytes.clone();
        change::text(&mut bytes, &other, &mut self.dice);
        bytes
    }

    /// A workbook of the corpus with a few changes.
    pub fn book(&mut self, file: &str) -> Vec<u8> {
        if self.dice.once_in(8) {
            let mut bytes = self.as_it_is(file);
            change::binary(&mut bytes, &mut self.dice);
            return bytes;
        }
        let read = || Book::of(&fs::read(corpus().join(file)).expect("a workbook"));
        let book = self.books.entry(file.to_owned()).or_insert_with(read);
        book.changed(&mut self.dice)
    }

    /// A file of the corpus.
    pub fn as_it_is(&self, file: &str) -> Vec<u8> {
        fs::read(corpus().join(file)).expect("a file of the corpus")
    }

    /// Runs a command.
    pub fn run(&mut self, words: &[&str]) -> Result<(), Failure> {
        perform(self.command(words)?)
    }

    /// What a command line asks for; a word that begins with `@` is a file here.
    pub fn command(&mut self, words: &[&str]) -> Result<Command, Failure> {
        let path = |word: &&str| match word.strip_prefix('@') {
            Some(name) => self.path(name).display().to_string(),
            None => (*word).to_owned(),
        };
        let words: Vec<String> = std::iter::once(&"tierone").chain(words).map(path).collect();
        self.said.clone_from(&words);
        let arguments = Arguments::try_parse_from(words);
        Ok(arguments
            .map_err(|error| Failure::input(error.to_string()))?
            .command)
    }

    /// The command that was run last.
    pub fn words(&self) -> String {
        self.said.join(" ")
    }
}

/// The corpus.
fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The files of one of its folders, or of another of this repository, in the order of their names.
fn files(folder: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(corpus().join(folder))
        .expect("a folder of the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("a file"))
        .collect()
}
