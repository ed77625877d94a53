//! The vendor's profile file: an INI file as Python's `configparser` reads it, but for values that go over
//! several lines and `%` interpolation, which no credentials need.

use std::collections::HashSet;

/// A line that is no part of a profile file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) line: usize,
    pub(super) problem: &'static str,
}

/// The entries of one section, after which come those of `[DEFAULT]`.
#[derive(Default)]
pub(super) struct Section<'a> {
    exists: bool,
    entries: Vec<(String, &'a str)>,
    defaults: Vec<(String, &'a str)>,
}

impl<'a> Section<'a> {
    /// Reads the section of this name. The whole file has to be sound.
    pub(super) fn read(text: &'a str, name: &str) -> Result<Option<Self>, Mistake> {
        let mut found = Self::default();
        let mut current: Option<&str> = None;
        let mut sections = HashSet::new();
        let mut keys = HashSet::new();
        // The indent of the last entry: what is further in would go on with its value.
        let mut indent = None;
        for (number, full) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let mistake = |problem| Mistake { line: number + 1, problem };
            let line = full.trim();
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            }
            let further = full.len() - full.trim_start().len();
            if indent.is_some_and(|indent| further > indent) {
                return Err(mistake("a value that goes over several lines"));
            }
            if let Some(header) = line.strip_prefix('[') {
                let section = header.strip_suffix(']').ok_or_else(|| mistake("a section without its `]`"))?;
                if !sections.insert(section) {
                    return Err(mistake("a section that is there already"));
                }
                found.exists |= section == name;
                current = Some(section);
                keys.clear();
                indent = None;
                continue;
            }
            let section = current.ok_or_else(|| mistake("an entry outside of any section"))?;
            let (key, value) =
                line.split_once(['=', ':']).ok_or_else(|| mistake("neither entry nor section"))?;
            let key = key.trim_end().to_lowercase();
            if key.is_empty() {
                return Err(mistake("an entry without a name"));
            }
            if !keys.insert(key.clone()) {
                return Err(mistake("an entry that is there already"));
            }
            indent = Some(further);
            let entry = (key, value.trim_start());
            if section == name {
                found.entries.push(entry);
            } else if section == "DEFAULT" {
                found.defaults.push(entry);
            }
        }
        Ok(found.exists.then_some(found))
    }

    /// The value of an entry, where there is one that is not empty.
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        let (_, value) = self.entries.iter().chain(&self.defaults).find(|(name, _)| name == key)?;
        Some(*value).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_entries() {
        let text = "\u{feff}; a comment\r\n[global]\nak = other\n\n[basic]\r\n  AK = key\r\n# sk = old\n\
                    sk: a=b:c#d%e \nempty =\nproject_id=p\n[DEFAULT]\nak = x\niam_endpoint = https://i\n";
        let section = Section::read(text, "basic").unwrap().unwrap();
        assert_eq!(section.get("ak"), Some("key"));
        assert_eq!(section.get("sk"), Some("a=b:c#d%e"));
        assert_eq!(section.get("project_id"), Some("p"));
        assert_eq!(section.get("iam_endpoint"), Some("https://i"));
        assert_eq!(section.get("empty"), None);
        assert_eq!(section.get("security_token"), None);
        assert!(Section::read(text, "none").unwrap().is_none());
        assert!(Section::read("", "basic").unwrap().is_none());
    }

    #[test]
    fn names_the_line_of_a_mistake() {
        for (text, line) in [
            ("ak = x", 1),
            ("[basic]\nak = x\nsk", 3),
            ("[basic]\nak = x\n\n  more = of it", 4),
            ("[basic]\nak = x\nak = y", 3),
            ("[basic]\n[basic]", 2),
            ("# \n[basic", 2),
            ("[basic]\n= x", 2),
            ("[other]\nbroken\n[basic]\nak = x", 2),
        ] {
            let mistake = Section::read(text, "basic").err().unwrap();
            assert_eq!(mistake.line, line, "{text}");
        }
    }
}
