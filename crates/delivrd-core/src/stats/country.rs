//! Which country a number belongs to, as far as its calling code says.

/// The assigned country codes of ITU-T E.164, by the list "List of ITU-T Recommendation E.164
/// assigned country codes" (complement to E.164), written down for this crate. No code is the
/// beginning of another, so that at most one fits. Codes that several countries share (1: North
/// America, 7: Russia and Kazakhstan, 44, 47, 61, 212, 262, 590, 599, 800 and other services) stay
/// one; spare and reserved codes are missing.
const CODES: &[&str] = &[
    "1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45",
    "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
    "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98", "211",
    "212", "213", "216", "218", "220", "221", "222", "223", "224", "225", "226", "227", "228",
    "229", "230", "231", "232", "233", "234", "235", "236", "237", "238", "239", "240", "241",
    "242", "243", "244", "245", "246", "247", "248", "249", "250", "251", "252", "253", "254",
    "255", "256", "257", "258", "260", "261", "262", "263", "264", "265", "266", "267", "268",
    "269", "290", "291", "297", "298", "299", "350", "351", "352", "353", "354", "355", "356",
    "357", "358", "359", "370", "371", "372", "373", "374", "375", "376", "377", "378", "379",
    "380", "381", "382", "383", "385", "386", "387", "389", "420", "421", "423", "500", "501",
    "502", "503", "504", "505", "506", "507", "508", "509", "590", "591", "592", "593", "594",
    "595", "596", "597", "598", "599", "670", "672", "673", "674", "675", "676", "677", "678",
    "679", "680", "681", "682", "683", "685", "686", "687", "688", "689", "690", "691", "692",
    "800", "808", "850", "852", "853", "855", "856", "870", "878", "880", "881", "882", "883",
    "886", "888", "960", "961", "962", "963", "964", "965", "966", "967", "968", "970", "971",
    "972", "973", "974", "975", "976", "977", "979", "992", "993", "994", "995", "996", "998",
];

/// The calling code of a number in international form (`+`, then digits; blanks and `-.()` may
/// stand between them): `1` for all of North America. None without `+` (the digits could be
/// national), for an unassigned code, and for anything with another character in it.
pub fn calling_code(number: &str) -> Option<&'static str> {
    let digits: String = number
        .trim_ascii_start()
        .strip_prefix('+')?
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '.' | '(' | ')'))
        .collect();
    // E.164 allows 15 digits; the shortest numbers in use have more than three behind the code.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || !(5..=15).contains(&digits.len()) {
        return None;
    }
    CODES.iter().copied().find(|code| digits.starts_with(code))
}

/// The code as a caller's label states it, with or without `+`. A whole phone number is none.
pub(super) fn stated_code(text: &str) -> Option<&'static str> {
    let text = text.strip_prefix('+').unwrap_or(text);
    CODES.iter().copied().find(|code| *code == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_the_beginning_of_another() {
        for code in CODES {
            let others = CODES.iter().filter(|other| *other != code);
            assert!(others.clone().all(|other| !other.starts_with(code)), "{code}");
        }
        assert!(CODES.is_sorted_by(|a, b| (a.len(), a) < (b.len(), b)));
    }

    #[test]
    fn reads_the_code_of_an_international_number_alone() {
        for (number, code) in [
            ("+14155550123", Some("1")),
            ("+44 7700 900123", Some("44")),
            ("+353-20-915-0123", Some("353")),
            ("+99812345678", Some("998")),
            ("447700900123", None),
            ("00447700900123", None),
            ("+21012345678", None),
            ("+", None),
            ("+44", None),
            ("+1234567890123456", None),
            ("Acme", None),
            ("+44x7700900123", None),
            ("", None),
        ] {
            assert_eq!(calling_code(number), code, "{number}");
        }
        assert_eq!(stated_code("+44"), Some("44"));
        assert_eq!(stated_code("+447700900123"), None);
    }
}
