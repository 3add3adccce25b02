//! Every way in which a call can fail: one enum per stage, one list of kinds over all of them.

use std::borrow::Cow;

macro_rules! error_kinds {
    ($( $(#[$about:meta])* $kind:ident = $number:literal $name:literal
        http $http:literal retryable $retryable:literal authentic $authentic:literal, )+) => {
        /// What went wrong, with the number and the name that every language uses.
        ///
        /// A number tells its stage: 1xxx the caller's call, 2xxx verification, 3xxx reading,
        /// 9xxx a bug here. Numbers are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u32)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $( $(#[$about])* $kind = $number, )+
        }

        impl ErrorKind {
            /// Every kind, in the order of its numbers.
            pub const ALL: &'static [Self] = &[$( Self::$kind, )+];

            /// The fixed number.
            pub const fn number(self) -> u32 {
                self as u32
            }

            /// The fixed name.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$kind => $name, )+ }
            }

            /// The HTTP status to answer the provider with.
            ///
            /// [`MalformedBody`](Self::MalformedBody) says 400, for a receiver that has kept
            /// nothing; once the authentic body is kept, 200 is right, as the provider's retry
            /// would bring the same bytes.
            pub const fn http_status(self) -> u16 {
                match self { $( Self::$kind => $http, )+ }
            }

            /// Whether the same call may succeed later.
            pub const fn is_retryable(self) -> bool {
                match self { $( Self::$kind => $retryable, )+ }
            }

            /// Whether the request was proven to come from the provider all the same.
            pub const fn is_authentic(self) -> bool {
                match self { $( Self::$kind => $authentic, )+ }
            }
        }
    };
}

error_kinds! {
    /// C only: a pointer was NULL.
    NullPointer = 1001 "null_pointer" http 500 retryable false authentic false,
    /// The caller's arguments are off.
    InvalidArgument = 1002 "invalid_argument" http 500 retryable false authentic false,
    /// No provider has this id.
    UnknownProvider = 1003 "unknown_provider" http 500 retryable false authentic false,
    /// A key or another member of the configuration is missing, malformed, weak or unknown.
    InvalidConfig = 1004 "invalid_config" http 500 retryable false authentic false,
    /// A security header is absent or empty.
    MissingHeader = 2001 "missing_header" http 401 retryable false authentic false,
    /// A security header is not of the exact form.
    MalformedHeader = 2002 "malformed_header" http 401 retryable false authentic false,
    /// A security header stands twice with different values.
    DuplicateHeader = 2003 "duplicate_header" http 401 retryable false authentic false,
    /// No configured key or credential fits.
    BadSignature = 2004 "bad_signature" http 401 retryable false authentic false,
    /// Signed by the provider, but longer ago than the tolerance allows.
    StaleTimestamp = 2005 "stale_timestamp" http 401 retryable false authentic true,
    /// Signed by the provider, but further ahead than the tolerance allows.
    FutureTimestamp = 2006 "future_timestamp" http 401 retryable true authentic true,
    /// The body is over the limit.
    BodyTooLarge = 3001 "body_too_large" http 413 retryable false authentic false,
    /// Signed by the provider, but not of its documented form.
    MalformedBody = 3002 "malformed_body" http 400 retryable false authentic true,
    /// A bug here.
    Internal = 9001 "internal" http 500 retryable true authentic false,
}

/// A verifier could not be made, or was called with arguments that are off.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// No provider has the id that was asked for.
    #[error("no provider has this id; known are: {}", known.join(", "))]
    UnknownProvider {
        /// The ids that there are.
        known: Vec<String>,
    },
    /// A member of the configuration is missing or not as it has to be.
    #[error("{member}: {problem}")]
    InvalidConfig {
        /// The member, or `configuration` where no single one is to blame.
        member: Cow<'static, str>,
        /// What was expected. It holds no input.
        problem: Cow<'static, str>,
    },
    /// An argument of a call is off.
    #[error("{problem}")]
    InvalidArgument {
        /// What was expected. It holds no input.
        problem: Cow<'static, str>,
    },
}

impl ConfigError {
    /// A member of the configuration that is not as it has to be. `problem` must hold no input.
    pub fn invalid(
        member: impl Into<Cow<'static, str>>,
        problem: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::InvalidConfig { member: member.into(), problem: problem.into() }
    }

