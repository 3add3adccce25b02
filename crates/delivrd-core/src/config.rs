//! The configuration of a verifier, as it came from JSON, TOML, Python or PHP: a tree of values
//! that remembers repeated members, so that none is dropped silently.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use zeroize::{Zeroize, Zeroizing};

use crate::{ConfigError, KeyMember};

/// A value of a configuration. Texts may be secrets: they are cleared on drop and masked in
/// `Debug`.
#[derive(Clone)]
#[non_exhaustive]
pub enum Value {
    /// Absence that was written down.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number that is not whole or too large; no member takes one.
    Fraction,
    /// Text.
    Text(Zeroizing<String>),
    /// Several values.
    List(Vec<Value>),
    /// Members.
    Map(Config),
}

impl Value {
    /// The text, if the value is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if the value is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The members, if the value has some.
    pub fn as_map(&self) -> Option<&Config> {
        match self {
            Self::Map(members) => Some(members),
            _ => None,
        }
    }

    fn has_repeats(&self) -> bool {
        match self {
            Self::List(values) => values.iter().any(Self::has_repeats),
            Self::Map(members) => members.has_repeats(),
            _ => false,
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("Null"),
            Self::Bool(value) => write!(formatter, "Bool({value})"),
            Self::Integer(_) => formatter.write_str("Integer(..)"),
            Self::Fraction => formatter.write_str("Fraction"),
            Self::Text(_) => formatter.write_str("Text(..)"),
            Self::List(values) => formatter.debug_list().entries(values).finish(),
            Self::Map(members) => members.fmt(formatter),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Zeroizing::new(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Zeroizing::new(text))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<Config> for Value {
    fn from(members: Config) -> Self {
        Self::Map(members)
    }
}

impl<V: Into<Value>> From<Vec<V>> for Value {
    fn from(values: Vec<V>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

/// The members of a configuration, sorted by name.
///
/// ```
/// use delivrd_core::Config;
///
/// let config = Config::new().with("secrets", vec!["old", "new"]).with("tolerance", 120);
/// assert_eq!(config.get("tolerance").and_then(|value| value.as_integer()), Some(120));
/// ```
#[derive(Clone, Default)]
pub struct Config {
    members: BTreeMap<String, Value>,
    repeated: bool,
    keyless: bool,
}

impl Config {
    /// A configuration without members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member. A name that stands already makes the configuration invalid: a verifier
    /// cannot be made of it.
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.push(name.into(), value.into());
        self
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.members.remove(name)
    }

    /// Name and value of every member.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// This configuration with the members of `stronger` laid over it. A key that `stronger`
    /// gives under one of the names of `keys` replaces the key under both: `secrets` laid over
    /// `secret` is a choice, not a contradiction.
    pub fn overlaid(mut self, stronger: &Self, keys: &[KeyMember<'_>]) -> Self {
        for (name, _) in stronger.iter() {
            self.remove(name);
            for key in keys.iter().filter(|key| key.one == name || key.many == name) {
                self.remove(key.one);
                self.remove(key.many);
            }
        }
        self.repeated |= stronger.repeated;
        self.members.extend(stronger.members.clone());
        self
    }

    /// Decodes the keys that stand as one value or as a list of them, the list for rotation.
    /// A list entry may also be an object of the value and a `label`; without one, the label of
    /// a key is its position. `decode` gets the value of each key.
    ///
    /// # Errors
    ///
    /// `invalid_config` if neither or both are there, the list is empty, a label is repeated or
    /// empty, or `decode` refuses.
    pub fn keys<K>(
        &self,
        member: &KeyMember<'_>,
        decode: impl Fn(&Value) -> Result<K, ConfigError>,
    ) -> Result<Keys<K>, ConfigError> {
        let mut keys = Keys::with_room_for(self.get(member.many));
        match (self.get(member.one), self.get(member.many)) {
            (Some(_), Some(_)) => Err(ConfigError::invalid(
                member.one.to_owned(),
                format!("stands beside {}; give one of them", member.many),
            )),
            (Some(value), None) => keys.add(member, None, decode(value)?).map(|()| keys),
            (None, Some(Value::List(values))) if !values.is_empty() => {
                for value in values {
                    let (value, label) = match value {
                        Value::Map(entry) => labelled(entry, member)?,
                        value => (value, None),
                    };
                    keys.add(member, label, decode(value)?)?;
                }
                Ok(keys)
            }
            (None, Some(_)) => Err(ConfigError::invalid(
                member.many.to_owned(),
                "expected a list of at least one key",
            )),
            (None, None) if self.keyless => Ok(keys),
            (None, None) => Err(ConfigError::invalid(
                member.one.to_owned(),
                format!(
                    "missing: the provider's signature cannot be checked without it (or {})",
                    member.many
                ),
            )),
        }
    }

    /// The same members, for the dangerous way round: keys may be missing.
    pub(crate) fn without_keys(&self) -> Self {
        Self { keyless: true, ..self.clone() }
    }

    /// Whether a member stands twice, here or deeper; a verifier refuses such a configuration.
    pub fn has_repeats(&self) -> bool {
        self.repeated || self.members.values().any(Value::has_repeats)
    }

    fn push(&mut self, name: String, value: Value) {
        self.repeated |= self.members.insert(name, value).is_some();
    }
}

fn labelled<'v>(
    entry: &'v Config,
    member: &KeyMember<'_>,
) -> Result<(&'v Value, Option<&'v str>), ConfigError> {
    if entry.iter().any(|(name, _)| name != member.one && name != "label") {
        return Err(ConfigError::invalid(member.many.to_owned(), "an entry has an unknown member"));
    }
    let value = entry.get(member.one).ok_or_else(|| {
        ConfigError::invalid(member.many.to_owned(), format!("an entry has no {}", member.one))
    })?;
    let label = match entry.get("label") {
        None => None,
        Some(label) => Some(label.as_str().filter(|label| !label.is_empty()).ok_or_else(|| {
            ConfigError::invalid(member.many.to_owned(), "a label has to be text that is not empty")
        })?),
    };
    Ok((value, label))
}

impl fmt::Debug for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.members.values()).finish()
    }
}

impl<'de> Deserialize<'de> for Config {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Map(config) => Ok(config),
            _ => Err(D::Error::custom("expected an object")),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Value;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a configuration value")
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
                Ok(Value::Bool(value))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Integer(number))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
                Ok(i64::try_from(number).map_or(Value::Fraction, Value::Integer))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
                Ok(Value::Fraction)
            }

            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::from(text))
            }

            fn visit_string<E>(self, text: String) -> Result<Value, E> {
                Ok(Value::from(text))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = access.next_element()? {
                    values.push(value);
                }
                Ok(Value::List(values))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
                let mut config = Config::new();
                while let Some((name, value)) = access.next_entry::<String, Value>()? {
                    config.push(name, value);
                }
                Ok(Value::Map(config))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

/// Decoded keys of one kind with their labels, in the order of their list.
pub struct Keys<K> {
    entries: Vec<(String, K)>,
    labels: BTreeSet<String>,
}

impl<K> Keys<K> {
    /// No keys yet. A list that grows moves what it holds, and leaves a copy behind that nothing
    /// clears: hence room for all of them at once.
    fn with_room_for(list: Option<&Value>) -> Self {
        let count = if let Some(Value::List(values)) = list { values.len() } else { 1 };
        Self { entries: Vec::with_capacity(count), labels: BTreeSet::new() }
    }

    /// The label of the first key that `fits`, in the order of their list. It tells which
    /// of several keys fits, never how far a key that does not fit came.
    pub fn matching(&self, fits: impl Fn(&K) -> bool) -> Option<&str> {
        self.entries.iter().find(|(_, key)| fits(key)).map(|(label, _)| label.as_str())
    }

    fn add(
        &mut self,
        member: &KeyMember<'_>,
        label: Option<&str>,
        key: K,
    ) -> Result<(), ConfigError> {
        let label = label.map_or_else(|| self.entries.len().to_string(), str::to_owned);
        if !self.labels.insert(label.clone()) {
            return Err(ConfigError::invalid(
                member.many.to_owned(),
                "two keys have the same label",
            ));
        }
        self.entries.push((label, key));
        Ok(())
    }
}

impl<K> fmt::Debug for Keys<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.entries.iter().map(|(label, _)| label)).finish()
    }
}

