//! Structures as the pages of one operation describe and show them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use crate::claim::{Body, Direction, OperationClaim, Role, TableClaim};
use crate::grammar::TypeExpr;
use crate::json::{Node, NodeKind};
use crate::reconcile::groups::Group;
use crate::reconcile::similar::{alike, near, squash};
use crate::source::Span;

use super::synonyms::Synonyms;
use super::{Site, nearest};

/// A structure as the pages of one operation describe it.
#[derive(Debug, Default)]
pub(super) struct Unit<'a> {
    pub(super) captions: Vec<Span>,
    /// Whether a type of the operation has its name.
    pub(super) stated: bool,
    fields: BTreeMap<Cow<'a, str>, Facts>,
    /// Fields that only examples of the operation show.
    shown: BTreeSet<&'a str>,
    /// Fields that an example of the operation lacks.
    lacking: BTreeSet<String>,
}

/// What decides whether two fields are one.
#[derive(Debug, Default)]
struct Facts {
    /// Whether requests must have it, where they say so.
    required: Option<bool>,
    /// Its types, without the names of structures.
    types: Few,
    /// The structures that its type names.
    names: Few,
    /// The structure that it is, or that its elements are.
    is: Option<String>,
}

/// A set of words that nearly always has none or one: there are two of these for each field of all pages.
#[derive(Debug, Default, PartialEq, Eq)]
struct Few(Vec<Box<str>>);

impl Few {
    fn insert(&mut self, word: String) {
        let Self(words) = self;
        if let Err(at) = words.binary_search_by(|known| (**known).cmp(&word)) {
            words.reserve_exact(1);
            words.insert(at, word.into());
        }
    }

    /// The words that another set has too.
    fn shared(&self, other: &Self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|word| other.0.binary_search(word).is_ok()).map(AsRef::as_ref)
    }
}

impl<'a> Unit<'a> {
    fn add(&mut self, site: Site, table: &'a TableClaim, names: &Synonyms) {
        self.captions.push(table.caption);
        for field in &table.fields {
            let facts = self.fields.entry(squash(&field.name.value)).or_default();
            if let Some(required) = field.required.as_ref().filter(|_| table.direction == Direction::Request)
            {
                *facts.required.get_or_insert_default() |= required.value;
            }
            if let Some(ty) = &field.ty {
                facts.types.insert(kind(&ty.value));
                let of_type = ty.value.names().into_iter();
                of_type.for_each(|name| facts.names.insert(names.get(site, &name.written)));
                facts.is = named(&ty.value, site, names);
            }
        }
    }

    /// The names of the fields that tables describe, in order.
    pub(super) fn names(&self) -> Vec<&str> {
        self.fields.keys().map(AsRef::as_ref).collect()
    }

    /// How many fields tables describe.
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether two operations describe one structure: none of its fields is required by one and optional for the
    /// other, none leads to another structure, and the tables are alike, or the same where no type has its name.
    pub(super) fn agrees(&self, other: &Self, same: impl Fn(&str) -> bool) -> bool {
        let shared = |own: &Facts, other: &Facts| {
            (own.required.is_none() || other.required.is_none() || own.required == other.required)
                && own.names.shared(&other.names).all(&same)
        };
        let fields = self.fields.iter().filter_map(|(name, own)| Some((own, other.fields.get(name)?)));
        let agree = fields.clone().all(|(own, other)| shared(own, other));
        if self.stated && other.stated {
            fn names<'u>(unit: &'u Unit<'_>) -> BTreeSet<&'u str> {
                unit.fields.keys().map(AsRef::as_ref).collect()
            }
            return agree && alike(&names(self), &names(other));
        }
        agree
            && self.fields.keys().eq(other.fields.keys())
            && self.shown == other.shown
            && fields.clone().all(|(own, other)| own.types == other.types && own.names == other.names)
            && !self.demands_what(other)
            && !other.demands_what(self)
    }

    /// Whether a field is required that an example of the other operation lacks.
    fn demands_what(&self, other: &Self) -> bool {
        let required =
            |name: &&String| self.fields.get(name.as_str()).is_some_and(|own| own.required == Some(true));
        other.lacking.difference(&self.lacking).any(|name| required(&name))
    }
}

/// The structure that a type is, or a list of it.
fn named(expr: &TypeExpr, site: Site, names: &Synonyms) -> Option<String> {
    match expr {
        TypeExpr::Named(name) => Some(names.get(site, &name.written)),
        TypeExpr::Array(of) => named(of, site, names),
        _ => None,
    }
}

