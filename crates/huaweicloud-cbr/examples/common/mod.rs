//! What the examples have in common: a client of the service that the environment names.

#![allow(dead_code)] // Not every example takes an argument.

use huaweicloud_cbr::{Client, Error};

/// The service and who calls it, from the environment:
///
/// - `HUAWEICLOUD_SDK_REGION`, such as `eu-west-0`, or `CBR_ENDPOINT`, the address of a simulator;
/// - `CBR_TOKEN`, a token from IAM, or whatever [`Credentials::from_default`] finds, such as `HUAWEICLOUD_SDK_AK` and
///   `HUAWEICLOUD_SDK_SK`;
/// - `HUAWEICLOUD_SDK_PROJECT_ID`, the project.
///
/// [`Credentials::from_default`]: huaweicloud_cbr::auth::Credentials::from_default
pub(crate) fn client() -> Result<Client, Error> {
    let mut client = Client::builder();
    if let Ok(address) = std::env::var("CBR_ENDPOINT") {
        client = client.endpoint(address);
    }
    if let Ok(token) = std::env::var("CBR_TOKEN") {
        client = client.token(token);
    }
    if let Ok(project) = std::env::var("HUAWEICLOUD_SDK_PROJECT_ID") {
        client = client.project_id(project);
    }
    client.build()
}

/// The argument that the example needs.
pub(crate) fn argument(name: &str) -> Result<String, Error> {
    std::env::args()
        .nth(1)
        .ok_or_else(|| Error::InvalidRequest(format!("the {name} is missing: give it as argument")))
}
