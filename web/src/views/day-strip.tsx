// All days in one strip, with the range on it: its edges are dragged, or moved by keys.

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { type Measure, spanOf } from "../address";
import { Brush, type Span, stepped } from "../charts/brush";
import { measured } from "../charts/slots";
import { change } from "../navigation";
import type { UsageReport } from "../report";
import { get, type State, thisYear } from "../state";

interface Props {
  state: State;
  /** Every day with use, whatever the range. */
  report: UsageReport;
  /** First and last day of the range. */
  from: string | null;
  until: string | null;
  measure: Measure;
  /** At the right of the sentence. */
  children?: ComponentChildren;
}

export function DayStrip({ state, report, from, until, measure, children }: Props) {
  const days = useMemo(() => new Map(report.rows.flatMap((row) => (row.day ? [[row.day, measured(row, measure)] as const] : []))), [report, measure]);
  const dates = [...days.keys()].sort();
  const [first = from, last = until] = [dates[0], dates.at(-1)];
  if (!first || !last || !from || !until) return null;
  const ends = { first: from < first ? from : first, last: until > last ? until : last };
  // The address is ahead of the numbers: keys that follow each other quickly move what they see there.
  const now = () => spanOf(get().address.range) ?? { since: from, until };
  const choose = ({ since, until: to }: Span) => change({ range: `${since}..${to}` });
  return (
    <section class="days">
      <div class="days-head">
        <p class="label">
          All days, height by square root. Drag the handles, or <kbd>[</kbd> <kbd>]</kbd> <kbd>&#123;</kbd> <kbd>&#125;</kbd>
        </p>
        {children}
      </div>
      <Brush days={days} {...ends} chosen={now()} year={thisYear(state)} onChoose={choose} onStep={(edge, by) => choose(stepped(now(), edge, by, ends.first, ends.last))} />
    </section>
  );
}
