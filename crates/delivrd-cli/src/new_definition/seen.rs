//! What a captured request shows.

use serde_json::Value;

use super::guess::{self, Form, MEMBERS};
use crate::Failure;
use crate::capture::Capture;

/// As in a definition, where pointers have no more segments.
const MAX_SEGMENTS: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum BodyFormat {
    /// JSON
    Json,
    /// A form
    Form,
    /// The receipt is in the URL
    Query,
    /// JSON if it begins with a brace, else a form
    JsonOrForm,
}

impl BodyFormat {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Form => "form",
            Self::Query => "query",
            Self::JsonOrForm => "json_or_form",
        }
    }
}

/// A header or a parameter of the URL.
pub(super) struct Carrier {
    pub(super) location: String,
    pub(super) value: String,
}

impl Carrier {
    /// Its name, without what differs from one writer to another.
    fn name(&self) -> String {
        guess::folded(self.location.split_once(':').map_or("", |(_, name)| name))
    }

    /// Whether its name says one of these.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        let name = self.name();
        words.iter().any(|word| name.contains(word))
    }

    fn is_signature(&self) -> bool {
        self.says(&["sign", "hmac"]) && !self.says(&["timestamp", "version", "algorithm"])
    }

    fn is_secret(&self) -> bool {
        !self.is_signature()
            && self.says(&["authorization", "secret", "token", "apikey", "password"])
    }
}

/// A value of the receipt that is no object and no list.
pub(super) struct Leaf {
    pub(super) location: String,
    /// Its name, and the same with the name of what it stands in, both folded.
    pub(super) names: [String; 2],
    pub(super) depth: usize,
    /// `None` for null.
    pub(super) value: Option<String>,
    pub(super) is_number: bool,
}

impl Leaf {
    fn text(location: &str, value: String) -> Self {
        let name = guess::folded(location);
        let names = [name.clone(), name];
        Self {
            location: location.to_owned(),
            names,
            depth: 1,
            value: Some(value),
            is_number: false,
        }
    }

    /// How its value is written, if it is a time.
    pub(super) fn time(&self) -> Option<&'static str> {
        guess::time_of(self.value.as_deref()?)
    }
}

pub(super) struct Seen {
    pub(super) provider: String,
    is_get: bool,
    is_json: bool,
    carriers: Vec<Carrier>,
    query: Vec<(String, String)>,
    body: String,
}

