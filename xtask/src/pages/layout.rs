//! The layouts in which pages are written.

use std::fmt::Write as _;

use super::page::{Page, Row, Table};

/// A way to write tables; everything else is alike enough.
#[derive(Debug, Clone, Copy)]
enum Layout {
    /// Generated: HTML tables in Markdown, with anchors that types link to, in Chinese.
    Tags,
    /// Generated: pipe tables, in which all line breaks were lost, in Chinese.
    Pipes,
    /// Written by hand: pipe tables with other columns in another order, in English.
    ByHand,
}

/// The text of a page, in the layout that its number gives it.
pub(super) fn write(page: &Page, number: usize) -> String {
    let layout = [Layout::Tags, Layout::Pipes, Layout::Tags, Layout::ByHand][number / 7 % 4];
    let words = layout.words();
    let mut out = format!(
        "# {}<a name=\"page{number}\"></a>\n\n## {}\n\n{}\n\n",
        page.title, words.function, page.purpose
    );
    let line = if matches!(layout, Layout::ByHand) { page.line.clone() } else { escape(&page.line) };
    let mut tables = 0;
    // Writing to a string does not fail.
    let _ = write!(out, "## URI\n\n{line}\n\n");
    table(&mut out, layout, words.path, None, &page.path, true, &mut tables);
    if !page.query.is_empty() {
        table(&mut out, layout, words.query, None, &page.query, true, &mut tables);
    }
    let _ = write!(out, "## {}\n\n", words.request);
    bodies(&mut out, layout, words.request_body, &page.request, true, &mut tables);
    let _ = write!(out, "## {}\n\n{}\n\n", words.response, words.status_200);
    bodies(&mut out, layout, words.response_body, &page.response, false, &mut tables);
    if let Some(example) = &page.request_example {
        let line = page.line.replace(['{', '}'], "");
        let _ = write!(out, "## {}\n\n```\n{line}\n\n{example}\n```\n\n", words.request_example);
    }
    let _ = write!(
        out,
        "## {}\n\n{}\n\n```\n{}\n```\n",
        words.response_example, words.status_200, page.response_example
    );
    out
}

/// The headings, captions and columns of a layout.
struct Words {
    function: &'static str,
    request: &'static str,
    response: &'static str,
    request_example: &'static str,
    response_example: &'static str,
    status_200: &'static str,
    table: &'static str,
    path: &'static str,
    query: &'static str,
    request_body: &'static str,
    response_body: &'static str,
    /// Name, required, type, description.
    columns: [&'static str; 4],
    yes: &'static str,
    no: &'static str,
}

const CHINESE: Words = Words {
    function: "功能介绍",
    request: "请求参数",
    response: "响应参数",
    request_example: "请求示例",
    response_example: "响应示例",
    status_200: "**状态码： 200**",
    table: "表",
    path: "路径参数",
    query: "Query参数",
    request_body: "请求Body参数",
    response_body: "响应Body参数",
    columns: ["参数", "是否必选", "参数类型", "描述"],
    yes: "是",
    no: "否",
};

const ENGLISH: Words = Words {
    function: "Function",
    request: "Request",
    response: "Response",
    request_example: "Example Request",
    response_example: "Example Response",
    status_200: "Status code: 200",
    table: "Table",
    path: "Path parameters",
    query: "Query parameters",
    request_body: "Request body parameters",
    response_body: "Response body parameters",
    columns: ["Parameter", "Mandatory", "Type", "Description"],
    yes: "Yes",
    no: "No",
};

impl Layout {
    fn words(self) -> &'static Words {
        if matches!(self, Self::ByHand) { &ENGLISH } else { &CHINESE }
    }

    /// The label of a constraint.
    fn label(self, label: &'static str) -> &'static str {
        match (self, label) {
            (Self::ByHand, label) => label,
            (_, "Enumeration") => "枚举值",
            (_, "Minimum") => "最小值",
            (_, "Maximum") => "最大值",
            _ => "最大长度",
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('{', "\\{").replace('}', "\\}").replace('_', "\\_")
}

fn bodies(
    out: &mut String,
    layout: Layout,
    caption: &str,
    tables: &[Table],
    request: bool,
    number: &mut usize,
) {
    for body in tables {
        let (caption, structure) = match &body.structure {
            Some(name) => {
                (name.as_str(), Some((if request { "request" } else { "response" }, name.as_str())))
            }
            None => (caption, None),
        };
        table(out, layout, caption, structure, &body.rows, request, number);
    }
}

fn table(
    out: &mut String,
    layout: Layout,
    caption: &str,
    anchor: Option<(&str, &str)>,
    rows: &[Row],
    request: bool,
    number: &mut usize,
) {
    *number += 1;
    let words = layout.words();
    let order: &[usize] = match (layout, request) {
        (Layout::ByHand, true) => &[0, 2, 1, 3],
        (Layout::ByHand, false) => &[0, 3, 2],
        (_, true) => &[0, 1, 2, 3],
        (_, false) => &[0, 2, 3],
    };
    let _ = write!(out, "**{} {number}** {caption}\n\n", words.table);
    let header = order.iter().map(|&column| words.columns[column].to_owned()).collect::<Vec<_>>();
    let rows = rows.iter().map(|row| {
        let cells = order
            .iter()
            .map(|&column| cell(layout, row, column, if request { "request" } else { "response" }));
        cells.collect::<Vec<_>>()
    });
    if matches!(layout, Layout::Tags) {
        if let Some((direction, structure)) = anchor {
            let _ = writeln!(out, "<a name=\"{direction}_{structure}\"></a>");
        }
        out.push_str("<table><thead align=\"left\"><tr>");
        for name in header {
            let _ = write!(
                out,
                "<th class=\"cellrowborder\" valign=\"top\" width=\"20%\" id=\"mcps1.2.4.1.1\"><p>{name}</p>\n</th>\n"
            );
        }
        out.push_str("</tr>\n</thead>\n<tbody>");
        for cells in rows {
            out.push_str("<tr>");
            for cell in cells {
                let _ = write!(
                    out,
                    "<td class=\"cellrowborder\" valign=\"top\" width=\"20%\" headers=\"mcps1.2.4.1.1 \"><p>{cell}</p>\n</td>\n"
                );
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n\n");
    } else {
        let _ = write!(out, "|{}|\n|{}\n", header.join("|"), "--|".repeat(header.len()));
        for cells in rows {
            let _ = writeln!(out, "|{}|", cells.join("|"));
        }
        out.push('\n');
    }
}

fn cell(layout: Layout, row: &Row, column: usize, direction: &str) -> String {
    let words = layout.words();
    match column {
        0 => row.name.clone(),
        1 => (if row.required { words.yes } else { words.no }).to_owned(),
        2 => match (&row.of, layout) {
            (None, _) => row.ty.to_owned(),
            (Some(of), Layout::Tags) => {
                row.ty.replace("{}", &format!("<a href=\"#{direction}_{of}\">{of}</a>"))
            }
            (Some(of), _) => row.ty.replace("{}", of),
        },
        _ => {
            let mut text = row.words.clone();
            for (label, values) in &row.limits {
                let label = layout.label(label);
                match layout {
                    Layout::Tags => {
                        let _ = write!(text, "</p>\n<p>{label}：");
                        values.iter().for_each(|value| {
                            let _ = write!(text, "<strong>{value}</strong>");
                        });
                    }
                    Layout::Pipes => {
                        let _ = write!(text, "{label}：**{}**", values.join("****"));
                    }
                    Layout::ByHand => {
                        let _ = write!(text, " {label}: **{}**", values.join("** **"));
                    }
                }
            }
            text
        }
    }
}
