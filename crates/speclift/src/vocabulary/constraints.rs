//! Words of the description column that state a constraint.

/// A word that a generated page writes before a colon and a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The smallest number.
    Minimum,
    /// The largest number.
    Maximum,
    /// The smallest number, the shortest length or the fewest items: the type says which.
    Least,
    /// The largest number, the longest length or the most items: the type says which.
    Most,
    /// The shortest length.
    MinLength,
    /// The longest length.
    MaxLength,
    /// The fewest and the most items.
    Items,
    /// The fewest items.
    MinItems,
    /// The most items.
    MaxItems,
    /// The value where none is given.
    Default,
    /// The list of all values.
    Enumeration,
    /// A regular expression.
    Pattern,
}

/// Labels. Each stands before a colon.
pub const LABELS: &[(&str, Label)] = &[
    ("最小值", Label::Minimum),
    ("最大值", Label::Maximum),
    ("最小长度", Label::MinLength),
    ("最大长度", Label::MaxLength),
    ("数组长度", Label::Items),
    ("数组最小长度", Label::MinItems),
    ("数组最大长度", Label::MaxItems),
    ("缺省值", Label::Default),
    ("默认值", Label::Default),
    ("默认取值", Label::Default),
    ("枚举值", Label::Enumeration),
    ("枚举", Label::Enumeration),
    ("正则表达式", Label::Pattern),
    ("正则", Label::Pattern),
    ("minimum value", Label::Minimum),
    ("maximum value", Label::Maximum),
    ("minimum length", Label::MinLength),
    ("maximum length", Label::MaxLength),
    ("minimum", Label::Least),
    ("maximum", Label::Most),
    ("array length", Label::Items),
    ("default", Label::Default),
    ("default value", Label::Default),
    ("enumeration value", Label::Enumeration),
    ("enumeration values", Label::Enumeration),
    ("enumerated value", Label::Enumeration),
    ("enumerated values", Label::Enumeration),
    ("enum", Label::Enumeration),
    ("regex", Label::Pattern),
    ("regular expression", Label::Pattern),
    ("pattern", Label::Pattern),
];

/// What a phrase of a sentence introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase {
    /// The values: a range, a comparison or a list.
    Values,
    /// The values, as a list that ends with how many there are (`支持A和B两种`).
    Supported,
    /// The length: a range or a comparison.
    Length,
    /// The number of items: a range or a comparison.
    Items,
    /// The largest number, then the number.
    Maximum,
    /// The smallest number, then the number.
    Minimum,
    /// The longest length, then the number.
    MaxLength,
    /// A number that its unit makes a length or an item count.
    AtMost,
    /// The default; a literal follows.
    Default,
    /// An example; a literal follows.
    Example,
    /// The value is a whole number from 1.
    Positive,
    /// The parameter may be given several times.
    Repeatable,
    /// The field is not to be used any more.
    Deprecated,
    /// A type that some values have; a word for a type follows.
    Type,
    /// The value is a UUID.
    Uuid,
    /// A pattern of date and time follows.
    Format,
}

