//! A token, which says for a while who calls.

use serde::{Deserialize, Serialize};

use super::{Due, Record, Table, World};
use crate::time::Time;

/// Tokens belong to no project: whoever has one is of the project that it is for.
pub(crate) const NO_PROJECT: &str = "";

/// A token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Token {
    /// What the token is known by: its hash, so that the store has no tokens.
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) domain: String,
    pub(crate) project_id: Option<String>,
    pub(crate) project_name: Option<String>,
    pub(crate) issued: Time,
    pub(crate) expires: Time,
}

impl Record for Token {
    const TABLE: &'static str = "tokens";
    const DUE: Option<Due> = Some(Due::Token);

    fn id(&self) -> &str {
        &self.id
    }

    fn project(&self) -> &str {
        NO_PROJECT
    }

    fn table(world: &World) -> &Table<Self> {
        &world.tokens
    }

    fn table_mut(world: &mut World) -> &mut Table<Self> {
        &mut world.tokens
    }

    fn due(&self) -> Option<Time> {
        Some(self.expires)
    }
}

/// The ID of the user who does what is done in a project: the same one each time.
pub(crate) fn user_id(project: &str) -> String {
    hex(&format!("user of {project}"))
}

/// 32 digits that stand for a text, as the IDs of projects and users are written.
pub(crate) fn hex(text: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash: [u8; 32] = Sha256::digest(text).into();
    uuid::Uuid::from_bytes(std::array::from_fn(|at| hash[at])).simple().to_string()
}
