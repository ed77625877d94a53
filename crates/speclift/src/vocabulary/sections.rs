//! Headings that mark the parts of an operation's page, and captions that name a table's role.

use std::sync::LazyLock;

use super::captions::frame;
use super::{Words, normal};

/// What a heading introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// What the operation does.
    Function,
    /// A link to a place to try it.
    Debugging,
    /// Who may call it.
    Authorization,
    /// What to mind.
    Constraints,
    /// Method and path, and their parameters.
    Uri,
    /// What a message looks like: of a request, method and path are in its first line.
    Sample,
    /// Request parameters and body.
    Request,
    /// Response body.
    Response,
    /// Example requests.
    RequestExample,
    /// Example responses.
    ResponseExample,
    /// Examples of either kind.
    Example,
    /// HTTP statuses.
    Status,
    /// Error codes.
    ErrorCodes,
    /// Example code in programming languages.
    Sdk,
}

/// Headings of sections.
pub const SECTIONS: &[(&str, Section)] = &[
    ("功能介绍", Section::Function),
    ("功能描述", Section::Function),
    ("接口功能", Section::Function),
    ("接口描述", Section::Function),
    ("接口介绍", Section::Function),
    ("Function", Section::Function),
    ("Functions", Section::Function),
    ("API Function", Section::Function),
    ("Description", Section::Function),
    ("接口说明", Section::Function),
    ("调试", Section::Debugging),
    ("Debugging", Section::Debugging),
    ("授权信息", Section::Authorization),
    ("Authorization Information", Section::Authorization),
    ("约束与限制", Section::Constraints),
    ("约束限制", Section::Constraints),
    ("接口约束", Section::Constraints),
    ("使用限制", Section::Constraints),
    ("约束说明", Section::Constraints),
    ("约束与说明", Section::Constraints),
    ("Constraints", Section::Constraints),
    ("Restrictions", Section::Constraints),
    ("Constraints and Limitations", Section::Constraints),
    ("Prerequisites", Section::Constraints),
    ("前提条件", Section::Constraints),
    ("注意事项", Section::Constraints),
    ("URI", Section::Uri),
    ("URL", Section::Uri),
    ("请求URI", Section::Uri),
    ("接口URI", Section::Uri),
    ("URI格式", Section::Uri),
    ("Request URI", Section::Uri),
    ("URI and HTTP Method", Section::Uri),
    ("HTTP Method and URI", Section::Uri),
    ("HTTP Request", Section::Uri),
    ("请求消息样式", Section::Sample),
    ("响应消息样式", Section::Sample),
    ("Request Syntax", Section::Sample),
    ("Response Syntax", Section::Sample),
    ("请求参数", Section::Request),
    ("请求消息参数", Section::Request),
    ("请求消息元素", Section::Request),
    ("请求消息", Section::Request),
    ("请求", Section::Request),
    ("Request", Section::Request),
    ("Requests", Section::Request),
    ("Request Parameters", Section::Request),
    ("Request Message", Section::Request),
    ("响应参数", Section::Response),
    ("响应消息", Section::Response),
    ("响应消息元素", Section::Response),
    ("响应", Section::Response),
    ("正常响应", Section::Response),
    ("返回消息", Section::Response),
    ("返回参数", Section::Response),
    ("Response", Section::Response),
    ("Responses", Section::Response),
    ("Response Parameters", Section::Response),
    ("Response Message", Section::Response),
    ("请求示例", Section::RequestExample),
    ("请求样例", Section::RequestExample),
    ("请求用例", Section::RequestExample),
    ("Example Request", Section::RequestExample),
    ("Example Requests", Section::RequestExample),
    ("Request Example", Section::RequestExample),
    ("Request Examples", Section::RequestExample),
    ("Sample Request", Section::RequestExample),
    ("Sample Requests", Section::RequestExample),
    ("请求消息示例", Section::RequestExample),
    ("请求消息样例", Section::RequestExample),
    ("响应示例", Section::ResponseExample),
    ("响应样例", Section::ResponseExample),
    ("正常响应样例", Section::ResponseExample),
    ("正常响应示例", Section::ResponseExample),
    ("成功响应示例", Section::ResponseExample),
    ("成功响应样例", Section::ResponseExample),
    ("响应用例", Section::ResponseExample),
    ("返回示例", Section::ResponseExample),
    ("返回样例", Section::ResponseExample),
    ("失败响应示例", Section::ResponseExample),
    ("失败响应样例", Section::ResponseExample),
    ("异常响应示例", Section::ResponseExample),
    ("异常响应样例", Section::ResponseExample),
    ("错误响应示例", Section::ResponseExample),
    ("错误响应样例", Section::ResponseExample),
    ("Example Response", Section::ResponseExample),
    ("Example Responses", Section::ResponseExample),
    ("Response Example", Section::ResponseExample),
    ("Response Examples", Section::ResponseExample),
    ("Sample Response", Section::ResponseExample),
    ("Sample Responses", Section::ResponseExample),
    ("响应消息示例", Section::ResponseExample),
    ("响应消息样例", Section::ResponseExample),
    ("示例", Section::Example),
    ("样例", Section::Example),
    ("Example", Section::Example),
    ("Examples", Section::Example),
    ("状态码", Section::Status),
    ("返回值", Section::Status),
    ("返回码", Section::Status),
    ("Status Code", Section::Status),
    ("Status Codes", Section::Status),
    ("Returned Values", Section::Status),
    ("Returned Value", Section::Status),
    ("HTTP状态码", Section::Status),
    ("HTTP Status Code", Section::Status),
    ("HTTP Status Codes", Section::Status),
    ("错误码", Section::ErrorCodes),
    ("Error Code", Section::ErrorCodes),
    ("Error Codes", Section::ErrorCodes),
    ("SDK代码示例", Section::Sdk),
    ("SDK Sample Code", Section::Sdk),
];

