//! The documentation family's words, as data. A new wording is a new line here and nowhere else.

use std::collections::HashMap;

pub mod captions;
pub mod columns;
pub mod commands;
pub mod constraints;
pub mod opposites;
pub mod sections;
pub mod types;

/// A wording in the form in which wordings are compared: no white space, no closing colon, no
/// difference of case or of full and half width.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '!'..='~' => out.push(c.to_ascii_lowercase()),
            // Most characters of Chinese wordings: they have no case.
            '\u{4e00}'..='\u{9fff}' => out.push(c),
            c if c.is_whitespace() => {}
            '：' => out.push(':'),
            '（' => out.push('('),
            '）' => out.push(')'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end_matches(':').len());
    out
}

/// Wordings prepared for look-up by their [`normal`] form.
pub(crate) struct Words<T: 'static> {
    map: HashMap<String, T>,
    longest: usize,
}

impl<T: Copy> Words<T> {
    pub(crate) fn new(list: &[(&str, T)]) -> Self {
        let map: HashMap<_, _> = list.iter().map(|&(word, meaning)| (normal(word), meaning)).collect();
        let longest = list.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        Self { map, longest }
    }

    /// What the whole of a text means. Long texts are refused before anything is done with them.
    pub(crate) fn get(&self, text: &str) -> Option<T> {
        let text = text.trim();
        if text.is_empty() || text.len() > self.longest * 2 + 8 {
            return None;
        }
        self.map.get(&normal(text)).copied()
    }
}
