use crate::model::{Shape, Type};

/// What a service sends is not refused for what its documentation forgot: in a response every
/// property may be missing or null, text has no limits (typify checks them on decoding too), and
/// an object keeps the members that nobody described.
pub(super) fn relaxed(ty: &Type) -> Type {
    let mut ty = ty.clone();
    ty.walk_mut(&mut |ty| match &mut ty.shape {
        Shape::Text { min, max } => (*min, *max) = (None, None),
        Shape::Object(object) => {
            object.open = true;
            for property in object.properties.values_mut() {
                property.required = false;
            }
        }
        _ => {}
    });
    ty
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Object, Property};

    #[test]
    fn responses_are_lax() {
        let text: Type = Shape::Text { min: Some(1), max: None }.into();
        let mut object = Object::default();
        object.properties.insert("a".into(), Property { required: true, ty: text });
        let list: Type = Shape::List(Box::new(Shape::Object(object).into())).into();
        let Shape::List(item) = relaxed(&list).shape else { panic!("no list") };
        let Shape::Object(object) = item.shape else { panic!("no object") };
        assert!(object.open && !object.properties["a"].required);
        assert_eq!(object.properties["a"].ty.shape, Shape::TEXT);
    }

    #[test]
    fn what_is_lax_already_stays() {
        for shape in [Shape::Any, Shape::Integer, Shape::Enumeration(vec!["a".into()])] {
            assert_eq!(relaxed(&shape.clone().into()).shape, shape);
        }
    }
}
