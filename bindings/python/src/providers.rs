//! What is known of providers, error kinds and words, as plain objects: `delivrd` makes classes of
//! it, and its tests compare.

use delivrd::{Capabilities, ErrorKind};
use pyo3::prelude::*;
use serde::Serialize;

use crate::errors::guard;
use crate::{Answer, object as objects, values};

/// The providers of this build.
#[pyfunction]
pub(crate) fn providers(py: Python<'_>) -> Answer {
    #[derive(Serialize)]
    struct Row<'p> {
        id: &'p str,
        name: &'p str,
        url: &'p str,
        capabilities: &'p Capabilities,
    }
    guard(py, || {
        let registry = delivrd_binding::registry();
        let rows: Vec<Row<'_>> = registry
            .iter()
            .map(|provider| {
                let metadata = provider.metadata();
                Row {
                    id: metadata.id(),
                    name: metadata.name(),
                    url: metadata.docs(),
                    capabilities: metadata.capabilities(),
                }
            })
            .collect();
        objects::plain(py, &rows).map(Bound::unbind)
    })
}

/// Every kind of error with its facts, in the order of the numbers.
#[pyfunction]
pub(crate) fn error_kinds(py: Python<'_>) -> Answer {
    #[derive(Serialize)]
    struct Row {
        number: u32,
        kind: &'static str,
        http_status: u16,
        retryable: bool,
        authentic: bool,
    }
    let row = |kind: &ErrorKind| Row {
        number: kind.number(),
        kind: kind.name(),
        http_status: kind.http_status(),
        retryable: kind.is_retryable(),
        authentic: kind.is_authentic(),
    };
    guard(py, || {
        let rows: Vec<Row> = ErrorKind::ALL.iter().map(row).collect();
        objects::plain(py, &rows).map(Bound::unbind)
    })
}

/// The closed lists of words, by the name of their class.
#[pyfunction]
pub(crate) fn words(py: Python<'_>) -> Answer {
    guard(py, || {
        let lists: std::collections::BTreeMap<_, _> = values::every_list().into_iter().collect();
        objects::plain(py, &lists).map(Bound::unbind)
    })
}
