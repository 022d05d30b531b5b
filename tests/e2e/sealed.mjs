// Nothing leaves: a server listens and hears nothing while page and worker try every way to call it.

import assert from "node:assert/strict";
import { createServer, connect } from "node:net";
import { join } from "node:path";
import { chooseFolder, FIXTURES, FROM_DISK, openPage, withServer } from "./browser.mjs";

/** Counts connections and bytes on a port of its own; `use` returns how many connections there may be, if any; a call of ours at the end proves that it listened all along. */
async function withEar(use) {
  let heard = 0;
  let bytes = 0;
  const server = createServer((socket) => {
    heard += 1;
    socket.on("data", (data) => (bytes += data.length));
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  try {
    const mostConnections = (await use(port)) ?? 0;
    const before = heard;
    await new Promise((done) => connect(port, "127.0.0.1").on("close", done).resume().end("knock"));
    assert.equal(heard, before + 1, "the ear was deaf");
    assert.equal(bytes, "knock".length, "bytes from the page");
    assert.ok(before <= mostConnections, `${before} connections from the page`);
  } finally {
    server.close();
  }
}

/** Tries, in page or worker, every way that exists there, and waits for each to be refused. Returns the ways. */
async function tryEverything(port) {
  const address = `http://127.0.0.1:${port}/`;
  const refused = (open, ...events) =>
    new Promise((done) => {
      try {
        const opened = open();
        for (const event of events) opened.addEventListener(event, done);
      } catch (error) {
        done(error);
      }
    });
  const append = (name, properties) => () => document.head.appendChild(Object.assign(document.createElement(name), properties));
  const ways = {
    fetch: () => fetch(address, { mode: "no-cors" }).catch(() => {}),
    xhr: () => refused(() => { const xhr = new XMLHttpRequest(); xhr.open("GET", address); setTimeout(() => xhr.send()); return xhr; }, "error", "load"),
    socket: () => refused(() => new WebSocket(address.replace("http", "ws")), "error", "close"),
    events: () => refused(() => new EventSource(address), "error"),
    import: () => import(address).catch(() => {}),
  };
  if (typeof importScripts === "function") {
    ways.scripts = () => { try { importScripts(address); } catch {} };
  }
  if (typeof document === "object") {
    ways.beacon = () => navigator.sendBeacon(address, "x");
    ways.image = () => refused(() => Object.assign(new Image(), { src: address }), "error", "load");
    ways.style = () => refused(append("link", { rel: "stylesheet", href: address }), "error", "load");
    ways.prefetch = () => append("link", { rel: "prefetch", href: address })();
    ways.preload = () => refused(append("link", { rel: "preload", as: "fetch", href: address }), "error", "load");
    ways.script = () => refused(append("script", { src: address }), "error", "load");
  }
  for (const way of Object.values(ways)) {
    try {
      await way();
    } catch {}
  }
  return Object.keys(ways);
}

async function hearsNothing(browser, address) {
  await withEar(async (port) => {
    const { page } = await openPage(browser, { address });
    await chooseFolder(page, join(FIXTURES, "20-0.164"));
    assert.equal((await page.evaluate(tryEverything, port)).length, 11);
    const [worker] = page.workers();
    assert.ok(worker.url().startsWith("blob:"));
    assert.equal((await worker.evaluate(tryEverything, port)).length, 6);
    assert.equal(await worker.evaluate("typeof open + typeof RTCPeerConnection"), "undefinedundefined");
  });
}

// Chromium opens a connection for a form or a frame before it asks the policy; it sends nothing on it.
async function formsAndFramesSendNothing(browser, address) {
  await withEar(async (port) => {
    const { page } = await openPage(browser, { address });
    const refused = await page.evaluate(async (port) => {
      const target = `http://127.0.0.1:${port}/`;
      const refusal = () => new Promise((told) => addEventListener("securitypolicyviolation", (event) => told(event.violatedDirective), { once: true }));
      const frame = refusal();
      document.body.append(Object.assign(document.createElement("iframe"), { src: target }));
      const first = await frame;
      const form = refusal();
      const element = Object.assign(document.createElement("form"), { action: target, method: "post" });
      document.body.append(element);
      element.submit();
      return [first, await form];
    }, port);
    assert.deepEqual(refused, ["frame-src", "form-action"]);
    return refused.length;
  });
}

export const cases = [
  ["forms and frames send nothing", (browser) => withServer((address) => formsAndFramesSendNothing(browser, address))],
  ["no way out, from disk", (browser) => hearsNothing(browser, FROM_DISK)],
  ["no way out, from localhost", (browser) => withServer((address) => hearsNothing(browser, address))],
];
