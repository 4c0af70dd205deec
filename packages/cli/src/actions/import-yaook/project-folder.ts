import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { placeOf, writeWhole } from "@scs-blueprints/toolkit";

/** A folder for a new program: new or empty, and written as a whole or not at all. */
export class ProjectFolder {
  /** @throws BlueprintError SCSBP-8304 for one with something in it, or a file */
  public static at(path: string): ProjectFolder {
    const dir = resolve(path);
    const { isFree, isFolder, entries } = placeOf(dir);
    if (!isFree) {
      throw refuse("SCSBP-8304", {
        got: isFolder ? `${path}: ${entries.slice(0, 5).join(", ")}` : `${path} is a file`,
        allowed: "a folder that is new or empty",
        fix: "name another with --out; nothing was written",
      });
    }
    return new ProjectFolder(path, dir);
  }

  private constructor(
    private readonly path: string,
    private readonly dir: string,
  ) {}

  /** @throws BlueprintError SCSBP-8305 */
  public write(files: Readonly<Record<string, string>>): void {
    try {
      writeWhole(this.dir, (dir) =>
        Object.entries(files).forEach(([name, text]) => writeFileSync(join(dir, name), text)),
      );
    } catch (error) {
      throw refuse("SCSBP-8305", {
        got: `${this.path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
        allowed: "a folder below one that can be written to",
        fix: "name another folder with --out",
      });
    }
  }
}
