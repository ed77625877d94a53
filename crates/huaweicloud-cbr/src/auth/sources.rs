//! Where credentials are found when the program does not have them: the environment and the profile file,
//! both as the vendor's SDKs know them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::credentials::{AccessKey, Credentials};
use super::error::AuthError;
use super::profile::Section;

const ACCESS_KEY: &str = "HUAWEICLOUD_SDK_AK";
const SECRET_KEY: &str = "HUAWEICLOUD_SDK_SK";
const PROJECT_ID: &str = "HUAWEICLOUD_SDK_PROJECT_ID";
const SECURITY_TOKEN: &str = "HUAWEICLOUD_SDK_SECURITY_TOKEN";
const PROFILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
const IAM_ENDPOINT: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";

/// The section of a profile file that has the credentials of regional services.
const SECTION: &str = "basic";

impl Credentials {
    /// The access key that the environment has: `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`, and where they
    /// are set, `HUAWEICLOUD_SDK_SECURITY_TOKEN` and `HUAWEICLOUD_SDK_PROJECT_ID`.
    ///
    /// # Errors
    ///
    /// [`AuthError::MissingVariable`] where one of the first two is not set, [`AuthError::InvalidVariable`]
    /// where one of the four is not Unicode.
    pub fn from_env() -> Result<Self, AuthError> {
        Sources::real().environment()
    }

    /// The access key that a profile file has: `ak`, `sk`, and optionally `security_token` and `project_id`,
    /// in its section `[basic]`; other entries are left alone. Without a path, it is the file that
    /// `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names, or `.huaweicloud/credentials` in the user's home.
    ///
    /// # Errors
    ///
    /// [`AuthError::UnreadableProfile`] where there is no such file, [`AuthError::InvalidProfile`] where it
    /// has a mistake or lacks one of the first two.
    pub fn from_profile(path: Option<&Path>) -> Result<Self, AuthError> {
        Sources::real().profile(path)
    }

    /// The credentials of the environment, and where it has none, those of the profile file.
    ///
    /// A half of them counts: a file is not looked for where the environment has a key without its secret.
    ///
    /// # Errors
    ///
    /// [`AuthError::NoCredentials`] where there are none; otherwise as [`from_env`](Self::from_env) and
    /// [`from_profile`](Self::from_profile).
    pub fn from_default() -> Result<Self, AuthError> {
        Sources::real().first()
    }
}

/// The endpoint of IAM that the environment has.
pub(super) fn iam_endpoint() -> Result<Option<String>, AuthError> {
    Sources::real().variable(IAM_ENDPOINT)
}

/// The surroundings of the program.
struct Sources<V> {
    variables: V,
    home: Option<PathBuf>,
}

impl Sources<fn(&str) -> Option<OsString>> {
    fn real() -> Self {
        Self { variables: |name| env::var_os(name), home: env::home_dir() }
    }
}

impl<V: Fn(&str) -> Option<OsString>> Sources<V> {
    /// A variable that is empty counts as one that is not set.
    fn variable(&self, name: &'static str) -> Result<Option<String>, AuthError> {
        match (self.variables)(name) {
            None => Ok(None),
            Some(value) if value.is_empty() => Ok(None),
            // The value is not told: it may be a secret.
            Some(value) => value.into_string().map(Some).map_err(|_| AuthError::InvalidVariable { name }),
        }
    }

    fn environment(&self) -> Result<Credentials, AuthError> {
        let needed = |name| self.variable(name)?.ok_or(AuthError::MissingVariable { name });
        let key = Credentials::access_key(needed(ACCESS_KEY)?, needed(SECRET_KEY)?);
        Ok(complete(key, self.variable(SECURITY_TOKEN)?, self.variable(PROJECT_ID)?))
    }

    fn profile(&self, path: Option<&Path>) -> Result<Credentials, AuthError> {
        match path {
            Some(path) => read(path),
            None => read(&self.profile_path()?),
        }
    }

    fn first(&self) -> Result<Credentials, AuthError> {
        if self.variable(ACCESS_KEY)?.is_some() || self.variable(SECRET_KEY)?.is_some() {
            return self.environment();
        }
        let path = self.profile_path()?;
        let named = self.variable(PROFILE)?.is_some();
        match read(&path) {
            Err(AuthError::UnreadableProfile { source, .. })
                if !named && source.kind() == io::ErrorKind::NotFound =>
            {
                Err(AuthError::NoCredentials { variable: ACCESS_KEY, path })
            }
            found => found,
        }
    }

    fn profile_path(&self) -> Result<PathBuf, AuthError> {
        if let Some(path) = self.variable(PROFILE)? {
            return Ok(path.into());
        }
        let home = self.home.as_ref().ok_or(AuthError::MissingVariable { name: PROFILE })?;
        Ok(home.join(".huaweicloud").join("credentials"))
    }
}

fn read(path: &Path) -> Result<Credentials, AuthError> {
    let invalid = |line, problem| AuthError::InvalidProfile { path: path.to_owned(), line, problem };
    let bytes = fs::read(path)
        .map(Zeroizing::new)
        .map_err(|source| AuthError::UnreadableProfile { path: path.to_owned(), source: Arc::new(source) })?;
    let text = str::from_utf8(&bytes).map_err(|_| invalid(None, "not UTF-8"))?;
    let section = Section::read(text, SECTION)
        .map_err(|mistake| invalid(Some(mistake.line), mistake.problem))?
        .ok_or_else(|| invalid(None, "there is no section [basic]"))?;
    let access_key = section.get("ak").ok_or_else(|| invalid(None, "there is no `ak` in [basic]"))?;
    let secret_key = section.get("sk").ok_or_else(|| invalid(None, "there is no `sk` in [basic]"))?;
    Ok(complete(
        Credentials::access_key(access_key, secret_key),
        section.get("security_token"),
        section.get("project_id"),
    ))
}

