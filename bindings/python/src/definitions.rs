//! From the argument `definitions` to texts.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::errors::argument;
use crate::request::{class_name, text};

/// The texts of the definitions: each is one, or the path of a file with one.
pub(crate) fn read(definitions: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    let Some(definitions) = definitions else { return Ok(Vec::new()) };
    // A text is a sequence of texts, too: one that stands where the list should is no list.
    let entries =
        if definitions.is_instance_of::<PyString>() { None } else { definitions.try_iter().ok() };
    let entries = entries.ok_or_else(|| {
        let class = class_name(definitions);
        PyTypeError::new_err(format!(
            "definitions: expected a list of texts and paths, not {class}"
        ))
    })?;
    entries.map(|entry| self::entry(&entry?)).collect()
}

fn entry(entry: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = entry.py();
    if let Ok(own) = entry.cast::<PyString>() {
        return text(own, "definitions: a text is not valid Unicode").map(str::to_owned);
    }
    if !entry.hasattr("__fspath__")? {
        let class = class_name(entry);
        return Err(PyTypeError::new_err(format!(
            "definitions: expected str or os.PathLike, not {class}"
        )));
    }
    // By Python, whose errors name the file.
    let path = py.import("pathlib")?.getattr("Path")?.call1((entry,))?;
    let bytes = path.call_method0("read_bytes")?.cast_into::<PyBytes>()?;
    str::from_utf8(bytes.as_bytes())
        .map(str::to_owned)
        .map_err(|_| argument(py, "definitions: a file is not UTF-8"))
}
