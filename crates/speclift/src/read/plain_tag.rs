//! The form that most tags have, read without a tokenizer.

use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::tokens::is_kept;

/// Reads the tag that a text starts with, where every tokenizer of HTML agrees about it at a glance: lower-case letters,
/// attributes between double quotes, nothing missing and nothing twice. Gives the tag, without attributes that nothing
/// reads, and its length. None for any other text, and for elements whose content is no HTML.
pub(super) fn plain_tag(text: &str) -> Option<(Tag, usize)> {
    let bytes = text.as_bytes();
    let end_tag = bytes.get(1) == Some(&b'/');
    let from = if end_tag { 2 } else { 1 };
    let mut at =
        from + bytes.get(from..)?.iter().position(|b| !b.is_ascii_lowercase() && !b.is_ascii_digit())?;
    let name = plain_name(text.get(from..at)?).filter(|_| bytes[0] == b'<')?;
    let mut attrs = Vec::new();
    if !end_tag {
        // Duplicates are found among those that are kept, for only the first of them counts.
        loop {
            let space = bytes.get(at..)?.iter().take_while(|b| matches!(b, b' ' | b'\n' | b'\t')).count();
            at += space;
            if matches!(bytes.get(at), Some(b'>' | b'/')) {
                break;
            }
            let (attribute, len) = attribute(text.get(at..)?, &name).filter(|_| space > 0)?;
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
    let tag = Tag { kind, name, self_closing, attrs, had_duplicate_attributes: false };
    Some((tag, at + 1))
}

/// Gives the static name that a text is, where it is one of these: to make one takes a hash of it.
macro_rules! static_name {
    ($text:expr, $($name:tt)|+) => {
        match $text {
            $($name => Some(local_name!($name)),)+
            _ => None,
        }
    };
}

/// The name of an element that leaves the tokenizer in the state that it is in, and of which pages are full.
fn plain_name(name: &str) -> Option<LocalName> {
    static_name!(
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

/// The name of an attribute that readers ask for.
fn read_name(name: &str) -> Option<LocalName> {
    static_name!(name, "rowspan" | "colspan" | "href" | "name" | "id" | "class")
}

/// Reads the attribute of an element that a text starts with, where it is plain. Gives it, where readers ask for it, and
/// its length.
fn attribute(text: &str, element: &LocalName) -> Option<(Option<Attribute>, usize)> {
    let len = text.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'-').count();
    let (name, rest) = text.split_at(len);
    let value = rest.strip_prefix("=\"")?;
    let value = &value[..memchr::memchr(b'"', value.as_bytes())?];
    if name.is_empty() || value.contains('&') {
        return None;
    }
    let attribute = read_name(name)
        .filter(|name| is_kept(element, name))
        .map(|name| Attribute { name: QualName::new(None, ns!(), name), value: value.into() });
    Some((attribute, len + 2 + value.len() + 1))
}
