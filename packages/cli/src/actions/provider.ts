import { BlueprintError } from "@scs-blueprints/standards/errors";
import { findEngine, type Reporter } from "@scs-blueprints/toolkit";
import { ExitCode } from "../exit-codes";
import {
  PROVIDER_VERSION,
  readUserConfig,
  writeCliConfig,
  installProvider,
  ProviderMirror,
  providerShellEnvironment,
  userInstallationError,
} from "@scs-blueprints/sandbox";
import { exportLines } from "../output/shell";

/** `provider install`: the mirror, whether or not a registry is in reach. */
export async function providerInstall(force: boolean, reporter: Reporter): Promise<ExitCode> {
  const mirror = ProviderMirror.of(process.env);
  if (mirror.complete && !force) {
    reporter.step("provider", `OpenStack provider ${PROVIDER_VERSION}`).skip(`already in ${mirror.root}`);
  } else {
    await installProvider(reporter, mirror);
  }
  if (readUserConfig()?.hasProviderInstallation === true) {
    reporter.warn(userInstallationError().message);
    reporter.result({ mirror: mirror.root, version: PROVIDER_VERSION });
    return ExitCode.Ok;
  }
  const config = writeCliConfig(mirror.root);
  reporter.block(`To use it in this shell: eval "$(npx scs-blueprints provider env)"`);
  reporter.result({ mirror: mirror.root, version: PROVIDER_VERSION, cliConfig: config });
  return ExitCode.Ok;
}

/** `provider env`: exports for a shell. */
export async function providerEnv(json: boolean): Promise<ExitCode> {
  const engine = await findEngine().catch((error: unknown) => {
    if (BlueprintError.isBlueprintError(error)) {
      return undefined;
    }
    throw error;
  });
  const variables = providerShellEnvironment(engine);
  process.stdout.write(`${json ? JSON.stringify({ event: "env", env: variables }) : exportLines(variables)}\n`);
  return ExitCode.Ok;
}

/** `provider remove`: back to the registry. */
export function providerRemove(reporter: Reporter): ExitCode {
  const mirror = ProviderMirror.of(process.env);
  mirror.remove();
  reporter.step("provider", "Local provider mirror").done(`removed ${mirror.root}: the registry is asked again`);
  reporter.result({ mirror: mirror.root });
  return ExitCode.Ok;
}
