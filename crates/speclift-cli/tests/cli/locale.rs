//! `speclift locale`: translations are taken from pages, and held against them.

use std::fs;

use crate::support::{Run, folder, names, speclift};

/// A page in Chinese.
const PAGE: &str = "\
# 查询箱子

## URI

GET /v1/boxes/{box_id}

表1 路径参数

| 参数 | 是否必选 | 参数类型 | 描述 |
| --- | --- | --- | --- |
| box_id | 是 | String | 箱子的编号，长度为1-64个字符 |

## 响应参数

状态码： 200

表2 响应Body参数

| 参数 | 参数类型 | 描述 |
| --- | --- | --- |
| size | Integer | Size in GB |
";

const MANIFEST: &str = "\
pages = \"pages\"
[locale]
source = \"zh\"
published = \"en\"
catalogue = { en = \"en.po\" }
";

fn translated(po: &str) -> String {
    po.replace("msgid \"查询箱子\"\nmsgstr \"\"", "msgid \"查询箱子\"\nmsgstr \"Show a box\"")
        .replace("字符\"\nmsgstr \"\"", "字符\"\nmsgstr \"ID of the box, 1 to 64 characters\"")
}

#[test]
fn texts_are_taken_translated_and_checked() {
    let folder = folder(&[("pages/a.md", PAGE.as_bytes()), ("speclift.toml", MANIFEST.as_bytes())]);
    let at = folder.path();
    let extract = || speclift(at, &["locale", "extract", "pages", "-o", "en.po"]).status(0).no_result();
    let check = || speclift(at, &["locale", "check", "pages", "--locale", "en.po"]).no_result();
    extract().says("en.po: 2 texts, 2 without translation, 0 fuzzy, 0 newly obsolete");
    let po = fs::read_to_string(at.join("en.po")).unwrap();
    assert!(po.contains("\"Language: en\\n\""), "{po}");
    assert!(
        po.contains(
            "#. GET /v1/boxes/{box_id} path box_id\n#: a.md:11\nmsgid \"箱子的编号，长度为1-64个字符\"\n"
        ),
        "{po}"
    );
    check()
        .status(1)
        .says("warning[translation-missing]: GET /v1/boxes/{box_id}: en.po:")
        .says("a.md:1:3")
        .says("a.md:11:1");

    fs::write(at.join("en.po"), translated(&po)).unwrap();
    check().status(0).says("en.po: fine");
    speclift(at, &["locale", "check", "--manifest", "speclift.toml"]).status(0).says("fine");
    // Nothing changes what is translated.
    extract();
    assert_eq!(fs::read_to_string(at.join("en.po")).unwrap(), translated(&po));
    let built = speclift(at, &["build", "--manifest", "speclift.toml", "-q"]).status(0).stdout;
    assert!(built.contains("summary: Show a box") && built.contains("language: en"), "{built}");
    assert!(built.contains("description: ID of the box, 1 to 64 characters"), "{built}");

    let own = ["build", "--manifest", "speclift.toml", "-q", "--language", "zh"];
    let built = speclift(at, &own).status(0).stdout;
    assert!(built.contains("summary: 查询箱子") && built.contains("language: zh"), "{built}");
    let other = ["build", "--manifest", "speclift.toml", "--language", "fr"];
    speclift(at, &other).status(2).says("there is no catalogue for `fr`");

    // The page says something else: the translation is offered, and not used.
    fs::write(at.join("pages/a.md"), PAGE.replace("1-64", "1-32").replace("查询箱子", "Show it")).unwrap();
    check()
        .status(1)
        .says("translation-missing")
        .says("translation-stale")
        .says("translation-stale]: en.po:15: no text");
    extract().says("1 texts, 0 without translation, 1 fuzzy, 1 newly obsolete");
    check().status(1).says("translation-fuzzy").says("a.md:11:1");
    let po = fs::read_to_string(at.join("en.po")).unwrap();
    assert!(po.contains("#, fuzzy\n#| msgid \"箱子的编号，长度为1-64个字符\"\n"), "{po}");
    let built = speclift(at, &["build", "--manifest", "speclift.toml"]).status(0);
    assert!(built.stdout.contains("description: 箱子的编号，长度为1-32个字符"), "{}", built.stdout);
    built.says("warning[translation-fuzzy]");

    // Whoever takes it without reading keeps the old limit, which is told.
    fs::write(at.join("en.po"), po.replace("#, fuzzy\n", "")).unwrap();
    check().status(1).says("translation-unfit").says("it lacks the number 32");
}

#[test]
fn what_is_wrong_is_told_with_file_and_line() {
    let files: [(&str, &[u8]); 5] = [
        ("pages/a.md", PAGE.as_bytes()),
        ("speclift.toml", MANIFEST.as_bytes()),
        ("prose/b.md", b"# About boxes\n"),
        ("bad.po", b"msgid \"a\nmsgstr \"\"\n"),
        ("bytes.po", b"\nmsgid \"\xff\"\n"),
    ];
    let folder = folder(&files);
    let at = folder.path();
    let check =
        |po: &str| -> Run { speclift(at, &["locale", "check", "pages", "--language", "en", "--locale", po]) };
    check("bad.po").status(2).says("bad.po:1: the string has no quotation mark at its end");
    check("bytes.po").status(2).says("bytes.po:2: this is no UTF-8");
    check("none.po").status(2).says("none.po: cannot be read").says("speclift locale extract");
    speclift(at, &["locale", "check", "pages", "--locale", "bytes.po"]).status(2).says("--language");
    speclift(at, &["locale", "extract", "prose", "-o", "en.po"]).status(2).says("no operation");
    speclift(at, &["build", "--manifest", "speclift.toml", "-o", "x.yaml"])
        .status(2)
        .says("en.po: cannot be read");
    // A broken catalogue is never written over.
    fs::write(at.join("en.po"), "msgid x").unwrap();
    speclift(at, &["locale", "extract", "pages", "-o", "en.po"]).status(2).says("en.po:1: ");
    speclift(at, &["build", "--manifest", "speclift.toml", "-o", "x.yaml"]).status(2).says("en.po:1: ");
    assert_eq!(fs::read_to_string(at.join("en.po")).unwrap(), "msgid x");
    assert!(!names(at).contains(&"x.yaml".into()));
}

#[test]
fn a_translation_brings_in_no_markup() {
    let folder = folder(&[("pages/a.md", PAGE.as_bytes()), ("speclift.toml", MANIFEST.as_bytes())]);
    let at = folder.path();
    let hostile = "msgid \"查询箱子\"\nmsgstr \"<img src=x onerror=y>\"\n\n\
                   msgid \"箱子的编号，长度为1-64个字符\"\nmsgstr \"1 to 64 \\033[31m\u{202e}[x](javascript:y)\"\n";
    fs::write(at.join("en.po"), hostile).unwrap();
    let run = speclift(at, &["build", "--manifest", "speclift.toml"]).status(0);
    assert!(!run.stdout.contains("onerror") && !run.stdout.contains("javascript"), "{}", run.stdout);
    assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{}", run.stderr);
    run.says("en.po:1: the translation of `查询箱子` cannot be used: it adds the markup `<img`");
}
