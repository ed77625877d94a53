//! operationIds: the page's own name for the operation, or one made of method and path.
//!
//! The rule, for `METHOD /version/{project}/…`: the last collection of the path is the noun, in the
//! singular where one resource is meant, after those collections that it is nested in. The verb follows
//! from the method: GET on one resource is Show, on a collection List; POST on a collection that can be
//! listed or whose members can be addressed is Create, and so is POST on one resource; PUT and PATCH are
//! Update, DELETE is Delete. Any other last segment of a POST or PUT is an action: its own verb comes first
//! (`addresources` on a vault: `AddVaultResources`).

use std::collections::BTreeSet;

/// Verbs that glued path segments start with.
const VERBS: &[&str] = &[
    "associate",
    "dissociate",
    "disassociate",
    "batch",
    "remove",
    "attach",
    "detach",
    "cancel",
    "create",
    "delete",
    "export",
    "import",
    "migrate",
    "update",
    "check",
    "query",
    "reset",
    "start",
    "stop",
    "add",
    "set",
];

/// A segment of a path template.
#[derive(Debug, PartialEq, Eq)]
enum Segment<'a> {
    Fixed(&'a str),
    Variable,
}

/// Whether a page's own name can be an operationId: one word of several capitalised parts.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let capital = chars.next().is_some_and(|c| c.is_ascii_uppercase());
    capital
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.chars().any(|c| c.is_ascii_lowercase())
}

/// The operationId that follows from method and path. `paths` holds all path templates of the API, their
/// variables written `{}`.
pub(crate) fn derive(method: &str, path: &str, paths: &BTreeSet<String>) -> String {
    let segments: Vec<Segment<'_>> = meaningful(path);
    let one = segments.last() == Some(&Segment::Variable);
    let mut nouns: Vec<(&str, bool)> = Vec::new();
    for (i, segment) in segments.iter().enumerate() {
        if let Segment::Fixed(noun) = segment {
            nouns.push((noun, segments.get(i + 1) == Some(&Segment::Variable)));
        }
    }
    // `/` and `/v2` are the root of the API.
    let Some(&(last, _)) = nouns.last() else { return derive(method, "/root", paths) };
    let below = &nouns[..nouns.len() - 1];
    let context: String = below
        .iter()
        .map(|(noun, addressed)| if *addressed { pascal(&singular(noun)) } else { pascal(noun) })
        .collect();
    let prefix = format!("{}/{{}}", blank(path));
    // A member that can be addressed makes a collection, whatever the word looks like.
    let addressed = paths.range(prefix.clone()..).next().is_some_and(|other| other.starts_with(&prefix));
    let collection = addressed
        || plural(last)
            && verb_of(last).is_none()
            && (nouns.len() == 1 || below.last().is_some_and(|(_, addressed)| *addressed));
    match (method, one) {
        ("GET", true) => format!("Show{context}{}", pascal(&singular(last))),
        ("GET", false) if plural(last) => format!("List{context}{}", pascal(last)),
        ("GET", false) => format!("Show{context}{}", pascal(last)),
        ("PUT" | "PATCH", true) => format!("Update{context}{}", pascal(&singular(last))),
        ("DELETE", true) => format!("Delete{context}{}", pascal(&singular(last))),
        ("DELETE", false) => format!("Delete{context}{}", pascal(last)),
        ("POST", true) => format!("Create{context}{}", pascal(&singular(last))),
        ("PUT" | "PATCH", false) if collection => format!("Update{context}{}", pascal(last)),
        ("POST", false) if collection => format!("Create{context}{}", pascal(&singular(last))),
        ("POST" | "PUT" | "PATCH", _) => match verb_of(last) {
            Some((verb, rest)) => format!("{}{context}{}", capitalised(verb), pascal(rest)),
            None if method == "POST" || below.is_empty() => format!("{}{context}", pascal(last)),
            None => format!("Update{context}{}", pascal(last)),
        },
        (other, _) => format!("{}{context}{}", capitalised(&other.to_lowercase()), pascal(last)),
    }
}

/// The path with its variables written `{}`. One whose closing brace is missing ends with its segment.
pub(crate) fn blank(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str("{}");
        let closed = after.find(['{', '}']).filter(|at| after[*at..].starts_with('}'));
        rest = closed
            .map_or_else(|| after.find('/').map_or("", |end| &after[end..]), |brace| &after[brace + 1..]);
    }
    out.push_str(rest);
    out.trim_end_matches('/').to_owned()
}

