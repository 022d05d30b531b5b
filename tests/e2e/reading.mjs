// Reading: what is opened and what never is, folders of many entries, progress, cancel, files that fail.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { allRead, chooseFolder, drop, exported, FIXTURES, FROM_DISK, openPage, ROOT, withFolder, withServer } from "./browser.mjs";
import { writeHome } from "./homes.mjs";
import { cases as readers } from "./readers.mjs";

const ADDRESS = `${FROM_DISK}#/overview?r=all&z=UTC`;
const MANY = 250;

/** The files below `folder` that were opened while `use` ran. A file of ours, opened last, tells when all are told. */
async function openedDuring(folder, use) {
  const last = join(folder, "last");
  writeFileSync(last, "");
  const watcher = spawn("python3", [join(import.meta.dirname, "opened.py"), folder]);
  const lines = createInterface({ input: watcher.stdout })[Symbol.asyncIterator]();
  try {
    assert.equal((await lines.next()).value, "watching");
    await use();
    writeFileSync(last, "");
    const names = [];
    for (let { value } = await lines.next(); value !== last; { value } = await lines.next()) names.push(basename(value));
    return new Set(names);
  } finally {
    watcher.kill();
  }
}

async function opensRolloutsOnly(browser, give) {
  await withFolder(async (folder) => {
    const home = writeHome(folder, 5);
    const { page } = await openPage(browser, { address: ADDRESS });
    const opened = await openedDuring(folder, async () => {
      await give(page, home);
      await allRead(page);
    });
    assert.equal(opened.size, 5, [...opened].join(" "));
    for (const name of opened) assert.match(name, /^rollout-.*\.jsonl$/);
  });
}

async function dropsMany(browser, address) {
  await withFolder(async (folder) => {
    const home = writeHome(folder, MANY);
    const { page } = await openPage(browser, { address });
    await drop(page, [home]);
    await allRead(page);
    const { total, files } = JSON.parse((await exported(page, "monthly")).toString());
    assert.equal(files.found, MANY);
    assert.equal(total.total_tokens, MANY * 110);
  });
}

const LOGS = ["app-server-0.169-full-session.jsonl", "exec-0.169-json-basic.jsonl"].map((name) => join(ROOT, "tests/streams", name));

/** Logs are opened where they were chosen by themselves, and never what Codex keeps under a name that a log could have. */
async function opensLogsByHand(browser) {
  await withFolder(async (folder) => {
    const home = writeHome(folder, 2);
    writeFileSync(join(home, "run.jsonl"), '{"type":"thread.started","thread_id":"a"}\n');
    const log = join(folder, "run.log");
    writeFileSync(log, '{"type":"thread.started","thread_id":"a"}\n{"type":"turn.started"}\n');
    const { page } = await openPage(browser, { address: ADDRESS });
    const inFolder = await openedDuring(folder, async () => {
      await drop(page, [home]);
      await allRead(page);
    });
    assert.deepEqual([...inFolder].filter((name) => !name.startsWith("rollout-")), []);
    const alone = await openedDuring(folder, async () => {
      await page.locator("#files-input").setInputFiles([log, join(home, "history.jsonl"), join(home, "auth.json"), join(home, "config.toml")]);
      await page.getByRole("status").getByText(/^Read 1 file in /).waitFor({ state: "attached" });
    });
    assert.deepEqual([...alone], ["run.log"]);
  });
}

