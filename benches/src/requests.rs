//! The requests that every language's program is given.

use std::sync::Arc;

use delivrd::{Config, Provider, Request, Verifier};
use serde::Deserialize;
use serde_json::Value;

/// The file of `bench/requests.py`.
#[derive(Deserialize)]
pub(crate) struct Requests {
    /// The time at which they were signed, in Unix seconds.
    pub(crate) now: i64,
    pub(crate) groups: Vec<Group>,
}

/// Requests that are taken in turn.
#[derive(Deserialize)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) provider: String,
    pub(crate) config: Value,
    requests: Vec<Arrived>,
}

#[derive(Deserialize)]
struct Arrived {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Group {
    pub(crate) fn verifier(&self) -> Verifier {
        self.verifier_of(&Config::new())
    }

    /// A verifier of the same provider by another adapter.
    pub(crate) fn verifier_by(&self, provider: impl Provider + 'static) -> Verifier {
        let config = delivrd_binding::config_from_json(&self.config.to_string());
        Verifier::new(Arc::new(provider), &config.expect("a configuration")).expect("a verifier")
    }

    /// A verifier with further members in its configuration.
    pub(crate) fn verifier_of(&self, further: &Config) -> Verifier {
        let config = delivrd_binding::config_from_json(&self.config.to_string());
        let config = config.expect("a configuration").overlaid(further, &[]);
        delivrd::registry().verifier(&self.provider, &config).expect("a verifier")
    }

    /// A key of the configuration.
    pub(crate) fn key(&self, member: &str) -> &str {
        self.config.get(member).and_then(Value::as_str).expect("a key")
    }

    /// The header lists that [`requests`](Self::requests) borrow from.
    pub(crate) fn headers(&self) -> Vec<Vec<(&str, &[u8])>> {
        self.requests
            .iter()
            .map(|arrived| {
                arrived
                    .headers
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_bytes()))
                    .collect()
            })
            .collect()
    }

    pub(crate) fn requests<'r>(
        &'r self,
        headers: &'r [Vec<(&'r str, &'r [u8])>],
    ) -> Vec<Request<'r>> {
        let with_headers = self.requests.iter().zip(headers);
        with_headers
            .map(|(arrived, headers)| Request {
                method: &arrived.method,
                url: &arrived.url,
                headers,
                body: arrived.body.as_bytes(),
            })
            .collect()
    }
}
