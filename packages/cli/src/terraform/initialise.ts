import type { Stack } from "@scs-blueprints/checker/assembly";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { type Engine, type Reporter } from "@scs-blueprints/toolkit";
import {
  installProvider,
  isRegistryUnreachable,
  userInstallationError,
  type ProviderSetup,
} from "@scs-blueprints/sandbox";
import type { EngineRunner } from "./engine-runner";
import { adviseOn } from "./diagnostics";

/** What `init` needs; the runner is made anew when the source of the provider changes. */
export interface InitialiseProps {
  readonly engine: Engine;
  readonly stack: Stack;
  readonly setup: ProviderSetup;
  /** The set-up once the provider is built. */
  readonly setupAnew: () => ProviderSetup;
  readonly reporter: Reporter;
  readonly runner: (setup: ProviderSetup) => EngineRunner;
}

const MEND_ATTEMPTS = 4;

/**
 * `init`, with cures for what can be cured: no registry (the provider is built), a lock file of another build, a
 * folder that was moved.
 *
 * @returns the set-up that worked, for the next stack
 */
export async function initialise(props: InitialiseProps): Promise<ProviderSetup> {
  const { stack, engine, reporter } = props;
  let setup = props.setup;
  const extra: string[] = [];
  let step = reporter.step("init", `Initialising ${stack.name}`);
  for (let attempt = 1; ; attempt += 1) {
    const { code, stdout, stderr } = await props.runner(setup).init(extra, (line) => {
      if (/^- (Finding|Installing|Using|Reusing)/.test(line)) {
        step.progress(line.slice(2));
      }
    });
    const output = `${stdout}\n${stderr}`;
    if (code === 0) {
      const version = /(?:Installed|Using previously-installed) \S*openstack v(\S+)/.exec(output)?.[1];
      step.done(
        [`${engine.title} ${engine.version}`, version && `provider ${version}`, SOURCE_WORDS[setup.source]]
          .filter(Boolean)
          .join(", "),
      );
      return setup;
    }
    if (attempt < MEND_ATTEMPTS && setup.source === "registry" && isRegistryUnreachable(output)) {
      step.skip("the provider registry is out of reach");
      await installProvider(reporter);
      setup = props.setupAnew();
      step = reporter.step("init", `Initialising ${stack.name}`);
      continue;
    }
    if (setup.source === "user" && isRegistryUnreachable(output)) {
      step.fail();
      throw userInstallationError();
    }
    if (attempt < MEND_ATTEMPTS && mendLockFile(stack, output)) {
      step.line("the provider is another build than the lock file's: recorded anew");
      continue;
    }
    if (attempt < MEND_ATTEMPTS && !extra.includes("-reconfigure") && isMovedFolder(stack, output)) {
      step.line("the folder was moved: its state is taken from where it is now");
      extra.push("-reconfigure");
      continue;
    }
    step.fail();
    throw initError(output, code, engine);
  }
}

const SOURCE_WORDS = {
  registry: "from the registry",
  mirror: "from the local mirror",
  user: "from your own provider_installation",
} as const;

/** The lock file below cdktf.out is no one's work: it pins what the last `init` here took. */
function mendLockFile(stack: Stack, output: string): boolean {
  const text = flat(output);
  const lockFile = join(stack.workingDir, ".terraform.lock.hcl");
  if (
    !/checksums? previously recorded|doesn't match any of the checksums|does not match configured version/i.test(text)
  ) {
    return false;
  }
  if (!existsSync(lockFile)) {
    return false;
  }
  rmSync(lockFile);
  rmSync(join(stack.workingDir, ".terraform", "providers"), { recursive: true, force: true });
  return true;
}

/** The local backend writes an absolute path, which changes with the folder; a remote backend that changed is the user's decision. */
function isMovedFolder(stack: Stack, output: string): boolean {
  if (!/Backend configuration changed|Backend initialization required/i.test(output)) {
    return false;
  }
  return stack.backend?.type === "local";
}

function initError(output: string, code: number, engine: Engine): BlueprintError {
  const text = output
    .split("\n")
    .map((line) => line.replace(/^[│╷╵]\s?/, "").trimEnd())
    .filter((line) => line !== "");
  const start = text.findIndex((line) => line.startsWith("Error: "));
  return refuse("SCSBP-8012", {
    what: `${engine.name} init failed`,
    got: text.slice(Math.max(start, 0)).slice(0, 10).join("\n") || `exit code ${code}`,
    fix: /Backend configuration changed/.test(output)
      ? "the backend changed: run init -migrate-state (keeps the state) or -reconfigure in the stack's folder"
      : adviseOn(output),
  });
}

function flat(output: string): string {
  return output.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
}
