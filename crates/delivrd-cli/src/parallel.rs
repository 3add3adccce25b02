//! Blocks of input answered on several threads, in bounded memory and in their order.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex};
use std::{io, thread};

use crate::Failure;
use crate::input::{Block, Input};

/// How many blocks a thread may be ahead of what is written.
const BLOCKS_A_THREAD: usize = 4;
/// How many bytes of blocks may be at hand, unless a single one is longer.
const BYTES_AT_HAND: usize = 64 << 20;

/// Calls `answer` with every block of the files, or of stdin if there are none, and `write` with
/// every answer in the order of the input. Each thread has its own `answer`; with one, that is
/// the thread of the caller.
///
/// An answer is written as soon as it is there and all before it are: the reading of a further
/// block is not waited for.
pub(crate) fn answer_blocks<A: Send + 'static>(
    files: &[PathBuf],
    threads: NonZeroUsize,
    mut answer: impl FnMut(&Block) -> A + Clone + Send + 'static,
    mut write: impl FnMut(A) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut input = Input::new(files);
    if threads == NonZeroUsize::MIN {
        while let Some(block) = input.next()? {
            write(answer(&block))?;
        }
        return Ok(());
    }
    let (promise, promises) = mpsc::channel();
    let (done, written) = mpsc::channel();
    let most_blocks = threads.get().saturating_mul(BLOCKS_A_THREAD);
    let at_hand = AtHand { blocks: 0, bytes: 0, most_blocks, written };
    let source = Source { input, at_hand, promise: Some(promise) };
    // Not scoped: where writing fails, nobody waits for a thread that waits for input.
    start(Arc::new(Mutex::new(source)), threads.get().saturating_sub(1), answer)
        .map_err(|error| Failure::new(format!("cannot start a thread: {error}")))?;
    loop {
        // A panic that nobody could catch has been reported, and ends the run as it does with one
        // thread.
        match promises.recv().unwrap_or_else(|_| resume_unwind(Box::new("nobody reads"))) {
            Promise::Answer { length, answer } => {
                write(answer.recv().unwrap_or_else(|_| resume_unwind(Box::new("no answer"))))?;
                // Who has come to the end of the input does not listen.
                let _ = done.send(length);
            }
            Promise::End(end) => return end,
        }
    }
}

/// What comes next, in the order of the input.
enum Promise<A> {
    Answer { length: usize, answer: Receiver<A> },
    End(Result<(), Failure>),
}

/// What the threads take their blocks from, one after the other.
struct Source<A> {
    input: Input,
    at_hand: AtHand,
    /// Nobody any more, once the input has ended.
    promise: Option<Sender<Promise<A>>>,
}

impl<A> Source<A> {
    /// The next block, and where its answer goes. `None` at the end, and if the writer has ended.
    fn next(&mut self) -> Option<(Block, SyncSender<A>)> {
        let promise = self.promise.as_ref()?;
        let block = match self.input.next() {
            Ok(Some(block)) => block,
            end => {
                let _ = promise.send(Promise::End(end.map(|_| ())));
                self.promise = None;
                return None;
            }
        };
        let length = block.len();
        self.at_hand.add(length)?;
        let (answered, answer) = mpsc::sync_channel(1);
        promise.send(Promise::Answer { length, answer }).ok()?;
        Some((block, answered))
    }
}

/// Starts a thread that answers blocks until there are no more. With its first one it starts the
/// next of so many `further` threads, so that a short input has few.
fn start<A, F>(source: Arc<Mutex<Source<A>>>, further: usize, mut answer: F) -> io::Result<()>
where
    A: Send + 'static,
    F: FnMut(&Block) -> A + Clone + Send + 'static,
{
    let mut further = further.checked_sub(1);
    let work = move || {
        while let Some((block, answered)) = next(&source) {
            if let Some(further) = further.take() {
                // Where no more threads are to be had, these will do.
                let _ = start(Arc::clone(&source), further, answer.clone());
            }
            // The writer may have ended.
            let _ = answered.send(answer(&block));
        }
    };
    thread::Builder::new().spawn(work).map(|_| ())
}

