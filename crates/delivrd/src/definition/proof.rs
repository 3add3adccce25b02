//! How a request proves where it comes from, as a definition says.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use delivrd_core::{
    Config, ConfigError, Evidence, KeyMember, Keys, Lookup, Request, Scheme, Secret, Value,
    VerifyError,
};
use hmac::EagerHash;
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use smallvec::{SmallVec, smallvec};
use zeroize::Zeroizing;

use super::document::{Encoding, KeyEncoding, Unit};
use crate::form;
use crate::signature::ed25519::{Ed25519PublicKey, Precompute};
use crate::signature::expected::Expected;
use crate::signature::hmac::{HmacKey, Tag};
use crate::signature::{hex, timestamp};

/// More signatures in one value than a rotation needs.
const MOST_SIGNATURES: usize = 16;

/// Of Ed25519 each costs a verification with every key, and whoever sends them need not be genuine.
const MOST_ED25519_SIGNATURES: usize = 4;

/// How a request proves where it comes from.
#[derive(Debug)]
pub(super) struct Proof {
    pub(super) kind: Kind,
    pub(super) signature: Carrier,
    pub(super) separator: Option<u8>,
    pub(super) encoding: Encoding,
    pub(super) timestamp: Option<Carrier>,
    pub(super) unit: Unit,
    /// Whether the timestamp is looked at before the signature, as on the provider's page.
    pub(super) timestamp_first: bool,
    pub(super) template: Vec<Piece>,
    pub(super) key: KeyPlan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    HmacSha1,
    HmacSha256,
    HmacSha512,
    Ed25519,
    BasicAuth,
    Secret,
}

impl Kind {
    pub(super) const fn scheme(self) -> Scheme {
        match self {
            Self::HmacSha1 => Scheme::HMAC_SHA1,
            Self::HmacSha256 => Scheme::HMAC_SHA256,
            Self::HmacSha512 => Scheme::HMAC_SHA512,
            Self::Ed25519 => Scheme::ED25519,
            Self::BasicAuth => Scheme::BASIC_AUTH,
            Self::Secret => Scheme::SECRET,
        }
    }

    /// Whether anything of the request is signed.
    pub(super) fn signs(self) -> bool {
        self.scheme().signs()
    }
}

/// A value of the request that proves something, and what stands before it.
#[derive(Clone, Debug)]
pub(super) struct Carrier {
    pub(super) place: Place,
    pub(super) prefix: String,
}

#[derive(Clone, Debug)]
pub(super) enum Place {
    Header(String),
    Query(String),
}

/// The case of a header's name does not count.
impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Header(own), Self::Header(other)) => own.eq_ignore_ascii_case(other),
            (Self::Query(own), Self::Query(other)) => own == other,
            _ => false,
        }
    }
}

impl Place {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Header(name) | Self::Query(name) => name,
        }
    }
}

/// A piece of the signed bytes.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    Timestamp,
    /// In capital letters, else nothing fits.
    Method,
    /// With the byte next to it in the template, which it must not hold.
    Url(Option<u8>),
    Body,
    Form,
    /// A header or a parameter, with the byte next to it, which it must not hold.
    Value(Place, Option<u8>),
}

impl Piece {
    pub(super) fn set_end(&mut self, byte: u8) {
        if let Self::Url(end) | Self::Value(_, end) = self {
            *end = Some(byte);
        }
    }

    /// Whether the piece stands for the same bytes of the request.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(own, _), Self::Value(other, _)) => own == other,
            (Self::Timestamp, Self::Timestamp)
            | (Self::Method, Self::Method)
            | (Self::Url(_), Self::Url(_))
            | (Self::Body, Self::Body)
            | (Self::Form, Self::Form) => true,
            _ => false,
        }
    }
}

#[derive(Debug)]
pub(super) struct KeyPlan {
    pub(super) one: String,
    pub(super) many: String,
    pub(super) encoding: KeyEncoding,
    pub(super) prefix: String,
}

/// The keys of a verifier.
#[derive(Debug)]
pub(super) enum ProofKeys {
    HmacSha1(Keys<HmacKey<Sha1>>),
    HmacSha256(Keys<HmacKey<Sha256>>),
    HmacSha512(Keys<HmacKey<Sha512>>),
    Ed25519(Keys<Ed25519PublicKey>),
    Credential(Keys<Expected>),
}

