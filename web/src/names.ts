// How projects, branches and files are called: projects by the shortest tail of their folder that no other has, else by pseudonym.

import type { NamesReport } from "./report";

/** `rollout-…-019f7c2e.jsonl`: a name whose time its folder tells, and whose id nobody reads to its end. */
export function shortRollout(path: string): string {
  return path.replace(/rollout-\d{4}-[\dT-]+-([\da-f]{8})-[\da-f-]{27}/, "rollout-…-$1");
}

/** As the command line and the address show a pseudonym: `p-3fa9c1d2`. */
export function shortPseudonym(pseudonym: string): string {
  return pseudonym.slice(0, 10);
}

export class Names {
  readonly #full = new Map<string, string>();
  readonly #shown = new Map<string, string>();

  constructor({ rows }: Pick<NamesReport, "rows">) {
    const folders = rows.filter(({ kind }) => kind === "project").map(({ name }) => name);
    for (const { kind, pseudonym, name } of rows) {
      this.#full.set(pseudonym, name);
      this.#shown.set(pseudonym, kind === "project" ? tail(name, folders) : name);
      this.#shown.set(shortPseudonym(pseudonym), kind === "project" ? tail(name, folders) : name);
    }
  }

  /** A name, else the pseudonym in short; absent where no file tells one. */
  of(pseudonym: string | null | undefined): string | null {
    return pseudonym ? (this.#shown.get(pseudonym) ?? shortPseudonym(pseudonym)) : null;
  }

  /** The whole folder, branch or address. */
  whole(pseudonym: string | null | undefined): string | undefined {
    return pseudonym ? (this.#full.get(pseudonym) ?? pseudonym) : undefined;
  }
}

const SEPARATOR = /[/\\]/;

/** The shortest tail of a folder that is no other folder's tail. */
export function tail(folder: string, all: string[]): string {
  const parts = folder.split(SEPARATOR).filter(Boolean);
  for (let from = parts.length - 1; from >= 0; from -= 1) {
    const candidate = parts.slice(from).join("/");
    const sameTail = all.filter((other) => other.split(SEPARATOR).filter(Boolean).slice(from - parts.length).join("/") === candidate);
    if (sameTail.length <= 1) return candidate;
  }
  return folder;
}
