// What outlives the page: numbers after a reload, files that grew, two tabs, a store that is full, damaged or newer, and
// forgetting. From a server only: pages that are opened from disk share one store, so that there nothing is kept
// unless a person wants it, which is tested with the view of privacy.

import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { allRead, chooseFolder, exported, FIXTURES, openPage, withFolder, withServer } from "./browser.mjs";
import { rolloutOf, writeHome } from "./homes.mjs";

const at = (address, place) => `${address}#/${place}?r=all&z=UTC`;

/** The page from a server, with `count` sessions of 110 tokens in a folder of their own; `script` is in front of its worker. */
async function withKept(browser, place, count, use, before = async () => {}, script = "") {
  await withServer(
    (address) =>
      withFolder(async (folder) => {
        const { page, context } = await openPage(browser, { address: at(address, place) });
        await before(page, context);
        const home = writeHome(folder, count);
        await chooseFolder(page, home);
        await use({ page, context, home, address: at(address, place) });
      }),
    script,
  );
}

/** Holds the oldest file back, which is read last, while the gate is shut. */
const GATE = `
  let opened = Promise.resolve();
  let open;
  new BroadcastChannel("gate").onmessage = ({ data }) => (data === "shut" ? (opened = new Promise((done) => (open = done))) : open());
  const { stream } = Blob.prototype;
  Blob.prototype.stream = function () {
    if (!this.name?.includes("000000000000.jsonl")) return stream.call(this);
    const chunks = stream.call(this).getReader();
    const pull = async (to) => {
      await opened;
      const { done, value } = await chunks.read();
      if (done) to.close();
      else to.enqueue(value);
    };
    return new ReadableStream({ pull }, { highWaterMark: 0 });
  };
`;
/** As on a machine where each file takes six seconds. */
const SLOW = `{ const { now } = Date; let slow = 0; Date.now = () => now() + (slow += 6000); }`;

const gate = (page, word) => page.evaluate((word) => new BroadcastChannel("gate").postMessage(word), word);

/** Begins to read five sessions, and calls `use` when that waits for the oldest. */
async function beforeTheLast(page, use) {
  await withFolder(async (folder) => {
    await gate(page, "shut");
    await page.locator("#folder-input").setInputFiles(writeHome(folder, 5));
    await page.locator(".strip").waitFor();
    await use();
  });
}

async function otherTab(context, address) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.locator("h1").waitFor();
  return page;
}

const total = async (page) => JSON.parse((await exported(page, "monthly")).toString()).total.total_tokens;

async function reload(page) {
  await page.reload();
  await allRead(page);
}

/** The database as it stands, looked at past the page: how many values each of its stores has. */
function stored(page) {
  return page.evaluate(async () => {
    const settled = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
    const database = await settled(indexedDB.open("cutrack"));
    const counts = {};
    for (const name of database.objectStoreNames) counts[name] = await settled(database.transaction(name).objectStore(name).count());
    database.close();
    return counts;
  });
}

/** Puts a value into a store, past the page. */
function spoil(page, version, store, value) {
  return page.evaluate(
    async ([version, store, value]) => {
      const request = indexedDB.open("cutrack", version);
      const database = await new Promise((done, failed) => {
        request.onupgradeneeded = () => request.result.createObjectStore("of_a_later_day");
        request.onsuccess = () => done(request.result);
        request.onerror = failed;
      });
      const transaction = database.transaction(store, "readwrite");
      transaction.objectStore(store).put(value, 0);
      await new Promise((done) => (transaction.oncomplete = done));
      database.close();
    },
    [version, store, value],
  );
}

/** Numbers stand on the page before they are stored: that is begun when they do, and here never, because nobody hears of it. */
async function showsBeforeItStores(browser) {
  const deaf = `addEventListener("message", (event) => event.data.kind === "shown" && event.stopImmediatePropagation())`;
  await withServer(
    (address) =>
      withFolder(async (folder) => {
        const { page } = await openPage(browser, { address: at(address, "overview") });
        await page.locator("#folder-input").setInputFiles(writeHome(folder, 3));
        await page.locator("html[data-state=read]").waitFor({ state: "attached" });
        assert.equal(await total(page), 3 * 110);
        await page.locator(".kept").getByText("being kept in this browser").waitFor();
        assert.equal((await stored(page)).sources, 0);
      }),
    deaf,
  );
}

