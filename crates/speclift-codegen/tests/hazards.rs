//! One document with everything that progenitor gets wrong, generated, compiled and called.
//!
//! `tests/hazards/generated.rs` is what `tests/fixtures/hazards.json` gives; it is compiled here,
//! since a snapshot that does not build is none. `SPECLIFT_BLESS=1 cargo test` writes it anew.

#[rustfmt::skip]
#[path = "hazards/generated.rs"]
#[allow(dead_code)]
mod generated;

use std::path::Path;

use generated::{Client, Error, types};
use serde_json::{Value, json};
use speclift_codegen::{Settings, client_crate, client_view, generate, public_surface};
use wiremock::matchers::{body_string, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn document() -> openapiv3::OpenAPI {
    serde_json::from_str(include_str!("fixtures/hazards.json")).expect("the fixture is OpenAPI")
}

fn settings() -> Settings {
    let regenerate = "SPECLIFT_BLESS=1 cargo test -p speclift-codegen".to_owned();
    Settings { regenerate, ..Settings::default() }
}

#[test]
fn the_generated_file_is_what_the_document_gives() {
    let fresh = generate(&client_view(&document()).unwrap(), &settings()).unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hazards/generated.rs");
    if std::env::var_os("SPECLIFT_BLESS").is_some() {
        std::fs::write(&file, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap();
    assert!(fresh == committed, "stale: run `SPECLIFT_BLESS=1 cargo test -p speclift-codegen`");
}

#[test]
fn the_public_surface() {
    let fresh = generate(&client_view(&document()).unwrap(), &settings()).unwrap();
    let surface = public_surface(&fresh);
    // Builders repeat the types.
    let lines = surface.lines().filter(|line| !line.contains("types::builder::"));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn generation_does_not_depend_on_the_order_of_components() {
    let mut document = document();
    let once = generate(&client_view(&document).unwrap(), &settings()).unwrap();
    // `vault_create` before `VaultCreate` or after it: the latter has the first right to the name.
    if let Some(components) = &mut document.components {
        components.schemas.sort_keys();
        components.schemas.reverse();
    }
    let again = generate(&client_view(&document).unwrap(), &settings()).unwrap();
    assert!(once == again);
}

#[test]
fn a_crate_is_three_files() {
    let files = client_crate(&document(), "hazards").unwrap();
    let names: Vec<_> = files.keys().map(|path| path.to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["Cargo.toml", "src/generated.rs", "src/lib.rs"]);
    assert!(client_crate(&document(), "no name").is_err());
}

#[test]
fn every_description_line_stays_a_comment() {
    for line in include_str!("hazards/generated.rs").lines() {
        if line.contains("script") || line.contains("deny(warnings)") || line.contains("indented") {
            assert!(line.trim_start().starts_with("///"), "{line}");
            assert!(!line.contains("<script>") && !line.trim().ends_with("```"), "{line}");
        }
    }
}

/// What a vault of a response may be, however wrong.
fn vault() -> Value {
    json!({
        "name": "longer than four", "size": 0, "free": -1, "status": "never heard of",
        "clash": "Error", "tags": [], "labels": {"a": "b"}, "children": [{"name": ""}],
        "policy": {"id": "p", "more": 1}, "widened": 7, "either": ["x"],
        "any_of": {"y": "1"}, "all_of": {"id": 3, "own": "o"}, "a_b": "1", "a-b": 2, "aB": "3",
        "extra": "named", "type": "t", "2fa": "f", "free_form": {"k": [null]},
        "matrix": [[1], []], "inline": {"deep": {"er": "x"}}, "items": [{"v": "w"}],
        "created_at": "2020-02-05T10:38:34.209782", "unknown": {"deep": true}, "anything": [1, "a"]
    })
}

#[test]
fn a_response_keeps_everything() {
    let mut one = vault();
    for (widened, either) in
        [(json!(7), json!(["x"])), (json!("7"), json!("b")), (json!(0), json!({"id": "i"}))]
    {
        one["widened"] = widened;
        one["either"] = either;
        let decoded: types::VaultResponse = serde_json::from_value(one.clone()).unwrap();
        assert_eq!(decoded.extra.len(), 1, "{:?}", decoded.extra);
        assert_eq!(serde_json::to_value(decoded).unwrap(), one);
    }
}

#[test]
fn a_response_may_hold_null_or_nothing_anywhere() {
    let Value::Object(members) = vault() else { panic!("no object") };
    for name in members.keys() {
        let mut null = members.clone();
        null.insert(name.clone(), Value::Null);
        let null = Value::Object(null);
        let decoded: types::VaultResponse = serde_json::from_value(null.clone()).unwrap();
        assert_eq!(serde_json::to_value(decoded).unwrap(), null);
    }
    let nulls = json!({
        "children": [null, {"name": null}, null], "tags": [null], "matrix": [null, [2]],
        "items": null, "inline": {"deep": null, "other": null}, "either": {"id": null},
    });
    let decoded: types::VaultResponse = serde_json::from_value(nulls.clone()).unwrap();
    assert_eq!(decoded.children.as_ref().map(Vec::len), Some(1));
    assert_eq!(serde_json::to_value(decoded).unwrap(), nulls);
    let empty: types::VaultResponse = serde_json::from_value(json!({})).unwrap();
    assert_eq!(empty, types::VaultResponse::default());
    assert_eq!(serde_json::to_value(empty).unwrap(), json!({}));
}

#[test]
fn a_field_that_is_set_wins_over_a_null_that_was_sent() {
    let sent = r#"{"name": null, "tags": ["a", null], "children": [null], "name": null}"#;
    let mut vault: types::VaultResponse = serde_json::from_str(sent).unwrap();
    vault.name = Some("n".to_owned());
    vault.tags = Some(vec!["b".to_owned()]);
    vault.children = None;
    assert_eq!(serde_json::to_string(&vault).unwrap().matches("name").count(), 1);
    assert_eq!(serde_json::to_value(vault).unwrap(), json!({"name": "n", "tags": ["b"]}));
}

#[test]
fn whole_numbers_stay_whole() {
    for number in ["40", "-1", "0", "0.5", "1e300", "9007199254740991", "null"] {
        let sent: Value = serde_json::from_str(&format!(r#"{{"ratio": {number}}}"#)).unwrap();
        let decoded: types::VaultResponse = serde_json::from_value(sent.clone()).unwrap();
        assert_eq!(serde_json::to_value(decoded).unwrap(), sent);
    }
}

#[test]
fn what_may_be_of_several_kinds_is_told_by_its_kind() {
    use types::VaultEither;
    let read = |text: &str| serde_json::from_str::<VaultEither>(text).map_err(|error| error.to_string());
    assert!(matches!(read(r#" {"id": "a"}"#), Ok(VaultEither::Policy(policy)) if policy.id == "a"));
    assert!(matches!(read(r#"["a", "\n"]"#), Ok(VaultEither::List(list)) if list == ["a", "\n"]));
    assert!(matches!(read(r#""\u4e91""#), Ok(VaultEither::VaultName(name)) if name.as_str() == "云"));
    assert_eq!(
        read("1.5"),
        Err("invalid type: floating point `1.5`, expected object or array or string at line 1 column 3"
            .to_owned())
    );
    assert_eq!(
        read("[1]"),
        Err("invalid type: integer `1`, expected a string at line 1 column 2".to_owned())
    );
    // What holds values is refused as a whole: the error stands behind it.
    let widened = serde_json::from_str::<types::VaultWidened>(r#" [[1], {"a": []}] "#).unwrap_err();
    assert_eq!(widened.to_string(), "invalid type: sequence, expected number or string at line 1 column 17");
    let widened = serde_json::from_str::<types::VaultWidened>(r#"{"a": [{}]}"#).unwrap_err();
    assert_eq!(widened.to_string(), "invalid type: map, expected number or string at line 1 column 11");
}

#[test]
fn a_request_is_strict() {
    assert!(serde_json::from_value::<types::Vault>(json!({"note": null})).is_err());
    let long = json!({"name": "longer than four", "note": null});
    assert!(serde_json::from_value::<types::Vault>(long).is_err());
    let vault: types::Vault =
        types::Vault::builder().name("a").note(None).tags(Some(vec![])).try_into().unwrap();
    let sent = serde_json::to_value(vault).unwrap();
    assert_eq!(sent, json!({"name": "a", "note": null, "tags": []}));
}

#[test]
fn enumerations_print_parse_and_keep_what_they_do_not_know() {
    use types::VaultStatus as Status;
    assert_eq!("OS::Nova::Server".parse::<Status>().unwrap(), Status::OsNovaServer);
    assert_eq!(Status::from(""), Status::Empty);
    assert_eq!(Status::from("new").to_string(), "new");
    assert_eq!(Status::KNOWN.len(), 7);
}

#[tokio::test]
async fn clashing_parameters_reach_the_wire_under_their_names() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/vaults"))
        .and(query_param("id", "query"))
        .and(header("ID", "header"))
        .and(query_param("body", "b"))
        .and(query_param("send", "1"))
        .and(query_param("new", "n"))
        .and(query_param("type", "t"))
        .and(query_param("ids", "a,b"))
        .and(query_param("status", "up"))
        .and(query_param("kind", "x-y"))
        .respond_with(ResponseTemplate::new(202).set_body_json(json!({"vaults": null})))
        .expect(1)
        .mount(&server)
        .await;
    let answer = Client::new(&server.uri())
        .list_vault()
        .id("query")
        .id_header("header")
        .body_query("b")
        .send_query(1)
        .new_query("n")
        .type_("t")
        .ids("a,b")
        .status(vec![types::Status::Up])
        .kind(types::ListVaultKind::XY)
        .send()
        .await
        .unwrap();
    let answer = answer.into_inner();
    assert_eq!((answer.vaults, answer.extra.get("vaults")), (None, Some(&Value::Null)));
}

#[tokio::test]
async fn repeated_and_undeclared_path_parameters_are_filled() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path("/vaults/1/2/3"))
        .and(query_param("id", "q"))
        .respond_with(ResponseTemplate::new(418).set_body_json(json!({"error_code": "E"})))
        .mount(&server)
        .await;
    let answer = Client::new(&server.uri())
        .put_vaults_by_id_by_undeclared_by_id()
        .id("1")
        .undeclared("2")
        .id2("3")
        .id_query("q")
        .send()
        .await;
    let Err(Error::ErrorResponse(error)) = answer else { panic!("{answer:?}") };
    assert_eq!(error.error_code.as_deref(), Some("E"));
}

#[tokio::test]
async fn forms_text_and_bytes_are_sent() {
    let server = MockServer::start().await;
    for (verb, body) in [("POST", "a=x&n=1"), ("PATCH", "plain"), ("PUT", "raw")] {
        Mock::given(method(verb))
            .and(body_string(body))
            .respond_with(ResponseTemplate::new(200))
            .expect(1)
            .mount(&server)
            .await;
    }
    let client = Client::new(&server.uri());
    client.form().body_map(|body| body.a("x").n(Some(1))).send().await.unwrap();
    client.text().body("plain").send().await.unwrap();
    client.upload().body("raw").send().await.unwrap();
}
