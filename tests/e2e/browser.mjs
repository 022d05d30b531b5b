// A real browser with the built page in it, and a record of what the page did that it should not have.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = resolve(import.meta.dirname, "../..");
export const PAGE = join(ROOT, "target/page/cutrack.html");
export const FROM_DISK = pathToFileURL(PAGE).href;
export const FIXTURES = join(ROOT, "tests/fixtures");

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A browser with a profile of its own, gone when `use` is done. `options` are Playwright's for its start. */
export async function withBrowser(use, options = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CUTRACK_BROWSER ?? "/usr/bin/chromium", args: FLAGS, ...options });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Opens the page and records every violation of its policy, every message on the console and every request. */
export async function openPage(browser, { address = FROM_DISK, prepare, ...options } = {}) {
  const context = await browser.newContext({ timezoneId: "UTC", viewport: { width: 1440, height: 1000 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const seen = { violations: [], messages: [], requests: [] };
  page.on("console", (message) => seen.messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.messages.push(`error: ${error.message}`));
  page.on("request", (request) => seen.requests.push(request.url()));
  await page.exposeFunction("recordViolation", (directive) => seen.violations.push(directive));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => globalThis.recordViolation(event.violatedDirective));
  });
  if (prepare) await page.addInitScript(prepare);
  await page.goto(address);
  await page.locator("h1").waitFor();
  return { page, context, seen };
}

/** Serves the page on localhost while `use` runs, with `script` in front of its worker. */
export async function withServer(use, script = "") {
  const server = createServer((request, response) => {
    const found = request.url === "/";
    response.writeHead(found ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
    response.end(found ? readFileSync(PAGE, "utf8").replace('id="worker">', (tag) => `${tag}${script};`) : "");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.close();
  }
}

/** Chooses a folder through the page's own input, and waits until all of it is read; what follows part by part is not all drawn yet. */
export async function chooseFolder(page, folder) {
  await page.locator("#folder-input").setInputFiles(folder);
  await allRead(page);
}

/** Until nothing is being read or stored and the numbers of all files stand on the page. */
export async function allRead(page) {
  await page.locator("html[data-state=read]:not([data-storing])").waitFor({ state: "attached" });
}

/** Goes to a view by its key and waits until all of it is drawn. */
export async function goTo(page, key, within) {
  await page.keyboard.press("g");
  await page.keyboard.press(key);
  await page.locator(within).waitFor();
  await allRead(page);
  await allDrawn(page);
}

/** Until all is drawn that follows part by part, or after a letter was typed: no row came or went within some frames, and none
 * of a long table is still to come. */
export async function allDrawn(page) {
  await page.evaluate(async () => {
    const rows = () => document.querySelectorAll("main tr").length;
    const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    for (let before = -1; before !== rows() || document.querySelector("main [data-undrawn]"); ) {
      before = rows();
      for (let frames = 0; frames < 6; frames += 1) await frame();
    }
  });
}

/** Drops real files or folders on the page, as a person does. */
export async function drop(page, paths) {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await client.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  }
}

/** What the Export sheet saves under `name`, as bytes; `form` is `json`, `csv`, `svg` or `png`. */
export async function exported(page, name, form = "json") {
  if (!(await page.locator(".sheet").isVisible())) await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.locator(`.sheet input[value=${name}]`).check();
  await page.locator(`.sheet input[value=${form}]`).check();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save" }).click()]);
  return readFileSync(await download.path());
}

/** A folder for one test below `target/`, removed at its end. */
export async function withFolder(use) {
  mkdirSync(join(ROOT, "target"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "target/e2e-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