/// Phrases of sentences. The longest that fits is taken.
pub const PHRASES: &[(&str, Phrase)] = &[
    ("取值范围", Phrase::Values),
    ("取值范围为", Phrase::Values),
    ("取值范围是", Phrase::Values),
    ("取值区间", Phrase::Values),
    ("取值区间为", Phrase::Values),
    ("取值为", Phrase::Values),
    ("取值是", Phrase::Values),
    ("取值包含", Phrase::Values),
    ("取值包括", Phrase::Values),
    ("取值有", Phrase::Values),
    ("取值仅限于", Phrase::Values),
    ("取值", Phrase::Values),
    ("可选值", Phrase::Values),
    ("可选值为", Phrase::Values),
    ("可取值", Phrase::Values),
    ("可取值为", Phrase::Values),
    ("仅限于", Phrase::Values),
    ("可以为", Phrase::Values),
    ("值为", Phrase::Values),
    ("which can be", Phrase::Values),
    ("the value can be", Phrase::Values),
    ("the value is", Phrase::Values),
    ("the value must be", Phrase::Values),
    ("the value ranges", Phrase::Values),
    ("the options are", Phrase::Values),
    ("possible values are", Phrase::Values),
    ("possible values", Phrase::Values),
    ("valid values are", Phrase::Values),
    ("value range", Phrase::Values),
    ("value options", Phrase::Values),
    ("the value is an integer", Phrase::Values),
    ("the value can be any of the following", Phrase::Values),
    ("options", Phrase::Values),
    ("the options are as follows", Phrase::Values),
    ("valid values", Phrase::Values),
    ("valid value", Phrase::Values),
    ("支持", Phrase::Supported),
    ("目前支持", Phrase::Supported),
    ("当前支持", Phrase::Supported),
    ("长度", Phrase::Length),
    ("长度为", Phrase::Length),
    ("长度是", Phrase::Length),
    ("长度在", Phrase::Length),
    ("长度限制", Phrase::Length),
    ("长度限制为", Phrase::Length),
    ("长度范围", Phrase::Length),
    ("长度范围为", Phrase::Length),
    ("长度范围是", Phrase::Length),
    ("字符长度为", Phrase::Length),
    ("the value consists of", Phrase::Length),
    ("the value contains", Phrase::Length),
    ("the value can contain", Phrase::Length),
    ("the value is a string of", Phrase::Length),
    ("a string of", Phrase::Length),
    ("it contains", Phrase::Length),
    ("it must contain", Phrase::Length),
    ("it can contain", Phrase::Length),
    ("the name contains", Phrase::Length),
    ("the name can contain", Phrase::Length),
    ("the length is", Phrase::Length),
    ("length", Phrase::Length),
    ("the length ranges", Phrase::Length),
    ("数组长度", Phrase::Items),
    ("数组长度为", Phrase::Items),
    ("最大值为", Phrase::Maximum),
    ("最大值是", Phrase::Maximum),
    ("最大值", Phrase::Maximum),
    ("最大为", Phrase::Maximum),
    ("the maximum value is", Phrase::Maximum),
    ("最小值为", Phrase::Minimum),
    ("最小值是", Phrase::Minimum),
    ("最小值", Phrase::Minimum),
    ("最小为", Phrase::Minimum),
    ("the minimum value is", Phrase::Minimum),
    ("最大长度", Phrase::MaxLength),
    ("最大长度为", Phrase::MaxLength),
    ("最大长度是", Phrase::MaxLength),
    ("最大支持", Phrase::AtMost),
    ("最多支持", Phrase::AtMost),
    ("最长支持", Phrase::AtMost),
    ("最多包含", Phrase::AtMost),
    ("最多允许", Phrase::AtMost),
    ("最多", Phrase::AtMost),
    ("不超过", Phrase::AtMost),
    ("不能超过", Phrase::AtMost),
    ("不得超过", Phrase::AtMost),
    ("至多", Phrase::AtMost),
    ("限制", Phrase::AtMost),
    ("a maximum of", Phrase::AtMost),
    ("默认", Phrase::Default),
    ("默认为", Phrase::Default),
    ("默认是", Phrase::Default),
    ("默认值", Phrase::Default),
    ("默认值为", Phrase::Default),
    ("默认值是", Phrase::Default),
    ("缺省为", Phrase::Default),
    ("缺省值为", Phrase::Default),
    ("缺省值是", Phrase::Default),
    ("the default value is", Phrase::Default),
    ("the default is", Phrase::Default),
    ("defaults to", Phrase::Default),
    ("例如", Phrase::Example),
    ("示例", Phrase::Example),
    ("样例", Phrase::Example),
    ("例", Phrase::Example),
    ("for example", Phrase::Example),
    ("example", Phrase::Example),
    ("e.g.", Phrase::Example),
    ("正整数", Phrase::Positive),
    ("positive integer", Phrase::Positive),
    ("支持通过传多个", Phrase::Repeatable),
    ("支持传多个", Phrase::Repeatable),
    ("可以传多个", Phrase::Repeatable),
    ("可传多个", Phrase::Repeatable),
    ("该字段类型为", Phrase::Type),
    ("该参数类型为", Phrase::Type),
    ("the type of this field is", Phrase::Type),
    ("已废弃", Phrase::Deprecated),
    ("已弃用", Phrase::Deprecated),
    ("is deprecated", Phrase::Deprecated),
    ("has been deprecated", Phrase::Deprecated),
    ("is no longer used", Phrase::Deprecated),
    ("has been discarded", Phrase::Deprecated),
    ("has been abandoned", Phrase::Deprecated),
    ("不再使用", Phrase::Deprecated),
    ("不推荐使用", Phrase::Deprecated),
    ("仅支持uuid", Phrase::Uuid),
    ("必须为uuid", Phrase::Uuid),
    ("格式为", Phrase::Format),
    ("格式是", Phrase::Format),
];