/// The bytes of a shared secret: cleared on drop, shown as `Secret(..)`, not serializable.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes a secret from the configuration, verbatim: nothing is trimmed or decoded.
    ///
    /// # Errors
    ///
    /// `invalid_config` if the value is no text, or holds nothing but white space and NUL (HMAC
    /// pads its key with NUL, so that such a secret is the empty one).
    pub fn from_config(member: &str, value: &Value) -> Result<Self, ConfigError> {
        let text = value
            .as_str()
            .ok_or_else(|| ConfigError::invalid(member.to_owned(), "expected text"))?;
        if text.chars().all(|letter| letter.is_whitespace() || letter == '\0') {
            return Err(ConfigError::invalid(member.to_owned(), "empty or blank"));
        }
        Ok(Self(Zeroizing::new(text.as_bytes().to_vec())))
    }

    /// Takes the bytes that a secret was decoded to.
    ///
    /// # Errors
    ///
    /// `invalid_config` if there are none, or nothing but white space and NUL.
    pub fn from_bytes(member: &str, bytes: Zeroizing<Vec<u8>>) -> Result<Self, ConfigError> {
        if bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace() || *byte == b'\x0b') {
            return Err(ConfigError::invalid(member.to_owned(), "empty or blank"));
        }
        Ok(Self(bytes))
    }

    /// The bytes. Take care where they go.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

