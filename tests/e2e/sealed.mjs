// Nothing leaves: a server listens and hears nothing while page and worker try every way to call it.

import assert from "node:assert/strict";
import { createServer, connect } from "node:net";
import { join } from "node:path";
import { chooseFolder, FIXTURES, FROM_DISK, openPage, withServer } from "./browser.mjs";

/** Counts connections on a port of its own; a call of ours at the end proves that it listened all along. */
async function withEar(use) {
  let heard = 0;
  const server = createServer((socket) => {
    heard += 1;
    socket.end();
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  try {
    await use(port);
    assert.equal(heard, 0, "connections from the page");
    await new Promise((done) => connect(port, "127.0.0.1").on("close", done).resume());
    assert.equal(heard, 1, "the ear was deaf");
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
    ways.form = () => { const form = append("form", { action: address, method: "post" })(); form.submit(); form.remove(); };
    ways.frame = () => { append("iframe", { src: address })(); };
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
    assert.equal((await page.evaluate(tryEverything, port)).length, 13);
    const [worker] = page.workers();
    assert.ok(worker.url().startsWith("blob:"));
    assert.equal((await worker.evaluate(tryEverything, port)).length, 6);
    assert.equal(await worker.evaluate("typeof open + typeof RTCPeerConnection"), "undefinedundefined");
  });
}

export const cases = [
  ["no way out, from disk", (browser) => hearsNothing(browser, FROM_DISK)],
  ["no way out, from localhost", (browser) => withServer((address) => hearsNothing(browser, address))],
];
