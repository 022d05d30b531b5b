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
