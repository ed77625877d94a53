//! Path templates as documents have them, and how a path becomes one that is none but for a slip.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::rules;

use super::model::{OperationClaim, Role};
use super::target;
use super::uri::Uri;

/// A path with braces in pairs around names, each name once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) path: String,
    /// What was wrong with it as it is written, and mended.
    pub(crate) slips: Vec<Slip>,
}

/// What is wrong with the template of a path, and can be only one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slip {
    /// `{name` at the end of a segment.
    Unclosed(String),
    /// A second variable of one name; it has another in the template.
    Repeated { name: String, instead: String },
}

/// More variables than any path has.
const MAX_VARIABLES: usize = 100;

/// Takes a path as a template. `None` where it is none, nor one but for slips; where a segment leads out of the
/// path; where there is a fragment, which no request sends; and where there are more variables than any path has,
/// each of which a finding would name with the whole path. Clients take a backslash for a slash.
pub(crate) fn read(path: &str) -> Option<Template> {
    let leads_out = |segment: &str| {
        let segment = segment.to_ascii_lowercase().replace("%2e", ".");
        matches!(segment.as_str(), "." | "..")
    };
    if path.contains('#')
        || path.split(['/', '\\']).any(leads_out)
        || path.matches('{').count() > MAX_VARIABLES
    {
        return None;
    }
    let mut names = BTreeSet::new();
    let mut slips = Vec::new();
    let segments = path.split('/').map(|text| segment(text, &mut names, &mut slips));
    let path = segments.collect::<Option<Vec<_>>>()?.join("/");
    Some(Template { path, slips })
}

/// A segment with its variables in braces, each under a name of its own.
fn segment(text: &str, names: &mut BTreeSet<String>, slips: &mut Vec<Slip>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((fixed, after)) = rest.split_once('{') {
        let (name, after) = match after.split_once('}') {
            Some(found) => found,
            None if target::is_name(after) => {
                slips.push(Slip::Unclosed(after.to_owned()));
                (after, "")
            }
            None => return None,
        };
        if fixed.contains('}') || name.trim().is_empty() || name.contains('{') {
            return None;
        }
        let mut own = name.to_owned();
        for number in 2.. {
            if names.insert(own.clone()) {
                break;
            }
            own = format!("{name}_{number}");
        }
        out.push_str(&format!("{fixed}{{{own}}}"));
        if own != name {
            slips.push(Slip::Repeated { name: name.to_owned(), instead: own });
        }
        rest = after;
    }
    out.push_str(rest);
    (!rest.contains('}')).then_some(out)
}

/// Names the variable that an operation's path repeats as the one required row that describes no other variable.
pub(crate) fn settle(claim: &mut OperationClaim, slips: &[Slip]) {
    let mut repeated = slips.iter().filter_map(|slip| match slip {
        Slip::Repeated { instead, .. } => Some(instead),
        Slip::Unclosed(_) => None,
    });
    let (Some(instead), None) = (repeated.next(), repeated.next()) else { return };
    let path = &claim.path.value;
    let tables = claim.tables.iter().filter(|table| table.role == Role::Path);
    let mut left = tables.flat_map(|table| &table.fields).filter(|field| {
        let name = &field.name.value;
        field.required.as_ref().is_some_and(|required| required.value)
            && target::is_name(name)
            && !path.contains(&format!("{{{name}}}"))
            && claim.query.iter().all(|key| key.name != *name)
    });
    if let (Some(row), None) = (left.next(), left.next()) {
        claim.path.value = path.replace(&format!("{{{instead}}}"), &format!("{{{}}}", row.name.value));
    }
}

/// Reports what was mended in the path of an operation.
pub(crate) fn report(uri: &Uri, taken: &str, findings: &mut Vec<Finding>) {
    for slip in &uri.slips {
        let message = match slip {
            Slip::Unclosed(name) => format!("the brace of `{{{name}` is not closed"),
            Slip::Repeated { name, .. } => format!("the path has `{{{name}}}` twice"),
        };
        let subject = format!("{} {taken}", uri.method.value);
        let finding = Finding::new(&rules::PATH_MALFORMED, subject, message, uri.path.span);
        findings.push(finding.decided(format!("taken as `{taken}`")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(path: &str) -> Option<String> {
        read(path).map(|template| template.path)
    }

    #[test]
    fn templates_stay_as_they_are() {
        for path in ["/", "/v1/{a}/x", "/v1/{a}-{b}", "/v1/{a}/x/{b}:go"] {
            assert_eq!(read(path), Some(Template { path: path.to_owned(), slips: Vec::new() }));
        }
    }

    #[test]
    fn slips_are_mended() {
        assert_eq!(mended("/v1/{a/x/{b}").as_deref(), Some("/v1/{a}/x/{b}"));
        assert_eq!(mended("/v1/{a").as_deref(), Some("/v1/{a}"));
        assert_eq!(mended("/v1/{a}/x/{a}/{a}").as_deref(), Some("/v1/{a}/x/{a_2}/{a_3}"));
    }

    #[test]
    fn what_may_be_several_things_is_none() {
        for path in ["/v1/a}", "/v1/{}", "/v1/{", "/v1/{a{b}", "/v1/{a/b}", "/v1/{a}}", "/v1/../{a}", "/v1#x"]
        {
            assert_eq!(mended(path), None, "{path}");
        }
    }
}
