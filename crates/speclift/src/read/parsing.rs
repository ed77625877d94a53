//! Parses HTML, range by range.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{QualName, local_name, ns};

use super::dom::{Dom, Id};
use super::plain_tag::plain_tag;
use super::sink::LocatedSink;
use super::tokens::{Cursor, LocatedTokens, pieces};

/// HTML that is being parsed, fed range by range.
///
/// Text, and the tags of which pages have most, go to the tree builder directly; anything else goes through html5ever's
/// tokenizer, up to the end of the next tag, where both are in the same state again. So the tokenizer decides whatever
/// is not plain, and most of its work, which is character by character, is spared.
pub(super) struct Parsing<'a> {
    tokenizer: Tokenizer<LocatedTokens<'a>>,
    cursor: Rc<Cursor<'a>>,
    queue: BufferQueue,
    /// Where the range that was fed last ends.
    fed: usize,
    /// Whether all is to go through the tokenizer, to compare.
    #[cfg(test)]
    tokenize_all: bool,
}

impl<'a> Parsing<'a> {
    /// Starts to parse a whole document.
    pub(super) fn document(src: &'a str) -> Self {
        let cursor = Rc::new(Cursor::new(src));
        let sink = LocatedSink::new(&cursor);
        Self::start(TreeBuilder::new(sink, TreeBuilderOpts::default()), cursor)
    }

    /// Starts to parse a fragment of a page.
    pub(super) fn fragment(src: &'a str) -> Self {
        let cursor = Rc::new(Cursor::new(src));
        let sink = LocatedSink::new(&cursor);
        let body = QualName::new(None, ns!(html), local_name!("body"));
        let context = html5ever::interface::create_element(&sink, body, Vec::new());
        Self::start(TreeBuilder::new_for_fragment(sink, context, None, TreeBuilderOpts::default()), cursor)
    }

    fn start(builder: TreeBuilder<Id, LocatedSink<'a>>, cursor: Rc<Cursor<'a>>) -> Self {
        let tokens = LocatedTokens::new(builder, Rc::clone(&cursor));
        let opts = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
        Self {
            tokenizer: Tokenizer::new(tokens, opts),
            cursor,
            queue: BufferQueue::default(),
            fed: 0,
            #[cfg(test)]
            tokenize_all: false,
        }
    }

    /// Parses a range of the source, which must not lie before one parsed already.
    pub(super) fn feed(&mut self, range: Range<usize>) {
        let Some(text) = self.cursor.src.get(range.clone()) else {
            return;
        };
        // A token cut by the gap between two ranges keeps its start; otherwise the gap is no token.
        if self.cursor.pos.get() >= self.fed {
            self.cursor.pos.set(range.start);
        }
        self.fed = range.end;
        // Pieces share its memory.
        let buffer = StrTendril::from(text);
        let share =
            |piece: &Range<usize>| buffer.subtendril((piece.start - range.start) as u32, piece.len() as u32);
        // Line breaks and NUL are more than characters to the tokenizer.
        let special = memchr::memchr2(b'\r', b'\0', text.as_bytes()).is_some();
        #[cfg(test)]
        let special = special || self.tokenize_all;
        let mut at = range.start;
        while at < range.end {
            if !special && self.cursor.between_tags.get() {
                at = self.feed_plain(at..range.end, &share);
            }
            let Some(piece) = pieces(self.cursor.src, at..range.end).next() else {
                break;
            };
            self.cursor.piece_end.set(piece.end);
            self.cursor.between_tags.set(false);
            self.queue.push_back(share(&piece));
            while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
            at = piece.end;
        }
    }

    /// Hands on plain text and plain tags, and returns where something else starts.
    fn feed_plain(&self, range: Range<usize>, share: &impl Fn(&Range<usize>) -> StrTendril) -> usize {
        let Range { start: mut at, end } = range;
        let tokens = &self.tokenizer.sink;
        while let Some(rest) = self.cursor.src.get(at..end) {
            let text = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
            // The tree builder may pass over a line break, and only the first.
            let first = usize::from(rest.starts_with('\n'));
            for text in [at..at + first, at + first..at + text] {
                if !text.is_empty() {
                    tokens.plain_text(share(&text), text);
                }
            }
            at += text;
            let Some((tag, len)) = plain_tag(&rest[text..]) else {
                break;
            };
            at += len;
            self.cursor.piece_end.set(at);
            tokens.plain_tag(tag);
            if !self.cursor.between_tags.get() {
                break;
            }
        }
        at
    }

    /// Whether a table is open.
    pub(super) fn in_table(&self) -> bool {
        self.cursor.open_tables.get() > 0
    }

