// The page in a real browser: `node run.mjs [WORD...]` runs the cases whose name has a WORD, or all.

import { existsSync } from "node:fs";
import { PAGE, withBrowser } from "./browser.mjs";
import { cases as access } from "./access.mjs";
import { cases as carried } from "./carried.mjs";
import { cases as charts } from "./charts.mjs";
import { cases as firefox } from "./firefox.mjs";
import { cases as golden } from "./golden.mjs";
import { cases as kept } from "./kept.mjs";
import { cases as limits } from "./limits.mjs";
import { cases as links } from "./links.mjs";
import { cases as looks } from "./looks.mjs";
import { cases as many } from "./many.mjs";
import { cases as narrow } from "./narrow.mjs";
import { cases as opening } from "./opening.mjs";
import { cases as prices } from "./prices.mjs";
import { cases as privacy } from "./privacy.mjs";
import { cases as reading } from "./reading.mjs";
import { cases as sample } from "./sample.mjs";
import { cases as saving } from "./saving.mjs";
import { cases as sealed } from "./sealed.mjs";
import { cases as selection } from "./selection.mjs";
import { cases as tables } from "./tables.mjs";
import { cases as views } from "./views.mjs";
import { cases as widths } from "./widths.mjs";

/** Long: a walk through all views takes a minute on a machine that is busy with other things. */
const CASE_MS = 180_000;

const words = process.argv.slice(2);
const measured = process.env.CUTRACK_MANY ? many : [];
const all = [
  ...opening,
  ...sealed,
  ...reading,
  ...kept,
  ...carried,
  ...golden,
  ...views,
  ...limits,
  ...tables,
  ...charts,
  ...selection,
  ...links,
  ...prices,
  ...privacy,
  ...saving,
  ...sample,
  ...looks,
  ...narrow,
  ...widths,
  ...access,
  ...firefox,
  ...measured,
];
const chosen = all.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
const count = { passed: 0, failed: 0 };

if (!existsSync(PAGE)) console.log("target/page/cutrack.html is missing: cargo xtask build makes it");
await withBrowser(async (browser) => {
  for (const [name, test] of chosen) await run(name, test, browser);
});
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;

async function run(name, test, browser) {
  const started = performance.now();
  let error;
  let timer;
  try {
    const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error(`not done after ${CASE_MS} ms`)), CASE_MS)));
    await Promise.race([test(browser), late]);
    count.passed += 1;
  } catch (caught) {
    error = caught;
    count.failed += 1;
  }
  clearTimeout(timer);
  for (const context of browser.contexts()) await context.close();
  console.log(`${error ? "FAILED" : "ok"}  ${name}  ${Math.round(performance.now() - started)} ms`);
  if (error) console.log(`    ${String(error.stack ?? error).split("\n").slice(0, 12).join("\n    ")}`);
}
