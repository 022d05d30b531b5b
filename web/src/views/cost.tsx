// What it would cost at list prices, and how sure that is.

import { useMemo } from "preact/hooks";
import { type Address, PERS, type Place } from "../address";
import type { Answers, Buckets } from "../asking";
import { bucketsOf, Slots } from "../charts/slots";
import { Split } from "../charts/split";
import { TimeChart } from "../charts/time-chart";
import { cost, coverage, DASH, day, percent, plural, short } from "../formats";
import { Nothing } from "../shell/nothing";
import { To } from "../shell/to";
import { type Reports, type State, thisYear } from "../state";
import * as words from "../words";
import { PriceTable } from "./price-table";
import { openSessions, Pers } from "./range-chart";

type Answer = Answers["cost"];

export function Cost({ state, reports, answer }: { state: State; reports: Reports; answer: Answer }) {
  const slots = useMemo(() => Slots.ofModels(reports.common.slots), [reports]);
  const { buckets: asked, models } = answer;
  const { per } = asked;
  const buckets = useMemo(() => bucketsOf(asked, "cost", slots), [asked, slots]);
  if (models.total.total_tokens === 0) return <Nothing state={state} words="No use" />;
  return (
    <div class="cost">
      <Figures state={state} answer={answer} />
      <TimeChart
        state={state}
        title={titleOf(asked, thisYear(state))}
        sentence="Each response is priced by itself. A hatched mark below the line is use without a price: it costs something, and nobody knows what."
        extremes={words.extremes(asked, thisYear(state))}
        buckets={buckets}
        per={per}
        measure="cost"
        slots={slots}
        marksUnpriced
        head={<Pers per={per} days={asked.days.comparison.days ?? 0} pers={PERS.filter((one) => one !== "hour" || per === "hour")} />}
        onOpen={openSessions}
      />
      <PriceTable state={state} rows={models.rows} prices={answer.prices} slots={slots} />
    </div>
  );
}

function titleOf({ per, largest }: Buckets, year: string): string {
  const [dearest] = largest.rows;
  const key = dearest?.[per];
  if (!dearest?.cost_nano_dollars || !key) return "Nothing in this range has a price";
  return `The dearest ${per} was ${per === "week" ? "that of " : ""}${words.bucket(per, key, year).replace("week of ", "")}: ${cost(dearest.cost_nano_dollars, true)}`;
}

function Figures({ state, answer }: { state: State; answer: Answer }) {
  const { total, prices } = answer.models;
  const { turns } = answer.kinds;
  const unpriced = prices.unpriced.map(({ model, total_tokens }) => `${model ?? "model not named"}, ${short(total_tokens)} tokens`);
  const to = (words: string, place: Place, part: Partial<Address>) => (
    <To place={place} part={part}>
      {words}
    </To>
  );
  return (
    <dl class="figures">
      <div>
        <dt>At list prices</dt>
        <dd class="figure">{to(cost(total.cost_nano_dollars, total.priced_tokens >= total.total_tokens), "sessions", { sort: "-cost_nano_dollars" })}</dd>
        <dd class="below">{["not a bill: a ChatGPT plan is not charged per token", words.ownPrices(prices.own)].filter(Boolean).join("; ")}</dd>
      </div>
      <div>
        <dt>Saved by the cache</dt>
        <dd class="figure">{to(cost(answer.kinds.total.saved_by_cache_nano_dollars, true), "usage", { by: "kind" })}</dd>
        <dd class="below">{`${percent(total.cached_input_tokens, total.input_tokens)} of the input was read from it`}</dd>
      </div>
      <div>
        <dt>Per turn with a price</dt>
        <dd class="figure">{turns.mean_nano_dollars === null ? DASH : to(cost(turns.mean_nano_dollars, true), "sessions", { sort: "-turns" })}</dd>
        <dd class="below">{turns.p50_nano_dollars === null ? "no turn has one" : `median ${cost(turns.p50_nano_dollars, true)} · ${plural(turns.turns, "turn")}`}</dd>
      </div>
      <div class="coverage">
        <dt>Coverage: share of tokens with a price</dt>
        <dd class="figure">{coverage(prices.priced_per_mille)}</dd>
        <dd class="below">
          <Split
            label="Tokens with a price, without one"
            parts={[
              { tone: "accent", value: prices.priced_per_mille ?? 0, label: "with a price" },
              { tone: "hatch", value: prices.priced_per_mille === null ? 0 : 1000 - prices.priced_per_mille, label: "without a price" },
            ]}
          />
          {unpriced.length > 0 ? `without a price: ${unpriced.slice(0, 2).join(" · ")}${unpriced.length > 2 ? ` and ${unpriced.length - 2} more` : ""}` : `prices of ${day(prices.date, thisYear(state))}`}
        </dd>
      </div>
    </dl>
  );
}
