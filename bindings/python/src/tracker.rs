//! `delivrd.Tracker` and `delivrd.Message`.

use std::collections::BTreeMap;

use delivrd::{MessageKey, Retention};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyDict, PyString, PyTuple};

use crate::errors::{argument, guard};
use crate::outcome::{self, Outcome};
use crate::receipt::Receipt;
use crate::state::Shared;
use crate::values::{make, maybe, object, text};
use crate::{Answer, request, time, values};

/// Groups receipts by message, tells repetitions from news, and joins receipts with the sends that
/// the caller knows. Every method may be called from several threads at once.
#[pyclass(frozen, module = "delivrd")]
pub(crate) struct Tracker(Shared<delivrd::Tracker>);

/// A message of a tracker, as it was when it was asked for.
#[pyclass(frozen, module = "delivrd")]
pub(crate) struct Message(delivrd::Message);

impl Message {
    pub(crate) fn inner(&self) -> &delivrd::Message {
        &self.0
    }
}

/// The time that is given, else that of the system's clock.
pub(crate) fn moment(value: Option<&Bound<'_, PyAny>>, name: &str) -> PyResult<i64> {
    Ok(request::seconds(value, name)?.unwrap_or_else(time::clock))
}

fn key(text: &Bound<'_, PyString>) -> PyResult<MessageKey> {
    const EXPECTED: &str = "message_key: expected v1: and 32 lower-case hex digits";
    request::text(text, EXPECTED)?.parse().map_err(|_| argument(text.py(), EXPECTED))
}

fn labels(members: &Bound<'_, PyDict>) -> PyResult<BTreeMap<String, String>> {
    let text = |value: &Bound<'_, PyAny>| {
        let text = value.cast::<PyString>().map_err(|_| {
            let class = request::class_name(value);
            PyTypeError::new_err(format!("labels: expected names and values as str, not {class}"))
        })?;
        request::text(text, "labels: a text is not valid Unicode").map(str::to_owned)
    };
    members.iter().map(|(name, value)| Ok((text(&name)?, text(&value)?))).collect()
}

fn forgotten(py: Python<'_>, message: Option<delivrd::Message>) -> Answer {
    maybe(py, message, |py, message| object(py, Message(message)))
}

fn all(py: Python<'_>, messages: Vec<delivrd::Message>) -> PyResult<Py<PyTuple>> {
    let messages = messages.into_iter().map(|message| Py::new(py, Message(message)));
    PyTuple::new(py, messages.collect::<PyResult<Vec<_>>>()?).map(Bound::unbind)
}

