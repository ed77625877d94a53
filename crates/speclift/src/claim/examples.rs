//! Examples: code blocks with a request line, a body, or both; a body that a page break cut is joined.

use std::sync::Arc;

use crate::finding::Finding;
use crate::json;
use crate::page::{Block, BlockKind, Text};
use crate::rules;
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::sections::MEDIA_KINDS;

use super::model::{Body, Direction, ExampleClaim, Mended, RequestLine, Stated};
use super::{Claimed, code};

/// What is known of an example from its place.
#[derive(Debug, Default, Clone)]
pub(crate) struct Context<'a> {
    pub(crate) direction: Option<Direction>,
    pub(crate) status: Option<Stated<Status>>,
    pub(crate) summary: String,
    pub(crate) request: Option<RequestLine>,
    /// The method of the operation that it is an example of.
    pub(crate) method: Option<&'a str>,
}

/// Reads the examples of the code block at `blocks[at]`. Gives them, and how many blocks they took.
pub(crate) fn read(
    blocks: &[Block],
    at: usize,
    context: Context<'_>,
    subject: &str,
    out: &mut Claimed,
) -> (Vec<ExampleClaim>, usize) {
    let BlockKind::Code(code) = &blocks[at].kind else {
        return (Vec::new(), 1);
    };
    if code::is_head(code.text.as_str()) {
        out.ledger.use_code(blocks[at].span);
        return (Vec::new(), 1);
    }
    let mut examples: Vec<ExampleClaim> = Vec::new();
    let mut rest = Some(code.text.clone());
    let mut taken = 1;
    while let Some(text) = rest.take() {
        let opening = code::opening(&text);
        let body = text.slice(opening.body);
        let mut example = ExampleClaim {
            blocks: vec![blocks[at].span],
            // The first line of a response says more than the heading above it.
            direction: opening.status.as_ref().map(|_| Direction::Response).or(context.direction),
            status: opening.status.or_else(|| context.status.clone()),
            summary: context.summary.clone(),
            request: opening
                .request
                .or_else(|| code::address(&text, context.method?))
                .or_else(|| context.request.clone()),
            body: None,
        };
        if body.trim().is_empty() {
            match examples.last_mut() {
                // Words behind a body may show how it is sent.
                Some(last) => last.request = last.request.take().or(example.request),
                None if example.request.is_none() => unknown(&text, blocks[at].span, subject, out),
                None => examples.push(example),
            }
            break;
        }
        if examples.is_empty() && !is_start(&body, &blocks[..at], &text, blocks[at].span, subject, out) {
            break;
        }
        let whole = Whole::read(body, &blocks[at..], subject);
        taken = taken.max(whole.blocks.len());
        example.blocks.clone_from(&whole.blocks);
        match whole.body {
            Ok((body, behind)) => {
                example.body = Some(body);
                examples.extend(each(example));
                rest = behind;
            }
            Err(finding) => {
                out.findings.push(finding);
                example.blocks.iter().for_each(|span| out.ledger.report_code(*span));
            }
        }
    }
    (examples, taken)
}

/// Whether what a code block holds is the start of a body; tells what it is instead.
fn is_start(
    body: &Text,
    before: &[Block],
    text: &Text,
    span: Span,
    subject: &str,
    out: &mut Claimed,
) -> bool {
    let follows_code = matches!(before.last(), Some(Block { kind: BlockKind::Code(_), .. }));
    if json::continues_json(body.as_str()) && follows_code {
        let why = "example is the rest of the one before it, and the two together are no JSON";
        out.findings.push(
            Finding::new(&rules::EXAMPLE_MALFORMED, subject, why, span).decided("this part is left out"),
        );
        out.ledger.report_code(span);
        return false;
    }
    if !json::starts_like_json(body.as_str()) {
        unknown(text, span, subject, out);
        return false;
    }
    true
}

/// A body with all code blocks that it is made of: a page break may have cut it.
struct Whole {
    blocks: Vec<Span>,
    /// The body, and what follows it in words; or why there is none.
    body: Result<(Body, Option<Text>), Finding>,
}

