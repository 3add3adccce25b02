//! Lines of files or of stdin, in bounded memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::Failure;

/// A body of 16 MiB, every byte of it written as a six-letter escape, fits; what is longer is
/// no capture, and is skipped without being held.
const LONGEST_LINE: usize = 128 << 20;

/// A line without its end, or the fact that it was too long.
pub(crate) enum Line<'l> {
    Bytes(&'l [u8]),
    TooLong,
}

/// Calls `each` with every line of the files, or of stdin if there are none. `idle` is called
/// whenever no further line has arrived yet, so that output can be flushed.
pub(crate) fn for_each_line(
    files: &[PathBuf],
    mut each: impl FnMut(Line<'_>) -> Result<(), Failure>,
    mut idle: impl FnMut() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut progress = Progress::new(files.is_empty());
    let mut buffer = Vec::new();
    for_each_reader(files, |reader| {
        loop {
            if reader.buffer().is_empty() {
                idle()?;
            }
            buffer.clear();
            let line = match read_line(reader, &mut buffer)? {
                None => return Ok(()),
                Some(true) => Line::Bytes(&buffer),
                Some(false) => Line::TooLong,
            };
            each(line)?;
            progress.count();
        }
    })
}

fn for_each_reader(
    files: &[PathBuf],
    mut each: impl FnMut(&mut BufReader<Box<dyn Read>>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if files.is_empty() {
        return each(&mut BufReader::with_capacity(1 << 16, Box::new(io::stdin().lock())));
    }
    for path in files {
        if path.as_os_str() == "-" {
            each(&mut BufReader::with_capacity(1 << 16, Box::new(io::stdin().lock())))?;
        } else {
            let file = File::open(path).map_err(|error| unreadable(path, &error))?;
            each(&mut BufReader::with_capacity(1 << 16, Box::new(file)))?;
        }
    }
    Ok(())
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

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {error}", path.display()))
}

/// Reads up to the next line feed. `None` at the end, `Some(false)` for a line that was too long
/// and is skipped.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    let mut fits = true;
    let mut begun = false;
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            return Ok(begun.then_some(fits));
        }
        begun = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
        fits = fits && line.len().saturating_add(part.len()) <= LONGEST_LINE;
        if fits {
            line.extend_from_slice(part);
        } else {
            *line = Vec::new();
        }
        let used = part.len().saturating_add(usize::from(end.is_some()));
        reader.consume(used);
        if end.is_some() {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(Some(fits));
        }
    }
}

/// A counter on stderr, for a person who waits for a file.
struct Progress {
    shown: bool,
    lines: u64,
    started: Instant,
    last: Duration,
}

impl Progress {
    fn new(from_stdin: bool) -> Self {
        // Somebody who types the input needs no counter, and one who sees the output has one.
        let shown = io::stderr().is_terminal()
            && !io::stdout().is_terminal()
            && !(from_stdin && io::stdin().is_terminal());
        Self { shown, lines: 0, started: Instant::now(), last: Duration::ZERO }
    }

    fn count(&mut self) {
        self.lines = self.lines.saturating_add(1);
        if self.shown && self.lines.is_multiple_of(1000) {
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
