//! Indexes: nested lists whose items link to pages. An item under another is a page of that one's chapter.

use crate::page::Item;

use super::model::{Listed, Stated};

/// The items above the next one, from the outermost.
#[derive(Default)]
pub(crate) struct Contents {
    above: Vec<(u8, Stated<String>)>,
}

impl Contents {
    /// Takes the next item of a list. Gives the page that it links to, where it is nothing but a link and stands
    /// under another item.
    pub(crate) fn item(&mut self, item: &Item) -> Option<Listed> {
        while self.above.last().is_some_and(|(level, _)| *level >= item.level) {
            self.above.pop();
        }
        let chapter = self.above.last().map(|(_, chapter)| chapter.clone());
        let text = item.text.as_str().trim();
        // `[Boxes]` without an address: a chapter that has no page.
        let name = text.trim_matches(['[', ']']).trim().to_owned();
        self.above.push((item.level, Stated::new(name, item.text.whole())));
        let (target, _) = item.text.links().find(|(_, words)| words.trim() == text)?;
        Some(Listed { target: target.to_owned(), chapter: chapter? })
    }

    /// Ends the list.
    pub(crate) fn end(&mut self) {
        self.above.clear();
    }
}