/// A type without the names of structures.
fn kind(expr: &TypeExpr) -> String {
    match expr {
        TypeExpr::Array(of) => format!("list of {}", kind(of)),
        TypeExpr::Map(of) => format!("map of {}", kind(of)),
        TypeExpr::OneOf(of) => of.iter().map(kind).collect::<Vec<_>>().join(" or "),
        TypeExpr::Named(_) => kind(&TypeExpr::Object),
        other => other.to_string(),
    }
}

/// All structures, by name and by the site that describes them.
#[derive(Debug, Default)]
pub(super) struct Units<'a> {
    pub(super) all: BTreeMap<String, BTreeMap<Site, Unit<'a>>>,
}

impl<'a> Units<'a> {
    pub(super) fn new(
        tables: &[(usize, &'a OperationClaim, &'a TableClaim)],
        groups: &[Group<'a>],
        names: &Synonyms,
    ) -> Self {
        // Groups stand in the order of their tables, and each is described and shown by itself.
        let of_groups: Vec<Self> = groups
            .par_iter()
            .enumerate()
            .map(|(index, group)| {
                let first = tables.partition_point(|(of, ..)| *of < index);
                let own = tables[first..].partition_point(|(of, ..)| *of == index);
                Self::of_group(index, &tables[first..first + own], group, names)
            })
            .collect();
        let mut units = Self::default();
        for (name, sites) in of_groups.into_iter().flat_map(|units| units.all) {
            units.all.entry(name).or_default().extend(sites);
        }
        units
    }

    fn of_group(
        index: usize,
        tables: &[(usize, &'a OperationClaim, &'a TableClaim)],
        group: &Group<'a>,
        names: &Synonyms,
    ) -> Self {
        let mut units = Self::default();
        let mut stated: BTreeSet<String> = BTreeSet::new();
        for &(_, _, table) in tables {
            let site = Site::of(index, table);
            if let Role::Structure(name) = &table.role {
                let sites = units.all.entry(names.get(site, &name.value)).or_default();
                sites.entry(site).or_default().add(site, table, names);
            }
            let types = table.fields.iter().filter_map(|field| field.ty.as_ref());
            let by_type = types.flat_map(|ty| ty.value.names()).filter(|name| !name.concluded);
            stated.extend(by_type.map(|name| names.get(site, &name.written)));
        }
        for (name, sites) in &mut units.all {
            let stated = stated.contains(name);
            sites.values_mut().for_each(|unit| unit.stated = stated);
        }
        group.claims.iter().for_each(|claim| units.show(index, claim, names));
        units
    }

    /// Notes what the examples of a page show of its structures.
    fn show(&mut self, group: usize, claim: &'a OperationClaim, names: &Synonyms) {
        for example in &claim.examples {
            let (Some(direction), Some(body)) = (example.direction, &example.body) else { continue };
            let status = example.status.as_ref().map(|status| status.value);
            let site = Site { group, direction, status };
            let of_body = |table: &&TableClaim| {
                let other =
                    table.status.as_ref().is_some_and(|own| status.is_some_and(|shown| own.value != shown));
                table.role == Role::Body && table.direction == direction && !other
            };
            for field in claim.tables.iter().filter(of_body).flat_map(|table| &table.fields) {
                let member =
                    body.value.members().iter().find(|member| *member.key == *squash(&field.name.value));
                let name = field.ty.as_ref().and_then(|ty| named(&ty.value, site, names));
                if let (Some(member), Some(name)) = (member, name) {
                    self.descend(site, body, &name, &member.value);
                }
            }
        }
    }

    /// Notes what a value shows of the structure that it, or its elements, is documented to be.
    fn descend(&mut self, site: Site, body: &'a Body, name: &str, node: &'a Node) {
        node.elements().iter().for_each(|element| self.descend(site, body, name, element));
        let (NodeKind::Object(members), Some(sites)) = (&node.kind, self.all.get_mut(name)) else { return };
        let home = nearest(sites, site).map(|(home, _)| home);
        let Some(unit) = home.and_then(|home| sites.get_mut(&home)) else { return };
        let mut inner: Vec<(String, &'a Node)> = Vec::new();
        for member in members {
            match unit.fields.get(&*member.key) {
                Some(facts) => inner.extend(facts.is.clone().map(|name| (name, &member.value))),
                None if unit.fields.keys().any(|field| near(field, &member.key, 6)) => {}
                None => {
                    unit.shown.insert(&*member.key);
                }
            }
        }
        if !body.partial {
            let lacking =
                unit.fields.keys().filter(|field| members.iter().all(|member| *member.key != ***field));
            let lacking: Vec<String> = lacking.map(|field| field.to_string()).collect();
            unit.lacking.extend(lacking);
        }
        for (name, node) in inner {
            self.descend(site, body, &name, node);
        }
    }
}
