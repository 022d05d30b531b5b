// What each model cost, with the prices that it was computed from: a person types over them.

import type { ComponentChildren, TargetedEvent } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { Slots } from "../charts/slots";
import { Amount } from "../charts/amount";
import { Swatch } from "../charts/split";
import { cost, DASH, day, percent, plural, price as listed, whole } from "../formats";
import { addPrices, givePrice, removePrice, resetPrices, type Typed } from "../own-prices";
import type { PriceListRow, PricesReport, UsageRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { useSort } from "../shell/sort";
import { To } from "../shell/to";
import { type State, thisYear } from "../state";
import * as words from "../words";

const FIELDS: [key: keyof Typed, words: string][] = [
  ["input", "Input"],
  ["cached_input", "Cached input"],
  ["cache_write", "Cache write"],
  ["output", "Output"],
];

interface Props {
  state: State;
  rows: UsageRow[];
  prices: PricesReport;
  slots: Slots;
}

export function PriceTable({ state, rows, prices, slots }: Props) {
  const [said, say] = useState("");
  const used = rows.filter(({ total_tokens }) => total_tokens > 0);
  const [sorted, head] = useSort(used, "-cost_nano_dollars", (row, key) => (row as unknown as Record<string, string | number | null>)[key] ?? null);
  const ofModels = useMemo(() => byModel(prices.rows), [prices]);
  const dearest = Math.max(...used.map(({ cost_nano_dollars }) => cost_nano_dollars ?? 0));
  return (
    <section>
      <ChartHead title="By model, with the prices used" of="models">
        <span class="second" role="status">
          {said || words.oldPrices(prices.date, state.nowMs)}
        </span>
        <Changes own={prices.own} onSay={say} />
      </ChartHead>
      <p class="sentence">
        {`US$ per million tokens (over 272 k input: input / output), from ${prices.source}, retrieved ${day(prices.date, thisYear(state))}, ${words.age(prices.date, state.nowMs)}. Type over a price to use your own, for every tier and any length of input: ${state.standing?.is_kept ? "it stays in this browser" : "it holds until you close this page"}, and every number here follows.`}
      </p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Cost by model">
        <table class="price-table">
          <caption class="unseen">Cost by model, with the prices used</caption>
          <thead>
            <tr>
              {head("model", "Model", false)}
              {head("total_tokens", "Total", true)}
              {head("cached_input_tokens", "Cached", true)}
              {head("cost_nano_dollars", "Cost", true)}
              {head("nano_dollars_per_million_tokens", "per 1 M", true)}
              {FIELDS.map(([key, name]) => (
                <th scope="col" class="number" key={key}>
                  {name}
                </th>
              ))}
              <th scope="col" class="number">
                Over 272 k input
              </th>
              <th scope="col">Price</th>
            </tr>
          </thead>
          {sorted.map((row) => (
            <ModelRows key={row.model ?? ""} row={row} dearest={dearest} prices={ofModels.get(row.model ?? "") ?? []} date={day(prices.date, "")} slots={slots} onSay={say} />
          ))}
        </table>
      </div>
    </section>
  );
}

/** Rows of each model; of one that has both, its own first. */
function byModel(rows: PriceListRow[]): Map<string, PriceListRow[]> {
  const models = new Map<string, PriceListRow[]>();
  for (const row of rows) models.set(row.model, [...(models.get(row.model) ?? []), row]);
  return models;
}

/** What holds for all own prices: how many they are, undoing them, and taking in a file of them. */
function Changes({ own, onSay }: { own: number; onSay(words: string): void }) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = async ({ currentTarget: { files } }: TargetedEvent<HTMLInputElement>) => {
    const [file] = files ?? [];
    if (file) onSay(words.pricesAdded(await addPrices(file)));
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <span class="second">{own === 0 ? "No changes" : plural(own, "change")}</span>
      {own > 0 && (
        <button class="plain" onClick={() => void resetPrices().then(() => onSay("All prices are as retrieved again."))}>
          Undo all
        </button>
      )}
      <button class="plain" onClick={() => input.current?.click()}>
        Import
      </button>
      <input ref={input} type="file" hidden accept=".json" aria-label="A file of prices" onChange={(event) => void chosen(event)} />
    </>
  );
}

interface RowsProps {
  row: UsageRow;
  /** What the dearest model cost. */
  dearest: number;
  /** All prices of the model. */
  prices: PriceListRow[];
  date: string;
  slots: Slots;
  onSay(words: string): void;
}

