//! Finding the words of a table in a text, at a cost that does not grow with the table.

use super::glyphs::{Glyph, is_han};

/// A table of words, looked up by their first character.
pub(crate) struct Lexicon<T: 'static> {
    /// For each low byte of a first character, where its words start in `words`.
    starts: [u16; 257],
    /// The words by the low byte of their first character, longer ones first.
    words: Vec<Word<T>>,
}

/// A word of a table. Its first character is looked at most.
struct Word<T: 'static> {
    first: char,
    rest: Vec<char>,
    meaning: &'static T,
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
        let word = |(word, meaning): (&str, &'static T)| {
            let mut rest = word.chars();
            Some(Word { first: rest.next()?, rest: rest.collect(), meaning })
        };
        let mut words: Vec<Word<T>> = table.filter_map(word).collect();
        words.sort_by_key(|word| (bucket(word.first), usize::MAX - word.rest.len()));
        let mut starts = [0; 257];
        for word in &words {
            starts[bucket(word.first) + 1] += 1;
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
        let mut words = self.words[from..to].iter().filter(|word| word.first == first);
        words.find_map(|word| Some((1 + goes_on(&text[at + 1..], first, &word.rest)?, word.meaning)))
    }
}

impl Lexicon<()> {
    /// The lexicon of a plain list of words.
    pub(crate) fn of(list: &'static [&'static str]) -> Self {
        Self::index(list.iter().map(|w| (*w, &())))
    }
}

/// How many glyphs of a text the rest of a word takes, if the text goes on with it behind a character.
fn goes_on(text: &[Glyph], mut before: char, rest: &[char]) -> Option<usize> {
    let mut at = 0;
    for &c in rest {
        let broken = is_han(before) && is_han(c);
        at += usize::from(broken && text.get(at).is_some_and(Glyph::is_space));
        if text.get(at)?.lower() != c {
            return None;
        }
        at += 1;
        before = c;
    }
    Some(at)
}
