//! A provider that posts a form and signs the URL followed by every field, sorted by name.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd_core::{
    Adapter, Callback, Capabilities, CodeTable, Config, ConfigError, Confirmation, Event, Events,
    Evidence, KeyMember, Keys, Metadata, ParseError, Provider, Reading, Receipt, Receipts, Request,
    Scheme, StatusRow, StatusTable, Verified, VerifyError,
};

use crate::mac::Key;

const SIGNATURE: &str = "X-Form-Signature";
const TOKEN: KeyMember =
    KeyMember { one: "auth_token", many: "auth_tokens", about: "the account's token" };

static METADATA: Metadata = Metadata {
    id: "signed_form",
    name: "Signed Form",
    docs: "https://example.com/signed-form",
    capabilities: Capabilities {
        scheme: Scheme::HMAC_SHA256,
        signs_time: false,
        batches: false,
        recipient_in_key: false,
        time_in_key: false,
        inbound_events: true,
    },
    callback: Callback {
        request: "POST application/x-www-form-urlencoded",
        answer: "2xx",
        timeout: 15,
        attempts: 2,
        pauses: &[],
        note: "",
    },
    keys: &[TOKEN],
    statuses: StatusTable::new(&[
        StatusRow { status: "queued", reading: Reading::QUEUED, note: "" },
        StatusRow { status: "delivered", reading: Reading::DELIVERED, note: "" },
        StatusRow {
            status: "read",
            reading: Reading::DELIVERED.confirmed_by(Confirmation::Read),
            note: "",
        },
        StatusRow { status: "failed", reading: Reading::UNDELIVERED, note: "" },
    ]),
    codes: CodeTable::EMPTY,
};

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct SignedForm;

impl Provider for SignedForm {
    fn metadata(&self) -> &Metadata {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = config.keys(&TOKEN, |token| Key::from_config(TOKEN.one, token))?;
        Ok(Box::new(Configured { keys }))
    }
}

#[derive(Debug)]
struct Configured {
    keys: Keys<Key>,
}

impl Adapter for Configured {
    fn authenticate<'r>(&'r self, request: &Request<'r>) -> Result<Evidence<'r>, VerifyError> {
        let [signature] = request.security_headers([SIGNATURE])?;
        let tag = STANDARD.decode(signature).map_err(|_| VerifyError::MalformedHeader {
            header: SIGNATURE,
            expected: "canonical base64",
        })?;
        let signed = signed_text(request);
        let key = self
            .keys
            .matching(|key| key.verifies(signed.as_bytes(), &tag))
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence { scheme: Scheme::HMAC_SHA256, key, signed_at: None })
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let mut fields = Fields::default();
        for (name, value) in form_urlencoded::parse(verified.body().as_bytes()) {
            fields.set(&name, value)?;
        }
        let Some(id) = fields.id else {
            return Err(ParseError::malformed("expected a form with MessageSid and MessageStatus"));
        };
        let Some(status) = fields.status else {
            return Ok(Events::other(Event::default(), "inbound"));
        };
        let mut receipt = Receipt::new(id);
        receipt.status = Some(status);
        receipt.recipient = fields.recipient;
        receipt.code = fields.code;
        Ok(Events::new(Event::default(), Receipts::One(receipt)))
    }
}

#[derive(Default)]
struct Fields<'r> {
    id: Option<Cow<'r, str>>,
    status: Option<Cow<'r, str>>,
    recipient: Option<Cow<'r, str>>,
    code: Option<Cow<'r, str>>,
}

impl<'r> Fields<'r> {
    fn set(&mut self, name: &str, value: Cow<'r, str>) -> Result<(), ParseError> {
        let field = match name {
            "MessageSid" => &mut self.id,
            "MessageStatus" => &mut self.status,
            "To" => &mut self.recipient,
            "ErrorCode" => &mut self.code,
            _ => return Ok(()),
        };
        if field.replace(value).is_some() {
            return Err(ParseError::malformed("a field that is read stands twice"));
        }
        // An empty field is one that has nothing to say.
        *field = field.take().filter(|value| !value.is_empty());
        Ok(())
    }
}

/// The URL, then name and value of every field, sorted by name.
pub fn signed_text(request: &Request<'_>) -> String {
    let mut fields: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        form_urlencoded::parse(request.body).collect();
    fields.sort();
    let mut text = request.url.to_owned();
    for (name, value) in fields {
        text.push_str(&name);
        text.push_str(&value);
    }
    text
}
