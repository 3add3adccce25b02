//! The one way from a request to receipts, with everything that is the same for all providers.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use crate::advice::AdviceOverrides;
use crate::key::{Scope, ScopeOf};
use crate::notification::Body;
use crate::overrides::Overrides;
use crate::{
    Adapter, Advice, CodeRow, CodeSystem, Config, ConfigError, Error, Events, Evidence, Failure,
    MessageKey, Metadata, Notification, Outcome, ParseError, Permanence, Provider, Reading, Reason,
    Receipt, Request, Source, State, Verification, VerifyError,
};

/// How many items one request may hold; more is `malformed_body`.
pub const MAX_ITEMS: usize = 10_000;

const DEFAULT_TOLERANCE: i64 = 300;
const MAX_TOLERANCE: i64 = 3600;
const DEFAULT_MAX_BODY: usize = 1 << 20;
const MAX_MAX_BODY: i64 = 16 << 20;
const COMMON_MEMBERS: [&str; 6] =
    ["account", "tolerance", "max_body", "statuses", "codes", "advice"];

/// One endpoint: a provider with keys, tolerance, limits and the label of an account. Immutable;
/// share it between threads.
///
/// Configuration members beside the provider's own keys: `account` (label, default empty),
/// `tolerance` (seconds, 0 to 3600, default 300), `max_body` (bytes, 1 to 16 MiB, default
/// 1 MiB), and the overrides `statuses`, `codes` and `advice`.
pub struct Verifier {
    provider: Arc<dyn Provider>,
    adapter: Box<dyn Adapter>,
    scope: Arc<Scope>,
    tolerance: i64,
    max_body: usize,
    overrides: Overrides,
}

impl Verifier {
    /// Makes a verifier, and refuses a configuration that could not verify.
    ///
    /// # Errors
    ///
    /// `invalid_config` for a missing, empty, malformed or weak key, an unknown or repeated
    /// member, or a value out of range.
    pub fn new(provider: Arc<dyn Provider>, config: &Config) -> Result<Self, ConfigError> {
        if config.has_repeats() {
            return Err(ConfigError::invalid("configuration", "a member stands twice"));
        }
        refuse_unknown_members(provider.metadata(), config)?;
        let adapter = provider.configure(config)?;
        Ok(Self {
            scope: Arc::new(scope(provider.metadata(), config)?),
            tolerance: integer(config, "tolerance", 0, MAX_TOLERANCE)?.unwrap_or(DEFAULT_TOLERANCE),
            max_body: integer(config, "max_body", 1, MAX_MAX_BODY)?
                .and_then(|limit| usize::try_from(limit).ok())
                .unwrap_or(DEFAULT_MAX_BODY),
            overrides: Overrides::read(config)?,
            provider,
            adapter,
        })
    }

