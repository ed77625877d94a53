//! Names of files and anchors.

use std::collections::HashSet;

/// How long a name is at most.
const LONGEST: usize = 80;
/// Names of files that some systems keep for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Gives names of `a` to `z`, digits and dashes, and none twice: such names are safe and different on every system,
/// whether or not it tells upper case from lower.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// A name for what a document calls `text`: the same for the same texts in the same order.
    pub(crate) fn give(&mut self, text: &str) -> String {
        let base = safe(text);
        let mut name = base.clone();
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{base}-{number}");
        }
        name
    }
}

/// A text in the safe alphabet; words that case tells apart are parted.
pub(crate) fn safe(text: &str) -> String {
    let mut name = String::new();
    let mut lower_before = false;
    for c in text.chars() {
        if name.len() >= LONGEST {
            break;
        }
        if !c.is_ascii_alphanumeric() {
            if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
            lower_before = false;
            continue;
        }
        if c.is_ascii_uppercase() && lower_before {
            name.push('-');
        }
        lower_before = !c.is_ascii_uppercase();
        name.push(c.to_ascii_lowercase());
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() || DEVICES.contains(&name) {
        format!("x-{name}").trim_end_matches('-').to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe() {
        for (text, name) in [
            ("ListVaults", "list-vaults"),
            ("GET /v1/{id}", "get-v1-id"),
            ("../../etc/passwd", "etc-passwd"),
            ("<script>alert(1)</script>", "script-alert-1-script"),
            ("查询", "x"),
            ("", "x"),
            ("CON", "x-con"),
            ("..", "x"),
            ("HTTPServer2", "httpserver2"),
        ] {
            assert_eq!(safe(text), name, "{text}");
        }
        assert!(safe(&"a".repeat(500)).len() <= LONGEST + 1);
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        let given = ["getThing", "get-thing", "GETTHING", "get-thing-2", "get_thing", "查", "询"]
            .map(|text| names.give(text));
        let different: HashSet<&String> = given.iter().collect();
        assert_eq!(different.len(), given.len(), "{given:?}");
        assert_eq!(given[0], "get-thing");
    }
}
