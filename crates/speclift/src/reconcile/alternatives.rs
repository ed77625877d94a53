//! Several bodies of one operation: pages about one address that send different things, and tables of one page that
//! their captions or examples tell apart.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::claim::{Direction, FieldClaim, OperationClaim, TableClaim};

use super::identifiers::{is_identifier, pascal};
use super::similar::{farthest, similar, squash};

/// A table of a body, and the page that it stands on.
pub(crate) type Tabled<'a> = (&'a OperationClaim, &'a TableClaim);

/// With how many names of about its length a name is compared, whether one is a spelling of the other: no address takes
/// so many bodies.
pub(crate) const MAX_COMPARED: usize = 200;

/// Sorts the tables of a body's place into bodies. Tables that share a field, and the pieces of one table, are one
/// body. `newest` are the pages of the newest edition: older ones say what a body was.
pub(crate) fn apart<'a>(tables: &[Tabled<'a>], newest: &[&OperationClaim]) -> Apart<'a> {
    let newest: HashSet<*const OperationClaim> =
        newest.iter().map(|claim| std::ptr::from_ref(*claim)).collect();
    let mut known = Known::default();
    let mut bodies: Vec<Vec<Tabled<'a>>> = Vec::new();
    for &table in tables {
        let is_new = newest.contains(&std::ptr::from_ref(table.0));
        let names = names(table.1);
        let found = known.body_of(table, &names);
        let at = found.or_else(|| (!is_new && !bodies.is_empty()).then_some(0)).unwrap_or(bodies.len());
        if at == bodies.len() {
            bodies.push(Vec::new());
        }
        bodies[at].push(table);
        known.add(at, table, names);
    }
    Apart { bodies, limited: known.limited }
}

/// Bodies that were told apart.
pub(crate) struct Apart<'a> {
    /// The tables of each.
    pub(crate) bodies: Vec<Vec<Tabled<'a>>>,
    /// Whether a name was not compared with all others.
    pub(crate) limited: bool,
}

/// The names of a table's fields.
type Names<'a> = BTreeSet<Cow<'a, str>>;

/// Tables whose bodies are known.
#[derive(Default)]
struct Known<'a> {
    /// Each with its body and its names.
    tables: Vec<(usize, Tabled<'a>, Names<'a>)>,
    /// The tables of each page.
    of_page: HashMap<*const OperationClaim, Vec<usize>>,
    /// The tables that have a field, by its name in lower case.
    having: HashMap<String, Vec<usize>>,
    /// Those names as they are written, by their length.
    by_length: BTreeMap<usize, Vec<Cow<'a, str>>>,
    /// How many names were compared letter by letter.
    compared: usize,
    /// Whether further ones were not.
    limited: bool,
}

impl<'a> Known<'a> {
    fn add(&mut self, body: usize, table: Tabled<'a>, names: Names<'a>) {
        let nth = self.tables.len();
        for name in &names {
            let having = self.having.entry(name.to_ascii_lowercase()).or_default();
            if having.is_empty() {
                self.by_length.entry(name.len()).or_default().push(name.clone());
            }
            having.push(nth);
        }
        self.of_page.entry(std::ptr::from_ref(table.0)).or_default().push(nth);
        self.tables.push((body, table, names));
    }

    /// The first body that has a table which describes the same as this one.
    fn body_of(&mut self, table: Tabled<'a>, names: &Names<'a>) -> Option<usize> {
        let page = std::ptr::from_ref(table.0);
        let beside = self.of_page.get(&page).into_iter().flatten().map(|nth| &self.tables[*nth]);
        let beside = beside.filter(|(_, known, own)| is_one_beside(*known, own, table, names));
        let mut first = beside.map(|(body, ..)| *body).min();
        for name in names {
            for spelling in std::iter::once(name).chain(&self.spellings(name)) {
                let having = self.having.get(&spelling.to_ascii_lowercase());
                let elsewhere = having.into_iter().flatten().map(|nth| &self.tables[*nth]);
                let elsewhere = elsewhere.filter(|(_, known, _)| !std::ptr::eq(known.0, page));
                first = first.into_iter().chain(elsewhere.map(|(body, ..)| *body)).min();
            }
        }
        first
    }

    /// The known names that may be other spellings of a name.
    fn spellings(&mut self, name: &str) -> Vec<Cow<'a, str>> {
        let reach = farthest(name);
        if reach == 0 {
            return Vec::new();
        }
        let near = self.by_length.range(name.len() - reach..=name.len() + reach);
        let mut near: Vec<&Cow<'_, str>> = near.flat_map(|(_, names)| names).take(MAX_COMPARED + 1).collect();
        self.limited |= near.len() > MAX_COMPARED;
        near.truncate(MAX_COMPARED);
        self.compared += near.len();
        near.into_iter().filter(|other| *other != name && similar(other, name)).cloned().collect()
    }
}

/// Whether two tables of one page describe one body.
fn is_one_beside(known: Tabled<'_>, a: &Names<'_>, table: Tabled<'_>, b: &Names<'_>) -> bool {
    let disjoint = || a.iter().all(|a| b.iter().all(|b| a != b && !similar(a, b)));
    let told_apart = !known.1.words.is_empty() && !table.1.words.is_empty() && known.1.words != table.1.words;
    a == b || !told_apart && disjoint() && !shown_apart(table.0, table.1.direction, a, b)
}

