//! Words in the header of a table.

use std::sync::LazyLock;

use super::Words;
use super::sections::CaptionRole;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// A parameter's or property's name.
    Name,
    /// Whether it is required.
    Required,
    /// Its type.
    Type,
    /// Where in the message it goes.
    Place,
    /// What it is; a table may have several columns of that.
    Description,
    /// An HTTP status.
    Status,
    /// An error code.
    ErrorCode,
    /// An error message.
    ErrorMessage,
    /// What to do about an error.
    Remedy,
    /// An HTTP method.
    Method,
    /// A path or address.
    Uri,
    /// A method and a path.
    Api,
    /// What a permission is for, in words.
    Permission,
    /// What a caller must be allowed to do.
    Action,
    /// What else a caller must be allowed to do.
    Dependencies,
    /// A value, as tables of headers have it.
    Value,
    /// An example value.
    Example,
    /// A default value.
    Default,
    /// Known, and of no use to the description.
    Other,
}

/// Column headers.
pub const COLUMNS: &[(&str, Column)] = &[
    ("参数", Column::Name),
    ("参数名", Column::Name),
    ("参数名称", Column::Name),
    ("名称", Column::Name),
    ("属性", Column::Name),
    ("属性名称", Column::Name),
    ("字段", Column::Name),
    ("元素名称", Column::Name),
    ("Parameter", Column::Name),
    ("Name", Column::Name),
    ("Attribute", Column::Name),
    ("是否必选", Column::Required),
    ("是否必须", Column::Required),
    ("必选", Column::Required),
    ("是否为必选", Column::Required),
    ("是否必选项", Column::Required),
    ("是否必传", Column::Required),
    ("必填", Column::Required),
    ("必须", Column::Required),
    ("必选/可选", Column::Required),
    ("必选项（M）/可选项（O）", Column::Required),
    ("M/O", Column::Required),
    ("是否必填", Column::Required),
    ("Mandatory", Column::Required),
    ("Required", Column::Required),
    ("参数类型", Column::Type),
    ("类型", Column::Type),
    ("数据类型", Column::Type),
    ("Type", Column::Type),
    ("Parameter Type", Column::Type),
    ("In", Column::Place),
    ("Location", Column::Place),
    ("Parameter Location", Column::Place),
    ("参数位置", Column::Place),
    ("描述", Column::Description),
    ("说明", Column::Description),
    ("备注", Column::Description),
    ("参数说明", Column::Description),
    ("约束", Column::Description),
    ("约束条件", Column::Description),
    ("Constraint", Column::Description),
    ("Constraints", Column::Description),
    ("Description", Column::Description),
    ("状态码", Column::Status),
    ("返回值", Column::Status),
    ("错误码状态", Column::Status),
    ("返回码", Column::Status),
    ("Status Code", Column::Status),
    ("Returned Value", Column::Status),
    ("错误码", Column::ErrorCode),
    ("Error Code", Column::ErrorCode),
    ("错误信息", Column::ErrorMessage),
    ("Error Message", Column::ErrorMessage),
    ("处理措施", Column::Remedy),
    ("处理建议", Column::Remedy),
    ("解决方案", Column::Remedy),
    ("解决办法", Column::Remedy),
    ("Solution", Column::Remedy),
    ("Handling Measure", Column::Remedy),
    ("方法", Column::Method),
    ("请求方法", Column::Method),
    ("HTTP方法", Column::Method),
    ("Method", Column::Method),
    ("HTTP Method", Column::Method),
    ("Request Method", Column::Method),
    ("URI", Column::Uri),
    ("URL", Column::Uri),
    ("请求路径", Column::Uri),
    ("请求URI", Column::Uri),
    ("Path", Column::Uri),
    ("Request Path", Column::Uri),
    ("Request URI", Column::Uri),
    ("对应API接口", Column::Api),
    ("API接口", Column::Api),
    ("API", Column::Api),
    ("APIs", Column::Api),
    ("权限", Column::Permission),
    ("Permission", Column::Permission),
    ("授权项", Column::Action),
    ("授权项（Action）", Column::Action),
    ("Action", Column::Action),
    ("Actions", Column::Action),
    ("依赖的授权项", Column::Dependencies),
    ("依赖授权项", Column::Dependencies),
    ("Dependencies", Column::Dependencies),
    ("Dependent Permissions", Column::Dependencies),
    ("取值", Column::Value),
    ("值", Column::Value),
    ("Value", Column::Value),
    ("示例", Column::Example),
    ("Example", Column::Example),
    ("默认值", Column::Default),
    ("缺省值", Column::Default),
    ("Default", Column::Default),
    ("Default Value", Column::Default),
];

/// What a column with this header holds.
pub fn column(header: &str) -> Option<Column> {
    static WORDS: LazyLock<Words<Column>> = LazyLock::new(|| Words::new(COLUMNS));
    WORDS.get(header)
}

/// What the cells of a column of places mean.
pub const PLACES: &[(&str, CaptionRole)] = &[
    ("path", CaptionRole::Path),
    ("uri", CaptionRole::Path),
    ("query", CaptionRole::Query),
    ("header", CaptionRole::Header),
    ("body", CaptionRole::Body),
    ("form", CaptionRole::Form),
    ("formData", CaptionRole::Form),
];

/// The place that a cell names.
pub fn place(cell: &str) -> Option<CaptionRole> {
    static WORDS: LazyLock<Words<CaptionRole>> = LazyLock::new(|| Words::new(PLACES));
    WORDS.get(cell)
}
