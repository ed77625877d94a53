//! The document in two languages: one API, and nothing but its texts differ.

use std::collections::BTreeSet;

use serde_json::Value;
use speclift::localise::{Catalogue, localise, texts};
use speclift_tests::{read, root};

fn document(path: &str) -> Value {
    serde_json::from_str(&read(path)).expect("the document is JSON")
}

/// A document without its texts, and without what it was made from.
fn bare(mut document: Value) -> Value {
    for text in texts(&document) {
        *document.pointer_mut(&text.pointer).expect("a text stands where it says") = "".into();
    }
    document.as_object_mut().expect("an object").shift_remove("x-speclift");
    document
}

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'))
}

#[test]
fn languages_differ_in_texts_only() {
    let (english, chinese) = (document("spec/cbr.openapi.json"), document("spec/cbr.zh.openapi.json"));
    let differ = texts(&english).iter().zip(texts(&chinese)).filter(|(a, b)| a.text != b.text).count();
    assert!(differ > 1000, "{differ} texts are translated");
    assert_eq!(bare(english), bare(chinese));
}

/// The same of the tool: what it leaves alone is found by taking from both what a reader reads, by hand.
#[test]
fn only_words_for_people_are_touched() {
    fn compare(a: &Value, b: &Value, key: &str, touched: &mut BTreeSet<String>) {
        match (a, b) {
            (Value::Object(a), Value::Object(b)) => {
                assert!(a.keys().eq(b.keys()), "{key}: members differ");
                a.iter().zip(b).for_each(|((key, a), (_, b))| compare(a, b, key, touched));
            }
            (Value::Array(a), Value::Array(b)) => {
                assert_eq!(a.len(), b.len(), "{key}: elements differ");
                a.iter().zip(b).for_each(|(a, b)| compare(a, b, key, touched));
            }
            (Value::String(a), Value::String(b)) if a != b => drop(touched.insert(key.to_owned())),
            _ => assert_eq!(a, b, "{key}"),
        }
    }
    let (mut english, mut chinese) =
        (document("spec/cbr.openapi.json"), document("spec/cbr.zh.openapi.json"));
    for document in [&mut english, &mut chinese] {
        document.as_object_mut().expect("an object").shift_remove("x-speclift");
    }
    let mut touched = BTreeSet::new();
    compare(&english, &chinese, "", &mut touched);
    // `name` is that of tags: no other name is in the list of texts.
    let words = ["description", "meaning", "message", "name", "remedy", "summary", "tags", "title"];
    assert_eq!(touched.iter().map(String::as_str).collect::<Vec<_>>(), words);
}

#[test]
fn nothing_chinese_is_left_in_english() {
    for text in texts(&document("spec/cbr.openapi.json")) {
        assert!(!is_chinese(&text.text), "{}: {}", text.place, text.text);
    }
    let client = read("crates/huaweicloud-cbr/src/generated.rs");
    for (number, line) in client.lines().enumerate().filter(|(_, line)| is_chinese(line)) {
        // Values of documented examples are what they are.
        assert!(!line.contains("///") && !line.contains("Some("), "generated.rs:{}: {line}", number + 1);
    }
}

#[test]
fn documents_say_which_language_they_are_in() {
    let english = document("spec/cbr.openapi.json");
    let chinese = document("spec/cbr.zh.openapi.json");
    assert_eq!(english["x-speclift"]["language"], "en");
    assert_eq!(english["x-speclift"]["locale"][0]["name"], "en.po");
    assert_eq!(chinese["x-speclift"]["language"], "zh");
    assert_eq!(chinese["x-speclift"].get("locale"), None);
    assert_eq!(english["x-speclift"]["sources"], chinese["x-speclift"]["sources"]);
}

/// Every entry of the catalogue is used, and every text that needs one has one.
#[test]
fn the_catalogue_is_current() {
    let catalogue = Catalogue::read(&root().join("spec/locale/en.po"), "en").expect("it is a PO file");
    let localised = localise(&document("spec/cbr.zh.openapi.json"), &catalogue);
    assert_eq!(localised.remarks, []);
    let published = document("spec/cbr.openapi.json");
    assert_eq!(localised.document["paths"], published["paths"]);
    assert_eq!(localised.document["x-speclift"], published["x-speclift"]);
}

/// A translation reads as a sentence of English: no punctuation of Chinese, no space before a mark, none twice.
#[test]
fn translations_are_well_set() {
    for text in texts(&document("spec/cbr.openapi.json")) {
        for flaw in [" ,", " .", "  ", " ;", "( ", " )", "``"] {
            let text = text.text.replace("\n    ", "");
            assert!(!text.contains(flaw), "`{flaw}` in {text}");
        }
        assert_eq!(text.text.matches('`').count() % 2, 0, "{}", text.text);
    }
}
