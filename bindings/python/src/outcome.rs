//! `delivrd.Outcome`.

use delivrd::{ConfigError, Policy};
use delivrd_binding::outcome_from_json;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyBytes, PyDict, PyString, PyTuple, PyType};
use serde::Deserialize;
use serde::de::IntoDeserializer;

use crate::errors::{argument, bug, guard, misconfigured};
use crate::receipt::Receipt;
use crate::state::Shared;
use crate::values::{self, make, maybe, object, word};
use crate::{Answer, object as objects, request, time};

/// What the receipts of one message say together, whatever their order and number. Every method
/// may be called from several threads at once.
#[pyclass(frozen, module = "delivrd")]
pub(crate) struct Outcome(Shared<delivrd::Outcome>);

/// The policy that a word stands for.
pub(crate) fn policy(py: Python<'_>, word: Option<&Bound<'_, PyString>>) -> PyResult<Policy> {
    const EXPECTED: &str = "policy: expected delivered_wins or failure_sticky";
    let Some(word) = word else { return Ok(Policy::default()) };
    let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
        request::text(word, EXPECTED)?.into_deserializer();
    Policy::deserialize(word).map_err(|_| argument(py, EXPECTED))
}

impl Outcome {
    pub(crate) const fn new(outcome: delivrd::Outcome) -> Self {
        Self(Shared::new(outcome))
    }

    /// The outcome as it is now. What Python sees is made of this copy, with the lock released.
    pub(crate) fn copied(&self, py: Python<'_>) -> PyResult<delivrd::Outcome> {
        self.0.act(py, |own| own.clone())
    }

    fn read<T>(
        &self,
        py: Python<'_>,
        read: impl FnOnce(&delivrd::Outcome) -> PyResult<T>,
    ) -> PyResult<T> {
        guard(py, || read(&self.copied(py)?))
    }
}

