//! What is refused when a file is loaded, and where.

use delivrd::{Definition, Provider};

const GOOD: &str = r#"id = "acme"
name = "Acme"
docs = "https://example.com"
[signature]
scheme = "hmac_sha256"
in = "header:X-Sign"
encoding = "hex"
signed = "{timestamp}.{body}"
timestamp = { in = "header:X-Time" }
[body]
format = "json"
[receipt]
message_id = "/id"
status = "/state"
[[status]]
word = "ok"
state = "delivered"
[[status]]
word = "failed"
state = "undelivered"
[codes]
csv = """
code,meaning,reason,permanence,source,note
1,off,unreachable,temporary,,
2,gone,unknown_subscriber,permanent,,
"""
"#;

fn mistakes(old: &str, new: &str) -> Vec<(usize, String)> {
    assert!(GOOD.contains(old), "{old}");
    let mistakes = Definition::check(&GOOD.replace(old, new)).err().unwrap_or_default();
    mistakes.into_iter().map(|mistake| (mistake.line, mistake.problem.into_owned())).collect()
}

#[test]
fn the_file_itself_is_good() {
    assert!(Definition::check(GOOD).is_ok());
}

/// What is put for what in the good file; then the line of the mistake, and a part of its text.
const MISTAKES: &[(&str, &str, usize, &str)] = &[
    ("id = \"acme\"", "id = \"Acme\"", 1, "lower-case word"),
    ("id = \"acme\"\n", "", 1, "missing field `id`"),
    ("name = \"Acme\"", "name = \"\"", 1, "name: empty"),
    ("docs", "dogs", 3, "unknown member; expected one of `id`"),
    ("docs = \"https://example.com\"", "docs = https", 3, "string"),
    ("hmac_sha256", "hmac_md5", 5, "unknown word; expected one of `hmac_sha1`"),
    ("in = \"header:X-Sign\"\n", "", 4, "in: missing"),
    ("\"header:X-Sign\"", "\"X-Sign\"", 6, "header:Name or query:name"),
    ("\"header:X-Sign\"", "\"header:X Sign\"", 6, "header:Name or query:name"),
    ("\"header:X-Sign\"", "\"query:a b\"", 6, "header:Name or query:name"),
    ("\"header:X-Sign\"", "\"query:\"", 6, "header:Name or query:name"),
    ("encoding = \"hex\"\n", "", 4, "encoding: missing"),
    ("signed = \"{timestamp}.{body}\"\n", "", 4, "signed: missing"),
    ("{timestamp}.{body}", "{timestamp}", 8, "read from the body, and it is not signed"),
    ("{timestamp}.{body}", "{body}", 8, "{timestamp} belongs"),
    ("timestamp = { in = \"header:X-Time\" }\n", "", 8, "{timestamp} belongs"),
    ("{timestamp}.{body}", "{timestamp}.{body}.{body}", 8, "stands twice"),
    ("{timestamp}.{body}", "{timestamp}.{body", 8, "without its partner"),
    ("{timestamp}.{body}", "{timestamp}.}body", 8, "without its partner"),
    ("{timestamp}.{body}", "{timestamp}.{env:HOME}{body}", 8, "header:Name or query:name"),
    ("{timestamp}.{body}", "{timestamp}.{form}", 8, "only a form has {form}"),
    ("{timestamp}.{body}", "{timestamp}{header:X}{body}", 8, "taken apart in two ways"),
    ("{timestamp}.{body}", "{url}{timestamp}{body}", 8, "taken apart in two ways"),
    ("header:X-Time", "header:X-Sign", 9, "needs a prefix"),
    ("format = \"json\"", "format = \"xml\"", 11, "unknown word"),
    ("format = \"json\"", "format = \"form\"", 13, "leads into JSON alone"),
    ("format = \"json\"", "format = \"json\"\nitems = \"list\"", 12, "begins with a slash"),
    ("\"/id\"", "\"/i~d\"", 13, "~0"),
    ("\"/id\"", "\"/1/2/3/4/5/6/7/8/9\"", 13, "more than 8 segments"),
    ("\"/id\"", "\"header:X-Id\"", 13, "for the signature alone"),
    ("\"/id\"", "\"query:id\"", 13, "the URL is not signed"),
    ("\"/id\"", "\"text:1\"", 13, "nobody's id"),
    ("\"/id\"", "[]", 13, "1 to 8 locations"),
    ("\"/id\"", "7", 13, "a text or a list of texts"),
    ("status = \"/state\"", "status = \"/state\"\ntime = \"rfc822\"", 15, "unknown word"),
    ("state = \"delivered\"", "state = \"arrived\"", 17, "delivered"),
    ("state = \"delivered\"", "state = \"delivered\"\nfinal = false", 16, "contradicts"),
    ("state = \"delivered\"", "state = \"sent\"\nconfirmation = \"read\"", 16, "contradicts"),
    (
        "state = \"delivered\"",
        "state = \"delivered\"\nrefined_by_code = true",
        16,
        "refined_by_code",
    ),
    ("word = \"failed\"", "word = \"ok\"", 19, "stands twice"),
    (
        "state = \"undelivered\"",
        "state = \"undelivered\"\nwhen = { \"/a\" = true }",
        19,
        "needs a row without",
    ),
    ("code,meaning", "code,text", 23, "expected the columns"),
    ("unreachable", "unplugged", 24, "unreachable"),
    ("1,off", "1,off,x", 24, "six fields"),
    ("2,gone", "1,gone", 25, "stands twice"),
    ("unreachable,temporary", "unreachable,forever", 24, "permanence words"),
    ("unreachable,temporary", "none,temporary", 24, "has the permanence unknown"),
    ("1,off", "1,", 24, "without code or meaning"),
    ("word = \"ok\"", "word = \"\"", 16, "a status word is empty"),
    ("word = \"ok\"", "word = \"ok\"\nreason = \"unreachable\"", 16, "the state is no failure"),
    ("word = \"failed\"", "word = \"failed\"\npermanence = \"permanent\"", 19, "without a reason"),
    ("state = \"undelivered\"", "state = \"sent\"\nrefined_by_code = true", 19, "for a final"),
    ("format = \"json\"", "format = \"form\"\nitems = \"list\"", 12, "only a JSON body has a list"),
    ("\"/id\"", "\"\"", 13, "a location is empty"),
    ("\"/id\"", "\"query:\"", 13, "name of a parameter is missing"),
    ("status = ", "channel = \"text:\"\nstatus = ", 14, "nothing stands behind it"),
    ("status = ", "extra = { \"\" = \"/x\" }\nstatus = ", 14, "a name is empty"),
    ("status = ", "when = { \"/x\" = [] }\nstatus = ", 14, "never holds"),
    ("status = ", "time = []\nstatus = ", 14, "1 to 8 ways to write one"),
    ("[body]", "key = { name = \"Token\" }\n[body]", 10, "one lower-case word"),
    ("[body]", "key = { prefix = \"x_\" }\n[body]", 10, "no prefix is taken off"),
    (
        "[[status]]\nword = \"ok\"",
        "[dedupe]\ntime = true\n[[status]]\nword = \"ok\"",
        16,
        "no occurred_at",
    ),
    (
        "[[status]]\nword = \"ok\"",
        "[[other]]\nwhen = {}\n[[status]]\nword = \"ok\"",
        16,
        "needs conditions",
    ),
    ("[signature]", "[callback]\nanswer = { status = 404 }\n[signature]", 5, "200 to 299"),
];