async function tellsOfLogs(browser) {
  const { page, seen } = await openPage(browser, { address: ADDRESS });
  await page.locator("#files-input").setInputFiles(LOGS);
  await page.getByText("What was read is no rollout, but a log").waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("q");
  const rows = page.getByRole("table", { name: "What logs tell, by who wrote them" }).locator("tbody tr");
  await rows.first().waitFor();
  const told = (await rows.allInnerTexts()).map((row) => row.replace(/[\u2009\u202f\u00a0]/g, " "));
  assert.deepEqual(told, ["app-server\t1\t7\t20\t2\t90 201\t2\t90 201", "codex exec\t1\t1\t5\t1\t33 240\t1\t33 240"]);
  const { streams, files } = JSON.parse((await exported(page, "quality-findings")).toString());
  assert.deepEqual([streams.length, files.others], [2, 2]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Export: Logs that are no rollouts" }).click();
  const csv = (await exported(page, "chart-4", "csv")).toString().trim().split("\n");
  assert.deepEqual(csv.map((line) => line.split(",").slice(0, 3)), [["stream", "written_by", "files"], ["app_server", "app-server", "1"], ["exec", "codex exec", "1"]]);
  assert.deepEqual([seen.messages, seen.violations], [[], []]);
}

/** Notes every value of the progress bar and every count of files, from inside the page. */
function noteProgress() {
  globalThis.noted = [];
  new MutationObserver(() => {
    const bar = document.querySelector("[role=progressbar]");
    if (bar) globalThis.noted.push(Number(bar.getAttribute("aria-valuenow")));
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

export const cases = [
  ["opens rollouts and never auth.json: folder chosen", (browser) => opensRolloutsOnly(browser, (page, home) => page.locator("#folder-input").setInputFiles(home))],
  ["opens rollouts and never auth.json: folder dropped", (browser) => opensRolloutsOnly(browser, (page, home) => drop(page, [home]))],
  ["opens logs that were chosen by themselves, and none in a folder", opensLogsByHand],
  ["tells in Quality of logs that are no rollouts", tellsOfLogs],
  ["reads a dropped folder of 250 files from disk", (browser) => dropsMany(browser, ADDRESS)],
  ["reads a dropped folder of 250 files from localhost", (browser) => withServer((address) => dropsMany(browser, `${address}#/overview?r=all&z=UTC`))],
  [
    "progress only grows, and ends with what was read",
    (browser) =>
      withFolder(async (folder) => {
        const home = writeHome(folder, 600, 400);
        const { page } = await openPage(browser, { address: ADDRESS, prepare: noteProgress });
        await chooseFolder(page, home);
        await page.getByText(/^Read 600 files in /).first().waitFor();
        const noted = await page.evaluate("noted");
        assert.ok(new Set(noted).size > 2, `values ${[...new Set(noted)]}`);
        assert.deepEqual(noted, [...noted].sort((a, b) => a - b));
      }),
  ],
  [
    "cancel keeps what is complete, and the rest can be read later",
    (browser) =>
      withFolder(async (folder) => {
        const home = writeHome(folder, 1500, 40);
        const { page } = await openPage(browser, { address: ADDRESS });
        await page.locator("#folder-input").setInputFiles(home);
        await page.getByText(/[1-9]\d* of 1\D500 files/).first().waitFor();
        await page.keyboard.press("Escape");
        await allRead(page);
        const { total, files } = JSON.parse((await exported(page, "daily")).toString());
        assert.ok(files.found < 1500, `${files.found} files`);
        assert.equal(total.total_tokens, files.found * 110);
        assert.equal(files.partial + files.not_read, 0);
        await page.keyboard.press("Escape");
        await chooseFolder(page, home);
        assert.equal(JSON.parse((await exported(page, "daily")).toString()).total.total_tokens, 1500 * 110);
      }),
  ],
  [
    "a browser without WebAssembly is told so, whatever is chosen",
    async (browser) => {
      const { page, seen } = await openPage(browser, { address: ADDRESS, prepare: () => delete globalThis.WebAssembly });
      await page.locator("#folder-input").setInputFiles(join(FIXTURES, "20-0.164"));
      await page.getByRole("alert").getByText("This browser lacks WebAssembly. Nothing was read.").waitFor();
      assert.deepEqual(seen.messages, []);
    },
  ],
  [
    "says when there is nothing to read, and when nothing is new",
    (browser) =>
      withFolder(async (folder) => {
        const { page } = await openPage(browser, { address: ADDRESS });
        writeFileSync(join(folder, "auth.json"), "{}");
        await page.locator("#folder-input").setInputFiles(folder);
        await page.getByText("Nothing to read here: 1 file, none named rollout-*.jsonl.").waitFor();
        await chooseFolder(page, join(FIXTURES, "20-0.164"));
        await page.locator("#folder-input").setInputFiles(join(FIXTURES, "20-0.164"));
        await page.getByText("1 file, nothing new.").waitFor();
      }),
  ],
  [
    "a file that is gone is a failed one and hides no other",
    (browser) =>
      withFolder(async (folder) => {
        const home = writeHome(folder, 3);
        const { page } = await openPage(browser, { address: ADDRESS, prepare: loseTheOldest });
        await drop(page, [home]);
        await allRead(page);
        const { files, total } = JSON.parse((await exported(page, "daily")).toString());
        assert.deepEqual([files.found, files.not_read, total.total_tokens], [3, 1, 220]);
        await page.keyboard.press("Escape");
        await page.keyboard.press("g");
        await page.keyboard.press("q");
        assert.equal(await page.getByText("■ failed").count(), 1);
      }),
  ],
  [
    "from disk, where no file can be read, the page says what helps",
    (browser) =>
      withFolder(async (folder) => {
        const { page } = await openPage(browser, { address: ADDRESS, prepare: loseTheOldest });
        await drop(page, [writeHome(folder, 1)]);
        await page.getByRole("alert").getByText("“cutrack web --open” serves the page").waitFor();
      }),
  ],
  [
    "once all files are read, core is asked one round for what is shown, and no other when it is kept",
    (browser) =>
      withServer((address) =>
        withFolder(async (folder) => {
          const { page } = await openPage(browser, { address: `${address}#/overview?r=all&z=UTC`, prepare: countRounds });
          await chooseFolder(page, writeHome(folder, 300, 40));
          await page.locator(".figures").getByText(/33\u202f000 exactly|33\.0\u202fk/).first().waitFor();
          assert.equal(await page.evaluate("roundsAtEnd"), 1);
        }),
      ),
  ],
  [
    "bytes of files reach the worker only",
    async (browser) => {
      const { page } = await openPage(browser, { address: ADDRESS, prepare: refuseToRead });
      await chooseFolder(page, join(FIXTURES, "27-zst"));
      assert.equal(await page.evaluate("readOnPage"), 0);
    },
  ],
  [
    "an answer that cannot be shown is told by a number",
    (browser) =>
      withServer(async (address) => {
        const { page } = await openPage(browser, { address: `${address}#/overview?r=all&z=UTC` });
        await page.locator("#folder-input").setInputFiles(join(FIXTURES, "27-zst"));
        await page.getByText("Something failed here (code 204).").waitFor();
      }, `const post = postMessage; self.postMessage = (said, ...rest) => post(said.kind === "told" ? { ...said, report: null } : said, ...rest)`),
  ],
  ...readers,
];

/** The browser cannot hand the oldest file over, as when it is gone since the folder was listed. */
function loseTheOldest() {
  const getFile = FileSystemFileHandle.prototype.getFile;
  FileSystemFileHandle.prototype.getFile = function () {
    if (this.name.includes("000000000000.jsonl")) return Promise.reject(new DOMException("", "NotFoundError"));
    return getFile.call(this);
  };
}

/** Counts the rounds that core is asked when the worker has said that all is read: each asks once for the files. */
function countRounds() {
  globalThis.roundsAtEnd = NaN;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.kind === "tell" && JSON.parse(message.query).report === "files") globalThis.roundsAtEnd += 1;
    return postMessage.call(this, message, ...rest);
  };
  Object.defineProperty(Worker.prototype, "onmessage", {
    set(hear) {
      this.addEventListener("message", (event) => {
        if (event.data.kind === "finished") globalThis.roundsAtEnd = 0;
        hear.call(this, event);
      });
    },
  });
}

/** Counts every reading of a file's bytes on the page itself, and refuses it. */
function refuseToRead() {
  globalThis.readOnPage = 0;
  const guard = (owner, name, isFile) => {
    const read = owner[name];
    owner[name] = function (...given) {
      if (!isFile(this, ...given)) return read.apply(this, given);
      globalThis.readOnPage += 1;
      throw new Error("bytes of a file on the page");
    };
  };
  for (const name of ["arrayBuffer", "text", "stream", "bytes", "slice"]) guard(Blob.prototype, name, (blob) => blob instanceof File);
  for (const name of ["readAsArrayBuffer", "readAsText", "readAsDataURL"]) guard(FileReader.prototype, name, () => true);
}