/// The section that a heading introduces, where its whole text is one of [`SECTIONS`]. The headings of examples may
/// have a number and a note: `响应样例2（IPv6）`.
pub fn section(heading: &str) -> Option<Section> {
    static WORDS: LazyLock<Words<Section>> = LazyLock::new(|| Words::new(SECTIONS));
    let of_example = || {
        let (words, _) = noted(heading)?;
        WORDS.get(words).filter(|section| {
            matches!(section, Section::RequestExample | Section::ResponseExample | Section::Example)
        })
    };
    WORDS.get(heading).or_else(of_example)
}

/// The note in the heading of an example, and whether it says that the request fails.
pub fn example_note(heading: &str) -> Option<(&str, bool)> {
    let (_, note) = noted(heading)?;
    let words = note.to_lowercase();
    (!note.is_empty()).then(|| (note, FAILURES.iter().any(|failure| words.contains(failure))))
}

/// A heading without its number, and the note behind it.
fn noted(heading: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 120;
    let heading = heading.trim();
    if heading.len() > LONGEST {
        return None;
    }
    let at = heading.find(['（', '(', '：', ':']).unwrap_or(heading.len());
    let number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "一二三四五六七八九十".contains(c);
    let note = heading[at..].trim_matches(['（', '(', '）', ')', '：', ':', ' ', '。']);
    Some((heading[..at].trim_end_matches(number), note))
}

/// Words for a request that fails, in lower case.
const FAILURES: &[&str] = &["失败", "异常", "错误", "fail", "error"];

/// Words in the sentences of walk-throughs, compared without spaces and case, and what is shown after them.
const STEPS: &[(&str, Section)] = &[
    ("Request Body中", Section::RequestExample),
    ("请求体中", Section::RequestExample),
    ("请求参数如下", Section::RequestExample),
    ("in the request body", Section::RequestExample),
    ("响应参数如下", Section::ResponseExample),
    ("响应结果如下", Section::ResponseExample),
    ("返回结果如下", Section::ResponseExample),
    ("the response is", Section::ResponseExample),
    ("is returned", Section::ResponseExample),
];

