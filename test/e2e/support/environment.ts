import { mkdirSync, mkdtempSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * Where the end-to-end suite works: copies of the repository as a user would clone it, with caches of their own.
 *
 * `SCS_E2E_DIR` names a folder to keep between runs, which saves the installation; without it everything is made from
 * nothing and removed at the end.
 */
export interface E2eEnvironment {
  /** What all workers share: caches, and programs that are built once. */
  readonly shared: string;
  /** This worker's own. Each has a sandbox, so that files run side by side without seeing each other's cloud. */
  readonly dir: string;
  readonly clone: string;
  /** None for the first worker: its sandbox is where a user's is. */
  readonly sandboxHome?: string;
  readonly kept: boolean;
}

/** @param worker of jest, from 1 */
export function e2eEnvironment(worker = Number(process.env["JEST_WORKER_ID"] ?? 1)): E2eEnvironment {
  const keep = process.env["SCS_E2E_DIR"];
  const shared = process.env["SCS_E2E_RUNNING_IN"] ?? keep ?? mkdtempSync(join(tmpdir(), "scs-blueprints-e2e-"));
  process.env["SCS_E2E_RUNNING_IN"] = shared;
  const dir = worker === 1 ? shared : join(shared, `worker-${worker}`);
  mkdirSync(dir, { recursive: true });
  const own = worker === 1 ? {} : { sandboxHome: join(dir, "sandbox") };
  return { shared, dir, clone: join(dir, "clone"), kept: keep !== undefined, ...own };
}

/** Where `terraform` is OpenTofu, with `SCS_E2E_ENGINE=tofu`: first on the PATH. @default - undefined: as the machine has it */
export function engineFolder(): string | undefined {
  const engine = process.env["SCS_E2E_ENGINE"] ?? "terraform";
  if (engine !== "terraform" && engine !== "tofu") {
    throw new Error(`SCS_E2E_ENGINE is terraform or tofu; got ${engine}`);
  }
  return engine === "tofu" ? join(e2eEnvironment().shared, "engine") : undefined;
}

/** Whether `terraform` is OpenTofu. */
export const onOpenTofu = (): boolean => engineFolder() !== undefined;

/**
 * What ends an apply in the middle, with what it made in the local state. OpenTofu writes that each 20 seconds only, and after a
 * `kill -9` the rest would be in no state (docs/cli.md): it is asked to end.
 */
export const endOfApply = (): NodeJS.Signals => (onOpenTofu() ? "SIGINT" : "SIGKILL");

/** The environment of a user who has nothing but the programs: no cloud, no provider mirror, no caches of ours. */
export function userEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { shared, sandboxHome } = e2eEnvironment();
  const ours = /^(OS_|TF_|SCS_|CDKTF_|npm_|JEST_|NODE_ENV$|INIT_CWD$|TERRAFORM_BINARY_NAME$)/;
  const others = Object.entries(process.env).filter(([name]) => !ours.test(name));
  // The caches of npm, pip and Go hold downloads, not results: sharing them only saves the network.
  return {
    ...Object.fromEntries(others),
    XDG_CACHE_HOME: join(shared, "cache"),
    ...(sandboxHome === undefined ? {} : { SCS_SANDBOX_HOME: sandboxHome }),
    ...goAndPipCaches(),
    PATH: [engineFolder(), process.env["PATH"]].filter(Boolean).join(delimiter),
    NO_COLOR: "1",
    ...extra,
  };
}

/** Go, pip and uv would follow XDG_CACHE_HOME into the empty folder. */
function goAndPipCaches(): Record<string, string> {
  const shared = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return {
    GOCACHE: process.env["GOCACHE"] ?? join(shared, "go-build"),
    PIP_CACHE_DIR: process.env["PIP_CACHE_DIR"] ?? join(shared, "pip"),
    UV_CACHE_DIR: process.env["UV_CACHE_DIR"] ?? join(shared, "uv"),
  };
}
