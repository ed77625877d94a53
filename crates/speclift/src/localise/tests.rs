use serde_json::{Value, json};

use super::*;
use crate::po::Po;

fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "箱子", "version": "1", "description": "Boxes" },
        "tags": [{ "name": "箱子", "description": "关于箱子" }, { "name": "盖子" }],
        "paths": { "/boxes": { "get": {
            "tags": ["箱子"],
            "summary": "查询箱子",
            "parameters": [{
                "in": "query", "name": "description", "description": "长度1-64",
                "schema": { "type": "string", "enum": ["描述"], "default": "描述", "example": "描述" }
            }],
            "responses": { "200": { "description": "成功", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Box" },
                "examples": { "example1": { "summary": "示例", "value": { "description": "描述" } } }
            } } } }
        } } },
        "components": { "schemas": { "Box": { "type": "object", "properties": {
            "description": { "type": "string", "description": "描述" },
            "title": { "description": "描述", "properties": { "summary": { "description": "内" } } }
        } } } },
        "x-error-codes": [{ "code": "B.1", "message": "没有箱子", "remedy": "再试" }],
        "x-other": { "description": "描述" }
    })
}

fn catalogue(entries: &str) -> Catalogue {
    Catalogue::parse(entries.as_bytes(), "locale/en.po", "en").unwrap()
}

fn entry(text: &str, translation: &str) -> String {
    format!("msgid \"{text}\"\nmsgstr \"{translation}\"\n\n")
}

fn kinds(localised: &Localised) -> Vec<(RemarkKind, &str)> {
    localised.remarks.iter().map(|remark| (remark.kind.clone(), remark.text.as_str())).collect()
}

#[test]
fn what_people_read_is_found_with_what_it_is_about() {
    let found: Vec<String> = texts(&document())
        .iter()
        .map(|text| format!("{} {} {}", text.subject, text.place, text.text))
        .collect();
    assert_eq!(
        found,
        [
            "document /info/title 箱子",
            "document /info/description Boxes",
            "tag /tags/箱子/name 箱子",
            "tag /tags/箱子/description 关于箱子",
            "tag /tags/盖子/name 盖子",
            "tag /paths/~1boxes/get/tags/0 箱子",
            "GET /boxes /paths/~1boxes/get/summary 查询箱子",
            "GET /boxes query description /paths/~1boxes/get/parameters/query description/description 长度1-64",
            "GET /boxes /paths/~1boxes/get/responses/200/description 成功",
            "GET /boxes /paths/~1boxes/get/responses/200/content/application~1json/examples/example1/summary 示例",
            "Box.description /components/schemas/Box/properties/description/description 描述",
            "Box.title /components/schemas/Box/properties/title/description 描述",
            "Box.title.summary /components/schemas/Box/properties/title/properties/summary/description 内",
            "B.1 /x-error-codes/B.1/message 没有箱子",
            "B.1 /x-error-codes/B.1/remedy 再试",
        ]
    );
    let document = document();
    for text in texts(&document) {
        assert_eq!(document.pointer(&text.pointer).and_then(Value::as_str), Some(text.text.as_str()));
    }
}

#[test]
fn texts_are_replaced_and_values_are_not() {
    let po = entry("箱子", "Boxes")
        + &entry("描述", "Description")
        + "msgctxt \"Box.title\"\nmsgid \"描述\"\nmsgstr \"Title\"\n\n"
        + &entry("没有箱子", "No box.");
    let out = localise(&document(), &catalogue(&po)).document;
    assert_eq!(out["tags"][0]["name"], "Boxes");
    assert_eq!(out["paths"]["/boxes"]["get"]["tags"][0], "Boxes");
    let properties = &out["components"]["schemas"]["Box"]["properties"];
    assert_eq!(properties["description"]["description"], "Description");
    assert_eq!(properties["title"]["description"], "Title");
    assert_eq!(out["x-error-codes"][0]["message"], "No box.");
    assert_eq!(out["x-other"]["description"], "描述");
    let get = &out["paths"]["/boxes"]["get"];
    assert_eq!(get["parameters"][0]["schema"]["enum"][0], "描述");
    assert_eq!(get["parameters"][0]["schema"]["example"], "描述");
    let example = &get["responses"]["200"]["content"]["application/json"]["examples"]["example1"];
    assert_eq!(example["value"]["description"], "描述");
    assert_eq!(example["summary"], "示例");
    assert_eq!(out["x-speclift"]["language"], "en");
    assert_eq!(out["x-speclift"]["locale"][0]["name"], "en.po");
}

