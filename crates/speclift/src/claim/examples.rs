//! Examples: code blocks with a request line, a body, or both; a body that a page break cut is joined.

use crate::finding::Finding;
use crate::json;
use crate::page::{Block, BlockKind, Text};
use crate::rules;
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::sections::MEDIA_KINDS;

use super::model::{Body, Direction, ExampleClaim, Mended, RequestLine, Stated};
use super::{Claimed, request_line};

/// What is known of an example from its place.
#[derive(Debug, Default, Clone)]
pub(crate) struct Context {
    pub(crate) direction: Option<Direction>,
    pub(crate) status: Option<Stated<Status>>,
    pub(crate) summary: String,
    pub(crate) request: Option<RequestLine>,
}

/// Reads the example that starts at `blocks[at]`. Gives the example, if it is one, and how many blocks it took.
pub(crate) fn read(
    blocks: &[Block],
    at: usize,
    context: Context,
    subject: &str,
    out: &mut Claimed,
) -> (Option<ExampleClaim>, usize) {
    let BlockKind::Code(code) = &blocks[at].kind else {
        return (None, 1);
    };
    let (request, body_start) = head(&code.text);
    let mut text = code.text.slice(body_start..code.text.len());
    let mut spans = vec![blocks[at].span];
    let mut example = ExampleClaim {
        blocks: Vec::new(),
        direction: context.direction,
        status: context.status,
        summary: context.summary,
        request: request.or(context.request),
        body: None,
    };
    if text.trim().is_empty() {
        if example.request.is_none() {
            unknown(&code.text, blocks[at].span, subject, out);
            return (None, 1);
        }
        example.blocks = spans;
        return (Some(example), 1);
    }
    if json::continues_json(text.as_str()) && at > 0 && matches!(blocks[at - 1].kind, BlockKind::Code(_)) {
        let why = "example is the rest of the one before it, and the two together are no JSON";
        out.findings.push(
            Finding::new(&rules::EXAMPLE_MALFORMED, subject, why, blocks[at].span)
                .decided("this part is left out"),
        );
        out.ledger.report_code(blocks[at].span);
        return (None, 1);
    }
    if !json::starts_like_json(text.as_str()) {
        unknown(&code.text, blocks[at].span, subject, out);
        return (None, 1);
    }
    let mut parsed = json::parse(text.as_str());
    let mut taken = 1;
    // A page break cut the example: the block that follows it at once is the rest.
    while let Some(BlockKind::Code(next)) = blocks.get(at + taken).map(|block| &block.kind) {
        let Some(joined) = json::join(text.as_str(), next.text.as_str()) else { break };
        text = text.slice(0..joined.keep);
        let end = text.whole().end as usize;
        text.push_decoded("\n", end..end);
        text.append(&next.text);
        spans.push(blocks[at + taken].span);
        parsed = joined.parsed;
        taken += 1;
    }
    let mut mends: Vec<Mended> = Vec::new();
    if spans.len() > 1 {
        let what = "joined with the code block before it, which a page break cut off".to_owned();
        mends.push(Mended { span: spans[1], what, repeats: None });
    }
    mends.extend(parsed.mends.iter().map(|mend| mended(mend, &text)));
    example.blocks = spans;
    // A closing bracket that a page break swallowed hides nothing; an ellipsis does.
    let partial = parsed.mends.iter().any(|mend| mend.kind == json::MendKind::Ellipsis);
    match (parsed.value, parsed.failure) {
        (Some(value), None) => {
            example.body = Some(Body { text, value, partial, mends });
            (Some(example), taken)
        }
        (_, failure) => {
            // What is left of a cut example is no example of its own.
            while let Some(block) = blocks.get(at + taken)
                && let BlockKind::Code(rest) = &block.kind
                && json::continues_json(rest.text.as_str())
            {
                example.blocks.push(block.span);
                taken += 1;
            }
            let (at_byte, why) = failure.map_or((0, "no value".to_owned()), |f| (f.at, f.message));
            let broken = text.as_str().get(at_byte..).and_then(|rest| rest.chars().next());
            let place = text.span(at_byte..at_byte + broken.map_or(0, char::len_utf8));
            out.findings.push(
                Finding::new(&rules::EXAMPLE_MALFORMED, subject, format!("example is no JSON: {why}"), place)
                    .with(example.blocks[1..].iter().copied())
                    .decided("the example is no witness and is left out of the document"),
            );
            for span in &example.blocks {
                out.ledger.report_code(*span);
            }
            (None, taken)
        }
    }
}

/// The examples that one holds: those of an object whose keys are media types (`application/json-1`), else itself.
pub(crate) fn each(example: ExampleClaim) -> Vec<ExampleClaim> {
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
            text: body.text.clone(),
            value: member.value.clone(),
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

/// The request line that a code block starts with, and where its body starts.
fn head(text: &Text) -> (Option<RequestLine>, usize) {
    let string = text.as_str();
    if json::starts_like_json(string) || json::continues_json(string) {
        return (None, 0);
    }
    let mut at = 0;
    let mut request = None;
    for line in string.split_inclusive('\n') {
        if json::starts_like_json(&string[at..]) {
            return (request, at);
        }
        if request.is_none()
            && let Some(found) = request_line::find(line)
        {
            let span = text.span(at + found.method_range.start..at + found.target.end);
            request = Some(RequestLine {
                method: found.method.to_owned(),
                path: found.path,
                query: found.query,
                span,
            });
        }
        at += line.len();
    }
    (request, string.len())
}

fn unknown(text: &Text, span: Span, subject: &str, out: &mut Claimed) {
    let first = text.as_str().lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let first: String = first.chars().take(60).collect();
    let message = format!("code block that starts with `{first}` is no request, no response and no JSON");
    out.findings.push(Finding::new(&rules::CODE_UNKNOWN, subject, message, span).decided("not used"));
    out.ledger.report_code(span);
}
