//! The signed bytes, and whether they can be taken apart in one way only. If they could in two, a
//! genuine signature would be good for another request, in which one value has given bytes to the
//! next.

use toml::Spanned;

use super::{Compiler, Layout};
use crate::definition::document::Format;
use crate::definition::proof::Piece;

const MAX_PIECES: usize = 32;

impl Compiler<'_> {
    pub(super) fn template(
        &mut self,
        signed: &Spanned<String>,
        layout: &Layout,
    ) -> Option<Vec<Piece>> {
        let line = self.line(signed);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut literal = String::new();
        let mut rest = signed.get_ref().as_str();
        while let Some(at) = rest.find(['{', '}']) {
            let (before, behind) = rest.split_at_checked(at)?;
            literal.push_str(before);
            if let Some(brace) = ["{{", "}}"].into_iter().find(|own| behind.starts_with(own)) {
                literal.push_str(brace.get(..1)?);
                rest = behind.get(2..)?;
                continue;
            }
            let inner = behind.strip_prefix('{').and_then(|behind| behind.split_once('}'));
            let Some((name, behind)) = inner else {
                self.mistake(
                    line,
                    "signed: a brace without its partner; a brace itself is {{ or }}",
                );
                return None;
            };
            let piece = match name {
                "timestamp" => Piece::Timestamp,
                "method" => Piece::Method,
                "url" => Piece::Url(None),
                "body" => Piece::Body,
                "form" => Piece::Form,
                place => Piece::Value(self.carried_text(place, line)?, None),
            };
            if pieces.iter().any(|own| own.is_same(&piece)) {
                self.mistake(line, "signed: a placeholder stands twice");
            }
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(piece);
            rest = behind;
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        if pieces.len() > MAX_PIECES {
            self.mistake(line, format!("signed: more than {MAX_PIECES} placeholders and texts"));
        }
        if has(&pieces, &Piece::Form) && layout.format != Format::Form {
            self.mistake(line, "signed: only a form has {form}");
        }
        if !set_ends(&mut pieces, layout) {
            self.mistake(
                line,
                "signed: the bytes could be taken apart in two ways; what has no end of its own needs \
                 a text between it and the next one, and only one such piece is possible",
            );
        }
        Some(pieces)
    }
}

/// Whether a template has a placeholder.
pub(super) fn has(template: &[Piece], wanted: &Piece) -> bool {
    template.iter().any(|piece| piece.is_same(wanted))
}

/// Gives every piece its end, if it can have one. JSON that is read alone has its own: no beginning
/// and no end of an object is one itself. So what is before it and what is behind it are taken
/// apart by themselves.
fn set_ends(template: &mut [Piece], layout: &Layout) -> bool {
    let is_json_alone = layout.format == Format::Json && layout.reads_query.is_none();
    let ends_itself = |piece: &Piece| is_json_alone && matches!(piece, Piece::Body);
    template.split_mut(ends_itself).all(set_ends_of_part)
}

/// What ends a piece towards its neighbour.
#[derive(Clone, Copy)]
enum End {
    /// Nothing.
    Open,
    /// No value of it could go on there, or there is no neighbour.
    Fixed,
    /// A byte of the text there, which a value must not hold.
    Byte(u8),
}

/// From the left up to the first piece that has no end, then from the right.
fn set_ends_of_part(part: &mut [Piece]) -> bool {
    let neighbour = |part: &[Piece], place: Option<usize>| part.get(place?).cloned();
    let mut open = None;
    for place in 0..part.len() {
        let next = neighbour(part, place.checked_add(1));
        let Some(piece) = part.get_mut(place) else { break };
        match end_of(piece, next.as_ref(), Side::Right) {
            End::Open => {
                open = Some(place);
                break;
            }
            End::Fixed => {}
            End::Byte(byte) => piece.set_end(byte),
        }
    }
    let Some(open) = open else { return true };
    // What Twilio does, whose weakness it is: docs/providers/twilio.md.
    if let Some([Piece::Url(_), Piece::Form]) = part.get(open..) {
        return true;
    }
    for place in open.saturating_add(1)..part.len() {
        let before = neighbour(part, place.checked_sub(1));
        let Some(piece) = part.get_mut(place) else { break };
        match end_of(piece, before.as_ref(), Side::Left) {
            End::Open => return false,
            End::Fixed => {}
            End::Byte(byte) => piece.set_end(byte),
        }
    }
    true
}

/// Where the neighbour stands.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

fn end_of(piece: &Piece, neighbour: Option<&Piece>, side: Side) -> End {
    let byte = match (neighbour, side) {
        (None, _) => return End::Fixed,
        (Some(Piece::Text(text)), Side::Right) => text.bytes().next(),
        (Some(Piece::Text(text)), Side::Left) => text.bytes().next_back(),
        (Some(_), _) => None,
    };
    let fixed = |is_other: fn(&u8) -> bool| byte.filter(is_other).map_or(End::Open, |_| End::Fixed);
    match piece {
        Piece::Text(_) => End::Fixed,
        Piece::Timestamp => fixed(|byte| !byte.is_ascii_digit()),
        // A URL begins in small letters. Its end may be in capitals.
        Piece::Method if side == Side::Right && matches!(neighbour, Some(Piece::Url(_))) => {
            End::Fixed
        }
        Piece::Method => fixed(|byte| !byte.is_ascii_uppercase()),
        Piece::Url(_) => byte.filter(|byte| !byte.is_ascii_graphic()).map_or(End::Open, End::Byte),
        Piece::Value(..) => byte.map_or(End::Open, End::Byte),
        Piece::Body | Piece::Form => End::Open,
    }
}
