// A person's own prices, and the kept ledger: what the page asks core for beside its reports.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allRead, chooseFolder, FIXTURES, FROM_DISK, openPage, withFolder, withServer } from "./browser.mjs";
import { writeHome } from "./homes.mjs";
import { isAccessible } from "./looks.mjs";

const at = (address, place) => `${address}#/${place}?r=all&z=UTC`;

const row = (page, model) => page.locator(".price-table tbody tr").filter({ hasText: model });
const costOf = (page, model) => row(page, model).locator("td").nth(2).innerText();
const priceOf = (page, kind, model) => page.getByLabel(`${kind} price of ${model}`, { exact: true });

async function typed(page, kind, model, price) {
  await priceOf(page, kind, model).fill(price);
  await priceOf(page, kind, model).press("Enter");
}

export const cases = [
  [
    "prices have two decimals or more, each model says what a million of its tokens cost, and what long input does",
    async (browser) => {
      const { page } = await openPage(browser, { address: at(FROM_DISK, "cost") });
      await chooseFolder(page, FIXTURES);
      const cells = await row(page, "gpt-5.4").first().locator("td").allInnerTexts();
      assert.match(cells[3], /^\$\d+\.\d\d$/);
      assert.equal(cells[8], "5.00 / 22.50");
      const prices = await page.locator(".price").evaluateAll((fields) => fields.map(({ value }) => value).filter(Boolean));
      assert.ok(prices.length > 10);
      for (const price of prices) assert.match(price, /^\d+\.\d{2,}$/);
    },
  ],
  [
    "a price of one's own is typed over, every cost follows, a wrong one is told, and it can be undone",
    async (browser) => {
      const { page } = await openPage(browser, { address: at(FROM_DISK, "cost") });
      await withFolder((folder) => chooseFolder(page, writeHome(folder, 30)));
      const before = await costOf(page, "gpt-5.4");
      // 20 responses of 60 fresh, 40 cached and 10 output tokens.
      await typed(page, "Input", "gpt-5.4", "1000");
      // What is being typed stays when the answer to what was typed before comes.
      await priceOf(page, "Cached input", "gpt-5.4").fill("0.");
      await row(page, "gpt-5.4").getByText("yours").waitFor();
      assert.equal(await priceOf(page, "Cached input", "gpt-5.4").inputValue(), "0.");
      await typed(page, "Cached input", "gpt-5.4", "0");
      await typed(page, "Output", "gpt-5.4", "0");
      await row(page, "gpt-5.4").getByText("$1.20", { exact: true }).waitFor();
      await typed(page, "Input", "gpt-5.4", "dear");
      await page.getByText("Write a price such as 1.25. The old one still counts.").waitFor();
      assert.equal(await priceOf(page, "Input", "gpt-5.4").getAttribute("aria-invalid"), "true");
      assert.equal(await costOf(page, "gpt-5.4"), "$1.20");
      await isAccessible(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("g");
      await page.keyboard.press("o");
      await page.locator(".figures").getByText(/with 1 price of yours/).waitFor();
      await page.keyboard.press("g");
      await page.keyboard.press("s");
      await page.locator(".list-line").getByText(/\$[\d.]+, with 1 price of yours/).waitFor();
      await page.goBack();
      await page.goBack();
      await row(page, "gpt-5.4").getByRole("button", { name: "undo" }).click();
      await row(page, "gpt-5.4").getByText(before, { exact: true }).waitFor();
      await page.getByText("No changes").waitFor();
    },
  ],
  [
    "a file of prices is taken in or refused by its line, is kept over a visit, and goes with all",
    (browser) =>
      withServer((address) =>
        withFolder(async (folder) => {
          const { page } = await openPage(browser, { address: at(address, "cost") });
          await chooseFolder(page, writeHome(folder, 30));
          const file = (text) => {
            const path = join(folder, "prices.json");
            writeFileSync(path, text);
            return page.locator("input[aria-label='A file of prices']").setInputFiles(path);
          };
          await file('{"gpt-5.4":{"input":"1000","output":"0","cached_input":"0"},\n"gpt-5.5":{"input":5}}');
          await page.getByText("Line 2: a price must be decimal text like \"1.25\". Nothing was changed.").waitFor();
          await file('{"gpt-5.4":{"input":"1000","output":"0","cached_input":"0"}}');
          await page.getByText("1 price added: gpt-5.4.").waitFor();
          await page.reload();
          await row(page, "gpt-5.4").getByText("$1.20", { exact: true }).waitFor();
          await page.getByRole("button", { name: "Undo all" }).click();
          await page.getByText("No changes").waitFor();
          await page.reload();
          await page.getByText("No changes").waitFor();
        }),
      ),
  ],
  [
    "the ledger says of every place in the files what becomes of it",
    async (browser) => {
      const { page } = await openPage(browser, { address: at(FROM_DISK, "privacy") });
      await chooseFolder(page, join(FIXTURES, "20-0.164"));
      await page.getByRole("button", { name: "Read 1 file for the ledger" }).click();
      await page.getByRole("heading", { name: /^Of [\d.]+\skB read, \d+\s% is dropped unread/ }).waitFor();
      await isAccessible(page);
      const rows = page.locator(".paths tbody tr:not([aria-hidden])");
      const all = await rows.count();
      await page.getByRole("button", { name: "only its length" }).click();
      await page.locator(".paths").getByText("payload.item.content[].text").first().waitFor();
      assert.ok((await rows.count()) < all);
      for (const cell of await rows.locator("td:nth-child(3)").allInnerTexts()) assert.equal(cell, "only its length");
      await page.getByRole("button", { name: "In lines of" }).click();
      await page.waitForURL(/sort=line/);
      await allRead(page);
    },
  ],
];
