// From a drop, a picked folder or picked files to a survey. A drop's items die with its event: handle and
// entry are both asked for before the first await. The handle goes first, because from file:// Chromium's
// entries refuse to list; Firefox has no handle, so the entry stays the second way.

import { belowHome, emptySurvey, isDataSet, isLog, isRollout, type Survey } from "./survey";

interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Everything in a drop. Must be called in the event itself. */
export function surveyDrop(transfer: DataTransfer): Promise<Survey> {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const asked = items.map((item) => ({
    handle: (item as HandleItem).getAsFileSystemHandle?.().catch(() => null),
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  return collect(asked);
}

interface Asked {
  handle: Promise<FileSystemHandle | null> | undefined;
  entry: FileSystemEntry | null;
  file: File | null;
}

async function collect(asked: Asked[]): Promise<Survey> {
  const survey = emptySurvey();
  for (const { handle, entry, file } of asked) {
    const found = await handle;
    if (found?.kind === "directory" && asked.length === 1) survey.folder = found as FileSystemDirectoryHandle;
    if (found) await addHandle(survey, found, found.name);
    else if (entry) await addEntry(survey, entry, entry.name);
    else if (file) addFile(survey, file.name, file);
  }
  return survey;
}

/** A folder from the browser's dialog. */
export async function surveyFolder(folder: FileSystemDirectoryHandle): Promise<Survey> {
  const survey = { ...emptySurvey(), folder };
  await addHandle(survey, folder, folder.name);
  return survey;
}

/** Files of an `<input>`; of a folder's, the path is known. */
export function surveyFiles(files: Iterable<File>): Survey {
  const survey = emptySurvey();
  for (const file of files) {
    if (file.webkitRelativePath) survey.folders = 1;
    addFile(survey, file.webkitRelativePath || file.name, file);
  }
  return survey;
}

/** What stands in no folder was chosen by itself. */
function isAlone(path: string): boolean {
  return !path.includes("/");
}

function addFile(survey: Survey, path: string, file: File | undefined): void {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (isRollout(name) || (isAlone(path) && isLog(name))) survey.candidates.push({ path: belowHome(path), file });
  else if (isDataSet(name) && file) survey.dataSets.push(file);
  else survey.others += 1;
}

type Folder = FileSystemDirectoryHandle & { values(): AsyncIterable<FileSystemHandle> };

// The browser takes its time for each answer, so that folders and files are asked for side by side.
async function addHandle(survey: Survey, handle: FileSystemHandle, path: string): Promise<void> {
  if (handle.kind === "file") return addOpened(survey, handle.name, path, () => (handle as FileSystemFileHandle).getFile());
  survey.folders += 1;
  const inside: Promise<void>[] = [];
  for await (const child of (handle as Folder).values()) inside.push(addHandle(survey, child, `${path}/${child.name}`));
  await Promise.all(inside);
}

async function addEntry(survey: Survey, entry: FileSystemEntry, path: string): Promise<void> {
  if (entry.isFile) return addOpened(survey, entry.name, path, () => new Promise((found, failed) => (entry as FileSystemFileEntry).file(found, failed)));
  survey.folders += 1;
  const inside = await children(entry as FileSystemDirectoryEntry);
  await Promise.all(inside.map((child) => addEntry(survey, child, `${path}/${child.name}`)));
}

async function addOpened(survey: Survey, name: string, path: string, open: () => Promise<File>): Promise<void> {
  if (isRollout(name) || isDataSet(name) || (isAlone(path) && isLog(name))) addFile(survey, path, await opened(open));
  else survey.others += 1;
}

// A reader hands out a hundred entries a call, and none when it is done.
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function opened(open: () => Promise<File>): Promise<File | undefined> {
  try {
    return await open();
  } catch {
    return undefined;
  }
}
