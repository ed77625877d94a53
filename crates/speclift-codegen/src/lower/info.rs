/// progenitor sends `info.version` as the header `api-version` of every call and panics at run
/// time where it holds anything else than visible ASCII, so only that is kept.
pub(super) fn ascii_version(version: &str) -> String {
    let kept: String = version.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
    let kept = kept.trim();
    if kept.is_empty() { "0".to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_characters_go() {
        assert_eq!(ascii_version("版本 3\r\n"), "3");
        assert_eq!(ascii_version("第三版"), "0");
    }

    #[test]
    fn an_ascii_version_stays() {
        assert_eq!(ascii_version("2023-04-11 v3.1"), "2023-04-11 v3.1");
    }
}
