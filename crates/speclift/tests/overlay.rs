//! Overlays: what applying gives, what is refused and where, and that nothing hostile brings it down.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value, json};
use speclift::overlay::{Change, Overlay, Strictness, publish};

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("the text is YAML")
}

/// An overlay whose first action starts in line 5.
fn overlay(actions: &Value) -> String {
    let mut text = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nx-more: 1\nactions:\n".to_owned();
    for action in actions.as_array().expect("actions are a list") {
        text += &format!("- {action}\n");
    }
    text
}

#[test]
fn cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/overlay/cases.yaml");
    let cases = yaml(&fs::read_to_string(path).expect("the cases are there"));
    let cases = cases.as_array().expect("the cases are a list");
    for case in cases {
        let name = &case["name"];
        let mut actions = case["actions"].clone();
        let strictness = match case.get("strictness") {
            Some(_) => Strictness::Specification,
            None => Strictness::Reasoned,
        };
        if strictness == Strictness::Reasoned {
            for action in actions.as_array_mut().expect("actions are a list") {
                action["description"] = "why".into();
            }
        }
        let overlay = Overlay::parse_as(&overlay(&actions), "o.yaml", strictness)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        match (overlay.apply(case["document"].clone()), case.get("error").and_then(Value::as_str)) {
            (Ok((result, applied)), None) => {
                // As text, for the order of members counts.
                assert_eq!(result.to_string(), case["result"].to_string(), "{name}");
                assert_eq!(Some(applied.len()), actions.as_array().map(Vec::len), "{name}");
                let last = applied.last().expect("there is an action");
                if last.change == Change::Update {
                    for pointer in &last.touched {
                        assert!(result.pointer(pointer).is_some(), "{name}: {pointer}");
                    }
                }
            }
            (Err(error), Some(wanted)) => {
                assert!(error.to_string().contains(wanted), "{name}: {error}");
            }
            (Ok((result, _)), Some(_)) => panic!("{name}: no error, but {result}"),
            (Err(error), None) => panic!("{name}: {error}"),
        }
    }
    println!("{} cases of overlays", cases.len());
}

/// The Overlay project's own sets, where `SPECLIFT_OVERLAY_SETS` names the folder `compliant-sets` of a checkout.
#[test]
fn compliant_sets() {
    let Some(folder) = std::env::var_os("SPECLIFT_OVERLAY_SETS").map(PathBuf::from) else {
        println!("skipped: SPECLIFT_OVERLAY_SETS names no folder of compliant sets");
        return;
    };
    let (mut passed, mut skipped) = (0, 0);
    for entry in fs::read_dir(&folder).expect("the folder is there").flatten() {
        let read = |name: &str| fs::read_to_string(entry.path().join(name));
        let Ok(text) = read("overlay.yaml") else { continue };
        let name = entry.path().display().to_string();
        let Ok(document) = read("openapi.yaml") else {
            skipped += 1;
            println!("skipped, for it is not on OpenAPI: {name}");
            continue;
        };
        // A set of a later version whose actions use nothing new is run as 1.0.
        let text = text.replacen("overlay: 1.1.0", "overlay: 1.0.0", 1);
        let overlay = Overlay::parse_as(&text, &name, Strictness::Specification).expect("it is an overlay");
        let (result, _) = overlay.apply(yaml(&document)).expect("it applies");
        assert_eq!(result, yaml(&read("output.yaml").expect("it has an output")), "{name}");
        passed += 1;
    }
    println!("{passed} compliant sets passed, {skipped} skipped");
    assert!(passed > 0, "no set in {}", folder.display());
}

