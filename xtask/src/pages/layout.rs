//! The layouts in which pages are written.

use std::fmt::Write as _;

use super::page::{Page, Row, Table};

/// A way to write tables; everything else is alike enough.
#[derive(Debug, Clone, Copy)]
enum Layout {
    /// Generated: HTML tables in Markdown, with anchors that types link to, in Chinese.
    Tags,
    /// Exported from an editor: the same, and each paragraph of a cell has a number, and anchors for it.
    Exported,
    /// Generated: pipe tables, in which all line breaks were lost, in Chinese.
    Pipes,
    /// Written by hand: pipe tables with other columns in another order, in English.
    ByHand,
}

/// The layouts of the pages, in turns.
const LAYOUTS: [Layout; 5] =
    [Layout::Exported, Layout::Tags, Layout::Pipes, Layout::Exported, Layout::ByHand];

/// The text of a page, in the layout that its number gives it.
pub(super) fn write(page: &Page, number: usize) -> String {
    let layout = LAYOUTS[number / 7 % LAYOUTS.len()];
    let words = layout.words();
    let mut out = format!(
        "# {}<a name=\"page{number}\"></a>\n\n## {}\n\n{}\n\n",
        page.title, words.function, page.purpose
    );
    let line = if matches!(layout, Layout::ByHand) { page.line.clone() } else { escape(&page.line) };
    let mut writer = Writer { layout, out: &mut out, tables: 0, paragraphs: number * 1000 };
    writer.text(&format!("## URI\n\n{line}\n\n"));
    writer.table(words.path, None, &page.path, true);
    if !page.query.is_empty() {
        writer.table(words.query, None, &page.query, true);
    }
    writer.text(&format!("## {}\n\n", words.request));
    writer.table(words.request_header, None, &[token()], true);
    writer.bodies(words.request_body, &page.request, true);
    writer.text(&format!("## {}\n\n{}\n\n", words.response, words.status(200)));
    writer.bodies(words.response_body, &page.response, false);
    for (status, _) in page.failures {
        writer.text(&format!("{}\n\n", words.status(*status)));
        writer.table(words.response_body, None, &page.failure.rows, false);
    }
    if let Some(example) = &page.request_example {
        let line = page.line.replace(['{', '}'], "");
        writer.text(&format!("## {}\n\n```\n{line}\n\n{example}\n```\n\n", words.request_example));
    }
    let response = &page.response_example;
    let status = words.status(200);
    writer.text(&format!("## {}\n\n{status}\n\n```\n{response}\n```\n\n", words.response_example));
    writer.text(&format!("## {}\n\n", words.status_code));
    let statuses = std::iter::once(&(200, "OK")).chain(page.failures);
    let statuses = statuses.map(|(status, meaning)| vec![status.to_string(), (*meaning).to_owned()]);
    writer.cells(&[words.status_code, words.columns[3]], statuses.collect());
    out
}

fn token() -> Row {
    super::page::plain("X-Auth-Token", true, "String", "用户Token。由IAM服务签发，在应答的消息头中带回。")
}

/// The headings, captions and columns of a layout.
struct Words {
    function: &'static str,
    request: &'static str,
    response: &'static str,
    request_example: &'static str,
    response_example: &'static str,
    status_code: &'static str,
    request_header: &'static str,
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
    status_code: "状态码",
    request_header: "请求Header参数",
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
    status_code: "Status Code",
    request_header: "Request header parameters",
    table: "Table",
    path: "Path parameters",
    query: "Query parameters",
    request_body: "Request body parameters",
    response_body: "Response body parameters",
    columns: ["Parameter", "Mandatory", "Type", "Description"],
    yes: "Yes",
    no: "No",
};

impl Words {
    /// The line that says to which status what follows belongs.
    fn status(&self, status: u16) -> String {
        format!("**{}： {status}**", self.status_code)
    }
}

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

