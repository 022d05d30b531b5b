// The list of 20 000 sessions under hands and keys: how long its longest task is. `CUTRACK_MANY=1 node run.mjs many`; the
// machine has to be idle, because a task's length is told by the clock. The sessions come as a data set, of which each is
// the same one with another id and another hour.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allRead, chooseFolder, exported, FROM_DISK, openPage, withFolder } from "./browser.mjs";
import { idOf, writeHome } from "./homes.mjs";

const SESSIONS = 20_000;
const HOUR_MS = 3600 * 1000;
const TASK_MS_MOST = 50;

/** A data set of `SESSIONS` files, made of one. */
async function manyOf(browser, folder) {
  const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=UTC` });
  await chooseFolder(page, writeHome(folder, 1));
  const [first, ...rest] = (await exported(page, "data-set", "ndjson")).toString().trimEnd().split("\n");
  const head = JSON.parse(first);
  const parts = rest.slice(0, -1).map((line) => JSON.parse(line));
  const lines = [JSON.stringify({ ...head, files: SESSIONS })];
  for (let index = 0; index < SESSIONS; index += 1) for (const { table, rows } of parts) lines.push(another(table, rows, head.columns[table], index));
  lines.push(JSON.stringify({ rows: SESSIONS * parts.reduce((sum, { rows }) => sum + rows.length, 0) }));
  const file = join(folder, "cutrack-data-set.ndjson");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

/** Rows of the file of another number, session and hour. */
function another(table, rows, columns, index) {
  const value = (one, column) => {
    if (column === 0) return one + index;
    return columns[column].endsWith("_at_ms") && one !== null ? one - index * HOUR_MS : one;
  };
  return JSON.stringify({ table, rows: rows.map((row) => row.map(value)) }).replaceAll(idOf(0), idOf(index));
}

function noteTasks() {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: "longtask" });
}

/** The longest task while something is done and drawn. */
async function longestTask(page, act) {
  await page.evaluate(() => void (globalThis.longest = 0));
  await act();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(drawn)))));
  return page.evaluate(() => globalThis.longest);
}

export const cases = [
  [
    "many sessions: sorting, filtering, keys and the way back hold no task above 50 ms",
    (browser) =>
      withFolder(async (folder) => {
        const file = await manyOf(browser, folder);
        const { page } = await openPage(browser, { address: `${FROM_DISK}#/sessions?r=all&z=UTC`, prepare: noteTasks });
        await page.locator("#files-input").setInputFiles(file);
        await page.getByText(/^The data set is taken up: 20\D000 files\.$/).waitFor();
        await allRead(page);
        const acts = {
          sort: () => page.getByRole("columnheader", { name: "Total" }).getByRole("button").click(),
          turn: () => page.getByRole("columnheader", { name: "Total" }).getByRole("button").click(),
          filter: () => page.keyboard.type("/total>100 model:gpt"),
          down: async () => {
            await page.keyboard.press("Escape");
            for (let row = 0; row < 5; row += 1) await page.keyboard.press("j");
          },
          end: () => page.keyboard.press("End"),
          up: () => page.keyboard.press("PageUp"),
          open: async () => {
            await page.locator("[data-row]").first().click();
            await page.locator(".session-head").waitFor();
          },
          back: async () => {
            await page.goBack();
            await page.locator("[data-row]").first().waitFor();
          },
        };
        const took = {};
        for (const [name, act] of Object.entries(acts)) {
          took[name] = await longestTask(page, act);
          await page.locator(name === "open" ? ".session-head" : "[data-row]").first().waitFor({ timeout: 5000 });
        }
        console.log(`    longest task, ms: ${JSON.stringify(took)}`);
        for (const [name, ms] of Object.entries(took)) assert.ok(ms <= TASK_MS_MOST, `${name}: ${ms} ms`);
      }),
  ],
];
