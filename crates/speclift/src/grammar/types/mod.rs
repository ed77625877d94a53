//! The type column: `Array of Tag objects`, `Map<String, String>`, `nics数组`.

use std::ops::Range;
use std::sync::LazyLock;

mod expr;

pub use expr::{Name, TypeClaim, TypeExpr};

use super::glyphs::{Glyph, is_han, push_glyphs};
use super::lexicon::Lexicon;
use crate::page::{MarkKind, Text};
use crate::source::Span;
use crate::vocabulary::types::{self as words, TypeWord, Wrap};
use expr::of_word;

/// The longest text that is read as a type. What is longer is a description in the wrong column.
const MAX_LEN: usize = 512;
/// How deep lists and maps may nest.
const MAX_DEPTH: usize = 16;
/// Into how many parts the line breaks of a PDF may cut a name.
const MAX_PARTS: usize = 4;

static BEHIND: LazyLock<Vec<(Vec<char>, Wrap)>> = LazyLock::new(|| {
    let mut all: Vec<(Vec<char>, Wrap)> =
        words::BEHIND.iter().map(|(w, wrap)| (w.chars().rev().collect(), *wrap)).collect();
    all.sort_by_key(|(w, _)| usize::MAX - w.len());
    all
});
static ALTERNATIVES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::ALTERNATIVES));
static SEE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::SEE));

/// Reads a cell of the type column.
pub fn parse_type(text: &Text) -> TypeClaim {
    let unknown = TypeClaim { expr: TypeExpr::Unknown, span: text.trim().whole(), rest: None, length: None };
    if text.len() > MAX_LEN {
        return unknown;
    }
    let mut glyphs = Vec::new();
    push_glyphs(&mut glyphs, text, 0);
    let mut parser = Parser { text, rest: None, length: None };
    let whole = trim(&glyphs);
    // `X结构体数组，结构体说明请参见X结构体。`: the type, then where to read about it.
    let comma = whole.iter().position(|g| matches!(g.c, ',' | '。' | ';' | '\n'));
    if let Some((head, tail)) = comma.map(|at| whole.split_at(at))
        && (0..tail.len()).any(|i| SEE.at(tail, i).is_some())
        && let Some(expr) = parser.alternatives(trim(head))
    {
        let span = parser.span(trim(head));
        return TypeClaim { expr, span, rest: Some(parser.span(trim(&tail[1..]))), length: None };
    }
    if let Some(expr) = parser.alternatives(whole) {
        let span = parser.span(whole);
        let length = parser.length.filter(|_| expr.is_text());
        return TypeClaim { expr, span, rest: parser.rest, length };
    }
    unknown
}

/// Without white space at both ends, and without punctuation behind.
fn trim(mut glyphs: &[Glyph]) -> &[Glyph] {
    while let [first, rest @ ..] = glyphs
        && first.is_space()
    {
        glyphs = rest;
    }
    while let [rest @ .., last] = glyphs
        && (last.is_space() || matches!(last.c, '.' | '。' | ',' | '、' | ';' | ':'))
    {
        glyphs = rest;
    }
    glyphs
}

/// Lower case, without white space.
fn squash(glyphs: &[Glyph]) -> String {
    glyphs.iter().filter(|g| !g.is_space()).map(Glyph::lower).collect()
}

/// The word's meaning, and whether the written form is one word.
fn type_word(glyphs: &[Glyph]) -> Option<TypeWord> {
    if glyphs.len() > 24 {
        return None;
    }
    let key = squash(glyphs);
    words::TYPE_WORDS.iter().find(|(w, _)| *w == key).map(|&(_, word)| word)
}

/// The type that a word is, where it is one.
pub(super) fn word_type(glyphs: &[Glyph]) -> Option<TypeExpr> {
    type_word(glyphs).map(of_word)
}

struct Parser<'a> {
    text: &'a Text,
    rest: Option<Span>,
    length: Option<(u64, Span)>,
}

