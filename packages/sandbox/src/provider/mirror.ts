import { cacheDir, type Reporter } from "@scs-blueprints/toolkit";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { PROVIDER_VERSION, providerFiles } from "./addresses";
import { buildProvider } from "./build";

/**
 * The provider on disk, in the layout that `filesystem_mirror` reads. It appears as a whole or not at all: built
 * beside, then renamed.
 */
export class ProviderMirror {
  public constructor(
    public readonly root: string,
    private readonly files: readonly string[] = providerFiles(),
  ) {}

  /** The mirror of this user. */
  public static of(env: NodeJS.ProcessEnv): ProviderMirror {
    return new ProviderMirror(join(cacheDir(env), "provider-mirror"));
  }

  /** Whether it holds the provider for this machine. */
  public get complete(): boolean {
    return this.files.every((file) => existsSync(join(this.root, file)));
  }

  /**
   * Fills the mirror.
   * @param build writes the executable to the path it is given
   */
  public async fill(build: (executable: string) => Promise<void>): Promise<void> {
    mkdirSync(dirname(this.root), { recursive: true });
    this.removeLeftovers();
    const work = mkdtempSync(`${this.root}.new-`);
    try {
      const executable = join(work, "executable");
      await build(executable);
      for (const file of this.files) {
        const target = join(this.root, file);
        mkdirSync(dirname(target), { recursive: true });
        const fresh = join(work, "fresh");
        try {
          linkSync(executable, fresh);
        } catch {
          copyFileSync(executable, fresh); // a file system without hard links
        }
        renameSync(fresh, target);
      }
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** What a run that was killed in the middle of a build left behind. */
  private removeLeftovers(): void {
    const parent = dirname(this.root);
    const prefix = `${this.root.slice(parent.length + 1)}.new-`;
    for (const name of readdirSync(parent)) {
      if (name.startsWith(prefix) && isOld(join(parent, name))) {
        rmSync(join(parent, name), { recursive: true, force: true });
      }
    }
  }
}

/** Nobody builds for an hour: then it is left over, and not the build of another process. */
function isOld(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > 3_600_000;
}

/** Builds the provider into the mirror, as one step. */
export async function installProvider(reporter: Reporter, mirror = ProviderMirror.of(process.env)): Promise<void> {
  const step = reporter.step(
    "provider",
    `Building the OpenStack provider ${PROVIDER_VERSION} from the Go module proxy`,
  );
  try {
    await mirror.fill((executable) => buildProvider(executable, (detail) => step.progress(detail)));
  } catch (error) {
    step.fail();
    throw error;
  }
  step.done(mirror.root);
}