    /// Authenticates and reads a request. `now` is the time of its arrival in Unix seconds: a
    /// stored request is received again with the time at which it came.
    ///
    /// # Errors
    ///
    /// The first of: body too large; a security header missing, repeated, malformed; no key
    /// fits; signed too long ago or too far ahead; not UTF-8; not the provider's structure.
    /// Nothing of the body is read before it is authentic.
    pub fn receive<'r>(
        &'r self,
        request: &Request<'r>,
        now: i64,
    ) -> Result<Notification<'r>, Error> {
        let verification = self.verify(request, now)?;
        self.read(request.url, utf8(request.body)?, Some(verification))
    }

    /// [`receive`](Self::receive) for a notification that outlives the request: what receipts
    /// borrow from is put into `copy`, in one piece, and only once the request is authentic.
    /// Without `now`, at the time of the system's clock.
    ///
    /// # Errors
    ///
    /// As [`receive`](Self::receive).
    pub fn receive_copied<'r>(
        &'r self,
        request: &Request<'_>,
        now: Option<i64>,
        copy: &'r mut String,
    ) -> Result<Notification<'r>, Error> {
        let verification = self.verify(request, now.unwrap_or_else(system_time))?;
        let body = utf8(request.body)?;
        copy.clear();
        copy.reserve_exact(body.len().saturating_add(request.url.len()));
        copy.push_str(body);
        copy.push_str(request.url);
        let (body, url) = copy.split_at_checked(body.len()).unwrap_or_default();
        self.read(url, body, Some(verification))
    }

    /// [`receive`](Self::receive) at the time of the system's clock.
    ///
    /// # Errors
    ///
    /// As [`receive`](Self::receive).
    pub fn receive_now<'r>(&'r self, request: &Request<'r>) -> Result<Notification<'r>, Error> {
        self.receive(request, system_time())
    }

    /// The key that the receipts of a message will have, at the time of sending it: joins a
    /// receipt that overtakes the sender's own records. `recipient` counts for providers whose
    /// message id can cover several ones.
    pub fn message_key(&self, message_id: &str, recipient: Option<&str>) -> MessageKey {
        self.scope.message_key(message_id, recipient)
    }

    /// What to do about a state, with the rows of this verifier's configuration in front.
    pub fn advise(&self, state: State, is_final: bool, failure: Option<Failure>) -> Advice<'_> {
        self.scope.advice(state, is_final, failure)
    }

    /// What to do about a message, with the rows of this verifier's configuration in front. Of a
    /// conflict they change the words, not the action.
    pub fn advise_outcome(&self, outcome: &Outcome) -> Advice<'_> {
        outcome.advice_by(|state, is_final, failure| self.advise(state, is_final, failure))
    }

    /// What is known of the provider.
    pub fn metadata(&self) -> &Metadata<'_> {
        self.provider.metadata()
    }

    /// The label of the account, as configured.
    pub fn account(&self) -> &str {
        &self.scope.account
    }

    /// The longest body that is read, in bytes: what the server in front should refuse, too.
    pub fn max_body(&self) -> usize {
        self.max_body
    }

    pub(crate) fn receive_unverified<'r>(
        &'r self,
        request: &Request<'r>,
    ) -> Result<Notification<'r>, Error> {
        self.check_size(request)?;
        self.read(request.url, utf8(request.body)?, None)
    }

    fn verify(&self, request: &Request<'_>, now: i64) -> Result<Verification<'_>, Error> {
        self.check_size(request)?;
        let evidence = self.adapter.authenticate(request)?;
        Ok(Verification {
            scheme: Cow::Borrowed(evidence.scheme.as_str()),
            key: Cow::Borrowed(evidence.key),
            signed_at: evidence.signed_at,
            skew: self.check_time(&evidence, now)?,
        })
    }

    fn check_size(&self, request: &Request<'_>) -> Result<(), ParseError> {
        if request.body.len() > self.max_body {
            return Err(ParseError::BodyTooLarge { limit: self.max_body });
        }
        Ok(())
    }

    fn check_time(&self, evidence: &Evidence<'_>, now: i64) -> Result<Option<i64>, VerifyError> {
        let Some(signed_at) = evidence.signed_at else { return Ok(None) };
        // Saturating: a difference that does not fit is outside every tolerance all the same.
        let skew = signed_at.saturating_sub(now);
        if skew > self.tolerance {
            Err(VerifyError::FutureTimestamp { skew })
        } else if skew.saturating_neg() > self.tolerance {
            Err(VerifyError::StaleTimestamp { skew })
        } else {
            Ok(Some(skew))
        }
    }

    fn read<'r>(
        &'r self,
        url: &'r str,
        body: &'r str,
        verification: Option<Verification<'r>>,
    ) -> Result<Notification<'r>, Error> {
        let verified = Verified { url, body, verifier: self };
        // Judged where they lie: to move half a kilobyte costs more than to judge it.
        let mut parsed = self.adapter.parse(&verified);
        if let Ok(events) = &mut parsed {
            self.judge_all(events)?;
        }
        let mut events = parsed?;
        Ok(Notification {
            provider: Cow::Borrowed(&self.scope.provider),
            account: Cow::Borrowed(&self.scope.account),
            event: events.event,
            verified: verification,
            other: events.other,
            unreadable: events.unreadable,
            receipts: std::mem::take(&mut events.receipts),
            body: Body::Bytes(body.as_bytes()),
        })
    }

    fn judge_all<'r>(&'r self, events: &mut Events<'r>) -> Result<(), ParseError> {
        let found = events.receipts.as_mut_slice();
        if found.len().saturating_add(events.unreadable.len()) > MAX_ITEMS {
            return Err(too_many_items());
        }
        if found.is_empty() && events.other.is_none() {
            return Err(ParseError::malformed("no receipt in the body could be read"));
        }
        for receipt in found {
            if receipt.message_id.is_empty() {
                return Err(ParseError::malformed("a receipt without a message id"));
            }
            self.judge(receipt);
        }
        Ok(())
    }

    /// Turns facts into a verdict: status word, code, policy rule, in this order.
    fn judge<'r>(&'r self, receipt: &mut Receipt<'r>) {
        let reading = self.reading(receipt);
        let word = receipt.status.as_deref();
        let is_unknown_word = reading.state == State::Unknown
            && !reading.is_final
            && receipt.reading.is_none()
            && word.is_some_and(|word| self.reading_of(word).is_none());
        let verdict = &mut receipt.verdict;
        verdict.is_unknown_word = is_unknown_word;
        (verdict.state, verdict.is_final, verdict.confirmation) =
            (reading.state, reading.is_final, reading.confirmation);
        if reading.state.is_failure(reading.is_final) {
            let failure =
                self.told_failure(receipt).unwrap_or_else(|| failure_of_state(reading.state));
            let verdict = &mut receipt.verdict;
            if reading.is_final {
                verdict.state = final_state(reading, failure);
            }
            if verdict.state != reading.state {
                verdict.confirmation = crate::Confirmation::None;
            }
            verdict.failure = Some(failure);
        }
        receipt.scope = ScopeOf::Verifier(&self.scope);
    }

    fn reading(&self, receipt: &Receipt<'_>) -> Reading {
        let word = receipt.status.as_deref();
        word.and_then(|word| self.overrides.status(word))
            .or(receipt.reading)
            .or_else(|| self.metadata().statuses().get(word?))
            .unwrap_or(Reading::UNKNOWN)
    }

    fn reading_of(&self, status: &str) -> Option<Reading> {
        self.overrides.status(status).or_else(|| self.metadata().statuses().get(status))
    }

    /// What configuration, payload and code table say of a failure, in this order. The table is
    /// of the provider's own codes; the same digits mean something else in another numbering.
    fn told_failure(&self, receipt: &Receipt<'_>) -> Option<Failure> {
        let code = receipt.code.as_deref();
        code.and_then(|code| self.overrides.code(code)).or(receipt.hint).or_else(|| {
            let own = code.filter(|_| receipt.code_system == CodeSystem::Provider)?;
            let row = self.metadata().codes().get(own)?;
            Some(Failure::new(row.reason?, row.permanence, Source::Code))
        })
    }
}

