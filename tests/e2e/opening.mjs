// Opening the page: from disk and from a server it is whole, asks for nothing, and breaks no rule of its policy.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { allRead, chooseFolder, FIXTURES, FROM_DISK, openPage, PAGE, withServer } from "./browser.mjs";

const SAMPLE = join(FIXTURES, "12-0.115-compaction-abort-review-rollback-fork");

async function opensCleanly(browser, address) {
  const { page, seen } = await openPage(browser, { address });
  await chooseFolder(page, SAMPLE);
  for (const place of "uhlcsptxqvo") {
    await page.keyboard.press("g");
    await page.keyboard.press(place);
  }
  await page.keyboard.press("d");
  const requests = seen.requests.filter((request) => !request.startsWith("blob:"));
  assert.deepEqual({ ...seen, requests }, { violations: [], messages: [], requests: [address] });
}

export const cases = [
  ["opens from disk: no violation, no message, no request", (browser) => opensCleanly(browser, FROM_DISK)],
  ["opens from localhost: no violation, no message, no request after the page", (browser) => withServer((address) => opensCleanly(browser, address))],
  [
    "works with the network off",
    (browser) =>
      withServer(async (address) => {
        const { page, context } = await openPage(browser, { address: `${address}#/overview?r=all&z=UTC` });
        await context.setOffline(true);
        await page.getByText("Network off", { exact: true }).waitFor();
        await chooseFolder(page, SAMPLE);
        assert.match(await page.locator(".figures").innerText(), /3 sessions, 0 without use/);
      }),
  ],
  [
    "tells the hash of its file, which is that of the file without it",
    async (browser) => {
      const { page } = await openPage(browser, { address: FROM_DISK });
      const button = page.locator(".version button").first();
      const [, start] = (await button.innerText()).split(" · ");
      await button.click();
      const [whole] = /[0-9a-f]{64}/.exec(await page.locator(".version code").innerText());
      assert.ok(whole.startsWith(start) && start.length === 8);
      const rest = readFileSync(PAGE, "utf8").replace(whole, "");
      assert.equal(createHash("sha256").update(rest).digest("hex"), whole);
    },
  ],
  [
    "is one small file whose policy names its own hashes",
    () => {
      const html = readFileSync(PAGE, "utf8");
      assert.ok(statSync(PAGE).size < 900_000, `${statSync(PAGE).size} bytes`);
      const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
      const inside = (pattern) => pattern.exec(html)[1];
      const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
      const rules = Object.fromEntries(policy.split(";").map((rule) => rule.trim().split(/\s+(.*)/s)));
      assert.equal(rules["script-src"], `${hash(inside(/<script>([^]*?)<\/script>/))} 'wasm-unsafe-eval'`);
      assert.equal(rules["style-src"], hash(inside(/<style>([^]*?)<\/style>/)));
      assert.equal(rules["default-src"], "'none'");
      assert.equal(rules["connect-src"], "'none'");
      assert.equal(rules["worker-src"], "blob:");
      assert.equal(rules["require-trusted-types-for"], "'script'");
      assert.ok(!policy.includes("unsafe-inline") && !policy.includes("'unsafe-eval'") && !policy.includes("http"));
    },
  ],
  [
    "has nothing that could open an address in its worker",
    () => {
      const worker = /id="worker">([^]*?)<\/script>/.exec(readFileSync(PAGE, "utf8"))[1];
      for (const word of ["XMLHttpRequest", "WebSocket", "EventSource", "RTCPeerConnection", "importScripts", "sendBeacon", "window.open"]) {
        assert.ok(!worker.includes(word), word);
      }
    },
  ],
  [
    "falls back and says so when an address asks for something unknown",
    async (browser) => {
      const { page } = await openPage(browser, { address: `${FROM_DISK}#/nowhere?r=all&z=Mars/Base` });
      await page.getByText("This address asked for something unknown: place, zone.").waitFor();
      await chooseFolder(page, SAMPLE);
      await allRead(page);
    },
  ],
];
