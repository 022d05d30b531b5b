// Tests of the page's pure parts, as tables: `node test/run.mjs`. Formats are those of the design, word by word.

import assert from "node:assert/strict";
import { compress } from "lzma1";
import { createServer } from "vite";
import { lettersOf } from "../build/letters.mjs";

const vite = await createServer({ root: new URL("..", import.meta.url).pathname, configFile: false, appType: "custom", logLevel: "error", server: { middlewareMode: true, hmr: false, ws: false, watch: null } });
const formats = await vite.ssrLoadModule("/src/formats.ts");
const scale = await vite.ssrLoadModule("/src/charts/scale.ts");
const survey = await vite.ssrLoadModule("/src/files/survey.ts");
const zone = await vite.ssrLoadModule("/src/analysis/zone.ts");
const words = await vite.ssrLoadModule("/src/words.ts");
const names = await vite.ssrLoadModule("/src/names.ts");
const heat = await vite.ssrLoadModule("/src/charts/heat.tsx");
const course = await vite.ssrLoadModule("/src/charts/course.tsx");
const timeline = await vite.ssrLoadModule("/src/charts/timeline-scale.ts");
const brush = await vite.ssrLoadModule("/src/charts/brush.tsx");
const queries = await vite.ssrLoadModule("/src/queries.ts");
const filter = await vite.ssrLoadModule("/src/views/session-filter.ts");
const order = await vite.ssrLoadModule("/src/order.ts");
const address = await vite.ssrLoadModule("/src/address.ts");
const letters = await vite.ssrLoadModule("/src/analysis/letters.ts");
const unlzma = await vite.ssrLoadModule("/src/analysis/unlzma.ts");

/** The largest buckets of an answer, of `used` with use and `all` tokens. */
function largest(per, tokens, used, all) {
  const rows = Object.entries(tokens).map(([key, total_tokens]) => ({ [per]: key === "null" ? null : key, total_tokens }));
  const shown = rows.reduce((sum, { total_tokens }) => sum + total_tokens, 0);
  return { per, measure: "tokens", largest: { rows, total: { total_tokens: all ?? shown }, parts: { rows_used: used, shown: { total_tokens: shown } } } };
}

function axisWords(keys, step) {
  return scale.axisLabels(keys, step).map(({ words }) => words);
}

/** Months above the year of weeks that ends with one: by how many each is behind the one before; the first stands at the edge. */
function monthsApart(last) {
  const weeks = scale.allKeys("week", new Date(Date.parse(last) - 52 * 7 * 86_400_000).toISOString().slice(0, 10), last);
  const months = scale.axisLabels(weeks, 4, 30, false).map(({ index }) => Number(weeks[index].slice(0, 4)) * 12 + Number(weeks[index].slice(5, 7)));
  return months.slice(2).map((month, at) => month - months[at + 1]).join(" ");
}

/** Whether the command line asks a report by some groupings, with some filters. */
const isOnCommandLine = (report, by, filters) => queries.isOnCommandLine({ report, by, filters });

