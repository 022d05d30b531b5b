// The page in Firefox, where one is installed: chosen files become numbers, and nothing is broken on the way. Firefox is
// driven by WebDriver BiDi itself; Playwright needs a build of its own.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ws as WebSocket } from "playwright-core/lib/utilsBundle";
import { FIXTURES, FROM_DISK, withFolder } from "./browser.mjs";

const FIREFOX = process.env.CUTRACK_FIREFOX ?? "/usr/bin/firefox-esr";
const FIXTURE = "20-0.164";

/** A Firefox with a profile of its own, and a function that sends it one command. */
async function withFirefox(use) {
  await withFolder(async (profile) => {
    const firefox = spawn(FIREFOX, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
    const gone = new Promise((done) => firefox.once("exit", done));
    try {
      const socket = new WebSocket(`${await addressOf(firefox)}/session`);
      await new Promise((open, fail) => socket.once("open", open).once("error", fail));
      await use(sender(socket), socket);
      socket.close();
    } finally {
      firefox.kill();
      await gone;
    }
  });
}

async function addressOf(firefox) {
  for await (const line of createInterface({ input: firefox.stderr })) {
    const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line);
    if (found) return found[1];
  }
  throw new Error("Firefox ended before it listened");
}

function sender(socket) {
  const waiting = new Map();
  let sent = 0;
  socket.on("message", (data) => {
    const { id, result, error, message } = JSON.parse(data);
    const { done, fail } = waiting.get(id) ?? {};
    if (error) fail?.(new Error(`${error}: ${message}`));
    else done?.(result);
  });
  return (method, params) =>
    new Promise((done, fail) => {
      sent += 1;
      waiting.set(sent, { done, fail });
      socket.send(JSON.stringify({ id: sent, method, params }));
    });
}

/** In the page: resolves when all files are read. */
function allRead() {
  const root = document.documentElement;
  return new Promise((done) => {
    const look = () => root.dataset.state === "read" && done(document.querySelector(".figures").innerText);
    new MutationObserver(look).observe(root, { attributes: true });
    look();
  });
}

/** The page at `place`, with the fixture in it: `use` gets what the figures say, and a function that asks in the page. */
async function withFixture(place, use) {
  const folder = join(FIXTURES, FIXTURE);
  await withFirefox(async (send, socket) => {
    const errors = [];
    socket.on("message", (data) => {
      const { method, params } = JSON.parse(data);
      if (method === "log.entryAdded" && params.level === "error") errors.push(params.text);
    });
    await send("session.new", { capabilities: {} });
    await send("session.subscribe", { events: ["log.entryAdded"] });
    const { context } = (await send("browsingContext.getTree", {})).contexts[0];
    await send("browsingContext.navigate", { context, url: `${FROM_DISK}${place}`, wait: "complete" });
    const evaluate = async (expression) => {
      const { type, result, exceptionDetails } = await send("script.evaluate", { expression, target: { context }, awaitPromise: true });
      assert.equal(type, "success", exceptionDetails?.text);
      return result;
    };
    const { sharedId } = await evaluate('document.getElementById("files-input")');
    await send("input.setFiles", { context, element: { sharedId }, files: readdirSync(folder).map((name) => join(folder, name)) });
    await use((await evaluate(`(${allRead})()`)).value, evaluate);
    assert.deepEqual(errors, []);
  });
}

function readsFiles() {
  const [input, , output] = JSON.parse(readFileSync(join(FIXTURES, "EXPECTED.json"), "utf8")).dirs[FIXTURE].total;
  return withFixture("#/overview?r=all&z=UTC", (figures) => assert.ok(figures.replaceAll("\u202f", "").includes(`${input + output} exactly`), figures));
}

/** In the page: chooses a zone, and resolves when the day in the figures is another one. */
function choose(zone) {
  const select = [...document.querySelectorAll("select")].find(({ options }) => [...options].some(({ value }) => value === zone));
  const day = () => document.querySelectorAll(".figures dt")[1].innerText;
  const before = day();
  return new Promise((done) => {
    new MutationObserver(() => day() !== before && done(day())).observe(document, { subtree: true, childList: true, characterData: true });
    select.value = zone;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

/** The session is of six in the morning of 22 November, UTC. */
function countsDaysInZones() {
  return withFixture("#/overview?r=all&z=Pacific/Honolulu", async (figures, evaluate) => {
    assert.ok(figures.includes("All time, 21 Nov"), figures);
    assert.equal((await evaluate(`(${choose})("UTC")`)).value, "All time, 22 Nov");
  });
}

const isThere = existsSync(FIREFOX);
if (!isThere) console.log("Firefox is not installed: the page is not tried in it");
const ALL = [
  ["Firefox reads chosen files and shows their numbers", readsFiles],
  ["Firefox tells offsets of zones, and days follow the zone that is chosen", countsDaysInZones],
];
export const cases = isThere ? ALL : [];
