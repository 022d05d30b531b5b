// Data in and out of the page: a data set that another page takes up, and the folder that one click reads again.

import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { allRead, chooseFolder, drop, exported, FIXTURES, FROM_DISK, openPage, withFolder, withServer } from "./browser.mjs";
import { rolloutOf, writeHome } from "./homes.mjs";

const PLACE = "#/overview?r=all&z=UTC";

/** The data set of all fixtures as a file in `folder`, and the answers of the page that saved it. */
async function saved(browser, folder, withNames) {
  const { page } = await openPage(browser, { address: `${FROM_DISK}${PLACE}` });
  await chooseFolder(page, FIXTURES);
  const answers = await exported(page, "reports");
  await page.locator(".sheet input[value=data-set]").check();
  await page.getByText(/^Holds: [\d\u202f]+ rows of \d+ files, all that is kept here/).waitFor();
  if (withNames) await page.getByLabel("Include names").check();
  const file = join(folder, "cutrack-data-set.ndjson");
  writeFileSync(file, await exported(page, "data-set", "ndjson"));
  return { file, answers };
}

async function takenUp(browser, address, withNames) {
  await withFolder(async (folder) => {
    const { file, answers } = await saved(browser, folder, withNames);
    const { page, seen } = await openPage(browser, { address: `${address}${PLACE}` });
    await drop(page, [file]);
    await page.getByText(/^The data set is taken up: \d+ files\.$/).waitFor();
    await allRead(page);
    assert.equal((await exported(page, "reports")).toString(), answers.toString());
    if (address !== FROM_DISK) {
      await page.reload();
      await allRead(page);
      assert.equal((await exported(page, "reports")).toString(), answers.toString());
    }
    await page.keyboard.press("Escape");
    await page.locator("#files-input").setInputFiles(file);
    await page.getByText("There are numbers here already.").waitFor();
    assert.deepEqual([seen.violations, seen.messages], [[], []]);
  });
}

/** A page that remembers a dropped home of three sessions in `folder`. */
async function remembered(browser, address, folder) {
  const { page } = await openPage(browser, { address: `${address}${PLACE}` });
  const home = writeHome(folder, 3);
  await drop(page, [home]);
  await allRead(page);
  return { page, home };
}

/**
 * Gives the page a folder of the browser's own with one session in it, and has the folder dialog answer with it: all but the
 * dialog itself, which no program may answer, is the browser's.
 */
async function answerDialog({ name, text }) {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("sessions", { create: true });
  const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await file.write(text);
  await file.close();
  globalThis.showDirectoryPicker = async () => folder;
}

/** What a session of a home brings to [`answerDialog`]. */
function sessionOf(folder, index) {
  const path = rolloutOf(writeHome(folder, index + 1), index);
  return { name: basename(path), text: readFileSync(path, "utf8") };
}

/** How the dialog answers when a person closes it without a choice. */
function closeDialog() {
  globalThis.showDirectoryPicker = () => Promise.reject(new DOMException("", "AbortError"));
}

async function tokens(page) {
  return JSON.parse((await exported(page, "monthly")).toString()).total.total_tokens;
}

/** The permission that the browser answers with. */
function answerPermission(state) {
  FileSystemHandle.prototype.requestPermission = async () => state;
}

export const cases = [
  ["a data set with names gives the same answers where nothing is kept, after a reload too", (browser) => withServer((address) => takenUp(browser, address, true))],
  ["a data set without names gives the same answers from disk", (browser) => takenUp(browser, FROM_DISK, false)],
  [
    "a data set holds no name unless it is asked for, and says so",
    (browser) =>
      withFolder(async (folder) => {
        const { file } = await saved(browser, folder, false);
        const text = readFileSync(file, "utf8");
        assert.ok(text.startsWith('{"cutrack_data_set":1,'));
        assert.ok(!text.includes('"names","rows"') && text.includes('"key":null'));
      }),
  ],
  [
    "what is no data set, or only a part of one, is refused in words",
    (browser) =>
      withFolder(async (folder) => {
        const { file } = await saved(browser, folder, true);
        const text = readFileSync(file, "utf8");
        const { page } = await openPage(browser, { address: `${FROM_DISK}${PLACE}` });
        for (const [part, words] of [[text.slice(0, text.length / 2), "This data set is cut off or was changed."], ["[]\n", "This file is no data set of cutrack."], [text.replace(/"schema":\d+/, '"schema":999'), "This data set was written by a newer cutrack."]]) {
          writeFileSync(file, part);
          await page.locator("#files-input").setInputFiles(file);
          await page.getByText(words).waitFor();
          await page.getByRole("heading", { level: 1, name: "Welcome" }).waitFor();
        }
      }),
  ],
  [
    "a folder that is remembered is read again by one click, what is new of it alone",
    (browser) =>
      withServer((address) =>
        withFolder(async (folder) => {
          const { page, home } = await remembered(browser, address, folder);
          appendFileSync(rolloutOf(home, 1), "\n");
          writeHome(folder, 4);
          await page.reload();
          await allRead(page);
          await page.getByRole("button", { name: "Re-scan" }).click();
          await page.getByText(/^Read \d files? in/).first().waitFor({ state: "attached" });
          await allRead(page);
          assert.equal(await tokens(page), 4 * 110);
        }),
      ),
  ],
  [
    "a folder from the browser's dialog is read, remembered, and read again by one click",
    (browser) =>
      withServer((address) =>
        withFolder(async (folder) => {
          const { page } = await openPage(browser, { address: `${address}${PLACE}` });
          await page.evaluate(closeDialog);
          await page.getByRole("button", { name: "Choose folder" }).click();
          await page.getByRole("heading", { level: 1, name: "Welcome" }).waitFor();
          await page.evaluate(answerDialog, sessionOf(folder, 0));
          await page.getByRole("button", { name: "Choose folder" }).click();
          await allRead(page);
          assert.equal(await tokens(page), 110);
          await page.reload();
          await allRead(page);
          await page.evaluate(answerDialog, sessionOf(folder, 1));
          await page.evaluate(closeDialog);
          await page.getByRole("button", { name: "Re-scan" }).click();
          await page.getByText(/^Read 1 file in/).first().waitFor({ state: "attached" });
          await allRead(page);
          assert.equal(await tokens(page), 2 * 110);
        }),
      ),
  ],
  [
    "a folder that the browser does not open is told, and its numbers stay",
    (browser) =>
      withServer((address) =>
        withFolder(async (folder) => {
          const { page } = await remembered(browser, address, folder);
          await page.reload();
          await allRead(page);
          await page.evaluate(answerPermission, "denied");
          await page.getByRole("button", { name: "Re-scan" }).click();
          await page.getByText("The browser may not open your folder.").waitFor();
          assert.equal(await tokens(page), 3 * 110);
        }),
      ),
  ],
];