/// What a comparison bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// From the number on.
    AtLeast,
    /// Up to the number.
    AtMost,
    /// From behind the number on.
    Above,
    /// Up to before the number.
    Below,
    /// The number itself.
    Exactly,
}

/// Words that stand before a number.
pub const COMPARE: &[(&str, Compare)] = &[
    ("≥", Compare::AtLeast),
    (">=", Compare::AtLeast),
    ("大于等于", Compare::AtLeast),
    ("大于或等于", Compare::AtLeast),
    ("不小于", Compare::AtLeast),
    ("不少于", Compare::AtLeast),
    ("不低于", Compare::AtLeast),
    ("至少", Compare::AtLeast),
    ("≤", Compare::AtMost),
    ("<=", Compare::AtMost),
    ("小于等于", Compare::AtMost),
    ("小于或等于", Compare::AtMost),
    ("不大于", Compare::AtMost),
    ("不超过", Compare::AtMost),
    ("不能超过", Compare::AtMost),
    ("不得超过", Compare::AtMost),
    ("不能大于", Compare::AtMost),
    ("最大", Compare::AtMost),
    ("最大为", Compare::AtMost),
    ("最长", Compare::AtMost),
    ("最大支持", Compare::AtMost),
    ("至多", Compare::AtMost),
    ("大于", Compare::Above),
    ("小于", Compare::Below),
    ("固定为", Compare::Exactly),
];

/// Words that stand between the two ends of a range.
pub const TO: &[&str] = &["~", "-", "～", "到", "至", "to"];

/// Words and signs between the values of a list, tried after white space.
pub const JOINERS: &[&str] = &[
    "、", ",", "/", "|", "和", "或", "或者", "与", "及", "以及", "and ", "or ", ", and ", ", or ", "，或",
    "，和",
];

/// Words behind a list that say it is complete.
pub const COUNTED: &[&str] = &[
    "两种",
    "二种",
    "三种",
    "四种",
    "五种",
    "六种",
    "2种",
    "3种",
    "4种",
    "两个",
    "三个",
    "两类",
    "中的一种",
    "之一",
    "二者",
    "其中之一",
];

/// Units in which the length of text is counted.
pub const CHARACTERS: &[&str] = &[
    "个字符",
    "字符",
    "个unicode字符",
    "unicode字符",
    "位字符",
    "位",
    "个字节",
    "字节",
    "characters",
    "character",
    "bytes",
];

/// Units in which the items of a list are counted.
pub const ITEMS: &[&str] = &["个", "条", "项", "rules", "items", "entries", "elements"];

/// Words in a clause that make it one about something else than the field: `每个value最大长度`.
pub const OTHER_SUBJECT: &[&str] = &["每", "单条", "单个", "各"];

