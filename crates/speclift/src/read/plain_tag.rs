//! The form that most tags have, read without a tokenizer.

use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, ns};

/// Reads the tag that a text starts with, where every tokenizer of HTML agrees about it at a glance: lower-case letters,
/// attributes between double quotes, nothing missing and nothing twice. Gives the tag, without attributes that nothing
/// reads, and its length. None for any other text, and for elements whose content is no HTML.
pub(super) fn plain_tag(text: &str) -> Option<(Tag, usize)> {
    let bytes = text.as_bytes();
    let end_tag = bytes.get(1) == Some(&b'/');
    let from = if end_tag { 2 } else { 1 };
    let mut at =
        from + bytes.get(from..)?.iter().position(|b| !b.is_ascii_lowercase() && !b.is_ascii_digit())?;
    let name = text.get(from..at)?;
    if bytes[0] != b'<' || !is_plain(name) {
        return None;
    }
    let mut attrs = Vec::new();
    if !end_tag {
        // Duplicates are found among those that are kept, for only the first of them counts.
        loop {
            let space = bytes.get(at..)?.iter().take_while(|b| matches!(b, b' ' | b'\n' | b'\t')).count();
            at += space;
            if matches!(bytes.get(at), Some(b'>' | b'/')) {
                break;
            }
            let (attribute, len) = attribute(text.get(at..)?).filter(|_| space > 0)?;
            at += len;
            if let Some(attribute) = attribute {
                if attrs.iter().any(|known: &Attribute| known.name == attribute.name) {
                    return None;
                }
                attrs.push(attribute);
            }
        }
    }
    let self_closing = !end_tag && bytes.get(at) == Some(&b'/');
    at += usize::from(self_closing);
    if bytes.get(at) != Some(&b'>') {
        return None;
    }
    let kind = if end_tag { TagKind::EndTag } else { TagKind::StartTag };
    let tag = Tag { kind, name: LocalName::from(name), self_closing, attrs, had_duplicate_attributes: false };
    Some((tag, at + 1))
}

/// Elements that leave the tokenizer in the state that it is in, and of which pages are full.
fn is_plain(name: &str) -> bool {
    matches!(
        name,
        "td" | "tr"
            | "p"
            | "th"
            | "a"
            | "li"
            | "ul"
            | "ol"
            | "br"
            | "b"
            | "strong"
            | "code"
            | "span"
            | "div"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "col"
            | "colgroup"
            | "caption"
            | "pre"
            | "em"
            | "i"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// The attributes that readers ask for.
const READ: &[&str] = &["rowspan", "colspan", "href", "name", "id", "class"];

/// Reads the attribute that a text starts with, where it is plain. Gives it, where readers ask for it, and its length.
fn attribute(text: &str) -> Option<(Option<Attribute>, usize)> {
    let len = text.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'-').count();
    let (name, rest) = text.split_at(len);
    let value = rest.strip_prefix("=\"")?;
    let value = &value[..memchr::memchr(b'"', value.as_bytes())?];
    if name.is_empty() || value.contains('&') {
        return None;
    }
    let attribute = READ
        .contains(&name)
        .then(|| Attribute { name: QualName::new(None, ns!(), LocalName::from(name)), value: value.into() });
    Some((attribute, len + 2 + value.len() + 1))
}
