//! Runs the counting module over the fixtures, as the launcher would run the guest.

use std::fs;
use std::path::{Path, PathBuf};

use wasmtime::error::Context as _;
use wasmtime::{Config, Engine, Linker, Module, OptLevel, Result, Store, ensure};
use wasmtime_wasi::p1::{self, WasiP1Ctx};
use wasmtime_wasi::random::Deterministic;
use wasmtime_wasi::{FsPerms, I32Exit, WasiCtxBuilder};

use crate::counting::{COUNTER_BYTES, COUNTS};

/// Reports over what was stored, which take up rows of all kinds.
const REPORTS: [&str; 4] = ["report", "tools", "limits", "context"];
const OF_ALL: [&str; 3] = ["--no-ingest", "--last", "all"];
const DATABASE: [&str; 2] = ["--db", "/data/cutrack.db"];
/// How it ends where it does what it was told; among the fixtures are some that nobody can read.
const FINE: [i32; 2] = [0, 3];

/// What a point was found to do in all runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    /// At a branch alone.
    pub(crate) taken: u64,
}

impl Count {
    fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            taken: self.taken + other.taken,
        }
    }
}

/// The counts of all points, in their order, in a first import of the fixtures and reports over it. `data` is a folder for
/// the database, which is gone afterwards.
pub(crate) fn counts(module: &[u8], fixtures: &[PathBuf], data: &Path) -> Result<Vec<Count>> {
    let mut config = Config::new();
    // It runs for a second, and compiling it well takes many.
    config.cranelift_opt_level(OptLevel::None);
    let engine = Engine::new(&config)?;
    let module = Module::new(&engine, module)?;
    let mut grants: Vec<Grant<'_>> = Vec::new();
    for (number, folder) in fixtures.iter().enumerate() {
        grants.push((format!("/fixtures{number}"), folder, FsPerms::ReadOnly));
    }
    let names = grants.iter().map(|(name, _, _)| name.clone());
    let import: Vec<String> = ["ingest".to_owned()].into_iter().chain(names).collect();
    remove(data)?;
    fs::create_dir_all(data)?;
    grants.push(("/data".to_owned(), data, FsPerms::ReadWrite));
    let mut counts = run(&module, &import, &grants)?;
    for report in REPORTS {
        let report = [[report].as_slice(), &OF_ALL].concat();
        let report: Vec<String> = report.into_iter().map(str::to_owned).collect();
        for (count, more) in counts.iter_mut().zip(run(&module, &report, &grants)?) {
            *count = count.and(more);
        }
    }
    remove(data)?;
    Ok(counts)
}

/// A folder: its name in the module, and where it is.
type Grant<'a> = (String, &'a Path, FsPerms);

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

fn run(module: &Module, arguments: &[String], grants: &[Grant<'_>]) -> Result<Vec<Count>> {
    let mut wasi = WasiCtxBuilder::new();
    wasi.arg("cutrack").args(arguments).args(&DATABASE);
    for (name, folder, permissions) in grants {
        wasi.preopened_dir(folder, name, *permissions)?;
    }
    // The same key and the same order of tables each time.
    wasi.secure_random(Deterministic::new((0..=u8::MAX).collect()));
    let mut linker: Linker<WasiP1Ctx> = Linker::new(module.engine());
    p1::add_to_linker_sync(&mut linker, |wasi| wasi)?;
    let mut store = Store::new(module.engine(), wasi.build_p1());
    let instance = linker.instantiate(&mut store, module)?;
    let start = instance.get_typed_func::<(), ()>(&mut store, "_start")?;
    let ended = start.call(&mut store, ());
    let code = match ended {
        Err(error) => error.downcast::<I32Exit>()?.0,
        Ok(()) => 0,
    };
    ensure!(FINE.contains(&code), "it ended with {code}");
    let counts = instance.get_memory(&mut store, COUNTS);
    let counts = counts.context("a module that counts")?;
    Ok(read(counts.data(&store)))
}

/// The counters that lie in a memory of counts.
pub(crate) fn read(memory: &[u8]) -> Vec<Count> {
    let (counters, _) = memory.as_chunks::<COUNTER_BYTES>();
    let counts = counters.iter().map(|counter| {
        let (numbers, _) = counter.as_chunks();
        let number = |at: usize| numbers.get(at).copied().map_or(0, u64::from_le_bytes);
        Count {
            passed: number(0),
            taken: number(1),
        }
    });
    counts.collect()
}
