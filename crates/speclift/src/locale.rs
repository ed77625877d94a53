//! What a build does about languages: catalogues are read before pages are, documents are localised after overlays,
//! and what is wrong with translations is told where the text stands.

use serde_json::Value;

use crate::emit::Places;
use crate::finding::{Finding, Rule};
use crate::localise::{Catalogue, LocaleError, Localised, Remark, RemarkKind, Text, localise, record};
use crate::manifest::Manifest;
use crate::overlay::Applied;
use crate::rules;
use crate::source::Sources;

/// How many characters of a text a message quotes.
const QUOTED: usize = 40;

/// A document in a further language.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The language.
    pub language: String,
    /// The document.
    pub document: Value,
}

/// The languages of a build.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// The pages' own.
    source: Option<String>,
    published: Option<Catalogue>,
    /// Further languages, each with its catalogue unless it is the pages' own.
    beside: Vec<(String, Option<Catalogue>)>,
}

impl Languages {
    /// Those that a manifest names.
    pub(crate) fn read(manifest: &Manifest) -> Result<Self, LocaleError> {
        let locale = &manifest.locale;
        let catalogue = |language: &String| {
            let path = locale.catalogue.get(language).filter(|_| locale.source.as_ref() != Some(language));
            path.map(|path| Catalogue::read(path, language)).transpose()
        };
        let published = locale.published.as_ref().map(catalogue).transpose()?.flatten();
        let beside =
            manifest.output.locale.keys().map(|language| Ok((language.clone(), catalogue(language)?)));
        Ok(Self {
            source: locale.source.clone(),
            published,
            beside: beside.collect::<Result<_, LocaleError>>()?,
        })
    }

    /// Whether the document is in the pages' own words, and says nothing of its language.
    pub(crate) fn are_none(&self) -> bool {
        self.source.is_none()
    }

    /// Puts a document into the published language; gives it in the others, and what was found on the way.
    pub(crate) fn apply(
        &self,
        document: &mut Value,
        places: &Places,
        sources: &Sources,
    ) -> (Vec<Beside>, Vec<Finding>) {
        let mut found = Vec::new();
        let mut in_language = |language: &str, catalogue: Option<&Catalogue>| match catalogue {
            Some(catalogue) => {
                let Localised { document, remarks } = localise(document, catalogue);
                found.extend(findings(&remarks, catalogue, places, sources));
                document
            }
            None => {
                let mut document = document.clone();
                record(&mut document, language, None);
                document
            }
        };
        let source = self.source.as_deref().unwrap_or_default();
        let language = self.published.as_ref().map_or(source, |catalogue| &catalogue.language);
        let published = in_language(language, self.published.as_ref());
        let beside = self.beside.iter().map(|(language, catalogue)| Beside {
            language: language.clone(),
            document: in_language(language, catalogue.as_ref()),
        });
        let beside = beside.collect();
        *document = published;
        (beside, found)
    }
}

/// Where people find a text, as `file:line`: in the overlay that sets it, or else in the pages. `None` where neither
/// has it, as with what the manifest says.
pub fn reference(text: &Text, places: &Places, sources: &Sources, overlay: &[Applied]) -> Option<String> {
    let sets = |action: &&Applied| action.touched.contains(&text.pointer);
    if let Some(action) = overlay.iter().rev().find(sets) {
        let file = action.overlay.rsplit(['/', '\\']).next().unwrap_or(&action.overlay);
        return Some(format!("{file}:{}", action.place.line));
    }
    let location = sources.location(places.witness(&text.place, &text.text, sources)?);
    Some(format!("{}:{}", location.file, location.line))
}

/// Remarks as findings: each with the lines of the pages that have the text.
pub fn findings(
    remarks: &[Remark],
    catalogue: &Catalogue,
    places: &Places,
    sources: &Sources,
) -> Vec<Finding> {
    remarks.iter().map(|remark| finding(remark, catalogue, places, sources)).collect()
}

fn finding(remark: &Remark, catalogue: &Catalogue, places: &Places, sources: &Sources) -> Finding {
    let text = quoted(&remark.text);
    let entry = match remark.line {
        Some(line) => format!("{}:{line}: ", catalogue.file()),
        None => String::new(),
    };
    let language = &catalogue.language;
    let left = "the text is left as the page has it";
    let (rule, message, verdict): (&'static Rule, String, &str) = match &remark.kind {
        RemarkKind::Missing => {
            (&rules::TRANSLATION_MISSING, format!("{entry}{text} has no translation into `{language}`"), left)
        }
        RemarkKind::Fuzzy => {
            (&rules::TRANSLATION_FUZZY, format!("{entry}the translation of {text} is marked fuzzy"), left)
        }
        RemarkKind::Unfit(reason) => (
            &rules::TRANSLATION_UNFIT,
            format!("{entry}the translation of {text} cannot be used: {reason}"),
            left,
        ),
        RemarkKind::Stale => (
            &rules::TRANSLATION_STALE,
            format!("no text of the document is {text}"),
            "the translation is not used",
        ),
    };
    let witnesses = remark.places.iter().filter_map(|place| places.witness(place, &remark.text, sources));
    let mut once: Vec<_> = Vec::new();
    witnesses.for_each(|span| {
        if !once.contains(&span) {
            once.push(span);
        }
    });
    Finding {
        rule,
        subject: match (&remark.subject, remark.line) {
            (Some(subject), _) => subject.clone(),
            (None, Some(line)) => format!("{}:{line}", catalogue.file()),
            (None, None) => catalogue.file().to_owned(),
        },
        message,
        witnesses: once,
        verdict: verdict.to_owned(),
    }
}

/// The start of a text, in back quotes and one line.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let start: String = line.chars().take(QUOTED).collect();
    if start.len() < line.len() { format!("`{start}…`") } else { format!("`{line}`") }
}
