// Every view at every width, with scroll bars that take room, as most desktops have them: the browser that tests drive hides
// them otherwise, and then no window is ever too narrow.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { chooseFolder, FIXTURES, FROM_DISK, openPage, ROOT, withBrowser } from "./browser.mjs";
import { VIEWS } from "./places.mjs";

const WIDTHS = [320, 390, 640, 799, 800, 900, 1000, 1100, 1199, 1200, 1279, 1280, 1440, 1920];
const HEIGHT = 800;
/** Real files, whose names are long. */
const WILD = join(ROOT, "../shared/rollouts");
/** Below this the window itself scrolls. */
const NARROW = 800;

/** How far the window can be scrolled, and by how much `main` is too wide, when charts have seen their new width. */
async function room() {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const [page, view] = [document.scrollingElement, document.querySelector("main")];
  return { right: page.scrollWidth - page.clientWidth, down: page.scrollHeight - page.clientHeight, view: view.scrollWidth - view.clientWidth };
}

/** The place, width and excess of each view that is too wide or scrolls twice. */
async function tooWide(browser, folder) {
  const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=UTC` });
  const found = [];
  const look = async (place) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      const { right, down, view } = await page.evaluate(room);
      if (right > 0 || view > 0 || (width >= NARROW && down > 0)) found.push(`${place} at ${width}: page ${right}, view ${view}, down ${down}`);
    }
  };
  await look("welcome");
  await chooseFolder(page, folder);
  for (const [place, sign] of Object.values(VIEWS)) {
    await page.evaluate((place) => (location.hash = `#/${place}?r=all&z=UTC`), place);
    await page.locator(sign).first().waitFor();
    await look(place);
  }
  return found;
}

const folders = [FIXTURES, WILD].filter(existsSync);

export const cases = folders.map((folder) => [
  `no view is wider than a window with scroll bars, and nothing scrolls twice: ${basename(folder)}`,
  () => withBrowser(async (browser) => assert.deepEqual(await tooWide(browser, folder), []), { ignoreDefaultArgs: ["--hide-scrollbars"] }),
]);
