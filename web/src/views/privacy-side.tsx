// Beside what is kept: the policy, how many rows there are, and how to be rid of them.

import type { Look as Found } from "../analysis/messages";
import { bytes, DASH, plural, time, whole } from "../formats";
import { forget, keepNames, persist } from "../keeping";
import { isFromDisk, mayKeep } from "../numbers";
import { isReading, keepAnyway, leaveSample, renewKey } from "../reading";
import { Hold } from "../shell/hold";
import { ExportDataSet } from "../shell/notice";
import type { State } from "../state";
import { NOT_PERSISTENT } from "../words";

/** What keeping would mean where pages share one store. */
function FromDisk({ isWhole }: { isWhole: boolean }) {
  if (mayKeep) {
    return (
      <p class="sentence">
        <b>Opened from disk, and kept all the same.</b> All pages opened from disk share one store in this browser: any of them can read these rows. Names are never kept there.
      </p>
    );
  }
  return (
    <p class="sentence">
      <b>Opened from disk, nothing is stored.</b> All pages opened from disk share one store in this browser, and any of them could read it. So nothing is kept.{" "}
      <button class="link" disabled={!isWhole || isReading()} title="Reads all files anew, without a name" onClick={keepAnyway}>
        Keep it anyway
      </button>
      ; names are never kept there.
    </p>
  );
}

interface Props {
  state: State;
  /** What the tables hold; absent until they are counted. */
  found: Found | null;
}

export function PrivacySide(props: Props) {
  return (
    <>
      <Policy {...props} />
      <Tables {...props} />
      <Forget {...props} />
      <Storage {...props} />
    </>
  );
}

const namesOf = (found: Found | null) => found?.tables.find(({ table }) => table === "names")?.rows ?? 0;

const POLICIES = [
  { strict: true, name: "Strict", words: "No readable names. Projects and branches appear as codes such as p-3fa9c1d2, and so do programs that not everyone has." },
  { strict: false, name: "Names", words: "Folder, branch and repository by name, so that reports help. Command line arguments never." },
];

function Policy({ state: { standing }, found }: Props) {
  const isStrict = standing?.privacy === "strict";
  return (
    <fieldset class="policy">
      <legend>
        <h2>Policy</h2>
      </legend>
      {POLICIES.map(({ strict, name, words }) => (
        <label key={name}>
          <input type="radio" name="policy" checked={strict === isStrict} disabled={!strict && isFromDisk && mayKeep} onChange={() => void keepNames(!strict)} />
          <span>
            {name}
            <span class="sentence">{words}</span>
          </span>
        </label>
      ))}
      <p class="sentence" role="status">
        {isStrict && isFromDisk && mayKeep ? (
          "No name is kept of what is opened from disk."
        ) : isStrict ? (
          "No name is kept. Going to Names would bring them back when you re-scan."
        ) : standing?.privacy === "names_again" ? (
          "Names come back when you choose your folder again."
        ) : (
          <>
            Going to Strict would empty <b>{plural(namesOf(found), "name")}</b> now. Numbers stay the same.
          </>
        )}
      </p>
    </fieldset>
  );
}

function Tables({ state: { standing }, found }: Props) {
  return (
    <section>
      <h2>{standing?.is_kept ? "Kept in this browser" : "Kept in memory until you close"}</h2>
      <dl class="parts rows-of-tables">
        {found?.tables
          .filter(({ rows }) => rows > 0)
          .map(({ table, rows }) => (
            <div key={table}>
              <dt>
                <code>{table}</code>
              </dt>
              <dd>{whole(rows)}</dd>
            </div>
          ))}
        <div>
          <dt>All rows, {found ? bytes(found.kept_bytes) : DASH}</dt>
          <dd>{whole(found?.rows)}</dd>
        </div>
      </dl>
    </section>
  );
}

function Forget({ state: { standing, sample }, found }: Props) {
  const names = namesOf(found);
  const rows = plural(found?.rows ?? 0, "row");
  return (
    <section>
      <h2 class="unseen">Forget</h2>
      <Hold words="Forget names" detail={plural(names, "row")} again={`Again to forget ${plural(names, "name")}`} disabled={names === 0} onDone={() => void keepNames(false)} />
      <Hold words="Forget everything" detail={standing?.is_kept ? `${rows}, key, folder handle` : `${rows}, key`} again={`Again to forget ${rows}`} grave onDone={() => (sample ? leaveSample() : void forget())} />
      <p class="sentence">Hold the button for one second, or press it twice. Then all tables are counted again, and the counts stand here: they must be 0. Your files are not touched.</p>
    </section>
  );
}

function Storage({ state }: Props) {
  const { standing, persisted, address } = state;
  const made = standing?.key_made_at_ms;
  const isWhole = state.paths.size >= (standing?.files ?? 0);
  return (
    <section class="storage">
      <h2 class="unseen">Storage and key</h2>
      {isFromDisk && !state.sample && <FromDisk isWhole={isWhole} />}
      {standing?.is_kept && (
        <p class="sentence">
          <b>Stored persistently: {persisted === true ? "yes" : "no"}.</b>{" "}
          {persisted === true ? (
            "The browser was asked, so that it does not clear this by itself when space runs out."
          ) : (
            <>
              {persisted === "refused" ? NOT_PERSISTENT : "Keep your numbers here until you forget them? The browser will ask once."}{" "}
              <button class="link" onClick={() => void persist()}>
                {persisted === "refused" ? "Ask again" : "Ask the browser"}
              </button>
              {persisted === "refused" && (
                <>
                  {" · "}
                  <ExportDataSet />
                </>
              )}
            </>
          )}
        </p>
      )}
      {made != null && (
        <p class="sentence">
          Names are keyed with a key made in this browser on {time(made, address.zone, "").split(",")[0]}: nobody else can turn a code back into a name.{" "}
          <button class="link" disabled={!isWhole || isReading()} title={isWhole ? "Empties the names and reads all files anew" : "All files have to be read anew for it: choose your folder again first"} onClick={renewKey}>
            New key
          </button>
        </p>
      )}
    </section>
  );
}
