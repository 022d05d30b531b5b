// What the view of privacy tells of all that is kept, and what it does with it.

import assert from "node:assert/strict";
import { allRead, chooseFolder, exported, FROM_DISK, openPage, withFolder } from "./browser.mjs";
import { writeHome } from "./homes.mjs";

const digits = (text) => Number(text.replace(/\D/g, ""));

/** The view over three sessions of one project. */
async function withPrivacy(browser, use) {
  const { page } = await openPage(browser, { address: `${FROM_DISK}#/privacy?r=all&z=UTC` });
  await withFolder(async (folder) => {
    await chooseFolder(page, writeHome(folder, 3, 40));
    await page.getByRole("heading", { name: /^Of \d+\skB read, [\d.]+\sk?B is kept, and none of it is text of yours$/ }).waitFor();
    await use(page);
  });
}

const sessions = async (page) => {
  const rows = JSON.parse((await exported(page, "sessions")).toString()).rows;
  await page.keyboard.press("Escape");
  return rows;
};

export const cases = [
  [
    "the tables sum up to all rows, and a stored row shows all of its cells and no text",
    (browser) =>
      withPrivacy(browser, async (page) => {
        const rows = (await page.locator(".rows-of-tables dd").allInnerTexts()).map(digits);
        assert.equal(rows.pop(), rows.reduce((one, other) => one + other));
        const stored = page.locator(".stored-row");
        await stored.locator("b").getByText("usage", { exact: true }).waitFor();
        assert.match(await stored.innerText(), / · model gpt-5\.[45] · /);
        const seen = new Set();
        for (let count = 0; count < 8; count += 1) {
          const before = await stored.innerText();
          seen.add(await stored.locator("b").innerText());
          assert.ok(!/someone|---/.test(before));
          await page.getByRole("button", { name: "Another" }).click();
          await page.waitForFunction((text) => document.querySelector(".stored-row").innerText !== text, before);
        }
        assert.ok(seen.size > 4, `rows of ${[...seen]}`);
      }),
  ],
  [
    "the policy is one of two, and says what going to the other does",
    (browser) =>
      withPrivacy(browser, async (page) => {
        await page.getByText("Going to Strict would empty 1 name now.").waitFor();
        await page.getByRole("radio", { name: /^Strict/ }).check();
        await page.getByText("No name is kept. Going to Names would bring them back when you re-scan.").waitFor();
        await page.locator(".hold:disabled").getByText("Forget names").waitFor();
        await page.getByRole("radio", { name: /^Names/ }).check();
        await page.getByText("Names come back when you choose your folder again.").waitFor();
      }),
  ],
  [
    "what is held for a second is forgotten, and what is let go of before is not",
    (browser) =>
      withPrivacy(browser, async (page) => {
        const button = page.locator(".hold.grave");
        await button.scrollIntoViewIfNeeded();
        const { x, y } = await button.boundingBox();
        await page.mouse.move(x + 20, y + 10);
        await page.mouse.down();
        await page.locator(".hold.held").waitFor();
        await page.mouse.move(x - 20, y - 20);
        await page.locator(".hold.grave.idle").waitFor();
        await page.mouse.up();
        await page.mouse.move(x + 20, y + 10);
        await page.mouse.down();
        await page.getByRole("heading", { level: 1, name: "Welcome" }).waitFor();
        await page.mouse.up();
      }),
  ],
  [
    "what is opened from disk is kept when wished for, without a name, until it is forgotten",
    (browser) =>
      withPrivacy(browser, async (page) => {
        const before = await sessions(page);
        const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
        assert.deepEqual(await databases(), []);
        await page.getByText("any of them could read it").waitFor();
        await page.getByRole("button", { name: "Keep it anyway" }).click();
        await page.locator(".kept").getByText("kept in this browser").waitFor();
        await allRead(page);
        await page.reload();
        await allRead(page);
        await page.getByText("Opened from disk, and kept all the same.").waitFor();
        const rest = ({ project, ...row }) => row;
        assert.deepEqual((await sessions(page)).map(rest), before.map(rest));
        assert.equal(await page.getByRole("radio", { name: /^Names/ }).isDisabled(), true);
        await page.getByLabel("Look for anything you said").fill("someone");
        await page.getByText(/^Not found in \d+ rows\.$/).waitFor();
        assert.ok(!(await page.locator(".rows-of-tables").innerText()).includes("names"));
        await page.getByRole("button", { name: "Forget everything" }).click();
        await page.getByRole("button", { name: /^Again to forget \d+ rows$/ }).click();
        await page.locator(".notice").getByText(/^Forgotten. \d+ tables counted: 0 rows.$/).waitFor();
        await page.reload();
        await page.getByRole("heading", { level: 1, name: "Welcome" }).waitFor();
        assert.deepEqual(await databases(), []);
      }),
  ],
  [
    "a new key gives new pseudonyms and the same numbers",
    (browser) =>
      withPrivacy(browser, async (page) => {
        const before = await sessions(page);
        await page.getByRole("button", { name: "New key" }).click();
        await allRead(page);
        const after = await sessions(page);
        const rest = ({ project, ...row }) => row;
        assert.deepEqual(after.map(rest), before.map(rest));
        assert.match(after[0].project, /^p-/);
        assert.notEqual(after[0].project, before[0].project);
      }),
  ],
];
