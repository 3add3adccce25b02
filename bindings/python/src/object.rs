//! What serde can write, as plain Python objects: the same members and the same order as in JSON,
//! without the text in between.

use std::sync::OnceLock;
use std::{fmt, ptr};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict, PyList, PyString};
use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    Serializer,
};

use crate::errors::argument;

/// Objects for a value, as `json.loads` would make them of its JSON.
pub(crate) fn plain<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    value.serialize(Objects(py)).map_err(|error| error.0)
}

#[derive(Clone, Copy)]
struct Objects<'py>(Python<'py>);

#[derive(Debug)]
struct Failed(PyErr);

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Failed {}

impl serde::ser::Error for Failed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(PyTypeError::new_err(message.to_string()))
    }
}

type Made<'py> = Result<Bound<'py, PyAny>, Failed>;

macro_rules! numbers {
    ($($method:ident: $type:ty,)+) => {
        $(fn $method(self, value: $type) -> Made<'py> {
            Ok(value.into_pyobject(self.0).map_err(PyErr::from)?.into_any())
        })+
    };
}

impl<'py> Serializer for Objects<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;
    type SerializeSeq = List<'py>;
    type SerializeTuple = List<'py>;
    type SerializeTupleStruct = Impossible<Self::Ok, Failed>;
    type SerializeTupleVariant = Impossible<Self::Ok, Failed>;
    type SerializeMap = Members<'py>;
    type SerializeStruct = Members<'py>;
    type SerializeStructVariant = Impossible<Self::Ok, Failed>;

    numbers! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_f32: f32,
        serialize_f64: f64,
    }

    fn serialize_bool(self, value: bool) -> Made<'py> {
        Ok(pyo3::types::PyBool::new(self.0, value).to_owned().into_any())
    }

    fn serialize_char(self, value: char) -> Made<'py> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Made<'py> {
        Ok(PyString::new(self.0, value).into_any())
    }

    fn serialize_bytes(self, _: &[u8]) -> Made<'py> {
        Err(unused())
    }

    fn serialize_none(self) -> Made<'py> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made<'py> {
        Ok(self.0.None().into_bound(self.0))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made<'py> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Made<'py> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Made<'py> {
        Err(unused())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'py>, Failed> {
        Ok(List(PyList::empty(self.0)))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'py>, Failed> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Failed> {
        Err(unused())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(unused())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'py>, Failed> {
        Ok(Members { members: PyDict::new(self.0), name: None })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'py>, Failed> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(unused())
    }
}

/// The contract's JSON has no such shape.
fn unused() -> Failed {
    Failed::custom("delivrd writes no such shape")
}

struct List<'py>(Bound<'py, PyList>);

impl<'py> SerializeSeq for List<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        Ok(self.0.append(value.serialize(Objects(self.0.py()))?)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.0.into_any())
    }
}

impl<'py> SerializeTuple for List<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Made<'py> {
        SerializeSeq::end(self)
    }
}

struct Members<'py> {
    members: Bound<'py, PyDict>,
    name: Option<Bound<'py, PyString>>,
}

impl<'py> SerializeMap for Members<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Failed> {
        // As in JSON, a number becomes its text.
        self.name = Some(name.serialize(Objects(self.members.py()))?.str()?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let name = self.name.take().ok_or_else(unused)?;
        Ok(self.members.set_item(name, value.serialize(Objects(self.members.py()))?)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.members.into_any())
    }
}

impl<'py> SerializeStruct for Members<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        let py = self.members.py();
        let value = value.serialize(Objects(py))?;
        Ok(self.members.set_item(self::name(py, name), value)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.members.into_any())
    }
}

/// The name of a member, as Python interned it. Asking Python each time takes longer than all else
/// that `to_dict` does.
fn name<'py>(py: Python<'py>, name: &'static str) -> Bound<'py, PyString> {
    // Twice as many as there are names, found by where the name is in memory: the compiler puts one
    // behind the other.
    const SLOTS: usize = 512;
    const TRIES: usize = 8;
    static NAMES: [OnceLock<(&str, Py<PyString>)>; SLOTS] = [const { OnceLock::new() }; SLOTS];
    let first = name.as_ptr().addr();
    for slot in (first..).take(TRIES).filter_map(|at| NAMES.get(at % SLOTS)) {
        match slot.get() {
            Some((known, made)) if ptr::eq(*known, name) => return made.bind(py).clone(),
            Some(_) => {}
            None => {
                let made = PyString::intern(py, name);
                drop(slot.set((name, made.clone().unbind())));
                return made;
            }
        }
    }
    PyString::intern(py, name)
}

/// The JSON text of plain objects. Python's own errors name members, and from 3.12 on numbers.
pub(crate) fn json_of<'py>(members: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyString>> {
    const EXPECTED: &str = "members: expected what to_dict gave, of plain objects";
    let py = members.py();
    let options = [("allow_nan", false)].into_py_dict(py)?;
    let text = py.import("json")?.getattr("dumps")?.call((members,), Some(&options));
    let text = text.map_err(|error| {
        if error.is_instance_of::<PyTypeError>(py) {
            PyTypeError::new_err(EXPECTED)
        } else if error.is_instance_of::<PyValueError>(py) {
            argument(py, EXPECTED)
        } else {
            error
        }
    });
    Ok(text?.cast_into()?)
}

/// How to pickle an object that has `to_json` and `from_json`.
pub(crate) fn reduced(object: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let reader = object.get_type().getattr("from_json")?;
    let text = object.call_method0("to_json")?;
    Ok((reader, (text,)).into_pyobject(object.py())?.into_any().unbind())
}
