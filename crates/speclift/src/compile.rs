//! The whole pipeline: sources in, a document and findings out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::api::Api;
use crate::claim::{self, Claims, Counts};
use crate::emit;
use crate::finding::{Finding, Severity, counted, grouped, ordered};
use crate::manifest::Manifest;
pub use crate::page_by_page::Watch;
use crate::page_by_page::{PageByPage, page_by_page};
use crate::reconcile;
use crate::rules;
use crate::source::{SourceId, Sources};

/// What compiling gives.
#[derive(Debug)]
pub struct Compiled {
    /// The published view: OpenAPI 3.0.3.
    pub document: Value,
    /// How many operations it has.
    pub operations: usize,
    /// How many structures it has.
    pub schemas: usize,
    /// How many entries its error catalogue has.
    pub error_codes: usize,
    /// All findings: errors first, then in the order of the sources.
    pub findings: Vec<Finding>,
    /// What became of the rows of all tables.
    pub rows: Counts,
    /// What became of all code blocks.
    pub examples: Counts,
    /// Sources that describe no operation and give nothing else to the document.
    pub idle: Vec<SourceId>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

impl Compiled {
    /// How many findings there are of each severity.
    pub fn severities(&self) -> BTreeMap<Severity, usize> {
        let mut counts = BTreeMap::from([(Severity::Error, 0), (Severity::Warning, 0), (Severity::Note, 0)]);
        for finding in &self.findings {
            *counts.entry(finding.rule.severity).or_default() += 1;
        }
        counts
    }

    /// Adds what was found later.
    pub(crate) fn add(&mut self, found: Vec<Finding>) {
        if !found.is_empty() {
            let all = std::mem::take(&mut self.findings).into_iter().chain(found);
            self.findings = ordered(all.collect());
        }
    }

    /// Whether the input has errors.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.rule.severity == Severity::Error)
    }
}

/// What a document was made from. It is much larger than the document.
#[derive(Debug)]
pub struct Evidence {
    /// The API that the document was written from.
    pub api: Api,
    /// What the pages claim.
    pub claims: Claims,
}

/// Compiles sources. `loading` are the findings of loading them.
///
/// This never fails: sources that describe nothing give an empty document and a finding of severity error.
pub fn compile(sources: &Sources, loading: Vec<Finding>, manifest: &Manifest) -> Compiled {
    compile_watched(sources, loading, manifest, &|_, _| ())
}

/// The same, telling `watch` of each page.
pub fn compile_watched(
    sources: &Sources,
    loading: Vec<Finding>,
    manifest: &Manifest,
    watch: Watch<'_>,
) -> Compiled {
    run(sources, loading, manifest, watch, |_| (), |(), _| ()).0
}

/// The same, with the places of the document's parts, for those who tell where its texts come from.
pub fn compile_with_places(
    sources: &Sources,
    loading: Vec<Finding>,
    manifest: &Manifest,
    watch: Watch<'_>,
) -> (Compiled, emit::Places) {
    run(sources, loading, manifest, watch, emit::Places::new, |places, _| places)
}

/// The same, with the evidence, for those who explain what was decided.
pub fn compile_with_evidence(
    sources: &Sources,
    loading: Vec<Finding>,
    manifest: &Manifest,
) -> (Compiled, Evidence) {
    run(sources, loading, manifest, &|_, _| (), Api::clone, |api, claims| Evidence { api, claims })
}

/// Compiles sources. `look` takes what is wanted of the API before the document is written, and `keep` what is wanted of
/// the claims beside it: to give them up and to group the findings takes half as long as to write it.
fn run<A: Send, T: Send>(
    sources: &Sources,
    loading: Vec<Finding>,
    manifest: &Manifest,
    watch: Watch<'_>,
    look: impl FnOnce(&Api) -> A,
    keep: impl FnOnce(A, Claims) -> T + Send,
) -> (Compiled, T) {
    let PageByPage { reading, mut claimed, timings } = page_by_page(sources, watch);
    let mut clock = Clock { last: Instant::now(), timings };
    let reconciled = reconcile::reconcile(sources, &claimed.claims, &mut claimed.ledger);
    clock.lap("reconcile");
    let api = reconciled.api;
    let mut findings = loading;
    findings.extend(reading);
    findings.extend(claimed.findings);
    findings.extend(reconciled.findings);
    if api.operations.is_empty() {
        findings.push(no_operation(sources));
    }
    lost(&claimed.ledger, &mut findings);
    let idle = idle(sources, &claimed.claims);
    let (operations, schemas, error_codes) = (api.operations.len(), api.schemas.len(), api.errors.len());
    let (seen, claims) = (look(&api), claimed.claims);
    let ((kept, findings), document) = rayon::join(
        || rayon::join(|| keep(seen, claims), || grouped(findings)),
        || emit::emit(api, sources, manifest),
    );
    clock.lap("emit");
    let compiled = Compiled {
        document,
        operations,
        schemas,
        error_codes,
        rows: claimed.ledger.rows(),
        examples: claimed.ledger.codes(),
        idle,
        findings,
        timings: clock.timings,
    };
    (compiled, kept)
}

struct Clock {
    last: Instant,
    timings: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.timings.push((stage, now - self.last));
        self.last = now;
    }
}

fn no_operation(sources: &Sources) -> Finding {
    let names: Vec<&str> = sources.iter().take(3).map(|(_, source)| source.name.as_str()).collect();
    let message = format!(
        "no operation found in {} ({}{})",
        counted(sources.len(), "source"),
        names.join(", "),
        if sources.len() > 3 { ", …" } else { "" }
    );
    Finding {
        rule: &rules::NO_OPERATION,
        subject: "document".to_owned(),
        message,
        witnesses: Vec::new(),
        verdict: "no document is written".to_owned(),
    }
}

/// Rows and code blocks that no stage accounted for. Each is a defect of the compiler, and told as one.
fn lost(ledger: &claim::Ledger, findings: &mut Vec<Finding>) {
    for span in ledger.lost() {
        findings.push(Finding::new(&rules::UNACCOUNTED, "document", "neither used nor reported", span));
    }
}

fn idle(sources: &Sources, claims: &claim::Claims) -> Vec<SourceId> {
    let mut used: BTreeSet<SourceId> = claims.operations.iter().map(|operation| operation.source).collect();
    used.extend(claims.error_codes.iter().map(|code| code.row.source));
    used.extend(claims.statuses.iter().map(|status| status.status.span.source));
    used.extend(claims.permissions.iter().map(|permission| permission.row.source));
    used.extend(
        claims.examples.iter().filter_map(|example| example.blocks.first()).map(|block| block.source),
    );
    sources.iter().map(|(id, _)| id).filter(|id| !used.contains(id)).collect()
}
