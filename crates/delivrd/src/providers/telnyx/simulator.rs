//! Telnyx's side: events as documented, signed.

use delivrd_core::{Config, ConfigError, Sample, SignedRequest, Simulator};

use super::{KEY, SIGNATURE, TIMESTAMP, Telnyx};
use crate::json::quote;
use crate::signature::base64;
use crate::signature::ed25519::Ed25519PrivateKey;

impl Simulator for Telnyx {
    fn payload(&self, sample: &Sample<'_>) -> Option<String> {
        let Sample { status, code, detail, serial, occurred_at, .. } = sample;
        let errors = code.map_or(String::new(), |code| {
            let (code, title) = (quote(code), quote(detail.unwrap_or("Not delivered")));
            format!(r#"{{"code":{code},"title":{title}}}"#)
        });
        let event_type = match *status {
            "queued" | "sending" | "sent" => "message.sent",
            _ => "message.finalized",
        };
        let digits = serial % 100;
        Some(format!(
            concat!(
                r#"{{"data":{{"event_type":{event_type},"#,
                r#""id":"00000000-0000-4000-8000-{serial:012}","occurred_at":{occurred_at},"#,
                r#""payload":{{"cc":[],"completed_at":{occurred_at},"#,
                r#""cost":{{"amount":"0.0040","currency":"USD"}},"direction":"outbound","#,
                r#""errors":[{errors}],"from":{{"carrier":"Telnyx","line_type":"Wireless","#,
                r#""phone_number":"+14155550100"}},"id":"11111111-0000-4000-8000-{serial:012}","#,
                r#""messaging_profile_id":"22222222-0000-4000-8000-000000000001","#,
                r#""parts":1,"record_type":"message","tags":["example"],"#,
                r#""text":"Hello","to":[{{"carrier":"Example Wireless","line_type":"Wireless","#,
                r#""phone_number":"+141555501{digits:02}","status":{status}}}],"type":"SMS"}},"#,
                r#""record_type":"event"}},"#,
                r#""meta":{{"attempt":1,"delivered_to":"https://example.com/telnyx"}}}}"#,
            ),
            event_type = quote(event_type),
            serial = serial,
            occurred_at = quote(occurred_at),
            errors = errors,
            digits = digits,
            status = quote(status),
        ))
    }

    fn sign(
        &self,
        payload: &[u8],
        url: &str,
        key: &str,
        signed_at: i64,
    ) -> Result<SignedRequest, ConfigError> {
        let key = Ed25519PrivateKey::from_base64(key)?;
        let time = signed_at.to_string();
        let signature = key.sign(&[time.as_bytes(), b"|", payload]);
        let headers = vec![
            ("Content-Type", "application/json".to_owned()),
            (SIGNATURE, base64::encode(&signature)),
            (TIMESTAMP, time),
        ];
        Ok(SignedRequest::post(url, headers, payload))
    }

    fn verifying_config(&self, key: &str) -> Result<Config, ConfigError> {
        let public = Ed25519PrivateKey::from_base64(key)?.public_key();
        Ok(Config::new().with(KEY.one, base64::encode(&public)))
    }

    /// The private seed of test 1 in RFC 8032, section 7.1.
    fn test_key(&self) -> &'static str {
        "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="
    }
}
