//! The grammars of cell contents, by the cases in `tests/grammar/*.md`.
//!
//! A case is a fenced block with input and, below it, one with the expected result. Inputs: `input
//! type=…` (a description cell: one line a line, `• ` starts a list item, `**…**` is a mark), `types`
//! and `required` (a cell a line, `[text](address)` is a link). `SPECLIFT_BLESS=1` rewrites the results.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use speclift::grammar::{
    Constraint, Found, Literal, Name, Origin, TypeExpr, parse_constraints, parse_required, parse_type,
};
use speclift::page::{Line, MarkKind, Text};
use speclift::source::{Source, SourceId, Sources, Span};

fn source(text: &str) -> (Sources, SourceId) {
    let sources = Sources::new(vec![Source::new("case", text)]);
    let id = sources.iter().next().expect("one source").0;
    (sources, id)
}

/// A line with its marks: `**strong**` and `[text](address)`.
fn marked(id: SourceId, line: &str, start: usize) -> Text {
    let mut text = Text::new(id);
    let mut at = 0;
    while at < line.len() {
        let rest = &line[at..];
        if let Some(end) = rest.strip_prefix("**").and_then(|r| r.find("**")) {
            let from = text.len();
            text.push_verbatim(&rest[2..2 + end], start + at + 2);
            text.mark(from..text.len(), MarkKind::Strong);
            at += end + 4;
        } else if let Some((inner, link)) =
            rest.strip_prefix('[').and_then(|r| r.split_once("](")).filter(|(i, _)| !i.contains(']'))
            && let Some(end) = link.find(')')
        {
            let from = text.len();
            text.push_verbatim(inner, start + at + 1);
            text.mark(from..text.len(), MarkKind::Link(link[..end].to_owned()));
            at += inner.len() + 3 + end + 1;
        } else {
            let next =
                rest.char_indices().skip(1).find(|(_, c)| matches!(c, '*' | '[')).map_or(rest.len(), |c| c.0);
            text.push_verbatim(&rest[..next], start + at);
            at += next;
        }
    }
    text
}

fn lines(id: SourceId, block: &str) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for raw in block.split('\n') {
        let item = raw.starts_with("• ");
        let skip = if item { "• ".len() } else { 0 };
        if !raw.is_empty() {
            lines.push(Line { item, text: marked(id, &raw[skip..], start + skip) });
        }
        start += raw.len() + 1;
    }
    lines
}

fn place(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.source);
    let (line, column) = source.line_column(span.start as usize);
    let (end_line, end_column) = source.line_column(span.end as usize);
    format!("{line}:{column}-{end_line}:{end_column}")
}

fn literal(l: &Literal) -> String {
    if l.value.as_str() == Some(&l.written) {
        l.value.to_string()
    } else {
        format!("{} as {:?}", l.value, l.written)
    }
}

fn constraint(c: &Constraint) -> String {
    match c {
        Constraint::Default(l) => format!("default {}", literal(l)),
        Constraint::Example(l) => format!("example {}", literal(l)),
        Constraint::Minimum(n) => format!("minimum {}", n.value),
        Constraint::Maximum(n) => format!("maximum {}", n.value),
        Constraint::MinLength(n) => format!("min-length {n}"),
        Constraint::MaxLength(n) => format!("max-length {n}"),
        Constraint::MinItems(n) => format!("min-items {n}"),
        Constraint::MaxItems(n) => format!("max-items {n}"),
        Constraint::Pattern(p) => format!("pattern {p:?}"),
        Constraint::Format(f) => format!("format {f:?}"),
        Constraint::Repeatable => "repeatable".into(),
        Constraint::Required(r) => format!("required {r}"),
        Constraint::Deprecated => "deprecated".into(),
        Constraint::Type(ty) => format!("type {ty}"),
        Constraint::Unreadable(what) => format!("unreadable {what:?}"),
        Constraint::Enum(values) => {
            let value = |v: &speclift::grammar::EnumValue| match &v.meaning {
                Some(meaning) => format!("{:?} = {meaning}", v.value),
                None => format!("{:?}", v.value),
            };
            format!("enum {}", values.iter().map(value).collect::<Vec<_>>().join(", "))
        }
    }
}

fn expr(ty: &TypeExpr) -> String {
    match ty {
        TypeExpr::Named(name) => match name.as_ref() {
            Name { written, link: None, .. } => format!("Named({written:?})"),
            Name { written, link: Some(to), .. } => format!("Named({written:?} -> {to})"),
        },
        TypeExpr::Array(of) => format!("Array({})", expr(of)),
        TypeExpr::Map(of) => format!("Map({})", expr(of)),
        TypeExpr::OneOf(types) => format!("OneOf({})", types.iter().map(expr).collect::<Vec<_>>().join(", ")),
        other => format!("{other:?}"),
    }
}

/// What a block of input gives; `None` where the block is no input.
fn run(info: &str, block: &str) -> Option<String> {
    let (sources, id) = source(block);
    let (kind, args) = info.split_once(' ').unwrap_or((info, ""));
    let mut out = String::new();
    match kind {
        "input" => {
            let ty = args.strip_prefix("type=").unwrap_or("String");
            let (_type_source, type_id) = source(ty);
            let ty = parse_type(&marked(type_id, ty, 0)).expr;
            let lines = lines(id, block);
            let read = parse_constraints(&lines, &ty);
            for Found { constraint: c, origin, span } in &read.found {
                let origin = if *origin == Origin::Label { "label" } else { "prose" };
                let _ = writeln!(out, "{} · {origin} {}", constraint(c), place(&sources, *span));
            }
            for line in read.description.lines() {
                let _ = writeln!(out, "| {line}");
            }
        }
        "types" => {
            for line in lines(id, block) {
                let claim = parse_type(&line.text);
                let rest =
                    claim.rest.map_or(String::new(), |r| format!(" · beside it {:?}", sources.text(r)));
                let length =
                    claim.length.map_or(String::new(), |(length, _)| format!(" · of at most {length}"));
                let _ =
                    writeln!(out, "{} · {}{rest}{length}", expr(&claim.expr), place(&sources, claim.span));
            }
        }
        "required" => {
            for line in lines(id, block) {
                let read = parse_required(std::slice::from_ref(&line));
                let _ = match read {
                    Some(r) => writeln!(
                        out,
                        "{}{} · {}",
                        if r.required { "required" } else { "optional" },
                        r.note.map_or(String::new(), |n| format!(", {n:?}")),
                        place(&sources, r.span)
                    ),
                    None => writeln!(out, "not understood"),
                };
            }
        }
        _ => return None,
    }
    Some(out)
}

