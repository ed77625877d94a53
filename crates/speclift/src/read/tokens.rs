//! The tokens of HTML with their exact places, filtered to what the page model can hold.
//!
//! html5ever tells line numbers only. But its tokens tile the input: each begins where the one before
//! it ended. The input is fed in pieces that end after each `>` and around each entity, so the end of
//! a tag is the end of its piece, and text is as long as it is.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use html5ever::data::NAMED_ENTITIES;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};

use super::dom::Id;
use super::sink::LocatedSink;

/// What the tokenizer and the tree sink know of the place that is being read.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    pub(super) src: &'a str,
    /// Where the next token begins.
    pub(super) pos: Cell<usize>,
    /// The end of the piece being fed.
    pub(super) piece_end: Cell<usize>,
    /// The token being processed.
    pub(super) token: Cell<(usize, usize)>,
    /// Whether it is text.
    pub(super) in_text: Cell<bool>,
    /// Where the text since the last tag starts, or what is left of it: a tree builder holds text inside tables back.
    pub(super) text_start: Cell<Option<usize>>,
    /// Depth of the element that is open innermost.
    pub(super) depth: Cell<usize>,
    /// Tables that are open.
    pub(super) open_tables: Cell<usize>,
    /// The first tag that was left out because it is nested too deep.
    pub(super) too_deep: Cell<Option<(usize, usize)>>,
    /// Whether the tokenizer is at the start of text, with nothing read that it did not tell of.
    pub(super) between_tags: Cell<bool>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(src: &'a str) -> Self {
        Self {
            src,
            pos: Cell::new(0),
            piece_end: Cell::new(0),
            token: Cell::new((0, 0)),
            in_text: Cell::new(false),
            text_start: Cell::new(None),
            depth: Cell::new(0),
            open_tables: Cell::new(0),
            too_deep: Cell::new(None),
            between_tags: Cell::new(true),
        }
    }

    /// Takes the place of a text token and moves on.
    fn take_text(&self, text: &str) -> (usize, usize) {
        let start = self.pos.get();
        let rest = self.src.get(start..self.piece_end.get().max(start)).unwrap_or_default();
        let (skip, len) = if text == "&" {
            (0, ampersand(rest))
        } else if rest.starts_with(text) {
            (0, text.len())
        } else if text == "\n" && rest.starts_with('\r') {
            (0, 1 + usize::from(rest[1..].starts_with('\n')))
        } else if rest.starts_with('&') {
            (0, entity(rest))
        } else {
            // Out of step after an entity that was not closed.
            rest.find(text).map_or((0, 0), |at| (at, text.len()))
        };
        let start = start + skip;
        self.pos.set(start + len);
        (start, start + len)
    }

    /// Moves on over a character that is no text.
    fn take_null(&self) {
        let start = self.pos.get();
        let rest = self.src.get(start..self.piece_end.get().max(start)).unwrap_or_default();
        if let Some(at) = rest.find('\0') {
            self.pos.set(start + at + 1);
        }
    }

    /// Takes the place of any other token, which ends with its piece, and moves on.
    fn take_rest(&self) -> (usize, usize) {
        let start = self.pos.get();
        let end = self.piece_end.get().max(start);
        self.pos.set(end);
        (start, end)
    }
}

/// The length of the entity that a text starts with, as the tokenizer takes it: the longest name that there is, which
/// old pages need not close.
fn entity(text: &str) -> usize {
    /// `&CounterClockwiseContourIntegral;`
    const LONGEST: usize = 32;
    let name = &text[1..];
    let run = |text: &str, is: fn(char) -> bool| text.find(|c| !is(c)).unwrap_or(text.len());
    if let Some(number) = name.strip_prefix('#') {
        let end = match number.strip_prefix(['x', 'X']) {
            Some(digits) => 3 + run(digits, |c| c.is_ascii_hexdigit()),
            None => 2 + run(number, |c| c.is_ascii_digit()),
        };
        return end + usize::from(text[end..].starts_with(';'));
    }
    let end = run(name, |c| c.is_ascii_alphanumeric());
    let end = (end + usize::from(name[end..].starts_with(';'))).min(LONGEST);
    // Beginnings of names are in the table too, and stand for nothing.
    let stands =
        |end: &usize| NAMED_ENTITIES.get(&name[..*end]).is_some_and(|characters| *characters != (0, 0));
    1 + (1..=end).rev().find(stands).unwrap_or(0)
}

/// The length of an ampersand: as it is, or as the entity that stands for it.
fn ampersand(text: &str) -> usize {
    if !text.starts_with('&') {
        return 0;
    }
    let name = text.get(1..entity(text)).unwrap_or_default();
    match name.trim_end_matches(';') {
        "amp" | "AMP" | "#38" | "#x26" | "#X26" => name.len() + 1,
        _ => 1,
    }
}

