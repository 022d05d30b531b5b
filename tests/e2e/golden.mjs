// The same answers as everywhere: for each directory of fixtures the exported reports are the golden bytes.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allRead, chooseFolder, drop, exported, FIXTURES, FROM_DISK, openPage, ROOT } from "./browser.mjs";

const ADDRESS = `${FROM_DISK}#/overview?r=all&z=UTC`;
const directories = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const counted = JSON.parse(readFileSync(join(FIXTURES, "EXPECTED.json"), "utf8")).dirs;
/** One with forks and an archive, one of sub-agents, one compressed: given by dropping too. */
const DROPPED = /^(12|23|27)-/;

/** The golden answers are made without a key; the page has one of its own, so it has pseudonyms where they have none. */
const PSEUDONYMS = /"p-[0-9a-f]{32}"/g;

async function answersAlike(page, name) {
  const text = (await exported(page, "reports")).toString();
  const golden = readFileSync(join(ROOT, "tests/expected", `${name}.json`));
  assert.equal(text.replace(PSEUDONYMS, "null"), golden.toString());
  const { total } = JSON.parse(text.split("\n")[0]);
  assert.deepEqual([total.input_tokens, total.cached_input_tokens, total.output_tokens], counted[name].total);
}

export const cases = directories.flatMap(({ name }) => {
  const chosen = async (browser) => {
    const { page } = await openPage(browser, { address: ADDRESS });
    await chooseFolder(page, join(FIXTURES, name));
    await answersAlike(page, name);
  };
  const dropped = async (browser) => {
    const { page } = await openPage(browser, { address: ADDRESS });
    await drop(page, [join(FIXTURES, name)]);
    await allRead(page);
    await answersAlike(page, name);
  };
  const all = [[`golden answers, folder chosen: ${name}`, chosen]];
  return DROPPED.test(name) ? [...all, [`golden answers, folder dropped: ${name}`, dropped]] : all;
});
