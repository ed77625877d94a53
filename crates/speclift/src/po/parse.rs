//! Reading PO files, line by line.

use std::collections::HashMap;

use super::{Entry, Po, PoError};

/// What a string belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Context,
    Text,
    Translation,
    PreviousContext,
    PreviousText,
}

pub(super) fn parse(text: &str, name: &str) -> Result<Po, PoError> {
    let mut reader =
        Reader { name, entries: Vec::new(), entry: Entry::default(), field: None, seen: Seen::default() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut last = 0;
    for (number, line) in text.lines().enumerate() {
        last = number + 1;
        reader.line(line.trim(), last)?;
    }
    reader.finish(last)?;
    let mut entries = reader.entries;
    let header =
        entries.iter().position(|entry| entry.text.is_empty() && entry.context.is_none() && !entry.obsolete);
    let header = header.map(|at| entries.remove(at)).unwrap_or_default();
    let po = Po { header, entries };
    if let Some(kind) = po.field("Content-Type")
        && let Some((_, charset)) = kind.split_once("charset=")
        && !["utf-8", "utf8", "us-ascii", "ascii"].contains(&charset.trim().to_ascii_lowercase().as_str())
    {
        let message = format!("the header says that this is `{}`; convert the file to UTF-8", charset.trim());
        return Err(PoError::new(name, po.header.line, message));
    }
    unique(&po, name)?;
    Ok(po)
}

/// No text has two translations in one context.
fn unique(po: &Po, name: &str) -> Result<(), PoError> {
    let mut lines = HashMap::new();
    for entry in po.entries.iter().filter(|entry| !entry.obsolete) {
        if entry.text.is_empty() {
            return Err(PoError::new(name, entry.line, "the text is empty; remove the entry"));
        }
        if let Some(first) = lines.insert(entry.key(), entry.line) {
            let message = format!(
                "the text has an entry already, in line {first}; remove one, or tell them apart by `msgctxt`"
            );
            return Err(PoError::new(name, entry.line, message));
        }
    }
    Ok(())
}

/// Which of its strings an entry has.
#[derive(Debug, Default)]
struct Seen {
    anything: bool,
    context: bool,
    text: bool,
    translation: bool,
}

struct Reader<'a> {
    name: &'a str,
    entries: Vec<Entry>,
    entry: Entry,
    field: Option<Field>,
    seen: Seen,
}

