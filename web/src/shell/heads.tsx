// Heads of columns that are in no order of their own.

export function Heads({ of, number }: { of: string[]; number?: boolean }) {
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
