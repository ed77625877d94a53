//! Permalinks: the sign behind a heading or caption that links to the heading or caption itself. Generators
//! of HTML put it there for the eye; it is none of the words.

use super::dom::Node;

/// Signs that stand for a link to where they stand.
const SIGNS: &[&str] = &["¶", "§", "#", "🔗", "\u{f0c1}"];

/// Whether a node is a permalink: a link into its own page whose whole text is such a sign.
pub(super) fn is_permalink(node: Node<'_>) -> bool {
    let within = node
        .value()
        .as_element()
        .filter(|element| element.name() == "a")
        .and_then(|element| element.attr("href"))
        .is_some_and(|to| to.starts_with('#'));
    let mut children = node.children();
    let sign = match (children.next().map(|child| child.value()), children.next()) {
        (Some(scraper::Node::Text(text)), None) => SIGNS.contains(&text.text.trim()),
        _ => false,
    };
    within && sign
}
