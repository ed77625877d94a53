//! Bounds, enumerations and defaults: what labels, prose and editions say together.

use serde_json::Value;

use crate::api::{Limits, Shape, Type};
use crate::finding::Finding;
use crate::grammar::{Constraint, EnumValue, Found, Literal};
use crate::rules;
use crate::source::Span;
use crate::vocabulary::constraints::{LABELS, Label};

use super::fields::Sighting;
use super::patterns;

/// Applies all constraints of a field's rows to its shape. The rows are sorted, the newest first.
pub(crate) fn apply(
    subject: &str,
    shape: &mut Shape,
    sightings: &[Sighting<'_>],
    findings: &mut Vec<Finding>,
) {
    let found: Vec<&Found> =
        sightings.iter().flat_map(|sighting| &sighting.field.constraints.found).collect();
    if found.is_empty() {
        return;
    }
    let list = shape.types.iter().any(|ty| matches!(ty, Type::Array(_)));
    let text = shape.types.iter().any(|ty| matches!(ty, Type::String(_)));
    let mut limits = Limits::default();
    let mut misfits: Vec<(Kind, Span)> = Vec::new();
    let mut bound = |kind: Kind, fits: bool| -> Option<f64> {
        let stated = kind.stated(&found);
        if fits {
            return kind.decide(subject, stated, findings);
        }
        misfits.extend(stated.iter().map(|(_, span)| (kind, *span)));
        None
    };
    let numeric = shape.types.iter().any(|ty| matches!(ty, Type::Integer(_) | Type::Number(_)));
    limits.minimum = bound(Kind::Minimum, numeric);
    limits.maximum = bound(Kind::Maximum, numeric);
    let min_items = bound(Kind::MinItems, list);
    let max_items = bound(Kind::MaxItems, list);
    // On a list, a label of length counts elements: where one of elements says the same, it is no second bound.
    let counts = |kind: Kind, items: Option<f64>| {
        items.is_none_or(|items| kind.stated(&found).iter().all(|(bound, _)| *bound == items))
    };
    let lengths = if list {
        (
            bound(Kind::MinLength, counts(Kind::MinLength, min_items)),
            bound(Kind::MaxLength, counts(Kind::MaxLength, max_items)),
        )
    } else {
        (bound(Kind::MinLength, text), bound(Kind::MaxLength, text))
    };
    misplaced(subject, &shape.types, &misfits, findings);
    let whole = |bound: Option<f64>| bound.filter(|b| *b >= 0.0).map(|b| b as u64);
    if list {
        limits.min_items = whole(min_items.or(lengths.0));
        limits.max_items = whole(max_items.or(lengths.1));
    } else {
        limits.min_length = whole(lengths.0);
        limits.max_length = whole(lengths.1);
    }
    reversed(subject, &mut limits, &found, findings);
    limits.pattern = found.iter().find_map(|f| match &f.constraint {
        Constraint::Pattern(pattern) if text => patterns::expression(pattern).map(|_| pattern.clone()),
        _ => None,
    });
    unreadable_labels(subject, &found, findings);
    limits.values = values(subject, shape, sightings, findings);
    if list {
        // An enumeration of a list says what its elements are.
        let values = std::mem::take(&mut limits.values);
        for ty in &mut shape.types {
            if let Type::Array(of) = ty {
                of.limits.values.clone_from(&values);
            }
        }
    }
    shape.limits = limits;
    default(subject, shape, &found, findings);
    shape.example = found.iter().find_map(|f| match &f.constraint {
        Constraint::Example(literal) => fit(literal, &shape.types).map(Box::new),
        _ => None,
    });
    shape.repeatable = found.iter().any(|f| f.constraint == Constraint::Repeatable);
    shape.deprecated = found.iter().any(|f| f.constraint == Constraint::Deprecated);
}

/// Tells of bounds of kinds that a field of these types has not, or has from another label.
fn misplaced(subject: &str, types: &[Type], misfits: &[(Kind, Span)], findings: &mut Vec<Finding>) {
    let Some((_, first)) = misfits.first() else { return };
    let mut kinds: Vec<&str> = misfits.iter().map(|(kind, _)| kind.words()).collect();
    kinds.dedup();
    let types: Vec<String> = types.iter().map(super::fields::describe).collect();
    let message = format!("{} stated of {}", kinds.join(" and "), types.join(" or "));
    findings.push(
        Finding::new(&rules::BOUNDS_MISPLACED, subject, message, *first)
            .with(misfits[1..].iter().map(|(_, span)| *span))
            .decided("not used"),
    );
}

/// Takes out lower bounds that are above their upper ones: no value is within them.
fn reversed(subject: &str, limits: &mut Limits, found: &[&Found], findings: &mut Vec<Finding>) {
    fn take<T: PartialOrd + Copy + std::fmt::Display>(
        lower: &mut Option<T>,
        upper: &mut Option<T>,
    ) -> Option<String> {
        let (low, high) = ((*lower)?, (*upper)?);
        if low <= high {
            return None;
        }
        (*lower, *upper) = (None, None);
        Some(format!("{low} to {high}"))
    }
    let told = [
        (Kind::Minimum, Kind::Maximum, take(&mut limits.minimum, &mut limits.maximum)),
        (Kind::MinLength, Kind::MaxLength, take(&mut limits.min_length, &mut limits.max_length)),
        (Kind::MinItems, Kind::MaxItems, take(&mut limits.min_items, &mut limits.max_items)),
    ];
    for (lower, upper, range) in told {
        let Some(range) = range else { continue };
        let of_either = |f: &&&Found| [lower, upper].iter().any(|kind| kind.of(&f.constraint).is_some());
        // A list may take its bounds from labels of length.
        let mut spans: Vec<Span> = found.iter().filter(of_either).map(|f| f.span).collect();
        if spans.is_empty() {
            spans.extend(found.iter().map(|f| f.span));
        }
        spans.dedup();
        let message = format!("{} is above the {}: {range}", lower.words(), upper.words());
        findings.push(
            Finding::new(&rules::BOUNDS_REVERSED, subject, message, spans[0])
                .with(spans[1..].iter().copied())
                .decided("neither is used: no value is within them"),
        );
    }
}

/// A kind of bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Minimum,
    Maximum,
    MinLength,
    MaxLength,
    MinItems,
    MaxItems,
}

