use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread's panics are contained, and what the last of them said.
    static CONTAINED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic in it is an error with the panic's message and place, and prints nothing.
///
/// The hook that keeps quiet is set once and asks a variable of its own thread, so that panics of
/// other threads are reported as before.
pub(super) fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let noted = CONTAINED.with(|contained| match contained.try_borrow_mut() {
                Ok(mut contained) => match contained.as_mut() {
                    Some(message) => {
                        let place = info.location().map(|at| format!(" at {at}"));
                        *message = text(info.payload()) + &place.unwrap_or_default();
                        true
                    }
                    None => false,
                },
                Err(_) => false,
            });
            if !noted {
                before(info);
            }
        }));
    });
    CONTAINED.with(|contained| *contained.borrow_mut() = Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let message = CONTAINED.with(|contained| contained.borrow_mut().take());
    result.map_err(|payload| match message {
        Some(message) if !message.is_empty() => format!("panic: {}", shortened(&message)),
        _ => format!("panic: {}", text(payload.as_ref())),
    })
}

fn text(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

/// progenitor's panics print whole documents.
fn shortened(message: &str) -> String {
    const LONGEST: usize = 500;
    if message.chars().count() <= LONGEST {
        return message.to_owned();
    }
    message.chars().take(LONGEST).chain("…".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_place() {
        let error = contained(|| panic!("no such {}", "key")).unwrap_err();
        assert!(error.starts_with("panic: no such key at "), "{error}");
        assert!(error.contains("contained.rs"), "{error}");
    }

    #[test]
    fn a_result_is_passed_on() {
        assert_eq!(contained(|| 3), Ok(3));
    }
}
