use serde_json::json;

use super::*;

#[test]
fn merges_and_removes() {
    let text = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n- target: $.info\n  description: why\n  update: {title: new, x: [1]}\n- target: $.list[?@.a == 1]\n  description: why\n  remove: true\n";
    let overlay = Overlay::parse(text, "o.yaml").unwrap();
    let document = json!({"info": {"title": "old", "keep": 1}, "list": [{"a": 1}, {"a": 2}, {"a": 1}]});
    let (after, applied) = overlay.apply(document).unwrap();
    assert_eq!(after, json!({"info": {"title": "new", "keep": 1, "x": [1]}, "list": [{"a": 2}]}));
    assert_eq!(applied[0].place, Place { line: 4, column: 3 });
    assert_eq!(applied[0].touched, ["/info/title", "/info/x"]);
    assert_eq!(applied[1].matched, ["/list/0", "/list/2"]);
}
