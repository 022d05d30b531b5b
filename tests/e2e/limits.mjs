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
  const readMs = Date.now() - HOUR_MS;
  const until = (hours) => Math.round((Date.now() + hours * HOUR_MS) / 1000);
  const line = (type, payload) => `${JSON.stringify({ timestamp: new Date(readMs).toISOString(), type, payload })}\n`;
  const usage = { input_tokens: 100, output_tokens: 10, total_tokens: 110 };
  const limits = {
    limit_id: "codex",
    primary: { used_percent: short, window_minutes: 300, resets_at: until(3) },
    secondary: { used_percent: long, window_minutes: 10_080, resets_at: until(6 * 24 - 0.5) },
    plan_type: "pro",
  };
  const home = join(folder, ".codex");
  mkdirSync(join(home, "sessions"), { recursive: true });
  const text =
    line("session_meta", { id: idOf(0), cwd: "/home/someone/project", cli_version: "0.135.0", source: "cli" }) +
    line("turn_context", { cwd: "/home/someone/project", model: "gpt-5.4" }) +
    line("event_msg", { type: "token_count", info: { total_token_usage: usage, last_token_usage: usage, model_context_window: 272_000 }, rate_limits: limits });
  writeFileSync(join(home, `sessions/rollout-${new Date(readMs).toISOString().slice(0, 19).replaceAll(":", "-")}-${idOf(0)}.jsonl`), text);
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
      }
    },
  ],
];
