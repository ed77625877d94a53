use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use memchr::memmem::Finder;
use serde_json::Value;

use crate::ErrorCode;

/// How much of an answer that is no error of the API an [`ApiError`] keeps, in bytes.
const EXCERPT: usize = 512;

/// An answer that says that the service did not do what was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiError {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) status: u16,
    pub(crate) code: Option<ErrorCode>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) excerpt: Option<String>,
}

/// How far into an answer a name stands that makes it an error, at most. Errors have their names first, and a list is
/// long.
const HEAD: usize = 1024;

/// Looks for the beginning of a name such as `error_code`.
static ERROR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\"error"));

impl ApiError {
    /// Reads what an answer says of its error. What is no error of this family is kept as an excerpt.
    pub(crate) fn read(operation: &'static str, status: u16, body: &[u8]) -> Self {
        let said = said(body);
        let excerpt = if said.is_none() { excerpt(body) } else { None };
        let Said { code, message, request_id } = said.unwrap_or_default();
        Self {
            operation,
            attempts: 1,
            status,
            code: code.map(ErrorCode::from),
            message,
            request_id,
            retry_after: None,
            excerpt,
        }
    }

    /// Whether the body of a success is an error all the same: it says at its root that there is one.
    pub(crate) fn is_error(body: &[u8]) -> bool {
        #[derive(serde::Deserialize)]
        struct Root {
            error_code: Option<Value>,
            error: Option<Value>,
        }
        // Few successes have such a name anywhere; only those are worth the reading.
        if ERROR.find(&body[..body.len().min(HEAD)]).is_none() {
            return false;
        }
        let Ok(root) = serde_json::from_slice::<Root>(body) else { return false };
        let says = |value: &Value| match value {
            Value::String(text) => !text.is_empty(),
            Value::Number(number) => number.as_i64() != Some(0),
            _ => false,
        };
        let inner = |name| root.error.as_ref().and_then(|error| error.get(name)).is_some_and(says);
        root.error_code.as_ref().is_some_and(says) || inner("code") || inner("error_code")
    }

    /// The operation's ID.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The code from the service's catalogue, or another one that the answer had.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        self.code.as_ref()
    }

    /// What the service says.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The ID that the service gave the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How long the service wants to be left alone.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The beginning of an answer that is no error of the API, such as a proxy's page.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        self.excerpt.as_deref()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: status {}", self.operation, self.status)?;
        if let Some(code) = &self.code {
            write!(f, ", {code}")?;
        }
        if let Some(message) = self.message.as_deref().or(self.excerpt.as_deref()) {
            write!(f, ": {message}")?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request {id})")?;
        }
        if let Some(remedy) = self.code.as_ref().and_then(ErrorCode::remedy) {
            write!(f, "; what to do: {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ApiError {}

/// What an error says of itself.
#[derive(Debug, Default, PartialEq)]
struct Said {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
}

/// Reads the forms that errors of this family have: `error_code` and `error_msg`, at the root or in an object around
/// them; `code` and `message`, the same way.
fn said(body: &[u8]) -> Option<Said> {
    let Value::Object(root) = serde_json::from_slice(body).ok()? else { return None };
    let inner = root.values().find_map(|value| match value {
        Value::Object(inner) => Some(inner),
        _ => None,
    });
    let text = |members: &serde_json::Map<String, Value>, names: &[&str]| {
        names.iter().find_map(|name| match members.get(*name)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    [Some(&root), inner].into_iter().flatten().find_map(|members| {
        let code = text(members, &["error_code", "code", "errorCode"]);
        let message = text(members, &["error_msg", "message", "error_message", "errorMsg"]);
        let request_id = text(members, &["request_id", "requestId"]);
        (code.is_some() || message.is_some()).then_some(Said { code, message, request_id })
    })
}

/// The beginning of a body, on one line and without what a terminal takes for orders.
fn excerpt(body: &[u8]) -> Option<String> {
    let body = &body[..body.len().min(EXCERPT)];
    let text = String::from_utf8_lossy(body);
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> ApiError {
        ApiError::read("ListVaults", 400, body.as_bytes())
    }

    #[test]
    fn forms_of_the_family() {
        for body in [
            r#"{"error_code": "BackupService.6102", "error_msg": "no"}"#,
            r#"{"error": {"code": "BackupService.6102", "message": "no"}}"#,
            r#"{"badRequest": {"code": "BackupService.6102", "message": "no"}}"#,
        ] {
            let error = read(body);
            assert_eq!(error.code.as_ref().map(ErrorCode::as_str), Some("BackupService.6102"), "{body}");
            assert_eq!((error.message(), error.excerpt()), (Some("no"), None), "{body}");
        }
    }

    #[test]
    fn codes_that_are_not_listed_are_kept() {
        let error = read(r#"{"error_code": "APIGW.0301", "error_msg": "", "request_id": "r1"}"#);
        assert_eq!(error.code, Some(ErrorCode::Unrecognized("APIGW.0301".to_owned())));
        assert_eq!(error.request_id(), Some("r1"));
    }

    #[test]
    fn a_page_of_a_proxy() {
        let error = read("<html>\n<h1>502</h1>\u{1b}[2J</html>");
        assert_eq!(error.to_string(), "ListVaults: status 400: <html> <h1>502</h1> [2J</html>");
    }

    #[test]
    fn successes_that_are_errors() {
        assert!(ApiError::is_error(br#"{"error_code": "BackupService.6102", "error_msg": "no"}"#));
        assert!(!ApiError::is_error(br#"{"vaults": [{"error_code": "x"}]}"#));
        assert!(!ApiError::is_error(br#"{"error_code": null, "vaults": []}"#));
        assert!(!ApiError::is_error(br#"{"error_code": "", "error": {}, "vaults": []}"#));
        assert!(ApiError::is_error(br#"{"error": {"code": 401, "message": "no"}}"#));
    }

    #[test]
    fn an_error_says_so_early() {
        let late = |before: usize| {
            let name = format!(r#"{{"{}":0,"#, "a".repeat(before - r#"{"":0,"#.len()));
            format!(r#"{name}"error_code":"BackupService.6102"}}"#)
        };
        assert!(ApiError::is_error(late(HEAD - r#""error"#.len()).as_bytes()));
        assert!(!ApiError::is_error(late(HEAD - r#""error"#.len() + 1).as_bytes()));
        // It may go on for long.
        let long = format!(r#"{{"error_msg":"{}","error_code":"BackupService.6102"}}"#, "a".repeat(2 * HEAD));
        assert!(ApiError::is_error(long.as_bytes()));
    }
}
