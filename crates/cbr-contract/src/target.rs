//! What the operations are run against.

use std::sync::Arc;
use std::time::Duration;

use huaweicloud_cbr::{Client, ClientBuilder};
use speclift_contract::Contract;

use crate::arguments::Arguments;
use crate::ledger::Ledger;
use crate::run::Failure;
use crate::write::Means;

/// The published description.
const PUBLISHED: &str = include_str!("../../../spec/cbr.openapi.json");

/// A deployment, and one who calls it.
pub(crate) struct Target {
    /// What it is called in the report.
    pub(crate) name: String,
    pub(crate) client: Client,
    pub(crate) ledger: Arc<Ledger>,
    /// How long the service takes for something, roughly.
    pub(crate) pause: Duration,
}

impl Target {
    /// The deployment that the arguments name; a simulator, started now, where they name none.
    pub(crate) async fn start(arguments: &Arguments) -> Result<Self, Failure> {
        let url = arguments.base_url.clone().unwrap_or_default();
        Self::deployment(&url)
    }

    fn deployment(url: &str) -> Result<Self, Failure> {
        let mut builder = Client::builder().endpoint(url);
        if let Ok(token) = std::env::var("CBR_TOKEN") {
            builder = builder.token(token);
        }
        if let Ok(project) = std::env::var("HUAWEICLOUD_SDK_PROJECT_ID") {
            builder = builder.project_id(project);
        }
        let contract = Contract::parse(PUBLISHED, "cbr.openapi.json")?;
        // The description's server has no path; a deployment behind a gateway may.
        let base =
            url.split_once("://").and_then(|(_, rest)| Some(&rest[rest.find('/')?..])).unwrap_or_default();
        let ledger = Arc::new(Ledger::new(contract.below(base)));
        let client = observed(builder, &ledger).build().map_err(Failure::Client)?;
        Ok(Self { name: client.endpoint().to_owned(), client, ledger, pause: Duration::from_secs(1) })
    }

    /// Whether everything may be done to it.
    pub(crate) fn is_simulator(&self) -> bool {
        false
    }

    /// What a life cycle can be made of here.
    pub(crate) fn means(&self, arguments: &Arguments) -> Means {
        Means {
            resource: arguments.resource.clone(),
            share_with: arguments.share_with.clone(),
            simulated: None,
        }
    }
}

fn observed(builder: ClientBuilder, ledger: &Arc<Ledger>) -> ClientBuilder {
    let ledger = Arc::clone(ledger);
    builder.user_agent("speclift-contract").observe(move |exchange| ledger.observe(exchange))
}
