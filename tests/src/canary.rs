//! Texts that must not come out, and the search for them.

use std::collections::{BTreeMap, HashSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A phone number that nobody has.
pub const NUMBER: &str = "+14155550142";

/// So many digits in a row can be a phone number or an id.
const DIGITS: usize = 7;

/// A text for one place that stands nowhere else, and in which no eight letters repeat.
pub fn canary(place: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    // FNV-1a, then a linear congruence: only the same place gives the same letters.
    let seed = place.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let states = std::iter::successors(Some(seed), |state| {
        Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    });
    let letters = states.skip(1).map(|state| (state >> 33).to_le_bytes()[0]);
    let index = letters.map(|byte| usize::from(byte).checked_rem(LETTERS.len()));
    index
        .filter_map(|index| LETTERS.get(index?))
        .map(|letter| char::from(*letter))
        .take(32)
        .collect()
}

/// Bytes as lower-case hex digits.
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// What must not come out: whole and in pieces, also written in hex, in base64 or as a list of
/// bytes.
#[derive(Debug)]
pub struct Canaries {
    piece: usize,
    /// By their length.
    pieces: BTreeMap<usize, HashSet<Vec<u8>>>,
}

impl Canaries {
    /// Nothing yet; `piece` bytes of what is hidden are enough to be found.
    pub fn new(piece: usize) -> Self {
        Self { piece, pieces: BTreeMap::new() }
    }

    /// Adds a value that must not come out. Of one shorter than a piece only digits count.
    pub fn hide(&mut self, value: impl AsRef<[u8]>) {
        let (value, piece) = (value.as_ref(), self.piece);
        self.add(value, piece);
        for digits in value.split(|byte| !byte.is_ascii_digit()) {
            self.add(digits, DIGITS);
        }
        let hex = hex(value);
        self.add(hex.as_bytes(), piece.saturating_mul(2));
        self.add(hex.to_uppercase().as_bytes(), piece.saturating_mul(2));
        for offset in 0..3 {
            let encoded = STANDARD.encode(value.get(offset..).unwrap_or_default());
            // The last letters depend on what follows.
            let whole = encoded.len().saturating_sub(4);
            self.add(encoded.get(..whole).unwrap_or_default().as_bytes(), piece);
        }
        for bytes in value.windows(piece) {
            let list: Vec<String> = bytes.iter().map(u8::to_string).collect();
            let list = list.join(",");
            self.add(list.as_bytes(), list.len());
        }
    }

    /// What of the hidden stands in a text.
    pub fn find(&self, text: &str) -> Option<String> {
        let dense: String = text.split_whitespace().collect();
        [text, &dense].into_iter().find_map(|text| {
            self.pieces.iter().find_map(|(length, pieces)| {
                let found = text.as_bytes().windows(*length).find(|piece| pieces.contains(*piece));
                found.map(|piece| String::from_utf8_lossy(piece).into_owned())
            })
        })
    }

    fn add(&mut self, form: &[u8], length: usize) {
        if form.len() >= length {
            let pieces = self.pieces.entry(length).or_default();
            pieces.extend(form.windows(length).map(<[u8]>::to_vec));
        }
    }
}
