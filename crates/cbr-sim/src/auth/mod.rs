//! Who calls, and whether the project in the path is theirs.

mod canonical;
pub(crate) mod signature;

use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::codes;
use crate::error::Error;
use crate::service::Service;
use crate::state::Record;
use crate::state::token::{NO_PROJECT, Token};
use crate::web::Received;

/// Who calls.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caller {
    /// The token that they showed.
    pub(crate) token: Option<Token>,
    /// The projects that are theirs; nothing where all are.
    pub(crate) projects: Option<Vec<String>>,
}

/// Lets a request through whose caller is known, to a project that is theirs.
pub(crate) async fn authenticate(
    State(service): State<Arc<Service>>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    mut request: Request,
    next: Next,
) -> Response {
    let Ok(path) = path else { return Error::invalid("path", "is not text in UTF-8").into_response() };
    let project = path.iter().find(|(name, _)| *name == "project_id").map(|(_, value)| value);
    match caller(&service, project, &request) {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    }
}

fn caller(service: &Service, project: Option<&str>, request: &Request) -> Result<Caller, Error> {
    let auth = service.config.auth;
    let headers = request.headers();
    let caller = if !auth.tokens() && !auth.signatures() {
        Caller::default()
    } else if auth.signatures() && headers.contains_key("authorization") {
        by_signature(service, request)?
    } else if auth.tokens() {
        by_token(service, headers)?
    } else {
        return Err(unauthenticated("the request is not signed"));
    };
    match (project, &caller.projects) {
        (Some(project), Some(own)) if !own.iter().any(|own| own == project) => Err(codes::FORBIDDEN.into()),
        _ => Ok(caller),
    }
}

fn unauthenticated(why: &str) -> Error {
    let code = codes::UNAUTHENTICATED;
    Error {
        message: format!("{} {why}.", code.message.trim_end_matches('.').to_owned() + ":"),
        ..code.into()
    }
}

fn by_token(service: &Service, headers: &HeaderMap) -> Result<Caller, Error> {
    let token = headers.get("x-auth-token").ok_or_else(|| unauthenticated("there is no X-Auth-Token"))?;
    let id = token_id(token.as_bytes());
    let token = service.read(|world, now| {
        let token = Token::table(world).get(NO_PROJECT, &id)?.value.clone();
        (token.expires > now).then_some(token)
    });
    let token = token.ok_or_else(|| unauthenticated("the token is unknown, or has expired"))?;
    let projects = Some(token.project_id.iter().cloned().collect());
    Ok(Caller { token: Some(token), projects })
}

/// What a token is known by.
pub(crate) fn token_id(token: &[u8]) -> String {
    signature::hex(&Sha256::digest(token))
}

fn by_signature(service: &Service, request: &Request) -> Result<Caller, Error> {
    let body = request.extensions().get::<Received>().map(|received| received.0.clone()).unwrap_or_default();
    let signed = signature::Signed {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: request.uri().query().unwrap_or_default(),
        headers: request.headers(),
        body: &body,
    };
    let now = std::time::SystemTime::now();
    let access = signed.access().map_err(unauthenticated)?;
    let own: Vec<_> = service.config.credentials.iter().filter(|known| known.access == access).collect();
    let known = own.first().ok_or_else(|| unauthenticated("the access key is unknown"))?;
    signed.verify(&known.secret, now).map_err(unauthenticated)?;
    let projects: Vec<String> = own.iter().map(|known| known.project.clone()).collect();
    // A request says of which project it is where its path does not.
    let named = request.headers().get("x-project-id").map(|named| named.as_bytes());
    if named.is_some_and(|named| !projects.iter().any(|own| own.as_bytes() == named)) {
        return Err(codes::FORBIDDEN.into());
    }
    Ok(Caller { token: None, projects: Some(projects) })
}
