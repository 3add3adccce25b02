//! Objects whose members are known at run time: the values that a set of JSON Pointers leads to,
//! read in one pass.

use serde_json::Value;

use super::{Object, Raw, Reader, read_object};

/// The names that lead to values, as a tree.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    branches: Vec<Branch>,
    slots: usize,
}

#[derive(Debug)]
struct Branch {
    name: String,
    /// The place that a name which is one has in an array.
    index: Option<usize>,
    slot: usize,
    branches: Vec<Branch>,
}

impl Shape {
    /// The slot of the value that the segments of a pointer lead to; there is at least one.
    pub(crate) fn slot<'n>(&mut self, segments: impl IntoIterator<Item = &'n str>) -> usize {
        let (mut branches, mut slot) = (&mut self.branches, 0);
        for name in segments {
            let position = branches.iter().position(|branch| branch.name == name);
            let position = position.unwrap_or_else(|| {
                branches.push(Branch {
                    name: name.to_owned(),
                    index: index(name),
                    slot: self.slots,
                    branches: Vec::new(),
                });
                self.slots = self.slots.saturating_add(1);
                branches.len().saturating_sub(1)
            });
            let Some(branch) = branches.get_mut(position) else { break };
            slot = branch.slot;
            branches = &mut branch.branches;
        }
        slot
    }

    /// How many slots there are.
    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    /// Where the value of a member at the top belongs.
    pub(crate) fn slot_of(&self, name: &[u8]) -> Option<usize> {
        self.branches.iter().find(|branch| branch.name.as_bytes() == name).map(|branch| branch.slot)
    }

    /// The name of a slot at the top.
    pub(crate) fn name_of(&self, slot: usize) -> Option<&str> {
        self.branches.iter().find(|branch| branch.slot == slot).map(|branch| branch.name.as_str())
    }

    /// What has values where they are looked for; it takes them.
    pub(crate) fn filled(&self, values: &mut [Option<Value>]) -> Value {
        value_of(&self.branches, values).unwrap_or_default()
    }

    /// An object that is read into `values`, which has as many places as there are slots.
    pub(crate) fn over<'s, 'a>(&'s self, values: &'s mut [Raw<'a>]) -> Values<'s, 'a> {
        Values { branches: &self.branches, values }
    }
}

/// What the branches lead to; nothing if none of them has a value.
fn value_of(branches: &[Branch], values: &mut [Option<Value>]) -> Option<Value> {
    let mut members = Vec::new();
    for branch in branches {
        let own = values.get_mut(branch.slot).and_then(Option::take);
        if let Some(value) = own.or_else(|| value_of(&branch.branches, values)) {
            members.push((branch, value));
        }
    }
    if members.is_empty() {
        return None;
    }
    let mut elements = Vec::new();
    for (branch, value) in &members {
        let Some(place) = branch.index.filter(|place| *place < LONGEST_ARRAY) else {
            let members = members.into_iter().map(|(branch, value)| (branch.name.clone(), value));
            return Some(Value::Object(members.collect()));
        };
        elements.resize(elements.len().max(place.saturating_add(1)), Value::Null);
        if let Some(element) = elements.get_mut(place) {
            *element = value.clone();
        }
    }
    Some(Value::Array(elements))
}

/// The longest array that a simulator makes to reach a place in it.
const LONGEST_ARRAY: usize = 100;

/// The place in an array that a segment of a pointer names (RFC 6901, 4).
fn index(name: &str) -> Option<usize> {
    let is_plain = name == "0" || name.starts_with(|first: char| matches!(first, '1'..='9'));
    let is_index = is_plain && name.bytes().all(|byte| byte.is_ascii_digit());
    is_index.then(|| name.parse().ok()).flatten()
}

/// An object, or a part of it, and where its values go.
pub(crate) struct Values<'s, 'a> {
    branches: &'s [Branch],
    values: &'s mut [Raw<'a>],
}

impl<'a> Values<'_, 'a> {
    fn below<'b>(&'b mut self, branch: &'b Branch) -> Values<'b, 'a> {
        Values { branches: &branch.branches, values: self.values }
    }

    fn put(&mut self, branch: &Branch, value: Raw<'a>) -> Option<()> {
        let slot = self.values.get_mut(branch.slot)?;
        if *slot != Raw::Absent {
            return None;
        }
        *slot = value;
        match value {
            Raw::Json(object) if object.starts_with('{') && !branch.branches.is_empty() => {
                read_object(object, &mut self.below(branch)).ok()
            }
            Raw::Json(array) if array.starts_with('[') => self.below(branch).take_elements(value),
            _ => Some(()),
        }
    }

    /// Sets the places of an array. None if a name stands where the array has places.
    fn take_elements(mut self, array: Raw<'a>) -> Option<()> {
        let branches = self.branches;
        if branches.is_empty() {
            return Some(());
        }
        if branches.iter().any(|branch| branch.index.is_none()) {
            return None;
        }
        let mut place = 0_usize;
        let read = array.elements(|element| {
            let branch = branches.iter().find(|branch| branch.index == Some(place));
            place = place.saturating_add(1);
            match branch.map_or(Some(()), |branch| self.put(branch, element)) {
                Some(()) => Ok(()),
                None => Err(super::array_for_object()),
            }
        });
        read.ok()
    }
}