#[test]
fn every_mistake_has_its_line() {
    for (old, new, line, part) in MISTAKES {
        let found = mistakes(old, new);
        assert!(
            found.iter().any(|(at, problem)| at == line && problem.contains(part)),
            "{new}: expected {line}: {part}, but it is {found:?}"
        );
    }
}

#[test]
fn all_mistakes_are_found_at_once_in_the_order_of_the_file() {
    let text = GOOD.replace("\"acme\"", "\"A\"").replace("/id", "/i~").replace("gone", "");
    let lines: Vec<usize> =
        Definition::check(&text).unwrap_err().iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [1, 13, 25]);
    let error = Definition::parse(&text).unwrap_err();
    assert!(error.to_string().starts_with("definition: line 1: id: "), "{error}");
}

#[test]
fn what_no_signature_covers_is_not_read() {
    let secret = "scheme = \"secret\"\nin = \"query:token\"";
    let signature = GOOD.split("[signature]\n").nth(1).unwrap().split("[body]").next().unwrap();
    // With nothing signed, there is nothing that it could fail to cover.
    let unsigned = GOOD.replace(signature, &format!("{secret}\n")).replace("/id", "query:id");
    assert!(Definition::check(&unsigned).is_ok());
    for (old, new) in [
        ("in = \"header:X-Sign\"", "in = \"query:sign\""),
        ("{timestamp}.{body}", "{timestamp}.{url}.{body}"),
    ] {
        assert!(mistakes(old, new).is_empty(), "{new}");
    }
    let both = GOOD
        .replace("in = \"header:X-Sign\"", "in = \"query:sign\"")
        .replace("{timestamp}.{body}", "{timestamp}.{url}.{body}");
    assert!(Definition::check(&both).is_err(), "a URL cannot hold its own signature");
}

