//! A provider that posts a form and signs the URL followed by every field, sorted by name.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd_core::{
    Adapter, Answer, Callback, Capabilities, Config, ConfigError, Confirmation, Event, Events,
    Evidence, KeyMember, Keys, Metadata, ParseError, Provider, Reading, Receipt, Receipts, Request,
    Scheme, StatusRow, Verified, VerifyError,
};

use crate::mac::Key;

const SIGNATURE: &str = "X-Form-Signature";
const TOKEN: KeyMember<'static> =
    KeyMember::new("auth_token", "auth_tokens", "the account's token");

const CAPABILITIES: Capabilities = Capabilities::new(Scheme::HMAC_SHA256).with_inbound_events();

const CALLBACK: Callback = Callback::new("POST application/x-www-form-urlencoded", Answer::OK, 15)
    .with_attempts(2, &[])
    .with_note("Any 2xx counts.");

const STATUSES: &[StatusRow] = &[
    StatusRow::new("queued", Reading::QUEUED),
    StatusRow::new("delivered", Reading::DELIVERED),
    StatusRow::new("read", Reading::DELIVERED.confirmed_by(Confirmation::Read)),
    StatusRow::new("failed", Reading::UNDELIVERED),
];

static METADATA: Metadata<'static> = Metadata::new(
    "signed_form",
    "Signed Form",
    "https://example.com/signed-form",
    CAPABILITIES,
    CALLBACK,
)
.with_keys(&[TOKEN])
.with_statuses(STATUSES);

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct SignedForm;

impl Provider for SignedForm {
    fn metadata(&self) -> &Metadata<'_> {
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
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        let [signature] = request.security_headers([SIGNATURE])?;
        let tag = STANDARD.decode(signature).ok().filter(|tag| tag.len() == 32);
        let tag = tag.ok_or(VerifyError::malformed(SIGNATURE, "32 bytes in canonical base64"))?;
        let signed = signed_text(request);
        let key = self
            .keys
            .matching(|key| key.verifies(signed.as_bytes(), &tag))
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(Scheme::HMAC_SHA256, key, None))
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let mut fields = Fields::default();
        for (name, value) in form_urlencoded::parse(verified.body().as_bytes()) {
            fields.set(&name, value)?;
        }
        // An empty field is one that has nothing to say.
        let told = |value: Option<Cow<'r, str>>| value.filter(|text| !text.is_empty());
        let Some(id) = told(fields.id) else {
            return Err(ParseError::malformed("the form has no MessageSid"));
        };
        let Some(status) = told(fields.status) else {
            return Ok(Events::other(Event::default(), "inbound"));
        };
        let mut receipt = Receipt::new(id);
        receipt.status = Some(status);
        receipt.recipient = told(fields.recipient);
        receipt.code = told(fields.code);
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
        match field.replace(value) {
            None => Ok(()),
            Some(_) => Err(ParseError::malformed("a field that is read stands twice")),
        }
    }
}

/// The URL, then name and value of every field, sorted by name. Names and values run into each
/// other; that is how providers of this shape sign, and not a model for a new one.
fn signed_text(request: &Request<'_>) -> String {
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
