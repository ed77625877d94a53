//! Taking the texts of a document into a catalogue: what is translated stays so.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::po::{Entry, FUZZY, Po};

use super::catalogue::needs;
use super::texts::Text;

/// How alike two texts are, of 1, where a translation of the one helps with the other.
const ALIKE: f64 = 0.6;
/// How many subjects a note names.
const SUBJECTS: usize = 8;

/// A catalogue with the texts of a document.
#[derive(Debug)]
pub struct Merged {
    /// The catalogue: texts in the order of the document, then obsolete ones.
    pub po: Po,
    /// How many texts have no translation.
    pub missing: usize,
    /// How many have one that a person has to look at.
    pub fuzzy: usize,
    /// How many entries became obsolete.
    pub obsolete: usize,
}

/// Takes the texts of a document that need a translation into `old`. Where texts stand is what `reference` says.
///
/// Translations are kept; those of texts that are gone are offered, as fuzzy, to new ones that are alike, and are
/// obsolete otherwise. An entry of a text that needs none is kept as long as the text is there.
#[must_use]
pub fn merge(old: Po, texts: &[Text], language: &str, reference: &dyn Fn(&Text) -> Option<String>) -> Merged {
    let mut wanted: IndexMap<(Option<String>, String), Entry> = IndexMap::new();
    // An entry in use goes before an obsolete one, so it comes after it here.
    let (obsolete, used): (Vec<&Entry>, Vec<&Entry>) = old.entries.iter().partition(|entry| entry.obsolete);
    let revived = obsolete.into_iter().filter(|entry| needs(&entry.text, language));
    let entries: HashMap<_, &Entry> = revived.chain(used).map(|entry| (entry.key(), entry)).collect();
    let of = |context: Option<&str>, text: &str| entries.get(&(context, text)).copied();
    for text in texts {
        let known = of(Some(&text.subject), &text.text).or_else(|| of(None, &text.text));
        if known.is_none() && !needs(&text.text, language) {
            continue;
        }
        let context = known.and_then(|entry: &Entry| entry.context.clone());
        let entry = wanted.entry((context.clone(), text.text.clone())).or_insert_with(|| match known {
            Some(known) => {
                Entry { notes: Vec::new(), references: Vec::new(), obsolete: false, ..known.clone() }
            }
            None => Entry { context, text: text.text.clone(), ..Entry::default() },
        });
        push(&mut entry.notes, &text.subject);
        if let Some(reference) = reference(text) {
            push(&mut entry.references, &reference);
        }
    }
    let gone: Vec<&Entry> = old
        .entries
        .iter()
        .filter(|entry| !wanted.contains_key(&(entry.context.clone(), entry.text.clone())))
        .filter(|entry| !entry.translation.trim().is_empty())
        .collect();
    let mut taken = vec![false; gone.len()];
    let mut entries: Vec<Entry> = wanted.into_values().collect();
    for entry in entries.iter_mut().filter(|entry| entry.translation.trim().is_empty()) {
        let near =
            (0..gone.len()).filter(|at| !taken[*at]).map(|at| (at, alike(&gone[at].text, &entry.text)));
        let best = near.filter(|(_, likeness)| *likeness >= ALIKE).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, _)) = best {
            taken[at] = true;
            entry.translation = gone[at].translation.clone();
            entry.comments = gone[at].comments.clone();
            entry.previous = Some((gone[at].context.clone(), gone[at].text.clone()));
            entry.flags.push(FUZZY.to_owned());
        }
    }
    let count = |test: &dyn Fn(&Entry) -> bool| entries.iter().filter(|entry| test(entry)).count();
    let missing = count(&|entry| entry.translation.trim().is_empty());
    let fuzzy = count(&|entry| entry.is_fuzzy());
    let left = gone.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(entry, _)| entry);
    let mut obsolete = 0;
    let mut left: Vec<Entry> = left
        .map(|entry| {
            obsolete += usize::from(!entry.obsolete);
            Entry { obsolete: true, notes: Vec::new(), references: Vec::new(), ..entry.clone() }
        })
        .collect();
    for entry in &mut entries {
        shorten(&mut entry.notes);
    }
    entries.append(&mut left);
    Merged { po: Po { header: old.header, entries }, missing, fuzzy, obsolete }
}

fn push(list: &mut Vec<String>, one: &str) {
    if !list.iter().any(|known| known == one) {
        list.push(one.to_owned());
    }
}

/// A note of all subjects, in one line.
fn shorten(subjects: &mut Vec<String>) {
    let more = subjects.len().saturating_sub(SUBJECTS);
    subjects.truncate(SUBJECTS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let note = subjects.join(", ") + &more;
    *subjects = if note.is_empty() { Vec::new() } else { vec![note] };
}

fn alike(one: &str, other: &str) -> f64 {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    // Texts of very different lengths cannot be alike, and comparing them costs most.
    if long > 2 * short + 8 { 0.0 } else { strsim::normalized_levenshtein(one, other) }
}