function ModelRows({ row, dearest, prices, date, slots, onSay }: RowsProps) {
  const [unfolded, unfold] = useState(false);
  const { model, cost_nano_dollars: spent, nano_dollars_per_million_tokens: perMillion } = row;
  const [base, ...others] = prices;
  const to = (words: string) => (
    <To place="sessions" part={model ? { models: [model] } : {}}>
      {words}
    </To>
  );
  return (
    <tbody>
      <tr>
        <th scope="row" class="nowrap">
          <Swatch tone={slots.ofRow(row)} />{" "}
          {to(model ?? "model not named")}
        </th>
        <td class="number">{to(whole(row.total_tokens))}</td>
        <td class="number">{row.input_tokens > 0 ? to(percent(row.cached_input_tokens, row.input_tokens)) : DASH}</td>
        <td class="number strong nowrap">
          {spent !== null && <Amount value={spent} of={dearest} tone="amount-mark" />}
          {to(cost(spent, row.priced_tokens >= row.total_tokens))}
        </td>
        <td class="number">{perMillion == null ? DASH : to(cost(perMillion, true))}</td>
        {model ? (
          <Fields model={model} base={base} long={base?.is_own ? undefined : others.find(({ tier }) => tier === "long_context")} onSay={onSay}>
            {base && !base.is_own && <span class="second">{date}</span>}{" "}
            {others.length > 0 && (
              <button class="link" aria-expanded={unfolded} onClick={() => unfold(!unfolded)}>
                {unfolded ? "fold" : `${others.length} more`}
              </button>
            )}
          </Fields>
        ) : (
          <td class="second" colSpan={FIELDS.length + 2}>
            no price for a model without a name
          </td>
        )}
      </tr>
      {unfolded && others.map((price) => <OtherPrices key={price.tier} price={price} />)}
    </tbody>
  );
}

/** Prices that only some responses have. */
function OtherPrices({ price }: { price: PriceListRow }) {
  return (
    <tr class="second">
      <th scope="row" class="other-price" colSpan={5}>
        {words.TIERS[price.tier]}
      </th>
      {FIELDS.map(([key]) => (
        <td class="number" key={key}>
          {price[key] ? listed(price[key]) : DASH}
        </td>
      ))}
      <td colSpan={2} />
    </tr>
  );
}

interface FieldsProps {
  model: string;
  /** The price that holds unless a response is of a tier of its own. */
  base: PriceListRow | undefined;
  /** The price of responses with much input, where they have one of their own. */
  long: PriceListRow | undefined;
  onSay(words: string): void;
  children: ComponentChildren;
}

const typedOf = (base: PriceListRow | undefined): Typed => ({
  input: listed(base?.input ?? ""),
  cached_input: listed(base?.cached_input ?? ""),
  cache_write: listed(base?.cache_write ?? ""),
  output: listed(base?.output ?? ""),
});

/** What is typed and does not count yet. It stays whatever is drawn meanwhile: earlier prices may still be on their way. */
type Draft = Partial<Typed>;

/** What of a draft was typed after it was given. */
const unlike = (draft: Draft, given: Typed): Draft => Object.fromEntries(Object.entries(draft).filter(([key, value]) => value.trim() !== given[key as keyof Typed]));

/** The four prices as fields. What is typed counts when it is left; a wrong one is told, and the old one still counts. */
function Fields({ model, base, long, onSay, children }: FieldsProps) {
  const [draft, setDraft] = useState<Draft>({});
  const [wrong, setWrong] = useState<keyof Typed | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const shown: Typed = { ...typedOf(base), ...draft };
  const left = async (key: keyof Typed, value: string) => {
    const next = { ...shown, [key]: value.trim() };
    if (!next.input || !next.output) return onSay("A price needs both input and output.");
    const { refused } = await givePrice(model, next);
    setWrong(refused ? key : null);
    if (!refused) setDraft((newest) => unlike(newest, next));
    onSay(refused ? "Write a price such as 1.25. The old one still counts." : `${model} has a price of yours.`);
  };
  const undo = async () => {
    setDraft({});
    setWrong(null);
    await removePrice(model);
    onSay(`${model} has its price as retrieved again.`);
  };
  return (
    <>
      {FIELDS.map(([key, name], index) => (
        <td class="number" key={key}>
          <input
            ref={index === 0 ? first : null}
            class={base?.is_own ? "price own" : "price"}
            type="text"
            inputMode="decimal"
            autocomplete="off"
            placeholder={DASH}
            aria-label={`${name} price of ${model}`}
            aria-invalid={wrong === key}
            value={shown[key]}
            onInput={({ currentTarget: { value } }) => setDraft((newest) => ({ ...newest, [key]: value }))}
            onChange={(event) => void left(key, event.currentTarget.value)}
          />
        </td>
      ))}
      <td class="number nowrap">{long ? `${listed(long.input)} / ${listed(long.output)}` : DASH}</td>
      <td class="nowrap">
        {base?.is_own && (
          <>
            <b>{base.from ? `yours, from ${day(base.from, "")}` : "yours"}</b>{" "}
            <button class="link" onClick={() => void undo()}>
              undo
            </button>
          </>
        )}
        {!base && (
          <button class="link" onClick={() => first.current?.focus()}>
            give one
          </button>
        )}{" "}
        {children}
      </td>
    </>
  );
}
