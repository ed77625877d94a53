//! Where the walk is.

use super::Flow;

/// What carries a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    Body,
    Property,
    Parameter,
    ParameterProperty,
    Header,
    HeaderProperty,
}

impl Scope {
    /// What `@` in the identifier of a kind stands for.
    pub(super) fn word(self, flow: Flow) -> &'static str {
        match (self, flow) {
            (Self::Body, Flow::Request) => "request-body",
            (Self::Body, Flow::Response) => "response-body",
            (Self::Property, Flow::Request) => "request-property",
            (Self::Property, Flow::Response) => "response-property",
            (Self::Parameter, Flow::Request) => "request-parameter",
            (Self::Parameter, Flow::Response) => "response-parameter",
            (Self::ParameterProperty, Flow::Request) => "request-parameter-property",
            (Self::ParameterProperty, Flow::Response) => "response-parameter-property",
            (Self::Header, Flow::Request) => "request-header",
            (Self::Header, Flow::Response) => "response-header",
            (Self::HeaderProperty, Flow::Request) => "request-header-property",
            (Self::HeaderProperty, Flow::Response) => "response-header-property",
        }
    }

    /// What carries a part of the value.
    pub(super) fn inner(self) -> Self {
        match self {
            Self::Body | Self::Property => Self::Property,
            Self::Parameter | Self::ParameterProperty => Self::ParameterProperty,
            Self::Header | Self::HeaderProperty => Self::HeaderProperty,
        }
    }
}

/// Where the walk is, as far as it matters for what is found there.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) scope: Scope,
    /// Who sends the value; none where neither does.
    pub(super) flow: Option<Flow>,
    /// Whether the value is described and not sent this way, as one that is read-only is not in requests.
    pub(super) idle: bool,
    /// Whether the value is a member that has to be there.
    pub(super) required: bool,
    /// Whether an enumeration here is one of several alternatives, the others being of its type.
    pub(super) open: bool,
    /// Whether what is said about the value was compared already.
    pub(super) bare: bool,
    /// Whether the default was compared already, since it stands beside alternatives of which this is one.
    pub(super) defaulted: bool,
    /// The place in words.
    pub(super) path: String,
    /// Where the path starts with a schema that was put in the place of another: the length of its name, and the other's.
    pub(super) instead: Option<(usize, String)>,
}

impl Place {
    /// A place that is of the document, or of an operation, and carries no value.
    pub(super) fn of(path: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            scope: Scope::Body,
            flow: None,
            idle: false,
            required: false,
            open: false,
            bare: false,
            defaulted: false,
            path,
            instead: None,
        }
    }

    /// A place whose value is sent.
    pub(super) fn sent(scope: Scope, flow: Flow, path: impl Into<String>) -> Self {
        Self { scope, flow: Some(flow), ..Self::of(path) }
    }

    /// The same place called otherwise.
    pub(super) fn called(&self, path: impl Into<String>) -> Self {
        Self { path: path.into(), instead: None, ..self.clone() }
    }

    /// The same place, called by the schema that was put in the place of another.
    pub(super) fn called_instead(&self, name: &str, of: &str) -> Self {
        Self { instead: Some((name.len(), of.to_owned())), ..self.called(name) }
    }

    /// The place as a change names it. What was there was in the schema that was there, not in the one that is.
    pub(super) fn words(&self, was: bool) -> String {
        match &self.instead {
            Some((length, of)) if was => {
                let (name, rest) = self.path.split_at(*length);
                format!("{name} (in place of {of}){rest}")
            }
            _ => self.path.clone(),
        }
    }

    /// A part of the value.
    pub(super) fn part(&self, suffix: &str) -> Self {
        Self {
            scope: self.scope.inner(),
            required: false,
            open: false,
            bare: false,
            defaulted: false,
            path: self.path.clone() + suffix,
            ..self.clone()
        }
    }
}
