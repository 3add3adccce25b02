//! `delivrd demo`: what the library does, on real payloads, without an account.

use std::io::{self, Write};

use delivrd::{Error, Notification, Receipt, Request, Timestamp};

use crate::normalize::clock;
use crate::output::{self, cell, masked, paint};
use crate::sample::simulator;
use crate::{Failure, Outcome, Run};

/// Show what the library does with real payloads: accepted, forged, stale
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// What happens to a request between the provider and us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Arrives,
    IsForged,
    ComesTooLate,
}

struct Scene {
    title: &'static str,
    provider: &'static str,
    payload: &'static str,
    fate: Fate,
    moral: &'static str,
}

const SCENES: [Scene; 5] = [
    Scene {
        title: "23 Telecom reports a delivery",
        provider: "telecom23",
        payload: include_str!("demo/telecom23.json"),
        fate: Fate::Arrives,
        moral: "HMAC-SHA256 over timestamp and raw body; `DELIVRD` becomes `delivered`, final.",
    },
    Scene {
        title: "Telnyx reports progress",
        provider: "telnyx",
        payload: include_str!("demo/telnyx_sent.json"),
        fate: Fate::Arrives,
        moral: "The event is called message.sent, but the recipient's status is `queued`: not final, so wait.",
    },
    Scene {
        title: "Telnyx reports the end of a message to two recipients",
        provider: "telnyx",
        payload: include_str!("demo/telnyx_finalized.json"),
        fate: Fate::Arrives,
        moral: "One receipt per recipient; the error belongs to the second one only, and is permanent: do not retry.",
    },
    Scene {
        title: "Somebody changes `UNDELIV` to `DELIVRD` on the way",
        provider: "telecom23",
        payload: include_str!("demo/telecom23.json"),
        fate: Fate::IsForged,
        moral: "The signature covers the bytes that came. Nothing of the body was read.",
    },
    Scene {
        title: "Somebody sends a genuine Telnyx request again, ten minutes later",
        provider: "telnyx",
        payload: include_str!("demo/telnyx_finalized.json"),
        fate: Fate::ComesTooLate,
        moral: "The signature is right, the time is not: said only because the request is authentic.",
    },
];

const URL: &str = "https://example.com/dlr";

pub(crate) fn run(_: &Arguments) -> Run {
    let mut output = anstream::stdout().lock();
    writeln!(
        output,
        "\n{}\nEach request below is signed with a test key as the provider signs it, received, verified,\n\
         and turned into receipts of one form.\n",
        paint(output::STRONG, "delivrd: delivery receipts, verified and normalised")
    )?;
    for (number, scene) in (1..).zip(&SCENES) {
        play(&mut output, number, scene)?;
    }
    writeln!(
        output,
        "Try it: {}",
        paint(
            output::STRONG,
            "delivrd sample telnyx --state rejected | delivrd sign telnyx --test-key --with-config | delivrd normalize"
        )
    )?;
    Ok(Outcome::Fine)
}

fn play(output: &mut impl Write, number: u32, scene: &Scene) -> Result<(), Failure> {
    let registry = delivrd::registry();
    let provider = registry.get(scene.provider)?;
    let simulator = simulator(&*provider)?;
    let key = simulator.test_key();
    let verifier = registry.verifier(scene.provider, &simulator.verifying_config(key)?)?;

    let arrival = clock();
    let (signed, signed_at) = match scene.fate {
        Fate::Arrives => (scene.payload.to_owned(), arrival),
        Fate::IsForged => (scene.payload.replace("DELIVRD", "UNDELIV"), arrival),
        Fate::ComesTooLate => (scene.payload.to_owned(), arrival.saturating_sub(600)),
    };
    let request = simulator.sign(signed.as_bytes(), URL, key, signed_at)?;
    let headers: Vec<(&str, &[u8])> =
        request.headers.iter().map(|(name, value)| (name.as_ref(), value.as_bytes())).collect();
    let request = Request {
        method: request.method,
        url: URL,
        headers: &headers,
        body: scene.payload.as_bytes(),
    };

    writeln!(
        output,
        "{} {}",
        paint(output::STRONG, &format!("{number}.")),
        paint(output::STRONG, scene.title)
    )?;
    writeln!(output, "   {} {}  {} bytes", request.method, request.url, request.body.len())?;
    for (name, value) in request.headers.iter().filter(|(name, _)| name.len() > 12) {
        let value = String::from_utf8_lossy(value);
        writeln!(output, "   {}", paint(output::QUIET, &format!("{name}: {value}")))?;
    }
    match verifier.receive(&request, arrival) {
        Ok(notification) => accepted(output, &notification)?,
        Err(error) => refused(output, &error)?,
    }
    writeln!(output, "   {}\n", scene.moral)?;
    Ok(())
}

fn accepted(output: &mut impl Write, notification: &Notification<'_>) -> io::Result<()> {
    if let Some(verified) = &notification.verified {
        let time = verified.signed_at.and_then(Timestamp::from_unix);
        writeln!(
            output,
            "   {} {}, key {}, signed at {}",
            paint(output::GOOD, "verified"),
            verified.scheme,
            verified.key,
            time.map_or(String::new(), |time| time.to_string()),
        )?;
    }
    let titles = ["recipient", "provider says", "state", "reason", "to do"];
    writeln!(output, "   {}", row(titles, output::STRONG))?;
    for receipt in notification.receipts() {
        writeln!(output, "   {}", receipt_row(receipt))?;
        writeln!(
            output,
            "   {}",
            paint(
                output::QUIET,
                &format!("\"{}\"  {}", receipt.advice().explanation, receipt.dedupe_key())
            )
        )?;
    }
    Ok(())
}

fn refused(output: &mut impl Write, error: &Error) -> io::Result<()> {
    let kind = error.kind();
    let skew = error.skew().map_or(String::new(), |skew| format!(", off by {skew} s"));
    writeln!(
        output,
        "   {}: {error}{skew}; answer {}",
        paint(output::BAD, &format!("refused {} {}", kind.number(), kind.name())),
        kind.http_status()
    )
}

fn receipt_row(receipt: &Receipt<'_>) -> String {
    let says = [receipt.status.as_deref(), receipt.code.as_deref()];
    let says: Vec<&str> = says.into_iter().flatten().collect();
    let state = if receipt.is_final() { "final" } else { "not final" };
    row(
        [
            &masked(receipt.recipient.as_deref().unwrap_or("-")),
            &says.join(" "),
            &format!("{}, {state}", receipt.state()),
            &receipt.failure().map_or(String::new(), |failure| {
                format!("{} ({})", failure.reason, failure.permanence)
            }),
            receipt.advice().action.as_str(),
        ],
        output::style_of(receipt.state(), receipt.is_final()),
    )
}

fn row(cells: [&str; 5], style: anstyle::Style) -> String {
    let [recipient, says, state, reason, action] = cells;
    let plain = anstyle::Style::new();
    [
        cell(plain, recipient, 13),
        cell(plain, says, 21),
        cell(style, state, 18),
        cell(plain, reason, 36),
        cell(output::STRONG, action, 17),
    ]
    .join(" ")
}