impl Seen {
    /// Reads the first line that has something on it.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Failure> {
        let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let line = lines.find(|line| !line.is_empty()).unwrap_or_default();
        let capture = Capture::read(line)?;
        let body = capture.body()?;
        let body = str::from_utf8(&body).map_err(|_| Failure::new("the body is not UTF-8"))?;
        let url = capture.url.split_once('#').map_or(&*capture.url, |(url, _)| url);
        let query = pairs(url.split_once('?').map_or("", |(_, query)| query));
        let headers = capture.headers()?.into_iter().map(|(name, value)| {
            (
                format!("header:{name}"),
                name.to_owned(),
                String::from_utf8_lossy(&value).into_owned(),
            )
        });
        let parameters = query
            .iter()
            .map(|(name, value)| (format!("query:{name}"), name.clone(), value.clone()));
        let carriers: Vec<_> = headers
            .chain(parameters)
            .filter(|(_, name, _)| guess::is_name(name))
            .map(|(location, _, value)| Carrier { location, value })
            .collect();
        let is_json = carriers.iter().any(|own| {
            own.name() == "contenttype" && own.value.to_ascii_lowercase().contains("json")
        });
        Ok(Self {
            provider: capture.provider.clone().into_owned(),
            is_get: capture.method.eq_ignore_ascii_case("GET"),
            is_json,
            carriers,
            query,
            body: body.to_owned(),
        })
    }

    pub(super) fn format(&self) -> BodyFormat {
        let body = self.body.trim_ascii_start();
        if body.is_empty() && (self.is_get || !self.query.is_empty()) {
            BodyFormat::Query
        } else if self.is_json || body.starts_with(['{', '[']) {
            BodyFormat::Json
        } else {
            BodyFormat::Form
        }
    }

    fn json(&self) -> Result<Value, Failure> {
        serde_json::from_str(&self.body)
            .map_err(|_| Failure::new("the body of the capture is no JSON: give --body"))
    }

    /// The values of a receipt, where its names can stand in a file.
    pub(super) fn leaves(
        &self,
        format: BodyFormat,
        items: Option<&str>,
    ) -> Result<Vec<Leaf>, Failure> {
        let fields = match format {
            BodyFormat::Json => {
                let body = self.json()?;
                let item = match items {
                    None => Some(&body),
                    Some(pointer) => body.pointer(pointer).and_then(|list| list.get(0)),
                };
                return Ok(item.map(leaves_of).unwrap_or_default());
            }
            BodyFormat::JsonOrForm if self.body.trim_ascii_start().starts_with('{') => {
                let mut leaves = leaves_of(&self.json()?);
                // Names, as in a form, and no pointers.
                leaves.retain(|leaf| leaf.depth == 1 && !leaf.location.contains('~'));
                for leaf in &mut leaves {
                    leaf.location = leaf.location.replacen('/', "", 1);
                }
                return Ok(leaves);
            }
            BodyFormat::Query => self.query.clone(),
            BodyFormat::Form | BodyFormat::JsonOrForm => pairs(&self.body),
        };
        let fields = fields.into_iter().filter(|(name, _)| guess::is_name(name));
        Ok(fields.map(|(name, value)| Leaf::text(&name, value)).collect())
    }

    /// The list of receipts, if the message id and the status word stand in a list.
    pub(super) fn items(&self, format: BodyFormat) -> Result<Option<String>, Failure> {
        if format != BodyFormat::Json {
            return Ok(None);
        }
        let body = self.json()?;
        if body.is_array() {
            return Ok(Some(String::new()));
        }
        let is_receipt = |leaves: &[Leaf]| {
            MEMBERS
                .iter()
                .filter(|member| member.is_required)
                .all(|member| member.guess(leaves, |_| false).is_some())
        };
        let mut leaves = leaves_of(&body);
        let mut lists: Vec<String> = Vec::new();
        for leaf in &leaves {
            if let Some((list, _)) = leaf.location.split_once("/0/")
                && !lists.iter().any(|own| own == list)
            {
                lists.push(list.to_owned());
            }
        }
        leaves.retain(|leaf| !leaf.location.contains("/0/"));
        if is_receipt(&leaves) {
            return Ok(None);
        }
        Ok(lists.into_iter().find(|list| {
            let item = body.pointer(list).and_then(|list| list.get(0));
            item.is_some_and(|item| is_receipt(&leaves_of(item)))
        }))
    }

    pub(super) fn carrier(&self, location: &str) -> Option<&Carrier> {
        self.carriers.iter().find(|own| own.location.eq_ignore_ascii_case(location))
    }

    /// What looks like a signature, the longest of several; else what looks like a secret.
    pub(super) fn signature(&self) -> Option<&Carrier> {
        let is_signature = |own: &&Carrier| own.is_signature();
        let signed = self.carriers.iter().filter(is_signature);
        let by_length = |own: &&Carrier| Form::of(&own.value).map_or(0, |form| form.bytes);
        signed.max_by_key(by_length).or_else(|| self.carriers.iter().find(|own| own.is_secret()))
    }

    pub(super) fn scheme(&self, carrier: &Carrier, form: Option<&Form>) -> Option<String> {
        let has = |name| self.carrier(name).is_some();
        let scheme = if carrier.name() == "webhooksignature"
            && has("header:webhook-id")
            && has("header:webhook-timestamp")
        {
            "standard_webhooks"
        } else if carrier.name() == "authorization" && carrier.value.starts_with("Basic ") {
            "basic_auth"
        } else if carrier.is_secret() {
            "secret"
        } else {
            match form?.bytes {
                20 => "hmac_sha1",
                32 => "hmac_sha256",
                _ if carrier.says(&["ed25519"]) => "ed25519",
                _ => "hmac_sha512",
            }
        };
        Some(scheme.to_owned())
    }

    pub(super) fn timestamp(&self) -> Option<&Carrier> {
        let is_time = |own: &&Carrier| own.says(&["timestamp", "requesttime"]);
        self.carriers.iter().filter(is_time).find(|own| guess::unit_of(&own.value).is_some())
    }

    /// The header with the id of the request that Standard Webhooks sign, under names of one's own.
    pub(super) fn id_beside(&self, signature: &str) -> Option<&str> {
        let own = self.carrier(signature).filter(|own| own.value.starts_with("v1,"))?;
        let end = own.location.len().checked_sub("signature".len())?;
        let stem = own.location.get(..end)?;
        self.carrier(&format!("{stem}id")).map(|own| own.location.as_str())
    }

    /// Whether a text is the value of a header or a parameter that proves something.
    pub(super) fn is_proof(&self, text: &str) -> bool {
        let proofs = self.carriers.iter().filter(|own| own.is_signature() || own.is_secret());
        proofs.into_iter().any(|own| own.value == text)
    }
}

fn pairs(form: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

/// The values in JSON, of each list those of its first element.
fn leaves_of(value: &Value) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    walk(value, "", &mut Vec::new(), &mut leaves);
    leaves
}

fn walk<'v>(value: &'v Value, location: &str, path: &mut Vec<&'v str>, leaves: &mut Vec<Leaf>) {
    if path.len() == MAX_SEGMENTS {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter().filter(|(name, _)| guess::is_name(name)) {
                let segment = name.replace('~', "~0").replace('/', "~1");
                path.push(name);
                walk(value, &format!("{location}/{segment}"), path, leaves);
                path.pop();
            }
        }
        Value::Array(values) => {
            if let Some(value) = values.first() {
                path.push("");
                walk(value, &format!("{location}/0"), path, leaves);
                path.pop();
            }
        }
        Value::Bool(_) => {}
        Value::Null | Value::Number(_) | Value::String(_) => {
            let mut named = path.iter().rev().filter(|name| !name.is_empty());
            let name = guess::folded(named.next().copied().unwrap_or_default());
            let holder = guess::folded(named.next().copied().unwrap_or_default());
            leaves.push(Leaf {
                location: location.to_owned(),
                names: [format!("{holder}{name}"), name],
                depth: path.len(),
                value: match value {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                },
                is_number: value.is_number(),
            });
        }
    }
}
