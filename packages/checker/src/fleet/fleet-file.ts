import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { Assembly } from "../assembly/assembly";
import { readJsonObject } from "../reading/read-json";
import type { FleetFacts, FleetStackFacts, FleetTargetFacts } from "./fleet-facts";

/** Of a stack, what does not stand in its own file. */
type FleetStackStatement = Omit<FleetStackFacts, "variables" | "backend" | "runsProgram">;

/** What an app says of its fleet; variables and backends stand in the stacks' own files. @internal */
export interface FleetStatement extends Omit<FleetFacts, "targets"> {
  readonly targets: readonly (Omit<FleetTargetFacts, "stacks"> & {
    readonly stacks: readonly FleetStackStatement[];
  })[];
}

const CODE = "SCSBP-7520";
const FIX = "synthesize the program again: npx cdktf synth";

/** `scs-fleet.json` beside the manifest of an app: what `fleet list` and `fleet render` work from. @internal */
export class FleetFile {
  public static readonly FILE = "scs-fleet.json";

  public static write(outdir: string, statement: FleetStatement): void {
    mkdirSync(outdir, { recursive: true });
    writeFileSync(join(outdir, FleetFile.FILE), `${JSON.stringify({ version: 1, ...statement }, null, 2)}\n`);
  }

  /** Takes away what an earlier synth wrote: a program that fails leaves no fleet behind. */
  public static remove(outdir: string): void {
    rmSync(join(outdir, FleetFile.FILE), { force: true });
  }

  /** @throws BlueprintError SCSBP-7520 when the app has no fleet, or its files do not fit together */
  public static read(outdir: string): FleetFacts {
    const { stacks } = Assembly.fromDirectory(outdir, { code: CODE, fix: FIX });
    const file = join(outdir, FleetFile.FILE);
    if (!existsSync(file)) {
      throw refuse(CODE, {
        what: "the program has no fleet",
        got: `${outdir} without ${FleetFile.FILE}`,
        allowed: "the output directory of a program with `new Fleet(…)`",
        fix: FIX,
      });
    }
    const json = readJsonObject(file, CODE, "what the program says of its fleet", FIX);
    const statement = json as unknown as FleetStatement;
    if (json["version"] !== 1 || !Array.isArray(statement.targets) || !Array.isArray(statement.waves)) {
      throw refuse(CODE, {
        what: "the fleet's file is of another version of this library",
        got: `${file}, version ${String(json["version"])}`,
        allowed: "version 1",
        fix: FIX,
      });
    }
    const stackOf = (stack: FleetStackStatement): FleetStackFacts => {
      const own = stacks.find(({ name }) => name === stack.id);
      if (own === undefined || !existsSync(own.file)) {
        throw refuse(CODE, {
          what: "the stacks and the fleet's file are of different runs of the program",
          got: `no stack ${stack.id}`,
          fix: FIX,
        });
      }
      const { variables, backend } = own;
      return {
        ...stack,
        variables: [...variables].flatMap(([name, each]) => ("default" in each ? [] : [name])).sort(),
        backend: backend === undefined ? {} : { [backend.type]: backend.config },
        runsProgram: own.includes("scs-blueprints/step"),
      };
    };
    const targets = statement.targets.map((target) => ({ ...target, stacks: target.stacks.map(stackOf) }));
    const { fleet, state, waves } = statement;
    return { fleet, state, waves, targets };
  }
}
