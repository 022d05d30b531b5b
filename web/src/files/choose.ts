// The two dialogs. The browser's folder dialog is asked first; where it is missing an input takes its place.

import { take } from "../reading";
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
    take(await surveyFolder(await picker({ mode: "read" })));
  } catch (error) {
    // Closing the dialog is no failure; a folder that the browser guards can still be chosen by the input.
    if (!(error instanceof DOMException && error.name === "AbortError")) click(FOLDER_INPUT);
  }
}

export function chooseFiles(): void {
  click(FILES_INPUT);
}

/** What an input brought. It is emptied, so that the same choice can be made again. */
export function chosen(input: HTMLInputElement): void {
  const survey = surveyFiles([...(input.files ?? [])]);
  input.value = "";
  if (survey.candidates.length + survey.others > 0) take(survey);
}

function click(id: string): void {
  document.getElementById(id)?.click();
}
