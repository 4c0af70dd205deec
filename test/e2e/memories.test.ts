import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lostImports, planChanges } from "../../packages/cli/src/terraform/plan-changes";
import { ConstructPaths } from "../../packages/cli/src/terraform/construct-paths";
import { ResourceImports } from "../../lib/cloud/resource-imports";
import { Memory } from "../../lib/core/memory";
import { TerraformData } from "../../lib/core/terraform-data";
import { planOf } from "../support/assembly";
import { synth } from "../support/synth";
import { builtOpenTofu } from "./support/built";
import { onOpenTofu } from "./support/environment";
import { type RunResult, succeed } from "./support/run";

/**
 * What a memory does to what has it, on Terraform and on OpenTofu. A `terraform_data` stands in for the server: it is
 * imported, kept and replaced by the engine alone, so no cloud is needed. `migration.test.ts` has real servers.
 */
interface Day {
  readonly revision?: string;
  /** How the memory is named in the server's `replace_triggered_by`: none before there were memories. @default - as now */
  readonly trigger?: "none" | "whole";
  /** Revision that a server which is taken over has. @default - it is not taken over */
  readonly takenOver?: string | "no memory";
}

interface Planned {
  readonly changes: Record<string, string>;
  readonly plan: { readonly terraform_version: string };
}

class Engine {
  private readonly dir = mkdtempSync(join(tmpdir(), "scsbp-memories-"));

  public constructor(private readonly program: string) {}

  public async plan(day: Day): Promise<Planned> {
    writeFileSync(join(this.dir, "main.tf.json"), JSON.stringify(rendered(day)));
    await this.run("plan", "-input=false", "-out=plan");
    const plan = JSON.parse((await this.run("show", "-json", "plan")).stdout) as {
      terraform_version: string;
      resource_changes?: { address: string; change: { actions: string[]; importing?: object } }[];
    };
    const changed = (plan.resource_changes ?? []).filter(
      ({ change }) => change.importing || change.actions[0] !== "no-op",
    );
    const changes = changed.map(({ address, change }) => [
      address.replace(/^terraform_data\.|_[0-9A-F]{8}$/g, ""),
      `${change.importing ? "import " : ""}${change.actions.join()}`,
    ]);
    return { changes: Object.fromEntries(changes) as Record<string, string>, plan };
  }

  /** Applies what was planned last, or a day's program; the plan after it is empty. */
  public async apply(day: Day): Promise<Record<string, string>> {
    const { changes } = await this.plan(day);
    await this.run("apply", "-input=false", "plan");
    expect((await this.plan(day)).changes).toEqual({});
    return changes;
  }

  public remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  private run(...args: string[]): Promise<RunResult> {
    return succeed(this.program, args, { cwd: this.dir });
  }
}

function rendered({ revision, trigger, takenOver }: Day): object {
  const { json } = synth((stack) => {
    const memory = trigger === "none" ? undefined : new Memory(stack, "image-revision", revision);
    const named = trigger === "whole" ? memory?.trigger.replace(".input.revision", "") : memory?.trigger;
    new TerraformData(stack, "server", {
      ...(named === undefined ? {} : { lifecycle: { replaceTriggeredBy: [named] } }),
    });
    if (takenOver !== undefined) {
      const held: Record<string, string> =
        takenOver === "no memory" ? {} : { "terraform_data.image-revision": takenOver };
      stack.importResources(ResourceImports.fromIds({ "terraform_data.server": "s-1", ...held }));
    }
  });
  return { resource: json["resource"], ...(json["import"] === undefined ? {} : { import: json["import"] }) };
}

const REPLACED = "delete,create";
const engines = onOpenTofu() ? ["tofu"] : ["terraform", "tofu"];

describe.each(engines)("%s", (name) => {
  let engine: Engine;
  let program: string;

  beforeAll(async () => {
    program = name === "tofu" ? await builtOpenTofu() : name;
  });
  beforeEach(() => {
    engine = new Engine(program);
  });
  afterEach(() => engine.remove());

  test("another revision replaces the server, the first and the last too", async () => {
    expect(await engine.apply({})).toEqual({ "image-revision": "create", server: "create" });
    for (const revision of ["1", "2", undefined]) {
      expect(await engine.apply({ revision })).toEqual({ "image-revision": "update", server: REPLACED });
    }
  });

  test("a server that is taken over is not replaced: not without a revision, and not with the one that it has", async () => {
    expect(await engine.apply({ takenOver: "no memory" })).toEqual({
      "image-revision": "create",
      server: "import no-op",
    });
    engine.remove();
    engine = new Engine(program);
    expect(await engine.apply({ takenOver: "1", revision: "1" })).toEqual({
      "image-revision": "create",
      server: "import no-op",
    });
    for (const revision of ["2", "3", "1"]) {
      expect(await engine.apply({ takenOver: "1", revision })).toEqual({
        "image-revision": "update",
        server: REPLACED,
      });
    }
  });

  test("a server that gets a memory later is not replaced by it", async () => {
    await engine.apply({ trigger: "none" });
    expect(await engine.apply({})).toEqual({ "image-revision": "create" });
    expect(await engine.apply({ revision: "1" })).toEqual({ "image-revision": "update", server: REPLACED });
  });

  test.each([undefined, "1"])(
    "a state that was applied with the whole memory as trigger stays: %s",
    async (revision) => {
      await engine.apply({ revision, trigger: "whole" });
      expect((await engine.plan({ revision })).changes).toEqual({});
      expect((await engine.plan({ revision: "2" })).changes).toEqual({ "image-revision": "update", server: REPLACED });
    },
  );

  test("a revision of which the takeover does not know: what OpenTofu would destroy by it is found in its plan", async () => {
    const { changes, plan } = await engine.plan({ takenOver: "no memory", revision: "1" });
    const isLost = changes["server"] === `import ${REPLACED}`;
    const found = lostImports(planChanges(planOf(plan), new ConstructPaths()));
    expect(isLost).toBe(name === "tofu");
    expect(found?.message.includes("terraform_data.server (replace by triggers)")).toBe(isLost ? true : undefined);
  });
});