#[pymethods]
impl Tracker {
    #[new]
    #[pyo3(
        signature = (policy = None, *, keep_seconds = None, max_messages = None),
        text_signature = "(policy='delivered_wins', *, keep_seconds=604800, max_messages=100000)"
    )]
    fn new(
        py: Python<'_>,
        policy: Option<&Bound<'_, PyString>>,
        keep_seconds: Option<i64>,
        max_messages: Option<usize>,
    ) -> PyResult<Self> {
        guard(py, || {
            let mut retention = Retention::default();
            retention.seconds = keep_seconds.unwrap_or(retention.seconds);
            retention.messages = max_messages.unwrap_or(retention.messages);
            let policy = outcome::policy(py, policy)?;
            Ok(Self(Shared::new(delivrd::Tracker::new(policy, retention))))
        })
    }

    /// Takes a receipt in, `now` being the time of its arrival.
    #[pyo3(signature = (receipt, *, now = None))]
    fn receive(&self, py: Python<'_>, receipt: &Receipt, now: Option<&Bound<'_, PyAny>>) -> Answer {
        guard(py, || {
            let (receipt, now) = (receipt.inner(py)?, moment(now, "now")?);
            let news = self.0.act(py, |own| own.receive(receipt, now))?;
            let members = [
                ("is_repetition", object(py, news.is_repetition)?),
                ("is_matched", object(py, news.is_matched)?),
                ("change", values::change(py, &news.change)?),
                ("forgotten", forgotten(py, news.forgotten)?),
            ];
            make(py, "News", members)
        })
    }

    /// Makes a send known, before or after its receipts.
    #[pyo3(signature = (message_key, *, sent_at = None, due_after = None, labels = None))]
    fn expect(
        &self,
        py: Python<'_>,
        message_key: &Bound<'_, PyString>,
        sent_at: Option<&Bound<'_, PyAny>>,
        due_after: Option<u32>,
        labels: Option<&Bound<'_, PyDict>>,
    ) -> Answer {
        guard(py, || {
            let (key, sent_at) = (key(message_key)?, moment(sent_at, "sent_at")?);
            let labels = labels.map_or_else(|| Ok(BTreeMap::new()), self::labels)?;
            let message = self.0.act(py, |own| own.expect(key, sent_at, due_after, labels))?;
            forgotten(py, message)
        })
    }

    /// Takes out every message whose last news is longer ago than is kept.
    #[pyo3(signature = (*, now = None))]
    fn forget(&self, py: Python<'_>, now: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyTuple>> {
        guard(py, || {
            let now = moment(now, "now")?;
            all(py, self.0.act(py, |own| own.forget(now))?)
        })
    }

    /// A message by its key.
    fn get(&self, py: Python<'_>, message_key: &Bound<'_, PyString>) -> Answer {
        guard(py, || {
            let key = key(message_key)?;
            forgotten(py, self.0.act(py, |own| own.get(&key).cloned())?)
        })
    }

    /// Every message, in order of first appearance.
    fn messages(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        guard(py, || all(py, self.0.act(py, |own| own.messages().cloned().collect())?))
    }

    /// Messages with receipts whose send is not known (yet).
    fn unmatched(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        guard(py, || all(py, self.0.act(py, |own| own.unmatched().cloned().collect())?))
    }

    /// Messages that should have come to an end by now, and have not.
    #[pyo3(signature = (*, now = None))]
    fn overdue(&self, py: Python<'_>, now: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyTuple>> {
        guard(py, || {
            let now = moment(now, "now")?;
            all(py, self.0.act(py, |own| own.overdue(now).cloned().collect())?)
        })
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        guard(py, || self.0.act(py, |own| own.messages().count()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<delivrd.Tracker of {} messages>", self.__len__(py)?))
    }
}

#[pymethods]
impl Message {
    /// Its key.
    #[getter]
    fn message_key(&self) -> String {
        self.0.key().to_string()
    }

    /// What its receipts say together; a copy.
    #[getter]
    fn outcome(&self) -> Outcome {
        Outcome::new(self.0.outcome().clone())
    }

    /// Which message it is, as its receipts name it.
    #[getter]
    fn about(&self, py: Python<'_>) -> Answer {
        guard(py, || {
            maybe(py, self.0.about(), |py, about| {
                let members = [
                    ("provider", text(py, Some(&about.provider))),
                    ("account", text(py, Some(&about.account))),
                    ("message_id", text(py, Some(&about.message_id))),
                    ("recipient", text(py, about.recipient.as_ref())),
                    ("channel", text(py, about.channel.as_ref())),
                    ("campaign", text(py, about.campaign.as_ref())),
                    ("carrier", text(py, about.carrier.as_ref())),
                ];
                make(py, "About", members)
            })
        })
    }

    /// What the caller made known of the send.
    #[getter]
    fn sending(&self, py: Python<'_>) -> Answer {
        guard(py, || {
            maybe(py, self.0.sending(), |py, sending| {
                let labels = PyDict::new(py);
                for (name, value) in &sending.labels {
                    labels.set_item(name, value)?;
                }
                let members = [
                    ("sent_at", object(py, sending.sent_at)?),
                    ("due_at", object(py, sending.due_at)?),
                    ("labels", labels.into_any().unbind()),
                ];
                make(py, "Sending", members)
            })
        })
    }

    /// When it was sent, as far as is known, in Unix seconds.
    #[getter]
    fn sent_at(&self) -> i64 {
        self.0.sent_at()
    }

    /// Whether it should have come to an end by now, and has not.
    #[pyo3(signature = (*, now = None))]
    fn is_overdue(&self, py: Python<'_>, now: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
        guard(py, || Ok(self.0.is_overdue(moment(now, "now")?)))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            let outcome = Py::new(py, self.outcome())?;
            let outcome = outcome.bind(py).repr()?;
            Ok(format!("Message(message_key='{}', outcome={outcome})", self.0.key()))
        })
    }
}
