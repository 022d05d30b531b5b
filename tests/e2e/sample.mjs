// The sample: made-up rollouts on a button, marked on every view, kept nowhere, gone with one press or with files of one's own.

import assert from "node:assert/strict";
import { join } from "node:path";
import { allRead, chooseFolder, FIXTURES, FROM_DISK, openPage, withServer } from "./browser.mjs";
import { VIEWS } from "./places.mjs";

const KEYS = "#/overview?r=all&z=UTC";
const sample = (page) => page.getByText("Sample data, made up.");

async function trySample(page) {
  await page.getByRole("button", { name: "Try sample data" }).click();
  await allRead(page);
}

export const cases = [
  [
    "sample data fill every view, are said to be made up there, and leave nothing behind",
    (browser) =>
      withServer(async (address) => {
        const { page, seen } = await openPage(browser, { address: `${address}${KEYS}` });
        await trySample(page);
        for (const [view, within] of Object.values(VIEWS)) {
          await page.evaluate((hash) => (location.hash = hash), `#/${view}?r=all&z=UTC`);
          await page.locator(within).waitFor();
          await allRead(page);
          await sample(page).waitFor();
          assert.equal(await page.locator("main .waiting").count(), 0, view);
        }
        assert.equal(await page.getByText(/\d partial|could not be read/).count(), 0);
        await page.getByRole("button", { name: "Leave it" }).click();
        await page.getByRole("button", { name: "Try sample data" }).waitFor();
        assert.equal(await sample(page).count(), 0);
        await page.reload();
        await page.getByRole("button", { name: "Try sample data" }).waitFor();
        assert.deepEqual(seen.messages, []);
      }),
  ],
  [
    "files of one's own take the place of the sample",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}${KEYS}` });
      await trySample(page);
      await chooseFolder(page, join(FIXTURES, "20-0.164"));
      assert.equal(await sample(page).count(), 0);
      assert.match(await page.locator(".kept").innerText(), /^1 file,/);
    },
  ],
];
