//! Points in time with a zone and without one.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use crate::api::{Schema, Type};
use crate::claim::Body;
use crate::finding::Finding;
use crate::json::{Node, NodeKind};
use crate::rules;
use crate::source::Span;

/// Where a field shows points in time.
#[derive(Default)]
pub(crate) struct Shown {
    zoned: Vec<Span>,
    bare: Vec<Span>,
}

/// The points in time that examples show, by the names of their members.
pub(crate) fn shown<'a>(bodies: impl Iterator<Item = &'a Body>) -> BTreeMap<String, Shown> {
    let mut fields = BTreeMap::new();
    for body in bodies {
        walk(body, &body.value, &mut fields);
    }
    fields
}

/// Tells of fields that show points in time without a zone, where the API shows others with one. Such a field has no
/// format: a reader of date-times would refuse it.
pub(crate) fn zones(
    schemas: &mut BTreeMap<String, Schema>,
    mut fields: BTreeMap<String, Shown>,
    findings: &mut Vec<Finding>,
) {
    for property in schemas.values().flat_map(|schema| schema.properties.values()) {
        if let (Some(Value::String(text)), Some(row)) =
            (property.shape.example.as_deref(), property.witnesses.first())
        {
            enter(&mut fields, &property.name, text, *row);
        }
    }
    // What stands inside a free-form object is no field of the API.
    let known: HashSet<&str> =
        schemas.values().flat_map(|schema| schema.properties.keys().map(String::as_str)).collect();
    fields.retain(|name, _| known.contains(name.as_str()));
    let Some(sample) = fields.values().find_map(|shown| shown.zoned.first().copied()) else { return };
    let bare: Vec<_> = fields.iter().filter(|(_, shown)| !shown.bare.is_empty()).collect();
    let (differ, lack): (Vec<_>, Vec<_>) = bare.iter().partition(|(_, shown)| !shown.zoned.is_empty());
    for (fields, message) in [
        (differ, "no zone in some places, and one in others"),
        (lack, "no zone, where other fields have one"),
    ] {
        tell(&fields, message, sample, findings);
    }
    let bare: HashSet<&str> = bare.into_iter().map(|(name, _)| name.as_str()).collect();
    let of_bare = schemas.values_mut().flat_map(|schema| &mut schema.properties);
    for (_, property) in of_bare.filter(|(name, _)| bare.contains(name.as_str())) {
        for ty in &mut property.shape.types {
            if *ty == Type::String(Some("date-time")) {
                *ty = Type::String(None);
            }
        }
    }
}

/// One finding for the fields of which the same is to be told.
fn tell(fields: &[(&String, &Shown)], message: &str, sample: Span, findings: &mut Vec<Finding>) {
    let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    let mut witnesses: Vec<Span> = fields.iter().flat_map(|(_, shown)| shown.bare.iter().copied()).collect();
    witnesses.sort();
    let zoned = fields.iter().filter_map(|(_, shown)| shown.zoned.first().copied());
    let mut zoned: Vec<Span> = zoned.collect();
    if zoned.is_empty() {
        zoned.push(sample);
    }
    let Some((first, others)) = witnesses.split_first() else { return };
    findings.push(
        Finding::new(&rules::TIMESTAMP_ZONE, names.join(", "), message, *first)
            .with(others.iter().copied().chain(zoned))
            .decided("text without the format of date-times"),
    );
}

fn walk(body: &Body, node: &Node, fields: &mut BTreeMap<String, Shown>) {
    for member in node.members() {
        match &member.value.kind {
            NodeKind::String(text) => enter(fields, &member.key, text, body.span(&member.value)),
            _ => walk(body, &member.value, fields),
        }
    }
    node.elements().iter().for_each(|element| walk(body, element, fields));
}

fn enter(fields: &mut BTreeMap<String, Shown>, name: &str, text: &str, span: Span) {
    let Some(zoned) = zoned(text) else { return };
    let shown = fields.entry(name.to_owned()).or_default();
    if zoned { &mut shown.zoned } else { &mut shown.bare }.push(span);
}

/// Whether a point in time has a zone; `None` for what is no point in time.
fn zoned(text: &str) -> Option<bool> {
    let bytes = text.as_bytes();
    let pattern = b"0000-00-00T00:00:00";
    let start = bytes.get(..pattern.len())?;
    let fits = start.iter().zip(pattern).all(|(byte, wanted)| match wanted {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        mark => byte == mark,
    });
    if !fits {
        return None;
    }
    let rest = &text[pattern.len()..];
    let rest =
        rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    match rest.trim() {
        "" => Some(false),
        "Z" | "z" | "UTC" => Some(true),
        offset => {
            let digits = offset.strip_prefix(['+', '-'])?.replace(':', "");
            (matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit()))
                .then_some(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::zoned;

    #[test]
    fn zones_are_told_from_their_absence() {
        for text in [
            "2020-02-05T10:38:34Z",
            "2019-05-10T07:59:12.085+00:00",
            "2020-02-05 10:38:34 UTC",
            "2020-02-05T10:38:34-0800",
        ] {
            assert_eq!(zoned(text), Some(true), "{text}");
        }
        for text in ["2020-02-05T10:38:34.209782", "2020-02-05 10:38:34"] {
            assert_eq!(zoned(text), Some(false), "{text}");
        }
        for text in [
            "2020-02-05",
            "2020-02-05T10:38:34 or so",
            "",
            "10:38:34",
            "日2020-02-05T10:38:34",
            "2020-02-05T10:38:3四",
        ] {
            assert_eq!(zoned(text), None, "{text}");
        }
    }
}
