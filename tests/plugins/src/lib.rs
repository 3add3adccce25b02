//! Providers that do not exist, one for each shape that the contract has to carry: examples of
//! what an adapter outside of this repository looks like.
//!
//! | module | shape | like |
//! |---|---|---|
//! | [`signed_form`] | form fields, signed together with the URL, no time | Twilio |
//! | [`signed_query`] | GET, everything in the query, its signature too | Vonage's SMS API |
//! | [`batch`] | a hundred receipts in one JSON array, a secret in a header | Infobip, Sinch |
//! | [`basic_auth`] | events in one JSON array, a user and a password | Bandwidth |
#![forbid(unsafe_code)]

pub mod basic_auth;
pub mod batch;
mod json;
mod mac;
pub mod signed_form;
pub mod signed_query;