async function fillsUp({ page }) {
  await withFolder(async (folder) => {
    await chooseFolder(page, writeHome(folder, 300));
    await page.getByText("The browser has no room left. New data are in memory until you close.").waitFor();
    assert.equal(await total(page), 300 * 110);
    await page.locator(".kept").getByText("in memory until you close").waitFor();
  });
  await reload(page);
  assert.equal(await total(page), 2 * 110);
}

/** The database as a page of an older schema left it: `turns` without its last column. */
function makeOlder(page) {
  return page.evaluate(async () => {
    const settled = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
    const database = await settled(indexedDB.open("cutrack"));
    const { version } = database;
    const kept = {};
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      kept[name] = [await settled(store.getAllKeys()), await settled(store.getAll())];
    }
    database.close();
    const columns = JSON.parse(kept.key[1][1]);
    columns.turns.pop();
    kept.key[1][1] = JSON.stringify(columns);
    kept.turns[1] = kept.turns[1].map((rows) => JSON.stringify(JSON.parse(rows).map((row) => row.slice(0, -1))));
    await settled(indexedDB.deleteDatabase("cutrack"));
    const request = indexedDB.open("cutrack", version - 1);
    request.onupgradeneeded = () => Object.keys(kept).forEach((name) => request.result.createObjectStore(name));
    const older = await settled(request);
    for (const [name, [keys, values]] of Object.entries(kept)) {
      const transaction = older.transaction(name, "readwrite");
      keys.forEach((key, at) => transaction.objectStore(name).put(values[at], key));
      await new Promise((done) => (transaction.oncomplete = done));
    }
    older.close();
  });
}

/** As browsers of Apple's engine say who they are, without a grant. */
function clearsByItself() {
  Object.defineProperty(Navigator.prototype, "vendor", { get: () => "Apple Computer, Inc." });
  StorageManager.prototype.persisted = async () => false;
}

async function keepsWhileReading(browser) {
  await withServer(async (address) => {
    const { page } = await openPage(browser, { address: at(address, "overview") });
    await beforeTheLast(page, async () => {
      // Whoever looked sooner would make a database of his own.
      await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === "cutrack"));
      for (let sources = 0; !(sources >= 4); ) ({ sources } = await stored(page));
      await reload(page);
      assert.equal(await total(page), 4 * 110);
    });
  }, GATE + SLOW);
}

const strict = (page) => page.getByRole("radio", { name: /^Strict/ });

async function forgetsInOtherTab({ context, address }) {
  const page = await otherTab(context, address);
  await strict(page).check();
  await page.getByText("No name is kept.").waitFor();
}

/** Names go with the policy, whoever changes it while files are read that hold some. */
async function forgetsWhileReading(browser, forget) {
  const act = async (kept) => {
    const { page } = kept;
    await beforeTheLast(page, async () => {
      await forget(kept);
      await page.bringToFront();
      await gate(page, "open");
      await allRead(page);
    });
    await page.getByText("No name is kept.").waitFor();
    assert.equal((await stored(page)).names, 0);
    assert.equal(await total(page), 5 * 110);
    await page.getByLabel("Include names").check();
    assert.doesNotMatch((await exported(page, "data-set", "ndjson")).toString(), /someone/);
    await reload(page);
    assert.deepEqual([(await stored(page)).sources, await total(page)], [5, 5 * 110]);
  };
  await withKept(browser, "privacy", 3, act, undefined, GATE);
}

