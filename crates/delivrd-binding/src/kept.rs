//! A notification that outlives the call it came from.

use std::fmt;
use std::sync::Arc;

use delivrd::stored::Stored;
use delivrd::{ConfigError, Error, Notification, Request, Verifier};
use self_cell::self_cell;

/// An authentic notification with all that it borrows from: the request, copied in one piece, and
/// the verifier. Its texts are converted when somebody asks for them, not copied one by one.
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
    copy: Copy,
}

self_cell! {
    /// A request in one piece of memory.
    struct Copy {
        owner: Vec<u8>,
        #[covariant]
        dependent: Pieces,
    }
}

struct Pieces<'r> {
    method: &'r str,
    url: &'r str,
    headers: Vec<(&'r str, &'r [u8])>,
    body: &'r [u8],
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
        if request.body.len() > verifier.max_body() {
            // Refused by its size alone: there is no need to copy it first.
            receive(verifier, request, now)?;
        }
        let owner = Owner { verifier: Arc::clone(verifier), copy: copy(request) };
        Received::try_new(owner, |owner| {
            let pieces = owner.copy.borrow_dependent();
            let request = Request {
                method: pieces.method,
                url: pieces.url,
                headers: &pieces.headers,
                body: pieces.body,
            };
            receive(&owner.verifier, &request, now)
        })
        .map(|received| Self(Source::Received(received)))
    }

    /// Reads back the JSON that was written of a notification.
    ///
    /// # Errors
    ///
    /// `invalid_argument` if the text is no such JSON.
    pub fn from_json(text: &str) -> Result<Self, ConfigError> {
        serde_json::from_str(text)
            .map(|Stored(notification)| Self(Source::Stored(Box::new(notification))))
            .map_err(|_| ConfigError::argument("expected the JSON of a notification"))
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

fn receive<'r>(
    verifier: &'r Verifier,
    request: &Request<'r>,
    now: Option<i64>,
) -> Result<Notification<'r>, Error> {
    match now {
        Some(now) => verifier.receive(request, now),
        None => verifier.receive_now(request),
    }
}

fn copy(request: &Request<'_>) -> Copy {
    let headers = request.headers.iter();
    let pieces = [request.method.as_bytes(), request.url.as_bytes(), request.body];
    let pieces = || {
        let headers = headers.clone().flat_map(|(name, value)| [name.as_bytes(), *value]);
        pieces.into_iter().chain(headers)
    };
    let mut bytes = Vec::with_capacity(pieces().map(<[u8]>::len).sum());
    pieces().for_each(|piece| bytes.extend_from_slice(piece));
    Copy::new(bytes, |bytes| {
        let mut rest = bytes.as_slice();
        let mut next = |length: usize| {
            // There is as much as was copied, and texts were UTF-8.
            let (piece, behind) = rest.split_at_checked(length).unwrap_or_default();
            rest = behind;
            piece
        };
        let text = |bytes| str::from_utf8(bytes).unwrap_or_default();
        Pieces {
            method: text(next(request.method.len())),
            url: text(next(request.url.len())),
            body: next(request.body.len()),
            headers: headers
                .map(|(name, value)| (text(next(name.len())), next(value.len())))
                .collect(),
        }
    })
}