    /// An argument that is off. `problem` must hold no input.
    pub fn argument(problem: impl Into<Cow<'static, str>>) -> Self {
        Self::InvalidArgument { problem: problem.into() }
    }

    /// The kind in the list that all languages share.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::UnknownProvider { .. } => ErrorKind::UnknownProvider,
            Self::InvalidConfig { .. } => ErrorKind::InvalidConfig,
            Self::InvalidArgument { .. } => ErrorKind::InvalidArgument,
        }
    }
}

/// A request was not proven to come from the provider now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A security header is absent or empty.
    #[error("the request has no {header} header")]
    MissingHeader {
        /// The header's name.
        header: Cow<'static, str>,
    },
    /// A security header is not of the exact form.
    #[error("the {header} header is not {expected}")]
    MalformedHeader {
        /// The header's name.
        header: Cow<'static, str>,
        /// The form that was expected.
        expected: Cow<'static, str>,
    },
    /// A security header stands twice with different values.
    #[error("the {header} header stands twice with different values")]
    DuplicateHeader {
        /// The header's name.
        header: Cow<'static, str>,
    },
    /// No configured key or credential fits.
    #[error("no configured key fits the request")]
    BadSignature,
    /// Signed by the provider, but too long ago.
    #[error("the request was signed longer ago than the tolerance allows")]
    StaleTimestamp {
        /// Signed time minus the given time, in seconds; negative.
        skew: i64,
    },
    /// Signed by the provider, but too far ahead.
    #[error("the request was signed further in the future than the tolerance allows")]
    FutureTimestamp {
        /// Signed time minus the given time, in seconds; positive.
        skew: i64,
    },
}

impl VerifyError {
    /// A security header that is not of the exact form. Neither text may hold input.
    pub fn malformed(
        header: impl Into<Cow<'static, str>>,
        expected: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::MalformedHeader { header: header.into(), expected: expected.into() }
    }

    /// The kind in the list that all languages share.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::MissingHeader { .. } => ErrorKind::MissingHeader,
            Self::MalformedHeader { .. } => ErrorKind::MalformedHeader,
            Self::DuplicateHeader { .. } => ErrorKind::DuplicateHeader,
            Self::BadSignature => ErrorKind::BadSignature,
            Self::StaleTimestamp { .. } => ErrorKind::StaleTimestamp,
            Self::FutureTimestamp { .. } => ErrorKind::FutureTimestamp,
        }
    }
}

/// A body could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// The body is over the limit; nothing of it was looked at.
    #[error("the body is larger than the limit of {limit} bytes")]
    BodyTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The body is authentic, but not of the provider's documented form. Keep it, then answer
    /// with 200.
    #[error("{problem}")]
    MalformedBody {
        /// What was expected. It holds no input.
        problem: Cow<'static, str>,
    },
}

impl ParseError {
    /// An authentic body that cannot be read. `problem` must hold no input.
    pub fn malformed(problem: impl Into<Cow<'static, str>>) -> Self {
        Self::MalformedBody { problem: problem.into() }
    }

    /// The kind in the list that all languages share.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::BodyTooLarge { .. } => ErrorKind::BodyTooLarge,
            Self::MalformedBody { .. } => ErrorKind::MalformedBody,
        }
    }
}

/// Any failure of the library: what [`Verifier::receive`](crate::Verifier::receive) returns.
///
/// The text of an error holds no input, no key, no phone number and no message text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The verifier or the call is set up wrongly.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The request is not authentic, or not fresh.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The body cannot be read.
    #[error(transparent)]
    Parse(#[from] ParseError),
}

impl Error {
    /// The kind in the list that all languages share. It knows the HTTP status to answer with,
    /// and whether the request was authentic or may be tried again.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Config(error) => error.kind(),
            Self::Verify(error) => error.kind(),
            Self::Parse(error) => error.kind(),
        }
    }

    /// How far off the signed time was, in seconds; known for a stale or future timestamp only.
    pub fn skew(&self) -> Option<i64> {
        match self {
            Self::Verify(
                VerifyError::StaleTimestamp { skew } | VerifyError::FutureTimestamp { skew },
            ) => Some(*skew),
            _ => None,
        }
    }
}