#[pymethods]
impl Outcome {
    #[new]
    #[pyo3(
        signature = (policy = None),
        text_signature = "(policy='delivered_wins')"
    )]
    fn empty(py: Python<'_>, policy: Option<&Bound<'_, PyString>>) -> PyResult<Self> {
        guard(py, || Ok(Self::new(delivrd::Outcome::new(self::policy(py, policy)?))))
    }

    /// The outcome of the receipts of one message, in whatever order and number they come.
    #[classmethod]
    #[pyo3(
        signature = (receipts, policy = None),
        text_signature = "(receipts, policy='delivered_wins')"
    )]
    fn from_receipts(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        receipts: &Bound<'_, PyAny>,
        policy: Option<&Bound<'_, PyString>>,
    ) -> PyResult<Self> {
        guard(py, || {
            let mut outcome = delivrd::Outcome::new(self::policy(py, policy)?);
            for receipt in receipts.try_iter()? {
                outcome.apply(receipt?.cast::<Receipt>()?.get().inner(py)?);
            }
            Ok(Self::new(outcome))
        })
    }

    /// Reads back what `to_json` wrote.
    #[classmethod]
    #[pyo3(name = "from_json")]
    fn read_json(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
    ) -> PyResult<Self> {
        guard(py, || {
            let text = request::text(text, "the text is not valid Unicode")?;
            outcome_from_json(text).map(Self::new).map_err(|error| misconfigured(py, &error))
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

    /// What is shown, and what is merged, as plain objects.
    fn to_dict(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| objects::plain(py, own).map(Bound::unbind))
    }

    /// What is shown, and what is merged, as JSON.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |own| serde_json::to_string(own).map_err(|_| bug(py)))
    }

    /// Takes a receipt in.
    fn apply(&self, py: Python<'_>, receipt: &Receipt) -> Answer {
        guard(py, || {
            let receipt = receipt.inner(py)?;
            let change = self.0.act(py, |own| own.apply(receipt))?;
            values::change(py, &change)
        })
    }

    /// Takes in what another outcome of the same message knows.
    fn merge(&self, py: Python<'_>, other: &Self) -> Answer {
        guard(py, || {
            // A copy: the other one may be this one.
            let other = other.copied(py)?;
            let change = self.0.act(py, |own| own.merge(&other))?;
            let change = change.map_err(|error: ConfigError| misconfigured(py, &error))?;
            values::change(py, &change)
        })
    }

    /// Which side wins a conflict.
    #[getter]
    fn policy(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| {
            let class = py.import("delivrd._words")?.getattr("Policy")?;
            class.call1((objects::plain(py, &own.policy())?,)).map(Bound::unbind)
        })
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
        self.read(py, |own| word(py, own.summary().confirmation))
    }

    /// Why the message failed, if it did.
    #[getter]
    fn failure(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| maybe(py, own.summary().failure, values::failure))
    }

    /// A refusal stands beside a confirmed delivery.
    #[getter]
    fn conflict(&self, py: Python<'_>) -> PyResult<bool> {
        self.read(py, |own| Ok(own.summary().conflict))
    }

    /// A confirmed delivery stands beside "expired" or "no outcome will come".
    #[getter]
    fn late(&self, py: Python<'_>) -> PyResult<bool> {
        self.read(py, |own| Ok(own.summary().late))
    }

    /// The losing side of a conflict.
    #[getter]
    fn contradiction(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| maybe(py, own.contradiction(), values::contradiction))
    }

    /// What to do about the message.
    #[getter]
    fn advice(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| values::advice(py, &own.advice()))
    }

    /// The least time at which the message was said to be with the carrier.
    #[getter]
    fn sent_at(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.read(py, |own| time::datetime(py, own.sent_at()))
    }

    /// The least time of a delivery.
    #[getter]
    fn delivered_at(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.read(py, |own| time::datetime(py, own.delivered_at()))
    }

    /// The least time of a reading.
    #[getter]
    fn read_at(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.read(py, |own| time::datetime(py, own.read_at()))
    }

    /// The least time of a final failure.
    #[getter]
    fn failed_at(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.read(py, |own| time::datetime(py, own.failed_at()))
    }

    /// The greatest number of segments that a receipt stated.
    #[getter]
    fn parts(&self, py: Python<'_>) -> PyResult<Option<u32>> {
        self.read(py, |own| Ok(own.part_count()))
    }

    /// The cost of the greatest receipt that has one.
    #[getter]
    fn cost(&self, py: Python<'_>) -> Answer {
        self.read(py, |own| maybe(py, own.cost(), values::cost))
    }

    /// What is known of each segment; part 0 stands for a message whose segments are not told
    /// apart.
    #[getter]
    fn segments(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.read(py, |own| {
            let segments = own.parts().map(|(part, known)| {
                let members = [
                    ("part", object(py, part)?),
                    (
                        "merge_key",
                        PyBytes::new(py, known.merge_key().as_bytes()).into_any().unbind(),
                    ),
                    ("seen", object(py, known.seen())?),
                ];
                make(py, "Segment", members)
            });
            PyTuple::new(py, segments.collect::<PyResult<Vec<_>>>()?).map(Bound::unbind)
        })
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        guard(py, || Ok(self.copied(py)? == other.copied(py)?))
    }

    fn __repr__(own: &Bound<'_, Self>) -> PyResult<String> {
        guard(own.py(), || {
            let shown = |name: &str| PyResult::Ok(own.getattr(name)?.repr()?.to_string());
            Ok(format!(
                "Outcome(policy={}, state={}, final={}, confirmation={}, failure={}, conflict={}, late={})",
                shown("policy")?,
                shown("state")?,
                shown("final")?,
                shown("confirmation")?,
                shown("failure")?,
                shown("conflict")?,
                shown("late")?,
            ))
        })
    }

    fn __copy__(&self, py: Python<'_>) -> PyResult<Self> {
        guard(py, || self.copied(py).map(Self::new))
    }

    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyAny>) -> PyResult<Self> {
        self.__copy__(py)
    }

    fn __reduce__(own: &Bound<'_, Self>) -> Answer {
        objects::reduced(own.as_any())
    }
}