/// The failure that a state stands for where neither code nor payload says more; `None` for a
/// state that is no failure.
pub fn failure_of(state: State, is_final: bool) -> Option<Failure> {
    state.is_failure(is_final).then(|| failure_of_state(state))
}

/// A message that expired may pass with a new validity.
fn failure_of_state(state: State) -> Failure {
    let (reason, permanence) = match state {
        State::Expired => (Reason::Expired, Permanence::Temporary),
        State::Canceled => (Reason::Canceled, Permanence::Unknown),
        State::Unknown => (Reason::NoReceipt, Permanence::Unknown),
        _ => (Reason::Unknown, Permanence::Unknown),
    };
    Failure::new(reason, permanence, Source::Status)
}

impl CodeRow<'_> {
    /// What a final failure with this code comes to, beside a word that says no more than that
    /// it failed; `None` for a code of success or progress.
    pub fn verdict(&self) -> Option<(State, Failure)> {
        let failure = Failure::new(self.reason?, self.permanence, Source::Code);
        Some((final_state(Reading::UNDELIVERED.refined_by_code(), failure), failure))
    }
}

/// The state of a final failure: the policy rule, then what the code says of a vague word.
fn final_state(reading: Reading, failure: Failure) -> State {
    match failure.reason {
        reason if reason.is_policy() => State::Rejected,
        Reason::Expired if reading.by_code => State::Expired,
        Reason::Canceled if reading.by_code => State::Canceled,
        Reason::NoReceipt if reading.by_code => State::Unknown,
        _ => reading.state,
    }
}

