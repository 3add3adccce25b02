//! What a configuration says of status words and codes, beyond the provider's tables.

use std::collections::BTreeMap;

use crate::{Config, ConfigError, Failure, Permanence, Reading, Reason, Source, State, Value};

#[derive(Debug, Default)]
pub(crate) struct Overrides {
    statuses: BTreeMap<String, Reading>,
    codes: BTreeMap<String, Failure>,
}

impl Overrides {
    pub(crate) fn read(config: &Config) -> Result<Self, ConfigError> {
        Ok(Self {
            statuses: read_members(config, "statuses", read_status)?,
            codes: read_members(config, "codes", read_code)?,
        })
    }

    pub(crate) fn status(&self, status: &str) -> Option<Reading> {
        self.statuses.get(status).copied()
    }

    pub(crate) fn code(&self, code: &str) -> Option<Failure> {
        self.codes.get(code).copied()
    }
}

fn read_members<T>(
    config: &Config,
    member: &'static str,
    read: impl Fn(&Entry<'_>) -> Result<T, ConfigError>,
) -> Result<BTreeMap<String, T>, ConfigError> {
    let Some(value) = config.get(member) else { return Ok(BTreeMap::new()) };
    let members =
        value.as_map().ok_or_else(|| ConfigError::invalid(member, "expected an object"))?;
    let mut rows = BTreeMap::new();
    for (name, value) in members.iter() {
        let members = value
            .as_map()
            .ok_or_else(|| ConfigError::invalid(member, "an entry has to be an object"))?;
        rows.insert(name.to_owned(), read(&Entry { member, members })?);
    }
    Ok(rows)
}

struct Entry<'c> {
    member: &'static str,
    members: &'c Config,
}

impl Entry<'_> {
    fn allow(&self, known: &[&str]) -> Result<(), ConfigError> {
        if self.members.iter().any(|(name, _)| !known.contains(&name)) {
            return Err(self.invalid("an entry has an unknown member"));
        }
        Ok(())
    }

    fn word<W: std::str::FromStr<Err = crate::UnknownWord>>(
        &self,
        name: &str,
    ) -> Result<Option<W>, ConfigError> {
        match self.members.get(name).map(Value::as_str) {
            None => Ok(None),
            Some(Some(word)) => match word.parse() {
                Ok(word) => Ok(Some(word)),
                Err(error) => Err(self.invalid(format!("{error}"))),
            },
            Some(None) => Err(self.invalid("expected text")),
        }
    }

    fn invalid(&self, problem: impl Into<std::borrow::Cow<'static, str>>) -> ConfigError {
        ConfigError::invalid(self.member, problem)
    }
}

fn read_status(entry: &Entry<'_>) -> Result<Reading, ConfigError> {
    entry.allow(&["state", "final", "confirmation"])?;
    let state: State =
        entry.word("state")?.ok_or_else(|| entry.invalid("an entry has no state"))?;
    let is_final = match entry.members.get("final") {
        None => None,
        Some(Value::Bool(is_final)) => Some(*is_final),
        Some(_) => return Err(entry.invalid("final has to be true or false")),
    };
    let confirmation = entry.word("confirmation")?;
    Reading::with_defaults(state, is_final, confirmation)
        .ok_or_else(|| entry.invalid("a state contradicts its final or its confirmation"))
}

fn read_code(entry: &Entry<'_>) -> Result<Failure, ConfigError> {
    entry.allow(&["reason", "permanence"])?;
    let reason: Reason =
        entry.word("reason")?.ok_or_else(|| entry.invalid("an entry has no reason"))?;
    let permanence = entry.word("permanence")?.unwrap_or(Permanence::Unknown);
    Ok(Failure::new(reason, permanence, Source::Config))
}
