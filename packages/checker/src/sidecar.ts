import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Assembly } from "./assembly/assembly";
import { listOf, readJsonObject, type JsonObject } from "./reading/read-json";
import { Waiver, type WaiverPlace, type WaiverProps } from "./waiver";

/** What a program says about its own compliance, for a check that runs later on its output. */
export interface ProgramStatements {
  /** Names of the profiles it requires, such as `iaas-v5.1`. */
  readonly requires: string[];
  /** Waivers on its constructs. */
  readonly waivers: Waiver[];
  /** What could not be used, one sentence each. */
  readonly problems: string[];
}

interface SidecarWaiver extends WaiverProps, WaiverPlace {}

const CODE = "SCSBP-4020";
const FIX = "synthesize the app again";

/**
 * `scs-compliance.json` beside the manifest: the waivers of constructs have no place in cdk.tf.json. It is written by
 * `app.synth()`; one that is older than a stack stems from an earlier synth and is not used.
 */
export class Sidecar {
  /** Name of the file in the output directory. */
  public static readonly FILE = "scs-compliance.json";

  /** @internal @jsii ignore */
  public static write(outdir: string, requires: readonly string[], waivers: readonly SidecarWaiver[]): void {
    const file = join(outdir, Sidecar.FILE);
    if (requires.length === 0 && waivers.length === 0) {
      rmSync(file, { force: true });
      return;
    }
    mkdirSync(outdir, { recursive: true });
    writeFileSync(file, `${JSON.stringify({ version: 1, requires: [...new Set(requires)], waivers }, null, 2)}\n`);
  }

  /**
   * Reads it, if there is one.
   *
   * @throws BlueprintError SCSBP-4020 when it is broken, SCSBP-4010 when a waiver in it is
   */
  public static read(outdir: string): ProgramStatements {
    const file = join(outdir, Sidecar.FILE);
    if (!existsSync(file)) {
      return { requires: [], waivers: [], problems: [] };
    }
    if (Sidecar.isStale(outdir, file)) {
      return {
        requires: [],
        waivers: [],
        problems: [`${file} is older than the stacks: its waivers are not used; synthesize the app again`],
      };
    }
    const json = readJsonObject(file, CODE, "what the program says about compliance", FIX);
    const requires = json["requires"];
    return {
      requires: Array.isArray(requires) ? requires.map(String) : [],
      waivers: listOf(json, "waivers").map((each) => Sidecar.waiver(each, file)),
      problems: [],
    };
  }

  private static waiver(each: JsonObject, file: string): Waiver {
    const props = each as unknown as SidecarWaiver;
    const { id, source, constructPath } = props;
    return Waiver.fromProps(props, { id: String(id), source: source ?? file, constructPath: String(constructPath) });
  }

  private static isStale(outdir: string, file: string): boolean {
    if (!Assembly.isIn(outdir)) {
      return false;
    }
    const written = statSync(file).mtimeMs;
    return Assembly.fromDirectory(outdir, { code: CODE, fix: FIX }).stacks.some(
      (stack) => existsSync(stack.file) && statSync(stack.file).mtimeMs > written,
    );
  }
}
