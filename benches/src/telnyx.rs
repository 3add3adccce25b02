//! Telnyx: a signature of the curve, and nested objects.

use std::hint::black_box;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd::{Config, Request};
use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::Settings;
use crate::foreign::Foreign;
use crate::harness::{self, Contender, Times};
use crate::requests::Group;

#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that they are read")]
struct Body<'a> {
    #[serde(borrow)]
    data: Data<'a>,
    meta: Meta,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that they are read")]
struct Meta {
    attempt: Option<u32>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that they are read")]
struct Data<'a> {
    id: &'a str,
    event_type: &'a str,
    occurred_at: &'a str,
    #[serde(borrow)]
    payload: Payload<'a>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that they are read")]
struct Payload<'a> {
    id: &'a str,
    direction: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    messaging_profile_id: &'a str,
    #[serde(borrow)]
    from: Party<'a>,
    to: Vec<Party<'a>>,
    cc: Vec<Party<'a>>,
    parts: u32,
    tags: Vec<&'a str>,
    cost: Option<Price<'a>>,
    tcr_campaign_id: Option<&'a str>,
    errors: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that they are read")]
struct Party<'a> {
    phone_number: &'a str,
    carrier: Option<&'a str>,
    status: Option<&'a str>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that they are read")]
struct Price<'a> {
    #[serde(borrow)]
    amount: &'a RawValue,
    currency: Option<&'a str>,
}

/// A message in one piece, and its signature.
struct Signed {
    message: Vec<u8>,
    signature: Signature,
}

fn signed(request: &Request<'_>) -> Signed {
    let [signature, time] = request
        .security_headers(["telnyx-signature-ed25519", "telnyx-timestamp"])
        .expect("both headers");
    let signature = STANDARD.decode(signature).expect("base64");
    Signed {
        message: [time, b"|", request.body].concat(),
        signature: Signature::from_slice(&signature).expect("64 bytes"),
    }
}

pub(crate) fn measure(group: &Group, now: i64, settings: &Settings) -> Times {
    let verifier = group.verifier();
    let without_tables = group.verifier_of(&Config::new().with("precompute", false));
    let headers = group.headers();
    let requests = group.requests(&headers);
    let signed: Vec<Signed> = requests.iter().map(signed).collect();
    let key = STANDARD.decode(group.key("public_key")).expect("base64");
    let key =
        VerifyingKey::from_bytes(key.as_slice().try_into().expect("32 bytes")).expect("a key");
    let foreign = |library| {
        let config = group.config.to_string();
        Foreign::new(library, &group.provider, &config, &requests, now)
    };
    let c = settings.c.as_ref().map(foreign);
    let plain_backend = settings.plain_backend.as_ref().map(foreign);

    let mut contenders = vec![
        Contender::over("verify", &signed, |signed| {
            key.verify(&signed.message, &signed.signature).is_ok()
        }),
        Contender::over("verify_strict", &signed, |signed| {
            key.verify_strict(&signed.message, &signed.signature).is_ok()
        }),
        Contender::over("json", &requests, |request| {
            let body = str::from_utf8(request.body).expect("UTF-8");
            black_box(serde_json::from_str::<Body<'_>>(body)).is_ok()
        }),
        Contender::over("receive_without_tables", &requests, |request| {
            black_box(without_tables.receive(request, now)).is_ok()
        }),
    ];
    contenders.extend(harness::ours(&verifier, &requests, now));
    if let Some(c) = &c {
        contenders.push(Contender::counting("c", |calls| c.run(calls)));
    }
    if let Some(plain) = &plain_backend {
        contenders.push(Contender::counting("plain_backend", |calls| plain.run(calls)));
    }
    let mut times = harness::measure(contenders, settings.rounds);
    harness::add(&mut times, "floor", ["verify", "json"]);
    times
}