impl Proof {
    pub(super) fn configure(&self, config: &Config) -> Result<ProofKeys, ConfigError> {
        let member = KeyMember::new(&self.key.one, &self.key.many, "");
        let secret = |value: &Value| self.secret(value);
        Ok(match self.kind {
            Kind::HmacSha1 => ProofKeys::HmacSha1(
                config.keys(&member, |value| secret(value).map(|secret| HmacKey::new(&secret)))?,
            ),
            Kind::HmacSha256 => ProofKeys::HmacSha256(
                config.keys(&member, |value| secret(value).map(|secret| HmacKey::new(&secret)))?,
            ),
            Kind::HmacSha512 => ProofKeys::HmacSha512(
                config.keys(&member, |value| secret(value).map(|secret| HmacKey::new(&secret)))?,
            ),
            Kind::Ed25519 => {
                ProofKeys::Ed25519(config.keys(&member, |value| self.public_key(value))?)
            }
            Kind::BasicAuth => ProofKeys::Credential(config.keys(&member, |value| {
                self.credential(value).map(|secret| Expected::new(&secret))
            })?),
            Kind::Secret => ProofKeys::Credential(
                config.keys(&member, |value| secret(value).map(|secret| Expected::new(&secret)))?,
            ),
        })
    }

    pub(super) fn secret(&self, value: &Value) -> Result<Secret, ConfigError> {
        match self.key.encoding {
            KeyEncoding::Text => Secret::from_config(&self.key.one, value),
            _ => Secret::from_bytes(&self.key.one, self.decoded(value)?),
        }
    }

    /// The bytes of a key that is not taken verbatim.
    fn decoded(&self, value: &Value) -> Result<Zeroizing<Vec<u8>>, ConfigError> {
        let text = value
            .as_str()
            .ok_or_else(|| ConfigError::invalid(self.key.one.clone(), "expected text"))?;
        let text = text.strip_prefix(&self.key.prefix).unwrap_or(text);
        // Cleared also where what stands behind the first bytes is refused.
        let mut bytes = Zeroizing::new(vec![0; text.len()]);
        let (length, expected) = match self.key.encoding {
            KeyEncoding::Base64 => {
                (STANDARD.decode_slice(text, &mut bytes).ok(), "expected base64")
            }
            _ => (hex::decode_into(text.as_bytes(), &mut bytes), "expected hex digits"),
        };
        let length = length.ok_or_else(|| ConfigError::invalid(self.key.one.clone(), expected))?;
        bytes.truncate(length);
        Ok(bytes)
    }

