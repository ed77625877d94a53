//! Characters that may stand in a string as they are, and yet act on a terminal or turn the direction of text: in
//! what is written they are escapes, which every reader takes for the same characters.

use std::fmt::Write as _;

/// Whether a character acts without being seen.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}') || is_turn(c)
}

/// Whether a character turns the direction of text.
fn is_turn(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The same JSON with escapes for such characters: they stand in strings only.
pub(crate) fn escaped(json: String) -> String {
    if !json.contains(is_unseen) {
        return json;
    }
    json.chars().fold(String::with_capacity(json.len()), |mut out, c| {
        if is_unseen(c) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
        out
    })
}

/// Stand-ins for the turns while a YAML serialiser is at work, which escapes control characters and no turns.
pub(super) struct StandIns;

/// Each turn, its stand-in, and how YAML writes that.
const STAND_INS: [(char, char, &str); 12] = [
    ('\u{61c}', '\u{86}', r"\x86"),
    ('\u{200e}', '\u{87}', r"\x87"),
    ('\u{200f}', '\u{88}', r"\x88"),
    ('\u{202a}', '\u{89}', r"\x89"),
    ('\u{202b}', '\u{8a}', r"\x8A"),
    ('\u{202c}', '\u{8b}', r"\x8B"),
    ('\u{202d}', '\u{8c}', r"\x8C"),
    ('\u{202e}', '\u{8d}', r"\x8D"),
    ('\u{2066}', '\u{8e}', r"\x8E"),
    ('\u{2067}', '\u{8f}', r"\x8F"),
    ('\u{2068}', '\u{90}', r"\x90"),
    ('\u{2069}', '\u{91}', r"\x91"),
];

/// Whether a document has turns, and whether they can have stand-ins: it has none of these itself. `any` tells whether
/// any text of it is such a one.
pub(super) fn turns(any: impl Fn(&dyn Fn(&str) -> bool) -> bool) -> Turns {
    let takes =
        |text: &str| STAND_INS.iter().any(|&(_, c, escape)| text.contains(c) || text.contains(escape));
    if !any(&|text| text.contains(is_turn)) {
        Turns::None
    } else if any(&takes) {
        Turns::Taken
    } else {
        Turns::Free(StandIns)
    }
}

/// The turns of a document.
pub(super) enum Turns {
    /// There are none.
    None,
    /// It has characters that would stand in for them.
    Taken,
    /// They can have stand-ins.
    Free(StandIns),
}

impl StandIns {
    /// A text with the stand-ins.
    pub(super) fn put(&self, text: &str) -> String {
        let stand_in = |c: char| STAND_INS.iter().find(|(turn, ..)| *turn == c).map_or(c, |known| known.1);
        text.chars().map(stand_in).collect()
    }

    /// Escapes of the turns in place of those of the stand-ins.
    pub(super) fn resolve(&self, yaml: String) -> String {
        STAND_INS.iter().fold(yaml, |yaml, (turn, _, escape)| {
            yaml.replace(escape, &format!("\\u{:04X}", u32::from(*turn)))
        })
    }
}
