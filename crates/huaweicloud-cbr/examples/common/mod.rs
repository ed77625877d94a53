//! What the examples have in common: a client of the service that the environment names.

#![allow(dead_code)] // Not every example takes an argument.

use std::env::var;

use huaweicloud_cbr::auth::Credentials;
use huaweicloud_cbr::{Client, Error};

/// The service and who calls it, from the environment.
///
/// Where the service is:
///
/// - `HUAWEICLOUD_SDK_REGION`, such as `eu-west-0`, or `CBR_ENDPOINT`, the address of a simulator, which is taken for
///   IAM as well unless `HUAWEICLOUD_SDK_IAM_ENDPOINT` names another.
///
/// Who calls, the first of these that is there:
///
/// - `CBR_TOKEN`, a token from IAM; any text for a simulator that asks for none;
/// - `CBR_USER`, `CBR_PASSWORD` and `CBR_DOMAIN`, a user, for whom IAM is asked for tokens;
/// - whatever [`Credentials::from_default`] finds, such as `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`.
///
/// The project is `HUAWEICLOUD_SDK_PROJECT_ID`.
pub(crate) fn client() -> Result<Client, Error> {
    let mut client = Client::builder();
    let project = var("HUAWEICLOUD_SDK_PROJECT_ID").ok();
    if let Ok(address) = var("CBR_ENDPOINT") {
        if var("HUAWEICLOUD_SDK_IAM_ENDPOINT").is_err() {
            client = client.iam_endpoint(&*address);
        }
        client = client.endpoint(address);
    }
    if let Ok(token) = var("CBR_TOKEN") {
        client = client.token(token);
    } else if let (Ok(user), Ok(password)) = (var("CBR_USER"), var("CBR_PASSWORD")) {
        let mut user = Credentials::password(user, password);
        if let Ok(domain) = var("CBR_DOMAIN") {
            user = user.domain(domain);
        }
        if let Some(project) = &project {
            user = user.project_id(project);
        }
        client = client.credentials(user);
    }
    if let Some(project) = project {
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
