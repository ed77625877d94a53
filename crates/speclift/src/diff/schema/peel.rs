//! Schemas that stand around another one, to say something about it or to let it be null.
//!
//! `$ref` has no siblings in OpenAPI 3.0, so that a reference with a description is `allOf` of the one reference, and
//! one that may be null is often `oneOf` the reference and null. Where only one of two schemas stands so around
//! another, the inner ones are compared, and what is around is compared on its own.

use serde_json::Value;

use super::annotations::{ANNOTATIONS, is_remark};
use crate::diff::at::At;
use crate::diff::kinds;
use crate::diff::place::Place;
use crate::diff::walk::Walk;

/// What a schema stands around.
struct Peeled<'d> {
    inner: At<'d>,
    nullable: bool,
    form: &'static str,
}

impl<'d> Walk<'d> {
    /// Compares schemas of which one stands around another, and says whether they were such.
    pub(super) fn peeled(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) -> bool {
        let (was, is) = (peel(old), peel(new));
        let form = |peeled: &Option<Peeled<'d>>| peeled.as_ref().map(|peeled| peeled.form);
        if form(&was) == form(&is) {
            return false;
        }
        if !place.bare {
            // What a reference leads to says for itself what it is; only what stands beside it is compared here.
            let nothing = At { value: &Value::Null, ..At::root(&Value::Null) };
            let beside = |at: &At<'d>| if at.reference().is_some() { nothing.clone() } else { at.clone() };
            let (beside_old, beside_new) = (beside(old), beside(new));
            let at = |beside: At<'d>, at: &At<'d>| At { pointer: at.pointer.clone(), ..beside };
            self.annotations(&at(beside_old, old), &at(beside_new, new), place);
        }
        self.remarks(old, new, place);
        let nullable = |peeled: &Option<Peeled<'d>>, at: &At<'d>| match peeled {
            Some(peeled) => peeled.nullable || peeled.inner.resolve().is("nullable"),
            None => at.resolve().is("nullable"),
        };
        let inner = |peeled: Option<Peeled<'d>>, at: &At<'d>| {
            peeled.map_or_else(|| at.clone(), |peeled| peeled.inner)
        };
        let (was_null, is_null) = (nullable(&was, old), nullable(&is, new));
        let (inner_old, inner_new) = (inner(was, old), inner(is, new));
        let told_within = inner_old.resolve().is("nullable") != inner_new.resolve().is("nullable");
        if was_null != is_null && !told_within {
            let kind = if is_null { &kinds::BECAME_NULLABLE } else { &kinds::BECAME_NOT_NULLABLE };
            self.tell(kind, place, "nullable", Some(old), Some(new));
        }
        let both = inner_old.reference().is_some() && inner_new.reference().is_some();
        let place = Place { bare: !both, ..place.clone() };
        self.schema(&inner_old, &inner_new, &place);
        true
    }
}

/// What a schema stands around, if it does and says nothing else of values.
fn peel<'d>(at: &At<'d>) -> Option<Peeled<'d>> {
    let map = at.map()?;
    let outer = |key: &str| ANNOTATIONS.contains(&key) || key == "nullable" || key.starts_with("x-speclift");
    let mut rest = map.keys().filter(|key| !outer(key));
    let form = rest.next()?;
    if rest.next().is_some() {
        return None;
    }
    let mut parts = at.get(form)?.elements();
    parts.retain(|part| form != "allOf" || !is_remark(part));
    let nullable = at.is("nullable");
    match (form.as_str(), parts.as_slice()) {
        ("allOf", [inner]) => Some(Peeled { inner: inner.clone(), nullable, form: "allOf" }),
        ("oneOf" | "anyOf", [inner, null] | [null, inner]) if is_null(null) && !is_null(inner) => {
            Some(Peeled { inner: inner.clone(), nullable: true, form: "null" })
        }
        _ => None,
    }
}

/// Whether a schema takes null and nothing else.
pub(super) fn is_null(at: &At<'_>) -> bool {
    let listed = at.value.get("enum").and_then(Value::as_array);
    at.is("nullable") && listed.is_some_and(|list| list.as_slice() == [Value::Null])
}
