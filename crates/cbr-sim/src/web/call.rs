//! A request as operations see it.

use std::sync::Arc;

use axum::RequestExt;
use axum::extract::{FromRequest, RawPathParams, Request};
use axum::http::HeaderMap;
use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::query::Query;
use super::{Received, RequestId, body};
use crate::auth::Caller;
use crate::codes;
use crate::error::Error;
use crate::model::check::Check;
use crate::service::Service;
use crate::state::{Tx, World};
use crate::time::Time;

/// A request.
pub(crate) struct Call {
    pub(crate) service: Arc<Service>,
    pub(crate) request_id: Arc<str>,
    pub(crate) caller: Caller,
    pub(crate) headers: HeaderMap,
    path: Vec<(String, String)>,
    query: String,
    body: Bytes,
}

impl FromRequest<Arc<Service>> for Call {
    type Rejection = Error;

    async fn from_request(mut request: Request, service: &Arc<Service>) -> Result<Self, Error> {
        let path = request.extract_parts::<RawPathParams>().await;
        let path = path.map_err(|_| Error::invalid("path", "is not text in UTF-8"))?;
        let path: Vec<(String, String)> =
            path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        if let Some((_, project)) = path.iter().find(|(name, _)| name == "project_id")
            && !is_project(project)
        {
            return Err(Error::invalid("project_id", "is not the ID of a project"));
        }
        let (mut parts, _) = request.into_parts();
        let id = parts.extensions.remove::<RequestId>().map(|id| id.0);
        Ok(Self {
            service: Arc::clone(service),
            request_id: id.unwrap_or_else(|| Arc::from("")),
            caller: parts.extensions.remove::<Caller>().unwrap_or_default(),
            path,
            query: parts.uri.query().unwrap_or_default().to_owned(),
            body: parts.extensions.remove::<Received>().map(|body| body.0).unwrap_or_default(),
            headers: parts.headers,
        })
    }
}

fn is_project(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=64).contains(&id.len()) && id.bytes().all(allowed)
}

impl Call {
    /// A value in the path.
    pub(crate) fn path(&self, name: &str) -> &str {
        self.path.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The project that the call is about.
    pub(crate) fn project(&self) -> &str {
        self.path("project_id")
    }

    /// The query.
    pub(crate) fn query(&self) -> Result<Query, Error> {
        Query::parse(&self.query)
    }

    /// The body, with its bounds checked.
    pub(crate) fn body<T: DeserializeOwned + Check>(&self) -> Result<T, Error> {
        body::parse(&self.headers, &self.body)
    }

    /// The body, which must be there.
    pub(crate) fn required<T: DeserializeOwned + Check>(&self) -> Result<T, Error> {
        if self.body.is_empty() {
            return Err(Error::about(codes::INVALID, "body", "is missing"));
        }
        self.body()
    }

    /// Looks at the state.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&World, Time) -> T) -> T {
        self.service.read(look)
    }

    /// Does a step.
    pub(crate) async fn write<T>(
        &self,
        step: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.service.write(&self.request_id, step).await
    }
}
