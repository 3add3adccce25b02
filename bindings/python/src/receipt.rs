//! `delivrd.Receipt`.

use std::sync::Arc;

use delivrd_binding::receipt_from_json;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyDict, PyMappingProxy, PyString, PyTuple, PyType};

use crate::errors::{bug, guard, misconfigured};
use crate::kept::Kept;
use crate::values::{self, masked, maybe, word};
use crate::{Answer, object as objects, request, time};

/// One piece of news about one message to one recipient. Immutable.
///
/// It keeps the request that it came with, which costs no copy; a receipt that has to live long is
/// best kept as its JSON.
#[pyclass(frozen, module = "delivrd")]
pub(crate) struct Receipt(Source);

enum Source {
    Of(Arc<Kept>, usize),
    Own(Box<delivrd::Receipt<'static>>),
}

type Text = Option<Py<PyString>>;

impl Receipt {
    /// A receipt of a notification, by its position.
    pub(crate) fn of(kept: &Arc<Kept>, index: usize) -> Self {
        Self(Source::Of(Arc::clone(kept), index))
    }

    pub(crate) fn inner(&self, py: Python<'_>) -> PyResult<&delivrd::Receipt<'_>> {
        match &self.0 {
            Source::Of(kept, index) => {
                kept.notification().receipts().get(*index).ok_or_else(|| bug(py))
            }
            Source::Own(receipt) => Ok(receipt),
        }
    }

    fn read<T>(
        &self,
        py: Python<'_>,
        read: impl FnOnce(&delivrd::Receipt<'_>) -> PyResult<T>,
    ) -> PyResult<T> {
        guard(py, || read(self.inner(py)?))
    }

    fn text(
        &self,
        py: Python<'_>,
        member: impl for<'a> FnOnce(&'a delivrd::Receipt<'_>) -> Option<&'a str>,
    ) -> PyResult<Text> {
        self.read(py, |own| Ok(member(own).map(|text| PyString::new(py, text).unbind())))
    }

    fn json(&self, py: Python<'_>) -> PyResult<String> {
        serde_json::to_string(self.inner(py)?).map_err(|_| bug(py))
    }

    /// Verdict and keys; of the recipient no more than the last two digits, and nothing else of
    /// the payload.
    pub(crate) fn shown(&self, py: Python<'_>) -> PyResult<String> {
        let own = self.inner(py)?;
        let failure = maybe(py, own.failure(), values::failure)?;
        let finality = if own.is_final() { "True" } else { "False" };
        let recipient = own.recipient.as_deref().map(|number| format!("'{}'", masked(number)));
        Ok(format!(
            "Receipt(dedupe_key='{}', message_key='{}', recipient={}, state={}, final={finality}, \
             confirmation={}, failure={})",
            own.dedupe_key(),
            own.message_key(),
            recipient.as_deref().unwrap_or("None"),
            word(py, own.state())?.bind(py).repr()?,
            word(py, own.confirmation())?.bind(py).repr()?,
            failure.bind(py).repr()?,
        ))
    }
}

#[pymethods]
impl Receipt {
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
            let receipt = receipt_from_json(text).map_err(|error| misconfigured(py, &error))?;
            Ok(Self(Source::Own(Box::new(receipt))))
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
        self.read(py, |own| objects::plain(py, own).map(Bound::unbind))
    }

    /// The members of the contract, as JSON.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || self.json(py))
    }

    /// Which fact it states: the same for a provider's retries. Computed at each call.
    #[getter]
    fn dedupe_key(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |own| Ok(own.dedupe_key().to_string()))
    }

    /// Which message, and which recipient, it is about. Computed at each call.
    #[getter]
    fn message_key(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |own| Ok(own.message_key().to_string()))
    }

    /// The provider's id of the message.
    #[getter]
    fn message_id(&self, py: Python<'_>) -> PyResult<Py<PyString>> {
        self.read(py, |own| Ok(PyString::new(py, &own.message_id).unbind()))
    }

    /// The sender's own id, if the provider echoes it.
    #[getter]
    fn reference(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.reference.as_deref())
    }

    /// The recipient, as sent.
    #[getter]
    fn recipient(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.recipient.as_deref())
    }

    /// The sender, as sent.
    #[getter]
    fn sender(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.sender.as_deref())
    }

    /// `sms`, `mms`, `rcs`, `whatsapp`, …
    #[getter]
    fn channel(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.channel.as_deref())
    }

    /// A registration or campaign id.
    #[getter]
    fn campaign(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.campaign.as_deref())
    }

    /// What became of the message.
    #[getter]
    fn state(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| word(py, own.state()))
    }

    /// Whether no later news is expected.
    #[getter]
    fn r#final(&self, py: Python<'_>) -> PyResult<bool> {
        self.read(py, |own| Ok(own.is_final()))
    }

    /// How far the news goes.
    #[getter]
    fn confirmation(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| word(py, own.confirmation()))
    }

    /// Why the message failed, if it did.
    #[getter]
    fn failure(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| maybe(py, own.failure(), values::failure))
    }

    /// What to do about this receipt, taken alone. About a message, see `Outcome.advice`.
    #[getter]
    fn advice(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| values::advice(py, &own.advice()))
    }

    /// The provider's own word.
    #[getter]
    fn status(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.status.as_deref())
    }

    /// The first error code that applies.
    #[getter]
    fn code(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.code.as_deref())
    }

    /// Which numbering the code belongs to.
    #[getter]
    fn code_system(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| maybe(py, own.code.as_ref(), |py, _| word(py, own.code_system)))
    }

    /// The provider's explanation. It may hold numbers or message text.
    #[getter]
    fn detail(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.detail.as_deref())
    }

    /// When it happened, by the provider's clock, to the microsecond.
    #[getter]
    fn occurred_at(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.read(py, |own| time::datetime(py, own.occurred_at))
    }

    /// The number of segments.
    #[getter]
    fn parts(&self, py: Python<'_>) -> PyResult<Option<u32>> {
        self.read(py, |own| Ok(own.parts))
    }

    /// Which segment it is about.
    #[getter]
    fn part(&self, py: Python<'_>) -> PyResult<Option<u32>> {
        self.read(py, |own| Ok(own.part))
    }

    /// The price.
    #[getter]
    fn cost(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| maybe(py, own.cost.as_ref(), values::cost))
    }

    /// The carrier's name.
    #[getter]
    fn carrier(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.carrier.as_deref())
    }

    /// MCC and MNC of the network.
    #[getter]
    fn network(&self, py: Python<'_>) -> PyResult<Text> {
        self.text(py, |own| own.network.as_deref())
    }

    /// The sender's labels, if the provider echoes them.
    #[getter]
    fn tags(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.read(py, |own| {
            let tags: Vec<&str> = own.tags.iter().map(AsRef::as_ref).collect();
            PyTuple::new(py, tags).map(Bound::unbind)
        })
    }

    /// What has no attribute, under the provider's names.
    #[getter]
    fn extra(&self, py: Python<'_>) -> PyResult<Py<PyMappingProxy>> {
        self.read(py, |own| {
            let members = PyDict::new(py);
            for (name, text) in &own.extra {
                members.set_item(name.as_ref(), text.as_ref())?;
            }
            Ok(PyMappingProxy::new(py, members.as_mapping()).unbind())
        })
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        guard(py, || Ok(self.json(py)? == other.json(py)?))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(py, || PyString::new(py, &self.json(py)?).hash())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || self.shown(py))
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
