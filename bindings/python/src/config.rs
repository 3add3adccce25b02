//! From keyword arguments to the configuration of a verifier.

use delivrd::{Config, Value};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::errors::misconfigured;
use crate::request::class_name;

/// Deeper than any member goes, and shallow enough for a list that holds itself.
const MAX_DEPTH: u8 = 16;

pub(crate) fn read(members: Option<&Bound<'_, PyDict>>) -> PyResult<Config> {
    members.map_or_else(|| Ok(Config::new()), |members| map(members, 0))
}

fn map(members: &Bound<'_, PyDict>, depth: u8) -> PyResult<Config> {
    members.iter().try_fold(Config::new(), |config, (name, value)| {
        let name =
            name.cast::<PyString>().ok().and_then(|name| name.to_str().ok()).ok_or_else(|| {
                invalid(members.py(), "the name of a member has to be text".to_owned())
            })?;
        Ok(config.with(name, self::value(&value, depth)?))
    })
}

fn value(value: &Bound<'_, PyAny>, depth: u8) -> PyResult<Value> {
    let py = value.py();
    let deeper = depth.saturating_add(1);
    if depth >= MAX_DEPTH {
        return Err(invalid(py, "it nests too deeply".to_owned()));
    }
    let list = |values: &mut dyn Iterator<Item = Bound<'_, PyAny>>| {
        values
            .map(|value| self::value(&value, deeper))
            .collect::<PyResult<Vec<_>>>()
            .map(Value::List)
    };
    if value.is_none() {
        Ok(Value::Null)
    } else if let Ok(text) = value.cast::<PyString>() {
        // The error of the conversion would hold the text, which may be a secret.
        let text =
            text.to_str().map_err(|_| invalid(py, "a text is not valid Unicode".to_owned()))?;
        Ok(Value::from(text))
    } else if let Ok(value) = value.cast::<PyBool>() {
        Ok(Value::Bool(value.is_true()))
    } else if value.is_instance_of::<PyInt>() {
        Ok(value.extract().map_or(Value::Fraction, Value::Integer))
    } else if value.is_instance_of::<PyFloat>() {
        Ok(Value::Fraction)
    } else if let Ok(values) = value.cast::<PyList>() {
        list(&mut values.iter())
    } else if let Ok(values) = value.cast::<PyTuple>() {
        list(&mut values.iter())
    } else if let Ok(members) = value.cast::<PyDict>() {
        map(members, deeper).map(Value::Map)
    } else {
        let class = class_name(value);
        Err(invalid(py, format!("expected str, int, bool, None, list, tuple or dict, not {class}")))
    }
}

fn invalid(py: Python<'_>, problem: String) -> PyErr {
    misconfigured(py, &delivrd::ConfigError::invalid("configuration", problem))
}
