//! Definitions that are put together of pieces, so that most of them load.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use arbitrary::Arbitrary;

/// What a definition is made of.
#[derive(Arbitrary, Debug)]
pub(super) struct Pieces {
    signature: Signature,
    format: Format,
    items: Option<Items>,
    has_numbers: bool,
    event: [Option<Place>; 3],
    message_id: Place,
    status: Place,
    members: Vec<(Member, Vec<Place>)>,
    extra: Vec<(u8, Vec<Place>)>,
    when: Vec<(Place, Wanted)>,
    times: Vec<Time>,
    is_any_case: bool,
    code_system: Option<CodeSystem>,
    others: Vec<(Vec<(Place, Wanted)>, Option<Place>)>,
    dedupe: [bool; 2],
    words: Vec<(u8, Meaning, Vec<(Place, Wanted)>)>,
    csv: Vec<(u8, Cause)>,
    rows: Vec<(u8, Cause)>,
}

macro_rules! words {
    ($name:ident: $($variant:ident $text:expr,)+) => {
        #[derive(Arbitrary, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        enum $name { $($variant,)+ }

        impl $name {
            const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

words! { Scheme:
    Sha1 "hmac_sha1", Sha256 "hmac_sha256", Sha512 "hmac_sha512", Ed25519 "ed25519",
    Standard "standard_webhooks", Basic "basic_auth", Secret "secret",
}
words! { Carrier:
    Own "header:X-Signature", Lower "header:x-signature", Type "header:Content-Type",
    Bearer "header:Authorization", Time "header:X-Time", Sig "query:sig", At "query:at",
    Odd "query:a[b]",
}
words! { Encoding: Hex "hex", Base64 "base64", Base64url "base64url", }
words! { Prefix: None "", Sha "sha256=", V1 "v1,", V "v1=", Bearer "Bearer ", T "t=", }
words! { Separator: Comma ",", Blank " ", Semicolon ";", Equals "=", Plus "+", Hyphen "-", }
words! { Joint: Dot ".", Colon ":", Line "\\n", Brace "{{", Letter "m", Digit "7", None "", }
words! { Format: Json "json", Form "form", Query "query", Either "json_or_form", }
words! { Items: Body "", Top "/items", Deep "/a/0/items", Data "/data", }
words! { Time: Rfc "rfc3339", Iso "iso8601", Seconds "seconds", Milliseconds "milliseconds", }
words! { CodeSystem: Provider "provider", Smpp "smpp", Map "map", Rp "rp", Tp "tp", }
words! { Place:
    Id "/id", A "/a", Ab "/a/b", First "/a/0", FirstB "/a/0/b", Zero "/0", Slash "/a~1b",
    Status "/status", Deep "/x/y/z", Items "/items", Name "name", Other "other",
    Whole "body:/env", WholeA "body:/a", WholeName "body:name", Query "query:q", QuerySig "query:sig",
    Text "text:sms", Far "/a/99999999999999999999",
}
words! { Wanted:
    There "true", Gone "false", One "\"m\"", Several "[\"m\", \"true\", \"1\"]",
}
words! { Member:
    Recipient "recipient", Sender "sender", Reference "reference", Channel "channel",
    Campaign "campaign", Code "code", Detail "detail", OccurredAt "occurred_at", Parts "parts",
    Part "part", Amount "amount", Currency "currency", Carrier "carrier", Network "network",
    Tags "tags",
}
words! { Meaning:
    Accepted "state = \"accepted\"", Queued "state = \"queued\"", Unknown "state = \"unknown\"",
    Sent "state = \"sent\"\nconfirmation = \"operator\"", Expired "state = \"expired\"",
    Delivered "state = \"delivered\"\nconfirmation = \"handset\"",
    Canceled "state = \"canceled\"\nnote = \"by the sender\"",
    Undelivered "state = \"undelivered\"\nrefined_by_code = true",
    NotYet "state = \"undelivered\"\nfinal = false",
    Rejected "state = \"rejected\"\nreason = \"blocked\"\npermanence = \"permanent\"",
}
words! { Cause:
    Unreachable "unreachable temporary", Unknown "unknown_subscriber permanent",
    Expired "expired unknown", None "none unknown", Blocked "blocked permanent",
}

#[derive(Arbitrary, Debug)]
struct Signature {
    scheme: Scheme,
    place: Carrier,
    prefix: Option<Prefix>,
    separator: Option<Separator>,
    encoding: Encoding,
    /// Where the time stands, and whether it is given first and in milliseconds.
    timestamp: Option<(Carrier, Option<Prefix>, bool, bool)>,
    /// Whether the method, the URL and two values are signed, too.
    also: [bool; 4],
    first: u8,
    joint: Joint,
    key: Option<(bool, bool)>,
}

impl Pieces {
    /// The file.
    pub(super) fn text(&self) -> String {
        let mut text = String::from("id = \"fuzz\"\nname = \"Fuzz\"\ndocs = \"d\"\n\n");
        self.signature(&mut text);
        self.write(&mut text).expect("a String takes everything");
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "[body]\nformat = \"{}\"", self.format.text())?;
        if let Some(items) = self.items.filter(|_| self.format == Format::Json) {
            writeln!(text, "items = \"{}\"", items.text())?;
        }
        if self.has_numbers {
            writeln!(text, "numbers = true")?;
        }
        writeln!(text, "[event]")?;
        for (name, place) in ["id", "type", "attempt"].into_iter().zip(self.event) {
            if let Some(place) = place {
                writeln!(text, "{name} = \"{}\"", self.place(place))?;
            }
        }
        writeln!(text, "[receipt]\nmessage_id = \"{}\"", self.id())?;
        writeln!(text, "status = \"{}\"", self.place(self.status))?;
        let members: BTreeMap<_, _> = self.members.iter().map(|(name, own)| (*name, own)).collect();
        for (name, places) in members {
            writeln!(text, "{} = {}", name.text(), self.places(places))?;
        }
        let extra: BTreeMap<_, _> = self.extra.iter().map(|(name, own)| (*name, own)).collect();
        let extra: Vec<_> =
            extra.iter().map(|(name, own)| format!("x{name} = {}", self.places(own))).collect();
        if !extra.is_empty() {
            writeln!(text, "extra = {{ {} }}", extra.join(", "))?;
        }
        if !self.when.is_empty() {
            writeln!(text, "when = {}", self.conditions(&self.when))?;
        }
        if !self.times.is_empty() {
            let times: Vec<_> = self.times.iter().take(8).map(|time| time.text()).collect();
            writeln!(text, "time = {times:?}")?;
        }
        if self.is_any_case {
            writeln!(text, "ignore_case = true")?;
        }
        if let Some(system) = self.code_system {
            writeln!(text, "code_system = \"{}\"", system.text())?;
        }
        for (when, kind) in self.others.iter().filter(|(when, _)| !when.is_empty()) {
            writeln!(text, "[[other]]\nwhen = {}", self.conditions(when))?;
            if let Some(kind) = kind {
                writeln!(text, "type = \"{}\"", self.place(*kind))?;
            }
        }
        let has = |member| self.members.iter().any(|(own, _)| *own == member);
        let [recipient, time] = self.dedupe;
        let (recipient, time) =
            (recipient && has(Member::Recipient), time && has(Member::OccurredAt));
        writeln!(text, "[dedupe]\nrecipient = {recipient}\ntime = {time}")?;
        let mut plain = BTreeSet::new();
        let default = [(0, Meaning::Delivered, Vec::new())];
        for (word, meaning, when) in self.words.iter().chain(&default) {
            let word = ["delivered", "failed", "Rejected", "1"][usize::from(*word) % 4];
            if plain.insert(word) {
                writeln!(text, "[[status]]\nword = \"{word}\"\n{}", meaning.text())?;
            }
            if !when.is_empty() {
                writeln!(text, "[[status]]\nword = \"{word}\"\n{}", meaning.text())?;
                writeln!(text, "when = {}", self.conditions(when))?;
            }
        }
        let mut codes = BTreeSet::new();
        writeln!(text, "[codes]\ncsv = '''\ncode,meaning,reason,permanence,source,note")?;
        for (code, cause) in &self.csv {
            if codes.insert(*code) {
                writeln!(text, "{code},\"what, it means\",{},,", cause.text().replace(' ', ","))?;
            }
        }
        writeln!(text, "'''")?;
        for (code, cause) in &self.rows {
            let (reason, permanence) = cause.text().split_once(' ').unwrap_or_default();
            if codes.insert(*code) {
                writeln!(text, "[[codes.rows]]\ncode = \"{code}\"\nmeaning = \"it means\"")?;
                writeln!(text, "reason = \"{reason}\"\npermanence = \"{permanence}\"")?;
            }
        }
        Ok(())
    }

    /// A location of the format; the query alone where it is signed.
    fn place(&self, place: Place) -> &'static str {
        let text = place.text();
        match text.split_once(':') {
            Some(("query", _)) if !self.signs_url() => "text:not signed",
            Some(("body", name)) if self.format == Format::Query => name.trim_start_matches('/'),
            Some(("body", _)) if self.format != Format::Json => "body:name",
            Some(_) => text,
            None if self.format == Format::Json => text,
            None => text.trim_start_matches('/'),
        }
    }

    /// Where the message id is: a place of the body, where there is one.
    fn id(&self) -> &'static str {
        match self.place(self.message_id) {
            place if place.starts_with("text:") => "id",
            place if place.starts_with("query:") && self.format != Format::Query => "id",
            place => place,
        }
    }

    fn places(&self, places: &[Place]) -> String {
        let places: Vec<_> = places.iter().take(8).map(|place| self.place(*place)).collect();
        match &places[..] {
            [] => "\"text:\\u0061\"".to_owned(),
            [place] => format!("{place:?}"),
            places => format!("{places:?}"),
        }
    }

    fn conditions(&self, conditions: &[(Place, Wanted)]) -> String {
        let conditions: BTreeMap<_, _> =
            conditions.iter().map(|(place, wanted)| (self.place(*place), wanted.text())).collect();
        let conditions = conditions.iter().map(|(place, wanted)| format!("{place:?} = {wanted}"));
        format!("{{ {} }}", conditions.collect::<Vec<_>>().join(", "))
    }

    fn signs_url(&self) -> bool {
        let Signature { scheme, place, also: [_, url, ..], .. } = &self.signature;
        let is_free = matches!(scheme, Scheme::Basic | Scheme::Secret);
        is_free
            || *scheme != Scheme::Standard
                && !place.text().starts_with("query:")
                && (*url || self.format == Format::Query)
    }

    fn signature(&self, text: &mut String) {
        let Signature { scheme, place, prefix, separator, encoding, timestamp, key, .. } =
            &self.signature;
        let mut line = |name: &str, value: String| text.push_str(&format!("{name} = {value}\n"));
        line("[signature]\nscheme", format!("\"{}\"", scheme.text()));
        let is_free = matches!(scheme, Scheme::Basic | Scheme::Secret);
        if !matches!(scheme, Scheme::Standard | Scheme::Basic) {
            let own_time = timestamp.as_ref().filter(|_| !is_free);
            let own_time = own_time.map(|(place, prefix, is_first, is_fine)| {
                let prefix = prefix.map_or("", Prefix::text);
                let unit = if *is_fine { "milliseconds" } else { "seconds" };
                let place = place.text();
                (
                    *is_first,
                    format!("{{ in = \"{place}\", prefix = \"{prefix}\", unit = \"{unit}\" }}"),
                )
            });
            if let Some((true, time)) = &own_time {
                line("timestamp", time.clone());
            }
            line("in", format!("\"{}\"", place.text()));
            if let Some((false, time)) = own_time {
                line("timestamp", time);
            }
            if let Some(prefix) = prefix {
                line("prefix", format!("\"{}\"", prefix.text()));
            }
            if let Some(separator) = separator {
                line("separator", format!("\"{}\"", separator.text()));
            }
            if !is_free {
                line("encoding", format!("\"{}\"", encoding.text()));
                line("signed", format!("\"{}\"", self.template()));
            }
        }
        if let Some((is_hex, has_prefix)) = key
            && !is_free
        {
            let is_hex = *is_hex && *scheme != Scheme::Standard;
            let encoding = if is_hex { "hex" } else { "base64" };
            let prefix = if *has_prefix { "key_" } else { "" };
            line(
                "key",
                format!(
                    "{{ name = \"signing_key\", encoding = \"{encoding}\", prefix = \"{prefix}\" }}"
                ),
            );
        }
    }

    fn template(&self) -> String {
        let Signature { timestamp, also: [method, _, header, query], first, joint, .. } =
            &self.signature;
        let body = if self.format == Format::Form && first % 2 == 0 { "{form}" } else { "{body}" };
        let pieces = [
            (timestamp.is_some(), "{timestamp}"),
            (*header, "{header:X-Id}"),
            (*method, "{method}"),
            (self.signs_url(), "{url}"),
            (*query, "{query:nonce}"),
            (self.format != Format::Query, body),
        ];
        let mut pieces: Vec<&str> =
            pieces.into_iter().filter_map(|(is_there, piece)| is_there.then_some(piece)).collect();
        let count = pieces.len().max(1);
        pieces.rotate_left(usize::from(*first) % count);
        // A URL ends where no URL goes on.
        let joint = if self.signs_url() { Joint::Line } else { *joint };
        pieces.join(joint.text())
    }
}
