//! `delivrd normalize --threads`: the answers of many threads are those of one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use common::{Ran, delivrd};
use serde_json::{Value, json};

const THREADS: [&str; 3] = ["1", "2", "7"];

/// Captures of a provider's payloads, signed with its test key.
fn signed(provider: &str) -> Vec<Value> {
    let payloads = delivrd(&["sample", provider], "").stdout;
    let sign = ["sign", provider, "--test-key", "--with-config", "--now", "1770000000"];
    delivrd(&sign, payloads).json()
}

/// What a file of captures may hold: genuine and forged ones of both providers, broken lines, and
/// the two kinds of line ends, over many blocks.
fn mixed() -> Vec<u8> {
    let captures = [signed("telecom23"), signed("telnyx")].concat();
    let mut input = Vec::new();
    for round in 0..96 {
        for (index, capture) in captures.iter().enumerate() {
            let mut capture = capture.clone();
            capture["id"] = json!([round, index]);
            match index % 7 {
                0 => capture["body"] = format!("{} ", capture["body"].as_str().unwrap()).into(),
                1 => capture["now"] = json!(1_770_000_301),
                2 => capture["account"] = json!(format!("account {}", index % 3)),
                _ => (),
            }
            input.extend(capture.to_string().as_bytes());
            input.extend(if index % 2 == 0 { &b"\n"[..] } else { b"\r\n" });
            if index % 11 == 0 {
                input.extend(b"\n{\"id\":7,\"provider\":\n\xff\n");
            }
        }
    }
    input.extend(captures[0].to_string().as_bytes());
    input
}

fn with_threads(threads: &str, more: &[&str], input: &[u8]) -> Ran {
    delivrd(&[&["normalize", "--threads", threads], more].concat(), input)
}

#[test]
fn the_answers_are_the_same_with_any_number_of_threads() {
    let input = mixed();
    assert!(input.len() > 8 * (512 << 10), "not enough for several blocks a thread");
    for more in [&["--format", "json"][..], &["--format", "table", "--show-numbers"]] {
        let alone = with_threads("1", more, &input);
        assert_eq!(alone.status, 1);
        for threads in THREADS {
            let ran = with_threads(threads, more, &input);
            assert!(ran.stdout == alone.stdout, "{threads} threads, {more:?}");
            assert_eq!((ran.status, ran.stderr), (alone.status, alone.stderr.clone()));
        }
    }
}

#[test]
fn the_answers_are_in_the_order_of_the_lines() {
    let mut capture = signed("telecom23").remove(0);
    let lines: Vec<String> = (0..5000)
        .map(|number| {
            capture["id"] = json!(number);
            capture.to_string()
        })
        .collect();
    for threads in THREADS {
        let ran = with_threads(threads, &[], lines.join("\n").as_bytes());
        assert_eq!((ran.status, &*ran.stderr), (0, ""));
        let ids: Vec<u64> =
            ran.json().iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
        assert!(ids.iter().copied().eq(0..5000), "{threads} threads");
    }
}

#[test]
fn several_files_are_one_input_and_the_last_line_of_each_is_whole() {
    let folder = std::env::temp_dir().join(format!("delivrd-threads-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let captures = signed("telnyx");
    let paths: Vec<String> = [0, 1]
        .map(|index| {
            let path = folder.join(index.to_string()).to_str().unwrap().to_owned();
            std::fs::write(&path, captures[index].to_string()).unwrap();
            path
        })
        .into();
    for threads in THREADS {
        let ran = with_threads(threads, &[&paths[0], "-", &paths[1]], b"{}");
        assert_eq!(ran.kinds(), ["ok", "invalid_argument", "ok"], "{threads} threads");
        let missing = folder.join("missing").to_str().unwrap().to_owned();
        let ran = with_threads(threads, &[&paths[0], &missing, &paths[1]], b"");
        assert_eq!((ran.kinds(), ran.status), (vec!["ok".to_owned()], 2), "{threads} threads");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let line = signed("telecom23").remove(0).to_string();
    for threads in THREADS {
        let mut child = Command::new(env!("CARGO_BIN_EXE_delivrd"))
            .args(["normalize", "--threads", threads])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let (begin, rest) = line.split_at(100);
        input.write_all(begin.as_bytes()).unwrap();
        for _ in 0..20 {
            write!(input, "{rest}\n{begin}").unwrap();
            let answer = output.next().unwrap().unwrap();
            assert!(answer.contains("\"ok\":true"), "{answer}");
        }
        drop(input);
        assert!(output.next().unwrap().unwrap().contains("invalid_argument"));
        assert!(output.next().is_none());
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
}

#[test]
fn a_line_that_is_too_long_costs_that_line_alone() {
    let good = signed("telecom23").remove(0).to_string();
    let longest = 128 << 20;
    let mut input = format!("{good}\n{{\"id\":1").into_bytes();
    // One line that is just read, and one that is not.
    for length in [longest, longest + 1] {
        let begin = input.iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        input.resize(begin + length, b' ');
        input.extend(format!("\n{good}\n").as_bytes());
    }
    for threads in ["1", "2"] {
        let ran = with_threads(threads, &[], &input);
        let messages: Vec<&str> = ran
            .stdout
            .lines()
            .map(|line| {
                ["ok\":true", "is no JSON", "too long"]
                    .into_iter()
                    .find(|word| line.contains(word))
                    .unwrap()
            })
            .collect();
        assert_eq!(messages, ["ok\":true", "is no JSON", "ok\":true", "too long", "ok\":true"]);
        assert_eq!(ran.status, 1);
    }
}

#[test]
fn the_dangerous_way_round_is_said_once() {
    let mut capture = signed("telecom23").remove(0);
    capture["config"] = json!({"unverified": true});
    let input = format!("{capture}\n").repeat(2000);
    for threads in THREADS {
        let ran = with_threads(threads, &[], input.as_bytes());
        assert_eq!((ran.status, ran.stderr.lines().count()), (0, 1), "{threads} threads");
        assert!(ran.stderr.starts_with("delivrd: warning: "));
    }
}

#[test]
fn a_reader_that_has_read_enough_ends_the_run() {
    let input = mixed();
    for threads in THREADS {
        let mut child = Command::new(env!("CARGO_BIN_EXE_delivrd"))
            .args(["normalize", "--threads", threads])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        drop(child.stdout.take());
        // The end of the input is not needed for it.
        let _ = stdin.write_all(&input);
        let ran = child.wait_with_output().unwrap();
        drop(stdin);
        assert_eq!((ran.status.code(), &*ran.stderr), (Some(0), &b""[..]), "{threads} threads");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_cannot_be_written_ends_the_run() {
    let input = mixed();
    for threads in THREADS {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_delivrd"))
            .args(["normalize", "--threads", threads])
            .stdin(Stdio::piped())
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(&input);
        let ran = child.wait_with_output().unwrap();
        drop(stdin);
        assert_eq!(ran.status.code(), Some(2), "{threads} threads");
        assert!(ran.stderr.starts_with(b"delivrd: "), "{threads} threads");
    }
}

#[test]
fn a_count_that_is_none_is_a_wrong_call() {
    for count in ["0", "-1", "many", ""] {
        assert_eq!(delivrd(&["normalize", "--threads", count], "").status, 2, "{count}");
    }
    assert_eq!(delivrd(&["normalize", "--threads", "7"], "").status, 0);
}
