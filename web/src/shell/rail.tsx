// The rail: the places, what was read, and what the browser says of the network.

import { useState } from "preact/hooks";
import { formatAddress, type Place, PLACES } from "../address";
import { chooseFiles, chooseFolder, rescan } from "../files/choose";
import { bytes, plural, time, whole } from "../formats";
import { goTo, TITLES } from "../navigation";
import { isEmpty, set, type State, thisYear } from "../state";
import { blocking } from "../views/limit-bars";
import { Copy } from "./copy";

declare const VERSION: string;

/** A new group begins here. */
const GROUPS: Place[] = ["usage", "sessions", "quality"];
/** What the bar at the bottom of a narrow window has room for. */
const NARROW: Place[] = ["overview", "usage", "limits", "sessions"];

export function Rail({ state }: { state: State }) {
  const more = state.sheet === "more";
  return (
    <nav class="rail" aria-label="Places">
      <Logo />
      <ul class="places">
        {PLACES.map((place) => (
          <li key={place} class={[GROUPS.includes(place) ? "spaced" : "", NARROW.includes(place) ? "" : "wide-only"].join(" ")}>
            <PlaceLink state={state} place={place} />
          </li>
        ))}
        <li class="narrow-only">
          <button class="more" aria-current={!isEmpty(state) && !NARROW.includes(placeOf(state)) ? "page" : undefined} disabled={isEmpty(state)} aria-expanded={more} onClick={() => set({ sheet: more ? null : "more" })}>
            More
          </button>
        </li>
      </ul>
      <div class="rail-foot">
        <Kept state={state} />
        <Network online={state.online} />
        <Version />
      </div>
    </nav>
  );
}

/** A session stands in the list of all. */
function placeOf({ address: { place } }: State): Place {
  return place === "session" ? "sessions" : place;
}

export function PlaceLink({ state, place }: { state: State; place: Place }) {
  const empty = isEmpty(state);
  const current = placeOf(state);
  return (
    <a
      href={formatAddress({ ...state.address, place })}
      aria-current={!empty && place === current ? "page" : undefined}
      aria-disabled={empty || undefined}
      title={empty ? "Nothing here yet. Drop your Codex folder anywhere." : undefined}
      onClick={(event) => {
        event.preventDefault();
        if (!empty) goTo(place);
      }}
    >
      {TITLES[place]}
      <Mark state={state} place={place} />
    </a>
  );
}

function Logo() {
  return (
    <p class="logo">
      <svg viewBox="0 0 16 14" width="18" height="16" aria-hidden="true">
        <path class="logo-ink" d="M1 2h10v2H1zM1 6h6v2H1zM1 10h9v2H1z" />
        <path class="logo-grey" d="M12 2h3v2h-3zM8 6h6v2H8zM11 10h3v2h-3z" />
      </svg>
      cutrack
    </p>
  );
}

/** At most one mark a place: a count, or what needs a look. */
function Mark({ state: { reports }, place }: { state: State; place: Place }) {
  if (!reports) return null;
  const { sessions, projects, files, limits } = reports.common;
  if (place === "sessions") return <span class="count">{whole(sessions.total.sessions)}</span>;
  if (place === "projects") return <span class="count">{whole(projects.rows.length)}</span>;
  if (place === "limits") return blocking(limits) ? <span class="count bad">blocked</span> : null;
  if (place !== "quality") return null;
  const look = files.files.partial + files.files.not_read;
  return look > 0 ? <span class="count warn">▲ {whole(look)}</span> : null;
}

function Kept({ state }: { state: State }) {
  const { progress, standing, address } = state;
  if (isEmpty(state)) {
    return (
      <p class="kept">
        <b>No data yet</b>
        <br />
        nothing is kept in this browser
      </p>
    );
  }
  const reading = progress && progress.endedAt === null;
  const files = state.reports?.common.files;
  const readAtMs = standing?.read_at_ms;
  return (
    <>
      <p class="kept">
        <b>{reading ? `${whole(progress.files)} of ${plural(progress.totalFiles, "file")}` : `${plural(files?.files.found ?? 0, "file")}, ${bytes(files?.total.size_bytes ?? 0)}`}</b>
        <br />
        {!standing?.is_kept ? "in memory until you close" : state.storing ? "being kept in this browser" : "kept in this browser"}
        {!reading && readAtMs != null && (
          <>
            <br />
            read {time(readAtMs, address.zone, thisYear(state))}
          </>
        )}
      </p>
      <button class="small" onClick={chooseFiles}>
        Add files
      </button>
      {state.folder ? (
        <button class="small" onClick={() => void rescan()}>
          Re-scan
        </button>
      ) : (
        <button class="small wide-only" onClick={() => void chooseFolder()}>
          Choose again
        </button>
      )}
    </>
  );
}

/** The file's hash but for the hash itself, which the build wrote there: who takes it out gets it again. */
const HASH = document.querySelector<HTMLMetaElement>("meta[name=hash]")?.content ?? "";

function Version() {
  const [isWhole, show] = useState(false);
  return (
    <div class="version">
      <button class="quiet" aria-expanded={isWhole} title="SHA-256 of this file without the hash that stands in it" onClick={() => show(!isWhole)}>
        {VERSION} · {HASH.slice(0, 8)}
      </button>
      {isWhole && (
        <>
          <p>
            <code>{`sed s/${HASH}// cutrack.html | sha256sum`}</code> prints this hash again.
          </p>
          <Copy kind="small" words="Copy" label="Copy the hash of this file" text={() => HASH} />
        </>
      )}
    </div>
  );
}

function Network({ online }: { online: boolean }) {
  return (
    <p class="network" title="What the browser reports. This is no proof: switch the network off yourself.">
      <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
        <circle cx="4" cy="4" r="3" class={online ? "ring" : "disc"} />
      </svg>
      <b>Network {online ? "on" : "off"}</b>
      <span>connections refused by policy</span>
    </p>
  );
}
