// What it would cost at list prices, and how sure that is.

import { useMemo } from "preact/hooks";
import { PERS } from "../address";
import type { Answers } from "../asking";
import { bucketsOf, Slots } from "../charts/slots";
import { Split, Swatch } from "../charts/split";
import { TimeChart } from "../charts/time-chart";
import { cost, coverage, DASH, day, percent, short, whole } from "../formats";
import { goTo } from "../navigation";
import type { UsageRow } from "../report";
import { useSort } from "../shell/sort";
import { type Reports, type State, thisYear } from "../state";
import * as words from "../words";
import { openSessions, Pers } from "./range-chart";

type Answer = Answers["cost"];

export function Cost({ state, reports, answer }: { state: State; reports: Reports; answer: Answer }) {
  const slots = useMemo(() => Slots.ofModels(reports.common.slots), [reports]);
  const { buckets: asked, models } = answer;
  const { per } = asked;
  const buckets = useMemo(() => bucketsOf(asked, "cost", slots), [asked, slots]);
  return (
    <div class="cost">
      <Figures state={state} answer={answer} />
      <TimeChart
        state={state}
        title={titleOf(per, buckets, thisYear(state))}
        sentence="Each response is priced by itself. A hatched mark below the line is use without a price: it costs something, and nobody knows what."
        buckets={buckets}
        per={per}
        measure="cost"
        slots={slots.all}
        marksUnpriced
        head={<Pers asked={asked} pers={PERS.filter((one) => one !== "hour" || per === "hour")} />}
        onOpen={(bucket) => openSessions(per, bucket)}
      />
      <Models rows={models.rows} slots={slots} note={note(answer, thisYear(state))} />
    </div>
  );
}

function titleOf(per: Parameters<typeof words.bucket>[0], buckets: { key: string; total: number }[], year: string): string {
  const [dearest] = [...buckets].sort((a, b) => b.total - a.total);
  if (!dearest || dearest.total === 0) return "Nothing in this range has a price";
  return `The dearest ${per} was ${per === "week" ? "that of " : ""}${words.bucket(per, dearest.key, year).replace("week of ", "")}: ${cost(dearest.total, true)}`;
}

function note({ models: { prices } }: Answer, year: string): string {
  return `At the list prices of ${day(prices.date, year)}${prices.own > 0 ? `, with ${prices.own} of yours` : ""}. A response without a price is in no sum.`;
}

function Figures({ state, answer }: { state: State; answer: Answer }) {
  const { total, prices } = answer.models;
  const unpriced = prices.unpriced.map(({ model, total_tokens }) => `${model ?? "model not named"}, ${short(total_tokens)} tokens`);
  return (
    <dl class="figures">
      <div>
        <dt>At list prices</dt>
        <dd class="figure">{cost(total.cost_nano_dollars, total.priced_tokens >= total.total_tokens)}</dd>
        <dd class="below">not a bill: a ChatGPT plan is not charged per token</dd>
      </div>
      <div>
        <dt>Saved by the cache</dt>
        <dd class="figure">{cost(answer.kinds.total.saved_by_cache_nano_dollars, true)}</dd>
        <dd class="below">{`${percent(total.cached_input_tokens, total.input_tokens)} of the input was read from it`}</dd>
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

function Models({ rows, slots, note: sentence }: { rows: UsageRow[]; slots: Slots; note: string }) {
  const used = rows.filter(({ total_tokens }) => total_tokens > 0);
  const [sorted, head] = useSort(used, "-cost_nano_dollars", (row, key) => (row as unknown as Record<string, string | number | null>)[key] ?? null);
  return (
    <section>
      <header class="section-head">
        <h2>By model</h2>
      </header>
      <p class="sentence">{sentence}</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Cost by model">
        <table>
          <caption class="unseen">Cost by model</caption>
          <thead>
            <tr>
              {head("model", "Model", false)}
              {head("total_tokens", "Total", true)}
              {head("input_tokens", "Input", true)}
              {head("cached_input_tokens", "Cached", true)}
              {head("output_tokens", "Output", true)}
              {head("cost_nano_dollars", "Cost", true)}
              {head("priced_tokens", "Tokens with a price", true)}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={row.model ?? ""}>
                <th scope="row" class="nowrap">
                  <Swatch tone={slots.ofRow(row)} />{" "}
                  {row.model ? (
                    <button type="button" class="quiet" onClick={() => goTo("sessions", { models: [row.model ?? ""] })}>
                      {row.model}
                    </button>
                  ) : (
                    "model not named"
                  )}
                </th>
                <td class="number">{whole(row.total_tokens)}</td>
                <td class="number">{whole(row.input_tokens)}</td>
                <td class="number">{row.input_tokens > 0 ? percent(row.cached_input_tokens, row.input_tokens) : DASH}</td>
                <td class="number">{whole(row.output_tokens)}</td>
                <td class="number strong">{cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens)}</td>
                <td class="number second">{whole(row.priced_tokens)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
