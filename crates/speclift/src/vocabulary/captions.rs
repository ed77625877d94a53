//! Words around the name that a caption gives its table.

use std::sync::LazyLock;

/// Names of the only row of a body's table that say that the row is the whole body, in lower case.
pub const ROOT_NAMES: &[&str] = &[
    "-",
    "--",
    "[数组元素]",
    "数组元素",
    "[items]",
    "[array]",
    "[object]",
    "[body]",
    "[list]",
    "array element",
    "array elements",
];

/// What stands before and behind the name, in lower case, with the white space that sets it off from the name.
const FRAMES: &[(&str, &str)] = &[
    ("", "参数说明"),
    ("", "参数描述"),
    ("", "参数列表"),
    ("", "参数的数据结构说明"),
    ("", "参数数据结构说明"),
    ("", "字段说明"),
    ("", "字段描述"),
    ("", "字段的数据结构说明"),
    ("", "字段数据结构说明"),
    ("", "元素说明"),
    ("", "属性说明"),
    ("", "对象说明"),
    ("", "数据结构说明"),
    ("", "数据结构"),
    ("", "结构体参数说明"),
    ("", "结构体说明"),
    ("", "结构说明"),
    ("", "结构体"),
    ("", "结构"),
    ("", "格式说明"),
    ("", "内容说明"),
    ("", "说明"),
    ("", "参数"),
    ("", "字段"),
    ("", "对象"),
    ("参数", "说明"),
    ("参数", "数据结构说明"),
    ("字段", "说明"),
    ("字段", "数据结构说明"),
    ("元素", "说明"),
    ("", " parameters"),
    ("", " parameter description"),
    ("", " fields"),
    ("", " field description"),
    ("", " field data structure description"),
    ("", " attributes"),
    ("", " object"),
    ("", " object description"),
    ("", " structure"),
    ("", " structure description"),
    ("", " data structure"),
    ("", " data structure description"),
    ("", " description"),
    ("parameters in ", ""),
    ("parameters in the ", " field"),
    ("parameters in the ", " object"),
    ("parameters of ", ""),
    ("parameters of the ", " field"),
    ("parameters of the ", " object"),
    ("fields of ", ""),
    ("attributes of ", ""),
    ("description of ", ""),
    ("description of the ", " field"),
    ("description of the ", " parameter"),
    ("description of the ", " object"),
    ("data structure of ", ""),
    ("data structure of the ", " field"),
    ("data structure description of field ", ""),
];

/// Words in the title of a page that describes a structure, in lower case.
pub const STRUCTURE_WORDS: &[&str] = &["结构", "structure"];

/// Quotation marks around a name.
pub const QUOTES: &[char] = &['“', '”', '"', '\'', '‘', '’', '「', '」', '`'];

/// Names of a row that stands for members of any name.
const ANY_KEY: &[&str] = &["key_val", "key_value", "key-value", "key:value"];

/// Whether the name of a table's only row stands for members of any name: a word for a key, or a placeholder.
pub fn is_any_key(name: &str) -> bool {
    let placed = |open, close| name.strip_prefix(open).is_some_and(|rest: &str| rest.ends_with(close));
    ANY_KEY.contains(&name.to_ascii_lowercase().as_str())
        || placed('{', '}')
        || placed('<', '>')
        || name
            .strip_prefix('$')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '{'))
}

/// The longest frame around the name in a caption, as how many bytes stand before and behind the name.
pub fn frame(caption: &str) -> Option<(usize, usize)> {
    static LONGEST_FIRST: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let mut frames = FRAMES.to_vec();
        frames.sort_by_key(|(before, after)| usize::MAX - before.len() - after.len());
        frames
    });
    // A sentence is no caption, and is not looked at any further.
    const LONGEST_CAPTION: usize = 160;
    if caption.len() > LONGEST_CAPTION {
        return None;
    }
    let caption = caption.to_ascii_lowercase();
    LONGEST_FIRST
        .iter()
        .find(|(before, after)| {
            caption.len() > before.len() + after.len()
                && caption.starts_with(before)
                && caption.ends_with(after)
        })
        .map(|(before, after)| (before.len(), after.len()))
}