/// What a step of a walk-through shows next, by the first of the words in its sentence.
pub fn step(sentence: &str) -> Option<Section> {
    static WORDS: LazyLock<Vec<(String, Section)>> =
        LazyLock::new(|| STEPS.iter().map(|&(word, section)| (normal(word), section)).collect());
    let sentence = normal(sentence);
    WORDS.iter().find(|(word, _)| sentence.contains(word)).map(|&(_, section)| section)
}

/// Headings that introduce one kind of parameters, beside the sections or inside them.
const PARTS: &[(&str, (Section, CaptionRole))] = &[
    ("请求头", (Section::Request, CaptionRole::Header)),
    ("请求消息头", (Section::Request, CaptionRole::Header)),
    ("请求Header参数", (Section::Request, CaptionRole::Header)),
    ("请求体", (Section::Request, CaptionRole::Body)),
    ("请求消息体", (Section::Request, CaptionRole::Body)),
    ("请求Body参数", (Section::Request, CaptionRole::Body)),
    ("FormData参数", (Section::Request, CaptionRole::Form)),
    ("Form参数", (Section::Request, CaptionRole::Form)),
    ("FormData Parameters", (Section::Request, CaptionRole::Form)),
    ("Form Parameters", (Section::Request, CaptionRole::Form)),
    ("Request Header", (Section::Request, CaptionRole::Header)),
    ("Request Headers", (Section::Request, CaptionRole::Header)),
    ("Request Body", (Section::Request, CaptionRole::Body)),
    ("请求Body", (Section::Request, CaptionRole::Body)),
    ("响应Body", (Section::Response, CaptionRole::Body)),
    ("Request Message Header", (Section::Request, CaptionRole::Header)),
    ("Request Message Body", (Section::Request, CaptionRole::Body)),
    ("路径参数", (Section::Uri, CaptionRole::Path)),
    ("Path参数", (Section::Uri, CaptionRole::Path)),
    ("Path Parameters", (Section::Uri, CaptionRole::Path)),
    ("查询参数", (Section::Uri, CaptionRole::Query)),
    ("Query参数", (Section::Uri, CaptionRole::Query)),
    ("Query Parameters", (Section::Uri, CaptionRole::Query)),
    ("响应头", (Section::Response, CaptionRole::Header)),
    ("响应消息头", (Section::Response, CaptionRole::Header)),
    ("响应Header参数", (Section::Response, CaptionRole::Header)),
    ("响应体", (Section::Response, CaptionRole::Body)),
    ("响应消息体", (Section::Response, CaptionRole::Body)),
    ("响应Body参数", (Section::Response, CaptionRole::Body)),
    ("Response Header", (Section::Response, CaptionRole::Header)),
    ("Response Headers", (Section::Response, CaptionRole::Header)),
    ("Response Body", (Section::Response, CaptionRole::Body)),
    ("Response Message Header", (Section::Response, CaptionRole::Header)),
    ("Response Message Body", (Section::Response, CaptionRole::Body)),
];

/// The parameters that a heading introduces, as the section that they belong to and their kind.
pub fn part(heading: &str) -> Option<(Section, CaptionRole)> {
    static WORDS: LazyLock<Words<(Section, CaptionRole)>> = LazyLock::new(|| Words::new(PARTS));
    WORDS.get(heading)
}

/// What a caption says of its table, apart from the name of a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptionRole {
    /// Path parameters.
    Path,
    /// Query parameters.
    Query,
    /// Header parameters, of the request or the response by its section.
    Header,
    /// Body parameters, of the request or the response by its section.
    Body,
    /// Form parameters.
    Form,
    /// Parameters, with no word of where they go.
    Parameters,
}

