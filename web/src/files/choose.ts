// The two dialogs. The browser's folder dialog is asked first; where it is missing an input takes its place.

import { take, takeWhenKnown } from "../reading";
import { get, set } from "../state";
import * as words from "../words";
import { surveyFiles, surveyFolder } from "./walk";

interface FolderPicker {
  showDirectoryPicker?(options: { mode: "read" }): Promise<FileSystemDirectoryHandle>;
}

export const FOLDER_INPUT = "folder-input";
export const FILES_INPUT = "files-input";

export async function chooseFolder(): Promise<void> {
  const picker = (globalThis as FolderPicker).showDirectoryPicker?.bind(globalThis);
  if (!picker) return click(FOLDER_INPUT);
  try {
    const folder = await picker({ mode: "read" });
    await takeWhenKnown(surveyFolder(folder));
  } catch (error) {
    // Closing the dialog is no failure; a folder that the browser guards can still be chosen by the input.
    if (!(error instanceof DOMException && error.name === "AbortError")) click(FOLDER_INPUT);
  }
}

interface Permitting {
  requestPermission?(wish: { mode: "read" }): Promise<PermissionState>;
}

/** Reads what is new in the folder that was chosen last. The browser may ask before it opens it. */
export async function rescan(): Promise<void> {
  const { folder } = get();
  if (!folder) return chooseFolder();
  try {
    const answer = await (folder as Permitting).requestPermission?.({ mode: "read" });
    if (answer === "denied") return set({ notice: { grave: false, words: words.FOLDER_REFUSED, offer: "folder" } });
    await takeWhenKnown(surveyFolder(folder));
  } catch {
    set({ folder: null, notice: { grave: false, words: words.FOLDER_GONE } });
  }
}

export function chooseFiles(): void {
  click(FILES_INPUT);
}

/** What an input brought. It is emptied, so that the same choice can be made again. */
export function chosen(input: HTMLInputElement): void {
  const survey = surveyFiles([...(input.files ?? [])]);
  input.value = "";
  if (survey.candidates.length + survey.dataSets.length + survey.others > 0) take(survey);
}

function click(id: string): void {
  document.getElementById(id)?.click();
}