/// The file with all results as they are now.
fn blessed(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    let mut expected = None::<String>;
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            let _ = writeln!(out, "{line}");
            continue;
        };
        let mut block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        let result = run(info, &block.join("\n"));
        let old = expected.take();
        if let Some(expected) = &old {
            block = expected.lines().collect();
        }
        let _ = writeln!(out, "```{info}");
        for line in block {
            let _ = writeln!(out, "{line}");
        }
        let _ = writeln!(out, "```");
        expected = result;
    }
    assert!(expected.is_none(), "the last input has no block for its result");
    out
}

#[test]
fn cases() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/grammar");
    let bless = std::env::var_os("SPECLIFT_BLESS").is_some_and(|v| v == "1");
    let mut stale = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let old = fs::read_to_string(&path).unwrap();
        let new = blessed(&old);
        if old == new {
            continue;
        }
        if bless {
            fs::write(&path, new).unwrap();
            continue;
        }
        for (i, (a, b)) in old.lines().zip(new.lines()).enumerate() {
            if a != b {
                stale.push(format!("{}:{}\n  expected {a}\n  found    {b}", path.display(), i + 1));
                break;
            }
        }
        stale.push(format!("{} differs; see it with SPECLIFT_BLESS=1", path.display()));
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}

/// Hostile cells take time in proportion to their length. The test would not end otherwise.
#[test]
fn long_cells() {
    let units = [
        "枚举值：a ",
        "最大值：1",
        "长度",
        "长度为1",
        "取值为a、",
        "a（甲），",
        "• a\n",
        "a: 甲",
        "默认",
        "类型：",
        "，",
        "**",
        "\"",
        "例如",
        "x=1&",
        "取值范围\n• a\n",
        "枚举值：\n• a: 甲\n",
        "(",
        "如果",
    ];
    for unit in units {
        let text = unit.repeat(200_000 / unit.len());
        let (_, id) = source(&text);
        let cell = lines(id, &text);
        for ty in [TypeExpr::String, TypeExpr::Integer] {
            let read = parse_constraints(&cell, &ty);
            assert!(read.found.len() <= 256, "{unit}");
        }
        parse_required(&cell);
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn piece() -> impl Strategy<Value = String> {
        let words = [
            "最小值",
            "最大长度",
            "：",
            ":",
            "枚举值",
            "默认值",
            "数组长度",
            "1",
            "-1",
            "64",
            "- ",
            "**",
            "\"",
            "'",
            "，",
            "、",
            "。",
            ". ",
            "取值为",
            "取值范围",
            "[",
            "]",
            "(",
            ")",
            "或",
            "默认为",
            "true",
            "example",
            "for example, ",
            "长度",
            "a",
            "B_c",
            "状态",
            "（",
            "）",
            "• ",
            "\n",
            "\n• ",
            "等",
            "个字符",
            "1~64",
            "Array of ",
            "object",
            "<",
            ">",
            "Map<String,",
            "List<",
            " ",
            "Ⅷ",
            "é",
            "大于等于",
            "99999999999999999999999",
            "Default",
            "Minimum",
            "支持",
            "两种",
            "&",
            "a=b",
            "格式为",
            "\u{3000}",
            "類型",
        ];
        prop_oneof![8 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_lost(pieces in proptest::collection::vec(piece(), 0..40), ty in 0..5_usize) {
            let text = pieces.concat();
            let (sources, id) = source(&text);
            let types = [
                TypeExpr::String, TypeExpr::Integer, TypeExpr::Boolean, TypeExpr::Array(Box::new(TypeExpr::String)), TypeExpr::Unknown,
            ];
            let cell = lines(id, &text);
            let read = parse_constraints(&cell, &types[ty]);
            let mut kept = read.description.clone();
            for found in &read.found {
                prop_assert!(found.span.end as usize <= text.len());
                prop_assert!(text.get(found.span.range()).is_some());
                kept.push_str(sources.text(found.span));
            }
            let has = |c: char| kept.contains(c);
            let lost: String = cell.iter().flat_map(|l| l.text.as_str().chars())
                .filter(|&c| c.is_alphanumeric() && !has(c)).collect();
            prop_assert!(lost.is_empty(), "lost {lost:?} of {text:?}: {read:?}");
            let _ = parse_required(&cell);
            for line in &cell {
                let claim = parse_type(&line.text);
                prop_assert!(text.get(claim.span.range()).is_some());
            }
        }

        #[test]
        fn types_never_panic(pieces in proptest::collection::vec(piece(), 0..12), raw in "\\PC{0,40}") {
            for text in [pieces.concat().replace('\n', " "), raw] {
                let (_, id) = source(&text);
                let claim = parse_type(&Text::verbatim(id, text.clone(), 0));
                prop_assert!(claim.span.end as usize <= text.len());
            }
        }
    }
}
