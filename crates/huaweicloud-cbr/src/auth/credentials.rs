//! What a caller authenticates with.

use serde::Serialize;

use super::secret::{self, SecretString};

/// What a client authenticates with: a [token](Self::token), a [user's password](Self::password) or an
/// [access key](Self::access_key), given by the program or [found](Self::from_default) around it.
///
/// ```
/// use huaweicloud_cbr::auth::Credentials;
///
/// # let (password, secret_key) = ("", "");
/// let user: Credentials =
///     Credentials::password("backup-operator", password).domain("acme").project("cn-north-4").into();
/// let key: Credentials = Credentials::access_key("HPUAB3EXAMPLE", secret_key)
///     .project_id("f841e01fd2b14e7fa41b6ae7aa6b0594")
///     .into();
/// ```
#[derive(Clone, Debug)]
pub struct Credentials(pub(super) Kind);

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Token(Token),
    Password(Password),
    AccessKey(AccessKey),
}

impl Credentials {
    /// A token that the caller has. When it expires, so do the credentials.
    pub fn token(token: impl Into<String>) -> Token {
        Token { token: secret::keep(token), project_id: None }
    }

    /// The name and the password of a user, for which IAM issues tokens. They are renewed before they expire.
    pub fn password(user: impl Into<String>, password: impl Into<String>) -> Password {
        Password { user: user.into(), password: secret::keep(password), domain: None, project: None }
    }

    /// An access key (AK) and its secret (SK), which sign each request.
    pub fn access_key(access_key: impl Into<String>, secret_key: impl Into<String>) -> AccessKey {
        AccessKey {
            access_key: secret::keep(access_key),
            secret_key: secret::keep(secret_key),
            security_token: None,
            project_id: None,
        }
    }
}

/// A token that the caller has: see [`Credentials::token`].
#[derive(Clone, Debug)]
pub struct Token {
    pub(super) token: SecretString,
    pub(super) project_id: Option<String>,
}

impl Token {
    /// The id of the project that the token is for.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }
}

/// The name and the password of a user: see [`Credentials::password`]. The domain is needed. Without a project,
/// the tokens are for the whole domain, which regional services refuse.
#[derive(Clone, Debug)]
pub struct Password {
    pub(super) user: String,
    pub(super) password: SecretString,
    pub(super) domain: Option<Named>,
    pub(super) project: Option<Named>,
}

impl Password {
    /// The name of the domain (the account) that the user belongs to.
    #[must_use]
    pub fn domain(mut self, name: impl Into<String>) -> Self {
        self.domain = Some(Named::Name(name.into()));
        self
    }

    /// The id of the domain (the account) that the user belongs to, instead of its name.
    #[must_use]
    pub fn domain_id(mut self, id: impl Into<String>) -> Self {
        self.domain = Some(Named::Id(id.into()));
        self
    }

    /// The name of the project that the tokens are for. A region's own project has the region's name.
    #[must_use]
    pub fn project(mut self, name: impl Into<String>) -> Self {
        self.project = Some(Named::Name(name.into()));
        self
    }

    /// The id of the project that the tokens are for, instead of its name.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project = Some(Named::Id(id.into()));
        self
    }
}

/// An access key and its secret: see [`Credentials::access_key`].
#[derive(Clone, Debug)]
pub struct AccessKey {
    pub(super) access_key: SecretString,
    pub(super) secret_key: SecretString,
    pub(super) security_token: Option<SecretString>,
    pub(super) project_id: Option<String>,
}

impl AccessKey {
    /// The security token that a temporary access key came with.
    #[must_use]
    pub fn security_token(mut self, token: impl Into<String>) -> Self {
        self.security_token = Some(secret::keep(token));
        self
    }

    /// The id of the project that the requests are for.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }
}

/// A domain or a project, as IAM is told it: `{"id": …}` or `{"name": …}`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Named {
    Id(String),
    Name(String),
}

impl From<Token> for Credentials {
    fn from(token: Token) -> Self {
        Self(Kind::Token(token))
    }
}

impl From<Password> for Credentials {
    fn from(password: Password) -> Self {
        Self(Kind::Password(password))
    }
}

impl From<AccessKey> for Credentials {
    fn from(key: AccessKey) -> Self {
        Self(Kind::AccessKey(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn show_no_secret() {
        let all: [Credentials; 3] = [
            Credentials::token("s3cret-token").project_id("p").into(),
            Credentials::password("user", "s3cret-password").domain("d").project("p").into(),
            Credentials::access_key("s3cret-ak", "s3cret-sk").security_token("s3cret-st").into(),
        ];
        for credentials in all {
            for shown in [format!("{credentials:?}"), format!("{credentials:#?}")] {
                assert!(!shown.contains("s3cret"), "{shown}");
            }
        }
    }
}
