// The first screen: from doubt to "checked, dropped" without a click on trust.

import { Copy } from "../shell/copy";
import policy from "../../policy.json";
import { chooseFiles, chooseFolder } from "../files/choose";
import { mayKeep } from "../numbers";
import { trySample } from "../reading";
import type { State } from "../state";

export function Welcome({ state }: { state: State }) {
  return (
    <div class="welcome">
      <section class="welcome-left">
        <h2 class="promise">
          See where your Codex tokens, <br class="wide-only" />
          money, limits and time went.
        </h2>
        <p class="lead">Drop the folder that Codex writes its sessions to. This page reads it here, in this browser. Nothing leaves it, and nothing that was said is kept.</p>
        <div class="well">
          <h3 class="wide-only">Drop your Codex folder anywhere on this page</h3>
          <p class="wide-only">
            <code>~/.codex</code>, a part of it, or any rollout files
          </p>
          <h3 class="narrow-only">Choose your Codex files</h3>
          <p class="narrow-only">Phones cannot pick folders. Choose rollout files, or an exported data set.</p>
          <div class="actions">
            <button class="primary wide-only" onClick={() => void chooseFolder()}>
              Choose folder
            </button>
            <button class="button narrow-primary" onClick={chooseFiles}>
              Choose files
            </button>
            <button class="button" onClick={trySample}>
              Try sample data
            </button>
          </div>
        </div>
        <Hidden />
        <p class="sentence ruled">
          {mayKeep ? "Numbers and names stay in this browser until you forget them; what was said does not." : "Opened from disk, the page keeps its data in memory until you close it."}
          <br />
          Rather a terminal? The same numbers: <code>cutrack report daily</code>
        </p>
      </section>
      <section class="welcome-right">
        <Check online={state.online} />
        <Opened />
        <Policy />
      </section>
    </div>
  );
}

interface Way {
  system: string;
  matches: RegExp;
  path: string;
  words: string;
  keys: string[];
}

const WAYS: Way[] = [
  { system: "macOS", matches: /Mac/, path: "~/.codex", words: "In the dialog press", keys: ["⌘", "⇧", "."] },
  { system: "Windows", matches: /Win/, path: "%USERPROFILE%\\.codex", words: "Paste it into the address bar", keys: [] },
  { system: "Linux", matches: /Linux|X11/, path: "~/.codex", words: "In the dialog press", keys: ["Ctrl", "H"] },
  { system: "WSL", matches: /(?!)/, path: "\\\\wsl.localhost\\<name>\\home\\<you>\\.codex", words: "Paste it into the address bar", keys: [] },
];

function Hidden() {
  const own = WAYS.find(({ matches }) => matches.test(navigator.userAgent));
  const ordered = own ? [own, ...WAYS.filter((way) => way !== own)] : WAYS;
  return (
    <div class="wide-only">
      <h3 class="section">The folder is hidden. Here is how to reach it</h3>
      <table class="ways">
        <tbody>
          {ordered.map((way) => (
            <tr key={way.system} class={way === own ? "own" : ""}>
              <th scope="row">{way.system}</th>
              <td>
                <code>{way.path}</code>
              </td>
              <td>
                <Copy words="Copy" label={`Copy ${way.path}`} kind="small copy" text={() => way.path} />
              </td>
              <td class="how">
                {way.words} {way.keys.map((key) => <kbd key={key}>{key}</kbd>)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="sentence">
        If <code>CODEX_HOME</code> is set on your machine, the folder is there instead. Dropping the whole folder is fine: see the list of what is opened.
      </p>
    </div>
  );
}

function Check({ online }: { online: boolean }) {
  return (
    <>
      <h3>How to check that nothing leaves</h3>
      <ol class="check-list">
        <li>
          <b>Switch the network off.</b>
          <span>The browser says “Network {online ? "on" : "off"}” now.</span>
        </li>
        <li>
          <b>Drop your folder.</b>
          <span>Everything works as before: all of the page is in this one file.</span>
        </li>
        <li>
          <b>Close the page, then switch the network on.</b>
          <span>What you want to keep stands in an export.</span>
        </li>
      </ol>
    </>
  );
}

const OPENED = ["sessions/2026/11/26/rollout-….jsonl", "sessions/2026/03/02/rollout-….jsonl.zst", "archived_sessions/rollout-….jsonl"];
const CLOSED = ["auth.json", "config.toml", "history.jsonl", "state_5.sqlite"];

function Opened() {
  return (
    <>
      <h3 class="section">What is opened, and what never is</h3>
      <ul class="opened">
        {OPENED.map((path) => (
          <li key={path}>
            <code>{path}</code> <span class="accent">opened</span>
          </li>
        ))}
        <li>
          <code>codex-exec.jsonl, server.log</code> <span class="accent">opened if chosen alone</span>
        </li>
        {CLOSED.map((path) => (
          <li key={path} class="never">
            <code>{path}</code> <span>never opened</span>
          </li>
        ))}
      </ul>
      <p class="sentence">Of an opened file these are kept: counts, times, and names of folders, branches, models, tools and programs. Of prompts, answers and outputs: their length.</p>
    </>
  );
}

function Policy() {
  return (
    <>
      <h3 class="section">The policy that the browser holds this page to</h3>
      <dl class="policy">
        {policy
          .filter(({ words }) => words)
          .map(({ directive, words }) => (
            <div key={directive}>
              <dt>
                <code>{directive.replace("{script}", "'sha256-…'")}</code>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
      <p class="sentence">It does not cover opening another address. So file bytes are read in a worker, which cannot do that. Network off covers all.</p>
    </>
  );
}
