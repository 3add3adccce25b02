//! Times as Python has them.

use std::time::SystemTime;

use delivrd::Timestamp;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// An aware `datetime` in UTC. Digits behind the microsecond are dropped. `None` for the one year
/// that RFC 3339 has and `datetime` lacks, the year 0: a payload must not make an attribute raise.
pub(crate) fn datetime(py: Python<'_>, time: Option<Timestamp>) -> PyResult<Option<Py<PyAny>>> {
    static FROM_TEXT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let Some(time) = time else { return Ok(None) };
    let from_text = FROM_TEXT.get_or_try_init(py, || {
        let class = py.import("datetime")?.getattr("datetime")?;
        class.getattr("fromisoformat").map(Bound::unbind)
    })?;
    match from_text.call1(py, (time.to_string(),)) {
        Ok(time) => Ok(Some(time)),
        Err(error) if error.is_instance_of::<PyValueError>(py) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The system's clock in Unix seconds.
pub(crate) fn clock() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
