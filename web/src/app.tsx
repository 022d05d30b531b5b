// The frame: rail, top bar, strip, and the view of the place.

import { isEmpty, useApp, type State } from "./state";
import { plain } from "./speech";
import { FILES_INPUT, FOLDER_INPUT, chosen } from "./files/choose";
import { KeysSheet } from "./shell/keys-sheet";
import { ExportSheet } from "./shell/export-sheet";
import { Notice, Sample } from "./shell/notice";
import { Rail } from "./shell/rail";
import { Strip } from "./shell/strip";
import { MoreSheet } from "./shell/more-sheet";
import { FiltersSheet, TopBar } from "./shell/top-bar";
import { Context } from "./views/context";
import { Cost } from "./views/cost";
import { Heatmaps } from "./views/heatmaps";
import { Limits } from "./views/limits";
import { Overview } from "./views/overview";
import { Privacy } from "./views/privacy";
import { Projects } from "./views/projects";
import { Quality } from "./views/quality";
import { Session } from "./views/session";
import { Sessions } from "./views/sessions";
import { Tools } from "./views/tools";
import { Usage } from "./views/usage";
import { Welcome } from "./views/welcome";

export function App() {
  const state = useApp();
  return (
    <>
      <a class="skip" href="#view" onClick={toNumbers}>
        To the numbers
      </a>
      <div class="frame">
        <Rail state={state} />
        <div class="body">
          <TopBar state={state} />
          <Notice state={state} />
          {state.sample && <Sample />}
          <Strip state={state} />
          <main id="view" tabIndex={-1}>
            <View state={state} />
          </main>
        </div>
        {state.sheet === "keys" && <KeysSheet state={state} />}
        {state.sheet === "more" && <MoreSheet state={state} />}
        {state.sheet === "filters" && <FiltersSheet state={state} />}
        {state.sheet === "export" && <ExportSheet key={state.exported} state={state} />}
      </div>
      <Inputs />
      <Hatch />
      <div class="drop-line" aria-hidden="true">
        Drop to read.
      </div>
      <div class="unseen" role="status" aria-live="polite">
        {plain(state.spoken)}
      </div>
    </>
  );
}

// A place that has not its answers yet keeps its room: they come within a moment.
function View({ state }: { state: State }) {
  const waiting = <p class="waiting">Reading…</p>;
  if (isEmpty(state)) return state.resuming ? waiting : <Welcome state={state} />;
  const { reports, address } = state;
  if (!reports) return waiting;
  const { overview, usage, heatmaps, limits, cost, sessions, session, projects, tools, context, quality } = reports.answers;
  switch (address.place) {
    case "overview":
      return overview ? <Overview state={state} reports={reports} answer={overview} /> : waiting;
    case "usage":
      return usage ? <Usage state={state} reports={reports} answer={usage} /> : waiting;
    case "heatmaps":
      return heatmaps ? <Heatmaps state={state} answer={heatmaps} /> : waiting;
    case "limits":
      return limits ? <Limits state={state} reports={reports} answer={limits} /> : waiting;
    case "cost":
      return cost ? <Cost state={state} reports={reports} answer={cost} /> : waiting;
    case "session":
      return session ? <Session state={state} reports={reports} answer={session} /> : waiting;
    case "sessions":
      return sessions ? <Sessions state={state} reports={reports} answer={sessions} /> : waiting;
    case "projects":
      return projects ? <Projects state={state} reports={reports} answer={projects} /> : waiting;
    case "tools":
      return tools ? <Tools state={state} answer={tools} /> : waiting;
    case "context":
      return context ? <Context state={state} reports={reports} answer={context} /> : waiting;
    case "privacy":
      return <Privacy state={state} reports={reports} />;
    case "quality":
      return quality ? <Quality state={state} reports={reports} answer={quality} /> : waiting;
  }
}

// The address is ours for places, so the skip link moves the focus itself.
function toNumbers(event: Event) {
  event.preventDefault();
  document.getElementById("view")?.focus();
}

function Inputs() {
  const onChange = (event: Event) => chosen(event.currentTarget as HTMLInputElement);
  return (
    <div hidden>
      <input id={FILES_INPUT} type="file" multiple accept=".jsonl,.zst,.json,.ndjson,.log,.txt" aria-label="Rollout files" onChange={onChange} />
      <input id={FOLDER_INPUT} type="file" multiple {...{ webkitdirectory: true }} aria-label="Codex folder" onChange={onChange} />
    </div>
  );
}

/** The two hatches that marks are filled with: "not named" or "said again", and "not read yet". */
function Hatch() {
  return (
    <svg class="unseen" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" class="hatch-ground" />
          <rect width="2.2" height="5" class="hatch-line" />
        </pattern>
        <pattern id="unread" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1" height="6" class="unread-line" />
        </pattern>
      </defs>
    </svg>
  );
}
