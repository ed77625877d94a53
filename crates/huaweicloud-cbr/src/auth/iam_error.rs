//! What IAM says when it refuses.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

use super::error::IamError;

/// A message is kept up to here.
const LONGEST: usize = 500;

/// Reads an error in any of IAM's forms: `{"error": {"code", "message"}}`, `{"error_code", "error_msg"}`, and
/// the latter within the former. IAM's messages may repeat values that they were sent, so the secret is cut out.
pub(super) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8], secret: &str) -> IamError {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let error = body.get("error").filter(|error| error.is_object()).unwrap_or(&body);
    let member = |names: [&str; 2]| names.iter().find_map(|name| text(error.get(*name)?));
    let header = |name| headers.get(name)?.to_str().ok().map(str::to_owned);
    let clean = |text: String| without(secret, &text).chars().take(LONGEST).collect::<String>();
    IamError {
        status: status.as_u16(),
        request_id: header("x-request-id").or_else(|| header("x-iam-trace-id")).map(clean),
        code: member(["error_code", "code"]).map(clean),
        message: member(["error_msg", "message"]).map(clean),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The text without a secret, as it is and as it is written in JSON.
fn without(secret: &str, text: &str) -> String {
    const CUT: &str = "***";
    if secret.is_empty() {
        return text.to_owned();
    }
    let quoted = serde_json::to_string(secret).unwrap_or_default();
    let text = text.replace(secret, CUT);
    match quoted.strip_prefix('"').and_then(|quoted| quoted.strip_suffix('"')) {
        Some(escaped) => text.replace(escaped, CUT),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(body: &str) -> (Option<String>, Option<String>) {
        let error = read(StatusCode::BAD_REQUEST, &HeaderMap::new(), body.as_bytes(), "pa\"ss");
        (error.code, error.message)
    }

    fn some(code: &str, message: &str) -> (Option<String>, Option<String>) {
        (Some(code.to_owned()), Some(message.to_owned()))
    }

    #[test]
    fn forms() {
        assert_eq!(parts(r#"{"error": {"code": 401, "message": "m", "title": "t"}}"#), some("401", "m"));
        assert_eq!(parts(r#"{"error_code": "IAM.0011", "error_msg": "m"}"#), some("IAM.0011", "m"));
        assert_eq!(parts(r#"{"error": {"error_code": "IAM.1", "error_msg": "m"}}"#), some("IAM.1", "m"));
        for none in
            ["", "<html>", "[]", "null", r#"{"error": "x"}"#, r#"{"error_code": {}, "error_msg": ""}"#]
        {
            assert_eq!(parts(none), (None, None), "{none}");
        }
    }

    #[test]
    fn secrets_are_cut_out() {
        let body = r#"{"error_code": "pa\"ss", "error_msg": "'pa\"ss' of {\"password\":\"pa\\\"ss\"}"}"#;
        assert_eq!(parts(body), some("***", r#"'***' of {"password":"***"}"#));
    }

    #[test]
    fn messages_are_cut_short() {
        let body = format!(r#"{{"error_msg": "{}"}}"#, "密".repeat(10_000));
        assert_eq!(parts(&body).1.unwrap().chars().count(), LONGEST);
    }
}
