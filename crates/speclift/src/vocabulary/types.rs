//! Words of the type column.

/// What a single type word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeWord {
    /// Text.
    String,
    /// A whole number of unstated width.
    Integer,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number of unstated kind.
    Number,
    /// A number of single precision.
    Float,
    /// A number of double precision.
    Double,
    /// A truth value.
    Boolean,
    /// A day.
    Date,
    /// A point in time as text.
    DateTime,
    /// A point in time, as text or as a number: only an example can say which.
    Timestamp,
    /// Text that is a UUID.
    Uuid,
    /// The bytes of a file.
    Binary,
    /// An object of unstated shape.
    Object,
    /// A map of unstated values.
    Map,
    /// A list of unstated elements.
    Array,
    /// A list of objects of unstated shape.
    Objects,
    /// A list of text.
    Strings,
    /// A list of whole numbers.
    Integers,
    /// A list of truth values.
    Booleans,
    /// Any value.
    Any,
}

/// Type words, without white space.
pub const TYPE_WORDS: &[(&str, TypeWord)] = &[
    ("string", TypeWord::String),
    ("str", TypeWord::String),
    ("text", TypeWord::String),
    ("char", TypeWord::String),
    ("varchar", TypeWord::String),
    ("enum", TypeWord::String),
    ("字符串", TypeWord::String),
    ("字符串类型", TypeWord::String),
    ("枚举", TypeWord::String),
    ("枚举类型", TypeWord::String),
    ("enumeration", TypeWord::String),
    ("enumerated", TypeWord::String),
    ("characterstring", TypeWord::String),
    ("字符", TypeWord::String),
    ("字符型", TypeWord::String),
    ("base64", TypeWord::String),
    ("password", TypeWord::String),
    ("url", TypeWord::String),
    ("ip", TypeWord::String),
    ("cidr", TypeWord::String),
    ("time", TypeWord::Timestamp),
    ("时间", TypeWord::Timestamp),
    ("unixtimestamp", TypeWord::Timestamp),
    ("时间戳", TypeWord::Timestamp),
    ("strings", TypeWord::Strings),
    ("stringarray", TypeWord::Strings),
    ("integer", TypeWord::Integer),
    ("int", TypeWord::Integer),
    ("short", TypeWord::Integer),
    ("tinyint", TypeWord::Integer),
    ("smallint", TypeWord::Integer),
    ("int8", TypeWord::Integer),
    ("int16", TypeWord::Integer),
    ("uint8", TypeWord::Integer),
    ("uint16", TypeWord::Integer),
    ("uint32", TypeWord::Int64),
    ("uint64", TypeWord::Integer),
    ("uint", TypeWord::Integer),
    ("unsignedint", TypeWord::Integer),
    ("整数", TypeWord::Integer),
    ("整型", TypeWord::Integer),
    ("integers", TypeWord::Integers),
    ("int32", TypeWord::Int32),
    ("int64", TypeWord::Int64),
    ("long", TypeWord::Int64),
    ("bigint", TypeWord::Int64),
    ("长整型", TypeWord::Int64),
    ("number", TypeWord::Number),
    ("decimal", TypeWord::Number),
    ("numeric", TypeWord::Number),
    ("bigdecimal", TypeWord::Number),
    ("数字", TypeWord::Number),
    ("float", TypeWord::Float),
    ("浮点型", TypeWord::Float),
    ("double", TypeWord::Double),
    ("boolean", TypeWord::Boolean),
    ("bool", TypeWord::Boolean),
    ("布尔", TypeWord::Boolean),
    ("布尔型", TypeWord::Boolean),
    ("布尔值", TypeWord::Boolean),
    ("booleans", TypeWord::Booleans),
    ("date", TypeWord::Date),
    ("datetime", TypeWord::DateTime),
    ("date-time", TypeWord::DateTime),
    ("timestamp", TypeWord::Timestamp),
    ("uuid", TypeWord::Uuid),
    ("file", TypeWord::Binary),
    ("multipartfile", TypeWord::Binary),
    ("inputstream", TypeWord::Binary),
    ("stream", TypeWord::Binary),
    ("bytes", TypeWord::Binary),
    ("文件流", TypeWord::Binary),
    ("二进制", TypeWord::Binary),
    ("binary", TypeWord::Binary),
    ("文件", TypeWord::Binary),
    ("object", TypeWord::Object),
    ("struct", TypeWord::Object),
    ("structure", TypeWord::Object),
    ("structs", TypeWord::Objects),
    ("structures", TypeWord::Objects),
    ("json", TypeWord::Object),
    ("jsonobject", TypeWord::Object),
    ("datastructure", TypeWord::Object),
    ("dict", TypeWord::Object),
    ("dictionary", TypeWord::Object),
    ("结构体", TypeWord::Object),
    ("数据结构", TypeWord::Object),
    ("字典数据结构", TypeWord::Object),
    ("对象", TypeWord::Object),
    ("json格式的字典", TypeWord::Object),
    ("字典", TypeWord::Object),
    ("map", TypeWord::Map),
    ("hashmap", TypeWord::Map),
    ("maps", TypeWord::Map),
    ("objects", TypeWord::Objects),
    ("jsonarray", TypeWord::Objects),
    ("array", TypeWord::Array),
    ("list", TypeWord::Array),
    ("arrays", TypeWord::Array),
    ("set", TypeWord::Array),
    ("数组", TypeWord::Array),
    ("列表", TypeWord::Array),
    ("链表", TypeWord::Array),
    ("any", TypeWord::Any),
    ("anytype", TypeWord::Any),
];

