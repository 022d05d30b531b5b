// Saves what core answered, byte for byte, and pictures of the charts in sight. What a file holds is said before.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Place } from "../address";
import { chartsInSight, type InSight, pngOf, svgOf } from "../charts/picture";
import { plural } from "../formats";
import { ofView } from "../exports";
import { EXPORTS, type Export, isOnCommandLine } from "../queries";
import { dataSet, lookFor } from "../keeping";
import { exported } from "../numbers";
import type { State } from "../state";
import { overWords } from "./ranges";
import { Sheet } from "./sheet";

type Form = "json" | "csv" | "ndjson" | "svg" | "png";

const FORMS: Record<Form, string> = { json: "JSON", csv: "CSV", ndjson: "NDJSON", svg: "SVG", png: "PNG" };
/** All that is kept, which another page can take up. */
const DATA_SET: Choice = { name: "data-set", words: "Data set, for this page elsewhere", forms: ["ndjson"] };

interface Choice {
  name: string;
  words: string;
  forms: Form[];
  /** What its file is called; else as the choice. */
  file?: string;
  data?: Export | undefined;
  /** Over everything, whatever the range and the filters. */
  ofAll?: boolean;
  /** What a picture is of. */
  box?: HTMLElement | undefined;
}

const isPicture = (form: Form) => form === "svg" || form === "png";

export function ExportSheet({ state }: { state: State }) {
  const groups = useMemo(() => choicesOf(state), [state.address, state.calls, state.marked, state.reports]);
  const first = typeof state.exported === "number" ? groups[1]?.[1][state.exported] : state.exported ? DATA_SET : groups.flatMap(([, choices]) => choices)[0];
  const [name, choose] = useState(first?.name);
  const [wanted, setForm] = useState<Form>(state.exported === null ? "json" : "png");
  const [names, withNames] = useState(false);
  const chosen = groups.flatMap(([, choices]) => choices).find((choice) => choice.name === name) ?? first;
  const form = chosen?.forms.includes(wanted) ? wanted : (chosen?.forms[0] ?? "json");
  return (
    <Sheet title="Export">
      {groups.map(
        ([legend, choices]) =>
          choices.length > 0 && (
            <fieldset key={legend}>
              <legend>{legend}</legend>
              {choices.map((choice) => (
                <label class="check" key={choice.name}>
                  <input type="radio" name="what" value={choice.name} checked={choice === chosen} onChange={() => choose(choice.name)} />
                  {choice.words}
                </label>
              ))}
            </fieldset>
          ),
      )}
      <fieldset>
        <legend>As</legend>
        {chosen?.forms.map((one) => (
          <label class="check" key={one}>
            <input type="radio" name="form" value={one} checked={one === form} onChange={() => setForm(one)} />
            {FORMS[one]}
          </label>
        ))}
        {chosen && !isPicture(form) && (
          <label class="check">
            <input type="checkbox" checked={names} onChange={(event) => withNames(event.currentTarget.checked)} />
            Include names
          </label>
        )}
      </fieldset>
      {chosen && <Holds state={state} choice={chosen} form={form} names={names} />}
      <button class="primary" disabled={!chosen} onClick={() => chosen && void save(chosen, form, names)}>
        Save
      </button>
    </Sheet>
  );
}

/** What can be saved, in groups: behind the view, each chart or table of it, and whole answers. */
function choicesOf(state: State): [string, Choice[]][] {
  const scope = { address: state.address, nowAt: new Date(state.nowMs).toISOString(), calls: state.calls, marked: state.marked };
  const { overview, usage, cost } = state.reports?.answers ?? {};
  const view = ofView(scope, (overview ?? usage ?? cost)?.buckets.per);
  const ofAll = state.address.place === "quality";
  const data = (one: Export, ofAll: boolean): Choice => ({ name: one.name, words: one.words, forms: one.queries.length === 1 ? ["json", "csv"] : ["json"], data: one, ofAll });
  return [
    ["This view", view.map((one) => data(one, ofAll))],
    ["Charts and tables in sight", chartsInSight().map((chart, index) => ({ ...chartChoice(chart, index, state.address.place, view.find(({ of }) => of === chart.of)), ofAll }))],
    ["Everything that was read", [...EXPORTS.map((one) => data(one, true)), DATA_SET]],
  ];
}

/** A chart as a picture, and the rows that stand behind it. */
function chartChoice({ title, of, box }: InSight, index: number, place: Place, data: Export | undefined): Choice {
  const forms: Form[] = [...(box ? (["png", "svg"] as const) : []), ...(data ? (["csv", "json"] as const) : [])];
  return { name: `chart-${index + 1}`, file: `${place}-${of}`, words: title, forms, data, box };
}

interface HoldsProps {
  state: State;
  choice: Choice;
  form: Form;
  names: boolean;
}

/** What the file would hold, as its rows are counted in core's own answer. */
function Holds({ state, choice, form, names }: HoldsProps) {
  const [rows, setRows] = useState<number | null>(null);
  useEffect(() => {
    let wanted = true;
    setRows(null);
    void rowsOf(choice).then((rows) => wanted && setRows(rows), () => undefined);
    return () => {
      wanted = false;
    };
  }, [choice.name]);
  if (choice === DATA_SET) {
    const called = names ? "and folder and branch names, with the key of the pseudonyms" : "no names";
    return (
      <p class="sentence" aria-live="polite">
        {`Holds: ${rows === null ? "…" : plural(rows, "row")} of ${plural(state.standing?.files ?? 0, "file")}, all that is kept here, whatever range and filters. Numbers, labels and pseudonyms, ${called}. Drop it on this page where nothing is kept yet, and it gives the same numbers there.`}
      </p>
    );
  }
  const { zone } = state.address;
  const over = choice.ofAll ? `over all ${plural(state.standing?.files ?? 0, "file")} and all time` : overWords(state);
  if (isPicture(form)) return <p class="sentence">{`Holds: the chart as it is seen now, ${over}, days in ${zone}, with its title and the names that stand on it. It carries nothing else.`}</p>;
  return (
    <p class="sentence" aria-live="polite">
      {`Holds: ${rows === null ? "…" : plural(rows, "row")}, ${over}, days in ${zone}. Numbers and labels, ${names ? "with folder and branch names" : "no names"}. ${form === "csv" ? "What is absent is an empty cell." : choice.data?.queries.every(isOnCommandLine) ? "The command line gives the same bytes, but for pseudonyms." : ""}`}
    </p>
  );
}

/** How many rows a choice holds. A line of a CSV is one, but for its head. */
async function rowsOf({ data, box }: Choice): Promise<number> {
  if (!data && box) return 0;
  if (!data) return (await lookFor("")).tables.reduce((sum, { rows }) => sum + rows, 0);
  const text = await (await exported(data.queries, "csv")).text();
  return Math.max(0, text.split("\n").length - 1 - data.queries.length);
}

async function blobOf({ data, box, words }: Choice, form: Form, names: boolean): Promise<Blob> {
  if (box && isPicture(form)) return form === "png" ? pngOf(box, words) : svgOf(box, words);
  if (!data) return dataSet(names);
  return exported(data.queries.map((query) => (names ? { ...query, with_names: true } : query)), form === "csv" ? "csv" : "json");
}

async function save(choice: Choice, form: Form, names: boolean): Promise<void> {
  const blob = await blobOf(choice, form, names);
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = `cutrack-${choice.file ?? choice.name}.${form}`;
  link.click();
  URL.revokeObjectURL(address);
}
