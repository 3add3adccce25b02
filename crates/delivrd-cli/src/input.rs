//! Lines of files or of stdin, in bounded memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::mem;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::Failure;

/// A body of 16 MiB, every byte of it written as a six-letter escape, fits; what is longer is
/// no capture, and is skipped without being held.
const LONGEST_LINE: usize = 128 << 20;

/// How much is asked for at a time. A pipe gives less, and somebody who types gives a line.
const BLOCK: usize = 512 << 10;

/// A line without its end, or the fact that it was too long.
pub(crate) enum Line<'l> {
    Bytes(&'l [u8]),
    TooLong,
}

/// What was there when the input was read: whole lines, or one that was too long.
pub(crate) enum Block {
    Lines(Vec<u8>),
    TooLong,
}

impl Block {
    /// How many bytes it holds.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Lines(bytes) => bytes.len(),
            Self::TooLong => 0,
        }
    }

    pub(crate) fn for_each_line(
        &self,
        mut each: impl FnMut(Line<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut rest = match self {
            Self::Lines(bytes) => bytes.as_slice(),
            Self::TooLong => return each(Line::TooLong),
        };
        while !rest.is_empty() {
            let start = rest;
            // Looks at many bytes at once, which `position` does not.
            let length = rest.skip_until(b'\n')?;
            let line = start.get(..length).unwrap_or_default();
            let ends = [&b"\r\n"[..], b"\n"];
            let line = ends.iter().find_map(|end| line.strip_suffix(*end)).unwrap_or(line);
            each(Line::Bytes(line))?;
        }
        Ok(())
    }
}

/// Calls `each` with every line of the files, or of stdin if there are none.
pub(crate) fn for_each_line(
    files: &[PathBuf],
    mut each: impl FnMut(Line<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut progress = Progress::new(files);
    let mut input = Input::new(files);
    while let Some(block) = input.next()? {
        block.for_each_line(|line| {
            each(line)?;
            progress.count(1);
            Ok(())
        })?;
    }
    Ok(())
}

/// The blocks of files, or of stdin if there are none.
pub(crate) struct Input {
    files: std::vec::IntoIter<PathBuf>,
    open: Option<Blocks>,
}

impl Input {
    pub(crate) fn new(files: &[PathBuf]) -> Self {
        let files = if files.is_empty() { vec![PathBuf::from("-")] } else { files.to_vec() };
        Self { files: files.into_iter(), open: None }
    }

    /// The next block, which never waits for a line that has not arrived. `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Block>, Failure> {
        loop {
            if let Some(blocks) = &mut self.open
                && let Some(block) = blocks.next()?
            {
                return Ok(Some(block));
            }
            self.open = None;
            let Some(path) = self.files.next() else { return Ok(None) };
            self.open = Some(Blocks::new(open(&path).map_err(|error| unreadable(&path, &error))?));
        }
    }
}

/// A whole file, or stdin for `-`.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    read(path).map_err(|error| unreadable(path, &error))
}

/// The whole file of an option that holds keys. It is named by the option: who gives the key itself
/// in place of a path does not want to see it again in a log.
pub(crate) fn read_keys(path: &Path, option: &str) -> Result<Vec<u8>, Failure> {
    read(path).map_err(|error| Failure::new(format!("cannot read the file of {option}: {error}")))
}

/// A file whose longest length is known; of a longer one, a byte more than that.
pub(crate) fn read_bounded(path: &Path, longest: usize) -> Result<Vec<u8>, Failure> {
    read_start(path, longest.saturating_add(1)).map_err(|error| unreadable(path, &error))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = read_start(path, LONGEST_LINE.saturating_add(1))?;
    if bytes.len() > LONGEST_LINE {
        return Err(io::Error::other("longer than 128 MiB"));
    }
    Ok(bytes)
}

fn read_start(path: &Path, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(u64::try_from(length).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    Ok(if path.as_os_str() == "-" { Box::new(io::stdin()) } else { Box::new(File::open(path)?) })
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {error}", path.display()))
}

struct Blocks {
    input: BufReader<Box<dyn Read + Send>>,
    /// The beginning of a line whose end was not read yet.
    begun: Vec<u8>,
    /// Whether that line is too long, and is skipped.
    is_too_long: bool,
}

impl Blocks {
    fn new(input: Box<dyn Read + Send>) -> Self {
        let input = BufReader::with_capacity(BLOCK, input);
        Self { input, begun: Vec::new(), is_too_long: false }
    }

    /// Reads until there is a whole line. `None` at the end.
    fn next(&mut self) -> io::Result<Option<Block>> {
        loop {
            let read = self.input.fill_buf()?;
            if read.is_empty() {
                if mem::take(&mut self.is_too_long) {
                    return Ok(Some(Block::TooLong));
                }
                let last = mem::take(&mut self.begun);
                return Ok((!last.is_empty()).then_some(Block::Lines(last)));
            }
            let end = read.iter().position(|byte| *byte == b'\n');
            let length = self.begun.len().saturating_add(end.unwrap_or(read.len()));
            if self.is_too_long || length > LONGEST_LINE {
                self.begun = Vec::new();
                self.is_too_long = end.is_none();
                let used = end.map_or(read.len(), |end| end.saturating_add(1));
                self.input.consume(used);
                if self.is_too_long {
                    continue;
                }
                return Ok(Some(Block::TooLong));
            }
            let last = read.iter().rposition(|byte| *byte == b'\n');
            let (whole, rest) = read.split_at(last.map_or(0, |last| last.saturating_add(1)));
            let used = read.len();
            self.begun.extend_from_slice(whole);
            let lines = last.map(|_| mem::take(&mut self.begun));
            self.begun.extend_from_slice(rest);
            self.input.consume(used);
            if let Some(lines) = lines {
                return Ok(Some(Block::Lines(lines)));
            }
        }
    }
}

/// A counter on stderr, for a person who waits for a file.
pub(crate) struct Progress {
    shown: bool,
    lines: u64,
    started: Instant,
    last: Duration,
}

impl Progress {
    pub(crate) fn new(files: &[PathBuf]) -> Self {
        let from_stdin = files.is_empty();
        // Somebody who types the input needs no counter, and one who sees the output has one.
        let shown = io::stderr().is_terminal()
            && !io::stdout().is_terminal()
            && !(from_stdin && io::stdin().is_terminal());
        Self { shown, lines: 0, started: Instant::now(), last: Duration::ZERO }
    }

    pub(crate) fn count(&mut self, lines: u64) {
        let before = self.lines;
        self.lines = before.saturating_add(lines);
        if self.shown && self.lines / 1000 > before / 1000 {
            let elapsed = self.started.elapsed();
            if elapsed.saturating_sub(self.last) > Duration::from_millis(250) {
                self.last = elapsed;
                let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
                let rate = self.lines.saturating_mul(1000).checked_div(millis).unwrap_or_default();
                anstream::eprint!("\r{} lines, {rate} a second ", self.lines);
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown && !self.last.is_zero() {
            anstream::eprintln!(
                "\r{} lines in {:.1?}          ",
                self.lines,
                self.started.elapsed()
            );
        }
    }
}