impl Kind {
    fn of(self, constraint: &Constraint) -> Option<f64> {
        match (self, constraint) {
            (Kind::Minimum, Constraint::Minimum(n)) | (Kind::Maximum, Constraint::Maximum(n)) => {
                Some(n.float())
            }
            (Kind::MinLength, Constraint::MinLength(n))
            | (Kind::MaxLength, Constraint::MaxLength(n))
            | (Kind::MinItems, Constraint::MinItems(n))
            | (Kind::MaxItems, Constraint::MaxItems(n)) => Some(*n as f64),
            _ => None,
        }
    }

    fn lower(self) -> bool {
        matches!(self, Kind::Minimum | Kind::MinLength | Kind::MinItems)
    }

    fn words(self) -> &'static str {
        match self {
            Kind::Minimum => "smallest value",
            Kind::Maximum => "largest value",
            Kind::MinLength => "smallest length",
            Kind::MaxLength => "largest length",
            Kind::MinItems => "smallest number of elements",
            Kind::MaxItems => "largest number of elements",
        }
    }

    /// The bounds of this kind that are stated.
    fn stated(self, found: &[&Found]) -> Vec<(f64, Span)> {
        found.iter().filter_map(|f| Some((self.of(&f.constraint)?, f.span))).collect()
    }

    /// The widest bound of all that are stated: a client must not refuse what some place allows.
    fn decide(self, subject: &str, mut stated: Vec<(f64, Span)>, findings: &mut Vec<Finding>) -> Option<f64> {
        stated.sort_by(|a, b| a.0.total_cmp(&b.0));
        let widest = if self.lower() { stated.first()?.0 } else { stated.last()?.0 };
        let differ = stated.iter().any(|(bound, _)| *bound != widest);
        if differ {
            let mut bounds: Vec<String> = stated.iter().map(|(bound, _)| bound.to_string()).collect();
            bounds.dedup();
            let finding = Finding::new(
                &rules::BOUNDS_DIFFER,
                subject,
                format!("{} is {}", self.words(), bounds.join(" and ")),
                stated[0].1,
            );
            findings.push(
                finding
                    .with(stated[1..].iter().map(|(_, span)| *span))
                    .decided(format!("{widest}: the widest (rule 7)")),
            );
        }
        Some(widest)
    }
}

/// Labels of other constraints than enumerations whose values cannot be read, and patterns that are none.
fn unreadable_labels(subject: &str, found: &[&Found], findings: &mut Vec<Finding>) {
    for found in found {
        let what = match &found.constraint {
            Constraint::Unreadable(what) if is_limit(what) => what,
            Constraint::Pattern(pattern) if patterns::expression(pattern).is_none() => pattern,
            _ => continue,
        };
        let message = format!("the value of a label is unreadable: {what}");
        findings
            .push(Finding::new(&rules::LABEL_UNREADABLE, subject, message, found.span).decided("left out"));
    }
}