fn next<A>(source: &Mutex<Source<A>>) -> Option<(Block, SyncSender<A>)> {
    source.lock().ok()?.next()
}

/// What was read and is not written yet.
struct AtHand {
    blocks: usize,
    bytes: usize,
    most_blocks: usize,
    /// The length of each block whose answer was written.
    written: Receiver<usize>,
}

impl AtHand {
    /// Waits until there is room for a block. `None` if the writer has ended.
    fn add(&mut self, bytes: usize) -> Option<()> {
        while self.blocks >= self.most_blocks
            || (self.blocks > 0 && self.bytes.saturating_add(bytes) > BYTES_AT_HAND)
        {
            let length = self.written.recv().ok()?;
            self.blocks = self.blocks.saturating_sub(1);
            self.bytes = self.bytes.saturating_sub(length);
        }
        self.blocks = self.blocks.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const THREADS: NonZeroUsize = NonZeroUsize::new(3).unwrap();

    /// A file of many blocks, which is gone when this is dropped.
    struct Lines([PathBuf; 1]);

    impl Lines {
        fn new(test: &str) -> Self {
            let name = format!("delivrd-parallel-{}-{test}", std::process::id());
            let path = std::env::temp_dir().join(name);
            std::fs::write(&path, "a line\n".repeat(1 << 21)).unwrap();
            Self([path])
        }
    }

    impl Drop for Lines {
        fn drop(&mut self) {
            std::fs::remove_file(&self.0[0]).unwrap();
        }
    }

    #[test]
    fn takes_no_more_blocks_than_may_be_at_hand() {
        let lines = Lines::new("bound");
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&taken);
        let answer = move |block: &Block| {
            counter.fetch_add(1, Ordering::SeqCst);
            block.len()
        };
        let (mut blocks, mut bytes) = (0, 0);
        let ended = answer_blocks(&lines.0, THREADS, answer, |length| {
            // Others would run away now.
            thread::sleep(std::time::Duration::from_millis(1));
            let most = blocks + THREADS.get() * BLOCKS_A_THREAD;
            assert!(taken.load(Ordering::SeqCst) <= most);
            (blocks, bytes) = (blocks + 1, bytes + length);
            Ok(())
        });
        assert!(ended.is_ok());
        assert_eq!(bytes, 7 << 21);
        assert_eq!(blocks, taken.load(Ordering::SeqCst));
        assert!(blocks > 2 * THREADS.get() * BLOCKS_A_THREAD);
    }

    #[test]
    fn waits_for_room_by_bytes() {
        let (done, written) = mpsc::channel();
        let mut at_hand = AtHand { blocks: 0, bytes: 0, most_blocks: 10, written };
        assert_eq!(at_hand.add(2 * BYTES_AT_HAND), Some(()), "a single one may be longer");
        done.send(2 * BYTES_AT_HAND).unwrap();
        assert_eq!(at_hand.add(BYTES_AT_HAND), Some(()));
        drop(done);
        assert_eq!(at_hand.add(1), None, "there is no room, and never will be");
    }

    #[test]
    fn a_panic_ends_the_run_instead_of_cutting_it_short() {
        let lines = Lines::new("panic");
        for threads in [NonZeroUsize::MIN, THREADS] {
            let mut left = 3;
            let answer = move |_: &Block| {
                left -= 1;
                assert_ne!(left, 0, "a bug");
            };
            let run = || answer_blocks(&lines.0, threads, answer, |()| Ok(()));
            assert!(catch_unwind(AssertUnwindSafe(run)).is_err(), "{threads} threads");
        }
    }

    #[test]
    fn what_cannot_be_written_ends_the_run() {
        let lines = Lines::new("write");
        for threads in [NonZeroUsize::MIN, THREADS] {
            let mut left = 3;
            let ended = answer_blocks(
                &lines.0,
                threads,
                |_| (),
                |()| {
                    left -= 1;
                    if left == 0 { Err(Failure::new("full")) } else { Ok(()) }
                },
            );
            assert_eq!(ended.unwrap_err().0, "full");
        }
    }
}