/// The refusal of a body with more than [`MAX_ITEMS`] items, for adapters that stop early.
pub fn too_many_items() -> ParseError {
    ParseError::malformed("the body holds more than 10,000 items")
}

fn refuse_unknown_members(metadata: &Metadata<'_>, config: &Config) -> Result<(), ConfigError> {
    let keys = || metadata.keys().iter().flat_map(|key| [key.one, key.many]);
    let own = || keys().chain(metadata.options().iter().map(|option| option.name));
    if config
        .iter()
        .any(|(name, _)| !COMMON_MEMBERS.contains(&name) && !own().any(|own| own == name))
    {
        let known: Vec<&str> = own().chain(COMMON_MEMBERS).collect();
        return Err(ConfigError::invalid(
            "configuration",
            format!("a member is not known; known are: {}", known.join(", ")),
        ));
    }
    Ok(())
}

/// What every receipt of this verifier has from it.
fn scope(metadata: &Metadata<'_>, config: &Config) -> Result<Scope, ConfigError> {
    let account = match config.get("account") {
        None => "",
        Some(label) => {
            label.as_str().ok_or_else(|| ConfigError::invalid("account", "expected text"))?
        }
    };
    let advice = AdviceOverrides::read(config)?;
    Ok(Scope::of_verifier(metadata.id(), account, metadata.capabilities(), advice))
}

fn integer(
    config: &Config,
    member: &'static str,
    least: i64,
    most: i64,
) -> Result<Option<i64>, ConfigError> {
    match config.get(member) {
        None => Ok(None),
        Some(value) => match value.as_integer().filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(ConfigError::invalid(
                member,
                format!("expected a whole number from {least} to {most}"),
            )),
        },
    }
}

fn utf8(body: &[u8]) -> Result<&str, ParseError> {
    str::from_utf8(body).map_err(|_| ParseError::malformed("the body is not UTF-8"))
}

/// The system's clock in Unix seconds.
fn system_time() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

impl fmt::Debug for Verifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Verifier")
            .field("provider", &self.metadata().id())
            .field("account", &self.account())
            .field("tolerance", &self.tolerance)
            .field("max_body", &self.max_body)
            .field("adapter", &self.adapter)
            .finish_non_exhaustive()
    }
}

/// A request that is authentic, fresh and UTF-8. Only the [`Verifier`] makes one, so that an
/// adapter cannot be asked to read anything else.
pub struct Verified<'r> {
    url: &'r str,
    body: &'r str,
    verifier: &'r Verifier,
}

impl<'r> Verified<'r> {
    /// The body as text.
    pub fn body(&self) -> &'r str {
        self.body
    }

    /// How a status word is read by configuration and table, for formats in which the meaning of
    /// another member depends on it.
    pub fn reading(&self, status: &str) -> Reading {
        self.verifier.reading_of(status).unwrap_or(Reading::UNKNOWN)
    }

    /// The URL as the provider called it, for formats that put receipts there.
    pub fn url(&self) -> &'r str {
        self.url
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Verified")
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