/// Words in a sentence that make what it says hold only sometimes.
pub const CONDITION: &[&str] = &["如果", "若", "当", "时,", "场景下", "if ", "when "];

/// Words that look like a condition and are none.
pub const NO_CONDITION: &[&str] = &["当前"];

/// Words that make a condition the one that no value was given.
pub const UNSET: &[&str] = &[
    "不指定",
    "未指定",
    "不传",
    "未传",
    "不填",
    "未填",
    "不带",
    "不设置",
    "未设置",
    "为空",
    "不输入",
    "缺省",
    "not specified",
    "left blank",
    "not set",
    "omitted",
];

/// Words behind a value that explain it.
pub const MEANS: &[&str] = &["表示", "代表", "指", "意味", "indicates", "means", "stands for", "represents"];

/// Words for the field that a description is of.
pub const SELF: &[&str] = &[
    "this parameter",
    "this field",
    "this attribute",
    "the parameter",
    "the field",
    "the attribute",
    "it",
    "该参数",
    "该字段",
    "此参数",
    "此字段",
    "本参数",
    "本字段",
    "该属性",
    "此属性",
    "参数",
    "字段",
];

/// Words for no value at all.
pub const NOTHING: &[&str] =
    &["无", "空", "不涉及", "n/a", "none", "null", "nil", "na/na", "-", "--", "×", "空字符串", "空数组"];

/// Words at the end of what stands before a colon and a list of the field's values.
pub const KINDS: &[&str] = &["类型", "状态", "方式", "模式", "规格", "操作", "动作", "级别"];

/// Headings of further remarks, which end a list of values.
pub const REMARKS: &[&str] = &[
    "约束",
    "功能说明",
    "说明",
    "注意",
    "使用说明",
    "约束限制",
    "默认值",
    "缺省值",
    "默认取值",
    "取值范围",
    "note",
    "constraints",
];

/// Words at the start of a description that say whether the field is required.
pub const REQUIRED: &[(&str, bool)] = &[
    ("是", true),
    ("必选", true),
    ("必填", true),
    ("必须", true),
    ("必选参数", true),
    ("yes", true),
    ("y", true),
    ("true", true),
    ("mandatory", true),
    ("required", true),
    ("m", true),
    ("否", false),
    ("可选", false),
    ("选填", false),
    ("非必选", false),
    ("非必填", false),
    ("不必选", false),
    ("条件必选", false),
    ("条件可选", false),
    ("可选参数", false),
    ("no", false),
    ("n", false),
    ("false", false),
    ("optional", false),
    ("o", false),
    ("conditional", false),
    ("c", false),
    ("depends", false),
    ("not required", false),
    ("not mandatory", false),
    ("non-mandatory", false),
    ("必传", true),
    ("√", true),
    ("✓", true),
    ("✔", true),
    ("非必传", false),
    ("不必传", false),
    ("不必填", false),
    ("非必须", false),
    ("有条件", false),
    ("×", false),
    ("✗", false),
    ("✘", false),
];

/// Words behind "yes" that make it a condition, which otherwise is one where it is a sentence's.
pub const REQUIRED_FOR: &[&str] =
    &["for ", "when ", "if ", "in case ", "only ", "当", "若", "如果", "仅", "时"];

/// Words by themselves that say that something is no longer to be used.
pub const DEPRECATED: &[&str] = &[
    "废弃",
    "已废弃",
    "弃用",
    "已弃用",
    "不推荐",
    "不推荐使用",
    "废弃,不推荐使用",
    "deprecated",
    "abandoned",
    "discarded",
    "obsolete",
    "not recommended",
    "unavailable soon",
];

/// Words of a cell that says when a field is required, and nothing else.
pub const REQUIRED_SOMETIMES: &[&str] =
    &["必选", "必填", "必须填", "必传", "二选一", "mandatory", "required"];
