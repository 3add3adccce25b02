//! From the arguments of a call to the bytes of a request.

use delivrd::{ExternalUrl, Request, SeenRequest};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{
    PyBool, PyBytes, PyDict, PyInt, PyList, PyMemoryView, PyString, PyTuple, PyType,
};
use self_cell::self_cell;

use crate::errors::{argument, guard, misconfigured};

/// Text that is valid Unicode.
pub(crate) fn text<'a>(value: &'a Bound<'_, PyString>, problem: &'static str) -> PyResult<&'a str> {
    // The error of the conversion would hold the text.
    value.to_str().map_err(|_| argument(value.py(), problem))
}

/// The same, for as long as it is needed.
fn kept_text(value: &Bound<'_, PyString>, problem: &'static str) -> PyResult<PyBackedStr> {
    PyBackedStr::try_from(value.clone()).map_err(|_| argument(value.py(), problem))
}

/// A request in Python's objects.
pub(crate) struct Arguments {
    method: PyBackedStr,
    url: PyBackedStr,
    headers: Headers,
    body: PyBackedBytes,
}

impl Arguments {
    pub(crate) fn read(
        method: &Bound<'_, PyString>,
        url: &Bound<'_, PyString>,
        headers: &Bound<'_, PyAny>,
        body: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        Ok(Self {
            headers: Headers::read(headers)?,
            body: self::body(body)?.into(),
            method: kept_text(method, "method: the text is not valid Unicode")?,
            url: kept_text(url, "url: the text is not valid Unicode")?,
        })
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    /// The request as the library takes it.
    pub(crate) fn request(&self) -> Request<'_> {
        let headers = self.headers.pairs();
        Request { method: &self.method, url: &self.url, headers, body: &self.body }
    }
}

/// The URL as the provider called it, from what the server saw and what the caller trusts.
#[pyfunction]
#[pyo3(signature = (
    base_url, trusted_hops, *, is_tls, host, server_name, server_port, target, headers
))]
#[expect(clippy::too_many_arguments, reason = "they have names in Python")]
pub(crate) fn external_url(
    py: Python<'_>,
    base_url: Option<&Bound<'_, PyString>>,
    trusted_hops: &Bound<'_, PyInt>,
    is_tls: bool,
    host: &Bound<'_, PyString>,
    server_name: &Bound<'_, PyString>,
    server_port: Option<u16>,
    target: &Bound<'_, PyString>,
    headers: &Bound<'_, PyAny>,
) -> PyResult<String> {
    guard(py, || {
        let base_url = base_url
            .map(|text| self::text(text, "base_url: the text is not valid Unicode"))
            .transpose()?;
        let trusted_hops = trusted_hops.extract().map_err(|_| {
            argument(py, "trusted_hops: expected the number of proxies of yours in front")
        })?;
        let url = ExternalUrl::from_settings(base_url, trusted_hops)
            .map_err(|error| misconfigured(py, &error))?;
        let headers = Headers::read(headers)?;
        Ok(url.of(&SeenRequest {
            is_tls,
            // Names of the client's, and of the file system's: not Unicode is none.
            host: host.to_str().unwrap_or_default(),
            server_name: server_name.to_str().unwrap_or_default(),
            server_port,
            target: text(target, "target: the text is not valid Unicode")?,
            headers: headers.pairs(),
        }))
    })
}

/// The raw body. Anything else than `bytes` that offers its bytes is copied, as it may change under
/// way.
fn body<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(bytes.clone());
    }
    let view = PyMemoryView::from(value).map_err(|_| {
        let class = class_name(value);
        PyTypeError::new_err(format!(
            "body: pass the raw body, as bytes, exactly as it arrived; not {class}"
        ))
    })?;
    if !view.getattr("c_contiguous")?.is_truthy()? {
        return Err(PyTypeError::new_err("body: the bytes have to be contiguous"));
    }
    Ok(view.call_method0("tobytes")?.cast_into()?)
}

/// Whole Unix seconds, if they are given.
pub(crate) fn seconds(value: Option<&Bound<'_, PyAny>>, name: &str) -> PyResult<Option<i64>> {
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(None) };
    if !value.is_instance_of::<PyInt>() || value.is_instance_of::<PyBool>() {
        let class = class_name(value);
        return Err(PyTypeError::new_err(format!(
            "{name}: expected whole Unix seconds, as int; not {class}"
        )));
    }
    let seconds = value.extract::<i64>();
    seconds.map(Some).map_err(|_| argument(value.py(), "a time has to fit in 64 bits"))
}

/// Names and values of the headers, in order and with repetitions, in the shape that the library
/// takes.
enum Headers {
    Shared(Shared),
    Copied(Copied),
}

type Pairs<'r> = Vec<(&'r str, &'r [u8])>;

self_cell! {
    /// A usual dict: plain `str`, and nothing but ASCII, of which the bytes are those of UTF-8.
    struct Shared {
        owner: Vec<(Py<PyString>, Py<PyString>)>,
        #[covariant]
        dependent: Pairs,
    }
}

self_cell! {
    /// Anything else.
    struct Copied {
        owner: Copies,
        #[covariant]
        dependent: Pairs,
    }
}

#[derive(Default)]
struct Copies {
    names: String,
    values: Vec<u8>,
    /// Where each name and each value ends.
    ends: Vec<(usize, usize)>,
}

impl Headers {
    fn pairs(&self) -> &[(&str, &[u8])] {
        match self {
            Self::Shared(shared) => shared.borrow_dependent(),
            Self::Copied(copied) => copied.borrow_dependent(),
        }
    }