#[test]
fn what_cannot_be_used_is_told_and_left() {
    let mut po = String::new();
    for text in ["箱子", "关于箱子", "查询箱子", "成功", "示例", "内", "没有箱子"] {
        po += &entry(text, "X");
    }
    po += &entry("盖子", "X");
    po += &entry("长度1-64", "Length");
    po += &entry("再试", "");
    po += &format!("#, fuzzy\n{}", entry("描述", "Description"));
    po += &entry("走了", "Gone");
    po += "#~ msgid \"旧\"\n#~ msgstr \"Old\"\n";
    let out = localise(&document(), &catalogue(&po));
    let unfit = |reason: &str| RemarkKind::Unfit(reason.to_owned());
    assert_eq!(
        kinds(&out),
        [
            (unfit("another tag is called so"), "箱子"),
            (unfit("another tag is called so"), "盖子"),
            (unfit("it lacks the number 1"), "长度1-64"),
            (RemarkKind::Fuzzy, "描述"),
            (RemarkKind::Missing, "再试"),
            (RemarkKind::Stale, "走了"),
        ]
    );
    let fuzzy = &out.remarks[3];
    assert_eq!((fuzzy.places.len(), fuzzy.subject.as_deref()), (2, Some("Box.description")));
    assert_eq!(out.document["tags"][1]["name"], "盖子");
    assert_eq!(out.document["paths"]["/boxes"]["get"]["parameters"][0]["description"], "长度1-64");
    // A text without an entry is told by itself.
    let bare = localise(&document(), &catalogue(""));
    assert!(bare.remarks.iter().all(|remark| remark.kind == RemarkKind::Missing && remark.line.is_none()));
    assert_eq!(bare.remarks.len(), 11);
    // English is nothing to translate into English, and may be worded better.
    let better = localise(&document(), &catalogue(&entry("Boxes", "All boxes")));
    assert_eq!(better.document["info"]["description"], "All boxes");
}

#[test]
fn a_translation_is_cleaned_as_words_of_pages_are() {
    let po = entry("成功", " o\\033[mk\u{202e}\u{200f} ") + &entry("示例", "\u{202e}");
    let out = localise(&document(), &catalogue(&po));
    let response = &out.document["paths"]["/boxes"]["get"]["responses"]["200"];
    assert_eq!(response["description"], "o[mk");
    // Nothing is left of it: as if there were none.
    assert!(kinds(&out).contains(&(RemarkKind::Missing, "示例")));
}

#[test]
fn a_catalogue_of_another_language_is_refused() {
    let po = "\n\nmsgid \"\"\nmsgstr \"Language: fr\\n\"\n";
    let error = Catalogue::parse(po.as_bytes(), "en.po", "en").unwrap_err().to_string();
    assert_eq!(error, "en.po:3: the header says that this is `fr`; `en` was asked for");
    let missing = Catalogue::read(std::path::Path::new("/no/such.po"), "en").unwrap_err().to_string();
    assert!(missing.starts_with("/no/such.po: cannot be read"), "{missing}");
}

#[test]
fn merging_keeps_what_is_translated() {
    let at = |text: &Text| Some(format!("a.md:{}", text.text.len()));
    let first = merge(Po::new("en"), &texts(&document()), "en", &at);
    assert_eq!((first.missing, first.fuzzy, first.obsolete), (11, 0, 0));
    let mut po = first.po;
    let length = po.entries.iter_mut().find(|entry| entry.text == "长度1-64").unwrap();
    length.translation = "Length 1 to 64".to_owned();
    length.comments.push("as on the page".to_owned());
    let lid = po.entries.iter_mut().find(|entry| entry.text == "盖子").unwrap();
    lid.translation = "Lid".to_owned();
    // The same document changes nothing.
    let again = merge(Po::parse(&po.to_string(), "p").unwrap(), &texts(&document()), "en", &at);
    assert_eq!(again.po.to_string(), po.to_string());
    // One text is worded anew, and one is gone.
    let mut changed = document();
    changed["paths"]["/boxes"]["get"]["parameters"][0]["description"] = "长度为1-64".into();
    changed["tags"].as_array_mut().unwrap().remove(1);
    let merged = merge(po.clone(), &texts(&changed), "en", &at);
    assert_eq!((merged.fuzzy, merged.obsolete), (1, 1));
    let text = merged.po.to_string();
    let offered = "# as on the page\n#. GET /boxes query description\n#: a.md:13\n#, fuzzy\n#| msgid \"长度1-64\"\n\
                   msgid \"长度为1-64\"\nmsgstr \"Length 1 to 64\"\n";
    assert!(text.contains(offered), "{text}");
    assert!(text.ends_with("#~ msgid \"盖子\"\n#~ msgstr \"Lid\"\n"), "{text}");
    // What comes back has its translation back.
    let back = merge(merged.po, &texts(&document()), "en", &at);
    assert!(
        back.po
            .entries
            .iter()
            .any(|entry| entry.text == "盖子" && entry.translation == "Lid" && !entry.obsolete)
    );
    // Another language wants every text.
    assert_eq!(merge(Po::new("de"), &texts(&document()), "de", &at).missing, 12);
}
