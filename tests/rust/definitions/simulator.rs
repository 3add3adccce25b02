//! The other side of a definition.

use delivrd::{Request, Simulator};

use crate::{definition, receive};

#[test]
fn it_signs_what_the_definition_takes() {
    for signed in [
        // A header that every request has, a value that must not hold a letter, and names that do
        // not stand in a URL as they are.
        "in = \"header:content-type\"\nsigned = \"{body}\"",
        "in = \"header:X-Sign\"\nsigned = \"{header:Content-Type}.{body}\"",
        "in = \"header:X-Sign\"\nsigned = \"{header:X-Id}message{body}\"",
        "in = \"query:a&b=[c+d]#%\"\nsigned = \"{query:n#1}.{body}\"",
    ] {
        let signature = format!("scheme = \"hmac_sha256\"\nencoding = \"hex\"\n{signed}");
        let receipt = "[receipt]\nmessage_id = \"/id\"\nstatus = \"/state\"";
        let definition = definition(&signature, "format = \"json\"", receipt);
        let key = definition.test_key();
        let config = definition.verifying_config(key).unwrap();
        let body = br#"{"id":"m-1","state":"ok"}"#;
        let request = definition.sign(body, "https://example.com/dlr", key, 0).unwrap();
        let headers: Vec<(&str, &[u8])> =
            request.headers.iter().map(|(name, value)| (&**name, value.as_bytes())).collect();
        let request =
            Request { method: request.method, url: &request.url, headers: &headers, body };
        assert!(receive(definition, &config, &request, 0).is_ok(), "{signed}");
    }
}
