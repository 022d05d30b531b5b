// Reading side by side: what is kept does not depend on how many readers there are, nor on one that fails.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { chooseFolder, exported, FIXTURES, FROM_DISK, openPage, withFolder, withServer } from "./browser.mjs";
import { writeHome } from "./homes.mjs";

const PLACE = "#/overview?r=all&z=UTC";
/** More than what one worker reads alone. */
const [SESSIONS, LINES] = [40, 1000];

/** A browser of so many cores, and a key that is always the same: every pseudonym follows it. */
function prepare(cores) {
  return `
    Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => ${cores} });
    Crypto.prototype.getRandomValues = (bytes) => bytes.fill(7);
  `;
}

/** Sessions that are large together, and beside them everything that hangs together: copies, forks, continued files. */
function largeHome(folder) {
  const home = writeHome(folder, SESSIONS, LINES);
  cpSync(FIXTURES, join(home, "sessions", "fixtures"), { recursive: true });
  return home;
}

/** The hash of all that is kept once `home` is read. */
async function rowsOf(browser, home, cores, address = FROM_DISK) {
  const { page, context, seen } = await openPage(browser, { address: `${address}${PLACE}`, prepare: prepare(cores) });
  await chooseFolder(page, home);
  const rows = await exported(page, "data-set", "ndjson");
  // The browser tells of an error in a worker; there is one only where a test wants it.
  assert.deepEqual([seen.violations, address === FROM_DISK ? seen.messages : []], [[], []]);
  await context.close();
  return createHash("sha256").update(rows).digest("hex");
}

/** More files than are handed over at once. */
const HANDED = 120;

/** How many files each message to the worker holds. */
function noteHanded() {
  const { postMessage } = Worker.prototype;
  globalThis.handed = [];
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.candidates) globalThis.handed.push(message.candidates.length);
    postMessage.call(this, message, ...rest);
  };
}

const FAILS = {
  "every second order": `addEventListener("message", ({ data }) => { if (data.kind === "order" && data.order.at % 2) { data.order.files = null; } })`,
  "as it starts": `addEventListener("message", ({ data }) => { if (data.kind === "serve") throw 0; })`,
};

export const cases = [
  [
    "the same rows alone and with one, two and four readers",
    (browser) =>
      withFolder(async (folder) => {
        const home = largeHome(folder);
        const alone = await rowsOf(browser, home, 0);
        for (const cores of [1, 2, 4]) assert.equal(await rowsOf(browser, home, cores), alone, `${cores} readers`);
      }),
  ],
  [
    "many files are handed to the worker part by part, and all of them are read",
    (browser) =>
      withFolder(async (folder) => {
        const { page } = await openPage(browser, { address: `${FROM_DISK}${PLACE}`, prepare: noteHanded });
        await chooseFolder(page, writeHome(folder, HANDED));
        const handed = await page.evaluate(() => globalThis.handed);
        assert.deepEqual(handed, [50, 50, HANDED - 100]);
        assert.match(await page.locator("body").innerText(), new RegExp(`${HANDED} files`));
      }),
  ],
  ...Object.entries(FAILS).map(([when, script]) => [
    `readers that fail ${when} change no row`,
    (browser) =>
      withFolder(async (folder) => {
        const home = largeHome(folder);
        const alone = await rowsOf(browser, home, 0);
        await withServer(async (address) => assert.equal(await rowsOf(browser, home, 2, address), alone), script);
      }),
  ]),
];
