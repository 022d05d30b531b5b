// Rate-limit windows: how far back they are shown, and what is said of one that stops the work or soon will.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allRead, chooseFolder, FIXTURES, FROM_DISK, openPage, withFolder } from "./browser.mjs";
import { idOf } from "./homes.mjs";

const at = (place, keys = "") => `${FROM_DISK}#/${place}?r=all&z=UTC${keys}`;
const HOUR_MS = 3600 * 1000;

/** A home with one session that read both windows an hour ago: one of 5 hours that has 3 to go, one of a week with half an hour less
 * than 6 days: no second more or less makes another hour of it. */
function writeLimits(folder, [short, long]) {
  return writeReadings(folder, 6 * 24 - 0.5, [[1, short, long, 110]]);
}

/** A home with one session that read both windows so many hours ago, each beside a response of so many tokens, or none; the week
 * may have hours left of its own. */
function writeReadings(folder, hoursLeft, readings) {
  const until = (hours) => Math.round((Date.now() + hours * HOUR_MS) / 1000);
  const [[oldest]] = readings;
  const timeOf = (hoursAgo) => new Date(Date.now() - hoursAgo * HOUR_MS).toISOString();
  const line = (hoursAgo, type, payload) => `${JSON.stringify({ timestamp: timeOf(hoursAgo), type, payload })}\n`;
  const usage = (tokens) => ({ input_tokens: tokens, output_tokens: 0, total_tokens: tokens });
  const home = join(folder, ".codex");
  mkdirSync(join(home, "sessions"), { recursive: true });
  let total = 0;
  const counts = readings.map(([hoursAgo, short, long, tokens, left = hoursLeft]) => {
    total += tokens;
    const info = tokens === 0 ? null : { total_token_usage: usage(total), last_token_usage: usage(tokens), model_context_window: 272_000 };
    const limits = {
      limit_id: "codex",
      primary: short === null ? null : { used_percent: short, window_minutes: 300, resets_at: until(3) },
      secondary: { used_percent: long, window_minutes: 10_080, resets_at: until(left) },
      plan_type: "pro",
    };
    return line(hoursAgo, "event_msg", { type: "token_count", info, rate_limits: limits });
  });
  const text =
    line(oldest, "session_meta", { id: idOf(0), cwd: "/home/someone/project", cli_version: "0.135.0", source: "cli" }) +
    line(oldest, "turn_context", { cwd: "/home/someone/project", model: "gpt-5.4" }) +
    counts.join("");
  writeFileSync(join(home, `sessions/rollout-${timeOf(oldest).slice(0, 19).replaceAll(":", "-")}-${idOf(0)}.jsonl`), text);
  return home;
}

/** Used percent of both windows, and the beginning of the notice; none where nothing stops the work. */
const NOTICES = [
  [[10, 5], null],
  [[10, 40], /^▲ 4\sd 10\sh short\. At the pace of the weekly window, 100\s% comes on .* The reset is on /],
  [[62, 100], /^Blocked by weekly The 5-hour window has 38\s% left, but the weekly window is full until .* \(in 5\sd 23\sh\)\.$/],
  [[100, 100], /^Full until /],
];

export const cases = [
  [
    "limits look back as far as is chosen, whatever the range of the other views",
    async (browser) => {
      const { page } = await openPage(browser, { address: at("limits") });
      await chooseFolder(page, FIXTURES);
      const shown = page.locator("[role=group][aria-label='Windows and plans'] tbody tr");
      const count = async () => {
        await allRead(page);
        return shown.count();
      };
      const four = await count();
      await page.getByRole("button", { name: "All", exact: true }).click();
      await page.waitForURL(/r=all.*&w=all/);
      const all = await count();
      assert.ok(all > 0 && all >= four, `${all} of all, ${four} of four weeks`);
      await page.keyboard.press("2");
      await page.waitForURL((url) => !url.hash.includes("w="));
      assert.equal(await count(), four);
    },
  ],
  [
    "the table of readings begins with the newest, also where its window ends before another",
    (browser) =>
      withFolder(async (folder) => {
        const { page } = await openPage(browser, { address: at("limits", "&table=1") });
        await chooseFolder(page, writeReadings(folder, 100, [[3, null, 10, 110, 150], [1, null, 20, 110]]));
        await allRead(page);
        const used = await page.locator(".twin").first().locator("td:nth-of-type(1)").allTextContents();
        assert.deepEqual(used.map((text) => Number.parseInt(text)), [20, 10]);
      }),
  ],
  [
    "what stops the work or will before a reset is said once, with when it ends",
    async (browser) => {
      for (const [used, wanted] of NOTICES) {
        const { page } = await openPage(browser, { address: at("limits") });
        await withFolder((folder) => chooseFolder(page, writeLimits(folder, used)));
        const notices = await page.locator(".notice.inline").allInnerTexts();
        assert.equal(notices.length, wanted ? 1 : 0, `${used}: ${notices}`);
        if (wanted) assert.match(notices[0], wanted);
        const plan = await page.getByRole("group", { name: "Windows and plans" }).locator("tbody tr").first().innerText();
        assert.match(plan, /Weekly\tpro\t/);
        assert.equal(await page.locator(".rail .bad").count(), wanted && used[1] === 100 ? 1 : 0);
        const since = page.locator(".limit-foot").getByText(/^■ full since (\w+ \d+ \w+, )?\d\d:\d\d$/);
        assert.equal(await since.count(), used.filter((share) => share === 100).length, used.join(" "));
      }
    },
  ],
  [
    "what a window rose by while nothing ran here is written in its chart",
    async (browser) => {
      for (const [tokens, wanted] of [[0, 1], [500, 0]]) {
        const { page } = await openPage(browser, { address: at("limits") });
        await withFolder((folder) => chooseFolder(page, writeReadings(folder, 24, [[72, null, 13, 110], [1, 5, 54, tokens]])));
        await page.locator(".course").getByText("now", { exact: true }).waitFor();
        assert.equal(await page.locator(".course").getByText("+41\u202f% while nothing ran here").count(), wanted, `${tokens} tokens`);
      }
    },
  ],
];
