// Heads of columns that are in no order of their own.

interface Props {
  of: readonly string[];
  number?: boolean;
}

export function Heads({ of, number }: Props) {
  return (
    <>
      {of.map((head) => (
        <th scope="col" class={number ? "number" : undefined} key={head}>
          {head}
        </th>
      ))}
    </>
  );
}

/** Columns in which every head and cell has room, for `.many` tables. */
export function columnsOf(rows: (readonly string[])[]): string {
  const letters: number[] = [];
  for (const row of rows) row.forEach((text, column) => (letters[column] = Math.max(letters[column] ?? 0, text.length)));
  return `--columns: ${letters.map((count) => `minmax(calc(${count}ch + 12px), ${count}fr)`).join(" ")}`;
}
