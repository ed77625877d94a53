use super::*;

const FILE: &str = r##"# Ours.
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"

# a translator's word
#. Box.name
#: a.md:3 <b c.md:4>
#, fuzzy, no-wrap
#| msgctxt "tag"
#| msgid "旧"
msgctxt "tag"
msgid "新"
msgstr "new \"one\"\t\\"

msgid ""
"一\n"
"二"
msgstr ""
"one\n"
"two"

#~ msgid "无"
#~ msgstr "gone"
"##;

#[test]
fn what_is_read_is_written_again() {
    // Marks around names with blanks turn the direction of text, so they do not stand in this file.
    let file = FILE.replace('<', "\u{2068}").replace('>', "\u{2069}");
    let po = Po::parse(&file, "en.po").unwrap();
    assert_eq!(po.to_string(), file);
    assert_eq!(po.field("language"), Some("en"));
    let [new, lines, gone] = po.entries.as_slice() else { panic!("{po:?}") };
    assert!(new.is_fuzzy());
    assert_eq!(new.previous, Some((Some("tag".to_owned()), "旧".to_owned())));
    assert_eq!(new.references, ["a.md:3", "b c.md:4"]);
    assert_eq!((new.translation.as_str(), new.line), ("new \"one\"\t\\", 14));
    assert_eq!((lines.text.as_str(), lines.translation.as_str()), ("一\n二", "one\ntwo"));
    assert!(gone.obsolete);
}

#[test]
fn a_new_file_says_what_it_is() {
    let po = Po::new("en");
    assert_eq!(Po::parse(&po.to_string(), "en.po").unwrap().header.translation, po.header.translation);
    assert_eq!(po.field("Plural-Forms"), Some("nplurals=2; plural=(n != 1);"));
    assert_eq!(Po::new("tlh").field("Plural-Forms"), None);
}

#[test]
fn escapes() {
    let po = Po::parse("msgid \"\\x41\\102\\n\"\nmsgstr \"\\033[\\7\"\n", "p").unwrap();
    assert_eq!(po.entries[0].key(), (None, "AB\n"));
    assert_eq!(po.entries[0].translation, "\u{1b}[\u{7}");
    assert_eq!(Po::parse(&po.to_string(), "p").unwrap().entries[0].translation, "\u{1b}[\u{7}");
}

#[test]
fn broken_files_are_told_with_their_line() {
    for (text, expected) in [
        ("msgid x\nmsgstr \"\"", "p:1: expected a string in quotation marks"),
        ("msgid \"a\nmsgstr \"\"", "p:1: the string has no quotation mark at its end"),
        ("msgid \"a\" b\nmsgstr \"\"", "p:1: something stands after the string"),
        ("msgid \"\\q\"\nmsgstr \"\"", "p:1: no such escape"),
        ("msgid \"\\xff\"\nmsgstr \"\"", "p:1: no such escape"),
        ("\n\"a\"", "p:2: a string that belongs to no keyword"),
        ("msgstr \"a\"", "p:1: `msgstr` without `msgid`"),
        ("msgid \"a\"\n\n", "p:2: the entry above has no `msgstr`"),
        ("msgid \"a\"\nmsgid \"b\"", "p:2: this stands twice"),
        ("msgid \"a\"\nmsgid_plural \"b\"", "p:2: texts of documents have no plural"),
        ("msgid \"a\"\nmsgstr[0] \"b\"", "p:2: texts of documents have no plural"),
        ("msgid \"a\"\n# b\nmsgstr \"b\"", "p:2: a comment within an entry"),
        ("hello", "p:1: no line of a PO file"),
        ("#~ hello", "p:1: no line of a PO file"),
        (
            "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=GBK\\n\"",
            "p:1: the header says that this is `GBK`",
        ),
        (
            "msgid \"a\"\nmsgstr \"\"\nmsgid \"a\"\nmsgstr \"\"",
            "p:3: the text has an entry already, in line 1",
        ),
        ("msgctxt \"c\"\nmsgid \"\"\nmsgstr \"\"", "p:2: the text is empty"),
    ] {
        let error = Po::parse(text, "p").expect_err(text).to_string();
        assert!(error.starts_with(expected), "{text:?}: {error}");
    }
    assert_eq!(Po::decode(b"\n\nmsgid \"\xff\"", "p").unwrap_err().line, 3);
}

proptest::proptest! {
    #[test]
    fn nothing_panics(text in "(msgid|msgstr|msgctxt|#~|#\\||#,|\\[0\\]|\"|\\\\|x|8|é|\n| ){0,24}") {
        if let Ok(po) = Po::parse(&text, "p") {
            let again = Po::parse(&po.to_string(), "p").expect("what is written can be read");
            proptest::prop_assert_eq!(again.to_string(), po.to_string());
        }
    }

    #[test]
    fn any_text_survives(text in "\\PC{1,20}|[\\x01-\\x7f]{1,9}", translation in "(\\PC|[\\x00-\\x7f\\r\\n]){0,20}") {
        let entry = Entry { text, translation, ..Entry::default() };
        let po = Po { entries: vec![entry.clone()], ..Po::new("en") };
        let again = Po::parse(&po.to_string(), "p").expect("what is written can be read");
        proptest::prop_assert_eq!(again.entries[0].key(), entry.key());
        proptest::prop_assert_eq!(&again.entries[0].translation, &entry.translation);
    }
}

#[test]
fn references_are_written_as_they_are_read() {
    for line in [
        "#: a.md:1\u{c}",
        "#: a.md:1\u{c}\u{c} b.md:2",
        "#: a\u{2069}b.md:1 \u{2069} \u{2068}c d.md:2",
        "#: \u{2068}\u{2069} a.md:1\t\u{a0}b.md:2",
    ] {
        let po = Po::parse(&format!("{line}\nmsgid \"a\"\nmsgstr \"\"\n"), "en.po").unwrap();
        let written = po.to_string();
        assert_eq!(Po::parse(&written, "en.po").unwrap().to_string(), written, "{line:?}");
    }
}