export const cases = [
  ["numbers stand on the page before they are stored", showsBeforeItStores],
  [
    "numbers survive a reload, byte for byte, and known files are not read again",
    (browser) =>
      withServer(async (address) => {
        const { page, seen } = await openPage(browser, { address: at(address, "overview") });
        await chooseFolder(page, FIXTURES);
        const before = await exported(page, "reports");
        const sessions = await exported(page, "sessions");
        await reload(page);
        await page.getByText("kept in this browser").waitFor();
        assert.equal((await exported(page, "reports")).toString(), before.toString());
        assert.equal((await exported(page, "sessions")).toString(), sessions.toString());
        await page.keyboard.press("Escape");
        await page.locator("#folder-input").setInputFiles(FIXTURES);
        await page.getByText(/^\d+ files, nothing new\.$/).waitFor();
        await allRead(page);
        assert.equal((await exported(page, "reports")).toString(), before.toString());
        assert.deepEqual([seen.violations, seen.messages], [[], []]);
      }),
  ],
  [
    "a file of an earlier visit is named by its id: its path is not stored",
    (browser) =>
      withKept(browser, "quality", 2, async ({ page, home }) => {
        const files = page.locator("table code");
        await page.getByRole("button", { name: "All 2 files" }).click();
        assert.match(await files.first().innerText(), /\/rollout-.*\.jsonl$/);
        await reload(page);
        // The address holds what is listed.
        await files.first().waitFor();
        assert.deepEqual((await files.allInnerTexts()).sort(), [0, 1].map((index) => rolloutOf(home, index).slice(-42, -6)));
      }),
  ],
  [
    "a file that grew is read again, and no other",
    (browser) =>
      withKept(browser, "overview", 30, async ({ page, home }) => {
        await reload(page);
        const usage = { input_tokens: 200, cached_input_tokens: 40, output_tokens: 20, reasoning_output_tokens: 5, total_tokens: 220 };
        const line = { timestamp: "2026-06-03T00:00:00.000Z", type: "event_msg", payload: { type: "token_count", info: { total_token_usage: usage, last_token_usage: { ...usage, input_tokens: 100, output_tokens: 10, total_tokens: 110 }, model_context_window: 272000 }, rate_limits: null } };
        appendFileSync(rolloutOf(home, 7), `${JSON.stringify(line)}\n`);
        await page.locator("#folder-input").setInputFiles(home);
        await page.getByText("Read 1 file in").first().waitFor({ state: "attached" });
        await allRead(page);
        assert.equal(await total(page), 31 * 110);
        await reload(page);
        assert.equal(await total(page), 31 * 110);
      }),
  ],
  [
    "files that are not chosen again keep their numbers",
    (browser) =>
      withKept(browser, "overview", 3, async ({ page, home }) => {
        await reload(page);
        await withFolder(async (folder) => {
          await chooseFolder(page, writeHome(folder, 2, 1));
          assert.equal(await total(page), 3 * 110);
        });
        // Chosen by itself it stands in no folder: the same file in another place.
        await page.locator("#files-input").setInputFiles(rolloutOf(home, 2));
        await allRead(page);
        assert.equal(await total(page), 3 * 110);
      }),
  ],
  [
    "forgetting everything empties every store, and says so after counting",
    (browser) =>
      withKept(browser, "privacy", 3, async ({ page }) => {
        assert.ok((await stored(page)).usage > 0);
        await page.getByRole("button", { name: "Forget everything" }).click();
        await page.getByRole("button", { name: /^Again to forget \d+ rows$/ }).click();
        await page.getByText(/^Forgotten\. \d+ tables counted: 0 rows\.$/).first().waitFor();
        for (const [store, values] of Object.entries(await stored(page))) assert.equal(values, 0, store);
        await page.reload();
        await page.getByRole("heading", { level: 1, name: "Welcome" }).waitFor();
      }),
  ],
  [
    "forgotten names are in no table, and come back with their files when they may",
    (browser) =>
      withKept(browser, "privacy", 3, async ({ page, home }) => {
        const look = page.getByLabel("Look for anything you said");
        await look.fill("someone/project");
        await page.getByText("Found once: names, name. These are names kept by your choice.").waitFor();
        await page.getByRole("button", { name: "Forget names" }).click();
        await page.getByRole("button", { name: "Again to forget 1 name" }).click();
        await page.getByText(/^Not found in \d+ rows\.$/).waitFor();
        assert.equal((await stored(page)).names, 0);
        await reload(page);
        await look.fill("someone/project");
        await page.getByText(/^Not found in \d+ rows\.$/).waitFor();
        await page.getByRole("radio", { name: /^Names/ }).check();
        await page.getByText("Names come back when you choose your folder again.").waitFor();
        await chooseFolder(page, home);
        await page.getByText("Found once: names, name.").waitFor();
        assert.equal(await total(page), 330);
      }),
  ],
  ["what is complete outlives a page that is closed while it reads", keepsWhileReading],
  ["a person who forgets names while files are read finds none of them kept", (browser) => forgetsWhileReading(browser, ({ page }) => strict(page).click())],
  ["names that another tab forgets while files are read are not kept", (browser) => forgetsWhileReading(browser, forgetsInOtherTab)],
  [
    "a second tab takes up what the first has read, and both may read at once",
    (browser) =>
      withKept(browser, "overview", 40, async ({ page, context, address }) => {
        const other = await otherTab(context, address);
        await allRead(other);
        assert.equal(await total(other), 40 * 110);
        await withFolder(async (folder) => {
          const more = writeHome(folder, 60, 400);
          await page.bringToFront();
          await page.locator("#folder-input").setInputFiles(more);
          await other.getByText("Another tab is reading. Its numbers appear here when it is done.").waitFor();
          await other.bringToFront();
          await other.locator("#folder-input").setInputFiles(more);
          for (const tab of [page, other]) await allRead(tab);
          for (const tab of [page, other]) await tab.locator(".kept").getByText(/^60 files/).waitFor();
          assert.deepEqual(await Promise.all([total(page), total(other)]), [60 * 110, 60 * 110]);
        });
        await reload(page);
        assert.equal(await total(page), 60 * 110);
        assert.equal((await stored(page)).sources, 60);
      }),
  ],
  [
    "a store without room leaves new numbers in memory, and says so",
    (browser) =>
      withKept(browser, "overview", 2, fillsUp, async (page, context) => {
        const client = await context.newCDPSession(page);
        await client.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 100_000 });
      }),
  ],
  [
    "a browser that clears what is not visited is told of, and how to have the numbers elsewhere",
    (browser) =>
      withServer(async (address) => {
        const { page } = await openPage(browser, { address: at(address, "overview"), prepare: clearsByItself });
        await chooseFolder(page, join(FIXTURES, "20-0.164"));
        const notice = page.locator(".notice");
        await notice.getByText("This browser may clear data after 7 days without a visit.").waitFor();
        await notice.getByRole("button", { name: "Export data set" }).click();
        assert.ok(await page.locator(".sheet input[value=data-set]").isChecked());
      }),
  ],
  [
    "who asks for persistent storage is told why there is none",
    (browser) =>
      withKept(browser, "privacy", 1, async ({ page }) => {
        await page.evaluate(() => (StorageManager.prototype.persist = async () => false));
        await page.getByRole("button", { name: "Ask the browser" }).click();
        await page.getByText("The browser was asked, and may still clear this when space runs out.").waitFor();
        await page.getByRole("button", { name: "Export data set" }).click();
        assert.ok(await page.locator(".sheet input[value=data-set]").isChecked());
        await page.evaluate(() => (StorageManager.prototype.persist = async () => true));
        await page.getByRole("button", { name: "Ask again" }).click();
        await page.getByText("Stored persistently: yes.").waitFor();
      }),
  ],
  [
    "what a newer cutrack has stored is left as it is",
    (browser) =>
      withServer(async (address) => {
        const { page } = await openPage(browser, { address: at(address, "overview") });
        await spoil(page, 999, "of_a_later_day", "kept");
        await chooseFolder(page, join(FIXTURES, "20-0.164"));
        await page.getByText("What is kept here was written by a newer cutrack.").waitFor();
        assert.deepEqual(await stored(page), { of_a_later_day: 1 });
      }),
  ],
  [
    "what cannot be read is cleared, told, and read again",
    (browser) =>
      withKept(browser, "overview", 2, async ({ page, home }) => {
        await spoil(page, undefined, "usage", "no rows");
        await page.reload();
        await page.getByText("What was kept here could not be read, and is gone. Drop your folder again.").waitFor();
        await chooseFolder(page, home);
        await reload(page);
        assert.equal(await total(page), 220);
      }),
  ],
  [
    "what an older cutrack has kept stays, and its files are read anew",
    (browser) =>
      withKept(browser, "overview", 3, async ({ page, home }) => {
        await makeOlder(page);
        await page.reload();
        await allRead(page);
        assert.equal(await total(page), 330);
        await page.locator("#folder-input").setInputFiles(home);
        await page.getByText("Read 3 files in").first().waitFor({ state: "attached" });
        await reload(page);
        assert.equal(await total(page), 330);
        assert.equal((await stored(page)).sources, 3);
      }),
  ],
];
