import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TerraformStack } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import { Stack } from "@scs-blueprints/checker/assembly";
import { isObject } from "@scs-blueprints/checker/reading";
import { runCommandLine, succeed } from "./command-line";
import { SandboxDeployment } from "./sandbox-deployment";
import { synthesized } from "./synthesized";

/** What a sandbox is to begin with. */
export enum SandboxMode {
  /** A project on a cloud with flavors, images and an external network. */
  TENANT = "tenant",
  /** A cloud without contents, and an administrator's login. */
  OPERATOR_BLANK = "operator-blank",
}

/** Properties of a {@link SandboxFixture}. */
export interface SandboxFixtureProps {
  /** @default SandboxMode.TENANT */
  readonly mode?: SandboxMode;
  /** Where the sandbox lies. @default - `SCS_SANDBOX_HOME`, else the one of this user */
  readonly home?: string;
  /** Variables of Terraform, such as `{ cluster_token: "…" }`. @default - none */
  readonly variables?: Record<string, string>;
}

/**
 * A real OpenStack control plane on 127.0.0.1 for the tests of one's own constructs: applied, planned again without
 * changes, destroyed. Needs what `npx scs-blueprints doctor` lists.
 *
 * @example
 * async function applied(): Promise<string | undefined> {
 *   const sandbox = await SandboxFixture.start();
 *   try {
 *     const app = new App();
 *     const stack = new ScsStack(app, "shop", { cloud: Cloud.fromEnvironment() });
 *     stack.addOutput("cidr", new ProjectNetwork(stack, "network", { tiers: ["web"] }).tier("web").cidr);
 *     const deployment = await sandbox.deployStack(stack);
 *     return deployment.outputs["cidr"];
 *   } finally {
 *     await sandbox.stop(); // destroys what is still there
 *   }
 * }
 */
export class SandboxFixture {
  /**
   * Starts the sandbox, or uses the one that runs.
   *
   * @throws BlueprintError SCSBP-8520 when it cannot be started
   */
  public static async start(props: SandboxFixtureProps = {}): Promise<SandboxFixture> {
    const mode = props.mode ?? SandboxMode.TENANT;
    const env = {
      ...(props.home === undefined ? {} : { SCS_SANDBOX_HOME: resolve(props.home) }),
      ...Object.fromEntries(Object.entries(props.variables ?? {}).map(([name, value]) => [`TF_VAR_${name}`, value])),
    };
    const { code } = await runCommandLine(["sandbox", "status"], env);
    await succeed(["sandbox", "up", ...(mode === SandboxMode.TENANT ? [] : ["--mode", mode])], env);
    return new SandboxFixture(mode, env, code === 0);
  }

  private readonly deployments: SandboxDeployment[] = [];

  private constructor(
    private readonly mode: SandboxMode,
    private readonly env: Record<string, string>,
    private readonly ranBefore: boolean,
  ) {}

  /** Variables for programs that use the sandbox: `OS_*` and those of Terraform. */
  public async environment(): Promise<Record<string, string>> {
    const { events } = await runCommandLine(["sandbox", "env"], this.env);
    const told = events.map((each) => each["env"]).find(isObject) ?? {};
    return Object.fromEntries(
      Object.entries(told).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
  }

  /**
   * Applies a program, and asserts that the next plan is empty.
   *
   * @param folder a folder with a cdktf.json
   * @throws BlueprintError SCSBP-8520 with the error, or with what the second plan would change
   */
  public async deployProgram(folder: string): Promise<SandboxDeployment> {
    return this.deploy(resolve(folder), false);
  }

  /**
   * Applies one stack of a test, whose cloud is `Cloud.fromEnvironment()`; its state lies in a folder of its own, whatever
   * its backend.
   *
   * @throws BlueprintError SCSBP-8520 as `deployProgram`, and when the stack depends on others: those are a program
   */
  public async deployStack(stack: TerraformStack): Promise<SandboxDeployment> {
    if (stack.dependencies.length > 0) {
      throw refuse("SCSBP-8520", {
        what: "a stack that depends on others cannot be deployed by itself",
        got: `${stack.node.path} depends on ${stack.dependencies.map(({ node }) => node.path).join(", ")}`,
        fix: "deploy the program with deployProgram",
      });
    }
    return this.deploy(this.write(stack), true);
  }

  /**
   * Destroys what this fixture deployed and is still there; stops the sandbox if the fixture started it.
   *
   * @throws BlueprintError SCSBP-8520 when something could not be destroyed
   */
  public async stop(): Promise<void> {
    try {
      for (const deployment of this.deployments.splice(0).reverse()) {
        await deployment.destroy();
      }
    } finally {
      if (!this.ranBefore) {
        await succeed(["sandbox", "down"], this.env);
      }
    }
  }

  private async deploy(folder: string, temporary: boolean): Promise<SandboxDeployment> {
    // What was made before a failure has to be destroyed, too.
    const unfinished = new SandboxDeployment(folder, {}, this.env, temporary);
    this.deployments.push(unfinished);
    const result = await succeed(["start", "--example", folder], this.env);
    const deployment = new SandboxDeployment(folder, result, this.env, temporary);
    this.deployments.splice(this.deployments.indexOf(unfinished), 1, deployment);
    return deployment;
  }

  /** A folder as a program leaves it; its `app` puts the files in place that are made here. */
  private write(stack: TerraformStack): string {
    const folder = mkdtempSync(join(tmpdir(), "scs-blueprints-sandbox-"));
    const name = stack.node.id;
    const state = { path: `../../../terraform.${name}.tfstate` };
    Stack.fromJson(name, synthesized(stack)).write(join(folder, "made"), { type: "local", config: state });
    const files: Record<string, unknown> = {
      "cdktf.json": {
        language: "typescript",
        app: "mkdir -p cdktf.out && cp -R made/. cdktf.out/",
        sendCrashReports: "false",
      },
      "package.json": {
        private: true,
        "scs-blueprints": {
          sandbox: { mode: this.mode, cloud: this.mode === SandboxMode.TENANT ? "sandbox" : "sandbox-admin" },
        },
      },
    };
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(join(folder, file), JSON.stringify(content));
    }
    return folder;
  }
}
