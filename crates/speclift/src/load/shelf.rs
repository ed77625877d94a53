//! Where texts are kept: many beside each other, so that thousands of pages take no more memory than they have bytes.

use bytes::BytesMut;
use bytestring::ByteString;

/// So many bytes are kept together.
const BOARD: usize = 4 << 20;
/// A text of so many bytes is kept on its own: it would leave much of a board empty.
const LARGE: usize = BOARD / 16;

/// Keeps texts. An allocator rounds each of them up, to a quarter more.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    board: BytesMut,
}

impl Shelf {
    /// Keeps a copy of a text.
    pub(super) fn place(&mut self, text: &str) -> ByteString {
        if text.len() >= LARGE {
            return text.into();
        }
        if self.board.capacity() < text.len() {
            self.board = BytesMut::with_capacity(BOARD);
        }
        self.board.extend_from_slice(text.as_bytes());
        ByteString::try_from(self.board.split().freeze()).unwrap_or_else(|_| text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_what_they_are() {
        let texts: Vec<String> = (0..3_000).map(|nth| "一a".repeat(nth)).collect();
        let mut shelf = Shelf::default();
        let kept: Vec<ByteString> = texts.iter().map(|text| shelf.place(text)).collect();
        assert!(texts.iter().zip(&kept).all(|(text, kept)| *text == **kept));
        // Two that came one after the other stand one after the other.
        let [one, other] = [&kept[100], &kept[101]].map(|text| text.as_ptr() as usize);
        assert_eq!(other - one, kept[100].len());
        assert_ne!(kept[2_998].as_ptr(), texts[2_998].as_ptr());
    }
}