/// Whether each of several examples shows fields of one of two tables only, and both are shown.
fn shown_apart(claim: &OperationClaim, way: Direction, a: &Names<'_>, b: &Names<'_>) -> bool {
    let own = claim.examples.iter().filter(|example| example.direction == Some(way));
    let shows: Vec<(bool, bool)> = own
        .filter_map(|example| example.body.as_ref())
        .map(|body| {
            let shows =
                |names: &Names<'_>| body.value.members().iter().any(|member| names.contains(&*member.key));
            (shows(a), shows(b))
        })
        .collect();
    shows.iter().all(|(a, b)| !(*a && *b)) && shows.contains(&(true, false)) && shows.contains(&(false, true))
}

fn names(table: &TableClaim) -> Names<'_> {
    table.fields.iter().map(|field| squash(&field.name.value)).collect()
}

/// The name of one of several bodies: after its only field, after its only required field, after the operation
/// that its page names; else numbered.
pub(crate) fn name(base: &str, body: &[Tabled<'_>], nth: usize) -> String {
    let fields = || body.iter().flat_map(|(_, table)| &table.fields);
    let distinct = |of: &dyn Fn(&FieldClaim) -> bool| -> BTreeSet<Cow<'_, str>> {
        fields().filter(|field| of(field)).map(|field| squash(&field.name.value)).collect()
    };
    let all = distinct(&|_| true);
    let required = distinct(&|field| field.required.as_ref().is_some_and(|required| required.value));
    let only = [all, required].into_iter().find(|names| names.len() == 1);
    if let Some(field) = only.iter().flatten().next().map(|name| pascal(name)).filter(|name| !name.is_empty())
    {
        return format!("{base}{field}");
    }
    let id = body.iter().flat_map(|(claim, _)| &claim.ids).find(|id| is_identifier(&id.value));
    id.map_or_else(|| format!("{base}{}", nth + 1), |id| format!("{base}{}", id.value))
}

/// Whether pages send different things to one address.
pub(crate) fn differ(pages: &[&OperationClaim]) -> bool {
    let tables: Vec<Tabled<'_>> = pages
        .iter()
        .flat_map(|claim| claim.tables.iter().map(|table| (*claim, table)))
        .filter(|(_, table)| table.direction == Direction::Request && table.role == crate::claim::Role::Body)
        .collect();
    let Apart { bodies, .. } = apart(&tables, pages);
    let page = |body: &Vec<Tabled<'_>>| std::ptr::from_ref(body[0].0);
    bodies.iter().any(|body| page(body) != page(&bodies[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page_by_page::page_by_page;
    use crate::source::{Source, Sources};

    /// Pages that each send one field to one address.
    fn pages(fields: impl Iterator<Item = String>) -> Vec<OperationClaim> {
        let page = |(nth, field)| {
            let table =
                format!("| Parameter | Type | Description |\n|--|--|--|\n| {field} | Object | What. |\n");
            let text = format!(
                "# Do {nth}\n\n## URI\n\nPOST /v1/do\n\n## Request\n\nTable 1 Request body\n\n{table}"
            );
            Source::new(format!("{nth:05}.md"), text)
        };
        let sources = Sources::new(fields.enumerate().map(page).collect());
        page_by_page(&sources, &|_, _| ()).claimed.claims.operations
    }

    fn sorted(pages: &[OperationClaim]) -> (usize, usize) {
        let tables: Vec<Tabled<'_>> =
            pages.iter().flat_map(|claim| claim.tables.iter().map(move |table| (claim, table))).collect();
        let mut known = Known::default();
        for &table in &tables {
            let names = names(table.1);
            let body = known.body_of(table, &names).unwrap_or(known.tables.len());
            known.add(body, table, names);
        }
        let newest: Vec<&OperationClaim> = pages.iter().collect();
        (apart(&tables, &newest).bodies.len(), known.compared)
    }

    #[test]
    fn a_shared_field_or_a_spelling_of_one_makes_one_body() {
        let bodies = |fields: [&str; 2]| sorted(&pages(fields.into_iter().map(str::to_owned))).0;
        assert_eq!(bodies(["os-start", "os-start"]), 1);
        assert_eq!(bodies(["os-start", "OS-Start"]), 1);
        assert_eq!(bodies(["os-migrate-server", "os-migrat-server"]), 1);
        assert_eq!(bodies(["maxRetentionDays", "minRetentionDays"]), 2);
        assert_eq!(bodies(["os-start", "os-stop"]), 2);
    }

    #[test]
    fn many_bodies_of_one_address_are_not_all_compared_with_each_other() {
        // There are a half more pairs than may be compared.
        const COUNT: usize = 3 * MAX_COMPARED;
        // Names of one length, of which no two are near each other.
        let letters =
            |nth: usize| [nth / 26 / 26, nth / 26, nth].map(|nth| char::from(b'a' + (nth % 26) as u8));
        let name = |nth| letters(nth).map(|letter| letter.to_string().repeat(3)).concat();
        let (bodies, compared) = sorted(&pages((0..COUNT).map(name)));
        assert_eq!(bodies, COUNT);
        assert!(compared <= COUNT * MAX_COMPARED, "{compared}");
    }
}