impl Reader<'_> {
    fn fail<T>(&self, line: usize, message: impl Into<String>) -> Result<T, PoError> {
        Err(PoError::new(self.name, line, message))
    }

    fn line(&mut self, line: &str, number: usize) -> Result<(), PoError> {
        if line.is_empty() {
            return if self.seen.translation || !self.seen.text { self.finish(number) } else { Ok(()) };
        }
        let Some(rest) = line.strip_prefix('#') else { return self.keyword(line, number, false, false) };
        if let Some(rest) = rest.strip_prefix('~') {
            return match rest.strip_prefix('|') {
                Some(rest) => self.keyword(rest.trim_start(), number, true, true),
                None if rest.trim().is_empty() => Ok(()),
                None => self.keyword(rest.trim_start(), number, true, false),
            };
        }
        if let Some(rest) = rest.strip_prefix('|') {
            return self.keyword(rest.trim_start(), number, false, true);
        }
        // A comment stands above its entry.
        if self.seen.translation {
            self.finish(number)?;
        } else if self.seen.text {
            return self.fail(number, "a comment within an entry; put it above `msgid`");
        }
        self.seen.anything = true;
        self.comment(rest);
        Ok(())
    }

    fn comment(&mut self, rest: &str) {
        let words = |text: &str| text.strip_prefix(' ').unwrap_or(text).to_owned();
        if let Some(rest) = rest.strip_prefix('.') {
            self.entry.notes.push(words(rest));
        } else if let Some(rest) = rest.strip_prefix(':') {
            self.entry.references.extend(references(rest));
        } else if let Some(rest) = rest.strip_prefix(',') {
            let flags = rest.split(',').map(str::trim).filter(|flag| !flag.is_empty());
            self.entry.flags.extend(flags.map(str::to_owned));
        } else {
            self.entry.comments.push(words(rest));
        }
    }

    fn keyword(&mut self, line: &str, number: usize, obsolete: bool, previous: bool) -> Result<(), PoError> {
        if line.starts_with('"') {
            let value = self.string(line, number)?;
            let Some(field) = self.field else {
                return self.fail(
                    number,
                    "a string that belongs to no keyword; write `msgid` or `msgstr` before it",
                );
            };
            self.slot(field).push_str(&value);
            return Ok(());
        }
        let (keyword, rest) =
            line.split_once([' ', '\t', '"']).map_or((line, ""), |(word, _)| (word, &line[word.len()..]));
        let field = match (keyword, previous) {
            ("msgctxt", false) => Field::Context,
            ("msgid", false) => Field::Text,
            ("msgstr", false) => Field::Translation,
            ("msgctxt", true) => Field::PreviousContext,
            ("msgid", true) => Field::PreviousText,
            ("msgid_plural", _) => {
                return self.fail(number, "texts of documents have no plural; remove the entry");
            }
            (word, _) if word.starts_with("msgstr[") => {
                return self.fail(number, "texts of documents have no plural; write one `msgstr`");
            }
            _ => {
                return self.fail(
                    number,
                    "no line of a PO file; expected `msgctxt`, `msgid`, `msgstr`, a string or a comment",
                );
            }
        };
        self.enter(field, number)?;
        let value = self.string(rest.trim(), number)?;
        self.entry.obsolete |= obsolete;
        self.field = Some(field);
        self.slot(field).push_str(&value);
        Ok(())
    }

    /// Starts a string, and an entry with it where the one before is done.
    fn enter(&mut self, field: Field, number: usize) -> Result<(), PoError> {
        if self.seen.translation && field != Field::Translation {
            self.finish(number)?;
        }
        let twice = match field {
            Field::Context => std::mem::replace(&mut self.seen.context, true) || self.seen.text,
            Field::Text => std::mem::replace(&mut self.seen.text, true),
            Field::Translation if !self.seen.text => {
                return self.fail(number, "`msgstr` without `msgid`; write the text before its translation");
            }
            Field::Translation => std::mem::replace(&mut self.seen.translation, true),
            Field::PreviousContext | Field::PreviousText => false,
        };
        if twice {
            return self.fail(
                number,
                "this stands twice, or in the wrong order; an entry is `msgctxt`, `msgid`, `msgstr`",
            );
        }
        if field == Field::Text {
            self.entry.line = number;
        }
        self.seen.anything = true;
        Ok(())
    }

    fn slot(&mut self, field: Field) -> &mut String {
        let entry = &mut self.entry;
        match field {
            Field::Context => entry.context.get_or_insert_default(),
            Field::Text => &mut entry.text,
            Field::Translation => &mut entry.translation,
            Field::PreviousContext => entry.previous.get_or_insert_default().0.get_or_insert_default(),
            Field::PreviousText => &mut entry.previous.get_or_insert_default().1,
        }
    }

    /// Ends an entry. Comments that no entry follows are the end of the file.
    fn finish(&mut self, number: usize) -> Result<(), PoError> {
        let seen = std::mem::take(&mut self.seen);
        self.field = None;
        if !seen.text && !seen.context {
            if seen.anything && number > 0 {
                // A comment, a blank line, and an entry: the comment is that entry's.
                self.seen.anything = true;
            }
            return Ok(());
        }
        if !seen.translation {
            return self.fail(number, "the entry above has no `msgstr`; write one, which may be empty");
        }
        self.entries.push(std::mem::take(&mut self.entry));
        Ok(())
    }

    /// The value of a quoted string, which is all there is in a line.
    fn string(&self, quoted: &str, number: usize) -> Result<String, PoError> {
        let Some(rest) = quoted.strip_prefix('"') else {
            return self.fail(number, "expected a string in quotation marks");
        };
        let mut value = String::with_capacity(rest.len());
        let mut chars = rest.chars();
        loop {
            match chars.next() {
                None => return self.fail(number, "the string has no quotation mark at its end"),
                Some('"') if chars.as_str().is_empty() => return Ok(value),
                Some('"') => {
                    return self.fail(
                        number,
                        "something stands after the string; a quotation mark in it is written `\\\"`",
                    );
                }
                Some('\\') => match unescaped(&mut chars) {
                    Some(c) => value.push(c),
                    None => return self.fail(number, "no such escape; a backslash is written `\\\\`"),
                },
                Some(c) => value.push(c),
            }
        }
    }
}

/// The character of an escape whose backslash was read.
fn unescaped(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let c = match chars.next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'v' => '\u{b}',
        'f' => '\u{c}',
        c @ ('"' | '\\') => c,
        'x' => return number(chars, 16, None),
        c => return number(chars, 8, Some(c.to_digit(8)?)),
    };
    Some(c)
}

/// An ASCII character by its number, of which the first digit may have been read.
fn number(chars: &mut std::str::Chars<'_>, radix: u32, first: Option<u32>) -> Option<char> {
    let mut value = first;
    for _ in 0..2 {
        let Some(digit) = chars.clone().next().and_then(|c| c.to_digit(radix)) else { break };
        chars.next();
        value = Some(value.unwrap_or(0) * radix + digit);
    }
    value.and_then(|value| u8::try_from(value).ok()).filter(u8::is_ascii).map(char::from)
}

/// References, some of which have blanks in their names.
fn references(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (one, after) = match rest.strip_prefix('\u{2068}') {
            Some(marked) => marked.split_once('\u{2069}').unwrap_or((marked, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        if !one.is_empty() {
            found.push(one.to_owned());
        }
        rest = after.trim_start();
    }
    found
}
