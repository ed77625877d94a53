//! Whole pages of each form, in sentences of our own, and what must hold for any input.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::{Read, dump, read};
use crate::page::{BlockKind, Cell, Table, Text};
use crate::source::{Format, Source, Sources};

pub(super) fn page(format: Format, text: &str) -> (Sources, Read) {
    let mut source = Source::new("page.md", text);
    source.format = Some(format);
    let sources = Sources::new(vec![source]);
    let read = read(&sources);
    check_spans(&sources, &read);
    (sources, read)
}

fn dumped(format: Format, text: &str) -> String {
    let (sources, read) = page(format, text);
    let mut all = dump(&read.pages[0], &sources);
    for finding in &read.findings {
        let place = sources.location(finding.witnesses[0]);
        all.push_str(&format!("! {place} {}: {}\n", finding.rule.code, finding.message));
    }
    all
}

fn tables(read: &Read) -> Vec<&Table> {
    let blocks = read.pages.iter().flat_map(|page| &page.blocks);
    blocks
        .filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

/// Every span lies in its source, on character boundaries.
fn check_spans(sources: &Sources, read: &Read) {
    let check = |span: crate::source::Span| {
        let source = sources.get(span.source);
        assert!(source.text.get(span.range()).is_some(), "{span:?} of {} bytes", source.text.len());
    };
    let check_text = |text: &Text| {
        check(text.whole());
        for (at, c) in text.as_str().char_indices() {
            check(text.span(at..at + c.len_utf8()));
        }
        for mark in text.marks() {
            assert!(text.as_str().get(mark.range.clone()).is_some());
        }
    };
    let check_cells = |cells: &[Cell]| {
        for cell in cells {
            check(cell.span);
            for line in &cell.lines {
                assert!(!line.text.is_empty());
                check_text(&line.text);
            }
        }
    };
    for finding in &read.findings {
        finding.witnesses.iter().copied().for_each(check);
    }
    for block in read.pages.iter().flat_map(|page| &page.blocks) {
        check(block.span);
        match &block.kind {
            BlockKind::Heading(heading) => check_text(&heading.text),
            BlockKind::Paragraph(text) | BlockKind::Contents(text) => check_text(text),
            BlockKind::Item(item) => check_text(&item.text),
            BlockKind::Code(code) => check_text(&code.text),
            BlockKind::Anchor(_) => {}
            BlockKind::Table(table) => {
                check_cells(&table.header);
                for row in &table.rows {
                    check(row.span);
                    check_cells(&row.cells);
                }
                table.repeated_headers.iter().copied().for_each(check);
            }
        }
    }
}

#[test]
fn markdown_with_html_tables() {
    assert_snapshot!(dumped(
        Format::Markdown,
        r##"# Lend a book<a name="LendBook"></a>

PUT /v1/\{library\_id\}/books

**Table 1**  Fields

<a name="fields"></a>
<table><thead align="left"><tr><th width="20%"><p>Name</p>
</th>
<th><p>Meaning</p>
</th>
</tr>
</thead>
<tbody><tr><td><p>shelf</p>
</td>
<td>&nbsp;</td>
</tr>
<tr><td><p>List of <a href="#Book">Book</a></p>
</td>
<td><p>一&lt;二 <strong>bold</strong></p>
<ul><li><p>paper</p>
</li><li>cloth<br>or silk</li></ul>
</td>
</tr>
</tbody>
</table>

-   First

    ```json
    {

      "a": 1
    }
    ```

    <table><tr><th>In an item</th></tr><tr><td>x</td></tr></table>

    More of it
    -   Deeper [link](other.md)

**Note: ** see `code`.
"##
    ));
}

#[test]
fn markdown_tables_go_on_after_blank_lines() {
    assert_snapshot!(dumped(
        Format::Markdown,
        "<table><tr><td><pre>{\n\n    \"a\": 1\n}</pre></td>\n\n<td>two\n\n# not a heading\n\n</td></tr></table>\n\n# After\n\n\
         <table><tr><td>never closed\n\n# Still a heading\n"
    ));
}

#[test]
fn markdown_pipe_tables() {
    assert_snapshot!(dumped(
        Format::Markdown,
        "|A|B|\n|--|--|\n|one<br>**two**|`x` <ul><li>i</li><li>j</li></ul>|\n|short|\n|a|b|too long|\n\n<key>text</key> and <other_key>\n"
    ));
}

#[test]
fn code_in_list_items_that_is_not_indented() {
    assert_snapshot!(dumped(
        Format::Markdown,
        "-   ```\nPUT /books\n```\n\n-   Item\n\n    ```\n    in\n    ```\n\n-   ```json\n{\n}\n```\n\n## After\n"
    ));
}

#[test]
fn plain_text() {
    assert_snapshot!(dumped(
        Format::Plain,
        "Lending a Book\nPUT /v1/{id}/books\n| A | B |\n|---|---|\n| 1 | 2 |\n| A | B |\n|---|---|\n| x_y_z | Bold **w** |\n\
         Example\n{\n\"a\" : [ {\n\"b\" : \"}\"\n} ]\n} Then Words\n{\n\"cut\" : {\nWords\n"
    ));
}

#[test]
fn text_from_a_pdf() {
    assert_snapshot!(dumped(
        Format::Pdf,
        "Guide\n\n1 Books.....\t1\n1.1 Lend.....\t2\nA History.....\t9\n\n1 Books\n\n1.1 Lend\n\nTable 1 Fields\n\n\
         Name\tType\tMeaning\nid\tString\tsee [the list](#)\n\n\x0c\nName\tType\tMeaning\n\
         kind\tString\t种类 取值: <ul style=\"x\">• paper: 纸• cloth: 布 编码: <ul>• a_b• c\n\nTable 2\n\nName\tType\tMeaning\nx\t\ty\n\n\
         1. Do this\n - a. Then that\n■ Deep\n\n```\n{ \"cut\":\n```\n\n1 is a number\n\n2.5 times\n\nA History\n"
    ));
}

#[test]
fn html_page() {
    assert_snapshot!(dumped(
        Format::Html,
        "<!DOCTYPE html><html><head><title>t</title><script>if (a < b) {}</script></head><body><nav>skip</nav>\
         <h2 id=\"lend\">4.1 Lend</h2><p>One<br>two &amp; three</p><ul><li>a<ul><li>b</li></ul></li><li></li></ul>\
         <pre class=\"language-json\">{\n  \"a\": &quot;b&quot;\n}\n</pre><div>loose <b>text</b></div>\
         <table><caption>Cap</caption><tr><td rowspan=2>r</td><td colspan=2>c</td></tr><tr><td>x</td><td>y</td></tr></table>"
    ));
}

#[test]
fn spans_of_cells_are_bounded() {
    let (_, read) = page(
        Format::Markdown,
        "<table><tr><td colspan=\"1000000000\" rowspan=\"9999999999999999999999\">a</td></tr><tr><td>b</td></tr></table>",
    );
    assert_eq!(read.findings[0].rule.code, "table-too-wide");
    assert!(tables(&read)[0].rows.iter().all(|row| row.cells.len() <= 1000));

    let wide = format!("<table><tr>{}</tr></table>", "<td>x</td>".repeat(10_000));
    let (_, read) = page(Format::Html, &wide);
    assert_eq!(read.findings[0].rule.code, "table-too-wide");
    assert_eq!(tables(&read)[0].rows[0].cells.len(), 1000);

    let rows =
        format!("<table><tr>{}</tr>{}</table>", "<td rowspan=0>x</td>".repeat(900), "<tr><td>".repeat(5000));
    let (_, read) = page(Format::Markdown, &rows);
    assert_eq!(read.findings[0].rule.code, "table-span-too-large");
    let cells: usize = tables(&read)[0].rows.iter().map(|row| row.cells.len()).sum();
    assert!(cells < 30_000, "{cells}");

    let wide = format!("|{}\n|{}\n{}", "a|".repeat(10_000), "-|".repeat(10_000), "|x|\n".repeat(20));
    for format in [Format::Markdown, Format::Plain] {
        let (_, read) = page(format, &wide);
        assert!(read.findings.iter().any(|finding| finding.rule.code == "table-too-wide"));
        let cells: usize = tables(&read)[0].rows.iter().map(|row| row.cells.len()).sum();
        assert_eq!(cells, 20);
    }
}

#[test]
fn deep_and_tangled_tags_end() {
    for tag in ["div", "b", "ul><li", "table><tr><td", "font color=red", "a href=x", "blockquote", "svg", "x"]
    {
        for format in [Format::Html, Format::Markdown] {
            let (_, read) = page(format, &format!("<p>{}word", format!("<{tag}>").repeat(10_000)));
            assert!(read.pages[0].blocks.len() < 100_000);
        }
    }
    // Open formatting is opened again in each paragraph, so a page could grow with its square.
    let fonts: String = (0..2000).map(|i| format!("<b class=c{i}><a href=x{i}><code class=d{i}>")).collect();
    let (_, read) = page(Format::Html, &format!("<p>{fonts}</p>{}", "<p>x".repeat(5000)));
    assert!(read.pages[0].blocks.len() < 10_000);
}

fn fragment() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "<table>",
        "</table>",
        "<tr>",
        "<td rowspan=3>",
        "<td colspan='2'>",
        "</td>",
        "<th>",
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<br>",
        "<a href=x>",
        "<a name=\"y\">",
        "</a>",
        "<b>",
        "</b>",
        "<code>",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "<template>",
        "<svg>",
        "<select>",
        "<script>",
        "</script>",
        "<key1>",
        "<!-- c -->",
        "<!DOCTYPE html>",
        "&nbsp;",
        "&lt;",
        "&amp",
        "&#x4e2d;",
        "&",
        "<",
        ">",
        "\"",
        "`",
        "```\n",
        "```json\n",
        "**",
        "*",
        "_",
        "\\",
        "\\{",
        "[a](b)",
        "[",
        "](",
        "|",
        "|---|---|\n",
        "| a | b |\n",
        "a\tb\tc\n",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\x0c",
        "    ",
        "# ",
        "- ",
        "1. ",
        "• ",
        "●",
        "4.1 Title\n",
        "4.1 Title.....\t17\n",
        "1 One.....1\n",
        "{\n",
        "}\n",
        "\"a\" : 1,\n",
        "{",
        "}",
        "]",
        "中文",
        "：",
        "é",
        "\u{a0}",
        "\u{3000}",
        "\u{feff}",
        "\0",
        "word",
        " ",
        "---\n",
        "> ",
        "![i](j)",
        "<ul style=\"x\">• a• b 取值: <ul>",
    ]);
    prop::collection::vec(parts, 0..60).prop_map(|parts| parts.concat())
}

#[test]
fn a_fence_in_indented_code_is_code() {
    let dump = dumped(Format::Markdown, "\t`");
    assert!(!dump.contains("never closed"), "{dump}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        for format in [Format::Markdown, Format::Plain, Format::Pdf, Format::Html] {
            dumped(format, &text);
        }
    }

    #[test]
    fn any_fragments_are_read(text in fragment()) {
        for format in [Format::Markdown, Format::Plain, Format::Pdf, Format::Html] {
            dumped(format, &text);
        }
    }
}
