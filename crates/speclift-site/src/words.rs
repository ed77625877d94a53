//! The interface's own words, in each of its languages.

macro_rules! words {
    ($($name:ident: $english:literal, $chinese:literal;)*) => {
        /// Words of the interface in one language.
        #[derive(Debug)]
        pub(crate) struct Words {
            $(pub(crate) $name: &'static str,)*
        }

        static ENGLISH: Words = Words { $($name: $english,)* };
        static CHINESE: Words = Words { $($name: $chinese,)* };
    };
}

words! {
    // every page
    overview: "Overview", "概览";
    reference: "Reference", "参考";
    evidence: "Evidence", "依据";
    error_codes: "Error codes", "错误码";
    findings: "Findings", "发现";
    changes: "Changes", "变更";
    skip: "Skip to the content", "跳到正文";
    pages: "Pages", "页面";
    language: "Language", "语言";
    dark: "Dark", "深色";
    made_by: "Compiled by Speclift from the service's documentation. Every statement here leads to the line that makes it.", "由 Speclift 根据服务文档编译而成，每项说明都可追溯到文档中的原文。";
    made_from: "Published by Speclift from an OpenAPI document.", "由 Speclift 根据 OpenAPI 文档发布。";
    filter: "Search", "搜索";
    shown: "shown", "项";
    nothing_found: "Nothing found", "没有结果";
    // front page
    operations: "Operations", "接口";
    structures: "Structures", "结构";
    version: "Version", "版本";
    files: "Files", "文件";
    file: "File", "文件";
    size: "Size", "大小";
    checksum: "SHA-256", "SHA-256";
    all_checksums: "checksums of all files", "所有文件的校验和";
    sources: "Compiled from", "编译来源";
    compiler: "Compiler", "编译器";
    reference_lead: "All operations with their parameters, bodies and examples.", "所有接口及其参数、消息体和示例。";
    evidence_lead: "Where the documentation says so, and what was decided: a page for each operation, below.", "文档原文及裁决：每个接口一页，见下。";
    errors_lead: "What each code means and what to do.", "每个错误码的含义和处理方法。";
    findings_lead: "Where the documentation contradicts itself or is silent.", "文档中的矛盾与缺失。";
    changes_lead: "What changed, version by version.", "各版本的变更。";
    programs_lead: "Plain Markdown of everything, for programs.", "供程序读取的 Markdown。";
    programs: "For programs", "供程序使用";
    operations_hint: "Searches titles, paths, and the names of parameters and fields.", "可搜索标题、路径、参数名和字段名。";
    in_reference: "in the reference", "在参考中查看";
    markdown: "Markdown", "Markdown";
    // operations
    operation_id: "Operation ID", "接口标识";
    deprecated: "deprecated", "已废弃";
    permissions: "Permissions", "授权项";
    parameters: "Parameters", "参数";
    no_parameters: "This operation has no parameters.", "该接口没有参数。";
    request_body: "Request body", "请求消息体";
    responses: "Responses", "响应";
    no_body: "no body", "无消息体";
    headers: "Headers", "消息头";
    required: "required", "必选";
    optional: "optional", "可选";
    on_this_page: "On this page", "本页内容";
    pages_say: "The documentation says", "文档原文";
    row: "table row", "表格行";
    caption: "caption", "表格标题";
    table: "table", "表格";
    address: "address", "请求地址";
    decided: "Decided", "裁决";
    by_person: "decided by a person", "由人裁决";
    no_witness: "No page bears witness to this.", "没有文档提到此项。";
    more_witnesses: "more places", "处更多";
    in_path: "in the path", "路径参数";
    in_query: "in the query", "查询参数";
    in_header: "in a header", "消息头参数";
    in_cookie: "in a cookie", "Cookie 参数";
    example_of: "Example", "示例";
    name: "Name", "名称";
    kind: "Type", "类型";
    place: "In", "位置";
    limits: "Values", "取值";
    description: "Description", "描述";
    no_fields: "No properties are known.", "没有已知的属性。";
    // types and values
    list_of: "list of ", "列表：";
    map_of: "map of ", "映射：";
    or: " or ", " 或 ";
    and: " and ", " 且 ";
    any: "any value", "任意值";
    minimum: "at least", "最小值";
    maximum: "at most", "最大值";
    above: "more than", "大于";
    below: "less than", "小于";
    multiple_of: "multiple of", "倍数";
    min_length: "shortest", "最小长度";
    max_length: "longest", "最大长度";
    min_items: "fewest elements", "最少元素";
    max_items: "most elements", "最多元素";
    min_members: "fewest members", "最少成员";
    max_members: "most members", "最多成员";
    pattern: "pattern", "正则";
    one_of: "one of", "取值";
    default: "default", "默认值";
    example: "example", "示例";
    // error codes
    code: "Code", "错误码";
    status: "Status", "状态码";
    meaning: "Meaning", "说明";
    remedy: "What to do", "处理措施";
    // findings
    errors: "Errors", "错误";
    warnings: "Warnings", "警告";
    notes: "Notes", "提示";
    help: "How to settle it", "处理建议";
    findings_hint: "Each names its places in the documentation, what was decided, and by which rule. The same as JSON lines:", "每条发现都列出文档位置、裁决及其规则。JSON 行格式：";
    // reference
    no_script: "The reference needs JavaScript. The same content is there as Markdown, an operation each:", "参考页需要 JavaScript。相同内容也有 Markdown 版本，每个接口一份：";
}

impl Words {
    /// What a place of the documentation is, as the compiler calls it.
    pub(crate) fn kind_of_place(&self, kind: &'static str) -> &'static str {
        match kind {
            "table row" => self.row,
            "caption" => self.caption,
            "table" => self.table,
            "URI" => self.address,
            "example" => self.example,
            other => other,
        }
    }
}

/// The words of a language; English where there are none in it.
pub(crate) fn of(language: &str) -> &'static Words {
    match language.split('-').next() {
        Some("zh") => &CHINESE,
        _ => &ENGLISH,
    }
}

/// What a language calls itself; its code where that is not known.
pub(crate) fn name(language: &str) -> &str {
    match language {
        "en" => "English",
        "zh" => "中文",
        other => other,
    }
}
