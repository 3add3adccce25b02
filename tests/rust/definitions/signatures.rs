//! Every way in which requests prove where they come from. The signatures were made in Python, by
//! hmac, hashlib and PyNaCl.

use delivrd::{Config, Error, ErrorKind, Request};

use crate::{definition, receive};

const BODY: &str = r#"{"id":"m-1","state":"ok"}"#;
const URL: &str = "https://example.com/dlr?x=1";
const NOW: i64 = 1_770_000_000;
const RECEIPT: &str = "[receipt]\nmessage_id = \"id\"\nstatus = \"state\"";

/// A scheme, and what comes of one request.
struct Case<'c> {
    signature: &'c str,
    format: &'c str,
    config: (&'c str, &'c str),
    method: &'c str,
    url: &'c str,
    body: &'c str,
}

impl Default for Case<'_> {
    fn default() -> Self {
        Self {
            signature: "",
            format: "format = \"json\"",
            config: ("secret", "an example secret"),
            method: "POST",
            url: URL,
            body: BODY,
        }
    }
}

impl Case<'_> {
    /// The scheme and skew that were found, or the refusal.
    fn receive(&self, headers: &[(&str, &str)]) -> Result<(String, Option<i64>), Error> {
        let definition = definition(self.signature, self.format, RECEIPT);
        let config = Config::new().with(self.config.0, self.config.1);
        let headers: Vec<(&str, &[u8])> =
            headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
        let request = Request {
            method: self.method,
            url: self.url,
            headers: &headers,
            body: self.body.as_bytes(),
        };
        let notification = receive(definition, &config, &request, NOW)?;
        assert_eq!(notification.receipts()[0].message_id, "m-1");
        let verified = notification.verified.unwrap();
        Ok((verified.scheme.into_owned(), verified.skew))
    }

    fn run(&self, headers: &[(&str, &str)]) -> Result<(String, Option<i64>), ErrorKind> {
        self.receive(headers).map_err(|error| error.kind())
    }

    /// The refusal names the value, and says what was expected of it.
    fn says(&self, parts: [&str; 2], headers: &[(&str, &str)]) {
        let text = self.receive(headers).unwrap_err().to_string();
        assert!(parts.iter().all(|part| text.contains(part)), "{parts:?}: {text}");
    }

    fn accepts(&self, scheme: &str, skew: Option<i64>, headers: &[(&str, &str)]) {
        assert_eq!(self.run(headers), Ok((scheme.to_owned(), skew)), "{headers:?}");
    }

    fn refuses(&self, kind: ErrorKind, headers: &[(&str, &str)]) {
        assert_eq!(self.run(headers), Err(kind), "{headers:?}");
    }
}

#[test]
fn sha1_in_base64() {
    let case = Case {
        signature: "scheme = \"hmac_sha1\"\nin = \"header:X-Sign\"\nencoding = \"base64\"\nsigned = \"{body}\"",
        ..Case::default()
    };
    case.accepts("hmac_sha1", None, &[("x-sign", "hI9TaTsYb2PP5ekdMdufIMzz9Vg=")]);
    case.refuses(ErrorKind::BadSignature, &[("X-Sign", "hI9TaTsYb2PP5ekdMdufIMzz9Vk=")]);
    case.refuses(ErrorKind::MissingHeader, &[("X-Sign", "")]);
    case.refuses(
        ErrorKind::DuplicateHeader,
        &[("X-Sign", ""), ("X-Sign", "hI9TaTsYb2PP5ekdMdufIMzz9Vg=")],
    );
    for malformed in [
        "hI9TaTsYb2PP5ekdMdufIMzz9Vg",
        "hI9TaTsYb2PP5ekdMdufIMzz9Vh=",
        " hI9TaTsYb2PP5ekdMdufIMzz9Vg=",
        "hI9TaTsYb2PP5ekdMdufIMzz9VgA",
        "=",
    ] {
        case.refuses(ErrorKind::MalformedHeader, &[("X-Sign", malformed)]);
    }
}