/** What each call gives; a thin space is written as a plain one. */
const TABLE = [
  [isOnCommandLine, [["usage", ["day"]], true], [["usage", ["week", "model"]], true], [["usage", ["week", "kind"]], false], [["usage", ["weekday", "hour_of_day"]], false], [["usage", ["project", "week"]], false]],
  [isOnCommandLine, [["quality", ["reason"]], true], [["quality", ["version"]], true], [["quality", ["fate"]], false], [["quality", ["version_range"]], false], [["quality", ["kind"]], false]],
  [isOnCommandLine, [["sessions"], true], [["sessions", [], { session: ["a"] }], true], [["sessions", [], { tool: ["a"] }], false], [["commands", ["class"]], false], [["timeline"], false], [["readings"], false]],
  [formats.whole, [[25410747], "25 410 747"], [[0], "0"], [[null], "—"]],
  [formats.short, [[5159133], "5.15 M"], [[737999], "737 k"], [[9578], "9 578"], [[9_999_999_999], "9.99 G"]],
  [formats.tick, [[75e6], "75 M"], [[2.5e6], "2.5 M"], [[0], "0"]],
  [formats.cost, [[24_380_000_000, true], "$24.38"], [[1_204_500_000_000, true], "$1 204.50"], [[1, true], "<$0.01"], [[null, false], "unpriced"], [[95_350_000_000, false], "≥ $95.35"], [[5_000_000, true], "$0.01"]],
  [formats.price, [["2.5"], "2.50"], [["15"], "15.00"], [["0.125"], "0.125"], [[""], ""]],
  [formats.percent, [[94, 100], "94 %"], [[1, 1000], "<1 %"], [[0, 10], "0 %"], [[1, 0], "—"], [[995, 1000], "100 %"]],
  [formats.coverage, [[999], "99 %"], [[1000], "100 %"], [[null], "—"]],
  [formats.bytes, [[88_000], "88 kB"], [[1_779], "1.77 kB"], [[1_024_999], "1.02 MB"], [[4_600_000_000], "4.60 GB"], [[999], "999 B"]],
  [formats.changed, [[75, 100], "−25 %"], [[112, 100], "+12 %"], [[100, 100], "+0 %"], [[1900, 100], "× 19"], [[0, 100], "−100 %"], [[5, 0], "no earlier data"]],
  [formats.duration, [[38.7], "38 ms"], [[9_400], "9.4 s"], [[44_000], "44 s"], [[269_000], "4 min 29 s"], [[42 * 60_000], "42 min"], [[141 * 60_000], "2 h 21 min"], [[274 * 3_600_000], "11 d 10 h"]],
  [formats.day, [["2026-11-26", "2026"], "26 Nov"], [["2026-02-16", "2027"], "16 Feb 2026"], [["2026-02"], "Feb 2026"]],
  [formats.span, [["2026-02-16", "2026-11-26", "2026"], "16 Feb – 26 Nov"], [["2025-12-30", "2026-01-02", "2026"], "30 Dec 2025 – 2 Jan"]],
  [formats.time, [["2026-11-26T08:03:28.188Z", "UTC", "2026"], "26 Nov, 08:03"], [["2026-11-26T23:03:00Z", "Europe/Berlin", "2026"], "27 Nov, 00:03"], [[null, "UTC", "2026"], "—"]],
  [scale.gridlines, [[71_100_000], [0, 20e6, 40e6, 60e6, 80e6]], [[3], [0, 1, 2, 3]], [[0], [0]]],
  [scale.allKeys, [["day", "2026-02-27", "2026-03-01"], ["2026-02-27", "2026-02-28", "2026-03-01"]], [["month", "2025-12", "2026-02"], ["2025-12", "2026-01", "2026-02"]], [["week", "2026-11-09", "2026-11-23"], ["2026-11-09", "2026-11-16", "2026-11-23"]]],
  [monthsApart, [["2026-11-23"], "2 2 2"], [["2026-12-28"], "2 2 2"], [["2027-01-04"], "2 2 2"], [["2027-01-18"], "2 2 2"], [["2027-02-15"], "2 2 2"], [["2027-06-28"], "2 2 2"]],
  [axisWords, [[["2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"], 60], ["Nov", "Dec", "Jan 2026", "Mar", "Apr"]], [[["2026-01", "2026-02", "2026-03"], 60], ["Jan", "Feb", "Mar"]]],
  [survey.isRollout, [["rollout-a.jsonl"], true], [["rollout-a.jsonl.zst"], true], [["rollout-a.json"], true], [["auth.json"], false], [["rollout-a.txt"], false], [["my-rollout-a.jsonl"], false], [["rollout-a.jsonl.bak"], false]],
  [survey.isDataSet, [["cutrack-data-set.ndjson"], true], [["cutrack-data-set (1).ndjson"], true], [["auth.ndjson"], false], [["cutrack-data-set.ndjson.bak"], false]],
  [survey.belowHome, [[".codex/sessions/2026/a"], "sessions/2026/a"], [["sessions/2026/a"], "sessions/2026/a"], [["archived_sessions/a"], "archived_sessions/a"], [["a"], "a"], [["x/a"], "a"]],
  [zone.zoneOf, [["UTC", 0], { name: "UTC", offsets: [] }], [["Asia/Kolkata", 0], { name: "Asia/Kolkata", offsets: [{ from_ms: 1735689600000, east_seconds: 19800 }] }]],
  [scale.firstOfWeek, [["2026-11-26"], "2026-11-23"], [["2026-11-23"], "2026-11-23"], [["2026-03-01"], "2026-02-23"]],
  [formats.weekday, [["2026-11-26", "2026"], "Thu 26 Nov"], [["2026-11-29"], "Sun 29 Nov 2026"]],
  [words.extremes, [[largest("week", { "2026-11-09": 20_880_894, "2026-11-23": 5_159_133 }, 2), "2026"], " Largest: week of 9 Nov, 20.8 M tokens; week of 23 Nov, 5.15 M tokens."], [[largest("day", {}, 0), "2026"], ""]],
  [formats.shortened, [["tidepool"], "tidepool"], [["nineteen-letters-it"], "nineteen-…tters-it"], [["18-letters-it-is-x"], "18-letters-it-is-x"]],
  [formats.costTick, [[75e9], "$75"], [[250_000_000], "$0.25"], [[0], "$0"], [[2_000_000], "$0.002"]],
  [names.tail, [["/home/x/acme/web", ["/home/x/acme/web", "/home/x/other/web"]], "acme/web"], [["/home/x/infra", ["/home/x/infra", "/y"]], "infra"], [["C:\\src\\tool\\", ["C:\\src\\tool\\"]], "tool"], [["/", ["/"]], "/"]],
  [names.shortRollout, [["sessions/2026/11/03/rollout-2026-11-03T08-15-29-019f7c2e-e2c1-72e2-87c0-dc7c807c30f0.jsonl.zst"], "sessions/2026/11/03/rollout-…-019f7c2e.jsonl.zst"], [["a/rollout-2025-01-01T00.json"], "a/rollout-2025-01-01T00.json"]],
  [heat.thresholds, [[[41_645_700, 126_705, 0, 737_590, 3_821_508]], [200_000, 1_000_000, 4_000_000]], [[[900_000, 1_000_000, 3_660_000, 1_200_000]], [50_000, 250_000, 1_000_000]], [[[0, 3]], [1, 2, 3]], [[[]], [1, 2, 3]]],
  [heat.stepOf, [[0, [1, 2, 3]], 0], [[1, [10, 20, 30]], 1], [[20, [10, 20, 30]], 3], [[30, [10, 20, 30]], 4]],
  [queries.perFor, [[1, null], "hour"], [[30, null], "day"], [[365, null], "week"], [[4000, null], "month"], [[30, "hour"], "day"], [[10, "hour"], "hour"]],
  [address.spanOf, [["2026-02-16..2026-11-26"], { since: "2026-02-16", until: "2026-11-26" }], [["2026-11-26..2026-02-16"], null], [["2026-13-01..2026-13-02"], null], [["30d"], null]],
  [brush.stepped, [[{ since: "2026-06-02", until: "2026-06-03" }, "since", 1, "2026-06-01", "2026-06-05"], { since: "2026-06-03", until: "2026-06-03" }], [[{ since: "2026-06-03", until: "2026-06-03" }, "since", 1, "2026-06-01", "2026-06-05"], { since: "2026-06-03", until: "2026-06-03" }], [[{ since: "2026-06-01", until: "2026-06-05" }, "until", 1, "2026-06-01", "2026-06-05"], { since: "2026-06-01", until: "2026-06-05" }], [[{ since: "2026-02-28", until: "2026-06-05" }, "since", 1, "2026-01-01", "2026-06-05"], { since: "2026-03-01", until: "2026-06-05" }]],
  [timeline.busy, [[[[0, 10], [20, 30]]], [[0, 30]]], [[[[500_000, 500_001], [0, 10]]], [[0, 10], [500_000, 500_001]]]],
  [
    words.chartTitle,
    [[largest("day", { "2026-11-09": 6, "2026-11-10": 4 }, 2), "2026"], "60 % of these tokens fell on one day, 9 Nov"],
    [[largest("week", { "2026-11-09": 6 }, 2, 10), "2026"], "60 % of these tokens fell in one week, that of 9 Nov"],
    [[largest("week", { "2026-11-09": 4, "2026-11-02": 3, "2026-10-05": 3 }, 9, 18), "2026"], "18 tokens in 9 weeks with use, 56 % of them in three"],
    [[largest("day", { "2026-11-09": 4, "2026-11-02": 3 }, 3, 10), "2026"], "10 tokens on 3 days with use; the busiest is 9 Nov"],
    [[largest("week", { "2026-11-09": 4, "2026-11-02": 3 }, 3, 10), "2026"], "10 tokens in 3 weeks with use; the busiest is that of 9 Nov"],
    [[largest("day", { null: 6 }, 0, 10), "2026"], "60 % of these tokens fell on one day, that without a time"],
    [[largest("day", {}, 0), "2026"], "No use in this range"],
    [[largest("month", { "2026-11": 6 }, 1), "2026"], "All 6 tokens fell in one month, Nov 2026"],
  ],
  [words.selection, [["week", { key: "2026-02-16", range: "2026-02-18..2026-03-08" }, "2026-03-02", 3, "2026"], "18 Feb – 8 Mar, 3 weeks"], [["hour", { key: "2026-06-01T08:00", range: "2026-06-01..2026-06-01" }, "2026-06-01T10:00", 3, "2026"], "1 Jun, 08:00 – 1 Jun, 10:00, 3 hours"]],
  [scale.rangeOf, [["week", "2026-11-09"], "2026-11-09..2026-11-15"], [["week", "2026-11-09", "2026-11-11", "2026-11-26"], "2026-11-11..2026-11-15"], [["month", "2026-11", "2026-01-01", "2026-11-26"], "2026-11-01..2026-11-26"]],
  [words.source, [["vscode"], "VS Code"], [["cli"], "cli"], [["sub-agent"], "sub-agent"]],
  [scale.daysOf, [["week", "2026-11-09"], ["2026-11-09", "2026-11-15"]], [["month", "2026-02"], ["2026-02-01", "2026-02-28"]], [["hour", "2026-11-09T08:00"], ["2026-11-09", "2026-11-09"]]],
  [queries.perOfAll, [[60, null], "day"], [[90, null], "week"], [[4000, null], "month"], [[90, "hour"], "week"], [[90, "day"], "day"]],
  [words.age, [["2026-11-22", Date.UTC(2026, 10, 26, 10)], "4 days ago"], [["2026-11-22", Date.UTC(2026, 10, 22, 10)], "today"]],
  [words.oldPrices, [["2026-11-22", Date.UTC(2027, 1, 20)], ""], [["2026-11-22", Date.UTC(2027, 1, 27)], "▲ Prices are 97 days old."]],
];

