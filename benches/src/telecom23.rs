//! 23 Telecom: a keyed hash, and one flat object.

use std::hint::black_box;

use delivrd::{Definition, Request};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::Sha256;

use crate::Settings;
use crate::foreign::Foreign;
use crate::harness::{self, Contender, Times};
use crate::requests::Group;

/// The members that an account sends by default, as a careful program declares them.
#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that they are read")]
struct Payload<'a> {
    message_id: &'a str,
    recipient: Option<&'a str>,
    sender_id: Option<&'a str>,
    status: &'a str,
    status_code: Option<&'a str>,
    num_parts: Option<u32>,
    #[serde(borrow)]
    cost: Option<&'a RawValue>,
    timestamp: Option<&'a str>,
}

/// What is hashed, and the tag that has to come out.
struct Signed<'a> {
    time: &'a [u8],
    body: &'a [u8],
    tag: [u8; 32],
}

fn signed<'a>(request: &Request<'a>) -> Signed<'a> {
    let [time, signature] = request
        .security_headers(["X-Webhook-Timestamp", "X-Webhook-Signature"])
        .expect("both headers");
    let digits = signature.strip_prefix(b"sha256=").expect("the prefix");
    let digits = str::from_utf8(digits).expect("ASCII");
    let byte = |index| u8::from_str_radix(digits.get(index..index + 2)?, 16).ok();
    Signed {
        time,
        body: request.body,
        tag: std::array::from_fn(|index| byte(2 * index).expect("two digits")),
    }
}

/// The same provider as a file.
fn definition() -> Definition {
    let text = include_str!("../../tests/definitions/telecom23.toml");
    Definition::parse(text).expect("a definition")
}

pub(crate) fn measure(group: &Group, now: i64, settings: &Settings) -> Times {
    let verifier = group.verifier();
    let headers = group.headers();
    let requests = group.requests(&headers);
    let signed: Vec<Signed<'_>> = requests.iter().map(signed).collect();
    let key = Hmac::<Sha256>::new_from_slice(group.key("secret").as_bytes()).expect("a key");

    let hmac = |signed: &Signed<'_>| {
        let mut hash = key.clone();
        hash.update(signed.time);
        hash.update(b".");
        hash.update(signed.body);
        hash.verify_slice(&signed.tag).is_ok()
    };
    let json = |request: &Request<'_>| {
        let body = str::from_utf8(request.body).expect("UTF-8");
        black_box(serde_json::from_str::<Payload<'_>>(body)).is_ok()
    };
    let c = settings.c.as_ref().map(|library| {
        let config = group.config.to_string();
        Foreign::new(library, &group.provider, &config, &requests, now)
    });

    let file = group.verifier_by(definition());
    let by_file = |request: &Request<'_>| black_box(file.receive(request, now)).is_ok();

    let mut contenders = vec![
        Contender::over("hmac", &signed, hmac),
        Contender::over("json", &requests, json),
        Contender::over("definition", &requests, by_file),
    ];
    contenders.extend(harness::ours(&verifier, &requests, now));
    if let Some(c) = &c {
        contenders.push(Contender::counting("c", |calls| c.run(calls)));
    }
    let mut times = harness::measure(contenders, settings.rounds);
    harness::add(&mut times, "floor", ["hmac", "json"]);
    times
}