/// A genuine signature must not be good for another request, in which one value has given bytes to
/// the next.
#[test]
fn signed_bytes_can_be_taken_apart_in_one_way_only() {
    let loads = |format: &str, template: &str, has_time: bool| {
        let mut text = GOOD
            .replace("format = \"json\"", &format!("format = \"{format}\""))
            .replace("\"/id\"", "\"id\"")
            .replace("\"/state\"", "\"state\"")
            .replace("{timestamp}.{body}", template);
        if !has_time {
            text = text.replace("timestamp = { in = \"header:X-Time\" }\n", "");
        }
        match Definition::check(&text) {
            Ok(_) => true,
            Err(mistakes) => {
                let is_about_it = |text: &str| text.contains("in two ways");
                assert!(mistakes.iter().all(|own| is_about_it(&own.problem)), "{mistakes:?}");
                false
            }
        }
    };
    for (format, template) in [
        ("form", "{body}{header:X-Nonce}"),
        ("query", "{url}{header:X-Nonce}"),
        ("form", "{url}.{body}"),
        ("form", "{url}{body}"),
        ("form", "{form}{url}"),
        ("query", "{url}{method}"),
        ("form", "{body}\\n{url}{method}"),
        ("form", "{header:X}{body}"),
        ("form", "{body}{query:x}"),
        ("form", "{method}{body}"),
        ("json_or_form", "{body}{header:X}"),
        ("json", "{header:X}{header:Y}{body}"),
    ] {
        assert!(!loads(format, template, false), "{format} {template}");
    }
    for (format, template) in [
        ("form", "{body}{timestamp}"),
        ("form", "{timestamp}{body}"),
        ("query", "{url}{timestamp}"),
        ("form", "{body}0{timestamp}"),
        ("json", "{url}{timestamp}{body}"),
    ] {
        assert!(!loads(format, template, true), "{format} {template}");
    }
    for (format, template) in [
        ("form", "{body}"),
        ("form", "{url}{form}"),
        ("form", "{method}\\n{url}\\n{body}"),
        ("form", "{body}.{header:X-Nonce}"),
        ("form", "{header:X}.{body}.{header:Y}"),
        ("json", "{method}{url}{body}"),
        ("json", "{body}.{header:X-Nonce}"),
        ("query", "{method}{url}"),
    ] {
        assert!(loads(format, template, false), "{format} {template}");
    }
    for (format, template) in [
        ("json", "{timestamp}{body}"),
        ("json", "{timestamp}.{url}{body}"),
        ("form", "{timestamp}.{body}"),
        ("form", "{body}.{header:X-Nonce}.{timestamp}"),
        ("query", "{url}.{timestamp}"),
    ] {
        assert!(loads(format, template, true), "{format} {template}");
    }
}

/// An id is also a section of a configuration, and a key is a member of one.
#[test]
fn members_of_every_configuration_are_taken() {
    for name in [
        "account",
        "advice",
        "codes",
        "definitions",
        "label",
        "max_body",
        "provider",
        "statuses",
        "tolerance",
        "unverified",
    ] {
        let key = |member| format!("encoding = \"hex\"\nkey = {{ {member} = \"{name}\" }}");
        for (old, new, line, part) in [
            ("id = \"acme\"", format!("id = \"{name}\""), 1, "id: a member of every"),
            ("encoding = \"hex\"", key("name"), 8, "from the members of every"),
            ("encoding = \"hex\"", key("list"), 8, "from the members of every"),
        ] {
            let found = mistakes(old, &new);
            let is_found = |(at, problem): &(usize, String)| *at == line && problem.contains(part);
            assert!(found.len() == 1 && found.iter().all(is_found), "{new}: {found:?}");
        }
    }
}