#[test]
fn sha512_over_method_url_and_body() {
    let case = Case {
        signature: "scheme = \"hmac_sha512\"\nin = \"header:X-Sign\"\nencoding = \"hex\"\nsigned = \"{method}\\n{url}\\n{body}\"",
        ..Case::default()
    };
    let tag = "65a60e9d6693772c6bddcbf3414186dfe923f46422a9563b2c6505b157e3339f1ccfc2e5560bbb1e78e9db8e9c6fd0bf53b81226a82d869303b6555fc0bb3132";
    case.accepts("hmac_sha512", None, &[("X-Sign", tag)]);
    case.accepts("hmac_sha512", None, &[("X-Sign", &tag.to_uppercase())]);
    case.refuses(ErrorKind::MalformedHeader, &[("X-Sign", &format!("0x{tag}"))]);
    case.refuses(ErrorKind::MalformedHeader, &[("X-Sign", tag.trim_start_matches('6'))]);
    let elsewhere = Case { url: "https://example.com/dlr?x=2", ..case };
    elsewhere.refuses(ErrorKind::BadSignature, &[("X-Sign", tag)]);
}

#[test]
fn base64url_and_a_timestamp_of_its_own() {
    let case = Case {
        signature: "scheme = \"hmac_sha256\"\nin = \"header:X-Sign\"\nencoding = \"base64url\"\nsigned = \"{timestamp}.{body}\"\ntimestamp = { in = \"header:X-Time\" }",
        ..Case::default()
    };
    let tag = ("X-Sign", "PzqNzk1CJGQwHmufpwAOBhUR5IMic6lBmvd4Vb3OHac");
    case.accepts("hmac_sha256", Some(0), &[tag, ("X-Time", "1770000000")]);
    case.refuses(ErrorKind::BadSignature, &[tag, ("X-Time", "1770000001")]);
    case.refuses(ErrorKind::MissingHeader, &[tag]);
    for malformed in ["+1770000000", "1770000000 ", "1770000000.0", "x"] {
        case.refuses(ErrorKind::MalformedHeader, &[tag, ("X-Time", malformed)]);
    }
    case.refuses(
        ErrorKind::MalformedHeader,
        &[("X-Sign", &format!("{}=", tag.1)), ("X-Time", "1770000000")],
    );
}

#[test]
fn time_and_several_signatures_in_one_value() {
    let case = Case {
        signature: "scheme = \"hmac_sha256\"\nin = \"header:Sign\"\nprefix = \"v1=\"\nseparator = \",\"\nencoding = \"hex\"\nsigned = \"{timestamp}.{body}\"\ntimestamp = { in = \"header:Sign\", prefix = \"t=\" }",
        ..Case::default()
    };
    let (tag, other) = (
        "v1=3f3a8dce4d422464301e6b9fa7000e061511e4832273a9419af77855bdce1da7",
        format!("v1={}", "0".repeat(64)),
    );
    for value in [
        format!("t=1770000000,{tag}"),
        format!("{tag},t=1770000000"),
        format!("t=1770000000,{other},{tag},v0=x,,"),
    ] {
        case.accepts("hmac_sha256", Some(0), &[("Sign", &value)]);
    }
    for value in [
        format!("t=1770000000,t=1770000000,{tag}"),
        format!("t=1770000000,t=1770000001,{tag}"),
        tag.to_owned(),
        "t=1770000000".to_owned(),
        "t=1770000000,v0=x".to_owned(),
        format!("t=1770000000, {tag}"),
        format!("t=1770000000,v1=,{tag}"),
        format!("t=1770000000{}", format!(",{other}").repeat(17)),
    ] {
        case.refuses(ErrorKind::MalformedHeader, &[("Sign", &value)]);
    }
    case.refuses(ErrorKind::BadSignature, &[("Sign", &format!("t=1770000000,{other}"))]);
}

#[test]
fn milliseconds_count_as_their_second() {
    let case = Case {
        signature: "scheme = \"hmac_sha256\"\ntimestamp = { in = \"header:T\", unit = \"milliseconds\" }\nin = \"header:S\"\nencoding = \"hex\"\nsigned = \"{timestamp}:{body}\"",
        ..Case::default()
    };
    let tag = "bef3a469c6145e741ab2997c203637d2da25d65fa87a1696a1983403c37bf1da";
    case.accepts("hmac_sha256", Some(0), &[("S", tag), ("T", "1770000000123")]);
}

