// Makes cutrack.html: one file with script, style, worker and wasm inside, under a policy of their hashes.
//
//   node build/page.mjs --bindings FOLDER --out FILE
//
// FOLDER is what wasm-bindgen wrote for the target no-modules. The hashes are taken over the very bytes that
// stand between the tags: whoever changes how the parts are laid into the page changes both or breaks it.

import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compress } from "lzma1";
import { build, minifySync } from "vite";
import { lettersOf } from "./letters.mjs";

const SELF = fileURLToPath(import.meta.url);
const WEB = fileURLToPath(new URL("..", import.meta.url));
/** The page is opened from disk and attached to mails: it stays small. */
const MOST_BYTES = 900_000;
/** The longest search of the packer. */
const LZMA_LEVEL = 9;
/** What every engine of the last years knows; all of binaryen's features would be refused by some. */
const FEATURES = ["simd", "bulk-memory", "bulk-memory-opt", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue", "call-indirect-overlong"];

const { values } = parseArgs({ options: { bindings: { type: "string" }, out: { type: "string" } } });
await main(values.bindings, values.out);

async function main(bindings, out) {
  mkdirSync(dirname(out), { recursive: true });
  const wasm = optimised(join(bindings, "cutrack_web_bg.wasm"), join(dirname(out), "cutrack.wasm"));
  const page = await bundled("src/main.tsx");
  const worker = await bundled("src/analysis/worker.ts");
  const html = laidOut({
    script: inline(page.script),
    style: page.style,
    worker: inline(minified(join(bindings, "cutrack_web.js")) + worker.script),
    wasm: lettersOf(compress(wasm, LZMA_LEVEL)),
  });
  if (Buffer.byteLength(html) > MOST_BYTES) throw new Error(`the page has ${Buffer.byteLength(html)} bytes, more than ${MOST_BYTES}`);
  writeFileSync(out, html);
}

/**
 * The module made small, and once more, which finds more to leave out. A minute that is spent only when the module is another
 * one, or made small in another way.
 * Nothing of ours lies in the first kilobyte of memory, where the stack would end if it were used up.
 */
function optimised(from, to) {
  const [made, ...sources] = [to, from, SELF].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (made > Math.max(...sources)) return readFileSync(to);
  const features = FEATURES.map((name) => `--enable-${name}`);
  execFileSync(process.execPath, [join(WEB, "node_modules/binaryen/bin/wasm-opt"), from, "-Oz", "-Oz", "--low-memory-unused", "--strip-debug", "--strip-producers", ...features, "-o", to]);
  return readFileSync(to);
}

/** The bindings without their comments. They are no module: the worker behind them names what they declare. */
function minified(script) {
  const { code, errors } = minifySync(script, readFileSync(script, "utf8"), { module: false });
  if (errors.length > 0) throw new Error(`the bindings cannot be made small: ${errors[0].message}`);
  return code;
}

async function bundled(entry) {
  const { version } = JSON.parse(readFileSync(join(WEB, "package.json"), "utf8"));
  const result = await build({
    root: WEB,
    configFile: false,
    logLevel: "warn",
    define: { VERSION: JSON.stringify(version), "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2022",
      lib: { entry: join(WEB, entry), formats: ["iife"], name: "cutrack" },
    },
  });
  const parts = [result].flat().flatMap(({ output }) => output);
  return {
    script: parts.find(({ type }) => type === "chunk").code,
    style: parts.find(({ fileName }) => fileName.endsWith(".css"))?.source ?? "",
  };
}

// Text inside a script element ends at the first "</script", and "<!--" changes how it is read.
function inline(script) {
  return script.replaceAll("</script", "<\\/script").replaceAll("<!--", "\\x3C!--");
}

function laidOut({ script, style, worker, wasm }) {
  const rules = JSON.parse(readFileSync(join(WEB, "policy.json"), "utf8"));
  const written = rules.map(({ directive, why }) => ({
    directive: directive.replace("{script}", hash(script)).replace("{style}", hash(style)),
    why,
  }));
  const parts = {
    reasons: written.map(({ directive, why }) => `  ${directive}\n      ${why}`).join("\n"),
    policy: written.map(({ directive }) => directive).join(";\n  "),
    script,
    style,
    worker,
    wasm,
  };
  const template = readFileSync(join(WEB, "page.html"), "utf8");
  const filled = (hash) => template.replace(/\{\{(\w+)\}\}/g, (_, name) => ({ ...parts, hash })[name]);
  // The page may not read itself: it is told the hash of what it is without it.
  return filled(createHash("sha256").update(filled("")).digest("hex"));
}

function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
