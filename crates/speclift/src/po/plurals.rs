//! Plural forms by language, for the headers of new files: texts of documents have none, and tools want the line.

/// The line of the header, for the languages that are common in this field; another one's tool will ask.
pub(super) fn line(language: &str) -> Option<&'static str> {
    match language.split(['-', '_']).next().unwrap_or_default() {
        "en" | "de" | "nl" | "sv" | "da" | "nb" | "no" | "es" | "it" | "pt" => {
            Some("nplurals=2; plural=(n != 1);")
        }
        "fr" => Some("nplurals=2; plural=(n > 1);"),
        "zh" | "ja" | "ko" | "vi" | "th" | "id" => Some("nplurals=1; plural=0;"),
        _ => None,
    }
}
