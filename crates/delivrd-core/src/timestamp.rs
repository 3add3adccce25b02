//! Points in time as providers write them.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "every operand is bounded by the parser: years 0 to 9999, or ±400,000 around them"
)]

use std::fmt;

const SECONDS_A_DAY: i64 = 86_400;
/// 9999-12-31T23:59:59Z, the last second that RFC 3339 can write.
const LAST_SECOND: i64 = 253_402_300_799;
/// 0000-01-01T00:00:00Z, the first one.
const FIRST_SECOND: i64 = -62_167_219_200;

/// A point in time in UTC that keeps as many fraction digits as were sent.
///
/// Written as RFC 3339 with `T` and `Z`. Equality counts the digits: `…:04Z` and `…:04.0Z` are
/// the same instant, but not the same text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanoseconds: u32,
    digits: u8,
}

impl Timestamp {
    /// Reads RFC 3339 text. An offset is converted, `T` and `Z` may stand in either case,
    /// fraction digits past the ninth are dropped. Second 60, a missing zone, a date that does
    /// not exist and a year past 9999 (also one that the offset leads to) give `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (clock, mut rest) = bytes.split_at_checked(19)?;
        let &[
            y0,
            y1,
            y2,
            y3,
            b'-',
            mo0,
            mo1,
            b'-',
            d0,
            d1,
            b'T' | b't',
            h0,
            h1,
            b':',
            mi0,
            mi1,
            b':',
            s0,
            s1,
        ] = clock
        else {
            return None;
        };
        let year = number([y0, y1, y2, y3])?;
        let month = number([mo0, mo1])?;
        let day = number([d0, d1])?;
        let (hour, minute, second) = (number([h0, h1])?, number([mi0, mi1])?, number([s0, s1])?);
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let (mut nanoseconds, mut digits) = (0u32, 0u8);
        if let [b'.', fraction @ ..] = rest {
            let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (fraction, behind) = fraction.split_at_checked(length)?;
            if fraction.is_empty() {
                return None;
            }
            for byte in fraction.iter().take(9) {
                nanoseconds = nanoseconds * 10 + u32::from(byte - b'0');
                digits += 1;
            }
            nanoseconds *= 10u32.pow(u32::from(9 - digits));
            rest = behind;
        }
        let offset = match *rest {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
                let (hours, minutes) = (number([h0, h1])?, number([m0, m1])?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                let seconds = hours * 3600 + minutes * 60;
                if sign == b'-' { -seconds } else { seconds }
            }
            _ => return None,
        };
        let seconds =
            days_from_civil(year, month, day) * SECONDS_A_DAY + hour * 3600 + minute * 60 + second
                - offset;
        Self::from_unix(seconds).map(|time| Self { nanoseconds, digits, ..time })
    }

    /// The given second; `None` if RFC 3339 has no year for it.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        (FIRST_SECOND..=LAST_SECOND).contains(&seconds).then_some(Self {
            seconds,
            nanoseconds: 0,
            digits: 0,
        })
    }

    /// The given millisecond, with three fraction digits; `None` if RFC 3339 has no year for it.
    pub fn from_unix_milliseconds(milliseconds: i64) -> Option<Self> {
        let fraction = u32::try_from(milliseconds.rem_euclid(1000)).ok()?;
        Self::from_unix(milliseconds.div_euclid(1000)).map(|time| Self {
            nanoseconds: fraction * 1_000_000,
            digits: 3,
            ..time
        })
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    pub fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// The fraction of the second, in nanoseconds.
    pub fn subsec_nanoseconds(self) -> u32 {
        self.nanoseconds
    }
}

fn number<const DIGITS: usize>(digits: [u8; DIGITS]) -> Option<i64> {
    let value = |byte: u8| i64::from(byte.wrapping_sub(b'0'));
    let number = digits.iter().fold(0, |sum, byte| sum * 10 + value(*byte));
    digits.iter().all(u8::is_ascii_digit).then_some(number)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar. The year is counted from March,
/// so that the leap day is its last one; 400 years have 146,097 days.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.seconds.div_euclid(SECONDS_A_DAY));
        let second = self.seconds.rem_euclid(SECONDS_A_DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.digits > 0 {
            let fraction = self.nanoseconds / 10u32.pow(u32::from(9 - self.digits));
            write!(formatter, ".{fraction:0width$}", width = usize::from(self.digits))?;
        }
        formatter.write_str("Z")
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected RFC 3339"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Option<String> {
        Timestamp::parse(text).map(|time| time.to_string())
    }

    #[test]
    fn milliseconds_have_three_digits() {
        for (milliseconds, expected) in [
            (1_763_630_103_040, Some("2025-11-20T09:15:03.040Z")),
            (0, Some("1970-01-01T00:00:00.000Z")),
            (-1, Some("1969-12-31T23:59:59.999Z")),
            (253_402_300_799_999, Some("9999-12-31T23:59:59.999Z")),
            (253_402_300_800_000, None),
            (i64::MIN, None),
        ] {
            let time = Timestamp::from_unix_milliseconds(milliseconds);
            assert_eq!(time.map(|time| time.to_string()).as_deref(), expected);
        }
    }

    #[test]
    fn converts_offsets_and_keeps_the_digits() {
        for (text, expected) in [
            ("2026-11-20T09:15:32Z", "2026-11-20T09:15:32Z"),
            ("2026-11-20t09:15:32.040z", "2026-11-20T09:15:32.040Z"),
            ("2026-11-20T09:15:32.004+00:00", "2026-11-20T09:15:32.004Z"),
            ("2026-11-20T09:15:32-00:00", "2026-11-20T09:15:32Z"),
            ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
            ("2026-11-20T09:15:32.1234567899Z", "2026-11-20T09:15:32.123456789Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "",
            "date-time",
            "2026-11-20T09:15:32",
            "2026-11-20 09:15:32Z",
            "2026-11-20T09:15:60Z",
            "2026-11-20T24:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-11-20T09:15:32.Z",
            "2026-11-20T09:15:32,5Z",
            "2026-11-20T09:15:32+0100",
            "2026-11-20T09:15:32+24:00",
            "2026-11-20T09:15:32Z ",
            "+2026-11-20T09:15:32Z",
            "10000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-00:01",
            "0000-01-01T00:00:00+00:01",
            "२०२६-11-20T09:15:32Z",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn knows_the_second_of_the_documented_payload() {
        // `date -u -d 2026-02-13T10:30:04Z +%s`
        let time = Timestamp::parse("2026-02-13T10:30:04Z").unwrap();
        assert_eq!(time.unix_seconds(), 1_770_978_604);
    }

    proptest! {
        #[test]
        fn every_second_reads_back(seconds in FIRST_SECOND..=LAST_SECOND) {
            let time = Timestamp::from_unix(seconds).unwrap();
            prop_assert_eq!(Timestamp::parse(&time.to_string()), Some(time));
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = Timestamp::parse(&text);
        }
    }
}
