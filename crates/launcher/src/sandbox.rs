//! The sandbox: wasmtime, and the one list of what a guest can reach.
//!
//! Whoever adds a line to [`context`] widens the sandbox; `tests/sandbox.rs` runs a hostile guest under it.

use crate::Guest;
use crate::crew::{self, Orders, Reader};
use crate::failure::Failure;
use crate::grant::Grant;
use crate::module_cache;
use crate::options::{READER, WALKED};
use crate::output::Output;
use crate::plan::Plan;
use crate::walk::Walk;
use std::process::ExitCode;
use std::thread;
use wasmtime::{Config, Engine, Linker, Memory, Module, ResourceLimiter, Store, Trap};
use wasmtime_wasi::p1::{self, WasiP1Ctx};
use wasmtime_wasi::p2::pipe::MemoryInputPipe;
use wasmtime_wasi::{FsPerms, I32Exit, WasiCtxBuilder};

/// Most memory that a guest may have, in bytes.
const MEMORY_CAP_BYTES: usize = 512_000_000;
/// What a guest calls it.
const MEMORY: &str = "memory";
/// Most entries of a guest's tables; ours has a few thousand functions.
const TABLE_CAP_ENTRIES: usize = 1_000_000;

/// Runs `guest` as `plan` says, and gives its exit code.
pub(crate) fn run(guest: Guest<'_>, plan: Plan) -> Result<ExitCode, Failure> {
    if guest.bytes.is_empty() {
        return Err(Failure::new("this cutrack was built without its guest.")
            .attempt("cargo xtask run, which builds both"));
    }
    let walk = plan.tells_homes.then(|| Walk::begin(&plan.grants));
    let mut config = Config::new();
    // The guest says which of its branches are rare; wasmtime lays their code aside.
    config.wasm_branch_hinting(true);
    let engine = Engine::new(&config).map_err(|_| stopped(Stop::Engine))?;
    let module = module_cache::module(&engine, guest).map_err(|_| stopped(Stop::Module))?;
    let sandbox = Sandbox { engine, module };
    let saving = plan.saving;
    let is_told = walk.is_some().then(|| format!("--{WALKED}"));
    let arguments: Vec<String> = is_told.into_iter().chain(plan.arguments).collect();
    let mut wasi = context(&arguments, &plan.grants)?;
    let mut output = Output::default();
    if let Some(input) = plan.input {
        wasi.stdin(MemoryInputPipe::new(input));
    } else {
        let orders = Orders::default();
        output.orders = (plan.readers > 0).then(|| orders.clone());
        let readers = sandbox.clone();
        let start = move |crew| readers.start(crew, &plan.grants);
        wasi.stdin(crew::input(walk, orders, plan.readers, start));
    }
    wasi.stdout(output).stderr(std::io::stderr());
    match sandbox.call(&mut wasi) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => exit_code(&error, saving),
    }
}

/// What a guest can reach beside its streams: its arguments, the granted folders (read only but for the one that holds
/// the database), the clocks and randomness. No environment and no network; and no standard input but what [`run`] hands
/// over.
fn context(arguments: &[String], grants: &[Grant]) -> Result<WasiCtxBuilder, Failure> {
    let mut wasi = WasiCtxBuilder::new();
    // Before any folder: each takes this over when it is opened. Without it every call on a file crosses
    // to another thread and back.
    wasi.allow_blocking_current_thread(true);
    wasi.arg("cutrack").args(arguments);
    for grant in grants {
        let permissions = match grant.is_writable {
            true => FsPerms::ReadWrite,
            false => FsPerms::ReadOnly,
        };
        let opened = grant.open(|host| wasi.preopened_dir(host, &grant.guest, permissions).is_ok());
        if !matches!(opened, Ok(true)) {
            return Err(Failure::new(format_args!("cannot open {}.", grant.guest)));
        }
    }
    Ok(wasi)
}

/// A guest that is ready to run, as often as it is wanted.
#[derive(Clone)]
struct Sandbox {
    engine: Engine,
    module: Module,
}

impl Sandbox {
    fn call(&self, wasi: &mut WasiCtxBuilder) -> wasmtime::Result<()> {
        let state = State {
            wasi: wasi.build_p1(),
            memory: MemoryCap,
        };
        let mut linker: Linker<State> = Linker::new(&self.engine);
        p1::add_to_linker_sync(&mut linker, |state| &mut state.wasi)?;
        let mut store = Store::new(&self.engine, state);
        store.limiter(|state| &mut state.memory);
        let instance = linker
            .instantiate(&mut store, &self.module)
            .map_err(|error| error.context(Stop::Start))?;
        if let Some(memory) = instance.get_memory(&mut store, MEMORY) {
            use_large_pages(&memory, &store);
        }
        instance
            .get_typed_func::<(), ()>(&mut store, "_start")
            .map_err(|error| error.context(Stop::Start))?
            .call(&mut store, ())
    }

