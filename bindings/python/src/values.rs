//! The Python classes that are written in Python: words and small values.

use std::collections::HashMap;

use delivrd::{
    Action, Advice, Change, CodeSystem, Confirmation, Contradiction, Cost, Dimension, Failure,
    Measure, Permanence, Reason, Source, State, Summary,
};
use pyo3::BoundObject;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyString};

use crate::Answer;
use crate::errors::bug;

/// A word of one of the closed lists.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// The name of the Python class.
    const CLASS: &'static str;
    /// The list.
    fn all() -> &'static [Self];
    /// The word itself.
    fn text(self) -> &'static str;
    /// The members of the Python class, in the order of the list.
    fn members() -> &'static PyOnceLock<Vec<Py<PyAny>>>;
}

macro_rules! words {
    ($($name:ident)+) => {
        $(impl Word for $name {
            const CLASS: &'static str = stringify!($name);

            fn all() -> &'static [Self] {
                Self::ALL
            }

            fn text(self) -> &'static str {
                self.as_str()
            }

            fn members() -> &'static PyOnceLock<Vec<Py<PyAny>>> {
                static MEMBERS: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
                &MEMBERS
            }
        })+

        /// Every list with its words, for the test that Python has the same.
        pub(crate) fn every_list() -> Vec<(&'static str, Vec<&'static str>)> {
            vec![$((stringify!($name), $name::ALL.iter().map(|word| word.as_str()).collect()),)+]
        }
    };
}

words! { Action CodeSystem Confirmation Dimension Measure Permanence Reason Source State }

/// The member of a Python enumeration.
pub(crate) fn word<W: Word>(py: Python<'_>, word: W) -> Answer {
    let members = W::members().get_or_try_init(py, || {
        let class = py.import("delivrd._words")?.getattr(W::CLASS)?;
        W::all().iter().map(|word| class.call1((word.text(),)).map(Bound::unbind)).collect()
    })?;
    position(word)
        .and_then(|index| members.get(index))
        .map(|member| member.clone_ref(py))
        .ok_or_else(|| bug(py))
}

fn position<W: Word>(word: W) -> Option<usize> {
    W::all().iter().position(|own| *own == word)
}

/// An object of one of the classes in `delivrd._values`.
pub(crate) fn make<const COUNT: usize>(
    py: Python<'_>,
    class: &'static str,
    members: [(&'static str, Py<PyAny>); COUNT],
) -> Answer {
    static CLASSES: PyOnceLock<HashMap<String, Py<PyAny>>> = PyOnceLock::new();
    let classes = CLASSES.get_or_try_init(py, || {
        let module = py.import("delivrd._values")?;
        let names: Vec<String> = module.getattr("__all__")?.extract()?;
        names
            .into_iter()
            .map(|name| module.getattr(name.as_str()).map(|class| (name, class.unbind())))
            .collect::<PyResult<_>>()
    })?;
    let class = classes.get(class).ok_or_else(|| bug(py))?;
    let members = members.into_py_dict(py)?;
    class.call(py, (), Some(&members))
}

/// Any value that PyO3 can convert.
pub(crate) fn object<'py, T: IntoPyObject<'py>>(py: Python<'py>, value: T) -> Answer {
    let object = value.into_pyobject(py).map_err(Into::into)?;
    Ok(object.into_any().unbind())
}

/// Text, or `None`.
pub(crate) fn text<T: AsRef<str>>(py: Python<'_>, text: Option<T>) -> Py<PyAny> {
    text.map_or_else(|| py.None(), |text| PyString::new(py, text.as_ref()).into_any().unbind())
}

/// What there may be, converted, or `None`.
pub(crate) fn maybe<T>(
    py: Python<'_>,
    value: Option<T>,
    convert: impl FnOnce(Python<'_>, T) -> Answer,
) -> Answer {
    value.map_or_else(|| Ok(py.None()), |value| convert(py, value))
}

/// One object for each failure that there can be: they cannot change, and there are few.
pub(crate) fn failure(py: Python<'_>, failure: Failure) -> Answer {
    static FAILURES: PyOnceLock<Vec<PyOnceLock<Py<PyAny>>>> = PyOnceLock::new();
    let Failure { reason, permanence, source, .. } = failure;
    let make = || {
        let members = [
            ("reason", word(py, reason)?),
            ("permanence", word(py, permanence)?),
            ("source", word(py, source)?),
        ];
        make(py, "Failure", members)
    };
    let (permanences, sources) = (Permanence::ALL.len(), Source::ALL.len());
    let failures = FAILURES.get_or_init(py, || {
        let count = Reason::ALL.len().saturating_mul(permanences).saturating_mul(sources);
        std::iter::repeat_with(PyOnceLock::new).take(count).collect()
    });
    let index = position(reason)
        .and_then(|index| index.checked_mul(permanences)?.checked_add(position(permanence)?))
        .and_then(|index| index.checked_mul(sources)?.checked_add(position(source)?));
    let known = index.and_then(|index| failures.get(index)).ok_or_else(|| bug(py))?;
    known.get_or_try_init(py, make).map(|failure| failure.clone_ref(py))
}

pub(crate) fn advice(py: Python<'_>, advice: &Advice<'_>) -> Answer {
    let members = [
        ("action", word(py, advice.action)?),
        ("id", text(py, Some(&advice.id))),
        ("explanation", text(py, Some(&advice.explanation))),
    ];
    make(py, "Advice", members)
}

pub(crate) fn cost(py: Python<'_>, cost: &Cost<'_>) -> Answer {
    let members = [
        ("amount", text(py, Some(cost.amount.as_str()))),
        ("currency", text(py, cost.currency.as_ref())),
    ];
    make(py, "Cost", members)
}

pub(crate) fn change(py: Python<'_>, change: &Change) -> Answer {
    let transition = match change.transition {
        None => py.None(),
        Some((old, new)) => object(py, (summary(py, old)?, summary(py, new)?))?,
    };
    let members =
        [("new_information", object(py, change.new_information)?), ("transition", transition)];
    make(py, "Change", members)
}

fn summary(py: Python<'_>, summary: Summary) -> Answer {
    let members = [
        ("state", word(py, summary.state)?),
        ("final", object(py, summary.is_final)?),
        ("confirmation", word(py, summary.confirmation)?),
        ("failure", maybe(py, summary.failure, failure)?),
        ("conflict", object(py, summary.conflict)?),
        ("late", object(py, summary.late)?),
    ];
    make(py, "Summary", members)
}

pub(crate) fn contradiction(py: Python<'_>, contradiction: Contradiction) -> Answer {
    let members = [
        ("state", word(py, contradiction.state)?),
        ("failure", maybe(py, contradiction.failure, failure)?),
    ];
    make(py, "Contradiction", members)
}

/// A phone number for logs: stars, and the last two digits of what is long enough to be a number.
pub(crate) fn masked(number: &str) -> String {
    const LONGEST: usize = 16;
    let length = number.chars().count();
    let hidden = length.saturating_sub(2).max(4).min(length);
    let last: String = number.chars().skip(hidden).filter(char::is_ascii_digit).collect();
    format!("{}{last}", "*".repeat(hidden.min(LONGEST)))
}