    fn public_key(&self, value: &Value) -> Result<Ed25519PublicKey, ConfigError> {
        let bytes = self.decoded(value)?;
        let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| {
            ConfigError::invalid(self.key.one.clone(), "expected a 32 byte Ed25519 public key")
        })?;
        Ed25519PublicKey::from_bytes(&self.key.one, bytes, Precompute::Never)
    }

    /// User and password. One without a password protects nothing.
    fn credential(&self, value: &Value) -> Result<Secret, ConfigError> {
        let Some((_, password)) = value.as_str().and_then(|text| text.split_once(':')) else {
            return Err(ConfigError::invalid(
                self.key.one.clone(),
                "expected text of the form user:password",
            ));
        };
        Secret::from_config(&self.key.one, &Value::from(password))?;
        Secret::from_config(&self.key.one, value)
    }

    pub(super) fn authenticate<'k>(
        &self,
        keys: &'k ProofKeys,
        request: &Request<'_>,
    ) -> Result<Evidence<'k>, VerifyError> {
        let found = self.find(request)?;
        let (signatures, time);
        if self.timestamp_first {
            time = self.time(&found)?;
            signatures = self.signatures(&found)?;
        } else {
            signatures = self.signatures(&found)?;
            time = self.time(&found)?;
        }
        self.check_ends(request, &found)?;
        let form = self.sorted_form(request)?;
        let signed = self.signed(
            request,
            time.map_or(b"", |(text, _)| text),
            &form,
            found.values.iter().map(|value| &**value),
        );
        let key = match keys {
            ProofKeys::HmacSha1(keys) => fitting_mac(keys, &signed, &signatures),
            ProofKeys::HmacSha256(keys) => fitting_mac(keys, &signed, &signatures),
            ProofKeys::HmacSha512(keys) => fitting_mac(keys, &signed, &signatures),
            ProofKeys::Ed25519(keys) => keys.matching(|key| {
                signatures.iter().any(|signature| {
                    signature.as_slice().try_into().is_ok_and(|own| key.verifies(&signed, own))
                })
            }),
            ProofKeys::Credential(keys) => {
                keys.matching(|key| signatures.iter().any(|given| key.is(given)))
            }
        };
        let key = key.ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(self.kind.scheme(), key, time.map(|(_, seconds)| seconds)))
    }

    /// The pieces of the signed bytes; `values` are those of headers and parameters.
    pub(super) fn signed<'s>(
        &'s self,
        request: &'s Request<'_>,
        time: &'s [u8],
        form: &'s [u8],
        mut values: impl Iterator<Item = &'s [u8]>,
    ) -> Pieces<'s> {
        self.template
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.as_bytes(),
                Piece::Timestamp => time,
                Piece::Method => request.method.as_bytes(),
                Piece::Url(_) => request.url.as_bytes(),
                Piece::Body => request.body,
                Piece::Form => form,
                Piece::Value(..) => values.next().unwrap_or_default(),
            })
            .collect()
    }

    /// Refuses a value that could be taken for more of the signed bytes than itself.
    fn check_ends(&self, request: &Request<'_>, found: &Found<'_>) -> Result<(), VerifyError> {
        let mut values = found.values.iter();
        for piece in &self.template {
            match piece {
                Piece::Method => {
                    let is_plain = request.method.bytes().all(|byte| byte.is_ascii_uppercase());
                    if !is_plain || !request.url.starts_with("http") {
                        return Err(VerifyError::BadSignature);
                    }
                }
                Piece::Url(Some(end)) if request.url.as_bytes().contains(end) => {
                    return Err(VerifyError::BadSignature);
                }
                Piece::Value(place, end) => {
                    let value = values.next().map_or(&b""[..], |value| value);
                    if end.is_some_and(|end| value.contains(&end)) {
                        return Err(VerifyError::malformed(
                            place.name().to_owned(),
                            "without the character that ends it in the signed bytes",
                        ));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The values that prove something: those that are missing are found first, then those that
    /// stand twice.
    fn find<'r>(&self, request: &Request<'r>) -> Result<Found<'r>, VerifyError> {
        let own_timestamp = self.timestamp.as_ref().filter(|own| own.place != self.signature.place);
        let mut first = [own_timestamp.map(|own| &own.place), Some(&self.signature.place)];
        if !self.timestamp_first {
            first.reverse();
        }
        let values = self.template.iter().filter_map(|piece| match piece {
            Piece::Value(place, _) => Some(place),
            _ => None,
        });
        let places: Few<&Place> = first.into_iter().flatten().chain(values).collect();
        let lookups: Few<_> = places.iter().map(|place| place.look_up(request)).collect();
        let named = |wanted: &Lookup<_>| {
            let position = lookups.iter().position(|lookup| lookup == wanted)?;
            places.get(position).map(|place| Cow::Owned(place.name().to_owned()))
        };
        if let Some(header) = named(&Lookup::Missing) {
            return Err(VerifyError::MissingHeader { header });
        }
        if let Some(header) = named(&Lookup::Repeated) {
            return Err(VerifyError::DuplicateHeader { header });
        }
        let mut present = lookups.into_iter().filter_map(|lookup| match lookup {
            Lookup::Present(value) => Some(value),
            _ => None,
        });
        let mut timestamp = None;
        let mut signature = Cow::default();
        for place in first.into_iter().flatten() {
            let value = present.next().unwrap_or_default();
            if *place == self.signature.place {
                signature = value;
            } else {
                timestamp = Some(value);
            }
        }
        Ok(Found { signature, timestamp, values: present.collect() })
    }

    /// The signed time: its digits, and what they mean.
    fn time<'f>(&'f self, found: &'f Found<'_>) -> Result<Option<(&'f [u8], i64)>, VerifyError> {
        let Some(carrier) = &self.timestamp else { return Ok(None) };
        let digits = if let Some(value) = &found.timestamp {
            value.strip_prefix(carrier.prefix.as_bytes())
        } else {
            let mut elements = self.elements(&found.signature, &carrier.prefix);
            elements.next().filter(|_| elements.next().is_none())
        };
        let read = digits.and_then(|digits| Some((digits, timestamp::digits(digits)?)));
        let (digits, number) = read.ok_or_else(|| {
            carrier.malformed("one time of 1 to 18 ASCII digits, behind its prefix if it has one")
        })?;
        Ok(Some((
            digits,
            match self.unit {
                Unit::Seconds => number,
                Unit::Milliseconds => number.div_euclid(1000),
            },
        )))
    }

    fn signatures(&self, found: &Found<'_>) -> Result<Signatures, VerifyError> {
        let refused = || self.signature.malformed(self.expected());
        let value = &*found.signature;
        if self.kind == Kind::BasicAuth {
            let credential = basic_credential(value).ok_or_else(refused)?;
            return Ok(smallvec![credential]);
        }
        let most = match self.kind {
            Kind::Ed25519 => MOST_ED25519_SIGNATURES,
            _ => MOST_SIGNATURES,
        };
        let mut signatures = Signatures::new();
        for element in self.elements(value, &self.signature.prefix) {
            if signatures.len() == most {
                return Err(refused());
            }
            signatures.push(self.decode(element).ok_or_else(refused)?);
        }
        if signatures.is_empty() { Err(refused()) } else { Ok(signatures) }
    }

    /// The elements of a value behind a prefix.
    fn elements<'f>(
        &self,
        value: &'f [u8],
        prefix: &'f str,
    ) -> impl Iterator<Item = &'f [u8]> + use<'f> {
        let separator = self.separator;
        value
            .split(move |byte| Some(*byte) == separator)
            .filter_map(|element| element.strip_prefix(prefix.as_bytes()))
    }

    fn decode(&self, text: &[u8]) -> Option<Signature> {
        let mut buffer = [0; 96];
        let length = match (self.kind, self.encoding) {
            (Kind::Secret, _) => return Some(Signature::from_slice(text)),
            (_, Encoding::Hex) => hex::decode_into(text, &mut buffer)?,
            (_, Encoding::Base64) => STANDARD.decode_slice(text, &mut buffer).ok()?,
            (_, Encoding::Base64url) => URL_SAFE_NO_PAD.decode_slice(text, &mut buffer).ok()?,
        };
        (length == self.kind.length())
            .then(|| buffer.get(..length))
            .flatten()
            .map(Signature::from_slice)
    }

    fn expected(&self) -> String {
        let prefix = match &*self.signature.prefix {
            "" => String::new(),
            prefix => format!("{prefix} and "),
        };
        match (self.kind, self.encoding) {
            (Kind::BasicAuth, _) => {
                "Basic, one space, and user:password in canonical base64".to_owned()
            }
            (Kind::Secret, _) => format!("{prefix}the secret"),
            (kind, Encoding::Hex) => {
                format!("{prefix}{} hex digits", kind.length().saturating_mul(2))
            }
            (kind, Encoding::Base64) => {
                format!("{prefix}canonical base64 of {} bytes", kind.length())
            }
            (kind, Encoding::Base64url) => {
                format!("{prefix}canonical base64url of {} bytes", kind.length())
            }
        }
    }

    /// The fields of the body, sorted, if they are signed.
    pub(super) fn sorted_form(&self, request: &Request<'_>) -> Result<Vec<u8>, VerifyError> {
        if self.template.iter().any(|piece| matches!(piece, Piece::Form)) {
            form::sorted_text(request.body).ok_or(VerifyError::BadSignature)
        } else {
            Ok(Vec::new())
        }
    }
}

