//! Compares what was compiled with an independent description, field by field.

use std::collections::{BTreeMap, BTreeSet};

use super::api::{Field, Fields, Key, Kind, Operation, Operations};

/// What a comparison counts and finds. "Found" is what both sides have.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    pub(super) operations: Tally,
    /// Fields of operations that both sides have.
    pub(super) fields: Tally,
    /// Of those fields, the ones that only examples show. They are no part of what is extra.
    pub(super) shown: Shown,
    /// Found fields whose type both sides may agree on.
    pub(super) types: Agreement,
    /// Found fields that may be of several types, and so agree more easily.
    pub(super) several_types: usize,
    /// Found parameters and request fields; responses seldom say what is required.
    pub(super) required: Agreement,
    pub(super) differences: Vec<Difference>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) found: usize,
    pub(super) missing: usize,
    pub(super) extra: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) found: usize,
    pub(super) extra: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) agreed: usize,
    pub(super) total: usize,
}

impl Tally {
    /// How much of the other side was found, in percent.
    pub(super) fn recall(self) -> Option<f64> {
        percent(self.found, self.found + self.missing)
    }

    /// How much of this side is on the other one, in percent.
    pub(super) fn precision(self) -> Option<f64> {
        percent(self.found, self.found + self.extra)
    }
}

impl Agreement {
    fn count(&mut self, agreed: bool) {
        self.total += 1;
        self.agreed += usize::from(agreed);
    }

    pub(super) fn percent(self) -> Option<f64> {
        percent(self.agreed, self.total)
    }
}

/// `None` where there is nothing to be right or wrong about.
fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}

/// Where fields stand in an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Part {
    Query,
    Request,
    Response,
}

impl Part {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Request => "request",
            Self::Response => "response",
        }
    }

    fn of(self, operation: &Operation) -> &Fields {
        match self {
            Self::Query => &operation.query,
            Self::Request => &operation.request,
            Self::Response => &operation.response,
        }
    }
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    OperationMissing,
    OperationExtra,
    Missing,
    Extra,
    /// Extra, and no table has it.
    OnlyShown,
    Type {
        pages: BTreeSet<Kind>,
        truth: BTreeSet<Kind>,
    },
    /// Whether the pages require what the truth does not, or the other way round.
    Required {
        pages: bool,
    },
}

/// One difference.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) cause: Cause,
    pub(super) operation: Key,
    /// The field; `None` where the whole operation differs.
    pub(super) field: Option<(Part, String)>,
    /// What of the field's surroundings the side without it lacks altogether; else the field.
    pub(super) root: String,
}

/// Compares two descriptions of one API.
pub(super) fn compare(pages: &Operations, truth: &Operations) -> Comparison {
    let mut out = Comparison::default();
    let keys: BTreeSet<&Key> = pages.keys().chain(truth.keys()).collect();
    for key in keys {
        match (pages.get(key), truth.get(key)) {
            (Some(pages), Some(truth)) => {
                out.operations.found += 1;
                for part in [Part::Query, Part::Request, Part::Response] {
                    out.part(key, part, part.of(pages), part.of(truth));
                }
            }
            (pages, _) => {
                let (count, cause) = match pages {
                    None => (&mut out.operations.missing, Cause::OperationMissing),
                    Some(_) => (&mut out.operations.extra, Cause::OperationExtra),
                };
                *count += 1;
                let difference =
                    Difference { cause, operation: key.clone(), field: None, root: String::new() };
                out.differences.push(difference);
            }
        }
    }
    out
}

impl Comparison {
    fn part(&mut self, key: &Key, part: Part, pages: &Fields, truth: &Fields) {
        let mut differ = |cause, place: &str, root: &str| {
            self.differences.push(Difference {
                cause,
                operation: key.clone(),
                field: Some((part, place.to_owned())),
                root: root.to_owned(),
            });
        };
        for (place, field) in pages {
            let Some(other) = truth.get(place) else {
                let cause = if field.only_shown { Cause::OnlyShown } else { Cause::Extra };
                let count = if field.only_shown { &mut self.shown.extra } else { &mut self.fields.extra };
                *count += 1;
                differ(cause, place, missing_root(truth, place));
                continue;
            };
            self.fields.found += 1;
            self.shown.found += usize::from(field.only_shown);
            self.several_types += usize::from(field.kinds.len() > 1);
            let agreed = !field.kinds.is_disjoint(&other.kinds);
            self.types.count(agreed);
            if !agreed {
                let cause = Cause::Type { pages: field.kinds.clone(), truth: other.kinds.clone() };
                differ(cause, place, place);
            }
            if part != Part::Response {
                let agreed = field.required == other.required;
                self.required.count(agreed);
                if !agreed {
                    differ(Cause::Required { pages: field.required }, place, place);
                }
            }
        }
        for place in truth.keys().filter(|place| !pages.contains_key(*place)) {
            self.fields.missing += 1;
            differ(Cause::Missing, place, missing_root(pages, place));
        }
    }
}

/// The outermost structure around a place in which a side has no field at all, or the place.
fn missing_root<'a>(side: &Fields, place: &'a str) -> &'a str {
    let around = std::iter::once(0).chain(place.match_indices('.').map(|(at, _)| at));
    let mut around = around.map(|end| &place[..end]);
    around.find(|root| !has_members(side, root)).unwrap_or_else(|| place.trim_end_matches('*'))
}

fn has_members(side: &Fields, root: &str) -> bool {
    let mut below = side.range::<str, _>((std::ops::Bound::Excluded(root), std::ops::Bound::Unbounded));
    match root {
        "" => below.next().is_some(),
        root => below
            .map_while(|(place, _): (&String, &Field)| place.strip_prefix(root))
            .any(|rest| rest.starts_with(['.', '['])),
    }
}

/// Differences of one cause at one place, in however many operations.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) cause: &'a Cause,
    pub(super) part: Option<Part>,
    pub(super) root: &'a str,
    /// How many fields differ; the operations, where whole operations do.
    pub(super) count: usize,
    pub(super) operations: Vec<&'a Key>,
}

/// Differences by cause, those first that cost most.
pub(super) fn groups(differences: &[Difference]) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<(&Cause, Option<Part>, &str), Group<'_>> = BTreeMap::new();
    for difference in differences {
        let part = difference.field.as_ref().map(|(part, _)| *part);
        let root = difference.root.as_str();
        let group = groups.entry((&difference.cause, part, root)).or_insert_with(|| Group {
            cause: &difference.cause,
            part,
            root,
            count: 0,
            operations: Vec::new(),
        });
        group.count += 1;
        if group.operations.last() != Some(&&difference.operation) {
            group.operations.push(&difference.operation);
        }
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    // Whole operations first: their fields are not even counted.
    groups.sort_by_key(|group| (group.part.is_some(), std::cmp::Reverse(group.count)));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(places: &[&str]) -> Fields {
        places.iter().map(|place| ((*place).to_owned(), Field::default())).collect()
    }

    #[test]
    fn a_lacking_structure_is_one_cause() {
        let pages = fields(&["a", "list[]", "list[]*", "list[].id", "open", "other.x"]);
        for (place, root) in [
            ("b", "b"),
            ("open.x.y", "open"),
            ("open.z", "open"),
            ("list[].name", "list[].name"),
            ("list[].more.x", "list[].more"),
            ("lists[]", "lists[]"),
            ("lists[]*", "lists[]"),
            ("lists[].x", "lists[]"),
            ("other.x", "other.x"),
        ] {
            assert_eq!(missing_root(&pages, place), root, "{place}");
        }
        assert_eq!(missing_root(&Fields::new(), "a.b"), "", "the whole body");
    }
}