/// The derived readers of serde would take the members in their order.
#[test]
fn an_array_is_no_table() {
    for (table, array) in [
        ("callback", r#"["POST", { status = 200 }, 5, 3]"#),
        ("callback", "{ answer = [200] }"),
        ("signature", r#"["secret", "header:X-Token"]"#),
        ("signature", r#"{ scheme = "secret", in = "header:X-Token", key = ["token", "tokens"] }"#),
        ("signature", r#"{ scheme = "ed25519", timestamp = ["header:X-Time"] }"#),
        ("body", r#"["json", "/list"]"#),
        ("event", r#"["/event", "/type", "/attempt"]"#),
        ("receipt", r#"[{}, "/id", "/state"]"#),
        ("other", r#"[[{ "/type" = "in" }, "inbound"]]"#),
        ("dedupe", "[true, true]"),
        ("status", r#"[["failed", "undelivered", true, "none", false, "spam", "unknown"]]"#),
        ("codes", r#"["code,meaning,reason,permanence,source,note"]"#),
        ("codes", r#"{ rows = [["1", "off", "unreachable"]] }"#),
    ] {
        let mut is_replaced = false;
        let others = GOOD.split_inclusive('\n').filter(|line| {
            if line.starts_with('[') {
                is_replaced = line.trim_end().trim_matches(['[', ']']) == table;
            }
            !is_replaced
        });
        let text = format!("{table} = {array}\n{}", others.collect::<String>());
        let found = Definition::check(&text).err().unwrap_or_default();
        assert!(found.len() == 1 && found[0].line == 1, "{table} = {array}: {found:?}");
        assert!(found[0].problem.ends_with("expected a table"), "{table} = {array}: {found:?}");
    }
}

#[test]
fn members_of_one_scheme_are_not_those_of_another() {
    let problems = |signature: &str| {
        let own = GOOD.split("[signature]\n").nth(1).unwrap().split("[body]").next().unwrap();
        let text = GOOD.replace(own, &format!("{signature}\n"));
        let found = Definition::check(&text).err().unwrap_or_default();
        found.into_iter().map(|mistake| mistake.problem.into_owned()).collect::<Vec<_>>()
    };
    for (scheme, place, lacks) in [
        ("basic_auth", "", &["prefix", "separator", "encoding", "signed", "timestamp"][..]),
        ("secret", "in = \"header:X-Key\"", &["encoding", "signed", "timestamp"]),
        (
            "standard_webhooks",
            "",
            &["in", "prefix", "separator", "encoding", "signed", "timestamp"],
        ),
    ] {
        assert_eq!(problems(&format!("scheme = \"{scheme}\"\n{place}")), [""; 0]);
        for name in lacks {
            let value = match *name {
                "in" => "\"header:X-Sign\"",
                "prefix" => "\"v1=\"",
                "separator" => "\",\"",
                "encoding" => "\"hex\"",
                "signed" => "\"{body}\"",
                _ => "{ in = \"header:X-Time\" }",
            };
            let found = problems(&format!("scheme = \"{scheme}\"\n{place}\n{name} = {value}"));
            let expected = format!("signature: the scheme does not have {name}");
            assert!(found.contains(&expected), "{scheme}, {name}: {found:?}");
        }
    }
    for (scheme, encoding, is_good) in [
        ("ed25519", "text", false),
        ("ed25519", "hex", true),
        ("basic_auth", "hex", false),
        ("basic_auth", "text", true),
        ("secret\"\nin = \"header:X-Key", "base64", false),
        ("secret\"\nin = \"header:X-Key", "text", true),
        ("standard_webhooks", "text", false),
        ("standard_webhooks", "base64", true),
        ("hmac_sha256", "text", true),
        ("hmac_sha256", "hex", true),
    ] {
        let signed = match scheme {
            "ed25519" | "hmac_sha256" => {
                "in = \"header:X-Sign\"\nencoding = \"hex\"\nsigned = \"{body}\""
            }
            _ => "",
        };
        let key = format!("key = {{ encoding = \"{encoding}\" }}");
        let found = problems(&format!("scheme = \"{scheme}\"\n{signed}\n{key}"));
        assert_eq!(found.is_empty(), is_good, "{scheme} {encoding}: {found:?}");
        assert!(found.iter().all(|own| own.starts_with("key: an encoding")), "{found:?}");
    }
}

#[test]
fn the_two_members_of_keys_have_names_of_their_own() {
    let key = |name: &str, list: &str| {
        let key = format!("key = {{ name = \"{name}\", list = \"{list}\" }}\n[body]");
        mistakes("[body]", &key).len()
    };
    assert_eq!(key("token", "tokens"), 0);
    assert_eq!(key("token", "token"), 1);
    assert_eq!(key("account", "tokens"), 1);
    assert_eq!(key("token", "tolerance"), 1);
    let about = |scheme: &str| {
        let text = format!(
            "id = \"a\"\nname = \"A\"\ndocs = \"x\"\n[signature]\n{scheme}\n[body]\nformat = \"json\"\n\
             [receipt]\nmessage_id = \"/id\"\nstatus = \"/state\"\n\
             [[status]]\nword = \"ok\"\nstate = \"delivered\"\n"
        );
        Definition::check(&text).unwrap().metadata().keys()[0].about.to_owned()
    };
    assert!(about("scheme = \"secret\"\nin = \"header:X-Key\"").contains("that requests carry"));
    assert!(about("scheme = \"standard_webhooks\"").contains("whsec_"));
}

#[test]
fn a_separator_is_one_sign() {
    for (separator, count) in
        [(",", 0), (" ", 0), (";", 0), ("a", 1), ("\\t", 1), ("", 1), (",,", 1)]
    {
        let found = mistakes("encoding", &format!("separator = \"{separator}\"\nencoding"));
        assert_eq!(found.len(), count, "{separator:?}: {found:?}");
    }
}
/// The row so many times, with numbers for `#`.
fn rows(count: u16, row: &str) -> String {
    (0..count).map(|number| row.replace('#', &number.to_string())).collect()
}

#[test]
fn there_are_limits() {
    let long = format!("{GOOD}# {}", "x".repeat(1 << 20));
    assert_eq!(Definition::check(&long).unwrap_err()[0].line, 1);
    let codes: Vec<String> = (3..10_100).map(|code| format!("{code},x,unknown,,,\n")).collect();
    let many = GOOD.replace("2,gone,unknown_subscriber,permanent,,\n", &codes.concat());
    assert!(!Definition::check(&many).unwrap_err().is_empty());
    let others: Vec<String> =
        (0..20_000).map(|name| format!("[[other]]\nwhen = {{ \"/{name}\" = true }}\n")).collect();
    let found = Definition::check(&format!("{GOOD}{}", others.concat())).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].problem.contains("more than 1000 locations"), "{found:?}");
    let pieces = |places: u16, text: &str| {
        let places = rows(places, ".{header:X-#}");
        mistakes("{timestamp}.{body}", &format!("{{timestamp}}.{{body}}{places}{text}"))
    };
    assert_eq!(pieces(14, "."), [], "32 pieces");
    assert_eq!(pieces(15, "")[0].1, "signed: more than 32 placeholders and texts");
    let uses = |names: &str| mistakes("status = ", &format!("extra = {{ {names} }}\nstatus = "));
    assert_eq!(uses("a = \"/x\", b = \"/x\", c = [\"/x\", \"/y\"], d = \"/x\", e = \"/y\""), []);
    assert_eq!(uses(&rows(64, "a# = \"/x#\", ")), []);
    assert!(uses(&rows(65, "a# = \"/x#\", "))[0].1.contains("more than 64 members"));
    let when = |count| {
        let row = rows(count, "\"/x#\" = true, ");
        mistakes("status = ", &format!("when = {{ {row} }}\nstatus = "))
    };
    assert_eq!(when(32), []);
    assert!(when(33)[0].1.contains("more than 32 conditions"));
    let words = rows(999, "[[status]]\nword = \"#\"\nstate = \"sent\"\n");
    assert!(
        Definition::check(&format!("{GOOD}{words}")).unwrap_err()[0].problem.contains("1000 words")
    );
    let (none, _) = GOOD.split_once("[[status]]").unwrap();
    assert!(!Definition::check(none).unwrap_err().is_empty());
    let five = uses("a = \"/state\", b = \"/state\", c = \"/state\", d = \"/state\"");
    assert_eq!(five, [(14, "more than 4 members from one location".to_owned())]);
    // In one condition, and in many.
    for each in [1_000, 10] {
        let texts = vec!["\"a\""; each].join(",");
        let rows = |count: usize| {
            let row = format!("[[other]]\nwhen = {{ \"/x\" = [{texts}] }}\n");
            Definition::check(&format!("{GOOD}{}", row.repeat(count)))
        };
        assert!(rows(1_000 / each).is_ok());
        let found = rows(3 + 1_000 / each).unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].problem.contains("more than 1000 texts"), "{found:?}");
    }
    // No recursion of ours, and a limit in that of TOML.
    let deep = format!("{GOOD}x = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Definition::check(&deep).is_err());
}

#[test]
fn a_mistake_quotes_nothing_behind_a_word_of_ours() {
    for (old, new) in [
        ("name", "\"x, expected canary\" = 1\nname"),
        ("hmac_sha256", "x, expected canary"),
        ("format = \"json\"", "format = \"json\"\nnumbers = \"x, expected canary\""),
    ] {
        for (_, problem) in mistakes(old, new) {
            assert!(problem.contains("; expected ") && !problem.contains("canary"), "{problem}");
        }
    }
}

#[test]
fn the_line_of_a_mistake_is_one_of_the_file() {
    let written = r#""code,meaning,reason,permanence,source,note\n\n\n\n1,off,unplugged,,,\n""#;
    let (_, csv) = GOOD.split_once("csv = ").unwrap();
    let found = mistakes(csv, written);
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [22]);
}

#[test]
fn a_signature_that_no_request_can_have_is_refused() {
    let prefixed = "in = \"header:X-Sign\"\nprefix = \"v1,\"\nseparator";
    let timed = "prefix = \"t=v\"\nseparator = \",\"\ntimestamp = { in = \"header:X-Sign\"";
    for (old, new, line, part) in [
        ("in = \"header:X-Sign\"", &*format!("{prefixed} = \",\""), 8, "stands in a prefix"),
        ("encoding = \"hex\"", "separator = \"=\"\nencoding = \"base64\"", 7, "in the encoding"),
        ("encoding = \"hex\"", "separator = \"_\"\nencoding = \"base64url\"", 7, "in the encoding"),
        ("header:X-Time\"", "header:x-sign\", prefix = \"t=\"", 9, "needs a prefix"),
        (
            "timestamp = { in = \"header:X-Time\"",
            &*format!("{timed}, prefix = \"t=\""),
            10,
            "begin alike",
        ),
        ("{timestamp}.", "{timestamp}.{header:x-sign}.", 8, "is no placeholder"),
        ("{timestamp}.", "{timestamp}.{header:x-time}.", 8, "is no placeholder"),
        ("{timestamp}.", "{timestamp}.{header:X-A}.{header:x-a}.", 8, "stands twice"),
    ] {
        let found = mistakes(old, new);
        let is_found = |(at, problem): &(usize, String)| *at == line && problem.contains(part);
        assert!(found.len() == 1 && found.iter().all(is_found), "{new}: {found:?}");
    }
}

#[test]
fn a_secret_is_never_a_value_of_a_receipt() {
    let signature = GOOD.split("[signature]\n").nth(1).unwrap().split("[body]").next().unwrap();
    let secret = GOOD.replace(signature, "scheme = \"secret\"\nin = \"query:token\"\n");
    assert!(Definition::check(&secret).is_ok());
    let told = secret.replace("status = \"/state\"", "status = \"query:token\"");
    let found = Definition::check(&told).unwrap_err();
    assert_eq!((found.len(), found[0].line), (1, 4), "{found:?}");
}