/// What a word before or behind a type makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrap {
    /// A list of it.
    Array,
    /// The name before the word is an object's.
    Object,
    /// A list of the objects that are named before the word.
    Objects,
    /// The type word before it, unchanged.
    Nothing,
}

/// Words that stand before the type of the elements, and are followed by white space.
pub const BEFORE: &[&str] = &["array of", "arrays of", "list of", "set of", "collection of"];

/// Words that stand before the type of a map's values, and are followed by white space.
pub const BEFORE_VALUES: &[&str] = &["map of", "maps of"];

/// Words that stand behind a type, without white space. The longest that fits is taken.
pub const BEHIND: &[(&str, Wrap)] = &[
    ("object", Wrap::Object),
    ("objects", Wrap::Object),
    ("structure", Wrap::Object),
    ("structures", Wrap::Object),
    ("datastructure", Wrap::Object),
    ("array", Wrap::Array),
    ("arrays", Wrap::Array),
    ("list", Wrap::Array),
    ("lists", Wrap::Array),
    ("结构体", Wrap::Object),
    ("数据结构", Wrap::Object),
    ("对象", Wrap::Object),
    ("类型", Wrap::Nothing),
    ("type", Wrap::Nothing),
    ("数组", Wrap::Array),
    ("列表", Wrap::Array),
    ("结构", Wrap::Object),
    ("结构数组", Wrap::Objects),
    ("结构列表", Wrap::Objects),
    ("结构体数组", Wrap::Objects),
    ("结构体列表", Wrap::Objects),
    ("对象数组", Wrap::Objects),
    ("对象列表", Wrap::Objects),
    ("objectarray", Wrap::Objects),
    ("objectlist", Wrap::Objects),
    ("arrayofobject", Wrap::Objects),
    ("arrayofobjects", Wrap::Objects),
    ("[]", Wrap::Array),
];

/// Words that stand before the `<…>` or `(…)` with the type of the elements.
pub const LISTS: &[&str] = &["array", "list", "set", "arraylist", "collection", "数组", "列表"];

/// Words that stand before the `<…>` with the types of key and value.
pub const MAPS: &[&str] = &["map", "hashmap", "dict", "dictionary", "object"];

/// Words that part two types that a value may have.
pub const ALTERNATIVES: &[&str] = &["/", "|", " or ", "或者", "或"];

/// Words that part the names of two fields of which one is meant.
pub const NAME_ALTERNATIVES: &[&str] = &["或者", "或", " or ", "/"];

/// What stands in brackets behind a type and narrows or only restates it.
pub const QUALIFIERS: &[(&str, TypeWord)] = &[
    ("int32", TypeWord::Int32),
    ("int64", TypeWord::Int64),
    ("long", TypeWord::Int64),
    ("float", TypeWord::Float),
    ("double", TypeWord::Double),
    ("date", TypeWord::Date),
    ("date-time", TypeWord::DateTime),
    ("datetime", TypeWord::DateTime),
    ("uuid", TypeWord::Uuid),
    ("binary", TypeWord::Binary),
    ("枚举", TypeWord::String),
    ("enum", TypeWord::String),
    ("json", TypeWord::String),
];

/// Words of a sentence that refers to a structure described elsewhere.
pub const SEE: &[&str] = &["参见", "参考", "参阅", "详见", "见表", "see ", "refer to"];
