//! Services that nobody offers: each has a resource, and structures that its pages share.

use super::random::Random;

/// How many pages a service has.
pub(super) const PAGES: usize = 20;
/// How many structures a service has. The first half is what its pages are about.
const STRUCTURES: usize = 8;

pub(super) const NOUNS: [&str; 16] = [
    "volume", "backup", "image", "router", "topic", "queue", "policy", "tenant", "gateway", "listener",
    "snapshot", "cluster", "keypair", "bucket", "alarm", "template",
];
const FIELDS: [&str; 32] = [
    "name",
    "description",
    "status",
    "size",
    "created_at",
    "updated_at",
    "region",
    "zone",
    "owner",
    "labels",
    "enabled",
    "count",
    "weight",
    "address",
    "port",
    "protocol",
    "priority",
    "quota",
    "used",
    "version",
    "charging_mode",
    "tenant_name",
    "progress",
    "checksum",
    "locale",
    "comment",
    "retries",
    "timeout",
    "endpoint",
    "visibility",
    "flavor",
    "extra_info",
];
pub(super) const VALUES: [&str; 6] = ["active", "pending", "failed", "deleted", "frozen", "error"];

/// A service.
#[derive(Debug)]
pub(super) struct Service {
    /// What it offers, unique among all services: `volume17`.
    pub(super) resource: String,
    pub(super) structures: Vec<Structure>,
}

#[derive(Debug)]
pub(super) struct Structure {
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) ty: Type,
}

/// The type of a field. Structures are known by their place in the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Choice,
    Whole,
    Flag,
    Texts,
    One(usize),
    Many(usize),
}

impl Service {
    pub(super) fn new(number: usize) -> Self {
        let mut random = Random::new([number, 0]);
        let noun = NOUNS[number % NOUNS.len()];
        let structures = (0..STRUCTURES).map(|at| structure(at, noun, number, &mut random)).collect();
        Self { resource: format!("{noun}{number}"), structures }
    }
}

fn structure(at: usize, noun: &str, number: usize, random: &mut Random) -> Structure {
    const KINDS: [&str; STRUCTURES] = ["", "Spec", "Owner", "Rule", "Quota", "Link", "Event", "Tag"];
    let name = format!("{}{}{}{number}", noun[..1].to_uppercase(), &noun[1..], KINDS[at]);
    let first = random.below(FIELDS.len());
    let count = 5 + random.below(8);
    let mut fields: Vec<Field> = (0..count)
        .map(|k| {
            let ty = random.pick(&[
                Type::Text,
                Type::Text,
                Type::Text,
                Type::Choice,
                Type::Whole,
                Type::Whole,
                Type::Flag,
                Type::Texts,
            ]);
            let name = FIELDS[(first + k) % FIELDS.len()].to_owned();
            Field { name, required: random.once_in(2), ty }
        })
        .collect();
    let id = Field { name: "id".to_owned(), required: true, ty: Type::Text };
    fields.insert(0, id);
    // What pages are about contains two of the others.
    if at < STRUCTURES / 2 {
        let mut contained = |prefix: &str, ty: fn(usize) -> Type| {
            let part = STRUCTURES / 2 + random.below(STRUCTURES / 2);
            let name = format!("{prefix}_{at}");
            fields.push(Field { name, required: random.once_in(2), ty: ty(part) });
        };
        contained("part", Type::One);
        contained("parts", Type::Many);
    }
    Structure { name, fields }
}
