//! Signature schemes that providers share. Each takes the signed bytes as they were received,
//! in pieces, and gives a verdict; none looks at a clock.

#[cfg(feature = "base64")]
pub(crate) mod base64;
#[cfg(feature = "ed25519")]
pub(crate) mod ed25519;
#[cfg(feature = "definitions")]
pub(crate) mod expected;
#[cfg(feature = "hex")]
pub(crate) mod hex;
#[cfg(any(feature = "hmac-sha1", feature = "hmac-sha256", feature = "hmac-sha512"))]
pub(crate) mod hmac;
pub(crate) mod timestamp;
