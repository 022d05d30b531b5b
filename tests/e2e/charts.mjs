// What stands in and beside the charts: titles that keep to one line, what is written at the marks, and saving each by itself.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { allRead, chooseFolder, FIXTURES, FROM_DISK, openPage, withFolder } from "./browser.mjs";
import { writeHome } from "./homes.mjs";
import { isAccessible } from "./looks.mjs";
import { VIEWS } from "./places.mjs";

const at = (place, keys = "") => `${FROM_DISK}#/${place}?r=all&z=UTC${keys}`;
/** Views that filters do not narrow. */
const OF_ALL = ["limits", "quality", "privacy"];
/** Views without a chart or a table that is saved by itself. */
const WITHOUT = ["sessions", "privacy"];

/** What a press on Save gives, and how the file is called. */
async function saved(page, form) {
  await page.locator(`.sheet input[value=${form}]`).check();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save" }).click()]);
  return [download.suggestedFilename(), readFileSync(await download.path()).toString()];
}

export const cases = [
  [
    "each chart and each table is saved by itself: as what is seen, and as the rows behind it",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("overview") });
      await chooseFolder(page, FIXTURES);
      for (const [key, [view, within]] of Object.entries(VIEWS)) {
        await page.keyboard.press("g");
        await page.keyboard.press(key);
        await page.locator(within).waitFor();
        await allRead(page);
        const heads = await page.locator("main button[data-of]").all();
        assert.equal(heads.length === 0, WITHOUT.includes(view), view);
        for (const head of heads) {
          await head.click();
          const title = await head.evaluate((button) => button.closest("section").querySelector("h2").textContent);
          const chosen = page.locator(".sheet label").filter({ has: page.locator("input[name=what]:checked") });
          assert.equal(await chosen.innerText(), title, view);
          await page.locator(".sheet").getByText(/^Holds: /).waitFor();
          const [name, rows] = await saved(page, "csv");
          assert.match(name, new RegExp(`^cutrack-${view}-[a-z]+\\.csv$`));
          assert.ok(rows.trimEnd().split("\n").length > 1, `${view}, ${title}: no rows`);
          if (!(await page.locator(".sheet input[value=svg]").isVisible())) continue;
          const [, picture] = await saved(page, "svg");
          assert.ok(picture.includes(title.slice(0, 12)) && /<(rect|path|circle)/.test(picture), `${view}, ${title}: no picture`);
        }
      }
    },
  ],
  [
    "a project with a long name keeps its title on one line, and is told in full",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("overview") });
      const name = "a-project-that-somebody-gave-a-name-of-many-letters";
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 2, 0, `/home/someone/${name}`)));
      const title = page.locator(".thirds h2").last();
      assert.equal(await title.textContent(), "a-project…-letters: 100\u202f% of the tokens");
      assert.equal((await title.boundingBox()).height, 20);
      assert.equal(await title.getAttribute("title"), name);
    },
  ],
  [
    "now stands behind the hour that it is in, and recent sessions tell their input",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("overview") });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 2)));
      assert.match(await page.locator(".spark text").textContent(), /^now \d\d:\d\d$/);
      const recent = page.getByRole("group", { name: "Recent sessions" });
      const column = (await recent.locator("thead th").allInnerTexts()).indexOf("Input");
      assert.equal(await recent.locator("tbody tr").first().locator("th, td:not(.lineage)").nth(column).innerText(), "100");
    },
  ],
  [
    "the calendar says which days with use followed each other longest",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("heatmaps") });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 60)));
      await page.getByText("Longest run of days with use: 3, 1 Jun – 3 Jun.").waitFor();
    },
  ],
  [
    "one session is enough for every view, and filters that keep nothing say so and are cleared there",
    async (browser) => {
      const { page, seen } = await openPage(browser, { address: at("overview") });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 1)));
      for (const [view, within] of Object.values(VIEWS)) {
        const show = async (keys) => {
          await page.evaluate((hash) => (location.hash = hash), `#/${view}?r=all&z=UTC${keys}`);
          await page.locator(`.places a[aria-current][href^="#/${view}?"]`).waitFor();
          await allRead(page);
        };
        const shown = page.locator(within).or(page.locator("main .waiting")).first();
        await show("");
        await shown.waitFor();
        await isAccessible(page);
        if (OF_ALL.includes(view)) continue;
        await show("&m=no-such-model");
        await page.locator("main").getByText(/^No (session|use|call|turn).* in this range that the filters keep\./).waitFor();
        await isAccessible(page);
        await page.getByRole("button", { name: "Clear the filters" }).click();
        await allRead(page);
        await shown.waitFor();
        assert.ok(!page.url().includes("m="), view);
      }
      assert.deepEqual(seen.messages.filter((message) => message.startsWith("error")), []);
    },
  ],
  [
    "another order of a filtered list asks core for nothing",
    async (browser) => {
      const prepare = () => {
        globalThis.asked = 0;
        const { postMessage } = Worker.prototype;
        Worker.prototype.postMessage = function (...given) {
          globalThis.asked += 1;
          return postMessage.apply(this, given);
        };
      };
      const { page } = await openPage(browser, { address: at("sessions"), prepare });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 30)));
      await page.getByLabel("Filter sessions").fill("model:gpt-5.5");
      await page.locator(".list-line").getByText(/^10 sessions · 1\u202f100 tokens/).waitFor();
      const before = await page.evaluate("asked");
      assert.ok(before > 0);
      await page.getByRole("button", { name: "Turns" }).click();
      await page.waitForURL(/sort=-turns/);
      await page.locator(".list-line").getByText(/^10 sessions · 1\u202f100 tokens/).waitFor();
      await page.getByLabel("Filter sessions").fill("model:gpt-5.4");
      await page.locator(".list-line").getByText(/^20 sessions · 2\u202f200 tokens/).waitFor();
      assert.equal(await page.evaluate("asked"), before + 1);
    },
  ],
];
