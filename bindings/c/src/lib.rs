//! libdelivrd: the library for C, and for languages that call C.
//!
//! `docs/c-abi.md` has the rules of the interface. Every function that can fail runs inside
//! [`guard::guard`], and every getter inside [`guard::get`]: no panic leaves the library.
#![allow(non_camel_case_types, reason = "the types are named for C")]
#![allow(unreachable_pub, reason = "what is public goes into the header, not into a Rust API")]

mod abi;
mod error;
mod external_url;
mod guard;
mod notification;
mod outcome;
mod receipt;
mod text;
mod verifier;
mod words;
