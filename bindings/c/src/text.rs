//! How text, bytes, keys and times cross the border.

use std::borrow::Cow;
use std::ffi::c_char;
use std::fmt::{self, Write};
use std::ptr;

use delivrd_core::{ConfigError, Timestamp};

use crate::guard;

/// UTF-8 text, not NUL-terminated. As an input it is borrowed for the call; as an output it lives
/// as long as the handle it was read from. `ptr` is NULL where there is no text, which is not the
/// same as a text of length 0.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_str {
    /// The first byte; may be NULL if `len` is 0.
    pub ptr: *const c_char,
    /// The number of bytes.
    pub len: usize,
}

/// Bytes. As an input they are borrowed for the call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_bytes {
    /// The first byte; may be NULL if `len` is 0.
    pub ptr: *const u8,
    /// The number of bytes.
    pub len: usize,
}

/// A key of a message or a receipt.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_key {
    /// `v1:` and 32 hex digits, and a NUL.
    pub text: [c_char; 36],
    /// The 16 bytes behind `v1:`, as a store keeps them.
    pub bytes: [u8; 16],
}

/// A SHA-256.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_sha256 {
    /// 64 hex digits, and a NUL.
    pub text: [c_char; 65],
    /// The same as bytes.
    pub bytes: [u8; 32],
}

/// A point in time.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_time {
    /// RFC 3339 in UTC with the fraction digits as sent, and a NUL.
    pub text: [c_char; 32],
    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    pub seconds: i64,
    /// The fraction of the second.
    pub nanoseconds: u32,
}

/// A text that belongs to the caller.
#[derive(Debug)]
pub struct delivrd_text(pub(crate) String);

/// The text of a handle.
///
/// # Safety
///
/// `text` is NULL or a live handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_text_str(text: *const delivrd_text) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(text, |text| Some(&text.0)) }
}

/// Frees a text. NULL is fine.
///
/// # Safety
///
/// `text` is NULL or a handle that was not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_text_free(text: *mut delivrd_text) {
    // SAFETY: the caller's promise.
    unsafe { guard::free(text) }
}

impl delivrd_str {
    pub(crate) const NONE: Self = Self { ptr: ptr::null(), len: 0 };

    /// The text of an input.
    ///
    /// # Safety
    ///
    /// `ptr` is NULL or points to `len` bytes that outlive `'t`.
    pub(crate) unsafe fn read<'t>(self, name: &'static str) -> Result<&'t str, ConfigError> {
        // SAFETY: the caller's promise.
        let bytes = unsafe { slice(self.ptr.cast::<u8>(), self.len, name)? };
        text(bytes).ok_or_else(|| ConfigError::argument(format!("{name} is not UTF-8")))
    }

    /// The text of an input that may be absent.
    ///
    /// # Safety
    ///
    /// As [`read`](Self::read).
    pub(crate) unsafe fn read_optional<'t>(
        self,
        name: &'static str,
    ) -> Result<Option<&'t str>, ConfigError> {
        if self.ptr.is_null() && self.len == 0 {
            return Ok(None);
        }
        // SAFETY: the caller's promise.
        unsafe { self.read(name) }.map(Some)
    }

    /// The text of an input that the client may have chosen: one that is not UTF-8 is none, and no
    /// mistake of the caller's.
    ///
    /// # Safety
    ///
    /// As [`read`](Self::read).
    pub(crate) unsafe fn read_or_empty<'t>(
        self,
        name: &'static str,
    ) -> Result<&'t str, ConfigError> {
        // SAFETY: the caller's promise.
        let bytes = unsafe { slice(self.ptr.cast::<u8>(), self.len, name)? };
        Ok(text(bytes).unwrap_or_default())
    }
}

impl From<&str> for delivrd_str {
    fn from(text: &str) -> Self {
        Self { ptr: text.as_ptr().cast(), len: text.len() }
    }
}

impl From<Option<&str>> for delivrd_str {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::NONE, Self::from)
    }
}

/// An array of an input; NULL is allowed with length 0.
///
/// # Safety
///
/// `ptr` is NULL or points to `len` elements that outlive `'t`.
pub(crate) unsafe fn slice<'t, T>(
    ptr: *const T,
    len: usize,
    name: &'static str,
) -> Result<&'t [T], ConfigError> {
    let is_possible =
        len.checked_mul(size_of::<T>()).is_some_and(|size| isize::try_from(size).is_ok());
    if ptr.is_null() && len == 0 {
        return Ok(&[]);
    }
    if ptr.is_null() || !is_possible {
        return Err(refused(ptr.is_null(), name));
    }
    // SAFETY: the caller's promise; the size was checked.
    Ok(unsafe { std::slice::from_raw_parts(ptr, len) })
}

// Apart, so that nothing is prepared for it where it is not needed: once for every header.
#[cold]
fn refused(is_null: bool, name: &str) -> ConfigError {
    ConfigError::argument(if is_null {
        format!("{name} is NULL, but its length is not 0")
    } else {
        format!("the length of {name} cannot be")
    })
}

/// The text of an input, if it is UTF-8. Names and URLs are short and ASCII, which a check for
/// ASCII finds out in a fraction of the time.
pub(crate) fn text(bytes: &[u8]) -> Option<&str> {
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8.
        return Some(unsafe { str::from_utf8_unchecked(bytes) });
    }
    str::from_utf8(bytes).ok()
}

/// A text that lives as long as what it borrows from. Advice is never computed, only looked up.
pub(crate) fn lasting<'t>(text: &Cow<'t, str>) -> &'t str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(_) => "",
    }
}

/// Writes a text and a NUL into a field that is long enough.
fn field<const SIZE: usize>(text: &impl fmt::Display) -> [c_char; SIZE] {
    struct Field<const SIZE: usize> {
        bytes: [c_char; SIZE],
        len: usize,
    }

    impl<const SIZE: usize> Write for Field<SIZE> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            for byte in text.bytes() {
                // The last byte stays NUL.
                let next = self.len.saturating_add(1);
                if next >= SIZE {
                    return Err(fmt::Error);
                }
                let place = self.bytes.get_mut(self.len).ok_or(fmt::Error)?;
                *place = byte.cast_signed() as c_char;
                self.len = next;
            }
            Ok(())
        }
    }

    let mut field = Field { bytes: [0; SIZE], len: 0 };
    let written = write!(field, "{text}");
    debug_assert!(written.is_ok(), "the field is too short");
    field.bytes
}

impl delivrd_key {
    pub(crate) const NONE: Self = Self { text: [0; 36], bytes: [0; 16] };

    pub(crate) fn new(text: &impl fmt::Display, bytes: &[u8; 16]) -> Self {
        Self { text: field(text), bytes: *bytes }
    }
}

impl delivrd_sha256 {
    pub(crate) const NONE: Self = Self { text: [0; 65], bytes: [0; 32] };
}

impl From<[u8; 32]> for delivrd_sha256 {
    fn from(bytes: [u8; 32]) -> Self {
        struct Hex([u8; 32]);

        impl fmt::Display for Hex {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
            }
        }

        Self { text: field(&Hex(bytes)), bytes }
    }
}

impl delivrd_time {
    pub(crate) const NONE: Self = Self { text: [0; 32], seconds: 0, nanoseconds: 0 };
}

impl From<Timestamp> for delivrd_time {
    fn from(time: Timestamp) -> Self {
        Self {
            text: field(&time),
            seconds: time.unix_seconds(),
            nanoseconds: time.subsec_nanoseconds(),
        }
    }
}
