//! The part of the identity service that a caller needs: tokens, and which projects there are.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, StatusCode};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::auth::token_id;
use crate::codes;
use crate::config::Config;
use crate::error::Error;
use crate::model::check::Check;
use crate::service::Service;
use crate::state::token::{NO_PROJECT, Token, hex, user_id};
use crate::time::Time;
use crate::web::call::{Anyone, Call};
use crate::web::{self, Answer};

/// A token is good for this many days.
const DAYS: i64 = 1;

/// The calls.
pub(super) fn router() -> Router<Arc<Service>> {
    Router::new()
        .route("/v3/auth/tokens", post(log_in).get(show_token))
        .route("/v3/projects", get(list_projects))
        .route("/v3/auth/projects", get(list_projects))
}

#[derive(Debug, Deserialize)]
struct Login {
    auth: Auth,
}

#[derive(Debug, Deserialize)]
struct Auth {
    identity: Identity,
    scope: Option<Scope>,
}

#[derive(Debug, Deserialize)]
struct Identity {
    methods: Vec<String>,
    password: Option<Password>,
}

#[derive(Debug, Deserialize)]
struct Password {
    user: User,
}

#[derive(Debug, Deserialize)]
struct User {
    name: String,
    password: String,
    domain: Option<Named>,
}

#[derive(Debug, Default, Deserialize)]
struct Scope {
    project: Option<Named>,
    domain: Option<Named>,
}

#[derive(Debug, Deserialize)]
struct Named {
    id: Option<String>,
    name: Option<String>,
}

impl Check for Login {}

