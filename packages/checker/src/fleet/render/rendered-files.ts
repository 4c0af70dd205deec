import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import type { FleetRenderedFile } from "./fleet-renderer";

/** What became, or would become, of the files of an engine. */
export interface FileChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Of an earlier rendering, such as a wave or a stack that is gone. */
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/** An engine's files in a repository. Only what bears the mark is overwritten or removed. @internal */
export class RenderedFiles {
  /**
   * @param dir top of the repository
   * @param mark first line of all files
   */
  public constructor(
    private readonly dir: string,
    private readonly mark: string,
    private readonly files: readonly FleetRenderedFile[],
  ) {}

  /** What writing would change. @throws BlueprintError SCSBP-7523 when it would overwrite a file of someone else's */
  public compare(): FileChanges {
    const changes = {
      added: [] as string[],
      changed: [] as string[],
      removed: this.stale(),
      unchanged: [] as string[],
    };
    for (const { path, text } of this.files) {
      const file = join(this.dir, path);
      if (!existsSync(file)) {
        changes.added.push(path);
        continue;
      }
      const there = readFileSync(file, "utf8");
      if (!this.isOurs(there)) {
        throw refuse("SCSBP-7523", {
          got: file,
          allowed: `a file that begins with "${this.mark}"`,
          fix: "move it away, or render to another folder with --out",
        });
      }
      (there === text ? changes.unchanged : changes.changed).push(path);
    }
    return changes;
  }

  /** Writes what differs. Nothing is written when one file cannot be. */
  public write(): FileChanges {
    const changes = this.compare();
    const due = new Set([...changes.added, ...changes.changed]);
    for (const { path, text } of this.files.filter((each) => due.has(each.path))) {
      const file = join(this.dir, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    changes.removed.forEach((path) => rmSync(join(this.dir, path)));
    return changes;
  }

  /** Ours in the same folders, and not made any more. */
  private stale(): string[] {
    const wanted = new Set(this.files.map(({ path }) => path));
    return [...new Set(this.files.map(({ path }) => dirname(path)))]
      .filter((folder) => existsSync(join(this.dir, folder)))
      .flatMap((folder) =>
        readdirSync(join(this.dir, folder), { withFileTypes: true })
          .filter((each) => each.isFile() && /\.ya?ml$/.test(each.name))
          .map((each) => `${folder}/${each.name}`)
          .filter((path) => !wanted.has(path) && this.isOurs(readFileSync(join(this.dir, path), "utf8"))),
      )
      .sort();
  }

  private isOurs(text: string): boolean {
    return text.split(/\r?\n/, 1)[0] === this.mark;
  }
}