const count = { passed: 0, failed: 0 };
for (const [call, ...rows] of TABLE) {
  for (const [given, wanted] of rows) {
    check(`${call.name}(${JSON.stringify(given).slice(1, -1)})`, () => assert.deepEqual(plain(call(...given)), wanted));
  }
}
check("offsets change where Berlin's clocks do", () => {
  const { offsets } = zone.zoneOf("Europe/Berlin", Date.UTC(2026, 0, 1));
  assert.deepEqual(offsets.slice(0, 3), [
    { from_ms: Date.UTC(2025, 0, 1), east_seconds: 3600 },
    { from_ms: Date.UTC(2025, 2, 30, 1), east_seconds: 7200 },
    { from_ms: Date.UTC(2025, 9, 26, 1), east_seconds: 3600 },
  ]);
});
check("bytes come back from their letters, of which none ends a script element", () => {
  for (let length = 0; length < 40; length += 1) {
    for (const bytes of [new Uint8Array(length), new Uint8Array(length).fill(255), Uint8Array.from({ length }, (_, at) => at * 89 + length * 7)]) {
      const written = lettersOf(bytes);
      assert.doesNotMatch(written, /[\0\n\r<\x80-\u{10FFFF}]/u);
      assert.deepEqual(letters.bytesOf(written), bytes);
    }
  }
  const every = Uint8Array.from({ length: 2 << 16 }, (_, at) => (at % 2 ? at >> 1 : at >> 9));
  assert.deepEqual(letters.bytesOf(lettersOf(every)), every);
});
check("what was packed comes back: noise, what repeats near and far, and what repeats but for a byte", () => {
  const noise = Uint8Array.from({ length: 70_000 }, (_, at) => Math.imul(at + 1, 2654435761) >>> 24);
  const rows = Uint8Array.from({ length: 40_000 }, (_, at) => (at % 16 === 7 ? (at >> 4) & 255 : at % 16));
  const near = [2, 5, 12, 30, 70, 100, 150, 900].flatMap((length) => [...noise.subarray(0, length), ...noise.subarray(0, length)]);
  const mixed = Uint8Array.from([...noise, ...rows, ...near, ...noise.subarray(500, 3000), ...rows.subarray(0, 3), ...noise.subarray(499, 9000)]);
  for (const bytes of [new Uint8Array(0), Uint8Array.of(0), new Uint8Array(1000), noise, rows, mixed]) assert.deepEqual(unlzma.unpacked(compress(bytes, 9)), bytes);
});
check("newest first, by the time in the name, wherever the file lies", () => {
  const paths = ["sessions/2026/11/22/rollout-2026-11-22T05.jsonl", "archived_sessions/rollout-2026-11-23T05.jsonl", "rollout-2025-01-01T00.json"];
  const sorted = survey.newestFirst(paths.map((path) => ({ path, file: undefined })));
  assert.deepEqual(sorted.map(({ path }) => path), [paths[1], paths[0], paths[2]]);
});
check("what an address says is what it is written as, and nothing else stands in it", () => {
  const written = "#/usage?r=2026-02-16..2026-11-26&m=gpt-5.4,openai/gpt-5&p=p-3fa9c1d2&b=p-00000b0b&s=cli,sub-agent&z=Europe/Berlin&by=project&per=hour&v=cost&sort=-total_tokens,started_at&l=codex&w=12w&at=2026-02-16..2026-02-23&t=11&table=1";
  const parsed = address.parseAddress(written);
  assert.deepEqual(parsed.unknown, []);
  assert.deepEqual([parsed.models, parsed.projects, parsed.branches, parsed.sources, parsed.course], [["gpt-5.4", "openai/gpt-5"], ["p-3fa9c1d2"], ["p-00000b0b"], ["cli", "sub-agent"], "12w"]);
  assert.deepEqual([parsed.anchor, parsed.at], ["2026-02-16", "2026-02-23"]);
  assert.equal(address.formatAddress(parsed), written);
  const session = address.parseAddress("#/session/019f9b36?r=all&z=UTC");
  assert.deepEqual([session.place, session.session, address.formatAddress(session)], ["session", "019f9b36", "#/session/019f9b36?r=all&z=UTC"]);
});
check("an address that asks for what nobody knows falls back, and says which part", () => {
  const parsed = address.parseAddress("#/session/../x?r=5y&m=<b>&p=tidepool&b=main&w=5w&per=year&v=words&sort=a b&at=Monday&t=0&z=UTC&more=1");
  assert.deepEqual(parsed.unknown, ["time", "place", "range", "model", "project", "branch", "bars", "measure", "order", "weeks", "turn"]);
  assert.deepEqual([parsed.place, parsed.range, parsed.models, parsed.projects], ["overview", "30d", [], []]);
});
check("readings of one window are one course, whatever the seconds of its reset", () => {
  const reading = (resets_at, used_per_mille, limit_id = "codex", window_minutes = 300) => ({ read_at: "2026-06-01T01:00:00Z", limit_id, window_minutes, resets_at, used_per_mille });
  const rows = [reading("2026-06-01T05:00:00Z", 100), reading("2026-06-01T05:00:30Z", 300), reading("2026-06-01T11:00:00Z", 20), reading("2026-06-01T05:00:00Z", 10, "other"), reading(null, 5)];
  const courses = course.coursesOf(rows, String);
  assert.deepEqual(courses.map((one) => [one.limitId, one.readings.length, course.peakOf(one)]), [["codex", 2, 300], ["other", 1, 10], ["codex", 1, 20]]);
});
check("rows are sorted by one key or two, what is absent last either way, and equal rows stay as they were", () => {
  const rows = [["b", 2], ["a", null], [null, 1], ["b", 1], ["a", 2]].map(([word, number], place) => ({ word, number, place }));
  const places = (by) => order.inOrder(rows, by, (row, key) => row[key]).map(({ place }) => place);
  for (const [by, wanted] of Object.entries({ word: [1, 4, 0, 3, 2], "-word": [0, 3, 1, 4, 2], number: [2, 3, 0, 4, 1], "-number": [0, 4, 2, 3, 1], "word,number": [4, 1, 3, 0, 2], "word,-number": [4, 1, 0, 3, 2] })) assert.deepEqual(places(by), wanted, by);
});
check("time is to scale where something happened, and folded where nothing did", () => {
  const { x, folds, stretches, width } = timeline.timeScale([[0, 60_000], [3_600_000, 3_720_000]], 330);
  assert.deepEqual([stretches.map(({ width: wide }) => wide), folds, width], [[100, 200], [{ x: 100, ms: 3_540_000 }], 330]);
  assert.deepEqual([x(0), x(30_000), x(1_000_000), x(3_660_000), x(9_000_000)], [0, 50, 130, 230, 330]);
});
check("the filter line: words, fields, comparisons, their negation, and what is no filter", () => {
  const row = { session_id: "019f9b36-1", model: "gpt-5.4", project: "p-1", branch: null, source: "sub-agent", cli_version: "0.164.0", turns: 6, total_tokens: 2_000_000, cost_nano_dollars: 1_500_000_000, started_at: "2026-06-01T00:00:00Z", last_activity_at: "2026-06-01T03:00:00Z", inherited_tokens: 0, context_left_percent: null };
  const called = { of: (pseudonym) => (pseudonym ? "Tidepool" : null) };
  const kept = { "": true, tide: true, "019f": true, "model:gpt-5": true, "model:o3": false, "-model:o3": true, "version:0.164.0": true, "version:0.164": true, "version:0.16": false, "version:0.153..": true, "version:0.164..0.164": true, "version:0.165..": false, "version:..0.163": false, "version:0.120..0.999": true, "turns>5": true, "turns>6": false, "total>1M": true, "total<1M": false, "cost>1": true, "span>2h": true, "span>3h": false, "left<20": false, "sub-agents": true, "-sub-agents": false, "tide turns>5": true, "tide turns>6": false };
  for (const [line, wanted] of Object.entries(kept)) assert.equal(filter.filterOf(line).keeps(row, called), wanted, line);
  assert.deepEqual(filter.filterOf("modle:x turms>5 tide").wrong, ["modle:x", "turms>5"]);
});
await vite.close();
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;

function plain(value) {
  return typeof value === "string" ? value.replaceAll("\u202f", " ") : value;
}

function check(name, test) {
  try {
    test();
    count.passed += 1;
  } catch (error) {
    count.failed += 1;
    console.log(`FAILED  ${name}\n    ${error.message.replaceAll("\n", "\n    ")}`);
  }
}
