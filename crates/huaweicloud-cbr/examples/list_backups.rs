//! Lists backups: all of them, page by page, and those of servers.
//!
//! Against the service:
//!
//! ```console
//! $ export HUAWEICLOUD_SDK_REGION=eu-west-0 HUAWEICLOUD_SDK_PROJECT_ID=…
//! $ export HUAWEICLOUD_SDK_AK=… HUAWEICLOUD_SDK_SK=…   # or CBR_TOKEN, or CBR_USER, CBR_PASSWORD and CBR_DOMAIN
//! $ cargo run -p huaweicloud-cbr --example list_backups
//! ```
//!
//! Against a simulator, which runs with `cbr-sim --listen 127.0.0.1:8420 --auth aksk --credential AK:SK:PROJECT`:
//!
//! ```console
//! $ export CBR_ENDPOINT=http://127.0.0.1:8420 HUAWEICLOUD_SDK_PROJECT_ID=PROJECT
//! $ export HUAWEICLOUD_SDK_AK=AK HUAWEICLOUD_SDK_SK=SK # or CBR_TOKEN=any with --auth none
//! $ cargo run -p huaweicloud-cbr --example list_backups
//! ```

mod common;

use huaweicloud_cbr::types::{BackupResp, ListBackupsResourceType};
use huaweicloud_cbr::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = common::client()?;
    for name in names_of_all(&client).await? {
        println!("{name}");
    }
    println!("{} of the backups are of servers", of_servers(&client).await?.len());
    Ok(())
}

/// The names of all backups. Pages of 100 are read one after another: the next is on its way while one is used.
pub async fn names_of_all(client: &Client) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    let mut backups = client.backups().list().limit(100).stream();
    while let Some(backup) = backups.try_next().await? {
        names.extend(backup.name);
    }
    Ok(names)
}

/// The first page of the backups of servers.
pub async fn of_servers(client: &Client) -> Result<Vec<BackupResp>, Error> {
    let page =
        client.backups().list().resource_type(ListBackupsResourceType::OsNovaServer).limit(5).offset(0);
    Ok(page.send().await?.into_inner().backups.unwrap_or_default())
}
