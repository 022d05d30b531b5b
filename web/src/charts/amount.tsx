// A small bar before a number in a cell: how it stands to the largest of its column.

const WIDTH = 36;

interface Props {
  value: number;
  of: number;
  tone: string;
}

export function Amount({ value, of, tone }: Props) {
  const width = of > 0 ? (value / of) * WIDTH : 0;
  return (
    <svg class="amount" width={WIDTH} height="6" aria-hidden="true">
      {value > 0 && <rect class={tone} x={WIDTH - Math.max(1, width)} width={Math.max(1, width)} height="6" />}
    </svg>
  );
}
