//! What the fuzz targets share: the form of their inputs, and what must hold for each.
//!
//! An input is text; bytes that are no UTF-8 are replaced, as loading does. The inputs of `whole_build` hold several pages,
//! with [`PAGE`] between them.

use speclift::compile::compile;
use speclift::manifest::Manifest;
use speclift::output;
use speclift::page::{BlockKind, Cell, Line, Page, Text};
use speclift::read;
use speclift::report::{self, Palette};
use speclift::source::{Format, Source, SourceId, Sources, Span};
use speclift_tests::broken_invariants;

/// What stands between two pages of one input: the record separator.
pub const PAGE: char = '\u{1e}';

/// The text of an input.
pub fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// A source, and the lines of a cell that holds all of it.
pub fn cell(text: &str) -> (Sources, Vec<Line>) {
    let sources = Sources::new(vec![Source::new("a.md", text)]);
    let id = sources.iter().next().expect("there is one source").0;
    let mut start = 0;
    let mut lines = Vec::new();
    for raw in text.split('\n') {
        let bare = raw.strip_prefix("• ").unwrap_or(raw);
        if !bare.is_empty() {
            let text = Text::verbatim(id, bare, start + raw.len() - bare.len());
            lines.push(Line { item: bare.len() < raw.len(), text });
        }
        start += raw.len() + 1;
    }
    (sources, lines)
}

/// Reads a text with one reader. All that the page says lies in the source.
pub fn reads(format: Format, data: &[u8]) {
    let mut source = Source::new("a.md", text(data));
    source.format = Some(format);
    let sources = Sources::new(vec![source]);
    let (id, source) = sources.iter().next().expect("there is one source");
    let (page, findings) = read::read_one(id, source);
    for span in findings.iter().flat_map(|finding| &finding.witnesses).copied().chain(spans(&page)) {
        assert_inside(&sources, id, span);
    }
    for finding in &findings {
        report::finding(finding, &sources, &Palette::plain());
    }
}

/// Panics where a span is not inside its source, on character boundaries.
pub fn assert_inside(sources: &Sources, id: SourceId, span: Span) {
    assert_eq!(span.source, id);
    assert!(sources.get(id).text.get(span.range()).is_some(), "{span:?} is no place of its source");
}

fn spans(page: &Page) -> Vec<Span> {
    let mut spans = Vec::new();
    for block in &page.blocks {
        spans.push(block.span);
        match &block.kind {
            BlockKind::Heading(heading) => text_spans(&heading.text, &mut spans),
            BlockKind::Paragraph(text) | BlockKind::Contents(text) => text_spans(text, &mut spans),
            BlockKind::Item(item) => text_spans(&item.text, &mut spans),
            BlockKind::Code(code) => text_spans(&code.text, &mut spans),
            BlockKind::Anchor(_) => {}
            BlockKind::Table(table) => {
                cell_spans(&table.header, &mut spans);
                for row in &table.rows {
                    spans.push(row.span);
                    cell_spans(&row.cells, &mut spans);
                }
                spans.extend(&table.repeated_headers);
            }
        }
    }
    spans
}

fn cell_spans(cells: &[Cell], spans: &mut Vec<Span>) {
    // Copies of a cell that spans others say what it says.
    for cell in cells.iter().filter(|cell| !cell.spanned) {
        spans.push(cell.span);
        cell.lines.iter().for_each(|line| text_spans(&line.text, spans));
    }
}

fn text_spans(text: &Text, spans: &mut Vec<Span>) {
    spans.push(text.whole());
    spans.extend(text.marks().iter().map(|mark| text.span(mark.range.clone())));
}

/// Builds the pages of an input, and writes all that a build writes.
pub fn builds(data: &[u8]) {
    let pages = text(data);
    let names = ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md", "g.md", "h.md"];
    let pages = pages.splitn(names.len(), PAGE).zip(names).map(|(text, name)| Source::new(name, text));
    let sources = Sources::new(pages.collect());
    let compiled = compile(&sources, Vec::new(), &Manifest::default());
    if compiled.operations == 0 {
        assert!(compiled.has_errors(), "an empty document is an error");
    } else {
        let broken = broken_invariants(&compiled);
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }
    let yaml = output::yaml(&compiled.document).expect("the document has a YAML form");
    assert_harmless(&yaml);
    assert_harmless(&output::json(&compiled.document).expect("the document has a JSON form"));
    for finding in &compiled.findings {
        for &span in &finding.witnesses {
            assert_inside(&sources, span.source, span);
        }
        assert_harmless(&report::finding(finding, &sources, &Palette::plain()));
    }
    assert_harmless(&report::list(&compiled, &sources));
    assert_harmless(&report::records(&compiled.findings, &sources).expect("findings have a JSON form"));
    assert_harmless(
        &report::sarif(&compiled.findings, &sources, "docs").expect("findings have a SARIF form"),
    );
}

/// Panics where a text would speak to a terminal.
fn assert_harmless(text: &str) {
    let control = text.chars().find(|&c| c.is_control() && c != '\n');
    assert_eq!(control, None, "a control character is printed");
}