impl<'a> Object<'a> for Values<'_, 'a> {
    fn position(&self, name: &str) -> Option<usize> {
        self.branches.iter().position(|branch| branch.name == name)
    }

    fn take_name(&self, member: usize, reader: &mut Reader<'a>) -> Option<()> {
        reader.take_name(&self.branches.get(member)?.name)
    }

    fn fill(&mut self, member: usize, reader: &mut Reader<'a>) -> Option<()> {
        let branch = self.branches.get(member)?;
        if branch.branches.is_empty() {
            let value = reader.value()?;
            return self.set(member, value);
        }
        // What stands between the braces is read into the branches; that it stood there is enough.
        let slot = self.values.get_mut(branch.slot)?;
        if *slot != Raw::Absent {
            return None;
        }
        *slot = Raw::Json("{}");
        reader.object(&mut self.below(branch))
    }

    fn set(&mut self, member: usize, value: Raw<'a>) -> Option<()> {
        let branch = self.branches.get(member)?;
        self.put(branch, value)
    }

    fn clear(&mut self) {
        for branch in self.branches {
            if let Some(slot) = self.values.get_mut(branch.slot) {
                *slot = Raw::Absent;
            }
            self.below(branch).clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_body_into;
    use super::*;

    const POINTERS: [&str; 6] = ["id", "to/0/number", "to/2", "a/b", "a/c", "a"];

    fn read(body: &str) -> Option<Vec<Raw<'_>>> {
        let mut shape = Shape::default();
        let slots = POINTERS.map(|pointer| shape.slot(pointer.split('/')));
        let mut values = vec![Raw::Absent; shape.slots()];
        read_body_into(body, &mut shape.over(&mut values)).ok()?;
        Some(slots.into_iter().map(|slot| values[slot]).collect())
    }

    #[test]
    fn reads_what_pointers_lead_to() {
        let body =
            r#"{"x":[1],"a":{"c":2,"d":{},"b":"B"},"id":"I","to":[{"number":"N"},[],{"q":1}]}"#;
        let json = Raw::Json;
        let expected = [
            Raw::Plain("I"),
            Raw::Plain("N"),
            json(r#"{"q":1}"#),
            Raw::Plain("B"),
            json("2"),
            json("{}"),
        ];
        assert_eq!(read(body).unwrap(), expected);
        // On the other way: a name with an escape.
        let escaped = body.replace("\"x\"", r#""\u0078""#);
        let values = read(&escaped).unwrap();
        assert_eq!(values[..5], expected[..5]);
        assert_eq!(read("{}").unwrap(), [Raw::Absent; 6]);
        assert_eq!(read(r#"{"to":"text","a":7}"#).unwrap()[5], json("7"));
        // An object in place of an array is an odd type; its members may have the names.
        assert_eq!(read(r#"{"to":{"2":3}}"#).unwrap()[2], json("3"));
    }

    #[test]
    fn refuses_a_value_that_stands_twice_and_an_array_for_an_object() {
        for body in [
            r#"{"id":1,"id":2}"#,
            r#"{"id":1,"i\u0064":2}"#,
            r#"{"a":{"b":1,"b":2}}"#,
            r#"{"a":{"b":1},"a":{"c":1}}"#,
            r#"{"a":{"b":1},"\u0061":7}"#,
            r#"{"a":[1]}"#,
            r#"{"\u0061":[1]}"#,
            r#"{"to":[[1]]}"#,
            r#"{"to":[{"number":1,"number":2}]}"#,
            r#"{"to":["#,
            "[]",
            "",
        ] {
            assert!(read(body).is_none(), "{body}");
        }
    }

    #[test]
    fn a_place_is_written_in_one_way() {
        for (name, expected) in
            [("0", Some(0)), ("10", Some(10)), ("01", None), ("", None), ("-1", None), ("1a", None)]
        {
            assert_eq!(index(name), expected, "{name}");
        }
    }
}
