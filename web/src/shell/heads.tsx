// Heads of columns that are in no order of their own.

interface Props {
  of: readonly string[];
  number?: boolean;
  /** Of each column its longest text, as [`longestOf`] finds it. */
  longest?: readonly string[];
}

export function Heads({ of, number, longest }: Props) {
  return (
    <>
      {of.map((head, column) => (
        <th scope="col" class={number ? "number" : undefined} key={head} data-longest={longest?.[column]}>
          {head}
        </th>
      ))}
    </>
  );
}

/** The longest text of each column. A head that is as wide holds its column as it is while rows come part by part: where one
 * of them widened it, the browser would lay out all before anew. */
export function longestOf(rows: (readonly string[])[]): string[] {
  const longest: string[] = [];
  for (const row of rows) row.forEach((text, column) => text.length > (longest[column] ?? "").length && (longest[column] = text));
  return longest;
}
