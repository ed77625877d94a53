//! Who calls, and whether the project in the path is theirs.

mod canonical;
pub(crate) mod signature;

use sha2::{Digest, Sha256};

use crate::codes;
use crate::error::Error;
use crate::state::Record;
use crate::state::token::{NO_PROJECT, Token};
use crate::web::call::Call;

/// Who calls.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caller {
    /// The token that they showed.
    pub(crate) token: Option<Token>,
    /// The projects that are theirs; nothing where all are.
    pub(crate) projects: Option<Vec<String>>,
}

/// Who makes a call, where they may make it.
pub(crate) fn caller(call: &Call) -> Result<Caller, Error> {
    let auth = call.service.config.auth;
    let caller = if !auth.tokens() && !auth.signatures() {
        Caller::default()
    } else if auth.signatures() && call.headers.contains_key("authorization") {
        by_signature(call)?
    } else if auth.tokens() {
        by_token(call)?
    } else {
        return Err(unauthenticated("the request is not signed"));
    };
    let project = call.project();
    match &caller.projects {
        Some(own) if !project.is_empty() && !own.iter().any(|own| own == project) => {
            Err(codes::FORBIDDEN.into())
        }
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

fn by_token(call: &Call) -> Result<Caller, Error> {
    let token =
        call.headers.get("x-auth-token").ok_or_else(|| unauthenticated("there is no X-Auth-Token"))?;
    let id = token_id(token.as_bytes());
    let token = call.read(|world, now| {
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

fn by_signature(call: &Call) -> Result<Caller, Error> {
    let signed = signature::Signed {
        method: call.method.as_str(),
        path: call.uri.path(),
        query: call.uri.query().unwrap_or_default(),
        headers: &call.headers,
        body: &call.body,
    };
    let now = std::time::SystemTime::now();
    let access = signed.access().map_err(unauthenticated)?;
    let own: Vec<_> = call.service.config.credentials.iter().filter(|known| known.access == access).collect();
    let known = own.first().ok_or_else(|| unauthenticated("the access key is unknown"))?;
    signed.verify(&known.secret, now).map_err(unauthenticated)?;
    let projects: Vec<String> = own.iter().map(|known| known.project.clone()).collect();
    // A request says of which project it is where its path does not.
    let named = call.headers.get("x-project-id").map(|named| named.as_bytes());
    if named.is_some_and(|named| !projects.iter().any(|own| own.as_bytes() == named)) {
        return Err(codes::FORBIDDEN.into());
    }
    Ok(Caller { token: None, projects: Some(projects) })
}
