//! The pages of one language.

mod changes;
mod errors;
mod field;
mod findings;
mod home;
mod operation;
mod programs;
mod reference;

use askama::Template;

use crate::site::{Download, Files, Site, SiteError, prefix};
use crate::view::{Operation, Part, View};
use crate::words::{self, Words};

/// What all pages of a language share.
pub(crate) struct Shared<'s> {
    pub(crate) site: &'s Site<'s>,
    pub(crate) view: &'s View<'s>,
    pub(crate) words: &'static Words,
    languages: &'s [&'s str],
    index: usize,
}

/// What every page has.
pub(crate) struct Page<'s> {
    pub(crate) words: &'static Words,
    pub(crate) language: &'s str,
    /// Its title, with that of the site.
    pub(crate) title: String,
    pub(crate) site: &'s str,
    /// The way to the root of the site, and to that of the language.
    pub(crate) root: String,
    pub(crate) home: String,
    /// The same page in each language: its code, its name, and the way there.
    pub(crate) languages: Vec<(&'s str, &'s str, String)>,
    /// Pages to go to: the file, its name, and whether this is it.
    pub(crate) menu: Vec<(&'static str, &'static str, bool)>,
    /// Whether there is evidence behind the document.
    pub(crate) compiled: bool,
}

impl<'s> Shared<'s> {
    /// What a page has. `name` is its name in the folder of its language.
    pub(crate) fn page(&self, name: &str, title: &str) -> Page<'s> {
        let language = self.languages[self.index];
        let home = "../".repeat(name.matches('/').count());
        let root = format!("{home}{}", if self.index == 0 { "" } else { "../" });
        let languages = self.languages.iter().enumerate();
        let compiled = self.site.evidence.is_some();
        let words = self.words;
        let menu = [
            ("index.html", words.overview, true),
            ("reference.html", words.reference, true),
            ("errors.html", words.error_codes, !self.view.errors.is_empty()),
            ("findings.html", words.findings, compiled),
            ("changelog.html", words.changes, self.site.changelog.is_some()),
        ];
        let site = self.view.info("title");
        Page {
            words,
            language,
            title: if title.is_empty() { site.to_owned() } else { format!("{title} · {site}") },
            site,
            languages: languages
                .map(|(at, code)| (*code, words::name(code), format!("{root}{}{name}", prefix(code, at))))
                .collect(),
            root,
            home,
            menu: menu
                .into_iter()
                .filter(|entry| entry.2)
                .map(|(file, text, _)| (file, text, file == name))
                .collect(),
            compiled,
        }
    }

    /// Where an operation is shown best: its evidence, or else the reference.
    pub(crate) fn best(&self, operation: &Operation<'_>) -> String {
        if self.site.evidence.is_some() {
            format!("operations/{}.html", operation.slug)
        } else {
            format!("reference.html#operation/{}", operation.slug)
        }
    }
}

/// All pages of one language.
pub(crate) fn render(
    site: &Site<'_>,
    languages: &[&str],
    index: usize,
    view: &View<'_>,
    downloads: &[Download],
    files: &mut Files,
) -> Result<(), SiteError> {
    let words = words::of(languages[index]);
    let shared = Shared { site, view, words, languages, index };
    let prefix = prefix(languages[index], index);
    let index = operation::index(&shared);
    files.text(format!("{prefix}index.html"), home::page(&shared, downloads, &index).render()?);
    files.text(format!("{prefix}reference.html"), reference::page(&shared, &index).render()?);
    files.text(format!("{prefix}openapi.js"), reference::script(&site.documents[shared.index].value, view));
    if !view.errors.is_empty() {
        files.text(format!("{prefix}errors.html"), errors::page(&shared).render()?);
    }
    if let Some(evidence) = site.evidence {
        files.text(format!("{prefix}findings.html"), findings::page(&shared, evidence).render()?);
        for (name, page) in operation::pages(&shared, evidence)? {
            files.text(format!("{prefix}{name}"), page);
        }
    }
    if let Some(changelog) = site.changelog {
        files.text(format!("{prefix}changelog.html"), changes::page(&shared, changelog).render()?);
    }
    for (name, text) in programs::files(&shared) {
        files.text(format!("{prefix}{name}"), text);
    }
    Ok(())
}

/// A type as plain words.
pub(crate) fn plain(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}
