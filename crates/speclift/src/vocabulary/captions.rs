//! Words around the name that a caption gives its table.

use std::cmp::Reverse;
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
    ("", "要素说明"),
    ("", "属性列表"),
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
    ("", " objects"),
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

/// A frame, with the place that it has among those of its length.
type Ranked = (usize, &'static (&'static str, &'static str));

/// The frames by the last byte of what stands behind the name, or by 0 where nothing does. Nearly all text ends as no
/// caption does, and is compared with nothing.
struct ByEnd([Vec<Ranked>; 256]);

impl ByEnd {
    fn new() -> Self {
        let mut by_end = [const { Vec::new() }; 256];
        for (rank, frame) in FRAMES.iter().enumerate() {
            by_end[usize::from(last_byte(frame.1))].push((rank, frame));
        }
        Self(by_end)
    }
}

fn last_byte(text: &str) -> u8 {
    text.bytes().next_back().unwrap_or_default()
}

/// The longest frame around the name in a caption, as how many bytes stand before and behind the name.
pub fn frame(caption: &str) -> Option<(usize, usize)> {
    static BY_END: LazyLock<ByEnd> = LazyLock::new(ByEnd::new);
    // A sentence is no caption, and is not looked at any further.
    const LONGEST_CAPTION: usize = 160;
    let bytes = caption.as_bytes();
    if bytes.is_empty() || bytes.len() > LONGEST_CAPTION {
        return None;
    }
    let fits = |(before, after): &(&str, &str)| {
        bytes.len() > before.len() + after.len()
            && bytes[..before.len()].eq_ignore_ascii_case(before.as_bytes())
            && bytes[bytes.len() - after.len()..].eq_ignore_ascii_case(after.as_bytes())
    };
    let ByEnd(frames) = &*BY_END;
    let end = last_byte(caption).to_ascii_lowercase();
    let candidates = frames[usize::from(end)].iter().chain(&frames[0]);
    candidates
        .filter(|(_, frame)| fits(frame))
        .map(|(rank, (before, after))| {
            (before.len() + after.len(), Reverse(*rank), (before.len(), after.len()))
        })
        .max()
        .map(|(_, _, lengths)| lengths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_frame_counts() {
        assert_eq!(frame("Vault字段数据结构说明"), Some((0, "字段数据结构说明".len())));
        assert_eq!(
            frame("Parameters in the vault Field"),
            Some(("parameters in the ".len(), " field".len()))
        );
        assert_eq!(frame("parameters of vault"), Some(("parameters of ".len(), 0)));
        assert_eq!(frame("参数vault说明"), Some(("参数".len(), "说明".len())));
    }

    #[test]
    fn a_frame_alone_or_a_sentence_is_no_caption() {
        assert_eq!(frame("数据结构说明"), Some((0, "结构说明".len())), "what is left is the name");
        assert_eq!(frame("说明"), None);
        assert_eq!(frame(""), None);
        assert_eq!(frame(&"a ".repeat(100)), None);
    }
}
