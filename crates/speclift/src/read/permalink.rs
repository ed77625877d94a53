//! Permalinks: the sign behind a heading or caption that links to the heading or caption itself. Generators
//! of HTML put it there for the eye; it is none of the words.

use super::dom::Node;

/// Signs that stand for a link to where they stand.
const SIGNS: &[&str] = &["¶", "§", "#", "🔗", "\u{f0c1}"];

/// Whether a node is a permalink: a link into its own page whose whole text is such a sign.
pub(super) fn is_permalink(node: Node<'_>) -> bool {
    let within = node
        .element()
        .filter(|element| element.name() == "a")
        .and_then(|element| element.attribute("href"))
        .is_some_and(|to| to.starts_with('#'));
    let mut children = node.children();
    let (Some(only), None, true) = (children.next(), children.next(), within) else {
        return false;
    };
    only.text().is_some_and(|parts| {
        let text: String = parts.map(|(part, _)| part).collect();
        SIGNS.contains(&text.trim())
    })
}
