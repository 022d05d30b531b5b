// The page as others see it: forced colours, a narrow window, a zoomed one, no motion; and no work that stops it.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { allDrawn, allRead, chooseFolder, FIXTURES, FROM_DISK, goTo, openPage, ROOT } from "./browser.mjs";
import { walksThrough } from "./looks.mjs";
import { VIEWS } from "./places.mjs";

/** Masked rollouts of real use beside the project, on machines that have them. */
const ROLLOUTS = join(ROOT, "../shared/rollouts");
/** A task of the page that takes longer is felt. */
const MOST_TASK_MS = 50;
/** What `work` takes on a machine for which the limit is meant. Slower ones, as where much else runs beside the tests, get more time. */
const WORK_MS = 100;
/** Where much is drawn: a bar and a row for each day, a table twin with a column for each model, every reading of every window. */
const LARGE = [
  ["usage", "per=day"],
  ["usage", "per=day&table=1"],
  ["cost", "per=day"],
  ["limits", "w=all"],
  ["limits", "w=all&table=1"],
];
/** One after the other where use is shown by day. */
const PRESSED = ["Table", "Kind", "Project", "Model", "Chart"];

/** How much slower this machine is; 1 for one that is as fast. The quickest of several tries is the one that nobody disturbed. */
async function slowness(page) {
  const quickestMs = await page.evaluate(() => {
    const work = () => Array.from({ length: 200_000 }, (_, at) => (at * 2654435761) % 2 ** 32).sort((a, b) => a - b).map(String).join().length;
    const timed = () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    };
    return Math.min(...Array.from({ length: 5 }, timed));
  });
  return Math.max(1, quickestMs / WORK_MS);
}

/** Roles whose names are heard by themselves: charts, findings, and what acts. */
const SPOKEN = ["slider", "image", "region", "button"];

/** What the longest task of the page's own thread took of the processor: the work of other programs does not count. */
async function longestTask(browser, page, act) {
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await act();
  const { traceEvents: events } = JSON.parse((await browser.stopTracing()).toString());
  const of = ({ pid, tid }) => `${pid} ${tid}`;
  const threads = new Set(events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(of));
  const tasks = events.filter((event) => event.ph === "X" && event.name.endsWith("RunTask") && threads.has(of(event)));
  assert.ok(tasks.some(({ tdur }) => tdur > 0), "no task was traced");
  return Math.round(Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000);
}

/** In a task of its own: to find the button is no work of the page. */
function press(name) {
  const button = [...document.querySelectorAll("main button")].find(({ textContent }) => textContent === name);
  return new Promise((done) => setTimeout(() => done(button.click())));
}

export const cases = [
  ["forced colours without motion, with every rule of access", (browser) => walksThrough(browser, { forcedColors: "active", reducedMotion: "reduce" }, "forced")],
  ["320 pixels wide, with every rule of access", (browser) => walksThrough(browser, { viewport: { width: 320, height: 640 } }, "320")],
  ["zoomed to 200 percent, with every rule of access", (browser) => walksThrough(browser, { viewport: { width: 720, height: 500 }, deviceScaleFactor: 2 }, "zoomed")],
  [
    "without motion nothing moves by itself",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=UTC`, reducedMotion: "reduce" });
      await chooseFolder(page, join(FIXTURES, "20-0.164"));
      const moving = await page.evaluate(() => {
        const lasts = ({ transitionDuration, animationName }) => animationName !== "none" || transitionDuration.split(",").some((duration) => parseFloat(duration) > 0);
        return [...document.querySelectorAll("body *")].filter((element) => lasts(getComputedStyle(element))).length;
      });
      assert.equal(moving, 0);
    },
  ],
  [
    "what is spoken holds no thin space in any view",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=UTC` });
      await chooseFolder(page, FIXTURES);
      const client = await page.context().newCDPSession(page);
      for (const [key, [view, within]] of Object.entries(VIEWS)) {
        await goTo(page, key, within);
        const { nodes } = await client.send("Accessibility.getFullAXTree");
        const told = nodes.filter(({ ignored, role }) => !ignored && SPOKEN.includes(role?.value)).flatMap(({ name, properties = [] }) => [name?.value ?? "", ...properties.filter(({ name }) => name === "valuetext").map(({ value }) => value.value)]);
        assert.ok(told.some((words) => /\d/.test(words)), view);
        assert.deepEqual(told.filter((words) => words.includes("\u202f")), [], view);
      }
    },
  ],
  [
    "no view stops the page for longer than 50 ms",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=UTC` });
      await chooseFolder(page, existsSync(ROLLOUTS) ? ROLLOUTS : FIXTURES);
      const longest = {};
      // Twice, and the lesser holds: memory is tidied up when the browser likes, and other programs are in the way of one.
      const measure = async (name, act) => (longest[name] = Math.min(longest[name] ?? Infinity, await longestTask(browser, page, act)));
      let slowest = await slowness(page);
      for (let round = 0; round < 2; round += 1) {
        for (const [key, [view, within]] of Object.entries(VIEWS)) await measure(view, () => goTo(page, key, within));
        const show = async (view, shown) => {
          await page.evaluate((address) => void (location.hash = address), `#/${view}?r=all&z=UTC&${shown}`);
          await page.locator(`main .${view}`).waitFor();
          await allRead(page);
          await allDrawn(page);
        };
        for (const [view, shown] of LARGE) await measure(`${view}&${shown}`, () => show(view, shown));
        await show("usage", "per=day");
        for (const name of PRESSED) {
          await measure(name, async () => {
            await page.evaluate(press, name);
            await allRead(page);
            await allDrawn(page);
          });
        }
        slowest = Math.max(slowest, await slowness(page));
      }
      const mostMs = MOST_TASK_MS * slowest;
      console.log(`    longest task in ms: ${Object.entries(longest).map((entry) => entry.join(" ")).join(", ")}; here up to ${Math.round(mostMs)}`);
      assert.deepEqual(Object.entries(longest).filter(([, ms]) => ms > mostMs), []);
    },
  ],
];
