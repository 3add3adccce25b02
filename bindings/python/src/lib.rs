//! The native module of the Python package `delivrd`: it takes Python's objects apart, calls the
//! library and makes Python's objects of the answer. What a word means, and what is refused, is
//! decided by the library alone.
//!
//! Texts of a notification become Python objects when somebody asks for them. Every function
//! that Python can call runs inside [`errors::guard`], so that no panic leaves it.
#![forbid(unsafe_code)]

mod config;
mod definitions;
mod errors;
mod kept;
mod notification;
mod object;
mod outcome;
mod providers;
mod receipt;
mod request;
mod state;
mod stats;
mod time;
mod tracker;
mod values;
mod verifier;

use pyo3::prelude::*;

type Answer = PyResult<Py<PyAny>>;

/// The native part of delivrd; import `delivrd` instead.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::notification::Notification;
    #[pymodule_export]
    use super::outcome::Outcome;
    #[pymodule_export]
    use super::providers::{error_kinds, providers, words};
    #[pymodule_export]
    use super::receipt::Receipt;
    #[pymodule_export]
    use super::request::external_url;
    #[pymodule_export]
    use super::stats::Stats;
    #[pymodule_export]
    use super::tracker::{Message, Tracker};
    #[pymodule_export]
    use super::verifier::Verifier;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        delivrd_binding::report_panics_by_place();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
