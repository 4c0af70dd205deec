import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { BlueprintError } from "../../../core/errors";

/** A folder for a new program: new or empty, and written as a whole or not at all. */
export class ProjectFolder {
  /** @throws BlueprintError SCSBP-8304 for one with something in it, or a file */
  public static at(path: string): ProjectFolder {
    const dir = resolve(path);
    const there = statSync(dir, { throwIfNoEntry: false });
    const files = there?.isDirectory() === true ? readdirSync(dir) : [];
    if (files.length > 0 || (there !== undefined && !there.isDirectory())) {
      throw new BlueprintError({
        code: "SCSBP-8304",
        what: "the folder for the program is not empty",
        got: files.length > 0 ? `${path}: ${files.slice(0, 5).join(", ")}` : `${path} is a file`,
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
    let whole: string | undefined;
    try {
      mkdirSync(dirname(this.dir), { recursive: true });
      whole = mkdtempSync(join(dirname(this.dir), `.${basename(this.dir)}-`)); // beside it: a rename is atomic
      chmodSync(whole, 0o777 & ~process.umask());
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(whole, name), text);
      }
      if (statSync(this.dir, { throwIfNoEntry: false }) !== undefined) {
        rmdirSync(this.dir); // refuses where something has been put in since
      }
      renameSync(whole, this.dir);
    } catch (error) {
      if (whole !== undefined) {
        rmSync(whole, { recursive: true, force: true });
      }
      throw new BlueprintError({
        code: "SCSBP-8305",
        what: "the program cannot be written",
        got: `${this.path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
        allowed: "a folder below one that can be written to",
        fix: "name another folder with --out",
      });
    }
  }
}