impl Kind {
    /// How many bytes a signature has.
    const fn length(self) -> usize {
        match self {
            Self::HmacSha1 => 20,
            Self::HmacSha256 => 32,
            Self::HmacSha512 | Self::Ed25519 => 64,
            Self::BasicAuth | Self::Secret => 0,
        }
    }
}

impl Carrier {
    fn malformed(&self, expected: impl Into<Cow<'static, str>>) -> VerifyError {
        VerifyError::malformed(self.place.name().to_owned(), expected)
    }
}

impl Place {
    fn look_up<'r>(&self, request: &Request<'r>) -> Lookup<Cow<'r, [u8]>> {
        match self {
            Self::Header(name) => match request.header(name) {
                Lookup::Missing => Lookup::Missing,
                Lookup::Repeated => Lookup::Repeated,
                Lookup::Present(value) => Lookup::Present(Cow::Borrowed(value)),
            },
            Self::Query(name) => Lookup::among(
                form::pairs(form::query(request.url).as_bytes())
                    .filter(|(own, _)| **own == *name.as_bytes())
                    .map(|(_, value)| value),
            ),
        }
    }
}

/// The values of a request that prove something.
struct Found<'r> {
    signature: Cow<'r, [u8]>,
    /// The signed time, if it stands in a place of its own.
    timestamp: Option<Cow<'r, [u8]>>,
    /// Those of the template, in its order.
    values: Few<Cow<'r, [u8]>>,
}

/// As many as definitions usually have, without a heap.
type Few<T> = SmallVec<[T; 4]>;

/// The pieces of the signed bytes.
type Pieces<'s> = SmallVec<[&'s [u8]; 8]>;

/// The bytes of a signature, or a secret.
type Signature = SmallVec<[u8; 64]>;

type Signatures = SmallVec<[Signature; 1]>;

fn fitting_mac<'k, H: EagerHash>(
    keys: &'k Keys<HmacKey<H>>,
    signed: &[&[u8]],
    signatures: &[Signature],
) -> Option<&'k str>
where
    Tag<H>: for<'t> TryFrom<&'t [u8]>,
{
    let tags: Few<Tag<H>> =
        signatures.iter().filter_map(|tag| Tag::<H>::try_from(tag.as_slice()).ok()).collect();
    keys.matching(|key| key.verifies_any(signed, &tags))
}

/// What stands behind `Basic`, whose case does not count (RFC 9110, 11.1).
fn basic_credential(value: &[u8]) -> Option<Signature> {
    let (scheme, credential) = value.split_at_checked(6)?;
    let is_basic = scheme.eq_ignore_ascii_case(b"basic ");
    let credential = is_basic.then(|| STANDARD.decode(credential).ok()).flatten()?;
    credential.contains(&b':').then(|| Signature::from_vec(credential))
}
