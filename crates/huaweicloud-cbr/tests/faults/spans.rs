//! What is told of calls to whoever listens.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use huaweicloud_cbr::Error;
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::server::{Server, fine, json};
use crate::{TOKEN, client, get, post};

/// The fields of a span or of an event, and what was said at which level.
#[derive(Default)]
struct Told {
    spans: Vec<(&'static str, BTreeMap<&'static str, String>)>,
    events: Vec<(Level, BTreeMap<&'static str, String>)>,
    /// The span that each event is in.
    open: Vec<u64>,
}

#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Told>>);

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut told = self.0.lock().unwrap();
        let mut fields = BTreeMap::new();
        span.record(&mut Fields(&mut fields));
        told.spans.push((span.metadata().name(), fields));
        Id::from_u64(told.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut told = self.0.lock().unwrap();
        values.record(&mut Fields(&mut told.spans[span.into_u64() as usize - 1].1));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut told = self.0.lock().unwrap();
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        if let Some(span) = told.open.last() {
            let operation = told.spans[*span as usize - 1].1.get("operation").cloned();
            fields.extend(operation.map(|operation| ("in", operation)));
        }
        told.events.push((*event.metadata().level(), fields));
    }

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().open.push(span.into_u64());
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().open.pop();
    }
}

impl Listener {
    /// The spans of calls.
    fn calls(&self) -> Vec<BTreeMap<&'static str, String>> {
        let told = self.0.lock().unwrap();
        told.spans.iter().filter(|(name, _)| *name == "call").map(|(_, fields)| fields.clone()).collect()
    }

    /// All that was told, at the levels that are wanted.
    fn text(&self, wanted: impl Fn(Level) -> bool) -> String {
        let told = self.0.lock().unwrap();
        let mut text = String::new();
        for (_, fields) in &told.spans {
            let _ = writeln!(text, "{fields:?}");
        }
        for (_, fields) in told.events.iter().filter(|(level, _)| wanted(*level)) {
            let _ = writeln!(text, "{fields:?}");
        }
        text
    }
}

#[tokio::test]
async fn a_span_for_each_call() {
    let refusal = json!({"error_code": "BackupService.6102", "error_msg": "said in a body"});
    let server = Server::in_turn(vec![json(503, &json!({})), fine(), json(409, &refusal)]).await;
    let client = client(server.address);
    let listener = Listener::default();
    let guard = tracing::subscriber::set_default(listener.clone());
    get(&client).name("looked-for").send().await.unwrap();
    let error = post(&client).send().await.unwrap_err();
    drop(guard);

    assert!(matches!(error, Error::Api(_)));
    let calls = listener.calls();
    assert_eq!(calls.len(), 2);
    let shows =
        |at: usize, name: &str, value: &str| assert_eq!(calls[at].get(name).unwrap(), value, "{name}");
    shows(0, "operation", "\"ListVaults\"");
    shows(0, "method", "\"GET\"");
    shows(0, "path", "\"/v3/{project_id}/vaults\"");
    shows(0, "attempts", "2");
    shows(0, "status", "200");
    shows(1, "operation", "\"CreateVault\"");
    shows(1, "attempts", "1");
    shows(1, "status", "409");
    assert!(calls.iter().all(|call| call["latency_ms"].parse::<u64>().is_ok()));

    // Each attempt is told in the span of its call.
    let told = listener.0.lock().unwrap();
    let attempts: Vec<_> = told.events.iter().filter(|(_, event)| event.contains_key("request_id")).collect();
    let attempts: Vec<_> = attempts
        .iter()
        .map(|(_, event)| [&event["in"], &event["attempt"], &event["status"]].map(String::as_str))
        .collect();
    assert_eq!(
        attempts,
        [["\"ListVaults\"", "1", "503"], ["\"ListVaults\"", "2", "200"], ["\"CreateVault\"", "1", "409"]]
    );
}

/// Whoever does not use `tracing` may listen to `log`, in which the libraries below tell some things.
struct Log(Mutex<String>);

static LOG: Log = Log(Mutex::new(String::new()));

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let _ = writeln!(self.0.lock().unwrap(), "{}", record.args());
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn nobody_is_told_secrets() {
    log::set_logger(&LOG).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let refusal = json!({"error_code": "BackupService.6102", "error_msg": "said in a body"});
    let server = Server::in_turn(vec![json(503, &refusal), fine(), json(404, &refusal)]).await;
    let client = client(server.address);
    let listener = Listener::default();
    let guard = tracing::subscriber::set_default(listener.clone());
    get(&client).name("looked-for").send().await.unwrap();
    get(&client).send().await.unwrap_err();
    drop(guard);

    assert!(server.requests().iter().all(|request| request.contains(TOKEN)));
    let everything = listener.text(|_| true) + &LOG.0.lock().unwrap();
    assert!(everything.contains("ListVaults") && everything.contains("said in a body"));
    assert!(!everything.contains(TOKEN), "{everything}");
    assert!(!everything.contains("looked-for"), "{everything}");
    let loud = listener.text(|level| level < Level::DEBUG);
    assert!(!loud.contains("said in a body"), "{loud}");
}