    /// The DOM of what was fed.
    pub(super) fn finish(self) -> Dom<'a> {
        self.tokenizer.end();
        self.tokenizer.sink.builder.sink.into_dom()
    }
}

/// Where a table that is open at `from` ends, after the end tag that closes it; none where nothing
/// closes it.
pub(super) fn end_of_table(src: &str, from: usize) -> Option<usize> {
    struct Depth {
        open: Cell<usize>,
    }
    impl TokenSink for Depth {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token
                && tag.name == local_name!("table")
            {
                let open = self.open.get();
                self.open.set(match tag.kind {
                    TagKind::StartTag => open + 1,
                    TagKind::EndTag => open.saturating_sub(1),
                });
            }
            TokenSinkResult::Continue
        }
    }
    let rest = StrTendril::from(src.get(from..)?);
    let tokenizer = Tokenizer::new(Depth { open: Cell::new(1) }, TokenizerOpts::default());
    let queue = BufferQueue::default();
    for piece in pieces(src, from..src.len()) {
        queue.push_back(rest.subtendril((piece.start - from) as u32, piece.len() as u32));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        if tokenizer.sink.open.get() == 0 {
            return Some(piece.end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::dom::{Node, Visitor};

    /// All nodes, in order.
    fn nodes<'d>(dom: &'d Dom<'d>) -> Vec<Node<'d>> {
        struct All<'d>(Vec<Node<'d>>);
        impl<'d> Visitor<'d> for All<'d> {
            fn enter(&mut self, node: Node<'d>) -> bool {
                self.0.push(node);
                true
            }
            fn leave(&mut self, _: Node<'d>) {}
        }
        let mut all = All(Vec::new());
        dom.walk(dom.root(), &mut all);
        all.0
    }

    fn texts(src: &str, ranges: &[Range<usize>]) -> Vec<(String, String)> {
        let mut parsing = Parsing::fragment(src);
        for range in ranges {
            parsing.feed(range.clone());
        }
        let dom = parsing.finish();
        let mut all = Vec::new();
        for node in nodes(&dom) {
            for (part, place) in node.text().into_iter().flatten() {
                all.push((part.to_owned(), src[place].to_owned()));
            }
        }
        all
    }

    fn element(src: &str, name: &str) -> String {
        let mut parsing = Parsing::fragment(src);
        parsing.feed(0..src.len());
        let dom = parsing.finish();
        let node = nodes(&dom).into_iter().find(|node| node.name() == Some(name));
        src[node.unwrap().place()].to_owned()
    }

    #[test]
    fn text_and_entities_have_exact_places() {
        let src = "<p>一&lt;二&nbsp;3 &amp 4 &copy;x &unknown; a < b > c</p>";
        let parts = texts(src, std::slice::from_ref(&(0..src.len())));
        let joined: String = parts.iter().map(|(t, _)| t.as_str()).collect();
        assert_eq!(joined, "一<二\u{a0}3 & 4 ©x &unknown; a < b > c");
        for (text, raw) in &parts {
            match text.as_str() {
                "<" => assert!(raw == "&lt;" || raw == "<"),
                "\u{a0}" => assert_eq!(raw, "&nbsp;"),
                "&" => assert!(raw == "&amp" || raw == "&", "{raw}"),
                "©" => assert_eq!(raw, "&copy;"),
                _ => assert_eq!(text, raw),
            }
        }
    }

    #[test]
    fn entities_that_are_not_closed_end_with_their_name() {
        // All text, and of what is not text as it stands, what stands there.
        let read = |src: &str| -> [String; 2] {
            let parts = texts(src, std::slice::from_ref(&(0..src.len())));
            let entities = parts.iter().filter(|(text, raw)| text != raw).map(|(_, raw)| raw.as_str());
            let entities = entities.collect::<Vec<_>>().join(" ");
            [parts.iter().map(|(text, _)| text.as_str()).collect(), entities]
        };
        assert_eq!(read("a&lth2>云"), ["a<h2>云", "&lt"]);
        // An ampersand stands at the start of its entity.
        assert_eq!(read("&ampere;"), ["&ere;", ""]);
        assert_eq!(read("&#60a&#x3cg"), ["<a<g", "&#60 &#x3c"]);
        assert_eq!(read("\u{fffd}&lth\0\0\u{fffd}b"), ["\u{fffd}<h\u{fffd}b", "&lt"]);
        assert_eq!(read("&notin;&noti;&nope;"), ["∉¬i;&nope;", "&notin; &not"]);
    }

    #[test]
    fn elements_reach_from_tag_to_tag() {
        let src = "x<table><tr><td title=\"a>b\">1</td><td class=\"二\">2<tr><td>3</table>y";
        assert_eq!(
            element(src, "table"),
            "<table><tr><td title=\"a>b\">1</td><td class=\"二\">2<tr><td>3</table>"
        );
        assert_eq!(element(src, "td"), "<td title=\"a>b\">1</td>");
        assert_eq!(element(src, "tr"), "<tr><td title=\"a>b\">1</td><td class=\"二\">2");
    }

    #[test]
    fn text_out_of_place_in_a_table_is_found() {
        let src = "<table>lost<tr><td>kept</table>";
        assert_eq!(
            texts(src, std::slice::from_ref(&(0..src.len()))),
            [("lost".to_owned(), "lost".to_owned()), ("kept".to_owned(), "kept".to_owned())]
        );
    }

    #[test]
    fn gaps_between_ranges_are_no_text() {
        let src = "<p>a\n    b</p>";
        assert_eq!(
            texts(src, &[0..5, 9..14]).iter().map(|(_, raw)| raw.as_str()).collect::<String>(),
            "a\nb"
        );
    }

    #[test]
    fn placeholders_are_text() {
        let src = "<p>sort by <key1>[:<direction>], a List<Object></p>";
        let joined: String =
            texts(src, std::slice::from_ref(&(0..src.len()))).into_iter().map(|(t, _)| t).collect();
        assert_eq!(joined, "sort by <key1>[:<direction>], a List<Object>");
    }

    /// What is in a DOM, as it was parsed.
    fn outline(src: &str, tokenize_all: bool) -> Vec<String> {
        let mut parsing = Parsing::fragment(src);
        parsing.tokenize_all = tokenize_all;
        parsing.feed(0..src.len());
        let dom = parsing.finish();
        let mut all = Vec::new();
        for node in nodes(&dom) {
            let mut depth = 0;
            let mut parent = node.parent();
            while let Some(node) = parent {
                depth += 1;
                parent = node.parent();
            }
            let text: String = node.text().into_iter().flatten().map(|(part, _)| part).collect();
            let characters: Vec<_> = node
                .text()
                .into_iter()
                .flatten()
                .flat_map(|(part, place)| match part.len() == place.len() {
                    true => place.map(|at| at..at + 1).collect(),
                    false => vec![place],
                })
                .collect();
            let place = node.element().map(|_| node.place());
            all.push(format!("{depth} {:?} {place:?} {text:?} {characters:?}", node.element()));
        }
        all
    }

    #[test]
    fn the_tokenizer_reads_plain_tags_as_they_are_read_here() {
        let src = "<table class=\"a\" border='1'><thead><tr><th rowspan=\"2\" id=\"x\" >a\n b<br/>c</th></tr></thead><tr>\n\
            lost<td colspan=\"2\"><p>x &lt; <b>y</b></p></table><pre>\n\n{}</pre><ul><li>1<li>2</ul><A HREF='#x'>z</A>";
        assert_eq!(outline(src, false), outline(src, true));
    }

    proptest::proptest! {
        #[test]
        fn what_is_plain_changes_nothing(
            parts in proptest::collection::vec(proptest::sample::select(PARTS.split('¦').collect::<Vec<_>>()), 0..24)
        ) {
            let src: String = parts.concat();
            proptest::prop_assert_eq!(outline(&src, false), outline(&src, true), "{}", src);
        }
    }

    /// What HTML is made of: also broken, unusual, and what the tokenizer reads in a state of its own.
    const PARTS: &str = "<table>¦</table>¦<tr>¦</tr>¦<td>¦</td>¦<th colspan=\"2\">¦<tbody>¦<p>¦</p>¦<b>¦</b>¦</ul>¦<br>\
        ¦<a name=\"x\" id=\"y\">¦<a href=\"#z\">¦</a>¦<pre>¦</pre>¦<ul>¦<li>¦<br/>¦<div class=\"c\">¦</div >¦<h2 id=\"h\">\
        ¦<span\n title=\"a>b\">¦<td width=10%>¦<td rowspan=\"2\"colspan=\"3\">¦<td id=\"a\" id=\"b\">¦<TD>¦<p/>¦<p x>¦< p>\
        ¦</>¦<p¦=\"¦<key>¦<title>¦</title>¦<textarea>¦<script>¦</script>¦<!-- ¦ -->¦<!DOCTYPE x>¦<svg>¦</svg>¦</h2>\
        ¦<select>¦<code>¦</code>¦<a href=\"?a=1&amp;b\">¦a¦ ¦\n¦一 二¦&lt;¦&nbsp;¦&amp¦&lt¦&#60¦&¦&no¦\0¦;¦<¦>¦\r\n¦\"¦{\n  1\n}";
}
