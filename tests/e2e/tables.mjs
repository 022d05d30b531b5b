// What the tables of tools, projects, sessions, windows and files can be asked: by what, and which rows.

import assert from "node:assert/strict";
import { join } from "node:path";
import { allRead, chooseFolder, FIXTURES, FROM_DISK, openPage, withFolder } from "./browser.mjs";
import { writeHome } from "./homes.mjs";

const at = (place) => `${FROM_DISK}#/${place}?r=all&z=UTC`;
const digits = (text) => Number(text.replace(/\D/g, ""));
/** The filter line that versions of the fixtures lead to, by what Quality calls them. */
const LINES = { "0.153 and later": "version:0.153..", "0.120 – 0.152": "version:0.120..0.152", "0.104 – 0.119": "version:0.104..0.119", "0.40 – 0.103": "version:0.40..0.103", "up to 0.39": "version:..0.39" };
/** More than have a colour of their own. */
const PROJECTS = 16;
const COLOURS = 7;
const listed = (page) => page.locator(".list-line").innerText();

export const cases = [
  [
    "in a table over time each part with a colour has a column, the others are named in one, and each text has room",
    (browser) =>
      withFolder(async (folder) => {
        const { page } = await openPage(browser, { address: `${at("usage")}&by=project&per=month&table=1` });
        // Each time all but the newest session are of another project, with a longer name.
        for (let count = PROJECTS; count > 0; count -= 1) writeHome(folder, count, 0, `/home/someone/${"long-".repeat(PROJECTS - count)}name`);
        await chooseFolder(page, join(folder, ".codex"));
        const table = page.locator(".twin table");
        const cut = () => table.locator("td").evaluateAll((cells) => cells.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ innerText }) => innerText));
        const [[, ...heads], [, ...cells]] = await table.evaluate(({ rows }) => [...rows].map((row) => [...row.cells].map(({ innerText }) => innerText)));
        assert.deepEqual([heads.slice(COLOURS), await cut()], [["other projects", "Total"], []]);
        const others = cells[COLOURS].split(" · ").map((told) => told.split(" "));
        const names = [...heads.slice(0, COLOURS), ...others.map(([name]) => name)];
        assert.equal(new Set(names).size, PROJECTS);
        const sum = [...cells.slice(0, COLOURS), ...others.map(([, tokens]) => tokens)].map(digits).reduce((one, other) => one + other);
        assert.equal(sum, digits(cells.at(-1)));
        await page.setViewportSize({ width: 390, height: 800 });
        await table.locator("[data-head='other projects']").waitFor();
        assert.deepEqual(await cut(), []);
      }),
  ],
  [
    "commands are told by program with its class, or by class, and say what they print",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("tools") });
      await chooseFolder(page, FIXTURES);
      const table = page.locator(".calls").last();
      await table.getByRole("row", { name: /^ls search / }).waitFor();
      const runs = async () => (await table.locator("tbody td:nth-child(3)").allInnerTexts()).map(digits).reduce((one, other) => one + other);
      const before = await runs();
      await page.getByRole("button", { name: "By class" }).click();
      await table.getByRole("row", { name: /^search / }).waitFor();
      assert.equal(await runs(), before);
      const [output, perCall] = (await table.locator("tbody tr").first().locator("td").allInnerTexts()).slice(-2);
      assert.match(`${output} ${perCall}`, /\d\s?k?B [\d.]+\s?k?B/);
    },
  ],
  [
    "tokens are told by project, by branch and by repository, and the rail counts the projects",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("projects") });
      await chooseFolder(page, FIXTURES);
      const rows = page.locator(".projects tbody tr");
      const total = async () => (await rows.locator("td:nth-child(10)").allInnerTexts()).map(digits).reduce((one, other) => one + other);
      const before = await total();
      assert.equal(digits(await page.getByRole("link", { name: /^Projects/ }).innerText()), await rows.count());
      for (const [name, key, head] of [["Branch", "branch", "Project"], ["Repository", "repo", "Projects"]]) {
        await page.getByRole("button", { name, exact: true }).first().click();
        await page.waitForURL(new RegExp(`of=${key}`));
        await page.locator(".projects thead").getByText(head, { exact: true }).waitFor();
        await allRead(page);
        assert.equal(await total(), before, name);
      }
    },
  ],
  [
    "a source is told by its word, and filtered by its label",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("sessions") });
      await chooseFolder(page, FIXTURES);
      const rows = page.locator(".sessions tbody tr:not([aria-hidden])");
      await page.getByRole("button", { name: "Source all" }).click();
      await page.getByRole("checkbox", { name: "VS Code" }).check();
      await page.waitForURL(/[?&]s=vscode&/);
      await allRead(page);
      assert.deepEqual([...new Set(await rows.locator("td:nth-child(7)").allInnerTexts())], ["VS Code"]);
      await page.getByRole("button", { name: "Source VS Code" }).waitFor();
    },
  ],
  [
    "versions lead to as many sessions as they wrote, a class of commands to those that ran one of its programs",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("quality") });
      await chooseFolder(page, FIXTURES);
      const versions = page.getByRole("group", { name: "What versions tell" }).locator("tbody tr.leads");
      const told = await versions.evaluateAll((rows) => rows.map((row) => [row.cells[0].textContent, Number(row.cells[1].textContent)]));
      assert.deepEqual(told.map(([name]) => name), Object.keys(LINES));
      for (const [index, [name, wrote]] of told.entries()) {
        await versions.nth(index).getByRole("button").press("Enter");
        await page.locator(".list-line b").getByText(wrote === 1 ? "1 session" : `${wrote} sessions`, { exact: true }).waitFor();
        assert.equal(await page.getByLabel("Filter sessions").inputValue(), LINES[name]);
        await page.goBack();
        await allRead(page);
      }
      await page.evaluate((hash) => (location.hash = hash), "#/tools?r=all&z=UTC");
      await page.getByRole("button", { name: "By class" }).click();
      await page.locator(".calls").last().getByRole("button", { name: "search", exact: true }).press("Enter");
      await page.locator(".called").getByText("that called search").waitFor();
      const found = await listed(page);
      await page.evaluate((hash) => (location.hash = hash), "#/tools?r=all&z=UTC");
      await page.locator(".calls").last().getByRole("button", { name: "ls", exact: true }).press("Enter");
      await page.locator(".called").getByText("that called ls").waitFor();
      // It is the only program of its class there.
      assert.equal(await listed(page), found);
    },
  ],
  [
    "sessions are found by the effort of their turns",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("sessions") });
      await chooseFolder(page, FIXTURES);
      const all = digits((await listed(page)).split(" · ")[0]);
      await page.getByLabel("Filter sessions").fill("effort:high");
      await page.waitForFunction((count) => Number(document.querySelector(".list-line b").textContent.replace(/\D/g, "")) < count, all);
      const kept = digits((await listed(page)).split(" · ")[0]);
      await page.getByLabel("Filter sessions").fill("-effort:high");
      await page.waitForFunction((count) => Number(document.querySelector(".list-line b").textContent.replace(/\D/g, "")) === count, all - kept);
    },
  ],
  [
    "every turn whose window is told is a dot, and the median a bar",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("context") });
      await chooseFolder(page, FIXTURES);
      const windows = page.getByRole("group", { name: "Fill by size of the window" }).locator("tbody tr");
      for (const row of await windows.all()) {
        const dots = await row.locator("circle").count();
        assert.ok(dots > 0 && dots <= digits(await row.locator("td").first().innerText()));
        assert.equal(await row.locator(".median").count(), 1);
      }
      assert.ok((await windows.count()) > 0);
    },
  ],
  [
    "files are listed by their outcome",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("quality") });
      await chooseFolder(page, FIXTURES);
      const titled = (words) => page.getByRole("heading", { level: 2, name: words, exact: true }).waitFor();
      const outcomes = async () => [...new Set((await page.locator(".files tbody tr:not([aria-hidden]) td:first-child").allInnerTexts()).map((text) => text.slice(2)))];
      assert.deepEqual(await outcomes(), ["partial", "skipped"]);
      await titled("Files that need a look");
      const bar = page.getByRole("group", { name: "Outcome of the files" });
      const chosen = async () => (await bar.locator("[aria-pressed=true]").allInnerTexts()).map((text) => text.split(" ")[0]);
      for (const [name, only, code] of [["Skipped", "skipped", "set_aside"], ["Partial", "partial", "partial"], ["Read", "read", "read"]]) {
        const button = bar.getByRole("button", { name: new RegExp(`^${name} \\d+$`) });
        await button.click();
        await page.waitForURL(new RegExp(`&o=${code}$`));
        assert.deepEqual(await chosen(), [name]);
        assert.deepEqual(await outcomes(), [only]);
        if (only === "partial") assert.equal(await page.locator(".files tbody tr:not([aria-hidden])").count(), digits(await button.innerText()));
      }
      await bar.getByRole("button", { name: /^Failed 0$/ }).click();
      assert.equal(await page.locator(".files").count(), 0);
      await page.keyboard.press("f");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Failed 0");
      await page.reload();
      await chooseFolder(page, FIXTURES);
      await titled("Files that could not be read");
      await page.getByRole("button", { name: /^All \d+ files$/ }).click();
      await titled("Every file");
      assert.deepEqual(await chosen(), ["All"]);
      await page.getByRole("button", { name: "Those that need a look" }).click();
      await titled("Files that need a look");
      assert.deepEqual([await chosen(), /[?&]o=/.test(page.url())], [["All"], false]);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.keyboard.press("f");
      await bar.getByRole("button", { name: /^Partial / }).click();
      await titled("Files read in part");
      assert.equal((await bar.getByRole("button").first().boundingBox()).height >= 44, true);
    },
  ],
];
