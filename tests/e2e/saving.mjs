// What can be saved of a view: core's answers as JSON and CSV, charts as pictures, and what each says that it holds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allDrawn, allRead, chooseFolder, exported, FIXTURES, FROM_DISK, openPage, withFolder } from "./browser.mjs";
import { writeHome } from "./homes.mjs";

async function withUsage(browser, use) {
  const { page } = await openPage(browser, { address: `${FROM_DISK}#/usage?r=2026-06-01..2026-06-02&z=UTC&per=day` });
  await withFolder((folder) => chooseFolder(page, writeHome(folder, 60)));
  await use(page);
}

/** What the sheet saves of what it was opened for. */
async function savedInHand(page, form) {
  await page.locator(`.sheet input[value=${form}]`).check();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save" }).click()]);
  return readFileSync(await download.path(), form === "png" ? null : "utf8");
}

export const cases = [
  [
    "a view's rows are saved as CSV in its range, and the sheet says how many they are",
    (browser) =>
      withUsage(browser, async (page) => {
        const text = (await exported(page, "usage-bars-usage-by-day-and-model", "csv")).toString();
        const [head, ...rows] = text.trimEnd().split("\n").map((line) => line.split(","));
        assert.deepEqual(head.slice(0, 2), ["day", "model"]);
        assert.deepEqual(rows.map(([day, model]) => `${day} ${model}`), ["2026-06-01 gpt-5.4", "2026-06-01 gpt-5.5", "2026-06-02 gpt-5.4", "2026-06-02 gpt-5.5"]);
        const tokens = head.indexOf("total_tokens");
        assert.equal(rows.reduce((sum, row) => sum + Number(row[tokens]), 0), 48 * 110);
        await page.getByText("Holds: 4 rows, 1 Jun – 2 Jun, days in UTC. Numbers and labels, no names.").waitFor();
      }),
  ],
  [
    "names are in a saved file only when they are asked for",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/sessions?r=all&z=UTC` });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 2)));
      assert.doesNotMatch((await exported(page, "sessions-sessions", "csv")).toString(), /someone/);
      await page.getByLabel("Include names").check();
      assert.match((await exported(page, "sessions-sessions", "csv")).toString(), /\/home\/someone\/project/);
      await page.getByText("with folder and branch names").waitFor();
    },
  ],
  [
    "marked sessions are saved alone",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/sessions?r=all&z=UTC` });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 5)));
      await allDrawn(page);
      for (const key of ["j", "x", "j", "j", "x"]) await page.keyboard.press(key);
      await page.getByRole("button", { name: "Export the marked sessions" }).click();
      await page.getByText(/^Holds: 2 rows, /).waitFor();
      const [head, ...rows] = (await exported(page, "sessions-marked-sessions", "csv")).toString().trimEnd().split("\n");
      assert.match(head, /^session_id,/);
      assert.deepEqual(rows.map((row) => Number(row.split(",")[0].slice(-3))), [2, 4]);
    },
  ],
  [
    "a chart is saved as SVG and PNG, with its title, in the colours that are seen",
    (browser) =>
      withUsage(browser, async (page) => {
        const svg = (await exported(page, "chart-1", "svg")).toString();
        const title = await page.locator(".chart h2").innerText();
        assert.ok(svg.includes(title.replaceAll("&", "&amp;")), "no title");
        assert.ok((svg.match(/<rect/g) ?? []).length > 4 && /fill="rgb\(/.test(svg), "no bars");
        assert.doesNotMatch(svg, /class=|style=|url\(|href|metadata/);
        const png = await exported(page, "chart-1", "png");
        assert.deepEqual([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join(""), "PNG");
        assert.ok(png.readUInt32BE(16) > 1000 && png.length > 5000, "an empty picture");
      }),
  ],
  [
    "a ranking is saved as a picture with the words that stand in it, cut where they are",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/overview?r=all&z=UTC` });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 60)));
      await page.getByRole("button", { name: "Export: Tokens by model" }).click();
      const svg = await savedInHand(page, "svg");
      for (const words of ["gpt-5.4", "gpt-5.5", "4\u202f400"]) assert.ok(svg.includes(`>${words}</text>`), words);
      assert.equal((svg.match(/<rect/g) ?? []).length, 3);
      await page.locator(".ranking a").first().evaluate((name) => (name.textContent = "gpt-with-a-name-that-no-cell-holds"));
      assert.match(await savedInHand(page, "svg"), />gpt-with-[^<]*…<\/text>/);
      assert.ok((await savedInHand(page, "png")).length > 2000, "an empty picture");
    },
  ],
  [
    "what quality tells beside its findings is saved as a picture, as its rows, and as the whole answer",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/quality?r=all&z=UTC` });
      await chooseFolder(page, join(FIXTURES, "28-torn-last-line"));
      await page.getByRole("button", { name: /^Export: Counted, inherited, repeated/ }).click();
      assert.match(await savedInHand(page, "svg"), />counted<\/text>/);
      assert.ok(JSON.parse(await savedInHand(page, "json")).tokens.counted.total_tokens > 0);
      await page.getByText("Holds: 4 rows, over all 1 file and all time").waitFor();
      const fates = (await savedInHand(page, "csv")).trim().split("\n");
      assert.equal(fates[0], "fate,total_tokens,sessions");
      assert.deepEqual(fates.slice(1).map((line) => line.split(",")[0]), ["inherited", "repeated", "counted", "missing"]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Export: Codex 0.104 – 0.119 wrote 100\u202f% of the sessions" }).click();
      assert.equal(JSON.parse(await savedInHand(page, "json")).rows.length, 1);
      assert.match(await savedInHand(page, "csv"), /^from,until,sessions,[a-z_,]+\n0\.104,0\.119,1,true,/);
    },
  ],
  [
    "the report of quality is copied as numbers and codes",
    async (browser) => {
      const { page, context } = await openPage(browser, { address: `${FROM_DISK}#/quality?r=all&z=UTC` });
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await chooseFolder(page, join(FIXTURES, "28-torn-last-line"));
      await allRead(page);
      await page.getByRole("button", { name: "Copy report" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const { report, rows, versions } = JSON.parse(copied);
      assert.equal(report, "quality");
      assert.deepEqual(rows.map(({ reason, count }) => [reason, count]), [["cut_tail", 1]]);
      assert.ok(versions.length > 0 && versions[0].sessions === 1);
      assert.doesNotMatch(copied, /rollout-/);
    },
  ],
];
