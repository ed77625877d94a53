//! One concept, one name: spellings of structures' names become one each.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claims, Role, TableClaim};
use crate::finding::Finding;
use crate::grammar::Name;
use crate::rules;
use crate::source::Span;

use super::similar::{alike, similar, squash};

/// The names of structures, each spelling with the one that counts.
#[derive(Debug, Default)]
pub(crate) struct Names {
    canonical: BTreeMap<String, String>,
}

impl Names {
    /// The name that counts for a name as written, without signs that a document's names may not have.
    pub(crate) fn get(&self, written: &str) -> String {
        let name = squash(written);
        let name = self.canonical.get(name.as_ref()).cloned().unwrap_or_else(|| name.into_owned());
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if name.chars().all(fits) {
            name
        } else {
            name.replace(|c| !fits(c), ".").trim_matches('.').to_owned()
        }
    }
}

#[derive(Default)]
struct Spelling<'a> {
    captions: Vec<Span>,
    references: Vec<Span>,
    tables: Vec<&'a TableClaim>,
}

/// Names that white space breaks: as written, and without it.
pub(crate) type Broken<'a> = BTreeMap<(&'a str, Cow<'a, str>), Vec<Span>>;

impl Spelling<'_> {
    fn weight(&self) -> usize {
        self.captions.len() + self.references.len()
    }

    /// The names of the fields of all tables.
    fn fields(&self) -> BTreeSet<Cow<'_, str>> {
        self.tables.iter().flat_map(|table| &table.fields).map(|field| squash(&field.name.value)).collect()
    }
}

/// Collects all spellings, mends broken ones and joins misspelt ones.
pub(crate) fn names(claims: &Claims, findings: &mut Vec<Finding>) -> Names {
    let mut spellings: BTreeMap<Cow<'_, str>, Spelling<'_>> = BTreeMap::new();
    let mut broken = Broken::new();
    let mut candidates: BTreeSet<(Cow<'_, str>, Cow<'_, str>)> = BTreeSet::new();
    for operation in &claims.operations {
        let mut tabled: BTreeSet<Cow<'_, str>> = BTreeSet::new();
        let mut referenced: BTreeSet<Cow<'_, str>> = BTreeSet::new();
        for table in &operation.tables {
            if let Role::Structure(name) = &table.role {
                let squashed = note_broken(&name.value, name.span, &mut broken);
                let spelling = spellings.entry(squashed.clone()).or_default();
                spelling.captions.push(name.span);
                spelling.tables.push(table);
                tabled.insert(squashed);
            }
            for (name, span) in references(table) {
                let squashed = note_broken(&name.written, span, &mut broken);
                spellings.entry(squashed.clone()).or_default().references.push(span);
                referenced.insert(squashed);
            }
        }
        // Within one operation, a name without a table and a table without a reference may be one.
        for reference in referenced.difference(&tabled) {
            for table in tabled.difference(&referenced).filter(|table| similar(reference, table)) {
                candidates.insert((reference.clone(), table.clone()));
            }
        }
    }
    for ((written, squashed), spans) in broken {
        findings.push(broken_word(&squashed, written, &squashed, "name of a structure", &spans));
    }
    Names { canonical: join(&spellings, candidates, findings) }
}

/// A finding about a word that line wrapping broke.
pub(crate) fn broken_word(
    subject: &str,
    written: &str,
    squashed: &str,
    what: &str,
    spans: &[Span],
) -> Finding {
    let finding = Finding::new(
        &rules::BROKEN_WORD,
        subject,
        format!("{what} is broken by white space: `{written}`"),
        spans[0],
    )
    .decided(format!("read as `{squashed}` (rule 5)"));
    finding.with(spans[1..].iter().copied())
}

/// A name without the white space in it, which is noted where there is any.
pub(crate) fn note_broken<'a>(written: &'a str, span: Span, broken: &mut Broken<'a>) -> Cow<'a, str> {
    let squashed = squash(written);
    if squashed != written {
        broken.entry((written, squashed.clone())).or_default().push(span);
    }
    squashed
}

fn references(table: &TableClaim) -> impl Iterator<Item = (&Name, Span)> {
    table
        .fields
        .iter()
        .filter_map(|field| field.ty.as_ref())
        .flat_map(|ty| ty.value.names().into_iter().map(|name| (name, name.span)))
}

fn join(
    spellings: &BTreeMap<Cow<'_, str>, Spelling<'_>>,
    candidates: BTreeSet<(Cow<'_, str>, Cow<'_, str>)>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let mut groups: Vec<BTreeSet<Cow<'_, str>>> = Vec::new();
    for (a, b) in candidates {
        let (Some(first), Some(second)) = (spellings.get(&a), spellings.get(&b)) else { continue };
        // Two structures that are both described are one only if they are described alike.
        let both = !first.captions.is_empty() && !second.captions.is_empty();
        if both && !alike(&first.fields(), &second.fields()) {
            continue;
        }
        let (mut joined, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.contains(&a) || group.contains(&b));
        let mut group: BTreeSet<_> = joined.drain(..).flatten().collect();
        group.extend([a, b]);
        groups = rest;
        groups.push(group);
    }
    let mut canonical = BTreeMap::new();
    for group in groups {
        let Some(best) = group.iter().max_by_key(|name| preference(name, &spellings[*name])).cloned() else {
            continue;
        };
        for name in group.iter().filter(|name| **name != best) {
            canonical.insert(name.clone().into_owned(), best.clone().into_owned());
            let spelling = &spellings[name];
            let spans: Vec<Span> = spelling.captions.iter().chain(&spelling.references).copied().collect();
            let kept = &spellings[&best];
            findings.push(
                Finding::new(
                    &rules::SCHEMA_NAME_JOINED,
                    best.as_ref(),
                    format!("`{name}` is another spelling of `{best}`"),
                    spans[0],
                )
                .with(spans[1..].iter().copied())
                .with(kept.captions.iter().chain(&kept.references).copied())
                .decided(format!(
                    "one structure, named `{best}` as in {} of {} places (rule 5)",
                    kept.weight(),
                    kept.weight() + spelling.weight()
                )),
            );
        }
    }
    canonical
}

/// The spelling that most places use; then the one with more capitals, which mark its words.
fn preference(name: &str, spelling: &Spelling<'_>) -> (usize, usize, std::cmp::Reverse<String>) {
    let capitals = name.chars().filter(char::is_ascii_uppercase).count();
    (spelling.weight(), capitals, std::cmp::Reverse(name.to_owned()))
}
