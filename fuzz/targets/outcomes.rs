//! Outcomes from JSON, one a line: what reads back merges like any other.
#![no_main]

use delivrd::Outcome;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut lines = text.split('\n').map(serde_json::from_str::<Outcome>);
    let Some(Ok(first)) = lines.next() else { return };
    let written = serde_json::to_string(&first).expect("an outcome can be written");
    assert_eq!(first, serde_json::from_str(&written).expect("and read back"));
    let _ = (first.summary(), first.advice(), first.contradiction());
    for second in lines.flatten() {
        let (mut left, mut right) = (first.clone(), second.clone());
        if left.merge(&second).is_ok() {
            right.merge(&first).expect("of the same policy");
            assert_eq!(left, right, "merging is commutative");
            assert!(!left.merge(&first).expect("of the same policy").new_information);
        }
    }
});