    /// Takes a mapping (a value may be a list or tuple of values), an object that has `items` or
    /// `multi_items` (those of web frameworks keep repetitions there), or pairs.
    fn read(headers: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(dict) = headers.cast_exact::<PyDict>() {
            if let Some(shared) = shared(dict) {
                return Ok(Self::Shared(shared));
            }
            let mut copies = Copies::default();
            for (name, value) in dict {
                copies.add(&name, &value)?;
            }
            return Ok(Self::Copied(Copied::new(copies, Copies::pairs)));
        }
        if headers.is_instance_of::<PyString>() || headers.is_instance_of::<PyBytes>() {
            return Err(not_headers(headers));
        }
        let pairs = match headers.getattr_opt("multi_items")?.or(headers.getattr_opt("items")?) {
            Some(items) => items.call0()?,
            None => headers.clone(),
        };
        // Enough for what usual servers and proxies add.
        let mut copies = Copies {
            names: String::with_capacity(256),
            values: Vec::with_capacity(512),
            ends: Vec::with_capacity(16),
        };
        for pair in pairs.try_iter().map_err(|_| not_headers(headers))? {
            let pair = pair?;
            let pair = match pair.cast::<PyTuple>() {
                Ok(pair) => pair.clone(),
                Err(_) => pair.cast::<PyList>().map_err(|_| not_headers(headers))?.to_tuple(),
            };
            if pair.len() != 2 {
                return Err(not_headers(headers));
            }
            copies.add(&pair.get_item(0)?, &pair.get_item(1)?)?;
        }
        Ok(Self::Copied(Copied::new(copies, Copies::pairs)))
    }
}

fn shared(headers: &Bound<'_, PyDict>) -> Option<Shared> {
    /// As many bytes as characters: ASCII, and known without a look at each.
    fn ascii<'a>(py: Python<'_>, text: &'a Py<PyString>) -> Option<&'a str> {
        let characters = text.bind(py).len().ok()?;
        text.to_str(py).ok().filter(|text| text.len() == characters)
    }
    let py = headers.py();
    let mut texts = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        texts.push((name.cast_into_exact().ok()?.unbind(), value.cast_into_exact().ok()?.unbind()));
    }
    Shared::try_new(texts, |texts| {
        let mut pairs = Vec::with_capacity(texts.len());
        for (name, value) in texts {
            pairs.push((ascii(py, name).ok_or(())?, ascii(py, value).ok_or(())?.as_bytes()));
        }
        Ok::<_, ()>(pairs)
    })
    .ok()
}

impl Copies {
    fn pairs(&self) -> Vec<(&str, &[u8])> {
        let mut from = (0, 0);
        let pair = |to: &(usize, usize)| {
            let name = self.names.get(from.0..to.0).unwrap_or_default();
            let value = self.values.get(from.1..to.1).unwrap_or_default();
            from = *to;
            (name, value)
        };
        self.ends.iter().map(pair).collect()
    }

    fn add(&mut self, name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        // The usual case first: each look at a type costs some nanoseconds.
        if value.is_instance_of::<PyString>() {
            return self.add_one(name, value);
        }
        if let Ok(values) = value.cast::<PyList>() {
            return values.iter().try_for_each(|value| self.add_one(name, &value));
        }
        if let Ok(values) = value.cast::<PyTuple>() {
            return values.iter().try_for_each(|value| self.add_one(name, &value));
        }
        self.add_one(name, value)
    }

    fn add_one(&mut self, name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if let Ok(name) = name.cast::<PyBytes>() {
            self.names.extend(name.as_bytes().iter().copied().map(char::from));
        } else {
            let name = text(header_text(name)?, NO_BYTE)?;
            if !name.is_ascii() {
                latin_1(value.py(), name).try_for_each(|byte| byte.map(drop))?;
            }
            self.names.push_str(name);
        }
        if let Ok(value) = value.cast::<PyBytes>() {
            self.values.extend_from_slice(value.as_bytes());
        } else {
            let value = header_text(value)?;
            let py = value.py();
            let value = text(value, NO_BYTE)?;
            if value.is_ascii() {
                self.values.extend_from_slice(value.as_bytes());
            } else {
                for byte in latin_1(py, value) {
                    self.values.push(byte?);
                }
            }
        }
        self.ends.push((self.names.len(), self.values.len()));
        Ok(())
    }
}

const NO_BYTE: &str = "headers: a character above U+00FF is no byte";

/// The bytes that the characters stand for, by the rule of WSGI (PEP 3333).
fn latin_1(py: Python<'_>, text: &str) -> impl Iterator<Item = PyResult<u8>> {
    text.chars().map(move |letter| u8::try_from(letter).map_err(|_| argument(py, NO_BYTE)))
}

fn header_text<'a, 'py>(value: &'a Bound<'py, PyAny>) -> PyResult<&'a Bound<'py, PyString>> {
    value.cast::<PyString>().map_err(|_| {
        let class = class_name(value);
        PyTypeError::new_err(format!(
            "headers: expected names and values as str or bytes, not {class}"
        ))
    })
}

fn not_headers(headers: &Bound<'_, PyAny>) -> PyErr {
    let class = class_name(headers);
    PyTypeError::new_err(format!(
        "headers: expected a mapping or pairs of name and value, not {class}"
    ))
}

pub(crate) fn class_name(value: &Bound<'_, PyAny>) -> String {
    let class: Bound<'_, PyType> = value.get_type();
    class.name().map_or_else(|_| "that".to_owned(), |name| name.to_string())
}
