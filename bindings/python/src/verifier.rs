//! `delivrd.Verifier`.

use std::sync::Arc;

use delivrd::Scheme;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyDict, PyString};

use crate::errors::{guard, misconfigured, refused};
use crate::kept::Kept;
use crate::notification::Notification;
use crate::outcome::Outcome;
use crate::request::{self, Arguments};
use crate::{Answer, config, definitions, values};

/// One endpoint: a provider with keys, tolerance, limits and the label of an account. Immutable;
/// share it between threads.
#[pyclass(frozen, module = "delivrd")]
pub(crate) struct Verifier {
    inner: Arc<delivrd::Verifier>,
    signs_by_curve: bool,
}

/// Letting other threads run while a request is checked costs some 50 ns, and up to a switch of
/// threads to come back. That pays for the 20 to 30 us of Ed25519, and not for the HMAC or the secret
/// and the reading of a usual body, which are done in a microsecond. Past this size they are not.
const LONG_BODY: usize = 16 << 10;

#[pymethods]
impl Verifier {
    #[new]
    #[pyo3(
        signature = (provider, *, definitions = None, **config),
        text_signature = "(provider, *, account='', tolerance=300, definitions=(), **config)"
    )]
    fn new(
        py: Python<'_>,
        provider: &Bound<'_, PyString>,
        definitions: Option<&Bound<'_, PyAny>>,
        config: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        guard(py, || {
            let id = request::text(provider, "provider: the text is not valid Unicode")?;
            let config = config::read(config)?;
            let definitions = definitions::read(definitions)?;
            let texts: Vec<&str> = definitions.iter().map(String::as_str).collect();
            let inner = delivrd_binding::verifier(id, &config, &texts)
                .map_err(|error| misconfigured(py, &error))?;
            let signs_by_curve = inner.metadata().capabilities().scheme == Scheme::ED25519;
            Ok(Self { inner, signs_by_curve })
        })
    }

    /// Authenticates and reads a request, given exactly as it arrived.
    #[pyo3(signature = (method, url, headers, body, *, now = None))]
    fn receive(
        &self,
        py: Python<'_>,
        method: &Bound<'_, PyString>,
        url: &Bound<'_, PyString>,
        headers: &Bound<'_, PyAny>,
        body: &Bound<'_, PyAny>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Notification> {
        guard(py, || {
            let arguments = Arguments::read(method, url, headers, body)?;
            let now = request::seconds(now, "now")?;
            let detached = self.signs_by_curve || arguments.body().len() >= LONG_BODY;
            Kept::receive(py, &self.inner, arguments, now, detached)
                .map(Notification::new)
                .map_err(|error| refused(py, &error))
        })
    }

    /// The key that the receipts of a message will have, at the time of sending it.
    #[pyo3(signature = (message_id, recipient = None))]
    fn message_key(
        &self,
        py: Python<'_>,
        message_id: &Bound<'_, PyString>,
        recipient: Option<&Bound<'_, PyString>>,
    ) -> PyResult<String> {
        guard(py, || {
            let id = request::text(message_id, "message_id: the text is not valid Unicode")?;
            let recipient = recipient
                .map(|text| request::text(text, "recipient: the text is not valid Unicode"))
                .transpose()?;
            Ok(self.inner.message_key(id, recipient).to_string())
        })
    }

    /// What to do about a message, with the rows of this verifier's configuration in front.
    fn advise_outcome(&self, py: Python<'_>, outcome: &Outcome) -> Answer {
        guard(py, || {
            let outcome = outcome.copied(py)?;
            values::advice(py, &self.inner.advise_outcome(&outcome))
        })
    }

    /// The id of the provider.
    #[getter]
    fn provider(&self) -> &str {
        self.inner.metadata().id()
    }

    /// The label of the account.
    #[getter]
    fn account(&self) -> &str {
        self.inner.account()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            let account = PyString::new(py, self.inner.account()).repr()?;
            Ok(format!("Verifier('{}', account={account})", self.inner.metadata().id()))
        })
    }

    fn __copy__(own: Py<Self>) -> Py<Self> {
        own
    }

    fn __deepcopy__(own: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        own
    }

    fn __reduce__(_own: Py<Self>) -> Answer {
        Err(PyTypeError::new_err(
            "a Verifier holds secrets and is not pickled: make one in each process",
        ))
    }
}