/// Cuts a range of HTML into the pieces to feed: after `>` and around entities.
pub(super) fn pieces(src: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let end = range.end.min(src.len());
    let mut start = range.start.min(end);
    std::iter::from_fn(move || {
        if start >= end {
            return None;
        }
        let bytes = &src.as_bytes()[start..end];
        let entity = bytes[0] == b'&';
        let cut = bytes.iter().enumerate().position(|(i, &b)| match b {
            b'>' => true,
            b'&' => i > 0,
            b';' => entity,
            _ => false,
        });
        let len = match cut {
            Some(i) if bytes[i] == b'&' => i,
            Some(i) => i + 1,
            None => bytes.len(),
        };
        start += len;
        Some(start - len..start)
    })
}

/// Elements deeper than this are read as if their tags were not there, as browsers do.
const MAX_DEPTH: usize = 400;

/// Hands tokens on to the tree builder, after noting their places.
pub(super) struct LocatedTokens<'a> {
    pub(super) builder: TreeBuilder<Id, LocatedSink<'a>>,
    pub(super) cursor: Rc<Cursor<'a>>,
    /// An `<a>` without address was left out, so its `</a>` is too.
    anchor_open: Cell<bool>,
    /// Inside `<svg>` or `<math>`, which hold no text of the page.
    drawing: Cell<bool>,
}

impl<'a> LocatedTokens<'a> {
    pub(super) fn new(builder: TreeBuilder<Id, LocatedSink<'a>>, cursor: Rc<Cursor<'a>>) -> Self {
        Self { builder, cursor, anchor_open: Cell::new(false), drawing: Cell::new(false) }
    }

    /// Takes text that the tokenizer would tell as it is.
    pub(super) fn plain_text(&self, text: StrTendril, place: Range<usize>) {
        self.cursor.pos.set(place.end);
        // To text, a tree builder never answers with anything but that it wants more.
        let _ = self.text(text, (place.start, place.end), 1);
    }

    /// Takes a tag that the tokenizer would tell as it is, and which ends with the piece.
    pub(super) fn plain_tag(&self, tag: Tag) {
        let result = self.tag(tag, 1);
        self.cursor.between_tags.set(matches!(result, TokenSinkResult::Continue));
    }

    fn text(&self, text: StrTendril, place: (usize, usize), line: u64) -> TokenSinkResult<Id> {
        // White space between the parts of a table is no text of the page, and costs the tree builder most.
        let between = || self.cursor.text_start.get().is_none() && self.builder.sink.is_between_cells();
        if self.drawing.get() || is_white(&text) && between() {
            return TokenSinkResult::Continue;
        }
        self.cursor.token.set(place);
        self.cursor.in_text.set(true);
        if self.cursor.text_start.get().is_none() {
            self.cursor.text_start.set(Some(place.0));
        }
        self.builder.process_token(Token::CharacterTokens(text), line)
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<Id> {
        let place = self.cursor.take_rest();
        let start_tag = tag.kind == TagKind::StartTag;
        let class = classify(&tag);
        if self.drawing.get() && matches!(class, Class::Structure) {
            self.drawing.set(false);
        }
        match class {
            Class::Drawing => {
                self.drawing.set(start_tag && !tag.self_closing);
                return TokenSinkResult::Continue;
            }
            _ if self.drawing.get() => return TokenSinkResult::Continue,
            Class::Ignored => return TokenSinkResult::Continue,
            Class::Words => {
                let text = self.cursor.src.get(place.0..place.1).unwrap_or_default();
                return self.text(StrTendril::from(text), place, line);
            }
            Class::Link => {
                let bare = match start_tag {
                    true => {
                        let in_table = self.cursor.open_tables.get() > 0;
                        let bare = in_table && !tag.attrs.iter().any(|a| &*a.name.local == "href");
                        self.anchor_open.set(bare);
                        bare
                    }
                    false => self.anchor_open.replace(false),
                };
                if bare {
                    return TokenSinkResult::Continue;
                }
            }
            _ => {}
        }
        if start_tag {
            let too_deep = self.cursor.depth.get() >= MAX_DEPTH;
            if too_deep && !matches!(class, Class::Cell) {
                if self.cursor.too_deep.get().is_none() {
                    self.cursor.too_deep.set(Some(place));
                }
                return TokenSinkResult::Continue;
            }
            keep_attributes(&mut tag, self.cursor.open_tables.get() > 0);
        }
        self.cursor.token.set(place);
        self.cursor.in_text.set(false);
        let end_tag = (!start_tag).then(|| tag.name.clone());
        let result = self.builder.process_token(Token::TagToken(tag), line);
        if let Some(name) = end_tag {
            self.builder.sink.end_tag(&name);
        }
        self.cursor.text_start.set(None);
        result
    }
}

impl TokenSink for LocatedTokens<'_> {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        let tag = matches!(token, Token::TagToken(_));
        let result = self.token(token, line);
        // A tag ends with its piece, so nothing of that is left.
        self.cursor.between_tags.set(tag && matches!(result, TokenSinkResult::Continue));
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl LocatedTokens<'_> {
    fn token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        match token {
            Token::CharacterTokens(text) => {
                let place = self.cursor.take_text(&text);
                self.text(text, place, line)
            }
            Token::TagToken(tag) => self.tag(tag, line),
            Token::EOFToken => {
                self.cursor.token.set(self.cursor.take_rest());
                self.cursor.in_text.set(false);
                self.builder.process_token(Token::EOFToken, line)
            }
            Token::NullCharacterToken => {
                self.cursor.take_null();
                TokenSinkResult::Continue
            }
            Token::CommentToken(_) => {
                self.cursor.take_rest();
                TokenSinkResult::Continue
            }
            Token::DoctypeToken(_) => {
                self.cursor.take_rest();
                self.builder.process_token(token, line)
            }
            Token::ParseError(_) => TokenSinkResult::Continue,
        }
    }
}