impl Whole {
    fn read(mut text: Text, blocks: &[Block], subject: &str) -> Self {
        let mut parsed = json::parse(text.as_str());
        let mut spans = vec![blocks[0].span];
        let code = |taken: usize| match blocks.get(taken).map(|block| &block.kind) {
            Some(BlockKind::Code(code)) => Some(code),
            _ => None,
        };
        // The block that follows the example at once is the rest.
        while let Some(next) = code(spans.len()) {
            let Some(joined) = json::join(text.as_str(), next.text.as_str()) else { break };
            text = text.slice(0..joined.keep);
            let end = text.whole().end as usize;
            text.push_decoded("\n", end..end);
            text.append(&next.text);
            spans.push(blocks[spans.len()].span);
            parsed = joined.parsed;
        }
        let mut mends: Vec<Mended> = Vec::new();
        if spans.len() > 1 {
            let what = "joined with the code block before it, which a page break cut off".to_owned();
            mends.push(Mended { span: spans[1], what, repeats: None });
        }
        mends.extend(parsed.mends.iter().map(|mend| mended(mend, &text)));
        // A closing bracket that a page break swallowed hides nothing; an ellipsis does.
        let partial = parsed.mends.iter().any(|mend| mend.kind == json::MendKind::Ellipsis);
        let behind = code::words_behind(&text, parsed.end);
        match (parsed.value, parsed.failure) {
            (Some(value), failure) if failure.is_none() || behind.is_some() => Self {
                blocks: spans,
                body: Ok((
                    Body { map: text.source_map().clone(), value: Arc::new(value), partial, mends },
                    behind,
                )),
            },
            (_, failure) => {
                // What is left of a cut example is no example of its own.
                while code(spans.len()).is_some_and(|rest| json::continues_json(rest.text.as_str())) {
                    spans.push(blocks[spans.len()].span);
                }
                let (at_byte, why) = failure.map_or((0, "no value".to_owned()), |f| (f.at, f.message));
                let broken = text.as_str().get(at_byte..).and_then(|rest| rest.chars().next());
                let place = text.span(at_byte..at_byte + broken.map_or(0, char::len_utf8));
                let finding = Finding::new(
                    &rules::EXAMPLE_MALFORMED,
                    subject,
                    format!("example is no JSON: {why}"),
                    place,
                )
                .with(spans[1..].iter().copied())
                .decided("the example is no witness and is left out of the document");
                Self { blocks: spans, body: Err(finding) }
            }
        }
    }
}

/// The examples that one holds: those of an object whose keys are media types (`application/json-1`), else itself.
fn each(example: ExampleClaim) -> Vec<ExampleClaim> {
    let Some(body) = &example.body else { return vec![example] };
    let members = body.value.members();
    if members.is_empty() || !members.iter().all(|member| is_media_type(&member.key)) {
        return vec![example];
    }
    let alone = |member: &json::Member| ExampleClaim {
        blocks: example.blocks.clone(),
        direction: example.direction,
        status: example.status.clone(),
        summary: example.summary.clone(),
        request: example.request.clone(),
        body: Some(Body {
            map: body.map.clone(),
            value: Arc::new(member.value.clone()),
            partial: body.partial,
            mends: Vec::new(),
        }),
    };
    let mut examples: Vec<ExampleClaim> = members.iter().map(alone).collect();
    let mends = example.body.map(|body| body.mends).unwrap_or_default();
    if let Some(first) = examples.first_mut().and_then(|example| example.body.as_mut()) {
        first.mends = mends;
    }
    examples
}

/// Whether a key is a media type, perhaps with a number: `application/json`, `application/json-2`.
fn is_media_type(key: &str) -> bool {
    let name = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-'))
    };
    key.split_once('/').is_some_and(|(kind, of)| MEDIA_KINDS.contains(&kind) && name(of))
}

fn mended(mend: &json::Mend, text: &Text) -> Mended {
    let repeats = match &mend.kind {
        json::MendKind::DuplicateKey { first } => {
            let key = text.as_str().get(mend.range.clone()).unwrap_or_default();
            Some(Stated::new(key.trim_matches('"').to_owned(), text.span(first.clone())))
        }
        _ => None,
    };
    Mended { span: text.span(mend.range.clone()), what: mend.kind.to_string(), repeats }
}

fn unknown(text: &Text, span: Span, subject: &str, out: &mut Claimed) {
    let first = text.as_str().lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let first: String = first.chars().take(60).collect();
    let message = format!("code block that starts with `{first}` is no request, no response and no JSON");
    out.findings.push(Finding::new(&rules::CODE_UNKNOWN, subject, message, span).decided("not used"));
    out.ledger.report_code(span);
}
