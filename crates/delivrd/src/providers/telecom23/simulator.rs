//! 23 Telecom's side: payloads as documented, signed.

use delivrd_core::{Config, ConfigError, Sample, Secret, SignedRequest, Simulator, Value};
use sha2::Sha256;

use super::{KEY, SIGNATURE, TIMESTAMP, Telecom23};
use crate::json::quote;
use crate::signature::hmac::HmacKey;

impl Simulator for Telecom23 {
    fn payload(&self, sample: &Sample<'_>) -> Option<String> {
        let Sample { status, code, serial, occurred_at, .. } = sample;
        let code = code.map_or(String::new(), |code| format!(r#""status_code":{},"#, quote(code)));
        let (status, occurred_at) = (quote(status), quote(occurred_at));
        let digits = serial % 1000;
        Some(format!(
            concat!(
                r#"{{"message_id":"api_7_{serial:08}","recipient":"+447700900{digits:03}","#,
                r#""sender_id":"Example","status":{status},{code}"num_parts":1,"cost":0.0085,"#,
                r#""timestamp":{occurred_at}}}"#,
            ),
            serial = serial,
            digits = digits,
            status = status,
            code = code,
            occurred_at = occurred_at,
        ))
    }

    fn sign(
        &self,
        payload: &[u8],
        url: &str,
        key: &str,
        signed_at: i64,
    ) -> Result<SignedRequest, ConfigError> {
        let secret = Secret::from_config("key", &Value::from(key))?;
        let time = signed_at.to_string();
        let tag = HmacKey::<Sha256>::new(&secret).sign(&[time.as_bytes(), b".", payload]);
        let headers = vec![
            ("Content-Type", "application/json".to_owned()),
            ("User-Agent", "23Telecom-Webhooks/1.0".to_owned()),
            (TIMESTAMP, time),
            (SIGNATURE, format!("sha256={}", const_hex::encode(tag))),
        ];
        Ok(SignedRequest::post(url, headers, payload))
    }

    fn verifying_config(&self, key: &str) -> Result<Config, ConfigError> {
        Ok(Config::new().with(KEY.one, key))
    }

    fn test_key(&self) -> &'static str {
        "delivrd-test-signing-secret-0001"
    }
}
