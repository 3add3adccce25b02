//! What can change, shared between threads.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;

use crate::errors::bug;

/// A value behind a lock. Nothing of Python is called while the lock is held: Python could run
/// anything, this object's methods too, and wait for itself.
pub(crate) struct Shared<T>(Mutex<T>);

impl<T> Shared<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// Acts on the value. After a panic inside `act` it may be half done, and is of no use.
    pub(crate) fn act<R>(&self, py: Python<'_>, act: impl FnOnce(&mut T) -> R) -> PyResult<R> {
        let mut value = self.0.lock().map_err(|_: PoisonError<_>| bug(py))?;
        Ok(act(&mut value))
    }
}
