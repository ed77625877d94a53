//! A translation that was made for another text, and that nobody has looked at since.
//!
//! ## Why it hurts
//!
//! The page says something new; what the catalogue says is about the old text, and may state a limit that is no
//! longer there.
//!
//! ## Example
//!
//! ```text
//! #, fuzzy
//! #| msgid "箱子的大小，单位GB"
//! msgid "箱子的大小，单位MB"
//! msgstr "Size of the box in GB"
//! ```
//!
//! ## How to settle it
//!
//! Correct the translation and remove the flag `fuzzy`, which is one key in the tools of translators.

use crate::finding::{Fault, Rule, Severity};

/// A translation that was made for another text, and that nobody has looked at since.
pub static RULE: Rule = Rule {
    code: "translation-fuzzy",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the translation, and remove the flag `fuzzy`",
};
