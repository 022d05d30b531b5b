"""The fixtures as this host gets them; `fixtures.mjs` says the same for JavaScript."""

import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
TOTALS = json.loads((FIXTURES / "EXPECTED.json").read_bytes())["dirs"]
QUERIES = [
    {"report": "usage", "by": ["day"]},
    {"report": "usage", "by": ["month"]},
    {"report": "usage", "by": ["model"]},
    {"report": "sessions"},
]


def names():
    """All fixture folders, with those that only EXPECTED.json names."""
    folders = {entry.name for entry in FIXTURES.iterdir() if entry.is_dir()}
    return sorted(folders | TOTALS.keys())


def rollouts(name):
    """The rollouts of a fixture as (name, bytes), sorted by the bytes of their names."""
    folder = FIXTURES / name
    endings = (".jsonl", ".jsonl.zst", ".json")
    files = [path for path in folder.rglob("rollout-*") if path.name.endswith(endings) and path.is_file()]
    pairs = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
    return sorted(pairs, key=lambda pair: os.fsencode(pair[0]))


def frame(files, queries=QUERIES):
    """The plugin's input: a header line, then the files' bytes."""
    header = {
        "key": None,
        "zone": {"name": "UTC", "offsets": []},
        "queries": queries,
        "files": [{"name": name, "bytes": len(content)} for name, content in files],
    }
    return json.dumps(header).encode() + b"\n" + b"".join(content for _, content in files)


def check_answer(name, answer):
    """Fails unless `answer` is the expected bytes and its usage reports count what EXPECTED.json counts."""
    for report in map(json.loads, answer.splitlines()):
        if report["report"] == "usage":
            total = report["total"]
            counted = [total[key] for key in ("input_tokens", "cached_input_tokens", "output_tokens")]
            same(counted, TOTALS[name]["total"])
    same(answer, (ROOT / "tests" / "expected" / f"{name}.json").read_bytes())


def same(left, right):
    """Fails with the place where two values part."""
    if left != right:
        left, right = (value if isinstance(value, bytes) else repr(value).encode() for value in (left, right))
        at = len(os.path.commonprefix([left, right]))
        start = max(0, at - 40)
        raise AssertionError(f"differs at {at}: {left[start:at + 40]!r} is not {right[start:at + 40]!r}")