/// Captions, compared without spaces and case. The first that the caption contains decides.
pub const CAPTIONS: &[(&str, CaptionRole)] = &[
    ("路径参数", CaptionRole::Path),
    ("Path参数", CaptionRole::Path),
    ("Path Parameters", CaptionRole::Path),
    ("Query参数", CaptionRole::Query),
    ("查询参数", CaptionRole::Query),
    ("Request filter参数", CaptionRole::Query),
    ("Query Parameters", CaptionRole::Query),
    ("Header参数", CaptionRole::Header),
    ("请求头参数", CaptionRole::Header),
    ("Header Parameters", CaptionRole::Header),
    ("FormData参数", CaptionRole::Form),
    ("表单参数", CaptionRole::Form),
    ("FormData Parameters", CaptionRole::Form),
    ("Form Data Parameters", CaptionRole::Form),
    ("Request Form Data", CaptionRole::Form),
    ("Body参数", CaptionRole::Body),
    ("Body Parameters", CaptionRole::Body),
    ("请求参数", CaptionRole::Parameters),
    ("响应参数", CaptionRole::Parameters),
    ("参数说明", CaptionRole::Parameters),
    ("Request Parameters", CaptionRole::Parameters),
    ("Response Parameters", CaptionRole::Parameters),
    ("Parameter Description", CaptionRole::Parameters),
];

/// What a caption (without its number) says of its table.
pub fn caption_role(caption: &str) -> Option<CaptionRole> {
    static WORDS: LazyLock<Vec<(String, CaptionRole)>> =
        LazyLock::new(|| CAPTIONS.iter().map(|&(word, role)| (normal(word), role)).collect());
    let words = normal(caption);
    let found = WORDS.iter().find(|(word, _)| words.contains(word)).map(|&(_, role)| role);
    found.or_else(|| part(bare(caption)).map(|(_, role)| role))
}

/// A caption without what tells several of one kind apart: `Request body 2`, `v2.1 Request body`, `请求体（方式一）`.
fn bare(caption: &str) -> &str {
    let caption = caption.trim();
    let caption = match caption.split_once(' ') {
        Some((version, rest)) if is_version(version) => rest,
        _ => caption,
    };
    let end = caption.find(['(', '（', ':', '：']).filter(|end| *end > 0).unwrap_or(caption.len());
    let counted =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '一' | '二' | '三' | '四' | '-');
    caption[..end].trim_end_matches(counted)
}

fn is_version(word: &str) -> bool {
    word.strip_prefix(['v', 'V']).is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether the whole of a line is a caption, with or without a number: one of these words, perhaps with others
/// that captions have around a name.
pub fn is_caption(line: &str) -> bool {
    static WORDS: LazyLock<Words<CaptionRole>> = LazyLock::new(|| Words::new(CAPTIONS));
    let framed = || line.len() <= LONGEST_CAPTION && frame(line).is_some();
    let specific =
        || caption_role(line).is_some_and(|role| role != CaptionRole::Parameters) || is_of_errors(line);
    WORDS.get(line).is_some() || framed() && specific()
}

/// The longest line without a number that is read as a caption and not as a sentence, in bytes.
const LONGEST_CAPTION: usize = 60;

/// Whether a caption is of a table, or a line of an example, that describes what comes with an error.
pub fn is_of_errors(caption: &str) -> bool {
    let caption = caption.to_ascii_lowercase();
    ERROR_CAPTIONS.iter().any(|words| caption.contains(words))
}

const ERROR_CAPTIONS: &[&str] = &[
    "异常响应",
    "错误响应",
    "失败响应",
    "异常返回",
    "错误返回",
    "失败返回",
    "失败时返回",
    "error response",
    "error reponse",
];

/// How a description starts of what only comes with an error.
const ONLY_WITH_ERRORS: &[&str] = &[
    "出现错误时",
    "发生错误时",
    "出错时",
    "返回错误时",
    "调用失败时",
    "请求失败时",
    "error information returned",
    "error message returned",
    "error code returned",
    "returned when an error occurs",
    "returned if an error occurs",
    "when an error occurs",
    "if an error occurs",
    "the error information returned",
    "the error message returned",
    "the error code returned",
];

/// Whether a description says that its field only comes with an error.
pub fn is_only_with_errors(description: &str) -> bool {
    let start = description.trim_start();
    ONLY_WITH_ERRORS
        .iter()
        .any(|words| start.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words)))
}