fn complete<S: Into<String>>(key: AccessKey, token: Option<S>, project: Option<S>) -> Credentials {
    let key = match token {
        Some(token) => key.security_token(token),
        None => key,
    };
    match project {
        Some(id) => key.project_id(id).into(),
        None => key.into(),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::super::credentials::Kind;
    use super::super::secret::ExposeSecret;
    use super::*;

    type Variables = Vec<(&'static str, OsString)>;

    fn sources(set: &[(&'static str, &str)], home: &Path) -> Sources<impl Fn(&str) -> Option<OsString>> {
        let set: Variables = set.iter().map(|(name, value)| (*name, value.into())).collect();
        let get = move |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, v)| v.clone());
        Sources { variables: get, home: Some(home.to_owned()) }
    }

    /// Access key, secret, security token and project.
    fn parts(credentials: Result<Credentials, AuthError>) -> [Option<String>; 4] {
        let Kind::AccessKey(key) = credentials.unwrap().0 else { panic!("no access key") };
        [
            Some(key.access_key.expose_secret().to_owned()),
            Some(key.secret_key.expose_secret().to_owned()),
            key.security_token.map(|token| token.expose_secret().to_owned()),
            key.project_id,
        ]
    }

    fn home(profile: &str) -> TempDir {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(".huaweicloud")).unwrap();
        fs::write(home.path().join(".huaweicloud/credentials"), profile).unwrap();
        home
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn environment() {
        let home = tempfile::tempdir().unwrap();
        let least = [(ACCESS_KEY, "a"), (SECRET_KEY, "s"), (PROJECT_ID, "")];
        assert_eq!(parts(sources(&least, home.path()).environment()), [some("a"), some("s"), None, None]);
        let all = [(ACCESS_KEY, "a"), (SECRET_KEY, "s"), (PROJECT_ID, "p"), (SECURITY_TOKEN, "t")];
        assert_eq!(
            parts(sources(&all, home.path()).environment()),
            [some("a"), some("s"), some("t"), some("p")]
        );
    }

    #[test]
    fn a_missing_variable_is_named() {
        let home = home("[basic]\nak = a\nsk = s\n");
        let half = sources(&[(ACCESS_KEY, "a")], home.path());
        for result in [half.environment(), half.first()] {
            let error = result.unwrap_err();
            assert!(matches!(error, AuthError::MissingVariable { name: SECRET_KEY }), "{error}");
        }
        let none = sources(&[], home.path()).environment().unwrap_err();
        assert!(matches!(none, AuthError::MissingVariable { name: ACCESS_KEY }), "{none}");
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_no_text_is_named_and_not_shown() {
        use std::os::unix::ffi::OsStringExt;
        let secret = OsString::from_vec(b"s3cret\xff".to_vec());
        let sources = Sources { variables: |_: &str| Some(secret.clone()), home: None };
        let error = sources.environment().err().unwrap();
        assert!(matches!(error, AuthError::InvalidVariable { name: ACCESS_KEY }));
        assert!(!format!("{error:?} {error}").contains("s3cret"));
    }

    #[test]
    fn profile() {
        let home = home("[basic]\nak = a\nsk = s\nproject_id = p\nsecurity_token = t==\n");
        let expected = [some("a"), some("s"), some("t=="), some("p")];
        assert_eq!(parts(sources(&[], home.path()).profile(None)), expected);
        let path = home.path().join(".huaweicloud/credentials");
        let elsewhere = tempfile::tempdir().unwrap();
        assert_eq!(parts(sources(&[], elsewhere.path()).profile(Some(&path))), expected);
        let named = [(PROFILE, path.to_str().unwrap())];
        assert_eq!(parts(sources(&named, elsewhere.path()).profile(None)), expected);
        assert_eq!(parts(sources(&named, elsewhere.path()).first()), expected);
    }

    #[test]
    fn a_mistake_in_a_profile_is_told_with_its_place_and_without_its_text() {
        for (profile, place) in [
            ("[basic]\nak = a\ns3cret\n", "credentials:3: neither"),
            ("[basic]\nak = a\n", "credentials: there is no `sk`"),
            ("[basic]\nsk = s3cret\n", "credentials: there is no `ak`"),
            ("[global]\nak = a\nsk = s3cret\n", "credentials: there is no section [basic]"),
        ] {
            let home = home(profile);
            let error = sources(&[], home.path()).first().unwrap_err();
            assert!(error.to_string().contains(place), "{error}");
            assert!(!format!("{error:?} {error}").contains("s3cret"), "{error:?}");
        }
    }

    #[test]
    fn the_environment_goes_first() {
        let home = home("[basic]\nak = file\nsk = file\nsecurity_token = file\n");
        let both = sources(&[(ACCESS_KEY, "a"), (SECRET_KEY, "s")], home.path());
        assert_eq!(parts(both.first()), [some("a"), some("s"), None, None]);
        let file = parts(sources(&[], home.path()).first());
        assert_eq!(file, [some("file"), some("file"), some("file"), None]);
    }

    #[test]
    fn nothing_is_found() {
        let home = tempfile::tempdir().unwrap();
        let error = sources(&[], home.path()).first().unwrap_err();
        assert!(matches!(error, AuthError::NoCredentials { variable: ACCESS_KEY, .. }), "{error}");
        // A file that somebody named has to be there.
        let named = sources(&[(PROFILE, "/nonexistent/file")], home.path());
        assert!(matches!(named.first().unwrap_err(), AuthError::UnreadableProfile { .. }));
    }
}
