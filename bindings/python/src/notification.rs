//! `delivrd.Notification`.

use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use delivrd::Timestamp;
use delivrd_binding::notification_from_json;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyDict, PyString, PyTuple, PyType};

use crate::errors::{bug, guard, misconfigured};
use crate::kept::Kept;
use crate::receipt::Receipt;
use crate::values::{make, maybe, object, text};
use crate::{Answer, object as objects, request, time};

/// The receipts of one authentic request, and what else it says. Immutable.
#[pyclass(frozen, module = "delivrd")]
pub(crate) struct Notification {
    kept: Arc<Kept>,
    receipts: OnceLock<Py<PyTuple>>,
}

impl Notification {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { kept: Arc::new(kept), receipts: OnceLock::new() }
    }

    pub(crate) fn inner(&self) -> &delivrd::Notification<'_> {
        self.kept.notification()
    }

    fn json(&self, py: Python<'_>) -> PyResult<String> {
        serde_json::to_string(self.inner()).map_err(|_| bug(py))
    }
}

#[pymethods]
impl Notification {
    /// Reads back what `to_json` wrote. Nothing is verified: only what you stored yourself.
    #[classmethod]
    #[pyo3(name = "from_json")]
    fn read_json(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
    ) -> PyResult<Self> {
        guard(py, || {
            let text = request::text(text, "the text is not valid Unicode")?;
            let notification =
                notification_from_json(text).map_err(|error| misconfigured(py, &error))?;
            Ok(Self::new(Kept::stored(notification)))
        })
    }

    /// Reads back what `to_dict` gave. Nothing is verified: only what you stored yourself.
    #[classmethod]
    #[pyo3(name = "from_dict")]
    fn read_dict(
        class: &Bound<'_, PyType>,
        py: Python<'_>,
        members: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        Self::read_json(class, py, &objects::json_of(members)?)
    }

    /// The members of the contract, as plain objects.
    fn to_dict(&self, py: Python<'_>) -> Answer {
        guard(py, || objects::plain(py, self.inner()).map(Bound::unbind))
    }

    /// The members of the contract, as the command line writes them.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || self.json(py))
    }

    /// The id of the provider.
    #[getter]
    fn provider(&self) -> &str {
        &self.inner().provider
    }

    /// The label of the verifier's account.
    #[getter]
    fn account(&self) -> &str {
        &self.inner().account
    }

    /// The provider's envelope.
    #[getter]
    fn event(&self, py: Python<'_>) -> Answer {
        guard(py, || {
            let event = &self.inner().event;
            let members = [
                ("id", text(py, event.id.as_ref())),
                ("type", text(py, event.kind.as_ref())),
                ("attempt", object(py, event.attempt)?),
            ];
            make(py, "Event", members)
        })
    }

    /// How the request was proven.
    #[getter]
    fn verified(&self, py: Python<'_>) -> Answer {
        guard(py, || {
            maybe(py, self.inner().verified.as_ref(), |py, verified| {
                let signed_at = verified.signed_at.and_then(Timestamp::from_unix);
                let members = [
                    ("scheme", text(py, Some(&verified.scheme))),
                    ("key", text(py, Some(&verified.key))),
                    ("signed_at", object(py, time::datetime(py, signed_at)?)?),
                    ("skew", object(py, verified.skew)?),
                ];
                make(py, "Verification", members)
            })
        })
    }

    /// SHA-256 of the raw body, as hex digits. Computed at each call.
    #[getter]
    fn payload_sha256(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            let mut digits = String::with_capacity(64);
            for byte in self.inner().payload_sha256() {
                write!(digits, "{byte:02x}").map_err(|_| bug(py))?;
            }
            Ok(digits)
        })
    }

    /// The receipts, in the order of the payload.
    #[getter]
    fn receipts(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        guard(py, || {
            // Filled by what is made beforehand, so that a thread that is second never waits: a
            // cell that runs Python would have to let other threads run each time.
            if self.receipts.get().is_none() {
                let receipts = 0..self.inner().receipts().len();
                let receipts = receipts.map(|index| Receipt::of(&self.kept, index));
                drop(self.receipts.set(PyTuple::new(py, receipts)?.unbind()));
            }
            let receipts = self.receipts.get().ok_or_else(|| bug(py))?;
            Ok(receipts.clone_ref(py))
        })
    }

    /// What kind of event it is, if it is no receipt.
    #[getter]
    fn other(&self, py: Python<'_>) -> Answer {
        guard(py, || {
            maybe(py, self.inner().other.as_deref(), |py, kind| {
                make(py, "Other", [("type", text(py, Some(kind)))])
            })
        })
    }

    /// Items of a batch that could not be read.
    #[getter]
    fn unreadable(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        guard(py, || {
            let items = self.inner().unreadable.iter().map(|item| {
                let kind = objects::plain(py, &item.kind)?.unbind();
                make(py, "Unreadable", [("index", object(py, item.index)?), ("kind", kind)])
            });
            PyTuple::new(py, items.collect::<PyResult<Vec<_>>>()?).map(Bound::unbind)
        })
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        guard(py, || Ok(Arc::ptr_eq(&self.kept, &other.kept) || self.json(py)? == other.json(py)?))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(py, || PyString::new(py, &self.json(py)?).hash())
    }

    /// No id, no number and no text of the payload, so that it can be logged.
    fn __repr__(own: &Bound<'_, Self>) -> PyResult<String> {
        const SHOWN: usize = 3;
        let py = own.py();
        guard(py, || {
            let inner = own.get().inner();
            let verified = own.getattr("verified")?.repr()?;
            let account = PyString::new(py, &inner.account).repr()?;
            let mut receipts: Vec<String> = Vec::new();
            for index in 0..inner.receipts().len().min(SHOWN) {
                receipts.push(Receipt::of(&own.get().kept, index).shown(py)?);
            }
            let further = inner.receipts().len().saturating_sub(SHOWN);
            if further > 0 {
                receipts.push(format!("... {further} more"));
            }
            let comma = if receipts.len() == 1 { "," } else { "" };
            let other = if inner.other.is_some() { "Other()" } else { "None" };
            Ok(format!(
                "Notification(provider='{}', account={account}, verified={verified}, \
                 receipts=({}{comma}), other={other}, unreadable={})",
                inner.provider,
                receipts.join(", "),
                inner.unreadable.len(),
            ))
        })
    }

    fn __copy__(own: Py<Self>) -> Py<Self> {
        own
    }

    fn __deepcopy__(own: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        own
    }

    fn __reduce__(own: &Bound<'_, Self>) -> Answer {
        objects::reduced(own.as_any())
    }
}
