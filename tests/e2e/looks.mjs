// How the page looks and acts: keys, themes, readers, narrow windows. Pictures go to target/screenshots.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { allRead, chooseFolder, drop, FIXTURES, FROM_DISK, openPage, ROOT, withFolder } from "./browser.mjs";
import { writeHome } from "./homes.mjs";
import { VIEWS } from "./places.mjs";

const ADDRESS = `${FROM_DISK}#/overview?r=all&z=UTC`;
const SHOTS = join(ROOT, "target/screenshots");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

async function go(page, key) {
  await page.keyboard.press("g");
  await page.keyboard.press(key);
}

/** Every rule of WCAG 2.2 AA that a program can check, on what is shown now. */
export async function isAccessible(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
  assert.deepEqual(
    found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
    [],
  );
}

export async function walksThrough(browser, options, name) {
  const { page } = await openPage(browser, { address: ADDRESS, ...options });
  const shot = (view) => page.screenshot({ path: join(SHOTS, `${view}-${name}.png`) });
  await shot("first");
  await isAccessible(page);
  await chooseFolder(page, FIXTURES);
  for (const [key, [view, within]] of Object.entries(VIEWS)) {
    await go(page, key);
    await page.locator(within).waitFor();
    await shot(view);
    await isAccessible(page);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(sideways <= 0, `${view}: ${sideways} px too wide`);
  }
  await go(page, "s");
  await page.locator("[data-row]").first().press("Enter");
  await page.locator(".session").waitFor();
  await shot("session");
  await isAccessible(page);
}

export const cases = [
  ["light, with every rule of access", (browser) => walksThrough(browser, { colorScheme: "light" }, "light")],
  ["dark, with every rule of access", (browser) => walksThrough(browser, { colorScheme: "dark" }, "dark")],
  ["phone, with every rule of access", (browser) => walksThrough(browser, PHONE, "phone")],
  [
    "the chart is walked by keys, and its table says the same",
    async (browser) => {
      const { page } = await openPage(browser, { address: ADDRESS });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 100)));
      const chart = page.locator(".bars");
      await chart.focus();
      await page.keyboard.press("Home");
      const spoken = await chart.getAttribute("aria-valuetext");
      await page.keyboard.press("End");
      assert.notEqual(await chart.getAttribute("aria-valuetext"), spoken);
      const tokens = /(\d+) tokens/.exec(await chart.getAttribute("aria-valuetext"))[1];
      const height = () => page.locator(".chart").evaluate((chart) => chart.clientHeight);
      const before = await height();
      await page.keyboard.press("t");
      const newest = await page.locator(".twin tbody tr").first().locator("td").last().innerText();
      assert.equal(newest.replace(/\u202f/g, "").replace("—", "0"), tokens);
      assert.equal(await height(), before);
    },
  ],
  [
    "reading moves nothing on the page, and the theme is the other one after its key",
    (browser) =>
      withFolder(async (folder) => {
        const home = writeHome(folder, 300, 200);
        const { page } = await openPage(browser, { address: ADDRESS, colorScheme: "light" });
        await drop(page, [home]);
        await page.locator(".figures").waitFor();
        await page.evaluate(() => {
          globalThis.shifts = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) globalThis.shifts += entry.value;
          }).observe({ type: "layout-shift" });
        });
        await allRead(page);
        await page.keyboard.press("d");
        assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
        await page.screenshot();
        const shifts = await page.evaluate("shifts");
        assert.ok(shifts < 0.02, `layout moved by ${shifts}`);
      }),
  ],
  [
    "the chart's bars are days, weeks or months, as chosen, and the address says so",
    async (browser) => {
      const { page } = await openPage(browser, { address: ADDRESS });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 100)));
      for (const [name, last, bars] of [["Month", "Jun 2026", 1], ["Week", "week of 1 Jun", 1], ["Day", "5 Jun", 5]]) {
        await page.getByRole("button", { name, exact: true }).click();
        await page.locator(".read-line b").getByText(last, { exact: true }).waitFor();
        assert.match(page.url(), new RegExp(`per=${name.toLowerCase()}`));
        assert.equal(await page.locator(".bars").getAttribute("aria-valuemax"), String(bars - 1));
      }
    },
  ],
  [
    "places are addresses: back returns, single keys can be turned off",
    async (browser) => {
      const { page } = await openPage(browser, { address: ADDRESS });
      await chooseFolder(page, FIXTURES);
      await go(page, "s");
      await page.getByRole("heading", { level: 1, name: "Sessions" }).waitFor();
      assert.equal(await page.title(), "Sessions · cutrack");
      await page.goBack();
      await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
      await page.keyboard.press("?");
      await page.getByLabel("Single keys are on").uncheck();
      await page.keyboard.press("Escape");
      await go(page, "q");
      await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    },
  ],
  [
    "a changed zone reads again, and days begin elsewhere",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=Pacific/Auckland` });
      await chooseFolder(page, join(FIXTURES, "12-0.115-compaction-abort-review-rollback-fork"));
      const label = page.locator(".figures dt").nth(1);
      assert.equal(await label.innerText(), "All time, 22 Nov");
      await page.getByLabel("Zone").selectOption("UTC");
      await page.locator("html[data-state=read]").waitFor({ state: "attached" });
      assert.match(page.url(), /z=UTC/);
      assert.equal(await label.innerText(), "All time, 22 Nov");
    },
  ],
];
