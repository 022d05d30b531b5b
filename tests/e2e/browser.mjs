// A real browser with the built page in it, and what the page did that it should not have.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = resolve(import.meta.dirname, "../..");
export const PAGE = join(ROOT, "target/page/cutrack.html");
export const SHOTS = join(ROOT, "target/screenshots");
export const FROM_DISK = pathToFileURL(PAGE).href;

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A browser of its own profile, gone when `use` is done. */
export async function withBrowser(use) {
  const browser = await chromium.launch({ executablePath: process.env.CUTRACK_BROWSER ?? "/usr/bin/chromium", args: FLAGS });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Opens the page and records every violation of its policy, every message on the console and every request. */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({ timezoneId: "UTC", viewport: { width: 1440, height: 1000 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const seen = { violations: [], messages: [], requests: [] };
  page.on("console", (message) => seen.messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.messages.push(`error: ${error.message}`));
  page.on("request", (request) => seen.requests.push(request.url()));
  await page.exposeFunction("recordViolation", (directive) => seen.violations.push(directive));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => globalThis.recordViolation(event.violatedDirective));
  });
  await page.goto(address);
  await page.locator("h1").waitFor();
  return { page, context, seen };
}

/** Chooses files or a folder through the page's own inputs, and waits until all is read and drawn. */
export async function choose(page, paths, input = "#folder-input") {
  await page.locator(input).setInputFiles(paths);
  await read(page);
}

/** Until nothing is being read and the numbers of all files stand on the page. */
export async function read(page) {
  await page.locator("html[data-state=read]").waitFor({ state: "attached" });
}

/** Drops real files or folders on the page, as a person does. */
export async function drop(page, paths) {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await client.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  }
}

/** A folder for one test, removed at its end. */
export async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), "cutrack-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
