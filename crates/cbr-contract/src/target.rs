//! What the operations are run against.

use std::sync::Arc;
use std::time::Duration;

use cbr_sim::{Auth, Credential, Simulator};
use huaweicloud_cbr::auth::Credentials;
use huaweicloud_cbr::types::ResourceCreateType;
use huaweicloud_cbr::{Client, ClientBuilder};
use speclift_contract::Contract;

use crate::arguments::{Arguments, Resource};
use crate::ledger::Ledger;
use crate::run::Failure;
use crate::write::{Means, Simulated};

/// The published description.
const PUBLISHED: &str = include_str!("../../../spec/cbr.openapi.json");

/// The projects that a simulator is made for: one that calls, one that is shared with, and one in another region.
const PROJECT: &str = "0605767b5780d5762fc5c0118072a564";
const PARTNER: &str = "4229d7a45436489f8c3dc2b1d35d4987";
const ELSEWHERE: &str = "f841e01fd2b14e7fa41b6ae7aa6b0594";
/// The simulator's second region.
const REGION: &str = "eu-west-1";
/// How much faster than really time goes there, so that a backup takes some tenths of a second.
const TIME_SCALE: f64 = 20.0;

/// A deployment, and one who calls it.
pub(crate) struct Target {
    /// What it is called in the report.
    pub(crate) name: String,
    pub(crate) client: Client,
    pub(crate) ledger: Arc<Ledger>,
    /// How long to wait before the service is asked again whether it has done something.
    pub(crate) pause: Duration,
    /// What was started for the run, if anything.
    simulator: Option<Simulator>,
}

impl Target {
    /// The deployment that the arguments name; a simulator, started now, where they name none.
    pub(crate) async fn start(arguments: &Arguments) -> Result<Self, Failure> {
        let contract = Contract::parse(PUBLISHED, "cbr.openapi.json")?;
        match &arguments.base_url {
            Some(url) => Self::deployment(url, contract),
            None => Self::simulated(contract).await,
        }
    }

    fn deployment(url: &str, contract: Contract) -> Result<Self, Failure> {
        let mut builder = Client::builder().endpoint(url);
        if let Ok(token) = std::env::var("CBR_TOKEN") {
            builder = builder.token(token);
        }
        if let Ok(project) = std::env::var("HUAWEICLOUD_SDK_PROJECT_ID") {
            builder = builder.project_id(project);
        }
        // The description's server has no path; a deployment behind a gateway may.
        let base =
            url.split_once("://").and_then(|(_, rest)| Some(&rest[rest.find('/')?..])).unwrap_or_default();
        let ledger = Arc::new(Ledger::new(contract.below(base)));
        let client = observed(builder, &ledger).build().map_err(Failure::Client)?;
        let name = client.endpoint().to_owned();
        Ok(Self { name, client, ledger, pause: Duration::from_secs(1), simulator: None })
    }

    /// A simulator, whose IAM gives the one who calls a token.
    async fn simulated(contract: Contract) -> Result<Self, Failure> {
        let simulator = Simulator::builder()
            .auth(Auth::Both)
            .user("contract", "contract", None)
            .project(PROJECT, "contract", None)
            .project(ELSEWHERE, "elsewhere", Some(REGION))
            .credential(Credential::new("PARTNER", "partner", PARTNER))
            .credential(Credential::new("ELSEWHERE", "elsewhere", ELSEWHERE))
            .time_scale(TIME_SCALE)
            .start()
            .await?;
        let ledger = Arc::new(Ledger::new(contract));
        let user = Credentials::password("contract", "contract").domain("contract").project("contract");
        let builder =
            Client::builder().endpoint(simulator.url()).iam_endpoint(simulator.url()).credentials(user);
        let client = observed(builder, &ledger).build().map_err(Failure::Client)?;
        let name = "the simulator".to_owned();
        Ok(Self { name, client, ledger, pause: Duration::from_millis(20), simulator: Some(simulator) })
    }

    /// Whether everything may be done to it.
    pub(crate) fn is_simulator(&self) -> bool {
        self.simulator.is_some()
    }

    /// What a life cycle can be made of here.
    pub(crate) fn means(&self, arguments: &Arguments) -> Result<Means, Failure> {
        let Some(simulator) = &self.simulator else {
            let (resource, share_with) = (arguments.resource.clone(), arguments.share_with.clone());
            return Ok(Means { resource, share_with, simulated: None });
        };
        let signing = |access: &str, secret: &str, project: &str| {
            let key = Credentials::access_key(access, secret);
            let builder = Client::builder().endpoint(simulator.url()).credentials(key).project_id(project);
            observed(builder, &self.ledger).build().map_err(Failure::Client)
        };
        let simulated = Simulated {
            partner: signing("PARTNER", "partner", PARTNER)?,
            elsewhere: signing("ELSEWHERE", "elsewhere", ELSEWHERE)?,
            region: REGION.to_owned(),
            project: ELSEWHERE.to_owned(),
        };
        // Every resource exists in a simulator.
        let id = "e8cc6bfd-d324-4b88-9109-9fb0ba70676f".to_owned();
        let resource =
            arguments.resource.clone().unwrap_or(Resource { kind: ResourceCreateType::OsNovaServer, id });
        Ok(Means {
            resource: Some(resource),
            share_with: Some(PARTNER.to_owned()),
            simulated: Some(simulated),
        })
    }

    /// Ends what was started for the run.
    pub(crate) async fn stop(self) {
        if let Some(simulator) = self.simulator {
            simulator.stop().await;
        }
    }
}

fn observed(builder: ClientBuilder, ledger: &Arc<Ledger>) -> ClientBuilder {
    let ledger = Arc::clone(ledger);
    builder.user_agent("speclift-contract").observe(move |exchange| ledger.observe(exchange))
}
