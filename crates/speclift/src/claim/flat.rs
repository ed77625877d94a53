//! Bodies whose table lists the fields of an inner object beside that object: examples show which are whose.
//!
//! ```text
//! box     Object    The box            {"box": {"id": "…", "size": 2}}
//! id      String    Its identifier
//! size    Integer   Its size
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::grammar::Constraints;
use crate::json::Node;
use crate::rules;

use super::members::{self, Leaf};
use super::model::{Direction, ExampleClaim, FieldClaim, OperationClaim, Role, Stated, TableClaim};

/// The names of the objects around a field, from the root on; lists have none.
type Path<'a> = Vec<&'a str>;

/// Takes the fields that examples show inside another field's object out of the tables of bodies.
pub(crate) fn unfold(claim: &mut OperationClaim, subject: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let tables = std::mem::take(&mut claim.tables);
    // Each status of the response has a body, and all of them have the same examples.
    let mut shown: BTreeMap<Direction, Shown<'_>> = BTreeMap::new();
    for table in tables {
        let moved = match table.role {
            Role::Body => {
                let of_direction = || Shown::of(&claim.examples, table.direction);
                owned(shown.entry(table.direction).or_insert_with(of_direction).inner(&table))
            }
            _ => BTreeMap::new(),
        };
        if moved.is_empty() {
            claim.tables.push(table);
        } else {
            findings.extend(told(&table, &moved, subject));
            claim.tables.extend(split(table, &moved));
        }
    }
    findings
}

/// Tells which rows are whose, one finding for each object.
fn told(table: &TableClaim, moved: &BTreeMap<usize, Vec<String>>, subject: &str) -> Vec<Finding> {
    let mut rows: BTreeMap<&[String], Vec<&FieldClaim>> = BTreeMap::new();
    for (row, path) in moved {
        rows.entry(path).or_default().push(&table.fields[*row]);
    }
    let finding = |(path, rows): (&[String], Vec<&FieldClaim>)| {
        let path = path.join(".");
        let names: Vec<&str> = rows.iter().map(|field| field.name.value.as_str()).collect();
        let message = format!("the table has {} at the root, and examples inside `{path}`", names.join(", "));
        Finding::new(&rules::FIELD_BESIDE_PARENT, subject, message, rows[0].row)
            .with(rows[1..].iter().map(|field| field.row))
            .decided(format!("fields of `{path}`"))
    };
    rows.into_iter().map(finding).collect()
}

fn owned(moved: BTreeMap<usize, Path<'_>>) -> BTreeMap<usize, Vec<String>> {
    moved.into_iter().map(|(row, path)| (row, path.into_iter().map(str::to_owned).collect())).collect()
}

/// What the examples of one direction show.
struct Shown<'a> {
    /// Where objects have a key, the places that are shown first before the others.
    places: BTreeMap<&'a str, Vec<Path<'a>>>,
    /// The keys of the objects at a place.
    members: BTreeMap<Path<'a>, BTreeSet<&'a str>>,
}

impl<'a> Shown<'a> {
    fn of(examples: &'a [ExampleClaim], direction: Direction) -> Self {
        let mut shown = Self { places: BTreeMap::new(), members: BTreeMap::new() };
        let examples = examples.iter().filter(|example| example.direction == Some(direction));
        for body in examples.filter_map(|example| example.body.as_ref()) {
            shown.note(&body.value, &Vec::new());
        }
        shown
    }

    fn note(&mut self, node: &'a Node, path: &Path<'a>) {
        if !node.members().is_empty() {
            let keys = node.members().iter().map(|member| &*member.key);
            self.members.entry(path.clone()).or_default().extend(keys);
        }
        for member in node.members() {
            let places = self.places.entry(&*member.key).or_default();
            if !places.contains(path) {
                places.push(path.clone());
            }
            let inner: Path<'a> = path.iter().copied().chain([&*member.key]).collect();
            self.note(&member.value, &inner);
        }
        node.elements().iter().for_each(|element| self.note(element, path));
    }

    /// The rows of a table whose fields stand inside other fields, with the path of those.
    fn inner(&self, table: &TableClaim) -> BTreeMap<usize, Path<'a>> {
        let rows: BTreeMap<&str, usize> =
            table.fields.iter().enumerate().map(|(row, field)| (field.name.value.as_str(), row)).collect();
        let mut moved: BTreeMap<usize, Path<'a>> = BTreeMap::new();
        // From the outside in: what is around a field has its own place first.
        let mut places: Vec<(usize, &Path<'a>)> = rows
            .iter()
            .filter_map(|(name, row)| Some((*row, self.places.get(name)?)))
            .filter(|(_, places)| places.iter().all(|place| !place.is_empty()))
            .flat_map(|(row, places)| places.iter().map(move |place| (row, place)))
            .collect();
        places.sort_by_key(|(_, place)| place.len());
        for (row, place) in places {
            if !moved.contains_key(&row) && self.is_listed(table, &rows, &moved, place) {
                moved.insert(row, place.clone());
            }
        }
        // What no example shows stands where the row before it does, as long as that has a row of its own.
        let unshown = |row: usize| !self.places.contains_key(table.fields[row].name.value.as_str());
        for row in (1..table.fields.len()).filter(|row| unshown(*row)) {
            if let Some(place) = moved.get(&(row - 1)).cloned()
                && place.last().is_some_and(|last| rows.contains_key(last))
            {
                moved.insert(row, place);
            }
        }
        if let Some(around) = self.only(&rows) {
            self.inside(around, table, &mut moved);
        }
        moved
    }

