//! A simulator in the process that uses it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::{Auth, Config, Credential, Project, User};
use crate::faults::Faults;
use crate::inventory::Inventory;
use crate::service::Service;
use crate::store::StoreError;
use crate::web::app::App;
use crate::web::server;

/// A simulator that runs. It ends when it is stopped or dropped.
#[derive(Debug)]
pub struct Simulator {
    address: SocketAddr,
    service: Arc<Service>,
    stop: watch::Sender<bool>,
    server: Option<JoinHandle<()>>,
    life: JoinHandle<()>,
}

/// Why a simulator does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened at.
    #[error("{address} cannot be listened at")]
    Listen {
        /// The address.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// The data cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A value makes no sense.
    #[error("{0}")]
    Invalid(&'static str),
}

/// What a simulator is told to be before it starts.
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    listen: String,
    config: Config,
}

impl Simulator {
    /// What a simulator can be told. Without a word, it listens at a free port of this machine, keeps all in memory,
    /// asks for no authentication, and lets time run as it really does.
    pub fn builder() -> Builder {
        Builder { listen: "127.0.0.1:0".to_owned(), config: Config::default() }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens, as a base for calls: `http://127.0.0.1:8420`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What time it is there, in seconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.service.now().seconds()
    }

    /// Moves simulated time on. What is due until then has happened when this comes back.
    pub fn advance(&self, by: Duration) {
        self.service.advance(by);
    }

    /// Stops: what is under way is answered, and all that was answered is kept.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if let Some(server) = self.server.take() {
            let _ = server.await;
        }
        self.life.abort();
        // With the last of its users the store is closed, and can be opened by another one.
        let _ = (&mut self.life).await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.life.abort();
        if let Some(server) = self.server.take() {
            server.abort();
        }
    }
}

impl Builder {
    /// Where to listen, such as `127.0.0.1:8420`; port 0 is any that is free.
    pub fn listen(mut self, address: impl Into<String>) -> Self {
        self.listen = address.into();
        self
    }

    /// Keeps the state in a directory, which is made where it is not there.
    pub fn data(mut self, directory: impl Into<PathBuf>) -> Self {
        self.config.data = Some(directory.into());
        self
    }

    /// Lets time run so many times as fast as it really does. At 0 it stands until [`Simulator::advance`].
    pub fn time_scale(mut self, scale: f64) -> Self {
        self.config.time_scale = scale;
        self
    }

    /// How long a task takes in simulated time; five seconds where nothing is said.
    pub fn task_time(mut self, time: Duration) -> Self {
        self.config.task_time = time;
        self
    }

    /// Which credentials calls need.
    pub fn auth(mut self, auth: Auth) -> Self {
        self.config.auth = auth;
        self
    }

    /// An access key that signatures are checked with. The same key may be given for several projects.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.config.credentials.push(credential);
        self
    }

    /// A user who may ask for tokens, in a domain, or in any where none is named. Where no one is named, all may.
    pub fn user(mut self, name: &str, password: &str, domain: Option<&str>) -> Self {
        let (name, password, domain) = (name.to_owned(), password.to_owned(), domain.map(str::to_owned));
        self.config.users.push(User { name, password, domain });
        self
    }

    /// A project with a name, and with a region where it is in one only.
    pub fn project(mut self, id: &str, name: &str, region: Option<&str>) -> Self {
        let (id, name, region) = (id.to_owned(), name.to_owned(), region.map(str::to_owned));
        self.config.projects.push(Project { id, name, region });
        self
    }

    /// The regions that there are, its own first.
    pub fn regions<T: Into<String>>(mut self, regions: impl IntoIterator<Item = T>) -> Self {
        self.config.regions = regions.into_iter().map(Into::into).collect();
        self
    }

    /// Lets every answer take some time between these two.
    pub fn latency(mut self, least: Duration, most: Duration) -> Self {
        self.config.latency = (least, most.max(least));
        self
    }

    /// Lets things go wrong.
    pub fn faults(mut self, faults: Faults) -> Self {
        self.config.faults = faults;
        self
    }

    /// Lets the same things go wrong in each run.
    pub fn seed(mut self, seed: u64) -> Self {
        self.config.seed = Some(seed);
        self
    }

    /// Servers, volumes and file systems that are not ordinary ones.
    pub fn inventory(mut self, inventory: Inventory) -> Self {
        self.config.inventory = inventory;
        self
    }

    /// How many vaults a project may have.
    pub fn max_vaults(mut self, most: usize) -> Self {
        self.config.limits.vaults = most;
        self
    }

    /// How many policies of a kind a project may have.
    pub fn max_policies(mut self, most: usize) -> Self {
        self.config.limits.policies = most;
        self
    }

    /// How many projects a backup may be shared with.
    pub fn max_members(mut self, most: usize) -> Self {
        self.config.limits.members = most;
        self
    }

    /// How many copies of a backup there may be.
    pub fn max_replicas(mut self, most: usize) -> Self {
        self.config.limits.replicas = most;
        self
    }

    /// How many bytes a body may have.
    pub fn max_body(mut self, most: usize) -> Self {
        self.config.max_body = most;
        self
    }

    /// How many connections there may be at once; a further one is told so and closed.
    pub fn max_connections(mut self, most: usize) -> Self {
        self.config.max_connections = most;
        self
    }

    /// For how long a connection may be without a whole head of a request, be it idle or slow.
    pub fn header_timeout(mut self, time: Duration) -> Self {
        self.config.header_timeout = time;
        self
    }

    /// How long the body of a request may take.
    pub fn body_timeout(mut self, time: Duration) -> Self {
        self.config.body_timeout = time;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// Where the address or the data cannot be used, or a value makes no sense.
    pub async fn start(self) -> Result<Simulator, StartError> {
        let Self { listen, config } = self;
        if !config.time_scale.is_finite() || config.time_scale < 0.0 {
            return Err(StartError::Invalid("the time scale must be 0 or more"));
        }
        if config.regions.is_empty() {
            return Err(StartError::Invalid("there must be a region"));
        }
        let unheard = |source| StartError::Listen { address: listen.clone(), source };
        let listener = TcpListener::bind(&listen).await.map_err(unheard)?;
        let address = listener.local_addr().map_err(unheard)?;
        // Reading what was kept takes a while where it is much.
        let opened = tokio::task::spawn_blocking(move || Service::open(config)).await;
        let service = opened.map_err(|_| StartError::Invalid("the state cannot be read"))??;
        let app = Arc::new(App::new(Arc::clone(&service)));
        let (stop, stopped) = watch::channel(false);
        let server = Some(tokio::spawn(server::serve(listener, app, stopped)));
        let living = Arc::clone(&service);
        let life = tokio::spawn(async move { living.live().await });
        Ok(Simulator { address, service, stop, server, life })
    }
}
