//! Rounds in which every contender of a group runs, so that what slows the machine down slows all
//! of them.

use std::collections::BTreeMap;
use std::hint::black_box;

use delivrd::{Request, Verifier};
use rustix::time::{ClockId, clock_gettime};

/// How long a contender's part of a round takes, about, in nanoseconds.
const PART: f64 = 5e6;

/// Something that is timed: runs that many calls, and returns how many of them went well.
pub(crate) struct Contender<'a> {
    name: &'static str,
    run: Box<dyn FnMut(usize) -> usize + 'a>,
}

impl<'a> Contender<'a> {
    /// A contender that takes the items in turn. `call` returns whether the item was accepted.
    pub(crate) fn over<T>(
        name: &'static str,
        items: &'a [T],
        call: impl Fn(&'a T) -> bool + 'a,
    ) -> Self {
        let mut turn = items.iter().cycle();
        let mut next = move || turn.next().is_some_and(&call);
        Self { name, run: Box::new(move |calls| (0..calls).filter(|_| next()).count()) }
    }

    /// A contender that counts its calls by itself.
    pub(crate) fn counting(name: &'static str, run: impl FnMut(usize) -> usize + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// What this library is asked for, in more and more detail.
pub(crate) fn ours<'a>(
    verifier: &'a Verifier,
    requests: &'a [Request<'a>],
    now: i64,
) -> [Contender<'a>; 3] {
    [
        Contender::over("receive", requests, move |request| {
            black_box(verifier.receive(request, now)).is_ok()
        }),
        Contender::over("receive_key", requests, move |request| {
            let notification = verifier.receive(request, now).expect("genuine");
            for receipt in notification.receipts() {
                black_box((receipt.dedupe_key(), receipt.state()));
            }
            true
        }),
        Contender::over("owned", requests, move |request| {
            let notification = verifier.receive(request, now).expect("genuine");
            black_box(notification.into_owned()).verified.is_some()
        }),
    ]
}

/// Nanoseconds a call of each contender, round by round.
pub(crate) type Times = BTreeMap<&'static str, Vec<f64>>;

/// Runs the rounds, each in another order. Every call has to go well: what is refused costs less.
pub(crate) fn measure(mut contenders: Vec<Contender<'_>>, rounds: usize) -> Times {
    let calls = calibrate(&mut contenders);
    let mut times = Times::new();
    for round in 0..rounds {
        // Backwards every other time, so that nobody always runs behind the same one.
        contenders.reverse();
        contenders.rotate_left(round % 2);
        for contender in &mut contenders {
            let start = now();
            let went_well = (contender.run)(calls);
            let took = now() - start;
            assert_eq!(went_well, calls, "{} refused a genuine request", contender.name);
            times.entry(contender.name).or_default().push(took / calls as f64);
        }
    }
    times
}

/// The time that this thread has had of a processor, in nanoseconds: what other programs take in
/// between does not count.
fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

/// The number of calls that makes the parts of a round as long as they shall be in the middle.
fn calibrate(contenders: &mut [Contender<'_>]) -> usize {
    let mut calls = 16;
    loop {
        let start = now();
        for contender in &mut *contenders {
            (contender.run)(calls);
        }
        if now() - start >= PART * contenders.len() as f64 {
            return calls;
        }
        calls += calls / 2;
    }
}

/// The sum of two contenders, round by round, under a name of its own.
pub(crate) fn add(times: &mut Times, name: &'static str, parts: [&str; 2]) {
    let [first, second] = parts.map(|part| times.get(part).cloned().unwrap_or_default());
    times.insert(name, first.iter().zip(&second).map(|(first, second)| first + second).collect());
}
