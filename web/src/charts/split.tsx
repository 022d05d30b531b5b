// One bar split into parts: their order and labels say what they are, colour only helps.

export interface SplitPart {
  /** `none` is what is not there any more. */
  tone: "accent" | "grey" | "hatch" | "warning" | "bad" | "none";
  value: number;
  label: string;
}

export function Split({ parts, label, thick }: { parts: SplitPart[]; label: string; thick?: boolean }) {
  const sum = parts.reduce((all, { value }) => all + value, 0);
  let x = 0;
  return (
    <svg class={thick ? "split thick" : "split"} role="img" aria-label={label} viewBox="0 0 1000 10" preserveAspectRatio="none">
      {sum === 0 && <rect class="split-none" width="1000" height="10" />}
      {parts
        .filter(({ value }) => value > 0)
        .map(({ tone, value, label: name }) => {
          const width = Math.max(2, (value / sum) * 1000);
          const at = x;
          x += width;
          return <rect key={name} class={`split-${tone}`} x={at} width={Math.max(1, width - 1.5)} height="10" />;
        })}
    </svg>
  );
}

export function Swatch({ tone }: { tone: string }) {
  return (
    <svg class="swatch" viewBox="0 0 9 9" aria-hidden="true">
      <rect class={tone} width="9" height="9" rx="1.5" />
    </svg>
  );
}
