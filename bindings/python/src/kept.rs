//! A notification that outlives the call it came from.

use std::sync::Arc;

use delivrd::{Error, Notification, Verifier};
use pyo3::prelude::*;
use self_cell::self_cell;

use crate::request::Arguments;

/// An authentic notification with all that it borrows from: the verifier, and the objects of the
/// request as Python has them, which cannot change. Nothing is copied, and a text becomes an object
/// when somebody asks for it.
pub(crate) struct Kept(Source);

enum Source {
    Received(Received),
    Stored(Box<Notification<'static>>),
}

self_cell! {
    struct Received {
        owner: Owner,
        #[covariant]
        dependent: Notification,
    }
}

struct Owner {
    verifier: Arc<Verifier>,
    arguments: Arguments,
}

impl Kept {
    /// Receives a request; without `now`, at the time of the system's clock.
    pub(crate) fn receive(
        py: Python<'_>,
        verifier: &Arc<Verifier>,
        arguments: Arguments,
        now: Option<i64>,
        detached: bool,
    ) -> Result<Self, Error> {
        let owner = Owner { verifier: Arc::clone(verifier), arguments };
        Received::try_new_or_recover(owner, |Owner { verifier, arguments }| {
            let request = arguments.request();
            let receive = || match now {
                Some(now) => verifier.receive(&request, now),
                None => verifier.receive_now(&request),
            };
            if detached { py.detach(receive) } else { receive() }
        })
        .map(|received| Self(Source::Received(received)))
        .map_err(|(_, error)| error)
    }

    /// A notification that borrows from nothing.
    pub(crate) fn stored(notification: Notification<'static>) -> Self {
        Self(Source::Stored(Box::new(notification)))
    }

    /// The notification.
    pub(crate) fn notification(&self) -> &Notification<'_> {
        match &self.0 {
            Source::Received(received) => received.borrow_dependent(),
            Source::Stored(notification) => notification,
        }
    }
}
