// The strip under the top bar while files are read. It keeps its height until the next change of view, so that
// nothing below it jumps.

import { bytes, day, whole } from "../formats";
import { stopReading } from "../reading";
import { type State, thisYear } from "../state";
import * as words from "../words";

export function Strip({ state }: { state: State }) {
  const { progress, reports } = state;
  if (!progress?.strip) return null;
  const now = performance.now();
  const reading = progress.endedAt === null;
  const partial = reports?.common.files.files.partial ?? 0;
  return (
    <section class="strip" aria-label="Reading">
      <p class="strip-line">
        {reading ? <b>Reading, newest first</b> : <b>{progress.stopped ? words.stopped(progress) : words.finished(progress)}</b>}
        {reading && (
          <>
            <span>
              {bytes(progress.bytes)} of {bytes(progress.totalBytes)}
            </span>
            <span>
              {whole(progress.files)} of {whole(progress.totalFiles)} files
            </span>
            <span>{words.rate(progress, now)}</span>
            <span>{words.timeLeft(progress, now)}</span>
            {progress.completeFrom && (
              <span class="second">
                sessions back to <b>{day(progress.completeFrom, thisYear(state))}</b>
              </span>
            )}
          </>
        )}
        {partial > 0 && <span class="warn">▲ {whole(partial)} partial</span>}
        <span class="push" />
        {reading && (
          <button class="cancel" onClick={stopReading}>
            <b>Cancel</b> and keep what is read <kbd>Esc</kbd>
          </button>
        )}
      </p>
      <Bar part={reading || progress.stopped ? progress.bytes / Math.max(1, progress.totalBytes) : 1} reading={reading} />
    </section>
  );
}

function Bar({ part, reading }: { part: number; reading: boolean }) {
  return (
    <div
      class={reading ? "bar" : "bar done"}
      role="progressbar"
      aria-label="Bytes read"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(part * 100)}
    >
      <div style={{ transform: `scaleX(${Math.min(part, 1)})` }} />
    </div>
  );
}