#[test]
fn what_is_wrong_is_named_at_its_place() {
    let head = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\n";
    let action = |text: &str| format!("{head}actions:\n- target: $.a\n  description: why\n  {text}\n");
    let cases = [
        ("[]".to_owned(), "o.yaml:1:1: this is no overlay: it is not an object"),
        ("info: {}".to_owned(), "o.yaml:1:1: this is no overlay: add `overlay: 1.0.0`"),
        ("overlay: 1.1.0".to_owned(), "o.yaml:1:1: this is Overlay 1.1.0; only Overlay 1.0 is supported"),
        ("\noverlay: 1".to_owned(), "o.yaml:2:1: `overlay` is 1: write \"1.0.0\""),
        ("overlay: 1.0.0".to_owned(), "`info` has to be an object with `title` and `version`"),
        ("overlay: 1.0.0\ninfo: {title: t}".to_owned(), "o.yaml:2:1: `info` has no `version`: add it"),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: 1}".to_owned(),
            "o.yaml:2:18: `info.version` is no string",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: '1', description: [d]}".to_owned(),
            "o.yaml:2:32: `info.description` is no string",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: '1', description: d}".to_owned(),
            "o.yaml:1:1: there are no `actions`",
        ),
        (head.to_owned(), "o.yaml:1:1: there are no `actions`"),
        (format!("{head}actions: []"), "o.yaml:3:1: `actions` is empty"),
        (format!("{head}actions: {{}}"), "o.yaml:3:1: `actions` is no list"),
        (format!("{head}actions: [1]"), "o.yaml:3:11: this action is no object"),
        (format!("{head}action: []"), "o.yaml:3:1: an overlay has no key `action`; did you mean `actions`?"),
        (format!("{head}extends: 1"), "o.yaml:3:1: `extends` is no string"),
        (action("updat: {}"), "o.yaml:6:3: an action has no key `updat`; did you mean `update`?"),
        (action("remove: yes please"), "o.yaml:6:3: `remove` is neither true nor false"),
        (action("x-y: 1"), "o.yaml:4:3: this action does nothing"),
        (
            format!("{head}actions:\n- update: {{}}\n  description: w"),
            "o.yaml:4:3: this action has no `target`",
        ),
        (format!("{head}actions:\n- target: $.a\n  update: {{}}"), "o.yaml:4:3: this action gives no reason"),
        (format!("{head}actions:\n- target: $.a\n  description: ' '\n  remove: true"), "gives no reason"),
        (
            format!("{head}actions:\n- description: why\n  target: a.b\n  remove: true"),
            "o.yaml:5:3: `a.b` is no JSONPath (RFC 9535): at character 1",
        ),
        (
            format!("{head}actions:\n- &a {{target: $, description: w, update: {{}}}}\n- *a"),
            "o.yaml:5:3: this action is there already",
        ),
        ("a: 1\na: 2".to_owned(), "the key `a` is there already"),
    ];
    for (text, wanted) in cases {
        let error = Overlay::parse(&text, "o.yaml").expect_err(wanted).to_string();
        assert!(error.contains(wanted), "{error}\nwanted: {wanted}");
    }
    let json =
        "{\"overlay\": \"1.0.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"},\n \"actions\": [3]}";
    let error = Overlay::parse(json, "o.json").expect_err("an action is an object").to_string();
    assert_eq!(error, "o.json:2:14: this action is no object");
}