/// Whether a text is white space to HTML.
fn is_white(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c'))
}

/// What is done with a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Shapes the page: ends a drawing that was left open.
    Structure,
    /// `td` and `th`.
    Cell,
    /// `a`.
    Link,
    /// Known, without effect on the structure.
    Inline,
    /// `svg`, `math`.
    Drawing,
    /// Only changes how text looks.
    Ignored,
    /// No element of HTML: a placeholder such as `<key>`, which is text that was not escaped.
    Words,
}

fn classify(tag: &Tag) -> Class {
    match &*tag.name {
        "td" | "th" => Class::Cell,
        "a" => Class::Link,
        "table" | "thead" | "tbody" | "tfoot" | "tr" | "caption" | "colgroup" | "p" | "div" | "ul" | "ol"
        | "li" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "html" | "head" | "body" | "section"
        | "article" | "main" => Class::Structure,
        "b" | "strong" | "code" | "br" | "hr" | "col" | "nav" | "script" | "style" | "title" | "dl"
        | "dt" | "dd" | "blockquote" | "header" | "footer" | "aside" | "figure" | "figcaption"
        | "details" | "summary" | "noscript" | "meta" | "link" | "base" | "textarea" | "select"
        | "option" | "button" | "form" | "input" | "iframe" | "img" | "image" | "kbd" | "samp" | "center"
        | "fieldset" | "hgroup" | "search" | "address" | "optgroup" | "legend" | "listing" | "xmp"
        | "plaintext" | "noembed" | "noframes" => Class::Inline,
        "svg" | "math" => Class::Drawing,
        "span" | "font" | "em" | "i" | "u" | "small" | "big" | "tt" | "s" | "strike" | "nobr" | "ins"
        | "del" | "sub" | "sup" | "abbr" | "acronym" | "cite" | "dfn" | "mark" | "q" | "bdi" | "bdo"
        | "wbr" | "label" | "template" | "picture" | "video" | "audio" | "canvas" | "embed" | "area"
        | "frame" | "frameset" | "marquee" | "applet" | "ruby" | "rt" | "rp" | "rb" | "rtc" | "slot" => {
            Class::Ignored
        }
        // Elements that pages of documentation do not use, but whose names are words that they do.
        "dir" | "menu" | "var" | "object" | "param" | "data" | "time" | "output" | "map" | "source"
        | "track" | "meter" | "progress" | "dialog" | "datalist" | "keygen" => {
            if tag.attrs.is_empty() && tag.kind == TagKind::StartTag { Class::Words } else { Class::Ignored }
        }
        // `<o:p>` and the like, which word processors leave behind.
        name if name.contains(':') => Class::Ignored,
        _ => Class::Words,
    }
}

/// Drops the attributes that nothing reads.
fn keep_attributes(tag: &mut Tag, in_table: bool) {
    let Tag { name: element, attrs, .. } = tag;
    let cell_or_link = matches!(*element, local_name!("td") | local_name!("th") | local_name!("a"));
    attrs.retain(|attribute| {
        let name = &attribute.name.local;
        let page_anchor = *name != local_name!("id") || cell_or_link || !in_table;
        is_kept(element, name) && page_anchor
    });
}

/// Whether readers ask an element for an attribute. Bold words without attributes are also the ones of which the tree
/// builder never holds open more than three.
pub(super) fn is_kept(element: &LocalName, attribute: &LocalName) -> bool {
    match *element {
        local_name!("td") | local_name!("th") => {
            matches!(*attribute, local_name!("rowspan") | local_name!("colspan"))
        }
        local_name!("a") => {
            matches!(*attribute, local_name!("href") | local_name!("name") | local_name!("id"))
        }
        local_name!("b") | local_name!("strong") => false,
        local_name!("code") => *attribute == local_name!("class"),
        _ => matches!(*attribute, local_name!("id") | local_name!("class")),
    }
}

/// Whether a tag is a placeholder in the text (`<key>`) and no HTML.
pub(super) fn is_words(tag: &Tag) -> bool {
    classify(tag) == Class::Words
}
