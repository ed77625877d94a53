//! What a target selects, at what cost, and what is near to one that selects nothing.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::places::escape;

/// One step of a place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// A member of an object.
    Name(String),
    /// An element of an array.
    Index(usize),
}

/// The places that a path selects, each once, in the order of the document.
pub(super) fn select(path: &JsonPath, document: &Value) -> Vec<Vec<Step>> {
    let mut seen = std::collections::HashSet::new();
    path.query_located(document)
        .iter()
        .filter(|node| seen.insert(node.location().to_json_pointer()))
        .map(|node| {
            let step = |element: &PathElement<'_>| match element {
                PathElement::Name(name) => Step::Name((*name).to_owned()),
                PathElement::Index(index) => Step::Index(*index),
            };
            node.location().iter().map(step).collect()
        })
        .collect()
}

/// A place as a JSON pointer.
pub(super) fn pointer(steps: &[Step]) -> String {
    steps
        .iter()
        .map(|step| match step {
            Step::Name(name) => format!("/{}", escape(name)),
            Step::Index(index) => format!("/{index}"),
        })
        .collect()
}

/// No fewer nodes than a query can look at, in a document of so many nodes and such a depth.
pub(super) fn cost(target: &str, nodes: u64, depth: u64) -> u64 {
    let bare = bare(target);
    let descents = bare.matches("..").count() as u64;
    let roots = (bare.matches('$').count() as u64).saturating_sub(1);
    let mut cost = nodes;
    for _ in 1..descents {
        cost = cost.saturating_mul(depth);
    }
    // A filter that starts at the root again does so for each node.
    for _ in 0..roots {
        cost = cost.saturating_mul(nodes);
    }
    for selectors in bare.split('[').skip(1) {
        let selectors = selectors.split(']').next().unwrap_or_default();
        cost = cost.saturating_mul(1 + selectors.matches(',').count() as u64);
    }
    // A pattern is compiled for each node.
    let patterns = (bare.matches("match(").count() + bare.matches("search(").count()) as u64;
    if patterns > 0 {
        let repeats = counted_repetitions(target);
        cost = cost.saturating_mul(50 * patterns).saturating_mul(20_u64.saturating_pow(repeats));
    }
    cost
}

/// A target without what stands in quotation marks.
fn bare(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    let mut quote = None;
    let mut escaped = false;
    for c in target.chars() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(mark) if c == mark => quote = None,
            Some(_) => continue,
            None if c == '\'' || c == '"' => quote = Some(c),
            None => out.push(c),
        }
    }
    out
}

/// How many `{12}` there are, which make a pattern larger than it looks.
fn counted_repetitions(target: &str) -> u32 {
    let bytes = target.as_bytes();
    bytes.windows(2).filter(|pair| pair[0] == b'{' && pair[1].is_ascii_digit()).count() as u32
}

/// What to say of a target that matches nothing: how far it leads, and what is there that is spelt alike.
pub(super) fn nearest(target: &str, document: &Value) -> String {
    let ends = ends(target);
    let query = |end: usize| JsonPath::parse(&target[..end]).ok().map(|path| select(&path, document));
    let reaches = |end: &usize| query(*end).is_some_and(|places| !places.is_empty());
    // A longer path selects nothing where a shorter one does not.
    let found = ends.partition_point(reaches);
    let Some(&end) = found.checked_sub(1).and_then(|last| ends.get(last)) else {
        return "check the target".to_owned();
    };
    let prefix = &target[..end];
    let segment = ends.get(found).map_or("", |&next| &target[end..next]);
    let name =
        segment.trim_start_matches(['.', '[']).trim_end_matches(']').trim_matches(['\'', '"']).to_owned();
    let near = query(end).unwrap_or_default().iter().take(1000).find_map(|place| {
        let map = document.pointer(&pointer(place))?.as_object()?;
        let alike = |key: &&String| self::alike(key, &name);
        map.keys().find(alike).map(|key| format!("{}{}", normalized(place), member(key)))
    });
    match near {
        Some(path) => format!("did you mean `{path}`?"),
        None => format!("`{prefix}` is there, and nothing of it is `{segment}`"),
    }
}

/// Whether one of two names may be a misspelling of the other: one letter of three, three at most.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let allowed = (a.len().min(b.len()) / 3).min(3);
    a.eq_ignore_ascii_case(b)
        || a.len().abs_diff(b.len()) <= allowed
            && strsim::osa_distance(&a.to_ascii_lowercase(), &b.to_ascii_lowercase()) <= allowed
}

/// Where the segments of a target end: first the root, last the whole.
fn ends(target: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut quote = None;
    let mut escaped = false;
    let mut open = 0_usize;
    let mut dots = false;
    for (i, c) in target.char_indices() {
        if let Some(mark) = quote {
            if escaped {
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if c == mark {
                quote = None;
            }
            continue;
        }
        match c {
            '\'' | '"' => quote = Some(c),
            // `..[` and `..` are one mark.
            '.' | '[' if open == 0 && !dots && i > 0 => ends.push(i),
            _ => {}
        }
        match c {
            '[' | '(' => open += 1,
            ']' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
        dots = c == '.';
    }
    ends.push(target.len());
    ends
}

fn normalized(place: &[Step]) -> String {
    let step = |step: &Step| match step {
        Step::Name(name) => member(name),
        Step::Index(index) => format!("[{index}]"),
    };
    format!("${}", place.iter().map(step).collect::<String>())
}

fn member(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain {
        format!(".{name}")
    } else if name.contains('\'') {
        format!("[\"{}\"]", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        format!("['{}']", name.replace('\\', "\\\\"))
    }
}
