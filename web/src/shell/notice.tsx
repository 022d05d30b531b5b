// One line under the top bar: never over content, never timed away.

import { rescan } from "../files/choose";
import { exported } from "../numbers";
import { QUALITY } from "../queries";
import { leaveSample } from "../reading";
import { type Notice as Said, set, type State } from "../state";
import { Copy } from "./copy";

export function Notice({ state: { notice } }: { state: State }) {
  if (!notice) return null;
  return (
    <p class={notice.grave ? "notice grave" : "notice"} role={notice.grave ? "alert" : "status"}>
      <span>{notice.words}</span>
      {notice.offer && <Offer of={notice.offer} />}
      <button class="plain" aria-label="Close this notice" onClick={() => set({ notice: null })}>
        ×
      </button>
    </p>
  );
}

function Offer({ of }: { of: NonNullable<Said["offer"]> }) {
  switch (of) {
    case "data set":
      return <ExportDataSet />;
    case "folder":
      return (
        <button class="link" onClick={() => void rescan()}>
          Re-scan
        </button>
      );
    case "report":
      return <Copy words="Copy report" kind="link" text={() => exported([QUALITY]).then((blob) => blob.text())} />;
  }
}

/** Opens the sheet that saves all that is kept. */
export function ExportDataSet() {
  return (
    <button class="link" onClick={() => set({ sheet: "export", exported: "data set" })}>
      Export data set
    </button>
  );
}

/** Above every view while what it shows is made up. */
export function Sample() {
  return (
    <p class="notice" role="status">
      <span>
        <b>Sample data</b>, made up. Nothing of it is kept.
      </span>
      <button class="link" onClick={leaveSample}>
        Leave it
      </button>
    </p>
  );
}
