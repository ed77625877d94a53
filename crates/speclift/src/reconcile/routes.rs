//! Which operation a request is one of.

use std::collections::BTreeMap;

use crate::claim::RequestLine;

use super::groups::Group;
use super::similar::near;

/// A path template in its segments, with the operation's place among the groups.
type Template<'g> = (usize, Vec<&'g str>);

/// The path templates of all operations, by method and number of segments.
pub(crate) struct Routes<'g> {
    templates: BTreeMap<(&'g str, usize), Vec<Template<'g>>>,
}

impl<'g> Routes<'g> {
    pub(crate) fn new(groups: &'g [Group<'_>]) -> Self {
        let mut templates: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, group) in groups.iter().enumerate() {
            let template = segments(&group.path);
            templates.entry((group.method.as_str(), template.len())).or_default().push((index, template));
        }
        Self { templates }
    }

    /// The operation whose path template a path fits, and whether it fits without a misspelling.
    pub(crate) fn resolve(&self, request: &RequestLine) -> Option<(usize, bool)> {
        let path = segments(&request.path);
        let templates = self.templates.get(&(request.method.as_str(), path.len()))?;
        // A path with more fixed segments in common is the nearer one: `/backups/sync` before `/backups/{id}`.
        let best = |same: &dyn Fn(&str, &str) -> bool| {
            templates
                .iter()
                .filter(|(_, template)| {
                    template
                        .iter()
                        .zip(&path)
                        .all(|(wanted, found)| is_variable(wanted) || same(wanted, found))
                })
                .max_by_key(|(_, template)| template.iter().filter(|segment| !is_variable(segment)).count())
                .map(|(index, _)| *index)
        };
        let exact = best(&|wanted, found| wanted == found).map(|index| (index, true));
        exact.or_else(|| {
            best(&|wanted, found| wanted == found || near(wanted, found, 6)).map(|index| (index, false))
        })
    }
}

fn is_variable(segment: &str) -> bool {
    segment.starts_with('{')
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}
