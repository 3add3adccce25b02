//! `delivrd.Stats`.

use delivrd::{Comparison, Decline, ErrorKind, Share};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyDict, PyString, PyTuple, PyType};

use crate::errors::{argument, bug, guard};
use crate::notification::Notification;
use crate::state::Shared;
use crate::tracker::{Message, moment};
use crate::values::{make, maybe, object, text, word};
use crate::{Answer, object as objects, request};

/// Counts of messages and webhooks. Every method may be called from several threads at once.
#[pyclass(frozen, module = "delivrd")]
pub(crate) struct Stats(Shared<delivrd::Stats>);

impl Stats {
    fn copied(&self, py: Python<'_>) -> PyResult<delivrd::Stats> {
        self.0.act(py, |own| own.clone())
    }
}

fn provider_id<'a>(text: &'a Bound<'_, PyString>) -> PyResult<&'a str> {
    request::text(text, "provider: the text is not valid Unicode")
}

#[pymethods]
impl Stats {
    #[new]
    fn new() -> Self {
        Self(Shared::new(delivrd::Stats::new()))
    }

    /// Reads back what `to_json` wrote.
    #[classmethod]
    #[pyo3(name = "from_json")]
    fn read_json(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
    ) -> PyResult<Self> {
        const EXPECTED: &str = "expected the JSON of statistics";
        guard(py, || {
            let text = request::text(text, EXPECTED)?;
            let stats = serde_json::from_str(text).map_err(|_| argument(py, EXPECTED))?;
            Ok(Self(Shared::new(stats)))
        })
    }

    /// Reads back what `to_dict` gave.
    #[classmethod]
    #[pyo3(name = "from_dict")]
    fn read_dict(
        class: &Bound<'_, PyType>,
        py: Python<'_>,
        members: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        Self::read_json(class, py, &objects::json_of(members)?)
    }

    /// The counts and the rates that follow from them, as plain objects.
    fn to_dict(&self, py: Python<'_>) -> Answer {
        guard(py, || objects::plain(py, &self.copied(py)?).map(Bound::unbind))
    }

    /// The counts and the rates that follow from them, as JSON.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || serde_json::to_string(&self.copied(py)?).map_err(|_| bug(py)))
    }

    /// Counts a request that was accepted, and its receipts as they came.
    fn count_notification(&self, py: Python<'_>, notification: &Notification) -> PyResult<()> {
        guard(py, || self.0.act(py, |own| own.count_notification(notification.inner())))
    }

    /// Counts a request that was refused. `provider` is the id of the provider whose endpoint it
    /// came to.
    fn count_error(
        &self,
        py: Python<'_>,
        error: &Bound<'_, PyAny>,
        provider: &Bound<'_, PyString>,
    ) -> PyResult<()> {
        guard(py, || {
            let class = py.import("delivrd._errors")?.getattr("DelivrdError")?;
            if !error.is_instance(&class)? {
                return Err(PyTypeError::new_err("error: expected a DelivrdError"));
            }
            let name: String = error.getattr("kind")?.extract()?;
            let kind = ErrorKind::ALL.iter().copied().find(|kind| kind.name() == name);
            let kind = kind.ok_or_else(|| argument(py, "error: its kind is not known"))?;
            let skew: Option<i64> = error.getattr("skew")?.extract()?;
            let provider = provider_id(provider)?;
            self.0.act(py, |own| own.count_refusal(kind, skew, provider))
        })
    }

    /// Counts a receipt that was known before.
    fn count_repetition(&self, py: Python<'_>, provider: &Bound<'_, PyString>) -> PyResult<()> {
        guard(py, || {
            let provider = provider_id(provider)?;
            self.0.act(py, |own| own.count_repetition(provider))
        })
    }

    /// Counts a message as it stands at `now`; each message once.
    #[pyo3(signature = (message, *, now = None, least_age = 0))]
    fn count_message(
        &self,
        py: Python<'_>,
        message: &Message,
        now: Option<&Bound<'_, PyAny>>,
        least_age: u32,
    ) -> PyResult<()> {
        guard(py, || {
            let now = moment(now, "now")?;
            self.0.act(py, |own| own.count_message(message.inner(), now, least_age))
        })
    }

    /// Adds the counts of another fold, of other messages.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        guard(py, || {
            // A copy: the other one may be this one.
            let other = other.copied(py)?;
            self.0.act(py, |own| own.merge(&other))
        })
    }

    /// What got worse since the baseline, the surest first.
    #[pyo3(
        signature = (baseline, *, relative = None, least_z = None, least_messages = None),
        text_signature = "($self, baseline, *, relative=0.1, least_z=2.33, least_messages=30)"
    )]
    fn compare(
        &self,
        py: Python<'_>,
        baseline: &Self,
        relative: Option<f64>,
        least_z: Option<f64>,
        least_messages: Option<u64>,
    ) -> PyResult<Py<PyTuple>> {
        guard(py, || {
            let mut comparison = Comparison::default();
            comparison.relative = relative.unwrap_or(comparison.relative);
            comparison.least_z = least_z.unwrap_or(comparison.least_z);
            comparison.least_messages = least_messages.unwrap_or(comparison.least_messages);
            let declines = self.copied(py)?.compare(&baseline.copied(py)?, &comparison);
            let declines = declines.iter().map(|own| decline(py, own));
            PyTuple::new(py, declines.collect::<PyResult<Vec<_>>>()?).map(Bound::unbind)
        })
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        guard(py, || Ok(self.copied(py)? == other.copied(py)?))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            let own = self.copied(py)?;
            let requests = own
                .webhooks()
                .fold(0_u64, |sum, (_, health)| sum.saturating_add(health.requests()));
            let messages = own.total().attempts;
            Ok(format!("<delivrd.Stats of {requests} requests and {messages} messages>"))
        })
    }

    fn __copy__(&self, py: Python<'_>) -> PyResult<Self> {
        guard(py, || Ok(Self(Shared::new(self.copied(py)?))))
    }

    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyAny>) -> PyResult<Self> {
        self.__copy__(py)
    }

    fn __reduce__(own: &Bound<'_, Self>) -> Answer {
        objects::reduced(own.as_any())
    }
}

fn decline(py: Python<'_>, decline: &Decline) -> Answer {
    let share = |share: Share| {
        make(py, "Share", [("part", object(py, share.part)?), ("whole", object(py, share.whole)?)])
    };
    let members = [
        ("dimension", maybe(py, decline.dimension, word)?),
        ("value", text(py, Some(&decline.value))),
        ("measure", word(py, decline.measure)?),
        ("before", share(decline.before)?),
        ("now", share(decline.now)?),
        ("z", object(py, decline.z)?),
    ];
    make(py, "Decline", members)
}
