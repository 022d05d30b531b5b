// The whole page takes drops.

import { takeWhenKnown } from "../reading";
import { surveyDrop } from "./walk";

const DRAGGING = "dragging";

export function listenForDrops(): void {
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    document.documentElement.classList.add(DRAGGING);
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.documentElement.classList.remove(DRAGGING);
  });
  addEventListener("drop", (event) => {
    document.documentElement.classList.remove(DRAGGING);
    if (!holdsFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    void takeWhenKnown(surveyDrop(event.dataTransfer));
  });
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
