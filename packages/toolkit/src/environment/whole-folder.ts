import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What stands where a folder is to be made. */
export interface FolderPlace {
  readonly exists: boolean;
  readonly isFolder: boolean;
  /** Whether nothing is there that would have to give way. */
  readonly isFree: boolean;
  /** Names in it, sorted. */
  readonly entries: readonly string[];
}

/** Looks without touching; a link that leads nowhere is something, too. */
export function placeOf(target: string): FolderPlace {
  const exists = lstatSync(target, { throwIfNoEntry: false }) !== undefined;
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
  const entries = isFolder ? readdirSync(target).sort() : [];
  return { exists, isFolder, isFree: !exists || (isFolder && entries.length === 0), entries };
}

/**
 * Fills a folder that is new or empty: as a whole, or not at all. It is written beside the target and then moved there; an
 * empty folder itself stays, since it may be the working directory of a shell.
 *
 * @param target absolute
 * @param fill writes the files into the folder that it is given
 * @returns what `fill` returns
 * @throws what the file system or `fill` throws; nothing is left then, folders above included
 */
export function writeWhole<T>(target: string, fill: (dir: string) => T): T {
  let made: string | undefined;
  let work: string | undefined;
  try {
    made = mkdirSync(dirname(target), { recursive: true });
    work = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    chmodSync(work, 0o777 & ~process.umask());
    const result = fill(work);
    const { exists, isFree } = placeOf(target);
    if (!isFree) {
      throw Object.assign(new Error(`${target} is not empty any more`), { code: "ENOTEMPTY" });
    }
    if (exists) {
      moveInto(work, target);
    } else {
      renameSync(work, target);
    }
    return result;
  } catch (error) {
    if (made !== undefined) {
      rmSync(made, { recursive: true, force: true });
    }
    throw error;
  } finally {
    if (work !== undefined) {
      rmSync(work, { recursive: true, force: true });
    }
  }
}

function moveInto(work: string, target: string): void {
  const moved: string[] = [];
  try {
    for (const entry of readdirSync(work)) {
      renameSync(join(work, entry), join(target, entry));
      moved.push(entry);
    }
  } catch (error) {
    moved.forEach((entry) => rmSync(join(target, entry), { recursive: true, force: true }));
    throw error;
  }
}
