// The same views on a phone and on a wide screen: rows of lines where tables have no room, and one right edge.

import assert from "node:assert/strict";
import { allRead, chooseFolder, FIXTURES, FROM_DISK, openPage } from "./browser.mjs";
import { VIEWS } from "./places.mjs";

const ADDRESS = `${FROM_DISK}#/overview?r=all&z=UTC`;
/** The highest row: a file with what to do about it. */
const MOST_ROW_PX = 144;

/** Every view, and one session; with `more` in their addresses. */
async function eachView(page, act, more = "") {
  for (const [view, within] of Object.values(VIEWS)) {
    await page.evaluate((hash) => (location.hash = hash), `#/${view}?r=all&z=UTC&w=all${more}`);
    await page.locator(within).waitFor();
    await allRead(page);
    await act(view);
  }
  await page.evaluate((hash) => (location.hash = hash), `#/sessions?r=all&z=UTC${more}`);
  await page.locator("[data-row]").first().press("Enter");
  await page.locator(".session").waitFor();
  await allRead(page);
  await act("session");
}

/** What is wrong with the rows in sight. */
function wrongRows(most) {
  const found = [];
  for (const table of document.querySelectorAll("main :is(.scroll-x, .window, .twin) > table")) {
    const name = table.caption?.textContent;
    const box = table.parentElement;
    if (box.scrollWidth > box.clientWidth + 1) found.push(`${name}: ${box.scrollWidth - box.clientWidth} px too wide`);
    for (const row of table.querySelectorAll("tbody tr:not([aria-hidden])")) {
      const { height } = row.getBoundingClientRect();
      if (height > most && !row.querySelector("input")) found.push(`${name}: a row of ${height} px`);
      for (const cell of row.querySelectorAll("td.number:not(.strong)")) if (!cell.dataset.head && cell.colSpan === 1 && cell.textContent) found.push(`${name}: ${cell.textContent} of no column`);
    }
  }
  return [...new Set(found)];
}

export const cases = [
  ...[390, 320].map((width) => [
    `on ${width} px a row is a few lines, and each number says of which column it is`,
    async (browser) => {
      const { page } = await openPage(browser, { address: ADDRESS, viewport: { width, height: 844 }, hasTouch: true });
      await chooseFolder(page, FIXTURES);
      const found = [];
      const look = async (view) => found.push(...(await page.evaluate(wrongRows, MOST_ROW_PX)).map((wrong) => `${view}, ${wrong}`));
      await eachView(page, look);
      await eachView(page, look, "&table=1");
      assert.deepEqual(found, []);
    },
  ]),
  [
    "a window that grows wide has tables again",
    async (browser) => {
      const { page } = await openPage(browser, { address: ADDRESS.replace("overview", "usage"), viewport: { width: 390, height: 844 } });
      await chooseFolder(page, FIXTURES);
      const display = () => page.locator(".usage tbody tr").first().evaluate((row) => getComputedStyle(row).display);
      assert.equal(await display(), "flex");
      await page.setViewportSize({ width: 1440, height: 1000 });
      assert.equal(await display(), "table");
    },
  ],
  [
    "on a wide screen the top bar ends where the view ends",
    async (browser) => {
      const { page } = await openPage(browser, { address: ADDRESS, viewport: { width: 1920, height: 1080 } });
      await chooseFolder(page, FIXTURES);
      const right = async (selector) => Math.round(await page.locator(selector).last().evaluate((element) => element.getBoundingClientRect().right));
      await eachView(page, async (view) => assert.deepEqual([view, await right(".top-bar > *"), await right("main > *")], [view, 1700, 1700]));
    },
  ],
];
