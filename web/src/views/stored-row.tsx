// One row as it is kept, all of it: what "no text of yours" means, to be read.

import { useEffect, useState } from "preact/hooks";
import type { SampleRow } from "../analysis/messages";
import { DASH } from "../formats";
import { worker } from "../numbers";
import type { Reports } from "../state";

export function StoredRow({ reports }: { reports: Reports }) {
  const [place, go] = useState(0);
  const [row, show] = useState<SampleRow | null>(null);
  useEffect(() => {
    let wanted = true;
    void worker().do("sample", place).then((answer) => wanted && show(answer), () => wanted && show(null));
    return () => {
      wanted = false;
    };
  }, [place, reports]);
  return (
    <section>
      <header class="section-head">
        <h2>This is a stored row, all of it</h2>
        <span class="push" />
        <button class="plain" onClick={() => go(place + 1)}>
          Another
        </button>
      </header>
      <p class="stored-row">
        {row && (
          <>
            <b>{row.table}</b>
            {row.cells.map(({ column, value }) => (
              <span key={column}>
                {" · "}
                {column} {value ?? DASH}
              </span>
            ))}
          </>
        )}
      </p>
    </section>
  );
}
