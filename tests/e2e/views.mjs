// What the views show and how they are asked: filters, addresses, bars, squares, tables.

import assert from "node:assert/strict";
import { join } from "node:path";
import { allDrawn, allRead, chooseFolder, FIXTURES, FROM_DISK, openPage, withFolder } from "./browser.mjs";
import { writeHome } from "./homes.mjs";

const at = (place, keys = "") => `${FROM_DISK}#/${place}?r=all&z=UTC${keys}`;
const digits = (text) => Number(text.replace(/\D/g, ""));

/** The page at an address, with `count` sessions of 110 tokens, one an hour from 1 June 2026 on, read. */
async function withSessions(browser, address, count, use) {
  const { page } = await openPage(browser, { address });
  await withFolder((folder) => chooseFolder(page, writeHome(folder, count)));
  await allDrawn(page);
  await use(page);
}

const listed = (page) => page.locator(".list-line").innerText();

export const cases = [
  [
    "a filter narrows every number, stands in the address, and is cleared",
    (browser) =>
      withSessions(browser, at("sessions"), 30, async (page) => {
        assert.match(await listed(page), /^30 sessions · 3\u202f300 tokens/);
        await page.getByRole("button", { name: "Model all" }).click();
        await page.getByPlaceholder("Find a model").fill("5.5");
        await page.getByLabel("gpt-5.5", { exact: true }).check();
        await page.locator(".list-line").getByText("10 sessions").waitFor();
        assert.match(page.url(), /&m=gpt-5\.5&/);
        await page.keyboard.press("Escape");
        assert.equal(await page.locator(".menu").count(), 0);
        assert.equal(await page.evaluate(() => document.activeElement.textContent), "Model gpt-5.5");
        await page.getByRole("button", { name: "Clear model filter" }).click();
        await page.locator(".list-line").getByText("30 sessions").waitFor();
      }),
  ],
  [
    "a project is shown by name and stands in the address by pseudonym",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("projects") });
      await chooseFolder(page, FIXTURES);
      const first = page.locator(".projects tbody tr").first();
      const name = await first.locator("th").innerText();
      const total = await first.locator("td").nth(8).innerText();
      await first.locator("th a").click();
      await page.getByRole("heading", { level: 1, name: "Usage" }).waitFor();
      await allRead(page);
      assert.match(page.url(), /&p=p-[0-9a-f]{8}&/);
      assert.ok(!decodeURIComponent(page.url().split("#")[1]).includes(name), "a name in the address");
      await page.keyboard.press("g");
      await page.keyboard.press("s");
      await page.locator(".list-line").waitFor();
      assert.equal(digits((await listed(page)).split(" · ")[1]), digits(total));
      await page.getByText(`Project ${name}`).waitFor();
    },
  ],
  [
    "a branch leads to its own sessions, stands in the address by pseudonym, and is cleared",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("projects", "&of=branch") });
      await chooseFolder(page, FIXTURES);
      const row = page.locator(".projects tbody tr").filter({ has: page.locator("th a") }).first();
      const [branch, total] = [await row.locator("th").innerText(), await row.locator("td").nth(8).innerText()];
      await row.locator("td").nth(8).getByRole("link").click();
      await page.locator(".list-line").waitFor();
      await allRead(page);
      assert.match(page.url(), /&p=p-[0-9a-f]{8}&b=p-[0-9a-f]{8}&/);
      assert.equal(digits((await listed(page)).split(" · ")[1]), digits(total));
      await page.getByText(`Branch ${branch}`).waitFor();
      const few = digits((await listed(page)).split(" · ")[0]);
      await page.getByRole("button", { name: "Clear branch filter" }).click();
      await page.waitForFunction((count) => Number(document.querySelector(".list-line b").textContent.replace(/\D/g, "")) >= count, few);
      assert.equal(await page.getByText(`Branch ${branch}`).count(), 0);
    },
  ],
  [
    "a compaction tells what it took and left, and which windows were compacted",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("context") });
      await chooseFolder(page, join(FIXTURES, "22-0.169-model-switch-compaction-abort-review-goal-fork_by_reference"));
      const rows = page.locator(".context table").last().locator("tbody tr");
      const cells = await rows.first().locator("td").allInnerTexts();
      assert.ok(digits(cells.at(-2)) > 0 && /^\d+\s%$/.test(cells.at(-1)), cells.join(" "));
      const windows = await page.locator(".context table").nth(-2).locator("tbody td:last-child").allInnerTexts();
      assert.equal(windows.map((text) => digits(text) || 0).reduce((one, other) => one + other), await rows.count());
    },
  ],
  [
    "the address is the view: bars, measure, parts and span come back with it",
    (browser) =>
      withSessions(browser, `${FROM_DISK}#/usage?r=2026-06-01..2026-06-02&z=UTC&by=project&per=hour&v=turns&table=1`, 60, async (page) => {
        for (const name of ["Turns", "Project", "Hour"]) assert.equal(await page.locator(".controls").getByRole("button", { name, exact: true }).getAttribute("aria-pressed"), "true", name);
        await page.getByRole("button", { name: "1 Jun 2026 – 2 Jun 2026".replaceAll(" 2026", "") }).waitFor();
        assert.equal(await page.locator(".twin tbody tr").count(), 48);
        await page.getByRole("button", { name: "clear selection" }).click();
        assert.match(page.url(), /r=all/);
      }),
  ],
  [
    "the table below the chart says what core says, newest first, empty days as dashes",
    (browser) =>
      withSessions(browser, `${FROM_DISK}#/usage?r=2026-06-01..2026-06-04&z=UTC&per=day`, 48, async (page) => {
        const rows = await page.locator(".usage table").last().locator("tbody tr").allInnerTexts();
        assert.deepEqual(
          rows.map((row) => row.split("\t").slice(0, 2)),
          [["4 Jun 2026", "—"], ["3 Jun 2026", "—"], ["2 Jun 2026", "2\u202f400"], ["1 Jun 2026", "2\u202f400"]],
        );
      }),
  ],
  [
    "the edges of the span move by keys and by their handles, and stay in order",
    (browser) =>
      withSessions(browser, `${FROM_DISK}#/usage?r=2026-06-02..2026-06-03&z=UTC`, 100, async (page) => {
        const first = page.getByRole("slider", { name: "First day" });
        await first.waitFor();
        await page.keyboard.press("]");
        await page.waitForURL(/r=2026-06-03\.\.2026-06-03/);
        await page.keyboard.press("]");
        await page.keyboard.press("}");
        await page.waitForURL(/r=2026-06-03\.\.2026-06-04/);
        await first.focus();
        await page.keyboard.press("Home");
        await page.waitForURL(/r=2026-06-01\.\.2026-06-04/);
        assert.equal(await first.getAttribute("aria-valuetext"), "from 1 Jun");
      }),
  ],
  [
    "a bucket opens its sessions, and back returns",
    (browser) =>
      withSessions(browser, at("usage", "&per=day"), 30, async (page) => {
        await page.locator(".bars").focus();
        await page.keyboard.press("Home");
        await page.keyboard.press("Enter");
        await page.locator(".list-line").getByText("24 sessions").waitFor();
        assert.match(page.url(), /#\/sessions\?r=2026-06-01\.\.2026-06-01/);
        await page.goBack();
        await page.getByRole("heading", { level: 1, name: "Usage" }).waitFor();
      }),
  ],
  [
    "squares are walked by keys: days, then hours of the week",
    (browser) =>
      withSessions(browser, at("heatmaps"), 30, async (page) => {
        const [days, hours] = [page.locator(".heat").first(), page.locator(".heat").last()];
        await days.focus();
        await page.keyboard.press("Home");
        assert.equal(await days.getAttribute("aria-valuetext"), "Mon 1 Jun 2026: 2640 tokens, 24 sessions");
        await page.keyboard.press("ArrowDown");
        assert.equal(await days.getAttribute("aria-valuetext"), "Tue 2 Jun 2026: 660 tokens, 6 sessions");
        await hours.focus();
        await page.keyboard.press("Home");
        assert.equal(await hours.getAttribute("aria-valuetext"), "Monday 00:00: 110 tokens, 1 sessions");
        await page.getByText("These 2 days hold 100").waitFor();
        await page.keyboard.press("t");
        assert.equal(await page.locator(".twin").first().locator("tbody tr").count(), 2);
      }),
  ],
  [
    "the filter line keeps rows, core sums them, and a wrong word is told",
    (browser) =>
      withSessions(browser, at("sessions"), 30, async (page) => {
        const filter = page.getByLabel("Filter sessions");
        await page.keyboard.press("/");
        await page.keyboard.type("model:gpt-5.5 total>100");
        await page.locator(".list-line").getByText("10 sessions · 1 100 tokens".replace("1 100", "1\u202f100")).waitFor();
        await filter.fill("-model:gpt-5.5");
        await page.locator(".list-line").getByText("20 sessions · 2\u202f200 tokens").waitFor();
        await filter.fill("modle:gpt");
        await page.getByText("No session matches “modle:gpt”. No filter is called modle:gpt.").waitFor();
        assert.ok(!page.url().includes("modle"), "typed text in the address");
        await page.getByRole("button", { name: "Clear", exact: true }).click();
        await page.locator(".list-line").getByText("30 sessions").waitFor();
      }),
  ],
  [
    "rows of a long list are walked to its ends and by pages, and Escape clears what is chosen",
    (browser) =>
      withSessions(browser, at("sessions"), 200, async (page) => {
        const focused = (number) => page.waitForFunction((id) => document.activeElement.dataset.session?.endsWith(id), String(number).padStart(12, "0"));
        await page.keyboard.press("j");
        await focused(199);
        await page.keyboard.press("End");
        await focused(0);
        await page.keyboard.press("k");
        await focused(1);
        await page.keyboard.press("PageUp");
        await page.waitForFunction(() => Number(document.activeElement.dataset.session?.slice(-3)) > 10);
        await page.keyboard.press("Home");
        await focused(199);
        await page.keyboard.press("x");
        await page.locator(".list-line").getByText("1 marked session").waitFor();
        await page.keyboard.press("Escape");
        await page.locator(".list-line").getByText("200 sessions").waitFor();
      }),
  ],
  [
    "x marks sessions, core sums the marked ones, words keep forks and sub-agents, and sessions without use can be hidden",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("sessions", "&sort=-total_tokens") });
      await chooseFolder(page, FIXTURES);
      await allDrawn(page);
      for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
      await page.locator(".list-line").getByText(/^2 marked sessions/).waitFor();
      await page.locator(".list-line").getByText(/tokens/).waitFor();
      const totals = await page.locator(".long tr.marked .strong.number").allInnerTexts();
      assert.equal(digits((await listed(page)).split(" · ")[1]), totals.map(digits).reduce((one, other) => one + other));
      await page.getByRole("button", { name: "Unmark" }).click();
      for (const [word, mark] of [["sub-agents", "sub-agent"], ["forks", "fork"]]) {
        await page.getByLabel("Filter sessions").fill(word);
        await allDrawn(page);
        const rows = await page.locator(".long tbody [data-row]").count();
        assert.ok(rows > 0 && rows < 20, `${rows} ${word}`);
        assert.equal(await page.locator(`.long tbody .lineage-mark[aria-label*="${mark}"]`).count(), rows, word);
      }
      await page.getByLabel("Filter sessions").fill("compacted>0 -failed");
      await allDrawn(page);
      for (const cell of await page.locator(".long tbody tr:not([aria-hidden]) td:last-child").allInnerTexts()) assert.ok(digits(cell) > 0);
      await page.getByLabel("Filter sessions").fill("");
      await allDrawn(page);
      const all = digits((await page.getByText(/^Rows/).innerText()).split("of")[1]);
      await page.getByRole("button", { name: "hide" }).click();
      await page.getByRole("button", { name: "show" }).waitFor();
      assert.ok(digits((await page.getByText(/^Rows/).innerText()).split("of")[1]) < all);
    },
  ],
  [
    "a row opens its session; the next and the one before follow by key, and back returns to its row in the list",
    (browser) =>
      withSessions(browser, at("sessions"), 3, async (page) => {
        await page.keyboard.press("j");
        await page.keyboard.press("j");
        await page.keyboard.press("Enter");
        const id = (number) => page.locator(".session-head").getByText(`01a201db-0000-7000-8000-00000000000${number}`).waitFor();
        await id(1);
        assert.match(page.url(), /#\/session\/01a201db-0000-7000-8000-000000000001\?/);
        await page.keyboard.press("j");
        await id(0);
        await page.keyboard.press("k");
        await page.keyboard.press("k");
        await id(2);
        // Each is seen before one goes on: of steps that follow at once the page sees the last alone.
        for (const number of [1, 0, 1]) {
          await page.goBack();
          await id(number);
        }
        await page.goBack();
        await page.getByRole("heading", { level: 1, name: "Sessions" }).waitFor();
        // The row that one comes back from has the focus.
        await page.waitForFunction(() => document.activeElement.dataset.session?.endsWith("1"));
      }),
  ],
  [
    "a session's timeline is walked turn by turn, and its numbers are those of core",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("sessions") });
      await chooseFolder(page, join(FIXTURES, "22-0.169-model-switch-compaction-abort-review-goal-fork_by_reference"));
      await page.getByLabel("Filter sessions").fill("turns>5");
      await allDrawn(page);
      await page.locator("[data-row]").first().press("Enter");
      const timeline = page.locator(".timeline-scroll");
      await timeline.focus();
      await page.keyboard.press("Home");
      assert.match(await timeline.getAttribute("aria-valuetext"), /^Turn 1, .*responses, .*calls/);
      await page.keyboard.press("ArrowRight");
      assert.match(await timeline.getAttribute("aria-valuetext"), /^Turn 2, /);
      await page.locator(".turns tr.chosen th").getByText("2", { exact: true }).waitFor();
      const before = await page.locator(".timeline-scroll svg").getAttribute("width");
      await page.keyboard.press("+");
      assert.ok(Number(await page.locator(".timeline-scroll svg").getAttribute("width")) > 1.5 * Number(before));
    },
  ],
  [
    "a turn stands in the address, and the table of turns says what core says of it",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("session/01a201ca-6541", "&t=2") });
      await chooseFolder(page, join(FIXTURES, "22-0.169-model-switch-compaction-abort-review-goal-fork_by_reference"));
      const turns = page.locator(".turns tbody tr");
      assert.equal(await page.locator(".turns tr.chosen th").innerText(), "2");
      const [total, sum] = [page.locator(".facts div").filter({ hasText: "Total" }), await turns.locator("td:nth-child(11)").allInnerTexts()];
      assert.equal(sum.map(digits).reduce((one, other) => one + other), digits(await total.innerText()));
      await turns.nth(2).getByRole("button").press("Enter");
      await page.waitForURL(/&t=3$/);
      assert.match(await page.locator(".timeline-scroll").getAttribute("aria-valuetext"), /^Turn 3, /);
      await page.getByRole("heading", { name: "Turn 3, and how it was set up" }).waitFor();
      await page.locator(".turn-facts").getByText("sandbox").waitFor();
      await page.keyboard.press("t");
      await page.locator(".marks tbody").getByText("compaction").first().waitFor();
    },
  ],
  [
    "threads that a session started are listed with their sums, drawn, and open",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("session/01a201cc-584b") });
      await chooseFolder(page, join(FIXTURES, "23-0.169-subagents-fresh-and-forked"));
      await page.getByRole("heading", { name: /^With 2 sub-agents: / }).waitFor();
      assert.equal(await page.locator(".agent-run").count(), 2);
      const [own, , all] = await page.locator(".session-side tbody tr").first().locator("td").allInnerTexts().then(([, ...numbers]) => numbers);
      const below = await page.locator(".session-side tbody tr td:nth-child(3)").allInnerTexts();
      assert.equal(digits(all), below.map(digits).reduce((one, other) => one + other));
      assert.ok(digits(own) < digits(all));
      await page.locator(".session-side tbody").getByRole("button").first().click();
      await page.locator(".session-side").getByText("Started by").waitFor();
      await page.locator(".session-side").getByRole("button", { name: "01a201cc" }).click();
      await page.getByRole("heading", { name: /^With 2 sub-agents: / }).waitFor();
    },
  ],
  [
    "a bucket in hand stands in the address; numbers lead to their rows; the edges of the range move on the overview too",
    (browser) =>
      withSessions(browser, `${FROM_DISK}#/overview?r=2026-06-01..2026-06-04&z=UTC&at=2026-06-02`, 30, async (page) => {
        await page.locator(".read-line b").getByText("2 Jun", { exact: true }).waitFor();
        await page.locator(".bars").press("ArrowRight");
        await page.waitForURL(/&at=2026-06-03$/);
        await page.locator(".bars").getByText("2\u202f640 tokens, 1 Jun").waitFor();
        await page.locator(".overview").press("]");
        await page.waitForURL(/r=2026-06-02\.\.2026-06-04/);
        await page.locator(".figures dd a").nth(1).click();
        await page.locator(".list-line").getByText("6 sessions").waitFor();
        await page.goBack();
        await page.locator(".thirds").getByRole("link", { name: "Why" }).click();
        await page.getByRole("heading", { level: 1, name: "Quality" }).waitFor();
      }),
  ],
  [
    "figures say how they stand to the same time before, and nothing where there was none or the range is all",
    (browser) =>
      withSessions(browser, `${FROM_DISK}#/overview?r=2026-06-02..2026-06-02&z=UTC`, 30, async (page) => {
        const below = page.locator(".figures .below");
        assert.equal(await below.nth(1).innerText(), "−75\u202f% on the 1 day before");
        assert.match(await below.nth(3).innerText(), /^6 sessions$/);
        assert.equal(await below.nth(4).innerText(), "1 in the 1 day before");
        await page.keyboard.press("6");
        await below.getByText("3\u202f300 exactly").waitFor();
      }),
  ],
  [
    "the overview is of all time, and what lies outside the range is grey: in the table it has a column",
    (browser) =>
      withSessions(browser, `${FROM_DISK}#/overview?r=2026-06-02..2026-06-02&z=UTC`, 60, async (page) => {
        assert.equal(await page.locator(".bars .outside").count(), 2);
        await page.locator(".bars").press("Home");
        await page.locator(".read-line").getByText(/^outside the range: 2\u202f640 tokens · 24 responses/).waitFor();
        await page.getByRole("slider", { name: "First day" }).press("ArrowLeft");
        await page.waitForURL(/r=2026-06-01\.\.2026-06-02/);
        await page.locator("html[data-state=read]").waitFor({ state: "attached" });
        assert.equal(await page.locator(".bars .outside").count(), 1);
        await page.keyboard.press("t");
        assert.deepEqual(await page.locator(".twin tbody tr").first().locator("td").allInnerTexts().then((cells) => cells.slice(-2)), ["—", "1\u202f320"]);
      }),
  ],
  [
    "days before the range are there for comparison, grey, on the calendar",
    (browser) =>
      withSessions(browser, `${FROM_DISK}#/heatmaps?r=2026-06-02..2026-06-02&z=UTC`, 30, async (page) => {
        assert.equal(await page.locator(".heat").first().locator(".outside").count(), 1);
        await page.getByText("outside the range").first().waitFor();
        const days = page.locator(".heat").first();
        await days.press("Home");
        await days.press("ArrowUp");
        assert.equal(await days.getAttribute("aria-valuetext"), "Mon 1 Jun 2026: 2640 tokens, 24 sessions, outside the range");
      }),
  ],
  [
    "a tool and a program lead to the sessions that called them, and their names are in no address",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("tools") });
      await chooseFolder(page, FIXTURES);
      const row = page.locator(".calls").last().locator("tbody tr").first();
      const program = await row.locator("th").innerText();
      await row.getByRole("button").click();
      await page.locator(".called").getByText(`that called ${program}`).waitFor();
      await allRead(page);
      assert.ok(!page.url().includes(program));
      const called = digits((await listed(page)).split(" · ")[0]);
      await page.getByRole("button", { name: "Show those without such calls too" }).click();
      await page.waitForFunction((count) => Number(document.querySelector(".list-line b").textContent.replace(/\D/g, "")) > count, called);
      assert.ok(called > 0);
    },
  ],
  [
    "with Shift a head is the second key of the order",
    (browser) =>
      withSessions(browser, at("sessions", "&sort=model"), 9, async (page) => {
        await page.getByRole("button", { name: "Start" }).click({ modifiers: ["Shift"] });
        await page.waitForURL(/sort=model,-started_at/);
        const ids = await page.locator("[data-session]").evaluateAll((rows) => rows.map((row) => Number(row.dataset.session.slice(-2))));
        assert.deepEqual(ids, [8, 7, 5, 4, 2, 1, 6, 3, 0]);
      }),
  ],
  [
    "r reads the folder again, or asks for it where none is remembered",
    (browser) =>
      withSessions(browser, at("overview"), 3, async (page) => {
        // The browser has to know that somebody waits before the key comes.
        const chooser = page.waitForEvent("filechooser");
        await page.evaluate(() => delete globalThis.showDirectoryPicker);
        await page.keyboard.press("r");
        assert.ok(await chooser);
      }),
  ],
  [
    "a session that was not read is said to be none",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("session/0000aaaa") });
      await chooseFolder(page, join(FIXTURES, "20-0.164"));
      await page.getByText("No session that was read begins with 0000aaaa.").waitFor();
    },
  ],
  [
    "quality says which line was lost, and what became of every token",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("quality") });
      await chooseFolder(page, join(FIXTURES, "28-torn-last-line"));
      await page.getByText(/^Ends in the middle of line \d+: cut off while it was written\./).waitFor();
      await page.getByRole("row", { name: /^Last lines cut off 1 in 1 file/ }).waitFor();
      await page.getByRole("row", { name: /^0\.104 – 0\.119 1 told/ }).waitFor();
    },
  ],
  [
    "what was said is not found, a name is, and names and all can be forgotten",
    (browser) =>
      withSessions(browser, at("privacy"), 3, async (page) => {
        const look = page.getByLabel("Look for anything you said");
        await look.fill("---------");
        await page.getByText(/^Not found in \d+ rows\.$/).waitFor();
        await look.fill("someone/project");
        await page.getByText("Found once: names, name. These are names kept by your choice.").waitFor();
        await page.getByRole("button", { name: "Forget names" }).click();
        await page.getByRole("button", { name: "Again to forget 1 name" }).click();
        await page.getByText("No name is kept.").waitFor();
        await page.keyboard.press("g");
        await page.keyboard.press("p");
        await page.locator(".projects tbody th").getByText(/^p-[0-9a-f]{8}$/).waitFor();
        await page.goBack();
        assert.ok(!page.url().includes("someone"));
        await page.getByRole("button", { name: "Forget everything" }).click();
        await page.getByRole("button", { name: /^Again to forget \d+ rows$/ }).click();
        await page.getByRole("heading", { level: 1, name: "Welcome" }).waitFor();
        assert.equal(page.workers().length, 0);
      }),
  ],
  [
    "on a phone a session is three lines, and the list still walks to its end",
    (browser) =>
      openPage(browser, { address: at("sessions"), viewport: { width: 390, height: 844 }, hasTouch: true }).then(async ({ page }) => {
        await withFolder((folder) => chooseFolder(page, writeHome(folder, 60)));
        const row = page.locator(".long tbody tr:not([aria-hidden])").first();
        assert.match(await row.innerText(), /project[^]*gpt-5[^]*/);
        assert.equal((await row.boundingBox()).height, 76);
        assert.equal(await page.locator(".window").evaluate((box) => box.scrollWidth - box.clientWidth), 0);
        await page.getByText("Rows 1 – ").waitFor();
        await page.locator(".long [data-row]").first().focus();
        await page.keyboard.press("End");
        await page.waitForFunction(() => document.activeElement.dataset.session?.endsWith("000"));
        await page.getByText("– 60 of 60").waitFor();
      }),
  ],
  [
    "on a phone the bar at the bottom has four places and the others, and filters have a sheet",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("overview"), viewport: { width: 390, height: 844 }, hasTouch: true });
      await chooseFolder(page, join(FIXTURES, "20-0.164"));
      const places = page.getByRole("navigation").getByRole("link");
      assert.deepEqual((await places.allInnerTexts()).map((text) => text.split("\n")[0]), ["Overview", "Usage", "Limits", "Sessions"]);
      await page.getByRole("button", { name: "More" }).tap();
      await page.locator(".sheet").getByRole("link", { name: "Tools" }).tap();
      await page.getByRole("heading", { level: 1, name: "Tools" }).waitFor();
      assert.equal(await page.locator(".sheet").count(), 0);
      await page.getByRole("button", { name: "Filter", exact: true }).tap();
      await page.locator(".sheet").getByRole("button", { name: "Model all" }).tap();
      assert.ok((await page.locator(".sheet .menu li").first().boundingBox()).height >= 44);
    },
  ],
];
