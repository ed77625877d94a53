//! The API as the generator can take it: what progenitor gets wrong cannot be said here.
//!
//! Lowering turns the published document into this model, the normalisations work on it, raising
//! writes it as the client view's document. A default, a pattern, a discriminator, an `anyOf` or
//! a second response type has no place in the model, so nothing after lowering can bring one back.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

/// An API: its operations and the schemas that they share.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) version: String,
    pub(crate) operations: Vec<Operation>,
    pub(crate) schemas: IndexMap<String, Type>,
}

impl Api {
    /// Calls `change` for every type of the API, the outer ones first.
    pub(crate) fn each_type_mut(&mut self, change: &mut dyn FnMut(&mut Type)) {
        for ty in self.schemas.values_mut() {
            ty.walk_mut(change);
        }
        for operation in &mut self.operations {
            operation.sent_mut().for_each(|ty| ty.walk_mut(change));
            operation.received_mut().for_each(|ty| ty.walk_mut(change));
        }
    }

    /// The schemas that what the client sends leads to, in the order of the document.
    pub(crate) fn sent_schemas(&mut self) -> IndexSet<String> {
        reached(&self.schemas, self.operations.iter_mut().flat_map(Operation::sent_mut))
    }

    /// The schemas that what the client receives leads to, in the order of the document.
    pub(crate) fn received_schemas(&mut self) -> IndexSet<String> {
        reached(&self.schemas, self.operations.iter_mut().flat_map(Operation::received_mut))
    }
}

fn reached<'a>(
    schemas: &IndexMap<String, Type>,
    roots: impl Iterator<Item = &'a mut Type>,
) -> IndexSet<String> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut queue: Vec<String> = Vec::new();
    for root in roots {
        queue.extend(root.references().into_iter().map(str::to_owned));
    }
    while let Some(name) = queue.pop() {
        if let Some((name, ty)) = schemas.get_key_value(&name)
            && seen.insert(name)
        {
            queue.extend(ty.references().into_iter().map(str::to_owned));
        }
    }
    schemas.keys().filter(|name| seen.contains(name.as_str())).cloned().collect()
}

/// One operation, with at most one body, one success type and one error type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Operation {
    /// Empty until [`crate::normalise::operation_ids`] where the document gives none.
    pub(crate) id: String,
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) success: Payload,
    pub(crate) error: Payload,
}

impl Operation {
    /// How an error message calls the operation.
    pub(crate) fn label(&self) -> String {
        let place = format!("{} {}", self.method.to_uppercase(), self.path);
        if self.id.is_empty() { place } else { format!("{} ({place})", self.id) }
    }

    /// The types of what the client sends.
    pub(crate) fn sent_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let body = self.body.iter_mut().filter_map(|body| match &mut body.content {
            Content::Json(ty) | Content::Form(ty) => Some(ty),
            Content::Bytes | Content::Text(_) => None,
        });
        self.parameters.iter_mut().map(|p| &mut p.ty).chain(body)
    }

    /// The types of what the client receives.
    pub(crate) fn received_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        [&mut self.success, &mut self.error].into_iter().filter_map(|payload| match payload {
            Payload::Json(ty) => Some(ty),
            Payload::Empty | Payload::Raw => None,
        })
    }
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) description: Option<String>,
    pub(crate) ty: Type,
}

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Body {
    pub(crate) description: Option<String>,
    pub(crate) content: Content,
}

/// What a request body carries.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    Json(Type),
    Form(Type),
    Bytes,
    /// Text, with its media type.
    Text(String),
}

/// What a response carries.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Payload {
    Empty,
    Raw,
    Json(Type),
}

/// A type and what is said of it at this place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Type {
    pub(crate) shape: Shape,
    pub(crate) nullable: bool,
    pub(crate) description: Option<String>,
}

/// The shapes that survive the generator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Any,
    Boolean,
    Integer,
    Number,
    Text {
        min: Option<usize>,
        max: Option<usize>,
    },
    Enumeration(Vec<String>),
    List(Box<Type>),
    Map(Box<Type>),
    Object(Object),
    /// Alternatives of different JSON kinds, at most one of each.
    Union(Vec<Type>),
    Reference(String),
}

/// An object with properties; an open one keeps the members that it does not name.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Object {
    pub(crate) properties: IndexMap<String, Property>,
    pub(crate) open: bool,
}

/// A property of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Property {
    pub(crate) required: bool,
    pub(crate) ty: Type,
}

impl Shape {
    /// Text without limits.
    pub(crate) const TEXT: Self = Self::Text { min: None, max: None };

    /// Whether the shape becomes a Rust type with a name of its own.
    pub(crate) fn is_named(&self) -> bool {
        match self {
            Self::Object(_) | Self::Enumeration(_) | Self::Union(_) => true,
            Self::Text { min, max } => min.is_some() || max.is_some(),
            _ => false,
        }
    }
}

impl From<Shape> for Type {
    fn from(shape: Shape) -> Self {
        Self { shape, nullable: false, description: None }
    }
}

impl Type {
    /// The types directly inside this one.
    pub(crate) fn parts(&self) -> Vec<&Type> {
        match &self.shape {
            Shape::List(item) | Shape::Map(item) => vec![item],
            Shape::Object(object) => object.properties.values().map(|p| &p.ty).collect(),
            Shape::Union(parts) => parts.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The types directly inside this one, to change.
    pub(crate) fn parts_mut(&mut self) -> Vec<&mut Type> {
        match &mut self.shape {
            Shape::List(item) | Shape::Map(item) => vec![item],
            Shape::Object(object) => object.properties.values_mut().map(|p| &mut p.ty).collect(),
            Shape::Union(parts) => parts.iter_mut().collect(),
            _ => Vec::new(),
        }
    }

    /// Calls `change` for this type and every type inside it, the outer ones first.
    pub(crate) fn walk_mut(&mut self, change: &mut dyn FnMut(&mut Type)) {
        change(self);
        for part in self.parts_mut() {
            part.walk_mut(change);
        }
    }

    /// The names of the schemas that this type refers to, in order of appearance.
    pub(crate) fn references(&self) -> Vec<&str> {
        match &self.shape {
            Shape::Reference(name) => vec![name],
            _ => self.parts().into_iter().flat_map(Type::references).collect(),
        }
    }
}
