//! The plugin under Extism's host for Rust: what it answers about every fixture, how it refuses, and what a
//! host can hold it to: no WASI, a time limit, a memory limit that covers input and plugin together.
//!
//! `cargo run -- PLUGIN TESTS`: the built plugin, and the project's folder `tests`.

mod fixtures;

use std::path::PathBuf;
use std::time::Duration;

use extism::{Error, Manifest, Plugin, PluginBuilder, Wasm};

use fixtures::{Fixture, frame};

const PAGE_BYTES: usize = 64 << 10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [plugin, tests] = arguments.as_slice() else {
        eprintln!("error: give the plugin and the folder tests");
        std::process::exit(2);
    };
    let wasm = std::fs::read(plugin).expect("the plugin is built");
    let fixtures = fixtures::all(tests.as_ref());
    let mut checks = Checks::default();
    let mut plugin = load(unlimited(&wasm));
    checks.check("there are 29 fixtures", || same(&fixtures.len(), &29));
    for fixture in &fixtures {
        checks.check(&fixture.name, || answers(&mut plugin, fixture));
    }
    checks.check("describe answers", || describes(&mut plugin));
    checks.check("a refusal is its code and number", || refuses(&mut plugin));
    checks.check("time is limited", || stops_in_time(unlimited(&wasm)));
    checks.check("what the host holds is limited", || {
        input_is_limited(unlimited(&wasm))
    });
    checks.check("what the plugin holds is limited", || {
        growth_is_limited(unlimited(&wasm))
    });
    checks.check("the input is not copied", || {
        input_is_not_copied(unlimited(&wasm))
    });
    checks.finish();
}

fn answers(plugin: &mut Plugin, fixture: &Fixture) -> Result<(), String> {
    fixture.check(&analyze(plugin, &fixture.frame()).map_err(|error| error.to_string())?)
}

fn describes(plugin: &mut Plugin) -> Result<(), String> {
    let described = plugin
        .call::<(), String>("describe", ())
        .map_err(|error| error.to_string())?;
    let described: serde_json::Value =
        serde_json::from_str(&described).map_err(|error| error.to_string())?;
    same(&described["name"], &"cutrack".into())
}

fn refuses(plugin: &mut Plugin) -> Result<(), String> {
    let words = "long 3: the input goes on for this many bytes after its last file";
    same(&refusal(plugin, b"{\"files\":[]}\nabc")?.as_str(), &words)
}

fn stops_in_time(manifest: Manifest) -> Result<(), String> {
    let mut plugin = load(manifest.with_timeout(Duration::from_millis(10)));
    same(
        &refusal(&mut plugin, &lines(64 << 20))?.as_str(),
        &"timeout",
    )
}

fn input_is_limited(manifest: Manifest) -> Result<(), String> {
    let mut plugin = load(manifest.with_memory_max(pages(4 << 20)));
    same(
        &refusal(&mut plugin, &lines(8 << 20))?.as_str(),
        &"failed to allocate extism memory",
    )
}

/// The header is what a caller can make the plugin hold, so it is the header that goes past the limit here.
fn growth_is_limited(manifest: Manifest) -> Result<(), String> {
    let input = frame(&vec![("x".repeat(1000), Vec::new()); 8000]);
    let mut plugin = load(manifest.with_memory_max(pages(input.len() + (4 << 20))));
    same(&refusal(&mut plugin, &input)?.as_str(), &"oom")
}

/// The host itself holds the input once, and 4 MiB are all that the plugin needs beside it.
fn input_is_not_copied(manifest: Manifest) -> Result<(), String> {
    let input = lines(32 << 20);
    let mut plugin = load(manifest.with_memory_max(pages(input.len() + (4 << 20))));
    analyze(&mut plugin, &input)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

fn unlimited(wasm: &[u8]) -> Manifest {
    Manifest::new([Wasm::data(wasm)])
}

/// Loads the plugin without WASI and without a function of this host.
fn load(manifest: Manifest) -> Plugin {
    let builder = PluginBuilder::new(manifest)
        .with_wasi(false)
        .with_cache_config(cache());
    builder.build().expect("the plugin loads without WASI")
}

fn analyze(plugin: &mut Plugin, input: &[u8]) -> Result<Vec<u8>, Error> {
    plugin.call::<&[u8], Vec<u8>>("analyze", input)
}

/// A cache beside this program, and so in the build folder: unoptimised, the compiler takes seconds for each load.
fn cache() -> PathBuf {
    let program = std::env::current_exe().expect("a path of this program");
    let config = program.with_extension("cache.toml");
    let text = format!(
        "[cache]\ndirectory = {:?}\n",
        program.with_extension("cache")
    );
    std::fs::write(&config, text).expect("the build folder can be written");
    config
}

/// The words with which the plugin, or the host for it, refuses an input.
fn refusal(plugin: &mut Plugin, input: &[u8]) -> Result<String, String> {
    match analyze(plugin, input) {
        Ok(answer) => Err(format!("it answered {} bytes", answer.len())),
        Err(error) => Ok(error.to_string()),
    }
}

/// A framed rollout of about this many bytes, in short lines that say nothing.
fn lines(bytes: usize) -> Vec<u8> {
    let line = format!("{{\"type\":\"{}\"}}\n", "x".repeat(1000));
    frame(&[(
        "rollout-long.jsonl".to_owned(),
        line.repeat(bytes / line.len()).into_bytes(),
    )])
}

fn pages(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(PAGE_BYTES)).expect("a memory of 32 bits")
}

fn same<T: PartialEq + std::fmt::Debug>(left: &T, right: &T) -> Result<(), String> {
    if left == right {
        Ok(())
    } else {
        Err(format!("{left:?} is not {right:?}"))
    }
}

/// Counts what passed and what failed.
#[derive(Default)]
struct Checks {
    passed: u32,
    failed: u32,
}

impl Checks {
    fn check(&mut self, name: &str, body: impl FnOnce() -> Result<(), String>) {
        match body() {
            Ok(()) => self.passed += 1,
            Err(reason) => {
                self.failed += 1;
                println!("FAILED {name}\n    {reason}");
            }
        }
    }

    fn finish(self) -> ! {
        println!("{} passed, {} failed", self.passed, self.failed);
        std::process::exit(i32::from(self.failed > 0))
    }
}
