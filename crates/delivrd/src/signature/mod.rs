//! Signature schemes that providers share. Each takes the signed bytes as they were received,
//! in pieces, and gives a verdict; none looks at a clock.

#[cfg(feature = "ed25519")]
pub(crate) mod ed25519;
#[cfg(feature = "hmac-sha256")]
pub(crate) mod hex;
#[cfg(feature = "hmac-sha256")]
pub(crate) mod hmac_sha256;
pub(crate) mod timestamp;
