// Pictures of every view for docs/, light and dark, with the sample data: `node shots.mjs FOLDER`. An explicit step, never
// part of a test.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { allDrawn, allRead, FROM_DISK, goTo, openPage, withBrowser } from "./browser.mjs";
import { VIEWS } from "./places.mjs";

const folder = resolve(process.argv[2]);
/** When the pictures are taken, for the page: its numbers are the same whenever they are renewed. */
const NOW = Date.UTC(2026, 10, 22, 12);

mkdirSync(folder, { recursive: true });
await withBrowser(async (browser) => {
  for (const colorScheme of ["light", "dark"]) await takeAll(browser, colorScheme);
});

async function takeAll(browser, colorScheme) {
  const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=90d&z=UTC`, colorScheme, prepare: `(${stopClock})(${NOW})` });
  const shot = (view) => page.screenshot({ path: join(folder, `${view}-${colorScheme}.png`) });
  await shot("first");
  await page.getByRole("button", { name: "Try sample data" }).click();
  await allRead(page);
  for (const [key, [view, within]] of Object.entries(VIEWS)) {
    await goTo(page, key, within);
    await shot(view);
  }
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.getByLabel("Filter sessions").fill("turns>5");
  await allDrawn(page);
  await page.locator("[data-row]").first().press("Enter");
  await page.locator(".session").waitFor();
  await allRead(page);
  await allDrawn(page);
  await shot("session");
}

function stopClock(now) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length > 0 ? given : [now]));
    }
    static now() {
      return now;
    }
  };
}