#[test]
fn what_is_published_is_openapi_still() {
    let document = yaml(
        "{openapi: 3.0.3, info: {title: t, version: '1'}, paths: {}, components: {schemas: {A: {type: string}}}}",
    );
    let run = |actions: Value| {
        publish(&document, &[("dir/o.yaml".to_owned(), overlay(&actions))]).map_err(|error| error.to_string())
    };
    let good = run(json!([{"target": "$.info", "description": "why", "update": {"title": "new"}}]));
    let good = good.expect("it applies");
    assert_eq!(good.document["info"]["title"], "new");
    let record = &good.document["x-speclift"]["overlays"][0];
    assert_eq!(record["name"], "o.yaml");
    assert_eq!(record["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(good.applied[0].touched, ["/info/title"]);

    // Two actions that are fine only together.
    let together = json!([
        {"target": "$.info.title", "description": "why", "remove": true},
        {"target": "$.info", "description": "why", "update": {"title": "other"}}
    ]);
    assert_eq!(run(together).expect("it applies").document["info"]["title"], "other");
    let error = run(json!([
        {"target": "$.info", "description": "why", "update": {"x-a": 1}},
        {"target": "$.info.title", "description": "why", "remove": true}
    ]))
    .expect_err("a title is missing");
    assert!(
        error.starts_with("dir/o.yaml:6:3: action 2 on `$.info.title`: what it leaves is no OpenAPI 3.0")
    );
    let error =
        run(json!([{"target": "$.components.schemas.A", "description": "why", "update": {"enums": ["a"]}}]));
    assert!(error.expect_err("no such key").contains("nothing like `/components/schemas/A/enums`"));
}

#[test]
fn hostile_overlays_are_bounded() {
    let start = Instant::now();
    let leaf: Value = (0..100).map(|i| (format!("k{i}"), json!([i, {"a": "b"}]))).collect();
    let large: Value = (0..300).map(|i| (format!("k{i}"), leaf.clone())).collect();
    let refused = |target: String, update: Value| {
        let actions = json!([{"target": target, "description": "why", "update": update}]);
        let overlay = Overlay::parse(&overlay(&actions), "o.yaml").map_err(|error| error.to_string())?;
        overlay.apply(large.clone()).map(|_| ()).map_err(|error| error.to_string())
    };
    for target in [
        format!("${}", "..*".repeat(30)),
        "$..[?$..[?$..[?@.a]]]".to_owned(),
        format!("${}", "[*,*,*,*]".repeat(20)),
        "$..[?search(@.a, '(a{50}){50}')]".to_owned(),
    ] {
        let error = refused(target.clone(), json!({})).expect_err(&target);
        assert!(error.contains("can take too long"), "{error}");
    }
    assert!(
        refused(format!("$.{}", "a".repeat(5000)), json!({}))
            .is_err_and(|e| e.contains("more than the 4096"))
    );
    assert!(refused(format!("${}", "[?@".repeat(1000)), json!({})).is_err_and(|e| e.contains("are open")));
    let long = json!({"x": "y".repeat(100_000)});
    assert!(refused("$..[?@.a]".to_owned(), long).is_err_and(|e| e.contains("too large")));
    refused("$..[?@.a]".to_owned(), json!({"x": 1})).expect("a descent is fine");

    // Many actions in one line of JSON, whose places are looked up too.
    let many: Vec<Value> =
        (0..20_000).map(|i| json!({"target": "$", "description": "why", "update": {"x": i}})).collect();
    let many = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": many});
    let parsed = Overlay::parse(&many.to_string(), "o.json").expect("it is an overlay");
    parsed.apply(json!({})).expect("it applies");
    assert!(parsed.apply(large.clone()).is_err_and(|error| error.to_string().contains("can take too long")));

    let deep = "[".repeat(100_000);
    assert!(Overlay::parse(&format!("overlay: {deep}"), "o.yaml").is_err());
    assert!(Overlay::parse(&deep, "o.json").is_err());
    assert!(Overlay::parse(&" ".repeat(5 << 20), "o.yaml").is_err());
    // Each action makes the document deeper by fifty.
    let nest = (0..50).fold(json!({}), |inner, _| json!({"n": inner}));
    let steps: Vec<Value> = (0..20)
        .map(|i| json!({"target": format!("${}", ".n".repeat(i * 50)), "description": "why", "update": nest}))
        .collect();
    let steps = Overlay::parse(&overlay(&Value::Array(steps)), "o.yaml").expect("it is an overlay");
    assert!(steps.apply(json!({})).is_err_and(|error| error.to_string().contains("levels deep")));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

/// Any small value, of names that targets know.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-c~/']{0,2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-c~/']{1,2}", inner), 0..4)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

fn target() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        "[.][a-c]".boxed(),
        Just("..*".to_owned()).boxed(),
        Just(".*".to_owned()).boxed(),
        Just("[?@.a]".to_owned()).boxed(),
        "\\[-?[0-3]\\]".boxed(),
        "\\[[0-2]:[0-3]\\]".boxed(),
        "[.\\[\\]'?@$*a(),é]{1,4}".boxed(),
    ];
    prop::collection::vec(segment, 0..4).prop_map(|segments| format!("${}", segments.concat()))
}

proptest! {
    #[test]
    fn applying_never_panics(
        document in value(),
        actions in prop::collection::vec((target(), value(), any::<bool>()), 1..4),
        reasoned in any::<bool>(),
    ) {
        let actions: Vec<Value> = actions
            .into_iter()
            .map(|(target, update, remove)| {
                json!({"target": target, "description": "why", "update": update, "remove": remove})
            })
            .collect();
        let strictness = if reasoned { Strictness::Reasoned } else { Strictness::Specification };
        if let Ok(overlay) = Overlay::parse_as(&overlay(&Value::Array(actions)), "o.yaml", strictness) {
            let _ = overlay.apply(document);
        }
    }

    #[test]
    fn reading_never_panics(text in "[a-z$:{}\\[\\]\"'&*\\-# \n]{0,80}", root in value()) {
        let _ = Overlay::parse(&text, "o.yaml");
        let _ = Overlay::parse(&format!("overlay: 1.0.0\ninfo: {{title: t, version: v}}\nactions:\n- {text}"), "o.yaml");
        let _ = Overlay::parse(&root.to_string(), "o.json");
    }
}