/// Whether what cannot be read starts with a label, and not with that of an enumeration.
fn is_limit(what: &str) -> bool {
    let what = what.trim_start().to_lowercase();
    let starts =
        |word: &str| what.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with([':', '：']));
    LABELS.iter().any(|(word, label)| *label != Label::Enumeration && starts(word))
}

/// The values that a field may take, of all places together.
fn values(
    subject: &str,
    shape: &Shape,
    sightings: &[Sighting<'_>],
    findings: &mut Vec<Finding>,
) -> Vec<(String, Option<String>)> {
    let enumerable = shape.types.iter().any(|ty| match ty {
        Type::String(_) | Type::Integer(_) | Type::Number(_) => true,
        Type::Array(of) => {
            of.types.iter().all(|ty| matches!(ty, Type::String(_) | Type::Integer(_) | Type::Number(_)))
        }
        _ => false,
    });
    if !enumerable {
        return Vec::new();
    }
    let mut lists: Vec<(&[EnumValue], Span)> = Vec::new();
    let mut unreadable: Vec<(&str, Span)> = Vec::new();
    for found in sightings.iter().flat_map(|sighting| &sighting.field.constraints.found) {
        match &found.constraint {
            Constraint::Enum(values) => lists.push((values, found.span)),
            Constraint::Unreadable(what) if !is_limit(what) => unreadable.push((what, found.span)),
            _ => {}
        }
    }
    let numeric = |ty: &Type| matches!(ty, Type::Integer(_) | Type::Number(_));
    if shape.types.iter().all(|ty| match ty {
        Type::Array(of) => of.types.iter().all(numeric),
        ty => numeric(ty),
    }) {
        let words = lists.iter().flat_map(|(values, _)| *values).filter(|v| v.value.parse::<f64>().is_err());
        unreadable.extend(words.map(|value| (value.value.as_str(), value.span)));
    }
    let lone_quote = |what: &str| matches!(what.trim(), "\"" | "'" | "“" | "”" | "‘" | "’");
    if let Some((what, span)) = unreadable.first() {
        let all = unreadable.iter().all(|(what, _)| lone_quote(what));
        let verdict = if all {
            "a lone quotation mark is what is left of a pair: the empty text"
        } else {
            "the enumeration is not closed: any value is accepted"
        };
        let finding = Finding::new(
            &rules::ENUMERATION_UNREADABLE,
            subject,
            format!("a value is unreadable: {what}"),
            *span,
        );
        findings.push(finding.with(unreadable[1..].iter().map(|(_, span)| *span)).decided(verdict));
        if !all {
            return Vec::new();
        }
    }
    let mut union: Vec<(String, Option<String>)> = Vec::new();
    for value in lists.iter().flat_map(|(values, _)| *values) {
        match union.iter_mut().find(|(known, _)| *known == value.value) {
            Some((_, meaning)) => {
                if meaning.is_none() {
                    meaning.clone_from(&value.meaning);
                }
            }
            None => union.push((value.value.clone(), value.meaning.clone())),
        }
    }
    if !union.is_empty() && !unreadable.is_empty() && union.iter().all(|(value, _)| !value.is_empty()) {
        union.push((String::new(), None));
    }
    // The empty text is what a lone quotation mark stands for elsewhere: no difference of its own.
    let names = |values: &[EnumValue]| {
        let mut names: Vec<_> = values
            .iter()
            .map(|value| value.value.clone())
            .filter(|value| unreadable.is_empty() || !value.is_empty())
            .collect();
        names.sort();
        names
    };
    let mut sets: Vec<(Vec<String>, Span)> =
        lists.iter().map(|(values, span)| (names(values), *span)).collect();
    let spans: Vec<Span> = sets.iter().map(|(_, span)| *span).collect();
    sets.dedup_by(|a, b| a.0 == b.0);
    let mut distinct: Vec<Vec<String>> = sets.into_iter().map(|(names, _)| names).collect();
    distinct.sort();
    distinct.dedup();
    if distinct.len() > 1 {
        let told: Vec<String> = distinct.iter().map(|names| names.join(", ")).collect();
        let finding = Finding::new(
            &rules::ENUMERATION_DIFFERS,
            subject,
            format!("the values are {}", told.join(" / ")),
            spans[0],
        );
        findings.push(finding.with(spans[1..].iter().copied()).decided("all of them are accepted (rule 3)"));
    }
    union
}

fn default(subject: &str, shape: &mut Shape, found: &[&Found], findings: &mut Vec<Finding>) {
    let stated = found.iter().find_map(|f| match &f.constraint {
        Constraint::Default(literal) => Some((literal, f.span)),
        _ => None,
    });
    let Some((literal, span)) = stated else { return };
    let Some(value) = fit(literal, &shape.types) else {
        let finding = Finding::new(
            &rules::DEFAULT_UNREADABLE,
            subject,
            format!("the default `{}` is no value of the type", literal.written),
            span,
        );
        findings.push(finding.decided("left out"));
        return;
    };
    let reason = widen(&mut shape.limits, &value);
    if let Some(reason) = reason {
        let finding = Finding::new(
            &rules::DEFAULT_OUTSIDE_BOUNDS,
            subject,
            format!("the default {value} is outside the documented values: {reason}"),
            span,
        );
        let again =
            found.iter().filter(|f| matches!(&f.constraint, Constraint::Default(same) if same == literal));
        findings
            .push(finding.with(again.map(|f| f.span)).decided("the bounds are widened to hold it (rule 7)"));
    }
    shape.default = Some(Box::new(value));
}

/// A literal as a value of one of the types.
pub(crate) fn fit(literal: &Literal, types: &[Type]) -> Option<Value> {
    types.iter().find_map(|ty| match ty {
        Type::String(_) => match &literal.value {
            Value::String(text) => Some(Value::String(text.clone())),
            _ => Some(Value::String(literal.written.clone())),
        },
        Type::Integer(_) => whole(literal).map(Value::from),
        Type::Number(_) => literal.value.as_f64().or_else(|| literal.written.parse().ok()).map(Value::from),
        Type::Boolean => match literal.written.trim_matches(['"', '\'']).to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        Type::Array(_) if literal.written == "[]" => Some(Value::Array(Vec::new())),
        Type::Array(_) => literal.value.is_array().then(|| literal.value.clone()),
        Type::Any => Some(literal.value.clone()),
        Type::Object | Type::Map(_) | Type::Ref(_) | Type::Inline(_) => None,
    })
}

fn whole(literal: &Literal) -> Option<i64> {
    literal.value.as_i64().or_else(|| literal.written.trim_matches(['"', '\'']).parse().ok())
}

/// Widens limits to hold a value, and says what was too narrow.
pub(crate) fn widen(limits: &mut Limits, value: &Value) -> Option<String> {
    let mut reasons = Vec::new();
    match value {
        Value::Number(number) => {
            let number = number.as_f64()?;
            if limits.minimum.is_some_and(|minimum| number < minimum) {
                reasons.push(format!("smallest value {}", limits.minimum.unwrap_or_default()));
                limits.minimum = Some(number);
            }
            if limits.maximum.is_some_and(|maximum| number > maximum) {
                reasons.push(format!("largest value {}", limits.maximum.unwrap_or_default()));
                limits.maximum = Some(number);
            }
        }
        Value::String(text) => {
            let length = text.chars().count() as u64;
            if limits.min_length.is_some_and(|shortest| length < shortest) {
                reasons.push(format!("smallest length {}", limits.min_length.unwrap_or_default()));
                limits.min_length = Some(length);
            }
            if limits.max_length.is_some_and(|longest| length > longest) {
                reasons.push(format!("largest length {}", limits.max_length.unwrap_or_default()));
                limits.max_length = Some(length);
            }
        }
        Value::Array(items) => {
            let count = items.len() as u64;
            if limits.min_items.is_some_and(|fewest| count < fewest) {
                reasons.push(format!("at least {} elements", limits.min_items.unwrap_or_default()));
                limits.min_items = Some(count);
            }
            if limits.max_items.is_some_and(|most| count > most) {
                reasons.push(format!("at most {} elements", limits.max_items.unwrap_or_default()));
                limits.max_items = Some(count);
            }
        }
        _ => {}
    }
    if let Some(pattern) = limits.pattern.take_if(|pattern| !patterns::matches(pattern, value)) {
        reasons.push(format!("no match of `{pattern}`"));
    }
    let word = scalar_word(value);
    if let Some(word) = word
        && !limits.values.is_empty()
        && limits.values.iter().all(|(known, _)| *known != word)
    {
        reasons.push("not in the enumeration".to_owned());
        limits.values.push((word, None));
    }
    (!reasons.is_empty()).then(|| reasons.join(", "))
}

/// A scalar as an enumeration writes it.
pub(crate) fn scalar_word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
