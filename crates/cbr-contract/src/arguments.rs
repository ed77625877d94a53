//! What the command is told.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use huaweicloud_cbr::types::ResourceCreateType;

const MORE: &str = "\
Who calls comes from the environment, as for the client: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK or the profile file, or a
token in CBR_TOKEN; and HUAWEICLOUD_SDK_PROJECT_ID, the project. None of them is ever printed.

Examples:
  cargo xtask contract
  cargo xtask contract --base-url https://cbr.eu-west-0.example.com --format json -o report.json
  cargo xtask contract --base-url https://cbr.eu-west-0.example.com --allow-writes --resource OS::Nova::Server:SERVER_ID

Exit status:
  0    every operation that could be run answered as the description says
  1    one did not, or something that the run made could not be deleted
  2    wrong usage, or the service cannot be reached or refuses the credentials
  130  interrupted; what the run made was deleted";

/// Run the operations against a deployment, and check each answer against the published description
///
/// Without an address, a simulator is started, and all operations are run against it. With one, operations that change
/// nothing are run: the lists first, and the rest on what they list. What cannot be run for want of an object is said, and
/// does not count as passed.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask contract", bin_name = "cargo xtask contract", after_help = MORE, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The service's address; a simulator is started where there is none
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Run a full life cycle as well: make a policy and a vault, use them, and delete them in the end
    ///
    /// Nothing is changed that the run did not make itself, and so backups are neither restored nor replicated. A vault
    /// costs money for as long as it is there.
    #[arg(long)]
    pub(crate) allow_writes: bool,
    /// A resource to back up in that life cycle, of no other vault; its backup is deleted in the end
    #[arg(long, value_name = "TYPE:ID", requires = "allow_writes")]
    pub(crate) resource: Option<Resource>,
    /// A project to share that backup with
    #[arg(long, value_name = "PROJECT", requires = "resource")]
    pub(crate) share_with: Option<String>,
    /// How long a backup or a deletion may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "1800", value_parser = seconds)]
    pub(crate) patience: Duration,
    /// Form of the result
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Write the result to a file, and the table to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

/// Something that can be backed up.
#[derive(Debug, Clone)]
pub(crate) struct Resource {
    pub(crate) kind: ResourceCreateType,
    pub(crate) id: String,
}

impl Resource {
    /// The kind of vault that it can be in.
    pub(crate) fn object_type(&self) -> &'static str {
        match self.kind {
            ResourceCreateType::OsCinderVolume => "disk",
            ResourceCreateType::OsSfsTurbo => "turbo",
            _ => "server",
        }
    }
}

impl FromStr for Resource {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let usage = "write TYPE:ID, such as OS::Nova::Server:e8cc6bfd-d324-4b88-9109-9fb0ba70676f";
        let (kind, id) = text.rsplit_once(':').ok_or(usage)?;
        let known =
            ["OS::Nova::Server", "OS::Cinder::Volume", "OS::Ironic::BareMetalServer", "OS::Sfs::Turbo"];
        if id.is_empty() || !known.contains(&kind) {
            return Err(format!("{usage}; types are {}", known.join(", ")));
        }
        Ok(Self { kind: ResourceCreateType::from(kind), id: id.to_owned() })
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse().map(Duration::from_secs).map_err(|_| "no number of seconds".to_owned())
}
