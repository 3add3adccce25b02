//! The quick way through the objects that are read: one pass, nested ones included, that knows what
//! receipts are made of (texts without escapes, plain numbers, literals) and hands any other value
//! to serde_json.
//!
//! It refuses nothing. What it cannot read (an escape in a name, a member that stands twice, no
//! JSON at all) it leaves to the reader behind it, which begins again. Where it does give an
//! object, that reader gives the same: a test holds the two together.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::inline_always,
    reason = "places in a text that is in memory; and a call for each of its pieces would take longer \
              than the piece"
)]

use serde::de::IgnoredAny;

use super::{Object, Raw};

/// Reads a whole text as an object.
pub(super) fn read<'a, O: Object<'a>>(text: &'a str, object: &mut O) -> Option<()> {
    let mut reader = Reader::new(text);
    reader.skip_space();
    reader.object(object)?;
    reader.skip_space();
    (reader.at == text.len()).then_some(())
}

/// A text, and how far it has been read.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many objects and arrays are being passed over.
    depth: u8,
}

/// What is nested deeper is left to serde_json, which needs no stack for it.
const DEEPEST: u8 = 6;

/// An object of which no member is read.
struct Nothing;

impl<'a> Object<'a> for Nothing {
    fn position(&self, _name: &str) -> Option<usize> {
        None
    }

    fn take_name(&self, _member: usize, _reader: &mut Reader<'a>) -> Option<()> {
        None
    }

    fn fill(&mut self, _member: usize, _reader: &mut Reader<'a>) -> Option<()> {
        None
    }

    fn set(&mut self, _member: usize, _value: Raw<'a>) -> Option<()> {
        None
    }

    fn clear(&mut self) {}
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// Reads the members of an object that matter.
    pub(super) fn object<O: Object<'a>>(&mut self, object: &mut O) -> Option<()> {
        // Members come in the order of the documentation, as a rule, and are looked for in it.
        let mut expected = 0;
        self.take(b'{')?;
        self.skip_space();
        if self.take(b'}').is_some() {
            return Some(());
        }
        loop {
            self.take(b'"')?;
            let member = if object.take_name(expected, self).is_some() {
                Some(expected)
            } else {
                let name = self.string()?;
                object.position(name)
            };
            self.skip_space();
            self.take(b':')?;
            self.skip_space();
            match member {
                Some(member) if self.peek() == Some(b'{') => object.fill(member, self)?,
                _ => {
                    let value = self.value()?;
                    if let Some(member) = member {
                        object.set(member, value)?;
                    }
                }
            }
            expected = member.map_or(expected, |member| member + 1);
            self.skip_space();
            if self.take(b',').is_none() {
                return self.take(b'}');
            }
            self.skip_space();
        }
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    #[inline(always)]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// The next bytes, as text.
    #[inline(always)]
    fn split(&mut self, length: usize) -> Option<&'a str> {
        let end = self.at + length;
        let text = self.text.get(self.at..end)?;
        self.at = end;
        Some(text)
    }

    /// Takes a name and its closing quote. Where the name is a constant, the comparison is one or
    /// two instructions.
    #[inline(always)]
    pub(crate) fn take_name(&mut self, name: &str) -> Option<()> {
        let (own, rest) = self.text.as_bytes().get(self.at..)?.split_at_checked(name.len())?;
        let is_own = own == name.as_bytes() && rest.first() == Some(&b'"');
        is_own.then(|| self.at += name.len() + 1)
    }

    /// The text behind an opening quote, and past the closing one.
    #[inline(always)]
    fn string(&mut self) -> Option<&'a str> {
        let length = plain_length(self.text.as_bytes().get(self.at..)?);
        let string = self.split(length)?;
        self.take(b'"')?;
        Some(string)
    }

    /// The next value.
    #[inline(always)]
    pub(super) fn value(&mut self) -> Option<Raw<'a>> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..)?;
        let length = match rest.first()? {
            b'"' => {
                self.at += 1;
                if let Some(text) = self.string() {
                    return Some(Raw::Plain(text));
                }
                self.at = start;
                self.length_of_any()?
            }
            b'{' | b'[' => self.length_of_nested()?,
            b't' if rest.starts_with(b"true") => 4,
            b'n' if rest.starts_with(b"null") => 4,
            b'f' if rest.starts_with(b"false") => 5,
            _ => match number_length(rest) {
                Some(length) => length,
                None => self.length_of_any()?,
            },
        };
        self.split(length).map(Raw::Json)
    }

    /// The length of an object or an array of which nothing is read now.
    fn length_of_nested(&mut self) -> Option<usize> {
        let start = self.at;
        if self.depth < DEEPEST {
            self.depth += 1;
            let is_object = self.peek() == Some(b'{');
            let skipped =
                if is_object { self.object(&mut Nothing) } else { self.array(|_| Some(())) };
            self.depth -= 1;
            let end = std::mem::replace(&mut self.at, start);
            if skipped.is_some() {
                return Some(end - start);
            }
        }
        self.length_of_any()
    }

    /// Reads an array, and calls `each` with every element until it gives none.
    pub(super) fn array(&mut self, mut each: impl FnMut(Raw<'a>) -> Option<()>) -> Option<()> {
        self.take(b'[')?;
        self.skip_space();
        if self.take(b']').is_some() {
            return Some(());
        }
        loop {
            each(self.value()?)?;
            self.skip_space();
            if self.take(b',').is_none() {
                return self.take(b']');
            }
            self.skip_space();
        }
    }

    /// The length of the next value, whatever it is.
    #[inline(never)]
    fn length_of_any(&self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        Some(values.byte_offset())
    }
}

/// The length of a number at the beginning that has no exponent: digits without a leading zero, and
/// perhaps a fraction.
fn number_length(text: &[u8]) -> Option<usize> {
    let digits = |text: &[u8]| text.iter().position(|byte| !byte.is_ascii_digit());
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    let whole = if unsigned.starts_with(b"0") { 1 } else { digits(unsigned)? };
    let fraction = match unsigned.get(whole..)? {
        [b'.', fraction @ ..] => match digits(fraction)? {
            0 => return None,
            length => length + 1,
        },
        _ => 0,
    };
    let length = text.len() - unsigned.len() + whole + fraction;
    let is_over = !matches!(text.get(length), Some(b'e' | b'E'));
    (whole > 0 && is_over).then_some(length)
}

/// How many bytes at the beginning are neither a quote nor a backslash nor a control character.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const QUOTES: u64 = u64::from_ne_bytes([b'"'; 8]);
    const BACKSLASHES: u64 = u64::from_ne_bytes([b'\\'; 8]);
    const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let (chunks, tail) = bytes.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let chunk = u64::from_le_bytes(*chunk);
        // A subtraction sets the high bit of an ASCII byte that is less than what is taken off. Its
        // borrow can set the next byte's as well, but none below: the lowest one is right, and it
        // is the one that counts.
        let special = (chunk ^ QUOTES).wrapping_sub(ONES)
            | (chunk ^ BACKSLASHES).wrapping_sub(ONES)
            | chunk.wrapping_sub(SPACES);
        let special = special & !chunk & HIGH;
        if special != 0 {
            return index * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    bytes.len() - tail.len() + tail.iter().position(is_special).unwrap_or(tail.len())
}