impl Zeroize for Secret {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Config {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_member_that_stands_twice_is_remembered_however_deep() {
        for json in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"a":2,"b":{}}"#,
            r#"{"b":{"a":1,"a":2}}"#,
            r#"{"b":[1,{"a":1,"a":2}]}"#,
            r#"{"b":[[{"a":{"c":null,"c":true}}]]}"#,
        ] {
            assert!(read(json).has_repeats(), "{json}");
        }
        for json in ["{}", r#"{"a":{"a":1},"b":[{"a":1},{"a":1},"a","a"],"c":true}"#] {
            assert!(!read(json).has_repeats(), "{json}");
        }
        assert!(Config::new().with("a", 1).with("a", 1).has_repeats());
    }

    #[test]
    fn laying_over_replaces_members_and_keeps_the_memory_of_repeats() {
        const KEYS: [KeyMember; 1] = [KeyMember::new("secret", "secrets", "")];
        let names = |config: &Config| -> Vec<String> {
            config.iter().map(|(name, _)| name.to_owned()).collect()
        };
        let below = read(r#"{"secret":"old","tolerance":1,"account":"a"}"#);
        let over = below.clone().overlaid(&read(r#"{"secrets":["new"],"tolerance":2}"#), &KEYS);
        assert_eq!(names(&over), ["account", "secrets", "tolerance"]);
        assert_eq!(over.get("tolerance").and_then(Value::as_integer), Some(2));
        assert!(!over.has_repeats());

        let over = read(r#"{"secrets":["old"]}"#).overlaid(&read(r#"{"secret":"new"}"#), &KEYS);
        assert_eq!(names(&over), ["secret"]);
        for other in ["{}", r#"{"tolerance":2}"#] {
            let over = below.clone().overlaid(&read(other), &KEYS);
            assert_eq!(names(&over), ["account", "secret", "tolerance"]);
        }

        let twice = read(r#"{"account":"a","account":"b"}"#);
        assert!(below.clone().overlaid(&twice, &KEYS).has_repeats());
        assert!(twice.overlaid(&below, &KEYS).has_repeats());
    }

    #[test]
    fn members_are_taken_out_with_their_value() {
        let mut config = read(r#"{"a":"x"}"#);
        assert!(!config.is_empty());
        assert_eq!(config.remove("a").as_ref().and_then(Value::as_str), Some("x"));
        assert!(config.is_empty() && config.remove("a").is_none());
    }

    #[test]
    fn debug_shows_what_a_value_is_and_not_what_it_says() {
        let config = read(r#"{"a":null,"b":true,"c":77,"d":0.5,"e":"text","f":["x"],"g":{"h":1}}"#);
        assert_eq!(
            format!("{config:?}"),
            "[Null, Bool(true), Integer(..), Fraction, Text(..), [Text(..)], [Integer(..)]]"
        );
        let secret = Secret::from_config("secret", &Value::from("text")).unwrap();
        assert_eq!(format!("{secret:?}"), "Secret(..)");
    }

    #[test]
    fn a_secret_can_be_cleared_before_it_is_dropped() {
        let mut secret = Secret::from_config("secret", &Value::from("text")).unwrap();
        secret.zeroize();
        assert!(secret.expose().is_empty());
    }
}