#[test]
fn standard_webhooks() {
    let case = Case {
        signature: "scheme = \"standard_webhooks\"",
        config: ("secret", "whsec_ZGVsaXZyZCB3ZWJob29rIHNlY3JldCAwMDAx"),
        ..Case::default()
    };
    let (id, time) = (("webhook-id", "msg_1"), ("webhook-timestamp", "1770000000"));
    let tag = ("webhook-signature", "v1,Z0SB8rPOUzwU8ZZmbU4ZX+cucGYXeJ9kTtBZNhqaOdE=");
    case.accepts("hmac_sha256", Some(0), &[id, time, tag]);
    let several = format!("v1a,AAAA v1,{}= {}", "A".repeat(43), tag.1);
    case.accepts("hmac_sha256", Some(0), &[id, time, ("webhook-signature", &several)]);
    let bare = Case { config: ("secret", "ZGVsaXZyZCB3ZWJob29rIHNlY3JldCAwMDAx"), ..case };
    bare.accepts("hmac_sha256", Some(0), &[id, time, tag]);
    bare.refuses(ErrorKind::MissingHeader, &[time, tag]);
    bare.refuses(ErrorKind::BadSignature, &[("webhook-id", "msg_2"), time, tag]);
    // What would let the id take some of the bytes behind it.
    bare.refuses(ErrorKind::MalformedHeader, &[("webhook-id", "msg_1."), time, tag]);
    bare.refuses(ErrorKind::MalformedHeader, &[id, time, ("webhook-signature", "v2,AAAA")]);
}

