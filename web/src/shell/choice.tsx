// One of a few, in a row of buttons.

interface Props<Value extends string> {
  label: string;
  chosen: Value | null;
  /** `refused` says why one cannot be chosen now. */
  choices: { value: Value; words: string; refused?: string | undefined }[];
  onChoose(value: Value): void;
}

export function Choice<Value extends string>({ label, chosen, choices, onChoose }: Props<Value>) {
  return (
    <div class="choice" role="group" aria-label={label}>
      {choices.map(({ value, words, refused }) => (
        <button key={value} aria-pressed={value === chosen} disabled={refused !== undefined} title={refused} onClick={() => onChoose(value)}>
          {words}
        </button>
      ))}
    </div>
  );
}
