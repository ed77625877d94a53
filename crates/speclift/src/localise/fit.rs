//! What a translation must keep: numbers, code, names, listed values and addresses. And what it must not bring in:
//! other numbers and addresses, links, markup.

use std::collections::BTreeSet;

/// Why a translation cannot stand for a text; `None` where it can.
pub(super) fn misfit(text: &str, translation: &str, values: &[String]) -> Option<String> {
    numbers(text, translation)
        .or_else(|| {
            let lost = codes(text).into_iter().chain(names(text)).find(|code| !translation.contains(code));
            lost.map(|code| format!("it lacks `{code}`"))
        })
        .or_else(|| {
            let said = |value: &&String| is_said(text, value) && !is_said(translation, value);
            values.iter().find(said).map(|value| format!("it lacks the value `{value}`"))
        })
        .or_else(|| {
            let (before, after) = (addresses(text), addresses(translation));
            let lost = before.difference(&after).next().map(|url| format!("it lacks the address `{url}`"));
            lost.or_else(|| {
                after.difference(&before).next().map(|url| format!("it adds the address `{url}`"))
            })
        })
        .or_else(|| {
            let (before, after) = (tags(text), tags(translation));
            after.difference(&before).next().map(|tag| format!("it adds the markup `<{tag}`"))
        })
        .or_else(|| (translation.contains("](") && !text.contains("](")).then(|| "it adds a link".to_owned()))
}

/// The numerals that are often spelt.
const SPELT: &[(&str, &[&str])] = &[
    ("0", &["zero", "no", "none", "nothing"]),
    ("1", &["one", "once", "a", "an", "single"]),
    ("2", &["two", "twice", "both"]),
    ("3", &["three"]),
    ("4", &["four"]),
    ("5", &["five"]),
    ("6", &["six"]),
    ("7", &["seven"]),
    ("8", &["eight"]),
    ("9", &["nine"]),
    ("10", &["ten"]),
    ("11", &["eleven"]),
    ("12", &["twelve"]),
];
/// Numerals of the pages that no digit stands for.
const NUMERALS: &str = "零〇一二两三四五六七八九十百千万亿";

fn numbers(text: &str, translation: &str) -> Option<String> {
    let (before, after) = (digits(text), digits(translation));
    // `10万` is written out, and `一天` is `1 day`: what such a text counts is for a person to compare.
    let spelt_there = text.contains(|c| NUMERALS.contains(c));
    let lower = translation.to_lowercase();
    let words: BTreeSet<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
    let spelt = |number: &str| {
        SPELT.iter().any(|(digit, names)| *digit == number && names.iter().any(|name| words.contains(name)))
    };
    let scaled = |number: &str| {
        spelt_there
            && plain(text).split(number).skip(1).any(|rest| rest.starts_with(['十', '百', '千', '万', '亿']))
    };
    let lost = before.iter().find(|number| !after.contains(*number) && !spelt(number) && !scaled(number));
    if let Some(number) = lost {
        return Some(format!("it lacks the number {number}"));
    }
    let added = after.iter().find(|number| !spelt_there && !before.contains(*number))?;
    Some(format!("it adds the number {added}"))
}

/// A text with ASCII digits for full-width ones, and without separators of thousands.
fn plain(text: &str) -> String {
    let ascii: Vec<char> = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
            c => c,
        })
        .collect();
    let thousands = |i: usize| {
        let digit = |at: Option<usize>| at.and_then(|at| ascii.get(at)).is_some_and(char::is_ascii_digit);
        let after = (1..=3).all(|n| digit(Some(i + n))) && !digit(Some(i + 4));
        // `[1,100]` is two numbers.
        after
            && digit(i.checked_sub(1))
            && !ascii[..i].iter().rev().find(|c| !c.is_ascii_digit()).is_some_and(|c| "[(,（【".contains(*c))
    };
    ascii.iter().enumerate().filter(|&(i, c)| *c != ',' || !thousands(i)).map(|(_, c)| *c).collect()
}

/// The numbers of a text, with and without leading zeros alike: `0.5` is the numbers 0 and 5.
fn digits(text: &str) -> BTreeSet<String> {
    let text = plain(text);
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let short = |run: &str| match run.trim_start_matches('0') {
        "" => "0".to_owned(),
        rest => rest.to_owned(),
    };
    runs.map(short).collect()
}

/// What stands in back quotes.
fn codes(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).filter(|code| !code.is_empty()).collect()
}

/// Names that no prose has: words of ASCII letters that are joined by `_` or `::`.
fn names(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'));
    words
        .map(|word| word.trim_matches([':', '_']))
        .filter(|word| word.contains('_') || word.contains("::"))
        .collect()
}

/// Whether a text has a value as a word of its own.
fn is_said(text: &str, value: &str) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !value.is_empty()
        && text
            .match_indices(value)
            .any(|(at, _)| !text[..at].ends_with(joins) && !text[at + value.len()..].starts_with(joins))
}

/// Addresses of the web, and whatever else a browser would follow.
fn addresses(text: &str) -> BTreeSet<&str> {
    let lower = text.to_ascii_lowercase();
    let mut found = BTreeSet::new();
    for scheme in ["http://", "https://", "ftp://", "javascript:", "data:text", "mailto:", "file:"] {
        for (at, _) in lower.match_indices(scheme) {
            let rest = &text[at..];
            let end =
                rest.find(|c: char| !c.is_ascii_graphic() || "<>\"`)]".contains(c)).unwrap_or(rest.len());
            found.insert(rest[..end].trim_end_matches(['.', ',', ';', ':']));
        }
    }
    found
}

/// Names after `<` that a browser would take for markup.
fn tags(text: &str) -> BTreeSet<String> {
    let names = text.split('<').skip(1).filter_map(|rest| {
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || "/!?-".contains(c))).unwrap_or(rest.len());
        (end > 0 && !rest.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
            .then(|| rest[..end].to_ascii_lowercase())
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::misfit;

    #[test]
    fn what_a_translation_must_keep() {
        let values = ["low".to_owned(), "high".to_owned()];
        for (text, translation, expected) in [
            ("长度1-255", "Length, 1 to 255", None),
            ("长度1-255", "Length", Some("it lacks the number 1")),
            ("最多10个", "At most ten", None),
            ("最多10个", "At most 10 or 20", Some("it adds the number 20")),
            ("最多１０个", "At most 10", None),
            ("最多10万个", "At most 100,000", None),
            ("范围[1,100]", "Range [1,100]", None),
            ("留一天", "Kept for 1 day", None),
            ("每页1000条", "1,000 on a page", None),
            ("时间09:00", "At 9:00", None),
            ("用`a b`", "Uses `a b`", None),
            ("用`a b`", "Uses it", Some("it lacks `a b`")),
            ("填post_paid", "Set postpaid", Some("it lacks `post_paid`")),
            ("OS::Nova::Server时", "For `OS::Nova::Server`", None),
            ("低(low)或高(high)", "`low` or `high`", None),
            ("低(low)或高(high)", "`low` or highest", Some("it lacks the value `high`")),
            ("见https://a.b/c。", "See https://a.b/c.", None),
            ("见https://a.b/c。", "See the page", Some("it lacks the address `https://a.b/c`")),
            ("见页", "See [it](x)", Some("it adds a link")),
            ("见页", "See javascript:x()", Some("it adds the address `javascript:x(`")),
            ("形如<key>", "As <key>", None),
            ("粗", "<script>x</script>", Some("it adds the markup `</script`")),
            ("小于", "a < b", None),
        ] {
            assert_eq!(misfit(text, translation, &values).as_deref(), expected, "{text} → {translation}");
        }
    }
}
