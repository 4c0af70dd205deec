import type { Stack } from "@scs-blueprints/checker/assembly";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { isObject, type JsonObject, listOf, textOf } from "@scs-blueprints/checker/reading";
import { shellQuote, WITHOUT_REGISTRY } from "@scs-blueprints/standards/internal";
import { ClusterPrograms } from "../cluster/build";
import { type Engine, type Example, type Reporter, run } from "@scs-blueprints/toolkit";
import type { MirrorOf } from "./cli-config";
import { providerSetup, type ProviderSetup, withMirror } from "./source";

/** Providers that work on a cluster. */
const NAMES = ["kubernetes", "helm", "kubectl"];

/** For the app: no hashicorp/kubernetes, no hashicorp/helm. */
export const WITHOUT_REGISTRY_ENV: Readonly<Record<string, string>> = { [WITHOUT_REGISTRY]: "1" };

/**
 * Whether the engine can install the providers of a program that work on a cluster. Where it cannot, the program is
 * synthesized again with {@link WITHOUT_REGISTRY_ENV}, and needs the kubectl provider alone, which is built.
 *
 * A folder that was begun so goes on so, until it is destroyed: other providers would make each object anew.
 */
export class KubernetesProviders {
  private mirror?: MirrorOf;
  private isWithout = false;

  public constructor(
    private readonly example: Example,
    private readonly reporter: Reporter,
  ) {}

  /** Whether the folder was begun without a registry. */
  public get begunWithout(): boolean {
    return existsSync(this.mark);
  }

  /**
   * @returns whether the engine can install what the stacks need
   * @param env what the stacks are told beside the environment
   * @throws BlueprintError SCSBP-8013 for a kubeconfig that is not there, has no such context, or can be read by others
   */
  public async inReach(stacks: readonly Stack[], engine: Engine, env: NodeJS.ProcessEnv = {}): Promise<boolean> {
    const needed = Object.assign({}, ...stacks.map(neededBy)) as JsonObject;
    if (Object.keys(needed).length === 0) {
      return true;
    }
    stacks.flatMap((stack) => kubeconfigsOf(stack, env)).forEach(requireUsable);
    // What was applied by hashicorp/kubernetes goes on by it: the stack's folder has the provider, whatever the registry says.
    if (stacks.some(({ workingDir }) => hasTyped(workingDir))) {
      return true;
    }
    const step = this.reporter.step("providers", `Looking for the providers ${Object.keys(needed).join(", ")}`);
    const dir = mkdtempSync(join(tmpdir(), "scs-blueprints-providers-"));
    try {
      writeFileSync(join(dir, "main.tf.json"), JSON.stringify({ terraform: { required_providers: needed } }));
      const { code } = await run(engine.path, ["init", "-input=false", "-no-color"], {
        cwd: dir,
        env: providerSetup().env,
        timeoutSeconds: 120,
      });
      if (code === 0) {
        step.done("found");
      } else {
        step.skip("the provider registry is out of reach");
      }
      return code === 0;
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }

  /**
   * Builds the kubectl provider, and says what goes by it.
   *
   * @throws BlueprintError SCSBP-8310, SCSBP-8311 when it cannot be built
   */
  public async goWithout(): Promise<void> {
    if (providerSetup().source !== "user") {
      this.mirror = await new ClusterPrograms(this.reporter).kubectlProvider();
    }
    this.isWithout = true;
    this.reporter.note(
      "all objects of Kubernetes go by the kubectl provider, which Go builds from its module: without a registry there is neither hashicorp/kubernetes nor hashicorp/helm",
    );
  }

  /** Before anything is applied: notes whether the folder is begun without a registry. */
  public remember(): void {
    if (this.isWithout) {
      mkdirSync(join(this.example.dir, ".scs-blueprints"), { recursive: true });
      writeFileSync(this.mark, "the kubectl provider sends all objects of Kubernetes\n");
    }
  }

  /** After all is destroyed the folder may begin anew. */
  public forget(): void {
    rmSync(this.mark, { force: true });
  }

  /** The set-up of providers, with the kubectl provider that was built. */
  public with(setup: ProviderSetup): ProviderSetup {
    const file = join(this.example.dir, ".scs-blueprints", "terraform.tfrc");
    return this.mirror === undefined ? setup : withMirror(setup, this.mirror, file);
  }

  private get mark(): string {
    return join(this.example.dir, ".scs-blueprints", "without-registry");
  }
}

function hasTyped(workingDir: string): boolean {
  const hosts = join(workingDir, ".terraform", "providers");
  return (
    existsSync(hosts) && readdirSync(hosts).some((host) => existsSync(join(hosts, host, "hashicorp", "kubernetes")))
  );
}

/** What a stack says of these providers in `required_providers`. */
function neededBy(stack: Stack): JsonObject {
  return Object.fromEntries([...stack.requiredProviders].filter(([name]) => NAMES.includes(name)));
}

/** A kubeconfig that a provider reads, and the context that it takes of it. */
interface Kubeconfig {
  readonly file: string;
  /** @default - the current one */
  readonly context?: string;
}

/** Those that the stack's providers name, else those of the environment. */
function kubeconfigsOf(stack: Stack, more: NodeJS.ProcessEnv): Kubeconfig[] {
  const blocks = NAMES.flatMap((name) => stack.providers.filter((each) => each.name === name));
  const env = { ...process.env, ...more };
  return blocks.flatMap(({ values }) => {
    const connection = isObject(values["kubernetes"]) ? values["kubernetes"] : values;
    const { config_path: path, config_context: context = env.KUBE_CTX, host } = connection;
    const files =
      host !== undefined ? [] : path !== undefined ? [path] : [env.KUBE_CONFIG, env.KUBECONFIG, env.KUBE_CONFIG_PATH];
    return files
      .filter((file): file is string => typeof file === "string" && file !== "" && !/\$\{|:/.test(file))
      .map((file) => ({
        file: resolve(stack.workingDir, file.replace(/^~(?=\/)/, homedir())),
        context: typeof context === "string" && context !== "" ? context : undefined,
      }));
  });
}

/** Said before anything is applied; what else is wrong with it, the providers say. */
function requireUsable({ file, context }: Kubeconfig): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw unusable("there is no such kubeconfig", file, "a file", "correct the path, or KUBE_CONFIG_PATH");
  }
  if (process.platform !== "win32" && (stat.mode & 0o044) !== 0) {
    throw unusable(
      "others on this machine can read the kubeconfig, and with it the credentials",
      `${file}, mode ${(stat.mode & 0o777).toString(8)}`,
      "a file that only its owner reads",
      `chmod 600 ${shellQuote(file)}; if others may have read it, renew the credentials too`,
    );
  }
  const names = contextsIn(file);
  if (context !== undefined && names !== undefined && !names.includes(context)) {
    const got = `${context}, in ${file}`;
    throw unusable(
      "the kubeconfig has no such context",
      got,
      names.join(", ") || "none",
      "name one of these, or another file",
    );
  }
}

function contextsIn(file: string): string[] | undefined {
  try {
    const config: unknown = parse(readFileSync(file, "utf8"));
    return isObject(config) ? listOf(config, "contexts").flatMap((one) => textOf(one, "name") ?? []) : undefined;
  } catch {
    return undefined; // the provider says what is wrong with it
  }
}

function unusable(what: string, got: string, allowed: string, fix: string): BlueprintError {
  return refuse("SCSBP-8013", { what, got, allowed, fix });
}
