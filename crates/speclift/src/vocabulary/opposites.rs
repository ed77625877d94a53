//! Parts of names that turn their meaning into its opposite. Names that differ in them are near in letters and
//! far in meaning.

/// Beginnings of a word, and those of its opposite.
pub const BEGINNINGS: &[(&str, &str)] = &[
    ("", "dis"),
    ("", "im"),
    ("", "in"),
    ("", "non"),
    ("", "un"),
    ("at", "de"),
    ("en", "de"),
    ("en", "dis"),
    ("ex", "im"),
    ("ex", "in"),
    ("in", "de"),
    ("in", "e"),
    ("in", "out"),
    ("inter", "intra"),
    ("post", "pre"),
    ("up", "down"),
];

/// Whole words, and their opposites.
pub const WORDS: &[(&str, &str)] = &[
    ("in", "out"),
    ("max", "min"),
    ("maximum", "minimum"),
    ("new", "old"),
    ("off", "on"),
    ("dst", "src"),
    ("from", "to"),
    ("get", "set"),
    ("read", "write"),
    ("start", "stop"),
];
