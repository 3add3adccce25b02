//! How often a call asks for memory: never for the receipt of one recipient, as far as the format
//! lets it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use allocation_counter::measure;
use delivrd::{Config, Notification, Request, Verifier};

const TELECOM23: &str = include_str!("../../crates/delivrd-cli/src/demo/telecom23.json");
const TELNYX: &str = include_str!("../../crates/delivrd-cli/src/demo/telnyx_sent.json");
const NOW: i64 = 1_770_978_605;

/// Allocations of one call, the second one: what is made once is there by then.
fn allocations(
    provider: &str,
    body: &str,
    option: Option<&str>,
    read: impl Fn(&Notification<'_>),
) -> u64 {
    let registry = delivrd::registry();
    let known = registry.get(provider).unwrap();
    let simulator = known.simulator().unwrap();
    let key = simulator.test_key();
    let config = simulator.verifying_config(key).unwrap();
    let config = option.into_iter().fold(config, |config: Config, name| config.with(name, true));
    let verifier: Verifier = registry.verifier(provider, &config).unwrap();
    let signed = simulator.sign(body.as_bytes(), "https://example.com/", key, NOW).unwrap();
    let headers: Vec<(&str, &[u8])> =
        [("Host", "example.com"), ("Content-Type", "application/json")]
            .into_iter()
            .chain(signed.headers.iter().map(|(name, value)| (name.as_ref(), value.as_str())))
            .map(|(name, value)| (name, value.as_bytes()))
            .collect();
    let request = Request { method: "POST", url: "", headers: &headers, body: &signed.body };
    let receive = || {
        let notification = verifier.receive(&request, NOW).unwrap();
        assert_eq!(notification.receipts().len(), 1);
        read(&notification);
    };
    receive();
    measure(receive).count_total
}

fn keys(notification: &Notification<'_>) {
    for receipt in notification.receipts() {
        assert_ne!(receipt.dedupe_key().as_bytes(), receipt.message_key().as_bytes());
        assert!(!receipt.advice().id.is_empty());
    }
}

#[test]
fn telecom23_takes_no_memory() {
    assert_eq!(allocations("telecom23", TELECOM23, None, |_| ()), 0);
    assert_eq!(allocations("telecom23", TELECOM23, None, keys), 0);
    let compact: serde_json::Value = serde_json::from_str(TELECOM23).unwrap();
    assert_eq!(allocations("telecom23", &compact.to_string(), None, keys), 0);
}

/// One for the list of tags and one for what has no member of its own: both are lists of any length.
#[test]
fn telnyx_takes_memory_for_its_two_lists() {
    for option in [None, Some("precompute")] {
        assert_eq!(allocations("telnyx", TELNYX, option, |_| ()), 2);
        assert_eq!(allocations("telnyx", TELNYX, option, keys), 2);
    }
    let mut plain: serde_json::Value = serde_json::from_str(TELNYX).unwrap();
    let payload = plain.pointer_mut("/data/payload").unwrap().as_object_mut().unwrap();
    payload.remove("tags").unwrap();
    payload.remove("messaging_profile_id").unwrap();
    assert_eq!(allocations("telnyx", &plain.to_string(), None, keys), 0);
}

/// The control: a counter that sees nothing would let everything pass.
#[test]
fn the_counter_counts() {
    assert_eq!(allocations("telecom23", TELECOM23, None, |read| drop(read.receipts().to_vec())), 1);
}
