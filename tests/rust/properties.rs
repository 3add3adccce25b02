//! What has to hold for every request, not only for those somebody thought of.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use delivrd::{Error, ErrorKind, Notification, Provider, Request, Sample, SignedRequest, Verifier};
use delivrd_conformance::is_same_escape;
use proptest::prelude::*;

const NOW: i64 = 1_770_000_000;

/// A signed request of a provider, as its own side makes it.
struct Signed {
    verifier: Verifier,
    request: SignedRequest,
    body: Vec<u8>,
}

impl Signed {
    fn new(provider: &'static dyn Provider, body: &[u8]) -> Self {
        let simulator = provider.simulator().unwrap();
        let key = simulator.test_key();
        let config = simulator.verifying_config(key).unwrap();
        Self {
            verifier: delivrd::registry().verifier(provider.metadata().id(), &config).unwrap(),
            request: simulator.sign(body, "https://example.com/dlr", key, NOW).unwrap(),
            body: body.to_vec(),
        }
    }

    fn sample(provider: &'static dyn Provider, serial: u32) -> Self {
        let status = provider.metadata().statuses().rows()[0].status;
        let sample = Sample::new(status, serial, "2026-02-02T02:40:00Z");
        let payload = provider.simulator().unwrap().payload(&sample).unwrap();
        Self::new(provider, payload.as_bytes())
    }

    fn headers(&self) -> Vec<(String, Vec<u8>)> {
        let headers = self.request.headers.iter();
        headers.map(|(name, value)| (name.to_string(), value.clone().into_bytes())).collect()
    }

    fn receive(
        &self,
        headers: &[(String, Vec<u8>)],
        body: &[u8],
    ) -> Result<Notification<'static>, Error> {
        let headers: Vec<(&str, &[u8])> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
        let SignedRequest { method, url, .. } = &self.request;
        let request = Request { method, url, headers: &headers, body };
        self.verifier.receive(&request, NOW).map(Notification::into_owned)
    }
}

fn provider() -> impl Strategy<Value = &'static dyn Provider> {
    proptest::sample::select(delivrd::providers::ALL)
}

/// Those whose requests are signed.
fn signing_provider() -> impl Strategy<Value = &'static dyn Provider> {
    let all = delivrd::providers::ALL.iter().copied();
    let signs = |provider: &&dyn Provider| provider.metadata().capabilities().scheme.signs();
    proptest::sample::select(all.filter(signs).collect::<Vec<_>>())
}

/// Whether two signatures are the same but for the case of hex digits: the one change of a
/// signature that is allowed.
fn is_same_hex(left: &[u8], right: &[u8]) -> bool {
    left.starts_with(b"sha256=")
        && right.starts_with(b"sha256=")
        && left.eq_ignore_ascii_case(right)
}

/// The same payload of a later attempt: JSON with blanks, or the pairs of a form in another order.
fn laid_out_anew(body: &[u8]) -> String {
    let Ok(mut retry) = serde_json::from_slice::<serde_json::Value>(body) else {
        let mut pairs: Vec<&str> = str::from_utf8(body).unwrap().split('&').collect();
        pairs.reverse();
        return pairs.join("&");
    };
    if let Some(meta) = retry.get_mut("meta") {
        meta["attempt"] = 2.into();
    }
    serde_json::to_string_pretty(&retry).unwrap()
}

