//! The calls as they are written by hand.

use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use reqwest::{RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A client with the two calls.
pub(crate) struct ByHand {
    http: reqwest::Client,
    endpoint: String,
}

/// What goes wrong.
#[derive(Debug)]
#[allow(dead_code)]
pub(crate) enum Error {
    Http(reqwest::Error),
    Status(StatusCode, String),
    Json(serde_json::Error),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

impl ByHand {
    pub(crate) fn new(endpoint: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("x-auth-token", HeaderValue::from_static(super::TOKEN));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let http = reqwest::Client::builder()
            .user_agent("by-hand")
            .default_headers(headers)
            .timeout(Duration::from_secs(60))
            .connect_timeout(Duration::from_secs(10))
            .build()
            .expect("a client");
        Self { http, endpoint }
    }

    pub(crate) async fn list_vaults(&self, object_type: &str, limit: u32) -> Result<VaultList, Error> {
        let url = format!("{}/v3/{}/vaults", self.endpoint, super::PROJECT);
        let query = [("object_type", object_type), ("limit", &limit.to_string())];
        answer(self.http.get(url).query(&query)).await
    }

    pub(crate) async fn create_vault(&self, vault: VaultCreate) -> Result<VaultCreated, Error> {
        let url = format!("{}/v3/{}/vaults", self.endpoint, super::PROJECT);
        answer(self.http.post(url).json(&CreateVault { vault })).await
    }
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Error> {
    let response = request.send().await?;
    let status = response.status();
    let body = response.bytes().await?;
    if !status.is_success() {
        return Err(Error::Status(status, String::from_utf8_lossy(&body).into_owned()));
    }
    serde_json::from_slice(&body).map_err(Error::Json)
}

/// Structs all of whose members may be missing.
macro_rules! answers {
    ($($name:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty,)* })*) => {$(
        #[derive(Debug, Default, Deserialize)]
        #[allow(dead_code)]
        pub(crate) struct $name {
            $($(#[$attribute])* pub(crate) $field: Option<$ty>,)*
        }
    )*};
}

answers! {
    VaultList { count: i64, limit: i64, offset: i64, vaults: Vec<Vault>, }
    VaultCreated { vault: Vault, }
    Vault {
        auto_bind: bool,
        auto_expand: bool,
        backup_name_prefix: String,
        billing: Billing,
        bind_rules: BindRules,
        created_at: String,
        description: String,
        enterprise_project_id: EnterpriseProjectId,
        id: String,
        name: String,
        project_id: String,
        provider_id: String,
        resources: Vec<Resource>,
        sys_lock_source_service: String,
        tags: Vec<Tag>,
        user_id: String,
    }
    Billing {
        allocated: i64,
        charging_mode: String,
        cloud_type: String,
        consistent_level: String,
        frozen_scene: String,
        object_type: ObjectType,
        order_id: String,
        product_id: String,
        protect_type: ProtectType,
        size: i64,
        spec_code: String,
        status: Status,
        storage_unit: String,
        used: i64,
    }
    BindRules { tags: Vec<serde_json::Map<String, serde_json::Value>>, }
    Resource {
        backup_count: i64,
        backup_size: i64,
        extra_info: ExtraInfo,
        id: String,
        name: String,
        protect_status: Status,
        size: i64,
        #[serde(rename = "type")]
        type_: ResourceType,
    }
    ExtraInfo { exclude_volumes: Vec<String>, }
    Tag { key: String, value: String, }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[allow(dead_code)]
pub(crate) enum EnterpriseProjectId {
    Integer(i64),
    Text(String),
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ObjectType {
    Server,
    Disk,
    Turbo,
    #[default]
    #[serde(other)]
    Other,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProtectType {
    Backup,
    Replication,
    #[default]
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Available,
    Error,
    Protecting,
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
pub(crate) enum ResourceType {
    #[serde(rename = "OS::Nova::Server")]
    Server,
    #[serde(rename = "OS::Cinder::Volume")]
    Volume,
    #[serde(other)]
    Other,
}

#[derive(Serialize)]
struct CreateVault {
    vault: VaultCreate,
}

#[derive(Default, Serialize)]
pub(crate) struct VaultCreate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) backup_policy_id: Option<String>,
    pub(crate) billing: BillingCreate,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    pub(crate) name: String,
    pub(crate) resources: Vec<ResourceCreate>,
}

#[derive(Default, Serialize)]
pub(crate) struct BillingCreate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) charging_mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cloud_type: Option<String>,
    pub(crate) consistent_level: String,
    pub(crate) object_type: ObjectType,
    pub(crate) protect_type: ProtectType,
    pub(crate) size: i64,
}

#[derive(Serialize)]
pub(crate) struct ResourceCreate {
    pub(crate) id: String,
    pub(crate) r#type: String,
}
