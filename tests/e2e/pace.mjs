// How fast the page reads a folder, and how much memory it takes: `node pace.mjs FOLDER ROUNDS`; `cargo xtask bench --page`
// makes the folder. From the drop to the finished overview, beside a page that only reads the same bytes to their end, in
// the same browser, in turns. It prints one line of JSON.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { allRead, drop, exported, PAGE, withBrowser } from "./browser.mjs";

const [folder, rounds] = process.argv.slice(2);
const LOOK_EVERY_MS = 100;
const PREPARED_MS = 2000;

/** A page whose worker reads every file that is dropped with `stream()` and does nothing with it. */
const PLAIN = `<!doctype html><title>Plain</title><script id="worker" type="text/plain">
onmessage = async ({ data: files }) => {
  let bytes = 0;
  for (const file of files) {
    const reader = file.stream().getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) bytes += chunk.value.length;
  }
  postMessage(bytes);
};
</script><script>
const worker = new Worker(URL.createObjectURL(new Blob([document.getElementById("worker").textContent])));
async function collect(handle, files) {
  if (handle.kind === "file") files.push(await handle.getFile());
  else for await (const child of handle.values()) await collect(child, files);
}
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", async (event) => {
  event.preventDefault();
  const started = performance.now();
  const files = [];
  await collect(await event.dataTransfer.items[0].getAsFileSystemHandle(), files);
  worker.onmessage = ({ data }) => (globalThis.took = { bytes: data, ms: performance.now() - started });
  worker.postMessage(files);
});
</script>`;

/** Notes in the page when something was dropped, when the first number stood there, and when all did. */
function note() {
  const noted = (globalThis.noted = {});
  addEventListener("drop", () => (noted.dropped = performance.now()), { capture: true });
  new MutationObserver(() => {
    if (noted.dropped === undefined) return;
    if (noted.first === undefined && /\d/.test(document.querySelector(".figures")?.textContent ?? "")) noted.first = performance.now() - noted.dropped;
    noted.done = document.documentElement.dataset.state === "read" ? (noted.done ?? performance.now() - noted.dropped) : undefined;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

const server = createServer(({ url }, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(url === "/plain" ? PLAIN : readFileSync(PAGE));
});
await new Promise((ready) => server.listen(0, "localhost", ready));
const address = `http://localhost:${server.address().port}/`;

/** A page of its own for `use`, gone with all that it keeps. */
async function withPage(browser, path, use) {
  const context = await browser.newContext({ timezoneId: "UTC", viewport: { width: 1440, height: 1000 }, acceptDownloads: true });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(600_000);
    await page.addInitScript(note);
    await page.goto(`${address}${path}`);
    return await use(page);
  } finally {
    await context.close();
  }
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function plainRead(browser) {
  return withPage(browser, "plain", async (page) => {
    await drop(page, [folder]);
    for (;;) {
      const took = await page.evaluate(() => globalThis.took);
      if (took) return took.ms;
      await sleep(LOOK_EVERY_MS);
    }
  });
}

function overview(browser) {
  return withPage(browser, "#/overview?r=all&z=UTC", async (page) => {
    await page.locator("h1").waitFor();
    // Nobody finds a folder sooner; until then the page prepares what it can.
    await sleep(PREPARED_MS);
    const watched = watch(browser);
    await drop(page, [folder]);
    await page.locator("html[data-state=reading]").waitFor({ state: "attached" });
    await allRead(page);
    const { first, done } = await page.evaluate(() => globalThis.noted);
    const peak_bytes = await watched.end();
    return { first_ms: first, page_ms: done, peak_bytes, answer: JSON.parse((await exported(page, "monthly")).toString()) };
  });
}

/** Follows the memory of the largest process that draws pages: what is its own, code and files of the browser left out. */
function watch(browser) {
  let [peak, ends] = [0, false];
  const watching = (async () => {
    const client = await browser.newBrowserCDPSession();
    while (!ends) {
      const { processInfo } = await client.send("SystemInfo.getProcessInfo");
      for (const { id, type } of processInfo) if (type === "renderer") peak = Math.max(peak, ownBytes(id));
      await sleep(LOOK_EVERY_MS);
    }
    return peak;
  })();
  return {
    end() {
      ends = true;
      return watching;
    },
  };
}

function ownBytes(id) {
  try {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    const kilobytes = ["RssAnon", "RssShmem"].map((name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0));
    return (kilobytes[0] + kilobytes[1]) * 1024;
  } catch {
    // It ended meanwhile, or this system tells nothing here.
    return 0;
  }
}

const told = await withBrowser(async (browser) => {
  const all = [];
  // The first round fills the system's file cache and does not count.
  for (let round = 0; round <= Number(rounds); round += 1) all.push({ plain_ms: await plainRead(browser), ...(await overview(browser)) });
  return all.slice(1);
});
server.close();
console.log(JSON.stringify(told));
