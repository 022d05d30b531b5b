//! What goes before an interrupted launcher ends.

/// Has `before` called when the user or the system ends this process.
#[cfg(unix)]
pub(crate) fn before_end(before: impl Fn() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    // A shell that starts a program in the background, or under nohup, has it pass some of these over.
    let ending = [SIGINT, SIGTERM, SIGHUP];
    let ending = ending.into_iter().filter(|signal| !is_passed_over(*signal));
    let Ok(mut signals) = Signals::new(ending) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            before();
            emulate_default_handler(signal).ok();
        }
    });
}

/// Whether this program was started so that `signal` does nothing.
#[cfg(unix)]
fn is_passed_over(signal: i32) -> bool {
    let mut action = std::mem::MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: without a new action the call only writes the present one, into a place of its own; one of all zeros is valid.
    let action = unsafe {
        libc::sigaction(signal, std::ptr::null(), action.as_mut_ptr());
        action.assume_init()
    };
    action.sa_sigaction == libc::SIG_IGN
}

/// Has `before` called when Ctrl-C ends this process. By itself Windows would give its own exit code, which no script knows.
#[cfg(windows)]
pub(crate) fn before_end(before: impl Fn() + Send + 'static) {
    use std::process;
    use std::sync::{Mutex, PoisonError};

    /// What a shell says of a program that Ctrl-C ended.
    const INTERRUPTED: i32 = 130;
    /// A process has one handler, and perhaps more than one run.
    static LAST: Mutex<Option<Box<dyn Fn() + Send>>> = Mutex::new(None);

    let last = || LAST.lock().unwrap_or_else(PoisonError::into_inner);
    *last() = Some(Box::new(before));
    ctrlc::set_handler(move || {
        if let Some(before) = &*last() {
            before();
        }
        process::exit(INTERRUPTED)
    })
    // It is there from the run before.
    .ok();
}
