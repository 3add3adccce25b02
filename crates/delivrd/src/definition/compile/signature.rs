//! How requests prove where they come from.

use delivrd_core::Metadata;
use toml::Spanned;

use super::template::has;
use super::{Compiler, Layout, RESERVED};
use crate::definition::document::{
    Encoding, KeyEncoding, KeyTable, SchemeName, SignatureTable, TimestampTable, Unit,
};
use crate::definition::proof::{Carrier, KeyPlan, Kind, Piece, Place as Carried, Proof};

impl Compiler<'_> {
    /// How requests prove their origin, and what to say of the key.
    pub(super) fn proof(
        &mut self,
        table: &SignatureTable,
        line: usize,
        layout: &Layout,
    ) -> Option<(Proof, String)> {
        let is_standard = table.scheme == SchemeName::StandardWebhooks;
        let kind = match table.scheme {
            SchemeName::HmacSha1 => Kind::HmacSha1,
            SchemeName::HmacSha256 | SchemeName::StandardWebhooks => Kind::HmacSha256,
            SchemeName::HmacSha512 => Kind::HmacSha512,
            SchemeName::Ed25519 => Kind::Ed25519,
            SchemeName::BasicAuth => Kind::BasicAuth,
            SchemeName::Secret => Kind::Secret,
        };
        self.refuse_what_the_scheme_lacks(table, kind, line);
        let (key, about) = self.key(&table.key, kind, is_standard);
        if is_standard {
            self.check_query(layout, &[]);
            return Some((standard_webhooks(key), about));
        }
        let separator = table.separator.as_ref().and_then(|own| self.separator(own));
        let place = match &table.place {
            Some(place) => self.carried(place),
            None if kind == Kind::BasicAuth => Some(Carried::Header("Authorization".to_owned())),
            None => {
                self.mistake(line, "in: missing; where does the signature or the secret stand?");
                None
            }
        };
        let prefix = table.prefix.as_ref().map(|own| own.get_ref().clone()).unwrap_or_default();
        let signature = Carrier { place: place?, prefix };
        let timestamp = match &table.timestamp {
            None => None,
            Some(own) => Some(self.timestamp(own, &signature, separator)?),
        };
        let mut encoding = Encoding::Hex;
        let mut template = Vec::new();
        if kind.signs() {
            match &table.encoding {
                Some(own) => encoding = *own.get_ref(),
                None => self.mistake(line, "encoding: missing; hex, base64 or base64url?"),
            }
            match &table.signed {
                Some(signed) => {
                    template = self.template(signed, layout)?;
                    self.check_template(&template, &signature, timestamp.as_ref(), signed, layout);
                }
                None => self.mistake(line, "signed: missing; which bytes are signed?"),
            }
        }
        if let Some(own) = &table.separator {
            let line = self.line(own);
            self.check_separator(separator, &signature, timestamp.as_ref(), encoding, line);
        }
        if let Carried::Query(name) = &signature.place
            && layout.query.contains(name)
        {
            self.mistake(line, "signature: what proves the origin is read as a value, too");
        }
        let start = |timestamp: &Spanned<_>| timestamp.span().start;
        let proof = Proof {
            kind,
            signature,
            separator,
            encoding,
            timestamp,
            unit: table.timestamp.as_ref().map(|own| own.get_ref().unit).unwrap_or_default(),
            timestamp_first: table.timestamp.as_ref().map(start)
                < table.place.as_ref().map(|place| place.span().start),
            template,
            key,
        };
        Some((proof, about))
    }

    fn refuse_what_the_scheme_lacks(&mut self, table: &SignatureTable, kind: Kind, line: usize) {
        let SignatureTable { place, prefix, separator, encoding, signed, timestamp, .. } = table;
        let is_standard = table.scheme == SchemeName::StandardWebhooks;
        let has_no_form = is_standard || kind == Kind::BasicAuth;
        let lacks_signature = is_standard || !kind.signs();
        let wrong: Vec<&str> = [
            ("in", place.is_some() && is_standard),
            ("prefix", prefix.is_some() && has_no_form),
            ("separator", separator.is_some() && has_no_form),
            ("encoding", encoding.is_some() && lacks_signature),
            ("signed", signed.is_some() && lacks_signature),
            ("timestamp", timestamp.is_some() && lacks_signature),
        ]
        .into_iter()
        .filter_map(|(name, is_wrong)| is_wrong.then_some(name))
        .collect();
        if !wrong.is_empty() {
            let problem = "the scheme does not have";
            self.mistake(line, format!("signature: {problem} {}", wrong.join(", ")));
        }
    }

    fn separator(&mut self, separator: &Spanned<String>) -> Option<u8> {
        if let [byte] = separator.get_ref().as_bytes()
            && (byte.is_ascii_punctuation() || *byte == b' ')
        {
            return Some(*byte);
        }
        let line = self.line(separator);
        self.mistake(line, "separator: expected one ASCII sign or a blank");
        None
    }

    /// Sees to it that a separator divides elements and nothing else.
    fn check_separator(
        &mut self,
        separator: Option<u8>,
        signature: &Carrier,
        timestamp: Option<&Carrier>,
        encoding: Encoding,
        line: usize,
    ) {
        let Some(separator) = separator else { return };
        let letters: &[u8] = match encoding {
            Encoding::Hex => b"",
            Encoding::Base64 => b"+/=",
            Encoding::Base64url => b"-_",
        };
        let own = timestamp.filter(|own| own.place == signature.place);
        let prefix = signature.prefix.as_str();
        let is_inside = letters.contains(&separator)
            || prefix
                .bytes()
                .chain(own.iter().flat_map(|own| own.prefix.bytes()))
                .any(|byte| byte == separator);
        if is_inside {
            self.mistake(line, "separator: it stands in a prefix, or in the encoding");
        }
        if own.is_some_and(|own| own.prefix.starts_with(prefix) || prefix.starts_with(&own.prefix))
        {
            self.mistake(line, "timestamp: its prefix and that of the signature begin alike");
        }
    }

    fn timestamp(
        &mut self,
        table: &Spanned<TimestampTable>,
        signature: &Carrier,
        separator: Option<u8>,
    ) -> Option<Carrier> {
        let TimestampTable { place, prefix, .. } = table.get_ref();
        let place = self.carried(place)?;
        if place == signature.place && (prefix.is_empty() || separator.is_none()) {
            let line = self.line(table);
            self.mistake(
                line,
                "timestamp: in the value of the signature it needs a prefix, and the signature a \
                 separator",
            );
        }
        Some(Carrier { place, prefix: prefix.clone() })
    }

    fn key(&mut self, table: &KeyTable, kind: Kind, is_standard: bool) -> (KeyPlan, String) {
        let (name, encoding, about) = match kind {
            Kind::Ed25519 => {
                ("public_key", KeyEncoding::Base64, "the provider's public key; 32 bytes")
            }
            Kind::BasicAuth => {
                ("credential", KeyEncoding::Text, "user and password, as `user:password`")
            }
            Kind::Secret => ("secret", KeyEncoding::Text, "the text that requests carry"),
            _ if is_standard => {
                ("secret", KeyEncoding::Base64, "the signing secret, with or without `whsec_`")
            }
            _ => ("secret", KeyEncoding::Text, "the signing secret"),
        };
        let mut member = |text: &Option<Spanned<String>>, default: String| match text {
            None => default,
            Some(text) => {
                if !Metadata::is_id(text.get_ref()) {
                    let line = self.line(text);
                    self.mistake(line, "key: expected one lower-case word");
                }
                text.get_ref().clone()
            }
        };
        let one = member(&table.name, name.to_owned());
        let many = member(&table.list, format!("{one}s"));
        if one == many || [&one, &many].into_iter().any(|own| RESERVED.contains(&own.as_str())) {
            let line = table.list.as_ref().or(table.name.as_ref()).map_or(1, |own| self.line(own));
            self.mistake(line, "key: name and list have to differ from each other and from the members of every configuration");
        }
        let encoding = match &table.encoding {
            None => encoding,
            Some(own) => {
                let is_text = *own.get_ref() == KeyEncoding::Text;
                let is_wrong = match kind {
                    Kind::Ed25519 => is_text,
                    Kind::BasicAuth | Kind::Secret => !is_text,
                    _ => is_standard && *own.get_ref() != KeyEncoding::Base64,
                };
                if is_wrong {
                    let line = self.line(own);
                    self.mistake(line, "key: an encoding that keys of the scheme do not have");
                }
                *own.get_ref()
            }
        };
        let prefix = match &table.prefix {
            None if is_standard => "whsec_".to_owned(),
            None => String::new(),
            Some(prefix) => {
                if encoding == KeyEncoding::Text {
                    let line = self.line(prefix);
                    self.mistake(line, "key: a text is taken verbatim; no prefix is taken off");
                }
                prefix.get_ref().clone()
            }
        };
        let about = table.about.clone().unwrap_or_else(|| about.to_owned());
        (KeyPlan { one, many, encoding, prefix }, about)
    }

    /// Where a value stands that proves something.
    fn carried(&mut self, place: &Spanned<String>) -> Option<Carried> {
        let line = self.line(place);
        self.carried_text(place.get_ref(), line)
    }

    pub(super) fn carried_text(&mut self, text: &str, line: usize) -> Option<Carried> {
        let is_token = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':')
        };
        match text.split_once(':') {
            Some(("header", name)) if is_token(name) => Some(Carried::Header(name.to_owned())),
            Some(("query", name)) if is_token(name) => Some(Carried::Query(name.to_owned())),
            _ => {
                self.mistake(line, "expected header:Name or query:name");
                None
            }
        }
    }

    fn check_template(
        &mut self,
        template: &[Piece],
        signature: &Carrier,
        timestamp: Option<&Carrier>,
        signed: &Spanned<String>,
        layout: &Layout,
    ) {
        let line = self.line(signed);
        let signs_body = template.iter().any(|piece| matches!(piece, Piece::Body | Piece::Form));
        if layout.reads_body && !signs_body {
            self.mistake(line, "signed: receipts are read from the body, and it is not signed");
        }
        if timestamp.is_some() != has(template, &Piece::Timestamp) {
            self.mistake(
                line,
                "signed: {timestamp} belongs into it if there is a timestamp, and only then",
            );
        }
        if has(template, &Piece::Url(None)) && matches!(signature.place, Carried::Query(_)) {
            self.mistake(line, "signed: a URL that holds its own signature cannot be signed");
        }
        for own in [Some(signature), timestamp].into_iter().flatten() {
            if has(template, &Piece::Value(own.place.clone(), None)) {
                self.mistake(
                    line,
                    "signed: where the signature or the time stands is no placeholder",
                );
            }
        }
        self.check_query(layout, template);
    }

    fn check_query(&mut self, layout: &Layout, template: &[Piece]) {
        if let Some(line) = layout.reads_query
            && !has(template, &Piece::Url(None))
        {
            self.mistake(line, "a value is read from the query, and the URL is not signed");
        }
    }
}

/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
fn standard_webhooks(key: KeyPlan) -> Proof {
    let header = |name: &str| Carried::Header(name.to_owned());
    let dot = || Piece::Text(".".to_owned());
    Proof {
        kind: Kind::HmacSha256,
        signature: Carrier { place: header("webhook-signature"), prefix: "v1,".to_owned() },
        separator: Some(b' '),
        encoding: Encoding::Base64,
        timestamp: Some(Carrier { place: header("webhook-timestamp"), prefix: String::new() }),
        unit: Unit::Seconds,
        timestamp_first: true,
        template: vec![
            Piece::Value(header("webhook-id"), Some(b'.')),
            dot(),
            Piece::Timestamp,
            dot(),
            Piece::Body,
        ],
        key,
    }
}
