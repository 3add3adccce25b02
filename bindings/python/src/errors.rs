//! From the library's errors, and from bugs, to Python's exceptions.

use std::panic::{AssertUnwindSafe, catch_unwind};

use delivrd::{ConfigError, Error, ErrorKind};
use delivrd_binding::BUG;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// Runs the body of a function that Python can call. PyO3 would turn a panic into an exception
/// that is no `Exception`, and that no receiver would catch.
pub(crate) fn guard<T>(py: Python<'_>, body: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| Err(bug(py)))
}

/// What cannot be, short of a bug.
pub(crate) fn bug(py: Python<'_>) -> PyErr {
    exception(py, ErrorKind::Internal, BUG, None)
}

/// The exception for an error of a call.
pub(crate) fn refused(py: Python<'_>, error: &Error) -> PyErr {
    exception(py, error.kind(), &error.to_string(), error.skew())
}

/// The exception for an error of configuration or arguments.
pub(crate) fn misconfigured(py: Python<'_>, error: &ConfigError) -> PyErr {
    exception(py, error.kind(), &error.to_string(), None)
}

/// The exception for an argument that is off. `problem` must hold no input.
pub(crate) fn argument(py: Python<'_>, problem: &'static str) -> PyErr {
    exception(py, ErrorKind::InvalidArgument, problem, None)
}

fn exception(py: Python<'_>, kind: ErrorKind, message: &str, skew: Option<i64>) -> PyErr {
    static CLASSES: PyOnceLock<[Py<PyAny>; 4]> = PyOnceLock::new();
    let classes = CLASSES.get_or_try_init(py, || {
        let module = py.import("delivrd._errors")?;
        let class = |name| module.getattr(name).map(Bound::unbind);
        PyResult::Ok([
            class("ConfigError")?,
            class("VerificationError")?,
            class("ParseError")?,
            class("InternalError")?,
        ])
    });
    let made = classes.and_then(|[config, verification, parse, internal]| {
        let class = match kind.number() / 1000 {
            1 => config,
            2 => verification,
            3 => parse,
            _ => internal,
        };
        class.bind(py).call1((kind.name(), message, skew))
    });
    match made {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}
