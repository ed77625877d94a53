//! A request as operations see it.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::query::Query;
use super::{Received, RequestId, body};
use crate::auth::{self, Caller};
use crate::codes;
use crate::error::Error;
use crate::model::check::Check;
use crate::service::Service;
use crate::state::{Tx, World};
use crate::time::Time;

/// A request whose caller is known, and to whom the project in the path belongs.
pub(crate) struct Call {
    pub(crate) service: Arc<Service>,
    pub(crate) caller: Caller,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    id: RequestId,
    path: RawPathParams,
}

/// A request of whoever it may be.
pub(crate) struct Anyone(pub(crate) Call);

impl FromRequest<Arc<Service>> for Call {
    type Rejection = Error;

    async fn from_request(request: Request, service: &Arc<Service>) -> Result<Self, Error> {
        let Anyone(mut call) = Anyone::from_request(request, service).await?;
        call.caller = auth::caller(&call)?;
        if call.path.iter().any(|(name, value)| name == "project_id" && !is_project(value)) {
            return Err(Error::invalid("project_id", "is not the ID of a project"));
        }
        Ok(call)
    }
}

impl FromRequest<Arc<Service>> for Anyone {
    type Rejection = Error;

    async fn from_request(request: Request, service: &Arc<Service>) -> Result<Self, Error> {
        let (mut parts, _) = request.into_parts();
        let path = RawPathParams::from_request_parts(&mut parts, &()).await;
        let path = path.map_err(|_| Error::invalid("path", "is not text in UTF-8"))?;
        let received = parts.extensions.remove::<Received>();
        let (id, body) = received
            .map_or_else(|| (RequestId::new(), Bytes::new()), |received| (received.id, received.body));
        let Parts { method, uri, headers, .. } = parts;
        let (service, caller) = (Arc::clone(service), Caller::default());
        Ok(Self(Call { service, caller, method, uri, headers, body, id, path }))
    }
}

fn is_project(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=64).contains(&id.len()) && id.bytes().all(allowed)
}

impl Call {
    /// A value in the path.
    pub(crate) fn path(&self, name: &str) -> &str {
        self.path.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The project that the call is about.
    pub(crate) fn project(&self) -> &str {
        self.path("project_id")
    }

    /// The query.
    pub(crate) fn query(&self) -> Result<Query<'_>, Error> {
        Query::parse(self.uri.query().unwrap_or_default())
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
        self.service.write(self.id.as_str(), step).await
    }
}
