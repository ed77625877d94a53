//! The column that says whether a field is required.

use std::ops::Range;
use std::sync::LazyLock;

use super::glyphs::{View, fold};
use super::lexicon::Lexicon;
use crate::page::Line;
use crate::source::Span;
use crate::vocabulary::constraints as words;

/// What a cell says about whether a field is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Whether it is required. A field that is required under a condition is not.
    pub required: bool,
    /// The condition or remark beside the word, as written.
    pub note: Option<String>,
    /// Where the word stands, or the whole cell where it is only a condition.
    pub span: Span,
}

static REQUIRED: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::new(words::REQUIRED));
static SOMETIMES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::REQUIRED_SOMETIMES));
static FOR: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::REQUIRED_FOR));

/// What a word by itself says of whether a field is required.
pub(super) fn requirement_word(word: &str) -> Option<bool> {
    let folded: String = word.trim().chars().map(|c| fold(c).to_ascii_lowercase()).collect();
    // A single letter behind a name is a unit as well as an answer.
    let words = words::REQUIRED.iter().filter(|(word, _)| word.len() > 1);
    words.into_iter().find(|(word, _)| *word == folded).map(|(_, required)| *required)
}

/// Reads `是`, `Yes`, `可选`, `否 使用AK/SK认证时该字段必选。`; `None` where the cell says none of it, or both.
pub fn parse_required(lines: &[Line]) -> Option<Requirement> {
    let view = View::new(lines);
    let all = view.trim(0..view.glyphs.len());
    if all.is_empty() {
        return None;
    }
    let has = |lexicon: &Lexicon<()>, range: Range<usize>| {
        range.into_iter().any(|i| lexicon.at(&view.glyphs, i).is_some_and(|(len, ())| i + len <= all.end))
    };
    if let Some((len, &required)) = REQUIRED.at(&view.glyphs, all.start) {
        let end = all.start + len;
        let (last, next) = (view.glyphs[end - 1], view.glyphs[end]);
        if !(last.is_word() && next.is_word()) && end <= all.end {
            let other = (next.c == '/').then(|| REQUIRED.at(&view.glyphs, end + 1)).flatten();
            if other.is_some_and(|(_, other)| *other != required) {
                return None;
            }
            let conditional = required && has(&FOR, end..all.end);
            let note = view.written(if conditional { all.clone() } else { end..all.end });
            let note = note.trim_matches(|c: char| c.is_whitespace() || ",，。.;；:：()（）".contains(c));
            return Some(Requirement {
                required: required && !conditional,
                note: (!note.is_empty()).then(|| note.to_owned()),
                span: view.span(all.start..end),
            });
        }
    }
    has(&SOMETIMES, all.clone()).then(|| Requirement {
        required: false,
        note: Some(view.written(all.clone())),
        span: view.span(all.clone()),
    })
}
