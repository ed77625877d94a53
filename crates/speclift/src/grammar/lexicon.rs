//! Finding the words of a table in a text, at a cost that does not grow with the table.

use super::glyphs::{Glyph, is_han};

/// A table of words, looked up by their first character.
pub(crate) struct Lexicon<T: 'static> {
    /// For each low byte of a first character, where its words start in `words`.
    starts: [u16; 257],
    /// The words by the low byte of their first character, longer ones first.
    words: Vec<(Vec<char>, &'static T)>,
}

fn bucket(c: char) -> usize {
    (c as u32 & 0xff) as usize
}

impl<T> Lexicon<T> {
    /// The lexicon of a vocabulary table, whose words are in lower case and half width.
    pub(crate) fn new(table: &'static [(&'static str, T)]) -> Self {
        Self::index(table.iter().map(|(w, t)| (*w, t)))
    }

    fn index(table: impl Iterator<Item = (&'static str, &'static T)>) -> Self {
        let mut words: Vec<(Vec<char>, &'static T)> =
            table.filter(|(w, _)| !w.is_empty()).map(|(w, t)| (w.chars().collect(), t)).collect();
        words.sort_by_key(|(w, _)| (bucket(w[0]), usize::MAX - w.len()));
        let mut starts = [0; 257];
        for (word, _) in &words {
            starts[bucket(word[0]) + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Self { starts, words }
    }

    /// The longest word that stands at `at`, as its length and meaning. A space between two characters of Chinese
    /// words is where a line was broken.
    pub(crate) fn at(&self, text: &[Glyph], at: usize) -> Option<(usize, &'static T)> {
        let first = text.get(at)?.lower();
        let b = bucket(first);
        let (from, to) = (self.starts[b] as usize, self.starts[b + 1] as usize);
        let mut words = self.words[from..to].iter().filter(|(word, _)| word[0] == first);
        words.find_map(|(word, t)| Some((starts_with(&text[at..], word)?, *t)))
    }
}

impl Lexicon<()> {
    /// The lexicon of a plain list of words.
    pub(crate) fn of(list: &'static [&'static str]) -> Self {
        Self::index(list.iter().map(|w| (*w, &())))
    }
}

/// How many glyphs of a text a word takes, if the text starts with it.
fn starts_with(text: &[Glyph], word: &[char]) -> Option<usize> {
    let mut at = 0;
    for (i, &c) in word.iter().enumerate() {
        let broken = i > 0 && is_han(word[i - 1]) && is_han(c);
        at += usize::from(broken && text.get(at).is_some_and(Glyph::is_space));
        if text.get(at)?.lower() != c {
            return None;
        }
        at += 1;
    }
    Some(at)
}