/// JSON of any shape, in which the members that providers send turn up.
fn json() -> impl Strategy<Value = String> {
    let name = proptest::sample::select(vec![
        "data",
        "meta",
        "payload",
        "id",
        "event_type",
        "to",
        "cc",
        "errors",
        "status",
        "source",
        "pointer",
        "code",
        "message_id",
        "cost",
        "amount",
        "from",
        "tags",
        "record_type",
        "timestamp",
        "num_parts",
        "MessageSid",
        "MessageStatus",
        "ErrorCode",
        "To",
        "type",
        "x",
    ]);
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("\"message.finalized\"".to_owned()),
        Just("\"message.sent\"".to_owned()),
        Just("\"delivery_failed\"".to_owned()),
        Just("\"DELIVRD\"".to_owned()),
        Just("\"/to/0\"".to_owned()),
        Just("\"\\ud800\"".to_owned()),
        Just("1e400".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        "\"[a-z0-9+]{0,12}\"",
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5)
                .prop_map(|items| format!("[{}]", items.join(","))),
            proptest::collection::vec((name.clone(), inner), 0..8).prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn one_changed_bit_is_refused(
        provider in signing_provider(),
        place in any::<proptest::sample::Index>(),
        bit in 0..8_u32,
    ) {
        let signed = Signed::sample(provider, 1);
        let (mut headers, mut body) = (signed.headers(), signed.body.clone());
        let unsigned = ["Content-Type", "User-Agent"];
        let mut places: Vec<&mut u8> = headers
            .iter_mut()
            .filter(|(name, _)| !unsigned.contains(&name.as_str()))
            .flat_map(|(_, value)| value.iter_mut())
            .chain(&mut body)
            .collect();
        let index = place.index(places.len());
        *places[index] ^= 1 << bit;
        let is_case = signed.headers().iter().zip(&headers).any(|((_, old), (_, new))| {
            old != new && is_same_hex(old, new)
        }) || (provider.metadata().id() == "twilio" && is_same_escape(&signed.body, &body));
        let outcome = signed.receive(&headers, &body);
        if is_case {
            prop_assert!(outcome.is_ok());
        } else {
            let kind = outcome.unwrap_err().kind();
            prop_assert!(matches!(kind, ErrorKind::MalformedHeader | ErrorKind::BadSignature));
        }
    }

    #[test]
    fn keys_depend_neither_on_headers_nor_on_formatting(
        provider in provider(),
        serial in 0..1_000_000_u32,
        shuffle in any::<proptest::sample::Index>(),
    ) {
        let signed = Signed::sample(provider, serial);
        let mut headers = signed.headers();
        let first = shuffle.index(headers.len());
        headers.rotate_left(first);
        headers.push(("X-Request-Id".to_owned(), first.to_string().into_bytes()));
        let first = signed.receive(&headers, &signed.body).unwrap();

        let again = Signed::new(provider, laid_out_anew(&signed.body).as_bytes());
        let second = again.receive(&again.headers(), &again.body).unwrap();
        prop_assert_eq!(first.receipts()[0].dedupe_key(), second.receipts()[0].dedupe_key());
        prop_assert_eq!(first.receipts()[0].message_key(), second.receipts()[0].message_key());
    }

    #[test]
    fn authentic_json_of_any_shape_is_read_or_refused(provider in provider(), body in json()) {
        let signed = Signed::new(provider, body.as_bytes());
        match signed.receive(&signed.headers(), body.as_bytes()) {
            Ok(notification) => {
                let found = notification.receipts();
                prop_assert!(!found.is_empty() || notification.other.is_some());
                for receipt in found {
                    prop_assert!(receipt.state().allows_final(receipt.is_final()));
                    prop_assert_eq!(
                        receipt.failure().is_some(),
                        receipt.state().is_failure(receipt.is_final())
                    );
                    prop_assert!(!receipt.message_id.is_empty());
                }
            }
            Err(error) => prop_assert_eq!(error.kind(), ErrorKind::MalformedBody),
        }
    }

    #[test]
    fn unsigned_bytes_are_never_accepted(
        provider in signing_provider(),
        body in proptest::collection::vec(any::<u8>(), 0..200),
        values in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..100), 2),
    ) {
        let signed = Signed::sample(provider, 1);
        let names: Vec<String> = signed.headers().into_iter().map(|(name, _)| name).collect();
        let headers: Vec<(String, Vec<u8>)> =
            names.iter().rev().cloned().zip(values).collect();
        let error = signed.receive(&headers, &body).unwrap_err();
        prop_assert!(!error.kind().is_authentic());
    }
}
