//! Codes of the catalogue: each by a call that breaks a rule.

mod backups;
mod copies;
mod vaults;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::harness::Reply;

/// The codes that were answered with, and their statuses.
#[derive(Default)]
struct Seen(BTreeMap<String, u16>);

impl Seen {
    #[track_caller]
    fn expect(&mut self, code: &str, reply: &Reply) {
        assert_eq!(reply.code(), code, "{}", reply.body);
        self.0.insert(code.to_owned(), reply.status);
    }
}

/// Resources of all kinds that are not ordinary.
fn inventory() -> Value {
    json!({
        "servers": [
            { "id": "s-good", "volumes": ["d-good"] },
            { "id": "s-two", "volumes": ["d-sys", "d-data"] },
            { "id": "s-gone", "status": "TERMINATED", "volumes": ["d-1"] },
            { "id": "s-paused", "status": "PAUSED", "volumes": ["d-2"] },
            { "id": "s-metal", "bare_metal": true, "volumes": ["d-3"] },
            { "id": "s-empty" },
            { "id": "s-scsi", "volumes": ["d-scsi"] },
            { "id": "s-dess", "volumes": ["d-dess"] },
            { "id": "s-shared", "volumes": ["d-shared"] },
            { "id": "s-secret", "volumes": ["d-secret"] },
            { "id": "s-dr", "disaster_recovery": true, "volumes": ["d-4"] },
            { "id": "s-arm", "architecture": "aarch64", "volumes": ["d-5"] },
            { "id": "s-windows", "os": "windows", "volumes": ["d-6"] },
            { "id": "s-dataonly", "volumes": ["d-plain"] },
        ],
        "volumes": [
            { "id": "d-good", "bootable": true },
            { "id": "d-sys", "bootable": true },
            { "id": "d-data" },
            { "id": "d-scsi", "kind": "SCSI", "bootable": true },
            { "id": "d-dess", "kind": "DESS", "bootable": true },
            { "id": "d-shared", "shared": true, "bootable": true },
            { "id": "d-secret", "encrypted": true, "bootable": true },
            { "id": "d-error", "status": "error" },
            { "id": "d-small", "size": 10 },
            { "id": "d-dr", "disaster_recovery": true },
            { "id": "d-plain" },
        ],
        "turbos": [
            { "id": "t-good" },
            { "id": "t-busy", "status": "backing-up" },
            { "id": "t-error", "status": "error" },
            { "id": "t-sub", "sub_status": "expanding" },
        ],
    })
}

/// The 60 and more codes of the catalogue that there must be, each by its own call.
#[tokio::test]
async fn codes_of_the_catalogue() {
    let mut seen = Seen::default();
    vaults::vaults(&mut seen).await;
    vaults::eligible(&mut seen).await;
    vaults::policies(&mut seen).await;
    backups::backups(&mut seen).await;
    backups::restoring(&mut seen).await;
    copies::replicating(&mut seen).await;
    copies::sharing(&mut seen).await;
    vaults::strict(&mut seen).await;

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/cbr.openapi.json");
    let description: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let catalogue = description["x-error-codes"].as_array().unwrap();
    for (code, status) in &seen.0 {
        let full = format!("BackupService.{code}");
        let entry = catalogue.iter().find(|entry| entry["code"] == full.as_str()).expect(code);
        assert_eq!(entry["status"], *status, "{code}");
    }
    println!("{} of {} codes: {:?}", seen.0.len(), catalogue.len(), seen.0.keys());
    assert!(seen.0.len() >= 60, "{}", seen.0.len());
}
