//! A hundred recipients in one request, through an adapter that stands on the core alone.

use std::hint::black_box;
use std::sync::Arc;

use delivrd::{Config, Request, Verifier};
use delivrd_example_plugins::batch::Batch;
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use crate::harness::{self, Contender, Times};

const SECRET: &str = "a-secret-in-a-header-for-the-benchmark";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "what counts is that they are read")]
struct Item<'a> {
    message_id: &'a str,
    status: &'a str,
    to: &'a str,
    done_at: &'a str,
    #[serde(borrow)]
    price: &'a RawValue,
}

pub(crate) fn measure(rounds: usize) -> Times {
    let items: Vec<_> = (0..100)
        .map(|index| {
            json!({
                "messageId": format!("msg-{index:08}"),
                "status": "DELIVERED",
                "to": format!("+1415555{:04}", 100 + index),
                "doneAt": "2026-02-13T10:30:04Z",
                "price": 0.0085,
            })
        })
        .collect();
    let body = json!(items).to_string();
    let headers: [(&str, &[u8]); 2] =
        [("Content-Type", b"application/json"), ("X-Callback-Secret", SECRET.as_bytes())];
    let requests = [Request { method: "POST", url: "", headers: &headers, body: body.as_bytes() }];
    let config = Config::new().with("callback_secret", SECRET);
    let verifier = Verifier::new(Arc::new(Batch), &config).expect("a verifier");

    let received = verifier.receive(&requests[0], 0).expect("authentic");
    assert_eq!(received.receipts().len(), 100);
    let mut contenders = vec![Contender::over("json", &requests, |request| {
        let body = str::from_utf8(request.body).expect("UTF-8");
        black_box(serde_json::from_str::<Vec<Item<'_>>>(body)).is_ok()
    })];
    contenders.extend(harness::ours(&verifier, &requests, 0));
    harness::measure(contenders, rounds)
}
