// Buckets of a chart in hand: one by the buttons beside it, several by Shift, and what core says that they hold together.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { allRead, chooseFolder, FROM_DISK, openPage, withFolder } from "./browser.mjs";
import { rolloutOf, writeHome } from "./homes.mjs";
import { isAccessible } from "./looks.mjs";

const at = (place, keys = "") => `${FROM_DISK}#/${place}?r=all&z=UTC${keys}`;
const HOURS = 100;
const TOKENS = 110;

/** A session an hour from 1 June on, in the place of `address`. */
async function open(browser, address) {
  const { page } = await openPage(browser, { address });
  await withFolder((folder) => chooseFolder(page, writeHome(folder, HOURS)));
  return page;
}

const spoken = (page) => page.locator(".bars").getAttribute("aria-valuetext");
const figure = (page) => page.locator(".read-out .figure").innerText();

/** What is pressed after the first bucket was taken in hand, and what is read then. */
const SELECTED = [
  ["usage", "&per=day", ["Shift+ArrowRight"], "1 Jun – 2 Jun, 2 days", 48],
  ["usage", "&per=day", ["Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft"], "1 Jun – 2 Jun, 2 days", 48],
  ["usage", "&per=day", ["Shift+End"], "1 Jun – 5 Jun, 5 days", 100],
  ["usage", "&per=day&by=kind", ["Shift+ArrowRight"], "1 Jun – 2 Jun, 2 days", 48],
  ["usage", "&per=day&by=project", ["Shift+ArrowRight"], "1 Jun – 2 Jun, 2 days", 48],
  ["usage", "&per=hour", ["Shift+ArrowRight", "Shift+ArrowRight"], "1 Jun, 00:00 – 1 Jun, 02:00, 3 hours", 3],
  ["overview", "", ["Shift+ArrowRight"], "1 Jun – 2 Jun, 2 days", 48],
];

export const cases = [
  [
    "Shift selects buckets: they are washed, core adds them up, Enter opens their sessions, Escape clears",
    async (browser) => {
      const page = await open(browser, at("usage"));
      for (const [place, keys, pressed, called, sessions] of SELECTED) {
        await page.evaluate((hash) => (location.hash = hash), `#/${place}?r=all&z=UTC${keys}`);
        await page.locator(`.places a[aria-current][href^="#/${place}?"]`).waitFor();
        await allRead(page);
        await page.locator(".bars").focus();
        await page.keyboard.press("Home");
        for (const key of pressed) await page.keyboard.press(key);
        const wanted = `${called}: ${sessions * TOKENS} tokens, ${sessions} responses, `;
        await page.waitForFunction((words) => document.querySelector(".bars").ariaValueText.startsWith(words), wanted, { timeout: 5000 }).catch(async () => assert.equal(await spoken(page), wanted));
        assert.ok((await page.locator(".bars .pointed").getAttribute("width")) > 0);
      }
      await isAccessible(page);
      await page.locator(".bars").focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/#\/sessions\?r=2026-06-01\.\.2026-06-02&/);
      await page.locator(".list-line").getByText("48 sessions").waitFor();
      await page.goBack();
      await page.locator(".read-line b").getByText("1 Jun – 2 Jun, 2 days").waitFor();
      await page.keyboard.press("Escape");
      await page.locator(".read-line b").getByText("5 Jun", { exact: true }).waitFor();
      assert.doesNotMatch(page.url(), /[&?]at=/);
    },
  ],
  [
    "a press with Shift selects as the keys do, and pointing elsewhere leaves the selection",
    async (browser) => {
      const page = await open(browser, at("usage", "&per=day"));
      const { width, height } = await page.locator(".bars").boundingBox();
      const over = (day) => ({ x: 52 + ((width - 52) / 5) * (day + 0.5), y: height / 2 });
      await page.locator(".bars").click({ position: over(1) });
      await page.locator(".bars").click({ position: over(3), modifiers: ["Shift"] });
      await page.locator(".bars").hover({ position: over(0) });
      await page.locator(".read-out .label").getByText("2 Jun – 4 Jun, 3 days").waitFor();
      await page.locator(".read-out .figure").getByText("7\u202f920").waitFor();
      await page.locator(".bars").click({ position: over(0) });
      await page.locator(".read-out .label").getByText("1 Jun", { exact: true }).waitFor();
    },
  ],
  [
    "buttons beside the read-out go to the bucket before and the one behind, and with Shift add it",
    async (browser) => {
      const page = await open(browser, at("usage", "&per=day"));
      const label = page.locator(".read-out .label");
      assert.equal(await label.innerText(), "5 Jun");
      const before = await figure(page);
      await page.getByRole("button", { name: "Later day" }).click();
      assert.equal(await label.innerText(), "5 Jun");
      await page.getByRole("button", { name: "Earlier day" }).click();
      assert.equal(await label.innerText(), "4 Jun");
      assert.notEqual(await figure(page), before);
      await page.getByRole("button", { name: "Earlier day" }).click({ modifiers: ["Shift"] });
      await label.getByText("3 Jun – 4 Jun, 2 days").waitFor();
      await page.locator(".read-out .figure").getByText("5\u202f280").waitFor();
    },
  ],
  [
    "use without a price is told below the line, in the read-out and in the table, and spoken",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("cost", "&per=day") });
      await withFolder(async (folder) => {
        const home = writeHome(folder, HOURS);
        const path = rolloutOf(home, 1);
        writeFileSync(path, readFileSync(path, "utf8").replace("gpt-5.4", "unheard-of"));
        await chooseFolder(page, home);
      });
      await page.locator(".bars text").getByText("110 without a price").waitFor();
      assert.equal(await page.locator(".bars .slot-none").count(), 1);
      await page.locator(".bars").focus();
      await page.keyboard.press("Home");
      assert.match(await spoken(page), /^1 Jun: \$.*, 110 tokens without a price$/);
      await page.locator(".read-out .parts").getByText("tokens without a price").waitFor();
      await page.keyboard.press("t");
      const heads = await page.locator(".twin thead th").allInnerTexts();
      const told = (await page.locator(".twin tbody tr").last().locator("th, td").allInnerTexts())[heads.indexOf("Tokens without a price")];
      assert.equal(told, "110");
    },
  ],
];
