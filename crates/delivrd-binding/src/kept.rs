//! A notification that outlives the call it came from.

use std::fmt;
use std::sync::Arc;

use delivrd::{ConfigError, Error, Notification, Request, Verifier};
use self_cell::{MutBorrow, self_cell};

use crate::notification_from_json;

/// An authentic notification with all that it borrows from: body and URL of the request, copied in
/// one piece, and the verifier. Its texts are converted when somebody asks for them, not copied one
/// by one.
pub struct Kept(Source);

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
    copy: MutBorrow<String>,
}

impl Kept {
    /// Receives a request; without `now`, at the time of the system's clock.
    ///
    /// # Errors
    ///
    /// As [`Verifier::receive`].
    pub fn receive(
        verifier: &Arc<Verifier>,
        request: &Request<'_>,
        now: Option<i64>,
    ) -> Result<Self, Error> {
        let owner = Owner { verifier: Arc::clone(verifier), copy: MutBorrow::new(String::new()) };
        Received::try_new(owner, |owner| {
            owner.verifier.receive_copied(request, now, owner.copy.borrow_mut())
        })
        .map(|received| Self(Source::Received(received)))
    }

    /// Reads back the JSON that was written of a notification.
    ///
    /// # Errors
    ///
    /// `invalid_argument` if the text is no such JSON.
    pub fn from_json(text: &str) -> Result<Self, ConfigError> {
        notification_from_json(text)
            .map(|notification| Self(Source::Stored(Box::new(notification))))
    }

    /// The notification.
    pub fn notification(&self) -> &Notification<'_> {
        match &self.0 {
            Source::Received(received) => received.borrow_dependent(),
            Source::Stored(notification) => notification,
        }
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.notification().fmt(formatter)
    }
}
