"""The plugin under Extism's host for Python: what it answers about every fixture, how it refuses, and what
a host can hold it to: no WASI, a time limit, a memory limit that covers input and plugin together.
"""

import json
import os
import sys

# Before the import, which reads it: no compiled module is kept in the user's home.
os.environ["EXTISM_CACHE_CONFIG"] = ""

import extism

from fixtures import ROOT, check_answer, frame, names, rollouts, same

PLUGIN = ROOT / "target" / "wasm32-unknown-unknown" / "plugin" / "cutrack_plugin.wasm"
PAGE_BYTES = 64 << 10


def load(**limits):
    """The plugin without WASI and without a function of this host."""
    return extism.Plugin({"wasm": [{"path": str(PLUGIN)}], **limits}, wasi=False, functions=[])


def memory(size):
    """The limit of a manifest for input and plugin together."""
    return {"max_pages": -(-size // PAGE_BYTES)}


def lines(size):
    """A framed rollout of about `size` bytes, in short lines that say nothing."""
    line = b'{"type":"' + b"x" * 1000 + b'"}\n'
    return frame([("rollout-long.jsonl", line * (size // len(line)))])


def refusal(plugin, content):
    """The words with which the plugin, or the host for it, refuses an input."""
    try:
        plugin.call("analyze", content)
    except extism.Error as error:
        return str(error)
    raise AssertionError("it was answered")


def describes(plugin):
    same(json.loads(plugin.call("describe", b""))["name"], "cutrack")


def refuses(plugin):
    words = "long 3: the input goes on for this many bytes after its last file"
    same(refusal(plugin, b'{"files":[]}\nabc'), words)


def stops_in_time():
    same(refusal(load(timeout_ms=10), lines(64 << 20)), "timeout")


def input_is_limited():
    same(refusal(load(memory=memory(4 << 20)), lines(8 << 20)), "failed to allocate extism memory")


def growth_is_limited():
    """The header is what a caller can make the plugin hold, so it is the header that goes past the limit."""
    content = frame([("x" * 1000, b"")] * 8000)
    same(refusal(load(memory=memory(len(content) + (4 << 20))), content), "oom")


def input_is_not_copied():
    """The host itself holds the input once, and 4 MiB are all that the plugin needs beside it."""
    content = lines(32 << 20)
    load(memory=memory(len(content) + (4 << 20))).call("analyze", content)


def checks():
    """All checks as (name, function)."""
    plugin = load()
    yield "there are 29 fixtures", lambda: same(len(names()), 29)
    for name in names():
        yield name, lambda name=name: check_answer(name, plugin.call("analyze", frame(rollouts(name))))
    yield "describe answers", lambda: describes(plugin)
    yield "a refusal is its code and number", lambda: refuses(plugin)
    yield "time is limited", stops_in_time
    yield "what the host holds is limited", input_is_limited
    yield "what the plugin holds is limited", growth_is_limited
    yield "the input is not copied", input_is_not_copied


def main():
    passed = failed = 0
    for name, check in checks():
        try:
            check()
            passed += 1
        except Exception as error:  # whatever goes wrong in a check is its failure
            failed += 1
            print(f"FAILED {name}\n    {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
