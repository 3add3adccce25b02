//! Phone numbers in vectors belong to nobody.

/// Numbers that are not from a range for fiction, but stand in a provider's own documentation.
/// `DOCUMENTED_NUMBERS` in `tests/vectors/common.py` is the list that the generator goes by.
const DOCUMENTED: [(&str, &str); 12] = [
    ("14155551234", "23 Telecom, delivery webhook"),
    ("18445550001", "Telnyx, deliveryUpdate"),
    ("18665550001", "Telnyx, deliveryUpdate"),
    ("13125550001", "Telnyx, signed example"),
    ("13125550002", "Telnyx, signed example"),
    ("13125550003", "Telnyx, failed example"),
    ("14158675309", "Twilio, tests of its validators"),
    ("14158675310", "Twilio, webhooks security"),
    ("18005551212", "Twilio, tests of its validators"),
    ("15017122661", "Twilio, status callbacks"),
    ("15558675310", "Twilio, status callbacks"),
    ("15558675311", "Twilio, status callbacks"),
];

/// Ranges for fiction, with the count of digits that are free: North America and the United
/// Kingdom (Ofcom).
const FICTIONAL: [(&str, usize); 2] = [("141555501", 2), ("447700900", 3)];

/// A plus sign as it stands, percent-encoded, and escaped in JSON.
const PLUS: [&str; 5] = ["+", "%2B", "%2b", "\\u002B", "\\u002b"];

/// The digits of what looks like a phone number of the world (E.164 has at most 15) and belongs,
/// or may one day belong, to somebody.
pub(crate) fn real_numbers(text: &str) -> Vec<&str> {
    let behind = PLUS.iter().flat_map(|plus| text.split(plus).skip(1));
    let digits =
        behind.filter_map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next());
    digits.filter(|digits| (8..=15).contains(&digits.len()) && !may_stand(digits)).collect()
}

fn may_stand(digits: &str) -> bool {
    let is_fictional = |(range, free): &(&str, usize)| {
        digits.strip_prefix(range).is_some_and(|rest| rest.len() == *free)
    };
    FICTIONAL.iter().any(is_fictional) || DOCUMENTED.iter().any(|(number, _)| *number == digits)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::workspace::Workspace;

    #[test]
    fn fictional_and_documented_numbers_may_stand() {
        for text in
            ["+14155550123", "to=%2B447700900123&x", "\"+14155551234\"", "+1234567", "12345678"]
        {
            assert!(real_numbers(text).is_empty(), "{text}");
        }
        assert!(real_numbers("+1234567890123456").is_empty(), "16 digits are no phone number");
    }

    #[test]
    fn others_are_found_however_the_plus_is_written() {
        for text in ["+14155550223", "a%2b14155550223", "\\u002B14155550223b", "+1+14155550223"] {
            assert_eq!(real_numbers(text), ["14155550223"], "{text}");
        }
        assert_eq!(real_numbers("+4477009001234"), ["4477009001234"], "a digit too many");
        assert_eq!(real_numbers("+12345678 +123456789012345").len(), 2);
    }

    #[test]
    fn the_list_is_that_of_the_generator() {
        let python = Workspace::of_this_checkout().read("tests/vectors/common.py").unwrap();
        let list = python.split_once("DOCUMENTED_NUMBERS").unwrap().1.split_once('}').unwrap().0;
        let theirs: BTreeSet<&str> = list
            .split("\"+")
            .skip(1)
            .filter_map(|rest| rest.split_once('"').map(|(number, _)| number))
            .collect();
        let own: BTreeSet<&str> = DOCUMENTED.iter().map(|(number, _)| *number).collect();
        assert_eq!(own, theirs);
    }
}