/// The segments without the version and the project or tenant that lead to the resources.
fn meaningful(path: &str) -> Vec<Segment<'_>> {
    let mut segments: Vec<Segment<'_>> = path
        .split(['/', '?'])
        .filter(|segment| !segment.is_empty())
        .map(|segment| if segment.starts_with('{') { Segment::Variable } else { Segment::Fixed(segment) })
        .collect();
    let version = |segment: &Segment<'_>| matches!(segment, Segment::Fixed(s) if s.starts_with('v') && s[1..].starts_with(|c: char| c.is_ascii_digit()));
    if segments.len() > 1 && version(&segments[0]) {
        segments.remove(0);
    }
    if segments.len() > 1 && segments[0] == Segment::Variable {
        segments.remove(0);
    }
    segments
}

fn verb_of(segment: &str) -> Option<(&'static str, &str)> {
    let verb = VERBS.iter().find(|verb| segment.len() > verb.len() && segment.starts_with(**verb))?;
    Some((verb, segment[verb.len()..].trim_start_matches(['-', '_'])))
}

fn plural(noun: &str) -> bool {
    noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("us") && !noun.ends_with("is")
}

fn singular(noun: &str) -> String {
    if !plural(noun) {
        return noun.to_owned();
    }
    if let Some(stem) = noun.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if noun.ends_with(ending) {
            return noun[..noun.len() - 2].to_owned();
        }
    }
    noun[..noun.len() - 1].to_owned()
}

/// Words as one: each with a capital, without what stands between them.
pub(crate) fn pascal(words: &str) -> String {
    words.split(|c: char| !c.is_ascii_alphanumeric()).map(capitalised).collect()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_blank_and_need_not_be_closed() {
        assert_eq!(blank("/v3/{project_id}/things/{thing_id}/"), "/v3/{}/things/{}");
        assert_eq!(blank("/v3/{project_id/things/{thing_id}"), "/v3/{}/things/{}");
        assert_eq!(blank("/v3/{project_id}/things/{thing_id"), "/v3/{}/things/{}");
        assert_eq!(blank("/v3/things"), "/v3/things");
    }

    #[test]
    fn derived_from_method_and_path() {
        let cases = [
            ("GET", "/v3/{project_id}/vaults", "ListVaults"),
            ("GET", "/v3/{project_id}/vaults/{vault_id}", "ShowVault"),
            ("POST", "/v3/{project_id}/vaults", "CreateVault"),
            ("PUT", "/v3/{project_id}/vaults/{vault_id}", "UpdateVault"),
            ("DELETE", "/v3/{project_id}/policies/{policy_id}", "DeletePolicy"),
            ("GET", "/v3/{project_id}/operation-logs/{operation_log_id}", "ShowOperationLog"),
            ("POST", "/v3/{project_id}/vaults/{vault_id}/addresources", "AddVaultResources"),
            ("POST", "/v3/{project_id}/vaults/{vault_id}/dissociatepolicy", "DissociateVaultPolicy"),
            ("POST", "/v3/{project_id}/backups/{backup_id}/restore", "RestoreBackup"),
            ("POST", "/v3/{project_id}/backups/sync", "SyncBackups"),
            ("POST", "/v3/{project_id}/checkpoints", "CreateCheckpoint"),
            ("GET", "/v3/{project_id}/checkpoints/{checkpoint_id}", "ShowCheckpoint"),
            ("POST", "/v3/{project_id}/checkpoints/replicate", "ReplicateCheckpoints"),
            ("POST", "/v3/{project_id}/backups/{backup_id}/members", "CreateBackupMember"),
            ("GET", "/v3/{project_id}/backups/{backup_id}/members/{member_id}", "ShowBackupMember"),
            ("PUT", "/v3/{project_id}/backups/{backup_id}/members/{member_id}", "UpdateBackupMember"),
            ("GET", "/v2/{project_id}/quota", "ShowQuota"),
            ("GET", "/", "ShowRoot"),
        ];
        let paths: BTreeSet<String> = cases.iter().map(|(_, path, _)| blank(path)).collect();
        for (method, path, id) in cases {
            assert_eq!(derive(method, path, &paths), id, "{method} {path}");
        }
    }

    #[test]
    fn identifiers_of_pages() {
        for name in ["BackupSync", "UpdateBackup", "CreateVolume2"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "evs_04_2003", "zh-cn_topic_0124", "section1", "HTTP", "创建"] {
            assert!(!is_identifier(name), "{name}");
        }
    }
}
