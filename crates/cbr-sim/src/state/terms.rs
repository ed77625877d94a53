//! What many vaults have alike, and share.

use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::token::user_id;
use crate::model::values::LockSource;
use crate::model::vault::{Tag, VaultBindRules};

/// How a vault was asked for. That is mostly the same for the vaults of a project: one that comes after an equal one shares
/// it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Terms {
    pub(crate) project: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    #[serde(default, skip_serializing_if = "Usual::is_usual")]
    pub(crate) cloud_type: Usual<Public>,
    #[serde(default, skip_serializing_if = "Usual::is_usual")]
    pub(crate) consistent_level: Usual<CrashConsistent>,
    #[serde(default, skip_serializing_if = "Usual::is_usual")]
    pub(crate) charging_mode: Usual<PostPaid>,
    #[serde(default, skip_serializing_if = "Usual::is_usual")]
    pub(crate) enterprise_project: Usual<NoEnterprise>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tags: Vec<Tag>,
    #[serde(default, skip_serializing_if = "VaultBindRules::is_empty")]
    pub(crate) bind_rules: VaultBindRules,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name_prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lock_source: Option<LockSource>,
    #[serde(skip)]
    pub(crate) user: User,
}

impl Terms {
    /// The ID of the user who asked.
    pub(crate) fn user_id(&self) -> &str {
        self.user.0.get_or_init(|| user_id(&self.project).into())
    }
}

/// The user of the project. It takes a cryptographic hash to name one, and most are asked for again and again.
#[derive(Debug, Clone, Default)]
pub(crate) struct User(OnceLock<Box<str>>);

/// Where projects are equal, so are their users, whether they were asked for or not.
impl PartialEq for User {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A text that is kept where it is not the usual one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub(crate) struct Usual<T>(Option<Box<str>>, #[serde(skip)] PhantomData<T>);

/// What a text usually is.
pub(crate) trait IsUsually {
    const TEXT: &'static str;
}

macro_rules! usually {
    ($($(#[$doc:meta])* $name:ident $text:literal)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $name;

        impl IsUsually for $name {
            const TEXT: &'static str = $text;
        }
    )+};
}

usually! {
    /// The public cloud.
    Public "public"
    /// All volumes of a resource as if its power had failed.
    CrashConsistent "crash_consistent"
    /// Paid by use.
    PostPaid "post_paid"
    /// The enterprise project of what was put into none.
    NoEnterprise "0"
}

impl<T: IsUsually> Usual<T> {
    /// A text that was given, or the usual one.
    pub(crate) fn new(given: Option<String>) -> Self {
        let given = given.filter(|given| given != T::TEXT);
        Self(given.map(String::into_boxed_str), PhantomData)
    }

    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or(T::TEXT)
    }

    fn is_usual(&self) -> bool {
        self.0.is_none()
    }
}

impl<T: IsUsually> Default for Usual<T> {
    fn default() -> Self {
        Self::new(None)
    }
}
