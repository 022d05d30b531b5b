// A number that leads to the rows behind it: in the colour of its text, underlined on hover and focus.

import type { ComponentChildren } from "preact";
import type { Address, Place } from "../address";
import { goTo, wayTo } from "../navigation";

interface Props {
  place: Place;
  /** What of the address is another one there. */
  part?: Partial<Address> | undefined;
  title?: string | undefined;
  children: ComponentChildren;
}

export function To({ place, part = {}, title, children }: Props) {
  return (
    <a
      class="to"
      href={wayTo(place, part)}
      title={title}
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
