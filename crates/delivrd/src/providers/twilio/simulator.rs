//! Twilio's side: status callbacks as documented, signed.

use delivrd_core::{Config, ConfigError, Lookup, Sample, Secret, SignedRequest, Simulator, Value};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::{BODY_HASH, KEY, SIGNATURE, Twilio, signed};
use crate::form;
use crate::signature::base64;
use crate::signature::hmac::HmacKey;

impl Simulator for Twilio {
    fn payload(&self, sample: &Sample<'_>) -> Option<String> {
        let Sample { status, code, detail, serial, occurred_at, .. } = sample;
        let pair = |name: &str, text: &str| {
            format!("{name}={}&", utf8_percent_encode(text, NON_ALPHANUMERIC))
        };
        let code = code.map_or(String::new(), |code| pair("ErrorCode", code));
        let detail = detail.map_or(String::new(), |detail| pair("ErrorMessage", detail));
        // The carrier's clock, as `YYMMDDhhmm`.
        let digits: String = occurred_at.chars().filter(char::is_ascii_digit).collect();
        let done = match (*status, digits.get(2..12)) {
            ("delivered" | "undelivered", Some(minute)) => pair("RawDlrDoneDate", minute),
            _ => String::new(),
        };
        let status = utf8_percent_encode(status, NON_ALPHANUMERIC);
        Some(format!(
            concat!(
                "AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01&{code}",
                "{detail}From=%2B14155550100&MessageSid=SM{serial:032}&MessageStatus={status}&",
                "{done}SmsSid=SM{serial:032}&SmsStatus={status}&To=%2B141555501{digits:02}",
            ),
            code = code,
            detail = detail,
            serial = serial,
            status = status,
            done = done,
            digits = serial % 100,
        ))
    }

    /// A payload that is no form gets its hash into the URL, as Twilio does with JSON.
    fn sign(
        &self,
        payload: &[u8],
        url: &str,
        key: &str,
        _signed_at: i64,
    ) -> Result<SignedRequest, ConfigError> {
        let token = Secret::from_config("key", &Value::from(key))?;
        let is_json = matches!(payload.trim_ascii_start().first(), Some(b'{' | b'['));
        let form = form::sorted_text(payload).filter(|_| !is_json);
        let (url, parameters) = match form {
            _ if signed::body_hash(url) != Lookup::Missing => (url.to_owned(), Vec::new()),
            Some(parameters) => (url.to_owned(), parameters),
            None => (with_hash(url, payload), Vec::new()),
        };
        let content_type =
            if is_json { "application/json" } else { "application/x-www-form-urlencoded" };
        let tag = HmacKey::<Sha1>::new(&token).sign(&[url.as_bytes(), &parameters]);
        let headers =
            vec![("Content-Type", content_type.to_owned()), (SIGNATURE, base64::encode(&tag))];
        Ok(SignedRequest::post(&url, headers, payload))
    }

    fn verifying_config(&self, key: &str) -> Result<Config, ConfigError> {
        Ok(Config::new().with(KEY.one, key))
    }

    fn test_key(&self) -> &'static str {
        "delivrd-test-auth-token-0001"
    }
}

fn with_hash(url: &str, body: &[u8]) -> String {
    let (url, fragment) =
        url.split_at_checked(url.find('#').unwrap_or(url.len())).unwrap_or((url, ""));
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{BODY_HASH}={}{fragment}", const_hex::encode(Sha256::digest(body)))
}
