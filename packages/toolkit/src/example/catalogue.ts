import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, isAbsolute, join, resolve } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { repositoryRoot } from "../environment/paths";
import { isMapping, type Mapping } from "../openstack/clouds-yaml";

/** A cdktf project: a folder with a cdktf.json. */
export interface Example {
  readonly name: string;
  readonly dir: string;
  /** The command that synthesizes it. */
  readonly app: string;
  /** Where it synthesizes to, relative to the folder. */
  readonly output: string;
  readonly context: Mapping;
  /** What it needs of the sandbox; of any other cloud it is up to the user. */
  readonly sandbox: SandboxNeeds;
  /** The Kubernetes cluster that it needs on the sandbox. @default - none */
  readonly cluster?: ClusterNeeds;
  /** Scope to hold the sandbox against in the end, such as `iaas-v5.1`. @default - it is not */
  readonly check?: string;
}

/** `"scs-blueprints": { "cluster": { … } }` of an example's package.json. */
export interface ClusterNeeds {
  /** Command that prints the objects that are in the cluster from the start, in YAML or JSON. */
  readonly objects: string;
  /** Variables for the app and for Terraform. */
  readonly env: Readonly<Record<string, string>>;
  /** The Secret that operators would write the login of the new cloud into: the sandbox's is put there. */
  readonly login: {
    /** The stack after which they would; those that depend on it log in by the Secret. */
    readonly after: string;
    readonly namespace: string;
    readonly secret: string;
  };
}

/** `"scs-blueprints": { "sandbox": { … } }` of an example's package.json. */
export interface SandboxNeeds {
  /** Mode of the sandbox. @default tenant */
  readonly mode: string;
  /** The login to use when none is asked for. @default sandbox */
  readonly cloud: string;
  /** Folder of files to serve to the app and to the cloud, as the variable SANDBOX_FILES. @default - none */
  readonly files?: string;
}

/** Clouds that the sandbox's own clouds.yaml holds. */
export const SANDBOX_CLOUDS = ["sandbox", "sandbox-admin", "sandbox-system"];

export const DEFAULT_EXAMPLE = "quickstart";

/** @returns names of all examples that come with the package. */
export function listExamples(root: string = join(repositoryRoot(), "examples")): string[] {
  if (!existsSync(root)) {
    return [];
  }
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, "cdktf.json")))
    .sort();
}

/**
 * Finds an example by name, or any cdktf project by path. Without either: `quickstart`, or, where the package was
 * installed and has no examples, the current folder.
 */
export function findExample(
  wanted: string | undefined,
  root: string = join(repositoryRoot(), "examples"),
  cwd: string = process.cwd(),
): Example {
  if (wanted === undefined && !existsSync(join(root, DEFAULT_EXAMPLE)) && existsSync(join(cwd, "cdktf.json"))) {
    return readExample(cwd);
  }
  const name = wanted ?? DEFAULT_EXAMPLE;
  const isPath = name === "." || name === ".." || name.includes("/") || isAbsolute(name);
  const dir = isPath ? resolve(cwd, name) : join(root, name);
  if (statSync(join(dir, "cdktf.json"), { throwIfNoEntry: false })?.isFile() !== true) {
    const known = listExamples(root);
    throw refuse("SCSBP-8020", {
      what: isPath ? "there is no cdktf project in that folder" : "no such example",
      got: isPath ? dir : name,
      allowed: `${known.join(", ") || "no examples come with this installation"}; or a path to a folder with a cdktf.json`,
      fix: isPath ? "check the path" : "name one of these with --example",
    });
  }
  return readExample(dir);
}

function readExample(dir: string): Example {
  const file = join(dir, "cdktf.json");
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw refuse("SCSBP-8021", {
      what: "cdktf.json is not JSON",
      got: `${file}: ${error instanceof Error ? error.message : String(error)}`,
      fix: "correct the file",
    });
  }
  const app = isMapping(content) ? content.app : undefined;
  if (!isMapping(content) || typeof app !== "string" || app.trim() === "") {
    throw refuse("SCSBP-8021", {
      what: "cdktf.json has no `app`",
      got: file,
      allowed: 'for instance "app": "npx tsx main.ts"',
      fix: "add the command that runs the app",
    });
  }
  return {
    name: basename(dir),
    dir,
    app,
    output: typeof content.output === "string" ? content.output : "cdktf.out",
    context: isMapping(content.context) ? content.context : {},
    ...needs(dir),
  };
}

/** What its package.json says of it. */
function needs(dir: string): Pick<Example, "sandbox" | "cluster" | "check"> {
  const file = join(dir, "package.json");
  let content: unknown = {};
  try {
    content = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  } catch {
    // npm says better what is wrong with it
  }
  const own = isMapping(content) && isMapping(content["scs-blueprints"]) ? content["scs-blueprints"] : {};
  return {
    sandbox: sandboxNeeds(own, dir, file),
    ...(own.cluster !== undefined && { cluster: clusterNeeds(own.cluster, file) }),
    ...(typeof own.check === "string" && { check: own.check }),
  };
}

function clusterNeeds(cluster: unknown, file: string): ClusterNeeds {
  const { objects, env = {}, login } = isMapping(cluster) ? cluster : {};
  const { after, namespace, secret } = isMapping(login) ? login : {};
  const texts = [objects, after, namespace, secret, ...(isMapping(env) ? Object.values(env) : [undefined])];
  if (texts.some((one) => typeof one !== "string" || one === "")) {
    throw refuse("SCSBP-8021", {
      what: "package.json asks for a cluster in other words than there are",
      got: `${file}: ${JSON.stringify(cluster)}`,
      allowed: '"objects": a command; "env": texts; "login": { "after": a stack, "namespace", "secret" }',
      fix: "correct `scs-blueprints.cluster` in package.json",
    });
  }
  return { objects, env, login: { after, namespace, secret } } as ClusterNeeds;
}

function sandboxNeeds(own: Mapping, dir: string, file: string): SandboxNeeds {
  const { mode, cloud, files } = isMapping(own.sandbox) ? own.sandbox : {};
  if ((mode !== undefined && mode !== "tenant" && mode !== "operator-blank") || !isSandboxCloud(cloud)) {
    throw refuse("SCSBP-8021", {
      what: "package.json asks for a sandbox that there is not",
      got: `${file}: ${JSON.stringify(own.sandbox)}`,
      allowed: `"mode": "tenant" or "operator-blank"; "cloud": ${SANDBOX_CLOUDS.join(", ")}`,
      fix: "correct `scs-blueprints.sandbox` in package.json",
    });
  }
  return {
    mode: mode ?? "tenant",
    cloud: typeof cloud === "string" ? cloud : "sandbox",
    ...(typeof files === "string" ? { files: join(dir, files) } : {}),
  };
}

function isSandboxCloud(cloud: unknown): boolean {
  return cloud === undefined || SANDBOX_CLOUDS.includes(String(cloud));
}