/// A page that is being written.
struct Writer<'a> {
    layout: Layout,
    out: &'a mut String,
    /// How many tables there are.
    tables: usize,
    /// The number of the last paragraph in a cell.
    paragraphs: usize,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn bodies(&mut self, caption: &str, tables: &[Table], request: bool) {
        for body in tables {
            let structure = body.structure.as_deref();
            self.table(structure.unwrap_or(caption), structure, &body.rows, request);
        }
    }

    /// A table of fields; `structure` is the one that links lead to.
    fn table(&mut self, caption: &str, structure: Option<&str>, rows: &[Row], request: bool) {
        self.tables += 1;
        let (layout, number) = (self.layout, self.tables);
        let words = layout.words();
        let order: &[usize] = match (layout, request) {
            (Layout::ByHand, true) => &[0, 2, 1, 3],
            (Layout::ByHand, false) => &[0, 3, 2],
            (_, true) => &[0, 1, 2, 3],
            (_, false) => &[0, 2, 3],
        };
        self.text(&format!("**{} {number}** {caption}\n\n", words.table));
        let direction = if request { "request" } else { "response" };
        if let (Layout::Tags | Layout::Exported, Some(structure)) = (layout, structure) {
            self.text(&format!("<a name=\"{direction}_{structure}\"></a>\n"));
        }
        let header: Vec<&str> = order.iter().map(|&column| words.columns[column]).collect();
        let cells = |row| order.iter().map(|&column| cell(layout, row, column, direction)).collect();
        self.cells(&header, rows.iter().map(cells).collect());
    }

    /// The start of a cell's paragraph, and its text.
    fn paragraph(&mut self, text: &str) -> String {
        self.paragraphs += 1;
        let id = 10_000_000 + self.paragraphs;
        match self.layout {
            Layout::Exported => {
                format!("<p id=\"p{id}\"><a name=\"p{id}\"></a><a name=\"p{id}\"></a>{text}")
            }
            _ => format!("<p>{text}"),
        }
    }

    /// A table of any cells.
    fn cells(&mut self, header: &[&str], rows: Vec<Vec<String>>) {
        if matches!(self.layout, Layout::Pipes | Layout::ByHand) {
            self.text(&format!("|{}|\n|{}\n", header.join("|"), "--|".repeat(header.len())));
            for cells in rows {
                self.text(&format!("|{}|\n", cells.join("|")));
            }
            self.text("\n");
            return;
        }
        const CELL: &str = "class=\"cellrowborder\" valign=\"top\" width=\"20%\"";
        self.text("<table><thead align=\"left\"><tr>");
        for name in header {
            let name = self.paragraph(name);
            self.text(&format!("<th {CELL} id=\"mcps1.2.4.1.1\">{name}</p>\n</th>\n"));
        }
        self.text("</tr>\n</thead>\n<tbody>");
        for cells in rows {
            self.text("<tr>");
            for cell in cells {
                let cell = self.paragraph(&cell);
                self.text(&format!("<td {CELL} headers=\"mcps1.2.4.1.1 \">{cell}</p>\n</td>\n"));
            }
            self.text("</tr>\n");
        }
        self.text("</tbody>\n</table>\n\n");
    }
}

fn cell(layout: Layout, row: &Row, column: usize, direction: &str) -> String {
    let words = layout.words();
    match column {
        0 => row.name.clone(),
        1 => (if row.required { words.yes } else { words.no }).to_owned(),
        2 => match (&row.of, layout) {
            (None, _) => row.ty.to_owned(),
            (Some(of), Layout::Tags | Layout::Exported) => {
                row.ty.replace("{}", &format!("<a href=\"#{direction}_{of}\">{of}</a>"))
            }
            (Some(of), _) => row.ty.replace("{}", of),
        },
        _ => {
            let mut text = row.words.clone();
            for (label, values) in &row.limits {
                let label = layout.label(label);
                match layout {
                    Layout::Tags | Layout::Exported => {
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
