// Rows in the order of one column or two, as an address names them: `-total_tokens,started_at`.

export type Value = string | number | null;

/** A key without its direction. */
export const bare = (key: string) => key.replace(/^-/, "");

/** What is absent stands last either way; equal rows keep their order, or that of the second key. */
export function inOrder<Row>(rows: Row[], sort: string, valueOf: (row: Row, key: string) => Value): Row[] {
  const keys = sort.split(",").map((key) => ranks(rows.map((row) => valueOf(row, bare(key))), key.startsWith("-") ? -1 : 1));
  const [first = new Float64Array(rows.length), second = first] = keys;
  const of = (keys: Float64Array, place: number) => keys[place] ?? 0;
  const compare = (a: number, b: number) => of(first, a) - of(first, b) || of(second, a) - of(second, b);
  return rows.map((_, place) => place).sort(compare).map((place) => rows[place] as Row);
}

/** One number for each value, so that 20 000 rows are sorted within a frame: each value is looked at once. */
function ranks(values: Value[], sign: 1 | -1): Float64Array {
  const words = [...new Set(values.filter((value) => typeof value === "string"))].sort();
  const places = new Map(words.map((word, place) => [word, place]));
  const found = new Float64Array(values.length);
  values.forEach((value, at) => (found[at] = value === null ? Infinity : sign * (typeof value === "string" ? (places.get(value) ?? 0) : value)));
  return found;
}