impl Parser<'_> {
    fn range(&self, glyphs: &[Glyph]) -> Range<usize> {
        match (glyphs.first(), glyphs.last()) {
            (Some(first), Some(last)) => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }

    fn span(&self, glyphs: &[Glyph]) -> Span {
        self.text.span(self.range(glyphs))
    }

    /// `String/Integer`; a single type as itself.
    fn alternatives(&mut self, glyphs: &[Glyph]) -> Option<TypeExpr> {
        if let Some(one) = self.one(glyphs, 0) {
            return Some(one);
        }
        let (mut types, mut from, mut nested, mut at) = (Vec::new(), 0, 0_usize, 0);
        while at < glyphs.len() {
            match glyphs[at].c {
                '<' | '(' | '[' => nested += 1,
                '>' | ')' | ']' => nested = nested.saturating_sub(1),
                _ => {}
            }
            match ALTERNATIVES.at(glyphs, at) {
                Some((len, ())) if nested == 0 => {
                    types.push(self.one(trim(&glyphs[from..at]), 0)?);
                    at += len;
                    from = at;
                }
                _ => at += 1,
            }
        }
        if types.is_empty() {
            return None;
        }
        types.push(self.one(trim(&glyphs[from..]), 0)?);
        types.dedup();
        if types.len() == 1 { types.pop() } else { Some(TypeExpr::OneOf(types)) }
    }

    fn one(&mut self, glyphs: &[Glyph], depth: usize) -> Option<TypeExpr> {
        let glyphs = trim(glyphs);
        if glyphs.is_empty() || depth > MAX_DEPTH {
            return None;
        }
        if let Some(word) = type_word(glyphs) {
            return Some(of_word(word));
        }
        if let Some(inner) = before(words::BEFORE, glyphs) {
            return Some(self.list_of(inner, depth));
        }
        if let Some(inner) = before(words::BEFORE_VALUES, glyphs) {
            let TypeExpr::Array(value) = self.list_of(inner, depth) else { return None };
            return Some(TypeExpr::Map(value));
        }
        if let Some(map) = self.keyed(glyphs, depth) {
            return Some(map);
        }
        let last = glyphs[glyphs.len() - 1].c;
        if last == '>' {
            return self.generic(glyphs, '<', depth);
        }
        // `Array[Tag]`; `Tag[]` is a word behind a name.
        if last == ']' && glyphs.len() > 2 && glyphs[glyphs.len() - 2].c != '[' {
            return self.generic(glyphs, '[', depth);
        }
        if last == ')' {
            return self.bracketed(glyphs, depth);
        }
        if let Some((head, wrap)) = self.behind(glyphs) {
            return self.wrapped(head, wrap, depth);
        }
        if let Some(inner) = elements(glyphs) {
            return Some(self.list_of(inner, depth));
        }
        // A link by itself: what it leads to is the structure.
        let name = self.name(glyphs)?;
        if name.link.is_some() { Some(TypeExpr::Named(Box::new(name))) } else { None }
    }

    /// `map[string]Tag`.
    fn keyed(&mut self, glyphs: &[Glyph], depth: usize) -> Option<TypeExpr> {
        let open = glyphs.iter().position(|g| g.c == '[')?;
        let close = open + glyphs[open..].iter().position(|g| g.c == ']')?;
        if !words::MAPS.contains(&squash(&glyphs[..open]).as_str()) || close + 1 == glyphs.len() {
            return None;
        }
        self.one(&glyphs[open + 1..close], depth + 1)?;
        let TypeExpr::Array(value) = self.list_of(&glyphs[close + 1..], depth) else { return None };
        Some(TypeExpr::Map(value))
    }

    /// What follows `Array of`: `Tag objects`, `strings`, `string arrays`, a bare name, or nothing known.
    fn list_of(&mut self, inner: &[Glyph], depth: usize) -> TypeExpr {
        let element = match type_word(trim(inner)) {
            Some(TypeWord::Objects) => TypeExpr::Object,
            Some(TypeWord::Strings) => TypeExpr::String,
            Some(TypeWord::Integers) => TypeExpr::Integer,
            Some(TypeWord::Booleans) => TypeExpr::Boolean,
            _ => self
                .one(inner, depth + 1)
                .or_else(|| self.name(trim(inner)).map(|name| TypeExpr::Named(Box::new(name))))
                .unwrap_or(TypeExpr::Unknown),
        };
        TypeExpr::Array(Box::new(element))
    }

    /// `List<…>`, `Map<…, …>`, the same with other brackets.
    fn generic(&mut self, glyphs: &[Glyph], bracket: char, depth: usize) -> Option<TypeExpr> {
        let open = glyphs.iter().position(|g| g.c == bracket)?;
        let outer = squash(&glyphs[..open]);
        let inner = &glyphs[open + 1..glyphs.len() - 1];
        if words::LISTS.contains(&outer.as_str()) {
            return Some(self.list_of(inner, depth));
        }
        words::MAPS.contains(&outer.as_str()).then(|| self.map_of(inner, depth)).flatten()
    }

    /// What stands in the brackets of a map: the types of its keys and of its values.
    fn map_of(&mut self, inner: &[Glyph], depth: usize) -> Option<TypeExpr> {
        let mut nested = 0_usize;
        let comma = inner.iter().position(|g| {
            match g.c {
                '<' => nested += 1,
                '>' => nested = nested.saturating_sub(1),
                _ => {}
            }
            g.c == ',' && nested == 0
        })?;
        // JSON has no other keys than text, whatever the page calls them.
        self.one(&inner[..comma], depth + 1)?;
        let TypeExpr::Array(value) = self.list_of(&inner[comma + 1..], depth) else {
            return None;
        };
        Some(TypeExpr::Map(value))
    }

    /// `Array(Tag)`, `Integer(int64)`, `String（枚举）`.
    fn bracketed(&mut self, glyphs: &[Glyph], depth: usize) -> Option<TypeExpr> {
        let open = glyphs.iter().position(|g| g.c == '(')?;
        let (head, inner) = (trim(&glyphs[..open]), trim(&glyphs[open + 1..glyphs.len() - 1]));
        let outer = squash(head);
        if words::LISTS.contains(&outer.as_str()) {
            return Some(self.list_of(inner, depth));
        }
        if words::MAPS.contains(&outer.as_str())
            && let Some(map) = self.map_of(inner, depth)
        {
            return Some(map);
        }
        let base = self.one(head, depth + 1)?;
        let qualifier = squash(inner);
        let narrowed =
            words::QUALIFIERS.iter().find(|(w, _)| *w == qualifier).map(|&(_, word)| of_word(word));
        Some(match narrowed {
            Some(to) if base.is_numeric() && to.is_numeric() => to,
            Some(to) if base.is_text() && to.is_text() => to,
            Some(to @ TypeExpr::Binary) if base.is_text() => to,
            _ => {
                let length = qualifier.parse().ok().filter(|length| *length > 0 && base.is_text());
                match length {
                    Some(length) => self.length = Some((length, self.span(inner))),
                    None => self.rest = Some(self.span(&glyphs[open..])),
                }
                base
            }
        })
    }

    /// A type or name with a word behind it: `Tag object`, `String数组`.
    fn wrapped(&mut self, head: &[Glyph], wrap: Wrap, depth: usize) -> Option<TypeExpr> {
        if depth > MAX_DEPTH {
            return None;
        }
        if wrap == Wrap::Nothing {
            return type_word(head).map(of_word);
        }
        let inner = match type_word(head) {
            // `List Object` is a list of objects.
            Some(TypeWord::Array) if wrap == Wrap::Object => TypeExpr::Array(Box::new(TypeExpr::Object)),
            Some(word) => of_word(word),
            None if before(words::BEFORE, head).is_some()
                || matches!(head.last(), Some(g) if matches!(g.c, '>' | ')')) =>
            {
                self.one(head, depth + 1)?
            }
            None => match self.behind(head) {
                Some((inner, wrap)) => self.wrapped(inner, wrap, depth + 1)?,
                None => TypeExpr::Named(Box::new(self.name(head)?)),
            },
        };
        Some(match wrap {
            Wrap::Object | Wrap::Nothing => inner,
            Wrap::Array | Wrap::Objects => TypeExpr::Array(Box::new(inner)),
        })
    }

    fn name(&self, glyphs: &[Glyph]) -> Option<Name> {
        let range = self.range(glyphs);
        let written = self.text.as_str().get(range.clone())?.to_owned();
        let link = self.link(&range);
        let fits = |g: &Glyph| g.is_word() || is_han(g.c) || g.c == ' ' || matches!(g.c, '-' | '.' | ':');
        let named = glyphs.iter().any(|g| g.c.is_ascii_alphabetic() || is_han(g.c));
        let parts = written.split_whitespace().count();
        let ok = named && parts <= MAX_PARTS && (link.is_some() || glyphs.iter().all(fits));
        ok.then(|| Name { written, span: self.text.span(range.clone()), range, link, concluded: false })
    }

    /// What precedes a word such as `object`, which white space, a bracket or another script sets off.
    fn behind<'g>(&self, glyphs: &'g [Glyph]) -> Option<(&'g [Glyph], Wrap)> {
        BEHIND.iter().find_map(|(word, wrap)| {
            let mut at = glyphs.len();
            for &c in word {
                loop {
                    at = at.checked_sub(1)?;
                    if glyphs[at].lower() == c {
                        break;
                    }
                    if !glyphs[at].is_space() {
                        return None;
                    }
                }
            }
            let head = trim(&glyphs[..at]);
            let previous = glyphs[..at].last()?;
            let linked = self.ends_link(previous.end as usize);
            let set_off = !previous.is_word() || !glyphs[at].is_word() || linked;
            (set_off && !head.is_empty()).then_some((head, *wrap))
        })
    }

    fn ends_link(&self, at: usize) -> bool {
        self.text.marks().iter().any(|m| m.range.end == at && matches!(m.kind, MarkKind::Link(_)))
    }

    fn link(&self, range: &Range<usize>) -> Option<String> {
        self.text.marks().iter().find_map(|mark| match &mark.kind {
            MarkKind::Link(to) if mark.range.start < range.end && range.start < mark.range.end => {
                Some(to.clone())
            }
            _ => None,
        })
    }
}

/// The word that follows one for a list: `Array Tag`.
fn elements(glyphs: &[Glyph]) -> Option<&[Glyph]> {
    let space = glyphs.iter().position(Glyph::is_space)?;
    let (word, name) = (squash(&glyphs[..space]), trim(&glyphs[space..]));
    let one_word = !name.is_empty() && name.iter().all(|g| g.is_word() || g.c == '-');
    (one_word && words::LISTS.contains(&word.as_str())).then_some(name)
}

/// What follows one of several phrases, such as `Array of `.
fn before<'g>(phrases: &[&str], glyphs: &'g [Glyph]) -> Option<&'g [Glyph]> {
    phrases.iter().find_map(|word| {
        let mut wanted = word.chars().filter(|&c| c != ' ').peekable();
        let mut at = 0;
        while let Some(&c) = wanted.peek() {
            let glyph = glyphs.get(at)?;
            if glyph.lower() == c {
                wanted.next();
            } else if !glyph.is_space() || at == 0 {
                return None;
            }
            at += 1;
        }
        glyphs.get(at)?.is_space().then(|| &glyphs[at..])
    })
}
