#![no_main]
//! The grammar of descriptions: no letter and no digit is lost, whatever the type.

use libfuzzer_sys::fuzz_target;
use speclift::grammar::{Constraint, TypeExpr, parse_constraints};
use speclift::vocabulary::constraints::LABELS;
use speclift_fuzz::{assert_inside, cell, text};

fuzz_target!(|data: &[u8]| {
    let text = text(data);
    let (sources, lines) = cell(&text);
    let array = TypeExpr::Array(Box::new(TypeExpr::String));
    for ty in [TypeExpr::String, TypeExpr::Integer, TypeExpr::Boolean, array, TypeExpr::Unknown] {
        let read = parse_constraints(&lines, &ty);
        let mut kept = read.description.clone();
        // What one label says, another may say again.
        kept.extend(LABELS.iter().map(|(words, _)| words.to_uppercase() + words));
        for found in &read.found {
            assert_inside(&sources, found.span.source, found.span);
            kept.push_str(sources.text(found.span));
            // A value that stands here once more may mean something else there.
            if let Constraint::Enum(values) = &found.constraint {
                kept.extend(values.iter().filter_map(|value| value.meaning.as_deref()));
            }
        }
        let lost = text.chars().find(|&c| c.is_alphanumeric() && !kept.contains(c));
        assert_eq!(lost, None, "{read:?}");
    }
});