#[test]
fn ed25519_in_hex() {
    let case = Case {
        signature: "scheme = \"ed25519\"\nin = \"header:S\"\nencoding = \"hex\"\nsigned = \"{timestamp}|{body}\"\ntimestamp = { in = \"header:T\" }\nkey = { encoding = \"hex\" }",
        config: ("public_key", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
        ..Case::default()
    };
    let tag = "0a50c4f4e1ad017417e405c2dc3f72d2422019771751dd192d2aa8dc4e30f7c9b0e033e979438cf2f6d92dcf91667c429d7b1b1117a9bc8d8bb7441acc3e5e01";
    case.accepts("ed25519", Some(0), &[("S", tag), ("T", "1770000000")]);
    case.refuses(
        ErrorKind::BadSignature,
        &[("S", &tag.replace("0a50", "0a51")), ("T", "1770000000")],
    );
}

#[test]
fn a_form_signed_by_its_sorted_fields() {
    let case = Case {
        signature: "scheme = \"hmac_sha1\"\nin = \"header:S\"\nencoding = \"base64\"\nsigned = \"{url}{form}\"",
        format: "format = \"form\"",
        body: "state=ok&id=m-1&note=a+b%26c&a=",
        ..Case::default()
    };
    let tag = "iymcoi9BJZVAsDoVcXJuBnXNK0E=";
    case.accepts("hmac_sha1", None, &[("S", tag)]);
    Case { body: "a=&id=m%2D1&note=a%20b%26c&state=ok", ..case }.accepts(
        "hmac_sha1",
        None,
        &[("S", tag)],
    );
    let twice = Case {
        signature: case.signature,
        format: case.format,
        body: "a=&id=m-1&id=m-1&note=a+b%26c&state=ok",
        ..Case::default()
    };
    // An equal pair counts once, as Twilio has it; what is read may stand once all the same.
    twice.refuses(ErrorKind::MalformedBody, &[("S", tag)]);
}

/// A value behind the body must not take bytes from it.
#[test]
fn a_value_that_could_end_elsewhere_is_refused() {
    let case = Case {
        signature: "scheme = \"hmac_sha256\"\nin = \"header:S\"\nencoding = \"hex\"\nsigned = \"{body}.{header:N}\"",
        format: "format = \"form\"",
        body: "state=ok&id=m-1",
        ..Case::default()
    };
    let tag = ("S", "bd9ddb239b18d285b2660a3797c5f43876306733c6f236438aa3b3bb7b3f256e");
    case.accepts("hmac_sha256", None, &[tag, ("N", "7")]);
    case.refuses(ErrorKind::MalformedHeader, &[tag, ("N", "1.7")]);
    let method = Case {
        signature: "scheme = \"hmac_sha256\"\nin = \"header:S\"\nencoding = \"hex\"\nsigned = \"{method}\\n{url}\\n{body}\"",
        body: "state=ok&id=m-1",
        format: "format = \"form\"",
        ..Case::default()
    };
    method.accepts(
        "hmac_sha256",
        None,
        &[("S", "32a0767d7c12281d52e83b3f0c268058e51626b39c772bee4084a1e86c31709a")],
    );
    // Each is signed as it stands, and could be taken apart in another way.
    for (verb, url, tag) in [
        (
            "post",
            "https://example.com/dlr?x=1",
            "1acca9c4b9d0a6dc030e7e694210c2ab0dbf0f76b7dde067c2f1a936b82202bf",
        ),
        ("POST", "/dlr?x=1", "48c706b85abe8913ced0e8a2a1ab0ea69e64fa87d14fe2d24163d51b051c04a2"),
        (
            "POST",
            "https://example.com/dlr?x=1\n",
            "e50a96fcf20b64ced1abca24ce1e0560e66a45c42491c6e15bf5b842ce88b158",
        ),
    ] {
        let other = Case { method: verb, url, ..method };
        other.refuses(ErrorKind::BadSignature, &[("S", tag)]);
    }
}

/// What is missing first in the file is what a refusal names.
#[test]
fn places_are_checked_in_the_order_of_the_file() {
    let time = "timestamp = { in = \"query:t\" }";
    let place = "in = \"header:X-Sign\"";
    let rest = "scheme = \"hmac_sha256\"\nencoding = \"hex\"\nsigned = \"{url}.{timestamp}\"";
    for (first, second, named) in [(time, place, " t header"), (place, time, " X-Sign header")] {
        let case = Case {
            signature: &format!("{first}\n{second}\n{rest}"),
            format: "format = \"query\"",
            ..Case::default()
        };
        case.says(["has no", named], &[]);
    }
}

#[test]
fn a_refusal_says_what_was_expected() {
    let signed = "in = \"header:X-Sign\"\nprefix = \"v1=\"\nsigned = \"{body}\"";
    for (scheme, encoding, expected) in [
        ("hmac_sha1", "hex", "v1= and 40 hex digits"),
        ("hmac_sha256", "base64", "v1= and canonical base64 of 32 bytes"),
        ("hmac_sha512", "base64url", "v1= and canonical base64url of 64 bytes"),
    ] {
        let signature = format!("scheme = \"{scheme}\"\nencoding = \"{encoding}\"\n{signed}");
        let case = Case { signature: &signature, ..Case::default() };
        case.says(["X-Sign", expected], &[("X-Sign", "v1=x")]);
    }
    let basic = Case {
        signature: "scheme = \"basic_auth\"",
        config: ("credential", "user:password"),
        ..Case::default()
    };
    basic.says(["Authorization", "Basic, one space"], &[("Authorization", "x")]);
    let bearer = Case {
        signature: "scheme = \"secret\"\nin = \"header:X-Key\"\nprefix = \"Key \"",
        ..Case::default()
    };
    bearer.says(["X-Key", "Key  and the secret"], &[("X-Key", "x")]);
}

/// {{ and }} stand for the signs themselves.
#[test]
fn a_template_can_have_braces() {
    let case = Case {
        signature: "scheme = \"hmac_sha256\"\nin = \"header:S\"\nencoding = \"hex\"\nsigned = \"{{{timestamp}}}{body}\"\ntimestamp = { in = \"header:T\" }",
        ..Case::default()
    };
    let tag = "4dd8d43842b7b0551b6b3696bf7a11aa63561cad62ca13956c1e1e33375d3735";
    case.accepts("hmac_sha256", Some(0), &[("S", tag), ("T", "1770000000")]);
}

/// A key is tried against each signature, and that of a curve takes long.
#[test]
fn a_value_has_four_signatures_of_ed25519_at_most() {
    let case = Case {
        signature: "scheme = \"ed25519\"\nin = \"header:S\"\nseparator = \",\"\nencoding = \"hex\"\nsigned = \"{body}\"\nkey = { encoding = \"hex\" }",
        config: ("public_key", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
        ..Case::default()
    };
    let tag = "c3aed6081d7086055c5fc0cc524d1ce3a7b66c4ce2d2917ab6addbdead08934fdb42fd9c106986c8f5daf4ca6efc02383ccf5fc5518596010b7c42ecf1ab5607";
    let other = format!("{},", "0".repeat(128));
    case.accepts("ed25519", None, &[("S", &format!("{}{tag}", other.repeat(3)))]);
    case.refuses(ErrorKind::MalformedHeader, &[("S", &format!("{}{tag}", other.repeat(4)))]);
}

#[test]
fn a_receipt_in_a_signed_query() {
    let case = Case {
        signature: "scheme = \"hmac_sha256\"\nin = \"header:S\"\nencoding = \"hex\"\nsigned = \"{url}.{timestamp}\"\ntimestamp = { in = \"query:t\" }",
        format: "format = \"query\"",
        url: "https://example.com/dlr?id=m-1&state=ok&t=1770000000",
        body: "",
        ..Case::default()
    };
    let tag = "ee474f82abcdd00864cdec0b9a6fdcc4017c07b4a6495293210a36b01f14d6b1";
    case.accepts("hmac_sha256", Some(0), &[("S", tag)]);
    let other =
        Case { url: "https://example.com/dlr?id=m-1&state=ok&t=1770000000&t=1770000001", ..case };
    other.refuses(ErrorKind::DuplicateHeader, &[("S", tag)]);
}

#[test]
fn credentials() {
    let basic = Case {
        signature: "scheme = \"basic_auth\"",
        config: ("credential", "user:pass word"),
        ..Case::default()
    };
    for value in ["Basic dXNlcjpwYXNzIHdvcmQ=", "basic dXNlcjpwYXNzIHdvcmQ="] {
        basic.accepts("basic_auth", None, &[("Authorization", value)]);
    }
    basic.refuses(ErrorKind::BadSignature, &[("Authorization", "Basic dXNlcjpwYXNz")]);
    for value in
        ["dXNlcjpwYXNzIHdvcmQ=", "Basic dXNlcg==", "Basic  dXNlcjpwYXNzIHdvcmQ=", "Bearer x:y"]
    {
        basic.refuses(ErrorKind::MalformedHeader, &[("Authorization", value)]);
    }
    let bearer = Case {
        signature: "scheme = \"secret\"\nin = \"header:Authorization\"\nprefix = \"Bearer \"\nkey = { name = \"token\" }",
        config: ("token", "abc def"),
        ..Case::default()
    };
    bearer.accepts("secret", None, &[("Authorization", "Bearer abc def")]);
    bearer.refuses(ErrorKind::BadSignature, &[("Authorization", "Bearer abc")]);
    bearer.refuses(ErrorKind::BadSignature, &[("Authorization", "Bearer ")]);
    bearer.refuses(ErrorKind::MalformedHeader, &[("Authorization", "abc def")]);
}

#[test]
fn keys_that_protect_nothing_are_refused() {
    let signed = "in = \"header:S\"\nencoding = \"hex\"\nsigned = \"{body}\"";
    for (signature, name, key) in [
        (format!("scheme = \"hmac_sha256\"\n{signed}"), "secret", " \0"),
        (
            format!("scheme = \"hmac_sha256\"\n{signed}\nkey = {{ encoding = \"hex\" }}"),
            "secret",
            "",
        ),
        (
            format!("scheme = \"hmac_sha256\"\n{signed}\nkey = {{ encoding = \"hex\" }}"),
            "secret",
            "0000",
        ),
        (
            format!("scheme = \"hmac_sha256\"\n{signed}\nkey = {{ encoding = \"hex\" }}"),
            "secret",
            "0b00",
        ),
        (
            format!("scheme = \"hmac_sha256\"\n{signed}\nkey = {{ encoding = \"hex\" }}"),
            "secret",
            "0xab",
        ),
        (
            format!(
                "scheme = \"hmac_sha256\"\n{signed}\nkey = {{ encoding = \"base64\", prefix = \"k_\" }}"
            ),
            "secret",
            "k_",
        ),
        (
            format!("scheme = \"hmac_sha256\"\n{signed}\nkey = {{ encoding = \"base64\" }}"),
            "secret",
            "a",
        ),
        (
            format!("scheme = \"ed25519\"\n{signed}"),
            "public_key",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ),
        (format!("scheme = \"ed25519\"\n{signed}"), "public_key", "AAAA"),
        ("scheme = \"basic_auth\"".to_owned(), "credential", "user"),
        ("scheme = \"basic_auth\"".to_owned(), "credential", "user: "),
        ("scheme = \"secret\"\nin = \"query:t\"".to_owned(), "secret", "  "),
    ] {
        let definition = definition(&signature, "format = \"json\"", RECEIPT);
        let verifier =
            delivrd::Verifier::new(std::sync::Arc::new(definition), &Config::new().with(name, key));
        assert_eq!(verifier.unwrap_err().kind(), ErrorKind::InvalidConfig, "{signature} {key:?}");
    }
    for (encoding, key, expected) in
        [("hex", "whsec_aa", "expected hex digits"), ("base64", "whsec_ZGVs", "expected base64")]
    {
        // No prefix is taken off that the file does not name.
        let signature =
            format!("scheme = \"hmac_sha256\"\n{signed}\nkey = {{ encoding = \"{encoding}\" }}");
        let definition = definition(&signature, "format = \"json\"", RECEIPT);
        let config = Config::new().with("secret", key);
        let refused = delivrd::Verifier::new(std::sync::Arc::new(definition), &config).unwrap_err();
        assert!(refused.to_string().contains(expected), "{refused}");
    }
}