    /// Starts readers, each in a thread of its own, with those of the folders that may only be read. How one ends is not
    /// asked: what it did not say is read by the guest that waits for it.
    fn start(&self, crew: Vec<Reader>, grants: &[Grant]) {
        let readable = grants.iter().filter(|grant| !grant.is_writable);
        let readable: Vec<Grant> = readable.cloned().collect();
        for reader in crew {
            let Ok(mut wasi) = context(&[READER.to_owned()], &readable) else {
                return;
            };
            wasi.stdin(reader.input).stdout(reader.output);
            let sandbox = self.clone();
            thread::spawn(move || sandbox.call(&mut wasi));
        }
    }
}

/// Asks the system to give the guest's memory out in large pages: in small ones a seventh of the time of a report over
/// thousands of files goes into giving out one after the other. Advice that is not taken costs nothing.
#[cfg(target_os = "linux")]
fn use_large_pages(memory: &Memory, store: &Store<State>) {
    use rustix::mm::{Advice, madvise};
    let (start, length) = (memory.data_ptr(store), MEMORY_CAP_BYTES);
    // SAFETY: this advice changes nothing that a program can see, and what is not memory is refused.
    let _ = unsafe { madvise(start.cast(), length, Advice::LinuxHugepage) };
}

#[cfg(not(target_os = "linux"))]
fn use_large_pages(_memory: &Memory, _store: &Store<State>) {}

struct State {
    wasi: WasiP1Ctx,
    memory: MemoryCap,
}

/// Stops a guest at the caps. As an error of its own it says more than the failed allocation would.
#[derive(Clone, Copy, Debug)]
struct MemoryCap;

impl std::fmt::Display for MemoryCap {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("memory cap")
    }
}

impl std::error::Error for MemoryCap {}

impl ResourceLimiter for MemoryCap {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if desired > MEMORY_CAP_BYTES {
            return Err((*self).into());
        }
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_CAP_ENTRIES)
    }
}

/// What an end that is not the guest's own return means to the user; `saving` takes less memory.
fn exit_code(error: &wasmtime::Error, saving: &str) -> Result<ExitCode, Failure> {
    if let Some(I32Exit(code)) = error.downcast_ref() {
        return Ok(ExitCode::from(u8::try_from(*code).unwrap_or(1)));
    }
    if error.is::<MemoryCap>() {
        return Err(Failure::new(format_args!(
            "stopped at the memory cap of {} MB. What was stored is whole.",
            MEMORY_CAP_BYTES / 1_000_000
        ))
        .attempt(saving));
    }
    let stop = match error.downcast_ref::<Trap>() {
        Some(trap) => Stop::Trap(*trap),
        None => error.downcast_ref().copied().unwrap_or(Stop::Host),
    };
    Err(stopped(stop))
}

fn stopped(stop: Stop) -> Failure {
    Failure::new(format_args!(
        "the sandbox stopped the guest, code {}.",
        stop.code()
    ))
    .attempt("cutrack doctor, and report the code")
}

/// Why the sandbox stopped the guest.
#[derive(Clone, Copy, Debug)]
enum Stop {
    /// The guest did what WebAssembly does not allow.
    Trap(Trap),
    /// It asks for what this sandbox does not have, or has no entry.
    Start,
    /// It is no WebAssembly that this wasmtime takes.
    Module,
    /// This machine cannot run wasmtime.
    Engine,
    /// A host function failed.
    Host,
}

impl std::fmt::Display for Stop {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "code {}", self.code())
    }
}

impl Stop {
    /// Stable numbers: people report them. wasmtime's own may move from version to version.
    fn code(self) -> u8 {
        match self {
            Self::Trap(Trap::StackOverflow) => 1,
            Self::Trap(Trap::MemoryOutOfBounds) => 2,
            Self::Trap(Trap::TableOutOfBounds) => 3,
            Self::Trap(Trap::IndirectCallToNull) => 4,
            Self::Trap(Trap::BadSignature) => 5,
            Self::Trap(Trap::IntegerOverflow) => 6,
            Self::Trap(Trap::UnreachableCodeReached) => 7,
            Self::Trap(Trap::IntegerDivisionByZero) => 8,
            Self::Trap(Trap::BadConversionToInteger) => 9,
            Self::Trap(_) => 19,
            Self::Start => 20,
            Self::Module => 21,
            Self::Engine => 22,
            Self::Host => 23,
        }
    }
}
