// Numbers that lead to the rows behind them: in the colour of their text, underlined on hover and focus.

import type { ComponentChildren } from "preact";
import type { Address, Place } from "../address";
import { goTo, wayTo } from "../navigation";

interface Props {
  place: Place;
  /** What of the address is another one there. */
  part?: Partial<Address> | undefined;
  title?: string | undefined;
  /** It stands for its row. */
  row?: boolean;
  children: ComponentChildren;
}

export function To({ place, part = {}, title, row, children }: Props) {
  return (
    <a
      class="to"
      href={wayTo(place, part)}
      title={title}
      data-row={row}
      onClick={(event) => {
        // A press with a key of the browser opens another window, as links do.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        goTo(place, part);
      }}
    >
      {children}
    </a>
  );
}

interface RowProps extends Omit<Props, "part" | "row"> {
  /** Absent where no file says what would keep its rows alone: it leads nowhere. */
  part: Partial<Address> | null;
  /** What is at its head. */
  head: ComponentChildren;
  kind?: string | undefined;
}

/** A row of a table that leads on by its whole width; for keys the way is at its head. */
export function LeadingRow({ place, part, title, kind = "nowrap", head, children }: RowProps) {
  return (
    <tr class={part ? "leads" : ""} onClick={() => part && goTo(place, part)}>
      <th scope="row" class={kind} title={title}>
        {part ? (
          <To place={place} part={part} row>
            {head}
          </To>
        ) : (
          head
        )}
      </th>
      {children}
    </tr>
  );
}
