// Numbers that lead to the rows behind them, one step on, with what keeps those rows alone in the address.

import assert from "node:assert/strict";
import { allRead, chooseFolder, FIXTURES, FROM_DISK, openPage } from "./browser.mjs";
import { VIEWS } from "./places.mjs";

/** Tables whose numbers are the last step: nothing narrower stands behind them, as behind a row of what no file names. */
const LAST = ["Use by weekday and hour", "Cost by model, with the prices used", "Findings", "What becomes of what stands in the files", "Files that need a look, and what became of them"];

/** A view, a number on it, and the address that a press on it leads to. */
const WAYS = [
  ["overview", ".figures dd a >> nth=2", /#\/cost\?/],
  ["overview", ".kind-input a >> nth=1", /#\/usage\?.*by=kind/],
  ["overview", ".ranking >> nth=0 >> tbody tr >> nth=0 >> td >> nth=1", /#\/sessions\?.*m=gpt-5\.4&/],
  ["overview", ".ranking >> nth=1 >> tbody tr >> nth=0 >> td >> nth=2", /#\/sessions\?.*p=p-[0-9a-f]{8}&/],
  ["overview", ".read-line a >> nth=0", /#\/sessions\?r=2026-11-22\.\.2026-11-22&m=gpt-5\.4&/],
  ["usage", ".read-out .figure a", /#\/sessions\?r=2026-11-22\.\.2026-11-22&/],
  ["usage", ".read-out .parts a >> nth=0", /#\/sessions\?r=2026-11-22\.\.2026-11-22&m=gpt-5\.4&/],
  ["usage", ".kinds-of a >> nth=1", /#\/usage\?r=2026-11-22\.\.2026-11-22&.*by=kind&per=/],
  ["usage", "main table tbody td >> nth=0", /#\/sessions\?r=/],
  ["heatmaps", ".busiest tbody td >> nth=0", /#\/sessions\?r=2026-11-22\.\.2026-11-22&/],
  ["limits", "[aria-label='Windows and plans'] tbody td >> nth=-1", /#\/sessions\?r=20\d\d-\d\d-\d\d\.\.20\d\d/],
  ["cost", ".figures a >> nth=0", /#\/sessions\?.*sort=-cost_nano_dollars/],
  ["cost", ".price-table tbody a >> nth=1", /#\/sessions\?.*m=/],
  ["projects", ".projects tbody tr >> nth=0 >> td >> nth=4 >> a", /#\/heatmaps\?.*p=p-/],
  ["projects", ".projects tbody tr >> nth=0 >> td >> nth=7 >> a", /#\/tools\?.*p=p-/],
  ["tools", ".calls >> nth=0 >> tbody tr >> nth=0 >> td >> nth=2", /#\/sessions\?/],
  ["limits", "[aria-label=Windows] tbody td >> nth=1", /#\/sessions\?r=20\d\d-\d\d-\d\d\.\.20\d\d/],
  ["quality", "[aria-label='What versions tell'] tbody td >> nth=0", /#\/sessions\?r=all/],
  ["context", "[aria-label=Compactions] tbody td >> nth=4", /#\/session\/[0-9a-f-]{36}\?.*t=\d/],
  ["quality", "[aria-label=Findings] a >> nth=0", /#\/sessions\?r=all/],
];

/** Reports that are asked for wherever one is. */
const COMMON = 6;

/** Counts the reports that the page asks its worker for. */
function countAsked() {
  globalThis.asked = 0;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (said, ...rest) {
    if (said.kind === "tell") globalThis.asked += 1;
    return postMessage.call(this, said, ...rest);
  };
}

export const cases = [
  [
    "who comes back finds what was answered, until files are read",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/sessions?r=all&z=UTC`, prepare: countAsked });
      const asked = () => page.evaluate(() => globalThis.asked);
      await chooseFolder(page, FIXTURES);
      const first = await asked();
      await page.locator("[data-row]").first().click();
      await page.locator(".session-head").waitFor();
      const before = await asked();
      await page.goBack();
      await page.locator("[data-row]").first().waitFor();
      await allRead(page);
      assert.ok(before > first, "its view asks something");
      assert.equal(await asked(), before, "nothing is asked anew");
      await chooseFolder(page, FIXTURES);
      // All that the frame shows, after files were looked at again.
      await page.waitForFunction((least) => globalThis.asked >= least, before + COMMON, { timeout: 5000 });
    },
  ],
  [
    "no number of a table leads nowhere",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=UTC` });
      await chooseFolder(page, FIXTURES);
      const found = {};
      for (const table of ["", "&table=1"]) {
        for (const [view, within] of Object.values(VIEWS)) {
          await page.evaluate((hash) => (location.hash = hash), `#/${view}?r=all&z=UTC&w=all${table}`);
          await page.locator(within).waitFor();
          await allRead(page);
          found[view + table] = await page.evaluate((last) => {
            const leads = (cell) => cell.closest("tr.leads, tr:has([data-row])") || cell.querySelector("a, button, input");
            const cells = [...document.querySelectorAll("main td.number")].filter((cell) => /\d/.test(cell.textContent) && !leads(cell) && !/not named|not stated|of no class|without a name/.test(cell.closest("tr").cells[0].textContent));
            const names = cells.map((cell) => cell.closest("table").caption?.textContent ?? cell.closest("div[aria-label]")?.ariaLabel ?? "?");
            return [...new Set(names)].filter((name) => !last.includes(name));
          }, LAST);
        }
      }
      const nowhere = Object.entries(found).filter(([, names]) => names.length > 0);
      assert.equal(nowhere.map(([view, names]) => `${view}: ${names.join(", ")}`).join("; "), "");
    },
  ],
  [
    "a number leads to the rows behind it, with what keeps them in the address",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=UTC` });
      await chooseFolder(page, FIXTURES);
      for (const [view, number, wanted] of WAYS) {
        await page.evaluate((hash) => (location.hash = hash), `#/${view}?r=all&z=UTC&w=all`);
        await page.locator(Object.values(VIEWS).find(([name]) => name === view)[1]).waitFor();
        await allRead(page);
        await page.locator(number).click();
        await page.waitForURL((url) => wanted.test(url.href), { timeout: 5000 }).catch(() => assert.fail(`${view}, ${number}: ${page.url()}`));
        await allRead(page);
      }
    },
  ],
];