    /// Where everything stands in one object, that is the whole of the body, and every row stands in it: where it is
    /// shown near the row before it, else where it is shown.
    fn inside(&self, around: Path<'a>, table: &TableClaim, moved: &mut BTreeMap<usize, Path<'a>>) {
        let name = |row: usize| table.fields[row].name.value.as_str();
        let shown = |row: usize| self.places.get(name(row)).map_or(&[][..], Vec::as_slice);
        let rows = 0..table.fields.len();
        if rows.clone().all(|row| shown(row).is_empty()) {
            return;
        }
        for row in rows.filter(|row| !moved.contains_key(row)).collect::<Vec<_>>() {
            let before = row.checked_sub(1).and_then(|before| Some((name(before), moved.get(&before)?)));
            let beside = before.map(|(_, place)| place.clone());
            let below = before.map(|(name, place)| place.iter().copied().chain([name]).collect::<Path<'_>>());
            let place =
                [below, beside.clone()].into_iter().flatten().find(|place| shown(row).contains(place));
            let place = place.and_then(|place| shown(row).iter().find(|shown| **shown == place).cloned());
            // What no example shows stands with the row before it, or with the next one where that stands deeper.
            let next = || (row + 1..table.fields.len()).find_map(|next| shown(next).first());
            let with_next =
                || next().filter(|next| beside.as_ref().is_some_and(|beside| next.starts_with(beside)));
            let place = place.or_else(|| shown(row).first().or_else(with_next).cloned()).or(beside.clone());
            moved.insert(row, place.unwrap_or_else(|| around.clone()));
        }
    }

    /// The object around everything that examples show, where no row describes it.
    fn only(&self, rows: &BTreeMap<&str, usize>) -> Option<Path<'a>> {
        let root = self.members.get(&Vec::new()).filter(|members| members.len() == 1)?;
        let only = root.first()?;
        (!rows.contains_key(only)).then(|| vec![*only])
    }

    /// Whether a table lists the members of the object at a place among its rows: the object is one of the rows
    /// itself, with no table of its own, and most of its members are others. An object without a row has all of
    /// its members there.
    fn is_listed(
        &self,
        table: &TableClaim,
        rows: &BTreeMap<&str, usize>,
        moved: &BTreeMap<usize, Path<'a>>,
        place: &Path<'a>,
    ) -> bool {
        let Some((last, above)) = place.split_last() else { return false };
        let Some(members) = self.members.get(place) else { return false };
        let listed = members.iter().filter(|member| rows.contains_key(*member)).count();
        let Some(&holder) = rows.get(last) else {
            // `application/json-1` is a label that the example wears, and no field.
            let whole = listed == members.len()
                || 2 * listed > members.len() && self.only(rows).as_ref() == Some(place);
            return above.is_empty() && whole && !last.contains('/');
        };
        let own = moved.get(&holder).map_or(&[][..], Vec::as_slice);
        members::is_open(&table.fields[holder]) && own == above && 2 * listed > members.len()
    }
}

/// The table without the rows that moved, and the tables of those.
fn split(mut table: TableClaim, moved: &BTreeMap<usize, Vec<String>>) -> Vec<TableClaim> {
    let fields = std::mem::take(&mut table.fields);
    let mut tables = vec![(Vec::new(), table)];
    for (row, field) in fields.into_iter().enumerate() {
        let path = moved.get(&row).cloned().unwrap_or_default();
        let at = tables.iter().position(|(known, _)| *known == path).unwrap_or_else(|| {
            for length in 1..=path.len() {
                let path = &path[..length];
                if tables.iter().all(|(known, _)| known != path) {
                    let own = inner(&tables[0].1, path, &field);
                    tables.push((path.to_vec(), own));
                }
            }
            tables.iter().position(|(known, _)| *known == path).unwrap_or_default()
        });
        tables[at].1.fields.push(field);
    }
    for at in 1..tables.len() {
        let (path, Role::Structure(name)) = (&tables[at].0, &tables[at].1.role) else { continue };
        let (Some((last, above)), name) = (path.split_last(), name.clone()) else { continue };
        let last = last.clone();
        let Some(first) = tables
            .iter()
            .flat_map(|(_, table)| &table.fields)
            .find(|field| field.row == tables[at].1.caption)
        else {
            continue;
        };
        let first = first.clone();
        let Some(around) = tables.iter().position(|(known, _)| known == above) else { continue };
        let fields = &mut tables[around].1.fields;
        let holder = fields.iter().position(|field| field.name.value == last).unwrap_or_else(|| {
            fields.push(unlisted(&last, &first));
            fields.len() - 1
        });
        let rest = members::values(&fields[holder]);
        members::describe(&mut fields[holder], &Leaf::Named { name: name.value, stated: false });
        tables[at].1.rest = rest;
    }
    tables.into_iter().map(|(_, table)| table).collect()
}

/// An empty table of the fields at a path.
fn inner(body: &TableClaim, path: &[String], first: &FieldClaim) -> TableClaim {
    TableClaim {
        role: Role::Structure(Stated::new(path.join("."), first.name.span)),
        caption: first.row,
        number: None,
        title: None,
        rest: None,
        anchors: Vec::new(),
        fields: Vec::new(),
        ..body.clone()
    }
}

/// The field around others, where no row describes it.
fn unlisted(name: &str, inner: &FieldClaim) -> FieldClaim {
    FieldClaim {
        row: inner.row,
        name: Stated::new(name.to_owned(), inner.name.span),
        indent: 0,
        required: None,
        ty: None,
        constraints: Constraints::default(),
        cells: None,
    }
}