/// Checks a password, and gives a token for a project, or for the user's domain.
async fn log_in(Anyone(call): Anyone) -> Answer {
    let login: Login =
        call.required().map_err(|error| Error { code: codes::INVALID_LOGIN.code.into(), ..error })?;
    let Auth { identity, scope } = login.auth;
    let user = identity.password.filter(|_| identity.methods.iter().any(|method| method == "password"));
    let user =
        user.ok_or_else(|| Error::about(codes::INVALID_LOGIN, "auth.identity", "must be a password"))?;
    let user = user.user;
    let config = &call.service.config;
    let domain = user.domain.as_ref().and_then(|domain| domain.name.clone().or_else(|| domain.id.clone()));
    let domain = domain.ok_or_else(|| {
        Error::about(codes::INVALID_LOGIN, "auth.identity.password.user.domain", "is missing")
    })?;
    if !knows(config, &user, &domain) {
        return Err(codes::WRONG_PASSWORD.into());
    }
    let scope = scope.unwrap_or_default();
    let project = match scope.project {
        Some(project) => Some(find_project(config, &domain, project)?),
        None => scope.domain.map(|_| None).unwrap_or_default(),
    };
    let (project_id, project_name) = project.unzip();
    let token = format!("MII{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple());
    let id = token_id(token.as_bytes());
    let step = call.write(|tx| {
        let issued = tx.now;
        let expires = issued.plus_days(DAYS);
        let token = Token { id, user: user.name, domain, project_id, project_name, issued, expires };
        tx.put(token.clone());
        Ok(token)
    });
    let mut response = web::json(StatusCode::CREATED, &shown(&step.await?))?;
    let header = HeaderValue::from_str(&token).map_err(|_| codes::UNKNOWN)?;
    response.headers_mut().insert("x-subject-token", header);
    Ok(response)
}

/// Whether a user is one of those that were named, or no one was.
fn knows(config: &Config, user: &User, domain: &str) -> bool {
    config.users.is_empty()
        || config.users.iter().any(|known| {
            known.name == user.name
                && known.password == user.password
                && known.domain.as_deref().is_none_or(|its| its == domain)
        })
}

/// The ID and the name of a project. One that no one named before has an ID that follows from its name.
fn find_project(config: &Config, domain: &str, wanted: Named) -> Result<(String, String), Error> {
    let known = |id: Option<&str>, name: Option<&str>| {
        let mut projects = config.projects.iter();
        projects.find(|project| Some(project.id.as_str()) == id || Some(project.name.as_str()) == name)
    };
    match (wanted.id, wanted.name) {
        (Some(id), _) => {
            let name = known(Some(&id), None).map(|project| project.name.clone());
            let region = config.region_of(&id).to_owned();
            Ok((id, name.unwrap_or(region)))
        }
        (None, Some(name)) => {
            let id = known(None, Some(&name)).map(|project| project.id.clone());
            Ok((id.unwrap_or_else(|| hex(&format!("project {name} of {domain}"))), name))
        }
        (None, None) => {
            Err(Error::about(codes::INVALID_LOGIN, "auth.scope.project", "must have an id or a name"))
        }
    }
}

/// A token as its owner sees it.
fn shown(token: &Token) -> Value {
    let domain = json!({ "id": hex(&token.domain), "name": token.domain });
    let mut body = json!({
        "methods": ["password"],
        "issued_at": token.issued.with_zone(),
        "expires_at": token.expires.with_zone(),
        "user": {
            "id": user_id(&token.user),
            "name": token.user,
            "domain": domain,
            "password_expires_at": "",
        },
        "roles": [{ "id": "0", "name": "te_admin" }],
        "catalog": [],
    });
    let scope = match (&token.project_id, &token.project_name) {
        (Some(id), Some(name)) => ("project", json!({ "id": id, "name": name, "domain": domain })),
        _ => ("domain", domain),
    };
    if let Some(body) = body.as_object_mut() {
        body.insert(scope.0.to_owned(), scope.1);
    }
    json!({ "token": body })
}

/// Says whose a token is, to one who has it.
async fn show_token(Anyone(call): Anyone) -> Answer {
    let header = |name: &str| call.headers.get(name).map(|value| token_id(value.as_bytes()));
    let find = |id: &str, now: Time| {
        call.read(|world, _| world.tokens.get(NO_PROJECT, id).map(|token| token.value.clone()))
            .filter(|token| token.expires > now)
    };
    let now = call.service.now();
    header("x-auth-token").and_then(|id| find(&id, now)).ok_or(codes::UNAUTHENTICATED)?;
    let token = header("x-subject-token").and_then(|id| find(&id, now)).ok_or(codes::NO_TOKEN)?;
    web::ok(&shown(&token))
}

/// Lists the projects that are the caller's.
async fn list_projects(call: Call) -> Answer {
    let config = &call.service.config;
    let query = call.query()?;
    let name = query.text("name");
    let mut projects: Vec<(String, String)> =
        config.projects.iter().map(|project| (project.id.clone(), project.name.clone())).collect();
    if let Some(token) = &call.caller.token {
        projects.extend(token.project_id.clone().zip(token.project_name.clone()));
    }
    for credential in &config.credentials {
        projects.push((credential.project.clone(), config.region_of(&credential.project).to_owned()));
    }
    let mut seen = std::collections::HashSet::new();
    let domain =
        call.caller.token.as_ref().map_or_else(|| "simulator".to_owned(), |token| token.domain.clone());
    let shown: Vec<Value> = projects
        .into_iter()
        .filter(|(id, _)| call.caller.projects.as_ref().is_none_or(|own| own.contains(id)))
        .filter(|(_, its)| name.as_ref().is_none_or(|name| name == its))
        .filter(|(id, _)| seen.insert(id.clone()))
        .map(|(id, name)| {
            json!({
                "id": id,
                "name": name,
                "domain_id": hex(&domain),
                "parent_id": hex(&domain),
                "enabled": true,
                "is_domain": false,
                "description": "",
            })
        })
        .collect();
    web::ok(
        &json!({ "projects": shown, "links": { "self": "/v3/projects", "next": null, "previous": null } }),
    )
}