/// Words before the number of a table's caption.
pub const TABLE_WORDS: &[&str] = &["表", "Table"];

/// Words in brackets behind a title that say that the operation is no longer to be used.
const DEPRECATED_TITLES: &[&str] =
    &["废弃", "弃用", "不推荐", "deprecated", "abandoned", "discarded", "obsolete", "not recommended"];

/// Words of a sentence that say the same, in lower case.
const DEPRECATED_OPERATIONS: &[&str] = &[
    "接口已废弃",
    "接口已经废弃",
    "接口废弃",
    "接口已弃用",
    "接口不再使用",
    "接口不推荐使用",
    "目前已经废弃",
    "目前已废弃",
    "api已废弃",
    "api is deprecated",
    "api has been deprecated",
    "api is no longer used",
    "api has been discarded",
    "api has been abandoned",
    "api is not recommended",
];

/// Whether a title says that the operation is no longer to be used.
pub fn is_deprecated_title(title: &str) -> bool {
    let title = title.to_lowercase();
    let brackets = title.split(['(', '（', '[', '【']).skip(1);
    let inner = brackets.filter_map(|rest| rest.split([')', '）', ']', '】']).next());
    inner.into_iter().any(|words| DEPRECATED_TITLES.iter().any(|word| words.contains(word)))
}

/// Whether a sentence about an operation says that it is no longer to be used.
pub fn is_deprecated_operation(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    DEPRECATED_OPERATIONS.iter().any(|words| sentence.contains(words))
}

/// Words before an HTTP status that the following tables or examples belong to.
pub const STATUS_WORDS: &[&str] = &["状态码为", "状态码", "Status code", "Status Code"];

/// Words that say that there is nothing under a heading.
pub const NOTHING_WORDS: &[&str] = &["无", "无。", "None", "None.", "N/A", "NA", "NA."];

/// Words between two examples, of which either may be sent or answered.
pub const BETWEEN_EXAMPLES: &[&str] = &["或", "或者", "或：", "Or", "or", "OR"];

/// Words before the date of a document's edition.
pub const EDITION_WORDS: &[&str] = &["发布日期", "更新时间", "Updated on", "Release Date"];

/// Words of a sentence about a response that is the bytes of a file.
pub const BINARY_WORDS: &[&str] = &[
    "文件流",
    "二进制流",
    "二进制数据流",
    "二进制文件",
    "file stream",
    "binary stream",
    "binary data",
    "octet-stream",
];

/// Values in an address that stand for any value.
pub const SAMPLE_VALUES: &[&str] =
    &["xxx", "xx", "x", "string", "value", "id", "uuid", "name", "key", "true", "false"];

/// Characters of texts that stand for a value, or that hide part of one.
pub const PLACEHOLDER_MARKS: &[char] = &['{', '}', '<', '>', '*', '$', '…', '%', '+', ' ', '"', '\''];

/// Words for the statuses that are not listed.
pub const OTHER_STATUSES: &[&str] = &["default", "others", "other", "其他", "其它", "其余", "默认"];

/// The kinds of media that a body may be of: the first parts of media types.
pub const MEDIA_KINDS: &[&str] = &["application", "text", "multipart", "image", "audio", "video"];

/// Queries of a link's address whose value is the operationId.
pub const OPERATION_LINK_KEYS: &[&str] = &["api"];

/// Headers that carry a token: they become a security scheme.
pub const TOKEN_HEADERS: &[&str] = &["X-Auth-Token"];

/// Headers that OpenAPI describes elsewhere or that HTTP clients set themselves.
pub const IMPLIED_HEADERS: &[&str] = &["Accept", "Authorization", "Content-Length", "Content-Type", "Host"];
